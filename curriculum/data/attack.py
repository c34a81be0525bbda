"""What a stranger can work out about the hidden cells of a published table.

A published table shows some cells and some totals. Everything that is hidden is a whole number of
people, zero or more, that adds up to what is shown. The attacker asks a linear program for the
smallest and the largest value that each hidden number can have (Fischetti & Salazar 2000,
doi:10.1287/mnsc.46.1.65.15131, call this the attacker problem).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

#: Stands for "no upper bound": nothing shown limits the number.
UNBOUNDED = int(np.iinfo(np.int64).max // 4)
#: No school system has this many people; a bound here means "no bound".
LARGE = 10_000_000
#: Variables in one call of the solver.
MOST_VARIABLES = 4_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Smallest and largest value of every number of a table with totals.

    Attributes
    ----------
    lower, upper : int arrays
        Shape of the table with totals; equal where a number is shown or can be worked out.
    """

    lower: Ints
    upper: Ints

    @property
    def width(self) -> Ints:
        """Largest minus smallest."""
        return self.upper - self.lower


def with_totals(cells: Ints) -> Ints:
    """The table with a total added at the end of every axis.

    Parameters
    ----------
    cells : int array of one or more dimensions

    Returns
    -------
    int array
        One longer along every axis; the last entry of an axis is the total over it.
    """
    out = np.asarray(cells, dtype=np.int64)
    for axis in range(out.ndim):
        out = np.concatenate([out, out.sum(axis=axis, keepdims=True)], axis=axis)
    return out


def equations(shape: tuple[int, ...]) -> list[tuple[tuple[int, ...], list[tuple[int, ...]]]]:
    """Every sum that a table with totals obeys: (place of the total, places of its terms)."""
    found = []
    for axis, length in enumerate(shape):
        rest = [range(size) for at, size in enumerate(shape) if at != axis]
        for place in np.ndindex(*(len(part) for part in rest)):
            key = list(place)
            terms = [(*key[:axis], at, *key[axis:]) for at in range(length - 1)]
            found.append(((*key[:axis], length - 1, *key[axis:]), terms))
    return found


def attack(table: Ints, hidden: Bools) -> Bounds:
    """Bounds on every hidden number, from all that is shown.

    Parameters
    ----------
    table : int array
        A table with totals (see :func:`with_totals`).
    hidden : bool array like table
        True where a number is not shown; totals may be hidden too.

    Returns
    -------
    Bounds

    Raises
    ------
    ValueError
        If the shapes differ or the shown numbers contradict each other.
    """
    values = np.asarray(table, dtype=np.int64)
    if hidden.shape != values.shape:
        raise ValueError("The table and its hidden places must have the same shape.")
    lower, upper = values.copy(), values.copy()
    places = [tuple(place) for place in np.argwhere(hidden)]
    column = {place: at for at, place in enumerate(places)}
    rows = _system(values, column)
    for members, indexes in _components(rows, len(places)):
        _solve(members, indexes, places, lower, upper)
    return Bounds(lower, upper)


Row = tuple[dict[int, int], int]


def _system(values: Ints, column: dict[tuple[int, ...], int]) -> list[Row]:
    """Equations among hidden numbers: coefficients by column, and the right-hand side."""
    rows = []
    for total, terms in equations(values.shape):
        right = 0
        parts: dict[int, int] = {}
        for place, sign in ((total, -1), *((term, 1) for term in terms)):
            if place in column:
                parts[column[place]] = sign
            else:
                right -= sign * int(values[place])
        if parts:
            rows.append((parts, right))
        elif right:
            raise ValueError("The shown numbers do not add up.")
    return rows


def _components(rows: list[Row], count: int) -> list[tuple[list[Row], list[int]]]:
    """Hidden numbers that share equations, apart: small programs instead of one large."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for parts, _ in rows:
        first, *others = parts
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[int, tuple[list[Row], list[int]]] = {}
    for at in range(count):
        groups.setdefault(root(at), ([], []))[1].append(at)
    for row in rows:
        groups[root(next(iter(row[0])))][0].append(row)
    return list(groups.values())


def _solve(
    rows: list[Row],
    indexes: list[int],
    places: list[tuple[int, ...]],
    lower: Ints,
    upper: Ints,
) -> None:
    low, high = _extremes(rows, indexes, indexes)
    for place, small, large in zip(indexes, low, high, strict=True):
        lower[places[place]], upper[places[place]] = small, large


def _extremes(
    rows: list[Row], indexes: list[int], wanted: list[int]
) -> tuple[list[int], list[int]]:
    """Smallest and largest value of each wanted number.

    Many small programs are solved as one block-diagonal program: the solver's start-up costs more
    than its work.
    """
    local = {at: place for place, at in enumerate(indexes)}
    asked = [(at, sign) for at in wanted for sign in (1, -1)]
    size = max(1, MOST_VARIABLES // len(indexes))
    values: list[int] = []
    for first in range(0, len(asked), size):
        part = asked[first : first + size]
        aim = np.zeros((len(part), len(indexes)))
        for row, (at, sign) in enumerate(part):
            aim[row, local[at]] = sign
        solved = _corners(rows, indexes, aim)
        for row, (at, sign) in enumerate(part):
            exact = solved[row, local[at]]
            value = np.ceil(exact - 1e-6) if sign > 0 else np.floor(exact + 1e-6)
            values.append(UNBOUNDED if value >= LARGE else int(value))
    return values[::2], values[1::2]


def _corners(rows: list[Row], indexes: list[int], aim: Floats) -> Floats:
    """The hidden numbers that make each aim (one a row) smallest, solved as one program."""
    from scipy.optimize import linprog
    from scipy.sparse import block_diag, csr_array

    local = {at: place for place, at in enumerate(indexes)}
    matrix = csr_array((max(len(rows), 1), len(indexes)))
    if rows:
        numbers, columns, signs = zip(
            *(
                (number, local[at], float(sign))
                for number, (parts, _) in enumerate(rows)
                for at, sign in parts.items()
            ),
            strict=True,
        )
        matrix = csr_array((signs, (numbers, columns)), shape=matrix.shape)
    right = np.zeros(matrix.shape[0])
    right[: len(rows)] = [value for _, value in rows]
    found = linprog(
        aim.ravel(),
        A_eq=block_diag([matrix] * len(aim), format="csr"),
        b_eq=np.tile(right, len(aim)),
        bounds=(0, LARGE),
        method="highs-ds",
    )
    if found.status != 0:
        raise ValueError("The shown numbers do not add up.")
    return np.asarray(found.x, dtype=np.float64).reshape(aim.shape)


def pinned(table: Ints, hidden: Bools, watch: Bools, width: int) -> Bools:
    """Which of the watched hidden numbers the attacker can pin to a range below ``width``.

    The same answer as :func:`attack`, without asking about the numbers that do not matter.

    Parameters
    ----------
    table, hidden : arrays
        As for :func:`attack`.
    watch : bool array like table
        Hidden numbers that matter.
    width : int

    Returns
    -------
    bool array like table
    """
    return np.asarray(hidden & watch & (widths(table, hidden, watch) < width))


def widths(table: Ints, hidden: Bools, watch: Bools) -> Ints:
    """Largest minus smallest possible value of each watched hidden number; 0 elsewhere.

    The widths of :func:`attack`, without asking about the numbers that do not matter.

    Parameters
    ----------
    table, hidden, watch : arrays
        As for :func:`pinned`.

    Returns
    -------
    int array like table
    """
    values = np.asarray(table, dtype=np.int64)
    out = np.zeros(values.shape, dtype=np.int64)
    places = [tuple(place) for place in np.argwhere(hidden)]
    column = {place: at for at, place in enumerate(places)}
    rows = _system(values, column)
    for members, indexes in _components(rows, len(places)):
        wanted = [at for at in indexes if watch[places[at]]]
        if wanted:
            low, high = _extremes(members, indexes, wanted)
            for at, small, large in zip(wanted, low, high, strict=True):
                out[places[at]] = large - small
    return out


def spread(table: Ints, hidden: Bools, rounds: int = 11) -> Ints:
    """A width that every hidden number is known to have at least; 0 elsewhere.

    A few tables that agree with all that is shown, each at a corner in a drawn direction: numbers
    that differ widely among them need no program of their own. Much quicker than :func:`widths`.

    Parameters
    ----------
    table, hidden : arrays
        As for :func:`attack`.
    rounds : int
        Directions; each is looked at both ways.

    Returns
    -------
    int array like table
        Never above the width of :func:`attack`.
    """
    values = np.asarray(table, dtype=np.int64)
    out = np.zeros(values.shape, dtype=np.int64)
    places = [tuple(place) for place in np.argwhere(hidden)]
    column = {place: at for at, place in enumerate(places)}
    toss = np.random.default_rng(1)
    for rows, members in _components(_system(values, column), len(places)):
        aim = toss.choice((-1.0, 1.0), (rounds, len(members)))
        aim[0] = 1.0
        solved = _corners(rows, members, np.concatenate([aim, -aim]))
        low = np.ceil(solved.min(axis=0) - 1e-6)
        high = np.minimum(np.floor(solved.max(axis=0) + 1e-6), LARGE)
        for at, wide in zip(members, np.maximum(high - low, 0), strict=True):
            out[places[at]] = int(wide)
    return out
