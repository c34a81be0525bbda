"""The cells of one worksheet, read with arrays where its XML is as spreadsheets write it.

What stands between two signs ``<`` is found for a million bytes at once. Anything out of the
ordinary (comments, entities, a document type, formatted text in a cell, tags in an odd order) is
left to the event reader of :mod:`curriculum.data.cells`, which understands all of it, slowly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from curriculum.data.cells import Values, around, unescaped
from curriculum.data.coded import Coded
from curriculum.data.reading import Grid, check_size
from curriculum.data.shared import unprefixed
from curriculum.data.slices import PAD, Slices, by_place
from curriculum.data.stamps import Codes
from curriculum.data.values import Cell

CHUNK = 1_000_000  # bytes looked at together
_LONGEST = 4_000_000  # a longer row would take too much memory
_ENCODED = re.compile(rb"""<\?xml[^>]*encoding=["'](?!utf-8["'])""", re.IGNORECASE)
_ATTRS = re.compile(r"""(?:\s+[\w:]+="[^"<>&]*")*\s*/?""")
_ATTR = re.compile(r"""([\w:]+)="([^"]*)\"""")


class NotPlainError(Exception):
    """The XML is not as spreadsheets usually write it."""


@dataclass
class _Found:
    """Cells with a value: for each its row (counted from 0), column, attributes and text."""

    row: list[Codes] = field(default_factory=list)
    place: list[Codes] = field(default_factory=list)
    form: list[Codes] = field(default_factory=list)
    start: list[Codes] = field(default_factory=list)
    end: list[Codes] = field(default_factory=list)
    numbers: list[Codes] = field(default_factory=list)
    rows: int = 0
    width: int = 0


class Sheet:
    """One worksheet's XML.

    Parameters
    ----------
    data : bytes
    values : Values
        What a cell's text stands for.
    """

    def __init__(self, data: bytes, values: Values) -> None:
        self._slices, self._values = Slices(unprefixed(data)), values
        self._data, self._buffer = self._slices.data, self._slices.buffer
        self._escapes = b"&" in self._data
        self._forms: dict[str, int] = {}
        self._found = _Found()
        self.grid = Grid([], np.empty(0, np.intp), system=values.system)

    def read(self) -> Grid:
        """The sheet's cells.

        Raises
        ------
        NotPlainError
            It must be read event by event.
        """
        data = self._data
        opening, closing = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
        if opening < 0 or closing < opening or _ENCODED.match(data[:200]):
            raise NotPlainError
        before, after = data[:opening], data[closing:-PAD]
        if b"<!" in before or b"<!" in after:
            raise NotPlainError
        at = opening + len(b"<sheetData>")
        while at < closing:
            stop = data.find(b"</row>", min(at + CHUNK, closing), closing)
            stop = closing if stop < 0 else stop + len(b"</row>")
            if stop - at > _LONGEST:
                raise NotPlainError
            self._chunk(at, stop)
            at = stop
        around(self.grid, (before + after).decode())
        self._columns()
        return self.grid

    def _chunk(self, at: int, stop: int) -> None:
        buffer = self._buffer
        opens, closes = _tags(buffer[at:stop], at)
        first, second = buffer[opens + 1], buffer[opens + 2]
        bare = (second == ord(" ")) | (second == ord(">")) | (second == ord("/"))
        cell = bare & (first == ord("c"))
        row = (first == ord("r")) & (second == ord("o"))
        value = bare & ((first == ord("v")) | (first == ord("t")))
        formula = bare & (first == ord("f"))
        ending = first == ord("/")
        inline = (first == ord("i")) & (second == ord("s"))
        if not (cell | row | value | formula | ending | inline).all():
            raise NotPlainError
        alone = buffer[closes - 1] == ord("/")
        for what, sign in ((cell, "c"), (row, "r")):
            if np.count_nonzero(what & ~alone) != np.count_nonzero(ending & (second == ord(sign))):
                raise NotPlainError
        numbers, digits = self._rows(opens[row], closes[row])
        cells = np.cumsum(cell)  # how many begin up to each tag
        begin = cells[row]
        if len(cells) and cells[-1] and (not len(begin) or begin[0]):
            raise NotPlainError
        of_row = np.repeat(np.arange(len(begin)), np.diff(begin, append=cells[-1:]))
        place, form = self._cells(opens[cell], closes[cell], digits[of_row])
        # Where each text starts and ends, and the cell that it is in.
        held = np.flatnonzero(value & ~alone)
        if len(held) and (held[-1] + 1 == len(opens) or not ending[held + 1].all()):
            raise NotPlainError
        owner, start, end = cells[held] - 1, closes[held] + 1, opens[held + 1]
        some = end > start
        owner, start, end = owner[some], start[some], end[some]
        if len(owner) and (owner[0] < 0 or (np.diff(owner) <= 0).any()):
            raise NotPlainError
        row_of, place_of = of_row[owner], place[owner]
        if ((np.diff(row_of) == 0) & (np.diff(place_of) <= 0)).any():
            raise NotPlainError
        if formula.any():
            self._unsaved(cells[formula] - 1, owner, form, numbers[of_row])
        self._keep(numbers, row_of, place_of, form[owner], start, end)

    def _rows(self, opens: Codes, closes: Codes) -> tuple[Codes, Codes]:
        """Each row's number, and how many digits it has."""
        self._expect(opens, b'<row r="')
        numbers, digits = np.zeros(len(opens), np.intp), np.zeros(len(opens), np.intp)
        going = np.ones(len(opens), np.bool_)
        for step in range(8):
            sign = self._buffer[opens + 8 + step] - np.uint8(ord("0"))
            going &= sign < 10
            numbers = np.where(going, numbers * 10 + sign, numbers)
            digits += going
        quote = opens + 8 + digits
        self._expect(quote, b'"')
        attrs = self._attrs(quote + 1, closes)
        hidden = [dict(_ATTR.findall(str(cell))).get("hidden") for cell in attrs.cells]
        hides = np.array([found in ("1", "true") for found in hidden], np.bool_)
        self.grid.hidden_rows.update(numbers[hides[attrs.codes]].tolist())
        if (np.diff(numbers) <= 0).any():
            raise NotPlainError
        return numbers, digits

    def _attrs(self, starts: Codes, ends: Codes) -> Coded:
        """The attributes of tags, as they are written."""
        attrs = self._slices.texts(starts, ends)
        if not all(_ATTRS.fullmatch(str(cell)) for cell in attrs.cells):
            raise NotPlainError
        return attrs

    def _cells(self, opens: Codes, closes: Codes, digits: Codes) -> tuple[Codes, Codes]:
        """Each cell's column, and its other attributes (places in ``_forms``)."""
        self._expect(opens, b'<c r="')
        place, letters = np.zeros(len(opens), np.intp), np.zeros(len(opens), np.intp)
        going = np.ones(len(opens), np.bool_)
        for step in range(3):
            sign = self._buffer[opens + 6 + step] - np.uint8(ord("A"))
            going &= sign < 26
            place = np.where(going, place * 26 + sign + 1, place)
            letters += going
        quote = opens + 6 + letters + digits
        self._expect(quote, b'"')
        if (letters == 0).any() or (place > 16_384).any():
            raise NotPlainError
        attrs = self._attrs(quote + 1, closes)
        forms = [self._forms.setdefault(str(cell), len(self._forms)) for cell in attrs.cells]
        return place - 1, np.array(forms, np.intp)[attrs.codes]

    def _expect(self, at: Codes, signs: bytes) -> None:
        if not self._slices.stands(at, signs):
            raise NotPlainError

    def _unsaved(self, formulas: Codes, owners: Codes, form: Codes, rows: Codes) -> None:
        """Remember formulas without a stored result."""
        # An empty text is a result.
        worded = np.array([self._kind(attrs)[0] == "str" for attrs in self._forms], np.bool_)
        without = np.zeros(len(form), np.bool_)
        without[formulas] = True
        without[owners] = False
        self.grid.unsaved += rows[without & ~worded[form]].tolist()

    def _keep(
        self, numbers: Codes, row: Codes, place: Codes, form: Codes, start: Codes, end: Codes
    ) -> None:
        """Keep the cells with a value, and the rows that have one."""
        found = self._found
        if not len(row):
            return
        some = np.zeros(len(numbers), np.bool_)
        some[row] = True
        found.numbers.append(numbers[some])
        found.row.append((np.cumsum(some) - 1 + found.rows)[row])
        found.place.append(place)
        found.form.append(form)
        found.start.append(start)
        found.end.append(end)
        found.rows += int(some.sum())
        found.width = max(found.width, int(place.max()) + 1)
        check_size(found.rows, found.width, found.rows * found.width)

    @staticmethod
    def _kind(attrs: str) -> tuple[str, str]:
        given = dict(_ATTR.findall(attrs))
        return given.get("t", "n"), given.get("s", "")

    def _columns(self) -> None:
        found = self._found
        if not found.rows:
            return
        self.grid.numbers = np.concatenate(found.numbers)
        if (np.diff(self.grid.numbers) <= 0).any():
            raise NotPlainError
        row, place, form = map(np.concatenate, (found.row, found.place, found.form))
        start, end = np.concatenate(found.start), np.concatenate(found.end)
        kinds = [self._kind(attrs) for attrs in self._forms]
        for held in by_place(place):
            codes = np.zeros(found.rows, np.intp)
            cells: list[Cell] = [None]
            for number in np.flatnonzero(np.bincount(form[held])).tolist():
                these = held[form[held] == number]
                some = self._slices.texts(start[these], end[these])
                codes[row[these]] = some.codes + len(cells)
                written = cast(list[str], some.cells)
                if self._escapes:
                    written = unescaped(written)
                cells += self._values.all(written, *kinds[number])
            self.grid.columns.append(Coded(codes, cells).merged())


def _tags(piece: NDArray[np.uint8], at: int) -> tuple[Codes, Codes]:
    """Where each tag opens and closes."""
    signs = np.flatnonzero((piece & 0xFD) == ord("<"))  # < and > differ in one bit
    opening = piece[signs] == ord("<")
    if len(signs) % 2 or not (opening[::2].all() and not opening[1::2].any()):
        # A sign > may stand in a text: a tag closes at the first after its start.
        kept = opening.copy()
        kept[1:] |= opening[:-1]
        signs, opening = signs[kept], opening[kept]
        if len(signs) % 2 or not opening[::2].all() or opening[1::2].any():
            raise NotPlainError
    signs += at
    return signs[::2], signs[1::2]
