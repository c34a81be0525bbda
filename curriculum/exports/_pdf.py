"""One letter page as PDF: real text in embedded fonts, drawings as vectors.

Nothing is read or fetched because of what a person wrote: words are only ever shown as text, and
the fonts are those that come with matplotlib (which is not imported).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.exports import _leaf as leaf
from curriculum.figures import look
from curriculum.figures._sheet_draw import (
    DASH,
    Drawing,
    Mark,
    Rect,
    Shape,
    Stroke,
    corners,
)
from curriculum.figures._sheet_draw import Words as Label
from curriculum.figures.metrics import clean

if TYPE_CHECKING:
    from fpdf import FPDF

_FAMILY = "sheet"
_FILES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
_UNKNOWN = "□"
_UNPRINTED = (
    "□ stands for a character that this PDF has no letters for; the print-out of the notebook "
    "shows it."
)


def pdf_of(page: leaf.Leaf) -> bytes:
    """The page as a PDF file.

    Parameters
    ----------
    page : Leaf
        Fitted here; whatever is too long says that it continues.
    """
    note = unprinted(page)
    if note:
        page = replace(page, parts=(*page.parts, leaf.Words("", note, whole=True, quiet=True)))
    page = leaf.fitted(page)
    paper = _paper(page)
    y = leaf.MARGIN
    title, told = leaf.title_lines(page)
    y = _lines(paper, title, leaf.MARGIN, y, page.size * 1.6, look.DEEP, bold=True)
    y = _lines(paper, told, leaf.MARGIN, y, page.size * 0.9, look.QUIET) + 6
    for part in page.parts:
        if isinstance(part, leaf.Pictures):
            _pictures(paper, part, y, page.size)
        elif isinstance(part, leaf.Table):
            _table(paper, part, y, page.size)
        else:
            _words(paper, part, y, page.size)
        y += leaf.part_height(part, page.size)
    return bytes(paper.output())


def unprinted(page: leaf.Leaf) -> str:
    """What stands below where the fonts do not have every character; "" where they do."""
    known = _characters()
    return _UNPRINTED if any(ord(char) not in known for char in _every_character(page)) else ""


def _paper(page: leaf.Leaf) -> FPDF:
    from fpdf import FPDF

    paper = FPDF(unit="pt", format="letter")
    paper.set_auto_page_break(False)
    paper.set_title(" ".join(clean(page.title).split()))
    paper.set_lang("en-US")
    paper.set_creator("LIFT and ELIE practice room")
    for style, name in _FILES.items():
        paper.add_font(_FAMILY, style, str(_fonts() / name))
    paper.add_page()
    return paper


@lru_cache(maxsize=1)
def _fonts() -> Path:
    found = find_spec("matplotlib")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("matplotlib is not installed, so there are no fonts for a PDF.")
    return Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    """What both fonts have."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    tables = [set(TTFont(_fonts() / name, lazy=True).getBestCmap()) for name in _FILES.values()]
    return frozenset(tables[0] & tables[1])


def _every_character(page: leaf.Leaf) -> set[str]:
    texts = [page.title, page.told]
    for part in page.parts:
        if isinstance(part, leaf.Words):
            texts += [part.label, part.text]
        elif isinstance(part, leaf.Table):
            texts += [*part.columns, *(cell for row in part.rows for cell in row)]
        else:
            texts += [
                shape.text
                for drawing in part.drawings
                for shape in drawing.shapes
                if isinstance(shape, Label)
            ]
    return {char for text in texts for char in " ".join(clean(text).split())}


def _printed(text: str) -> str:
    known = _characters()
    return "".join(char if ord(char) in known else _UNKNOWN for char in clean(text))


def _ink(paper: FPDF, color: str, size: float, bold: bool) -> None:
    paper.set_font(_FAMILY, "B" if bold else "", size)
    paper.set_text_color(*_rgb(color))


def _lines(
    paper: FPDF, lines: Sequence[str], x: float, y: float, size: float, color: str,
    *, bold: bool = False, right: float | None = None,
) -> float:  # fmt: skip
    """Lines from the upper edge ``y`` on; to the right edge ``right`` where one is given."""
    _ink(paper, color, size, bold)
    for line in lines:
        text = _printed(line)
        at = x if right is None else right - paper.get_string_width(text)
        if text.strip():
            paper.text(at, y + size, text)
        y += size * leaf.LEADING
    return y


def _words(paper: FPDF, part: leaf.Words, y: float, size: float) -> None:
    lines = leaf.words_lines(part, size)
    if not lines:
        return
    own = leaf.words_size(part, size)
    x = leaf.MARGIN
    if part.label:
        _rule(paper, y - 1)
        _lines(paper, (part.label,), x, y, size * 0.95, look.DEEP, bold=True)
        x += leaf.LABEL
    _lines(paper, lines, x, y, own, look.QUIET if part.quiet else look.INK, bold=part.lead)


def _rule(paper: FPDF, y: float, color: str = look.LINE) -> None:
    paper.set_draw_color(*_rgb(color))
    paper.set_line_width(0.5)
    paper.line(leaf.MARGIN, y, leaf.MARGIN + leaf.ROOM, y)


def _table(paper: FPDF, part: leaf.Table, y: float, size: float) -> None:
    step, own = leaf.row_step(size), size * 0.92
    edges = [leaf.MARGIN]
    for share in part.shares:
        edges.append(edges[-1] + share * leaf.ROOM)
    if part.caption:
        _lines(paper, leaf.caption_lines(part, size), leaf.MARGIN, y, own, look.DEEP, bold=True)
        y += step * len(leaf.caption_lines(part, size))
    if part.under:
        lines = leaf.under_lines(part, size)
        y = _lines(paper, lines, leaf.MARGIN, y, size * 0.85, look.QUIET)
    for at, name in enumerate(part.columns):
        right = None if at == 0 else edges[at + 1] - 3
        _lines(paper, (name,), edges[at], y, own, look.DEEP, bold=True, right=right)
    y += step
    _rule(paper, y - 1.5, look.DEEP)
    for row in part.rows:
        most = 1
        for at in range(len(row)):
            lines = leaf.cell_lines(part, row, at, size)
            right = None if at == 0 else edges[at + 1] - 3
            _lines(paper, lines, edges[at], y, own, look.INK, right=right)
            most = max(most, len(lines))
        y += step * most
        _rule(paper, y - 1.5)


def _pictures(paper: FPDF, part: leaf.Pictures, y: float, size: float) -> None:
    scale, _ = leaf.picture_scale(part, size)
    for at, drawing in enumerate(part.drawings):
        x = leaf.MARGIN + leaf.picture_place(part, at)
        wide, high = drawing.width * scale, drawing.height * scale
        # An empty picture carries title and alternative text for what is drawn on it.
        paper.image(
            io.BytesIO(_empty(drawing)), x, y, wide, high,
            title=drawing.title, alt_text=" ".join(clean(drawing.alt).split()),
        )  # fmt: skip
        with paper.local_context():
            for shape in drawing.shapes:
                _draw(paper, shape, x, y, scale)


def _empty(drawing: Drawing) -> bytes:
    w, h = f"{drawing.width:.0f}", f"{drawing.height:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        f'<rect width="{w}" height="{h}" fill="{look.PAPER}"/></svg>'
    ).encode()


def _draw(paper: FPDF, shape: Shape, x: float, y: float, scale: float) -> None:
    if isinstance(shape, Label):
        if shape.text.strip():
            _label(paper, shape, x, y, scale)
    elif isinstance(shape, Stroke):
        paper.set_draw_color(*_rgb(shape.color))
        paper.set_line_width(shape.width * scale)
        dash = [part * scale for part in DASH] if shape.dashed else [0.0, 0.0]
        paper.set_dash_pattern(dash=dash[0], gap=dash[1])
        paper.polyline([(x + px * scale, y + py * scale) for px, py in shape.points])
        paper.set_dash_pattern()
    elif isinstance(shape, Rect):
        fill, edge = shape.fill != "none", shape.stroke != "none"
        style = ("D" if edge else "") + ("F" if fill else "")
        if not style:
            return
        if fill:
            paper.set_fill_color(*_rgb(shape.fill))
        if edge:
            paper.set_draw_color(*_rgb(shape.stroke))
            paper.set_line_width(shape.width * scale)
        place = (x + shape.x * scale, y + shape.y * scale, shape.w * scale, shape.h * scale)
        paper.rect(*place, style=style)
    else:
        _mark(paper, shape, x + shape.x * scale, y + shape.y * scale, scale)


def _mark(paper: FPDF, mark: Mark, x: float, y: float, scale: float) -> None:
    r = mark.size * scale
    paper.set_draw_color(*_rgb(mark.color))
    paper.set_fill_color(*_rgb(look.PAPER if mark.form == "ring" else mark.color))
    paper.set_line_width(2 * scale)
    if mark.form in ("dot", "ring"):
        paper.circle(x, y, r, style="DF")
    elif mark.form == "cross":
        paper.line(x - r, y - r, x + r, y + r)
        paper.line(x - r, y + r, x + r, y - r)
    else:
        paper.polygon(
            [(x + (px - mark.x) * scale, y + (py - mark.y) * scale) for px, py in corners(mark)],
            style="F",
        )


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _label(paper: FPDF, label: Label, x: float, y: float, scale: float) -> None:
    text = _printed(label.text)
    _ink(paper, label.color, label.size * scale, label.bold)
    wide = paper.get_string_width(text)
    shift = {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    paper.text(x + label.x * scale - shift, y + label.y * scale, text)
