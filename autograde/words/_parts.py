"""The parts of a prediction: how many, out of how many, from where, by when, why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from autograde.words._numbers import Number, numbers_in
from autograde.words._reading import Reading, read
from autograde.words._source import free_spans, patterns

_TURNS = frozenset(".;!?")
_LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class PredictionParts:
    """The learner's own words, letter for letter; an empty string or tuple for what is not there.

    Parameters
    ----------
    numbers : tuple of str
        What is predicted: numbers, shares, or words for them.
    now : tuple of str
        Numbers told as how it is or was.
    out_of : tuple of str
        Numbers told as out of how many.
    date : str
        By when.
    reason : str
        The reason, with the word that opens it.
    """

    numbers: tuple[str, ...]
    now: tuple[str, ...]
    out_of: tuple[str, ...]
    date: str
    reason: str


@dataclass(frozen=True)
class Parts:
    """The same as places in a `Reading`; spans are first and last token."""

    reading: Reading
    numbers: tuple[Number, ...]
    date: tuple[int, int] | None
    reason: tuple[int, int] | None
    body: tuple[int, int] | None
    claim: frozenset[int]

    def with_role(self, role: str) -> tuple[Number, ...]:
        """The numbers that play one part."""
        return tuple(number for number in self.numbers if number.role == role)

    def in_claim(self, first: int, last: int) -> bool:
        """Whether a match lies outside the reason."""
        return self.claim.issuperset(range(first, last + 1))


def prediction_parts(text: str) -> PredictionParts:
    """Take a prediction apart, so that feedback can quote it.

    Parameters
    ----------
    text : str
        One prediction; the first 4,000 characters are read.

    Returns
    -------
    PredictionParts
        The learner's words for each part found.

    Examples
    --------
    >>> parts = prediction_parts("By Oct 18, 19 of 28 will explain, because a frame starts them.")
    >>> parts.numbers, parts.out_of, parts.date, parts.reason
    (('19',), ('28',), 'By Oct 18', 'because a frame starts them')
    """
    parts = parse(text)
    quote = parts.reading.quote

    def quotes(role: str) -> tuple[str, ...]:
        return tuple(quote(number.first, number.last) for number in parts.with_role(role))

    return PredictionParts(
        quotes("predicted"),
        quotes("now"),
        quotes("of"),
        quote(*parts.date) if parts.date else "",
        quote(*parts.reason) if parts.reason else "",
    )


@lru_cache(maxsize=512)
def parse(text: str) -> Parts:
    """Find the parts of a prediction; the first 4,000 characters are read."""
    reading = read(text)
    dates = _dates(reading)
    dated = {at for first, last in dates for at in range(first, last + 1)}
    dated |= {at for span in patterns("date").spans(reading) for at in _run(span)}
    found = _marked_reason(reading, dated) or _own_sentence(reading, dated)
    aside = set(_run(found[0])) if found else set()
    claim = frozenset(range(len(reading.tokens))) - aside
    sure = patterns("surely_date").covers(reading)
    date = next(
        (span for span in dates if span[0] not in aside),
        next((span for span in dates if span[0] in sure), None),
    )
    if date:
        date = _with_by(reading, date)
    numbers = tuple(numbers_in(reading, dated, aside))
    return Parts(
        reading, numbers, date, found[0] if found else None, found[1] if found else None, claim
    )


def _run(span: tuple[int, int]) -> range:
    return range(span[0], span[1] + 1)


def _dates(reading: Reading) -> list[tuple[int, int]]:
    """Where a by-when may stand, from left to right."""
    sure = set(patterns("surely_date").spans(reading))
    free = free_spans(reading, patterns("date"), patterns("not_date"))
    never = patterns("never_date").covers(reading)
    spans = [span for span in sure | set(free) if never.isdisjoint(_run(span))]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        comma = joined and first == joined[-1][1] + 2 and reading.tokens[first - 1].word == ","
        if joined and (first <= joined[-1][1] or comma):
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _with_by(reading: Reading, span: tuple[int, int]) -> tuple[int, int]:
    """The date with the word that opens it."""
    first, last = span
    while first > 0 and reading.tokens[first - 1].word in ("by", "on", "in", "the", "before", "at"):
        first -= 1
    return first, last


def _marked_reason(
    reading: Reading, dated: set[int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The reason that a word opens: with that word, and without it."""
    spans = free_spans(reading, patterns("reason"), patterns("not_reason"))
    words = [token.word for token in reading.tokens]
    for first, opened in spans:
        last = end = _clause_end(words, opened + 1)
        if _opens(words, first) and "," in words[opened:end]:
            comma = words.index(",", opened, end)
            if any(token[:1].isdigit() for token in words[comma:]):
                last = comma - 1
        if words[first] == ",":
            first += 1
        if last > opened and any(word[0].isalnum() for word in words[opened + 1 : last + 1]):
            return (first, last), (opened + 1, last)
    return _before_so(reading, words)


def _opens(words: list[str], at: int) -> bool:
    return at == 0 or words[at - 1] in _TURNS


def _clause_end(words: list[str], at: int) -> int:
    """Last token before the next turn; a semicolon or colon at once after the opener is passed."""
    while at < len(words) and words[at] in ":;,":
        at += 1
    while at < len(words) and words[at] not in _TURNS:
        at += 1
    return at - 1


def _before_so(
    reading: Reading, words: list[str]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """What stands before ", so 19 of 28 will ..." is its reason."""
    for first, last in patterns("so_result").spans(reading):
        start = first
        while start > 0 and words[start - 1] not in _TURNS:
            start -= 1
        told = words[start:first]
        digits = any(word[:1].isdigit() for word in words[last + 1 :])
        if len(told) >= _LEAST_WORDS and digits:
            return (start, first - 1), (start, first - 1)
    return None


def _own_sentence(
    reading: Reading, dated: set[int]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """A reason that is a sentence of its own, beside the one that predicts."""
    words = [token.word for token in reading.tokens]
    clauses = _clauses(words)
    if len(clauses) < 2:
        return None
    bare = patterns("no_reason_sentence").covers(reading)
    told = [n for n in numbers_in(reading, dated, set()) if n.role in ("predicted", "now")]
    claims = [any(first <= n.first <= last for n in told) for first, last in clauses]
    if True not in claims:
        return None
    main = claims.index(True)
    for index in (*range(main + 1, len(clauses)), *range(main)):
        first, last = clauses[index]
        run = _run((first, last))
        counted = any(_measures(words, n) for n in told if n.first in run)
        when = not dated.isdisjoint(run)
        if (
            sum(words[at][0].isalpha() for at in run) >= _LEAST_WORDS
            and not counted
            and not (claims[index] and (when or index < main or "will" in words[first:last]))
            and not (index < main and when)
            and bare.isdisjoint(run)
            and _tells(reading, first, last)
        ):
            return (first, last), (first, last)
    return None


def _measures(words: list[str], number: Number) -> bool:
    """Whether a number tells a result ("9 of 20", "to 14") and not a detail ("a 2 minute film")."""
    if number.value is None:
        return False
    after = words[number.last + 1 : number.last + 2]
    before = words[max(0, number.first - 1) : number.first]
    return number.percent or bool(
        {*after, *before} & {"of", "out", "to", "from", "low", "high", ":"}
    )


def _clauses(words: list[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for at, word in enumerate([*words, "."]):
        if word in _TURNS or word == ":":
            if at > start:
                found.append((start, at - 1))
            start = at + 1
    return found


def _tells(reading: Reading, first: int, last: int) -> bool:
    """Whether a clause has something like a verb."""
    return any(first <= a and b <= last for a, b in patterns("verb").spans(reading))
