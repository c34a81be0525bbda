"""What the screens of agreement send, looked over before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk._agree_pairs import DEFAULT_SHARE, SHARES
from autograde.records import Records
from autograde.rubrics import Rubric, load_rubric

TWICE = ("mark", "blind", "settled")
SHARE = "desk/agree/share"


def asked(course: Course, book: Book, given: Mapping[str, Any]) -> tuple[str, str, Rubric, Records]:
    exercise = str(given["exercise"])
    course.require(exercise)
    return exercise, str(given["coach"]).strip(), load_rubric(exercise), Records(book)


def share_of(records: Records) -> int:
    share = records.get(SHARE, DEFAULT_SHARE)
    return share if share in SHARES else DEFAULT_SHARE


def levels_in(given: Any, rubric: Rubric) -> dict[str, int]:
    known = {one.id for one in rubric.coach}
    if not isinstance(given, dict) or not given or not set(given) <= known:
        raise CourseError("The page did not say which criteria; load it again.")
    if any(type(level) is not int for level in given.values()):
        raise CourseError("A level is a number from 0 to 3; load the page again.")
    return {str(name): level for name, level in given.items()}


def number_in(given: Any) -> int:
    if type(given) is not int or not 0 <= given < 2**31:
        raise CourseError("The page sent a number that cannot be used; load it again.")
    return given
