"""The figure that ``make bench`` prints for grading is measured, and can say that marks differ."""

from __future__ import annotations

import pytest

from autograde.bench import GradingBench, bench_grading

pytestmark = pytest.mark.nbgrader


def test_both_ways_are_timed_and_agree() -> None:
    found = bench_grading(submissions=9, stock_sample=1)
    assert (found.submissions, found.stock_submissions) == (9, 1)
    assert found.ours > 0
    assert found.stock > 0
    assert found.same_marks


def test_the_ratio_is_for_the_same_number_of_hand_ins() -> None:
    found = GradingBench(60, ours=10.0, stock=30.0, stock_submissions=10, same_marks=False)
    assert found.ratio == 18.0
    assert "ratio 18.0; same marks: NO" in str(found)
    assert "scaled from a sample" in str(found)
