"""Who needs me? Everyone's newest version of every exercise, on one screen.

How often somebody tried before handing in is the learner's own: it is never read here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk.about_course import exercise_titles, known_exercises
from autograde.desk.standing import Standing, queue, standings
from autograde.rubrics import load_rubric


def needs(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Everyone by what a coach has to do for them.

    Returns
    -------
    dict
        ``people``: for each learner and exercise ``exercise``, ``learner``, ``name``, ``state``
        (see :class:`~autograde.desk.standing.Standing`), ``round``, ``at`` (ISO), ``returned``
        (ISO), ``help``, ``open`` (criteria that wait), ``of`` (criteria in all), ``why`` and
        ``to_do`` (when it cannot be marked), ``note``. Those who wait come first, longest first.
    """
    names = {one.id: one.name or one.id for one in course.learners()}
    titles = exercise_titles()
    people: list[dict[str, Any]] = []
    for exercise in known_exercises(course):
        rubric = load_rubric(exercise)
        found = standings(course, book, rubric)
        first = queue(found)
        rest = [one for one in found if one.state != "waits"]
        people += [
            {
                "exercise": exercise,
                "title": titles.get(exercise, exercise),
                "name": names[one.learner],
                "of": len(rubric.coach),
                **_row(one),
            }
            for one in [*first, *rest]
        ]
    people.sort(key=lambda one: (one["state"] != "waits", one["at"] or "9"))
    return {"people": people}


def _row(one: Standing) -> dict[str, Any]:
    page = one.round.folder / "feedback.html" if one.round else None
    returned = None
    if one.state == "returned" and page is not None:
        returned = page.stat().st_mtime
    return {
        "learner": one.learner,
        "state": one.state,
        "round": one.round.number if one.round else 0,
        "at": one.handed_in.isoformat() if one.handed_in else "",
        "returned": returned,
        "help": one.help if one.state in ("waits", "unread", "marked") else "",
        "open": len(one.waits),
        "why": one.known.trouble,
        "to_do": one.known.to_do,
        "note": one.known.note,
    }
