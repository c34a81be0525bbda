"""Intervals for shares and for the difference of two shares (no normal approximation)."""

from __future__ import annotations

from typing import Any

import numpy as np

from curriculum.charts.runs import Floats

#: Normal quantile of 95 %, to six decimals as everywhere here.
Z95 = 1.959964


def wilson(count: Any, of: Any, z: float = Z95) -> tuple[Floats, Floats]:
    """Wilson score interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953).

    Parameters
    ----------
    count, of : array-like
        Of the same shape; ``of`` above zero where an interval is wanted.
    z : float
        Normal quantile; 95 % unless given.

    Returns
    -------
    low, high : float arrays
        From 0 to 1; NaN where ``of`` is not above zero.

    Examples
    --------
    >>> low, high = wilson(4.4, 11)
    >>> round(100 * float(low)), round(100 * float(high))
    (18, 68)
    """
    k, n = np.asarray(count, dtype=np.float64), np.asarray(of, dtype=np.float64)
    good = n > 0
    size = np.where(good, n, 1.0)
    share = k / size
    middle = share + z**2 / (2.0 * size)
    half = z * np.sqrt(share * (1.0 - share) / size + z**2 / (4.0 * size**2))
    scale = 1.0 + z**2 / size
    low, high = (middle - half) / scale, (middle + half) / scale
    return (
        np.where(good, np.clip(low, 0.0, 1.0), np.nan),
        np.where(good, np.clip(high, 0.0, 1.0), np.nan),
    )


def newcombe(
    count: Any, of: Any, other_count: Any, other_of: Any, z: float = Z95
) -> tuple[Floats, Floats]:
    """Interval of the difference of two shares of different people, first minus second.

    Newcombe's hybrid of two Wilson intervals (1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10).

    Returns
    -------
    low, high : float arrays
        From -1 to 1.
    """
    a = np.asarray(count, dtype=np.float64) / np.asarray(of, dtype=np.float64)
    b = np.asarray(other_count, dtype=np.float64) / np.asarray(other_of, dtype=np.float64)
    low_a, high_a = wilson(count, of, z)
    low_b, high_b = wilson(other_count, other_of, z)
    low = (a - b) - np.sqrt((a - low_a) ** 2 + (high_b - b) ** 2)
    high = (a - b) + np.sqrt((high_a - a) ** 2 + (b - low_b) ** 2)
    return low, high
