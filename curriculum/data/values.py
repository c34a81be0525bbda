"""One cell at a time: everything that a cell may mean, before its column decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple


class Share(NamedTuple):
    """A number that a workbook shows as a percent (0.56 for 56%)."""

    value: float


Cell = str | int | float | datetime | Share | None


class Seen(NamedTuple):
    """What a cell may mean.

    ``kind`` and ``value``: "missing", "error", "formula", "hidden" (a suppressed number) with
    None; "number" and "percent" with the value read with a decimal point and with a decimal comma
    (None where impossible); "fraction" with part and whole; "date" with a datetime; "order" with
    two numbers, year, time (day or month first is open); "day" with month and day; "month" with
    month and year; "week" with a number; "text".
    """

    kind: str
    value: Any = None
    zone: bool = False


SHAPE = bytes.maketrans(b"123456789", b"0" * 9)  # what two texts share that differ in digits
_DIGIT = re.compile(r"\d")
_GAPS = "|na|n/a|n.a.|-|--|–|—|.|..|…|?|null|nan|no data|not available|sin datos"
MISSING = frozenset(_GAPS.split("|"))
_MONTH_NAMES = (
    "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august"
    "|sep sept september|oct october|nov november|dec december"
)
MONTHS = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.split("|"), start=1)
    for name in names.split()
}
_POWER = r"(?:[eE][+-]?\d{1,2})?"
_POINT = re.compile(r"[+-]?(?:(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)" + _POWER)
_COMMA = re.compile(r"[+-]?(?:(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?|,\d+)" + _POWER)
_SPACED = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
FRACTION = re.compile(r"(\d{1,6})\s*(?:/|∕|⁄|of|out of|von|de)\s*(\d{1,6})")
_TIME = (
    r"(?:(?:,?\s+|T)(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[A-Z]{2,5}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME)
_SOLID = re.compile(r"(?P<y>20[0-4]\d)(?P<mo>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
_SLASH = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})" + _TIME)
_DAYS = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NAMED = re.compile(
    _DAYS
    + r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?[-\s.]+(?P<m>[a-z]{3,9})\.?(?:[-\s,]+(?P<y>\d{4}|\d{2}))?"
    r"|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y2>\d{4}))?)" + _TIME,
    re.IGNORECASE,
)
_MONTH = re.compile(r"([a-z]{3,9})\.?(?:-(\d{2}|\d{4})|\s+(\d{4}))", re.IGNORECASE)
_WEEK = re.compile(
    r"(?:school\s+)?(?:week|wk|w|semana)\.?\s*(?:no\.?\s*|#\s*)?(\d{1,3})", re.IGNORECASE
)
_LONGEST_DATE = 60  # with more blanks inside than that the expressions above would take very long
_SUPPRESSED = re.compile(r"\*+|[<≤>≥]\s*\d+\s*%?|n\s*<\s*\d+", re.IGNORECASE)


def look(cell: Cell) -> Seen:
    """Everything that one cell may mean.

    Parameters
    ----------
    cell : str, int, float, datetime, Share or None

    Returns
    -------
    Seen
    """
    if cell is None:
        return Seen("missing")
    if isinstance(cell, Share):
        percent = cell.value * 100
        return Seen("percent", (percent, percent)) if abs(percent) < 1e300 else Seen("missing")
    if isinstance(cell, datetime):
        return Seen("date", cell)
    if not isinstance(cell, str):
        number = float(cell)
        finite = abs(number) < 1e300
        return Seen("number", (number, number)) if finite else Seen("missing")
    return look_text(tidy(cell))


def tidy(text: str) -> str:
    """A text without the blanks and unseen signs around it."""
    if not text.isascii():
        text = text.replace("\u00a0", " ").replace("\u200b", "")
    return text.strip()


def look_text(text: str) -> Seen:
    """Everything that a tidy text may mean."""
    low = text.lower()
    if low in MISSING:
        return Seen("missing")
    first = text[0]
    if first == "=" or first == "＝":
        return Seen("formula")
    if first == "#" and text.rstrip("!?").upper() in _ERRORS:
        return Seen("error")
    if first.isdigit() or first in "+-−.,(<*≤>≥":
        return _numeric(text)
    if first in "wWsS" and (found := _WEEK.fullmatch(text)):
        return Seen("week", int(found[1]))
    if len(text) <= 40 and text[-1] not in "/-":
        if found := _MONTH.fullmatch(text):
            month = MONTHS.get(found[1].lower())
            if month:
                return Seen("month", (month, int(found[2] or found[3])))
        if _DIGIT.search(text) and (found := _NAMED.fullmatch(text)):
            return _named(found, text)
        if _SUPPRESSED.fullmatch(text):
            return Seen("hidden")
    return Seen("text", text)


_ERROR_WORDS = "#N/A|#DIV/0|#REF|#VALUE|#NAME|#NULL|#NUM|#SPILL|#CALC|#ERROR"
_ERRORS = frozenset(_ERROR_WORDS.split("|"))


def _numeric(text: str) -> Seen:
    if "/" not in text and ":" not in text and (found := numbers(text)):
        return Seen("number", found)
    if text.endswith("%") and (found := numbers(text[:-1].rstrip())):
        return Seen("percent", found)
    if match := FRACTION.fullmatch(text):
        return Seen("fraction", (int(match[1]), int(match[2])))
    if len(text) > _LONGEST_DATE:
        return Seen("text", text)
    if match := _ISO.fullmatch(text):
        return _dated(text, match, int(match["y"]), int(match["mo"]), int(match["d"]))
    if match := _SLASH.fullmatch(text):
        a, b, year = int(match["a"]), int(match["b"]), full_year(int(match["y"]))
        if match["sep"] == ".":
            return _dated(text, match, year, b, a)
        time = _time(match)
        if time is None or not (0 < a < 32 and 0 < b < 32 and (a < 13 or b < 13)):
            return Seen("text", text)
        return Seen("order", (a, b, year, time), zone=bool(match["zone"]))
    if (match := _NAMED.fullmatch(text)) is not None:
        return _named(match, text)
    return Seen("hidden") if _SUPPRESSED.fullmatch(text) else Seen("text", text)


def date_match(text: str) -> re.Match[str] | None:
    """Where in a tidy text a date has its numbers, whether or not there is such a day."""
    if text[:1].isdigit() and len(text) <= _LONGEST_DATE:
        return _ISO.fullmatch(text) or _SLASH.fullmatch(text) or _NAMED.fullmatch(text)
    return _NAMED.fullmatch(text) if len(text) <= 40 and text[-1:] not in "/-" else None


def numbers(text: str) -> tuple[float | None, float | None] | None:
    """A written number read with a decimal point and with a decimal comma; None if neither.

    A code with leading zeros ("00123") is no number.
    """
    text = text.replace("−", "-")
    if " " in text or "'" in text or "’" in text or "\u2009" in text or "\u202f" in text:
        text = _SPACED.sub("", text)
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return None
    if len(digits) > 30 or len(text) - len(digits) > 1:
        return None
    if digits.isascii() and digits.isdigit():
        whole = float(text)
        return whole, whole
    point = float(text.replace(",", "")) if _POINT.fullmatch(text) else None
    comma = None
    if _COMMA.fullmatch(text):
        comma = float(text.replace(".", "").replace(",", "."))
    return None if point is None and comma is None else (point, comma)


def full_year(year: int) -> int:
    """26 as 2026, 87 as 1987 (as spreadsheets do: below 50 is this century)."""
    return year if year > 99 else year + (2000 if year < 50 else 1900)


def make_date(year: int, month: int, day: int, time: tuple[int, int, int]) -> datetime | None:
    """A date from 1900 to 2199, or None where no such day is."""
    if not 1900 <= year < 2200:
        return None
    try:
        return datetime(year, month, day, *time)
    except ValueError:
        return None


def _time(match: re.Match[str]) -> tuple[int, int, int] | None:
    if match["h"] is None:
        return 0, 0, 0
    hour, minute, second = int(match["h"]), int(match["mi"]), int(match["s"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _dated(text: str, match: re.Match[str], year: int, month: int, day: int) -> Seen:
    time = _time(match)
    date = make_date(year, month, day, time) if time is not None else None
    return Seen("date", date, zone=bool(match["zone"])) if date else Seen("text", text)


def _named(match: re.Match[str], text: str) -> Seen:
    month = MONTHS.get((match["m"] or match["m2"]).lower())
    day, year = int(match["d"] or match["d2"]), match["y"] or match["y2"]
    if not month or make_date(2000, month, day, (0, 0, 0)) is None:
        return Seen("text", text)
    if not year:
        return Seen("day", (month, day))
    return _dated(text, match, full_year(int(year)), month, day)


def solid_date(number: float) -> datetime | None:
    """20261103 as November 3, 2026."""
    match = _SOLID.fullmatch(str(int(number))) if number == int(number) else None
    if match is None:
        return None
    return make_date(int(match["y"]), int(match["mo"]), int(match["d"]), (0, 0, 0))


_ONE_OF = r"(?:week|month|class|grade|school|group|period|team|quarter)\s+(?:\d{1,3}[a-z]?|[a-z])"
_TOTAL_WORDS = (
    rf"[^\S\n]*(?:(?:{_ONE_OF}\s+)?"
    r"(?:(?:grand|sub|class|school|overall|weekly|team|district|group|column)[ -]?)?"
    r"(?:totals?|sums?|averages?|avg\.?|means?|medians?)"
    rf"(?:\s+(?:score|row|rows|all|for .{{1,30}}|of .{{1,30}}|{_ONE_OF}))?\s*:?"
    r"|(?:all|overall)(?:\s+(?:students|learners|classes|groups|schools|grades|weeks|teachers"
    r"|together))?\s*:?|suma|promedio)[^\S\n]*"
)
_TOTAL = re.compile(_TOTAL_WORDS, re.IGNORECASE)
_TOTAL_LINE = re.compile(rf"\n(?=({_TOTAL_WORDS})\n)", re.IGNORECASE)
_STATISTIC = re.compile(
    r"(?:s\.?d\.?|st(?:andar)?d?\.? ?dev(?:iation)?\.?|min(?:imum)?\.?|max(?:imum)?\.?|n|count"
    r"|range|variance|mode)\s*:?",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether a label says that its row sums up others ("Total", "Class average", "All")."""
    return len(text) < 60 and _TOTAL.fullmatch(text) is not None


def are_totals(texts: Sequence[str]) -> list[bool]:
    """As :func:`is_total`, for many labels at once."""
    found = {match[1] for match in _TOTAL_LINE.finditer("\n" + "\n".join(texts) + "\n")}
    found = {text for text in found if is_total(text)}
    return [text in found for text in texts] if found else [False] * len(texts)


def is_statistic(text: str) -> bool:
    """Whether a label under a table says that its row describes others ("SD", "Min", "N")."""
    return len(text) < 30 and _STATISTIC.fullmatch(text.strip()) is not None
