"""Entries of :mod:`autograde.records`: what one holds, what may stand in it, how it is found."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from autograde._lock import CourseError
from autograde._schema import MAX_NAME, entries
from autograde.rubrics import LEVELS, load_rubric

FIX_FIRST = "fix-first"
KINDS = ("mark", "blind", "settled", "gold")
COUNTING = ("mark", "settled")
MAX_TEXT = 10_000
MAX_QUOTES = 50


@dataclass(frozen=True, slots=True)
class Quote:
    """A phrase of the learner's work; ``where`` is the cause's id or the field's path."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a coach did; ``level`` counts from 0 (not yet) to 3 (strong)."""

    id: int
    at: datetime
    coach: str
    exercise: str
    learner: str
    round: int
    criterion: str
    kind: str
    level: int | None
    comment: str | None
    quotes: tuple[Quote, ...]
    source: str


def check(
    exercise: str, criterion: str, coach: str, round: int, kind: str, level: int | None
) -> None:
    """Refuse what is not one of ours, each with one plain sentence."""
    if kind not in KINDS:
        raise CourseError(f"“{kind[:40]}” is no kind of entry; use one of {', '.join(KINDS)}.")
    if not coach.strip() or len(coach) > MAX_NAME or not coach.isprintable():
        raise CourseError(
            f"Say who marks, in 1 to {MAX_NAME} plain characters, then mark again; nothing was "
            "recorded."
        )
    known = [one.id for one in load_rubric(exercise).coach]
    if criterion not in [*known, FIX_FIRST]:
        raise CourseError(
            f"A coach of {exercise} judges {', '.join(known)}, not “{criterion[:40]}”; load the "
            "page again."
        )
    if level is not None and (criterion == FIX_FIRST or level not in range(len(LEVELS))):
        raise CourseError(
            f"“{FIX_FIRST}” has no level; write a comment there."
            if criterion == FIX_FIRST
            else f"The level is a number from 0 to {len(LEVELS) - 1}; choose one of the four."
        )
    if round < 1:
        raise CourseError("Rounds are counted from 1; load the page again.")


def kept(
    before: Any,
    round: int,
    level: int | None,
    comment: str | None,
    quotes: Sequence[Quote] | None,
) -> dict[str, Any]:
    """The changeable fields of a new entry: what is given, or else what was there."""
    kept: dict[str, Any] = {"level": level, "comment": None, "quotes": "[]"}
    if before is not None:
        kept |= {"comment": before.comment, "quotes": before.quotes}
        if level is None and before.round == round:
            kept["level"] = before.level
    if comment is not None:
        if len(comment) > MAX_TEXT:
            raise CourseError(
                f"The comment is longer than {MAX_TEXT:,} characters; shorten it, then save again."
            )
        kept["comment"] = plain(comment)
    if quotes is not None:
        if len(quotes) > MAX_QUOTES or any(len(one.text) > MAX_TEXT for one in quotes):
            raise CourseError(
                f"Too much is highlighted; keep at most {MAX_QUOTES} short phrases, then save "
                "again."
            )
        kept["quotes"] = json.dumps([[plain(one.text), plain(one.where)] for one in quotes])
    return kept


def plain(text: str) -> str:
    """What every database can hold: no null byte, no half of a character."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")


def asked(
    exercise: str,
    kinds: Collection[str],
    learner: str | None = None,
    criterion: str | None = None,
) -> Any:
    """The question for entries, oldest first."""
    return sa.select(entries).where(*_where(exercise, kinds, learner, criterion)).order_by("id")


def newest_of_all(
    exercise: str,
    kinds: Collection[str],
    learner: str | None = None,
    criterion: str | None = None,
) -> Any:
    """The question for the newest entry of each learner and criterion."""
    newest = sa.select(sa.func.max(entries.c.id))
    newest = newest.where(*_where(exercise, kinds, learner, criterion))
    newest = newest.group_by(entries.c.learner, entries.c.criterion)
    return sa.select(entries).where(entries.c.id.in_(newest)).order_by("id")


def _where(
    exercise: str, kinds: Collection[str], learner: str | None, criterion: str | None
) -> list[Any]:
    found: list[Any] = [entries.c.exercise == exercise, entries.c.kind.in_(list(kinds))]
    if learner is not None:
        found.append(entries.c.learner == learner)
    if criterion is not None:
        found.append(entries.c.criterion == criterion)
    return found


def newest(base: sa.Connection, given: dict[str, Any]) -> Any:
    """What a new entry goes on from: the mark that counts, or else this coach's own."""
    own = given["kind"] not in COUNTING
    question = _backwards(given, (given["kind"],) if own else COUNTING)
    if own:
        question = question.where(entries.c.coach == given["coach"])
    return base.execute(question).first()


def newer_than(base: sa.Connection, given: dict[str, Any], seen: int) -> Any:
    """What somebody else wrote after that."""
    question = _backwards(given, COUNTING)
    return base.execute(
        question.where(entries.c.id > seen, entries.c.coach != given["coach"])
    ).first()


def _backwards(given: dict[str, Any], kinds: Collection[str]) -> Any:
    place = given["exercise"], kinds, given["learner"], given["criterion"]
    return sa.select(entries).where(*_where(*place)).order_by(entries.c.id.desc()).limit(1)


def entry_of(row: Any) -> Entry:
    """An entry from its row, whose columns stand in the order of the fields."""
    number, at, coach, exercise, learner, turn, criterion, kind, level, comment, *rest = row
    quotes, source, _ = rest
    return Entry(
        number,
        at.replace(tzinfo=UTC),
        coach,
        exercise,
        learner,
        turn,
        criterion,
        kind,
        level,
        comment,
        tuple(Quote(*one) for one in json.loads(quotes)) if quotes != "[]" else (),
        source,
    )
