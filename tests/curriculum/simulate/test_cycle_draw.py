"""The cycle of a locked plan: seeded by the lock, repeatable, and true to what was planted."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from statistics import mean

import pytest

from curriculum.artifacts import Study, study_from_cycle
from curriculum.artifacts.from_case import model_plan
from curriculum.simulate.cycle import (
    TRUTHS,
    Cycle,
    CycleTruth,
    cycle_digest,
    draw_cycle,
    tell_cycle,
)
from curriculum.simulate.cycle_cases import PredictCase
from curriculum.simulate.predict_cases import draw_predict_case

KEYS = [f"learner-{i}" for i in range(24)]


@cache
def drawn(truth: CycleTruth, key: str) -> tuple[PredictCase, Cycle]:
    case = draw_predict_case("lift-predict", key, 1, truth=truth)
    return case, draw_cycle("0" * 32, key, case.setup)


def rise(truth: CycleTruth, key: str) -> float:
    case, cycle = drawn(truth, key)
    facts = case.facts
    return cycle.result - 100.0 * facts.baseline_count / facts.baseline_of


def test_the_same_lock_meets_the_same_data_and_another_lock_meets_others() -> None:
    case = draw_predict_case("lift-predict", "ada", 0)
    one = draw_cycle("a" * 32, "ada", case.setup)
    assert draw_cycle("a" * 32, "ada", case.setup) == one
    other = draw_cycle("b" * 32, "ada", case.setup)
    assert other.lessons != one.lessons
    assert other.digest != one.digest
    # What was there before the lock, and what is planted, do not depend on it.
    assert (other.baseline, other.truth, other.change_day) == (
        one.baseline,
        one.truth,
        one.change_day,
    )
    assert draw_cycle("a" * 32, "ben", case.setup).lessons != one.lessons


@pytest.mark.parametrize(
    ("truth", "low", "high"),
    [
        ("as_predicted", 12, 20),
        ("none", -3, 3),
        ("opposite", -15, -8),
        ("began_before", 10, 20),
        ("low_fidelity", 4, 12),
        ("confounder", 15, 22),
        ("missing", 5, 16),
    ],
)
def test_what_was_planted_is_in_the_data_on_average(
    truth: CycleTruth, low: float, high: float
) -> None:
    """24 classes of 5 to 8 lessons: the mean of their rises has a standard error of about 1.2."""
    assert low <= mean(rise(truth, key) for key in KEYS) <= high


def test_a_class_at_the_ceiling_has_no_room() -> None:
    for key in KEYS[:10]:
        case, _ = drawn("ceiling", key)
        assert case.facts.baseline_median > 78
    assert -3 <= mean(rise("ceiling", key) for key in KEYS) <= 6


@pytest.mark.parametrize("truth", TRUTHS)
def test_the_other_room_rises_only_where_something_else_did_it(truth: CycleTruth) -> None:
    rises = []
    for key in KEYS:
        cycle = drawn(truth, key)[1]
        before = [o for o in cycle.comparison if o.day < cycle.change_day]
        since = [o for o in cycle.comparison if o.day >= cycle.change_day]
        shares = [
            100.0 * sum(o.count or 0 for o in part) / sum(o.of for o in part)
            for part in (before, since)
        ]
        rises.append(shares[1] - shares[0])
    if truth == "confounder":
        assert mean(rises) > 14
    else:
        assert abs(mean(rises)) < 3


def test_a_rise_that_began_early_shows_before_the_change() -> None:
    def climb(truth: CycleTruth, key: str) -> float:
        lessons = drawn(truth, key)[0].facts.baseline
        late = [100.0 * (o.count or 0) / o.of for o in lessons[-3:]]
        early = [100.0 * (o.count or 0) / o.of for o in lessons[:6]]
        return mean(late) - mean(early)

    assert mean(climb("began_before", key) for key in KEYS) > 7
    assert abs(mean(climb("none", key) for key in KEYS)) < 4


def test_those_who_are_missing_are_many_only_where_that_is_planted() -> None:
    def away(truth: CycleTruth, key: str) -> float:
        case, cycle = drawn(truth, key)
        lessons = cycle.lessons
        return sum(o.absent for o in lessons) / (case.facts.class_n * len(lessons))

    assert mean(away("missing", key) for key in KEYS) > 0.25
    assert mean(away("none", key) for key in KEYS) < 0.1


def test_low_fidelity_is_in_the_log() -> None:
    for key in KEYS[:10]:
        cycle = drawn("low_fidelity", key)[1]
        done = [line.done for line in cycle.log]
        assert done.count("yes") < len(done) / 2
        assert cycle.deviations


@pytest.mark.parametrize("truth", TRUTHS)
def test_every_lesson_adds_up(truth: CycleTruth) -> None:
    for key in KEYS[:15]:
        case, cycle = drawn(truth, key)
        for one in (*cycle.baseline, *cycle.lessons, *cycle.comparison):
            assert one.of + one.absent == case.facts.class_n
            assert one.of >= 1
            if one.count is None:
                assert set(one.groups) == {(0, 0)}
                continue
            assert 0 <= one.count <= one.of
            assert sum(count for count, _ in one.groups) == one.count
            assert sum(of for _, of in one.groups) == one.of
        days = [one.day for one in (*cycle.baseline, *cycle.lessons)]
        assert days == sorted(set(days))
        assert [line.day for line in cycle.log] == [one.day for one in cycle.lessons]
        assert cycle.missing_count == sum(
            one.absent if one.count is not None else case.facts.class_n for one in cycle.lessons
        )


def test_fewer_lessons_can_be_asked_for() -> None:
    case = draw_predict_case("lift-predict", "ada", 0)
    assert len(draw_cycle("x", "ada", case.setup, lessons=2).lessons) == 2
    assert len(draw_cycle("x", "ada", case.setup, lessons=400).lessons) == case.facts.lessons
    assert len(draw_cycle("x", "ada", case.setup, lessons=1).lessons) == 1


def test_the_numbers_can_go_to_a_browser_and_into_a_study() -> None:
    case = draw_predict_case("lift-predict", "ada", 0)
    cycle = draw_cycle("a" * 32, "ada", case.setup)
    assert json.loads(json.dumps(cycle.points())) == list(cycle.points())
    study = study_from_cycle(model_plan(case), cycle)
    assert Study.from_json(study.to_json()) == study
    assert len(study.phase("baseline")) == len(case.facts.baseline)
    assert [point.count for point in study.phase("cycle")] == [one.count for one in cycle.lessons]


@pytest.mark.parametrize("sound", [True, False])
def test_the_truth_is_told_beginning_with_the_reading(sound: bool) -> None:
    case = draw_predict_case("lift-predict", "ada", 0, truth="confounder")
    told = tell_cycle(draw_cycle("x", "ada", case.setup), "no signal", sound)
    assert told[0].startswith("Your reading, no signal, was sound" if sound else "You read no")
    assert "Something else began on the same day" in told[1]
    assert not any("{" in paragraph for paragraph in told)


def test_the_digest_covers_what_is_read_and_not_the_truth() -> None:
    case = draw_predict_case("lift-predict", "ada", 0)
    cycle = draw_cycle("x", "ada", case.setup)
    assert cycle_digest(cycle) == cycle.digest
    more = replace(cycle.lessons[0], minutes=cycle.lessons[0].minutes + 1)
    assert cycle_digest(replace(cycle, lessons=(more, *cycle.lessons[1:]))) != cycle.digest
    assert cycle_digest(replace(cycle, fact="Nothing.")) != cycle.digest
    truth = replace(cycle.truth, story="Another story.")
    assert cycle_digest(replace(cycle, truth=truth)) == cycle.digest


def test_the_cycle_of_a_lock_never_changes() -> None:
    """What a learner has begun to study must be there again with every later version."""
    case = draw_predict_case("lift-predict", "golden", 0)
    assert draw_cycle("a" * 32, "golden", case.setup).digest == "b91e2c6285c42c05367f684ed7124422"
