"""The desk's screens as data: who needs a coach, one hand-in, one question across learners."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from desk_course import FIRST, hand_in, make, mark_all
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_book import EXERCISE

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import about_course
from autograde.desk.across import across, order, progress
from autograde.desk.marking import mark
from autograde.desk.needs import needs
from autograde.desk.one import drawn, one
from autograde.desk.similar import Answer, groups
from autograde.roster import write_roster

LEARNERS = ["lead-ash", "lead-beech", "lead-cherry", "lead-elm", "lead-fir"]
CRITERION = "missing-view"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("screens") / "course", LEARNERS, ("lead-oak",)).root


@pytest.fixture
def course(prepared: Path, tmp_path: Path) -> Course:
    return Course.at(Path(shutil.copytree(prepared, tmp_path / "course")))


@pytest.fixture
def book(course: Course) -> Iterator[Book]:
    with course.book() as opened:
        yield opened


def by_state(found: dict[str, list[dict[str, str]]]) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {}
    for each in found["people"]:
        states.setdefault(each["state"], []).append(each["learner"])
    return states


def test_who_needs_me_longest_first(course: Course, book: Book) -> None:
    later = FIRST + timedelta(days=20)
    hand_in(course, "lead-ash", later, trouble="It is damaged.")
    hand_in(course, "lead-beech", later, graded=False)
    hand_in(course, "lead-cherry", later, words={"help": "Is <b>this</b> a cause?"})
    mark_all(book, "lead-elm")
    book.forget()
    assert by_state(needs(course, book, {})) == {
        "waits": ["lead-fir", "lead-cherry"],
        "trouble": ["lead-ash"],
        "unread": ["lead-beech"],
        "marked": ["lead-elm"],
        "none": ["lead-oak"],
    }
    found = {each["learner"]: each for each in needs(course, book, {})["people"]}
    assert found["lead-cherry"]["help"] == "Is <b>this</b> a cause?"
    assert (found["lead-cherry"]["round"], found["lead-cherry"]["open"]) == (2, 3)
    assert found["lead-ash"]["why"] == "It is damaged."
    assert found["lead-ash"]["to_do"] == "Ask again."
    assert found["lead-fir"]["name"] == "Fir (fictional)"
    assert found["lead-oak"] | {"round": 0, "at": "", "help": ""} == found["lead-oak"]


def test_feedback_that_no_version_followed_yet(course: Course, book: Book) -> None:
    mark_all(book, "lead-elm")
    (course.rounds("lead-elm", EXERCISE) / "1" / "feedback.html").write_text("x", encoding="utf-8")
    book.forget()
    assert by_state(needs(course, book, {}))["returned"] == ["lead-elm"]
    hand_in(course, "lead-elm", FIRST + timedelta(days=30))
    book.forget()
    assert "lead-elm" in by_state(needs(course, book, {}))["waits"]


def test_who_has_left_needs_nobody(course: Course, book: Book) -> None:
    people = [
        replace(each, left="2026-11-01") if each.id in ("lead-fir", "lead-oak") else each
        for each in course.learners()
    ]
    write_roster(course.root / "roster.csv", people)
    asked = {each["learner"] for each in needs(course, book, {})["people"]}
    assert asked == set(LEARNERS) - {"lead-fir"}
    assert one(course, book, {"exercise": EXERCISE, "learner": "lead-fir"})["drawing"]


def test_how_often_somebody_tried_is_nowhere(course: Course, book: Book) -> None:
    folder = course.rounds("lead-oak", EXERCISE)
    folder.mkdir(parents=True)
    (folder / ".new-half").mkdir()
    absent = next(p for p in needs(course, book, {})["people"] if p["learner"] == "lead-oak")
    assert absent["state"] == "none"
    assert "attempts" not in json.dumps(needs(course, book, {}))


def test_one_hand_in_with_all_there_is_to_judge(course: Course, book: Book) -> None:
    found = one(course, book, {"exercise": EXERCISE, "learner": "lead-ash"})
    assert found["name"] == "Ash (fictional)"
    assert found["drawing"] == "<svg></svg>"
    assert found["queue"] == LEARNERS[::-1]
    assert [each["id"] for each in found["criteria"]] == [
        "reads-backward",
        "explains-difference",
        "missing-view",
    ]
    said = {each["id"]: each["said"] for each in found["criteria"]}
    assert said["reads-backward"].startswith("The bell")
    assert said["explains-difference"] is None
    assert found["notebook"]
    assert found["before"] is None


def test_the_round_before_is_beside_it(course: Course, book: Book) -> None:
    first = course.rounds("lead-ash", EXERCISE) / "1"
    marks = {
        "coach-missing-view": {"score": 3.0, "of": 3.0, "comment": "Who else?"},
        "coach-fix-first": {"score": 0.0, "of": 0.0, "comment": "Ask one family."},
    }
    (first / "marks.json").write_text(json.dumps(marks), encoding="utf-8")
    (first / "feedback.html").write_text("<p>Returned</p>", encoding="utf-8")
    hand_in(course, "lead-ash", FIRST + timedelta(days=30))
    found = one(course, book, {"exercise": EXERCISE, "learner": "lead-ash"})["before"]
    assert found["round"] == 1
    assert found["criteria"]["missing-view"] == {"level": "strong", "comment": "Who else?"}
    assert found["fix_first"] == "Ask one family."


@pytest.mark.parametrize("call", [one, drawn])
@pytest.mark.parametrize(
    "asked",
    [{"exercise": EXERCISE, "learner": "../x"}, {"exercise": "../..", "learner": "lead-ash"}],
)
def test_nobody_of_this_name(course: Course, book: Book, call, asked: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CourseError):
        call(course, book, asked)


def test_a_question_across_all_learners(course: Course, book: Book) -> None:
    hand_in(course, "lead-ash", FIRST + timedelta(days=20), trouble="It is damaged.")
    book.forget()
    asked = {"exercise": EXERCISE, "criterion": CRITERION}
    found = across(course, book, asked)
    shown = [each["learner"] for each in found["hand_ins"]]
    assert sorted(shown) == LEARNERS[1:]
    assert shown == sorted(shown, key=lambda one: order(EXERCISE, CRITERION, one))
    assert shown == [each["learner"] for each in across(course, book, asked)["hand_ins"]]
    orders = {
        tuple(sorted(LEARNERS, key=lambda one, name=name: order(EXERCISE, name, one)))
        for name in ("reads-backward", "explains-difference", "missing-view")
    }
    assert len(orders) > 1
    assert "drawing" not in found["hand_ins"][0]
    mark(
        course,
        book,
        asked | {"learner": shown[0], "coach": "Ana", "round": 1, "seen": 0, "level": 1},
    )
    first = across(course, book, asked)["hand_ins"][0]
    assert (first["waits"], first["entry"]["says"]) == (False, "present")
    counted = {each["criterion"]: each for each in progress(course, book, {})["criteria"]}
    assert (counted[CRITERION]["all"], counted[CRITERION]["waits"]) == (4, 3)
    assert counted["reads-backward"]["waits"] == 4
    with pytest.raises(CourseError):
        across(course, book, {"exercise": EXERCISE, "criterion": "no-such"})


def test_what_every_screen_needs(course: Course, book: Book) -> None:
    found = about_course(course, book, {})
    assert [each["id"] for each in found["exercises"]] == [EXERCISE]
    assert found["exercises"][0]["title"] == "Fishbone"
    assert [len(each["levels"]) for each in found["exercises"][0]["criteria"]] == [4, 4, 4]
    assert found["learners"]["lead-oak"] == "lead-oak"


def test_answers_that_are_alike_stand_together_and_say_why() -> None:
    found = groups(
        [
            Answer("a", "The families who work nights were never asked."),
            Answer("b", "  "),
            Answer("c", "Nobody asked the families who work nights, never."),
            Answer("d", "Classroom aides know the schedule.", ("blame",)),
            Answer("e", "Bus drivers see who arrives late.", ("blame", "vague")),
            Answer("f", "Substitute teachers hold second period.", ("vague",)),
            Answer("g", ""),
        ]
    )
    told = [(each.learners, each.why.split(":")[0]) for each in found]
    assert told == [
        (("b", "g"), "Nothing is written here"),
        (("a", "c"), "Much the same words"),
        (("d", "e"), "The check named the same"),
        (("f",), ""),
    ]
    assert "families" in found[1].why
    assert found[2].why.endswith("blame")


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.none() | st.text(max_size=40),
            st.lists(st.sampled_from(["blame", "vague", "solution"]), max_size=3),
        ),
        max_size=25,
    )
)
def test_everyone_is_in_one_group(some: list[tuple[str | None, list[str]]]) -> None:
    answers = [Answer(str(n), text, tuple(named)) for n, (text, named) in enumerate(some)]
    found = groups(answers)
    placed = [name for each in found for name in each.learners]
    assert sorted(placed) == sorted(one.learner for one in answers)
    for each in found:
        assert list(each.learners) == sorted(each.learners, key=int)
        assert len(each.learners) > 1 or each.why in ("", "Nothing is written here")
