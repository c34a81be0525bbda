"""Small groups stay hidden from an attacker who can add and subtract."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from curriculum.data import attack, suppress, with_totals
from curriculum.data.attack import UNBOUNDED, pinned


def test_the_attacker_recovers_a_cell_hidden_alone() -> None:
    table = with_totals(np.array([[40, 3], [25, 30]]))
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[0, 1] = True
    found = attack(table, hidden)
    assert (found.lower[0, 1], found.upper[0, 1]) == (3, 3)


def test_bounds_are_the_exact_range_of_whole_tables() -> None:
    cells = np.array([[4, 2, 5], [1, 6, 3]])
    table = with_totals(cells)
    hidden = np.zeros(table.shape, dtype=bool)
    hidden[:2, :3] = True
    found = attack(table, hidden)
    rows, columns = table[:2, 3], table[2, :3]
    tables = [
        (a, b)
        for a in range(rows[0] + 1)
        for b in range(rows[0] + 1 - a)
        if 0 <= rows[0] - a - b <= columns[2] and a <= columns[0] and b <= columns[1]
    ]
    assert (found.lower[0, 0], found.upper[0, 0]) == (
        min(a for a, _ in tables),
        max(a for a, _ in tables),
    )
    assert (found.lower[0, 1], found.upper[0, 1]) == (
        min(b for _, b in tables),
        max(b for _, b in tables),
    )


def test_hiding_everything_leaves_no_upper_bound() -> None:
    table = with_totals(np.array([3, 4]))
    found = attack(table, np.ones(table.shape, dtype=bool))
    assert found.lower.tolist() == [0, 0, 0]
    assert (found.upper == UNBOUNDED).all()


def test_contradicting_numbers_are_refused() -> None:
    table = with_totals(np.array([[40, 3], [25, 30]]))
    table[2, 2] += 1
    with pytest.raises(ValueError, match="add up"):
        attack(table, np.zeros(table.shape, dtype=bool))


def test_nothing_small_nothing_hidden() -> None:
    assert not suppress(np.array([[40, 30], [25, 30]])).hidden.any()


def test_zero_is_shown_and_the_floor_can_be_stricter() -> None:
    assert not suppress(np.array([[0, 30], [25, 30]])).hidden.any()
    assert suppress(np.array([[15, 30], [25, 30]]), floor=20).hidden.any()


@settings(deadline=None, max_examples=60)
@given(
    arrays(
        np.int64,
        st.tuples(st.integers(1, 5), st.integers(1, 5)),
        elements=st.integers(0, 40),
    )
)
def test_every_small_number_is_hidden_and_none_can_be_pinned(cells: np.ndarray) -> None:
    found = suppress(cells)
    small = (found.table > 0) & (found.table < 11)
    assert (found.hidden | ~small).all()
    assert found.safe
    bounds = found.attacked()
    assert (bounds.lower <= found.table).all()
    assert (found.table <= bounds.upper).all()
    quick = pinned(found.table, found.hidden, found.hidden, 11)
    assert (quick == (found.hidden & (bounds.width < 11))).all()


@pytest.mark.slow
def test_a_thousand_random_tables() -> None:
    rng = np.random.default_rng(20261122)
    for number in range(1000):
        shape = (int(rng.integers(1, 5)), int(rng.integers(1, 4)))
        mean = rng.choice([3, 9, 20, 60])
        cells = rng.poisson(mean, shape) if number % 2 else rng.geometric(1 / mean, shape) - 1
        found = suppress(cells)
        small = (found.table > 0) & (found.table < 11)
        assert not (small & ~found.hidden).any(), number
        assert found.safe, number


def test_three_way_tables_are_safe_too() -> None:
    rng = np.random.default_rng(7)
    found = suppress(rng.geometric(1 / 15, (3, 3, 2)) - 1)
    assert found.safe


@pytest.mark.parametrize(
    ("cells", "floor", "words"),
    [([], 11, "no table"), ([-1, 20], 11, "below zero"), ([20, 30], 1, "at least 2")],
)
def test_bad_input_gets_a_plain_sentence(cells: list[int], floor: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        suppress(np.array(cells, dtype=np.int64), floor)
