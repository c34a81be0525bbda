"""A course whose gradebook stands in PostgreSQL: a real server, started here."""

from __future__ import annotations

import json
import logging
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from database_server import PASSWORD, Server, postgresql
from marked_book import make_book
from typer.testing import CliRunner

from autograde import _schema, release
from autograde._gradebook import BookError, empty, new_database
from autograde._nbgrader import Book
from autograde.checks.solution import worked_solution
from autograde.cli import app
from autograde.course import Course, new_course
from autograde.records import Records
from autograde.rubrics import load_rubric
from curriculum.simulate.story import draw_case

pytestmark = pytest.mark.nbgrader
EXERCISE = "lift-fishbone"
CRITERION = load_rubric(EXERCISE).coach[0].id


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgresql() as server:
        yield server


def called(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(one) for one in words])
    assert result.exit_code == code, result.output
    assert PASSWORD not in result.output
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def tables(url: str) -> set[str]:
    engine = sa.create_engine(url)
    try:
        return set(sa.inspect(engine).get_table_names())
    finally:
        engine.dispose()


def hand_in(course: Course, learner: str) -> None:
    folder = course.submitted(learner, EXERCISE)
    (folder / "work").mkdir(parents=True)
    notebook = course.release_notebook(EXERCISE).read_bytes()
    (folder / f"{EXERCISE}.ipynb").write_bytes(notebook)
    solution = worked_solution(draw_case(EXERCISE, learner, 0)).to_json()
    (folder / "work" / "fishbone.json").write_text(solution, encoding="utf-8")


def test_a_course_from_end_to_end(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "exercises", lambda: (EXERCISE,))
    url = server.new("whole_course")
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\nlead-ash,Amaru Ruiz\nlead-beech,\n", encoding="utf-8")
    short = url.replace("postgresql+psycopg:", "postgresql:")
    called("new", tmp_path / "course", "--roster", roster, "--database", short)
    course = Course.at(tmp_path / "course")
    settings = course.root / "nbgrader_config.py"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert not (course.root / "gradebook.db").exists()
    assert {"grade", "le_entry"} <= tables(url)

    hand_in(course, "lead-ash")
    place = ("--course", course.root)
    assert "Graded 1, unchanged 0." in called("run", EXERCISE, *place)
    with course.book() as book:
        assert book.waiting() == {EXERCISE: 1}
        records = Records(book)
        for one in load_rubric(EXERCISE).coach:
            records.write(
                exercise=EXERCISE,
                learner="lead-ash",
                criterion=one.id,
                coach="Ines",
                round=1,
                level=3,
                comment="Ñandú “holds” 🐟",
            )
        assert book.waiting() == {EXERCISE: 0}
        assert len(records.last(EXERCISE)) == 3
        book.mark(EXERCISE, "lead-ash", f"coach-{CRITERION}", score=1.0)
        now = records.last(EXERCISE)["lead-ash", CRITERION]
        assert (now.level, now.source, now.round) == (1, "formgrader", 1)
    assert "1 page written" in called("feedback", EXERCISE, *place)
    assert "1 learner handed in." in called("export", EXERCISE, tmp_path / "marks.csv", *place)
    said = called("new", tmp_path / "other", "--roster", roster, "--database", url, code=1)
    assert said == (
        "The database “whole_course” already holds something; make an empty one for this course, "
        "for example with the command createdb, and name that."
    )
    assert not (tmp_path / "other").exists()

    # Another database by mistake: nbgrader itself would make a new gradebook there.
    other = server.new("empty_one")
    text = settings.read_text(encoding="utf-8").replace("whole_course", "empty_one")
    settings.write_text(text, encoding="utf-8")
    said = called("run", EXERCISE, *place, code=1)
    assert said.startswith("There is no gradebook in this course's database; see that db_url")
    assert tables(other) == set()


def test_a_course_that_cannot_be_made_leaves_nothing(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release, "write_source", fails)
    url = server.new("half_made")
    (tmp_path / "roster.csv").write_text("id\nlead-ash\n", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        new_course(tmp_path / "course", tmp_path / "roster.csv", database=url)
    assert tables(url) == set()
    assert not (tmp_path / "course").exists()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://coach:{secret}@/gone?host={folder}", 'database "gone" does not exist'),
        ("postgresql://coach:wrong-{secret}@/postgres?host={folder}", "authentication failed"),
        ("postgresql://coach:{secret}@/x?host={folder}/none", "does not answer as expected"),
        ("nothing://coach:{secret}@localhost/x", "a program part that is not installed"),
        ("coach:{secret}@localhost", "cannot be understood"),
        ("postgresql://coach:{secret}@localhost:port/x", "cannot be understood"),
        ("sqlite:////tmp/x.db", "leave out --database"),
    ],
)
def test_an_address_that_is_no_use(server: Server, address: str, says: str) -> None:
    with pytest.raises(BookError) as caught:
        new_database(address.format(secret=PASSWORD, folder=server.folder))
    assert says in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_a_server_that_goes_away(server: Server) -> None:
    url = server.new("goes_away")
    make_book(url, ["lead-ash"])

    def marks() -> None:
        with Book(url, "lift-test") as book:
            records = Records(book)
            engine = sa.create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as base:
                base.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = 'goes_away'"
                )
            engine.dispose()
            records.put("desk", 1)

    with pytest.raises(BookError, match="What was finished stays") as caught:
        marks()
    assert PASSWORD not in str(caught.value)
    with Book(url, "lift-test") as book:
        Records(book).put("desk", 2)
        assert Records(book).get("desk") == 2


def test_an_older_form_is_kept_in_tables_beside_it(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = server.new("older_form")
    make_book(url, ["lead-ash"])
    with Book(url, "lift-test") as book:
        Records(book).put("desk", {"a": 1})

    def step(base: sa.Connection) -> None:
        base.exec_driver_sql("UPDATE le_note SET value = '2'")

    monkeypatch.setattr(_schema, "SCHEMA", _schema.SCHEMA + 1)
    monkeypatch.setitem(_schema.STEPS, _schema.SCHEMA - 1, step)
    with caplog.at_level(logging.WARNING), Book(url, "lift-test") as book:
        assert Records(book).get("desk") == 2
    today = f"{datetime.now(UTC):%Y_%m_}"
    (copy,) = [one for one in tables(url) if one.startswith(f"le_note_before_{today}")]
    engine = sa.create_engine(url)
    with engine.connect() as base:
        ((value,),) = base.exec_driver_sql(f"SELECT value FROM {copy}").all()
    engine.dispose()
    assert json.loads(value) == {"a": 1}
    assert copy in caplog.text

    monkeypatch.setattr(_schema, "SCHEMA", _schema.SCHEMA - 1)
    with pytest.raises(BookError, match="was written by a newer release"):
        Book(url, "lift-test")
    empty(url)
    assert tables(url) == set()
