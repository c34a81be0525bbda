"""The study check: one function for instant feedback, grades, the coach's desk and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograde.checks._study_held import did_it_happen, held_or_missed
from autograde.checks._study_known import study_known
from autograde.checks._study_people import missing_and_groups
from autograde.checks._study_reading import reads_the_chart
from autograde.checks._study_verdict import for_the_coach, verdict_follows
from autograde.findings import Finding
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study

if TYPE_CHECKING:
    from curriculum.simulate.cycle_cases import StudyCase


def study(
    artifact: Study, case: StudyCase | None = None, plan: Plan | None = None
) -> list[Finding]:
    """Look at a study and say what is in place, what to think about, what is missing.

    Two questions are kept apart: whether the prediction held (its range and a number), and
    whether the series signals (the run chart, by the rules that the course names).

    Parameters
    ----------
    artifact : Study
    case : StudyCase, optional
        The cycle that the learner studies; its plan and its counts are what the study is held to.
    plan : Plan, optional
        A team's own locked plan; the case's own comes before it.

    Returns
    -------
    list of Finding
        In the order of the rubric: did it happen, held or missed, the chart, missing and groups,
        the verdict, then what only a coach can judge.
    """
    known = study_known(artifact, case, plan)
    return [
        *did_it_happen(artifact, known),
        *held_or_missed(artifact, known),
        *reads_the_chart(artifact, known),
        *missing_and_groups(artifact, known),
        *verdict_follows(artifact, known),
        *for_the_coach(artifact),
    ]
