"""Small edits of a plan, and what its ways of spoiling share: what is edited is locked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograde.checks.plan_solution import LOCKED_AT
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Plan, Point, Prediction
from curriculum.simulate.cycle_cases import PredictCase

Mutants = Iterator[tuple[str, Plan]]
Spoil = Callable[[Plan, PredictCase], Mutants]


def locked_again(plan: Plan) -> Plan:
    """The same words under a lock of their own."""
    return lock(plan.model_copy(update={"lock": None}), LOCKED_AT)


def change(plan: Plan, **fields: Any) -> Plan:
    """The plan with fields replaced, not locked again."""
    return plan.model_copy(update=fields)


def change_data(plan: Plan, **fields: Any) -> Plan:
    """The plan with fields of its data plan replaced."""
    return change(plan, data=plan.data.model_copy(update=fields))


def change_scale(plan: Plan, **fields: Any) -> Plan:
    """The plan with fields of its scale replaced."""
    return change(plan, scale=plan.scale.model_copy(update=fields))


def change_prediction(plan: Plan, prediction: str, **fields: Any) -> Plan:
    """The plan with fields of one prediction replaced."""
    made = tuple(
        one.model_copy(update=fields) if one.id == prediction else one for one in plan.predictions
    )
    return change(plan, predictions=made)


def own(**fields: Any) -> Spoil:
    """A field of the plan itself becomes this."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        yield "+".join(fields), locked_again(change(plan, **fields))

    return spoil


def data(field: str, values: Iterable[Any]) -> Spoil:
    """A field of the data plan becomes each of these."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        for value in values:
            yield f"{field} “{value}”", locked_again(change_data(plan, **{field: value}))

    return spoil


def scale(**fields: Any) -> Spoil:
    """Fields of the scale become these."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        yield "scale", locked_again(change_scale(plan, **fields))

    return spoil


def each(values: Callable[[Prediction, Plan], Iterable[dict[str, Any]]]) -> Spoil:
    """Every prediction once with each of the changes that ``values`` gives for it."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        for one in plan.predictions:
            for fields in values(one, plan):
                told = ", ".join(f"{name} {value}" for name, value in fields.items())
                yield (
                    f"{one.id}: {told}"[:80],
                    locked_again(change_prediction(plan, one.id, **fields)),
                )

    return spoil


def always(**fields: Any) -> Spoil:
    """Every prediction with these fields."""
    return each(lambda _one, _plan: (fields,))


def of_the_class(values: Callable[[Prediction, float], dict[str, Any]]) -> Spoil:
    """The first prediction, from the percent before the change."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        rows = [(p.count or 0, p.of or 0) for p in plan.data.baseline]
        before = 100.0 * sum(count for count, _ in rows) / max(1, sum(of for _, of in rows))
        one = plan.predictions[0]
        yield one.id, locked_again(change_prediction(plan, one.id, **values(one, before)))

    return spoil


def counts(edit: Callable[[Point], Point | None]) -> Spoil:
    """Each lesson of the baseline edited in turn; None takes it away."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        rows = plan.data.baseline
        for place, point in enumerate(rows):
            made = edit(point)
            more = (made,) if made is not None else ()
            other = (*rows[:place], *more, *rows[place + 1 :])
            yield point.day, locked_again(change_data(plan, baseline=other))

    return spoil


def no_lock(plan: Plan, _case: PredictCase) -> Mutants:
    """Never locked."""
    yield "lock", change(plan, lock=None)


def lock_by_hand(plan: Plan, _case: PredictCase) -> Mutants:
    """The locked words edited in the file."""
    if plan.lock is not None:
        for old, new in (("up", "down"), ("percent", "count")):
            text = plan.lock.text.replace(f'"{old}"', f'"{new}"', 1)
            if text != plan.lock.text:
                edited = plan.lock.model_copy(update={"text": text})
                yield f"{old} to {new}", change(plan, lock=edited)


def lock_from_the_future(plan: Plan, _case: PredictCase) -> Mutants:
    """A clock that is far ahead."""
    at = LOCKED_AT.replace(year=LOCKED_AT.year + 200)
    yield "lock", lock(change(plan, lock=None), at)


def after_the_lock(field: str, move: float) -> Spoil:
    """A number of each prediction moved after the lock."""

    def spoil(plan: Plan, _case: PredictCase) -> Mutants:
        for one in plan.predictions:
            value = getattr(one, field)
            if value is not None:
                yield one.id, change_prediction(plan, one.id, **{field: value + move})

    return spoil


def words_after_the_lock(plan: Plan, _case: PredictCase) -> Mutants:
    """Other words changed after the lock."""
    yield "who", change(plan, who=f"{plan.who}, and one more")
    yield "data.tool", change_data(plan, tool=f"{plan.data.tool}, or a photo")


def counted_already(plan: Plan, _case: PredictCase) -> Mutants:
    """A lesson with the change stands in the baseline."""
    last = plan.data.baseline[-1].model_copy(update={"day": plan.start})
    yield plan.start, locked_again(change_data(plan, baseline=(*plan.data.baseline[:-1], last)))
