"""Which further groups a page hides, so that nobody can work out those that are hidden.

What is computed from counts is protected already (`curriculum.data.suppress_rates`). A page may
also hold rows that were typed, left out or unhidden by hand; whoever reads it can add and subtract
them. So every page, picture and table is attacked once more before it is drawn, with no other
knowledge than what would stand on it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from curriculum.artifacts.disaggregation import (
    ALL_OR_NONE_FLOORS,
    Disaggregation,
    GroupNumbers,
    Which,
)
from curriculum.charts.gaps import EVERYONE
from curriculum.data.attack import attack, equations, spread

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Place = tuple[int, ...]
_ALL = frozenset({EVERYONE, "everyone", "all", "total", "totals", "all together", "the district"})
_BETWEEN = "·"
#: A full crossing that fits on a page has far fewer, with its totals and the rest of each list.
MOST_CELLS = 1000
_REST = ""


def plain(name: str) -> str:
    """A name as it is compared: capitals and blanks do not count."""
    return " ".join(name.lower().split())


def kept_back(made: Disaggregation) -> frozenset[str]:
    """Names (see `plain`) of the groups that no page tells a number of."""
    return _kept_back(made.groups, made.floor, plain(made.comparison))


@dataclass(frozen=True, slots=True)
class _Seen:
    """One row as a stranger reads it; no numbers where hidden."""

    name: str
    parts: tuple[str, ...]
    n: int | None
    met: int


@lru_cache(maxsize=64)
def _kept_back(groups: tuple[GroupNumbers, ...], floor: int, comparison: str) -> frozenset[str]:
    # What one measure hides is hidden in the other: both count the same people.
    gone = {plain(row.name) for row in groups if row.hidden}
    measures: tuple[Which, ...] = ("outcome", "opportunity")
    while True:
        before = len(gone)
        for which in measures:
            rows = [_seen(row, gone) for row in groups if row.measure == which]
            gone |= _further(rows, floor, comparison)
        if len(gone) == before:
            return frozenset(gone)


def _seen(row: GroupNumbers, gone: set[str]) -> _Seen:
    name = plain(row.name)
    parts = () if name in _ALL else tuple(plain(part) for part in row.name.split(_BETWEEN))
    if name in gone or row.n is None or row.percent is None:
        return _Seen(name, parts, None, 0)
    met = row.met if row.met is not None else round(row.n * row.percent / 100)
    return _Seen(name, parts, row.n, min(met, row.n))


def _further(rows: Sequence[_Seen], floor: int, comparison: str) -> set[str]:
    found: set[str] = set()
    singles = [row for row in rows if len(row.parts) == 1]
    hidden = [row for row in singles if row.n is None]
    told = any(not row.parts for row in rows)
    if comparison in _ALL and not told and len(hidden) == 1:
        # The rate of everyone can be read from each gap: as good as a total.
        found |= {row.name for row in _smallest(singles)}
    if _too_wide(rows):
        # Too many combinations to attack: then none of them is told.
        found |= {row.name for row in rows if len(row.parts) > 1}
        rows = [row for row in rows if len(row.parts) < 2]
    rows = [_without(row, found) for row in rows]
    while True:
        more = _open_to_sums(rows, floor)
        if not more:
            return found
        found |= more
        rows = [_without(row, found) for row in rows]


def _too_wide(rows: Sequence[_Seen]) -> bool:
    deep = [row.parts for row in rows if len(row.parts) > 1]
    depth = max((len(parts) for parts in deep), default=0)
    levels = [{parts[at] for parts in deep if len(parts) > at} for at in range(depth)]
    singles = sum(len(row.parts) == 1 for row in rows)
    cells = math.prod(len(axis) + 2 for axis in levels) * (1 + singles / 20) if depth else 0
    return depth > 3 or cells > MOST_CELLS


def _without(row: _Seen, gone: set[str]) -> _Seen:
    return _Seen(row.name, row.parts, None, 0) if row.name in gone else row


def _smallest(rows: Iterable[_Seen]) -> list[_Seen]:
    shown = [row for row in rows if row.n is not None and row.parts]
    return sorted(shown, key=lambda row: (row.n or 0, row.name))[:1]


def _open_to_sums(rows: Sequence[_Seen], floor: int) -> set[str]:
    """Names to hide next, because sums of what is shown give a protected group away."""
    table = _table(rows)
    if table is None:
        return set()
    n, met, state, names = table
    hidden = state != SHOWN
    if not hidden.any():
        return set()
    # What one sum tells needs no program; the programs are for what several tell together.
    given = _by_remainders(n, met, hidden, floor)
    if not given:
        # Read as a whole table, rows that stand nowhere are nobody; if that fits, it is so read.
        closed = _exposed(n, met, state == HIDDEN, floor)
        given = (_exposed(n, met, hidden, floor) or []) if closed is None else closed
    more: set[str] = set()
    for place in given:
        sums = [(total, *terms) for total, terms in equations(n.shape)]
        beside = {other for one in sums if place in one for other in one if not hidden[other]}
        if not any(names[other].name in more for other in beside if other in names):
            more |= {row.name for row in _smallest(names[one] for one in beside if one in names)}
    if given and not more:
        more = {row.name for row in rows if row.n is not None and row.parts}
    return more


SHOWN, HIDDEN, MISSING = 0, 1, 2


def _table(
    rows: Sequence[_Seen],
) -> tuple[Ints, Ints, NDArray[np.int8], dict[Place, _Seen]] | None:
    """The rows as a table with totals; None where no total stands beside its parts."""
    depth = max((len(row.parts) for row in rows), default=0)
    if depth == 0:
        return None
    levels: list[list[str]] = [[] for _ in range(depth)]
    for row in rows:
        if len(row.parts) == depth:
            for at, part in enumerate(row.parts):
                if part not in levels[at]:
                    levels[at].append(part)
    known = {part for axis in levels for part in axis}
    # A group that is crossed with nothing belongs beside the groups, which stand last.
    for row in rows:
        for part in row.parts:
            if part not in known:
                known.add(part)
                levels[_axis_for(rows, levels)].append(part)
    # Who stands in no row of a list is the rest of it.
    for axis in levels:
        axis.append(_REST)
    shape = tuple(len(axis) + 1 for axis in levels)
    n, met = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    state = np.full(shape, MISSING, dtype=np.int8)
    names: dict[Place, _Seen] = {}
    for row in rows:
        place = _place(row, levels)
        if place is None or place in names:
            continue
        names[place] = row
        state[place] = HIDDEN if row.n is None else SHOWN
        n[place], met[place] = row.n or 0, row.met
    # Totals that stand nowhere are unknown, not nobody.
    for place in np.ndindex(*shape):
        ends = [size - 1 - at for at, size in zip(place, shape, strict=True)]
        if state[place] == MISSING and 0 in ends and 1 not in ends:
            state[place] = HIDDEN
    return n, met, state, names


def _axis_for(rows: Sequence[_Seen], levels: list[list[str]]) -> int:
    """The attribute whose groups leave room for one more among everyone; the last if none."""
    whole = next((row.n for row in rows if not row.parts and row.n is not None), None)
    if whole is not None:
        for at in reversed(range(len(levels))):
            own = [row.n or 0 for row in rows if len(row.parts) == 1 and row.parts[0] in levels[at]]
            if sum(own) < whole:
                return at
    return len(levels) - 1


def _place(row: _Seen, levels: list[list[str]]) -> Place | None:
    place = [len(axis) for axis in levels]
    for part in row.parts:
        axis = next((at for at, axis in enumerate(levels) if part in axis), None)
        if axis is None or place[axis] != len(levels[axis]):
            return None
        place[axis] = levels[axis].index(part)
    return tuple(place)


def _exposed(n: Ints, met: Ints, hidden: Bools, floor: int) -> list[Place] | None:
    """Hidden places that a stranger can pin down; None where what is shown does not add up."""
    if not hidden.any():
        return [] if _adds_up(n) and _adds_up(met) else None
    try:
        wide = spread(met, hidden), spread(n - met, hidden)
        sure = (wide[0] > 0) & (wide[1] > 0) & (wide[0] + wide[1] >= floor)
        if not (hidden & ~sure).any():
            return []
        people = attack(n, hidden)
        yes, no = attack(met, hidden), attack(n - met, hidden)
    except ValueError:
        return None
    grand = tuple(size - 1 for size in n.shape)
    some = hidden[grand] or met[grand] > 0, hidden[grand] or (n - met)[grand] > 0
    low = np.maximum(people.lower, yes.lower + no.lower)
    high = np.minimum(people.upper, yes.upper + no.upper)
    small = (low < floor) & (high > 0) & (high - low < floor)
    alike = (high > 0) & (high < ALL_OR_NONE_FLOORS * floor)
    extreme = alike & ((some[0] & (yes.upper == 0)) | (some[1] & (no.upper == 0)))
    return [tuple(int(at) for at in place) for place in np.argwhere(hidden & (small | extreme))]


def _adds_up(values: Ints) -> bool:
    return all(
        values[total] == sum(values[term] for term in terms)
        for total, terms in equations(values.shape)
    )


def _by_remainders(n: Ints, met: Ints, hidden: Bools, floor: int) -> list[Place]:
    """Hidden places that a single sum gives away; needs no numbers that fit together."""
    found = []
    grand = tuple(size - 1 for size in n.shape)
    for total, terms in equations(n.shape):
        gone = [place for place in terms if hidden[place]]
        if hidden[total] or not gone:
            continue
        rest = int(n[total]) - sum(int(n[place]) for place in terms if not hidden[place])
        yes = int(met[total]) - sum(int(met[place]) for place in terms if not hidden[place])
        mixed = not hidden[grand] and 0 < met[grand] < n[grand]
        alike = mixed and rest < ALL_OR_NONE_FLOORS * floor and yes in (0, rest)
        if 0 < rest < floor or (rest > 0 and alike):
            found.append(gone[0])
    return found
