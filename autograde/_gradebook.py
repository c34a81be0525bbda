"""The gradebook's database: whole, in reach, and as a file never without a copy beside it.

A coach's marks stand nowhere else, so before every use the file is looked over, and as long as it
is whole a copy is kept. What is wrong with it is said in plain words, with what to do.

The file keeps SQLite's own journal and not a write-ahead log: that log would need memory shared by
all who write, which network drives do not have, and a gradebook copied without it would lack its
newest marks.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from autograde._lock import CourseError

COPY = "gradebook-copy.db"
_NEEDED = {"assignment", "student", "grade"}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
}
# How long to wait for whoever else is writing; a write takes milliseconds.
_SECONDS = 10.0


class BookError(CourseError):
    """The gradebook cannot be used; what happened and what to do, in plain words."""


def file_of(db_url: str) -> Path | None:
    """The gradebook's file; None when it is a database on a server."""
    place = db_url.removeprefix("sqlite:///")
    return Path(place) if place and place != db_url else None


def patient(db_url: str) -> str:
    """The same database, where a writer waits for its turn."""
    return f"{db_url}?timeout={_SECONDS}" if file_of(db_url) and "?" not in db_url else db_url


def look_over(path: Path) -> None:
    """Check that a gradebook is there and whole, and keep a copy of it.

    Raises
    ------
    BookError
        When it is missing, damaged or held by another program.
    """
    if not path.is_file():
        raise BookError(f"The gradebook {path} is missing. {_way_back(path)}")
    with plainly(path), closing(_open(path)) as book:
        whole = book.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        tables = {str(row[0]) for row in book.execute("SELECT name FROM sqlite_master")}
        # An empty file is a database too, with nothing in it.
        if not whole or not tables >= _NEEDED:
            raise BookError(_damaged(path))
        _keep_copy(book, path)


def look_over_server(db_url: str) -> None:
    """Check that there is a gradebook in a database on a server.

    nbgrader would make an empty one wherever the address leads.

    Raises
    ------
    BookError
        When there is none, or the server does not answer.
    """
    if not _tables_in(db_url) >= _NEEDED:
        raise BookError(
            "There is no gradebook in this course's database; see that db_url in "
            "nbgrader_config.py names the database that the course was made with, then start this "
            "again."
        )


def new_database(text: str) -> str:
    """The address of an empty database for a new course, as nbgrader wants it.

    Parameters
    ----------
    text : str
        ``postgresql://user@host/database``, or any other that SQLAlchemy understands.

    Raises
    ------
    BookError
        One plain sentence, never with a password in it.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise BookError(
            "The database's address cannot be understood; write it like "
            "postgresql://coach@localhost/lift, and put the password into the file .pgpass."
        ) from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        raise BookError(
            "A gradebook in a file is made in the course's folder by itself; leave out --database."
        )
    whole = url.render_as_string(hide_password=False)
    if _tables_in(whole):
        raise BookError(
            f"The database “{url.database}” already holds something; make an empty one for this "
            "course, for example with the command createdb, and name that."
        )
    return whole


def empty(db_url: str) -> None:
    """Take away all tables of a database whose course could not be made."""
    from sqlalchemy import MetaData, create_engine

    engine = create_engine(db_url)
    with plainly(None):
        found = MetaData()
        found.reflect(engine)
        found.drop_all(engine)
    engine.dispose()


def _tables_in(db_url: str) -> set[str]:
    from sqlalchemy import create_engine, inspect
    from sqlalchemy.exc import NoSuchModuleError

    try:
        engine = create_engine(db_url)
    except (ImportError, NoSuchModuleError):
        raise BookError(
            f"This kind of database ({db_url.partition(':')[0][:40]}) needs a program part that "
            "is not installed; for PostgreSQL: pip install 'psycopg[binary]'"
        ) from None
    try:
        with plainly(None):
            return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@contextmanager
def plainly(path: Path | None) -> Iterator[None]:
    """Turn what a database says into plain words.

    Raises
    ------
    BookError
        For every error of the database inside this block.
    """
    try:
        yield
    except Exception as error:
        told = told_plainly(error, path)
        if told is None:
            raise
        raise told from error


def told_plainly(error: BaseException | None, path: Path | None) -> BookError | None:
    """An error of the database in plain words; None when it is no such error."""
    from sqlalchemy.exc import SQLAlchemyError

    while error is not None:
        if isinstance(error, sqlite3.Error):
            return BookError(_sentence(error, path))
        if isinstance(error, SQLAlchemyError):
            return BookError(_sentence(getattr(error, "orig", None) or error, path))
        error = error.__cause__ or error.__context__  # nbgrader wraps some in errors of its own
    return None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_SECONDS)


def _keep_copy(book: sqlite3.Connection, path: Path) -> None:
    copy = path.with_name(COPY)
    half = path.with_name(f".{COPY}.{os.getpid()}")
    # A precaution: where it cannot be kept, the command itself goes on.
    with suppress(OSError, sqlite3.Error):
        if copy.is_file() and copy.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            return
        try:
            with closing(sqlite3.connect(half)) as target:
                book.backup(target)
            os.replace(half, copy)
        finally:
            half.unlink(missing_ok=True)


def _sentence(error: BaseException, path: Path | None) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    kind = code & 0xFF if isinstance(code, int) else None
    if kind in _BUSY:
        return (
            f"The gradebook {path} is in use by another program; wait a moment, close whatever "
            "else has it open, then start this again. What was finished stays."
        )
    if kind in _DAMAGED and path is not None:
        return _damaged(path)
    if kind == sqlite3.SQLITE_FULL:
        return (
            f"The disk of the gradebook {path} is full; make room on it, then do this again. What "
            "was saved before is kept."
        )
    if kind in _UNWRITABLE:
        return (
            f"The gradebook {path} cannot be read or written ({error}); check the folder's "
            "permissions and the space on the disk, then start this again. What was finished stays."
        )
    first = (str(error).splitlines() or [""])[0]
    if path is None:
        return _server_sentence(getattr(error, "sqlstate", None), first[:200])
    return (
        f"The gradebook {path} does not answer as expected ({first[:200]}). If another version of "
        "nbgrader made it, start “nbgrader db upgrade” in the course's folder, then this again."
    )


def _server_sentence(state: str | None, said: str) -> str:
    """What a database server said; PostgreSQL's codes are those of the SQL standard."""
    if state == "53100":
        return (
            "The disk of the database server is full; make room on it, then do this again. What "
            "was saved before is kept."
        )
    if state in ("40001", "40P01", "55P03", "57014"):
        return (
            "The gradebook on the database server is in use by another program; wait a moment, "
            "then start this again. What was finished stays."
        )
    return (
        f"The database server of this course does not answer as expected ({said}); see that it "
        "runs and that db_url in nbgrader_config.py is right, then start this again. What was "
        "finished stays."
    )


def _damaged(path: Path) -> str:
    return f"The gradebook {path} is damaged and was left as it is. {_way_back(path)}"


def _way_back(path: Path) -> str:
    kept = "Every hand-in and every feedback page is kept in the folder “rounds”."
    copy = path.with_name(COPY)
    if copy.is_file():
        from autograde.exchange import spoken  # which needs the module that needs us

        made = spoken(datetime.fromtimestamp(copy.stat().st_mtime, UTC))
        move = f"move {path.name} out of the course's folder, " if path.exists() else ""
        return (
            f"To go on, {move}rename {COPY} (from {made}) to {path.name}, and start “autograde "
            "run” with --again; only marks that a coach gave after that time have to be given "
            f"again. {kept}"
        )
    return (
        "To go on, make a new course from this one's roster.csv with “autograde new”, copy the "
        f"folder “rounds” into it, and start “autograde run” there. {kept}"
    )
