"""What is wrong with a study's data before anyone reads them: each one plain sentence.

A problem that ``stops`` leaves nothing to compute: no median, no result, no verdict is drawn from
such data. The others are said beside the chart.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from curriculum.artifacts.lock import lock_problem, locked_at
from curriculum.artifacts.measure_names import planned_measure
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study, StudyPoint
from curriculum.artifacts.study_window import cycle_start, earlier_lessons, own_lessons

FEWEST_SINCE = 3


class Problem(NamedTuple):
    """One sentence saying what is off and what to do; ``stops`` if nothing can be computed."""

    id: str
    text: str
    stops: bool


def study_problems(study: Study, plan: Plan | None = None) -> tuple[Problem, ...]:
    """Problems of a study's points, and of the plan they belong to.

    Parameters
    ----------
    study : Study
    plan : Plan, optional
        The plan that the study is about; without one only the points are looked at.

    Returns
    -------
    tuple of Problem
        Empty if the data can be read. A study without any point has one problem.
    """
    found = list(_of_plan(study, plan)) if plan is not None else []
    if not study.points:
        said = "There are no points yet: add the lessons before the change and those since."
        return (*found, Problem("no-points", said, True))
    found += _of_counts(study.points)
    found += _of_days(study)
    found += _of_spread(study)
    if plan is not None and plan.lock is not None and study.source != "simulated":
        found += _before_lock(study, plan)
    if plan is not None and not stops(tuple(found)):
        found += _of_own_cycle(study, plan)
    return tuple(found)


def stops(problems: tuple[Problem, ...]) -> bool:
    """Whether nothing may be computed from the data."""
    return any(problem.stops for problem in problems)


def _of_plan(study: Study, plan: Plan) -> list[Problem]:
    if plan.lock is None:
        said = (
            "The plan is not locked, so nothing shows that the prediction came first: lock the "
            "plan before the next cycle; this time write down what you had expected, and say so."
        )
        return [Problem("not-locked", said, False)]
    found = []
    wrong = lock_problem(plan)
    if wrong:
        found.append(Problem("lock", wrong, False))
    if study.plan_digest and study.plan_digest != plan.lock.digest:
        said = (
            "This study was begun for another locked plan than the one in your folder: open that "
            "plan, or begin a new study for this one."
        )
        found.append(Problem("other-plan", said, True))
    if not planned_measure(study, plan):
        said = (
            f"These results are for “{study.measure[:80]}”, and the plan counts "
            f"“{plan.data.measure[:80]}”: choose the results of the planned measure."
        )
        found.append(Problem("other-measure", said, True))
    return found


def _of_counts(points: tuple[StudyPoint, ...]) -> list[Problem]:
    found = []
    over = [p for p in points if p.count is not None and p.of is not None and p.count > p.of]
    if over:
        one = over[0]
        said = (
            f"{_when(one)} has {one.count} of {one.of}, more than there were: correct one of the "
            "two numbers."
        )
        found.append(Problem("more-than-all", said, True))
    empty = [p for p in points if p.of == 0]
    if empty and len(empty) < len(points):
        said = (
            f"{_when(empty[0])} counts nobody: that lesson is missing, not 0%. It is left out of "
            "the chart and told with the missing."
        )
        found.append(Problem("nobody-counted", said, False))
    without = [p for p in points if p.count is not None and p.of is None]
    if without and any(p.of is not None for p in points):
        said = f"{_when(without[0])} has a count without “out of”: write how many were there."
        found.append(Problem("no-denominator", said, True))
    return found


def _of_days(study: Study) -> list[Problem]:
    days = [point.day for point in study.points]
    if not all(days):
        return [Problem("no-day", "Some points have no date: write the day of each lesson.", True)]
    if len(set(days)) < len(days):
        double = next(day for day in days if days.count(day) > 1)
        said = f"{_say(double)} comes twice: keep one of the two, or add their counts together."
        return [Problem("day-twice", said, True)]
    if days != sorted(days):
        return [Problem("order", "The points are not in the order of their days: sort them.", True)]
    if not study.change_day:
        return [Problem("no-change-day", "Mark the first lesson with the change.", True)]
    if not days[0] < study.change_day <= days[-1]:
        said = (
            f"The change is marked at {_say(study.change_day)}, but the points run from "
            f"{_say(days[0])} to {_say(days[-1])}: mark a lesson with points before and after it."
        )
        return [Problem("change-outside", said, True)]
    for point in study.points:
        if (point.phase == "cycle") != (point.day >= study.change_day):
            said = (
                f"{_when(point)} is marked as {_PHASES[point.phase]}, and the change began on "
                f"{_say(study.change_day)}: correct the day or the mark."
            )
            return [Problem("phase", said, True)]
    return []


_PHASES = {"baseline": "before the change", "cycle": "since the change"}


def _of_spread(study: Study) -> list[Problem]:
    values = [p.value for p in study.points if p.value is not None]
    since = [p.value for p in study.phase("cycle") if p.value is not None]
    before = [p.value for p in study.phase("baseline") if p.value is not None]
    if not values:
        said = "Nobody was counted in any lesson, so there is nothing to read: look for the sheets."
        return [Problem("nobody-at-all", said, True)]
    found = []
    if not before:
        said = "No lesson before the change was counted, so there is nothing to compare with."
        found.append(Problem("no-baseline", said, True))
    if not since:
        said = "No lesson since the change was counted yet: the verdict is “too early to tell”."
        found.append(Problem("nothing-since", said, True))
    elif len(since) < FEWEST_SINCE:
        lessons = "one lesson" if len(since) == 1 else f"{len(since)} lessons"
        said = (
            f"Only {lessons} since the change: nothing can signal yet. Say “too early to tell” and "
            "go on counting."
        )
        found.append(Problem("too-few", said, False))
    if len(values) > 2 and max(values) == min(values):
        said = (
            f"All points are {values[0]:g}: real lessons differ. Check that the counts are those "
            "of each lesson and not one number copied down."
        )
        found.append(Problem("all-equal", said, True))
    return found


def _of_own_cycle(study: Study, plan: Plan) -> list[Problem]:
    """A chart that goes on, with no lesson of this plan's own cycle on it yet."""
    counted = [p for p in own_lessons(study, plan) if p.value is not None]
    if counted or not earlier_lessons(study, plan):
        return []
    said = (
        f"No lesson from {_say(cycle_start(study, plan))} on was counted yet; those before it "
        "belong to your earlier cycle. Count this cycle before you hold it beside its prediction."
    )
    return [Problem("nothing-own", said, False)]


def _before_lock(study: Study, plan: Plan) -> list[Problem]:
    """Results dated before the lock; the day of the lock itself may hold the first lesson."""
    at = locked_at(plan)
    if at is None:
        return []
    # The lock keeps UTC; in every zone of the Americas the local day is this day or the one before.
    day = date.fromordinal(at.date().toordinal() - 1).isoformat()
    early = [point for point in own_lessons(study, plan) if point.day and point.day < day]
    if not early:
        return []
    said = (
        f"{_when(early[0])} was counted before the plan was locked "
        f"({_say(at.date().isoformat())}), prediction did not come first for it: "
        "say so in the study, and lock the next plan before its first lesson."
    )
    return [Problem("before-lock", said, False)]


def _when(point: StudyPoint) -> str:
    return _say(point.day) if point.day else "One point"


def _say(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{when:%B} {when.day}, {when.year}"
