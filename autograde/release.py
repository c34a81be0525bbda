"""An exercise as a notebook: from ``exercises/<id>/`` to what a learner opens."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograde._lock import CourseError
from autograde._quick import quick_imports
from autograde.rubrics import load_rubric
from curriculum.content import content_root

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

FIX_FIRST = "coach-fix-first"
FIX_FIRST_TEXT = "# Here your coach writes the one thing to fix first."
_EXERCISE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")
_SCORE = re.compile(r'^score\("([a-z0-9-]+)", "([a-z0-9-]+)"\)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cell stands for which criterion, both ways by id."""

    machine: Mapping[str, str]
    coach: Mapping[str, str]


def exercises() -> tuple[str, ...]:
    """Ids of the exercises that come with this program."""
    found = content_root().joinpath("exercises").glob("*/exercise.md")
    return tuple(sorted(path.parent.name for path in found))


def exercise_folder(exercise: str) -> Path:
    """The folder ``exercises/<id>``.

    Raises
    ------
    CourseError
        When there is no such exercise.
    """
    folder = content_root() / "exercises" / exercise
    if not _EXERCISE.match(exercise) or not (folder / "exercise.md").is_file():
        raise CourseError(
            f"There is no exercise called “{exercise[:60]}”; there is {' and '.join(exercises())}."
        )
    return folder


def build(exercise: str, *, for_course: bool = True) -> NotebookNode:
    """The exercise's notebook, ready for nbgrader; in a course with the coach's comment box.

    The box is an nbgrader answer cell without points: formgrader then offers a comment, and
    nothing more.
    """
    quick_imports()
    import nbformat

    from curriculum.notebooks import RubricCells, build_exercise

    rubric = load_rubric(exercise)
    notebook = build_exercise(
        exercise_folder(exercise),
        RubricCells(
            machine={one.id: float(one.points) for one in rubric.machine},
            coach={one.id: float(one.points) for one in rubric.coach},
        ),
    )
    cells = cells_of(notebook, exercise)
    if for_course and cells.coach:
        box = nbformat.v4.new_code_cell(FIX_FIRST_TEXT, id=FIX_FIRST, metadata=_box_metadata())
        last = max(place for place, cell in enumerate(notebook.cells) if cell.id in cells.coach)
        notebook.cells.insert(last + 1, box)
    return notebook


def cells_of(notebook: NotebookNode, exercise: str) -> Cells:
    """Which cell carries which criterion.

    Raises
    ------
    CourseError
        When a criterion of the rubric has no cell.
    """
    rubric = load_rubric(exercise)
    machine: dict[str, str] = {}
    coach: dict[str, str] = {}
    for cell in notebook.cells:
        grader = cell.metadata.get("nbgrader", {})
        if grader.get("grade"):
            named = _SCORE.search(cell.source)
            if named and named.group(1) == exercise:
                machine[cell.metadata["nbgrader"]["grade_id"]] = named.group(2)
        elif grader.get("task"):
            coach[grader["grade_id"]] = str(grader["grade_id"]).removeprefix("coach-")
    missing = {one.id for one in rubric.machine} - set(machine.values())
    missing |= {one.id for one in rubric.coach} - set(coach.values())
    if missing:
        raise CourseError(
            f"The notebook of {exercise} has no cell for {', '.join(sorted(missing))}; "
            "a coach's cell is called coach- and the criterion."
        )
    return Cells(machine, coach)


def write_source(exercise: str, folder: Path) -> Path:
    """Build the exercise into ``folder`` (an nbgrader ``source/<id>``), and nothing else."""
    from curriculum.notebooks import to_text

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{exercise}.ipynb"
    path.write_text(to_text(build(exercise)), encoding="utf-8")
    return path


def release_exercise(exercise_id: str, folder: Path) -> Path:
    """The learner's copy of an exercise where there is no course.

    Parameters
    ----------
    exercise_id : str
        For example ``lift-fishbone``.
    folder : Path
        The learner's workspace; the exercise goes into ``<folder>/<exercise_id>/``. The notebook
        is replaced, the work in ``work/`` is never touched.

    Returns
    -------
    Path
        The notebook.
    """
    from curriculum.notebooks import to_text

    home = folder if folder.name == exercise_id else folder / exercise_id
    (home / "work").mkdir(parents=True, exist_ok=True)
    path = home / f"{exercise_id}.ipynb"
    half = path.with_name(f".{path.name}.new")
    half.write_text(to_text(build(exercise_id, for_course=False)), encoding="utf-8")
    os.replace(half, path)
    return path


def _box_metadata() -> dict[str, Any]:
    return {
        "deletable": False,
        "editable": False,
        "tags": ["manual"],
        "jupyter": {"source_hidden": True},
        "nbgrader": {
            "schema_version": 3,
            "grade_id": FIX_FIRST,
            "grade": False,
            "locked": False,
            "solution": True,
            "task": False,
            "cell_type": "code",
        },
    }
