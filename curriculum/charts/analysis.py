"""Run charts and Shewhart charts: center, limits and signals, for one series or thousands at once.

``analyze`` is the whole computation, on arrays; :mod:`curriculum.charts.chart` wraps one series of
it for people. Arrays have the shape (series, points); missing points are NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np

from curriculum.charts.lines import KINDS, SUBGROUPED, WITH_DENOMINATOR, Kind, lines
from curriculum.charts.runs import (
    ON_THE_LINE,
    Bools,
    Floats,
    Ints,
    any_trend,
    rounding,
    runs,
    shift_points,
)


class ChartError(ValueError):
    """Input that no chart can be made from; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a chart of each series shows.

    Per point, shape (series, points): ``y`` the plotted value, ``center``, ``lower``, ``upper``
    (3 standard deviations), ``lower2``, ``upper2`` (2 standard deviations; NaN for run charts),
    ``part`` (1, 2, ...), ``baseline`` and ``include`` flags, ``outside`` (strictly beyond a
    limit), ``shift`` (in a run of six or more on one side, the IHI rule).

    Per series and part, shape (series, parts): ``n_obs``, ``n_useful``, ``longest_run``,
    ``longest_run_max``, ``n_crossings``, ``n_crossings_min``, ``anhoej`` (Anhøj signal),
    ``ihi`` (a shift or a trend).
    """

    y: Floats
    center: Floats
    lower: Floats
    upper: Floats
    lower2: Floats
    upper2: Floats
    part: Ints
    baseline: Bools
    include: Bools
    outside: Bools
    shift: Bools
    n_obs: Ints
    n_useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    n_crossings: Ints
    n_crossings_min: Ints
    anhoej: Bools
    ihi: Bools


_PER_PART = (
    "n_obs",
    "n_useful",
    "longest_run",
    "longest_run_max",
    "n_crossings",
    "n_crossings_min",
    "anhoej",
    "ihi",
)


def analyze(
    kind: Kind,
    y: Any,
    n: Any = None,
    *,
    sd: Any = None,
    size: Any = None,
    freeze: int | Mapping[int, int] | None = None,
    parts: Sequence[int] = (),
    exclude: Sequence[int] = (),
    center: float | None = None,
    screen: bool = True,
    multiply: float = 1.0,
) -> Analysis:
    """Analyze one chart of each series.

    Parameters
    ----------
    kind : {"run", "i", "mr", "p", "pp", "c", "u", "up", "xbar", "s"}
    y : float array (points,) or (series, points)
        Values; counts for c, p, p′ (``pp``), u, u′ (``up``) and for a run chart with ``n``;
        subgroup means for ``xbar``. NaN is missing.
    n : float array like y, optional
        Denominators; a zero denominator is a missing point with no limits.
    sd, size : float arrays like y
        Subgroup standard deviations and sizes, for ``xbar`` and ``s``.
    freeze : int or mapping of part to int, optional
        Last point of the baseline (points are numbered from 1). A plain number is ignored when
        ``parts`` are given, as qicharts2 does; ``{2: 20}`` freezes part 2 at point 20.
    parts : sequence of int
        Last point of each part but the last; each part starts anew.
    exclude : sequence of int
        Points that are shown but not counted.
    center : float, optional
        A given center line (on the scale before ``multiply``).
    screen : bool
        Drop outlying moving ranges once (i, pp, up).
    multiply : float
        Factor for everything shown (100 for percent).

    Returns
    -------
    Analysis

    Raises
    ------
    ChartError
        If shapes differ, the kind is unknown or a needed array is missing.
    """
    if kind not in KINDS:
        raise ChartError(f"There is no chart called {kind!r}; choose one of {', '.join(KINDS)}.")
    values = _array(y, None)
    shape = values.shape
    bottom = _array(n, shape)
    sds, sizes = _array(sd, shape), _array(size, shape)
    if kind in WITH_DENOMINATOR and bottom is None:
        raise ChartError("This chart needs a denominator for each point (how many in all).")
    if kind in SUBGROUPED and (sds is None or sizes is None):
        raise ChartError("This chart needs the size and the spread of each subgroup.")
    if shape[-1] == 0:
        raise ChartError("There are no points to chart.")
    if bottom is not None:
        missing = np.isnan(values) | np.isnan(bottom) | (bottom <= 0)
        values = np.where(missing, np.nan, values)
    include = np.ones(shape, dtype=np.bool_)
    include[:, _columns(exclude, shape[1], "excluded")] = False
    edges = _edges(parts, shape[1])
    pieces = []
    for number, (start, stop) in enumerate(edges, start=1):
        frozen = _frozen(freeze, number, start, stop, split=len(edges) > 1)
        pick = slice(start, stop)
        pieces.append(
            _part(
                kind,
                values[:, pick],
                None if bottom is None else bottom[:, pick],
                None if sds is None else sds[:, pick],
                None if sizes is None else sizes[:, pick],
                include[:, pick],
                frozen,
                center,
                screen,
                multiply,
                number,
            )
        )
    joined: dict[str, Any] = {
        field.name: (np.stack if field.name in _PER_PART else np.concatenate)(
            [piece[field.name] for piece in pieces], axis=1
        )
        for field in fields(Analysis)
    }
    return Analysis(**joined)


def _part(
    kind: Kind,
    y: Floats,
    n: Floats | None,
    sd: Floats | None,
    size: Floats | None,
    include: Bools,
    frozen: int,
    given: float | None,
    screen: bool,
    multiply: float,
    number: int,
) -> dict[str, Any]:
    base = include.copy()
    base[:, frozen:] = False
    plotted, center, low, high, spread = lines(kind, y, n, sd, size, base, given, screen)
    shape = plotted.shape
    wide = [np.broadcast_to(line, shape) for line in (low(3.0), high(3.0), low(2.0), high(2.0))]
    lower, upper, lower2, upper2 = (_bounded(kind, line) for line in wide)
    if spread is None:
        lower = upper = lower2 = upper2 = np.full(shape, np.nan)
    middle = np.broadcast_to(center[:, None], shape)
    found = runs(plotted, middle, include)
    # Neighboring moving ranges share a point, so runs of them are no sign of anything.
    judged = include & (kind != "mr")
    shift = shift_points(plotted, middle, judged)
    trend = any_trend(plotted, judged)
    with np.errstate(invalid="ignore"):
        off = rounding(plotted)
        outside = (plotted > upper + _slack(upper) + off) | (plotted < lower - _slack(lower) - off)
    return {
        "y": plotted * multiply,
        "center": middle * multiply,
        "lower": lower * multiply,
        "upper": upper * multiply,
        "lower2": lower2 * multiply,
        "upper2": upper2 * multiply,
        "part": np.full(shape, number, dtype=np.int64),
        "baseline": np.broadcast_to(np.arange(shape[1]) < frozen, shape),
        "include": include,
        "outside": outside,
        "shift": shift,
        "n_obs": np.count_nonzero(include, axis=-1).astype(np.int64),
        "n_useful": found.n_useful,
        "longest_run": found.longest_run,
        "longest_run_max": found.longest_run_max,
        "n_crossings": found.n_crossings,
        "n_crossings_min": found.n_crossings_min,
        "anhoej": found.signal & (kind != "mr"),
        "ihi": shift.any(axis=-1) | trend,
    }


def _bounded(kind: Kind, line: Floats) -> Floats:
    if kind in ("p", "pp"):
        return np.clip(line, 0.0, 1.0)
    if kind in ("c", "u", "up", "s", "mr"):
        return np.maximum(line, 0.0)
    return line


def _slack(line: Floats) -> Floats:
    return ON_THE_LINE * np.abs(line)


def _array(values: Any, shape: tuple[int, ...] | None) -> Any:
    if values is None:
        return None
    out = np.array(values, dtype=np.float64, ndmin=2)
    if out.ndim != 2:
        raise ChartError("Give one series, or a table with one series in each row.")
    if shape is not None and out.shape != shape:
        raise ChartError("Counts and denominators must have the same number of points.")
    return out


def _columns(points: Sequence[int], width: int, word: str) -> list[int]:
    for point in points:
        if not 1 <= point <= width:
            raise ChartError(f"Point {point} cannot be {word}: the chart has points 1 to {width}.")
    return [point - 1 for point in points]


def _edges(parts: Sequence[int], width: int) -> list[tuple[int, int]]:
    ends = sorted(set(parts))
    if ends and not (ends[0] >= 1 and ends[-1] < width):
        raise ChartError(f"A split must come after a point from 1 to {width - 1}.")
    bounds = [0, *ends, width]
    return list(pairwise(bounds))


def _frozen(
    freeze: int | Mapping[int, int] | None, number: int, start: int, stop: int, *, split: bool
) -> int:
    """How many points at the start of this part make its baseline."""
    if isinstance(freeze, Mapping):
        last = freeze.get(number)
    elif split:
        last = None
    else:
        last = freeze
    if last is None:
        return stop - start
    if not start < last <= stop:
        raise ChartError(f"The baseline must end between points {start + 1} and {stop}.")
    return last - start
