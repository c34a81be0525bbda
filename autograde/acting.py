"""Closing the loop: what learners answered, and which feedback was acted on.

*Acted on* is said of one comment that was returned to a learner. It was acted on when the learner
handed in again and either answered it there (“I changed this”, “I tried it and kept mine”, “I have
a question”), or what it is about is another than before: the words written for that criterion, or,
where a criterion has no words of its own and for “fix this first”, the work itself. It says nothing
of whether the change is good: that is for the next round's coach. A comment on a criterion whose
level is already the highest asks for nothing, and is not counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from autograde.course import Course
from autograde.graded import level_of
from autograde.rounds import Round, pages_of, returned_marks, rounds_in
from autograde.rubrics import LEVELS, load_rubric
from curriculum.artifacts.answers import SAYS, Answers
from curriculum.artifacts.base import ArtifactError

FIX_ID = "fix-first"
ANSWERS_FILE = "work/answers.json"
MAX_ANSWERS_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What a learner answered to a comment: to which round's, the choice in words, and the text."""

    round: int
    choice: str
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment that was returned, and what became of it.

    ``how`` is "answered", "changed", or "" while it was not acted on; ``later`` is the round that
    was looked at for it, 0 when there is none. Only what ``asks`` for something is counted.
    """

    round: int
    criterion: str
    title: str
    text: str
    later: int
    how: str
    answer: Answered | None = None
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Acted:
    """One learner's feedback on one exercise.

    Parameters
    ----------
    learner : str
    returned : int
        The newest round with a feedback page; 0 when there is none.
    since : datetime or None
        When that page was written.
    later : int
        The newest round handed in after it; 0 when there is none.
    given, done : int
        Comments returned in all rounds, and how many of them were acted on.
    open : tuple of str
        Titles of the newest page's comments that were not acted on.
    questions : int
        Comments that the learner answered with a question, in the newest round.
    """

    learner: str
    returned: int = 0
    since: datetime | None = None
    later: int = 0
    given: int = 0
    done: int = 0
    open: tuple[str, ...] = ()
    questions: int = 0

    @property
    def waits(self) -> bool:
        """Whether the newest page has comments and none of them was acted on yet."""
        return bool(self.open) and self.newest == len(self.open)

    newest: int = 0
    """How many comments stand on the newest page."""


def acted(course: Course, exercise: str) -> dict[str, Acted]:
    """Who acted on their feedback, for everybody on the roster who has handed in.

    Parameters
    ----------
    course : Course
    exercise : str
        Its id.
    """
    found = {}
    for one in course.learners():
        if one.left:
            continue
        rounds = rounds_in(course.rounds(one.id, exercise))
        if rounds:
            found[one.id] = _acted(one.id, exercise, rounds)
    return found


def headline(all_of_them: Mapping[str, Acted]) -> dict[str, int]:
    """The numbers on top: comments returned and acted on, learners who have not acted yet."""
    every = all_of_them.values()
    return {
        "given": sum(one.given for one in every),
        "done": sum(one.done for one in every),
        "learners": sum(one.given > 0 for one in every),
        "waiting": sum(one.waits for one in every),
        "questions": sum(one.questions for one in every),
    }


def remarks(exercise: str, rounds: Sequence[Round]) -> list[Remark]:
    """Every comment returned on these rounds, first to last, and what became of it."""
    titles = {FIX_ID: "Fix this first"}
    titles |= {one.id: one.title for one in load_rubric(exercise).coach}
    newest = rounds[-1] if rounds else None
    found = []
    for made in rounds:
        marks = returned_marks(made)
        for criterion, title in titles.items():
            mark = marks.get(f"coach-{criterion}", {})
            text = str(mark.get("comment") or "").strip()
            # Half a page was returned early, before the coach had answered.
            if not text or not any(one.get("judged", True) for one in _coach(marks)):
                continue
            later = newest if newest is not None and newest.number > made.number else None
            answer = _answer(later, made.number, criterion) if later else None
            how = "answered" if answer else ""
            if later and not how and _changed(exercise, made, later, criterion):
                how = "changed"
            number = later.number if later else 0
            asks = not _strong(mark)
            found.append(Remark(made.number, criterion, title, text, number, how, answer, asks))
    return found


def answered(rounds: Sequence[Round], number: int) -> dict[str, Answered]:
    """What came with round ``number`` in answer to the newest earlier comments, by criterion."""
    made = next((one for one in rounds if one.number == number), None)
    if made is None:
        return {}
    found: dict[str, Answered] = {}
    earlier = {one.number for one in rounds if one.number < number and pages_of(one)}
    for one in answers_of(made).answers:
        before = found.get(one.comment)
        if one.round in earlier and (before is None or before.round <= one.round):
            found[one.comment] = Answered(one.round, one.choice, SAYS[one.choice], one.text)
    return found


def answers_of(made: Round) -> Answers:
    """The answers that came with a round: a stranger's data, read bounded; empty when unusable."""
    path = made.submitted / ANSWERS_FILE
    try:
        found = path.lstat()
        if path.is_symlink() or found.st_size > MAX_ANSWERS_BYTES:
            return Answers()
    except OSError:
        return Answers()
    return _read_answers(path, found.st_mtime_ns)


@lru_cache(maxsize=4096)
def _read_answers(path: Path, _stamp: int) -> Answers:
    try:
        return Answers.from_json(path.read_bytes())
    except (OSError, ArtifactError):
        return Answers()


def _acted(learner: str, exercise: str, rounds: Sequence[Round]) -> Acted:
    returned = [one for one in rounds if pages_of(one)]
    if not returned:
        return Acted(learner)
    every = [one for one in remarks(exercise, rounds) if one.asks]
    last = returned[-1]
    page = pages_of(last)[-1]
    own = [one for one in every if one.round == last.number]
    later = rounds[-1].number if rounds[-1].number > last.number else 0
    seen = answered(rounds, rounds[-1].number).values()
    return Acted(
        learner,
        returned=last.number,
        since=datetime.fromtimestamp(page.stat().st_mtime).astimezone(),
        later=later,
        given=len(every),
        done=sum(bool(one.how) for one in every),
        open=tuple(one.title for one in own if not one.how),
        questions=sum(one.choice == "question" for one in seen),
        newest=len(own),
    )


def _strong(mark: Mapping[str, Any]) -> bool:
    of = float(mark.get("of") or 0)
    return of > 0 and level_of(float(mark.get("score") or 0), of) == LEVELS[-1]


def _coach(marks: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for cell, one in marks.items() if cell.startswith("coach-")]


def _answer(later: Round, number: int, criterion: str) -> Answered | None:
    one = answers_of(later).to(number, criterion)
    return Answered(one.round, one.choice, SAYS[one.choice], one.text) if one else None


def _changed(exercise: str, then: Round, now: Round, criterion: str) -> bool:
    """Whether what a comment is about is another than before."""
    file = load_rubric(exercise).file
    if _mark_of(then.submitted / file) == _mark_of(now.submitted / file):
        return False
    words = [facts_of(one).get("words", {}) for one in (then, now)]
    if all(criterion in one for one in words):
        return bool(_plain(words[0][criterion]) != _plain(words[1][criterion]))
    return True


def facts_of(made: Round) -> dict[str, Any]:
    """What grading kept of a round (``findings.json``); empty while it is not graded."""
    path = made.folder / "findings.json"
    try:
        return _facts(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=2048)
def _facts(path: Path, _stamp: int) -> dict[str, Any]:
    # Hundreds of files for one screen: pydantic's reader takes a third of the time of json's.
    found = from_json(path.read_bytes())
    return found if isinstance(found, dict) else {}


def _plain(text: object) -> str:
    return " ".join(str(text).split())


def _mark_of(path: Path) -> str:
    try:
        return _digest(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=8192)
def _digest(path: Path, _stamp: int) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
