"""A disk that fills while something is recorded: a plain sentence, nothing lost, and on it goes."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from marked_book import EXERCISE, in_folder

from autograde._gradebook import BookError
from autograde._nbgrader import Book
from autograde.records import Entry, Records
from autograde.rounds import add_round, rounds_in
from autograde.rubrics import LEVELS, load_rubric

CRITERIA = {one.id: one for one in load_rubric(EXERCISE).coach}
LEARNERS = ("lead-ash", "lead-beech")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return in_folder(tmp_path, LEARNERS)


def fill(book: Book, pages: int) -> None:
    """From now on the database may grow by so many pages, as if the disk ended there."""
    with book.engine.connect() as base:
        most = base.exec_driver_sql("PRAGMA page_count").scalar_one() + pages

    def end(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    sa.event.listen(book.engine, "connect", end)
    book.engine.dispose()


def write(records: Records, turn: int) -> Entry:
    return records.write(
        exercise=EXERCISE,
        learner=LEARNERS[turn % 2],
        criterion=list(CRITERIA)[turn % 3],
        coach="Ines",
        round=1,
        level=turn % 4,
        comment=f"{turn} " + "Read it aloud. " * 40,
    )


def in_step(url: str, wrote: list[Entry]) -> None:
    """The record holds what was written and nothing else, and the gradebook the newest of it."""
    with Book(url, "lift-test") as book:
        records = Records(book)
        assert records.entries(EXERCISE) == wrote
        for (learner, criterion), entry in records.last(EXERCISE).items():
            mark = book.marks(EXERCISE, learner)[f"coach-{criterion}"]
            assert entry.level is not None
            assert mark.manual_score == CRITERIA[criterion].points_of(LEVELS[entry.level])
            assert mark.comment == entry.comment
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("pages", [0, 1, 3, 8])
def test_while_a_coach_marks(url: str, pages: int) -> None:
    wrote: list[Entry] = []
    with Book(url, "lift-test") as book:
        records = Records(book)
        fill(book, pages)
        with pytest.raises(BookError) as caught:
            wrote.extend(write(records, turn) for turn in range(200))
        wrote[:] = records.entries(EXERCISE)
    file = url.removeprefix("sqlite:///")
    assert str(caught.value) == (
        f"The disk of the gradebook {file} is full; make room on it, then do this again. What was "
        "saved before is kept."
    )
    assert len(wrote) < 200
    in_step(url, wrote)
    with Book(url, "lift-test") as book:
        wrote.append(write(Records(book), len(wrote)))
    in_step(url, wrote)


def test_while_notes_are_put_and_hand_ins_recorded(url: str) -> None:
    def put(records: Records) -> None:
        for number in range(2000):
            records.put(f"note-{number}", "x" * 500)

    with Book(url, "lift-test") as book:
        wrote = [write(Records(book), turn) for turn in range(6)]
        fill(book, 0)
        with pytest.raises(BookError, match="is full; make room on it"):
            put(Records(book))
    in_step(url, wrote)
    with Book(url, "lift-test") as book:
        book.record(EXERCISE, "lead-ash", datetime(2026, 3, 2, tzinfo=UTC), {}, new_version=True)
    in_step_but_flagged(url, wrote)


def in_step_but_flagged(url: str, wrote: list[Entry]) -> None:
    """A new version keeps the coach's marks, asks for them again, and is no mark of anybody's."""
    in_step(url, wrote)
    with Book(url, "lift-test") as book:
        marks = book.marks(EXERCISE, "lead-ash")
    assert all(marks[f"coach-{criterion}"].needs_coach for criterion in CRITERIA)


FILES = {"a.ipynb": b"{}", "work/fishbone.json": b"{}", "work/notes.json": b"[]"}


@pytest.mark.parametrize("at", range(3))
def test_while_a_hand_in_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Whichever file it is at which the disk ends, the version is not there or whole."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    first = add_round(tmp_path, FILES, now, "packet", "one")
    done: list[Path] = []
    real = Path.write_bytes

    def ends(path: Path, content: Any) -> int:
        if len(done) == at:
            real(path, bytes(content)[:1])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        done.append(path)
        return real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", ends)
        with pytest.raises(OSError, match="No space left on device"):
            add_round(tmp_path, {**FILES, "b.json": b"1"}, now, "packet", "two")
    assert rounds_in(tmp_path) == [first]
    assert [one.name for one in tmp_path.iterdir()] == ["1"]
    second = add_round(tmp_path, {**FILES, "b.json": b"1"}, now, "packet", "two")
    assert rounds_in(tmp_path) == [first, second]
