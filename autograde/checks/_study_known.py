"""What a study is held to: its plan, its chart, the counts of the folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from autograde.checks._study_chart import rules_in_force
from curriculum.artifacts.lock import as_locked
from curriculum.artifacts.plan import Plan, Prediction
from curriculum.artifacts.problems import Problem, stops, study_problems
from curriculum.artifacts.study import Rules, Study, StudyPoint
from curriculum.artifacts.study_window import cycle_start
from curriculum.charts.cycle import CycleReading, read_cycle

if TYPE_CHECKING:
    from curriculum.simulate.cycle_cases import StudyCase

_ENOUGH_DONE, _HALF = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the folder: counts before and since, and how many students."""

    name: str
    n: int
    before: tuple[int, int]
    since: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StudyKnown:
    """Numbers and words that a study is held against.

    Parameters
    ----------
    plan : Plan or None
        As it was locked, where it was.
    prediction : Prediction or None
        The one whose result this is.
    points : tuple of StudyPoint
        The folder's in an exercise, else the study's own.
    reading : CycleReading or None
        What the chart shows; None where no chart can be read.
    problems : tuple of Problem
        What is off with a team's own data; in an exercise none.
    rules : {"ihi", "anhoej"}
        In force.
    result : float or None
        In the prediction's unit, computed; None where it cannot be.
    missing : int
        Student-lessons since the change that nobody counted.
    groups : tuple of Group
        Of the folder, in an exercise; else empty.
    fidelity : str
        What the log says: yes, partly, no, or "" without a log.
    drawn : bool
        Whether this is an exercise.
    start : str
        First day of the cycle that the prediction is about; the change, or later on a chart that
        goes on from an earlier cycle.
    earlier, own : int
        Counted lessons since the change that belong to an earlier cycle, and to this one.
    """

    plan: Plan | None
    prediction: Prediction | None
    points: tuple[StudyPoint, ...]
    change_day: str
    reading: CycleReading | None
    problems: tuple[Problem, ...]
    rules: Rules
    result: float | None
    missing: int
    groups: tuple[Group, ...]
    fidelity: str
    done: tuple[int, int]
    drawn: bool
    start: str
    earlier: int
    own: int


def study_known(study: Study, case: StudyCase | None, plan: Plan | None) -> StudyKnown:
    """The facts of a study; in an exercise, the folder's before the study's own."""
    problems: tuple[Problem, ...] = ()
    if case is None:
        problems = study_problems(study, plan)
    if case is not None:
        plan = _plan_of(case)
    elif plan is not None:
        plan = as_locked(plan) or plan
    prediction = None
    if plan is not None and plan.predictions:
        prediction = plan.prediction(study.prediction_id) or plan.predictions[0]
    points = study.points
    change_day = study.change_day
    groups: tuple[Group, ...] = ()
    if case is not None:
        points = tuple(StudyPoint.model_validate(one) for one in case.cycle.points())
        change_day = case.cycle.change_day
        groups = tuple(Group(one.name, one.n, one.before, one.since) for one in case.facts.groups)
    since = [one for one in points if _since(one, change_day)]
    rules = rules_in_force()
    start = change_day if case is not None else cycle_start(study, plan)
    own = [one for one in since if not start or not one.day or one.day >= start]
    size = plan.group_n if plan is not None else None
    log: list[str] = [one.fidelity for one in own if one.fidelity]
    log = log or [one.done for one in study.log if one.done and (not one.day or one.day >= start)]
    return StudyKnown(
        plan=plan,
        prediction=prediction,
        points=points,
        change_day=change_day,
        reading=None if stops(problems) else read_cycle(points, rules=rules),
        problems=problems,
        rules=rules,
        result=_result(own, prediction, plan, case),
        missing=sum(one.absent + _uncounted(one, size) for one in since),
        groups=groups,
        fidelity=_fidelity(log),
        done=(sum(one == "yes" for one in log), len(log)),
        drawn=case is not None,
        start=start,
        earlier=_counted(since) - _counted(own),
        own=_counted(own),
    )


@lru_cache(maxsize=64)
def _read_plan(text: str) -> Plan:
    return Plan.model_validate_json(text)


def _plan_of(case: StudyCase) -> Plan:
    import json

    data: Mapping[str, Any] = case.plan
    return _read_plan(json.dumps(data, sort_keys=True))


def _since(point: StudyPoint, change_day: str) -> bool:
    return point.day >= change_day if change_day and point.day else point.phase == "cycle"


def _counted(points: list[StudyPoint]) -> int:
    return sum(one.count is not None for one in points)


def _uncounted(point: StudyPoint, size: int | None) -> int:
    """Students of a lesson in which nothing was counted."""
    if point.count is not None:
        return 0
    if point.of is not None:
        return point.of
    return max(0, (size or 0) - point.absent)


def _result(
    since: list[StudyPoint],
    prediction: Prediction | None,
    plan: Plan | None,
    case: StudyCase | None,
) -> float | None:
    """The result in the prediction's unit: all counted lessons up to its day, together."""
    if prediction is None or plan is None:
        return None
    if case is not None:
        return case.facts.results.get(prediction.id)
    if prediction.unit != "percent" or prediction.id != plan.predictions[0].id:
        return None
    window = [one for one in since if not prediction.by or not one.day or one.day <= prediction.by]
    rows = [(one.count, one.of) for one in window if one.count is not None and one.of]
    total = sum(of for _, of in rows)
    return 100.0 * sum(count for count, _ in rows) / total if total else None


def _fidelity(log: list[str]) -> str:
    if not log:
        return ""
    share = sum(one == "yes" for one in log) / len(log)
    return "yes" if share >= _ENOUGH_DONE else "partly" if share >= _HALF else "no"
