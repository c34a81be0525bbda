"""Schools without any true difference, year after year: a league table out of nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import uniforms
from curriculum.simulate.school import school_names

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LeagueYears:
    """What a league table is made from.

    Attributes
    ----------
    names : tuple of str
    met, students : int arrays (years, schools)
    rate : float
        Truth: the one rate that all schools share.
    """

    names: tuple[str, ...]
    met: Ints
    students: Ints
    rate: float


def simulate_league(
    seed: int,
    *,
    schools: int = 24,
    years: int = 5,
    rate: float = 0.46,
    smallest: int = 25,
    largest: int = 160,
) -> LeagueYears:
    """Years of results of schools of different size, all with the same true rate.

    Parameters
    ----------
    seed, schools, years : int
    rate : float
        Chance with which any student at any school meets the mark.
    smallest, largest : int
        Students tested per school and year, drawn once and kept.

    Raises
    ------
    ValueError
        For fewer than six schools or two years, or impossible sizes.
    """
    if schools < 6 or years < 2 or not 1 <= smallest <= largest or not 0.0 < rate < 1.0:
        raise ValueError("Ask for at least six schools and two years, each school with students.")
    one = range(1)
    u = uniforms(seed, one, schools, "league sizes")[0]
    size = np.rint(smallest * (largest / smallest) ** u).astype(np.int64)
    met = np.empty((years, schools), dtype=np.int64)
    for year in range(years):
        for at, n in enumerate(size):
            luck = uniforms(seed, one, int(n), f"league {year} {at}")[0]
            met[year, at] = np.count_nonzero(luck < rate)
    return LeagueYears(school_names(schools), met, np.tile(size, (years, 1)), rate)
