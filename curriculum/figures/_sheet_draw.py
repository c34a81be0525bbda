"""Drawings of plans and studies: a list of plain shapes, given out as SVG or through matplotlib.

People's words are only ever text: escaped in SVG, and never read as formulas by matplotlib.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from curriculum.figures import look
from curriculum.figures.metrics import clean, text_width, wrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Anchor = Literal["start", "middle", "end"]
Form = Literal["dot", "ring", "diamond", "square", "cross"]
DASH = (6.0, 4.0)
_HA = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with its upper left corner."""

    x: float
    y: float
    w: float
    h: float
    fill: str = "none"
    stroke: str = "none"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    color: str = look.LINE_STRONG
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point; its form says what its color says."""

    x: float
    y: float
    form: Form = "dot"
    size: float = 5.0
    color: str = look.INK


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text on its baseline."""

    x: float
    y: float
    text: str
    size: float = 15.0
    color: str = look.INK
    bold: bool = False
    anchor: Anchor = "start"


Shape = Rect | Stroke | Mark | Words


@dataclass
class Drawing:
    """Shapes in CSS pixels, from the upper left corner.

    Attributes
    ----------
    width, height : float
    title, alt : str
        What the picture is, and the same in words.
    shapes : list
        Drawn in order.
    """

    width: float
    height: float = 0.0
    title: str = ""
    alt: str = ""
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Draw on top of what is there."""
        self.shapes += shapes

    def write(
        self, x: float, y: float, text: str, room: float, *, size: float = 15.0, most: int = 0,
        color: str = look.INK, bold: bool = False,
    ) -> float:  # fmt: skip
        """Write a paragraph from baseline ``y`` on; the baseline after it.

        ``most`` lines at the most, the last then ends in "…".
        """
        lines = list(wrap(text, room, size, bold))
        if most and len(lines) > most:
            lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room, size, bold)]
        for line in lines:
            self.add(Words(x, y, line, size, color, bold))
            y += size * 1.3
        return y


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """One line at most ``room`` wide; what does not fit shows as "…"."""
    line = " ".join(clean(text).split())
    if text_width(line, size, bold) <= room:
        return line
    while line and text_width(line + "…", size, bold) > room:
        line = line[:-1]
    return line.rstrip() + "…" if line else ""


def moved(shapes: Sequence[Shape], dx: float, dy: float) -> list[Shape]:
    """Shapes of another drawing, put somewhere else."""
    found: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Stroke):
            points = tuple((x + dx, y + dy) for x, y in shape.points)
            found.append(replace(shape, points=points))
        else:
            found.append(replace(shape, x=shape.x + dx, y=shape.y + dy))
    return found


def to_svg(drawing: Drawing, name: str) -> str:
    """The drawing as one self-contained SVG element of class ``name``."""
    w, h = drawing.width, drawing.height
    body = "".join(_svg(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" viewBox="0 0 {w:.0f} {h:.0f}" '
        f'width="{w:.0f}" height="{h:.0f}" role="img" '
        f'style="max-width:100%;height:auto" font-family="{look.FONTS}">'
        f"<title>{escape(clean(drawing.title))}</title>"
        f"<desc>{escape(clean(drawing.alt))}</desc>"
        f'<rect width="{w:.0f}" height="{h:.0f}" fill="{look.PAPER}"/>{body}</svg>'
    )


def _svg(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return (
            f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{max(shape.w, 0):.1f}" '
            f'height="{max(shape.h, 0):.1f}" rx="3" fill="{shape.fill}" stroke="{shape.stroke}" '
            f'stroke-width="{shape.width:g}"/>'
        )
    if isinstance(shape, Stroke):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        dash = f' stroke-dasharray="{DASH[0]:g} {DASH[1]:g}"' if shape.dashed else ""
        return (
            f'<polyline points="{path}" fill="none" stroke="{shape.color}" '
            f'stroke-width="{shape.width:g}"{dash}/>'
        )
    if isinstance(shape, Mark):
        return _svg_mark(shape)
    weight = ' font-weight="650"' if shape.bold else ""
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}" '
        f'fill="{shape.color}" text-anchor="{shape.anchor}"{weight}>'
        f"{escape(clean(shape.text))}</text>"
    )


def _svg_mark(mark: Mark) -> str:
    x, y, r, color = mark.x, mark.y, mark.size, mark.color
    if mark.form in ("dot", "ring"):
        fill = color if mark.form == "dot" else look.PAPER
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:g}" fill="{fill}" stroke="{color}" '
            f'stroke-width="2"/>'
        )
    if mark.form == "cross":
        return (
            f'<path d="M{x - r:.1f} {y - r:.1f}L{x + r:.1f} {y + r:.1f}M{x - r:.1f} {y + r:.1f}'
            f'L{x + r:.1f} {y - r:.1f}" stroke="{color}" stroke-width="2"/>'
        )
    points = " ".join(f"{px:.1f},{py:.1f}" for px, py in corners(mark))
    return f'<polygon points="{points}" fill="{color}"/>'


def corners(mark: Mark) -> list[tuple[float, float]]:
    """The corners of a square or a diamond."""
    x, y, r = mark.x, mark.y, mark.size
    if mark.form == "square":
        return [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    return [(x, y - r * 1.3), (x + r, y), (x, y + r * 1.3), (x - r, y)]


def to_figure(drawing: Drawing) -> Figure:
    """The same drawing as a matplotlib figure, 100 pixels to the inch."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(drawing.width / 100, drawing.height / 100), facecolor=look.PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    axes.set_axis_off()
    for place, shape in enumerate(drawing.shapes):
        _paint(axes, shape, place)
    return figure


def _paint(axes: Any, shape: Shape, place: int) -> None:
    from matplotlib.patches import Polygon, Rectangle

    if isinstance(shape, Rect):
        axes.add_patch(
            Rectangle(
                (shape.x, shape.y), max(shape.w, 0), max(shape.h, 0), facecolor=shape.fill,
                edgecolor=shape.stroke, linewidth=shape.width * 0.72, zorder=place,
            )
        )  # fmt: skip
    elif isinstance(shape, Stroke):
        xs, ys = zip(*shape.points, strict=True)
        axes.plot(xs, ys, color=shape.color, linewidth=shape.width * 0.72, zorder=place,
                  linestyle="--" if shape.dashed else "-")  # fmt: skip
    elif isinstance(shape, Mark) and shape.form in ("diamond", "square"):
        axes.add_patch(Polygon(corners(shape), closed=True, facecolor=shape.color, zorder=place))
    elif isinstance(shape, Mark):
        axes.plot(
            [shape.x], [shape.y], marker="x" if shape.form == "cross" else "o", color=shape.color,
            markersize=shape.size * 1.44, markeredgewidth=1.4, zorder=place, linestyle="none",
            markerfacecolor=look.PAPER if shape.form == "ring" else shape.color,
        )  # fmt: skip
    else:
        _paint_words(axes, shape, place)


def _paint_words(axes: Any, shape: Words, place: int) -> None:
    from curriculum.figures._fishbone_mpl import _glyphs

    weight = "bold" if shape.bold else "normal"
    known = _glyphs(weight)
    text = "".join(char if ord(char) in known else "□" for char in clean(shape.text))
    axes.text(
        shape.x, shape.y, text, fontsize=shape.size * 0.72, color=shape.color, fontweight=weight,
        ha=_HA[shape.anchor], va="baseline", parse_math=False, family="DejaVu Sans", zorder=place,
    )  # fmt: skip


def widest(texts: Sequence[str], size: float, bold: bool = False) -> float:
    """Width of the longest of some lines; 0 for none."""
    return max((text_width(text, size, bold) for text in texts), default=0.0)
