"""A roster that changes in mid-season: who joined, left, came back, or looks swapped.

Work and marks belong to an id, for good. So nobody is removed, and what would give one person's
work to another is said before anything is changed.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from autograde._lock import writing
from autograde.roster import Learner, RosterError, read_roster, write_roster

if TYPE_CHECKING:
    from pathlib import Path

    from autograde.course import Course

_STAYS = "work and marks stay with the id"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """What a newer roster changes.

    Ids that are added, changed, no longer on it (they are kept), and back on it. ``doubts`` holds
    one plain sentence for each id that seems to have gone to another person.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    absent: tuple[str, ...]
    back: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def to_ask(self) -> bool:
        """Whether somebody should look at it before it is done."""
        return bool(self.absent or self.doubts)


def planned_change(course: Course, roster: Path) -> RosterChange:
    """What taking over this roster would change; nothing is changed.

    Raises
    ------
    RosterError, CourseError
        Plain sentences.
    """
    return _compare(course.learners(), read_roster(roster))


def update_roster(course: Course, roster: Path) -> RosterChange:
    """Take over a newer roster. Who is no longer on it keeps all marks and rounds.

    Raises
    ------
    RosterError, CourseError
        Plain sentences; then nothing was changed.
    """
    learners = read_roster(roster)
    with writing(course.root):
        before = course.learners()
        change = _compare(before, learners)
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        on_it = {one.id for one in learners}
        gone = [replace(one, left=one.left or today) for one in before if one.id not in on_it]
        with course.book() as book:
            book.put_learners(learners)
        half = course.root / ".roster.csv.new"
        write_roster(half, [*learners, *gone])
        os.replace(half, course.root / "roster.csv")
    return change


def _compare(before: Iterable[Learner], after: Iterable[Learner]) -> RosterChange:
    was = {one.id: one for one in before}
    now = {one.id: one for one in after}
    lower = {one.lower(): one for one in was}
    for one in now:
        if lower.get(one.lower(), one) != one:
            raise RosterError(
                [f"The id “{one}” was “{lower[one.lower()]}” before; write it the same way."]
            )
    here = {one: person for one, person in now.items() if not person.left}
    return RosterChange(
        added=tuple(one for one in now if one not in was),
        changed=tuple(
            one for one in here if one in was and here[one] != replace(was[one], left="")
        ),
        absent=tuple(one for one in was if one not in here and not was[one].left),
        back=tuple(one for one in here if one in was and was[one].left),
        doubts=tuple(_doubts(was, here)),
    )


def _doubts(was: Mapping[str, Learner], now: Mapping[str, Learner]) -> Iterable[str]:
    had = _ids_of(was)
    said: set[str] = set()
    for one, person in now.items():
        if one in said or (one in was and _same(was[one], person)):
            continue
        origin = _only(had[mark] for mark in _marks(person)) - {one}
        other = next(iter(origin)) if len(origin) == 1 else ""
        who = _called(person)
        if other and one in was and other in now and _same(was[one], now[other]):
            said |= {one, other}
            yield (
                f"“{one}” and “{other}” look swapped: {_called(was[one])} was “{one}” and would "
                f"become “{other}”, and {who} the other way round; {_STAYS}, so each would get the "
                "other's. If that is not meant, give both their old ids."
            )
        elif other and one in was:
            yield (
                f"“{one}” was {_called(was[one])} and would become {who}, who was “{other}”; "
                f"{_STAYS}. If that is not meant, give both their old ids."
            )
        elif other and other not in now:
            yield (
                f"“{one}” looks like a new id for {who}, who was “{other}”; {_STAYS}, so what was "
                f"done so far stays under “{other}”. To keep it together, write “{other}” again."
            )
        elif one in was and _another(was[one], person):
            yield (
                f"“{one}” was {_called(was[one])} and would become {who}; {_STAYS}. If {who} is "
                "somebody else, choose an id that nobody had; if it is a new name, all is well."
            )


def _ids_of(people: Mapping[str, Learner]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, person in people.items():
        for mark in _marks(person):
            found[mark].add(one)
    return found


def _marks(person: Learner) -> list[str]:
    """By what a person is known, whatever the id: the e-mail address, or else the name."""
    words = " ".join(person.name.casefold().split())
    return [one for one in (person.email.casefold(), words) if one][:1]


def _same(one: Learner, other: Learner) -> bool:
    by_mail = bool(one.email) and one.email.casefold() == other.email.casefold()
    by_name = bool(one.name) and one.name.casefold().split() == other.name.casefold().split()
    return by_mail or (by_name and not (one.email and other.email))


def _another(one: Learner, other: Learner) -> bool:
    """Whether no word of the name and no address is the same; a name left out says nothing."""
    names = set(one.name.casefold().split()), set(other.name.casefold().split())
    return bool(names[0] and names[1]) and not names[0] & names[1] and not _same(one, other)


def _only(found: Iterable[set[str]]) -> set[str]:
    return set().union(*found)


def _called(person: Learner) -> str:
    return person.name or person.email or f"“{person.id}”"
