"""A disaggregation taken out of the room: one page (HTML, PDF), its picture, Markdown, a table.

Every form is made of what may be told of each group, so none holds a number that is hidden.
"""

from __future__ import annotations

import csv
import io

from curriculum.artifacts.disaggregation import Disaggregation, Which
from curriculum.charts.gaps import TO_CLOSE_WARNING
from curriculum.exports._leaf import Leaf, Part, Pictures, Table, Words
from curriculum.exports._leaf_html import html_of
from curriculum.exports._one_page import png_of
from curriculum.exports._pdf import pdf_of
from curriculum.exports.escape import cell, markdown, one_line
from curriculum.figures._gap_chart import gap_drawing
from curriculum.figures._sheet_draw import Drawing
from curriculum.figures.gaps import (
    MEASURES,
    Told,
    disaggregation_figure,
    disaggregation_rows,
    disaggregation_svg,
    floor_sentence,
    gaps_alt,
    plain,
    to_close_words,
    told_rows,
)

OPEN = "(not written yet)"
HIDDEN = "hidden"
_COLUMNS = ("Group", "Students", "Met", "Rate (interval)", "Gap (points)", "Ratio", "To close")
_SHARES = (0.31, 0.11, 0.08, 0.18, 0.14, 0.08, 0.1)
_CSV = (
    "measure", "group", "hidden", "students", "met", "percent", "percent_low", "percent_high",
    "gap_points", "ratio", "students_to_close",
)  # fmt: skip
#: On paper the words carry the numbers of these parts already, or the page shows them above.
_NOT_ON_PAGE = ("Measures", "What we found", "Students to close")
#: Narrow, so that it can be read on a phone and beside another.
_DRAWN = 400.0
_MOST_DRAWN, _LONG = 12, 12
_BOTH = ("Group", *("Students", "Rate (95%)", "Gap", "To close") * 2)
_BOTH_SHARES = (0.24, *(0.09, 0.145, 0.055, 0.09) * 2)


def to_svg(made: Disaggregation) -> str:
    """The picture as a self-contained SVG file."""
    return disaggregation_svg(made) + "\n"


def to_png(made: Disaggregation) -> bytes:
    """The picture as PNG, sharp enough for a slide."""
    return png_of(disaggregation_figure(made))


def to_print_html(made: Disaggregation) -> str:
    """One letter page as self-contained HTML."""
    return html_of(the_page(made))


def to_pdf(made: Disaggregation) -> bytes:
    """The same page as PDF."""
    return pdf_of(the_page(made))


def to_csv(made: Disaggregation) -> str:
    """One row per measure and group, empty where hidden; no cell is read as a formula."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_CSV)
    for which in MEASURES:
        for row in told_rows(made, which):
            numbers = (row.n, row.met, row.percent, row.low, row.high, row.gap, row.ratio,
                       row.to_close)  # fmt: skip
            table.writerow(
                [which, cell(row.name), "yes" if row.hidden else "no",
                 *("" if one is None else str(one) for one in numbers)]
            )  # fmt: skip
    return out.getvalue()


def to_markdown(made: Disaggregation) -> str:
    """The whole disaggregation as Markdown; whatever a person wrote stays words."""
    district = markdown(made.district)
    parts = [f"# Disaggregation: {district}" if district else "# Disaggregation"]
    there = ", ".join(markdown(name) for name in made.who_was_there if one_line(name))
    parts.append(f"*{made.version.capitalize()}*" + (f". Who was there: {there}" if there else ""))
    for which in MEASURES:
        rows = told_rows(made, which)
        parts.append(f"## {markdown(_name(made, which))}")
        parts.append(_markdown_table(rows) if rows else "No groups yet.")
    parts.append(markdown(floor_sentence(made)))
    parts += [
        f"**{label}.** {markdown(words) or OPEN}" for label, words, _ in disaggregation_rows(made)
    ]
    return "\n\n".join(parts) + "\n"


def _markdown_table(rows: tuple[Told, ...]) -> str:
    lines = [" | ".join(("", *_COLUMNS, "")).strip(), "|" + " --- |" * len(_COLUMNS)]
    lines += [
        "| " + " | ".join(markdown(text) for text in _cells(row)) + " |" for row in rows
    ]  # fmt: skip
    return "\n".join(lines)


def the_page(made: Disaggregation) -> Leaf:
    """The page that a cabinet can print: what was found, the numbers, what follows."""
    district = one_line(made.district)
    title = one_line(made.outcome.name) or "Disaggregation"
    told = " · ".join(
        text
        for text in (
            district,
            f"beside {one_line(made.comparison)}" if one_line(made.comparison) else "",
            one_line(made.outcome.period),
            made.version,
        )
        if text
    )
    parts: list[Part] = [Words("", made.finding_words, lead=True)]
    long = max(len(made.of(which)) for which in MEASURES) > _LONG
    drawn = (_drawn(made, which, 8 if long else _MOST_DRAWN) for which in MEASURES)
    drawings = tuple(one for one in drawn if one is not None)
    if drawings:
        parts.append(Pictures(drawings))
    parts += _tables(made, long)
    if made.groups:
        if any(to_close_words(made, which) for which in MEASURES):
            close = f"Students to close: {TO_CLOSE_WARNING}"
            parts.append(Words("", close, whole=True, quiet=True))
        parts.append(Words("", floor_sentence(made), whole=True, quiet=True))
    parts += [
        Words(label, words or OPEN)
        for label, words, _ in disaggregation_rows(made)
        if label not in _NOT_ON_PAGE
    ]
    return Leaf(title, told, tuple(parts))


def _tables(made: Disaggregation, long: bool) -> list[Part]:
    """A table for each measure; one for both where they are long and have the same groups."""
    told = {which: told_rows(made, which) for which in MEASURES}
    names = [[plain(row.name) for row in rows] for rows in told.values()]
    if long and names[0] == names[1]:
        rows = tuple(
            (_cells(one)[0], *_short(_cells(one)), *_short(_cells(two)))
            for one, two in zip(told["outcome"], told["opportunity"], strict=True)
        )
        caption = "; ".join(
            f"{which.capitalize()}: {_name(made, which)} ({_under(made, which)})"
            for which in MEASURES
        )
        return [Table(_BOTH, rows, _BOTH_SHARES, "First outcome, then opportunity", caption)]
    return [
        Table(
            _COLUMNS,
            tuple(_cells(row) for row in told[which]),
            _SHARES,
            f"{which.capitalize()}: {_name(made, which)}",
            _under(made, which),
        )
        for which in MEASURES
        if told[which]
    ]


def _short(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Students, rate, gap and to close of a row."""
    return cells[1], cells[3], cells[4], cells[6]


def _drawn(made: Disaggregation, which: Which, most: int) -> Drawing | None:
    drawing = gap_drawing(made, which, _DRAWN, most=most)
    if drawing is not None:
        drawing.alt = gaps_alt(made, which)
    return drawing


def _name(made: Disaggregation, which: Which) -> str:
    return one_line(getattr(made, which).name) or f"{which} measure"


def _under(made: Disaggregation, which: Which) -> str:
    one = getattr(made, which)
    out_of = one_line(one.out_of)
    told = (one.counted, f"out of {out_of}" if out_of else "", one.period, one.source)
    return " · ".join(one_line(text) for text in told if one_line(text))


def _cells(row: Told) -> tuple[str, ...]:
    name = row.name or "(no name)"
    if row.percent is None:
        return (name, HIDDEN if row.hidden else "", "", "", "", "", "")
    return (
        name + (" (comparison)" if row.is_comparison else ""),
        f"{row.n:,}",
        _number(row.met, ",d"),
        row.share,
        "" if row.is_comparison else _number(row.gap, "+.0f").replace("-", "−"),
        "" if row.is_comparison else _number(row.ratio, ".2f"),
        "" if row.is_comparison else _number(row.to_close, ",d"),
    )


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
