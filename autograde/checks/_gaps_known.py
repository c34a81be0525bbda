"""What a disaggregation is held to: the district's counts, hidden as they must be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Which
from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import EVERYONE, Gaps, GroupRow, disaggregate
from curriculum.charts.group_counts import CountTable, GroupCounts
from curriculum.charts.simpson import reversal

if TYPE_CHECKING:
    from curriculum.simulate.district_facts import CrossedCounts, GapsCase, GapsFacts

BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class GapsKnown:
    """Numbers that a disaggregation is held against.

    Parameters
    ----------
    outcome, opportunity : Gaps or None
        With the learner's comparison and floor; None without a case.
    split : str
        What splitting by school shows: same, reversed, mixed; "" without a case.
    floor : int
        The district's own; 11 without a case.
    names : tuple of str
        Groups that can be a comparison; empty without a case.
    group : str
        The group that the case is about, or "".
    today : str
        ISO, or "".
    """

    outcome: Gaps | None
    opportunity: Gaps | None
    split: str
    floor: int
    names: tuple[str, ...]
    group: str
    today: str

    def of(self, measure: Which) -> Gaps | None:
        """The truth of one measure."""
        return self.outcome if measure == "outcome" else self.opportunity


def gaps_known(made: Disaggregation, case: GapsCase | None) -> GapsKnown:
    """The facts of a case, with the comparison and the floor that the learner chose."""
    if case is None:
        return GapsKnown(None, None, "", 11, (), "", "")
    facts = case.facts
    names = (EVERYONE, *facts.groups)
    beside = same_name(made.comparison, names) or facts.comparison
    floor = max(made.floor, facts.floor)
    return GapsKnown(
        outcome=_computed(facts, "outcome", beside, floor),
        opportunity=_computed(facts, "opportunity", beside, floor),
        split=_split(facts),
        floor=facts.floor,
        names=names,
        group=facts.group,
        today=facts.today,
    )


def same_name(name: str, names: tuple[str, ...]) -> str:
    """The one of ``names`` that is written, whatever the capitals and blanks; "" if none."""
    wanted = " ".join(name.lower().split())
    return next((one for one in names if one.lower() == wanted), "")


def row_of(found: Gaps, row: GroupNumbers) -> GroupRow | None:
    """The truth of a learner's row; the parts of an intersection may stand in any order."""
    wanted = frozenset(" ".join(part.lower().split()) for part in row.name.split("·"))
    for one in found.rows:
        if frozenset(part.lower() for part in one.name.split(BETWEEN)) == wanted:
            return one
    return None


@lru_cache(maxsize=256)
def _computed(facts: GapsFacts, measure: Which, comparison: str, floor: int) -> Gaps | None:
    counts = {name: _crossed(facts, getattr(facts, name)) for name in ("outcome", "opportunity")}
    own = counts.pop(measure)
    try:
        return disaggregate(own, comparison, floor=floor, also=list(counts.values()))
    except ChartError:
        return None


def _crossed(facts: GapsFacts, counts: CrossedCounts) -> GroupCounts:
    import numpy as np

    table = CountTable(
        ("school", "group"),
        (facts.schools, facts.groups),
        np.array(counts.n, dtype=np.int64),
        np.array(counts.met, dtype=np.int64),
    )
    return GroupCounts(counts.name, (table,), table.total)


@lru_cache(maxsize=256)
def _split(facts: GapsFacts) -> str:
    found = _computed(facts, "outcome", facts.comparison, facts.floor)
    if found is None:
        return ""
    seen = reversal(found, facts.group, facts.comparison, by="school")
    if seen.reversed:
        return "reversed"
    same = all((part.gap > 0) == (seen.overall > 0) for part in seen.parts)
    return "same" if same else "mixed"
