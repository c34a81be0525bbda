"""One column's cells, looked at once, and what was decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from curriculum.data.people import judge
from curriculum.data.report import Column, Question, rows_text
from curriculum.data.values import Cell, Seen, look

DAYS = ("date", "order", "day", "month")
VOID = ("missing", "error", "formula", "hidden")


@dataclass
class Decision:
    """A column as understood, and its data for the frame.

    ``data`` holds (name, type, values) with type "date", "count", "number" or "text".
    """

    column: Column
    data: list[tuple[str, str, list[object]]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    week: bool = False


class RawColumn:
    """One column's different cells, looked at once.

    Parameters
    ----------
    name : str
    cells : sequence of Cell
    numbers : sequence of int
        Rows in the file.
    """

    def __init__(self, name: str, cells: Sequence[Cell], numbers: Sequence[int]) -> None:
        self.name, self.cells, self.numbers = name, cells, numbers
        self.counts: Counter[Cell] = Counter(cells)
        self.verdict = judge(name, self.counts)

    @cached_property
    def seen(self) -> dict[Cell, Seen]:
        """What each different cell may mean."""
        return {cell: look(cell) for cell in self.counts}

    @cached_property
    def tally(self) -> Counter[str]:
        """How many rows are of each kind."""
        tally: Counter[str] = Counter()
        for cell, count in self.counts.items():
            tally[self.seen[cell].kind] += count
        return tally

    @cached_property
    def held(self) -> int:
        """How many rows have a value."""
        return len(self.cells) - sum(self.tally[kind] for kind in VOID)

    def share(self, *kinds: str) -> float:
        """Share of the cells with a value that may be of these kinds."""
        return sum(self.tally[kind] for kind in kinds) / self.held if self.held else 0.0

    def rows(self, cells: set[Cell]) -> str:
        """The rows that hold one of these cells, in words."""
        found = [row for cell, row in zip(self.cells, self.numbers, strict=True) if cell in cells]
        return rows_text(found)

    def signs(self) -> set[str]:
        """Decimal signs that the column's numbers prove: "." or ","."""
        found: set[str] = set()
        if self.verdict.drop:
            return found
        for seen in self.seen.values():
            if seen.kind in ("number", "percent"):
                point, comma = seen.value
                if comma is None and point is not None:
                    found.add(".")
                if point is None and comma is not None:
                    found.add(",")
        return found


@dataclass(frozen=True)
class Context:
    """What the file as a whole says: its decimal sign if proved, its date system."""

    sign: str
    system: int
    answers: Mapping[str, str]
    today: date


def built(
    column: RawColumn, kind: str, said: str, data: Sequence[tuple[str, str, Mapping[Cell, object]]]
) -> Decision:
    """A decision from (name, type, value of each cell) for each column of the frame."""
    filled = [(name, form, [values.get(c) for c in column.cells]) for name, form, values in data]
    return Decision(Column(column.name, kind, said, tuple(name for name, _, _ in data)), filled)
