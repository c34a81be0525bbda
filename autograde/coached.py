"""Editors with their checks already in hand: one line in a notebook.

``curriculum`` makes and shows, this package judges; here the two are put together, so that a
notebook's cell names a tool and a case and nothing else.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from autograde import checks
from autograde._coached_gaps import gaps_editor
from autograde._funnel_sentences import look_at_funnel_words
from autograde._memo_sentences import look_at_memo
from autograde._sentences import (
    look_at_cause,
    look_at_planned,
    look_at_prediction,
    look_at_statement,
    look_at_verdict,
)
from autograde.checks.signal_reading import signal_reading
from autograde.findings import Finding
from autograde.kinds import kind_of
from autograde.rubrics import load_rubric
from curriculum.artifacts.base import Artifact
from curriculum.artifacts.examples import load_example
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.workspace import Workspace

if TYPE_CHECKING:
    from ipywidgets import VBox

    from curriculum.editors._exercise import Workbench
    from curriculum.editors._forms import Form
    from curriculum.editors._reflect import SentenceCheck
    from curriculum.editors.fishbone import FishboneEditor
    from curriculum.editors.plan import PlanEditor
    from curriculum.editors.signal import SignalEditor
    from curriculum.editors.study import StudyEditor

__all__ = [
    "exercise",
    "fishbone_editor",
    "gaps_editor",
    "guided",
    "hand_in",
    "look_at_cause",
    "look_at_funnel",
    "look_at_funnel_words",
    "look_at_memo",
    "look_at_planned",
    "look_at_prediction",
    "look_at_statement",
    "look_at_verdict",
    "plan_editor",
    "repair",
    "signal_editor",
    "study_editor",
    "weak_predictions",
]


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


def plan_editor(
    name: str = "plan", *, start: str = "", team: bool = False, root: Path | None = None
) -> PlanEditor:
    """The plan editor with its check: a team's own plan, or one that is partly filled.

    Parameters
    ----------
    name : str
        Name of the work file, without ``.json``.
    start : str
        An example to begin with, as ``module/example``; used once, while there is no such work.
    team : bool
        Whether it is a team's own: then it asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    if not start:
        own: PlanEditor = editors.plan_editor(name, check=checks.plan, team=team, root=root)
        return own
    story = load_example(start, Plan)
    begin(name, story, root)
    told = (*story.from_causes, *story.informed_by)
    made: PlanEditor = editors.plan_editor(
        name, check=look_at_story, team=team, causes=told, root=root
    )
    return made


def look_at_story(plan: Plan) -> list[Finding]:
    """The plan check for a story, whose days may lie behind whoever plans in it.

    Nothing has been counted in a story when it is told, so that any lock is in time.
    """
    late = ("locked-before-data", "missed")
    return [found for found in checks.plan(plan) if (found.id, found.status) != late]


def study_editor(
    name: str = "study", *, start: str = "", team: bool = False, root: Path | None = None
) -> StudyEditor:
    """The study editor with its check: of the team's own locked plan, or of a worked case.

    Parameters
    ----------
    name : str
        Name of the work file, without ``.json``.
    start : str
        An example to begin with, as ``module/example``; its plan is ``module/example-plan``. Both
        are used once, while there is no such work.
    team : bool
        Whether it is a team's own: then it asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    plan = f"{name}-plan" if start else "plan"
    if start:
        begin(plan, load_example(f"{start}-plan", Plan), root)
        begin(name, load_example(start, Study), root)
    folder = Workspace(root if root is not None else Path.cwd())

    def check(study: Study) -> list[Finding]:
        # The plan as it is at that moment: it may have been locked since.
        return checks.study(study, plan=folder.load(plan, Plan).artifact)

    made: StudyEditor = editors.study_editor(name, check=check, plan=plan, team=team, root=root)
    return made


def signal_editor(
    name: str = "funnel-reading",
    *,
    data: Literal["star98", "own", ""] = "",
    team: bool = False,
    root: Path | None = None,
) -> SignalEditor:
    """The signal editor with its check: a district's own schools, or the California districts.

    Parameters
    ----------
    name : str
        Name of the work file, without ``.json``.
    data : {"star98", "own", ""}
        The California districts of 1998 to practice on, the district's own file, or either.
    team : bool
        Whether it is a cabinet's own: then it asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    check = look_at_funnel if data == "star98" else signal_reading
    made: SignalEditor = editors.signal_editor(name, check=check, data=data, team=team, root=root)
    return made


def look_at_funnel(made: FunnelReading) -> list[Finding]:
    """The funnel check without what is said to others and done: for practice on data of 1998."""
    done = {"three-audiences", "acts-on-system"}
    kept = {"signal-fair", "signal-explained-away"}
    return [one for one in signal_reading(made) if one.criterion not in done or one.id in kept]


def begin(name: str, example: Artifact, root: Path | None = None) -> None:
    """Put an example into the learner's folder, unless there is work of that name, or ever was.

    A folder that refuses is no reason to stop: the editor says so when it saves.
    """
    folder = Workspace(root if root is not None else Path.cwd())
    there = folder.load(name, type(example))
    if there.artifact is None and not there.revision and not folder.history(name):
        folder.save(name, example, "")


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

    item = editors.find_repair(item_id)
    looks: dict[str, SentenceCheck] = {
        "cause": look_at_cause,
        "problem_statement": look_at_statement,
        "prediction": look_at_prediction,
        "funnel_words": look_at_funnel_words,
        "memo": look_at_memo,
    }
    if item.kind == "verdict":
        looks["verdict"] = partial(look_at_verdict, study=load_example(item.about, Study))
    made: Form = editors.repair(item_id, check=looks[item.kind], root=root)
    return made


def weak_predictions(*, seed: int = 1, root: Path | None = None) -> Form:
    """Weak predictions to repair, as many as one likes, with the check that names what is weak.

    Parameters
    ----------
    seed : int
        The same seed shows the same ones in the same order.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from curriculum import editors

    made: Form = editors.weak_predictions(look_at_planned, seed=seed, root=root)
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


def _artifact(exercise_id: str) -> str:
    return Path(load_rubric(exercise_id).file).stem
