"""The plan check on the golden plan, on teams' own plans, and on what cannot be."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from room_15 import DAYS, LOCKED, locked, room_15, weak_room_15

from autograde.checks import _spoil_plan as edit
from autograde.checks import plan as check
from autograde.checks._plan_who import largest_size
from autograde.checks.plan_solution import worked_plan
from curriculum.artifacts import Plan
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Scale, empty_plan
from curriculum.simulate.noise import planned_noise
from curriculum.simulate.predict_cases import draw_predict_case


def open_ids(plan, case=None):
    return {(f.id, f.status) for f in check(plan, case) if f.status != "passed"}


def finding(plan, finding_id, case=None):
    return next(f for f in check(plan, case) if f.id == finding_id)


def relocked(plan):
    return lock(plan.model_copy(update={"lock": None}), LOCKED)


def test_the_golden_plan_is_asked_nothing():
    assert open_ids(locked()) == set()


def test_engagement_is_named_with_the_measure_that_was_planned():
    found = finding(locked(weak_room_15()), "prediction-measurable")
    assert (found.status, found.quote) == ("missed", "engagement")
    assert "two people could look at the same class and disagree" in found.what
    assert "reason slips" in found.next


def test_the_range_is_held_against_the_noise_of_the_planned_average():
    noise = planned_noise(107 / 311, 311 / 12, 4)
    found = finding(locked(), "range-against-noise")
    assert found.status == "passed"
    assert f"the average of 4 lessons moves about {noise:.0f} points either way" in found.what
    assert round(noise) == 8
    for half, status in ((2, "missed"), (6, "asked"), (8.5, "passed")):
        spoiled = relocked(edit.change_prediction(room_15(), "p1", low=52 - half, high=52 + half))
        assert finding(spoiled, "range-against-noise").status == status
    narrow = relocked(edit.change_prediction(room_15(lessons=1), "p1", low=51, high=53))
    said = finding(narrow, "range-against-noise").what
    assert "is 1 point either way" in said
    assert "one lesson moves" in said
    more = relocked(
        edit.change_prediction(room_15(lessons=9), "p1", low=46, high=58)
    )  # nine lessons wobble less, so the same six points are enough
    assert finding(more, "range-against-noise").status == "passed"


def test_a_prediction_that_no_change_would_keep_is_missed():
    spoiled = relocked(edit.change_prediction(room_15(), "p1", low=30))
    found = finding(spoiled, "no-change-would-hold")
    assert found.status == "missed"
    assert "before the change it was 34%" in found.what


def test_a_team_locks_on_the_first_day_at_the_latest():
    late = lock(room_15(), datetime(2026, 11, 5, 8, 0, tzinfo=UTC))
    found = finding(late, "locked-before-data")
    assert (found.status, found.quote) == ("missed", "November 5")
    on_the_day = lock(room_15(), datetime(2026, 11, 3, 7, 30, tzinfo=UTC))
    assert finding(on_the_day, "locked-before-data").status == "passed"


def test_a_lesson_with_the_change_in_the_baseline_is_a_result_already():
    rows = (*room_15().data.baseline[:-1], room_15().data.baseline[-1].model_copy())
    odd = rows[-1].model_copy(update={"day": "2026-11-05"})
    spoiled = relocked(edit.change_data(room_15(), baseline=(*rows[:-1], odd)))
    assert finding(spoiled, "locked-before-data").status == "missed"


def test_a_lock_whose_text_was_edited_by_hand_is_one_plain_sentence():
    spoiled = next(edit.lock_by_hand(locked(), None))[1]
    found = finding(spoiled, "lock-whole")
    assert found.status == "missed"
    assert found.what.startswith("This plan's locked words were changed outside the editor")
    assert not [f for f in check(spoiled) if f.id == "changed-after-lock"]


def test_a_moved_prediction_shows_before_and_after():
    moved = edit.change_prediction(locked(), "p1", best_guess=45.0)
    found = finding(moved, "changed-after-lock")
    assert found.status == "missed"
    assert "52 became 45" in found.what
    other = edit.change(locked(), who="Ms. Duarte alone")
    assert finding(other, "changed-after-lock").status == "asked"


def test_an_empty_plan_misses_everything_and_is_asked_nothing():
    statuses = {f.status for f in check(Plan())}
    assert statuses == {"missed"}
    assert {f.criterion for f in check(Plan())} == {
        *("question-and-change", "data-plan", "prediction", "lock")
    }


@pytest.mark.parametrize(
    ("belief", "cost", "readiness", "largest"),
    [
        ("low", "high", "low", "one_student"),
        ("low", "low", "high", "one_class"),
        ("medium", "low", "high", "few_classes"),
        ("high", "low", "high", "whole_school"),
    ],
)
def test_size_follows_from_belief_cost_and_readiness(belief, cost, readiness, largest):
    assert largest_size(Scale(belief=belief, cost=cost, readiness=readiness)) == largest


def test_more_belief_never_makes_a_test_smaller():
    order = ("one_student", "one_class", "few_classes", "whole_school")
    levels = ("low", "medium", "high")
    for cost in ("low", "high"):
        for readiness in levels:
            sizes = [
                order.index(largest_size(Scale(belief=b, cost=cost, readiness=readiness)))
                for b in levels
            ]
            assert sizes == sorted(sizes)


def test_a_small_group_is_not_predicted_without_a_question():
    spoiled = relocked(edit.change_prediction(room_15(), "p2", n=8))
    found = finding(spoiled, "small-group-predicted")
    assert (found.status, found.criterion) == ("asked", "")
    assert not [f for f in check(locked()) if f.id == "small-group-predicted"]


def test_a_baseline_that_cannot_be_is_said_and_not_computed_on():
    rows = [{"day": DAYS[0], "count": 30, "of": 26}]
    data = room_15().data.model_dump() | {"baseline": rows}
    spoiled = relocked(Plan.model_validate(room_15().model_dump() | {"data": data, "lock": None}))
    assert ("data-baseline-fits", "missed") in open_ids(spoiled)
    assert not [f for f in check(spoiled) if f.id == "range-against-noise"]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
    st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    st.none() | st.integers(0, 400),
    st.none() | st.integers(0, 50),
    st.sampled_from(("percent", "count", "minutes")),
)
def test_any_numbers_are_answered(rows, low, high, lessons, n, unit):
    plan = edit.change_data(
        room_15(lessons=lessons, group_n=n),
        baseline=tuple(
            room_15().data.baseline[0].model_copy(update={"count": a, "of": b}) for a, b in rows
        ),
    )
    plan = edit.change_prediction(plan, "p1", low=low, high=high, n=n, unit=unit)
    found = check(plan)
    assert found == check(plan)
    assert all("{" not in f.what + f.why + f.next for f in found)


def test_the_check_is_quick():
    import time

    case = draw_predict_case("lift-predict", "quick", 0)
    plan = worked_plan(case)
    check(plan, case)
    start = time.process_time()
    for _ in range(5):
        check(plan, case)
    assert (time.process_time() - start) / 5 < 0.1


def test_without_a_measure_nothing_is_said_about_one():
    plan = empty_plan()
    first = plan.predictions[0]

    def told(measure):
        begun = first.model_copy(update={"measure": measure, "because": "they talk first"})
        return finding(plan.model_copy(update={"predictions": (begun,)}), "prediction-measurable")

    vague = told("engagement")
    assert vague.status == "missed"
    assert "You already plan" not in vague.next
    assert vague.next.startswith("What could you count instead")
    nothing = told("")
    assert nothing.status == "missed"
    assert nothing.what == "It does not say yet what will go up or down."


@pytest.mark.parametrize(
    ("at", "late"),
    [
        # 9 in the evening of the first lesson's day in California, and half past midnight after it.
        (datetime(2026, 11, 4, 5, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 4, 8, 30, tzinfo=UTC), True),
    ],
)
def test_an_evening_in_california_is_still_that_day(at, late):
    plan = lock(empty_plan().model_copy(update={"start": "2026-11-03"}), at)
    found = finding(plan, "locked-before-data")
    assert (found.status == "missed") is late
    assert found.quote == ("November 4" if late else "November 3")
