"""A gradebook of another release: an older one is kept and brought up to date, a newer one left."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from marked_book import EXERCISE, in_folder

from autograde import _schema
from autograde._gradebook import BookError
from autograde._nbgrader import Book
from autograde.records import Records
from autograde.rubrics import load_rubric

CRITERION = load_rubric(EXERCISE).coach[0].id
CELL = f"coach-{CRITERION}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    with Book(in_folder(folder, ["lead-ash"]), "lift-test") as book:
        Records(book).write(
            exercise=EXERCISE,
            learner="lead-ash",
            criterion=CRITERION,
            coach="Ines",
            round=1,
            level=2,
            comment="Nearly.",
        )
    return folder / "gradebook.db"


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "gradebook.db"))


def opened(file: Path) -> Book:
    return Book(f"sqlite:///{file}", "lift-test")


def asked(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as base:
        return base.execute(query).fetchall()


def kept(file: Path) -> list[Path]:
    return sorted(file.parent.glob("gradebook-before-*.db"))


def without_ours(file: Path) -> None:
    """What a release before the desk left."""
    with closing(sqlite3.connect(file)) as base, base:
        for table in ("le_state", "le_note", "le_entry"):
            base.execute(f"DROP TABLE {table}")


def form(file: Path, number: int) -> None:
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE le_state SET number = ? WHERE name = 'schema'", (number,))


@pytest.fixture
def next_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release after this one, whose entries have one more column."""

    def step(base: sa.Connection) -> None:
        base.exec_driver_sql("ALTER TABLE le_entry ADD COLUMN place TEXT")
        base.exec_driver_sql("UPDATE le_entry SET place = 'here'")

    monkeypatch.setattr(_schema, "SCHEMA", _schema.SCHEMA + 1)
    monkeypatch.setitem(_schema.STEPS, _schema.SCHEMA - 1, step)


def test_todays_is_used_as_it_is(file: Path) -> None:
    opened(file).close()
    assert kept(file) == []


def test_one_from_before_the_desk(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    without_ours(file)
    before = asked(file, "SELECT id, manual_score FROM grade ORDER BY id")
    with caplog.at_level(logging.WARNING), opened(file) as book:
        (entry,) = Records(book).entries(EXERCISE)
        assert (entry.source, entry.level, entry.comment) == ("formgrader", 2, "Nearly.")
        assert book.marks(EXERCISE, "lead-ash")[CELL].manual_score == 2.0
    (copy,) = kept(file)
    assert f"is kept as it was in {copy}." in caplog.text
    assert asked(copy, "SELECT id, manual_score FROM grade ORDER BY id") == before
    assert asked(copy, "SELECT name FROM sqlite_master WHERE name LIKE 'le_%'") == []
    opened(file).close()
    assert kept(file) == [copy]


@pytest.mark.usefixtures("next_form")
def test_an_older_form_is_kept_and_moved_on(file: Path) -> None:
    before = asked(file, "SELECT * FROM le_entry")
    with opened(file) as book:
        assert [one.level for one in Records(book).entries(EXERCISE)] == [2]
    assert asked(file, "SELECT place FROM le_entry") == [("here",)]
    assert asked(file, "SELECT number FROM le_state WHERE name = 'schema'") == [(_schema.SCHEMA,)]
    (copy,) = kept(file)
    assert asked(copy, "SELECT * FROM le_entry") == before


@pytest.mark.usefixtures("next_form")
def test_a_step_that_fails_leaves_all_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(base: sa.Connection) -> None:
        base.exec_driver_sql("ALTER TABLE le_entry ADD COLUMN place TEXT")
        base.exec_driver_sql("DELETE FROM le_entry")
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setitem(_schema.STEPS, _schema.SCHEMA - 1, step)
    before = asked(file, "SELECT * FROM le_entry"), asked(file, "SELECT * FROM le_state")
    with pytest.raises(BookError):
        opened(file)
    assert (asked(file, "SELECT * FROM le_entry"), asked(file, "SELECT * FROM le_state")) == before


@pytest.mark.usefixtures("next_form")
def test_without_room_for_the_copy_nothing_is_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_schema.os, "replace", full)
    before = file.read_bytes()
    with pytest.raises(BookError, match="make room on the disk") as caught:
        opened(file)
    assert str(caught.value).endswith("Nothing was changed.")
    assert file.read_bytes() == before
    assert kept(file) == []
    assert list(file.parent.glob(".gradebook-before*")) == []


def test_a_newer_one_is_left_as_it_is(file: Path) -> None:
    form(file, _schema.SCHEMA + 1)
    before = file.read_bytes()
    with pytest.raises(BookError) as caught:
        opened(file)
    assert str(caught.value) == (
        f"The gradebook {file} was written by a newer release of this program and was left as it "
        "is; install the newer release, then start this again."
    )
    assert file.read_bytes() == before
    assert kept(file) == []
