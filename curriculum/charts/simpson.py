"""Simpson's paradox: a gap that turns round when schools are looked at one by one."""

from __future__ import annotations

from dataclasses import dataclass

from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import Gaps, GroupRow
from curriculum.charts.group_counts import GroupCounts


@dataclass(frozen=True, slots=True)
class PartGap:
    """The gap in one part (one school).

    Attributes
    ----------
    part : str
    gap : float
        Group minus other, percentage points.
    n, other_n : int
        Students of the two groups there.
    """

    part: str
    gap: float
    n: int
    other_n: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """One gap, all together and in each part.

    Attributes
    ----------
    group, other : str
    overall : float
        All together, percentage points.
    parts : tuple of PartGap
        Only parts in which both groups are shown.
    hidden : int
        Parts in which one of them is hidden.
    by : str
        What the parts are, such as "school".
    """

    group: str
    other: str
    overall: float
    parts: tuple[PartGap, ...]
    hidden: int
    by: str = "part"

    @property
    def reversed(self) -> bool:
        """Whether every shown part says the opposite of all together."""
        sign = 1.0 if self.overall > 0 else -1.0
        return bool(self.parts) and all(sign * part.gap < 0 for part in self.parts)

    @property
    def sentence(self) -> str:
        """What splitting shows, and what it does not."""
        side = "more" if self.overall > 0 else "less"
        text = (
            f"All together, {self.group} are reached {abs(self.overall):.0f} points {side} often "
            f"than {self.other}."
        )
        agree = sum((part.gap > 0) == (self.overall > 0) for part in self.parts)
        parts = f"{self.by.lower()}s" if self.by[-1:].isalpha() and self.by[-1:] != "s" else "parts"
        where = f" In {agree} of {len(self.parts)} {parts} it is the same way round."
        if self.reversed:
            turned = "less" if self.overall > 0 else "more"
            where = (
                f" In every one of {len(self.parts)} {parts} they are reached {turned} often. "
                f"Where {self.group} are enrolled makes the difference: ask what those places are "
                "given."
            )
        gone = f" {self.hidden} {parts} are hidden." if self.hidden else ""
        return text + where + gone


def reversal(found: Gaps, group: str, other: str, by: str) -> Reversal:
    """A gap between two groups, all together and split by an attribute.

    Parameters
    ----------
    found : Gaps
        Of crossed attributes; hidden rows stay hidden.
    group, other : str
        Two groups of one attribute.
    by : str
        The attribute to split by, such as "school".

    Raises
    ------
    ChartError
        If a group is hidden, or nothing is crossed with ``by``.
    """
    whole = {row.name: row for row in found.groups}
    if group not in whole or other not in whole:
        raise ChartError("Choose two of the groups that are shown.")
    first, second = whole[group].rate, whole[other].rate
    if first is None or second is None:
        raise ChartError("One of the two groups is hidden, so there is no gap to split.")
    pairs: dict[str, dict[str, GroupRow]] = {}
    for row in found.intersections:
        parts = dict(row.parts)
        part = parts.pop(by, None)
        if part is not None and len(parts) == 1:
            pairs.setdefault(part, {})[next(iter(parts.values()))] = row
    if not pairs:
        raise ChartError(f"The groups are not counted by {by}, so they cannot be split by it.")
    seen = []
    hidden = 0
    for part, rows in pairs.items():
        a, b = rows.get(group), rows.get(other)
        if a is None or b is None:
            continue
        if a.rate is None or b.rate is None or a.n is None or b.n is None:
            hidden += 1
            continue
        seen.append(PartGap(part, 100.0 * (a.rate - b.rate), a.n, b.n))
    return Reversal(group, other, 100.0 * (first - second), tuple(seen), hidden, by)


def crossed(
    schools: tuple[str, ...], groups: tuple[str, ...], students: object, met: object, measure: str
) -> GroupCounts:
    """Counts by school and group, as the simulator draws them, ready to disaggregate.

    Parameters
    ----------
    schools, groups : tuples of str
    students, met : int arrays (schools, groups)
    measure : str
    """
    import numpy as np

    from curriculum.charts.group_counts import CountTable

    n, reached = np.asarray(students, dtype=np.int64), np.asarray(met, dtype=np.int64)
    if n.shape != (len(schools), len(groups)) or reached.shape != n.shape:
        raise ChartError("Counts by school and group need one row a school, one column a group.")
    table = CountTable(("school", "group"), (tuple(schools), tuple(groups)), n, reached)
    return GroupCounts(measure, (table,), table.total)
