"""The private record of ranges: it counts, and claims nothing from few."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import ArtifactError, RangeAnswer, Record, add_range, summary
from curriculum.artifacts.calibration import ENOUGH, MAX_RANGES, chance_span


def record(n: int, inside: int) -> Record:
    made = Record()
    for i in range(n):
        truth = 50.0 if i < inside else 90.0
        made = add_range(made, RangeAnswer(id=f"r{i}", low=40, high=60, truth=truth))
    return made


@given(n=st.integers(0, ENOUGH - 1), share=st.floats(0, 1))
@settings(max_examples=50, deadline=None)
def test_before_thirty_it_only_counts(n: int, share: float) -> None:
    inside = round(n * share)
    found = summary(record(n, inside))
    assert (found.n, found.inside) == (n, inside)
    for word in ("narrow", "wide", "chance", "honest"):
        assert word not in found.sentence


@pytest.mark.parametrize(
    ("inside", "said"), [(15, "too narrow"), (24, "within"), (19, "within"), (30, "narrower")]
)
def test_from_thirty_on_it_says_what_the_count_allows(inside: int, said: str) -> None:
    assert said in summary(record(30, inside)).sentence


@pytest.mark.parametrize("n", [30, 100, 2000])
def test_the_span_of_chance_is_the_exact_one(n: int) -> None:
    from scipy.stats import binom

    assert chance_span(n) == (int(binom.ppf(0.025, n, 0.8)), int(binom.ppf(0.975, n, 0.8)))


def test_a_range_whose_truth_is_not_known_does_not_count_yet() -> None:
    open_one = RangeAnswer(id="a/p1", low=40, high=60)
    made = add_range(Record(), open_one)
    assert summary(made).n == 0
    known = add_range(made, open_one.model_copy(update={"truth": 60.0}))
    assert (summary(known).n, summary(known).inside) == (1, 1)


def test_the_first_range_given_stays() -> None:
    made = add_range(Record(), RangeAnswer(id="a", low=40, high=60, truth=70))
    assert add_range(made, RangeAnswer(id="a", low=0, high=100, truth=70)) == made
    later = add_range(Record(), RangeAnswer(id="a", low=40, high=60))
    assert add_range(later, RangeAnswer(id="a", low=0, high=100, truth=70)).ranges[0].low == 40


def test_it_is_bounded_and_goes_to_disk_and_back() -> None:
    many = Record(ranges=tuple(RangeAnswer(id=f"r{i}", low=0, high=1) for i in range(MAX_RANGES)))
    grown = add_range(many, RangeAnswer(id="new", low=0, high=1))
    assert len(grown.ranges) == MAX_RANGES
    assert grown.ranges[-1].id == "new"
    assert Record.from_json(grown.to_json()) == grown
    with pytest.raises(ArtifactError):
        Record.from_json('{"kind": "calibration", "schema_version": 1, "ranges": [{"id": "x"}]}')
