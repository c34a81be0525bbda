"""A course with twelve learners who have handed in, for `curriculum demo`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from autograde.cohort import Profile, change_notebook, profiles, still_working, works, write_work
from autograde.collect import collect
from autograde.course import (
    Course,
    new_course,
    release_to_learners,
    write_learner_settings,
)
from autograde.exchange import Exchange
from autograde.feedback import feedback
from autograde.kinds import kind_of
from autograde.release import FIX_FIRST, release_exercise
from autograde.roster import write_roster
from autograde.runner import run

EXERCISE = "lift-fishbone"
COURSE = "Course for coaches"
_Levels = dict[str, tuple[str, str]]
_MARKS: dict[str, tuple[_Levels, str]] = {
    "lead-alder": (
        {
            "reads-backward": (
                "testable",
                "I read your longest chain aloud with “therefore”, and every step held.",
            ),
            "explains-difference": ("present", ""),
            "missing-view": ("not yet", ""),
        },
        "Say who was not heard, and what they could tell you that the folder does not. "
        "Then look again at the schedule: who decides it, and who should hear of it?",
    ),
    "lead-birch": (
        {
            "reads-backward": ("present", ""),
            "explains-difference": (
                "testable",
                "One of your causes explains the difference between groups, not only the low "
                "total. That is rare and right.",
            ),
            "missing-view": ("present", "Whom would this fishbone surprise? Ask that person."),
        },
        "One box names a fix that is missing. Ask what happens in lessons today because of it, and "
        "write that down instead.",
    ),
}


def make(folder: Path) -> dict[str, dict[str, Any]]:
    """Make the demo's course in a learner's folder, unless it is there already.

    Parameters
    ----------
    folder : Path
        The workspace that JupyterLab will serve; the course goes into it, so that formgrader can
        open it, and the learner there can hand in to it.

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
            build(half / COURSE)
            (half / COURSE).replace(place)
            made = Course.at(place)
            write_learner_settings(place / "for-learners", made.id, made.exchange)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    _connect(root, Course.at(place))
    return server_settings()


def build(folder: Path) -> Course:
    """The course itself: made, released, handed in, graded, two with feedback, one round two."""
    cohort = profiles()
    with tempfile.TemporaryDirectory(prefix="lift-elie-demo-") as temporary:
        home = Path(temporary)
        write_roster(home / "roster.csv", [*(one.learner for one in cohort), *still_working()])
        course = new_course(folder, home / "roster.csv", "lift-demo", exercises=[EXERCISE])
        if sys.platform != "win32":  # nbgrader has no exchange there
            release_to_learners(course, EXERCISE)
        for version in (0, 1):
            for profile in cohort:
                if version < len(profile.versions):
                    hand_in(course, profile, version, home / profile.learner.id)
            collect(course, EXERCISE)
            run(course, EXERCISE)
            if version == 0:
                _coach(course)
    return course


def hand_in(course: Course, profile: Profile, version: int, workspace: Path) -> None:
    """Hand in one version as the learner would, from a folder of their own."""
    learner = profile.learner.id
    exercise = workspace / EXERCISE
    team = None
    if profile.team:
        kind = kind_of(EXERCISE)
        team = kind.solution(kind.draw(EXERCISE, learner, 1)).model_copy(update={"case": None})
    workspace.mkdir(exist_ok=True)
    write_learner_settings(workspace, course.id, course.exchange)
    notebook = release_exercise(EXERCISE, workspace)
    write_work(
        exercise,
        works(profile, EXERCISE)[version],
        team.to_json().encode("utf-8") if team else None,
    )
    if profile.notebook_changed:
        change_notebook(notebook)
    if profile.way == "exchange" and sys.platform != "win32":
        Exchange().submit(exercise, EXERCISE, learner)
    else:
        from curriculum.packet import make_packet

        team_file = exercise / "work" / "team-fishbone.json" if team else None
        make_packet(exercise, EXERCISE, learner, course.root / "packets", team_file=team_file)


def _coach(course: Course) -> None:
    """Two learners have been answered already."""
    from autograde.rubrics import load_rubric

    rubric = load_rubric(EXERCISE)
    with course.book() as book:
        for learner, (levels, fix_first) in _MARKS.items():
            for criterion in rubric.coach:
                level, comment = levels[criterion.id]
                cell = f"coach-{criterion.id}"
                points = criterion.points_of(level)
                book.mark(EXERCISE, learner, cell, score=points, comment=comment)
            book.mark(EXERCISE, learner, FIX_FIRST, comment=fix_first)
    feedback(course, EXERCISE)


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
