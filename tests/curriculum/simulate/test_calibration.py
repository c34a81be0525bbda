"""What the simulator promises, measured with fixed seeds and a stated Monte-Carlo error.

Intervals are four standard errors wide on each side unless said: with the seed fixed nothing here
is random, and a wrong formula misses by far more.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from curriculum.exports.sim_numbers import anhoej, ihi_shift, ihi_trend, three_sigma
from curriculum.simulate.bits import normals
from curriculum.simulate.model import Measure, Setting, Truth, simulate

NOTHING = Truth("none", "nothing")
FULL = Setting(attendance=1.0)
M = Measure("m", "measure")


def means(setting, measure, replicates=1500, seed=11):
    return simulate(setting, [measure], NOTHING, seed, replicates=replicates).mean("m")


def near(values, target):
    """Mean of independent values within four standard errors of a target."""
    values = np.asarray(values, dtype=float).ravel()
    error = values.std(ddof=1) / np.sqrt(values.size)
    assert abs(values.mean() - target) < 4 * error, (values.mean(), target, error)


@pytest.mark.parametrize(
    ("kind", "baseline"),
    [
        ("proportion", 0.55),
        ("proportion", 0.1),
        ("rating", 2.6),
        ("rating", 4.3),
        ("count", 0.8),
        ("minutes", 6.0),
    ],
)
def test_the_mean_is_the_baseline(kind, baseline):
    measure = replace(M, kind=kind, baseline=baseline)
    near(means(FULL, measure).mean(axis=1), baseline)


def test_a_class_moves_by_eight_points_and_is_seen_to_move_by_twelve():
    crowd = Setting(students=3000, attendance=1.0)
    true = np.sqrt(means(crowd, M, replicates=60).var(axis=1, ddof=1).mean())
    assert 0.074 < true < 0.084
    seen = np.sqrt(means(Setting(), M).var(axis=1, ddof=1).mean())
    assert 0.115 < seen < 0.123


def test_with_equal_students_the_spread_is_binomial():
    measure = replace(M, sd_class=0.0, sd_student=0.0, sd_shock=0.0)
    y = means(FULL, measure, replicates=3000)
    variance = 0.55 * 0.45 / 28
    # Kurtosis is near 3, so the standard error of a variance is about sqrt(2/n) of it.
    assert abs(y.var() / variance - 1) < 4 * np.sqrt(2 / y.size)


@pytest.mark.parametrize(("base", "dispersion"), [(0.8, 2), (5.0, 4)])
def test_counts_are_negative_binomial_and_minutes_gamma(base, dispersion):
    alone = Setting(classes=1, students=1, points=20, change_at=20, attendance=1.0)
    fixed = {"sd_class": 0.0, "sd_student": 0.0, "sd_shock": 0.0, "dispersion": dispersion}
    counts = means(alone, replace(M, kind="count", baseline=base, **fixed), 4000).ravel()
    minutes = means(alone, replace(M, kind="minutes", baseline=base, **fixed), 4000).ravel()
    near(counts, base)
    near(minutes, base)
    near((counts - base) ** 2, base + base**2 / dispersion)
    near((minutes - base) ** 2, base**2 / dispersion)
    near(counts == 0, (dispersion / (dispersion + base)) ** dispersion)


def test_ratings_follow_the_ordered_logit():
    alone = Setting(students=1, points=20, change_at=20, attendance=1.0)
    fixed = {"sd_class": 0.0, "sd_student": 0.0, "sd_shock": 0.0}
    y = means(alone, replace(M, kind="rating", baseline=3.0, **fixed), 4000)
    for rating, cut in ((1, -2.2), (2, -0.8), (3, 0.8), (4, 2.2)):
        near(y <= rating, 1 / (1 + np.exp(-cut)))


def test_classes_of_a_school_and_students_of_a_class_are_alike_as_planned():
    """Intra-class correlation: share of the variance between classes, on the minutes' log scale."""
    measure = replace(M, kind="minutes", baseline=6.0, sd_school=0.3, sd_class=0.4)
    measure = replace(measure, sd_student=0.0, sd_shock=0.0, dispersion=60)
    setting = Setting(classes=4, schools=2, students=30, points=2, change_at=2, attendance=1.0)
    cycle = simulate(setting, [measure], NOTHING, 5, replicates=3000)
    log = np.log(cycle.total["m"].sum(axis=2).mean(axis=2) / 30)  # (replicates, classes)
    log -= log.mean()
    # Classes 1 and 3 are in one school, 2 and 4 in the other.
    near(log**2, 0.3**2 + 0.4**2 + 1 / 60 / 60)
    near(log[:, [0, 1]] * log[:, [2, 3]], 0.3**2)
    near(log[:, [0, 1]] * log[:, [1, 2]], 0.0)


def test_students_who_differ_make_points_of_a_class_alike():
    """ICC of a proportion: correlation of two lessons of one class, against quadrature."""
    measure = replace(M, sd_shock=0.0, sd_student=0.0, sd_class=0.5)
    y = means(FULL, measure, replicates=4000)[:, :2]
    grid = np.linspace(-8, 8, 2001)
    weight = np.exp(-0.5 * grid**2)
    weight /= weight.sum()
    from curriculum.simulate.outcomes import link

    p = 1 / (1 + np.exp(-(link(measure) + 0.5 * grid)))
    between = weight @ p**2 - (weight @ p) ** 2
    within = weight @ (p * (1 - p)) / 28
    found = np.corrcoef(y.T)[0, 1]
    assert abs(found - between / (between + within)) < 4 / np.sqrt(4000)


def test_shocks_carry_over_without_growing():
    crowd = Setting(students=400, points=30, change_at=30, attendance=1.0)
    free = replace(M, sd_class=0.0, sd_student=0.0, kind="minutes", baseline=6.0, dispersion=40)
    for carry in (0.0, 0.6, -0.4):
        log = np.log(means(crowd, replace(free, ar1=carry), replicates=80))
        log -= log.mean()
        assert abs(np.mean(log[:, 1:] * log[:, :-1]) / np.mean(log**2) - carry) < 0.07
        assert np.std(log) == pytest.approx(0.37, rel=0.08)


def test_an_observer_who_misreads_pulls_toward_half():
    misread = means(FULL, replace(M, baseline=0.8, misread=0.1))
    near(misread.mean(axis=1), 0.8 * 0.9 + 0.2 * 0.1)


def test_attendance_is_as_given_and_absence_hides_students_who_struggle():
    setting = Setting(attendance=0.9)
    present = simulate(setting, [M], NOTHING, 3, replicates=500).present
    near(present.mean(axis=(1, 2, 3)) / 28, 0.9)
    hidden = simulate(replace(setting, attendance_slope=1.0), [M], NOTHING, 3, replicates=1500)
    everyone = simulate(
        replace(setting, attendance_slope=1.0),
        [replace(M, records=True)],
        NOTHING,
        3,
        replicates=1500,
    )
    flattered = hidden.mean("m").mean(axis=1) - everyone.mean("m").mean(axis=1)
    assert flattered.mean() > 4 * flattered.std(ddof=1) / np.sqrt(1500)
    assert 0.01 < flattered.mean() < 0.04


def test_the_worst_classes_of_a_pool_rise_by_themselves():
    pool = Setting(classes=12, pool=12, chosen=2, chosen_on=4)
    y = means(pool, M, replicates=800)
    chosen_on, later = y[:, :4].mean(axis=1), y[:, 4:].mean(axis=1)
    assert chosen_on.mean() < 0.45
    rise = later - chosen_on
    assert rise.mean() > 10 * rise.std(ddof=1) / np.sqrt(800)
    # Part of the distance is real: they stay below the mean of all.
    assert later.mean() < 0.53
    better_down = means(pool, replace(M, better="down"), replicates=200)
    assert better_down[:, :4].mean() > 0.65


# False alarms of each rule at n independent points around a known center, exactly.


def brute_anhoej(n):
    """All sequences of n fair coins, one by one (n = 12)."""
    longest_max, crossings_min = {12: (7, 3)}[n]
    alarms = 0
    for coins in product((0, 1), repeat=n):
        longest = run = 1
        crossings = 0
        for before, now in pairwise(coins):
            crossings += before != now
            run = run + 1 if before == now else 1
            longest = max(longest, run)
        alarms += longest > longest_max or crossings < crossings_min
    return alarms / 2**n


def exact_anhoej(n, longest_max, crossings_min):
    """Sequences without alarm, by length of the last run and number of crossings."""
    quiet = {(1, 0): 2}
    for _ in range(n - 1):
        grown: dict[tuple[int, int], int] = {}
        for (run, crossings), ways in quiet.items():
            for state in ((run + 1, crossings), (1, crossings + 1)):
                if state[0] <= longest_max:
                    grown[state] = grown.get(state, 0) + ways
        quiet = grown
    kept = sum(ways for (_, crossings), ways in quiet.items() if crossings >= crossings_min)
    return 1 - kept / 2**n


def exact_shift(n, at_least=6):
    return exact_anhoej(n, at_least - 1, 0)


@cache
def exact_trend(n, at_least=5):
    """Random orders without a trend, by the last value's rank and the steps in one direction."""
    quiet = {(0, 0, 0): 1.0}  # rank of the last among those seen, direction, steps so far
    for seen in range(1, n):
        grown: dict[tuple[int, int, int], float] = {}
        for (rank, direction, steps), chance in quiet.items():
            for new in range(seen + 1):
                way = 1 if new > rank else -1
                state = (new, way, steps + 1 if way == direction else 1)
                if state[2] + 1 < at_least:
                    grown[state] = grown.get(state, 0.0) + chance / (seen + 1)
        quiet = grown
    return 1 - sum(quiet.values())


def test_the_two_ways_of_counting_agree():
    assert brute_anhoej(12) == pytest.approx(exact_anhoej(12, 7, 3))
    assert exact_shift(6) == pytest.approx(2 / 64)
    assert exact_trend(5) == pytest.approx(2 / 120)


# About one false alarm in twenty charts by Anhøj's rules whatever the length (Anhøj & Olesen 2014),
# against more and more by six in a row, or five up or down, as the series grows.
@pytest.mark.parametrize(
    ("rule", "n", "exact", "about"),
    [
        (anhoej, 12, exact_anhoej(12, 7, 3), 0.0430),
        (anhoej, 24, exact_anhoej(24, 8, 8), 0.0662),
        (ihi_shift, 12, exact_shift(12), 0.1245),
        (ihi_shift, 24, exact_shift(24), 0.2875),
        (ihi_trend, 12, exact_trend(12), 0.1113),
        (ihi_trend, 24, exact_trend(24), 0.2532),
    ],
)
def test_false_alarms_are_as_many_as_they_must_be(rule, n, exact, about):
    replicates = 20_000
    error = np.sqrt(exact * (1 - exact) / replicates)  # at most 0.0032
    y = normals(20140101, range(replicates), n, f"false alarms {n}")
    center = np.zeros((replicates, 1))
    assert abs(rule(y, center).mean() - exact) < 4 * error
    assert exact == pytest.approx(about, abs=0.0001)


@pytest.mark.parametrize(
    ("rule", "exact"),
    [
        (anhoej, exact_anhoej(24, 8, 8)),
        (ihi_shift, exact_shift(24)),
        (ihi_trend, exact_trend(24)),
    ],
)
def test_simulated_classes_without_a_change_alarm_as_often(rule, exact):
    """Minutes (no ties) of classes that differ in nothing lasting, around their true median."""
    steady = replace(M, kind="minutes", baseline=6.0, sd_class=0.0, sd_student=0.0)
    y = means(FULL, steady, replicates=6000)
    center = np.full((6000, 1), np.median(y))
    error = np.sqrt(exact * (1 - exact) / 6000)
    # The median is estimated from 144,000 points: its error adds less than a tenth of the other.
    assert abs(rule(y, center).mean() - exact) < 4.2 * error


def test_three_sigma_alarms_once_in_370_points():
    """P(|z| > 3) = 0.0027 per point, with limits from 500 baseline points (mean moving range)."""
    replicates, before, after = 1500, 500, 24
    y = normals(20140102, range(replicates), before + after, "three sigma")
    base = y[:, :before]
    sigma = np.abs(np.diff(base, axis=1)).mean(axis=1) / 1.128
    outside = np.abs(y[:, before:] - base.mean(axis=1)[:, None]) > 3 * sigma[:, None]
    rate = outside.mean()
    error = np.sqrt(0.0027 / outside.size)
    assert abs(rate - 0.0027) < 4 * error + 0.0001  # limits that are themselves estimated
    # The rule as bound for the power meter says the same about whole series.
    flagged = three_sigma(before)(y, np.zeros((replicates, 1)))
    assert (flagged[outside.any(axis=1)]).all()
    in_base = np.abs(base - base.mean(axis=1)[:, None]) > 3 * sigma[:, None]
    assert np.array_equal(flagged, outside.any(axis=1) | in_base.any(axis=1))
