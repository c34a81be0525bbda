"""Findings marked beside the part of a drawing that they are about."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Rect, Words
from curriculum.figures.fishbone import Marked, numbered


class MarksBeside:
    """The open findings, each drawn once, at the first part that holds its place."""

    def __init__(self, findings: Sequence[Marked]) -> None:
        self._left = list(numbered(findings))

    def draw(self, drawing: Drawing, where: Sequence[str], bottom: float) -> None:
        """Mark what is about one of the fields ``where`` on the row that ends at ``bottom``."""
        hits = [one for one in self._left if _holds(where, one[1].where)]
        self._left = [one for one in self._left if one not in hits]
        self._put(drawing, hits, bottom)

    def draw_rest(self, drawing: Drawing, bottom: float) -> None:
        """Mark what is left (about the whole) on the last row."""
        self._put(drawing, self._left, bottom)
        self._left = []

    def _put(self, drawing: Drawing, hits: Sequence[tuple[int, Marked]], bottom: float) -> None:
        right = drawing.width - 22
        for number, finding in reversed(hits):
            missed = finding.status == "missed"
            text = f"{'!' if missed else '?'}{number}"
            wide = 18 + 8 * len(str(number))
            fill, ink = (look.MISS, look.PAPER) if missed else (look.PAPER, look.INK)
            drawing.add(
                Rect(right - wide, bottom - 19, wide, 19, fill, look.MISS if missed else look.INK),
                Words(right - wide / 2, bottom - 5, text, 13, ink, True, "middle"),
            )
            right -= wide + 4


def _holds(fields: Sequence[str], where: str) -> bool:
    return any(where == name or where.startswith(f"{name}.") for name in fields)


def marks_beside(findings: Sequence[Marked]) -> MarksBeside:
    """The marks of these findings; those that passed are left out."""
    return MarksBeside(findings)
