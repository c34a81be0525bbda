"""A three-minute demonstration: a table that hides only its small cells gives them away.

Everything is a pure function of a table; the steps are plain sentences that a superintendent can
follow with a pencil. The table is invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curriculum.data.attack import LARGE, attack, equations, with_totals
from curriculum.data.suppress import FLOOR, suppress

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Place = tuple[int, ...]

#: What stands where a number is hidden.
STAR = "*"
ALL = "All"

#: Rows and columns of the demonstration (fictional), and its people.
SCHOOLS = (
    "Alder Creek (fictional)",
    "Bishop Street (fictional)",
    "Canyon Park (fictional)",
    "Delta Road (fictional)",
)
GROUPS = ("students in foster care", "students experiencing homelessness", "other students")
_CELLS = ((4, 26, 310), (17, 31, 402), (15, 7, 288), (19, 22, 356))


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table of people as it is published, totals included.

    Attributes
    ----------
    rows, columns : tuple of str
        Names, without the totals.
    table : int array (rows + 1, columns + 1)
        The true numbers: never show them where ``hidden``.
    hidden : bool array
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    table: Ints
    hidden: Bools

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What a reader sees: a heading line, then a line per row; hidden numbers are stars."""
        head = ("School", *self.columns, ALL)
        body = (
            (name, *(STAR if gone else f"{value:,}" for value, gone in zip(*pair, strict=True)))
            for name, *pair in zip((*self.rows, ALL), self.table, self.hidden, strict=True)
        )
        return (head, *body)

    def named(self, place: Place) -> str:
        """A number of the table in words."""
        row = (*self.rows, "all schools together")[place[0]]
        column = (*self.columns, "all students")[place[1]]
        return f"{column}, {row}"


@dataclass(frozen=True, slots=True)
class Step:
    """One hidden number worked out.

    Attributes
    ----------
    place : (row, column)
    value : int
    sentence : str
        The sum, in plain words.
    """

    place: tuple[int, int]
    value: int
    sentence: str


def demonstration() -> tuple[PublishedTable, PublishedTable]:
    """The same people published twice: hidden badly, and hidden well."""
    cells = np.array(_CELLS, dtype=np.int64)
    return (
        hide_small_only(cells, SCHOOLS, GROUPS),
        hide_well(cells, SCHOOLS, GROUPS),
    )


def hide_small_only(
    cells: Ints, rows: Sequence[str], columns: Sequence[str], floor: int = FLOOR
) -> PublishedTable:
    """What many reports do: a star wherever a number is below the floor, and nothing else."""
    table = with_totals(cells)
    return PublishedTable(tuple(rows), tuple(columns), table, (table > 0) & (table < floor))


def hide_well(
    cells: Ints, rows: Sequence[str], columns: Sequence[str], floor: int = FLOOR
) -> PublishedTable:
    """The same with complementary suppression: more stars, and nothing to be worked out."""
    found = suppress(cells, floor)
    return PublishedTable(tuple(rows), tuple(columns), found.table, found.hidden)


def recover(published: PublishedTable) -> tuple[Step, ...]:
    """Every hidden number that adding and subtracting gives away, one step each.

    Parameters
    ----------
    published : PublishedTable

    Returns
    -------
    tuple of Step
        In an order in which each follows from what is shown or already worked out; empty where
        the table resists.
    """
    hidden = published.hidden.copy()
    sums = equations(published.table.shape)
    steps: list[Step] = []
    again = True
    while again:
        again = False
        for total, terms in sums:
            gone = [place for place in (*terms, total) if hidden[place]]
            if len(gone) == 1:
                steps.append(_step(published, gone[0], total, terms))
                hidden[gone[0]] = False
                again = True
    return tuple(steps)


def _step(published: PublishedTable, place: Place, total: Place, terms: list[Place]) -> Step:
    table = published.table
    value = int(table[place])
    if place == total:
        parts = " + ".join(f"{int(table[one]):,}" for one in terms)
        worked = f"{parts} = {value:,}"
    else:
        others = [f"{int(table[one]):,}" for one in terms if one != place]
        worked = " − ".join((f"{int(table[total]):,}", *others)) + f" = {value:,}"
    line = "row" if place[0] == total[0] else "column"
    sentence = (
        f"Only one number of its {line} is hidden: {published.named(place)}. "
        f"The others stand there, so {worked}."
    )
    return Step((place[0], place[1]), value, sentence)


def resistance(published: PublishedTable, floor: int = FLOOR) -> tuple[str, ...]:
    """What an attacker who knows all that is shown can still say of every small number.

    Returns
    -------
    tuple of str
        One sentence per small number, with the smallest and the largest value that is possible.
    """
    bounds = attack(published.table, published.hidden)
    found = []
    for row, column in np.argwhere((published.table > 0) & (published.table < floor)):
        place = (int(row), int(column))
        low, high = int(bounds.lower[place]), int(bounds.upper[place])
        what = published.named(place)
        if low == high:
            found.append(f"{what}: exactly {low}. It is not hidden at all.")
        elif high >= LARGE:
            found.append(f"{what}: anything from {low} up.")
        else:
            found.append(f"{what}: anything from {low} to {high}.")
    return tuple(found)


def from_gap(comparison: str, percent: float, gap: float, n: int) -> tuple[str, ...]:
    """How a gap that is printed gives away the hidden rate, and the rate a count.

    Parameters
    ----------
    comparison : str
        Name of the comparison.
    percent : float
        Its rate, printed.
    gap : float
        Percentage points by which the hidden group is below it, printed.
    n : int
        Students of the hidden group, known from a class list or another report.

    Returns
    -------
    tuple of str
        Three sentences.
    """
    rate = percent - gap
    count = round(rate * n / 100.0)
    return (
        f"The rate is hidden, but the report says that {comparison} reached {percent:g}% and that "
        f"the gap is {gap:g} points.",
        f"{percent:g} − {gap:g} = {rate:g}: the hidden rate is {rate:g}%.",
        f"There are {n} students in the group, and {rate:g}% of {n} is {count}: "
        f"{count} met the mark and {n - count} did not. So gap and ratio are hidden as well.",
    )
