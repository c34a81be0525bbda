"""Several coaches at once, in processes of their own: no mark lost, conflicts shown."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from database_server import Server, postgresql
from marked_book import EXERCISE, in_folder, make_book

from autograde._nbgrader import Book
from autograde.records import Entry, Records
from autograde.rubrics import LEVELS, load_rubric

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
LEARNERS = [f"lead-{number}" for number in range(20)]
EACH = 600
FORMGRADER = 150


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return in_folder(tmp_path / "course", LEARNERS)
    server: Server = request.getfixturevalue("server")
    made = server.new("coaches_at_once")
    make_book(made, LEARNERS)
    return made


def start(url: str, name: str, count: int, file: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, str(HERE / "coach_at_work.py"), url, name, str(count)]
    place = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    return subprocess.Popen([*words, str(len(name)), str(file)], env=place)


def lines(file: Path) -> list[dict[str, Any]]:
    """What a coach wrote down; of one that was killed the last line may be cut."""
    if not file.is_file():
        return []
    whole = file.read_text(encoding="utf-8").rpartition("\n")[0]
    return [json.loads(line) for line in whole.splitlines()]


def test_two_coaches_and_formgrader_one_killed(url: str, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.log" for name in ("Ines", "Noor", "formgrader")}
    ines = start(url, "Ines", EACH, files["Ines"])
    noor = start(url, "Noor", EACH, files["Noor"])
    formgrader = start(url, "formgrader", FORMGRADER, files["formgrader"])
    while len(lines(files["Noor"])) < EACH // 3:
        assert noor.poll() is None
        time.sleep(0.02)
    noor.send_signal(signal.SIGKILL)
    noor.wait()
    again = start(url, "Noor", EACH // 2, files["Noor"].with_suffix(".again"))
    assert [one.wait() for one in (ines, formgrader, again)] == [0, 0, 0]

    said = {"Ines": lines(files["Ines"]), "Noor": lines(files["Noor"])}
    said["Noor"] += lines(files["Noor"].with_suffix(".again"))
    assert len(said["Ines"]) == EACH + 1
    with Book(url, "lift-test") as book:
        entries = Records(book).entries(EXERCISE)
        held = {learner: book.marks(EXERCISE, learner) for learner in LEARNERS}
    nothing_lost(said, entries)
    conflicts_shown(said, entries)
    the_gradebook_holds_the_last(entries, held)
    by_formgrader(lines(files["formgrader"]), entries)


def nothing_lost(said: dict[str, list[dict[str, Any]]], entries: list[Entry]) -> None:
    """Every mark that a coach was told is saved stands in the record, once, as it was given."""
    by_id = {one.id: one for one in entries}
    assert len(by_id) == len(entries)
    for coach, wrote in said.items():
        saved = [line for line in wrote if "id" in line]
        for line in saved:
            entry = by_id[line["id"]]
            assert (entry.coach, entry.source) == (coach, "desk")
            told = line["learner"], line["criterion"], line["level"], line["comment"]
            assert (entry.learner, entry.criterion, entry.level, entry.comment) == told
        # The one who was killed may have saved a last mark and not have been told.
        unsaid = sum(one.coach == coach for one in entries) - len(saved)
        assert unsaid in ((0, 1) if coach == "Noor" else (0,))


def conflicts_shown(said: dict[str, list[dict[str, Any]]], entries: list[Entry]) -> None:
    """A conflict names what the other wrote since; where there was none, nobody wrote between."""
    by_id = {one.id: one for one in entries}
    conflicts = 0
    for coach, wrote in said.items():
        for line in wrote:
            if "conflict" in line:
                conflicts += 1
                theirs = by_id[line["conflict"]]
                assert theirs.coach == line["by"] != coach
                assert theirs.id > line["seen"]
                assert line["says"].startswith(theirs.coach or "Somebody in formgrader")
    assert conflicts > 0


def the_gradebook_holds_the_last(entries: list[Entry], held: dict[str, Any]) -> None:
    criteria = {one.id: one for one in load_rubric(EXERCISE).coach}
    last = {(one.learner, one.criterion): one for one in entries}
    assert len(last) == len(LEARNERS) * len(criteria)
    for (learner, criterion), entry in last.items():
        mark = held[learner][f"coach-{criterion}"]
        assert entry.level is not None
        assert mark.manual_score == criteria[criterion].points_of(LEVELS[entry.level])
        assert mark.comment == entry.comment
        assert not mark.needs_coach


def by_formgrader(wrote: list[dict[str, Any]], entries: list[Entry]) -> None:
    """What was noticed of formgrader is what it wrote, and says that it came from there."""
    noticed = [one for one in entries if one.source == "formgrader"]
    assert noticed
    given = {(one["learner"], one["criterion"], one["comment"]) for one in wrote if "level" in one}
    for one in noticed:
        assert one.coach == ""
    assert any((one.learner, one.criterion, one.comment) in given for one in noticed)
