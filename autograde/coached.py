"""Editors with their checks already in hand: one line in a notebook.

``curriculum`` makes and shows, this package judges; here the two are put together, so that a
notebook's cell names a tool and a case and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograde import checks
from autograde.findings import Finding
from autograde.kinds import kind_of
from autograde.rubrics import load_rubric
from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone import Bone, Cause, ProblemStatement

if TYPE_CHECKING:
    from ipywidgets import VBox

    from curriculum.editors._exercise import Workbench
    from curriculum.editors._forms import Form
    from curriculum.editors.fishbone import FishboneEditor

__all__ = ["exercise", "fishbone_editor", "guided", "hand_in", "repair"]

_WORDING = {
    "cause-solution": "solution",
    "cause-blame": "blame",
    "cause-person": "person",
    "cause-vague": "vague",
}


def fishbone_editor(
    name: str = "fishbone", *, team: bool = False, root: Path | None = None
) -> FishboneEditor:
    """The fishbone editor with its check: a team's own, or any that belongs to no case.

    Parameters
    ----------
    name : str
        Name of the work file, without ``.json``.
    team : bool
        Whether it is a team's own: then it asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    made: FishboneEditor = editors.fishbone_editor(
        name, check=checks.fishbone, team=team, root=root
    )
    return made


def repair(item_id: str, *, root: Path | None = None) -> Form:
    """A weak sentence to rewrite, with the check that fits it.

    Parameters
    ----------
    item_id : str
        ``module/item``, for example ``fishbone/no-coach``.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    kind = editors.find_repair(item_id).kind
    check = look_at_cause if kind == "cause" else look_at_statement
    made: Form = editors.repair(item_id, check=check, root=root)
    return made


def guided(steps_id: str, *, root: Path | None = None) -> VBox:
    """A partly filled fishbone with steps that answer.

    Parameters
    ----------
    steps_id : str
        ``module/steps``, for example ``fishbone/retries``.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    return editors.guided(steps_id, check=look_at_cause, editor_check=checks.fishbone, root=root)


def exercise(exercise_id: str, *, root: Path | None = None) -> Workbench:
    """The workbench of an exercise: who you are, the folder of evidence, the editor, practice.

    Parameters
    ----------
    exercise_id : str
        For example ``lift-fishbone``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """
    from curriculum import editors

    kind = kind_of(exercise_id)
    made: Workbench = editors.exercise(
        exercise_id,
        draw_case=kind.draw,
        check_for=lambda case: partial(kind.check, case=case),
        artifact=_artifact(exercise_id),
        root=root,
    )
    return made


def hand_in(exercise_id: str, *, root: Path | None = None) -> Form:
    """The hand-in panel of an exercise.

    Parameters
    ----------
    exercise_id : str
        For example ``lift-fishbone``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """
    from curriculum import editors

    made: Form = editors.hand_in(
        exercise_id,
        load_work=checks.load_work,
        artifact=_artifact(exercise_id),
        root=root,
    )
    return made


def look_at_cause(text: str) -> list[Mapping[str, str]]:
    """What the fishbone's check asks about the wording of one cause.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of mappings
        ``label`` (solution, blame, person, vague), ``what``, ``why``, ``next``; empty when the
        check is content.
    """
    alone = Fishbone(bones=(Bone(id="b1", name="Cause", causes=(Cause(id="c1", text=text),)),))
    return _asked([f for f in checks.fishbone(alone) if f.id in _WORDING])


def look_at_statement(text: str) -> list[Mapping[str, str]]:
    """What the fishbone's check asks about one problem statement; as ``look_at_cause``."""
    alone = Fishbone(problem_statement=ProblemStatement(text=text))
    about = [f for f in checks.fishbone(alone) if f.criterion == "problem-statement"]
    return _asked(about)


def _asked(findings: Sequence[Finding]) -> list[Mapping[str, str]]:
    return [
        {
            "label": _WORDING.get(finding.id, finding.id),
            "what": finding.what,
            "why": finding.why,
            "next": finding.next,
        }
        for finding in findings
        if finding.status != "passed"
    ]


def _artifact(exercise_id: str) -> str:
    return Path(load_rubric(exercise_id).file).stem
