"""Numbers as people write them: counts of a total, percents, single numbers; dates left out.

Only what is written with digits is read. Dates, clock times, grades, rooms and lists of years are
not numbers of a measurement, so they are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from autograde.checks._dates import MONTH

NumberKind = Literal["pair", "percent", "single"]

_DIGIT = re.compile(r"\d")
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PAIR = re.compile(
    rf"(?<![\w.,/:-])({_NUM})\s*(?:of|out of|in|from)\s+(?:(?:the|our|all|every|these|those)\s+)?"
    rf"({_NUM})(?![\w%:]|\.\d|-\d)",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<![\w.,/:-])(\d{1,4})\s?/\s?(\d{1,4})(?![\w/%:]|\.\d)")
_PERCENT = re.compile(rf"(?<![\w.,/:])({_NUM})\s?(?:%|percent\b|per cent\b)", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<![\w.,/:-])({_NUM})(?![\w/:%]|\.\d|,\d)")

_BESIDE = re.compile(r"\s*(?:\w+(?:\s\w+)?)?\s*[(,=]\s*(?:or|that is|about)?\s*")

_SKIP = re.compile(
    rf"""
      (?=[jfmasond][aepuco])(?:{MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?
        (?:\s*(?:-|–|—|to|through|and)\s*\d{{1,2}}\b(?!\s*%))?(?:,?\s+(?:19|20)\d\d)?
    | \b(?=\d)(?:
        \d{{1,2}}\s+(?:{MONTH})\b
      | (?:19|20)\d\d(?:\s*[-–/]\s*(?:\d\d|(?:19|20)\d\d))?\b(?!\s*(?:of|students|%))
      | \d{{1,2}}:\d\d\b
      | \d{{1,2}}\s?(?:a\.?m\.?|p\.?m\.?)(?!\w)
      | \d{{1,3}}(?:st|nd|rd|th)\b
      | \d{{1,3}}\s*(?:-|–)\s*(?:point|minute|hour|day|week|year|page)s?\b
      )
    | \b(?=[grupwclsftnqd])(?:grades?|rooms?|units?|periods?|weeks?|chapters?|lessons?|levels?|
        page|pages|step|student|teacher|family|parent|classroom|section|number|no\.|question|day)
        \s+(?:\d{{1,3}}(?:\s*(?:-|–|,|and|to|through)\s*(?:1[0-2]|\d)\b)*)\b(?!\s*(?:of|%|percent))
    | \b[A-Z]\d{{1,2}}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is no number of a measurement; the looks ahead only save the search time."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    ``value`` is the count, the percent or the single number; ``total`` stands for pairs only.
    ``start`` is where ``text`` begins.
    """

    kind: NumberKind
    text: str
    value: float
    total: float | None
    start: int


def numbers(text: str) -> list[Number]:
    """The numbers of a text in the order in which they stand; dates and labels are left out."""
    return list(_numbers(text[:4000]))


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[Number, ...]:
    if not _DIGIT.search(text):
        return ()
    return tuple(sorted(_find(text), key=lambda number: number.start))


def _find(text: str) -> Iterator[Number]:
    free = _blank(text, _SKIP.finditer(text))
    for pattern in (_PAIR, _SLASH):
        found = [match for match in pattern.finditer(free) if _is_pair(match)]
        for match in found:
            value, total = _value(match[1]), _value(match[2])
            yield Number("pair", match[0].strip(), value, total, match.start())
        free = _blank(free, found)
    percents = list(_PERCENT.finditer(free))
    for match in percents:
        yield Number("percent", match[0].strip(), _value(match[1]), None, match.start())
    free = _blank(free, percents)
    for match in _SINGLE.finditer(free):
        yield Number("single", match[1], _value(match[1]), None, match.start())


def _is_pair(match: re.Match[str]) -> bool:
    """A part of a whole; "9 of 8" too, since only a slip of the keys can have written it."""
    return _value(match[1]) <= _value(match[2]) or re.search(r"\sof\s", match[0]) is not None


def _blank(text: str, matches: Iterable[re.Match[str]]) -> str:
    """The same text with the matches overwritten, so that positions stay."""
    for match in matches:
        start, end = match.span()
        text = text[:start] + "·" * (end - start) + text[end:]
    return text


def _value(digits: str) -> float:
    return float(digits.replace(",", ""))


def misfits(text: str) -> list[tuple[Number, Number]]:
    """Counts of a total with a percent right behind them that is not theirs: "30 of 138 (25%)"."""
    found = numbers(text)
    return [
        (pair, percent)
        for pair, percent in pairwise(found)
        if pair.kind == "pair"
        and percent.kind == "percent"
        and pair.total
        and _BESIDE.fullmatch(text[pair.start + len(pair.text) : percent.start])
        and abs(100 * pair.value / pair.total - percent.value) > 1
    ]


def rounds_to(exact: float, written: float) -> bool:
    """Whether a percent as written is the exact one, rounded to as many places as it shows."""
    places = len(str(written).split(".")[1]) if written != int(written) else 0
    tolerance: float = 0.5 / 10**places + 1e-9
    return abs(exact - written) <= tolerance
