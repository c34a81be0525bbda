"""Games of noise: what they promise holds, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.simulate.games import (
    line_up,
    quick_fire,
    red_beads,
    regression_to_the_mean,
    tampering,
)

VALUES = np.array([0.4, 0.5, np.nan, 0.6, 0.5, 0.7, 0.8, 0.75, 0.9, 0.85])


def test_the_learners_chart_is_among_twenty_nulls():
    shown = line_up(VALUES, seed=4)
    assert shown.panels.shape == (21, 10)
    assert np.array_equal(shown.panels[shown.position - 1], VALUES, equal_nan=True)
    same = [np.array_equal(panel, VALUES, equal_nan=True) for panel in shown.panels]
    assert sum(same) == 1
    again = line_up(VALUES, seed=4)
    assert again.position == shown.position
    assert np.array_equal(again.panels, shown.panels, equal_nan=True)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**64))
def test_each_null_has_the_same_numbers_in_another_order(seed):
    for panel in line_up(VALUES, seed).panels:
        assert np.array_equal(np.isnan(panel), np.isnan(VALUES))
        assert np.array_equal(np.sort(panel), np.sort(VALUES), equal_nan=True)


def test_every_place_is_equally_likely():
    places = np.array([line_up(VALUES, seed).position for seed in range(2100)])
    counts = np.bincount(places, minlength=22)[1:]
    # chi-square with 20 degrees of freedom: 45.3 is passed by 1 in 1,000.
    assert ((counts - 100.0) ** 2 / 100.0).sum() < 45.3


def test_guesses_are_recorded_and_scored():
    shown = line_up(VALUES, seed=4)
    wrong = shown.position % 21 + 1
    once = shown.guess(wrong)
    assert (once.guesses, once.found, once.chance) == ((wrong,), 0, 1.0)
    right = shown.guess(shown.position)
    assert right.found == 1
    assert right.chance == pytest.approx(1 / 21)
    # Two of three by blind choice: 3·(1/21)²·(20/21) + (1/21)³.
    three = right.guess(shown.position).guess(wrong)
    assert three.chance == pytest.approx(3 / 441 * 20 / 21 + 1 / 9261)
    assert shown.guesses == ()
    for panel in (0, 22):
        with pytest.raises(ValueError, match="one of the charts 1 to 21"):
            shown.guess(panel)


def test_a_line_up_of_equal_numbers_is_refused():
    with pytest.raises(ValueError, match="at least two points with different values"):
        line_up(np.array([1.0, 1.0, np.nan]), 1)


@pytest.mark.parametrize(("compensation", "ratio"), [(0.0, 1.0), (0.5, 4 / 3), (1.0, 2.0)])
def test_adjusting_after_every_result_multiplies_the_variance(compensation, ratio):
    found = tampering(1, 200, compensation=compensation, replicates=500)
    # 100,000 points, neighbors alike: standard error below 1 %.
    assert found.ratio == pytest.approx(ratio, rel=0.03)
    assert found.hands_off.mean() == pytest.approx(55.0, abs=0.3)
    assert found.hands_off.std() == pytest.approx(12.0, rel=0.02)


def test_hands_off_and_adjusted_share_their_luck():
    found = tampering(9, 10)
    assert found.adjusted[0, 0] == found.hands_off[0, 0]
    # Full compensation: each result is its own noise less the noise before.
    expected = found.hands_off[0, 1:] - (found.hands_off[0, :-1] - 55.0)
    assert found.adjusted[0, 1:] == pytest.approx(expected)


def test_the_lowest_five_of_twenty_five_rise_as_far_as_they_must():
    found = regression_to_the_mean(2, replicates=4000)
    assert (found.chosen.sum(axis=1) == 5).all()
    assert found.rise == pytest.approx(found.expected_rise, rel=0.03)
    assert found.rise > 7.0
    assert (found.second - found.first)[~found.chosen].mean() < -1.0
    lasting = regression_to_the_mean(2, sd_noise=1e-9, replicates=10)
    assert lasting.rise == pytest.approx(0.0, abs=1e-6)
    worst = np.where(found.chosen, found.first, -np.inf).max(axis=1)
    rest = np.where(found.chosen, np.inf, found.first).min(axis=1)
    assert (worst <= rest).all()


@pytest.mark.parametrize("lowest", [0, 25])
def test_choosing_all_or_none_is_refused(lowest):
    with pytest.raises(ValueError, match="Choose from 1 to 24 of the 25 classes"):
        regression_to_the_mean(1, lowest=lowest)


def test_red_beads_come_from_one_box():
    box = red_beads(3, workers=500, days=8)
    rate = box.red / 50
    assert rate.mean() == pytest.approx(0.2, abs=4 * np.sqrt(0.16 / 200_000))
    assert rate.var() == pytest.approx(0.2 * 0.8 / 50, rel=0.1)
    counts, sizes = box.p_chart()
    assert counts[:500].tolist() == box.red[:, 0].tolist()
    assert (sizes == 50).all()
    ranking = red_beads(3).ranking(2)
    assert sorted(ranking) == [1, 2, 3, 4, 5, 6]
    assert red_beads(3).red[ranking[0] - 1, 1] == red_beads(3).red[:, 1].min()


def test_red_beads_without_a_worker_are_refused():
    with pytest.raises(ValueError, match="a worker, a day"):
        red_beads(1, workers=0)


def test_half_of_the_quick_charts_have_something_planted():
    charts = quick_fire(5, rounds=9)
    assert sum(chart.planted for chart in charts) == 4
    orders = {tuple(chart.planted for chart in quick_fire(seed, rounds=6)) for seed in range(12)}
    assert len(orders) > 3
    for chart in charts:
        assert chart.share.shape == (24,)
        assert chart.change_at == 13
        assert (chart.change > 0) == chart.planted == (chart.shape != "none")
        assert (chart.count <= chart.present).all()


def test_what_is_planted_is_there_and_nothing_else():
    charts = [chart for seed in range(40) for chart in quick_fire(seed, changes=(0.25,))]
    gain = np.array([chart.share[18:].mean() - chart.share[:12].mean() for chart in charts])
    planted = np.array([chart.planted for chart in charts])
    assert gain[planted].mean() == pytest.approx(0.25, abs=0.02)
    assert gain[~planted].mean() == pytest.approx(0.0, abs=0.02)


def test_the_same_seed_is_the_same_game():
    assert np.array_equal(red_beads(8).red, red_beads(8).red)
    assert red_beads(20180601).red.tolist() == GOLDEN_BEADS
    one, two = quick_fire(8), quick_fire(8)
    assert all(np.array_equal(a.count, b.count) for a, b in zip(one, two, strict=True))


GOLDEN_BEADS = [
    [13, 12, 9, 13],
    [8, 6, 8, 6],
    [12, 10, 9, 10],
    [9, 9, 10, 7],
    [9, 10, 9, 8],
    [12, 10, 10, 8],
]
