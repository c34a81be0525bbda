"""A hand-in that cannot be read, or was not read this time: said plainly, and nothing to mark."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

import autograde.demo
from autograde.about import ABOUT, About, about
from autograde.cohort import Profile, profiles
from autograde.collect import collect
from autograde.course import Course, new_course
from autograde.export import export
from autograde.feedback import feedback
from autograde.reader import Reader, Reading
from autograde.roster import Learner, write_roster
from autograde.rounds import rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import run

EXERCISE = "lift-fishbone"
COACH = [f"coach-{one.id}" for one in load_rubric(EXERCISE).coach]


def profile(learner: str) -> Profile:
    return next(one for one in profiles() if one.learner.id == learner)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Three have handed in packets: a good one, a damaged one, one with another person's case."""
    names = {"lead-alder": "Amaru", "lead-oak": "Noor", "lead-pine": "Kai Ito"}
    write_roster(tmp_path / "roster.csv", [Learner(one, name) for one, name in names.items()])
    made = new_course(tmp_path / "course", tmp_path / "roster.csv")
    for learner in names:
        hand_in(made, learner, 0)
    collect(made, EXERCISE)
    return made


def hand_in(course: Course, learner: str, version: int, how: str = "") -> None:
    who = replace(profile(how or learner), learner=profile(learner).learner, way="packet")
    home = course.root.parent / learner
    autograde.demo.hand_in(course, who, version, home)


def table(course: Course) -> dict[str, dict[str, str]]:
    path = course.root.parent / "marks.csv"
    export(course, EXERCISE, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {line["id"]: line for line in csv.DictReader(file)}


def notebook(course: Course, learner: str) -> str:
    path = course.autograded(learner, EXERCISE) / f"{EXERCISE}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join(str(cell["source"]) for cell in cells)


def waits(course: Course, learner: str) -> bool:
    with course.book() as book:
        marks = book.marks(EXERCISE, learner)
    return any(marks[cell].needs_coach for cell in COACH)


def test_what_cannot_be_read(course: Course) -> None:
    run(course, EXERCISE)
    assert waits(course, "lead-alder")
    assert not waits(course, "lead-oak")
    with course.book() as book:
        assert book.waiting() == {EXERCISE: 1}

    page = notebook(course, "lead-oak")
    assert "The fishbone in this hand&#45;in could not be read" in page
    assert "This file is damaged" in page
    assert "What to do:</strong> Ask lead&#45;oak to open the exercise" in page
    for word in ("Nothing was found here", "Reads true backward", "Fix this first"):
        assert word not in page
        assert word in notebook(course, "lead-alder") or word.startswith("Nothing")

    page = notebook(course, "lead-pine")
    assert "This hand&#45;in is not scored" in page
    assert "<h2>The fishbone</h2>" in page
    assert "Reads true backward" not in page


def test_the_table_says_so_and_does_not_wait(course: Course) -> None:
    run(course, EXERCISE)
    lines = table(course)
    assert lines["lead-alder"]["waits for coach"] == "yes"
    assert lines["lead-alder"]["cannot be marked"] == ""
    for learner, word in (("lead-oak", "damaged"), ("lead-pine", "another person")):
        assert lines[learner]["waits for coach"] == ""
        assert word in lines[learner]["cannot be marked"]
        assert lines[learner]["points"] == ""
        assert {value for name, value in lines[learner].items() if "coach:" in name} == {""}


def test_its_page_goes_back_and_the_next_version_waits(course: Course) -> None:
    run(course, EXERCISE)
    report = feedback(course, EXERCISE)
    assert report.written == ["lead-oak", "lead-pine"]
    assert list(report.waiting) == ["lead-alder"]
    (made,) = rounds_in(course.rounds("lead-oak", EXERCISE))
    page = (made.folder / "feedback.html").read_text(encoding="utf-8")
    assert "For Noor · round 1" in page
    assert "We could not look at this version" in page
    hand_in(course, "lead-oak", 0, how="lead-elm")
    assert collect(course, EXERCISE).new == ["lead-oak"]
    assert run(course, EXERCISE).troubles != []
    assert waits(course, "lead-oak")
    assert table(course)["lead-oak"]["waits for coach"] == "yes"


def test_after_a_marked_round_a_damaged_one_shows_none_of_its_marks(course: Course) -> None:
    run(course, EXERCISE)
    with course.book() as book:
        for cell in COACH:
            book.mark(EXERCISE, "lead-alder", cell, score=3)
        book.mark(EXERCISE, "lead-alder", "coach-fix-first", comment="Old words.")
    assert "lead-alder" in feedback(course, EXERCISE).written
    hand_in(course, "lead-alder", 0, how="lead-oak")
    collect(course, EXERCISE)
    run(course, EXERCISE)
    assert table(course)["lead-alder"]["coach: missing-view"] == ""
    assert "lead-alder" in feedback(course, EXERCISE).written
    second = rounds_in(course.rounds("lead-alder", EXERCISE))[1]
    assert "Old words." not in (second.folder / "feedback.html").read_text(encoding="utf-8")
    with course.book() as book:
        assert book.marks(EXERCISE, "lead-alder")[COACH[0]].manual_score == 3

    hand_in(course, "lead-alder", 0, how="lead-elm")
    collect(course, EXERCISE)
    run(course, EXERCISE)
    assert waits(course, "lead-alder")


def test_not_read_this_time(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    late = Reading(failed="It takes too long to read, so it was left out.")
    with monkeypatch.context() as patch:
        patch.setattr(Reader, "read", lambda *_: late)
        run(course, EXERCISE)
    page = notebook(course, "lead-alder")
    assert "It takes too long to read" in page
    assert "Start “autograde run lift&#45;fishbone” again" in page
    assert table(course)["lead-alder"]["cannot be marked"].startswith("It takes too long")
    assert table(course)["lead-alder"]["waits for coach"] == ""
    run(course, EXERCISE)
    assert waits(course, "lead-alder")
    assert table(course)["lead-alder"]["cannot be marked"] == ""


def test_what_is_no_folder_of_files_at_all(course: Course) -> None:
    target = course.submitted("lead-alder", EXERCISE)
    (target / "work" / "link.json").symlink_to("/etc/hostname")
    run(course, EXERCISE)
    known = about(course.autograded("lead-alder", EXERCISE))
    assert known.round == 0
    assert "link" in known.trouble
    assert "Ask lead-alder" in known.to_do


@pytest.mark.parametrize("text", ["", "[]", "{", '{"round": "x"}', '{"round": 1}', "\udcff"])
def test_what_plain_nbgrader_left_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / ABOUT).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert about(tmp_path) == About()
    assert about(tmp_path / "nowhere") == About()


def test_what_is_known_is_kept_whole(tmp_path: Path) -> None:
    known = About(2, "November 6, 2026", "It is “damaged”.", "Ask.", "Note.")
    (tmp_path / ABOUT).write_bytes(known.as_bytes())
    assert about(tmp_path) == known
