"""A league table over the years: how many of the bottom five stay, and what chance alone gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.charts.analysis import ChartError
from curriculum.charts.runs import Floats

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class League:
    """Ranks of schools over some years.

    Attributes
    ----------
    names : tuple of str
    rates : float array (years, schools)
    ranks : int array (years, schools)
        1 is the highest rate; equal rates in the order of the names.
    bottom : int
        How many the "bottom" are.
    """

    names: tuple[str, ...]
    rates: Floats
    ranks: Ints
    bottom: int

    @property
    def in_bottom(self) -> Bools:
        """Whether a school is among the bottom, (years, schools)."""
        return np.asarray(self.ranks > self.ranks.shape[1] - self.bottom)

    @property
    def stayed(self) -> tuple[int, ...]:
        """For each year but the first: how many of last year's bottom are in it again."""
        here = self.in_bottom
        return tuple(int(one) for one in (here[1:] & here[:-1]).sum(axis=1))

    @property
    def by_chance(self) -> float:
        """How many would stay on average if ranks were drawn by lot: bottom² / schools."""
        return float(self.bottom**2 / len(self.names))

    @property
    def ever_bottom(self) -> int:
        """How many schools were in the bottom at least once."""
        return int(self.in_bottom.any(axis=0).sum())

    @property
    def largest_climb(self) -> tuple[str, int, int]:
        """School, rank before and rank after of the largest rise within one year."""
        climb = self.ranks[:-1] - self.ranks[1:]
        year, school = np.unravel_index(int(np.argmax(climb)), climb.shape)
        before, after = self.ranks[year, school], self.ranks[year + 1, school]
        return self.names[school], int(before), int(after)

    def sentence(self) -> str:
        """What the years show, for a board."""
        stays = ", ".join(map(str, self.stayed))
        name, before, after = self.largest_climb
        return (
            f"Of the bottom {self.bottom} of {len(self.names)} schools, {stays} stayed there the "
            f"year after; drawing lots would keep {self.by_chance:.1f} on average. In "
            f"{len(self.ranks)} years {self.ever_bottom} schools were in the bottom "
            f"{self.bottom} at least once. {name} went from rank {before} to rank {after} in a "
            "year."
        )


def league(met: Any, students: Any, *, names: Sequence[str], bottom: int = 5) -> League:
    """Rank schools by their rate in each year.

    Parameters
    ----------
    met, students : int arrays (years, schools)
    names : sequence of str
    bottom : int

    Raises
    ------
    ChartError
        For fewer than two years, a zero denominator, or a bottom as large as the table.
    """
    count, n = np.asarray(met, dtype=np.float64), np.asarray(students, dtype=np.float64)
    if count.shape != n.shape or count.ndim != 2 or len(count) < 2:
        raise ChartError("A league table over time needs at least two years of all schools.")
    if (n <= 0).any():
        raise ChartError("A school without students has no rate and no rank.")
    if len(names) != count.shape[1]:
        raise ChartError("Each school needs one name.")
    if not 1 <= bottom < count.shape[1]:
        raise ChartError("The bottom must be smaller than the table.")
    rates = count / n
    order = np.argsort(-rates, axis=1, kind="stable")
    ranks = np.empty(order.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    return League(tuple(names), rates, ranks, bottom)
