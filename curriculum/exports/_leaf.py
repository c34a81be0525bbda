"""One letter page of pictures, a table and words: how large its type is, and what fits on it.

Widths are those of the font that the PDF embeds, the widest of those that a browser may take, so
what fits in the PDF fits in print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from curriculum.exports.escape import one_line
from curriculum.figures._sheet_draw import Drawing, cut
from curriculum.figures.metrics import wrap

#: Letter size and margins in points.
WIDTH, HEIGHT, MARGIN = 612.0, 792.0, 40.0
ROOM = WIDTH - 2 * MARGIN
TALL = HEIGHT - 2 * MARGIN
LABEL = 126.0
LEADING = 1.28
CONTINUED = " … (continued in the notebook)"
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
#: Lines of a text and rows of a table that are left on a full page, from most to least.
_SHORTER = (
    *((14, 80), (10, 80), (8, 80), (6, 80), (6, 40), (5, 28), (4, 28), (4, 20), (3, 20)),
    *((3, 14), (2, 14), (2, 10)),
)
_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Pictures:
    """Drawings side by side; at size 10 no higher than ``most`` points."""

    drawings: tuple[Drawing, ...]
    most: float = 230.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of short texts; ``shares`` of the width, numbers to the right but for the first.

    ``caption`` stands above it, ``under`` in small print below the caption.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    caption: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph with its label; without one it stands across the page.

    ``whole`` says that it is never shortened, ``quiet`` that it is small print.
    """

    label: str
    text: str
    whole: bool = False
    quiet: bool = False
    lead: bool = False


Part = Pictures | Table | Words
_REST = Words("", "This page is full: continued in the notebook.", whole=True)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The page: title, the line under it, parts from top to bottom; type in points."""

    title: str
    told: str
    parts: tuple[Part, ...]
    size: float = SIZES[0]


def fitted(leaf: Leaf) -> Leaf:
    """The page in the largest type in which it fits; longer still, its texts and rows say so."""
    for size in SIZES:
        tried = replace(leaf, size=size)
        if height(tried) <= TALL:
            return tried
    least = replace(leaf, size=SIZES[-1])
    for lines, rows in _SHORTER:
        tried = _shorter(least, lines, rows)
        if height(tried) <= TALL:
            return tried
    bare = replace(least, parts=tuple(p for p in least.parts if not isinstance(p, Pictures)))
    parts = list(_shorter(bare, 2, 10).parts)
    while parts and height(replace(least, parts=(*parts, _REST))) > TALL:
        parts.pop()
    return replace(least, parts=(*parts, _REST))


def _shorter(page: Leaf, lines: int, rows: int) -> Leaf:
    parts = (_fewer_rows(_fewer_lines(part, lines, page), rows) for part in page.parts)
    return replace(page, parts=tuple(parts))


def height(leaf: Leaf) -> float:
    """How tall it is in points."""
    total = title_height(leaf)
    return total + sum(part_height(part, leaf.size) for part in leaf.parts)


def title_lines(leaf: Leaf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines of the title and of what stands under it; at most two and three."""
    return (
        _most(leaf.title, ROOM, leaf.size * 1.6, 2, bold=True),
        _most(leaf.told, ROOM, leaf.size * 0.9, 3),
    )


def title_height(leaf: Leaf) -> float:
    """Title and the line under it."""
    title, told = title_lines(leaf)
    return (1.6 * len(title) + 0.9 * len(told)) * leaf.size * LEADING + 6


def part_height(part: Part, size: float) -> float:
    """How tall a part is in points."""
    if isinstance(part, Pictures):
        return picture_scale(part, size)[1] + 6
    if isinstance(part, Table):
        step = row_step(size)
        rows = 1 + sum(_lines_of_row(part, row, size) for row in part.rows)
        small = len(under_lines(part, size)) * size * 0.85 * LEADING
        return step * (rows + len(caption_lines(part, size))) + small + 8
    lines = words_lines(part, size)
    return len(lines) * words_size(part, size) * LEADING + 4 if lines else 0.0


def picture_scale(part: Pictures, size: float) -> tuple[float, float]:
    """Points per pixel of the drawings, and their height in points."""
    count = len(part.drawings)
    if not count:
        return 1.0, 0.0
    each = (ROOM - (count - 1) * _GAP) / count
    most = part.most * (0.55 + 0.45 * size / SIZES[0])
    wide = max(one.width for one in part.drawings)
    high = max(one.height for one in part.drawings)
    scale = min(each / wide, most / high, 0.75)
    return scale, high * scale


def picture_place(part: Pictures, at: int) -> float:
    """Where a drawing begins, in points from the left edge of the text."""
    return at * (ROOM + _GAP) / max(1, len(part.drawings))


def words_size(part: Words, size: float) -> float:
    """The size of its type."""
    return size * (0.85 if part.quiet else 1.15 if part.lead else 1.0)


def words_lines(part: Words, size: float) -> tuple[str, ...]:
    """Its lines; none where nothing is written."""
    room = ROOM - (LABEL if part.label else 0.0)
    return tuple(wrap(one_line(part.text), room, words_size(part, size), part.lead))


def row_step(size: float) -> float:
    """From one line of a table to the next."""
    return size * 0.92 * LEADING + 2.0


def caption_lines(part: Table, size: float) -> tuple[str, ...]:
    """What stands above a table; at most two lines."""
    return _most(part.caption, ROOM, size * 0.92, 2, bold=True)


def under_lines(part: Table, size: float) -> tuple[str, ...]:
    """The small print of a table; at most three lines."""
    return _most(part.under, ROOM, size * 0.85, 3)


def cell_lines(part: Table, row: Sequence[str], at: int, size: float) -> tuple[str, ...]:
    """The lines of one cell; at most two."""
    return _most(row[at], part.shares[at] * ROOM - 6, size * 0.92, 2, bold=False)


def _lines_of_row(part: Table, row: Sequence[str], size: float) -> int:
    return max((len(cell_lines(part, row, at, size)) for at in range(len(row))), default=1) or 1


def _most(text: str, room: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    lines = list(wrap(one_line(text), room, size, bold))
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room, size, bold)]
    return tuple(lines)


def _fewer_lines(part: Part, most: int, leaf: Leaf) -> Part:
    if not isinstance(part, Words) or part.whole:
        return part
    lines = words_lines(part, leaf.size)
    if len(lines) <= most:
        return part
    words = " ".join(lines[:most]).split()
    shorter = part
    while words:
        words.pop()
        shorter = replace(part, text=" ".join(words) + CONTINUED)
        if len(words_lines(shorter, leaf.size)) <= most:
            return shorter
    return replace(part, text=CONTINUED.strip())


def _fewer_rows(part: Part, most: int) -> Part:
    if not isinstance(part, Table) or len(part.rows) <= most:
        return part
    gone = len(part.rows) - most + 1
    last = (f"{gone} more rows: continued in the notebook", *("" for _ in part.columns[1:]))
    return replace(part, rows=(*part.rows[: most - 1], last))
