"""Charts drawn: one function per chart, each a view of a result from :mod:`curriculum.charts`.

Figures are made without pyplot, so a thousand of them leave nothing behind. Shape and words carry
what color carries: points outside limits are squares, points left out are crosses, a shift or
trend is ringed, a line that carries on a frozen baseline is dashed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.charts.chart import Chart
from curriculum.figures import look
from curriculum.figures._canvas import (
    LINE,
    WIDTH,
    Paper,
    fit,
    frame,
    numbers,
    paper,
    png,
    room_for,
    spread,
    steps,
    wide,
)
from curriculum.figures._compare import funnel_figure, line_up_figure, pareto_figure
from curriculum.figures._notes import write_notes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["chart_figure", "funnel_figure", "line_up_figure", "pareto_figure", "png"]

#: Pixels of the plot itself, without the rows of words above and below it.
PLOT_HEIGHT = 310
#: A label below the axis is cut at so many pixels.
LONGEST_LABEL = 110
MOST_LABELS = 26
LONGEST_END = 170


def chart_figure(chart: Chart) -> Figure:
    """Draw a run chart or Shewhart chart.

    Parameters
    ----------
    chart : Chart

    Returns
    -------
    matplotlib.figure.Figure
        900 pixels wide at 100 dots to the inch, all text in 11 points (15 pixels) and on the page.
    """
    a = chart.analysis
    y = a.y[0]
    count = y.size
    every = np.concatenate([y, a.center[0], a.lower[0], a.upper[0]])
    low, high = room_for(every)
    positive = not (every[np.isfinite(every)] < 0).any()
    at_y = steps(max(low, 0.0) if positive else low, high)
    said_y = numbers(at_y)
    ends = list(_ends(chart)) if chart.parts == 1 else []
    right = max((wide(text) + 22 for _, text, _ in ends), default=16.0)
    left = max(wide(text) for text in said_y) + 18
    every_nth, names, slanted = _names(chart, WIDTH - left - right)
    longest = max(wide(name) for name in names)
    if slanted:
        left = max(left, 0.77 * longest - 4)
    bottom = 14 + (0.65 * longest + LINE if slanted else LINE)
    heads = _heads(chart)
    rows = 1 + max((len(lines) for _, lines in heads), default=0)
    top = 10 + LINE * rows
    page = paper(PLOT_HEIGHT + bottom + top, left=left, right=right, bottom=bottom, top=top)
    page.axes.set_xlim(0.4, count + 0.6)
    page.axes.set_ylim(low, high)
    frame(page)
    page.ticks_y(at_y, said_y)
    page.ticks_x(np.arange(1, count + 1)[::every_nth].tolist(), names, slanted=slanted)
    _title(page, chart)
    _heading_rows(page, heads)
    at = np.arange(1, count + 1)
    for part in range(1, chart.parts + 1):
        _lines(page, chart, at[a.part[0] == part], part)
    page.axes.plot(at, np.where(a.include[0], y, np.nan), color=look.QUIET, linewidth=1.2, zorder=2)
    _marks(page, at, y, chart)
    heights = spread([float(page.y(value)) for value, _, _ in ends], page.bottom, page.top)
    for (_, text, color), height in zip(ends, heights, strict=True):
        page.write(page.right + 7, height, text, color=color, va="center_baseline")
    write_notes(page, chart)
    return page.figure


def _ends(chart: Chart) -> Iterator[tuple[float, str, str]]:
    """What stands at the right end of each line: height, words, color."""
    a = chart.analysis
    name = "median" if chart.kind == "run" else "center"
    for line, word, color in (
        (a.lower[0], "lower limit", look.MISS),
        (a.center[0], name, look.BLUE),
        (a.upper[0], "upper limit", look.MISS),
    ):
        seen = line[~np.isnan(line)]
        if seen.size:
            yield float(seen[-1]), fit(f"{word} {chart.said(seen[-1])}", LONGEST_END), color


def _names(chart: Chart, room: float) -> tuple[int, list[str], bool]:
    """Every how many points a label stands, the labels, and whether they are slanted."""
    count = len(chart.labels)
    nth = max(1, -(-count // MOST_LABELS))
    names = [fit(label, LONGEST_LABEL) for label in chart.labels[::nth]]
    each = room / (count + 0.2) * nth
    return nth, names, max(wide(name) for name in names) > each - 5


def _heads(chart: Chart) -> list[tuple[float, list[str]]]:
    """What stands above the plot: the place on the axis, and lines of words."""
    a = chart.analysis
    found = []
    frozen = chart.baseline_ends
    for part in range(1, chart.parts + 1):
        pick = np.flatnonzero(a.part[0] == part)
        if chart.parts > 1:
            lines = [f"part {part}"]
            name = "median" if chart.kind == "run" else "center"
            for line, word in (
                (a.upper[0][pick], "upper"),
                (a.center[0][pick], name),
                (a.lower[0][pick], "lower"),
            ):
                seen = line[~np.isnan(line)]
                if seen.size:
                    lines.append(f"{word} {chart.said(seen[-1])}")
            found.append((float(pick[0]) + 0.5, lines))
        if part in frozen:
            found.append((frozen[part] + 0.5, ["baseline ends"]))
    return found


def _heading_rows(page: Paper, heads: list[tuple[float, list[str]]]) -> None:
    for at, (where, lines) in enumerate(heads):
        x = float(page.x(where))
        after = [float(page.x(other)) for other, _ in heads[at + 1 :]]
        room = (after[0] if after else page.width) - x - 8
        first = where <= 0.5
        if not first:
            page.axes.axvline(where, color=look.QUIET, linewidth=1.2, linestyle=":")
        for row, line in enumerate(lines):
            text = fit(line, room)
            # A number cut in half would be read as another number.
            if text == line or row == 0:
                page.write(x + (0 if first else 3), page.top + 6 + LINE * (len(lines) - 1 - row),
                           text, color=look.QUIET if row == 0 else look.INK)  # fmt: skip


def _title(page: Paper, chart: Chart) -> None:
    """The measure above its axis, and what the signs mean, on the top row."""
    a = chart.analysis
    shown = ~np.isnan(a.y[0])
    key = []
    if (a.outside[0] & a.include[0] & shown).any():
        key.append("■ outside the limits")
    if _ringed(chart).any():
        key.append("○ ringed: shift or trend")
    if (~a.include[0] & shown).any():
        key.append("× left out")
    signs = "    ".join(key)
    row = page.height - LINE + 2
    if signs:
        page.write(page.width - 8, row, signs, ha="right", color=look.QUIET)
    name = chart.measure or chart.name
    room = page.width - 8 - (wide(signs) + 36 if signs else 0)
    unit = f" ({chart.unit})" if chart.unit else ""
    unit = " " + fit(unit, room / 3) if unit else ""
    page.write(8, row, fit(name, room - wide(unit)) + unit)


def _lines(page: Paper, chart: Chart, at: Any, part: int) -> None:
    a = chart.analysis
    pick = at - 1
    edges = np.stack([at - 0.5, at + 0.5], axis=1).ravel()
    center = np.repeat(a.center[0][pick], 2)
    last = chart.baseline_ends.get(part, int(at[-1])) + 0.5
    style: dict[str, Any] = {"color": look.BLUE, "linewidth": 1.8, "zorder": 1}
    page.axes.plot(edges[edges <= last], center[edges <= last], **style)
    if last < edges[-1]:
        page.axes.plot(edges[edges >= last], center[edges >= last], linestyle=(0, (5, 2)), **style)
    for line in (a.upper[0][pick], a.lower[0][pick]):
        if not np.isnan(line).all():
            page.axes.plot(
                edges, np.repeat(line, 2), color=look.MISS, linewidth=1.3,
                linestyle=(0, (2, 1.5)), zorder=1,
            )  # fmt: skip


def _ringed(chart: Chart) -> Any:
    ringed = np.zeros(chart.analysis.y.shape[1], dtype=bool)
    if chart.rules == "ihi":
        ringed |= chart.analysis.shift[0]
        for trend in chart.trend_points():
            ringed[[point - 1 for point in trend]] = True
    return ringed & ~np.isnan(chart.analysis.y[0]) & chart.analysis.include[0]


def _marks(page: Paper, at: Any, y: Any, chart: Chart) -> None:
    a = chart.analysis
    shown = ~np.isnan(y)
    outside = a.outside[0] & a.include[0] & shown
    left_out = ~a.include[0] & shown
    ringed = _ringed(chart)
    small = 6 if len(at) <= 40 else 4.5
    for which, sign, how in (
        (shown & ~outside & ~left_out, "o", {"color": look.INK, "markersize": small}),
        (
            ringed,
            "o",
            {
                "markerfacecolor": "none",
                "markeredgecolor": look.VERMILLION,
                "markersize": 2 * small,
                "markeredgewidth": 1.6,
            },
        ),
        (outside, "s", {"color": look.VERMILLION, "markersize": 1.5 * small}),
        (left_out, "x", {"color": look.QUIET, "markersize": 8, "markeredgewidth": 1.8}),
    ):
        if which.any():
            page.axes.plot(at[which], y[which], sign, zorder=4, clip_on=False, **how)
