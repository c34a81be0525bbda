"""A course with twelve learners who have handed in, for `curriculum demo`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from autograde._demo_marks import MARKS
from autograde.cohort import (
    EXERCISE,
    EXERCISES,
    Profile,
    change_notebook,
    profiles,
    still_working,
    team_work,
    works,
    write_work,
)
from autograde.collect import collect
from autograde.course import (
    Course,
    new_course,
    release_to_learners,
    write_learner_settings,
)
from autograde.exchange import Exchange
from autograde.feedback import feedback
from autograde.release import build as notebook_of
from autograde.roster import write_roster
from autograde.runner import run

__all__ = ["COURSE", "EXERCISE", "EXERCISES", "build", "hand_in", "make"]

COURSE = "Course for coaches"
COACH = "Hub coach (fictional)"


def make(folder: Path, exercises: Sequence[str] = EXERCISES) -> dict[str, dict[str, Any]]:
    """Make the demo's course in a learner's folder, unless it is there already.

    Parameters
    ----------
    folder : Path
        The workspace that JupyterLab will serve; the course goes into it, so that formgrader can
        open it, and the learner there can hand in to it.
    exercises : sequence of str
        Which to release and to fill with work; by default all.

    Returns
    -------
    dict
        Settings for the JupyterLab that shows it, by configuration class.
    """
    from autograde.desk import server_settings

    root = folder.resolve()
    place = root / COURSE
    if not (place / "nbgrader_config.py").is_file():
        half = root / f".{COURSE}.half"
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(place, ignore_errors=True)
        half.mkdir(parents=True)
        try:
            build(half / COURSE, exercises)
            (half / COURSE).replace(place)
            made = Course.at(place)
            write_learner_settings(place / "for-learners", made.id, made.exchange)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    _connect(root, Course.at(place))
    return server_settings()


def build(folder: Path, exercises: Sequence[str] = EXERCISES) -> Course:
    """The course itself: made, released, handed in, graded, two with feedback, one round two."""
    with tempfile.TemporaryDirectory(prefix="lift-elie-demo-") as temporary:
        home = Path(temporary)
        learners = [*(one.learner for one in profiles(exercises[0])), *still_working()]
        write_roster(home / "roster.csv", learners)
        course = new_course(folder, home / "roster.csv", "lift-demo", exercises=exercises)
        for exercise in exercises:
            if sys.platform != "win32":  # nbgrader has no exchange there
                release_to_learners(course, exercise)
            for version in (0, 1):
                for profile in profiles(exercise):
                    if version < len(profile.versions):
                        hand_in(course, profile, version, home / profile.learner.id, exercise)
                collect(course, exercise)
                run(course, exercise)
                if version == 0:
                    _coach(course, exercise)
    return course


def hand_in(
    course: Course, profile: Profile, version: int, workspace: Path, exercise: str = EXERCISE
) -> None:
    """Hand in one version as the learner would, from a folder of their own."""
    learner = profile.learner.id
    home = workspace / exercise
    (home / "work").mkdir(parents=True, exist_ok=True)
    write_learner_settings(workspace, course.id, course.exchange)
    notebook = home / f"{exercise}.ipynb"
    notebook.write_text(_learners_notebook(exercise), encoding="utf-8")
    team = team_work(profile, exercise)
    team_file = write_work(home, works(profile, exercise)[version], team, exercise)
    if profile.notebook_changed:
        change_notebook(notebook)
    if profile.way == "exchange" and sys.platform != "win32":
        Exchange().submit(home, exercise, learner)
    else:
        from curriculum.packet import make_packet

        make_packet(home, exercise, learner, course.root / "packets", team_file=team_file)


@cache
def _learners_notebook(exercise: str) -> str:
    """The notebook that everyone is given, made once for all."""
    from curriculum.notebooks import to_text

    return to_text(notebook_of(exercise, for_course=False))


def _coach(course: Course, exercise: str) -> None:
    """Two learners have been answered already."""
    from autograde.records import FIX_FIRST, Records
    from autograde.rubrics import LEVELS, load_rubric

    rubric = load_rubric(exercise)
    with course.book() as book:
        write = partial(Records(book).write, exercise=exercise, coach=COACH, round=1)
        for learner, (levels, fix_first) in MARKS[exercise].items():
            for criterion in rubric.coach:
                word, comment = levels[criterion.id]
                level = LEVELS.index(word)
                write(learner=learner, criterion=criterion.id, level=level, comment=comment)
            write(learner=learner, criterion=FIX_FIRST, comment=fix_first)
    feedback(course, exercise)


def _connect(root: Path, course: Course) -> None:
    """Let nbgrader, started in the workspace, find the course; and the learner its exchange."""
    from curriculum.workspace import identity, set_identity

    (root / "nbgrader_config.py").write_text(
        "c = get_config()  # noqa: F821\n"
        f"c.CourseDirectory.root = {str(course.root)!r}\n"
        f"c.CourseDirectory.course_id = {course.id!r}\n"
        f"c.Exchange.root = {str(course.exchange)!r}\n",
        encoding="utf-8",
    )
    if identity(root) is None:
        set_identity(root, still_working()[0].id)
