"""Return feedback: one page per learner and round, self-contained, kept for good."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograde import _nbgrader
from autograde._lock import writing
from autograde._nbgrader import Mark
from autograde.course import Course
from autograde.exchange import format_timestamp, spoken
from autograde.graded import level_of
from autograde.intake import IntakeError, take_folder
from autograde.kinds import kind_of
from autograde.release import FIX_FIRST
from autograde.rounds import Round, replace_folder, rounds_in, write_json
from autograde.rubrics import LEVELS, Rubric, load_rubric
from autograde.runner import graded_round

if TYPE_CHECKING:
    from jinja2 import Template


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
    course.require(exercise)
    report = FeedbackReport()
    rubric = load_rubric(exercise)
    names = {one.id: one.name for one in course.learners()}
    with writing(course.root), course.book() as book:
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
            page = render(names.get(learner) or learner, made, rubric, marks, with_coach=ready)
            _keep(course, exercise, learner, made, page, marks, report)
            if ready and not _problem(made):
                report.notes += _stale(course, exercise, learner, made, marks)
        if report.written or report.unchanged:
            report.in_exchange = _release(course, exercise)
    return report


def render(
    learner: str, made: Round, rubric: Rubric, marks: Mapping[str, Mark], *, with_coach: bool
) -> str:
    """The feedback page as HTML, for a learner of this name; the same input gives the same page."""
    found = json.loads((made.folder / "findings.json").read_text(encoding="utf-8"))
    with_coach = with_coach and not found["problem"]  # what a coach said was about another round
    drawing = (made.folder / "drawing.svg").read_bytes()
    coach = []
    for criterion in rubric.coach if with_coach else ():
        mark = marks[f"coach-{criterion.id}"]
        level = level_of(mark.score, criterion.points)
        coach.append(
            {
                "title": criterion.title,
                "level": level,
                "text": criterion.levels[level],
                "comment": mark.comment,
            }
        )
    order = {"missed": 0, "asked": 1}
    look = sorted(
        (one for one in found["findings"] if one["status"] in order),
        key=lambda one: order[one["status"]],
    )
    fix = marks.get(FIX_FIRST)
    return _template().render(
        style=_style(),
        kind=kind_of(rubric.exercise).name,
        learner=learner,
        number=made.number,
        handed_in=spoken(made.handed_in),
        problem=found["problem"],
        fix_first=fix.comment if fix and with_coach else "",
        drawing=_data_uri(drawing) if drawing else "",
        statement=found["statement"],
        alt=found["alt"],
        coach=coach,
        levels=LEVELS,
        look=look,
        good=[one for one in found["findings"] if one["status"] == "passed"],
        machine=_sum(marks, [f"check-{one.id}" for one in rubric.machine]),
        machine_all=f"{rubric.machine_total:g}",
        judged=_sum(marks, [f"coach-{one.id}" for one in rubric.coach]),
        judged_all=f"{sum(one.points for one in rubric.coach):g}",
    )


def _keep(
    course: Course,
    exercise: str,
    learner: str,
    made: Round,
    page: str,
    marks: Mapping[str, Mark],
    report: FeedbackReport,
) -> None:
    pages = pages_of(made)
    if pages and pages[-1].read_text(encoding="utf-8") == page:
        report.unchanged.append(learner)
    else:
        name = "feedback.html" if not pages else f"feedback-{len(pages) + 1}.html"
        half = made.folder / f".{name}.new"
        half.write_text(page, encoding="utf-8")
        half.replace(made.folder / name)
        write_json(
            made.folder / "marks.json",
            {
                cell: {"score": one.score, "of": one.max_score, "comment": one.comment}
                for cell, one in sorted(marks.items())
            },
        )
        report.written.append(learner)
    secret = made.submitted / "submission_secret.txt"
    known = secret.read_bytes() if secret.is_file() else secrets.token_hex(64).encode()
    replace_folder(
        course.feedback(learner, exercise),
        {
            f"{exercise}.html": page.encode("utf-8"),
            "timestamp.txt": format_timestamp(made.handed_in).encode(),
            "submission_secret.txt": known,
        },
    )
    if made.by == "packet":
        target = course.root / "returned" / exercise
        target.mkdir(parents=True, exist_ok=True)
        file = target / f"{learner}-round-{made.number}.html"
        file.write_text(page, encoding="utf-8")
        report.files.append(file)


def _stale(
    course: Course, exercise: str, learner: str, made: Round, marks: Mapping[str, Mark]
) -> list[str]:
    """Say so when “fix this first” is still the text of an earlier round."""
    now = marks[FIX_FIRST].comment if FIX_FIRST in marks else ""
    for one in rounds_in(course.rounds(learner, exercise)):
        if now and one.number < made.number and (one.folder / "marks.json").is_file():
            then = json.loads((one.folder / "marks.json").read_text(encoding="utf-8"))
            if then.get(FIX_FIRST, {}).get("comment") == now:
                return [f"{learner}: “fix this first” is still the text of round {one.number}."]
    return []


def pages_of(made: Round) -> list[Path]:
    """All pages that were returned on a round, first to last."""
    more = [made.folder / f"feedback-{number}.html" for number in range(2, 100)]
    return [path for path in [made.folder / "feedback.html", *more] if path.is_file()]


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


def _data_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("feedback.html")


@cache
def _style() -> Any:
    from markupsafe import Markup

    import curriculum

    sheet = Path(curriculum.__file__).parent / "lab" / "style" / "lift-elie.css"
    return Markup(sheet.read_text(encoding="utf-8"))
