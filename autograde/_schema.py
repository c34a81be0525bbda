"""Tables of our own in the gradebook's database, and how an older release's become today's.

Their names begin with ``le_``, so that they never meet nbgrader's. A number in ``le_state`` says
which form they have. What an older release made is kept beside it before anything is changed; what
a newer one made is left alone.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from autograde._gradebook import BookError

SCHEMA = 1
MAX_NAME = 80
_TURN_OF_ALL = 5_154_310  # any number that is ours: the name of a lock on a database server

meta = sa.MetaData()
state = sa.Table(
    "le_state",
    meta,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
notes = sa.Table(
    "le_note",
    meta,
    sa.Column("name", sa.String(200), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
entries = sa.Table(
    "le_entry",
    meta,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("coach", sa.String(MAX_NAME), nullable=False),
    sa.Column("exercise", sa.String(64), nullable=False),
    sa.Column("learner", sa.String(128), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("criterion", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("level", sa.Integer),
    sa.Column("comment", sa.Text),
    sa.Column("quotes", sa.Text, nullable=False),
    sa.Column("source", sa.String(12), nullable=False),
    # The points that the gradebook held then: what differs from them was changed elsewhere.
    sa.Column("points", sa.Float),
    sa.Index("le_entry_of", "exercise", "learner", "criterion"),
    sqlite_autoincrement=True,
)


def settle(engine: sa.Engine, file: Path | None, *, new: bool = False) -> None:
    """Bring our tables to today's form; make them where there are none.

    Parameters
    ----------
    engine : Engine
        The gradebook's database.
    file : Path or None
        Its file, when it is one.
    new : bool
        Nothing is in it yet, so nothing is kept.

    Raises
    ------
    BookError
        A newer release made them, or they cannot be kept; then nothing was changed.
    """
    with engine.connect() as base:
        found = form_of(base)
    if found == SCHEMA:
        return
    if found > SCHEMA:
        name = file or "on the database server"
        raise BookError(
            f"The gradebook {name} was written by a newer release of this program and was left as "
            "it is; install the newer release, then start this again."
        )
    stamp = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    kept = _keep_file(file, stamp) if file is not None and not new else None
    with engine.begin() as base:
        _alone(base)
        found = form_of(base)  # somebody else may have done it meanwhile
        if found >= SCHEMA:
            return
        copies = _keep_tables(base, stamp) if file is None and found else []
        for form in range(found, SCHEMA):
            STEPS[form](base)
        base.execute(state.update().where(state.c.name == "schema").values(number=SCHEMA))
    if kept is not None or copies:
        logging.getLogger(__name__).warning(
            "An older release made this gradebook; it was brought up to date, and is kept as it "
            "was in %s.",
            kept or ", ".join(copies),
        )


def form_of(base: sa.Connection) -> int:
    """Which form our tables have; 0 when there are none."""
    if not sa.inspect(base).has_table(state.name):
        return 0
    found = base.execute(sa.select(state.c.number).where(state.c.name == "schema")).scalar()
    return int(found or 0)


def _first(base: sa.Connection) -> None:
    meta.create_all(base)
    base.execute(state.insert(), [{"name": "schema", "number": 0}, {"name": "turn", "number": 0}])


STEPS: dict[int, Callable[[sa.Connection], None]] = {0: _first}


def _alone(base: sa.Connection) -> None:
    """One process does this at a time, and all of it or nothing."""
    if base.dialect.name == "sqlite":
        base.exec_driver_sql("BEGIN IMMEDIATE")
    elif base.dialect.name == "postgresql":
        base.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN_OF_ALL)))


def _keep_file(file: Path, stamp: str) -> Path:
    kept = file.with_name(f"{file.stem}-before-{stamp}{file.suffix}")
    half = file.with_name(f".{kept.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(file)) as book, closing(sqlite3.connect(half)) as target:
            book.backup(target)
        os.replace(half, kept)
    except (OSError, sqlite3.Error) as error:
        raise BookError(
            f"The gradebook {file} was made by an older release and must be kept as {kept.name} "
            f"before it is brought up to date, but that cannot be written ({error}); make room on "
            "the disk and check the folder's permissions, then start this again. Nothing was "
            "changed."
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return kept


def _keep_tables(base: sa.Connection, stamp: str) -> list[str]:
    """On a database server: copies of our tables beside them."""
    copies = {table: f"{table}_before_{stamp}".replace("-", "_") for table in meta.tables}
    for table, copy in copies.items():
        base.exec_driver_sql(f"CREATE TABLE {copy} AS SELECT * FROM {table}")
    return list(copies.values())
