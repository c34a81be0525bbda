"""A column as codes into its different cells: what is true of a cell is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from curriculum.data.looked import Looked, look_all
from curriculum.data.stamps import Codes, Mask
from curriculum.data.values import Cell


class Coded:
    """One column of a table.

    Parameters
    ----------
    codes : int array
        For each row which of ``cells`` it holds.
    cells : list of Cell
        All different; some may stand in no row.
    """

    __slots__ = ("_seen", "cells", "codes")

    def __init__(self, codes: Codes, cells: list[Cell]) -> None:
        self.codes, self.cells = codes, cells
        self._seen: Looked | None = None

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Coded:
        """The column that holds these cells, one a row."""
        index: dict[Cell, int] = {}
        # Each cell's code is at first the row where it came first: no Python for a single row.
        rows = np.fromiter(map(index.setdefault, cells, count()), np.intp, len(cells))
        code = np.empty(len(cells), np.intp)
        code[np.fromiter(index.values(), np.intp, len(index))] = np.arange(len(index))
        return cls(code[rows], list(index))

    @classmethod
    def placed(cls, height: int, rows: Codes, cells: Coded) -> Coded:
        """A column of some height with ``cells`` in some rows and nothing in all others."""
        codes = np.zeros(height, np.intp)
        codes[rows] = cells.codes + 1
        return cls(codes, [None, *cells.cells]).merged()

    @classmethod
    def joined(cls, columns: Sequence[Coded]) -> list[Coded]:
        """The same columns with one common list of different cells."""
        every = cls.of([*chain.from_iterable(column.cells for column in columns)])
        ends = np.cumsum([0, *(len(column.cells) for column in columns)])
        return [
            cls(every.codes[start : start + len(column.cells)][column.codes], every.cells)
            for start, column in zip(ends, columns, strict=False)
        ]

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> Cell:
        return self.cells[int(self.codes[row])]

    def take(self, rows: Mask | Codes | slice) -> Coded:
        """Only some rows."""
        fewer = Coded(self.codes[rows], self.cells)
        fewer._seen = self._seen
        return fewer

    def merged(self) -> Coded:
        """The same column, with cells that are equal held once."""
        if len(set(self.cells)) == len(self.cells):
            return self
        once = Coded.of(self.cells)
        return Coded(once.codes[self.codes], once.cells)

    def first(self) -> Codes:
        """For each of ``cells`` the first row that holds it; the number of rows where none does."""
        first = np.full(len(self.cells), len(self), np.intp)
        # Of several values for one place the last is kept: backward, so the first row.
        first[self.codes[::-1]] = np.arange(len(self) - 1, -1, -1)
        return first

    def settled(self) -> Coded:
        """The same column with only cells that stand in a row, in the order they come."""
        first = self.first()
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(self))]
        code = np.empty(len(self.cells), np.intp)
        code[order] = np.arange(len(order))
        settled = Coded(code[self.codes], [self.cells[place] for place in order.tolist()])
        settled._seen = None if self._seen is None else self._seen.take(order)
        return settled

    def where(self, cell: Cell) -> Mask:
        """Which rows hold a cell."""
        place = self.cells.index(cell) if cell in self.cells else -1
        found: Mask = self.codes == place
        return found

    @property
    def seen(self) -> Looked:
        """What each of ``cells`` may mean."""
        if self._seen is None:
            self._seen = look_all(self.cells)
        return self._seen

    def blank(self) -> Mask:
        """For each row whether nothing is in its cell."""
        found = np.zeros(len(self.cells), np.bool_)
        for place in np.flatnonzero(self.seen.of("missing")).tolist():
            found[place] = blank(self.cells[place])
        return found[self.codes]


def blank(cell: Cell) -> bool:
    """Whether nothing is in a cell."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


_FEW = 4  # so few different numbers are found one by one


def factorized(numbers: NDArray[np.uint64]) -> tuple[Codes, Codes]:
    """Each number's place among the different ones, and where each of those came first."""
    codes = np.full(len(numbers), -1, np.intp)
    first: list[int] = []
    left = np.ones(len(numbers), np.bool_)
    while len(first) < _FEW:
        place = int(left.argmax())
        if not left[place]:
            return codes, np.array(first, np.intp)
        same = numbers == numbers[place]
        codes[same] = len(first)
        left &= ~same
        first.append(place)
    order = np.argsort(numbers)
    in_order = numbers[order]
    begins = np.ones(len(numbers), np.bool_)
    begins[1:] = in_order[1:] != in_order[:-1]
    earliest = np.minimum.reduceat(order, np.flatnonzero(begins))
    rank = np.argsort(earliest)
    code = np.empty(len(rank), np.intp)
    code[rank] = np.arange(len(rank))
    codes[order] = code[np.cumsum(begins) - 1]
    return codes, earliest[rank]
