"""A course of files alone, for what reads rounds and needs no gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from autograde._nbgrader import Mark
from autograde.acting import answered
from autograde.checks import load_work
from autograde.course import Course
from autograde.feedback import Page, render
from autograde.kinds import kind_of
from autograde.release import FIX_FIRST
from autograde.rounds import (
    Round,
    add_round,
    pages_of,
    rounds_in,
    write_json,
    write_once,
)
from autograde.rubrics import load_rubric
from curriculum.artifacts.answers import Answers, Choice, CommentAnswer, put_answer

START = datetime(2026, 11, 2, 16, 0, tzinfo=UTC)


def paper_course(
    root: Path, learners: Sequence[str], exercises: Sequence[str] = ("lift-fishbone",)
) -> Course:
    """A course folder with a roster and nothing else."""
    root.mkdir(parents=True, exist_ok=True)
    lines = ["id,name,email", *(f"{one},{one.title()} (fictional),{one}@x.org" for one in learners)]
    (root / "roster.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "paper"\n', encoding="utf-8"
    )
    for one in exercises:
        (root / "source" / one).mkdir(parents=True)
    return Course.at(root)


def solved(learner: str, exercise: str = "lift-fishbone") -> Any:
    """The worked solution of a learner's case."""
    kind = kind_of(exercise)
    return kind.solution(kind.draw(exercise, learner, 0))


def hand_in(
    course: Course,
    learner: str,
    work: Any,
    answers: Answers | bytes | None = None,
    *,
    exercise: str = "lift-fishbone",
    grade: bool = True,
) -> Round:
    """Hand in and grade one version."""
    raw = work if isinstance(work, bytes) else work.to_json().encode("utf-8")
    files = {load_rubric(exercise).file: raw}
    if answers is not None:
        sent = answers if isinstance(answers, bytes) else answers.to_json().encode("utf-8")
        files["work/answers.json"] = sent
    folder = course.rounds(learner, exercise)
    when = START + timedelta(days=len(rounds_in(folder)))
    made = add_round(folder, files, when, "packet", f"packet {learner} {when}")
    if grade:
        keep_findings(made, learner, exercise)
    return made


def keep_findings(made: Round, learner: str, exercise: str) -> None:
    """What ``autograde run`` keeps of a round."""
    kind = kind_of(exercise)
    work = load_work(exercise, made.submitted, learner)
    shown = kind.show(work.artifact, work.case, work.findings) if work.artifact else None
    write_json(
        made.folder / "findings.json",
        {
            "problem": work.problem,
            "findings": [one.as_dict() for one in work.findings],
            "statement": shown.statement if shown else "",
            "words": dict(shown.words) if shown else {},
            "alt": shown.alt if shown else "",
        },
    )
    drawing = shown.drawing if shown else ""
    (made.folder / "drawing.svg").write_text(drawing, encoding="utf-8")


def give_back(
    course: Course,
    learner: str,
    comments: Mapping[str, str],
    *,
    exercise: str = "lift-fishbone",
    points: bool = False,
    level: str = "present",
) -> str:
    """Return a page on the newest round; the page."""
    rubric = load_rubric(exercise)
    rounds = rounds_in(course.rounds(learner, exercise))
    made = rounds[-1]
    marks = {
        f"coach-{one.id}": Mark(
            f"coach-{one.id}", one.points, None, one.points_of(level), False,
            comments.get(one.id, ""),
        )
        for one in rubric.coach
    }  # fmt: skip
    marks[FIX_FIRST] = Mark(FIX_FIRST, 0.0, None, None, False, comments.get("fix-first", ""))
    marks |= {
        f"check-{one.id}": Mark(f"check-{one.id}", one.points, 1.0, None, False, "")
        for one in rubric.machine
    }
    page = Page(
        f"{learner.title()} (fictional)", made, rubric, marks, True, points,
        answered(rounds, made.number),
    )  # fmt: skip
    count = len(pages_of(made)) + 1
    name = "" if count == 1 else f"-{count}"
    text = render(page, count)
    write_json(made.folder / f"marks{name}.json", page.substance())
    assert write_once(made.folder / f"feedback{name}.html", text.encode("utf-8"))
    return text


def say(number: int, **choices: Choice) -> Answers:
    """Answers to comments of one round; underscores stand for hyphens."""
    answers = Answers()
    for name, choice in choices.items():
        one = CommentAnswer(
            round=number, comment=name.replace("_", "-"), choice=choice, text="because of <b>us</b>"
        )
        answers = put_answer(answers, one)
    return answers
