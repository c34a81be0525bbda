"""What coaches did: who, when, which round. In the gradebook's own database, for good.

Tables of our own (their names begin with ``le_``) stand beside nbgrader's, so that a mark and its
record are one transaction. Entries are only ever added. A mark made in formgrader, which keeps
neither name nor time, becomes an entry as soon as it is noticed here.

Writers take turns: every write begins by updating one row, which SQLite and database servers alike
let one writer do at a time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from autograde import _gradebook
from autograde._lock import CourseError
from autograde._schema import MAX_NAME, entries, notes, state
from autograde.rubrics import LEVELS, load_rubric

if TYPE_CHECKING:
    from autograde._nbgrader import Book

__all__ = ["COUNTING", "FIX_FIRST", "Conflict", "Entry", "Quote", "Records"]

FIX_FIRST = "fix-first"
KINDS = ("mark", "blind", "settled", "gold")
COUNTING = ("mark", "settled")
MAX_TEXT = 10_000
MAX_QUOTES = 50

_FROM = """
    FROM {table} x
    JOIN base_cell c ON c.id = x.cell_id
    JOIN submitted_notebook n ON n.id = x.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id
    WHERE a.name = :exercise AND c.name LIKE 'coach-%'
"""
_GRADES = f"SELECT s.student_id, c.name, x.id, x.manual_score {_FROM.format(table='grade')}"
_COMMENTS = f"SELECT s.student_id, c.name, x.id, x.manual_comment {_FROM.format(table='comment')}"

_MARK = sa.text("UPDATE grade SET manual_score = :points, needs_manual_grade = :no WHERE id = :id")
_REMARK = sa.text("UPDATE comment SET manual_comment = :text WHERE id = :id")


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


class Conflict(CourseError):
    """Somebody else wrote meanwhile: ``entry``. The message is one plain sentence."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(_conflict(entry))


@dataclass(slots=True)
class _Held:
    """What nbgrader's tables hold of one criterion, and where."""

    grade: str | None = None
    points: float | None = None
    remark: str | None = None
    comment: str | None = None


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
        _check(exercise, criterion, coach, round, kind, level)
        given: dict[str, Any] = {"exercise": exercise, "learner": learner, "criterion": criterion}
        given |= {"coach": coach.strip(), "round": round, "kind": kind, "source": "desk"}
        newer: Any = None
        made: Any = None
        with self._turn() as base:
            held = self._place(base, given, level) if kind in COUNTING else None
            if held is not None and seen is not None:
                newer = _newer(base, given, seen)
            if newer is None:
                before = _newest(base, given)
                row = given | _kept(before, round, level, comment, quotes) | {"at": _now()}
                row["points"] = held.points if held else None
                if held is not None and level is not None:
                    row["points"] = _points(exercise, criterion, level)
                    base.execute(_MARK, {"points": row["points"], "no": False, "id": held.grade})
                if unmark:
                    row |= {"level": None, "points": None}
                if held is not None and held.grade is not None and unmark:
                    base.execute(_MARK, {"points": None, "no": True, "id": held.grade})
                if held is not None and comment is not None:
                    base.execute(_REMARK, {"text": row["comment"], "id": held.remark})
                made = base.execute(entries.insert().returning(*entries.c), row).one()
        self._book.forget()
        if newer is not None:
            raise Conflict(_entry(newer))
        return _entry(made)

    def _place(self, base: sa.Connection, given: dict[str, Any], level: int | None) -> _Held:
        """Where nbgrader keeps it; what formgrader did there meanwhile is recorded first."""
        exercise, learner = given["exercise"], given["learner"]
        place = (learner, given["criterion"])
        held = _held(base, exercise, learner).get(place, _Held())
        if held.remark is None or (level is not None and held.grade is None):
            raise CourseError(
                f"Nothing of {learner[:64]} for {exercise} is in the gradebook yet; start "
                f"“autograde run {exercise}”, then mark again."
            )
        _notice(base, exercise, {place: held})
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
            self._look(exercise, kinds)
            asked = _asked(exercise, kinds)
            if learner is not None:
                asked = asked.where(entries.c.learner == learner)
            if criterion is not None:
                asked = asked.where(entries.c.criterion == criterion)
            with self._engine.connect() as base:
                return [_entry(row) for row in base.execute(asked)]

    def last(
        self, exercise: str, *, kinds: Collection[str] = COUNTING
    ) -> dict[tuple[str, str], Entry]:
        """The newest entry by (learner, criterion)."""
        with self._plainly():
            self._look(exercise, kinds)
            with self._engine.connect() as base:
                rows = base.execute(_newest_of_all(exercise, kinds))
                return {(row.learner, row.criterion): _entry(row) for row in rows}

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

    def _look(self, exercise: str, kinds: Collection[str]) -> None:
        """Make entries of what formgrader changed since."""
        if not set(kinds) & set(COUNTING):
            return
        with self._engine.connect() as base:
            changed = _changed(base, exercise, _held(base, exercise))
        if changed:
            with self._turn() as base:
                _notice(base, exercise, _held(base, exercise))

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


def _check(
    exercise: str, criterion: str, coach: str, round: int, kind: str, level: int | None
) -> None:
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


def _kept(
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
        kept["comment"] = _plain(comment)
    if quotes is not None:
        if len(quotes) > MAX_QUOTES or any(len(one.text) > MAX_TEXT for one in quotes):
            raise CourseError(
                f"Too much is highlighted; keep at most {MAX_QUOTES} short phrases, then save "
                "again."
            )
        kept["quotes"] = json.dumps([[_plain(one.text), _plain(one.where)] for one in quotes])
    return kept


def _plain(text: str) -> str:
    """What every database can hold: no null byte, no half of a character."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _points(exercise: str, criterion: str, level: int) -> float:
    (own,) = [one for one in load_rubric(exercise).coach if one.id == criterion]
    return own.points_of(LEVELS[level])


def _level(exercise: str, criterion: str, points: float | None) -> int | None:
    """The level that formgrader's page shows for these points: the nearest."""
    own = [one for one in load_rubric(exercise).coach if one.id == criterion]
    if points is None or not own:
        return None
    top = len(LEVELS) - 1
    return max(0, min(top, int(top * points / own[0].points + 0.5)))


def _held(
    base: sa.Connection, exercise: str, learner: str | None = None
) -> dict[tuple[str, str], _Held]:
    """What nbgrader's tables hold now, by learner and criterion."""
    given = {"exercise": exercise}
    only = ""
    if learner is not None:
        given["learner"] = learner
        only = " AND s.student_id = :learner"
    found: dict[tuple[str, str], _Held] = {}
    for who, cell, key, points in base.execute(sa.text(_GRADES + only), given):
        one = found.setdefault((who, cell.removeprefix("coach-")), _Held())
        one.grade, one.points = key, points
    for who, cell, key, text in base.execute(sa.text(_COMMENTS + only), given):
        one = found.setdefault((who, cell.removeprefix("coach-")), _Held())
        one.remark, one.comment = key, text
    return found


def _changed(
    base: sa.Connection, exercise: str, held: dict[tuple[str, str], _Held]
) -> list[dict[str, Any]]:
    """Entries for what was not written by us."""
    rows = base.execute(_newest_of_all(exercise, COUNTING))
    last = {(row.learner, row.criterion): row for row in rows}
    found: list[dict[str, Any]] = []
    for (learner, criterion), now in held.items():
        then = last.get((learner, criterion))
        points = then.points if then else None
        comment = then.comment if then else None
        if now.points == points and (now.comment or "") == (comment or ""):
            continue
        level = _level(exercise, criterion, now.points)
        found.append(
            {
                "at": _now(),
                "coach": "",
                "exercise": exercise,
                "learner": learner,
                "round": then.round if then else 1,
                "criterion": criterion,
                "kind": "mark",
                "level": level,
                "comment": now.comment,
                "quotes": then.quotes if then else "[]",
                "source": "formgrader",
                "points": now.points,
            }
        )
    return found


def _notice(base: sa.Connection, exercise: str, held: dict[tuple[str, str], _Held]) -> None:
    changed = _changed(base, exercise, held)
    if changed:
        base.execute(entries.insert(), changed)


def _asked(exercise: str, kinds: Collection[str]) -> Any:
    return (
        sa.select(entries)
        .where(entries.c.exercise == exercise, entries.c.kind.in_(list(kinds)))
        .order_by(entries.c.id)
    )


def _newest_of_all(exercise: str, kinds: Collection[str]) -> Any:
    newest = (
        sa.select(sa.func.max(entries.c.id))
        .where(entries.c.exercise == exercise, entries.c.kind.in_(list(kinds)))
        .group_by(entries.c.learner, entries.c.criterion)
    )
    return sa.select(entries).where(entries.c.id.in_(newest)).order_by(entries.c.id)


def _newest(base: sa.Connection, given: dict[str, Any]) -> Any:
    """What a new entry goes on from: the mark that counts, or else this coach's own."""
    own = given["kind"] not in COUNTING
    asked = _of_one(given, (given["kind"],) if own else COUNTING)
    if own:
        asked = asked.where(entries.c.coach == given["coach"])
    return base.execute(asked.limit(1)).first()


def _newer(base: sa.Connection, given: dict[str, Any], seen: int) -> Any:
    asked = _of_one(given, COUNTING).where(entries.c.id > seen, entries.c.coach != given["coach"])
    return base.execute(asked.limit(1)).first()


def _of_one(given: dict[str, Any], kinds: Collection[str]) -> Any:
    asked = sa.select(entries).order_by(entries.c.id.desc())
    for name in ("exercise", "learner", "criterion"):
        asked = asked.where(entries.c[name] == given[name])
    return asked.where(entries.c.kind.in_(list(kinds)))


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.id,
        at=row.at.replace(tzinfo=UTC),
        coach=row.coach,
        exercise=row.exercise,
        learner=row.learner,
        round=row.round,
        criterion=row.criterion,
        kind=row.kind,
        level=row.level,
        comment=row.comment,
        quotes=tuple(Quote(text, where) for text, where in json.loads(row.quotes)),
        source=row.source,
    )


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
