"""League tables out of nothing, and a gap that turns round when it is split."""

from __future__ import annotations

import numpy as np
import pytest

from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import disaggregate
from curriculum.charts.group_counts import count_groups
from curriculum.charts.league import league
from curriculum.charts.simpson import crossed, reversal
from curriculum.simulate.districts import simulate_groups
from curriculum.simulate.league import simulate_league


def test_a_table_without_true_differences_reshuffles_itself() -> None:
    stays: list[int] = []
    for seed in range(60):
        years = simulate_league(seed)
        found = league(years.met, years.students, names=years.names)
        assert sorted(found.ranks[0]) == list(range(1, 25))
        stays += found.stayed
    # 25 / 24 of five on average if sizes were alike; small schools are at both ends more often.
    assert 0.9 < np.mean(stays) < 2.2
    assert found.by_chance == pytest.approx(25 / 24)


def test_ranks_and_words_are_those_of_the_counts() -> None:
    met = [[9, 5, 7, 1, 2, 3], [1, 5, 7, 9, 2, 3]]
    found = league(met, np.full((2, 6), 10), names="abcdef", bottom=2)
    assert found.ranks.tolist() == [[1, 3, 2, 6, 5, 4], [6, 3, 2, 1, 5, 4]]
    assert found.stayed == (1,)
    assert found.ever_bottom == 3
    assert found.largest_climb == ("d", 6, 1)
    assert "from rank 6 to rank 1" in found.sentence()


@pytest.mark.parametrize(
    ("met", "n", "names", "bottom", "words"),
    [
        ([[1, 2]], [[3, 3]], "ab", 1, "two years"),
        ([[1, 2], [1, 2]], [[3, 0], [3, 3]], "ab", 1, "no rank"),
        ([[1, 2], [1, 2]], [[3, 3], [3, 3]], "abc", 1, "one name"),
        ([[1, 2], [1, 2]], [[3, 3], [3, 3]], "ab", 2, "smaller than the table"),
    ],
)
def test_no_league_table(met: object, n: object, names: str, bottom: int, words: str) -> None:
    with pytest.raises(ChartError, match=words):
        league(met, n, names=names, bottom=bottom)


def test_league_needs_schools() -> None:
    with pytest.raises(ValueError, match="six schools"):
        simulate_league(1, schools=3)


@pytest.mark.parametrize("seed", range(20))
def test_the_planted_paradox_is_found_by_splitting(seed: int) -> None:
    drawn = simulate_groups(seed)
    counts = crossed(drawn.schools, drawn.groups, drawn.students, drawn.met, "Algebra")
    found = disaggregate(counts, drawn.groups[1])
    split = reversal(found, *drawn.groups, by="school")
    assert split.reversed
    assert split.overall < 0 < min(part.gap for part in split.parts)
    assert len(split.parts) == len(drawn.schools)
    assert "what those places are given" in split.sentence
    even = simulate_groups(seed, paradox=False)
    counts = crossed(even.schools, even.groups, even.students, even.met, "Algebra")
    plain = reversal(disaggregate(counts, even.groups[1]), *even.groups, by="school")
    assert not plain.reversed
    assert "the same way round" in plain.sentence


def test_hidden_parts_stay_hidden() -> None:
    n = np.array([[60, 80], [5, 90], [70, 75], [80, 85]])
    counts = crossed(("a", "b", "c", "d"), ("x", "y"), n, n // 2, "m")
    split = reversal(disaggregate(counts, "y"), "x", "y", by="school")
    assert split.hidden >= 1
    assert len(split.parts) + split.hidden == 4
    assert "hidden" in split.sentence


def test_what_cannot_be_split_is_refused() -> None:
    found = disaggregate(count_groups(["a", "b", "c"], [50, 60, 5], [20, 30, 2]), "b")
    with pytest.raises(ChartError, match="not counted by school"):
        reversal(
            disaggregate(count_groups(["a", "b"], [50, 60], [20, 30]), "b"), "a", "b", "school"
        )
    with pytest.raises(ChartError, match="hidden"):
        reversal(found, "c", "b", "school")
    with pytest.raises(ChartError, match="two of the groups"):
        reversal(found, "a", "z", "school")
    with pytest.raises(ChartError, match="one row a school"):
        crossed(("a",), ("x", "y"), [[1]], [[1]], "m")
