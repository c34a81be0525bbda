"""Hide small groups in a table, and enough else that they cannot be worked out.

*Primary*: a number of people above zero and below the floor (11 unless a district is stricter) is
hidden. *Complementary*: further numbers are hidden until the attacker of
:mod:`curriculum.data.attack`, who knows every shown number and that people are counted in whole
numbers, cannot pin any small number down to a range narrower than the floor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curriculum.data.attack import Bounds, attack, equations, pinned, with_totals

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FLOOR = 11


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table that may be shown.

    Attributes
    ----------
    table : int array
        With totals, the true numbers (never show these where ``hidden``).
    hidden : bool array
        What is not shown.
    primary : bool array
        What is hidden because it is small itself.
    floor : int
    """

    table: Ints
    hidden: Bools
    primary: Bools
    floor: int

    def shown(self) -> list[int | None]:
        """The table row by row, None where hidden (for export)."""
        return [
            None if gone else int(value)
            for value, gone in zip(self.table.ravel(), self.hidden.ravel(), strict=True)
        ]

    def attacked(self) -> Bounds:
        """What the attacker can still say of every number."""
        return attack(self.table, self.hidden)

    @property
    def safe(self) -> bool:
        """Whether no small number can be pinned down to a range below the floor."""
        return not (self.primary & (self.attacked().width < self.floor)).any()


def suppress(cells: Ints, floor: int = FLOOR) -> Suppressed:
    """Hide small groups of a table of counts and what would give them away.

    Parameters
    ----------
    cells : int array of one or two dimensions, or more
        People in each combination, without totals.
    floor : int
        Smallest number that is shown; at least 2.

    Returns
    -------
    Suppressed
        ``safe`` is True: if nothing else helps, totals are hidden too.

    Raises
    ------
    ValueError
        For negative counts or a floor below 2.
    """
    counts = np.asarray(cells, dtype=np.int64)
    if counts.size == 0 or counts.ndim == 0:
        raise ValueError("There is no table to look at.")
    if (counts < 0).any():
        raise ValueError("A table of people has no number below zero.")
    if floor < 2:
        raise ValueError("The floor is at least 2; 11 is usual.")
    table = with_totals(counts)
    primary = (table > 0) & (table < floor)
    hidden = primary.copy()
    sums = _by_place(table.shape)
    while True:
        _partners(table, hidden, sums)
        exposed = pinned(table, hidden, primary, floor)
        if not exposed.any():
            return Suppressed(table, hidden, primary, floor)
        for place in np.argwhere(exposed):
            _hide_beside(tuple(place), table, hidden, sums)


Sums = dict[tuple[int, ...], list[list[tuple[int, ...]]]]


def _by_place(shape: tuple[int, ...]) -> Sums:
    """For each number, the sums that it stands in (all their places, the total last)."""
    found: Sums = {}
    for total, terms in equations(shape):
        places = [*terms, total]
        for place in places:
            found.setdefault(place, []).append(places)
    return found


def _partners(table: Ints, hidden: Bools, sums: Sums) -> None:
    """A number hidden alone in a sum is no secret: hide the cheapest one beside it.

    Cells before totals; where only zeros are left, the attacker decides.
    """
    again = True
    while again:
        again = False
        for place in map(tuple, np.argwhere(hidden)):
            for places in sums[place]:
                if sum(bool(hidden[p]) for p in places) > 1:
                    continue
                *terms, total = places
                others = [p for p in terms if p != place and table[p] > 0]
                if others:
                    hidden[min(others, key=lambda p: (int(table[p]), p))] = True
                    again = True
                elif total != place:
                    hidden[total] = again = True


def _hide_beside(place: tuple[int, ...], table: Ints, hidden: Bools, sums: Sums) -> None:
    """Hide the cheapest further number in each sum that the exposed one stands in.

    Cheapest is the smallest number that is not zero (a hidden zero protects nothing that the
    attacker does not allow for, and reads as if there were someone), cells before totals.
    """
    done = False
    for places in sums[place]:
        *terms, total = places
        others = [p for p in terms if p != place and not hidden[p] and table[p] > 0]
        if not others and total != place and not hidden[total]:
            others = [total]
        if others:
            hidden[min(others, key=lambda p: (int(table[p]), p))] = True
            done = True
    if not done:
        # Only zeros are left beside it: hide them too, then everything.
        rest = [p for places in sums[place] for p in places if not hidden[p]]
        if rest:
            for p in rest:
                hidden[p] = True
        else:
            hidden[:] = True
