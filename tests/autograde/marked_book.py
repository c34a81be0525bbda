"""A gradebook with one exercise and its hand-ins, made in a moment, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograde._nbgrader import Book
from autograde.release import FIX_FIRST
from autograde.roster import Learner
from autograde.rubrics import load_rubric

EXERCISE = "lift-fishbone"


def make_book(db_url: str, learners: Iterable[str], *, course_id: str = "lift-test") -> None:
    """A new gradebook in which these learners have handed in; its cells are the rubric's."""
    rubric = load_rubric(EXERCISE)
    with Book(db_url, course_id, new=True) as book:
        book.put_learners([Learner(one) for one in learners])
        base = book._book
        base.update_or_create_assignment(EXERCISE)
        base.update_or_create_notebook(EXERCISE, EXERCISE)
        for one in rubric.machine:
            more = {"max_score": one.points, "cell_type": "code"}
            base.update_or_create_grade_cell(f"check-{one.id}", EXERCISE, EXERCISE, **more)
        for each in rubric.coach:
            more = {"max_score": each.points, "cell_type": "markdown"}
            base.update_or_create_task_cell(f"coach-{each.id}", EXERCISE, EXERCISE, **more)
        base.update_or_create_solution_cell(FIX_FIRST, EXERCISE, EXERCISE)
        for learner in learners:
            book.record(EXERCISE, learner, None, {}, new_version=True)


def in_folder(folder: Path, learners: Iterable[str]) -> str:
    """The same as a file ``gradebook.db`` in this folder; returns its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'gradebook.db'}"
    make_book(url, learners)
    return url
