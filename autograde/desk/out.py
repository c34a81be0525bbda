"""Out: what a coach takes along. Marks as CSV, a learner's page, the report for a session."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import exercise_titles, known_exercises
from autograde.export import COLUMNS, LMS_COLUMNS, exercise_csv, lms_csv
from autograde.learner_page import learner_page
from autograde.report import cohort_report
from autograde.rounds import rounds_in

CSV, HTML = "text/csv", "text/html"
BOM = "\ufeff"  # without it, spreadsheets take the names' accents for something else


def out(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """What there is to take along.

    Returns
    -------
    dict
        ``exercises`` (id, title, learners who handed in: id, name, rounds), ``columns`` and
        ``lms_columns`` (name, what it says).
    """
    titles = exercise_titles()
    people = course.learners()
    exercises = []
    for exercise in known_exercises(course):
        rows = []
        for one in people:
            count = len(rounds_in(course.rounds(one.id, exercise)))
            if count:
                rows.append({"id": one.id, "name": one.name or one.id, "rounds": count})
        exercises.append(
            {"id": exercise, "title": titles.get(exercise, exercise), "learners": rows}
        )
    return {
        "exercises": exercises,
        "columns": list(COLUMNS.items()),
        "lms_columns": list(LMS_COLUMNS.items()),
    }


def file(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, str]:
    """One file to save: ``what`` is ``marks``, ``lms`` or ``page``.

    Returns
    -------
    dict
        ``name``, ``type``, ``text``.

    Raises
    ------
    CourseError
        When it cannot be made; one plain sentence.
    """
    what = str(given["what"])
    if what == "lms":
        text = lms_csv(course, book, known_exercises(course))
        return {"name": f"{course.id}-points.csv", "type": CSV, "text": BOM + text}
    exercise = str(given["exercise"])
    course.require(exercise)
    if what == "marks":
        text, _handed_in = exercise_csv(course, book, exercise)
        return {"name": f"{course.id}-{exercise}.csv", "type": CSV, "text": BOM + text}
    if what == "page":
        learner = str(given["learner"])
        text = learner_page(course, exercise, learner)
        return {"name": f"{exercise}-{learner}.html", "type": HTML, "text": text}
    raise CourseError("The desk cannot make this; load the page again.")


@dataclass(slots=True)
class _Making:
    """One report on its way, in a thread of its own: it reads files and never the gradebook."""

    done: int = 0
    whole: int = 1
    what: str = "Beginning"
    text: str = ""
    problem: str = ""
    thread: threading.Thread | None = None


_making: dict[str, _Making] = {}


def begin_report(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Begin to make the report; a second press while one is made begins no other."""
    key = str(course.root)
    now = _making.get(key)
    if now is None or now.thread is None or not now.thread.is_alive():
        now = _making[key] = _Making()
        wanted = [str(given["exercise"])] if given.get("exercise") else []
        for one in wanted:
            course.require(one)
        now.thread = threading.Thread(target=_make, args=(course, wanted, now), daemon=True)
        now.thread.start()
    return {"begun": True}


def report(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """How far the report is: ``done`` of ``whole``, ``what``; once ready its ``name`` and ``text``.

    Raises
    ------
    CourseError
        When it could not be made, or none was begun.
    """
    now = _making.get(str(course.root))
    if now is None:
        raise CourseError("No report was begun; press “Make the report” once more.")
    if now.problem:
        raise CourseError(now.problem)
    if not now.text:
        return {"done": now.done, "whole": now.whole, "what": now.what, "ready": False}
    return {"ready": True, "name": f"{course.id}-report.html", "type": HTML, "text": now.text}


def _make(course: Course, wanted: list[str], now: _Making) -> None:
    def show(done: int, whole: int, what: str) -> None:
        now.done, now.whole, now.what = done, whole, what

    try:
        now.text = cohort_report(course, wanted, progress=show)
    except CourseError as error:
        now.problem = str(error)
    except Exception as error:  # a thread has nobody else to tell
        now.problem = (
            f"The report could not be made ({type(error).__name__}); see whether the course's "
            "folder can be read, then press “Make the report” once more."
        )
