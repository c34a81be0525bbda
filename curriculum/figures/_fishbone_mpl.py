"""Draws a laid-out fishbone with matplotlib; imported only when a picture is asked for."""

from __future__ import annotations

from functools import lru_cache

from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from curriculum.figures import look
from curriculum.figures.fishbone import SMALL, footer
from curriculum.figures.shapes import Box, Layout, text_place

_FAMILY = "DejaVu Sans"
_POINTS = 0.75
_STROKES = {
    "spine": (look.DEEP, 6.0),
    "tail": (look.DEEP, 4.0),
    "bone": (look.BLUE, 3.5),
    "branch": (look.BLUE, 1.6),
    "why": (look.QUIET, 1.2),
}


def draw(plan: Layout) -> Figure:
    """The figure of a layout, one CSS pixel to 1/96 inch."""
    figure = Figure(figsize=(plan.width / 96, plan.height / 96), dpi=96, facecolor=look.PAPER)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, plan.width)
    axes.set_ylim(plan.height, 0)
    axes.axis("off")
    for line in plan.lines:
        color, wide = _STROKES[line.kind]
        axes.plot(
            (line.x1, line.x2), (line.y1, line.y2), color=color, linewidth=wide * _POINTS,
            solid_capstyle="round",
        )  # fmt: skip
    for box in plan.boxes:
        _box(axes, box)
    return figure


def _box(axes: object, box: Box) -> None:
    dark = box.kind in ("head", "bone")
    fill = {"head": look.DEEP, "bone": look.ACCENT_DEEP, "cause": look.PAPER, "why": look.TINT}[
        box.kind
    ]
    corner = {"head": 18.0, "bone": min(box.h / 2, 16.0)}.get(box.kind, 5.0)
    axes.add_patch(  # type: ignore[attr-defined]
        FancyBboxPatch(
            (box.x, box.y), box.w, box.h,
            boxstyle=f"round,pad=0,rounding_size={corner}",
            facecolor=fill, edgecolor=fill if dark else look.LINE, linewidth=1.3 * _POINTS,
            linestyle=(0, (5, 3)) if box.tag == "assumption" else "solid", zorder=3,
        )
    )  # fmt: skip
    if box.tag in look.TAGS:
        color = look.TAGS[box.tag].color
        axes.add_patch(  # type: ignore[attr-defined]
            Rectangle((box.x, box.y), 5, box.h, facecolor=color, edgecolor="none", zorder=4)
        )
    at = text_place(box)
    ink, weight = (look.PAPER, "bold") if dark else (look.INK, "normal")
    side = "center" if at.centered else "left"
    for i, line in enumerate(box.lines):
        _write(axes, at.x, at.y + i * at.step, line, at.size, ink, side, weight)
    for x, y, words, anchor, heavy in footer(box):
        side = "right" if anchor == "end" else "left"
        _write(axes, x, y, words, SMALL, look.INK, side, "bold" if heavy > 500 else "normal")


def _write(
    axes: object,
    x: float,
    y: float,
    words: str,
    size: float,
    color: str,
    side: str,
    weight: str,
) -> None:
    known = _glyphs(weight)
    # A character without a glyph would be drawn as an empty box anyway, with a warning on stderr.
    shown = "".join(char if ord(char) in known else "□" for char in words)
    axes.text(  # type: ignore[attr-defined]
        x, y, shown, fontsize=size * _POINTS, color=color, family=_FAMILY, weight=weight,
        ha=side, va="baseline", parse_math=False, zorder=5,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _glyphs(weight: str) -> frozenset[int]:
    path = font_manager.findfont(font_manager.FontProperties(family=_FAMILY, weight=weight))
    return frozenset(font_manager.get_font(path).get_charmap())
