"""A disaggregation in words: one sentence a group, an alternative text, a change between years.

The words put the system first: what a school or district *reached*, never what a group lacks.
"""

from __future__ import annotations

from dataclasses import dataclass

from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import EVERYONE, TO_CLOSE_WARNING, Gaps, GroupRow

HIDDEN = "hidden, to protect students"


def gap_sentence(found: Gaps, name: str) -> str:
    """What may be said of one group in a meeting.

    Parameters
    ----------
    found : Gaps
    name : str
        Of a row.

    Returns
    -------
    str
        Counts, rate with its interval, gap and what chance alone could make.
    """
    row, other = found.row(name), found.row(found.comparison)
    if row.hidden:
        return f"{row.name}: {HIDDEN}."
    if row is other or other.hidden or row.gap is None:
        return f"{found.measure}: {_told(row)}."
    gap = abs(row.gap)
    if round(gap) == 0:
        side = "about the same rate"
    else:
        side = f"{gap:.0f} {_points(gap)} {'less' if row.gap < 0 else 'more'}"
    text = f"{found.measure}: {_told(row)}; {_told(other)}. For {row.name} it is {side}"
    if row.gap_low is None or row.gap_high is None:
        return f"{text}."
    if row.gap_low <= 0.0 <= row.gap_high:
        return f"{text}, no more than chance alone could make with so many students."
    ends = sorted((abs(row.gap_low), abs(row.gap_high)))
    return f"{text} (from {ends[0]:.0f} to {ends[1]:.0f}, allowing for chance)."


def to_close_sentence(found: Gaps, name: str) -> str:
    """How large a gap is in students, with the warning that belongs to it; "" where none is."""
    row = found.row(name)
    if not row.to_close:
        return ""
    return (
        f"If the district had reached {row.name} as it reached {found.comparison}, {row.to_close:,}"
        f" more of them would have met the mark. {TO_CLOSE_WARNING}"
    )


def gaps_alternative(found: Gaps) -> str:
    """The figure in words: every group with its rate, and what is hidden."""
    lines = [f"{found.measure}, beside {found.comparison}."]
    lines += [
        f"{row.name}: {HIDDEN}." if row.hidden else f"{_told(row)}."
        for row in (found.everyone, *found.groups)
    ]
    shown = sum(not row.hidden for row in found.intersections)
    if found.intersections:
        lines.append(f"{len(found.intersections)} intersections, {shown} of them shown.")
    return " ".join((*lines, *found.notes))


def _told(row: GroupRow) -> str:
    assert row.rate is not None
    assert row.low is not None
    assert row.high is not None
    assert row.n is not None
    assert row.met is not None
    name = "everyone" if row.name == EVERYONE else row.name
    return (
        f"{row.met:,} of {row.n:,} {name} ({100 * row.rate:.0f}%; "
        f"{100 * row.low:.0f} to {100 * row.high:.0f}%)"
    )


def _points(gap: float) -> str:
    return "percentage point" if round(gap) == 1 else "percentage points"


@dataclass(frozen=True, slots=True)
class GapChange:
    """One group's gap in two years, told in every common way.

    Attributes
    ----------
    gap : (float, float)
        Percentage points, before and after.
    ratio : (float, float)
        Rate over the comparison's rate.
    ratio_not : (float, float)
        The same among those who did *not* meet the mark.
    disagree : bool
        One way says "narrower", another "wider".
    sentence : str
    """

    gap: tuple[float, float]
    ratio: tuple[float, float]
    ratio_not: tuple[float, float]
    disagree: bool
    sentence: str


def gap_change(before: Gaps, after: Gaps, name: str) -> GapChange:
    """Whether a gap became narrower, said in points and as both ratios: they can disagree.

    Raises
    ------
    ChartError
        If the group or the comparison is hidden, or nobody (or everybody) met the mark.
    """
    pairs = []
    for found in (before, after):
        row, other = found.row(name), found.row(found.comparison)
        if row.rate is None or other.rate is None:
            raise ChartError("A group that is hidden in one of the years cannot be compared.")
        if not 0.0 < other.rate < 1.0:
            raise ChartError("A ratio needs a comparison in which some met the mark and some not.")
        pairs.append((row.rate, other.rate))
    gap = tuple(100.0 * (rate - other) for rate, other in pairs)
    ratio = tuple(rate / other for rate, other in pairs)
    ratio_not = tuple((1.0 - rate) / (1.0 - other) for rate, other in pairs)
    narrower = {
        "points": abs(gap[1]) < abs(gap[0]),
        "ratio": abs(ratio[1] - 1.0) < abs(ratio[0] - 1.0),
        "ratio of those who did not": abs(ratio_not[1] - 1.0) < abs(ratio_not[0] - 1.0),
    }
    disagree = len(set(narrower.values())) > 1
    sentence = (
        f"The gap went from {abs(gap[0]):.0f} to {abs(gap[1]):.0f} points, the ratio from "
        f"{ratio[0]:.2f} to {ratio[1]:.2f}, the ratio of those who did not meet the mark from "
        f"{ratio_not[0]:.2f} to {ratio_not[1]:.2f}."
    )
    if disagree:
        sentence += " They disagree: say both rates, and never one ratio alone."
    return GapChange(
        (gap[0], gap[1]), (ratio[0], ratio[1]), (ratio_not[0], ratio_not[1]), disagree, sentence
    )
