"""One column's cells, looked at once, and what was decided about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.data.coded import Coded
from curriculum.data.looked import KINDS
from curriculum.data.people import judge
from curriculum.data.report import Column, Question, rows_text
from curriculum.data.stamps import Codes, Mask, serial_dates

DAYS = ("date", "order", "day", "month")
VOID = ("missing", "error", "formula", "hidden")


@dataclass
class Decision:
    """A column as understood, and its data for the frame.

    ``data`` holds (name, type, values) with type "date", "count", "number" or "text"; ``groups``
    which group each row belongs to, for a column of groups.
    """

    column: Column
    data: list[tuple[str, str, NDArray[Any]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    week: bool = False
    groups: Codes | None = None


class RawColumn:
    """One column's different cells, looked at once.

    Parameters
    ----------
    name : str
    cells : Coded
    numbers : int array
        Rows in the file.

    Attributes
    ----------
    cells : list of Cell
        The different ones, in the order they come. Every mask and every array of values that
        speaks of the column has one entry for each of these.
    counts : int array
        How many rows hold each.
    seen : Looked
        What each may mean.
    """

    def __init__(self, name: str, cells: Coded, numbers: Codes) -> None:
        once = cells.settled()
        self.name, self.cells, self.codes, self.numbers = name, once.cells, once.codes, numbers
        self.seen = once.seen
        self.counts = np.bincount(once.codes, minlength=len(once.cells))
        self.verdict = judge(name, self.cells, self.counts)

    def turn_serials(self, system: int) -> None:
        """Read plain numbers as a spreadsheet's serial dates."""
        numbers = self.seen.of("number")
        self.seen.when[numbers] = serial_dates(self.seen.a[numbers], system)
        self.seen.put(np.flatnonzero(numbers), "date")
        self.__dict__.pop("tally", None)

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many rows are of each kind."""
        found = np.bincount(self.seen.kind, weights=self.counts, minlength=len(KINDS))
        return dict(zip(KINDS, found.astype(int).tolist(), strict=True))

    @cached_property
    def held(self) -> int:
        """How many rows have a value."""
        return len(self.codes) - sum(self.tally[kind] for kind in VOID)

    def share(self, *kinds: str) -> float:
        """Share of the cells with a value that may be of these kinds."""
        return sum(self.tally[kind] for kind in kinds) / self.held if self.held else 0.0

    def rows(self, cells: Mask) -> str:
        """The rows that hold one of these cells, in words."""
        return rows_text(self.numbers[cells[self.codes]].tolist())

    def chosen(self, cells: Mask) -> list[Any]:
        """These cells."""
        return [self.cells[place] for place in np.flatnonzero(cells).tolist()]

    def signs(self) -> set[str]:
        """Decimal signs that the column's numbers prove: "." or ","."""
        if self.verdict.drop:
            return set()
        numbers = self.seen.of("number", "percent")
        point, comma = ~np.isnan(self.seen.a[numbers]), ~np.isnan(self.seen.b[numbers])
        proved = ((".", point & ~comma), (",", comma & ~point))
        return {sign for sign, where in proved if where.any()}


@dataclass(frozen=True)
class Context:
    """What the file as a whole says.

    Attributes
    ----------
    sign : str
        Its decimal sign, if a column proves it.
    system : int
        Its date system.
    dated : bool
        Whether a heading speaks of dates or weeks.
    """

    sign: str
    system: int
    answers: Mapping[str, str]
    today: date
    dated: bool = False


def built(
    column: RawColumn, kind: str, said: str, data: Sequence[tuple[str, str, NDArray[Any]]]
) -> Decision:
    """A decision from (name, type, value of each cell) for each column of the frame."""
    filled = [(name, form, values[column.codes]) for name, form, values in data]
    decision = Decision(Column(column.name, kind, said, tuple(name for name, _, _ in data)), filled)
    if kind == "group":
        decision.groups = Coded.of(data[0][2].tolist()).codes[column.codes]
    return decision
