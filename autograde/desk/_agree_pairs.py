"""Pairs of marks: who marks a hand-in for the second time, and what two coaches gave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from autograde.records import Entry

SHARES = (10, 15, 20)
DEFAULT_SHARE = 15


@dataclass(frozen=True, slots=True)
class Twice:
    """One criterion of one version, marked by two coaches who did not see each other's mark.

    Parameters
    ----------
    first, second : Entry
        What counted when the second, blind mark was given; and that one.
    settled : Entry or None
        What was agreed on afterward.
    """

    first: Entry
    second: Entry
    settled: Entry | None

    @property
    def levels(self) -> tuple[int, int]:
        """Both levels."""
        assert self.first.level is not None
        assert self.second.level is not None
        return self.first.level, self.second.level

    @property
    def differs(self) -> bool:
        """Whether they gave different levels."""
        return self.first.level != self.second.level


def drawn(
    exercise: str, handed_in: Iterable[str], share: int, already: Collection[str]
) -> set[str]:
    """Which learners' hand-ins are marked twice.

    The lot is a hash of exercise and learner: the same for every coach and at every visit. Of those
    who handed in, the first ``share`` in 100 are drawn, rounded up; whoever was marked twice before
    stays drawn, so that later hand-ins push nobody out.

    Parameters
    ----------
    exercise : str
    handed_in : iterable of str
        Learners with something to mark.
    share : int
        In 100.
    already : collection of str
        Learners with a blind mark.
    """
    here = sorted(handed_in, key=lambda one: lot(exercise, one))
    wanted = ceil(len(here) * share / 100)
    kept = [one for one in here if one in already]
    fresh = [one for one in here if one not in already]
    return {*kept, *fresh[: max(0, wanted - len(kept))]}


def lot(exercise: str, learner: str) -> bytes:
    """A learner's lot for an exercise: smallest is drawn first."""
    text = f"{exercise}\0{learner}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16, person=b"lift-elie-twice").digest()


def marked_twice(entries: Sequence[Entry]) -> list[Twice]:
    """All pairs in an exercise's entries, oldest first.

    Parameters
    ----------
    entries : sequence of Entry
        Of the kinds mark, blind and settled, oldest first. A mark made in formgrader has no name,
        so one cannot tell whether two people marked; it makes no pair.
    """
    first: dict[tuple[str, str, int], Entry] = {}
    found: dict[tuple[str, str, int], Twice] = {}
    for one in entries:
        place = (one.learner, one.criterion, one.round)
        if one.kind == "mark" and place not in found:
            first[place] = one
        elif one.kind == "blind" and one.level is not None:
            before = first.get(place)
            known = before is not None and before.level is not None
            if before is not None and known and before.coach not in ("", one.coach):
                found[place] = Twice(before, one, None)
        elif one.kind == "settled" and place in found:
            found[place] = Twice(found[place].first, found[place].second, one)
    return list(found.values())


def open_to(
    entries: Sequence[Entry], learner: str, round: int, criteria: Sequence[str], coach: str
) -> bool:
    """Whether this coach may be the second one, and has not finished.

    Somebody else gave every criterion a level, no third coach began, and nothing was settled.
    """
    here = [one for one in entries if (one.learner, one.round) == (learner, round)]
    first = {one.criterion: one for one in here if one.kind == "mark"}
    if any(name not in first or first[name].level is None for name in criteria):
        return False
    if any(first[name].coach in ("", coach) for name in criteria):
        return False
    blind = {one.criterion: one.coach for one in here if one.kind == "blind"}
    if any(one.kind == "settled" for one in here) or {*blind.values()} - {coach}:
        return False
    return any(name not in blind for name in criteria)
