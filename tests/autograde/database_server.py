"""A real PostgreSQL server for tests: its own folder, a Unix socket, nobody else's business."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

PASSWORD = "s3cret-of-the-hub"


@dataclass(frozen=True)
class Server:
    """A running server; ``folder`` holds its socket and its data."""

    folder: Path

    def url(self, database: str, password: str = PASSWORD) -> str:
        """The address of one of its databases, as nbgrader wants it."""
        return f"postgresql+psycopg://coach:{password}@/{database}?host={self.folder}"

    def new(self, database: str) -> str:
        """Make an empty database; returns its address."""
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as base:
            base.exec_driver_sql(f"CREATE DATABASE {database}")
        engine.dispose()
        return self.url(database)


@contextmanager
def postgresql() -> Iterator[Server]:
    """Start one; it is stopped and its folder removed at the end.

    Raises
    ------
    RuntimeError
        With the reason, when it cannot be had. A test fails then, and is never skipped.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="le-pg-", dir="/tmp"))  # a socket's path must be short
    who = _somebody(folder)
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        (folder / "password").chmod(0o644)
        data = ["-D", str(folder / "data")]
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
        access = ["-U", "coach", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        _do([initdb, *data, *access, "--encoding=UTF8", "--locale=C"], folder, who)
        _do([pg_ctl, *data, "-w", "-l", str(folder / "log"), "-o", settings, "start"], folder, who)
        try:
            yield Server(folder)
        finally:
            _do([pg_ctl, *data, "-w", "-m", "immediate", "stop"], folder, who)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    places = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name)
    )
    found = shutil.which(name, path=os.pathsep.join(map(str, reversed(places)))) or shutil.which(
        name
    )
    if found is None:
        raise RuntimeError(
            f"PostgreSQL's program {name} is not here; install Debian's package “postgresql” (as "
            ".ci/run does), then start the tests again."
        )
    return found


def _somebody(folder: Path) -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    shutil.chown(folder, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _do(words: list[str], folder: Path, who: dict[str, object]) -> None:
    # What it says goes to a file: the server keeps its parent's pipes open.
    with (folder / "said").open("w+", encoding="utf-8") as said:
        done = subprocess.run(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **who
        )
        said.seek(0)
        if done.returncode:
            log = folder / "log"
            more = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
            raise RuntimeError(f"PostgreSQL did not start: {said.read()}{more}")
