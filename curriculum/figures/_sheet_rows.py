"""The parts of a sheet in words: a label with what was written beside it, row below row."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Rect, Words
from curriculum.figures._sheet_marks import MarksBeside

OPEN = "not written yet"

Row = tuple[str, str, tuple[str, ...]]
"""Label, words, and the fields that it shows (where a finding may point)."""


def listed(*parts: str) -> str:
    """The parts that have words, in one line."""
    return " · ".join(part.strip() for part in parts if part.strip())


def draw_rows(
    drawing: Drawing, rows: Iterable[Row], y: float, indent: float, marks: MarksBeside
) -> float:
    """Draw rows from ``y`` on, their words beside the labels, with the findings about each.

    Parameters
    ----------
    drawing : Drawing
    rows : iterable of Row
    y : float
        Where the first row begins.
    indent : float
        From the labels to the words.
    marks : MarksBeside

    Returns
    -------
    float
        Where the last row ends.
    """
    room = drawing.width - indent - 60
    for label, words, fields in rows:
        drawing.add(Rect(20, y, drawing.width - 40, 1, look.LINE))
        drawing.add(Words(20, y + 22, label, bold=True))
        told = words.strip()
        color = look.INK if told else look.QUIET
        y = drawing.write(20 + indent, y + 22, told or OPEN, room, color=color) - 6
        marks.draw(drawing, fields, y)
    return y


def rows_told(rows: Iterable[Row]) -> list[str]:
    """The same rows in words."""
    return [f"{label}: {words.strip() or OPEN}" for label, words, _ in rows]
