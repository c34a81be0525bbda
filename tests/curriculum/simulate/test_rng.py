"""Draws: the same everywhere, and from the distributions that they claim."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.simulate import Draw, case_seed


def test_the_seed_is_the_same_on_every_machine():
    assert case_seed("maria", "lift-fishbone", 0) == 0x25F96D9B84FD8FC8ED480001B76F1B0B
    assert case_seed("maria", "lift-fishbone", 1) == 0xBE2DB76AB176B9CBAC434ED25E5F8479


def test_parts_of_the_seed_do_not_run_into_each_other():
    assert case_seed("ab", "c", 0) != case_seed("a", "bc", 0)
    assert case_seed("a", "b", 11) != case_seed("a", "b1", 1)


def test_the_stream_is_the_same_on_every_machine():
    draw = Draw(20260105)
    assert [draw.integer(0, 999) for _ in range(6)] == [64, 13, 221, 283, 344, 523]
    assert [draw.binomial(60, 0.3) for _ in range(6)] == [19, 20, 11, 18, 16, 18]
    assert [draw.binomial(60, 0.3, 12, 20) for _ in range(6)] == [20, 19, 20, 16, 13, 15]
    normals = [f"{draw.normal(10, 2):.9f}" for _ in range(3)]
    assert normals == ["13.397429214", "9.583765748", "10.396581194"]
    assert [f"{draw.uniform():.15f}" for _ in range(2)] == [
        "0.779922670559059",
        "0.152091448232437",
    ]
    letters = list("abcdefgh")
    draw.shuffle(letters)
    assert "".join(letters) == "fgcebdha"
    assert draw.choice(["red", "green", "blue"]) == "red"


@settings(deadline=None)
@given(st.integers(0, 2**128), st.integers(-50, 50), st.integers(0, 500))
def test_whole_numbers_stay_inside_both_ends(seed, low, width):
    assert low <= Draw(seed).integer(low, low + width) <= low + width


@settings(deadline=None)
@given(st.integers(0, 2**64), st.integers(0, 400), st.floats(0, 1))
def test_a_count_stays_between_none_and_all(seed, n, p):
    assert 0 <= Draw(seed).binomial(n, p) <= n


def test_both_ends_of_a_range_are_reached():
    draw = Draw(1)
    assert {draw.integer(3, 5) for _ in range(60)} == {3, 4, 5}


def test_counts_have_the_mean_and_spread_of_a_binomial():
    draw = Draw(7)
    counts = [draw.binomial(50, 0.3) for _ in range(4000)]
    assert statistics.mean(counts) == pytest.approx(15, abs=0.2)
    assert statistics.pvariance(counts) == pytest.approx(10.5, rel=0.1)


def test_a_large_count_does_not_underflow():
    assert Draw(3).binomial(100_000, 0.5) == pytest.approx(50_000, abs=1200)


def test_sure_and_impossible_counts():
    draw = Draw(2)
    assert [draw.binomial(9, 0.0), draw.binomial(9, 1.0), draw.binomial(0, 0.4)] == [0, 9, 0]


def test_a_bounded_count_stays_in_its_bounds():
    draw = Draw(4)
    assert {draw.binomial(40, 0.5, 30, 32) for _ in range(80)} == {30, 31, 32}


def test_normal_draws_have_their_mean_and_spread():
    draw = Draw(5)
    values = [draw.normal(100, 15) for _ in range(4000)]
    assert statistics.mean(values) == pytest.approx(100, abs=1)
    assert statistics.pstdev(values) == pytest.approx(15, rel=0.05)


def test_a_shuffle_keeps_every_member_and_reaches_every_order():
    draw = Draw(6)
    orders = set()
    for _ in range(200):
        cards = [1, 2, 3]
        draw.shuffle(cards)
        assert sorted(cards) == [1, 2, 3]
        orders.add(tuple(cards))
    assert len(orders) == 6


@pytest.mark.parametrize(
    "call",
    [
        lambda draw: draw.integer(5, 4),
        lambda draw: draw.choice([]),
        lambda draw: draw.binomial(10, 1.5),
        lambda draw: draw.binomial(10, 0.5, 8, 3),
    ],
)
def test_draws_that_cannot_be_are_refused(call):
    with pytest.raises(ValueError, match=r"no|nothing"):
        call(Draw(0))
