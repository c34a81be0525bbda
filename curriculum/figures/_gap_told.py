"""What a figure or an export may tell of each group: never more than the artifact may keep."""

from __future__ import annotations

from dataclasses import dataclass

from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Which
from curriculum.charts.gap_words import HIDDEN
from curriculum.figures._gap_guard import kept_back, plain


@dataclass(frozen=True, slots=True)
class Told:
    """One group as it is drawn, said and exported; no numbers where hidden.

    ``open`` says that its numbers are not written yet.
    """

    name: str
    hidden: bool = False
    open: bool = False
    n: int | None = None
    met: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    gap: float | None = None
    ratio: float | None = None
    to_close: int | None = None
    is_comparison: bool = False

    @property
    def share(self) -> str:
        """The rate with its interval: "52% (47 to 57)"."""
        if self.percent is None:
            return ""
        if self.low is None or self.high is None:
            return f"{self.percent:.0f}%"
        return f"{self.percent:.0f}% ({self.low:.0f} to {self.high:.0f})"

    @property
    def beside(self) -> str:
        """The gap in words: "14 points less"."""
        if self.is_comparison:
            return "the comparison"
        if self.gap is None:
            return ""
        if round(self.gap) == 0:
            return "about the same"
        size = abs(self.gap)
        points = "point" if round(size) == 1 else "points"
        return f"{size:.0f} {points} {'less' if self.gap < 0 else 'more'}"

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        name = self.name or "a group without a name"
        if self.hidden:
            return f"{name}: {HIDDEN}."
        if self.percent is None:
            return f"{name}: no numbers yet."
        counts = f"{self.met:,} of {self.n:,}" if self.met is not None else f"n = {self.n:,}"
        beside = f", {self.beside}" if self.beside else ""
        return f"{name}: {counts}, {self.share}{beside}."


def told_rows(made: Disaggregation, which: Which = "outcome") -> tuple[Told, ...]:
    """The groups of one measure as they may be told, in the order in which they stand."""
    rows = made.of(which)
    gone = kept_back(made)
    beside = plain(made.comparison)
    against = beside not in gone
    return tuple(_told(row, plain(row.name) in gone, beside, against) for row in rows)


def _told(row: GroupNumbers, hidden: bool, beside: str, against: bool) -> Told:
    name = " ".join(row.name.split())
    if hidden:
        return Told(name, hidden=True)
    # Without n nobody can see that the group is not a small one.
    if row.n is None or row.percent is None:
        return Told(name, open=True)
    return Told(
        name,
        n=row.n,
        met=row.met,
        percent=row.percent,
        low=row.low,
        high=row.high,
        gap=row.gap if against else None,
        ratio=row.ratio if against else None,
        to_close=row.to_close if against else None,
        is_comparison=bool(beside) and plain(row.name) == beside,
    )
