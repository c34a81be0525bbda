"""What coaches did: who, when, which round. In the gradebook's own database, for good.

Tables of our own (their names begin with ``le_``) stand beside nbgrader's, so that a mark and its
record are one transaction. Entries are only ever added. A mark made in formgrader, which keeps
neither name nor time, becomes an entry as soon as it is noticed here.

Writers take turns: every write begins by updating one row, which SQLite and database servers alike
let one writer do at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from autograde import _gradebook
from autograde._entries import (
    COUNTING,
    FIX_FIRST,
    Entry,
    Quote,
    asked,
    check,
    entry_of,
    kept,
    newer_than,
    newest,
    newest_of_all,
)
from autograde._held import Held, changed, held_now, notice, points_of
from autograde._lock import CourseError
from autograde._schema import entries, notes, state
from autograde.rubrics import LEVELS

if TYPE_CHECKING:
    from autograde._nbgrader import Book

__all__ = ["COUNTING", "FIX_FIRST", "Conflict", "Entry", "Quote", "Records"]


class Conflict(CourseError):
    """Somebody else wrote meanwhile: ``entry``. The message is one plain sentence."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(_conflict(entry))


class Records:
    """The store of one course; any number of processes may hold one at the same time.

    Parameters
    ----------
    book : Book
        The course's gradebook, open.

    Raises
    ------
    BookError
        From every method: what is wrong with the database, in plain words; nothing was written.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._engine = book.engine

    def write(
        self,
        *,
        exercise: str,
        learner: str,
        criterion: str,
        coach: str,
        round: int,
        kind: str = "mark",
        level: int | None = None,
        comment: str | None = None,
        quotes: Sequence[Quote] | None = None,
        seen: int | None = None,
        unmark: bool = False,
    ) -> Entry:
        """Add an entry; one that counts goes to nbgrader's gradebook in the same transaction.

        Parameters
        ----------
        exercise, learner, criterion : str
            ``criterion`` is a coach's criterion of the rubric, or ``fix-first``, which has a
            comment and no level. ``learner`` is the sample's name when ``kind`` is ``gold``.
        coach : str
            Who writes.
        round : int
            The learner's round that was looked at, from 1.
        kind : {"mark", "settled", "blind", "gold"}
            The first two count.
        level : int, optional
            Place in :data:`autograde.rubrics.LEVELS`. What is left out stays as it was; a level
            only within its round.
        comment : str, optional
        quotes : sequence of Quote, optional
        seen : int, optional
            Id of the newest entry that the coach had on screen, 0 for none.
        unmark : bool
            Take the level back: the criterion waits for a coach again.

        Returns
        -------
        Entry

        Raises
        ------
        Conflict
            Another coach, or formgrader, wrote after ``seen``; nothing was written.
        CourseError
            Something given cannot be recorded; one plain sentence.
        """
        check(exercise, criterion, coach, round, kind, level)
        given: dict[str, Any] = {"exercise": exercise, "learner": learner, "criterion": criterion}
        given |= {"coach": coach.strip(), "round": round, "kind": kind, "source": "desk"}
        newer: Any = None
        made: Any = None
        with self._turn() as base:
            held = self._place(base, given, level) if kind in COUNTING else None
            if held is not None and seen is not None:
                newer = newer_than(base, given, seen)
            if newer is None:
                before = newest(base, given)
                row = given | kept(before, round, level, comment, quotes)
                if held is not None and level is not None:
                    held.mark(base, points_of(exercise, criterion, level))
                if unmark:
                    row["level"] = None
                    if held is not None and held.grade is not None:
                        held.unmark(base)
                if held is not None and comment is not None:
                    held.say(base, row["comment"])
                row |= {"points": held.points if held else None}
                row |= {"at": datetime.now(UTC).replace(tzinfo=None)}
                made = base.execute(entries.insert().returning(*entries.c), row).one()
        self._book.forget()
        if newer is not None:
            raise Conflict(entry_of(newer))
        return entry_of(made)

    def _place(self, base: sa.Connection, given: dict[str, Any], level: int | None) -> Held:
        """Where nbgrader keeps it; what formgrader did there meanwhile is recorded first."""
        exercise, learner, criterion = (given[one] for one in ("exercise", "learner", "criterion"))
        notice(base, exercise, self._round_of(exercise), learner, criterion)
        held = held_now(base, exercise, learner, criterion).get((learner, criterion), Held())
        if held.remark is None or (level is not None and held.grade is None):
            raise CourseError(
                f"Nothing of {learner[:64]} for {exercise} is in the gradebook yet; start "
                f"“autograde run {exercise}”, then mark again."
            )
        return held

    def entries(
        self,
        exercise: str,
        *,
        learner: str | None = None,
        criterion: str | None = None,
        kinds: Collection[str] = COUNTING,
    ) -> list[Entry]:
        """All entries of an exercise, oldest first."""
        with self._plainly():
            self._look(exercise, kinds, learner, criterion)
            with self._engine.connect() as base:
                found = base.execute(asked(exercise, kinds, learner, criterion))
                return [entry_of(row) for row in found]

    def last(
        self, exercise: str, *, kinds: Collection[str] = COUNTING
    ) -> dict[tuple[str, str], Entry]:
        """The newest entry by (learner, criterion)."""
        with self._plainly():
            self._look(exercise, kinds)
            with self._engine.connect() as base:
                rows = base.execute(newest_of_all(exercise, kinds))
                return {(row.learner, row.criterion): entry_of(row) for row in rows}

    def put(self, name: str, value: Any) -> None:
        """Keep a small note of the desk (settings, draws) as JSON."""
        text = json.dumps(value, ensure_ascii=True, allow_nan=False)
        with self._turn() as base:
            done = base.execute(
                notes.update().where(notes.c.name == name).values(value=text)
            ).rowcount
            if not done:
                base.execute(notes.insert(), {"name": name, "value": text})

    def get(self, name: str, default: Any = None) -> Any:
        """A note that was put, or else the default."""
        with self._plainly(), self._engine.connect() as base:
            found = base.execute(sa.select(notes.c.value).where(notes.c.name == name)).scalar()
        return default if found is None else json.loads(found)

    def _look(
        self,
        exercise: str,
        kinds: Collection[str],
        learner: str | None = None,
        criterion: str | None = None,
    ) -> None:
        """Make entries of what formgrader changed since."""
        if not set(kinds) & set(COUNTING):
            return
        asked_for = exercise, self._round_of(exercise), learner, criterion
        with self._engine.connect() as base:
            found = changed(base, *asked_for)
        if found:
            with self._turn() as base:
                notice(base, *asked_for)

    def _round_of(self, exercise: str) -> Callable[[str], int]:
        return lambda learner: self._book.round_of(exercise, learner)

    @contextmanager
    def _turn(self) -> Iterator[sa.Connection]:
        """One writer's transaction: all of it, or nothing."""
        with self._plainly(), self._engine.begin() as base:
            base.execute(
                state.update().where(state.c.name == "turn").values(number=state.c.number + 1)
            )
            yield base

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        with _gradebook.plainly(self._book.file):
            yield


def _conflict(entry: Entry) -> str:
    from autograde.exchange import spoken

    who = entry.coach or "Somebody in formgrader"
    what = [] if entry.level is None else [LEVELS[entry.level]]
    if entry.comment:
        what.append("with a comment")
    return (
        f"{who} marked this on {spoken(entry.at)} ({', '.join(what) or 'no level'}), after you had "
        "opened it, so yours was not saved; look at that mark, then mark again what should stand."
    )
