"""The words a coach points at stand on the learner's page, of this round alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from autograde._entries import Quote
from autograde.cohort import Profile, profiles
from autograde.collect import collect
from autograde.course import Course, new_course
from autograde.demo import hand_in
from autograde.feedback import feedback
from autograde.records import Records
from autograde.rounds import rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import run

EXERCISE = "lift-fishbone"
LEARNER = "lead-alder"
FIRST, *OTHERS = [one.id for one in load_rubric(EXERCISE).coach]


def mark(
    course: Course,
    criterion: str,
    number: int,
    *quotes: str,
    level: int = 2,
    comment: str = "Look here.",
) -> None:
    with course.book() as book:
        Records(book).write(
            exercise=EXERCISE,
            learner=LEARNER,
            criterion=criterion,
            coach="Rue Marsh (fictional)",
            round=number,
            level=None if criterion == "fix-first" else level,
            comment=comment,
            quotes=[Quote(one, "problem_statement") for one in quotes],
        )


def take_in(course: Course, who: Profile, version: int, home: Path) -> None:
    hand_in(course, who, version, home)
    collect(course, EXERCISE)
    run(course, EXERCISE)


def test_what_a_coach_points_at_stands_on_the_page(tmp_path: Path) -> None:
    found = next(one for one in profiles() if one.learner.id == LEARNER)
    who = replace(found, way="packet")
    roster = tmp_path / "roster.csv"
    roster.write_text(f"id\n{LEARNER}\n", encoding="utf-8")
    course = new_course(tmp_path / "course", roster, exercises=[EXERCISE])
    take_in(course, who, 0, tmp_path / "home")
    for one in OTHERS:
        mark(course, one, 1)
    mark(course, FIRST, 1, "<script>two</script>", "half of them")
    mark(course, "fix-first", 1, "of another time")
    folder = rounds_in(course.rounds(LEARNER, EXERCISE))[0].folder

    assert feedback(course, EXERCISE).written == [LEARNER]
    page = (folder / "feedback.html").read_text(encoding="utf-8")
    assert "“&lt;script&gt;two&lt;/script&gt;”, “half of them”" in page
    assert page.index("of another time") < page.index("half of them")
    assert "<script" not in page

    assert feedback(course, EXERCISE).unchanged == [LEARNER]
    mark(course, FIRST, 1, "half of them")
    assert feedback(course, EXERCISE).written == [LEARNER]
    corrected = (folder / "feedback-2.html").read_text(encoding="utf-8")
    said = corrected[corrected.index("What your coach says") :].split("</section>")[0]
    assert "half of them" in said
    assert "two" not in said

    take_in(course, who, min(1, len(who.versions) - 1), tmp_path / "home")
    for one in (FIRST, *OTHERS):
        mark(course, one, 2, level=1, comment="Again.")
    feedback(course, EXERCISE)
    newest = rounds_in(course.rounds(LEARNER, EXERCISE))[-1].folder
    assert newest != folder
    later = (newest / "feedback.html").read_text(encoding="utf-8")
    assert "half of them" not in later
    assert "of another time" not in later
