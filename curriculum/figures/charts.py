"""Charts drawn: one function per chart, each a view of a result from :mod:`curriculum.charts`.

Figures are made without pyplot, so a thousand of them leave nothing behind. Shape and words carry
what color carries: points outside limits are squares, excluded ones crosses, a shift is ringed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.charts.chart import Chart
from curriculum.charts.funnel import Funnel, arcsine_limits, binomial_limits
from curriculum.charts.pareto import Pareto
from curriculum.figures import look

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 9.0, 4.2
SIZE = 12
#: More labels than this do not fit beside each other at notebook width.
MOST_LABELS = 26
#: A patch of paper behind words that lines run under.
BEHIND = {"boxstyle": "square,pad=0.15", "facecolor": look.PAPER, "edgecolor": "none"}


def _figure(width: float = WIDTH, height: float = HEIGHT) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=100, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(look.LINE)
    axes.tick_params(colors=look.INK, labelsize=SIZE - 1, color=look.LINE)
    return figure, axes


def chart_figure(chart: Chart) -> Figure:
    """Draw a run chart or Shewhart chart.

    Parameters
    ----------
    chart : Chart

    Returns
    -------
    matplotlib.figure.Figure
        9 x 4.2 inches; text at 11 points or more.
    """
    figure, axes = _figure()
    a = chart.analysis
    y, at = a.y[0], np.arange(1, a.y.shape[1] + 1)
    for part in range(1, chart.parts + 1):
        _draw_part(axes, chart, at[a.part[0] == part], part)
    axes.plot(at, np.where(a.include[0], y, np.nan), color=look.QUIET, linewidth=1.2, zorder=2)
    _marks(axes, at, y, chart)
    _notes(axes, chart, at, y)
    if chart.frozen is not None and chart.frozen < len(at):
        _change(axes, chart.frozen + 0.5, "baseline ends")
    for part in range(2, chart.parts + 1):
        _change(axes, float(at[a.part[0] == part][0]) - 0.5, f"part {part}")
    _labels(axes, at, chart.labels)
    name = chart.measure or chart.name
    axes.set_ylabel(f"{name} ({chart.unit})" if chart.unit else name, fontsize=SIZE)
    axes.margins(x=0.06, y=0.14)
    return figure


def _draw_part(axes: Axes, chart: Chart, at: Any, part: int) -> None:
    a = chart.analysis
    pick = at - 1
    center = a.center[0][pick]
    frozen = chart.frozen if chart.frozen is not None else len(a.y[0])
    inside = at <= frozen if part == 1 else np.ones(at.shape, dtype=bool)
    axes.plot(at[inside], center[inside], color=look.BLUE, linewidth=1.8, zorder=1)
    beyond = at >= frozen if part == 1 else ~inside
    axes.plot(at[beyond], center[beyond], "--", color=look.BLUE, linewidth=1.8, zorder=1)
    name = "median" if chart.kind == "run" else "center"
    write = _end if part == chart.parts else _start
    if not np.isnan(center[-1]):
        write(axes, at, center[-1], f"{name} {center[-1]:.3g}{chart.unit}", look.BLUE)
    for limit, word in ((a.upper[0][pick], "upper"), (a.lower[0][pick], "lower")):
        if np.isnan(limit).all():
            continue
        axes.step(at, limit, where="mid", color=look.MISS, linewidth=1.2, linestyle="--", zorder=1)
        last = limit[~np.isnan(limit)][-1]
        write(axes, at, last, f"{word} limit {last:.3g}{chart.unit}", look.MISS)


def _start(axes: Axes, at: Any, y: float, text: str, color: str) -> None:
    """Write above the beginning of a line, where a later part leaves no room at its end."""
    axes.annotate(
        text,
        (at[0], y),
        xytext=(-4, 4),
        textcoords="offset points",
        va="bottom",
        color=color,
        fontsize=SIZE - 1,
        zorder=6,
    )


def _end(axes: Axes, at: Any, y: float, text: str, color: str) -> None:
    axes.annotate(
        text,
        (at[-1], y),
        xytext=(10, 0),
        textcoords="offset points",
        va="center",
        color=color,
        fontsize=SIZE - 1,
        annotation_clip=False,
    )


def _marks(axes: Axes, at: Any, y: Any, chart: Chart) -> None:
    a = chart.analysis
    shown = ~np.isnan(y)
    outside = a.outside[0] & a.include[0] & shown
    left_out = ~a.include[0] & shown
    plain = shown & ~outside & ~left_out
    axes.plot(at[plain], y[plain], "o", color=look.INK, markersize=6, zorder=4)
    ringed = np.zeros(y.shape, dtype=bool)
    if chart.rules == "ihi":
        ringed[[point - 1 for point in chart.shift_points()]] = True
        for trend in chart.trend_points():
            ringed[[point - 1 for point in trend]] = True
    axes.plot(
        at[ringed & shown],
        y[ringed & shown],
        "o",
        markerfacecolor="none",
        markeredgecolor=look.VERMILLION,
        markersize=12,
        markeredgewidth=1.6,
        zorder=3,
    )
    axes.plot(at[outside], y[outside], "s", color=look.VERMILLION, markersize=9, zorder=5)
    axes.plot(at[left_out], y[left_out], "x", color=look.QUIET, markersize=8, zorder=4)


def _notes(axes: Axes, chart: Chart, at: Any, y: Any) -> None:
    for point, text in chart.notes.items():
        if not 1 <= point <= len(at) or np.isnan(y[point - 1]):
            continue
        below = y[point - 1] < chart.analysis.center[0][point - 1]
        axes.annotate(
            text,
            (at[point - 1], y[point - 1]),
            xytext=(0, -22 if below else 16),
            textcoords="offset points",
            ha="center",
            fontsize=SIZE - 1,
            color=look.INK,
            parse_math=False,
            bbox=BEHIND,
            zorder=6,
            arrowprops={"arrowstyle": "-", "color": look.QUIET},
        )


def _change(axes: Axes, x: float, text: str) -> None:
    axes.axvline(x, color=look.QUIET, linewidth=1.0, linestyle=":")
    axes.annotate(
        text,
        (x, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(4, -2),
        textcoords="offset points",
        va="top",
        fontsize=SIZE - 1,
        color=look.QUIET,
    )


def _labels(axes: Axes, at: Any, labels: Sequence[str]) -> None:
    step = max(1, -(-len(at) // MOST_LABELS))
    long = max(len(label) for label in labels) > 4 and len(at) > 8
    axes.set_xticks(at[::step])
    for tick, label in zip(axes.get_xticklabels(), labels[::step], strict=True):
        tick.set_text(label)
    axes.set_xticklabels(
        list(labels[::step]), rotation=45 if long else 0, ha="right" if long else "center"
    )
    for tick in axes.get_xticklabels():
        tick.set_parse_math(False)


def pareto_figure(found: Pareto, title: str = "") -> Figure:
    """Draw a Pareto chart: bars by count, with the running share written on each."""
    figure, axes = _figure(height=max(2.4, 0.5 * len(found.category) + 1.2))
    at = np.arange(len(found.category))[::-1]
    axes.barh(at, found.count, color=look.BLUE, height=0.68)
    for where, count, share in zip(at, found.count, found.cumulative_share, strict=True):
        axes.annotate(
            f"{count}  ({share:.0%} so far)",
            (count, where),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=SIZE - 1,
            color=look.INK,
        )
    axes.set_yticks(at)
    axes.set_yticklabels(found.category)
    for tick in axes.get_yticklabels():
        tick.set_parse_math(False)
    axes.set_xlabel("count", fontsize=SIZE)
    axes.margins(x=0.2)
    if title:
        axes.set_title(title, fontsize=SIZE + 1, loc="left", color=look.INK, parse_math=False)
    return figure


def funnel_figure(
    found: Funnel, names: Sequence[str] | None = None, measure: str = "rate"
) -> Figure:
    """Draw a funnel plot; units outside the wide limits are squares and named."""
    figure, axes = _figure(height=5.0)
    good = found.denominator > 0
    top = float(found.denominator[good].max())
    low = max(1.0, float(found.denominator[good].min()) * 0.6)
    sizes = np.unique(np.round(np.geomspace(low, top * 1.08, 240)))
    for level, style, word in ((0.95, "--", "95% limits"), (0.998, "-", "99.8% limits")):
        lower, upper = (
            arcsine_limits(sizes, found.target, level, found.tau2)
            if found.adjusted
            else binomial_limits(sizes, found.target, level)
        )
        axes.plot(sizes, lower * 100, style, color=look.MISS, linewidth=1.3)
        axes.plot(sizes, upper * 100, style, color=look.MISS, linewidth=1.3, label=word)
    axes.axhline(found.target * 100, color=look.BLUE, linewidth=1.8, label="all together")
    plain = good & ~found.outside998
    out = good & found.outside998
    rate = found.rate * 100
    axes.plot(found.denominator[plain], rate[plain], "o", color=look.INK, markersize=6, alpha=0.75)
    axes.plot(
        found.denominator[out],
        rate[out],
        "s",
        color=look.VERMILLION,
        markersize=9,
        label="outside 99.8% limits",
    )
    if names is not None:
        for at in np.flatnonzero(out):
            axes.annotate(
                names[int(at)],
                (found.denominator[at], rate[at]),
                xytext=(8, 4),
                textcoords="offset points",
                fontsize=SIZE - 1,
                parse_math=False,
            )
    axes.set_xlabel("size (denominator)", fontsize=SIZE)
    axes.set_ylabel(f"{measure} (%)", fontsize=SIZE)
    axes.legend(fontsize=SIZE - 1, frameon=False, loc="best")
    return figure


def line_up_figure(series: Any, center: Any, columns: int = 5) -> Figure:
    """Draw many small run charts on one scale, numbered from 1 (a line-up of nulls).

    Parameters
    ----------
    series : float array (charts, points)
    center : float array (charts,)
    columns : int

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.figure import Figure

    values = np.asarray(series, dtype=np.float64)
    middle = np.asarray(center, dtype=np.float64)
    rows = -(-len(values) // columns)
    figure = Figure(figsize=(WIDTH, 1.35 * rows), dpi=100, layout="constrained")
    grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
    for at, axes in enumerate(grid.ravel()):
        if at >= len(values):
            axes.set_visible(False)
            continue
        axes.plot(values[at], "-o", color=look.INK, linewidth=0.9, markersize=2.4)
        axes.axhline(middle[at], color=look.BLUE, linewidth=1.1)
        axes.set_title(str(at + 1), fontsize=SIZE - 1, loc="left", pad=2)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(look.LINE)
    return figure


def png(figure: Figure, dpi: int = 100) -> bytes:
    """The figure as PNG bytes, without pyplot and without leaving anything behind."""
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", dpi=dpi, facecolor="white", metadata={"Software": ""})
    return out.getvalue()
