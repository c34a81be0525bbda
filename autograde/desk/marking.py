"""What a coach writes: levels, comments, evidence, and lines to use again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.exchange import spoken
from autograde.records import FIX_FIRST, Conflict, Entry, Quote, Records
from autograde.rubrics import LEVELS, load_rubric

MAX_LINES = 40
MAX_LINE = 500


def mark(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record what is given of one criterion: ``level``, ``comment``, ``quotes``; or ``unmark``.

    Parameters
    ----------
    course, book
    given : mapping
        ``exercise``, ``learner``, ``criterion``, ``coach``, ``round``, and ``seen``: the id of the
        newest entry that was on screen, 0 for none.

    Returns
    -------
    dict
        The entry, as :func:`told` gives it.

    Raises
    ------
    Conflict
        Another coach wrote meanwhile; nothing was written.
    """
    level, comment = given.get("level"), given.get("comment")
    if not (level is None or type(level) is int) or not isinstance(comment, str | None):
        raise CourseError("The level is a number and the comment is text; load the page again.")
    try:
        made = Records(book).write(
            exercise=str(given["exercise"]),
            learner=str(given["learner"]),
            criterion=str(given["criterion"]),
            coach=str(given["coach"]),
            round=int(given["round"]),
            level=level,
            comment=comment,
            quotes=_quotes(given.get("quotes")),
            seen=int(given["seen"]),
            unmark=given.get("unmark") is True,
        )
    except Conflict as error:
        error.entry = told(error.entry)  # type: ignore[assignment]
        raise
    except (TypeError, ValueError) as error:
        raise CourseError("The page sent a mark that cannot be read; load it again.") from error
    return told(made) or {}


def told(entry: Entry | None) -> dict[str, Any] | None:
    """An entry for a screen: who, when in words, and what."""
    if entry is None:
        return None
    return {
        "id": entry.id,
        "coach": entry.coach or "somebody in formgrader",
        "mine": entry.source == "desk",
        "at": entry.at.isoformat(),
        "when": spoken(entry.at),
        "round": entry.round,
        "level": entry.level,
        "says": "" if entry.level is None else LEVELS[entry.level],
        "comment": entry.comment or "",
        "quotes": [{"text": one.text, "where": one.where} for one in entry.quotes],
    }


def _quotes(given: Any) -> list[Quote] | None:
    if given is None:
        return None
    if not isinstance(given, list):
        raise ValueError
    return [Quote(str(one["text"]), str(one["where"])) for one in given]


def lines(book: Book, exercise: str) -> dict[str, list[str]]:
    """The lines that coaches of this course kept for an exercise, by criterion."""
    kept = Records(book).get(_name(exercise), {})
    return {str(name): [str(one) for one in some] for name, some in kept.items()}


def keep_line(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a line for this criterion, or with ``away`` let go of it; returns all that are kept.

    Raises
    ------
    CourseError
        When the line is empty or too long, or there are too many.
    """
    exercise, criterion = str(given["exercise"]), str(given["criterion"])
    text = " ".join(str(given["text"]).split())
    known = [one.id for one in load_rubric(exercise).coach]
    if criterion not in [*known, FIX_FIRST]:
        raise CourseError("There is no such criterion; load the page again.")
    if not text or len(text) > MAX_LINE:
        raise CourseError(f"A line to use again has 1 to {MAX_LINE} characters.")
    kept = lines(book, exercise)
    own = [one for one in kept.get(criterion, []) if one != text]
    if given.get("away") is not True:
        own.append(text)
    if len(own) > MAX_LINES:
        raise CourseError(f"Keep at most {MAX_LINES} lines; let go of one first.")
    Records(book).put(_name(exercise), {**kept, criterion: own})
    return {"lines": own}


def _name(exercise: str) -> str:
    return f"desk/lines/{exercise}"
