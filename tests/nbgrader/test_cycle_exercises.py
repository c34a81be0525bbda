"""Exercises of both series from the release to the feedback page, and plain nbgrader on them."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import nbformat
import pytest
from test_same_marks import nbgrader

from autograde.cohort import SCRIPT, everywhere, spoiled, write_work
from autograde.course import Course, new_course
from autograde.exchange import format_timestamp
from autograde.export import export
from autograde.feedback import feedback
from autograde.kinds import kind_of
from autograde.release import release_exercise
from autograde.rubrics import load_rubric
from autograde.runner import run

pytestmark = [pytest.mark.nbgrader, pytest.mark.slow]

EXERCISES = ("lift-predict", "lift-study", "elie-gaps", "elie-signal")
LEARNERS = ("lead-ash", "lead-beech")
SPOILED = {
    "lift-predict": ("measure-vague", "range-empty", "never-locked"),
    "lift-study": ("verdict-open", "missing-off", "held-other"),
    "elie-gaps": ("opportunity-open", "gap-off", "voices-none"),
    "elie-signal": ("target-off", "point-dropped", "action-open"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The exercises; ash hands in a worked solution, beech one with three mistakes."""
    home = tmp_path_factory.mktemp("cycle")
    roster = home / "roster.csv"
    roster.write_text("id\n" + "\n".join(LEARNERS) + "\n", encoding="utf-8")
    made = new_course(home / "course", roster, "cycle", exercises=list(EXERCISES))
    for exercise in EXERCISES:
        for learner in LEARNERS:
            hand_in(made, exercise, learner)
    return made


def hand_in(course: Course, exercise: str, learner: str) -> None:
    from datetime import UTC, datetime

    kind = kind_of(exercise)
    case = kind.draw(exercise, learner, 0)
    work = kind.solution(case)
    if learner == "lead-beech":
        work = spoiled(work, case, SPOILED[exercise], exercise)
    folder = course.submitted(learner, exercise)
    release_exercise(exercise, folder)
    write_work(folder, work.to_json().encode("utf-8"), exercise=exercise)
    stamp = format_timestamp(datetime(2026, 11, 20, 12, 0, tzinfo=UTC))
    (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")


def scores(course: Course, exercise: str, learner: str) -> dict[str, float | None]:
    with course.book() as book:
        marks = book.marks(exercise, learner)
    return {cell: one.auto_score for cell, one in marks.items() if cell.startswith("check-")}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_ours_and_stock_give_the_same_marks(course: Course, exercise: str) -> None:
    report = run(course, exercise)
    assert sorted(report.graded) == list(LEARNERS)
    assert report.troubles == []
    ours = {learner: scores(course, exercise, learner) for learner in LEARNERS}
    full = {f"check-{one.id}": one.points for one in load_rubric(exercise).machine}
    assert ours["lead-ash"] == full
    lower = [cell for cell, points in ours["lead-beech"].items() if points < full[cell]]
    assert len(lower) >= 2

    shutil.rmtree(course.root / "autograded")
    nbgrader(course, "autograde", exercise)
    assert {learner: scores(course, exercise, learner) for learner in LEARNERS} == ours
    assert sorted(run(course, exercise).graded) == list(LEARNERS)
    assert {learner: scores(course, exercise, learner) for learner in LEARNERS} == ours


@pytest.mark.parametrize("exercise", EXERCISES)
def test_feedback_tells_what_was_seen_and_draws_the_work(course: Course, exercise: str) -> None:
    run(course, exercise)
    report = feedback(course, exercise, early=True)
    assert sorted({*report.written, *report.unchanged}) == list(LEARNERS)
    page = (course.feedback("lead-beech", exercise) / f"{exercise}.html").read_text("utf-8")
    name = kind_of(exercise).name
    assert f"<h1>Feedback on your {name}</h1>" in page
    assert "data:image/svg+xml;base64," in page
    assert "fishbone" not in page.split("</style>")[1].lower().replace("your fishbone may", "")
    assert page.count("<strong>To fix:</strong>") >= 3


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_export_has_a_line_for_each_learner(
    course: Course, exercise: str, tmp_path: Path
) -> None:
    run(course, exercise)
    assert export(course, exercise, tmp_path / "out.csv") == 2
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == list(LEARNERS)
    for one in load_rubric(exercise).machine:
        column = f"check: {one.id} (of {one.points:g})"
        assert float(rows[0][column]) == one.points
        assert float(rows[1][column]) <= one.points


@pytest.mark.parametrize("exercise", EXERCISES)
def test_planted_scripts_are_words_and_nothing_else(course: Course, exercise: str) -> None:
    kind = kind_of(exercise)
    work = everywhere(kind.solution(kind.draw(exercise, "lead-beech", 0)), SCRIPT)
    folder = course.submitted("lead-beech", exercise)
    write_work(folder, work.to_json().encode("utf-8"), exercise=exercise)
    run(course, exercise)
    feedback(course, exercise, early=True)
    notebook = course.autograded("lead-beech", exercise) / f"{exercise}.ipynb"
    page = course.feedback("lead-beech", exercise) / f"{exercise}.html"
    cells = nbformat.read(notebook, as_version=4).cells
    drawn = "\n".join(f"{cell.source}\n{cell.get('outputs', '')}" for cell in cells)
    for shown in (drawn, page.read_text("utf-8")):
        assert "<script>window" not in shown
        assert "<img src=x" not in shown
        assert "stolen" in shown
