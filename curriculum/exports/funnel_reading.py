"""A funnel reading taken out of the room: one page (HTML, PDF), its picture, Markdown, a table."""

from __future__ import annotations

import csv
import io

from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.exports._leaf import Leaf, Part, Pictures, Words
from curriculum.exports._leaf_html import html_of
from curriculum.exports._one_page import png_of
from curriculum.exports._pdf import pdf_of
from curriculum.exports.escape import cell, markdown, one_line
from curriculum.figures.funnel_reading import (
    FunnelData,
    funnel_alt,
    funnel_only,
    funnel_places,
    funnel_reading_figure,
    funnel_reading_rows,
    funnel_reading_svg,
)

OPEN = "(not written yet)"
_CSV = ("code", "students", "met", "percent", "side", "reading", "words")


def to_svg(made: FunnelReading, data: FunnelData | None = None) -> str:
    """The picture as a self-contained SVG file."""
    return funnel_reading_svg(made, data) + "\n"


def to_png(made: FunnelReading, data: FunnelData | None = None) -> bytes:
    """The picture as PNG, sharp enough for a slide."""
    return png_of(funnel_reading_figure(made, data))


def to_print_html(made: FunnelReading, data: FunnelData | None = None) -> str:
    """One letter page as self-contained HTML."""
    return html_of(the_page(made, data))


def to_pdf(made: FunnelReading, data: FunnelData | None = None) -> bytes:
    """The same page as PDF."""
    return pdf_of(the_page(made, data))


def to_csv(made: FunnelReading, data: FunnelData | None = None) -> str:
    """One row per school or district, by code; no cell is read as a formula.

    Without data there is one row for each point of the reading.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_CSV)
    read = {one.code.strip(): one for one in made.outside}
    spots = () if data is None else funnel_places(data, limits=made.limits or "99.8",
                                                  adjusted=made.adjusted == "yes")  # fmt: skip
    for spot in spots:
        one = read.pop(spot.code.strip(), None)
        table.writerow(
            [cell(spot.code), spot.n, round(spot.n * spot.rate), f"{100 * spot.rate:.1f}",
             spot.side, one.reading if one else "", cell(one.words) if one else ""]
        )  # fmt: skip
    for code, one in read.items():
        table.writerow([cell(code), "", "", "", "", one.reading, cell(one.words)])
    return out.getvalue()


def to_markdown(made: FunnelReading, data: FunnelData | None = None) -> str:
    """The whole reading as Markdown; whatever a person wrote stays words."""
    district = markdown(made.district)
    parts = [f"# Funnel reading: {district}" if district else "# Funnel reading"]
    there = ", ".join(markdown(name) for name in made.who_was_there if one_line(name))
    parts.append(f"*{made.version.capitalize()}*" + (f". Who was there: {there}" if there else ""))
    if data is not None:
        parts.append(f"**The funnel.** {markdown(_alt(made, data))}")
    parts += [
        f"**{label}.** {markdown(words) or OPEN}"
        for label, words, _ in funnel_reading_rows(made, warned=data is not None)
    ]
    return "\n\n".join(parts) + "\n"


def the_page(made: FunnelReading, data: FunnelData | None) -> Leaf:
    """The page that a cabinet can print: the funnel, then the reading."""
    title = one_line(made.measure) or "Funnel reading"
    told = " · ".join(
        text for text in (one_line(made.district), "signal, not rank", made.version) if text
    )
    parts: list[Part] = [Words("", made.board, lead=True)]
    if data is not None:
        drawing = funnel_only(made, data)
        drawing.alt = _alt(made, data)
        parts.append(Pictures((drawing,), most=310))
    parts += [
        Words(label, words or OPEN)
        for label, words, _ in funnel_reading_rows(made, warned=data is not None)
        if label != "To the board" or not made.board
    ]
    return Leaf(title, told, tuple(parts))


def _alt(made: FunnelReading, data: FunnelData) -> str:
    return funnel_alt(
        data,
        limits=made.limits or "99.8",
        adjusted=made.adjusted == "yes",
        marked=tuple(one.code.strip() for one in made.outside),
    )
