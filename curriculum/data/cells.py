"""The cells of one worksheet's XML, event by event: slow, but it understands all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest

import numpy as np

from curriculum.data.coded import Coded
from curriculum.data.reading import MAX_COLUMNS, MAX_TEXT, Grid, check_size
from curriculum.data.report import ReadError
from curriculum.data.stamps import serial_dates
from curriculum.data.values import Cell, Share

BROKEN = "The Excel file is damaged: open it in your spreadsheet and save it again."

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_TAG = re.compile(r"<(?:\w{1,20}:)?(col|mergeCell)\b([^<>]{0,500})>")
_ATTR = re.compile(r'([\w:]+)="([^"<]*)"')
_ENTITY = re.compile(r"&(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_MAX_MERGED = 20_000


class Values:
    """What the text of a cell stands for.

    Parameters
    ----------
    strings : list of str
        The workbook's shared texts.
    styles : list of str
        For each cell style "date", "percent" or "".
    system : int
        1900 or 1904.
    """

    def __init__(self, strings: list[str], styles: list[str], system: int) -> None:
        self.system = system
        self._strings, self._styles = strings, styles

    def all(self, texts: Sequence[str], kind: str, style: str) -> list[Cell]:
        """What texts stand for in cells of one kind and style.

        Parameters
        ----------
        texts : sequence of str
        kind : str
            "s" for a place among the shared texts, "n" for a number, "b", "d", or another for
            the text itself.
        style : str
            A place among the styles, or "".
        """
        if kind == "s":
            return [self._strings[int(text)] for text in texts]
        if kind == "n":
            numbers = [*map(float, texts)]
            place = int(style or 0)
            form = self._styles[place] if style and 0 <= place < len(self._styles) else ""
            if form == "percent":
                return [Share(number) for number in numbers]
            if form == "date":
                dates = serial_dates(np.array(numbers), self.system).tolist()
                return [_dated(d, n) for d, n in zip(dates, numbers, strict=True)]
            return [*numbers]
        if kind == "b":
            return ["yes" if text == "1" else "no" for text in texts]
        if kind == "d":
            return [datetime.fromisoformat(text).replace(tzinfo=None) for text in texts]
        return [text[:MAX_TEXT] for text in texts]


def _dated(date: datetime | None, number: float) -> Cell:
    """A date, or a clock time where the number has no days."""
    if date is None:
        return number
    if number >= 1:
        return date
    return f"{date:%H:%M}" if date.second == 0 else f"{date:%H:%M:%S}"


def around(grid: Grid, xml: str) -> None:
    """Note the hidden columns and merged cells that are told before and after the rows."""
    for found in _TAG.finditer(xml):
        _note(grid, found[1], dict(_ATTR.findall(found[2])))


def _note(grid: Grid, tag: str, attrs: dict[str, str]) -> None:
    if tag == "col" and attrs.get("hidden") in ("1", "true"):
        low, high = int(attrs.get("min", 1)), int(attrs.get("max", 1))
        grid.hidden_columns.update(range(max(low, 1) - 1, min(high, MAX_COLUMNS)))
    elif tag == "mergeCell" and (found := _RANGE.fullmatch(attrs.get("ref", ""))):
        top, left = int(found[2]), column_place(found[1])
        bottom, right = int(found[4] or top), column_place(found[3] or found[1])
        grid.merged.append((top, left, bottom, right))
        if len(grid.merged) > _MAX_MERGED:
            raise ReadError("Too many cells are merged: unmerge them, and save again.")


class Cells:
    """Gathers a worksheet's cells into a grid.

    Parameters
    ----------
    values : Values
        What a cell's text stands for.
    """

    def __init__(self, values: Values) -> None:
        self._grid = Grid([], np.empty(0, np.intp), system=values.system)
        self._values = values
        self._rows: list[list[Cell]] = []
        self._numbers: list[int] = []
        self._row: list[Cell] = []
        self._pieces: list[str] = []
        self._number = self._count = 0
        self._column = -1
        self._kind = self._style = ""
        self._formula = self._valued = self._taking = False

    def grid(self) -> Grid:
        """Everything gathered."""
        width = max(map(len, self._rows), default=0)
        check_size(len(self._rows), width, len(self._rows) * width)
        self._grid.numbers = np.array(self._numbers, np.intp)
        if (np.diff(self._grid.numbers) <= 0).any():
            raise ReadError(BROKEN)
        self._grid.columns = [Coded.of(column) for column in zip_longest(*self._rows)]
        return self._grid

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._kind, self._style = attrs.get("t", "n"), attrs.get("s", "")
            letters = attrs.get("r", "").rstrip("0123456789")
            self._column = column_place(letters) if letters else self._column + 1
            self._formula = self._valued = False
            self._pieces.clear()
        elif tag == "v" or (tag == "t" and self._kind == "inlineStr"):
            self._taking = self._valued = True
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._kind = "phonetic"
        elif tag == "row":
            self._number = int(attrs.get("r", self._number + 1))
            self._row, self._column = [], -1
            if attrs.get("hidden") in ("1", "true"):
                self._grid.hidden_rows.add(self._number)
        else:
            _note(self._grid, tag, attrs)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "rPh":
            self._kind = "inlineStr"
        elif tag == "c":
            text = "".join(self._pieces)
            if self._valued and text:
                self._count += 1
                check_size(len(self._rows), self._column + 1, self._count)
                row = self._row
                row.extend([None] * (self._column + 1 - len(row)))
                row[self._column] = self._values.all([text], self._kind, self._style)[0]
            elif self._formula and self._kind != "str":
                self._grid.unsaved.append(self._number)
        elif tag == "row" and self._row:
            check_size(len(self._rows) + 1, 0, self._count)
            self._rows.append(self._row)
            self._numbers.append(self._number)

    def text(self, data: str) -> None:
        """Characters inside an element."""
        if self._taking:
            self._pieces.append(data)


def unescaped(texts: Sequence[str]) -> list[str]:
    """Texts of the XML as they are read."""
    return [_ENTITY.sub(_sign, text) if "&" in text else text for text in texts]


def _sign(match: re.Match[str]) -> str:
    code = match[1]
    if not code.startswith("#"):
        return _ENTITIES[code]
    return chr(int(code[2:], 16) if code[1] == "x" else int(code[1:]))


def column_place(letters: str) -> int:
    """The position of column "A", "B", ..., "AA": 0, 1, ..., 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    if not 0 < place <= 16_384:
        raise ReadError(BROKEN)
    return place - 1


def column_letters(place: int) -> str:
    """The letters of the column at a position: 0 is "A"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
