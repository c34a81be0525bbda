"""The same question together: one criterion, all learners, in an order that is nobody's rank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import known_exercises
from autograde.desk.marking import lines
from autograde.desk.one import criterion, work
from autograde.desk.similar import Answer, groups
from autograde.desk.standing import Standing, standings
from autograde.records import Records
from autograde.rubrics import load_rubric


def progress(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """How many hand-ins of each criterion there are, and how many of them wait.

    Returns
    -------
    dict
        ``criteria``: ``exercise``, ``criterion``, ``all``, ``waits``.
    """
    found = []
    for exercise in known_exercises(course):
        rubric = load_rubric(exercise)
        here = [one for one in standings(course, book, rubric) if _readable(one)]
        found += [
            {
                "exercise": exercise,
                "criterion": one.id,
                "all": len(here),
                "waits": sum(one.id in each.waits for each in here),
            }
            for one in rubric.coach
        ]
    return {"criteria": found}


def across(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """One criterion of an exercise, with every hand-in that can be read.

    The order comes from a hash of exercise, criterion and learner: the same at every visit, another
    for every criterion, so that nobody is always first or last.

    Returns
    -------
    dict
        ``hand_ins`` (``learner``, ``name``, ``round``, statement, findings, words as on the page of
        one hand-in, ``said``, ``waits``, ``entry``, ``group``: place in ``groups``), ``groups``
        (why their hand-ins are alike), ``lines`` (kept ones). Drawings are asked for one by one.
    """
    exercise, name = str(given["exercise"]), str(given["criterion"])
    course.require(exercise)
    rubric = load_rubric(exercise)
    judged = next((one for one in rubric.coach if one.id == name), None)
    if judged is None:
        raise CourseError(f"{exercise} has no such criterion; go back to the list of criteria.")
    names = {one.id: one.name or one.id for one in course.learners()}
    here = [one for one in standings(course, book, rubric) if _readable(one)]
    here.sort(key=lambda one: order(exercise, name, one.learner))
    entries = Records(book).last(exercise)
    shown = {one.learner: work(one, rubric) for one in here}
    found = groups(
        [
            Answer(
                one.learner,
                one.facts.get("words", {}).get(name),
                tuple(each["names"] for each in shown[one.learner]["look"] if each["names"]),
            )
            for one in here
        ]
    )
    place = {learner: number for number, one in enumerate(found) for learner in one.learners}
    return {
        "exercise": exercise,
        "criterion": name,
        "hand_ins": [
            {
                "learner": one.learner,
                "name": names[one.learner],
                "round": one.round.number if one.round else 0,
                "notebook": one.notebook,
                "group": place[one.learner],
                **{key: shown[one.learner][key] for key in _SHOWN},
                **criterion(one, judged, entries.get((one.learner, name))),
            }
            for one in here
        ],
        "groups": [one.why for one in found],
        "lines": lines(book, exercise).get(name, []),
    }


_SHOWN = ("artifact", "statement", "alt", "help", "words", "look")


def order(exercise: str, criterion: str, learner: str) -> bytes:
    """A place in a stable random order."""
    text = f"{exercise}\0{criterion}\0{learner}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _readable(one: Standing) -> bool:
    return one.state in ("waits", "marked", "returned")
