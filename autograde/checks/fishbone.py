"""The fishbone check: one function for instant feedback, grades, the coach's desk and tests."""

from __future__ import annotations

from collections.abc import Iterator

from autograde.checks._causes import bones, causes, chains
from autograde.checks._evidence import evidence
from autograde.checks._folder import Folder
from autograde.checks._lanes import lanes, structural
from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.checks._statement import statement
from autograde.findings import Finding
from curriculum.artifacts.fishbone import Fishbone
from curriculum.simulate.cases import Case


def fishbone(artifact: Fishbone, case: Case | None = None) -> list[Finding]:
    """Look at a fishbone and say what is in place, what to think about, what is missing.

    Pure and deterministic: the same fishbone and case give the same findings in the same order.
    Only what is certain is *missed*; where two good coaches would differ, or where a text check
    is not sure, the finding *asks*.

    Parameters
    ----------
    artifact : Fishbone
    case : Case, optional
        The learner's folder of evidence. Without it (a team's own fishbone), what would be
        compared with the folder is left out.

    Returns
    -------
    list of Finding
        In the order of the rubric: statement, causes, evidence, chains, lanes, then advice and
        what only a coach can judge.
    """
    folder = None if case is None else Folder(case)
    return [
        *statement(artifact.problem_statement, folder),
        *causes(artifact),
        *evidence(artifact, folder),
        *chains(artifact),
        *lanes(artifact),
        *bones(artifact),
        *structural(artifact, folder),
        *_for_the_coach(artifact),
    ]


def _for_the_coach(fish: Fishbone) -> Iterator[Finding]:
    """What the coach will judge: here only whether anything stands there."""
    for finding_id, field in (
        ("reads-backward", "reads_backward"),
        ("missing-view", "whose_view_is_missing"),
    ):
        text: str = getattr(fish, field)
        yield say(finding_id, "passed" if said(text) else "asked", where=field, quote=text)
