"""Everything that the different cells of one column may mean, worked out for all at once.

:func:`curriculum.data.values.look` says what one cell may mean. Texts of one shape, which differ
only in their digits (``2026/11/03 09:14`` and ``2026/12/24 10:07``), are understood alike: the
first of them shows where its numbers stand, and arrays do the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import compress, count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.data.stamps import NEVER, Codes, Ints, Mask, Times, moments, stamps
from curriculum.data.values import (
    FRACTION,
    MISSING,
    MONTHS,
    SHAPE,
    Cell,
    Seen,
    Share,
    date_match,
    look,
    look_text,
    numbers,
    tidy,
)

KINDS = (
    *("missing", "error", "formula", "hidden", "number", "percent", "fraction"),
    *("date", "order", "day", "month", "week", "text"),
)
_PLACE = {kind: place for place, kind in enumerate(KINDS)}
_FEW = 24  # arrays are not worth while for fewer texts of one shape
_DIGIT = re.compile(r"\d")
_LONGEST_GAP = max(map(len, MISSING))
_ASCII = bytes(range(128))


class Looked:
    """What each of some cells may mean.

    Attributes
    ----------
    kind : int array
        Places in ``KINDS``.
    a, b : float arrays
        The two values of :class:`curriculum.data.values.Seen`: read with a decimal point and
        with a comma, part and whole, the two numbers of a date, month and day or year; in ``a``
        a week. NaN where there is none.
    when : datetime64 array
        A date; for kind "order" the first day of its year, at its time. NaT where there is none.
    zone : bool array
        Whether a cell names a time zone.
    """

    def __init__(self, size: int) -> None:
        self.kind = np.full(size, _PLACE["missing"], np.intp)
        self.a, self.b = np.full(size, np.nan), np.full(size, np.nan)
        self.when: Times = np.full(size, NEVER)
        self.zone = np.zeros(size, np.bool_)

    def take(self, places: Codes) -> Looked:
        """The same for some of the cells."""
        fewer = Looked(0)
        fewer.kind, fewer.a, fewer.b = self.kind[places], self.a[places], self.b[places]
        fewer.when, fewer.zone = self.when[places], self.zone[places]
        return fewer

    def of(self, *kinds: str) -> Mask:
        """Which cells are of these kinds."""
        wanted = np.zeros(len(KINDS), np.bool_)
        wanted[[_PLACE[kind] for kind in kinds]] = True
        return wanted[self.kind]

    def put(self, where: Codes, kind: str, a: Any = np.nan, b: Any = np.nan) -> None:
        """Say what some cells are."""
        self.kind[where], self.a[where], self.b[where] = _PLACE[kind], a, b

    def put_one(self, place: int, seen: Seen) -> None:
        """Say what one cell is."""
        kind, value = seen.kind, seen.value
        self.kind[place] = _PLACE[kind]
        if kind in ("number", "percent", "fraction", "day", "month"):
            a, b = value
            self.a[place] = np.nan if a is None else a
            self.b[place] = np.nan if b is None else b
        elif kind == "week":
            self.a[place] = value
        elif kind == "date":
            self.when[place] = value
        elif kind == "order":
            self.a[place], self.b[place], year, time = value
            if 1900 <= year < 2200:
                self.when[place] = datetime(year, 1, 1, *time)
        self.zone[place] = seen.zone


def look_all(cells: Sequence[Cell]) -> Looked:
    """What each cell may mean: as :func:`curriculum.data.values.look`, for many at once.

    Parameters
    ----------
    cells : sequence of Cell

    Returns
    -------
    Looked
    """
    looked = Looked(len(cells))
    types = [*map(type, cells)]
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(types))}
    numbered = np.fromiter(map(kinds.__getitem__, types), np.intp, len(types))
    for kind, number in kinds.items():
        own = numbered == number
        where = np.flatnonzero(own)
        found: list[Any] = [*compress(cells, own.tolist())]
        if kind is str:
            _look_texts(looked, where, found)
        elif kind is float or kind is Share:
            value = np.array(found if kind is float else [cell.value * 100 for cell in found])
            fits = np.abs(value) < 1e300
            name = "number" if kind is float else "percent"
            looked.put(where[fits], name, value[fits], value[fits])
        elif kind is datetime:
            looked.put(where, "date")
            looked.when[where] = moments(found)
        else:
            for place, cell in zip(where.tolist(), found, strict=True):
                looked.put_one(place, look(cell))
    return looked


def _look_texts(looked: Looked, where: Codes, texts: list[str]) -> None:
    joined = "\0".join(texts)
    blanks = "\u00a0" in joined or "\u200b" in joined
    texts = [*map(tidy if blanks else str.strip, texts)]
    shaped = "\0".join(texts).encode("utf-8", "surrogatepass").translate(SHAPE)
    shapes = shaped.split(b"\0")
    beyond = shaped.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if len(texts) < _FEW or len(shapes) != len(texts) or _DIGIT.search(beyond):
        _look_each(looked, where, texts, [b"0"] * len(texts))
        return
    index: dict[bytes, int] = {}
    first = np.fromiter(map(index.setdefault, shapes, count()), np.intp, len(shapes))
    often = np.bincount(first, minlength=len(first))[first] >= _FEW
    rare = np.flatnonzero(~often)
    rest = [(texts[place], shapes[place]) for place in rare.tolist()]
    _look_each(looked, where[rare], [text for text, _ in rest], [shape for _, shape in rest])
    common = np.flatnonzero(often)
    common = common[np.argsort(first[common], kind="stable")]
    for group in np.split(common, np.flatnonzero(np.diff(first[common])) + 1):
        for members, alike in _split_zeros(group, [texts[place] for place in group.tolist()]):
            at = where[members]
            if not _look_alike(looked, at, alike):
                _look_each(looked, at, alike, [b"0"] * len(alike))


def _split_zeros(members: Codes, texts: list[str]) -> Iterator[tuple[Codes, list[str]]]:
    """Texts that start with a zero on their own: it may make a code of a number."""
    if not texts:
        return
    if texts[0][:1] not in "+-−" and min(texts)[:1] != "0":
        yield members, texts
        return
    zero = [text.startswith(("0", "+0", "-0", "−0")) for text in texts]
    for wanted in dict.fromkeys(zero):
        yield (
            members[np.array(zero) == wanted],
            [text for text, own in zip(texts, zero, strict=True) if own is wanted],
        )


def _look_each(looked: Looked, where: Codes, texts: list[str], shapes: list[bytes]) -> None:
    plain: list[int] = []
    for place, text, shape in zip(where.tolist(), texts, shapes, strict=True):
        # Without a digit a text can mean nothing else, unless it stands for a missing value.
        if b"0" not in shape and text[:1].isalpha():
            if len(text) > _LONGEST_GAP or text.lower() not in MISSING:
                plain.append(place)
        else:
            looked.put_one(place, look_text(text))
    looked.kind[plain] = _PLACE["text"]


def _look_alike(looked: Looked, where: Codes, texts: list[str]) -> bool:
    """Look at texts of one shape together; False where each must be looked at alone."""
    first = texts[0]
    seen = look_text(first)
    if seen.kind in ("missing", "error", "formula", "hidden"):
        looked.put(where, seen.kind)
        return True
    if seen.kind in ("week", "month") or not first.isascii():
        return False
    if seen.kind in ("number", "percent"):
        return _numbers_alike(looked, where, texts, seen.kind)
    if match := FRACTION.fullmatch(first):
        digits = _Digits(texts, match)
        looked.put(where, "fraction", digits[1], digits[2])
    elif match := date_match(first):
        _dates_alike(looked, where, _Digits(texts, match))
    else:
        looked.put(where, "text")
    return True


def _numbers_alike(looked: Looked, where: Codes, texts: list[str], kind: str) -> bool:
    if kind == "percent":
        texts = [text[:-1].rstrip() for text in texts]
    found = numbers(texts[0])
    if found is None or " " in texts[0] or "'" in texts[0]:
        return False
    point: Any = np.nan
    comma: Any = np.nan
    if found[0] is not None:
        point = [
            *map(float, [text.replace(",", "") for text in texts] if "," in texts[0] else texts)
        ]
    if "," not in texts[0] and "." not in texts[0]:
        comma = point
    elif found[1] is not None:
        comma = [float(text.replace(".", "").replace(",", ".")) for text in texts]
    looked.put(where, kind, point, comma)
    return True


class _Digits:
    """The numbers in texts of one shape, where a match of the first has its groups."""

    def __init__(self, texts: list[str], match: re.Match[str]) -> None:
        rows: NDArray[np.uint8] = np.array(texts, f"S{len(texts[0])}").view(np.uint8)
        self.match, self._rows = match, rows.reshape(len(texts), -1) - np.uint8(48)

    def __getitem__(self, group: int | str) -> Ints:
        """Each text's number at a group; 0 where the group is not there."""
        value = np.zeros(len(self._rows), np.int64)
        for place in range(*self.match.span(group)):
            value = value * 10 + self._rows[:, place]
        return value


def _dates_alike(looked: Looked, where: Codes, digits: _Digits) -> None:
    match = digits.match
    found = match.groupdict()
    second, fits = _seconds(digits)
    if "mo" in found:
        year, month, day = digits["y"], digits["mo"], digits["d"]
    elif "sep" in found:
        year, month, day = _full(digits["y"]), digits["b"], digits["a"]
    else:
        after = found["m"] is None
        year = _full(digits["y2" if after else "y"])
        day = digits["d2" if after else "d"]
        number = MONTHS.get(match["m2" if after else "m"].lower(), 0)
        month = np.full(len(day), number)
        if not (found["y2"] if after else found["y"]):
            fits = ~np.isnat(stamps(np.full(len(day), 2000), month, day, second * 0))
            looked.put(where, "text")
            looked.put(where[fits], "day", month[fits], day[fits])
            return
    looked.put(where, "text")
    if found.get("sep") in ("/", "-"):
        a, b = day, month
        fits &= (a > 0) & (a < 32) & (b > 0) & (b < 32) & ((a < 13) | (b < 13))
        looked.put(where[fits], "order", a[fits], b[fits])
        one = np.ones(len(a), np.int64)
        looked.when[where[fits]] = stamps(year, one, one, second)[fits]
    else:
        when = stamps(year, month, day, second)
        fits &= ~np.isnat(when)
        looked.put(where[fits], "date")
        looked.when[where[fits]] = when[fits]
    looked.zone[where[fits]] = bool(found["zone"])


def _seconds(digits: _Digits) -> tuple[Ints, Mask]:
    """Seconds since midnight, and where there is such a time."""
    hour, minute, second = digits["h"], digits["mi"], digits["s"]
    half = digits.match["half"]
    fits = (hour < 24) & (minute < 60) & (second < 60)
    if half:
        fits &= (hour >= 1) & (hour <= 12)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return (hour * 60 + minute) * 60 + second, fits


def _full(year: Ints) -> Ints:
    """As :func:`curriculum.data.values.full_year`."""
    century = np.where(year < 50, 2000, 1900)
    return np.where(year > 99, year, year + century)
