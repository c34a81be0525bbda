"""Schools and districts: real growth percentiles, luck that does not last, Simpson on demand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.charts.funnel import funnel
from curriculum.simulate.districts import simulate_districts, simulate_groups
from curriculum.simulate.school import SCALE_MEAN, growth_percentiles, simulate_schools

SEEDS = range(12)


def test_a_growth_percentile_is_the_share_of_like_starters_with_a_lower_score():
    prior = np.full(5, 2500.0)
    score = np.array([2400.0, 2450.0, 2500.0, 2500.0, 2600.0])
    assert growth_percentiles(prior, score).tolist() == [10.0, 30.0, 60.0, 60.0, 90.0]


def test_growth_does_not_depend_on_where_a_student_started():
    records = simulate_schools(1).records
    percentile = growth_percentiles(records.prior, records.score)
    assert percentile.mean() == pytest.approx(50.0, abs=0.5)
    thirds = np.quantile(records.prior, [1 / 3, 2 / 3])
    place = np.digitize(records.prior, thirds)
    for third in range(3):
        assert percentile[place == third].mean() == pytest.approx(50.0, abs=1.5)
    # Even at both ends, where peers lie on one side only.
    ends = np.argsort(records.prior)
    for end in (ends[:60], ends[-60:]):
        assert percentile[end].mean() == pytest.approx(50.0, abs=15.0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(2000, 3000), st.integers(2000, 3000)), max_size=60))
def test_percentiles_lie_between_and_do_not_depend_on_the_order(pairs):
    prior = np.array([p for p, _ in pairs], dtype=float)
    score = np.array([s for _, s in pairs], dtype=float)
    found = growth_percentiles(prior, score)
    assert ((found > 0) & (found < 100)).all()
    back = growth_percentiles(prior[::-1], score[::-1])[::-1]
    assert sorted(found) == pytest.approx(sorted(back))


def test_a_higher_score_never_has_a_lower_percentile_among_equals():
    rng = np.random.Generator(np.random.PCG64(3))
    prior = np.repeat(rng.integers(2400, 2600, 30), 20).astype(float)
    score = rng.integers(2300, 2700, 600).astype(float)
    found = growth_percentiles(prior, score)
    for start in np.unique(prior):
        here = prior == start
        order = np.argsort(score[here], kind="stable")
        # Peers of equal starters are nearly the same students.
        assert (np.diff(found[here][order]) > -3.0).all()


def test_percentiles_refuse_what_they_cannot_use():
    with pytest.raises(ValueError, match="one prior score and one score per student"):
        growth_percentiles(np.zeros(3), np.zeros(4))
    with pytest.raises(ValueError, match="both scores of every student"):
        growth_percentiles(np.zeros(2), np.array([1.0, np.nan]))


def test_growth_finds_what_schools_add_better_than_achievement_does():
    by_growth, by_achievement = [], []
    for seed in SEEDS:
        found = simulate_schools(seed)
        by_growth.append(np.corrcoef(found.growth(), found.adds)[0, 1])
        by_achievement.append(np.corrcoef(found.achievement(), found.adds)[0, 1])
    assert np.mean(by_growth) > 0.65
    assert np.mean(by_growth) > np.mean(by_achievement) + 0.15


def test_adjusting_hides_what_is_denied():
    """Unadjusted growth is lower where more students are disadvantaged; adjusted growth less so."""
    plain, adjusted = [], []
    for seed in SEEDS:
        found = simulate_schools(seed, opportunity=-20.0)
        share = found.share_disadvantaged
        plain.append(np.corrcoef(found.growth(), share)[0, 1])
        adjusted.append(np.corrcoef(found.growth(adjusted=True), share)[0, 1])
    assert np.mean(plain) < np.mean(adjusted) - 0.1
    assert np.mean(plain) < -0.3


def test_every_quadrant_has_schools_and_the_halves_are_even():
    for seed in SEEDS:
        places = simulate_schools(seed).quadrant()
        assert len(set(places)) == 4
        assert sum(place.startswith("high") for place in places) == 20
        assert sum(place.endswith("high growth") for place in places) == 20


def test_the_lowest_schools_rise_next_year_with_nothing_done():
    growth, achievement = [], []
    for seed in range(20):
        found = simulate_schools(seed)
        for rises, now, then in (
            (growth, found.growth(), found.growth(found.next_year)),
            (achievement, found.achievement(), found.achievement(found.next_year)),
        ):
            low = np.argsort(now)[:8]
            rises.append(float((then - now)[low].mean()))
    for rises in (growth, achievement):
        assert np.mean(rises) > 4 * np.std(rises, ddof=1) / np.sqrt(20)
    assert np.mean(growth) > 1.0


def test_schools_are_as_described():
    found = simulate_schools(3, schools=50)
    assert len(set(found.names)) == 50
    assert all("(fictional)" in name for name in found.names)
    assert (found.students.min(), found.students.max()) == (40, 400)
    assert np.bincount(found.records.school).tolist() == found.students.tolist()
    assert found.adds.mean() == pytest.approx(0.0, abs=1e-9)
    scores = found.records.score
    assert scores.mean() == pytest.approx(SCALE_MEAN, abs=25)
    assert scores.std() == pytest.approx(100.0, abs=12)
    assert 0.7 < np.corrcoef(found.records.prior, scores)[0, 1] < 0.85
    again = simulate_schools(3, schools=50)
    assert np.array_equal(again.records.score, scores)
    with pytest.raises(ValueError, match="at least four schools"):
        simulate_schools(1, schools=3)


def test_the_same_records_on_every_machine():
    records = simulate_schools(20180601, schools=4, smallest=5, largest=9).records
    assert records.score.astype(int).tolist() == GOLDEN_SCORES


def test_districts_are_of_very_different_size_and_share_one_rate():
    found = simulate_districts(2, special=0)
    assert found.students.max() / found.students.min() > 100
    assert not found.special.any()
    assert np.ptp(found.true_rate) == pytest.approx(0.0)
    z = (found.met / found.students - 0.42) / np.sqrt(0.42 * 0.58 / found.students)
    # 60 districts: sum of squares within the middle 99.8 % of chi-square with 60 degrees.
    assert 30.0 < (z**2).sum() < 100.0


def test_a_funnel_finds_the_special_districts_and_few_others():
    hits = others = 0
    for seed in range(20):
        found = simulate_districts(seed, spread=0.0)
        outside = funnel(found.met, found.students).outside998
        hits += int((outside & found.special).sum())
        others += int((outside & ~found.special).sum())
    assert hits >= 36  # of 40
    # 1,160 common ones at 0.2 %, plus what the special ones pull the target.
    assert others < 30


def test_over_dispersion_is_there_when_planted():
    plain, spread = (simulate_districts(5, special=0, spread=s) for s in (0.0, 0.3))
    assert funnel(spread.met, spread.students).phi > 3 * funnel(plain.met, plain.students).phi
    with pytest.raises(ValueError, match="half of them special at most"):
        simulate_districts(1, districts=10, special=6)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2**64), st.integers(2, 12))
def test_simpsons_paradox_is_there_on_demand_and_only_then(seed, schools):
    planted = simulate_groups(seed, schools=schools)
    assert planted.is_paradox
    assert (planted.rates[:, 0] > planted.rates[:, 1]).all()
    assert planted.overall[0] < planted.overall[1]
    plain = simulate_groups(seed, paradox=False, schools=schools)
    assert not plain.is_paradox
    assert plain.overall[0] > plain.overall[1]
    for found in (planted, plain):
        assert found.students.min() >= 11
        assert (found.met <= found.students).all()


def test_groups_differ_from_seed_to_seed_and_need_two_schools():
    assert not np.array_equal(simulate_groups(1).met, simulate_groups(2).met)
    assert np.array_equal(simulate_groups(1).met, simulate_groups(1).met)
    with pytest.raises(ValueError, match="from 2 to 40 schools"):
        simulate_groups(1, schools=1)


GOLDEN_SCORES = [
    2434,
    2684,
    2505,
    2557,
    2438,
    2636,
    2547,
    2507,
    2564,
    2599,
    2491,
    2575,
    2448,
    2382,
    2409,
    2518,
    2415,
    2497,
    2467,
    2499,
    2465,
    2567,
    2678,
    2541,
    2473,
    2580,
    2362,
]
