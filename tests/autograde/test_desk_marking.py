"""What a coach writes at the desk: in nbgrader's gradebook at once, never over another's."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk_course import make
from marked_book import EXERCISE

from autograde._gradebook import BookError
from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.commands import give_back, take_in
from autograde.desk.handlers import ACTS, ADDRESSES, APIS, plain
from autograde.desk.marking import keep_line, lines, mark
from autograde.desk.one import one
from autograde.desk.open_course import Desk
from autograde.records import Conflict

LEARNER = "lead-ash"
BASE = {"exercise": EXERCISE, "learner": LEARNER, "criterion": "missing-view", "round": 1}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("marking") / "course", [LEARNER, "lead-beech"]).root


@pytest.fixture
def course(prepared: Path, tmp_path: Path) -> Course:
    return Course.at(Path(shutil.copytree(prepared, tmp_path / "course")))


@pytest.fixture
def book(course: Course) -> Iterator[Book]:
    with course.book() as opened:
        yield opened


def shown(course: Course, book: Book) -> dict[str, Any]:
    found = one(course, book, {"exercise": EXERCISE, "learner": LEARNER})
    return next(each for each in found["criteria"] if each["id"] == "missing-view")


def test_a_mark_is_in_the_gradebook_and_back_on_the_screen(course: Course, book: Book) -> None:
    quotes = [{"text": "the bell", "where": "words.reads-backward"}]
    given = {"coach": "Ana", "seen": 0, "level": 2, "comment": "Ask one.", "quotes": quotes}
    told = mark(course, book, BASE | given)
    assert (told["says"], told["comment"], told["quotes"]) == ("testable", "Ask one.", quotes)
    held = book.marks(EXERCISE, LEARNER)["coach-missing-view"]
    assert (held.manual_score, held.comment, held.needs_coach) == (2.0, "Ask one.", False)
    again = shown(course, book)
    assert (again["waits"], again["entry"]["id"]) == (False, told["id"])
    assert again["entry"]["quotes"] == quotes


def test_a_mark_made_in_formgrader_shows_at_the_desk(course: Course, book: Book) -> None:
    book.mark(EXERCISE, LEARNER, "coach-missing-view", score=3.0, comment="In formgrader.")
    found = shown(course, book)
    assert (found["entry"]["says"], found["entry"]["comment"]) == ("strong", "In formgrader.")
    assert found["entry"]["coach"] == "somebody in formgrader"
    assert not found["waits"]


def test_the_other_coachs_mark_is_never_overwritten_unseen(course: Course, book: Book) -> None:
    mark(course, book, BASE | {"coach": "Ana", "seen": 0, "level": 2, "comment": "Mine."})
    with pytest.raises(Conflict) as caught:
        mark(course, book, BASE | {"coach": "Ben", "seen": 0, "level": 0})
    theirs: Any = caught.value.entry
    assert (theirs["coach"], theirs["says"], theirs["comment"]) == ("Ana", "testable", "Mine.")
    assert book.marks(EXERCISE, LEARNER)["coach-missing-view"].manual_score == 2.0
    mark(course, book, BASE | {"coach": "Ben", "seen": theirs["id"], "level": 0})
    assert book.marks(EXERCISE, LEARNER)["coach-missing-view"].manual_score == 0.0


def test_a_level_is_taken_back(course: Course, book: Book) -> None:
    first = mark(course, book, BASE | {"coach": "Ana", "seen": 0, "level": 2})
    mark(course, book, BASE | {"coach": "Ana", "seen": first["id"], "comment": "", "unmark": True})
    held = book.marks(EXERCISE, LEARNER)["coach-missing-view"]
    assert (held.manual_score, held.needs_coach) == (None, True)
    assert shown(course, book)["waits"]
    assert shown(course, book)["entry"]["level"] is None


@pytest.mark.parametrize(
    "odd",
    [
        {"level": 4},
        {"level": "2"},
        {"level": True},
        {"comment": 7},
        {"quotes": "x"},
        {"quotes": [{"text": "x"}]},
        {"round": "x"},
        {"criterion": "no-such"},
        {"coach": " "},
        {"seen": None},
    ],
)
def test_what_cannot_be_recorded_is_refused(
    course: Course, book: Book, odd: dict[str, Any]
) -> None:
    with pytest.raises((CourseError, KeyError)):
        mark(course, book, BASE | {"coach": "Ana", "seen": 0} | odd)
    assert book.marks(EXERCISE, LEARNER)["coach-missing-view"].manual_score is None


def test_lines_to_use_again(course: Course, book: Book) -> None:
    asked = {"exercise": EXERCISE, "criterion": "missing-view"}
    assert keep_line(course, book, asked | {"text": " Who was  not asked? "}) == {
        "lines": ["Who was not asked?"]
    }
    keep_line(course, book, asked | {"text": "Second."})
    keep_line(course, book, asked | {"text": "Who was not asked?"})
    assert lines(book, EXERCISE) == {"missing-view": ["Second.", "Who was not asked?"]}
    assert keep_line(course, book, asked | {"text": "Second.", "away": True}) == {
        "lines": ["Who was not asked?"]
    }
    for text in ("", "x" * 501):
        with pytest.raises(CourseError):
            keep_line(course, book, asked | {"text": text})
    with pytest.raises(CourseError):
        keep_line(course, book, asked | {"criterion": "no-such", "text": "x"})


def test_the_coachs_name_is_kept_for_this_course_on_this_computer(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
    url = f"sqlite:///{course.root / 'gradebook.db'}"
    desk = Desk(course.root, url, "lift-test")
    assert desk.coach() == ""
    assert desk.set_coach("  Ana\u202e  Ruiz ") == "Ana Ruiz"
    assert Desk(course.root, url, "lift-test").coach() == "Ana Ruiz"
    assert Desk(tmp_path, url, "other").coach() == ""
    for name in ("", "  ", "x" * 61):
        with pytest.raises(CourseError):
            desk.set_coach(name)
    (tmp_path / "ours" / "coaches.json").write_text("[", encoding="utf-8")
    assert desk.coach() == ""


def test_a_gradebook_that_was_put_back_is_opened_again(course: Course) -> None:
    file = course.root / "gradebook.db"
    place = SimpleNamespace(root=course.root, db_url=f"sqlite:///{file}", course_id="lift-test")
    settings = {"nbgrader_formgrader": SimpleNamespace(coursedir=place)}
    desk = Desk.of(settings)
    assert Desk.of(settings) is desk
    first = desk.book
    assert desk.book is first
    away = file.with_name("away.db")
    file.rename(away)
    with pytest.raises(BookError):
        desk.book  # noqa: B018
    shutil.copy(away, file)
    assert desk.book is not first
    assert desk.book.learner_ids() == [LEARNER, "lead-beech"]
    desk.close()


def test_a_command_that_cannot_be_done_says_why(course: Course, book: Book) -> None:
    with pytest.raises(CourseError, match="autograde release"):
        asyncio.run(take_in(course, book, {}))
    with pytest.raises(CourseError, match="no exercise"):
        asyncio.run(give_back(course, book, {"exercise": "../.."}))


def test_reading_and_writing_are_apart_and_answers_are_plain() -> None:
    assert not set(APIS) & set(ACTS)
    assert {"coach/desk", "coach/hand-ins"} <= set(ADDRESSES)
    assert json.loads(json.dumps({"b"}, default=plain)) == ["b"]
    with pytest.raises(TypeError):
        plain(object())
