"""Cases of `gaps` and `signal`: one for each learner, with what they promise planted in them."""

from __future__ import annotations

import numpy as np
import pytest

from curriculum.charts import funnel
from curriculum.charts.gaps import disaggregate
from curriculum.charts.simpson import crossed, reversal
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.simulate.signal_cases import draw_signal_case

KEYS = [f"seed-{at}" for at in range(25)]


def test_cases_stay_the_same_and_differ_between_learners() -> None:
    for draw in (draw_gaps_case, draw_signal_case):
        one = draw("elie-x", "rivera-04", 0)
        assert one == draw("elie-x", "rivera-04", 0)
        assert len({draw("elie-x", key, 0).digest for key in KEYS}) == len(KEYS)
        assert one.digest != draw("elie-x", "rivera-04", 1).digest
        assert len(one.digest) == 32


@pytest.mark.parametrize("key", KEYS)
def test_the_gap_can_be_shown_safely_and_the_paradox_is_found_by_splitting(key: str) -> None:
    case = draw_gaps_case("elie-gaps", key, 0)
    facts = case.facts
    counts = crossed(facts.schools, facts.groups, facts.outcome.n, facts.outcome.met, "x")
    found = disaggregate(counts, facts.comparison, floor=facts.floor)
    assert [found.row(name).hidden for name in facts.groups] == [False, False, True, True]
    assert found.row(facts.group).gap is not None
    assert facts.floor in (11, 15)
    split = reversal(found, facts.group, facts.comparison, by="school")
    assert len(split.parts) == len(facts.schools)
    assert split.reversed == facts.paradox
    for measure in (facts.outcome, facts.opportunity):
        (n, met), (other_n, other_met) = measure.total(0), measure.total(1)
        assert met / n < other_met / other_n
    assert "(fictional)" in case.school
    assert "classroom" not in " ".join(case.outside_words)


def test_the_paradox_is_planted_two_times_in_three() -> None:
    planted = [draw_gaps_case("elie-gaps", f"k{at}", 0).facts.paradox for at in range(90)]
    assert 0.5 < np.mean(planted) < 0.83
    assert draw_gaps_case("elie-gaps", "a", 0, paradox=True).facts.paradox
    assert not draw_gaps_case("elie-gaps", "a", 0, paradox=False).facts.paradox


@pytest.mark.parametrize("key", KEYS)
def test_exactly_the_special_schools_lie_outside(key: str) -> None:
    facts = draw_signal_case("elie-signal", key, 0).facts
    found = funnel(facts.met, facts.students, names=facts.codes)
    outside = {code for code, out in zip(facts.codes, found.outside998, strict=True) if out}
    assert outside == set(facts.special)
    assert 1 <= len(facts.special) <= 3
    assert facts.ranked[0] == facts.top_small
    assert facts.ranked[-1] == facts.bottom_small
    assert not {facts.top_small, facts.bottom_small} & outside
