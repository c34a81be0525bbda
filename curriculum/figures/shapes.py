"""The boxes and lines of a laid-out fishbone, and where text stands in a box."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

BoxKind = Literal["head", "bone", "cause", "why"]
LineKind = Literal["spine", "tail", "bone", "branch", "why"]

FONT = 15.0
LINE = 19.0
PAD = 8.0
HEAD_FONT = 16.0
HEAD_LINE = 21.0
HEAD_ID = "problem_statement"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with text: ``x``, ``y`` is its upper left corner.

    ``tag`` and ``lane`` are those of a leaf, or None. A leaf with a tag or lane has a footer of
    height ``foot`` at the bottom of the box where they are shown; ``parent`` is the id of the box
    that it hangs on; ``depth`` is 0 for a cause and 1, 2, … for the whys beneath it.
    """

    id: str
    kind: BoxKind
    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    tag: str | None = None
    lane: str | None = None
    foot: float = 0.0
    leaf: bool = False
    parent: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight line; bones and branches run toward the spine, the spine toward the head."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out fishbone, in the unit of CSS pixels at ``width`` wide."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Segment, ...]
    font: float = FONT
    line_height: float = LINE
    pad: float = PAD
    head_font: float = HEAD_FONT
    head_line_height: float = HEAD_LINE

    def as_dict(self) -> dict[str, Any]:
        """The layout as plain data, for JSON and for the editor."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """Where the lines of a box start: the first baseline, the step, the font size."""

    x: float
    y: float
    step: float
    size: float
    centered: bool


def text_place(box: Box) -> TextPlace:
    """Where the text of a box goes, the same for every drawing."""
    if box.kind in ("cause", "why"):
        return TextPlace(box.x + PAD + 1, box.y + PAD + FONT * 0.78, LINE, FONT, False)
    head = box.kind == "head"
    size, step = (HEAD_FONT, HEAD_LINE) if head else (FONT, LINE)
    y = box.y + box.h / 2 - (len(box.lines) - 1) * step / 2 + size * 0.35
    return TextPlace(box.x + (14 if head else box.w / 2), y, step, size, not head)
