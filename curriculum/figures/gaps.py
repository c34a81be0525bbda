"""A disaggregation as a picture (groups beside the comparison), and the same as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from curriculum.artifacts.disaggregation import Disaggregation, Which
from curriculum.charts.gaps import TO_CLOSE_WARNING
from curriculum.charts.simpson import Reversal
from curriculum.figures import look
from curriculum.figures._gap_chart import gap_drawing, split_drawing
from curriculum.figures._gap_guard import plain
from curriculum.figures._gap_told import Told, told_rows
from curriculum.figures._sheet_draw import Drawing, moved, to_figure, to_svg
from curriculum.figures._sheet_marks import marks_beside
from curriculum.figures._sheet_rows import Row, draw_rows, listed, rows_told
from curriculum.figures.fishbone import Marked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "MEASURES",
    "Told",
    "disaggregation_alt",
    "disaggregation_drawing",
    "disaggregation_figure",
    "disaggregation_rows",
    "disaggregation_svg",
    "floor_sentence",
    "gaps_alt",
    "gaps_svg",
    "plain",
    "split_alt",
    "split_svg",
    "to_close_words",
    "told_rows",
]

MEASURES: tuple[Which, ...] = ("outcome", "opportunity")
SPLITS = {
    "same": "The same way round in every part",
    "reversed": "The other way round in every part",
    "mixed": "One way in some parts, the other way in others",
    "": "",
}
_WIDTH, _LABEL = 1000.0, 192.0


def gaps_svg(made: Disaggregation, which: Which = "outcome", width: float = 820.0) -> str:
    """One measure: a dot with its interval per group, the comparison as a line.

    Parameters
    ----------
    made : Disaggregation
    which : {"outcome", "opportunity"}
    width : float
        In CSS pixels.

    Returns
    -------
    str
        SVG; "" where no group stands there. Hidden groups are named as hidden, without numbers.
    """
    drawing = gap_drawing(made, which, width)
    if drawing is None:
        return ""
    drawing.alt = gaps_alt(made, which)
    return to_svg(drawing, "le-gaps")


def gaps_alt(made: Disaggregation, which: Which = "outcome") -> str:
    """The picture of one measure in words: every group with its numbers, or that it is hidden."""
    rows = told_rows(made, which)
    name = getattr(made, which).name.strip() or f"The {which} measure"
    if not rows:
        return f"{name}: no groups yet."
    beside = f", beside {made.comparison.strip()}" if made.comparison.strip() else ""
    return " ".join((f"{name}{beside}.", *(row.sentence for row in rows)))


def split_svg(found: Reversal, width: float = 620.0) -> str:
    """A gap all together and in each part."""
    drawing = split_drawing(found, width)
    drawing.alt = split_alt(found)
    return to_svg(drawing, "le-split")


def split_alt(found: Reversal) -> str:
    """The same in words."""
    told = "; ".join(
        f"{part.part}: {abs(part.gap):.0f} points {'more' if part.gap > 0 else 'less'}"
        for part in found.parts
    )
    return f"{found.sentence} {told}." if told else found.sentence


def to_close_words(made: Disaggregation, which: Which = "outcome") -> str:
    """Students to close, group by group, always with its warning; "" where there is none."""
    told = [
        f"{row.name} {row.to_close:,}" for row in told_rows(made, which) if row.to_close is not None
        and row.to_close > 0 and not row.is_comparison
    ]  # fmt: skip
    return f"{'; '.join(told)}. {TO_CLOSE_WARNING}" if told else ""


def floor_sentence(made: Disaggregation) -> str:
    """Why rows are hidden, as it stands under every table."""
    return (
        f"Groups of fewer than {made.floor} students are hidden, as are small groups in which all "
        "or none met the mark, and others that would give them away."
    )


def disaggregation_rows(made: Disaggregation) -> list[Row]:
    """The parts in words, in reading order: label, words, the fields that they show."""
    return [
        ("Measures", "; ".join(t for t in (_measure(made, which) for which in MEASURES) if t),
         ("outcome", "opportunity")),
        ("Compared with", listed(made.comparison, made.comparison_why),
         ("comparison", "comparison_why")),
        ("Students to close", to_close_words(made), ("groups",)),
        ("Split by", listed(made.split_by, SPLITS[made.split], made.split_words),
         ("split_by", "split", "split_words")),
        ("What we found", made.finding_words, ("finding_words",)),
        ("What the system does", made.system_words, ("system_words",)),
        ("Voices", " · ".join(f"{one.who.strip() or 'someone'}: “{_unquoted(one.words)}”"
                              for one in made.voices if one.words.strip()), ("voices",)),
        ("Goal for everyone", made.goal, ("goal",)),
        ("Ways there", " · ".join(f"for {one.for_whom.strip() or 'whom?'}: {one.what.strip()}"
                                 for one in made.strategies if one.what.strip()), ("strategies",)),
        ("Next step", listed(made.next_step, made.next_who, made.next_by),
         ("next_step", "next_who", "next_by")),
    ]  # fmt: skip


def _unquoted(words: str) -> str:
    return words.strip().strip('"“”').strip()


def _measure(made: Disaggregation, which: Which) -> str:
    one = getattr(made, which)
    told = listed(one.name, one.counted, f"out of {one.out_of}" if one.out_of.strip() else "",
                  one.period, one.source)  # fmt: skip
    return f"{which}: {told}" if told else ""


def disaggregation_drawing(
    made: Disaggregation, findings: Sequence[Marked] = (), width: float = _WIDTH
) -> Drawing:
    """The shapes of `disaggregation_svg`."""
    title = _title(made)
    drawing = Drawing(width, 0, title, disaggregation_alt(made))
    y = drawing.write(20, 34, title, width - 40, size=20, color=look.DEEP, bold=True, most=2)
    for which in MEASURES:
        part = gap_drawing(made, which, width - 40)
        if part is not None:
            drawing.add(*moved(part.shapes, 20, y))
            y += part.height + 8
    if made.groups:
        y = drawing.write(30, y + 14, floor_sentence(made), width - 60, size=13, color=look.QUIET)
    marks = marks_beside(findings)
    if made.groups:
        marks.draw(drawing, ("groups", "floor", *(row.id for row in made.groups)), y)
    y = draw_rows(drawing, disaggregation_rows(made), y, _LABEL, marks)
    marks.draw_rest(drawing, y)
    drawing.height = y + 12
    return drawing


def disaggregation_svg(
    made: Disaggregation, findings: Sequence[Marked] = (), width: float = _WIDTH
) -> str:
    """A disaggregation as one self-contained SVG picture.

    Parameters
    ----------
    made : Disaggregation
    findings : sequence of findings, optional
        Those that are asked or missed are marked beside the part that they are about.
    width : float
        In CSS pixels.

    Returns
    -------
    str
        SVG; every text in it is escaped, nothing in it is loaded or run.
    """
    return to_svg(disaggregation_drawing(made, findings, width), "le-disaggregation-picture")


def disaggregation_figure(made: Disaggregation) -> Figure:
    """The same picture as a matplotlib figure."""
    return to_figure(disaggregation_drawing(made))


def disaggregation_alt(made: Disaggregation) -> str:
    """Everything the picture shows, as text in reading order."""
    lines = [f"{_title(made)}.", *(gaps_alt(made, which) for which in MEASURES)]
    lines += rows_told(disaggregation_rows(made))
    return "\n".join(" ".join(line.split()) for line in lines)


def _title(made: Disaggregation) -> str:
    of = f" of {made.district.strip()}" if made.district.strip() else ""
    return f"Disaggregation{of}, {made.version}"
