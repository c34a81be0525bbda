"""Close the loop: a version beside the one before it, and which feedback was acted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.acting import FIX_ID, Acted, acted, answered, facts_of, headline, remarks
from autograde.course import Course
from autograde.desk.about_course import exercise_titles, known_exercises
from autograde.differences import Change, differences, marked
from autograde.exchange import spoken
from autograde.graded import level_of
from autograde.kinds import kind_of
from autograde.rounds import Round, pages_of, returned_marks, rounds_in
from autograde.rubrics import Rubric, load_rubric
from curriculum.artifacts.base import MAX_BYTES, ArtifactError

MAX_DRAWING = 5_000_000
NOT_HERE = "Nobody of this name is on the roster; go back to “Who needs me?”."


def loop(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Which feedback was acted on, for every exercise or for the one that is named.

    Returns
    -------
    dict
        ``exercises``: for each one ``exercise``, ``title``, the numbers of
        :func:`autograde.acting.headline`, and ``people`` (learner, name, returned, later, given,
        done, open, questions, waits); ``whole``: the same numbers for the course.
    """
    names = {one.id: one.name or one.id for one in course.learners()}
    titles = exercise_titles()
    wanted = str(given.get("exercise", ""))
    found: list[dict[str, Any]] = []
    everyone: dict[str, Acted] = {}
    for exercise in known_exercises(course):
        if wanted not in ("", exercise):
            continue
        people = acted(course, exercise)
        everyone |= {f"{exercise}/{learner}": one for learner, one in people.items()}
        found.append(
            {
                "exercise": exercise,
                "title": titles.get(exercise, exercise),
                **headline(people),
                "people": [_person(one, names) for one in people.values() if one.returned],
            }
        )
    return {"exercises": found, "whole": headline(everyone)}


def _person(one: Acted, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "learner": one.learner,
        "name": names.get(one.learner, one.learner),
        "returned": one.returned,
        "since": one.since.isoformat() if one.since else "",
        "later": one.later,
        "given": one.given,
        "done": one.done,
        "open": list(one.open),
        "questions": one.questions,
        "waits": one.waits,
    }


def rounds(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """One learner's round beside the one before it.

    Parameters
    ----------
    given : mapping
        ``exercise``, ``learner`` and, if it is not the newest, ``round``.

    Returns
    -------
    dict
        ``rounds`` (number, when, returned), ``number`` and ``before`` (0 when there is none),
        ``drawings`` (SVG of both), ``alts``, ``changes`` (sort, sentence, pieces), ``problem``,
        ``gone``, ``came`` and ``stayed`` (findings), ``said_on`` (the newest earlier round with
        feedback) and ``comments`` (title, comment, the level then and now, the answer, and how it
        was acted on).

    Raises
    ------
    CourseError
        When there is no such exercise, learner or round.
    """
    exercise, learner = str(given["exercise"]), str(given["learner"])
    course.require(exercise)
    names = {one.id: one.name or one.id for one in course.learners()}
    if learner not in names:
        raise CourseError(NOT_HERE)
    rubric = load_rubric(exercise)
    every = rounds_in(course.rounds(learner, exercise))
    about = {
        "exercise": exercise,
        "title": exercise_titles().get(exercise, exercise),
        "artifact": rubric.artifact,
        "learner": learner,
        "name": names[learner],
        "rounds": [
            {"number": one.number, "when": spoken(one.handed_in), "returned": bool(pages_of(one))}
            for one in every
        ],
    }
    if not every:
        return {**about, "number": 0, "before": 0}
    now = _wanted(every, str(given.get("round") or every[-1].number))
    then = next((one for one in reversed(every) if one.number < now.number), None)
    pair = [one for one in (then, now) if one is not None]
    changes, problem = _changes(rubric, then, now)
    marks = book.marks(exercise, learner) if now is every[-1] else {}
    levels = {
        one.id: level_of(mark.score, mark.max_score)
        for one in rubric.coach
        if (mark := marks.get(f"coach-{one.id}")) and not mark.needs_coach
    }
    return {
        **about,
        "number": now.number,
        "before": then.number if then else 0,
        "drawings": [_drawing(one) for one in pair],
        "alts": [str(facts_of(one).get("alt", "")) for one in pair],
        "problem": problem,
        "changes": [_told(one) for one in changes],
        **_findings(then, now),
        **_comments(rubric, every, now, levels),
    }


def _wanted(every: Sequence[Round], number: str) -> Round:
    found = next((one for one in every if str(one.number) == number), None)
    if found is None:
        raise CourseError(
            f"There is no round {number[:10]}; choose one of those that are shown here."
        )
    return found


def _drawing(made: Round) -> str:
    path = made.folder / "drawing.svg"
    try:
        if path.stat().st_size > MAX_DRAWING:
            return ""
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _changes(rubric: Rubric, then: Round | None, now: Round) -> tuple[Sequence[Change], str]:
    """What is different, or why it cannot be said."""
    if then is None:
        return (), ""
    model = kind_of(rubric.exercise).model
    read = []
    for made in (then, now):
        try:
            path = made.submitted / rubric.file
            if path.is_symlink() or path.stat().st_size > MAX_BYTES:
                raise ArtifactError("too large")
            read.append(model.from_json(path.read_bytes()))
        except (OSError, ArtifactError):
            name = rubric.artifact.replace("_", " ")
            return (), f"The {name} of round {made.number} cannot be read."
    return differences(read[0], read[1]), ""


def _told(one: Change) -> dict[str, Any]:
    pieces = marked(one.old, one.new) if one.sort == "reworded" and one.old and one.new else ()
    return {
        "sort": one.sort,
        "sentence": one.head if pieces else one.sentence,
        "pieces": [{"piece": each.piece, "text": each.text} for each in pieces],
    }


def _findings(then: Round | None, now: Round) -> dict[str, Any]:
    """Findings that went away, that came, and how many stayed."""
    before = _open_findings(then) if then else {}
    after = _open_findings(now)
    return {
        "gone": [text for key, text in before.items() if key not in after],
        "came": [text for key, text in after.items() if key not in before] if then else [],
        "stayed": [text for key, text in after.items() if key in before or not then],
    }


def _open_findings(made: Round) -> dict[tuple[str, str], str]:
    found = facts_of(made).get("findings", [])
    return {(one["id"], one["where"]): one["what"] for one in found if one["status"] != "passed"}


def _comments(
    rubric: Rubric, every: Sequence[Round], now: Round, levels: Mapping[str, str]
) -> dict[str, Any]:
    """What was returned last before this round, beside the answer and the level now."""
    until = [one for one in every if one.number <= now.number]
    then = next((one for one in reversed(until[:-1]) if pages_of(one)), None)
    became = {
        one.criterion: one
        for one in remarks(rubric.exercise, until)
        if then is not None and one.round == then.number
    }
    answers = answered(until, now.number)
    marks = [returned_marks(one) if one else {} for one in (then, now)]
    points = {one.id: one.points for one in rubric.coach}
    titles = {one.id: one.title for one in rubric.coach} | {FIX_ID: "Fix this first"}
    rows = []
    for name in (FIX_ID, *points):
        remark, answer = became.get(name), answers.get(name)
        before, after = (_level(one.get(f"coach-{name}"), points.get(name, 0)) for one in marks)
        row = {
            "criterion": name,
            "title": titles[name],
            "comment": remark.text if remark else "",
            "how": remark.how if remark else "",
            "asks": remark.asks if remark else False,
            "level_then": before,
            "level_now": levels.get(name, after),
            "answer": {"round": answer.round, "says": answer.says, "text": answer.text}
            if answer
            else None,
        }
        if row["comment"] or row["level_then"] or row["level_now"] or answer:
            rows.append(row)
    return {"said_on": then.number if then else 0, "comments": rows}


def _level(mark: Mapping[str, Any] | None, points: float) -> str:
    if mark is None or not points or not mark.get("judged", True):
        return ""
    return level_of(float(mark.get("score") or 0), points)
