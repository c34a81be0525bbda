"""Which lessons a prediction is about, on a chart that goes on from an earlier cycle.

A plan that follows another one (``Plan.follows``) begins its own cycle while the chart, its frozen
median and its line at the first change go on. The series is read over all lessons since the
change; the prediction is held beside the lessons of its own cycle.
"""

from __future__ import annotations

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study, StudyPoint


def goes_on(study: Study, plan: Plan | None) -> bool:
    """Whether the chart holds lessons of an earlier cycle before those of this plan."""
    return bool(
        plan is not None
        and plan.follows
        and plan.start
        and study.change_day
        and study.change_day < plan.start
        and any(point.phase == "cycle" and point.day < plan.start for point in study.points)
    )


def cycle_start(study: Study, plan: Plan | None) -> str:
    """The first day whose lessons count toward the result, ISO; "" while none is known.

    The day of the change; where the chart goes on, the first day of this plan.
    """
    if plan is not None and goes_on(study, plan):
        return plan.start
    return study.change_day


def own_lessons(study: Study, plan: Plan | None) -> tuple[StudyPoint, ...]:
    """The lessons of this plan's cycle."""
    if not goes_on(study, plan):
        return study.phase("cycle")
    start = cycle_start(study, plan)
    return tuple(point for point in study.phase("cycle") if point.day >= start)


def earlier_lessons(study: Study, plan: Plan | None) -> tuple[StudyPoint, ...]:
    """Lessons since the change that belong to an earlier cycle; none where the chart begins."""
    if not goes_on(study, plan):
        return ()
    start = cycle_start(study, plan)
    return tuple(point for point in study.phase("cycle") if point.day < start)
