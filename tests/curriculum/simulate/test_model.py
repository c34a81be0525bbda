"""The student-level model: deterministic, bounded, and each part does what it says."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.simulate import model
from curriculum.simulate.bits import inverse_normal, normals, short_uniforms, uniforms
from curriculum.simulate.effects import Effect
from curriculum.simulate.model import Measure, Setting, Truth, batches, simulate
from curriculum.simulate.outcomes import effect_for, expected

# A class of 28, eight lessons, seed 20180601.
GOLDEN_PRESENT = [27, 26, 26, 24, 27, 28, 27, 26]
GOLDEN_TOTAL = [13, 14, 5, 12, 18, 15, 17, 15]
NOTHING = Truth("none", "nothing")
M = Measure("m", "measure")


def mean(setting, measure, truth=NOTHING, replicates=400, seed=7):
    return simulate(setting, [measure], truth, seed, replicates=replicates).mean(measure.id)


def test_the_same_seed_gives_the_same_data_and_another_seed_other_data():
    one, same, other = (mean(Setting(), M, replicates=3, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_replicate_does_not_depend_on_how_many_are_asked_or_on_the_batches(monkeypatch):
    few = mean(Setting(), M, replicates=2)
    monkeypatch.setattr(model, "BATCH_CELLS", 3 * 28 * 24)
    many = mean(Setting(), M, replicates=8)
    assert np.array_equal(few, many[:2])


def test_batches_are_bounded_and_add_up():
    sizes = [len(part.present) for part in batches(Setting(), [M], NOTHING, 1, replicates=2000)]
    assert sum(sizes) == 2000
    assert max(sizes) * 28 * 24 <= model.BATCH_CELLS


def test_the_data_are_the_same_on_every_machine():
    total, present = simulate(Setting(points=8, change_at=5), [M], NOTHING, 20180601).series("m")
    assert present[0].tolist() == GOLDEN_PRESENT
    assert total[0].tolist() == GOLDEN_TOTAL


@pytest.mark.parametrize("wide", [1, 7, 64])
def test_rows_of_random_numbers_are_stretches_of_one_stream(wide):
    whole = uniforms(3, range(6), wide, "x")
    assert np.array_equal(whole[2:5], uniforms(3, range(2, 5), wide, "x"))
    assert not np.array_equal(whole, uniforms(3, range(6), wide, "y"))
    short = short_uniforms(3, range(6), wide, "x")
    assert np.array_equal(short[2:5], short_uniforms(3, range(2, 5), wide, "x"))


def test_uniform_numbers_are_uniform():
    for u in (uniforms(5, range(1), 200_000, "u"), short_uniforms(5, range(1), 200_000, "u")):
        assert 0.0 < u.min() < u.max() < 1.0
        counts = np.histogram(u, bins=20, range=(0, 1))[0]
        # chi-square with 19 degrees of freedom: 43.8 is passed by 1 in 1,000.
        assert ((counts - 10_000) ** 2 / 10_000).sum() < 43.8


def test_the_inverse_normal_agrees_with_the_standard_library():
    from statistics import NormalDist

    p = np.array([1e-300, 1e-12, 0.001, 0.0749, 0.0751, 0.5, 0.6, 0.99, 1 - 1e-12])
    known = [NormalDist().inv_cdf(float(one)) for one in p]
    assert inverse_normal(p) == pytest.approx(known, rel=1e-9)
    z = normals(5, range(1), 200_000, "z")
    assert abs(z.mean()) < 4 / np.sqrt(200_000)
    assert abs(z.std() - 1) < 4 / np.sqrt(400_000)


def test_breaks_have_no_data_and_lost_sheets_are_as_many_as_said():
    y = mean(Setting(breaks=(3, 10), lost=0.1), M, replicates=500)
    assert np.isnan(y[:, [2, 9]]).all()
    kept = np.delete(y, [2, 9], axis=1)
    share = np.isnan(kept).mean()
    assert abs(share - 0.1) < 4 * np.sqrt(0.09 / kept.size)


def test_an_effect_comes_with_the_change_and_as_large_as_it_was_done():
    change = effect_for(M, 0.2)
    truth = Truth("step", "step", effects={"m": Effect("step", change)})
    with_it, without = mean(Setting(), M, truth), mean(Setting(), M)
    assert np.array_equal(with_it[:, :12], without[:, :12])
    assert (with_it - without)[:, 12:].mean() == pytest.approx(0.2, abs=0.01)
    half = mean(Setting(fidelity=0.5), M, truth)
    assert (half - without)[:, 12:].mean() == pytest.approx(0.1, abs=0.015)


def test_a_rise_that_began_before_owes_nothing_to_what_was_done():
    truth = Truth("before", "before", effects={"m": Effect("before", 1.0)}, response={"all": 0.0})
    done, undone = mean(Setting(), M, truth), mean(Setting(fidelity=0.0), M, truth)
    assert np.array_equal(done, undone)
    assert (done[:, -6:].mean() - done[:, :2].mean()) > 0.15


def test_an_effect_reaches_the_groups_that_it_reaches():
    setting = Setting(groups={"a": 0.5, "b": 0.5})
    truth = Truth("some", "some", effects={"m": Effect("step", 1.0)}, response={"b": 0.0})
    reached = simulate(setting, [M], truth, 1, replicates=200)
    untouched = simulate(setting, [M], NOTHING, 1, replicates=200)
    assert np.array_equal(reached.mean("m", "b"), untouched.mean("m", "b"), equal_nan=True)
    gain = reached.mean("m", "a") - untouched.mean("m", "a")
    assert np.nanmean(gain[:, 12:]) > 0.15


def test_groups_have_the_shares_and_the_shift_that_the_scenario_gives():
    setting = Setting(classes=4, groups={"a": 0.3, "b": 0.7}, attendance=1.0)
    cycle = simulate(setting, [replace(M, groups={"a": -0.6})], NOTHING, 3, replicates=200)
    share = cycle.enrolled[:, :, 0].sum() / cycle.enrolled.sum()
    assert abs(share - 0.3) < 4 * np.sqrt(0.21 / (200 * 4 * 28))
    gap = np.nanmean(cycle.mean("m", "a")) - np.nanmean(cycle.mean("m", "b"))
    assert gap == pytest.approx(expected(M, -0.6) - expected(M), abs=0.02)


def test_a_trend_and_a_season_move_the_mean():
    y = mean(Setting(season=(0.0, 1.0)), M)
    assert (y[:, 1::2].mean() - y[:, ::2].mean()) == pytest.approx(
        expected(M, 1.0) - expected(M), abs=0.02
    )
    slow = mean(Setting(), M, Truth("t", "t", trend={"m": 0.05}))
    assert slow[:, -1].mean() - slow[:, 0].mean() == pytest.approx(
        expected(M, 0.05 * 23) - expected(M), abs=0.03
    )


def test_watching_lifts_the_first_points_and_wears_off():
    y = mean(Setting(), replace(M, watched=1.0), replicates=2000) - mean(
        Setting(), M, replicates=2000
    )
    assert y[:, 0].mean() == pytest.approx(expected(M, 1.0) - expected(M), abs=0.02)
    assert y[:, 1].mean() == pytest.approx(expected(M, 0.5) - expected(M), abs=0.02)
    assert abs(y[:, 8:].mean()) < 0.01


def test_observers_who_take_turns_leave_their_stripes():
    plain = replace(M, sd_class=0.0, sd_shock=0.0)
    y = mean(Setting(), replace(plain, raters=2, sd_rater=0.5), replicates=500)
    own = y[:, 2:] - y[:, 2:].mean(axis=1, keepdims=True)
    same = (own[:, :-2] * own[:, 2:]).mean()
    other = (own[:, :-1] * own[:, 1:]).mean()
    assert same > 0.002 > -0.002 > other


def test_records_count_everyone_whoever_is_absent():
    measure = replace(M, records=True)
    cycle = simulate(Setting(attendance=0.5, breaks=(2,)), [measure], NOTHING, 1, replicates=50)
    total, counted = cycle.series("m")
    assert (counted == 28).all()
    assert total.mean() / 28 == pytest.approx(0.55, abs=0.02)


def test_a_ceiling_and_a_floor_hold():
    setting = Setting(students=1, attendance=1.0)
    measure = replace(M, kind="minutes", baseline=8.0, floor=2.0, ceiling=10.0)
    y = mean(setting, measure)
    assert y.min() == 2.0
    assert y.max() == 10.0


@pytest.mark.parametrize("kind", ["rating", "count", "minutes"])
def test_values_are_of_their_kind(kind):
    measure = replace(M, kind=kind, baseline=3.0)
    y = mean(Setting(students=1, attendance=1.0), measure, replicates=100)
    if kind == "rating":
        assert set(np.unique(y)) == {1.0, 2.0, 3.0, 4.0, 5.0}
    elif kind == "count":
        assert (y == np.rint(y)).all()
        assert y.min() == 0.0
    else:
        assert y.min() > 0.0


def test_a_count_with_a_very_large_mean_ends():
    measure = replace(M, kind="count", baseline=200.0, sd_student=2.0)
    y = mean(Setting(points=2, change_at=2), measure, replicates=5)
    assert np.isfinite(y).all()


@settings(deadline=None, max_examples=25)
@given(
    st.integers(1, 3),
    st.integers(1, 9),
    st.integers(1, 7),
    st.floats(0.3, 1.0),
    st.floats(0.05, 0.95),
    st.integers(0, 2**64),
)
def test_counts_stay_between_none_and_those_present(classes, students, points, attend, base, seed):
    setting = Setting(
        classes=classes, students=students, points=points, change_at=1, attendance=attend
    )
    measure = replace(M, baseline=base)
    total, present = simulate(setting, [measure], NOTHING, seed, replicates=2).series("m")
    assert (total >= 0).all()
    assert (total <= present).all()
    assert (present <= classes * students).all()


@pytest.mark.parametrize(
    ("kind", "base"), [("proportion", 0.2), ("rating", 4.2), ("count", 0.5), ("minutes", 7.0)]
)
def test_link_and_expected_are_inverse_and_an_effect_is_as_large_as_asked(kind, base):
    measure = replace(M, kind=kind, baseline=base)
    assert expected(measure) == pytest.approx(base, rel=1e-6)
    assert expected(measure, effect_for(measure, 0.15)) == pytest.approx(base + 0.15, rel=1e-6)


@pytest.mark.parametrize(
    ("setting", "measure", "truth", "says"),
    [
        (Setting(students=0), M, NOTHING, "at least one class"),
        (Setting(change_at=26), M, NOTHING, "one of the points 1 to 25"),
        (Setting(attendance=0.0), M, NOTHING, "Attendance must be"),
        (Setting(lost=1.0), M, NOTHING, "share of lost points"),
        (Setting(fidelity=2.0), M, NOTHING, "Fidelity must be"),
        (Setting(breaks=(25,)), M, NOTHING, "Breaks must be among"),
        (Setting(groups={"a": 0.5}), M, NOTHING, "must sum to 1"),
        (Setting(groups={"a": 1.5, "b": -0.5}), M, NOTHING, "cannot be below 0"),
        (Setting(pool=5, chosen=0), M, NOTHING, "from 1 to the number in the pool"),
        (Setting(), replace(M, baseline=1.0), NOTHING, "a proportion, must be between"),
        (Setting(), replace(M, kind="rating"), NOTHING, "a rating, must be between 1 and 5"),
        (Setting(), replace(M, kind="count", baseline=0.0), NOTHING, "must be above 0"),
        (Setting(), replace(M, ar1=1.0), NOTHING, "between -1 and 1"),
        (Setting(), replace(M, misread=0.7), NOTHING, "from 0 to 0.5"),
        (Setting(), replace(M, sd_student=9.0), NOTHING, "from 0 to 5"),
        (Setting(), replace(M, raters=0), NOTHING, "at least 1"),
        (Setting(), replace(M, groups={"x": 1.0}), NOTHING, "names a group that is not there: x"),
        (Setting(), M, Truth("t", "t", effects={"x": Effect()}), "a measure that is not there: x"),
        (Setting(), M, Truth("t", "t", response={"x": 0.0}), "a group that is not there: x"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(setting, measure, truth, says):
    with pytest.raises(ValueError, match=says):
        simulate(setting, [measure], truth, 1)


def test_no_measure_and_no_replicate_are_refused():
    with pytest.raises(ValueError, match="at least one measure"):
        simulate(Setting(), [], NOTHING, 1)
    with pytest.raises(ValueError, match="replicates must be at least 1"):
        simulate(Setting(), [M], NOTHING, 1, replicates=0)
    with pytest.raises(ValueError, match=r"must lie between 0 and 1"):
        effect_for(M, 0.5)


def test_memory_does_not_grow_with_the_number_of_replicates():
    """Memory traced, peak over a batch: deterministic, whatever else the machine does."""
    peaks = []
    for cells in (1_000_000, 4_000_000):
        tracemalloc.start()
        for part in batches(Setting(), [M], NOTHING, 1, replicates=cells // (28 * 24)):
            assert part.total["m"].size > 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0] < 60e6


def test_another_seed_for_what_comes_keeps_the_class_and_its_noise():
    """The jump between before and after has the same mean and spread, whoever decides the after."""
    plain, redrawn = (
        simulate(Setting(fidelity_sd=0.1, lost=0.05), [M], NOTHING, 7, replicates=1500, later=later)
        for later in (None, 99)
    )
    assert np.array_equal(plain.present[..., :12], redrawn.present[..., :12])
    assert np.array_equal(plain.total["m"][..., :12], redrawn.total["m"][..., :12])
    assert not np.array_equal(plain.total["m"][..., 12:], redrawn.total["m"][..., 12:])
    jumps = []
    for cycle in (plain, redrawn):
        y = cycle.mean("m")
        jumps.append(np.nanmean(y[:, 12:], axis=1) - np.nanmean(y[:, :12], axis=1))
    # SD of a jump about 0.05: standard error of its mean 0.0013, of its SD 2 %.
    assert abs(jumps[0].mean() - jumps[1].mean()) < 0.008
    assert jumps[1].std() == pytest.approx(jumps[0].std(), rel=0.08)
