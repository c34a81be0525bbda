"""The lock: there, whole, older than the first result, and its words still the plan's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from autograde.checks._messages import say
from autograde.checks._plan_known import Known
from autograde.checks._plan_prediction import spoken_day
from autograde.findings import Finding, Status
from curriculum.artifacts.lock import changed_after_lock, lock_problem, locked_at
from curriculum.artifacts.plan import Plan

PREDICTION = "prediction "

_WEST = timedelta(hours=8)
"""A lock is kept in UTC, where the next day begins in the California afternoon. Its day is that of
the West Coast: the same for whoever reads it, and never a day too late for anyone further east."""


def the_lock(plan: Plan, known: Known) -> Iterator[Finding]:
    """Findings on the lock.

    In an exercise nothing has been counted yet when the folder is drawn, so that any lock is in
    time; a team's own plan is locked on the day of its first lesson at the latest.
    """
    if plan.lock is None:
        yield say("locked", "missed", where="lock")
        return
    at = locked_at(plan)
    problem = lock_problem(plan)
    if problem or at is None:
        yield say("lock-whole", "missed", where="lock", quote=problem)
        return
    day = (at - _WEST).date().isoformat()
    yield say("locked", "passed", where="lock", quote=spoken_day(day))
    yield _in_time(plan, known, day)
    yield from _changed(plan)


def _in_time(plan: Plan, known: Known, day: str) -> Finding:
    late = [point.day for point in plan.data.baseline if plan.start and point.day >= plan.start]
    if late:
        return say(
            "locked-before-data",
            "missed",
            where="data.baseline",
            quote=spoken_day(late[0]),
            other=spoken_day(plan.start),
        )
    if known.facts or not plan.start or day <= plan.start:
        return say("locked-before-data", "passed", where="lock", quote=spoken_day(day))
    return say(
        "locked-before-data",
        "missed",
        where="lock",
        quote=spoken_day(day),
        other=spoken_day(plan.start),
    )


def _changed(plan: Plan) -> Iterator[Finding]:
    """What differs from the locked words; a prediction changed is not the one that was locked."""
    changed = changed_after_lock(plan)
    if not changed:
        yield say("changed-after-lock", "passed", where="lock")
        return
    ours = [one for one in changed if one.field.startswith(PREDICTION)]
    shown = (ours or list(changed))[0]
    status: Status = "missed" if ours else "asked"
    yield say(
        "changed-after-lock",
        status,
        where="lock",
        quote=shown.field,
        count=len(changed),
        number=shown.before or "(nothing)",
        other=shown.after or "(nothing)",
    )
