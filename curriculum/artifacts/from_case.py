"""From a drawn practice case to the artifacts that belong to it.

The cases are told by their shape, not by their class: what people make does not depend on the
simulator.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Plan, empty_plan
from curriculum.artifacts.study import Annotation, LessonLog, Study, StudyPoint


class DrawnCase(Protocol):
    """What every practice case has."""

    @property
    def exercise(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def draw(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def school(self) -> str: ...
    @property
    def truth(self) -> dict[str, Any]: ...


class DrawnCycle(Protocol):
    """What a simulated cycle has."""

    @property
    def change_day(self) -> str: ...
    @property
    def log(self) -> tuple[Any, ...]: ...
    @property
    def annotations(self) -> tuple[tuple[str, str], ...]: ...
    def points(self) -> tuple[dict[str, Any], ...]: ...


class DrawnStudy(DrawnCase, Protocol):
    """What a practice case of `study` has beside that."""

    @property
    def plan(self) -> dict[str, Any]: ...
    @property
    def locked_at(self) -> str: ...
    @property
    def cycle(self) -> Any: ...


def case_ref(case: DrawnCase) -> CaseRef:
    """The reference that an artifact of this case carries."""
    return CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest)


def plan_for(case: DrawnCase) -> Plan:
    """The empty plan of a practice case: only the school stands in it."""
    return empty_plan(case_ref(case)).model_copy(update={"school": case.school})


def model_plan(case: DrawnCase) -> Plan:
    """A complete plan of a practice case of `predict`, not locked (for checks and samples)."""
    return _plan(case.truth["plan"], case)


def locked_plan(case: DrawnStudy) -> Plan:
    """The plan of a practice case of `study`, locked when its team locked it."""
    return lock(_plan(case.plan, case), datetime.fromisoformat(case.locked_at))


def _plan(fields: Mapping[str, Any], case: DrawnCase) -> Plan:
    return Plan.model_validate({"kind": "plan", **fields, "case": case_ref(case).model_dump()})


def study_for(case: DrawnStudy) -> Study:
    """The study of a practice case before the learner has written anything: data, log, plan."""
    return study_from_cycle(locked_plan(case), case.cycle, case_ref(case))


def study_from_cycle(plan: Plan, cycle: DrawnCycle, case: CaseRef | None = None) -> Study:
    """A study with the data of a simulated cycle in it.

    Parameters
    ----------
    plan : Plan
        Locked; the study is about its first prediction.
    cycle : Cycle
        From `curriculum.simulate.cycle.draw_cycle`.
    case : CaseRef, optional
        The plan's own by default.
    """
    return Study(
        school=plan.school,
        plan_digest=plan.lock.digest if plan.lock is not None else "",
        prediction_id=plan.predictions[0].id if plan.predictions else "",
        source="simulated",
        measure=plan.data.measure,
        points=tuple(StudyPoint(**point) for point in cycle.points()),
        change_day=cycle.change_day,
        annotations=tuple(Annotation(day=day, text=text) for day, text in cycle.annotations),
        log=tuple(
            LessonLog(day=one.day, done=one.done, words=one.words, minutes=one.minutes)
            for one in cycle.log
        ),
        case=case or plan.case,
    )
