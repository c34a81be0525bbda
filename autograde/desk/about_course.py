"""What every screen needs of a course: its exercises, what they are judged by, who learns in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograde._nbgrader import Book
from autograde.course import Course
from autograde.kinds import KINDS
from autograde.rubrics import LEVELS, RubricError, load_rubric
from curriculum.content import ContentError
from curriculum.series import all_series


def about_course(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The course's name, its exercises with their criteria, and its learners.

    Returns
    -------
    dict
        ``id``; ``levels`` (four names); ``exercises`` (id, title, artifact, criteria: id, title,
        question, levels, comments); ``learners`` (id to name, the id when there is none).
    """
    titles = exercise_titles()
    exercises = []
    for name in known_exercises(course):
        rubric = load_rubric(name)
        exercises.append(
            {
                "id": name,
                "title": titles.get(name, name),
                "artifact": rubric.artifact,
                "criteria": [
                    {
                        "id": one.id,
                        "title": one.title,
                        "question": one.question,
                        "levels": [one.levels[level] for level in LEVELS],
                        "comments": list(one.comments),
                    }
                    for one in rubric.coach
                ],
            }
        )
    return {
        "id": course.id,
        "levels": list(LEVELS),
        "exercises": exercises,
        "learners": {one.id: one.name or one.id for one in course.learners()},
    }


def known_exercises(course: Course) -> list[str]:
    """Those with a rubric of ours, in the season's order; formgrader shows the others too."""
    order = list(exercise_titles())
    found = []
    for name in course.exercises():
        try:
            known = load_rubric(name).artifact in KINDS
        except (RubricError, ContentError):
            continue
        if known:
            found.append(name)
    return sorted(found, key=lambda name: order.index(name) if name in order else len(order))


def exercise_titles() -> dict[str, str]:
    """Each exercise's name for people: that of its module."""
    return {
        module.exercise: module.label
        for series in all_series()
        for module in series.module
        if module.exercise
    }
