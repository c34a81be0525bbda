"""Hide small groups in a table of counts *of* counts, so that no rate can be worked out.

A table of rates is two tables of people: those who met the mark and those who did not. A group is
shown with all its numbers or with none. Hidden at first: groups below the floor, and small groups
in which all or none met it (that tells what each of them did). Then further groups are hidden
until the attacker of :mod:`curriculum.data.attack`, who adds up everything that is shown, cannot
pin a protected group's size down to a range narrower than the floor, nor the number who met the
mark or did not to fewer than three values.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from curriculum.data.attack import equations, spread, widths, with_totals
from curriculum.data.suppress import FLOOR

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Place = tuple[int, ...]

#: All-or-none groups are small below this many floors (with a floor of 11: under 55 people).
ALL_OR_NONE_FLOORS = 5
#: Fewest values that must stay possible for how many met the mark, less one.
OUTCOME_WIDTH = 2
#: Cells that are looked at; a larger table is a data base, not a table to read.
MOST_CELLS = 600


def effective_floor(floor: int) -> int:
    """The floor that holds: a district may set a stricter one, never a laxer one.

    Raises
    ------
    ValueError
        If the floor is below :data:`curriculum.data.suppress.FLOOR`.
    """
    if floor < FLOOR:
        raise ValueError(
            f"Groups of fewer than {FLOOR} are never shown; "
            f"a district may set a higher number, not a lower one."
        )
    return floor


def protected(n: Ints, met: Ints, floor: int = FLOOR) -> Bools:
    """Groups that must not be shown for their own sake.

    Parameters
    ----------
    n, met : int arrays of one shape
        People, and those who met the mark.
    floor : int

    Returns
    -------
    bool array
        Below the floor (but not empty), or small with all or none.
    """
    small = (n > 0) & (n < floor)
    extreme = (n > 0) & (n < ALL_OR_NONE_FLOORS * floor) & ((met == 0) | (met == n))
    return np.asarray(small | extreme)


def suppress_rates(n: Ints, met: Ints, floor: int = FLOOR) -> Bools:
    """Which places of a table of rates, with totals, are not shown.

    Parameters
    ----------
    n, met : int arrays of one or more dimensions
        People in each combination and those of them who met the mark, without totals.
    floor : int
        At least 11.

    Returns
    -------
    bool array
        Of the shape of ``with_totals(n)``. Everything is hidden where even the grand total must
        be; otherwise the grand total is shown.

    Raises
    ------
    ValueError
        For impossible counts, a floor below 11, or a table that is too large.
    """
    floor = effective_floor(floor)
    people = np.asarray(n, dtype=np.int64)
    reached = np.asarray(met, dtype=np.int64)
    if people.shape != reached.shape or people.ndim == 0 or people.size == 0:
        raise ValueError("Each group needs a count of people and a count of those who met it.")
    if (reached < 0).any() or (reached > people).any():
        raise ValueError("A group has more people who met the mark than people.")
    if people.size > MOST_CELLS:
        raise ValueError(
            f"This makes {people.size:,} combinations, too many to protect and to read: "
            "choose fewer ways of grouping."
        )
    totals, met_totals = with_totals(people), with_totals(reached)
    watch = protected(totals, met_totals, floor)
    grand = tuple(size - 1 for size in totals.shape)
    if totals[grand] < floor or watch[grand]:
        return np.ones(totals.shape, dtype=np.bool_)
    return _complement(totals, met_totals, watch, floor)


def exposed(n: Ints, met: Ints, hidden: Bools, watch: Bools, floor: int = FLOOR) -> Bools:
    """Which of the watched groups an attacker can pin down, from all that is shown.

    Parameters
    ----------
    n, met : int arrays
        With totals.
    hidden, watch : bool arrays of their shape
    floor : int

    Returns
    -------
    bool array
    """
    if not (hidden & watch).any():
        return watch & ~hidden
    grand = tuple(size - 1 for size in n.shape)
    # Where nobody at all met it (or everybody), the grand total has told so already.
    need_yes = min(OUTCOME_WIDTH, int(met[grand]))
    need_no = min(OUTCOME_WIDTH, int((n - met)[grand]))

    def pinned_down(yes: Ints, no: Ints) -> Bools:
        # Widths may be "no bound"; their sum must not wrap around.
        size = np.minimum(yes, 10**9) + np.minimum(no, 10**9)
        return np.asarray((size < floor) | (yes < need_yes) | (no < need_no))

    parts = (met, n - met)
    # The two tables are independent, and the solver runs beside Python: two cores, half the time.
    with ThreadPoolExecutor(2) as at_once:
        unsure = watch & hidden & pinned_down(*at_once.map(spread, parts, (hidden, hidden)))
        if unsure.any():
            both = (hidden, hidden), (unsure, unsure)
            unsure = unsure & pinned_down(*at_once.map(widths, parts, *both))
    return np.asarray(unsure | (watch & ~hidden))


def _complement(n: Ints, met: Ints, watch: Bools, floor: int) -> Bools:
    hidden = watch.copy()
    grand = tuple(size - 1 for size in n.shape)
    sums = [[*terms, total] for total, terms in equations(n.shape)]
    by_place: dict[Place, list[list[Place]]] = {}
    for places in sums:
        for place in places:
            by_place.setdefault(place, []).append(places)
    while True:
        _alone(n, hidden, sums, grand)
        open_to = exposed(n, met, hidden, watch, floor)
        if not open_to.any():
            return hidden
        for place in map(tuple, np.argwhere(open_to)):
            done = [_hide_one(place, places, n, hidden, grand) for places in by_place[place]]
            if not any(done):
                hidden[:] = True
                hidden[grand] = False
                return hidden


def _alone(n: Ints, hidden: Bools, sums: list[list[Place]], grand: Place) -> None:
    """A number hidden alone in a sum is no secret: hide another, before any program is solved."""
    again = True
    while again:
        again = False
        for places in sums:
            gone = [place for place in places if hidden[place]]
            if len(gone) == 1:
                again |= _hide_one(gone[0], places, n, hidden, grand)


def _hide_one(place: Place, places: list[Place], n: Ints, hidden: Bools, grand: Place) -> bool:
    """Hide the smallest further group of a sum, its total last, empty ones and the grand never."""
    *terms, total = places
    others = [p for p in terms if p != place and not hidden[p] and n[p] > 0]
    if not others and total not in (place, grand) and not hidden[total]:
        others = [total]
    if not others:
        return False
    hidden[min(others, key=lambda p: (int(n[p]), p))] = True
    return True
