"""A funnel plot and its reading as pictures, a league table over the years, and both as text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.league import League
from curriculum.figures import look
from curriculum.figures._funnel_chart import (
    HEIGHT,
    WIDTH,
    FunnelData,
    FunnelPlace,
    computed,
    funnel_drawing,
    places,
)
from curriculum.figures._league_chart import league_drawing
from curriculum.figures._sheet_draw import Drawing, moved, to_figure, to_svg
from curriculum.figures._sheet_marks import marks_beside
from curriculum.figures._sheet_rows import Row, draw_rows, listed, rows_told
from curriculum.figures.fishbone import Marked

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "ADJUSTED_WARNING",
    "FunnelData",
    "FunnelPlace",
    "funnel_alt",
    "funnel_only",
    "funnel_places",
    "funnel_reading_alt",
    "funnel_reading_drawing",
    "funnel_reading_figure",
    "funnel_reading_rows",
    "funnel_reading_svg",
    "funnel_svg",
    "league_alt",
    "league_svg",
]

#: Stands wherever limits allow for over-dispersion.
ADJUSTED_WARNING = (
    "These limits are wider, because the points differ by more than chance. Wide limits explain "
    "nothing: a stable system can be stably unjust, and no outlier is not no problem."
)
CAUSES = {
    "special": "special cause",
    "common": "common cause",
    "too_small": "too small to judge",
    "": "not read yet",
}
_WHOLE = {
    "common": "All differences are common cause",
    "both": "Mostly common cause, with some special cause",
    "": "",
}
_MOST_SAID = 40
_WIDTH, _LABEL = 1000.0, 192.0


def funnel_svg(
    data: FunnelData, *, limits: str = "99.8", adjusted: bool = False,
    marked: Collection[str] = (),
) -> str:  # fmt: skip
    """A funnel plot as one self-contained SVG picture.

    Parameters
    ----------
    data : FunnelData
    limits : {"99.8", "95"}
        The limits in force; both are drawn.
    adjusted : bool
        Whether the limits allow for over-dispersion; then the picture says what that hides.
    marked : collection of str
        Codes that the learner has put on the list.

    Returns
    -------
    str
        SVG; every text in it is escaped, nothing in it is loaded or run.
    """
    drawing = _funnel(data, limits, adjusted, marked)
    drawing.alt = funnel_alt(data, limits=limits, adjusted=adjusted, marked=marked)
    return to_svg(drawing, "le-funnel")


def _funnel(data: FunnelData, limits: str, adjusted: bool, marked: Collection[str]) -> Drawing:
    drawing = funnel_drawing(data, limits, adjusted, marked)
    if adjusted:
        end = drawing.write(20, drawing.height + 12, _adjusted_words(data), drawing.width - 40)
        drawing.height = end
    return drawing


def _adjusted_words(data: FunnelData) -> str:
    if computed(data, True).adjusted:
        return ADJUSTED_WARNING
    return "The points differ no more than chance would make them differ: the limits stay."


def funnel_places(
    data: FunnelData, *, limits: str = "99.8", adjusted: bool = False
) -> tuple[FunnelPlace, ...]:
    """Every point with its place in the picture, for clicks, keyboard and table."""
    spots = places(data, limits, adjusted)
    if not adjusted:
        return spots
    # The words beneath make this picture taller.
    tall = Drawing(WIDTH, HEIGHT).write(20, HEIGHT + 12, _adjusted_words(data), WIDTH - 40)
    return tuple(replace(one, y=one.y * HEIGHT / tall) for one in spots)


def funnel_alt(
    data: FunnelData, *, limits: str = "99.8", adjusted: bool = False,
    marked: Collection[str] = (),
) -> str:  # fmt: skip
    """The funnel in words: the common rate, the limits, and which points lie outside."""
    found = computed(data, adjusted)
    spots = places(data, limits, adjusted)
    sizes = [one.n for one in spots]
    kind = " that allow for over-dispersion" if found.adjusted else ""
    lines = [
        f"{data.measure.strip() or 'Funnel plot'}: {len(spots):,} points of {min(sizes):,} to "
        f"{max(sizes):,} students. All together {100 * found.target:.0f}%. Limits of 95% and "
        f"99.8%{kind}; {limits}% are in force."
    ]
    for side in ("above", "below"):
        codes = [one for one in spots if one.side == side]
        codes.sort(key=lambda one: (-abs(one.rate - found.target), one.code))
        told = ", ".join(f"{one.code} ({100 * one.rate:.0f}% of {one.n:,})"
                         for one in codes[:_MOST_SAID])  # fmt: skip
        more = f" and {len(codes) - _MOST_SAID} more" if len(codes) > _MOST_SAID else ""
        lines.append(f"{len(codes)} {side} the limits{f': {told}{more}' if codes else ''}.")
    chosen = [code for code in data.codes if code in set(marked)]
    lines += [f"On the list: {', '.join(chosen)}."] if chosen else []
    lines += [_adjusted_words(data)] if adjusted else []
    return " ".join(lines)


def league_svg(found: League) -> str:
    """Ranks over the years, one line a school."""
    drawing = league_drawing(found)
    drawing.alt = league_alt(found)
    return to_svg(drawing, "le-league")


def league_alt(found: League) -> str:
    """The same in words."""
    first = np.flatnonzero(found.in_bottom[0])
    told = "; ".join(
        f"{found.names[at]}: {', '.join(str(int(rank)) for rank in found.ranks[:, at])}"
        for at in first
    )
    return (
        f"Ranks of {len(found.names)} schools over {len(found.ranks)} years. {found.sentence()} "
        f"Ranks of those in the bottom {found.bottom} of the first year, year by year: {told}."
    )


def funnel_reading_rows(made: FunnelReading, *, warned: bool = False) -> list[Row]:
    """The parts in words, in reading order: label, words, the fields that they show.

    ``warned`` says that the picture beside them warns of wide limits already.
    """
    adjusted = {"yes": "limits allow for over-dispersion", "no": "limits for chance alone"}
    told = listed(
        made.measure,
        f"{made.units} units" if made.units is not None else "",
        f"line at {made.target:g}%" if made.target is not None else "",
        f"{made.limits}% limits" if made.limits else "",
        adjusted.get(made.adjusted, ""),
        made.adjusted_why,
    )
    if made.adjusted == "yes" and not warned:
        told = f"{told}. {ADJUSTED_WARNING}"
    return [
        ("Data", made.data_words, ("data_words", "source")),
        ("Funnel", told,
         ("measure", "units", "target", "limits", "adjusted", "adjusted_why")),
        ("Outside", " · ".join(_point(one.code, one.reading, one.words) for one in made.outside
                              if one.code.strip()), ("outside",)),
        ("All together", listed(_WHOLE[made.whole], made.cause_words), ("whole", "cause_words")),
        ("To a principal", made.principal, ("principal",)),
        ("To the board", made.board, ("board",)),
        ("To a newspaper", made.newspaper, ("newspaper",)),
        ("In the system", listed(made.system_action, made.system_who, made.system_by),
         ("system_action", "system_who", "system_by")),
        ("What we will not do", made.not_to_do, ("not_to_do",)),
        ("Level is not fair", made.fair_words, ("fair_words",)),
    ]  # fmt: skip


def _point(code: str, reading: str, words: str) -> str:
    return f"{code.strip()} ({CAUSES[reading]})" + (f": {words.strip()}" if words.strip() else "")


def funnel_reading_drawing(
    made: FunnelReading, data: FunnelData | None, findings: Sequence[Marked] = (),
    width: float = _WIDTH,
) -> Drawing:  # fmt: skip
    """The shapes of `funnel_reading_svg`."""
    title = _title(made)
    drawing = Drawing(width, 0, title, funnel_reading_alt(made, data))
    y = drawing.write(20, 34, title, width - 40, size=20, color=look.DEEP, bold=True, most=2)
    if data is not None:
        part = funnel_only(made, data)
        drawing.add(*moved(part.shapes, 30, y))
        y += part.height + 8
    marks = marks_beside(findings)
    y = draw_rows(drawing, funnel_reading_rows(made, warned=data is not None), y, _LABEL, marks)
    marks.draw_rest(drawing, y)
    drawing.height = y + 12
    return drawing


def funnel_only(made: FunnelReading, data: FunnelData) -> Drawing:
    """The funnel as this reading looks at it."""
    return _funnel(data, made.limits or "99.8", made.adjusted == "yes", _codes(made))


def _codes(made: FunnelReading) -> tuple[str, ...]:
    return tuple(one.code.strip() for one in made.outside)


def funnel_reading_svg(
    made: FunnelReading, data: FunnelData | None, findings: Sequence[Marked] = (),
    width: float = _WIDTH,
) -> str:  # fmt: skip
    """A funnel reading as one self-contained SVG picture; without data, the words alone."""
    drawing = funnel_reading_drawing(made, data, findings, width)
    return to_svg(drawing, "le-funnel-picture")


def funnel_reading_figure(made: FunnelReading, data: FunnelData | None) -> Figure:
    """The same picture as a matplotlib figure."""
    return to_figure(funnel_reading_drawing(made, data))


def funnel_reading_alt(made: FunnelReading, data: FunnelData | None) -> str:
    """Everything the picture shows, as text in reading order."""
    lines = [f"{_title(made)}."]
    if data is not None:
        lines.append(
            funnel_alt(data, limits=made.limits or "99.8", adjusted=made.adjusted == "yes",
                       marked=_codes(made))
        )  # fmt: skip
    lines += rows_told(funnel_reading_rows(made, warned=data is not None))
    return "\n".join(" ".join(line.split()) for line in lines)


def _title(made: FunnelReading) -> str:
    of = f" for {made.district.strip()}" if made.district.strip() else ""
    return f"Funnel reading{of}, {made.version}"
