"""A gradebook that is locked, damaged, empty or gone: plain words, and everything kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograde import _gradebook
from autograde._gradebook import COPY, BookError
from autograde.cli import app
from autograde.course import Course, new_course
from autograde.roster import Learner

EXERCISE = "lift-fishbone"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("made")
    (home / "roster.csv").write_text("id,name\nlead-ash,Amaru\n", encoding="utf-8")
    return new_course(home / "course", home / "roster.csv").root


@pytest.fixture
def course(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setattr(_gradebook, "_SECONDS", 0.05)
    shutil.copytree(made, tmp_path / "course", symlinks=True)
    return Course.at(tmp_path / "course")


@pytest.fixture
def file(course: Course) -> Path:
    return course.root / "gradebook.db"


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def scribbled(file: Path) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))


def no_database(file: Path) -> None:
    file.write_bytes(b"this was a gradebook once " * 400)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


COMMANDS = {
    "roster": ("roster", "{home}/roster.csv"),
    "release": ("release", EXERCISE),
    "run": ("run", EXERCISE),
    "feedback": ("feedback", EXERCISE),
    "export": ("export", EXERCISE, "{home}/marks.csv"),
    "desk": ("desk", "--no-browser"),
}


def call(course: Course, command: str) -> str:
    home = course.root.parent
    (home / "roster.csv").write_text("id\nlead-ash\nlead-beech\n", encoding="utf-8")
    words = [one.format(home=home) for one in COMMANDS[command]]
    result = CliRunner().invoke(app, [*words, "--course", str(course.root)])
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    return " ".join(result.output.split())


@pytest.mark.parametrize("harm", [truncated, scribbled, no_database, emptied])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_gradebook(
    course: Course, file: Path, command: str, harm: Callable[[Path], None]
) -> None:
    harm(file)
    before = file.read_bytes()
    roster = (course.root / "roster.csv").read_bytes()
    said = call(course, command)
    assert f"The gradebook {file} is damaged and was left as it is." in said
    assert f"rename {COPY} (from " in said
    assert "Traceback" not in said
    assert file.read_bytes() == before
    assert (course.root / "roster.csv").read_bytes() == roster


@pytest.mark.parametrize("command", COMMANDS)
def test_a_gradebook_that_another_program_holds(course: Course, file: Path, command: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = call(course, command)
    assert "is in use by another program; wait a moment" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_gradebook_that_is_gone(course: Course, file: Path, command: str) -> None:
    file.unlink()
    assert f"The gradebook {file} is missing. To go on, rename {COPY}" in call(course, command)
    assert not file.exists()


def test_what_the_sentence_says_helps(course: Course, file: Path) -> None:
    scribbled(file)
    with pytest.raises(BookError):
        course.book()
    file.rename(course.root.parent / "damaged.db")
    (course.root / COPY).rename(file)
    with course.book() as book:
        assert book.learner_ids() == ["lead-ash"]
        assert EXERCISE in book.exercises()


def test_without_a_copy(course: Course, file: Path) -> None:
    (course.root / COPY).unlink()
    emptied(file)
    with pytest.raises(BookError, match=r"make a new course from this one's roster\.csv"):
        course.book()


def test_locked_while_a_command_writes(course: Course, file: Path) -> None:
    def write(other: sqlite3.Connection) -> None:
        with course.book() as book:
            other.execute("BEGIN IMMEDIATE")
            book.put_learners([Learner("lead-beech")])

    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        with pytest.raises(BookError, match="is in use by another program") as caught:
            write(other)
        other.rollback()
    assert "sqlite3" not in str(caught.value)
    with course.book() as book:
        assert book.learner_ids() == ["lead-ash"]


def test_a_copy_is_kept_and_kept_up(course: Course, file: Path) -> None:
    with closing(sqlite3.connect(file)) as book, book:
        book.execute("UPDATE student SET last_name = 'Amaru Quispe'")
    course.book().close()
    with closing(sqlite3.connect(course.root / COPY)) as copy:
        assert copy.execute("SELECT last_name FROM student").fetchall() == [("Amaru Quispe",)]
    assert not list(course.root.glob(".gradebook-copy*"))


def test_a_database_on_a_server_has_no_file() -> None:
    assert _gradebook.file_of("postgresql://host/book") is None
    assert _gradebook.file_of("sqlite:////a/b.db") == Path("/a/b.db")


def test_what_sqlite_says_of_a_disk_and_of_an_older_nbgrader(file: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    told = str(_gradebook.told_plainly(full, file))
    assert "is full; make room on it, then do this again. What was saved before is kept." in told
    with closing(sqlite3.connect(file)) as book, pytest.raises(sqlite3.Error) as caught:
        book.execute("SELECT kind FROM nothing")
    assert "nbgrader db upgrade" in str(_gradebook.told_plainly(caught.value, file))
    assert _gradebook.told_plainly(ValueError("no"), file) is None


def test_a_name_of_one_word_stands_whole_in_the_gradebook(file: Path) -> None:
    with closing(sqlite3.connect(file)) as book:
        rows = book.execute("SELECT first_name, last_name FROM student").fetchall()
    assert rows == [("", "Amaru")]
