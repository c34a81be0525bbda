"""What ``make bench`` prints of grading is measured, and can say that marks differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograde.bench import GradingBench, Passed, bench_grading

pytestmark = pytest.mark.nbgrader


def test_both_ways_are_timed_and_agree() -> None:
    (found,) = bench_grading(submissions=9, stock=2, only=["lift-fishbone"])
    assert (found.submissions, found.graded, found.stock_submissions) == (9, 9, 2)
    assert [one.submissions for one in found.along] == [1, 2, 4, 9]
    assert 0 < found.along[-1].seconds < found.ours
    assert found.along[-1].megabytes > 0
    assert found.worker_megabytes > 0
    assert found.stock > found.stock_each > 0
    assert found.same_marks
    assert found.ours_processor > 0
    assert found.stock_processor > 0


def test_the_ratio_is_per_hand_in() -> None:
    along = (Passed(15, 4.0, 100.0), Passed(60, 9.0, 101.0))
    found = GradingBench("x", 60, 60, 10.0, 0.1, along, 90.0, 10, 30.0, 2.5, same_marks=True)
    assert found.ratio == pytest.approx(18.0)
    assert found.ratio_each == pytest.approx(25.0)
    assert "ratio per hand-in 18, without the start of either 25; same marks: yes" in str(found)
    busy = replace(found, ours_processor=6.0, stock_processor=20.0)
    assert busy.ratio_processor == pytest.approx(20.0)
    assert found.ratio_processor == 0
    assert "same marks: NO" in str(replace(found, same_marks=False))
