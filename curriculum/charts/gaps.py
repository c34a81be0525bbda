"""Disaggregation: groups beside a named comparison, small groups hidden by construction.

The result never holds a hidden number, so a table, a figure, a sentence and an alternative text
made from it cannot give one away: what is hidden is hidden in its rate, interval, gap, ratio and
students-to-close as well, and further groups are hidden so that it cannot be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.group_counts import CountTable, GroupCounts
from curriculum.charts.intervals import newcombe, wilson
from curriculum.charts.runs import Bools
from curriculum.data.attack import with_totals
from curriculum.data.suppress import FLOOR
from curriculum.data.suppress_rates import effective_floor, protected, suppress_rates

#: Name of everyone together, also as a comparison.
EVERYONE = "all students"
#: Stands beside every number of students-to-close.
TO_CLOSE_WARNING = (
    "This number says how large the gap is, in students. It is not a list: choosing the students "
    "nearest the mark would move the number and leave the system as it is."
)

_THE_COMPARISON = "The comparison, "


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group, or intersection of groups, as it may be shown.

    Attributes
    ----------
    name : str
        "English learners" or "English learners · Cedar School (fictional)".
    parts : tuple of (attribute, group)
    hidden : bool
        Then every number below is None. It is not said whether the group itself is small or
        hidden to protect another.
    n, met : int or None
    rate, low, high : float or None
        Share from 0 to 1, and its 95 % Wilson interval.
    gap : float or None
        This group's rate minus that of the comparison, in percentage points.
    gap_low, gap_high : float or None
        95 % interval of the gap (Newcombe); None where the two share people.
    ratio : float or None
        This group's rate over that of the comparison.
    to_close : int or None
        Students of this group who would have to meet the mark in addition for the comparison's
        rate; 0 where the group is not below it. Read :data:`TO_CLOSE_WARNING` beside it.
    """

    name: str
    parts: tuple[tuple[str, str], ...]
    hidden: bool
    n: int | None = None
    met: int | None = None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    gap: float | None = None
    gap_low: float | None = None
    gap_high: float | None = None
    ratio: float | None = None
    to_close: int | None = None


@dataclass(frozen=True, slots=True)
class Gaps:
    """A disaggregation that may be shown: one result for table, figure, sentence and alt text.

    Attributes
    ----------
    measure : str
    comparison : str
        Name of the comparison.
    floor : int
    everyone : GroupRow
    groups, intersections : tuples of GroupRow
        Empty groups are left out.
    overlapping : bool
    notes : tuple of str
        What was left out, put together or hidden, in plain sentences.
    """

    measure: str
    comparison: str
    floor: int
    everyone: GroupRow
    groups: tuple[GroupRow, ...]
    intersections: tuple[GroupRow, ...]
    overlapping: bool
    notes: tuple[str, ...]

    @property
    def rows(self) -> tuple[GroupRow, ...]:
        """Everyone, groups, intersections."""
        return (self.everyone, *self.groups, *self.intersections)

    @property
    def hidden(self) -> int:
        """How many rows are hidden."""
        return sum(row.hidden for row in self.rows)

    def row(self, name: str) -> GroupRow:
        """The row of this name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)


def disaggregate(
    counts: GroupCounts,
    comparison: str,
    *,
    floor: int = FLOOR,
    also: Sequence[GroupCounts] = (),
) -> Gaps:
    """Groups and intersections beside a named comparison.

    Parameters
    ----------
    counts : GroupCounts
        From :func:`curriculum.charts.group_counts.count_records` or ``count_groups``.
    comparison : str
        Name of one of the groups, or :data:`EVERYONE`. There is no default: whom a group is
        compared with is a choice to be named.
    floor : int
        11 or more.
    also : sequence of GroupCounts
        Other measures of the same people on the same page: what one of them hides, all hide, or
        the size of a hidden group could be read from another.

    Raises
    ------
    ChartError
        If there is no such group, two attributes have a group of this name, the floor is laxer
        than 11, or ``also`` has other groups. The message is one plain sentence.
    """
    if any(
        [one.levels for one in other.tables] != [one.levels for one in counts.tables]
        for other in also
    ):
        raise ChartError("Measures on one page must be counted for the same groups.")
    try:
        floor = effective_floor(floor)
        masks = [
            np.logical_or.reduce(
                [_mask(other.tables[at], other, floor) for other in (counts, *also)]
            )
            for at in range(len(counts.tables))
        ]
    except ValueError as error:
        raise ChartError(str(error)) from error
    n, met = counts.total
    secret = n < floor or bool(protected(np.array([n]), np.array([met]), floor)[0])
    everyone = _row(EVERYONE, (), n, met, secret)
    found: list[GroupRow] = []
    for table, mask in zip(counts.tables, masks, strict=True):
        found += _rows(table, np.ones_like(mask) if secret else mask)
    notes = list(counts.notes)
    gone = sum(row.hidden for row in (everyone, *found))
    if gone:
        notes.append(
            f"{gone} {'row is' if gone == 1 else 'rows are'} hidden: groups of fewer than {floor}, "
            "small groups with all or none, and others that would give them away."
        )
    bare = Gaps(
        measure=counts.measure,
        comparison=EVERYONE,
        floor=floor,
        everyone=everyone,
        groups=tuple(row for row in found if len(row.parts) == 1),
        intersections=tuple(row for row in found if len(row.parts) > 1),
        overlapping=counts.overlapping,
        notes=tuple(notes),
    )
    return beside(bare, comparison)


def beside(found: Gaps, comparison: str) -> Gaps:
    """The same groups beside another comparison; what is hidden does not depend on it.

    Parameters
    ----------
    found : Gaps
    comparison : str
        Name of one of the groups, or :data:`EVERYONE`.

    Raises
    ------
    ChartError
        If there is no such group, or two attributes have a group of this name.
    """
    rows = (*found.groups, *found.intersections)
    other = found.everyone
    if comparison != EVERYONE:
        named = [row for row in rows if row.name == comparison]
        if not named:
            choices = ", ".join([EVERYONE, *(row.name for row in found.groups)][:8])
            raise ChartError(f"There is no group “{comparison[:60]}”: compare with {choices}.")
        if len(named) > 1:
            raise ChartError(f"Several groups are called “{comparison[:60]}”: rename one.")
        other = named[0]
    notes = tuple(note for note in found.notes if not note.startswith(_THE_COMPARISON))
    if other.hidden:
        notes += (
            f"{_THE_COMPARISON}{other.name}, is hidden itself, so no gaps are shown: choose a "
            "larger one.",
        )
    disjoint = not found.overlapping
    return replace(
        found,
        comparison=comparison,
        everyone=_beside(found.everyone, other, disjoint),
        groups=tuple(_beside(row, other, disjoint) for row in found.groups),
        intersections=tuple(_beside(row, other, disjoint) for row in found.intersections),
        notes=notes,
    )


def _mask(table: CountTable, counts: GroupCounts, floor: int) -> Bools:
    """What is hidden of a table with its totals."""
    if table.total == counts.total:
        return suppress_rates(table.n, table.met, floor)
    # Groups that share people do not add up; but everyone minus a group is a group, too.
    n, met = counts.total
    hidden = protected(table.n, table.met, floor)
    hidden |= protected(n - table.n, met - table.met, floor)
    return np.append(hidden, False)


def _rows(table: CountTable, hidden: Bools) -> list[GroupRow]:
    """Groups first, then intersections; the grand total is told elsewhere."""
    n, met = (table.n, table.met) if table.n.ndim else (table.n[None], table.met[None])
    people, reached = with_totals(n), with_totals(met)
    rows = []
    for place in product(*(range(size) for size in people.shape)):
        parts = tuple(
            (table.attributes[axis], table.levels[axis][at])
            for axis, at in enumerate(place)
            if at < len(table.levels[axis])
        )
        if parts and people[place]:
            name = " · ".join(level for _, level in parts)
            rows.append(_row(name, parts, int(people[place]), int(reached[place]), hidden[place]))
    return sorted(rows, key=lambda row: (len(row.parts), _axes(table, row)))


def _axes(table: CountTable, row: GroupRow) -> list[int]:
    return [table.attributes.index(attribute) for attribute, _ in row.parts]


def _row(name: str, parts: Any, n: int, met: int, hidden: Any) -> GroupRow:
    if hidden or n == 0:
        return GroupRow(name, parts, True)
    low, high = wilson(met, n)
    return GroupRow(name, parts, False, n, met, met / n, float(low), float(high))


def _beside(row: GroupRow, other: GroupRow, disjoint: bool) -> GroupRow:
    """The row with its gap to another, in place of any that it had."""
    if row.hidden or other.hidden or row is other:
        return replace(row, gap=None, gap_low=None, gap_high=None, ratio=None, to_close=None)
    assert row.n
    assert other.n
    assert row.met is not None
    assert other.met is not None
    rate, against = row.met / row.n, other.met / other.n
    low = high = None
    if disjoint and _apart(row, other):
        ends = newcombe(row.met, row.n, other.met, other.n)
        low, high = (100.0 * float(end) for end in ends)
    # Whole numbers: ceil(n * other.met / other.n) - met.
    missing = -(-row.n * other.met // other.n) - row.met
    return GroupRow(
        row.name,
        row.parts,
        False,
        row.n,
        row.met,
        rate,
        row.low,
        row.high,
        gap=100.0 * (rate - against),
        gap_low=low,
        gap_high=high,
        ratio=rate / against if against else None,
        to_close=max(0, missing),
    )


def _apart(row: GroupRow, other: GroupRow) -> bool:
    """Whether two groups share nobody: an attribute in which they differ."""
    theirs = dict(other.parts)
    return any(theirs.get(name, level) != level for name, level in row.parts)
