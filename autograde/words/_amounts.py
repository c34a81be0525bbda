"""Durations, shares and clock times of a text, each in one unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

DAYS = {"day": 1.0, "week": 5.0, "month": 20.0, "year": 180.0}
MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0}
_WORDS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        range(1, 13),
        strict=True,
    )
)
_CLOCK = re.compile(r"(\d+):(\d+)")
_SHARES = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "fifths": 20.0}


def _value(word: str) -> float | None:
    if word in _WORDS:
        return float(_WORDS[word])
    if word.replace(".", "", 1).isdigit() and len(word) < 7:
        return float(word)
    return None


@dataclass(frozen=True, slots=True)
class Amounts:
    """Lengths in school days and in minutes, shares in percent, clock times in hours."""

    days: frozenset[float]
    minutes: frozenset[float]
    shares: frozenset[float]
    times: frozenset[float]


_NONE = Amounts(frozenset(), frozenset(), frozenset(), frozenset())


def amounts(words: Sequence[str]) -> Amounts:
    """All amounts in the words of a text, each in one unit.

    "Two weeks" and "ten school days" are both 10 days, "half" and "50%" are both 50 percent.
    """
    telling = [(index, told) for index, word in enumerate(words) if (told := _tells(word))]
    if not telling:
        return _NONE
    found: dict[str, set[float]] = {
        "days": set(),
        "minutes": set(),
        "shares": set(),
        "times": set(),
    }
    for index, (kind, unit) in telling:
        before = words[index - 1] if index else ""
        if kind in ("days", "minutes"):
            for word in words[max(0, index - 2) : index]:
                value = 1.0 if word == "a" else _value(word)
                if value is not None:
                    found[kind].add(value * unit)
        elif kind == "share":
            found["shares"].add(unit * (_value(before) or 1.0))
        elif kind == "percent" and (value := _value(before)) is not None:
            found["shares"].add(value)
        elif kind == "clock":
            found["times"].add(unit)
        elif kind == "half of the day" and before.isdigit():
            found["times"].add(float(before[:4]))
    return Amounts(**{kind: frozenset(values) for kind, values in found.items()})


@lru_cache(maxsize=8192)
def _tells(word: str) -> tuple[str, float] | None:
    """What kind of amount a word ends or is, with its size."""
    base = word if word in DAYS or word in MINUTES else word.rstrip("s")
    if base in DAYS:
        return "days", DAYS[base]
    if base in MINUTES:
        return "minutes", MINUTES[base]
    if word in _SHARES:
        return "share", _SHARES[word]
    if word in ("%", "percent"):
        return "percent", 1.0
    if word in ("am", "pm"):
        return "half of the day", 1.0
    clock = _CLOCK.match(word)
    return ("clock", int(clock[1][:2]) + int(clock[2][:2]) / 60) if clock else None
