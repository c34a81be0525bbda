"""The paper under every chart: axes in pixels, ticks, and words that stay on the page.

Charts are laid out by hand, with the text widths of :mod:`curriculum.figures.metrics`: matplotlib's
own layout draws everything twice, and lets words run over each other or off the page. People's
words are never read as formulas.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.figures import look
from curriculum.figures.metrics import clean, text_width

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

DPI = 100
#: Pixels of a drawn chart: what a notebook column holds.
WIDTH = 900
#: Text in points; at 100 dots to the inch 11 points are 15 pixels.
SIZE = 11
#: Height of a line of text, in pixels.
LINE = 19
FAMILY = "DejaVu Sans"
#: The same in pixels.
PIXELS = SIZE * DPI / 72
#: Figures refer to themselves, so they live until Python's full garbage collection, which comes
#: late: about a hundred of half a megabyte each would wait for it. One in so many figures sweeps.
SWEEP = 6
_MADE = count(1)
_TICK = 5


def wide(text: str) -> float:
    """Pixels that a line of text takes."""
    return text_width(text, PIXELS)


def fit(text: str, room: float) -> str:
    """The text in one line that is at most so many pixels wide; what is cut off shows as "…"."""
    line = " ".join(clean(text).split())
    if wide(line) <= room:
        return line
    kept, cut = 0, len(line)
    while cut - kept > 1:
        middle = (kept + cut) // 2
        if wide(line[:middle] + "…") <= room:
            kept = middle
        else:
            cut = middle
    return line[:kept].rstrip() + "…" if kept else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A figure with one pair of axes, and where things lie on it in pixels from the lower left.

    Attributes
    ----------
    figure, axes : matplotlib objects
    left, right, bottom, top : float
        Edges of the axes, in pixels.
    width, height : float
        Of the figure, in pixels.
    taken : list of (left, bottom, right, top)
        Boxes of words already written, in pixels.
    """

    figure: Figure
    axes: Axes
    left: float
    right: float
    bottom: float
    top: float
    width: float
    height: float
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def x(self, value: Any) -> Any:
        """Pixels from the left edge of a data value."""
        low, high = self.axes.get_xlim()
        return self.left + (np.asarray(value) - low) / (high - low) * (self.right - self.left)

    def y(self, value: Any) -> Any:
        """Pixels from the lower edge of a data value."""
        low, high = self.axes.get_ylim()
        return self.bottom + (np.asarray(value) - low) / (high - low) * (self.top - self.bottom)

    def write(self, x: float, y: float, text: str, **look_: Any) -> Text:
        """Write at a place in pixels; the words are taken as they are."""
        from curriculum.figures._fishbone_mpl import _glyphs

        known = _glyphs("normal")
        shown = "".join(char if char == "\n" or ord(char) in known else "□" for char in text)
        given: dict[str, Any] = {
            "fontsize": SIZE,
            "color": look.INK,
            "parse_math": False,
            "family": FAMILY,
        }
        return self.figure.text(x, y, shown, transform=pixels(self.figure), **given | look_)

    def ticks_x(self, at: Sequence[float], names: Sequence[str], *, slanted: bool = False) -> None:
        """Tick marks with names below the axes."""
        places = [float(self.x(value)) for value in at]
        self._marks([(x, self.bottom) for x in places], (0.0, -_TICK))
        for x, name in zip(places, names, strict=True):
            if slanted:
                self.write(x + 6, self.bottom - 8, name, ha="right", va="top", rotation=40,
                           rotation_mode="anchor")  # fmt: skip
            else:
                self.write(x, self.bottom - 8, name, ha="center", va="top")

    def ticks_y(self, at: Sequence[float], names: Sequence[str]) -> None:
        """Tick marks with names left of the axes."""
        places = [float(self.y(value)) for value in at]
        self._marks([(self.left, y) for y in places], (-_TICK, 0.0))
        for y, name in zip(places, names, strict=True):
            self.write(self.left - 9, y, name, ha="right", va="center_baseline")

    def _marks(self, starts: Sequence[tuple[float, float]], step: tuple[float, float]) -> None:
        from matplotlib.collections import LineCollection

        lines = [((x, y), (x + step[0], y + step[1])) for x, y in starts]
        self.figure.add_artist(
            LineCollection(
                lines, colors=look.LINE_STRONG, linewidths=0.8, transform=pixels(self.figure)
            )
        )


def pixels(figure: Figure) -> Any:
    """From pixels at 100 dots to the inch to the figure at any resolution."""
    from matplotlib.transforms import Affine2D

    return Affine2D().scale(1.0 / DPI) + figure.dpi_scale_trans


def paper(
    height: float,
    *,
    left: float,
    right: float,
    bottom: float,
    top: float,
    width: float = WIDTH,
) -> Paper:
    """A new figure; ``left`` to ``top`` are the margins around its axes, in pixels."""
    from matplotlib.figure import Figure

    if next(_MADE) % SWEEP == 0:
        gc.collect()
    figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=look.PAPER)
    axes = figure.add_axes(
        (
            left / width,
            bottom / height,
            (width - left - right) / width,
            (height - bottom - top) / height,
        )
    )
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    return Paper(figure, axes, left, width - right, bottom, height - top, width, height)


def frame(page: Paper, *, sides: str = "lb") -> None:
    """Draw the left and the lower edge of the axes."""
    from matplotlib.collections import LineCollection

    corner = (page.left, page.bottom)
    ends = {"l": (page.left, page.top), "b": (page.right, page.bottom)}
    page.figure.add_artist(
        LineCollection(
            [(corner, ends[side]) for side in sides],
            colors=look.LINE_STRONG,
            linewidths=0.8,
            transform=pixels(page.figure),
        )
    )


def steps(low: float, high: float, most: int = 7) -> list[float]:
    """Round numbers inside a range, for ticks."""
    if not high > low:
        return [low]
    rough = (high - low) / most
    size = 10.0 ** np.floor(np.log10(rough))
    step = next(size * by for by in (1, 2, 2.5, 5, 10) if size * by >= rough * (1 - 1e-9))
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [at * float(step) for at in range(first, last + 1)]


def numbers(values: Sequence[float]) -> list[str]:
    """Ticks as short as they can be told apart."""
    for digits in range(3, 12):
        said = [f"{value:.{digits}g}" if value else "0" for value in values]
        if len(set(said)) == len(said):
            return said
    return [repr(value) for value in values]


def spread(places: Sequence[float], low: float, high: float, gap: float = LINE) -> list[float]:
    """Places moved apart as little as needed, so that words written there do not touch.

    Order is kept; all stay between ``low`` and ``high`` where there is room for them.
    """
    order = sorted(range(len(places)), key=lambda at: (places[at], at))
    moved = [min(max(places[at], low), high) for at in order]
    for _ in range(60):
        clear = True
        for at in range(1, len(moved)):
            lack = gap - (moved[at] - moved[at - 1])
            if lack > 1e-6:
                moved[at - 1] -= lack / 2
                moved[at] += lack / 2
                clear = False
        if moved:
            shift = max(0.0, low - moved[0]) - max(0.0, moved[-1] - high)
            moved = [place + shift for place in moved]
        if clear:
            break
    out = [0.0] * len(moved)
    for place, at in zip(moved, order, strict=True):
        out[at] = place
    return out


def room_for(values: Any, *, floor: float | None = None) -> tuple[float, float]:
    """A range that holds the values with some air; any range where there are none."""
    seen = np.asarray(values, dtype=np.float64)
    seen = seen[np.isfinite(seen)]
    if seen.size == 0:
        return 0.0, 1.0
    low, high = float(seen.min()), float(seen.max())
    air = 0.09 * (high - low) or max(abs(high), 1.0) * 0.1
    return (low - air if floor is None or low - air > floor else floor), high + air


def png(figure: Figure, dpi: int = DPI) -> bytes:
    """The figure as PNG bytes, without pyplot and without leaving anything behind.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    dpi : int
        Dots to the inch: 100 for the screen, 200 for print.

    Returns
    -------
    bytes
        The same bytes for the same figure and version of matplotlib.
    """
    import io

    from matplotlib.backend_bases import FigureCanvasBase
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    out = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(out, format="png", dpi=dpi, facecolor="white", metadata={"Software": ""})
    # A canvas keeps its pixels as long as the figure keeps it, and figures live until the next
    # full garbage collection.
    FigureCanvasBase(figure)
    return out.getvalue()
