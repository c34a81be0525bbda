"""Annotations: a few words beside a point, where they cover neither points nor other words."""

from __future__ import annotations

from typing import Any

import numpy as np

from curriculum.charts.chart import Chart
from curriculum.figures import look
from curriculum.figures._canvas import LINE, PIXELS, Paper, fit, pixels, wide
from curriculum.figures.metrics import clean, wrap

#: Pixels that a line of a note may take, and lines.
WIDEST, MOST_LINES = 150, 2
#: Pixels between the point and its note, tried in turn, above and below.
FAR = (14, 34, 54, 80, 110, 140)
ASIDE = (0, 45, -45, 90, -90)

Box = tuple[float, float, float, float]


def write_notes(page: Paper, chart: Chart) -> None:
    """Write each note at the nearest free place; a star marks one that finds none.

    A point that is missing has no place on the page: its note stands at the foot of the plot.
    """
    a = chart.analysis
    y = a.y[0]
    xs = page.x(np.arange(1, y.size + 1))
    ys = page.y(y)
    seen = np.isfinite(ys)
    trace = _trace(xs, ys, a.include[0] & seen)
    dots = np.stack([xs[seen], ys[seen]], axis=1)
    for point, words in sorted(chart.notes.items()):
        at = point - 1
        start = (float(xs[at]), float(ys[at]) if seen[at] else page.bottom + 2)
        write_beside(page, start, words, dots, trace)


def write_beside(
    page: Paper, start: tuple[float, float], words: str, dots: Any, trace: Any
) -> None:
    """Write words near a place in pixels.

    Parameters
    ----------
    page : Paper
    start : (x, y)
    words : str
    dots : float array (places, 2)
        Marks that words must not cover.
    trace : float array (places, 2)
        Places on lines that words would rather not cover.
    """
    lines = _lines(words)
    if not lines:
        return
    box = _place(page, start, lines, dots, trace)
    if box is None:
        page.write(start[0], start[1] + 6, "*", ha="center")
        return
    page.taken.append(box)
    _draw(page, start, box, lines)


def _lines(words: str) -> list[str]:
    lines = list(wrap(clean(words), WIDEST, PIXELS))
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], fit(" ".join(lines[MOST_LINES - 1 :]), WIDEST)]
    return lines


def _trace(xs: Any, ys: Any, kept: Any) -> Any:
    """Points along the drawn line, close enough together that no word slips between two."""
    both = kept[1:] & kept[:-1]
    along = np.linspace(0.0, 1.0, 30)
    x = xs[:-1][both, None] + along * np.diff(xs)[both, None]
    y = ys[:-1][both, None] + along * np.diff(ys)[both, None]
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _place(
    page: Paper, start: tuple[float, float], lines: list[str], dots: Any, trace: Any
) -> Box | None:
    w = max(wide(line) for line in lines) + 6
    h = LINE * len(lines)
    best: tuple[float, Box] | None = None
    for far in FAR:
        for aside in ASIDE:
            for up in (True, False):
                left = min(max(start[0] + aside - w / 2, page.left + 2), page.width - w - 4)
                low = start[1] + far if up else start[1] - far - h
                box = (left, low, left + w, low + h)
                if low < page.bottom + 1 or low + h > page.top:
                    continue
                if any(_meet(box, other) for other in page.taken) or _inside(box, dots, 7):
                    continue
                cost = far + abs(aside) / 2 + 6.0 * _inside(box, trace, 2)
                if best is None or cost < best[0]:
                    best = (cost, box)
    return best[1] if best else None


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(box: Box, places: Any, air: float) -> int:
    x, y = places[:, 0], places[:, 1]
    hit = (x > box[0] - air) & (x < box[2] + air) & (y > box[1] - air) & (y < box[3] + air)
    return int(hit.sum())


def _draw(page: Paper, start: tuple[float, float], box: Box, lines: list[str]) -> None:
    from matplotlib.lines import Line2D

    above = box[1] > start[1]
    x = min(max(start[0], box[0] + 4), box[2] - 4)
    edge = box[1] if above else box[3]
    near = start[1] + (5 if above else -5)
    page.figure.add_artist(
        Line2D([start[0], x], [near, edge], color=look.LINE_STRONG, linewidth=1.0,
               transform=pixels(page.figure))
    )  # fmt: skip
    for row, line in enumerate(lines):
        page.write(
            (box[0] + box[2]) / 2, box[3] - LINE * row - 3, line, ha="center", va="top",
            bbox={"boxstyle": "square,pad=0.1", "facecolor": look.PAPER, "edgecolor": "none",
                  "alpha": 0.85},
        )  # fmt: skip
