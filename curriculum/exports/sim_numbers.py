"""Every simulated number that the modules' text quotes, computed again, with its error.

``python -m curriculum.exports.sim_numbers`` prints a Markdown table; ``--toml`` the same as data.
:data:`RULES` are the rules of :mod:`curriculum.charts` in the form that the power meter takes.

Where a number differs from the design's first simulation: there the noise was the same SD at every
level; here it is on the log-odds scale, so a class at 80 % varies less than one at 55 %, and a
large change is found more often.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from curriculum.charts.limits import D2, moving_range_mean, nanmean
from curriculum.charts.runs import any_trend, runs, shift_points
from curriculum.simulate.bits import Floats
from curriculum.simulate.games import regression_to_the_mean, tampering
from curriculum.simulate.noise import planned_noise
from curriculum.simulate.power import Bools, Plan, Power, Rule, plan_series, power

SEED = 20180601
REPLICATES = 20_000
#: Slips with a reason, all slips, days before the change: the worked plan of `predict`.
ROOM_15 = (107, 311, 12)


def anhoej(y: Floats, center: Floats) -> Bools:
    """Unusually long run, or unusually few crossings, of the baseline median."""
    return runs(y, center).signal


def ihi_shift(y: Floats, center: Floats) -> Bools:
    """Six or more points in a row on one side of the baseline median."""
    return np.asarray(shift_points(y, center).any(axis=-1))


def ihi_trend(y: Floats, center: Floats) -> Bools:
    """Five or more points all rising or all falling (no center line needed)."""
    return any_trend(y)


def ihi(y: Floats, center: Floats) -> Bools:
    """Shift or trend."""
    return ihi_shift(y, center) | ihi_trend(y, center)


def three_sigma(before: int) -> Rule:
    """A point outside mean ± 3·(mean moving range)/1.128 of the first ``before`` points."""

    def outside(y: Floats, center: Floats) -> Bools:
        base = np.broadcast_to(np.arange(y.shape[-1]) < before, y.shape)
        mean = nanmean(y, base)[..., None]
        sigma = moving_range_mean(y, base, screen=False)[..., None] / D2
        return np.asarray((np.abs(y - mean) > 3.0 * sigma).any(axis=-1))

    return outside


#: Rules by the names that a series may put in force.
RULES: Mapping[str, Rule] = {
    "anhoej": anhoej,
    "ihi-shift": ihi_shift,
    "ihi-trend": ihi_trend,
    "ihi": ihi,
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the modules' text.

    Attributes
    ----------
    id, says : str
        What it is, in plain words.
    value, error : float
        Value and its Monte-Carlo standard error, in ``unit``.
    unit : str
    printed : str
        What the design's page says, for comparison ("" where it says nothing).
    """

    id: str
    says: str
    value: float
    error: float
    unit: str
    printed: str = ""


_PRINTED = {
    ("anhoej", 0.25): "30",
    ("ihi-shift", 0.25): "87",
    ("anhoej", 0.08): "9",
    ("ihi-shift", 0.08): "26",
    ("anhoej", 0.0): "4",
    ("ihi-shift", 0.0): "13.5",
}


def numbers(seed: int = SEED, replicates: int = REPLICATES) -> list[Number]:
    """All numbers, in the order of the modules that quote them."""
    parts: tuple[Callable[[int, int], Iterator[Number]], ...] = (
        _noise,
        _room_15,
        _short_plans,
        _better_plans,
        _in_force,
        _games,
    )
    return [number for part in parts for number in part(seed, replicates)]


def _noise(seed: int, replicates: int) -> Iterator[Number]:
    """How much one class wobbles, and the average of four lessons."""
    _, seen = plan_series(Plan(change=0.0), seed=seed, replicates=replicates)
    y = 100.0 * seen
    big = replace(Plan(change=0.0), students=4000, attendance=1.0)
    _, true = plan_series(big, seed=seed, replicates=200)
    for name, values, says, printed in (
        ("lesson-sd-true", 100.0 * true, "SD of a class's true rate from lesson to lesson", "8"),
        ("lesson-sd-seen", y, "SD of what is seen, class of 28, from lesson to lesson", "12"),
    ):
        spread = np.sqrt(values.var(axis=1, ddof=1).mean())
        degrees = values.shape[0] * (values.shape[1] - 1)
        yield Number(
            name, says, float(spread), float(spread / np.sqrt(2 * degrees)), "points", printed
        )
    for lessons, printed in ((1, "16"), (4, "8")):
        mean = _independent(y, lessons)
        half = float(np.quantile(np.abs(mean), 0.8))
        yield Number(
            f"range-of-{lessons}",
            f"half of the 80 % range of {'one lesson' if lessons == 1 else 'the mean of four'}",
            half,
            _quantile_error(np.abs(mean), 0.8),
            "points",
            printed,
        )


def _room_15(_seed: int, _replicates: int) -> Iterator[Number]:
    """Room 15 of the `predict` module: 107 of 311 slips on 12 days, by the formula of the range.

    Not simulated, so without an error; the figure and the check of a plan say the same.
    """
    count, of, days = ROOM_15
    for lessons, what in ((1, "one lesson"), (4, "the mean of four")):
        half = planned_noise(count / of, of / days, lessons)
        says = f"half of the 80 % range of {what} in Room 15, by formula"
        yield Number(f"room-15-range-of-{lessons}", says, half, 0.0, "points", "")


def _independent(y: Floats, lessons: int) -> Floats:
    """Means of ``lessons`` around the class's own level, without the level's own error.

    The difference of two such means has twice the variance of one.
    """
    first, second = y[:, :lessons].mean(axis=1), y[:, lessons : 2 * lessons].mean(axis=1)
    return np.asarray((first - second) / np.sqrt(2.0))


def _quantile_error(values: Floats, share: float) -> float:
    """Standard error of a quantile: sqrt(q (1 - q) / n) over the density there."""
    low, high = np.quantile(values, [share - 0.02, share + 0.02])
    return float(np.sqrt(share * (1.0 - share) / values.size) * (high - low) / 0.04)


def _short_plans(seed: int, replicates: int) -> Iterator[Number]:
    """The power meter's first numbers: six points before, six after; and two after."""
    for change in (0.25, 0.08, 0.0):
        for name in ("anhoej", "ihi-shift", "ihi-trend"):
            found = power(Plan(change=change), RULES[name], seed=seed, replicates=replicates)
            yield _signaled(f"6+6-{name}", change, "6 + 6 points", name, found)
    for name in ("anhoej", "ihi-shift"):
        found = power(Plan(after=2), RULES[name], seed=seed, replicates=replicates)
        yield _signaled(f"6+2-{name}", 0.25, "6 + 2 points", name, found)


def _better_plans(seed: int, replicates: int) -> Iterator[Number]:
    """What helps: more points, pooled classes."""
    for before, after, classes in ((12, 12, 1), (6, 6, 4), (12, 12, 4)):
        for change in (0.08, 0.0):
            for name in ("anhoej", "ihi-shift"):
                plan = Plan(before=before, after=after, classes=classes, change=change)
                found = power(plan, RULES[name], seed=seed, replicates=max(replicates // 4, 1))
                rooms = "one class" if classes == 1 else f"{classes} classes pooled"
                says = f"{before} + {after} points, {rooms}"
                yield _signaled(f"{before}+{after}x{classes}-{name}", change, says, name, found)


def _in_force(seed: int, replicates: int) -> Iterator[Number]:
    """The IHI rules whole (shift or trend), as the `study` module quotes them."""
    for before, after, changes in ((6, 6, (0.25, 0.0)), (12, 12, (0.08, 0.0))):
        for change in changes:
            plan = Plan(before=before, after=after, change=change)
            count = replicates if before == 6 else max(replicates // 4, 1)
            found = power(plan, RULES["ihi"], seed=seed, replicates=count)
            says = f"{before} + {after} points"
            yield _signaled(f"{before}+{after}-ihi", change, says, "ihi (shift or trend)", found)


def _signaled(name: str, change: float, says: str, rule: str, found: Power) -> Number:
    points = round(100 * change)
    what = f"a change of +{points} points" if points else "no change"
    return Number(
        f"{name}-{points}",
        f"signaled by {rule}: {says}, {what}",
        100.0 * found.with_change,
        100.0 * found.error_with,
        "%",
        _PRINTED.get((rule, change), "") if name.startswith("6+6-") else "",
    )


def _games(seed: int, replicates: int) -> Iterator[Number]:
    rounds = max(replicates // 10, 2)
    ratios = [tampering(seed + at, 25, replicates=rounds // 2).ratio for at in range(8)]
    yield Number(
        "tampering",
        "variance when every result is answered, over hands off",
        float(np.mean(ratios)),
        float(np.std(ratios, ddof=1) / np.sqrt(len(ratios))),
        "times",
        "2",
    )
    again = regression_to_the_mean(seed, replicates=rounds)
    rises = [
        (b - a)[c].mean() for a, b, c in zip(again.first, again.second, again.chosen, strict=True)
    ]
    yield Number(
        "lowest-five",
        "rise of the lowest 5 of 25 classes with nothing done",
        again.rise,
        float(np.std(rises, ddof=1) / np.sqrt(len(rises))),
        "points",
    )


def to_markdown(found: list[Number]) -> str:
    """A table; the design's own number, where it has one, in the last column."""
    lines = ["| number | value | ± error | printed in the design |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {one.says} | {one.value:.1f} {one.unit} | {one.error:.2g} | {one.printed} |"
        for one in found
    ]
    return "\n".join(lines) + "\n"


def to_toml(found: list[Number]) -> str:
    """The same as data: one table per number, by id."""
    parts = [f"# Simulated with seed {SEED}; errors are Monte-Carlo standard errors.\n"]
    for one in found:
        parts.append(
            f'["{one.id}"]\nsays = "{one.says}"\nvalue = {one.value:.3f}\n'
            f'error = {one.error:.3f}\nunit = "{one.unit}"\nprinted = "{one.printed}"\n'
        )
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Print the numbers; 0, or 2 for an argument that is not known."""
    if arguments not in ([], ["--toml"]):
        print("Say nothing for a Markdown table, or --toml for data.", file=sys.stderr)
        return 2
    found = numbers()
    print(to_toml(found) if arguments else to_markdown(found), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
