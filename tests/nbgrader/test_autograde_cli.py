"""The command `autograde`: plain sentences, and an exit code that can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from classroom import EXERCISE, Classroom
from typer.testing import CliRunner

from autograde._lock import BUSY, writing
from autograde.cli import app

pytestmark = pytest.mark.nbgrader


def call(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def test_a_coachs_week(room: Classroom) -> None:
    course = ("--course", room.course.root)
    room.submit("lead-ash")
    room.packet("lead-beech")
    assert call("collect", EXERCISE, *course) == "2 new versions, 0 already here."
    assert "Graded 2, unchanged 0." in call("run", EXERCISE, *course)
    assert "Graded 0, unchanged 2." in call("run", EXERCISE, *course)
    said = call("feedback", EXERCISE, *course)
    assert "lead-ash waits: the coach has not marked all criteria." in said
    assert "2 pages written" in call("feedback", EXERCISE, "--early", *course)
    table = room.home / "marks.csv"
    assert "2 learners handed in." in call("export", EXERCISE, table, *course)
    assert table.read_text(encoding="utf-8-sig").count("\n") == 4
    newer = room.home / "newer.csv"
    newer.write_text("id\nlead-ash\nlead-dogwood\n", encoding="utf-8")
    said = call("roster", newer, "--yes", *course)
    assert "New: lead-dogwood." in said
    assert "kept with all work and marks: lead-beech, lead-cherry." in said
    with writing(room.course.root):
        assert call("run", EXERCISE, *course, code=1) == BUSY


def test_troubles_are_told(room: Classroom) -> None:
    room.submit("lead-ash", b"no json")
    room.submit("lead-beech")
    call("collect", EXERCISE, "--course", room.course.root)
    said = call("run", EXERCISE, "--course", room.course.root)
    assert "Graded 1, unchanged 0. 1 hand-in could not be scored: lead-ash, all: This file" in said
    assert "Ask for a new hand-in" in said
    said = call("run", EXERCISE, "--course", room.course.root)
    assert "Graded 0, unchanged 1. 1 hand-in could not be scored: lead-ash, all: This file" in said


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (
            ("run", EXERCISE, "--course", "nowhere"),
            "nowhere is not a course; go to the course's folder or name it",
        ),
        (("new", "c", "--roster", "none.csv"), "none.csv cannot be opened"),
        (("new", "c", "--roster", "."), ". cannot be opened"),
        (("new", "c", "--roster", "bad.csv"), "Line 2: the id “a b” has a space in it"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text("id\na b\n", encoding="utf-8")
    assert word in call(*arguments, code=1)
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(("place", "word"), [("no/such/marks.csv", "marks.csv"), (".", ".")])
def test_a_table_that_cannot_be_written(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, place: str, word: str
) -> None:
    monkeypatch.chdir(room.course.root)
    said = call("export", EXERCISE, place, "--course", room.course.root, code=1)
    assert f"{word} cannot be used (" in said
    assert "start this again" in said


def test_before_anything_is_handed_in(room: Classroom) -> None:
    said = call("run", EXERCISE, "--course", room.course.root)
    assert (
        said
        == f"Graded 0, unchanged 0. Nothing is handed in yet; start: autograde collect {EXERCISE}"
    )


def test_the_next_command_can_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text("id\nlead-ash\n", encoding="utf-8")
    said = call("new", "Our course", "--roster", "roster.csv")
    assert said.endswith("Next: autograde release lift-fishbone --course 'Our course'")


def test_an_exercise_that_is_not_there(room: Classroom) -> None:
    said = call("run", "lift-nothing", "--course", room.course.root, code=1)
    assert said == "This course has no exercise “lift-nothing”; it has lift-fishbone."
