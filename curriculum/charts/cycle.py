"""What a cycle's run chart says: baseline frozen, both rule sets, and which way.

The same reading serves the picture, the words and the checks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.chart import Chart, Rules, chart
from curriculum.charts.runs import SHIFT_POINTS, run_limits, sides

Way = Literal["up", "down", ""]
MOST_MORE = 60


class PointLike(Protocol):
    """A point of a study."""

    @property
    def day(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def note(self) -> str: ...
    @property
    def phase(self) -> Literal["baseline", "cycle"]: ...


@dataclass(frozen=True, slots=True)
class CycleReading:
    """A series before and since a change, read by both rule sets.

    Attributes
    ----------
    median : float
        Of the baseline, carried on; in the unit of the points.
    useful, longest_run, longest_run_max, crossings, crossings_min : int
        As in :class:`curriculum.charts.runs.Runs`.
    anhoej, ihi : bool
        Whether each rule set signals anywhere in the series.
    anhoej_since, ihi_since : {"up", "down", ""}
        Which way the points since the change lie, where the signal takes part in them: a shift or
        trend with a point since the change, a longest run or too few crossings with most points
        since the change on that side. "" without such a signal.
    began_before : bool
        A shift or a trend (IHI) that signals already has two points or more before the change.
    since, above, below : int
        Counted points since the change, and how many of them lie above and below the median.
    run_at_end : int
        Useful points at the end of the series that lie on one side of the median.
    end_side : {"up", "down", ""}
    chart : Chart
        With the rules asked for, to be drawn.
    """

    median: float
    useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int
    anhoej: bool
    ihi: bool
    anhoej_since: Way
    ihi_since: Way
    began_before: bool
    since: int
    above: int
    below: int
    run_at_end: int
    end_side: Way
    chart: Chart

    def signal(self, rules: Rules) -> bool:
        """Whether this rule set signals."""
        return self.anhoej if rules == "anhoej" else self.ihi

    def way(self, rules: Rules) -> Way:
        """Which way the signal since the change goes, by this rule set; "" if there is none."""
        return self.anhoej_since if rules == "anhoej" else self.ihi_since

    def more_points(self, side: Literal["up", "down"], rules: Rules) -> int | None:
        """Further points on one side of the median that it takes until the rule signals.

        For Anhøj the longest run alone is followed, for IHI the shift alone. None if ``MOST_MORE``
        are not enough.
        """
        run = self.run_at_end if self.end_side == side else 0
        for more in range(MOST_MORE + 1):
            if rules == "ihi":
                if run + more >= SHIFT_POINTS:
                    return more
            elif run + more > max(int(run_limits(self.useful + more)[0]), 0):
                return more
        return None


def read_cycle(
    points: Sequence[PointLike], *, rules: Rules = "ihi", measure: str = "", unit: str = "%"
) -> CycleReading:
    """Read the points of a study.

    Parameters
    ----------
    points : sequence of StudyPoint
        In the order of their days, those of the baseline first. A point without a value is a
        missing point.
    rules : {"ihi", "anhoej"}
        For the chart that is drawn; both are read.
    measure, unit : str
        For words and axis.

    Raises
    ------
    ChartError
        One plain sentence: no point before the change has a value, or the phases are mixed.
    """
    phases = [point.phase for point in points]
    before = phases.count("baseline")
    if phases != ["baseline"] * before + ["cycle"] * (len(phases) - before):
        raise ChartError("Sort the points by day: those before the change come first.")
    y = np.array([np.nan if p.value is None else p.value for p in points], dtype=np.float64)
    if before == 0 or np.isnan(y[:before]).all():
        raise ChartError("No lesson before the change was counted, so the chart has no baseline.")
    days = [point.day for point in points]
    if len(set(days)) < len(days):
        raise ChartError("Two points have the same day: keep one of them.")
    notes = {at: point.note for at, point in enumerate(points, start=1) if point.note}
    made = chart(
        "run",
        list(y),
        x=days,
        rules=rules,
        measure=measure,
        unit=unit,
        freeze=before if before < len(y) else None,
        notes=notes,
    )
    a = made.analysis
    median = float(a.center[0][0])
    side = sides(y, np.full(y.shape, median))
    since = side[before:]
    above, below = int((since > 0).sum()), int((since < 0).sum())
    useful = side[side != 0]
    end, run = _end(useful)
    shift = [at for at in made.shift_points() if at > before]
    trends = [trend for trend in made.trend_points() if trend[-1] > before + 1]
    return CycleReading(
        median=median,
        useful=int(a.n_useful[0][0]),
        longest_run=int(a.longest_run[0][0]),
        longest_run_max=int(a.longest_run_max[0][0]),
        crossings=int(a.n_crossings[0][0]),
        crossings_min=int(a.n_crossings_min[0][0]),
        anhoej=bool(a.anhoej[0][0]),
        ihi=bool(a.ihi[0][0]),
        anhoej_since=_mostly(above, below) if bool(a.anhoej[0][0]) else "",
        ihi_since=_ihi_way(side, y, shift, trends),
        began_before=_began_before(side, shift, trends, before),
        since=int((~np.isnan(y[before:])).sum()),
        above=above,
        below=below,
        run_at_end=run,
        end_side=end,
        chart=made,
    )


def _end(useful: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> tuple[Way, int]:
    if useful.size == 0:
        return "", 0
    last, run = useful[-1], 0
    for one in useful[::-1]:
        if one != last:
            break
        run += 1
    return ("up" if last > 0 else "down"), run


def _mostly(above: int, below: int) -> Way:
    return "up" if above > below else "down" if below > above else ""


def _ihi_way(
    side: np.ndarray[tuple[int, ...], np.dtype[np.int8]],
    y: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    shift: list[int],
    trends: list[tuple[int, ...]],
) -> Way:
    """The last shift since the change; without one, the last trend."""
    if shift:
        return "up" if side[shift[-1] - 1] > 0 else "down"
    if trends:
        first, last = trends[-1][0], trends[-1][-1]
        return "up" if y[last - 1] > y[first - 1] else "down"
    return ""


def _began_before(
    side: np.ndarray[tuple[int, ...], np.dtype[np.int8]],
    shift: list[int],
    trends: list[tuple[int, ...]],
    before: int,
) -> bool:
    """Whether a shift or trend that reaches past the change has two points or more before it."""
    if shift:
        way, early = side[shift[0] - 1], 0
        for one in side[: shift[0] - 1][::-1]:
            if one == -way:
                break
            early += one == way
        if early >= 2:
            return True
    return any(sum(at <= before for at in trend) >= 2 for trend in trends)
