"""Figures that compare: categories (Pareto), units of unequal size (funnel), many small charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.charts.funnel import Funnel
from curriculum.charts.pareto import Pareto
from curriculum.figures import look
from curriculum.figures._canvas import (
    LINE,
    WIDTH,
    Paper,
    fit,
    frame,
    numbers,
    paper,
    pixels,
    steps,
    wide,
)
from curriculum.figures._notes import write_beside

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: A bar with its room, in pixels, and the bars that a figure shows.
BAR, MOST_BARS = 32, 30
LONGEST_NAME = 300
FUNNEL_HEIGHT = 360
#: Names beside points outside the limits; more would cover the picture.
MOST_NAMES = 25


def pareto_figure(found: Pareto, title: str = "") -> Figure:
    """Draw a Pareto chart: bars by count, with the running share written on each.

    Parameters
    ----------
    found : Pareto
    title : str
        Written above; the result's ``measure`` by default.

    Returns
    -------
    matplotlib.figure.Figure
        900 pixels wide; the bars of the 30 most frequent categories, the rest as one hollow bar.
    """
    rows = list(zip(found.category, found.count.tolist(), found.cumulative_share, strict=True))
    rest = rows[MOST_BARS:]
    shown = rows[:MOST_BARS]
    if rest:
        name = f"{len(rest)} more categories"
        shown = [*shown, (name, sum(count for _, count, _ in rest), np.float64(1.0))]
    names = [fit(name, LONGEST_NAME) for name, _, _ in shown]
    said = [f"{count}  ({share:.0%} so far)" for _, count, share in shown]
    heading = title or found.measure
    page = paper(
        BAR * len(shown) + 16 + (LINE + 10 if heading else 8),
        left=max(wide(name) for name in names) + 18,
        right=max(wide(text) for text in said) + 18,
        bottom=8,
        top=LINE + 10 if heading else 8,
    )
    page.axes.set_xlim(0, max(count for _, count, _ in shown))
    page.axes.set_ylim(-len(shown) + 0.5, 0.5)
    frame(page, sides="l")
    at = -np.arange(len(shown))
    bars = page.axes.barh(at, [count for _, count, _ in shown], color=look.BLUE, height=0.68)
    if rest:
        bars[-1].set(facecolor=look.PAPER, edgecolor=look.BLUE, linewidth=1.5)
    for y, (_, count, _), name, text in zip(at, shown, names, said, strict=True):
        height = float(page.y(y))
        page.write(page.left - 9, height, name, ha="right", va="center_baseline")
        page.write(float(page.x(count)) + 7, height, text, va="center_baseline")
    if heading:
        page.write(8, page.height - LINE + 2, fit(heading, page.width - 16))
    return page.figure


def funnel_figure(found: Funnel, names: Sequence[str] | None = None, measure: str = "") -> Figure:
    """Draw a funnel plot; units outside the wide limits are squares and named.

    Parameters
    ----------
    found : Funnel
    names : sequence of str, optional
        Names in the order of the units; those of the result by default.
    measure : str
        Written above the axis; that of the result by default.

    Returns
    -------
    matplotlib.figure.Figure
        900 pixels wide; the vertical axis is in percent.
    """
    called = found.names if names is None else tuple(names)
    good = found.denominator > 0
    top = float(found.denominator[good].max()) * 1.06
    low = max(1.0, float(found.denominator[good].min()) * 0.6)
    sizes = np.unique(np.round(np.geomspace(low, max(top, low + 1), 240)))
    lines = {level: [100 * line for line in found.limits(sizes, level)] for level in (0.95, 0.998)}
    rate = found.rate * 100
    every = np.concatenate([rate[good], lines[0.95][0], lines[0.95][1]])
    bottom, ceiling = _percent(every)
    at_y = steps(bottom, ceiling)
    said_y = [f"{text}%" for text in numbers(at_y)]
    page = paper(
        FUNNEL_HEIGHT + 2 * LINE + 16 + 2 * LINE + 14,
        left=max(wide(text) for text in said_y) + 18,
        right=26,
        bottom=2 * LINE + 14,
        top=2 * LINE + 16,
    )
    page.axes.set_xlim(0, top)
    page.axes.set_ylim(bottom, ceiling)
    frame(page)
    page.ticks_y(at_y, said_y)
    at_x = steps(0, top, 8)
    page.ticks_x(at_x, [f"{value:,.0f}" if value >= 1 or value == 0 else "" for value in at_x])
    page.write((page.left + page.right) / 2, 5, "size (denominator)", ha="center")
    for level, dash in ((0.95, (0, (4, 2))), (0.998, "solid")):
        for line in lines[level]:
            page.axes.plot(sizes, line, color=look.MISS, linewidth=1.3, linestyle=dash)
    page.axes.plot([0, top], [found.target * 100] * 2, color=look.BLUE, linewidth=1.8)
    out = good & found.outside998 & ~found.too_few
    plain = good & ~out
    page.axes.plot(
        found.denominator[plain], rate[plain], "o", color=look.INK, markersize=6, alpha=0.8,
        clip_on=False,
    )  # fmt: skip
    page.axes.plot(
        found.denominator[out], rate[out], "s", color=look.VERMILLION, markersize=9, clip_on=False
    )
    _funnel_words(page, found, measure or found.measure or "rate", bool(out.any()))
    dots = np.stack([page.x(found.denominator[good]), page.y(rate[good])], axis=1)
    trace = np.concatenate(
        [
            np.stack([page.x(sizes), page.y(line)], axis=1)
            for pair in lines.values()
            for line in pair
        ]
    )
    worst = np.flatnonzero(out)[np.argsort(-np.abs(found.z[out]), kind="stable")][:MOST_NAMES]
    for unit in worst:
        start = (float(page.x(found.denominator[unit])), float(page.y(rate[unit])))
        write_beside(page, start, called[int(unit)], dots, trace)
    return page.figure


def _percent(values: Any) -> tuple[float, float]:
    seen = values[np.isfinite(values)]
    low, high = float(seen.min()), float(seen.max())
    air = max(0.06 * (high - low), 1.0)
    return max(low - air, -1.5), min(high + air, 101.5)


def _funnel_words(page: Paper, found: Funnel, measure: str, any_out: bool) -> None:
    kind = "allowing for over-dispersion" if found.adjusted else "exact binomial"
    signs = [f"all together {found.target:.1%}", "- - 95% limits", "— 99.8% limits", kind]
    if any_out:
        signs.append("■ outside 99.8%")
    page.write(8, page.height - LINE + 2, fit(f"{measure} (%)", page.width - 16))
    page.write(8, page.height - 2 * LINE, "     ".join(signs), color=look.QUIET)


def line_up_figure(
    series: Any, center: Any, columns: int = 5, *, mark: int | None = None
) -> Figure:
    """Draw many small run charts on one scale, numbered from 1 (a line-up of nulls).

    Parameters
    ----------
    series : float array (charts, points)
        NaN is missing.
    center : float array (charts,)
    columns : int
    mark : int, optional
        The chart to frame, once everyone has guessed.

    Returns
    -------
    matplotlib.figure.Figure
        900 pixels wide.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    values = np.atleast_2d(np.asarray(series, dtype=np.float64))
    middle = np.asarray(center, dtype=np.float64)
    rows = -(-len(values) // columns)
    each_w, each_h, gap = WIDTH / columns, 132.0, 10.0
    page = paper(rows * each_h, left=0, right=0, bottom=0, top=0)
    seen = values[np.isfinite(values)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)
    scale = (each_h - LINE - 3 * gap) / ((high - low) or 1.0)
    where = pixels(page.figure)
    edges, middles = [], []
    for at, row in enumerate(values):
        left = (at % columns) * each_w + gap
        floor = page.height - (at // columns + 1) * each_h + gap
        right, roof = left + each_w - 2 * gap, floor + each_h - LINE - gap
        x = np.linspace(left + gap, right - gap, row.size)
        line = Line2D(
            x, floor + gap + (row - low) * scale, color=look.INK, linewidth=0.9, marker="o",
            markersize=2.6, transform=where,
        )  # fmt: skip
        page.figure.add_artist(line)
        height = floor + gap + (middle[at] - low) * scale
        middles.append([(left, height), (right, height)])
        edges.append([(left, roof), (left, floor), (right, floor)])
        page.write(left, roof + 2, str(at + 1), weight="bold" if mark == at + 1 else "normal")
        if mark == at + 1:
            edges.append([(left, roof), (right, roof), (right, floor), (left, floor), (left, roof)])
    thick = [3.0 if len(edge) > 3 else 0.8 for edge in edges]
    color = [look.VERMILLION if len(edge) > 3 else look.LINE_STRONG for edge in edges]
    page.figure.add_artist(LineCollection(edges, colors=color, linewidths=thick, transform=where))
    page.figure.add_artist(
        LineCollection(middles, colors=look.BLUE, linewidths=1.2, transform=where)
    )
    return page.figure
