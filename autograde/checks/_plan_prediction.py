"""The predictions: measurable, able to come out untrue, with a number, a group and a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from autograde.checks._messages import say
from autograde.checks._plan_known import Known, about_the_measure, figure
from autograde.checks._reading import read_prediction, said
from autograde.findings import Finding, Status
from curriculum.artifacts.plan import Plan, Prediction

SMALL = 11
WIDE = 60.0
_DIRECTIONS = {"up": "go up", "down": "go down", "same": "stay the same"}


def predictions(plan: Plan, known: Known) -> Iterator[Finding]:
    """Findings on every prediction, and on what would surprise the team."""
    begun = [one for one in plan.predictions if is_begun(one)]
    if not begun:
        yield say("prediction-any", "missed", where="predictions")
    for one in begun:
        yield from _one(one, plan, known)
    if begun or said(plan.surprise):
        status: Status = "passed" if said(plan.surprise) else "missed"
        yield say("would-surprise", status, where="surprise", quote=plan.surprise)


def is_begun(one: Prediction) -> bool:
    """Whether anything of a prediction has been written."""
    numbers = (one.best_guess, one.low, one.high)
    return said(one.measure + one.because + one.direction) or any(n is not None for n in numbers)


def _one(one: Prediction, plan: Plan, known: Known) -> Iterator[Finding]:
    where = f"predictions.{one.id}"
    yield _measurable(one, plan)
    yield say(
        "prediction-direction",
        "passed" if one.direction else "missed",
        where=f"{where}.direction",
        quote=one.measure,
        kind=_DIRECTIONS.get(one.direction, ""),
    )
    yield _number(one)
    yield from _could_fail(one, plan, known)
    yield _group(one)
    if one.unit != "minutes" and one.n is not None and 0 < one.n < SMALL:
        yield say(
            "small-group-predicted", "asked", where=f"{where}.n", quote=one.group, count=one.n
        )
    yield _date(one, plan)


def _measurable(one: Prediction, plan: Plan) -> Finding:
    """Two people would get the same number: the measure's words, or the data plan's."""
    where = f"predictions.{one.id}.measure"
    if not said(one.measure):
        return say("prediction-measurable", "missed", where=where, told_as="prediction-unsaid")
    hits = [hit for hit in read_prediction(_sentence(one)) if hit.label == "not_measurable"]
    status: Status = "passed"
    if hits:
        status = "missed" if any(hit.certain for hit in hits) or _one_idea(one) else "asked"
    return say(
        "prediction-measurable",
        status,
        where=where,
        quote=one.measure,
        told_as="" if status == "passed" or said(plan.data.measure) else "prediction-unplanned",
        other=plan.data.measure,
    )


def _one_idea(one: Prediction) -> bool:
    """Whether the measure is a bare idea ("engagement") with no number beside it."""
    return len(one.measure.split()) <= 2 and one.best_guess is None


def _sentence(one: Prediction) -> str:
    verb = _DIRECTIONS.get(one.direction, "go up")
    return f"{one.measure.strip().rstrip('.')} will {verb}."


def _number(one: Prediction) -> Finding:
    where = f"predictions.{one.id}"
    if one.best_guess is None:
        return say("prediction-number", "missed", where=f"{where}.best_guess", quote=one.measure)
    guess = figure(one.best_guess, one.unit)
    if one.low is not None and one.high is not None and not one.low <= one.best_guess <= one.high:
        return say(
            "range-holds-guess",
            "missed",
            where=f"{where}.best_guess",
            number=guess,
            other=f"{figure(one.low, one.unit)} to {figure(one.high, one.unit)}",
        )
    return say("prediction-number", "passed", where=f"{where}.best_guess", number=guess)


def _could_fail(one: Prediction, plan: Plan, known: Known) -> Iterator[Finding]:
    """Some result that could well come out lies outside the range; “no change” above all."""
    where = f"predictions.{one.id}.low"
    words = f"{one.measure} {one.because}".strip()
    hit = next((h for h in read_prediction(words) if h.label == "cannot_fail"), None)
    if one.low is None or one.high is None:
        status: Status = "missed"
        yield say("prediction-range", status, where=where, quote=one.measure)
        if hit is not None:
            yield say("prediction-could-fail", "asked", where=where, quote=hit.quote)
        return
    shown = f"{figure(one.low, one.unit)} to {figure(one.high, one.unit)}"
    if one.low > one.high:
        yield say("prediction-range", "missed", where=where, quote=shown)
        return
    yield say("prediction-range", "passed", where=where, quote=shown)
    now = known.rate if about_the_measure(one.measure, plan.data) else None
    before = None if now is None or one.unit != "percent" else 100.0 * now
    if one.unit == "percent" and one.low <= 0 and one.high >= 100:
        yield say("prediction-could-fail", "missed", where=where, quote=shown)
    elif one.unit == "percent" and one.high - one.low > WIDE:
        yield say("prediction-could-fail", "asked", where=where, quote=shown)
    elif _includes(one, before) and not _a_group(one, plan):
        told = "" if before is None else figure(round(before), one.unit)
        yield say("no-change-would-hold", "missed", where=where, quote=shown, number=told)
    elif hit is not None:
        yield say("prediction-could-fail", "asked", where=where, quote=hit.quote)
    else:
        yield say("prediction-could-fail", "passed", where=where, quote=shown)
    if before is not None and not _a_group(one, plan) and _against(one, before):
        told = figure(round(before), one.unit)
        yield say(
            "direction-agrees",
            "missed",
            where=f"predictions.{one.id}.direction",
            quote=_DIRECTIONS[one.direction],
            number=figure(one.best_guess or 0.0, one.unit),
            other=told,
        )


def _includes(one: Prediction, before: float | None) -> bool:
    """Whether the rate before the change lies in a range that foretells a change."""
    if before is None or one.low is None or one.high is None:
        return False
    if one.direction == "up":
        return one.low < before - 0.5 < one.high
    return one.direction == "down" and one.low < before + 0.5 < one.high


def _against(one: Prediction, before: float) -> bool:
    if one.best_guess is None:
        return False
    if one.direction == "up":
        return one.best_guess < before - 0.5
    return one.direction == "down" and one.best_guess > before + 0.5


def _a_group(one: Prediction, plan: Plan) -> bool:
    """Whether a prediction is for fewer students than the plan's: its baseline is another."""
    return one.n is not None and plan.group_n is not None and one.n < plan.group_n


def _group(one: Prediction) -> Finding:
    where = f"predictions.{one.id}.group"
    if not said(one.group):
        return say("prediction-group", "missed", where=where, quote=one.measure)
    if not one.n:
        return say("prediction-group", "missed", where=f"predictions.{one.id}.n", quote=one.group)
    return say("prediction-group", "passed", where=where, quote=one.group, count=one.n)


def _date(one: Prediction, plan: Plan) -> Finding:
    where = f"predictions.{one.id}.by"
    if not one.by:
        return say("prediction-date", "missed", where=where, quote=one.measure)
    shown = spoken_day(one.by)
    if plan.start and one.by < plan.start:
        return say("prediction-date", "missed", where=where, quote=shown, other="before")
    return say("prediction-date", "passed", where=where, quote=shown)


def spoken_day(day: str) -> str:
    """A date as people say it: November 12."""
    when = date.fromisoformat(day)
    return f"{when:%B} {when.day}"
