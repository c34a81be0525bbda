"""Whether a prediction could be counted, could fail, and says how many, by when and why."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from autograde.words._because import circular, reason_hinted
from autograde.words._hit import Hit
from autograde.words._numbers import Number
from autograde.words._parts import Parts, parse
from autograde.words._source import patterns, source

_NEARLY_ALL = 0.75
"""Share of all possible results from which on a range rules out hardly any."""
_FEW_ENOUGH = 6
_MAY_RANGE = frozenset(["get", "score", "earn", "answer", "have", "be", "solve", "spell", "know"])


def prediction(text: str) -> list[Hit]:
    """Look for what keeps a prediction from teaching: no count, no risk, no number, date or why.

    Parameters
    ----------
    text : str
        One prediction; the first 4,000 characters are read.

    Returns
    -------
    list of Hit
        At most one for each of the labels ``not_measurable``, ``cannot_fail``, ``no_number``,
        ``no_date``, ``no_because``, ``because_is_circular``; empty when nothing is to be asked.

    Examples
    --------
    >>> [hit.label for hit in prediction("By May 2, 9 of 28 will redo it since the bell is later.")]
    []
    >>> [hit.label for hit in prediction("Students will be more engaged.")]
    ['not_measurable', 'no_number', 'no_date', 'no_because']
    """
    return list(_found(text))


@lru_cache(maxsize=512)
def _found(text: str) -> tuple[Hit, ...]:
    parts = parse(text)
    hits = (_not_measurable(parts), _cannot_fail(parts), _no_number(parts), _no_date(parts))
    return tuple(hit for hit in (*hits, _why(parts)) if hit)


def _quote(parts: Parts, name: str) -> str:
    """The first match outside the reason, letter for letter."""
    spans = [span for span in patterns(name).spans(parts.reading) if parts.in_claim(*span)]
    return parts.reading.quote(*min(spans)) if spans else ""


def _not_measurable(parts: Parts) -> Hit | None:
    quote = _quote(parts, "vague_predicate")
    if not quote or _quote(parts, "tool") or _quote(parts, "measured_by_record"):
        return None
    why = f"Two people would not count “{quote}” alike. What would you see or read, on which tool?"
    return Hit("not_measurable", quote, why, not parts.numbers)


def _cannot_fail(parts: Parts) -> Hit | None:
    span = _all_results(parts)
    if span:
        quote = parts.reading.quote(*span)
        return Hit(
            "cannot_fail", quote, f"Nearly every result fits “{quote}”. What would not?", False
        )
    names = {number.first for number in parts.with_role("name")}
    skip = {
        at
        for first, last in patterns("rise").spans(parts.reading)
        if first not in names
        for at in range(first, last + 1)
    }
    for first, last in sorted(patterns("cannot_fail").spans(parts.reading)):
        if parts.in_claim(first, last) and skip.isdisjoint(range(first, last + 1)):
            quote = parts.reading.quote(first, last)
            why = f"Nearly every result would fit “{quote}”. Which result would prove you wrong?"
            return Hit("cannot_fail", quote, why, False)
    quote = "" if parts.with_role("predicted") else _quote(parts, "no_risk")
    if quote:
        why = f"“{quote}” leaves everything open. Which result would prove you wrong?"
        return Hit("cannot_fail", quote, why, False)
    return None


def _all_results(parts: Parts) -> tuple[int, int] | None:
    """Where a range stands that leaves out less than a quarter of what could come."""
    told = [n for n in parts.numbers if n.role == "predicted" or _opens_range(parts, n)]
    for low, high in pairwise(told):
        if low.value is None or high.value is None or high.first - low.last > _FEW_ENOUGH:
            continue
        between = {t.word for t in parts.reading.tokens[low.last + 1 : high.first]}
        if between.isdisjoint({"-", "to", "and", "or"}) or between & {".", ";"}:
            continue
        most = _scale(parts, low, high)
        if most and (high.value - low.value) / most >= _NEARLY_ALL:
            return low.first, high.last
    return None


def _opens_range(parts: Parts, number: Number) -> bool:
    """Whether "from 1" opens a range ("get from 1 to 20") and is not where a rise begins."""
    before = parts.reading.words[max(0, number.first - 2) : number.first]
    return (
        number.role == "now"
        and len(before) == 2
        and before[1].text == "from"
        and before[0].text in _MAY_RANGE
    )


def _scale(parts: Parts, low: Number, high: Number) -> float | None:
    """The largest result that a range could have, as far as the text tells."""
    if high.percent or low.percent:
        return 100.0
    unit = parts.reading.words[high.last + 1 : high.last + 2]
    if unit and unit[0].text in source("prediction").words["unit"]:
        return None
    sizes = [n.value for n in parts.with_role("of") if n.value]
    return min((size for size in sizes if high.value and size >= high.value), default=None)


def _no_number(parts: Parts) -> Hit | None:
    if parts.with_role("predicted"):
        return None
    names = {number.last for number in parts.with_role("name")}
    if any(last not in names for _, last in patterns("surely_number").spans(parts.reading)):
        return None
    quote = _quote(parts, "loose_number")
    why = f"“{quote}” does not say how many." if quote else "How many, out of how many?"
    return Hit("no_number", quote, why, not parts.numbers and bool(quote))


def _no_date(parts: Parts) -> Hit | None:
    if parts.date:
        return None
    quote = _quote(parts, "loose_date")
    why = f"“{quote}” is no date. By which day?" if quote else "By when? Name the day."
    sure = not patterns("date_like").fit(parts.reading)
    return Hit("no_date", quote, why, sure)


def _why(parts: Parts) -> Hit | None:
    if parts.body:
        claim = [parts.reading.tokens[at].word for at in sorted(parts.claim)]
        return circular(parts.reading, *parts.body, claim)
    quote = _quote(parts, "purpose")
    why = "Why would that happen? Try “because ...” and what students will meet, say or do."
    if quote:
        why = f"“{quote}” says what it is for. Why do you expect it to happen?"
    return Hit("no_because", quote, why, not reason_hinted(parts.reading))
