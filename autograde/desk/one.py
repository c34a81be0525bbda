"""One hand-in, as a coach reads it: the drawing, what the check saw, what there is to judge."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.acting import answered
from autograde.course import Course
from autograde.desk.marking import lines, told
from autograde.desk.standing import Standing, newest_round, queue, standing, standings
from autograde.exchange import spoken
from autograde.graded import level_of
from autograde.kinds import kind_of
from autograde.records import FIX_FIRST, Entry, Records
from autograde.rounds import returned_marks, rounds_in
from autograde.rubrics import CoachCriterion, Rubric, load_rubric

MAX_DRAWING = 5_000_000


def one(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Everything of one learner's newest version of an exercise, and who waits after it.

    Raises
    ------
    CourseError
        When there is no such exercise or learner.
    """
    exercise, learner = str(given["exercise"]), str(given["learner"])
    course.require(exercise)
    rubric = load_rubric(exercise)
    everyone = standings(course, book, rubric)
    found = next((one for one in everyone if one.learner == learner), None)
    found = found or standing(course, book, rubric, learner)  # who has left
    if found is None:
        raise CourseError("Nobody of this name is on the roster; go back to “Who needs me?”.")
    names = {one.id: one.name or one.id for one in course.learners()}
    entries = Records(book).last(exercise)
    return {
        "exercise": exercise,
        "learner": learner,
        "name": names[learner],
        "state": found.state,
        "round": found.round.number if found.round else 0,
        "when": spoken(found.round.handed_in) if found.round else "",
        "why": found.known.trouble,
        "to_do": found.known.to_do,
        "note": found.known.note,
        "notebook": found.notebook,
        **work(found, rubric),
        "drawing": drawing_of(found),
        "team": team_of(found),
        "criteria": [criterion(found, one, entries.get((learner, one.id))) for one in rubric.coach],
        "fix_first": told(entries.get((learner, FIX_FIRST))),
        "lines": lines(book, exercise),
        "before": before(course, found, rubric),
        "queue": [one.learner for one in queue(everyone)],
    }


def work(found: Standing, rubric: Rubric) -> dict[str, Any]:
    """What grading kept in words: the one sentence, findings, and what the learner wrote."""
    facts = found.facts
    words = facts.get("words", {})
    titles = {one.id: one.title for one in rubric.machine}
    kind = kind_of(rubric.exercise)
    seen = facts.get("findings", [])
    return {
        "artifact": kind.name,
        "statement": facts.get("statement", ""),
        "alt": facts.get("alt", ""),
        "help": found.help,
        "words": [
            {"where": f"words.{name}", "title": title, "text": words[name]}
            for name, title in kind.titles.items()
            if name != "help" and words.get(name)
        ],
        "look": [
            {
                **{name: one[name] for name in ("status", "what", "why", "next", "where")},
                "names": one["misconception"],
                "title": titles.get(one["criterion"], ""),
            }
            for one in sorted(seen, key=lambda one: one["status"] != "missed")
            if one["status"] != "passed"
        ],
        "good": [one["what"] for one in seen if one["status"] == "passed"],
    }


def criterion(found: Standing, one: CoachCriterion, entry: Entry | None) -> dict[str, Any]:
    """One criterion: what the learner wrote for it and what is marked so far.

    ``waits`` says that it has no level for this version yet; a level of an earlier one is ``old``.
    """
    said = found.facts.get("words", {}).get(one.id)
    return {
        "id": one.id,
        "said": said,
        "where": f"words.{one.id}",
        "waits": one.id in found.waits,
        "entry": told(entry),
    }


def drawing_of(found: Standing) -> str:
    """Our drawing of the version, as SVG; empty when there is none."""
    return _svg(found.round.folder / "drawing.svg") if found.round else ""


def team_of(found: Standing) -> str:
    """Our drawing of the team's own work, if it came along; it carries no points."""
    return _svg(found.round.folder / "team.svg") if found.round else ""


def _svg(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_DRAWING:
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def before(course: Course, found: Standing, rubric: Rubric) -> dict[str, Any] | None:
    """What was returned on the version before this one, and what the learner answered to it."""
    if found.round is None:
        return None
    rounds = rounds_in(course.rounds(found.learner, rubric.exercise))
    for made in reversed([one for one in rounds if one.number < found.round.number]):
        marks = returned_marks(made)
        if marks:
            answers = answered(rounds, found.round.number)
            return {
                "round": made.number,
                "criteria": {
                    one.id: _returned(marks.get(f"coach-{one.id}"), one.points)
                    for one in rubric.coach
                },
                "fix_first": _returned(marks.get(f"coach-{FIX_FIRST}"), 0)["comment"],
                "answers": {
                    name: {"says": one.says, "text": one.text}
                    for name, one in answers.items()
                    if one.round == made.number
                },
            }
    return None


def _returned(mark: Any, points: float) -> dict[str, str]:
    data = mark if isinstance(mark, dict) else {}
    level = level_of(float(data.get("score") or 0), points) if points else ""
    return {"level": level, "comment": str(data.get("comment") or "")}


def drawn(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The drawing alone, for a screen that shows many hand-ins one after the other."""
    exercise, learner = str(given["exercise"]), str(given["learner"])
    course.require(exercise)
    if learner not in {one.id for one in course.learners()}:
        raise CourseError("Nobody of this name is on the roster; go back to “Who needs me?”.")
    made = newest_round(course.rounds(learner, exercise))
    return {"drawing": _svg(made.folder / "drawing.svg") if made else ""}
