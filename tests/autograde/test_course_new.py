"""Making a course and changing its roster; no nbgrader command runs here but the preparation."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograde._lock import CourseError
from autograde.course import Course, new_course, update_roster
from autograde.release import exercises
from autograde.roster import RosterError

EXERCISE = "lift-fishbone"


def roster(folder: Path, *lines: str, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_course_from_a_roster(tmp_path: Path) -> None:
    file = roster(tmp_path, "id;name;email;coach", "lead-ash;Ana María Ruiz;a@example.org;c1")
    course = new_course(tmp_path / "Our Course", file)
    assert course.id == "our-course"
    assert course.exercises() == exercises()
    assert [path.name for path in (course.root / "source" / EXERCISE).iterdir()] == [
        f"{EXERCISE}.ipynb"
    ]
    assert course.release_notebook(EXERCISE).is_file()
    assert course.exchange == course.root / "exchange"
    with course.book() as book:
        assert book.learner_ids() == ["lead-ash"]
        assert book.exercises() == list(exercises())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Our Course", "roster.csv"]

    # A newer roster: one added, one changed, one gone; the one that is gone is kept.
    newer = roster(tmp_path, "id,name", "lead-beech,", name="newer.csv")
    change = update_roster(course, newer)
    assert (change.added, change.changed, change.absent) == (("lead-beech",), (), ("lead-ash",))
    assert [one.id for one in course.learners()] == ["lead-beech", "lead-ash"]
    with course.book() as book:
        assert book.learner_ids() == ["lead-ash", "lead-beech"]
    other = roster(tmp_path, "id", "LEAD-ash", name="other.csv")
    with pytest.raises(RosterError, match="write it the same way"):
        update_roster(course, other)
    assert [one.id for one in course.learners()] == ["lead-beech", "lead-ash"]

    with pytest.raises(CourseError, match="already holds something"):
        new_course(course.root, file)
    with pytest.raises(CourseError, match=r"no exercise “nothing”; it has .*lift-fishbone"):
        course.require("nothing")


@pytest.mark.parametrize(
    ("lines", "course_id", "exercises", "word"),
    [
        (("id", "a b"), "", (), "has a space"),
        (("id", "lead-1"), "../up", (), "cannot be a course's id"),
        (("id", "lead-1"), "x", ("lift-nothing",), "no exercise called “lift-nothing”"),
        (("id", "lead-1"), "x", ("../../etc",), "no exercise called"),
    ],
)
def test_all_or_nothing(
    tmp_path: Path, lines: tuple[str, ...], course_id: str, exercises: tuple[str, ...], word: str
) -> None:
    file = roster(tmp_path, *lines)
    with pytest.raises((RosterError, CourseError), match=word):
        new_course(tmp_path / "course", file, course_id, exercises=exercises)
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_nothing_is_left_when_preparation_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CourseError("the disk is full")

    monkeypatch.setattr("autograde.course._nbgrader.generate", fails)
    with pytest.raises(CourseError, match="the disk is full"):
        new_course(tmp_path / "course", roster(tmp_path, "id", "lead-1"))
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is not a course; go to the course's folder"):
        Course.at(tmp_path)
