"""Where the lines of each kind of chart lie: plotted values, center and spread."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np

from curriculum.charts import limits
from curriculum.charts.runs import Bools, Floats

Kind = Literal["run", "i", "mr", "p", "pp", "c", "u", "up", "xbar", "s"]
KINDS: tuple[str, ...] = get_args(Kind)
WITH_DENOMINATOR = ("p", "pp", "u", "up")
SUBGROUPED = ("xbar", "s")


def lines(
    kind: Kind,
    y: Floats,
    n: Floats | None,
    sd: Floats | None,
    size: Floats | None,
    base: Bools,
    given: float | None,
    screen: bool,
) -> tuple[Floats, Floats, Any, Any, Floats | None]:
    """Plotted values, center, and functions giving the limits at k standard deviations."""

    def around(center: Floats, spread: Floats) -> tuple[Any, Any]:
        return (lambda k: center[:, None] - k * spread), (lambda k: center[:, None] + k * spread)

    def fixed(center: Floats) -> Floats:
        return center if given is None else np.full(center.shape, float(given))

    if kind == "run":
        plotted = y if n is None else _ratio(y, n)
        center = fixed(limits.nanmedian(plotted, base))
        low, high = around(center, np.full(plotted.shape, np.nan))
        return plotted, center, low, high, None
    if kind in ("i", "mr"):
        plotted = y if n is None else _ratio(y, n)
        if kind == "mr":
            return _moving_ranges(plotted, base, fixed)
        center = fixed(limits.nanmean(plotted, base))
        mean_range = limits.moving_range_mean(plotted, base, screen=screen)
        spread = np.broadcast_to((mean_range / limits.D2)[:, None], plotted.shape)
        return plotted, center, *around(center, spread), spread
    if kind == "c":
        center = fixed(limits.nanmean(y, base))
        spread = np.broadcast_to(np.sqrt(center)[:, None], y.shape)
        return y, center, *around(center, spread), spread
    if kind in SUBGROUPED:
        assert sd is not None
        assert size is not None
        return _subgrouped(kind, y, sd, size, base, fixed, around)
    assert n is not None
    plotted = _ratio(y, n)
    center = fixed(limits.ratio_center(y, n, base))
    sigma = limits.sigma_p if kind in ("p", "pp") else limits.sigma_u
    spread = sigma(center[:, None], n)
    if kind in ("pp", "up"):
        spread = (
            spread * limits.laney(plotted, center[:, None], spread, base, screen=screen)[:, None]
        )
    return plotted, center, *around(center, spread), spread


def _moving_ranges(
    values: Floats, base: Bools, fixed: Any
) -> tuple[Floats, Floats, Any, Any, Floats | None]:
    first = np.full((values.shape[0], 1), np.nan)
    plotted = np.concatenate([first, np.abs(np.diff(values, axis=-1))], axis=-1)
    center = fixed(limits.nanmean(plotted, base))
    spread = np.broadcast_to(center[:, None] * limits.D4 / 3.0, plotted.shape)
    return plotted, center, lambda k: np.zeros(plotted.shape), lambda k: k * spread, spread


def _subgrouped(
    kind: Kind, y: Floats, sd: Floats, size: Floats, base: Bools, fixed: Any, around: Any
) -> tuple[Floats, Floats, Any, Any, Floats | None]:
    counted = base & (size > 0)
    top = np.where(base, size, -np.inf).max(axis=-1)
    bottom = np.where(base, size, np.inf).min(axis=-1)
    with_sd = counted & ~np.isnan(sd)
    freedom = np.where(with_sd, size - 1.0, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = np.sqrt((freedom * np.where(with_sd, sd, 0.0) ** 2).sum(-1) / freedom.sum(-1))
    within = np.where(top == bottom, limits.nanmean(sd, with_sd), pooled)
    factor = limits.c4(size)
    if kind == "xbar":
        weights = np.where(counted, size, 0.0)
        total = weights.sum(axis=-1)
        with np.errstate(invalid="ignore", divide="ignore"):
            first = (weights * np.nan_to_num(y)).sum(-1) / total
            rest = (weights * np.where(weights > 0, y - first[:, None], 0.0)).sum(-1) / total
        center = fixed(first + rest)
        with np.errstate(invalid="ignore", divide="ignore"):
            spread = within[:, None] / (factor * np.sqrt(size))
        return y, center, *around(center, spread), spread
    center = fixed(within)
    with np.errstate(invalid="ignore"):
        spread = center[:, None] * np.sqrt(np.maximum(1.0 - factor**2, 0.0)) / factor
    return sd, center, *around(center, spread), spread


def _ratio(y: Floats, n: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 0, y / n, np.nan)
