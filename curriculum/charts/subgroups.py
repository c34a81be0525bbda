"""Rows to points: rows that share an x become one subgroup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.runs import Floats


@dataclass(frozen=True, slots=True)
class Subgroups:
    """One point per subgroup, in the order of x.

    Attributes
    ----------
    x : list
        The distinct labels.
    y, sd, size : float arrays (points,)
        The value charted (sum, mean or median), the standard deviation within the subgroup (NaN
        below two values) and the number of values.
    n : float array (points,) or None
        Sum of denominators.
    """

    x: list[Any]
    y: Floats
    n: Floats | None
    sd: Floats
    size: Floats


def subgroups(
    y: Sequence[float | None],
    n: Sequence[float | None] | None = None,
    x: Sequence[Any] | None = None,
    *,
    how: Literal["mean", "median", "sum"] = "mean",
    kind: str = "run",
) -> Subgroups:
    """Pool rows that share an x.

    Counts (charts c, p, p′, u, u′, and any chart with denominators) are summed; otherwise ``how``
    applies. A row missing its value or its denominator is left out of both sums; a subgroup
    with no row left is missing, never 0.

    Raises
    ------
    ChartError
        If lengths differ.
    """
    values = _floats(y)
    bottoms = None if n is None else _floats(n)
    labels = list(range(1, len(values) + 1)) if x is None else list(x)
    if len(labels) != len(values) or (bottoms is not None and len(bottoms) != len(values)):
        raise ChartError("Each row needs a value, a label and, if used, a denominator.")
    order = sorted(set(labels))
    place = {label: at for at, label in enumerate(order)}
    rows: list[list[int]] = [[] for _ in order]
    for row, label in enumerate(labels):
        rows[place[label]].append(row)
    summed = how == "sum" or kind == "c" or bottoms is not None
    out_y, out_n, out_sd, out_size = [], [], [], []
    for members in rows:
        group = values[members]
        kept = ~np.isnan(group)
        if bottoms is not None:
            kept &= ~np.isnan(bottoms[members])
            out_n.append(bottoms[members][kept].sum() if kept.any() else np.nan)
        good = group[kept]
        out_size.append(float(good.size))
        out_sd.append(good.std(ddof=1) if good.size > 1 else np.nan)
        if good.size == 0:
            out_y.append(np.nan)
        elif summed:
            out_y.append(good.sum())
        else:
            out_y.append(np.median(good) if how == "median" else _mean(good))
    return Subgroups(
        x=order,
        y=np.array(out_y, dtype=np.float64),
        n=None if bottoms is None else np.array(out_n, dtype=np.float64),
        sd=np.array(out_sd, dtype=np.float64),
        size=np.array(out_size, dtype=np.float64),
    )


def _mean(values: Floats) -> float:
    first = values.mean()
    return float(first + (values - first).mean())


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
