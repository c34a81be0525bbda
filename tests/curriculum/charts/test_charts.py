"""Laws and traps of the charts, and what they say to bad input."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from curriculum.charts import ChartError, analyze, chart, runs
from curriculum.charts.funnel import funnel
from curriculum.charts.pareto import pareto
from curriculum.charts.runs import any_trend, trends
from curriculum.charts.subgroups import subgroups

SERIES = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 30)),
    elements=st.one_of(st.integers(-9, 9).map(float), st.just(float("nan"))),
)


@settings(deadline=None, max_examples=200)
@given(SERIES)
def test_one_by_one_equals_all_at_once(y: np.ndarray) -> None:
    together = analyze("run", y)
    for row in range(len(y)):
        alone = analyze("run", y[row])
        for name in ("n_useful", "longest_run", "n_crossings", "anhoej", "ihi"):
            assert getattr(alone, name)[0].tolist() == getattr(together, name)[row].tolist()
        assert bool(any_trend(y[row : row + 1])[0]) == bool(trends(y[row]))


@settings(deadline=None, max_examples=200)
@given(SERIES)
def test_runs_do_not_care_about_direction(y: np.ndarray) -> None:
    center = np.zeros(y.shape)
    forward, back, mirrored = runs(y, center), runs(y[:, ::-1], center), runs(-y, center)
    for other in (back, mirrored):
        assert forward.longest_run.tolist() == other.longest_run.tolist()
        assert forward.n_crossings.tolist() == other.n_crossings.tolist()


@settings(deadline=None, max_examples=100)
@given(SERIES, st.integers(1, 40))
def test_padding_with_missing_points_changes_nothing(y: np.ndarray, extra: int) -> None:
    padded = np.concatenate([y, np.full((len(y), extra), np.nan)], axis=1)
    for kind in ("run", "i"):
        short, long = analyze(kind, y), analyze(kind, padded)  # type: ignore[arg-type]
        assert short.anhoej.tolist() == long.anhoej.tolist()
        # Sums of more terms are grouped differently: the last bits may differ, signals may not.
        assert short.outside.tolist() == long.outside[:, : y.shape[1]].tolist()
        np.testing.assert_allclose(short.upper, long.upper[:, : y.shape[1]], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("value", [92.4, 5.3, 0.1, 1e-9, 123456.789])
@pytest.mark.parametrize("points", [3, 11, 24, 25])
def test_constant_series_never_signals(value: float, points: int) -> None:
    for kind in ("run", "i"):
        for screen in (True, False):
            found = analyze(kind, np.full(points, value), screen=screen)  # type: ignore[arg-type]
            assert not found.outside.any()
            assert not found.anhoej.any()
            assert found.n_useful[0][0] == 0
            assert (found.center == value).all()


def test_worked_example_of_the_strong_study() -> None:
    before = [8, 12, 5, 10, 13, 6, 9, 11, 7, 7, 13, 6]
    n_before = [26, 27, 25, 26, 27, 25, 27, 26, 27, 24, 26, 25]
    since = [12, 7, 14, 10, 15, 10, 14, 17, 10, 17, 13, 11]
    n_since = [26, 25, 27, 26, 25, 26, 24, 27, 25, 27, 22, 23]
    found = analyze("run", [*before, *since], [*n_before, *n_since], freeze=12, multiply=100)
    assert round(float(found.center[0][0])) == 32
    assert found.n_useful[0][0] == 24
    assert (found.longest_run[0][0], found.longest_run_max[0][0]) == (10, 8)
    assert (found.n_crossings[0][0], found.n_crossings_min[0][0]) == (11, 8)
    assert int((found.y[0][12:] > found.center[0][12:]).sum()) == 11
    assert found.anhoej[0][0]


def test_worked_example_of_the_weak_study() -> None:
    found = analyze("run", [52, 48, 55, 50, 47, 53, 49, 58, 61, 63], freeze=6)
    assert found.center[0][0] == 51
    assert (found.longest_run[0][0], found.longest_run_max[0][0]) == (3, 6)
    assert (found.n_crossings[0][0], found.n_crossings_min[0][0]) == (6, 2)
    assert not found.anhoej[0][0]


def test_freeze_fixes_the_center_only() -> None:
    y = [1.0, 3.0, 2.0, 9.0, 8.0, 7.0, 9.0, 8.0, 9.0, 8.0]
    frozen = analyze("run", y, freeze=3)
    assert (frozen.center == 2.0).all()
    assert frozen.n_useful[0][0] == 9


def test_split_and_freeze_together() -> None:
    y = [1.0, 2.0, 3.0, 10.0, 12.0, 14.0, 30.0, 31.0]
    found = analyze("run", y, parts=[3], freeze={2: 6})
    assert found.center[0].tolist() == [2, 2, 2, 12, 12, 12, 12, 12]
    assert found.part[0].tolist() == [1, 1, 1, 2, 2, 2, 2, 2]
    assert found.baseline[0].tolist() == [True] * 6 + [False] * 2


def test_a_point_at_zero_lies_on_a_mean_that_rounds_to_zero() -> None:
    y = np.array([0.1, 0.2, -0.3, 0.0] * 6) + 0.0
    found = analyze("i", y)
    assert abs(found.center[0][0]) < 1e-15
    assert found.n_useful[0][0] == 18


def test_a_constant_series_screened_keeps_its_limits() -> None:
    found = analyze("i", np.full(12, 5.3), screen=True)
    assert found.upper[0].tolist() == found.lower[0].tolist() == [5.3] * 12


def test_leading_missing_values_do_not_move_anything() -> None:
    y = [3.0, 5.0, 4.0, 6.0, 5.0, 7.0, 4.0, 5.0, 6.0, 4.0]
    for kind in ("run", "i", "mr", "c"):
        short = analyze(kind, y)  # type: ignore[arg-type]
        led = analyze(kind, [np.nan, np.nan, *y])  # type: ignore[arg-type]
        assert led.center[0][2] == short.center[0][0], kind
        assert led.upper[0][4] == pytest.approx(short.upper[0][2], nan_ok=True), kind
        assert led.n_useful.tolist() == short.n_useful.tolist(), kind


@pytest.mark.parametrize("kind", ["i", "mr", "p", "pp", "c", "u", "up"])
def test_frozen_limits_do_not_move(kind: str) -> None:
    rng = np.random.default_rng(8)
    y = rng.integers(3, 15, 24).astype(float)
    n = np.full(24, 30.0) if kind in ("p", "pp", "u", "up") else None
    later = y.copy()
    later[12:] += 14
    first = analyze(kind, y, n, freeze=12)  # type: ignore[arg-type]
    second = analyze(kind, later, n, freeze=12)  # type: ignore[arg-type]
    for line in ("center", "lower", "upper"):
        np.testing.assert_array_equal(getattr(first, line), getattr(second, line))


def test_ties_on_the_median_are_not_useful_and_break_no_run() -> None:
    y = [4.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 6.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    found = analyze("run", y, center=5.0)
    assert found.n_useful[0][0] == 13
    assert found.longest_run[0][0] == 6
    assert found.n_crossings[0][0] == 2
    assert found.shift[0].tolist() == [value != 5.0 and at > 0 for at, value in enumerate(y)]


def test_everything_on_the_median_has_no_signal() -> None:
    found = analyze("run", [5.0] * 30)
    assert found.n_useful[0][0] == 0
    assert found.longest_run[0][0] == -1
    assert not found.anhoej[0][0]
    assert not found.ihi[0][0]


def test_two_sigma_lines_are_kept_for_each_side_apart() -> None:
    found = analyze("i", [10.0, 12.0, 9.0, 11.0, 10.0, 12.0], screen=False)
    spread = found.upper[0] - found.center[0]
    np.testing.assert_allclose(found.upper2[0] - found.center[0], spread * 2 / 3)
    np.testing.assert_allclose(found.center[0] - found.lower2[0], spread * 2 / 3)


def test_missing_count_is_missing_not_zero() -> None:
    group = subgroups([1, 2, None, None, 3, 4], x=[1, 1, 2, 2, 3, 3], kind="c")
    assert np.isnan(group.y[1])
    assert analyze("c", group.y).center[0][0] == 5


def test_p_center_is_sum_over_sum() -> None:
    found = analyze("p", [1, 90], [2, 100])
    assert found.center[0][0] == pytest.approx(91 / 102)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: analyze("pie", [1.0]), "no chart called"),  # type: ignore[arg-type]
        (lambda: analyze("p", [1.0]), "denominator"),
        (lambda: analyze("xbar", [1.0]), "subgroup"),
        (lambda: analyze("run", []), "no points"),
        (lambda: analyze("run", [1.0, 2.0], [1.0]), "same number"),
        (lambda: analyze("run", [1.0, 2.0], exclude=[3]), "Point 3"),
        (lambda: analyze("run", [1.0, 2.0], parts=[2]), "split"),
        (lambda: analyze("run", [1.0, 2.0], freeze=5), "baseline"),
        (lambda: funnel([5], [3]), "above its denominator"),
        (lambda: funnel([0], [0]), "denominator above zero"),
        (lambda: funnel([], []), "Each unit"),
        (lambda: funnel([1], [3], names=["a", "b"]), "one name"),
        (lambda: funnel([1], [3], target=55.0), "from 0 to 1"),
        (lambda: chart("run", [1.0, 2.0], notes={3: "x"}), "no point 3"),
        (lambda: chart("run", [1.0, 2.0], rules="mine"), "rule set"),  # type: ignore[arg-type]
        (lambda: pareto([None]), "nothing to count"),
        (lambda: subgroups([1.0], x=[1, 2]), "Each row"),
    ],
)
def test_bad_input_gets_one_plain_sentence(call, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ChartError, match=words) as caught:
        call()
    assert str(caught.value).endswith(".")


def test_funnel_of_tiny_denominators_stays_between_zero_and_one() -> None:
    for overdispersion in (False, True):
        found = funnel([0, 1, 1, 2, 30, 70], [1, 1, 2, 3, 90, 100], overdispersion=overdispersion)
        for line in (found.lower95, found.upper95, found.lower998, found.upper998):
            assert ((line >= 0) & (line <= 1)).all()
        assert found.too_few[:4].tolist() == found.outside998[:4].tolist()


def test_funnel_with_zero_denominator_has_no_limits_there() -> None:
    found = funnel([5, 0, 8], [10, 0, 20])
    assert np.isnan(found.rate[1])
    assert np.isnan(found.upper95[1])
    assert not found.outside95[1]
