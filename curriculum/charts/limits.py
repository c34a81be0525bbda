"""Center lines and control limits of the Shewhart charts, for one series or many.

Arrays have the shape (series, points); ``base`` marks the points that the limits come from. Each
function returns the center and one standard deviation per point; limits are center ± 3 of them
(and ± 2 for the inner lines). Formulas are those of Montgomery, *Introduction to Statistical
Quality Control*, and of Laney (2002) for the primed charts.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from curriculum.charts.runs import Bools, Floats

#: d2 for ranges of two points, as printed in tables and used by every chart package compared.
D2 = 1.128
#: D4 for ranges of two: a moving range above 3.267 times their mean is left out when screening.
D4 = 3.267


def nanmean(values: Floats, where: Bools) -> Floats:
    """Mean over the last axis of the chosen, non-missing values; NaN where there are none.

    The mean is refined once by the mean of the residuals, so that the mean of equal values is
    that value to the last bit (a constant 92.4 must not look like a signal).
    """
    ok = where & ~np.isnan(values)
    count = np.count_nonzero(ok, axis=-1)
    safe = np.maximum(count, 1)
    first = np.where(ok, values, 0.0).sum(axis=-1) / safe
    rest = np.where(ok, values - first[..., None], 0.0).sum(axis=-1) / safe
    return np.where(count > 0, first + rest, np.nan)


def nanmedian(values: Floats, where: Bools) -> Floats:
    """Median over the last axis of the chosen, non-missing values; NaN where there are none."""
    ok = where & ~np.isnan(values)
    count = np.count_nonzero(ok, axis=-1)
    ordered = np.sort(np.where(ok, values, np.inf), axis=-1)
    low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[..., None], axis=-1)[..., 0]
    high_at = np.minimum(count // 2, values.shape[-1] - 1)[..., None]
    high = np.take_along_axis(ordered, high_at, axis=-1)[..., 0]
    middle = np.where(low == high, low, (low + high) / 2)
    return np.where(count > 0, middle, np.nan)


def moving_range_mean(values: Floats, base: Bools, *, screen: bool) -> Floats:
    """Mean moving range of the chosen points, neighbors taken among them in order.

    Parameters
    ----------
    values : float array (..., points)
    base : bool array like values
        Points that count; points between them are passed over, missing ones break the chain.
    screen : bool
        Leave out, once, moving ranges of at least ``D4`` times their mean. Ranges that are all
        zero are kept: a constant series has a mean moving range of zero, not a missing one.

    Returns
    -------
    float array (...,)
        NaN where there is no range.
    """
    order = np.argsort(~base, axis=-1, kind="stable")
    packed = np.take_along_axis(np.where(base, values, np.nan), order, axis=-1)
    ranges = np.abs(np.diff(packed, axis=-1))
    if ranges.shape[-1] == 0:
        return np.full(values.shape[:-1], np.nan)
    every = np.ones(ranges.shape, dtype=np.bool_)
    mean = nanmean(ranges, every)
    if not screen:
        return mean
    kept = (ranges < D4 * mean[..., None]) | (mean[..., None] == 0)
    return nanmean(ranges, kept)


@lru_cache(maxsize=4)
def _c4_table(size: int) -> Floats:
    from scipy.special import gammaln

    n = np.arange(size + 1, dtype=np.float64)
    out = np.full(size + 1, np.nan)
    m = n[2:]
    out[2:] = np.sqrt(2.0 / (m - 1.0)) * np.exp(gammaln(m / 2.0) - gammaln((m - 1.0) / 2.0))
    return out


def c4(n: Floats) -> Floats:
    """The constant that makes the sample SD unbiased for normal data (exact, by gamma functions).

    Parameters
    ----------
    n : float array
        Subgroup sizes; NaN below 2.
    """
    sizes = np.nan_to_num(np.asarray(n, dtype=np.float64)).astype(np.int64)
    top = int(sizes.max(initial=2))
    return _c4_table(max(64, 1 << (top - 1).bit_length()))[sizes]


def ratio_center(y_sum: Floats, n: Floats, base: Bools) -> Floats:
    """Sum of counts over sum of denominators (not the mean of the ratios)."""
    ok = base & ~np.isnan(y_sum) & ~np.isnan(n)
    top = np.where(ok, y_sum, 0.0).sum(axis=-1)
    bottom = np.where(ok, n, 0.0).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)


def sigma_p(center: Floats, n: Floats) -> Floats:
    """SD of a proportion: sqrt(p (1 - p) / n); NaN where n is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        sd = np.sqrt(np.maximum(center * (1.0 - center), 0.0) / n)
    return np.where(n > 0, sd, np.nan)


def sigma_u(center: Floats, n: Floats) -> Floats:
    """SD of a rate: sqrt(u / n); NaN where n is 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        sd = np.sqrt(center / n)
    return np.where(n > 0, sd, np.nan)


def laney(y: Floats, center: Floats, sd: Floats, base: Bools, *, screen: bool) -> Floats:
    """Laney's sigma_z: mean moving range of the z-scores over 1.128 (doi:10.1081/QEN-120006555).

    Returns
    -------
    float array (...,)
        The factor by which the within-subgroup SD is stretched.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        z = (y - center) / sd
    z = np.where(np.isfinite(z), z, np.nan)
    return moving_range_mean(z, base, screen=screen) / D2
