"""Rules for non-random patterns in a series, for one series or thousands at once.

Two rule sets are first-class. *Anhøj*: an unusually long run on one side of the center line, or
unusually few crossings of it (Anhøj & Olesen 2014, doi:10.1371/journal.pone.0113825; the limits
are Schilling's and Chen's). *IHI*: a shift of six or more points on one side, or a trend of five or
more points all rising or all falling (Perla, Provost & Murray 2011, doi:10.1136/bmjqs.2009.037895).

Every function takes arrays whose last axis is time; the axes before it are series. Missing points
are NaN, so series of unequal length are padded with NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

#: Points this close to the center line (relative) lie on it: a mean of 24 times 92.4 is one unit
#: in the last place off 92.4, and must not put every point "below" the line.
ON_THE_LINE = 1e-12

#: The same as a share of the largest value in the series, for lines close to 0.
ROUNDING = 1e-14

SHIFT_POINTS = 6
TREND_POINTS = 5


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs analysis of each series (arrays have the shape of the series axes).

    Attributes
    ----------
    n_obs : int array
        Included points, missing ones too.
    n_useful : int array
        Included points that are not missing and not on the center line.
    longest_run, longest_run_max : int array
        Longest run on one side, and the longest that chance readily gives
        (round(log2 n_useful) + 3). -1 where there is no useful point.
    n_crossings, n_crossings_min : int array
        Crossings of the center line, and the fewest that chance readily gives (5 % quantile of
        Binomial(n_useful - 1, 1/2)). -1 where there is no useful point.
    signal : bool array
        Longest run above its limit or crossings below theirs.
    """

    n_obs: Ints
    n_useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    n_crossings: Ints
    n_crossings_min: Ints
    signal: Bools


@lru_cache(maxsize=8)
def _limits(size: int) -> tuple[Ints, Ints]:
    from scipy.stats import binom

    n = np.arange(size + 1)
    longest = np.full(size + 1, -1, dtype=np.int64)
    longest[1:] = np.rint(np.log2(n[1:])).astype(np.int64) + 3
    crossings = np.full(size + 1, -1, dtype=np.int64)
    crossings[1:] = binom.ppf(0.05, np.maximum(n[1:] - 1, 0), 0.5).astype(np.int64)
    crossings[1] = 0
    return longest, crossings


def run_limits(n_useful: Any) -> tuple[Ints, Ints]:
    """Limits for the longest run and the crossings.

    Parameters
    ----------
    n_useful : int or array of int
        Useful points.

    Returns
    -------
    longest_run_max, crossings_min : int arrays of the same shape
        round(log2 n) + 3 and the 5 % quantile of Binomial(n - 1, 1/2); -1 where n is 0.
    """
    n = np.asarray(n_useful, dtype=np.int64)
    size = int(n.max(initial=1))
    longest, crossings = _limits(max(64, 1 << (size - 1).bit_length()))
    return longest[n], crossings[n]


def rounding(y: Floats) -> Floats:
    """What a mean of each series may be off by rounding, shape (..., 1).

    Where values of both signs cancel, a mean that is 0 comes out as 1e-17, and no share of it is
    large enough to call 0 "on the line"; the size of the values is.
    """
    size = np.where(np.isnan(y), 0.0, np.abs(y))
    return np.asarray(ROUNDING * size.max(axis=-1, keepdims=True, initial=0.0))


def sides(y: Floats, center: Floats, include: Bools | None = None) -> NDArray[np.int8]:
    """On which side of the center each point lies.

    Parameters
    ----------
    y, center : float arrays, broadcastable
    include : bool array, optional
        Points to look at; others count as on the line.

    Returns
    -------
    int8 array
        1 above, -1 below, 0 on the line, missing or not included.
    """
    y, center = np.broadcast_arrays(y, center)
    gap = y - center
    near = np.abs(gap) <= ON_THE_LINE * np.maximum(np.abs(y), np.abs(center)) + rounding(y)
    side = np.sign(np.where(near | np.isnan(gap), 0.0, gap)).astype(np.int8)
    return side if include is None else np.where(include, side, np.int8(0))


def runs(y: Floats, center: Floats, include: Bools | None = None) -> Runs:
    """Runs analysis (Anhøj rules) of one series or many.

    Parameters
    ----------
    y : float array (..., points)
    center : float array, broadcastable to y
    include : bool array like y, optional

    Returns
    -------
    Runs
    """
    y = np.asarray(y, dtype=np.float64)
    side = sides(y, center, include)
    packed = _packed(side)
    useful = np.count_nonzero(side, axis=-1).astype(np.int64)
    change = (packed[..., 1:] * packed[..., :-1]) == -1
    crossings = np.count_nonzero(change, axis=-1).astype(np.int64)
    longest = np.zeros(useful.shape, dtype=np.int64)
    current = np.zeros(useful.shape, dtype=np.int64)
    previous = np.zeros(useful.shape, dtype=np.int8)
    for column in range(packed.shape[-1]):
        here = packed[..., column]
        current = np.where(here == previous, current + 1, 1) * (here != 0)
        np.maximum(longest, current, out=longest)
        previous = here
    longest_max, crossings_min = run_limits(useful)
    none = useful == 0
    n_obs = (
        np.full(useful.shape, y.shape[-1], dtype=np.int64)
        if include is None
        else np.count_nonzero(np.broadcast_to(include, y.shape), axis=-1).astype(np.int64)
    )
    signal = ~none & ((longest > longest_max) | (crossings < crossings_min))
    return Runs(
        n_obs=n_obs,
        n_useful=useful,
        longest_run=np.where(none, -1, longest),
        longest_run_max=longest_max,
        n_crossings=np.where(none, -1, crossings),
        n_crossings_min=crossings_min,
        signal=signal,
    )


def _packed(side: NDArray[np.int8]) -> NDArray[np.int8]:
    """Useful points first, in their order, zeros after them."""
    order = np.argsort(side == 0, axis=-1, kind="stable")
    return np.take_along_axis(side, order, axis=-1)


def shift_points(
    y: Floats, center: Floats, include: Bools | None = None, at_least: int = SHIFT_POINTS
) -> Bools:
    """Points that belong to a shift: ``at_least`` or more useful points on one side.

    Points on the center line neither break a run nor count toward it.

    Returns
    -------
    bool array like y
        True at the useful points of each such run.
    """
    y = np.asarray(y, dtype=np.float64)
    side = sides(y, center, include)
    return _long_runs(side, at_least)


def _long_runs(side: NDArray[np.int8], at_least: int) -> Bools:
    """Where nonzero marks stand in runs of one sign at least so long (zeros are passed over)."""
    ahead = _run_so_far(side)
    behind = _run_so_far(side[..., ::-1])[..., ::-1]
    return np.asarray((side != 0) & (ahead + behind - 1 >= at_least))


def _run_so_far(side: NDArray[np.int8]) -> Ints:
    out = np.zeros(side.shape, dtype=np.int64)
    current = np.zeros(side.shape[:-1], dtype=np.int64)
    last = np.zeros(side.shape[:-1], dtype=np.int8)
    for column in range(side.shape[-1]):
        here = side[..., column]
        useful = here != 0
        current = np.where(useful, np.where(here == last, current + 1, 1), current)
        last = np.where(useful, here, last)
        out[..., column] = np.where(useful, current, 0)
    return out


def trends(y: Floats, include: Bools | None = None, at_least: int = TREND_POINTS) -> list[Ints]:
    """Trends in one series: ``at_least`` or more points all rising or all falling.

    Equal neighbors are counted once; missing points are passed over.

    Parameters
    ----------
    y : float array (points,)

    Returns
    -------
    list of int arrays
        0-based indexes of the points of each trend, ties inside it included; a trend begins at
        the last of several equal points and ends at its last step.
    """
    y = np.asarray(y, dtype=np.float64)
    keep = ~np.isnan(y) if include is None else ~np.isnan(y) & include
    index = np.flatnonzero(keep)
    found: list[Ints] = []
    if index.size < 2:
        return found
    step = np.sign(np.diff(y[index])).astype(np.int64)
    moves = np.flatnonzero(step)
    start = 0
    while start < moves.size:
        stop = start
        while stop + 1 < moves.size and step[moves[stop + 1]] == step[moves[start]]:
            stop += 1
        if stop - start + 2 >= at_least:
            found.append(index[moves[start] : moves[stop] + 2])
        start = stop + 1
    return found


def any_trend(y: Floats, include: Bools | None = None, at_least: int = TREND_POINTS) -> Bools:
    """Whether each series holds a trend (the vectorized face of :func:`trends`)."""
    y = np.asarray(y, dtype=np.float64)
    kept = np.isnan(y) if include is None else np.isnan(y) | ~include
    order = np.argsort(kept, axis=-1, kind="stable")
    packed = np.take_along_axis(np.where(kept, np.nan, y), order, axis=-1)
    step = np.sign(np.nan_to_num(np.diff(packed, axis=-1))).astype(np.int8)
    if step.shape[-1] == 0:
        return np.zeros(y.shape[:-1], dtype=np.bool_)
    longest = _run_so_far(step).max(axis=-1)
    return np.asarray(longest + 1 >= at_least)
