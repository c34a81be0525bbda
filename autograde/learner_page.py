"""One learner's page on one exercise: every round, newest first, in one file that needs nothing.

For a learner's own folder, a conversation, or a file cabinet; the browser prints it as PDF. What
stands on it was returned to the learner; a coach's words that are not returned yet are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde._lock import CourseError
from autograde.acting import FIX_ID, Remark, facts_of, remarks
from autograde.course import Course
from autograde.differences import differences
from autograde.exchange import spoken
from autograde.graded import level_of
from autograde.kinds import kind_of
from autograde.pages import data_uri, template
from autograde.rounds import Round, pages_of, returned_marks, rounds_in
from autograde.rubrics import LEVELS, Rubric, load_rubric
from curriculum.artifacts.base import MAX_BYTES, ArtifactError

MAX_DRAWING = 5_000_000

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class _Shown:
    number: int
    handed_in: str
    returned: bool
    problem: str
    statement: str
    drawing: str
    alt: str
    judged: list[dict[str, Any]]
    fix_first: Remark | None
    changes: list[str]
    look: list[str]


def learner_page(course: Course, exercise: str, learner: str) -> str:
    """The page as HTML.

    Raises
    ------
    CourseError
        When there is no such exercise or learner, or nothing was handed in.
    """
    course.require(exercise)
    names = {one.id: one.name or one.id for one in course.learners()}
    if learner not in names:
        raise CourseError(f"Nobody called “{learner[:60]}” is on the roster; look at roster.csv.")
    rounds = rounds_in(course.rounds(learner, exercise))
    if not rounds:
        raise CourseError(f"{names[learner]} has not handed in {exercise} yet.")
    rubric = load_rubric(exercise)
    every = remarks(exercise, rounds)
    shown = [
        _shown(rubric, made, rounds[at - 1] if at else None, every)
        for at, made in enumerate(rounds)
    ]
    return template("learner.html").render(
        kind=kind_of(exercise).name,
        learner=names[learner],
        rounds=list(reversed(shown)),
        levels=LEVELS,
        done=sum(bool(one.how) for one in every if one.asks),
        given=sum(one.asks for one in every),
    )


def write_pages(
    course: Course,
    exercise: str,
    folder: Path,
    learners: Sequence[str] | None = None,
    *,
    progress: Progress | None = None,
) -> int:
    """Write ``<exercise>-<learner>.html`` for these learners, by default for all who handed in.

    Returns
    -------
    int
        How many were written.
    """
    course.require(exercise)
    everyone = [one.id for one in course.learners()]
    has = [one for one in everyone if rounds_in(course.rounds(one, exercise))]
    wanted = list(has if learners is None else learners)
    folder.mkdir(parents=True, exist_ok=True)
    for at, learner in enumerate(wanted):
        if progress:
            progress(at, len(wanted), learner)
        text = learner_page(course, exercise, learner)
        (folder / f"{exercise}-{learner}.html").write_text(text, encoding="utf-8")
    if progress:
        progress(len(wanted), len(wanted), "")
    return len(wanted)


def _shown(rubric: Rubric, made: Round, then: Round | None, every: Sequence[Remark]) -> _Shown:
    facts = facts_of(made)
    marks = returned_marks(made)
    own = {one.criterion: one for one in every if one.round == made.number}
    judged = []
    for criterion in rubric.coach:
        mark = marks.get(f"coach-{criterion.id}")
        if mark is not None and mark.get("judged", True) and not facts.get("problem"):
            level = level_of(float(mark.get("score") or 0), criterion.points)
            judged.append(
                {
                    "title": criterion.title,
                    "level": level,
                    "text": criterion.levels[level],
                    "remark": own.get(criterion.id),
                }
            )
    return _Shown(
        number=made.number,
        handed_in=spoken(made.handed_in),
        returned=bool(pages_of(made)),
        problem=str(facts.get("problem", "")),
        statement=str(facts.get("statement", "")),
        drawing=_drawing(made),
        alt=str(facts.get("alt", "")),
        judged=judged,
        fix_first=own.get(FIX_ID),
        changes=_changes(rubric, then, made),
        look=[one["what"] for one in facts.get("findings", ()) if one["status"] == "missed"],
    )


def _drawing(made: Round) -> str:
    path = made.folder / "drawing.svg"
    try:
        svg = path.read_bytes() if path.stat().st_size <= MAX_DRAWING else b""
    except OSError:
        return ""
    return data_uri(svg) if svg else ""


def _changes(rubric: Rubric, then: Round | None, now: Round) -> list[str]:
    if then is None:
        return []
    try:
        before, after = (_work(rubric, made) for made in (then, now))
    except (OSError, ArtifactError):
        return []
    return [one.sentence for one in differences(before, after)]


def _work(rubric: Rubric, made: Round) -> Any:
    path = made.submitted / rubric.file
    if path.is_symlink() or path.stat().st_size > MAX_BYTES:
        raise ArtifactError("This file is too large to be a saved piece of work.")
    return kind_of(rubric.exercise).model.from_json(path.read_bytes())
