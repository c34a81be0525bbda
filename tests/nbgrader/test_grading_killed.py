"""A run over many hand-ins is killed, with everything it started, and started again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from autograde._lock import CourseError
from autograde.cohort import write_work
from autograde.course import Course, new_course
from autograde.kinds import kind_of
from autograde.release import release_exercise
from autograde.roster import Learner, write_roster
from autograde.rounds import rounds_in
from autograde.runner import BATCH, MARKER, run
from autograde.score import score
from autograde.troubles import table_of

pytestmark = pytest.mark.nbgrader

EXERCISE = "lift-fishbone"
LEARNERS = [f"learner-{number:03}" for number in range(6 * BATCH)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which everybody has handed in; only three cases, the others are not theirs."""
    home = tmp_path_factory.mktemp("killed")
    write_roster(home / "roster.csv", [Learner(one) for one in LEARNERS])
    course = new_course(home / "course", home / "roster.csv", "killed", exercises=[EXERCISE])
    notebook = release_exercise(EXERCISE, home / "as-released")
    for learner in LEARNERS:
        folder = course.submitted(learner, EXERCISE)
        folder.mkdir(parents=True)
        shutil.copy(notebook, folder)
        own = learner if learner in LEARNERS[::10] else LEARNERS[0]
        write_work(folder, solved(own))
        (folder / "timestamp.txt").write_text("2026-11-20 12:00:00 UTC", encoding="utf-8")
    return course.root


@pytest.fixture
def course(full: Path, tmp_path: Path) -> Course:
    """A copy of it in which everything is graded."""
    shutil.copytree(full, tmp_path / "course")
    made = Course.at(tmp_path / "course")
    run(made, EXERCISE)
    return made


@cache
def solved(learner: str) -> bytes:
    kind = kind_of(EXERCISE)
    text: str = kind.solution(kind.draw(EXERCISE, learner, 0)).to_json()
    return text.encode("utf-8")


def finished(course: Course) -> set[str]:
    return {one.parents[1].name for one in course.root.glob(f"autograded/*/{EXERCISE}/{MARKER}")}


def scores(course: Course) -> dict[str, dict[str, float | None]]:
    with course.book() as book:
        assert book.handed_in(EXERCISE) == sorted(LEARNERS)
        return {
            learner: {
                cell.removeprefix("check-"): one.auto_score
                for cell, one in book.marks(EXERCISE, learner).items()
                if cell.startswith("check-")
            }
            for learner in LEARNERS
        }


def test_kill_nine_and_start_again(full: Path) -> None:
    course = Course.at(full)
    command = [sys.executable, "-m", "autograde", "run", EXERCISE, "--course", str(full)]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while len(finished(course)) < BATCH and running.poll() is None:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    before = finished(course)
    assert BATCH <= len(before) < len(LEARNERS)

    report = run(course, EXERCISE)
    assert Counter([*report.graded, *report.unchanged]) == Counter(LEARNERS)
    assert set(report.unchanged) <= before
    assert finished(course) == set(LEARNERS)
    marks = scores(course)
    for learner in LEARNERS[::10]:
        folder = course.submitted(learner, EXERCISE)
        assert marks[learner] == {one: score(EXERCISE, one, folder) for one in marks[learner]}
        assert sum(points or 0 for points in marks[learner].values()) > 0
    others = [one for one in LEARNERS if one not in LEARNERS[::10]]
    assert all(points == 0 for one in others for points in marks[one].values())
    assert sorted(one.learner for one in report.troubles) == others

    for learner in LEARNERS:
        (made,) = rounds_in(course.rounds(learner, EXERCISE))
        assert json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
        assert (made.folder / "drawing.svg").is_file()
        graded = course.autograded(learner, EXERCISE)
        assert json.loads((graded / f"{EXERCISE}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert json.loads((graded / MARKER).read_text(encoding="utf-8"))["round"] == 1
    half = [one for one in full.rglob(".*") if one.name != ".autograde.lock"]
    assert half == []

    again = run(course, EXERCISE)
    assert again.graded == []
    assert again.unchanged == LEARNERS
    assert again.troubles == report.troubles


def test_what_was_left_half_written_is_removed(course: Course) -> None:
    left = [
        course.root / "submitted" / LEARNERS[0] / f".{EXERCISE}-abcd1234" / "work",
        course.root / "autograded" / LEARNERS[0] / f".{EXERCISE}-abcd1234",
        course.rounds(LEARNERS[0], EXERCISE) / ".new-abcd1234" / "submitted",
    ]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "half.json").write_text("{", encoding="utf-8")
    run(course, EXERCISE)
    assert not [one for one in course.root.rglob(".*") if one.name != ".autograde.lock"]


def test_a_learner_whom_the_gradebook_does_not_know(course: Course) -> None:
    write_roster(course.root / "roster.csv", [Learner("new-one"), *course.learners()])
    shutil.copytree(course.submitted(LEARNERS[0], EXERCISE), course.submitted("new-one", EXERCISE))
    report = run(course, EXERCISE)
    said = [one for one in report.troubles if one.learner == "new-one"]
    assert ["autograde roster" in one.to_do for one in said] == [True]
    assert not (course.autograded("new-one", EXERCISE) / MARKER).exists()
    assert scores(course)[LEARNERS[0]]


def test_a_full_disk_stops_the_run_and_loses_nothing(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = scores(course)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("autograde.runner.replace_folder", full_disk)
        with pytest.raises(OSError, match="No space"):
            run(course, EXERCISE, again=True)
    assert scores(course) == marks
    assert run(course, EXERCISE).unchanged == LEARNERS


def test_one_whose_rounds_are_damaged_does_not_stop_the_rest(course: Course) -> None:
    (course.rounds(LEARNERS[10], EXERCISE) / "1" / "round.json").write_text("{}")
    report = run(course, EXERCISE)
    assert set(report.unchanged) == set(LEARNERS) - {LEARNERS[10]}
    (said,) = [one for one in report.troubles if one.learner == LEARNERS[10]]
    assert said.reason.startswith("It could not be looked at")
    table = table_of(course.root, EXERCISE).read_text(encoding="utf-8-sig")
    assert f"{LEARNERS[10]},{EXERCISE},all,It could not be looked at" in table


def test_the_gradebook_itself_is_no_fault_of_one_hand_in(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:

    def refuses(*_: object) -> tuple[str, ...]:
        raise CourseError("The gradebook is in use.")

    monkeypatch.setattr("autograde._nbgrader.Book.record_all", refuses)
    with pytest.raises(CourseError, match="in use"):
        run(course, EXERCISE, again=True)
