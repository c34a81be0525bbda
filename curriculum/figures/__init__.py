"""Drawings: one function per chart and artifact; the only importer of matplotlib (late)."""

from curriculum.figures.fishbone import fishbone_alt, fishbone_figure, fishbone_svg, numbered
from curriculum.figures.layout import HEAD_ID, Box, Layout, Segment, layout

__all__ = [
    "HEAD_ID",
    "Box",
    "Layout",
    "Segment",
    "fishbone_alt",
    "fishbone_figure",
    "fishbone_svg",
    "layout",
    "numbered",
]
