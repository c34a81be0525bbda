"""What the run chart of a study shows: by the rules in force, and by the other common set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from curriculum.artifacts.study import Rules, StudyPoint, Verdict
from curriculum.charts.analysis import analyze
from curriculum.charts.runs import SHIFT_POINTS, TREND_POINTS, sides, trends

FEW_USEFUL = 10
FEW_SINCE = 6
CEILING = 90.0
NAMES: dict[Rules, str] = {"ihi": "IHI rules", "anhoej": "Anhøj rules"}
_MOST_MORE = 20

Way = Literal["up", "down", ""]


@lru_cache(maxsize=1)
def rules_in_force() -> Rules:
    """The rule set that the course has named in ``series.toml``."""
    from curriculum.series import load_series

    return load_series("lift").checks.rule_set


def other_rules(rules: Rules) -> Rules:
    """The other common rule set."""
    return "anhoej" if rules == "ihi" else "ihi"


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """What a run chart with its baseline frozen shows.

    Parameters
    ----------
    problem : str
        One plain sentence where no chart can be read; then nothing else is computed.
    median : float
        Of the baseline, percent or count.
    useful, longest, longest_max, crossings, crossings_min : int
        Runs analysis of the whole series (Anhøj's limits).
    trend : int
        Points of the longest trend, 0 if there is none of five.
    ihi, anhoej : bool
        Whether each rule set signals.
    since : bool
        Whether the signal of the rules in force reaches into the time since the change.
    early : bool
        Whether that run or trend began two points or more before the change.
    way : str
        On which side most points since the change lie.
    before, after : int
        Points with a value before and since the change; ``above`` of ``after`` above the median.
    """

    problem: str = ""
    median: float = 0.0
    useful: int = 0
    longest: int = 0
    longest_max: int = 0
    crossings: int = 0
    crossings_min: int = 0
    trend: int = 0
    ihi: bool = False
    anhoej: bool = False
    since: bool = False
    early: bool = False
    way: Way = ""
    before: int = 0
    after: int = 0
    above: int = 0
    values: tuple[float, ...] = ()

    def signal(self, rules: Rules) -> bool:
        """Whether a rule set signals."""
        return self.ihi if rules == "ihi" else self.anhoej

    @property
    def few(self) -> bool:
        """Whether there are too few points for a rule to have had a fair chance."""
        return self.useful < FEW_USEFUL or self.after < FEW_SINCE

    def told(self, rules: Rules) -> str:
        """What a rule set says, with its numbers."""
        verdict = "signal" if self.signal(rules) else "no signal"
        if rules == "ihi":
            trend = f"a trend of {self.trend}" if self.trend else "no trend"
            return (
                f"the longest run is {self.longest} of {self.useful} (a shift takes "
                f"{SHIFT_POINTS}), {trend} (it takes {TREND_POINTS}): {verdict}"
            )
        return (
            f"the longest run is {self.longest} of {self.useful}, where chance alone can give "
            f"{self.longest_max}, with {self.crossings} crossings, where chance seldom gives "
            f"fewer than {self.crossings_min}: {verdict}"
        )


def read_chart(points: Sequence[StudyPoint], change_day: str, rules: Rules) -> ChartFacts:
    """The run chart of a study's points.

    Parameters
    ----------
    points : sequence of StudyPoint
        In any order; those without a day stand where they are.
    change_day : str
        ISO; what comes before it is the baseline. Where it is empty, the points' phases decide.
    rules : {"ihi", "anhoej"}
        In force.
    """
    ordered = sorted(points, key=lambda one: one.day) if all(p.day for p in points) else points
    values = [one.value for one in ordered]
    seen = [(one, value) for one, value in zip(ordered, values, strict=True) if value is not None]
    problem = _problem(ordered, change_day)
    if problem:
        return ChartFacts(problem=problem)
    y = np.array([np.nan if value is None else value for value in values])
    freeze = sum(_is_before(one, change_day) for one in ordered)
    if all(np.isnan(y[:freeze])):
        return ChartFacts(problem="Before the change nothing was counted, so there is no median.")
    a = analyze("run", y, freeze=freeze)
    side = sides(a.y, a.center)[0]
    useful = int(a.n_useful[0][0])
    if useful == 0:
        return ChartFacts(
            problem="All values are the same, so no rule can tell anything about them."
        )
    runs = _runs(side)
    found = [[int(at) for at in one] for one in trends(a.y[0])]
    late = side[freeze:]
    above, below = int((late > 0).sum()), int((late < 0).sum())
    spans = _spans(rules, runs, found, int(a.longest_run_max[0][0]))
    since = [span for span in spans if span[-1] >= freeze]
    signal = bool(a.ihi[0][0] if rules == "ihi" else a.anhoej[0][0])
    before = sum(_is_before(one, change_day) for one, _ in seen)
    return ChartFacts(
        median=float(a.center[0][0]),
        useful=useful,
        longest=int(a.longest_run[0][0]),
        longest_max=int(a.longest_run_max[0][0]),
        crossings=int(a.n_crossings[0][0]),
        crossings_min=int(a.n_crossings_min[0][0]),
        trend=max((len(one) for one in found), default=0),
        ihi=bool(a.ihi[0][0]),
        anhoej=bool(a.anhoej[0][0]),
        since=signal and (bool(since) or not spans),
        early=any(span[0] <= freeze - 2 for span in since),
        way="up" if above > below else "down" if below > above else "",
        before=before,
        after=len(seen) - before,
        above=above,
        values=tuple(value for _, value in seen),
    )


def _is_before(point: StudyPoint, change_day: str) -> bool:
    return point.day < change_day if change_day and point.day else point.phase == "baseline"


def _problem(points: Sequence[StudyPoint], change_day: str) -> str:
    counted = [one for one in points if one.value is not None]
    if not points:
        return "There are no points yet, so there is no chart to read."
    if not counted:
        return "In no lesson was anyone counted, so there is no chart to read."
    days = sorted(one.day for one in points if one.day)
    if change_day and days and not days[0] < change_day <= days[-1]:
        return "The day of the change lies outside the days of the chart."
    if not any(_is_before(one, change_day) for one in points):
        return "No lesson lies before the change, so there is nothing to compare with."
    if all(_is_before(one, change_day) for one in points):
        return "No lesson lies after the change, so there is nothing to read yet."
    return ""


def _runs(side: np.ndarray[tuple[int], np.dtype[np.int8]]) -> list[list[int]]:
    """Places of each run on one side; points on the median are passed over."""
    found: list[list[int]] = []
    last = 0
    for place, here in enumerate(side):
        if here == 0:
            continue
        if here == last:
            found[-1].append(place)
        else:
            found.append([place])
        last = int(here)
    return found


def _spans(
    rules: Rules, runs: list[list[int]], found: Sequence[Sequence[int]], most: int
) -> list[tuple[int, int]]:
    """First and last place of each run or trend that makes the signal."""
    if rules == "ihi":
        long = [run for run in runs if len(run) >= SHIFT_POINTS]
        spans = [(run[0], run[-1]) for run in long]
        return spans + [(one[0], one[-1]) for one in found]
    return [(run[0], run[-1]) for run in runs if len(run) > most]


def points_needed(points: Sequence[StudyPoint], change_day: str, rules: Rules, way: Way) -> int:
    """How many more points in a row beyond the median it would take to signal; 0 if too many."""
    facts = read_chart(points, change_day, rules)
    if facts.problem or facts.signal(rules) or not way:
        return 0
    ordered = sorted(points, key=lambda one: one.day)
    step = 1.0 if way == "up" else -1.0
    y = [np.nan if one.value is None else one.value for one in ordered]
    freeze = sum(_is_before(one, change_day) for one in ordered)
    for more in range(1, _MOST_MORE + 1):
        # Alternating beyond the line, so that no trend helps.
        added = [facts.median + step * (1 + at % 2) for at in range(more)]
        a = analyze("run", np.array([*y, *added]), freeze=freeze)
        if bool(a.ihi[0][0] if rules == "ihi" else a.anhoej[0][0]):
            return more
    return 0


def accepted(
    facts: ChartFacts, rules: Rules, predicted: str, fidelity: str
) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
    """Verdicts that follow from a chart, the plainest first, and those that one may ask about."""
    if facts.problem or facts.after < 3:
        return ("too_early",), ()
    if not (facts.signal(rules) and facts.since):
        follow: tuple[Verdict, ...] = ("no_signal", "too_early")
        asked: tuple[Verdict, ...] = ()
        if facts.few:
            follow, asked = ("too_early",), ("no_signal",)
    else:
        same = facts.way == predicted
        follow = ("signal_predicted",) if same else ("signal_other",)
        asked = ("too_early", "no_signal") if facts.early or not facts.way else ()
        if predicted == "same" or not facts.way:
            follow, asked = ("signal_other", "signal_predicted"), ("too_early",)
    if fidelity == "no":
        follow = (*follow, "too_early") if "too_early" not in follow else follow
    return follow, asked
