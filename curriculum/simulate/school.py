"""Schools: growth percentiles from student records, and the achievement x growth quadrant.

Everything is drawn with known truth: what a school adds to growth, and what is only who enrolls
there and the luck of a year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, normals, uniforms

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Scale of the scores: mean and standard deviation of all students.
SCALE_MEAN, SCALE_SD = 2500.0, 100.0
#: Each student is compared with about this many others whose last score was nearest.
PEERS = 400
#: How much of last year's standing lasts, and reliability of one year's score (assumed; state
#: tests report reliabilities of about .9).
LASTING, RELIABILITY = 0.85, 0.9

_FIRST = ("Alder", "Bishop", "Canyon", "Delta", "Elm", "Fern", "Granite", "Hill", "Iris", "Juniper")
_SECOND = ("Creek", "Street", "Park", "Road")


@dataclass(frozen=True, slots=True)
class Records:
    """Student records of two years, one entry per student.

    Attributes
    ----------
    school : int array
        Index of the school.
    disadvantaged : bool array
        Socioeconomically disadvantaged, as the state counts it.
    prior, score : float arrays
        Scale scores of last year and this year.
    """

    school: Ints
    disadvantaged: Bools
    prior: Floats
    score: Floats


@dataclass(frozen=True, slots=True)
class Schools:
    """Schools of a network with their students' records, and what is really different.

    Attributes
    ----------
    names : tuple of str
    students : int array (schools,)
    share_disadvantaged : float array (schools,)
    records, next_year : Records
        Two cohorts; nothing is done between them.
    adds : float array (schools,)
        Truth: what each school adds to a student's score in a year, in scale points.
    """

    names: tuple[str, ...]
    students: Ints
    share_disadvantaged: Floats
    records: Records
    next_year: Records
    adds: Floats

    def achievement(self, records: Records | None = None) -> Floats:
        """Mean score of each school's students."""
        of = self.records if records is None else records
        return _mean_by(of.school, of.score, len(self.names))

    def growth(self, records: Records | None = None, *, adjusted: bool = False) -> Floats:
        """Mean growth percentile of each school's students.

        Parameters
        ----------
        records : Records, optional
            This year's by default.
        adjusted : bool
            Compare students only with those of the same socioeconomic status. It makes schools
            with many disadvantaged students look better and takes for granted that such students
            grow less: show it beside the unadjusted one, never instead.
        """
        of = self.records if records is None else records
        strata = of.disadvantaged.astype(np.int64) if adjusted else None
        percentile = growth_percentiles(of.prior, of.score, strata)
        return _mean_by(of.school, percentile, len(self.names))

    def quadrant(self, records: Records | None = None, *, adjusted: bool = False) -> list[str]:
        """Each school's place: "high achievement, low growth" and so on, split at the medians."""
        high = self.achievement(records)
        fast = self.growth(records, adjusted=adjusted)
        words = (("low", "high")[int(flag)] for flag in high >= np.median(high))
        return [
            f"{word} achievement, {('low', 'high')[int(flag)]} growth"
            for word, flag in zip(words, fast >= np.median(fast), strict=True)
        ]


def growth_percentiles(prior: Floats, score: Floats, strata: Ints | None = None) -> Floats:
    """How each student's score compares with those of students who started alike.

    Each score is put beside what is expected after such a prior score (a straight line through
    all students). The percentile is the share of peers (students whose prior score was nearest,
    about :data:`PEERS` of them) who are further below it, half of the equal ones counted in. This
    is the idea of student growth percentiles (Betebenner 2009,
    doi:10.1111/j.1745-3992.2009.00161.x) with neighbors in place of quantile regression.

    Parameters
    ----------
    prior, score : float arrays (students,)
    strata : int array (students,), optional
        Compare within each of these only.

    Returns
    -------
    float array (students,)
        Above 0 and below 100; the mean over all students is about 50.

    Raises
    ------
    ValueError
        If the arrays differ in length or hold missing scores.
    """
    prior, score = np.asarray(prior, dtype=np.float64), np.asarray(score, dtype=np.float64)
    if prior.shape != score.shape or prior.ndim != 1:
        raise ValueError("Growth percentiles need one prior score and one score per student.")
    if not (np.isfinite(prior).all() and np.isfinite(score).all()):
        raise ValueError("Growth percentiles need both scores of every student.")
    if strata is None:
        return _percentiles(prior, score)
    out = np.empty(prior.shape)
    for stratum in np.unique(strata):
        here = strata == stratum
        out[here] = _percentiles(prior[here], score[here])
    return out


def _percentiles(prior: Floats, score: Floats) -> Floats:
    if prior.size == 0:
        return np.empty(0)
    width = min(PEERS + 1, prior.size)
    order = np.argsort(prior, kind="stable")
    centered = prior - prior.mean()
    slope = float((centered * score).sum() / max(float((centered**2).sum()), 1e-12))
    # Nine decimals: equal scores after equal priors stay equal, and ranks do not hang on last bits.
    ordered = np.round(score - slope * centered, 9)[order]
    windows = sliding_window_view(ordered, width)
    start = np.clip(np.arange(prior.size) - width // 2, 0, prior.size - width)
    out = np.empty(prior.size)
    for first in range(0, prior.size, 2000):  # bounded memory
        rows = slice(first, first + 2000)
        peers, own = windows[start[rows]], ordered[rows, None]
        lower = np.count_nonzero(peers < own, axis=1)
        equal = np.count_nonzero(peers == own, axis=1)
        out[order[rows]] = 100.0 * (lower + 0.5 * equal) / width
    return out


def simulate_schools(
    seed: int,
    schools: int = 40,
    *,
    smallest: int = 40,
    largest: int = 400,
    sd_adds: float = 10.0,
    sd_year: float = 6.0,
    opportunity: float = -8.0,
) -> Schools:
    """Schools whose students differ in where they start, and schools that add more or less.

    score = mean + lasting·(prior - mean) + school's addition + its luck of the year
            + opportunity·disadvantaged + noise,
    both scores with measurement error; where a school's students start has its luck of the year,
    too. Luck does not last: schools that were chosen because they were low rise without help.

    Parameters
    ----------
    seed, schools : int
    smallest, largest : int
        Tested students per school, spread evenly on the log scale.
    sd_adds : float
        Standard deviation of what schools add in a year, in scale points (students' SD is 100).
    sd_year : float
        Standard deviation of a school's luck of one year in what is added; twice this in where
        its students start.
    opportunity : float
        Scale points a year that disadvantaged students are denied, wherever they are enrolled.

    Raises
    ------
    ValueError
        If there are fewer than four schools, or sizes are impossible.
    """
    if schools < 4 or not 1 <= smallest <= largest:
        raise ValueError("A quadrant needs at least four schools, each with students.")
    one = range(1)
    sizes = np.exp(np.linspace(np.log(smallest), np.log(largest), schools))
    order = np.argsort(uniforms(seed, one, schools, "sizes")[0])
    students = np.rint(sizes[order]).astype(np.int64)
    share = 0.1 + 0.8 * uniforms(seed, one, schools, "disadvantaged")[0]
    adds = sd_adds * normals(seed, one, schools, "adds")[0]
    adds -= adds.mean()
    start = -90.0 * (share - 0.5) + 15.0 * normals(seed, one, schools, "start")[0]
    years = []
    for year in ("year 1", "year 2"):
        luck = sd_year * normals(seed, one, 2 * schools, f"{year} luck")[0]
        place, added = start + 2.0 * luck[:schools], adds + luck[schools:]
        years.append(_cohort(seed, year, students, share, added, place, opportunity))
    names = school_names(schools)
    enrolled = _mean_by(years[0].school, years[0].disadvantaged.astype(np.float64), schools)
    return Schools(names, students, enrolled, years[0], years[1], adds)


def school_names(schools: int) -> tuple[str, ...]:
    """Invented names, each marked (fictional), no two the same."""
    found = []
    for at in range(schools):
        again = f" {at // 40 + 1}" if at >= 40 else ""
        found.append(f"{_FIRST[at % 10]} {_SECOND[at // 10 % 4]} School{again} (fictional)")
    return tuple(found)


def _cohort(
    seed: int,
    year: str,
    students: Ints,
    share: Floats,
    adds: Floats,
    start: Floats,
    opportunity: float,
) -> Records:
    school = np.repeat(np.arange(students.size), students)
    total, one = school.size, range(1)
    disadvantaged = uniforms(seed, one, total, f"{year} status")[0] < share[school]
    own = SCALE_SD * 0.85 * normals(seed, one, total, f"{year} own")[0]
    before = start[school] - 25.0 * disadvantaged + own
    error = SCALE_SD * np.sqrt(1.0 - RELIABILITY)
    change = SCALE_SD * 0.4 * normals(seed, one, total, f"{year} change")[0]
    after = LASTING * before + adds[school] + opportunity * disadvantaged + change
    seen = [
        np.rint(SCALE_MEAN + true + error * normals(seed, one, total, f"{year} {name}")[0])
        for name, true in (("prior", before), ("score", after))
    ]
    return Records(school.astype(np.int64), disadvantaged, seen[0], seen[1])


def _mean_by(index: Ints, values: Floats, size: int) -> Floats:
    count = np.bincount(index, minlength=size)
    return np.asarray(np.bincount(index, weights=values, minlength=size) / np.maximum(count, 1))
