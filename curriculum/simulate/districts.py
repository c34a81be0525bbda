"""Districts of unequal size for a funnel, and counts with Simpson's paradox on demand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, inverse_normal, normals, uniforms
from curriculum.simulate.school import school_names

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Districts:
    """Districts of very different size, for a funnel.

    Attributes
    ----------
    names : tuple of str
    met, students : int arrays (districts,)
        Students who met the mark, and students tested.
    share_disadvantaged : float array (districts,)
    true_rate : float array (districts,)
    special : bool array (districts,)
        Truth: something really different is going on here.
    spread : float
        Truth: standard deviation of the other districts' true rates on the log-odds scale.
    """

    names: tuple[str, ...]
    met: Ints
    students: Ints
    share_disadvantaged: Floats
    true_rate: Floats
    special: Bools
    spread: float


def simulate_districts(
    seed: int,
    districts: int = 60,
    *,
    rate: float = 0.42,
    median_size: int = 900,
    sd_log_size: float = 1.5,
    spread: float = 0.0,
    special: int = 2,
    shift: float = 0.5,
) -> Districts:
    """Districts with one common rate, a few of them really different.

    Parameters
    ----------
    seed, districts : int
    rate : float
        Common rate.
    median_size : int
    sd_log_size : float
        Sizes are log-normal, from 20 to 60,000: in California a few districts are a hundred times
        as large as most.
    spread : float
        Over-dispersion: SD of true rates on the log-odds scale; at 0, all differences but the
        special ones are chance.
    special : int
        Districts that get ``shift`` more or less on the log-odds scale, in turn; chosen among
        the larger half, where it could be seen.
    """
    if districts < 4 or not 0 <= special <= districts // 2 or not 0.0 < rate < 1.0:
        raise ValueError("Ask for at least four districts, half of them special at most.")
    one = range(1)
    z = normals(seed, one, districts, "district size")[0]
    students = np.rint(np.clip(median_size * np.exp(sd_log_size * z), 20, 60_000)).astype(np.int64)
    poor = 0.15 + 0.75 * uniforms(seed, one, districts, "district poverty")[0]
    odds = np.log(rate / (1.0 - rate)) + spread * normals(seed, one, districts, "district own")[0]
    larger = np.argsort(-students, kind="stable")[: districts // 2]
    pick = larger[np.argsort(uniforms(seed, one, larger.size, "special")[0])[:special]]
    flags = np.zeros(districts, dtype=np.bool_)
    flags[pick] = True
    odds[pick] += shift * np.where(np.arange(special) % 2 == 0, 1.0, -1.0)
    true = 1.0 / (1.0 + np.exp(-odds))
    met = [
        int(np.count_nonzero(uniforms(seed, one, int(n), f"district {at}")[0] < true[at]))
        for at, n in enumerate(students)
    ]
    names = tuple(f"District {at + 1} (fictional)" for at in range(districts))
    return Districts(names, np.array(met, dtype=np.int64), students, poor, true, flags, spread)


@dataclass(frozen=True, slots=True)
class Disaggregation:
    """Counts by school and group, with or without Simpson's paradox in them.

    Attributes
    ----------
    schools, groups : tuple of str
    students, met : int arrays (schools, 2)
    paradox : bool
        Whether it was planted: the first group has the higher rate in every school and the lower
        one in all schools together.
    """

    schools: tuple[str, ...]
    groups: tuple[str, str]
    students: Ints
    met: Ints
    paradox: bool

    @property
    def rates(self) -> Floats:
        """Rate of each group in each school (schools, 2)."""
        return np.asarray(self.met / self.students)

    @property
    def overall(self) -> Floats:
        """Rate of each group in all schools together (2,)."""
        return np.asarray(self.met.sum(axis=0) / self.students.sum(axis=0))

    @property
    def is_paradox(self) -> bool:
        """Whether the counts show it."""
        ahead = self.rates[:, 0] > self.rates[:, 1]
        return bool(ahead.all() and self.overall[0] < self.overall[1])


def simulate_groups(
    seed: int,
    *,
    paradox: bool = True,
    schools: int = 5,
    groups: tuple[str, str] = (
        "socioeconomically disadvantaged students",
        "students not socioeconomically disadvantaged",
    ),
) -> Disaggregation:
    """Counts of students who met a mark, by school and group.

    In every school the first group's true rate is 5 points higher. With ``paradox``, it is
    enrolled where all rates are low (because of what those schools are given), so that all
    together it comes out lower; without, it is enrolled evenly and stays ahead. What was promised
    holds in the counts, not only in the true rates: chance is drawn again, at a smaller share of
    its size each time, until it does.

    Raises
    ------
    ValueError
        If there are fewer than two schools, or more than 40.
    """
    if not 2 <= schools <= 40:
        raise ValueError("Simpson's paradox needs from 2 to 40 schools.")
    base = np.linspace(0.3, 0.65, schools)
    rate = np.stack([base + 0.05, base], axis=1)
    tilt = np.linspace(0.85, 0.15, schools) if paradox else np.full(schools, 0.5)
    size = 180.0 + 80.0 * uniforms(seed, range(1), schools, "school size")[0]
    students = np.rint(np.stack([size * tilt, size * (1.0 - tilt)], axis=1)).astype(np.int64)
    names = school_names(schools)
    sd = np.sqrt(rate * (1.0 - rate) / students)
    for attempt in range(21):
        u = uniforms(seed, range(attempt, attempt + 1), 2 * schools, "chance")[0]
        noise = (1.0 - attempt / 20.0) * sd * inverse_normal(u).reshape(schools, 2)
        met = np.rint(students * np.clip(rate + noise, 0.01, 0.99)).astype(np.int64)
        found = Disaggregation(names, groups, students, met, paradox)
        kept = found.is_paradox if paradox else found.overall[0] > found.overall[1]
        if kept:
            return found
    raise AssertionError("the true rates themselves do not show what was planted")
