"""What stands in a problem statement, and what a reader would miss."""

from __future__ import annotations

from autograde.words._hit import Hit
from autograde.words._lists import lists
from autograde.words._people import only_people_in_a_clause
from autograde.words._reading import Reading, read
from autograde.words._rules import any_in, apply, covered_by, marks, spans_in
from autograde.words._settle import strongest

_MAYBE_GROUP = ("proper", "ordinal", "ordword", "we", "adults", "families", "schoolwords")
_ANY = frozenset(
    [
        *("the", "our", "all", "of", "most", "many", "some", "few", "fewer", "more", "half", "a"),
        *("these", "those", "their", "too", "%", "percent", "and", "that", "which", "how", "when"),
        *("because", "for", "so", "not", "only", "several", "every", "each"),
    ]
)
"""Words before "students" that do not say which; any other may name a group we do not know."""
_TELL_APART = frozenset(["who", "whose", "with", "in", "from", "at", "on", "taking"])
"""Words after "students" that begin to say which."""
_MAYBE_NUMBER = ("number", "numberword", "quantity")
_MAYBE_PERIOD = ("months", "season", "span", "holiday", "year", "date", "period", "weekday")


def problem_statement(text: str) -> list[Hit]:
    """Look for a hidden fix, blame, and a missing group, measure, number or period.

    Parameters
    ----------
    text : str
        One problem statement; the first 4,000 characters are read.

    Returns
    -------
    list of Hit
        At most one for each of the labels ``solution``, ``blame``, ``no_group``,
        ``no_measure``, ``no_number``, ``no_period``; empty when nothing is to be asked.
    """
    reading = read(text)
    hits = strongest([*apply("solution", reading), *apply("blame", reading)])
    if not hits:
        hits.extend(only_people_in_a_clause(reading))
    number = has_number(reading)
    if not has_group(reading):
        hits.append(_no_group(reading))
    measure = _no_measure(reading, number)
    if measure:
        hits.append(measure)
    if not number:
        hits.append(_no_number(reading))
    if not has_period(reading):
        hits.append(_no_period(reading))
    return hits


def has_group(reading: Reading) -> bool:
    """Whether one could write the roster."""
    given = marks()
    skip = covered_by(reading, given["not_group"])
    if _outside(reading, "group", skip):
        return True
    alone = _outside(reading, "adults_alone", skip)
    return alone and not any_in(reading, given["loose_students"])


def has_number(reading: Reading) -> bool:
    """Whether a how-much stands there, other than grades, rooms, years and cut-offs."""
    if any_in(reading, marks()["surely_number"]):
        return True
    return _outside(reading, "number", covered_by(reading, marks()["not_number"]))


def has_period(reading: Reading) -> bool:
    """Whether a when or since when stands there."""
    return _outside(reading, "period", covered_by(reading, marks()["not_period"]))


def _outside(reading: Reading, name: str, skip: set[int]) -> bool:
    return any(
        skip.isdisjoint(range(first, last + 1)) for first, last in spans_in(reading, marks()[name])
    )


def _first_quote(reading: Reading, name: str) -> str:
    span = min(spans_in(reading, marks()[name]), default=None)
    return reading.quote(*span) if span else ""


def _has_any(reading: Reading, names: tuple[str, ...]) -> bool:
    """Whether a word of one of these lists stands anywhere, which makes the check less sure."""
    tags = {lists().letter(name) for name in names}
    return any(not tags.isdisjoint(word.tags) for word in reading.words)


def _no_group(reading: Reading) -> Hit:
    quote = _first_quote(reading, "loose_students")
    certain = bool(quote) and not _has_any(reading, _MAYBE_GROUP) and _anyone(reading)
    why = "Who exactly? No one could write the roster"
    return Hit("no_group", quote, f"{why} for “{quote}”." if quote else f"{why}.", certain)


def _anyone(reading: Reading) -> bool:
    """Whether nothing stands before or after the loose word that could tell who is meant."""
    words = reading.words
    spans = list(spans_in(reading, marks()["loose_students"]))
    return all(
        first == 0
        or words[first - 1].stop
        or words[first - 1].text in _ANY
        or not words[first - 1].tags.isdisjoint({lists().letter("number")})
        for first, _ in spans
    ) and not any(
        last + 1 < len(words) and words[last + 1].text in _TELL_APART for _, last in spans
    )


def _no_number(reading: Reading) -> Hit:
    quote = _first_quote(reading, "loose_amount")
    why = f"“{quote}” does not say how many." if quote else "How many, or how often?"
    digits = any(char.isdigit() for char in reading.text)
    return Hit("no_number", quote, why, not digits and not _has_any(reading, _MAYBE_NUMBER))


def _no_period(reading: Reading) -> Hit:
    quote = _first_quote(reading, "not_period")
    why = f"“{quote}” does not say when." if quote else "When was this, or since when?"
    return Hit("no_period", quote, why, not _has_any(reading, _MAYBE_PERIOD))


def _no_measure(reading: Reading, number: bool) -> Hit | None:
    if any_in(reading, marks()["measure"]):
        return None
    quote = _first_quote(reading, "vague_measure")
    if quote:
        why = f"Two people would not count “{quote}” alike. Which record or test is it from?"
        return Hit("no_measure", quote, why, not number)
    if number:
        return None
    return Hit("no_measure", "", "What was counted, and which record is it from?", False)
