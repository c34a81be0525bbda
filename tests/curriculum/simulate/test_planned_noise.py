"""The noise of a planned average, against simulation and at its edges."""

from __future__ import annotations

import numpy as np
import pytest

from curriculum.simulate import planned_noise
from curriculum.simulate.noise import EIGHTY

REPLICATES = 40_000


@pytest.mark.parametrize("p", [0.2, 0.34, 0.55, 0.8])
@pytest.mark.parametrize(("n", "lessons"), [(28, 1), (28, 4), (27, 8), (12, 4)])
def test_four_averages_in_five_lie_within_it(p: float, n: int, lessons: int) -> None:
    """Monte-Carlo error of a share of .8 in 40,000 is .002; the averages are whole counts."""
    rng = np.random.default_rng(20261122)
    rates = np.clip(rng.normal(p, 0.08, (REPLICATES, lessons)), 0.0, 1.0)
    average = 100.0 * (rng.binomial(n, rates) / n).mean(axis=1)
    half = planned_noise(p, n, lessons)
    # The same as a standard deviation: that does not jump with the counts.
    assert float(average.std()) * EIGHTY == pytest.approx(half, rel=0.03)
    step = 100.0 / (n * lessons)
    inside = np.mean(np.abs(average - 100.0 * p) <= half)
    edge = np.mean(np.abs(np.abs(average - 100.0 * p) - half) <= step)
    assert abs(float(inside) - 0.8) <= 0.015 + float(edge)


def test_the_numbers_that_the_module_prints() -> None:
    assert round(planned_noise(0.55, 28, 1)) == 16
    assert round(planned_noise(0.55, 28, 4)) == 8


def test_more_lessons_and_more_students_are_steadier() -> None:
    assert planned_noise(0.5, 28, 4) == pytest.approx(planned_noise(0.5, 28, 1) / 2)
    assert planned_noise(0.5, 56, 4) < planned_noise(0.5, 28, 4)


def test_at_the_ends_nothing_can_vary() -> None:
    assert planned_noise(0.0, 28, 4) == 0.0
    assert planned_noise(1.0, 28, 4) == 0.0
    assert planned_noise(0.001, 28, 1) < planned_noise(0.1, 28, 1)


@pytest.mark.parametrize(
    "bad", [(-0.1, 28, 4), (1.1, 28, 4), (0.5, 0, 4), (0.5, 28, 0), (float("nan"), 28, 4)]
)
def test_what_makes_no_sense_is_refused(bad: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match=r"must be"):
        planned_noise(*bad)


def test_a_spread_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="spread"):
        planned_noise(0.5, 28, 4, sd_lesson=-1)


def test_the_strong_plans_range_is_wider_than_the_noise_of_four_lessons() -> None:
    """Golden example: 107 of 311 slips, range 40 to 65, noise "about 8 points either way"."""
    noise = planned_noise(107 / 311, 311 / 12, 4)
    assert round(100 * 107 / 311) == 34
    assert round(noise) == 8
    assert noise < (65 - 40) / 2
