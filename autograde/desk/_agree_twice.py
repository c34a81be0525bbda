"""The same hand-in marked by two coaches: blind marks, what to settle, and how far they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograde._lock import CourseError
from autograde._nbgrader import Book
from autograde.course import Course
from autograde.desk._agree_asked import TWICE, asked, levels_in, number_in, share_of
from autograde.desk._agree_drift import Sitting, drift
from autograde.desk._agree_pairs import Twice, drawn, marked_twice, open_to
from autograde.desk._agree_words import Other, sentence, summary
from autograde.desk.marking import told
from autograde.desk.one import criterion as said_of
from autograde.desk.one import drawing_of, work
from autograde.desk.standing import Standing, standings
from autograde.records import Conflict, Entry
from autograde.rubrics import Rubric


def blind(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """The next hand-in for this coach to mark without seeing the first marks, if there is one."""
    exercise, coach, rubric, records = asked(course, book, given)
    entries = records.entries(exercise, kinds=TWICE)
    here = drawn_here(course, book, rubric, entries, share_of(records))
    todo = [one for one in here if open_here(one, entries, rubric, coach)]
    if not todo:
        return {"left": 0, "piece": None}
    found = todo[0]
    number = found.round.number if found.round else 0
    mine = {
        one.criterion: one.level
        for one in entries
        if (one.kind, one.learner, one.round) == ("blind", found.learner, number)
    }
    return {
        "left": len(todo),
        "learner": found.learner,
        "round": number,
        "piece": _shown(found, rubric),
        "given": mine,
    }


def mark_blind(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record a second coach's levels; the learner's mark stays as it is."""
    exercise, coach, rubric, records = asked(course, book, given)
    learner, number = str(given["learner"]), number_in(given["round"])
    entries = records.entries(exercise, kinds=TWICE, learner=learner)
    if not open_to(entries, learner, number, [one.id for one in rubric.coach], coach):
        raise CourseError("Somebody else marked this one meanwhile; go on to the next.")
    for criterion, level in levels_in(given["levels"], rubric).items():
        records.write(
            exercise=exercise,
            learner=learner,
            criterion=criterion,
            coach=coach,
            round=number,
            kind="blind",
            level=level,
            comment="",
            quotes=(),
        )
    return {"saved": True}


def twice(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """What two coaches gave: words for each criterion, pairs to settle, and drift.

    Returns
    -------
    dict
        ``criteria`` (id, title, words, means), ``settle`` (one for each hand-in: learner, name,
        round, returned, piece, pairs), ``settled`` (how many), ``coaches``, ``drift``.
    """
    exercise, _, rubric, records = asked(course, book, given)
    pairs = marked_twice(records.entries(exercise, kinds=TWICE))
    names = {one.id: one.name or one.id for one in course.learners()}
    todo = to_settle(course, book, rubric, pairs)
    newest = records.last(exercise)
    hand_ins = []
    for found in {one.learner: one for one, _ in todo}.values():
        learner = found.learner
        mine = [pair for one, pair in todo if one.learner == learner]
        hand_ins.append(
            {
                "learner": found.learner,
                "name": names.get(found.learner, found.learner),
                "round": found.round.number if found.round else 0,
                "returned": found.state == "returned",
                "piece": _shown(found, rubric),
                "pairs": [
                    _pair(one, newest.get((found.learner, criterion_of(one)))) for one in mine
                ],
            }
        )
    return {
        "criteria": [_in_words(rubric, one.id, pairs) for one in rubric.coach],
        "settle": hand_ins,
        "settled": sum(one.settled is not None for one in pairs),
        "coaches": sorted({coach for one in pairs for coach in coaches_of(one)}),
        "drift": drift(_days(pairs)),
    }


def settle(course: Course, book: Book, given: Mapping[str, Any]) -> dict[str, Any]:
    """Record what two coaches agreed on; it counts from now on.

    Raises
    ------
    Conflict
        Somebody marked or settled this meanwhile; nothing was written.
    """
    exercise, coach, rubric, records = asked(course, book, given)
    learner, number = str(given["learner"]), number_in(given["round"])
    ((criterion, level),) = levels_in({given["criterion"]: given["level"]}, rubric).items()
    comment = given.get("comment")
    if not isinstance(comment, str | None):
        raise CourseError("The comment is text; load the page again.")
    pairs = marked_twice(records.entries(exercise, kinds=TWICE, learner=learner))
    known = {(one.first.criterion, one.first.round) for one in pairs if one.differs}
    if (criterion, number) not in known:
        raise CourseError("There is nothing to settle here any more; load the page again.")
    try:
        made = records.write(
            exercise=exercise,
            learner=learner,
            criterion=criterion,
            coach=coach,
            round=number,
            kind="settled",
            level=level,
            comment=comment,
            seen=number_in(given["seen"]),
        )
    except Conflict as error:
        error.entry = told(error.entry)  # type: ignore[assignment]
        raise
    return told(made) or {}


# Parts


def drawn_here(
    course: Course, book: Book, rubric: Rubric, entries: Sequence[Entry], share: int
) -> list[Standing]:
    here = {
        one.learner: one
        for one in standings(course, book, rubric)
        if one.state in ("waits", "marked", "returned")
    }
    already = {one.learner for one in entries if one.kind == "blind"}
    names = drawn(rubric.exercise, here, share, already)
    return [one for name, one in here.items() if name in names]


def open_here(found: Standing, entries: Sequence[Entry], rubric: Rubric, coach: str) -> bool:
    number = found.round.number if found.round else 0
    return open_to(entries, found.learner, number, [one.id for one in rubric.coach], coach)


def whole(found: Standing, pairs: Sequence[Twice], rubric: Rubric) -> bool:
    done = {criterion_of(one) for one in pairs if one.first.learner == found.learner}
    return done >= {one.id for one in rubric.coach}


def to_settle(
    course: Course, book: Book, rubric: Rubric, pairs: Sequence[Twice]
) -> list[tuple[Standing, Twice]]:
    """Pairs that differ and are open; of an earlier version there is nothing left to settle."""
    waiting = [one for one in pairs if one.differs and one.settled is None]
    if not waiting:
        return []
    here = {one.learner: one for one in standings(course, book, rubric)}
    found = []
    for one in waiting:
        known = here.get(one.first.learner)
        if known and known.round and known.round.number == one.first.round:
            found.append((known, one))
    return found


def _shown(found: Standing, rubric: Rubric) -> dict[str, Any]:
    """A hand-in without anybody's marks."""
    said = {one.id: said_of(found, one, None)["said"] for one in rubric.coach}
    return {
        **work(found, rubric),
        "drawing": drawing_of(found),
        "said": {name: text for name, text in said.items() if text is not None},
    }


def _pair(pair: Twice, newest: Entry | None) -> dict[str, Any]:
    return {
        "criterion": criterion_of(pair),
        "first": told(pair.first),
        "second": told(pair.second),
        "seen": newest.id if newest else 0,
    }


def _in_words(rubric: Rubric, criterion: str, pairs: Sequence[Twice]) -> dict[str, Any]:
    (title,) = [one.title for one in rubric.coach if one.id == criterion]
    mine = [one for one in pairs if criterion_of(one) == criterion]
    levels = [ordered(one) for one in mine]
    coaches = sorted({coach for one in mine for coach in coaches_of(one)})
    if len(coaches) == 2:
        who = Other(f"{coaches[0]} and {coaches[1]}", coaches[0])
        words = sentence(levels, who)
    else:
        same = sum(first == second for first, second in levels)
        words = f"Two coaches gave the same level on {same} of {len(levels)} hand-ins."
    words = words if levels else "Nothing is marked twice yet."
    return {"id": criterion, "title": title, "words": words, "means": summary(levels)}


def ordered(pair: Twice) -> tuple[int, int]:
    """Both levels, always with the same coach first: the first name in the alphabet."""
    first, second = pair.levels
    return (first, second) if pair.first.coach < pair.second.coach else (second, first)


def coaches_of(pair: Twice) -> tuple[str, str]:
    return pair.first.coach, pair.second.coach


def criterion_of(pair: Twice) -> str:
    return pair.first.criterion


def _days(pairs: Sequence[Twice]) -> list[Sitting]:
    found = []
    for day in sorted({one.second.at.date() for one in pairs}):
        mine = [one for one in pairs if one.second.at.date() == day]
        pieces = len({(one.first.learner, one.first.round) for one in mine})
        found.append(Sitting(day, pieces, len(mine), sum(not one.differs for one in mine)))
    return found
