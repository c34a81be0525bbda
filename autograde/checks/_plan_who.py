"""The first half of a plan: question, change, the cause it is for, who, where, when, size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from autograde.checks._messages import say
from autograde.checks._plan_known import Known
from autograde.checks._plan_prediction import spoken_day
from autograde.checks._reading import said
from autograde.findings import Finding, Status
from curriculum.artifacts.plan import Plan, Scale

CRITERION = "question-and-change"
_ORDER = ("one_student", "one_class", "few_classes", "whole_school")
_SIZES = dict(
    zip(_ORDER, ("one student", "one class", "a few classes", "the whole school"), strict=True)
)
# How large a first test may be, by how sure one is that the change will help, what a failure
# would cost and how ready the people are (after Langley et al., The Improvement Guide, 2009,
# table 7.1, with its "very small scale" as one class: no school test is smaller in practice
# unless neither belief nor readiness is there and a failure would be costly).
_LARGEST = {
    ("low", "high"): ("one_student", "one_class", "one_class"),
    ("low", "low"): ("one_class", "one_class", "one_class"),
    ("medium", "high"): ("one_class", "one_class", "one_class"),
    ("medium", "low"): ("one_class", "one_class", "few_classes"),
    ("high", "high"): ("one_class", "one_class", "few_classes"),
    ("high", "low"): ("one_class", "few_classes", "whole_school"),
}
_READY = ("low", "medium", "high")
_FEW_WORDS = 4


def question_and_change(plan: Plan, known: Known) -> Iterator[Finding]:
    """Findings on what is asked, what is changed and for which cause, by whom, where and when."""
    yield _question(plan.question)
    yield _change(plan.change.text)
    yield _cause(plan, known)
    for finding_id, field in (("plan-who", "who"), ("plan-where", "where")):
        text: str = getattr(plan, field)
        yield say(finding_id, "passed" if said(text) else "missed", where=field, quote=text)
    yield _group(plan)
    yield _days(plan)
    yield from _window(plan, known)
    yield _size(plan.scale, known)


def _question(text: str) -> Finding:
    if not said(text):
        return say("plan-question", "missed", where="question")
    return say("plan-question", "passed" if "?" in text else "asked", where="question", quote=text)


def _change(text: str) -> Finding:
    where = "change.text"
    if not said(text):
        return say("plan-change", "missed", where=where)
    few = len(text.split()) < _FEW_WORDS
    return say("plan-change", "asked" if few else "passed", where=where, quote=text)


def _cause(plan: Plan, known: Known) -> Finding:
    """The change is for a cause; in an exercise, for one of the team's chosen causes."""
    where = "from_causes"
    named = [cause for cause in plan.from_causes if said(cause.text) or cause.id in known.causes]
    if not named:
        return say("plan-cause", "missed", where=where)
    quote = named[0].text or known.causes.get(named[0].id, "")
    chosen = not known.causes or any(cause.id in known.causes for cause in named)
    return say("plan-cause", "passed" if chosen else "asked", where=where, quote=quote)


def _group(plan: Plan) -> Finding:
    where = "group"
    if not said(plan.group):
        return say("plan-group", "missed", where=where)
    if not plan.group_n:
        return say("plan-group", "asked", where="group_n", quote=plan.group)
    return say("plan-group", "passed", where=where, quote=plan.group, count=plan.group_n)


def _days(plan: Plan) -> Finding:
    """First and last day in their order, and how many lessons lie between."""
    quote = plan.when or " to ".join(day for day in (plan.start, plan.end) if day) or "your days"
    if not plan.start or not plan.end or not plan.lessons:
        gap = (
            "the first day"
            if not plan.start
            else "the last day"
            if not plan.end
            else "how many lessons"
        )
        where = "start" if not plan.start else "end" if not plan.end else "lessons"
        return say("plan-days", "missed", where=where, quote=quote, other=gap)
    days = (date.fromisoformat(plan.end) - date.fromisoformat(plan.start)).days + 1
    if days < 1:
        return say("plan-days", "missed", where="end", quote=quote, other="a last day after it")
    if plan.lessons > days:
        return say("plan-days", "asked", where="lessons", quote=quote, count=plan.lessons)
    return say("plan-days", "passed", where="start", quote=quote, count=plan.lessons)


def _window(plan: Plan, known: Known) -> Iterator[Finding]:
    """In an exercise: whether the lessons fit between the days that the folder leaves free."""
    facts = known.facts
    if facts is None or not plan.start or not plan.end or not plan.lessons:
        return
    first, last = (spoken_day(day) for day in (facts.start, facts.end))
    quote = f"{spoken_day(plan.start)} to {spoken_day(plan.end)}, {plan.lessons} lessons"
    inside = facts.start <= plan.start and plan.end <= facts.end
    status: Status = "passed" if inside and plan.lessons <= facts.lessons else "asked"
    yield say(
        "plan-window",
        status,
        where="lessons",
        quote=quote,
        count=facts.lessons,
        number=f"{first} to {last}",
        other=spoken_day(facts.half_day),
    )


def _size(scale: Scale, known: Known) -> Finding:
    """A size with its reason, and not larger than belief, cost and readiness carry."""
    if not scale.size:
        return say("plan-size", "missed", where="scale.size", other="how large it is")
    name = _SIZES[scale.size]
    if not (scale.belief and scale.cost and scale.readiness):
        where = next(f for f in ("belief", "cost", "readiness") if not getattr(scale, f))
        return say("plan-size", "missed", where=f"scale.{where}", other=_ASKS[where])
    largest = largest_size(scale)
    if known.facts is not None:
        allowed = [_ORDER.index(one) for one in known.facts.sizes]
        largest = _ORDER[min(max(allowed), _ORDER.index(largest))]
    if _ORDER.index(scale.size) > _ORDER.index(largest):
        return say(
            "plan-scale",
            "asked",
            where="scale.size",
            quote=name,
            other=_SIZES[largest],
            kind=f"belief {scale.belief}, cost {scale.cost}, readiness {scale.readiness}",
        )
    if not said(scale.why):
        return say("plan-size", "asked", where="scale.why", quote=name)
    return say("plan-size", "passed", where="scale.size", quote=name)


_ASKS = {
    "belief": "how sure you are that it will help",
    "cost": "what it costs if it does not",
    "readiness": "how ready the people are",
}


def largest_size(scale: Scale) -> str:
    """The largest size that belief, cost of a failure and readiness carry for a first test."""
    return _LARGEST[(scale.belief, scale.cost)][_READY.index(scale.readiness)]
