"""Durations, shares and clock times of a text, each in one unit."""

from __future__ import annotations

from autograde.words._reading import Reading

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
_SHARES = {"half": 50.0, "third": 33.0, "quarter": 25.0, "fifth": 20.0, "fifths": 20.0}


def _value(word: str) -> float | None:
    if word in _WORDS:
        return float(_WORDS[word])
    if word.replace(".", "", 1).isdigit() and len(word) < 7:
        return float(word)
    return None


def durations(reading: Reading, units: dict[str, float]) -> frozenset[float]:
    """Lengths of time in one unit: "two weeks" and "ten school days" are both 10."""
    words = [token.word for token in reading.tokens]
    found = set()
    for index, word in enumerate(words):
        unit = units.get(word) or units.get(word.rstrip("s"))
        if unit is None:
            continue
        for before in words[max(0, index - 2) : index]:
            value = 1.0 if before == "a" else _value(before)
            if value is not None:
                found.add(value * unit)
    return frozenset(found)


def shares(reading: Reading) -> frozenset[float]:
    """Shares in percent: "half" and "50%" are both 50."""
    words = [token.word for token in reading.tokens]
    found = set()
    for index, word in enumerate(words):
        if word not in _SHARES and word not in ("%", "percent"):
            continue
        before = _value(words[index - 1]) if index else None
        if word not in _SHARES and before is not None:
            found.add(before)
        elif word in _SHARES:
            found.add(_SHARES[word] * (before or 1.0))
    return frozenset(found)


def clock_times(reading: Reading) -> frozenset[float]:
    """Clock times in hours."""
    words = [token.word for token in reading.tokens]
    found: set[float] = set()
    if not {"am", "pm"} & reading.words.texts.keys() and ":" not in reading.text:
        return frozenset()
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if ":" in word and word[0].isdigit():
            hour, minute = word.split(":")[:2]
            found.add(int(hour[:2]) + int(minute[:2]) / 60)
        elif after in ("am", "pm") and word.isdigit():
            found.add(float(word[:4]))
    return frozenset(found)
