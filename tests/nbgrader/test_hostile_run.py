"""One run over hostile hand-ins with honest ones among them, for every exercise there is."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hostile import LOCKS, SAID, Place, honest
from hostile_beside import FOLDERS, GRADED, RAN, packets

from autograde.cohort import spoiled
from autograde.collect import CollectReport, collect
from autograde.course import Course, new_course
from autograde.exchange import format_timestamp
from autograde.kinds import kind_of
from autograde.release import exercises, release_exercise
from autograde.roster import Learner, write_roster
from autograde.rubrics import load_rubric
from autograde.runner import run
from autograde.score import score
from autograde.troubles import HEADER, RunReport, Trouble

pytestmark = pytest.mark.nbgrader

REFUSED = {**SAID, **FOLDERS}
ALL = [*REFUSED, *GRADED, *LOCKS]
NAMES = {what: f"hostile-{place:03}" for place, what in enumerate(ALL)}
WHAT = {learner: what for what, learner in NAMES.items()}
HONEST = [f"honest-{place}" for place in range(6)]


@dataclass(frozen=True)
class Done:
    """What one exercise's run over everything did."""

    course: Course
    outside: Path
    before: dict[str, str]
    collected: CollectReport
    said: dict[str, str]
    report: RunReport


def snapshot(*roots: Path) -> dict[str, str]:
    """Everything below some folders: kind, size, time and content."""
    found = {}
    for path in (one for root in roots for one in [root, *root.rglob("*")]):
        state = path.lstat()
        content = ""
        if path.is_file() and not path.is_symlink() and state.st_size < 50_000_000:
            content = hashlib.blake2b(path.read_bytes()).hexdigest()
        found[str(path)] = f"{state.st_mode} {state.st_size} {state.st_mtime_ns} {content}"
    return found


def kept(course: Course) -> list[Path]:
    """What no run may change."""
    names = ("source", "release", "for-learners", "roster.csv", "nbgrader_config.py")
    return [course.root / name for name in names]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with every exercise and nothing handed in yet."""
    home = tmp_path_factory.mktemp("hostile")
    write_roster(home / "roster.csv", [Learner(one) for one in [*HONEST, *NAMES.values()]])
    return new_course(home / "course", home / "roster.csv", "hostile")


@pytest.fixture(scope="module", params=exercises())
def done(request: pytest.FixtureRequest, course: Course) -> Done:
    """Everything is handed in, collected and run once."""
    exercise = str(request.param)
    outside = course.root.parent / f"outside-{exercise}"
    outside.mkdir()
    (outside / "secret.json").write_text("the coach's own\n", encoding="utf-8")
    for learner in HONEST:
        hand_in(course, exercise, learner, outside)
    makes = {what: make for what, (make, _) in {**REFUSED, **GRADED}.items()} | LOCKS
    for what, make in makes.items():
        make(hand_in(course, exercise, NAMES[what], outside))
    said = packets(exercise, HONEST[0], outside / "packets")
    before = snapshot(outside, *kept(course))
    collected = collect(course, exercise, [outside / "packets"])
    return Done(course, outside, before, collected, said, run(course, exercise))


def hand_in(course: Course, exercise: str, learner: str, outside: Path) -> Place:
    folder = course.submitted(learner, exercise)
    release_once(course, exercise, folder)
    place = Place(exercise, learner, folder, outside, honest(exercise, learner))
    work = place.honest
    if learner in HONEST[1:]:
        work = with_mistakes(exercise, learner, HONEST.index(learner))
    place.work.parent.mkdir(exist_ok=True)
    place.work.write_bytes(work)
    stamp = format_timestamp(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return place


def release_once(course: Course, exercise: str, folder: Path) -> None:
    """The released notebook; built for the first learner, copied for the others."""
    one = course.root.parent / f"as-released-{exercise}"
    if not one.is_dir():
        release_exercise(exercise, one)
    shutil.copytree(one / exercise, folder)


def with_mistakes(exercise: str, learner: str, count: int) -> bytes:
    """An honest learner's work with this many mistakes of this exercise's operators."""
    kind = kind_of(exercise)
    case = kind.draw(exercise, learner, 0)
    work = kind.solution(case)
    for operator in kind.operators[:: max(1, len(kind.operators) // 6)][:count]:
        try:
            work = spoiled(work, case, [operator.name], exercise)
        except ValueError:
            continue
    text: str = work.to_json()
    return text.encode("utf-8")


def exercise_of(done: Done) -> str:
    return done.outside.name.removeprefix("outside-")


def marks(done: Done, learner: str) -> dict[str, float | None]:
    with done.course.book() as book:
        found = book.marks(exercise_of(done), learner)
    return {cell: one.auto_score for cell, one in found.items() if cell.startswith("check-")}


def expected(exercise: str, folder: Path) -> dict[str, float | None]:
    """What each graded cell of the notebook would say of the work in a folder."""
    criteria = [one.id for one in load_rubric(exercise).machine]
    return {f"check-{one}": score(exercise, one, folder) for one in criteria}


def test_every_honest_one_has_its_right_marks(done: Done) -> None:
    exercise = exercise_of(done)
    assert set(HONEST) <= set(done.report.graded)
    full = {f"check-{one.id}": float(one.points) for one in load_rubric(exercise).machine}
    found = {one: marks(done, one) for one in HONEST}
    for learner in HONEST:
        assert found[learner] == expected(exercise, done.course.submitted(learner, exercise))
    assert found[HONEST[0]] == full
    assert found[HONEST[5]] != full


def test_each_hostile_one_gets_one_plain_sentence(done: Done) -> None:
    exercise = exercise_of(done)
    said: dict[str, list[Trouble]] = {}
    for one in done.report.troubles:
        said.setdefault(one.learner, []).append(one)
    assert {WHAT.get(one, one) for one in said} - set(LOCKS) == set(REFUSED)
    for what, (_, word) in REFUSED.items():
        (trouble,) = said[NAMES[what]]
        assert word in trouble.reason, (what, trouble.reason)
        assert trouble.reason.isprintable()
        assert 20 < len(trouble.reason) < 250
        assert trouble.reason.endswith(".")
        assert not re.search(r"Error|Traceback|None|\{", trouble.reason), trouble.reason
        assert (trouble.exercise, trouble.criterion) == (exercise, "all")
        assert NAMES[what] in trouble.to_do
        assert all(points == 0 for points in marks(done, NAMES[what]).values())


def test_what_is_hostile_beside_honest_work_changes_no_mark(done: Done) -> None:
    exercise = exercise_of(done)
    full = {f"check-{one.id}": float(one.points) for one in load_rubric(exercise).machine}
    notes = {one.learner: one.reason for one in done.report.notes}
    for what, (_, word) in GRADED.items():
        learner = NAMES[what]
        assert marks(done, learner) == full, what
        assert word in notes.get(learner, ""), what
        made = done.course.autograded(learner, exercise) / f"{exercise}.ipynb"
        text = made.read_text(encoding="utf-8")
        files = [one.name for one in (done.course.rounds(learner, exercise) / "1").rglob("*.json")]
        assert Path(load_rubric(exercise).file).name in files
        assert len(files) == 3, what  # the work, round.json and findings.json
        for trace in ("stolen", "\u202e", "\u2066", RAN, "\x00", "\\u0000", "\\u202e"):
            assert trace not in text, (what, trace)


def test_a_forged_lock_earns_nothing(done: Done) -> None:
    exercise = exercise_of(done)
    most = sum(one.points for one in load_rubric(exercise).machine)
    for what in LOCKS:
        points = sum(one or 0 for one in marks(done, NAMES[what]).values())
        refused = [one.reason for one in done.report.troubles if one.learner == NAMES[what]]
        assert points < most, what
        assert len(refused) == (0 if points else 1), what
        if b'"lock"' not in honest(exercise, "anybody"):
            assert "lock" in refused[0]


def test_nothing_outside_changes_and_nothing_runs(done: Done) -> None:
    assert snapshot(done.outside, *kept(done.course)) == done.before
    assert not (done.outside / RAN).exists()
    home = done.course.root.parent
    assert {one.name for one in home.iterdir()} == {
        "course",
        "roster.csv",
        *(f"as-released-{one.name.removeprefix('outside-')}" for one in home.glob("outside-*")),
        *(one.name for one in home.glob("outside-*")),
    }
    assert not list(done.course.root.glob("*.json"))


def test_each_hostile_packet_gets_one_plain_sentence(done: Done) -> None:
    said = done.collected.problems
    assert done.collected.new == []
    assert len(said) == len(done.said)
    for name, word in done.said.items():
        (line,) = [one for one in said if f"“{name}”" in one]
        assert word in line
        assert ";" in line


def test_the_table_of_failures_has_a_line_for_each(done: Done) -> None:
    assert done.report.file is not None
    with done.report.file.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert tuple(header) == HEADER
    assert len(rows) == len(done.report.troubles) >= len(REFUSED)
    assert all(all(row) for row in rows)


def test_the_second_run_says_the_same_and_does_no_work_twice(done: Done) -> None:
    exercise = exercise_of(done)
    rounds = sorted(map(str, (done.course.root / "rounds").glob("*/*/*")))
    report = run(done.course, exercise)
    assert report.graded == []
    assert report.troubles == done.report.troubles
    assert sorted(map(str, (done.course.root / "rounds").glob("*/*/*"))) == rounds
    hidden = {one.name for one in done.course.root.rglob(".*")}
    assert hidden == {".autograde.lock", "..\\..\\evil.json"}
    assert os.path.lexists(done.outside / "secret.json")
