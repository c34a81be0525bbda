"""What the run chart of a study allows one to say: the verdicts that follow, and both rule sets."""

from __future__ import annotations

from functools import lru_cache

from curriculum.artifacts.study import Rules, Verdict
from curriculum.charts.cycle import CycleReading, Way
from curriculum.charts.runs import SHIFT_POINTS, TREND_POINTS

FEW_USEFUL = 10
FEW_SINCE = 6
FEWEST_SINCE = 3
CEILING = 90.0
NAMES: dict[Rules, str] = {"ihi": "IHI rules", "anhoej": "Anhøj rules"}


@lru_cache(maxsize=1)
def rules_in_force() -> Rules:
    """The rule set that the course has named in ``series.toml``."""
    from curriculum.series import load_series

    return load_series("lift").checks.rule_set


def other_rules(rules: Rules) -> Rules:
    """The other common rule set."""
    return "anhoej" if rules == "ihi" else "ihi"


def is_few(reading: CycleReading) -> bool:
    """Whether there are too few points for a rule to have had a fair chance."""
    return reading.useful < FEW_USEFUL or reading.since < FEW_SINCE


def side_since(reading: CycleReading) -> Way:
    """On which side of the median most points since the change lie."""
    if reading.above == reading.below:
        return ""
    return "up" if reading.above > reading.below else "down"


def told(reading: CycleReading, rules: Rules) -> str:
    """What a rule set says, with its numbers."""
    verdict = "signal" if reading.signal(rules) else "no signal"
    run = f"the longest run is {reading.longest_run} of {reading.useful}"
    if rules == "ihi":
        most = max((len(one) for one in reading.chart.trend_points()), default=0)
        trend = f"a trend of {most}" if most else "no trend"
        return f"{run} (a shift takes {SHIFT_POINTS}), {trend} (it takes {TREND_POINTS}): {verdict}"
    return (
        f"{run}, where chance alone can give {reading.longest_run_max}, with {reading.crossings} "
        f"crossings, where chance seldom gives fewer than {reading.crossings_min}: {verdict}"
    )


def accepted(
    reading: CycleReading | None, rules: Rules, predicted: str, fidelity: str
) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
    """Verdicts that follow from a chart, and those that one may ask about.

    Parameters
    ----------
    reading : CycleReading or None
        None where no chart can be read.
    rules : {"ihi", "anhoej"}
        In force.
    predicted : {"up", "down", "same"}
    fidelity : {"yes", "partly", "no", ""}

    Returns
    -------
    follow, asked : tuples of str
        The first of ``follow`` is the plainest.
    """
    if reading is None or reading.since < FEWEST_SINCE:
        return ("too_early",), ()
    way = reading.way(rules)
    if not way:
        if is_few(reading) and fidelity != "no":
            return ("too_early",), ("no_signal",)
        return ("no_signal", "too_early"), ()
    if predicted == "same":
        return ("signal_other",), ("too_early",)
    follow: tuple[Verdict, ...] = ("signal_predicted" if way == predicted else "signal_other",)
    asked: tuple[Verdict, ...] = ("too_early", "no_signal") if reading.began_before else ()
    if fidelity == "no":
        follow = (*follow, "too_early")
    return follow, asked
