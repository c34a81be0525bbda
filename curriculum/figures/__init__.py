"""Drawings: one function per chart and artifact; the only importer of matplotlib (late)."""

from curriculum.figures.layout import Box, Layout, Segment, layout

__all__ = ["Box", "Layout", "Segment", "layout"]
