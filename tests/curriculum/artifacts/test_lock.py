"""The lock: any change shows, any tampering is found, and nothing is lost on the way to disk."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import (
    CaseRef,
    ChosenCause,
    LockError,
    Plan,
    Point,
    Prediction,
    as_locked,
    changed_after_lock,
    lock_problem,
    locked_at,
    start_again,
)
from curriculum.artifacts.lock import (
    EDITED,
    FUTURE,
    LOCKED,
    UNREADABLE,
    canonical,
    lock,
    lock_digest,
)
from curriculum.artifacts.plan import Change, DataPlan, Scale

AT = datetime(2026, 10, 30, 15, 42, tzinfo=UTC)
NOW = AT + timedelta(days=3)

PLAN = Plan(
    question="If partners explain before any answer is shown, will more write a reason?",
    from_causes=(ChosenCause(id="c1", text="The pacing chart puts open tasks last"),),
    informed_by=(ChosenCause(id="c3", text="A wrong answer in front of the class feels final"),),
    change=Change(idea_card="talk-first", text="Answers go on the board last"),
    who="Ms. Duarte teaches",
    where="Room 15",
    group="all students in Room 15",
    group_n=27,
    when="Tuesdays and Thursdays",
    start="2026-11-03",
    end="2026-11-12",
    lessons=4,
    scale=Scale(belief="medium", cost="low", readiness="high", size="one_class", why="one teacher"),
    data=DataPlan(
        measure="reason slips", minutes=4, baseline=(Point(day="2026-09-22", count=8, of=26),)
    ),
    predictions=(
        Prediction(
            id="p1", measure="reason slips", direction="up", best_guess=52, low=40, high=65,
            group="all", n=27, by="2026-11-12", because="If the answer comes last, there is more",
        ),
    ),
    surprise="Under 40%",
    case=CaseRef(exercise="lift-predict", key="ada", draw=0, digest="a" * 32),
)  # fmt: skip


def test_a_locked_plan_goes_to_disk_and_back() -> None:
    locked = lock(PLAN, AT)
    again = Plan.from_json(locked.to_json())
    assert again == locked
    assert lock_problem(again, NOW) == ""
    assert changed_after_lock(again) == ()
    assert locked_at(again) == AT
    assert as_locked(again) == again


def test_without_a_lock_nothing_is_wrong_and_nothing_changed() -> None:
    assert lock_problem(PLAN) == ""
    assert changed_after_lock(PLAN) == ()
    assert as_locked(PLAN) is None
    assert locked_at(PLAN) is None


def test_locking_twice_is_refused_and_so_is_a_time_without_a_zone() -> None:
    with pytest.raises(LockError, match="start a new plan"):
        lock(lock(PLAN, AT), AT)
    with pytest.raises(ValueError, match="time zone"):
        lock(PLAN, AT.replace(tzinfo=None))


def test_the_moment_is_part_of_the_lock() -> None:
    here = lock(PLAN, AT.astimezone(timezone(timedelta(hours=-7))))
    assert here == lock(PLAN, AT)
    later = lock(PLAN, AT + timedelta(seconds=1))
    assert later.lock is not None
    assert here.lock is not None
    assert later.lock.digest != here.lock.digest


def test_the_digest_never_changes() -> None:
    """What was locked with a released version must stay locked with every later one."""
    assert lock_digest('{"a":1}', "2026-10-30T15:42:00+00:00") == "cf50ff3141fda8e4981c5b7ef94a4d7d"


CHANGES: dict[str, Any] = {
    "question": "Another question",
    "from_causes": (ChosenCause(id="c1", text="Another cause"),),
    "informed_by": (),
    "change": Change(text="Another change"),
    "who": "Somebody else",
    "where": "Room 9",
    "group": "some students",
    "group_n": 26,
    "when": "Mondays",
    "start": "2026-11-04",
    "end": "2026-11-13",
    "lessons": 5,
    "scale": Scale(),
    "data": PLAN.data.model_copy(update={"baseline": (Point(day="2026-09-22", count=9, of=26),)}),
    "predictions": (PLAN.predictions[0].model_copy(update={"low": 39.99999}),),
    "surprise": "Under 30%",
    "follows": "b" * 32,
    "case": None,
}


def test_the_list_of_changes_covers_all_that_is_locked() -> None:
    assert set(CHANGES) == set(LOCKED)
    free = {"kind", "schema_version", "id", "school", "version", "who_was_there", "help_wanted"}
    assert set(Plan.model_fields) == set(LOCKED) | free | {"lock"}


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_field_shows_when_it_changes(name: str) -> None:
    edited = lock(PLAN, AT).model_copy(update={name: CHANGES[name]})
    assert lock_problem(edited, NOW) == ""
    changed = changed_after_lock(edited)
    assert changed
    assert as_locked(edited) == lock(PLAN, AT)


def test_a_change_is_told_with_both_wordings() -> None:
    moved = PLAN.predictions[0].model_copy(update={"best_guess": 45.0})
    edited = lock(PLAN, AT).model_copy(update={"predictions": (moved,)})
    assert changed_after_lock(edited) == (("prediction 1, best guess", "52", "45"),)
    gone = lock(PLAN, AT).model_copy(update={"predictions": ()})
    assert ("prediction 1, because", PLAN.predictions[0].because, "") in changed_after_lock(gone)


def test_who_was_there_may_change() -> None:
    edited = lock(PLAN, AT).model_copy(
        update={"version": "with my team", "who_was_there": ("Mr. Lin",), "help_wanted": "?"}
    )
    assert changed_after_lock(edited) == ()


@given(at=st.integers(0, 10_000), char=st.characters(codec="utf-8"), cut=st.booleans())
@settings(max_examples=100, deadline=None)
def test_any_change_to_the_locked_text_is_found(at: int, char: str, cut: bool) -> None:
    locked = lock(PLAN, AT)
    assert locked.lock is not None
    text = locked.lock.text
    place = at % len(text)
    changed = text[:place] + ("" if cut else char) + text[place + 1 :]
    forged = locked.model_copy(update={"lock": locked.lock.model_copy(update={"text": changed})})
    assert lock_problem(forged, NOW) == ("" if changed == text else EDITED)


WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


@given(question=WORDS, guess=st.floats(-1e6, 1e6), group=WORDS, n=st.integers(0, 100_000))
@settings(max_examples=50, deadline=None)
def test_locked_words_survive_the_file(question: str, guess: float, group: str, n: int) -> None:
    told = Prediction(id="p1", best_guess=guess, n=n, group=group)
    locked = lock(Plan(question=question, predictions=(told,)), AT)
    again = Plan.from_json(locked.to_json())
    assert canonical(again) == canonical(locked)
    assert lock_problem(again, NOW) == ""
    assert changed_after_lock(again) == ()


def forged(text: str, at: str = "2026-10-30T15:42:00+00:00") -> Plan:
    """A plan whose lock has a digest that fits a text of someone's own."""
    data = json.loads(lock(PLAN, AT).to_json())
    data["lock"] = {"at": at, "digest": lock_digest(text, at), "text": text}
    return Plan.from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"lock": {}}', '{"question": 7}', '{"a": 1}'])
def test_a_lock_that_fits_but_says_nothing_is_unreadable(text: str) -> None:
    plan = forged(text)
    assert lock_problem(plan, NOW) == UNREADABLE
    assert changed_after_lock(plan) == ()


@pytest.mark.parametrize("at", ["yesterday", "2026-10-30", "2026-10-30T15:42"])
def test_a_lock_without_a_moment_is_unreadable(at: str) -> None:
    assert lock_problem(forged(canonical(PLAN), at), NOW) == UNREADABLE


def test_a_lock_from_the_future_is_named() -> None:
    assert lock_problem(lock(PLAN, NOW + timedelta(hours=1)), NOW) == FUTURE
    assert lock_problem(lock(PLAN, NOW + timedelta(minutes=10)), NOW) == ""


def test_a_new_plan_from_this_one_keeps_the_words_and_asks_for_new_numbers() -> None:
    locked = lock(PLAN, AT)
    fresh = start_again(locked)
    assert fresh.lock is None
    assert locked.lock is not None
    assert fresh.follows == locked.lock.digest
    assert fresh.question == PLAN.question
    told = fresh.predictions[0]
    assert (told.best_guess, told.low, told.high, told.by) == (None, None, None, "")
    assert told.because == PLAN.predictions[0].because
    assert lock(fresh, NOW).lock != locked.lock
