"""Twenty-four teams on one change idea: what was planted can be found."""

from __future__ import annotations

import numpy as np
import pytest

from curriculum.simulate.teams import simulate_teams

SEEDS = range(12)


@pytest.fixture(scope="module")
def many():
    return [simulate_teams(seed) for seed in SEEDS]


def tickets(teams, **wanted):
    return [
        one
        for one in teams.cycles
        if one.measure.id == "ticket" and all(getattr(one, k) == v for k, v in wanted.items())
    ]


def test_the_mix_is_as_described(many):
    for teams in many:
        kinds = [one.kind for one in teams.cycles]
        assert len(kinds) == 24
        assert kinds.count("outlier") == 1
        assert kinds.count("not done") == 3
        assert {"null", "conditional"} <= set(kinds)
        assert sum(one.condition for one in teams.cycles) == 12
        assert sum(one.measure.id == "slip" for one in teams.cycles) == 6
        assert len({one.district for one in teams.cycles}) == 6
        for one in teams.cycles:
            assert (one.before.size, one.after.size) == (8, 8)
            assert 1 <= one.classes <= 3
            assert one.error > 0


def test_where_nothing_is_planted_nothing_is_true(many):
    for teams in many:
        for one in teams.cycles:
            if one.kind == "null":
                assert one.true_change == 0.0
            if one.kind == "not done":
                assert abs(one.true_change) < 0.06 * (4 if one.measure.id == "slip" else 1)


def test_the_estimate_is_near_the_truth_as_often_as_its_error_says(many):
    off = [(c.estimate - c.true_change) / c.error for teams in many for c in teams.cycles]
    # t with 14 degrees of freedom: |t| under 2.14 in 95 % of 288.
    assert 0.91 < np.mean(np.abs(off) < 2.14) < 0.985
    assert abs(np.mean(off)) < 0.25


def test_the_condition_explains_most_of_the_difference(many):
    with_it = [c.estimate for t in many for c in tickets(t, kind="conditional")]
    without = [c.estimate for t in many for c in tickets(t, kind="null")]
    assert np.mean(with_it) == pytest.approx(0.16, abs=0.03)
    assert np.mean(without) == pytest.approx(0.0, abs=0.02)


def test_teams_of_a_district_are_alike():
    clustered = simulate_teams(4, teams=96, between_districts=0.08)
    by_district = {}
    for one in tickets(clustered, kind="conditional"):
        by_district.setdefault(one.district, set()).add(one.true_change)
    assert all(len(changes) == 1 for changes in by_district.values())
    assert len({min(changes) for changes in by_district.values()}) == 6


def test_the_best_team_is_not_what_to_expect(many):
    best = [max(tickets(t), key=lambda c: c.estimate) for t in many]
    assert np.mean([one.estimate for one in best]) > 0.3
    # The winner is lucky, too.
    assert np.mean([one.estimate - one.true_change for one in best]) > 0.0


def test_the_same_seed_is_the_same_network():
    one, two = simulate_teams(8), simulate_teams(8)
    assert [c.estimate for c in one.cycles] == [c.estimate for c in two.cycles]
    assert [c.kind for c in simulate_teams(9).cycles] != [c.kind for c in one.cycles]


@pytest.mark.parametrize("wrong", [{"teams": 7}, {"districts": 1}, {"points": (1, 8)}])
def test_too_little_for_a_synthesis_is_refused(wrong):
    with pytest.raises(ValueError, match="A synthesis needs eight teams"):
        simulate_teams(1, **wrong)
