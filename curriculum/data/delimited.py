"""Text files: rows and columns of a delimited text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice, repeat, zip_longest

import numpy as np

from curriculum.data.coded import Coded
from curriculum.data.decoding import NAMES
from curriculum.data.reading import MAX_TEXT, Grid, check_size
from curriculum.data.report import ReadError
from curriculum.data.slices import Slices, by_place
from curriculum.data.stamps import Codes
from curriculum.data.values import Cell, numbers

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SPACE = {" ": "spaces"}
_RARE = ":~^¦*#!\x1f\x01"


def text_grid(text: str, encoding: str, answer: str = "") -> tuple[Grid, tuple[str, ...]]:
    """Rows of a delimited text.

    Parameters
    ----------
    text, encoding : str
    answer : str
        A delimiter that a person chose.

    Returns
    -------
    grid, delimiters
        More than one delimiter where the text can be split in two ways.
    """
    text = text.removeprefix("\ufeff")
    given = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    offset = 0
    if given:
        text, offset = text[given.end() :], 1
    possible = (given[1],) if given else _delimiters(text)
    if answer in possible:
        possible = (answer,)
    delimiter = possible[0]
    plain = _plain_columns(text, delimiter)
    columns, rows = plain if plain is not None else _columns(text, delimiter)
    name = (_DELIMITERS | _SPACE).get(delimiter, f"“{delimiter}”")
    how = f"Read as text in {NAMES[encoding]}, columns parted by {name}."
    return Grid(
        columns, np.arange(1 + offset, rows + 1 + offset), [how], delimiter=delimiter
    ), possible


def _plain_columns(text: str, delimiter: str) -> tuple[list[Coded], int] | None:
    """Columns and number of rows of a text without quotation marks; None if it has any."""
    if '"' in text or delimiter not in _DELIMITERS:
        return None
    data = text.encode().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.endswith(b"\n"):
        data += b"\n"
    rows = data.count(b"\n")
    check_size(rows - 1, 0, rows + data.count(delimiter.encode()))
    slices = Slices(data)
    buffer = slices.buffer
    ends = np.flatnonzero((buffer == ord(delimiter)) | (buffer == ord("\n")))
    starts = np.concatenate([[0], ends[:-1] + 1])
    if int((ends - starts).max()) > csv.field_size_limit():
        return None
    last = buffer[ends] == ord("\n")
    row = np.cumsum(last) - last
    place = np.arange(len(ends)) - np.concatenate([[0], np.flatnonzero(last)[:-1] + 1])[row]
    check_size(0, int(place.max()) + 1, 0)
    return [
        Coded.placed(rows, row[held], slices.texts(starts[held], ends[held]))
        for held in by_place(place)
    ], rows


def _columns(text: str, delimiter: str) -> tuple[list[Coded], int]:
    try:
        return _gathered(text, delimiter, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ReadError(
                "A quotation mark opens a cell and is never closed: "
                "open the file in your spreadsheet and save it as CSV again."
            ) from None
        try:
            return _gathered(text, delimiter, strict=False)
        except csv.Error:
            raise ReadError(
                f"A cell holds more than {MAX_TEXT:,} characters: shorten it, and save again."
            ) from None


_TOGETHER = 256  # so few rows stay in the processor's cache until they are columns


class _Column:
    """A column that grows."""

    def __init__(self) -> None:
        self._index: dict[Cell, int] = {}
        self._first: list[Codes] = []  # for each row the row where its cell came first
        self._size = 0

    def add(self, cells: Iterable[Cell], at: int, size: int) -> None:
        """Put so many cells at row ``at``, with nothing in rows that were left out."""
        if self._size < at:
            self.add(repeat(None), self._size, at - self._size)
        found = map(self._index.setdefault, cells, range(at, at + size))
        self._first.append(np.fromiter(found, np.intp, size))
        self._size = at + size

    def coded(self, size: int) -> Coded:
        """The column, with nothing in its last rows if it is shorter."""
        self.add(repeat(None), self._size, size - self._size)
        code = np.empty(size, np.intp)
        code[np.fromiter(self._index.values(), np.intp, len(self._index))] = range(len(self._index))
        return Coded(code[np.concatenate(self._first)], [*self._index])


def _gathered(text: str, delimiter: str, *, strict: bool) -> tuple[list[Coded], int]:
    columns: list[_Column] = []
    rows = cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    while some := [*islice(reader, _TOGETHER)]:
        widest = max(map(len, some))
        cells += sum(map(len, some))
        check_size(rows + len(some) - 1, widest, cells)
        columns += [_Column() for _ in range(widest - len(columns))]
        for column, found in zip(columns, zip_longest(*some), strict=False):
            column.add(found, rows, len(some))
        rows += len(some)
    return [column.coded(rows) for column in columns], rows


def _delimiters(text: str) -> tuple[str, ...]:
    """Delimiters that split the first rows alike, the likeliest first."""
    scores = {sign: _evenness(text, sign) for sign in _DELIMITERS}
    best = max(scores.values())
    if best[0] <= 0:
        scores = {sign: _evenness(text, sign) for sign in _RARE}
        best = max(scores.values())
    if best[0] <= 0:
        return (" ",) if _spaced(text) else (",",)
    # A sign that does not split the heading is no rival: it stands inside the cells.
    rivals = [
        sign for sign, found in scores.items() if found[0] > best[0] - 0.05 and found[1] >= best[1]
    ]
    return tuple(sorted(rivals, key=lambda sign: scores[sign], reverse=True))


def _spaced(text: str) -> bool:
    """Whether single spaces part columns of which most are numbers."""
    rows = [line.split(" ") for line in text[:20_000].splitlines()[:200] if line.strip()]
    cells = [numbers(cell) is not None for row in rows[1:] for cell in row]
    return (
        len(rows) > 2
        and len({len(row) for row in rows}) == 1 < len(rows[0])
        and (2 * sum(cells) >= len(cells))
    )


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How evenly a sign splits the first rows, and the first row it splits (as minus its place).

    The share of rows as wide as rows usually are; 0 where the sign splits none.
    """
    widths = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(row):
                widths.append(len(row))
            if len(widths) == 200:
                break
    except csv.Error:
        return 0.0, 0
    # Title lines above the heading are narrow: look at how wide rows usually are.
    width, rows = Counter(widths).most_common(1)[0] if widths else (1, 0)
    if width == 1:
        return 0.0, 0
    first = next(place for place, w in enumerate(widths) if w > 1)
    share = rows / len(widths)
    return (share if widths[first] == width else share - 0.5), -first
