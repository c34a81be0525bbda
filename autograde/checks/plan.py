"""The plan check: one function for instant feedback, grades, the coach's desk and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograde.checks._plan_data import data_plan
from autograde.checks._plan_known import known_of
from autograde.checks._plan_lock import the_lock
from autograde.checks._plan_prediction import predictions
from autograde.checks._plan_range import range_and_because
from autograde.checks._plan_who import question_and_change
from autograde.findings import Finding
from curriculum.artifacts.plan import Plan

if TYPE_CHECKING:
    from curriculum.simulate.predict_cases import PredictCase


def plan(artifact: Plan, case: PredictCase | None = None) -> list[Finding]:
    """Look at a plan and say what is in place, what to think about, what is missing.

    Pure and deterministic but for one thing: a lock from the future is one only until then.

    Parameters
    ----------
    artifact : Plan
    case : PredictCase, optional
        The team and the counts that the plan is for. Without it (a team's own plan), what would
        be compared with the folder is left out.

    Returns
    -------
    list of Finding
        In the order of the rubric: question and change, data plan, prediction, range and because,
        lock. An empty plan misses all of them.
    """
    known = known_of(artifact, case)
    return [
        *question_and_change(artifact, known),
        *data_plan(artifact, known),
        *predictions(artifact, known),
        *range_and_because(artifact, known),
        *the_lock(artifact, known),
    ]
