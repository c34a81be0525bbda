"""Plain nbgrader on our course: every command works, and the marks are the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import EXERCISE, Classroom

from autograde.cohort import spoiled
from autograde.collect import collect
from autograde.course import Course
from autograde.runner import run
from curriculum.simulate.story import draw_case

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]


def nbgrader(course: Course, *command: str) -> str:
    """Run a plain nbgrader command in the course's folder."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


def auto_scores(course: Course, learner: str) -> dict[str, float | None]:
    with course.book() as book:
        marks = book.marks(EXERCISE, learner)
    return {cell: one.auto_score for cell, one in marks.items() if cell.startswith("check-")}


def test_stock_autograde_gives_the_same_marks(room: Classroom) -> None:
    case = draw_case(EXERCISE, "lead-beech", 0)
    weak = spoiled(
        room.solution("lead-beech"), case, ("cause-blame", "source-dropped", "day-vague")
    )
    room.submit("lead-ash")
    room.submit("lead-beech", weak)
    room.submit("lead-cherry", b'{"kind": "fishbone"')
    # Something in the learner's folder that must not stand in for ours.
    (room.folder("lead-ash") / "autograde.py").write_text("def score(*_): return 99.0\n")

    nbgrader(room.course, "collect", EXERCISE)
    report = run(room.course, EXERCISE)
    assert sorted(report.graded) == ["lead-ash", "lead-beech", "lead-cherry"]
    ours = {learner: auto_scores(room.course, learner) for learner in report.graded}
    assert len({json.dumps(one) for one in ours.values()}) == 3

    # A learner's "autograde.py" beside the notebook, as a careless collect would leave it.
    shadow = room.course.submitted("lead-ash", EXERCISE) / "autograde.py"
    shadow.write_text("def score(*_):\n    return 0.25\n", encoding="utf-8")
    shutil.rmtree(room.course.root / "autograded")
    nbgrader(room.course, "autograde", EXERCISE)
    stock = {learner: auto_scores(room.course, learner) for learner in report.graded}
    assert stock == ours

    nbgrader(room.course, "generate_feedback", EXERCISE)
    assert (room.course.feedback("lead-ash", EXERCISE) / f"{EXERCISE}.html").is_file()
    nbgrader(room.course, "export", "--to", "plain.csv")
    assert "lead-beech" in (room.course.root / "plain.csv").read_text(encoding="utf-8")

    # And back: what plain nbgrader graded is graded by us again, with the same marks.
    assert sorted(run(room.course, EXERCISE).graded) == sorted(ours)
    assert {learner: auto_scores(room.course, learner) for learner in ours} == ours


def test_plain_collect_makes_a_round(room: Classroom) -> None:
    room.submit("lead-ash")
    nbgrader(room.course, "collect", EXERCISE)
    assert run(room.course, EXERCISE).graded == ["lead-ash"]
    made = room.course.rounds("lead-ash", EXERCISE) / "1" / "round.json"
    assert json.loads(made.read_text(encoding="utf-8"))["by"] == "nbgrader"
    report = collect(room.course, EXERCISE)
    assert (report.new, report.known, report.problems) == ([], 1, [])


def test_plain_generate_assignment_and_release_again(room: Classroom) -> None:
    before = room.course.release_notebook(EXERCISE).read_bytes()
    nbgrader(room.course, "generate_assignment", EXERCISE, "--force")
    assert room.course.release_notebook(EXERCISE).read_bytes() == before
    nbgrader(room.course, "release_assignment", EXERCISE, "--force")
