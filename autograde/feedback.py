"""Return feedback: one page per learner and round, self-contained, kept for good."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograde import _nbgrader
from autograde._lock import CourseError, writing
from autograde._nbgrader import Mark
from autograde.acting import FIX_ID, Answered, answered
from autograde.course import Course
from autograde.exchange import format_timestamp, spoken
from autograde.graded import level_of
from autograde.intake import IntakeError, take_folder
from autograde.kinds import kind_of
from autograde.pages import data_uri, template
from autograde.release import FIX_FIRST
from autograde.rounds import (
    Round,
    pages_of,
    replace_folder,
    returned_marks,
    rounds_in,
    write_json,
    write_once,
)
from autograde.rubrics import LEVELS, Rubric, load_rubric
from autograde.runner import graded_round
from curriculum.artifacts.answers import SAYS, Comment, Returned

if TYPE_CHECKING:
    from autograde.records import Entry


@dataclass(slots=True)
class FeedbackReport:
    """Whose page was written, who waits for what, and whether the exchange has the pages."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    """Learner to the reason, in plain words."""
    notes: list[str] = field(default_factory=list)
    """What a coach may have overlooked."""
    files: list[Path] = field(default_factory=list)
    """Pages to send to learners who handed in a packet file."""
    in_exchange: bool = False


def feedback(course: Course, exercise: str, *, early: bool = False) -> FeedbackReport:
    """Write and release the feedback on the newest graded round of every learner.

    Parameters
    ----------
    course : Course
    exercise : str
        Its id.
    early : bool
        Also for learners whose coach has not marked all criteria: then with what the check saw.

    Returns
    -------
    FeedbackReport
        Pages of earlier rounds are never written again; a corrected page is kept beside the first.
    """
    # Late: it imports the gradebook's database library.
    from autograde.records import Records

    course.require(exercise)
    report = FeedbackReport()
    rubric = load_rubric(exercise)
    names = {one.id: one.name for one in course.learners()}
    with writing(course.root), course.book() as book:
        newest = Records(book).last(exercise)
        for learner in book.handed_in(exercise):
            made = graded_round(course, learner, exercise)
            if made is None:
                report.waiting[learner] = _why_not_graded(course, learner, exercise)
                continue
            marks = book.marks(exercise, learner)
            ready = not any(marks[f"coach-{one.id}"].needs_coach for one in rubric.coach)
            if not ready and not early and not _problem(made):
                report.waiting[learner] = "the coach has not marked all criteria"
                continue
            page = Page(
                learner=names.get(learner) or learner,
                made=made,
                rubric=rubric,
                marks=marks,
                with_coach=ready,
                points=shows_points(course),
                answered=answered(rounds_in(course.rounds(learner, exercise)), made.number),
                quotes=_quotes(newest, learner, made.number),
            )
            _keep(course, learner, page, report)
            if ready and not _problem(made):
                report.notes += _stale(course, exercise, learner, made, marks)
        if report.written or report.unchanged:
            report.in_exchange = _release(course, exercise)
    return report


@dataclass(frozen=True, slots=True)
class Page:
    """All that stands on one feedback page.

    Parameters
    ----------
    learner : str
        The name that it is for.
    made : Round
        What it is about.
    rubric : Rubric
    marks : mapping of str to Mark
        By cell, as in the gradebook.
    with_coach : bool
        Whether the coach has answered; else it shows what the check saw.
    points : bool
        Whether the course wants points on it.
    answered : mapping of str to Answered
        What the learner answered to earlier comments, by criterion.
    quotes : mapping of str to tuple of str
        Words of the learner's that the coach marked as evidence, by cell.
    """

    learner: str
    made: Round
    rubric: Rubric
    marks: Mapping[str, Mark]
    with_coach: bool
    points: bool = False
    answered: Mapping[str, Answered] = field(default_factory=dict)
    quotes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def substance(self) -> dict[str, dict[str, Any]]:
        """What the page says of the marks, to keep beside it."""
        return {
            cell: {
                "score": one.score,
                "of": one.max_score,
                "comment": one.comment,
                "judged": self.with_coach and not one.needs_coach,
                "quotes": list(self.quotes.get(cell, ()) if self.with_coach else ()),
            }
            for cell, one in sorted(self.marks.items())
        }


def render(page: Page, number: int = 1) -> str:
    """The feedback page as HTML; the same input gives the same page.

    Parameters
    ----------
    page : Page
    number : int
        1 for the first page on this round, 2 for its first correction, and so on.
    """
    made, rubric, marks = page.made, page.rubric, page.marks
    found = json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
    # What a coach said was about another round, if this one cannot be read.
    with_coach = page.with_coach and not found["problem"]
    drawing = (made.folder / "drawing.svg").read_bytes()
    coach = []
    for criterion in rubric.coach if with_coach else ():
        mark = marks[f"coach-{criterion.id}"]
        level = level_of(mark.score, criterion.points)
        coach.append(
            {
                "id": criterion.id,
                "title": criterion.title,
                "level": level,
                "text": criterion.levels[level],
                "comment": mark.comment,
                "quotes": page.quotes.get(f"coach-{criterion.id}", ()),
            }
        )
    order = {"missed": 0, "asked": 1}
    look = sorted(
        (one for one in found["findings"] if one["status"] in order),
        key=lambda one: order[one["status"]],
    )
    fix = marks.get(FIX_FIRST)
    fix_first = fix.comment if fix and with_coach else ""
    comments = [Comment(id=FIX_ID, title="Fix this first", text=fix_first[:4000])]
    comments += [
        Comment(id=one["id"], title=one["title"][:200], text=one["comment"][:4000]) for one in coach
    ]
    head = Returned(
        exercise=rubric.exercise,
        round=made.number,
        page=number,
        comments=tuple(one for one in comments if one.text.strip()),
    )
    return template("feedback.html").render(
        head=head.to_text(),
        answers=SAYS,
        kind=kind_of(rubric.exercise).name,
        learner=page.learner,
        number=made.number,
        handed_in=spoken(made.handed_in),
        problem=found["problem"],
        fix_first=fix_first,
        fix_quotes=page.quotes.get(FIX_FIRST, ()) if fix_first else (),
        drawing=data_uri(drawing) if drawing else "",
        statement=found["statement"],
        alt=found["alt"],
        coach=coach,
        comments=len(head.comments),
        answered=page.answered,
        fix_id=FIX_ID,
        levels=LEVELS,
        look=look,
        good=[one for one in found["findings"] if one["status"] == "passed"],
        points=page.points,
        machine=_sum(marks, [f"check-{one.id}" for one in rubric.machine]),
        machine_all=f"{rubric.machine_total:g}",
        judged=_sum(marks, [f"coach-{one.id}" for one in rubric.coach]),
        judged_all=f"{sum(one.points for one in rubric.coach):g}",
    )


def shows_points(course: Course) -> bool:
    """Whether this course wants points on its feedback pages.

    A course that does says so in its ``nbgrader_config.py``: ``c.LiftElie.show_points = True``.
    """
    return course.config.LiftElie.get("show_points", False) is True


def _keep(course: Course, learner: str, page: Page, report: FeedbackReport) -> None:
    """Keep a page that says something new, and have it ready for the exchange."""
    made, exercise = page.made, page.rubric.exercise
    pages = pages_of(made)
    if pages and _same(returned_marks(made), page.substance(), points=page.points):
        text = pages[-1].read_text(encoding="utf-8")
        report.unchanged.append(learner)
    else:
        number = len(pages) + 1
        text = render(page, number)
        kept = made.folder / ("feedback.html" if number == 1 else f"feedback-{number}.html")
        marks = made.folder / ("marks.json" if number == 1 else f"marks-{number}.json")
        # The page comes last: without it, what a crash left of the marks counts for nothing.
        write_json(marks, page.substance())
        if not write_once(kept, text.encode("utf-8")):
            raise CourseError(
                f"Another program has just written a feedback page for {learner}; start this again."
            )
        report.written.append(learner)
    secret = made.submitted / "submission_secret.txt"
    known = secret.read_bytes() if secret.is_file() else secrets.token_hex(64).encode()
    replace_folder(
        course.feedback(learner, exercise),
        {
            f"{exercise}.html": text.encode("utf-8"),
            "timestamp.txt": format_timestamp(made.handed_in).encode(),
            "submission_secret.txt": known,
        },
    )
    if made.by == "packet":
        target = course.root / "returned" / exercise
        target.mkdir(parents=True, exist_ok=True)
        count = len(pages_of(made))
        corrected = "" if count == 1 else f"-page-{count}"
        file = target / f"{learner}-round-{made.number}{corrected}.html"
        write_once(file, text.encode("utf-8"))
        report.files.append(file)


def _same(
    then: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]], *, points: bool
) -> bool:
    """Whether a page with these marks would say what the last one said."""

    def said(
        marks: Mapping[str, Mapping[str, Any]],
    ) -> dict[str, tuple[Any, ...]]:
        return {
            cell: (
                one["score"] if points or one.get("judged", True) else None,
                one["comment"],
                one.get("judged", True),
                one.get("quotes", []),
            )
            for cell, one in marks.items()
            if points or cell.startswith("coach-")
        }

    return said(then) == said(now)


def _quotes(
    newest: Mapping[tuple[str, str], Entry], learner: str, number: int
) -> dict[str, tuple[str, ...]]:
    """What the coach pointed at in this round, by cell."""
    return {
        f"coach-{criterion}": tuple(one.text for one in entry.quotes)
        for (who, criterion), entry in newest.items()
        if who == learner and entry.round == number and entry.quotes
    }


def _stale(
    course: Course, exercise: str, learner: str, made: Round, marks: Mapping[str, Mark]
) -> list[str]:
    """Say so when “fix this first” is still the text of an earlier round."""
    now = marks[FIX_FIRST].comment if FIX_FIRST in marks else ""
    for one in rounds_in(course.rounds(learner, exercise)):
        if now and one.number < made.number:
            then = returned_marks(one)
            if then.get(FIX_FIRST, {}).get("comment") == now:
                return [f"{learner}: “fix this first” is still the text of round {one.number}."]
    return []


def rounds_answered(course: Course, learner: str, exercise: str) -> list[int]:
    """Numbers of the rounds that got a feedback page."""
    rounds = rounds_in(course.rounds(learner, exercise))
    return [one.number for one in rounds if pages_of(one)]


def _release(course: Course, exercise: str) -> bool:
    if not (course.exchange / course.id / "outbound").is_dir():
        return False
    _nbgrader.release_feedback(course.config, exercise)
    return True


def _why_not_graded(course: Course, learner: str, exercise: str) -> str:
    try:
        take_folder(course.submitted(learner, exercise), exercise)
    except IntakeError as error:
        return f"it cannot be read: {error}; ask for a new hand-in"
    return "not graded yet; start: autograde run"


def _problem(made: Round) -> bool:
    data: dict[str, Any] = json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
    return bool(data["problem"])


def _sum(marks: Mapping[str, Mark], cells: list[str]) -> str:
    return f"{sum(marks[cell].score for cell in cells if cell in marks):.4g}"
