"""The whole loop with real nbgrader: two learners, a coach, a second round."""

from __future__ import annotations

import csv
import json

import pytest
from classroom import EXERCISE, Classroom

from autograde.collect import collect
from autograde.course import Exchange, write_learner_settings
from autograde.export import export
from autograde.feedback import feedback
from autograde.release import FIX_FIRST
from autograde.rounds import pages_of, rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import run

pytestmark = pytest.mark.nbgrader


def mark_all(room: Classroom, learner: str, score: float, fix_first: str) -> None:
    """What a coach does in formgrader."""
    with room.course.book() as book:
        for criterion in load_rubric(EXERCISE).coach:
            cell = f"coach-{criterion.id}"
            book.mark(EXERCISE, learner, cell, score=score, comment="I read it.")
        book.mark(EXERCISE, learner, FIX_FIRST, comment=fix_first)


def test_from_fetch_to_a_second_round(room: Classroom) -> None:
    exchange = Exchange()
    first = room.solution("lead-ash").model_copy(update={"whose_view_is_missing": ""})
    folder = room.save("lead-ash", first)
    fresh = room.home / "fresh"
    fresh.mkdir()
    write_learner_settings(fresh, room.course.id, room.course.exchange)
    fetched = exchange.fetch(fresh, EXERCISE, "lead-ash") / f"{EXERCISE}.ipynb"
    (folder / f"{EXERCISE}.ipynb").write_bytes(fetched.read_bytes())

    assert exchange.available(folder) == ""
    receipt = exchange.submit(folder, EXERCISE, "lead-ash")
    assert receipt.message.startswith("Handed in on ")
    room.packet("lead-beech")

    assert sorted(collect(room.course, EXERCISE).new) == ["lead-ash", "lead-beech"]
    again = collect(room.course, EXERCISE)
    assert (again.new, again.known, again.problems) == ([], 2, [])

    report = run(room.course, EXERCISE)
    assert (report.graded, report.troubles, report.notes) == (["lead-ash", "lead-beech"], [], [])
    assert run(room.course, EXERCISE).unchanged == ["lead-ash", "lead-beech"]
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-beech")
    machine = load_rubric(EXERCISE).machine
    assert {one.id: marks[f"check-{one.id}"].score for one in machine} == {
        one.id: one.points for one in machine
    }
    assert all(marks[f"coach-{one.id}"].needs_coach for one in load_rubric(EXERCISE).coach)

    waiting = feedback(room.course, EXERCISE)
    assert waiting.written == []
    assert set(waiting.waiting) == {"lead-ash", "lead-beech"}
    mark_all(room, "lead-ash", 2, "Say whose view is missing.")
    mark_all(room, "lead-beech", 3, "Nothing: go and test it.")
    given = feedback(room.course, EXERCISE)
    assert given.written == ["lead-ash", "lead-beech"]
    assert given.in_exchange
    assert [path.name for path in given.files] == ["lead-beech-round-1.html"]

    (page,) = exchange.fetch_feedback(folder, EXERCISE, "lead-ash")
    text = page.read_text(encoding="utf-8")
    assert "Say whose view is missing." in text
    assert "Nothing: go and test it." not in text
    assert feedback(room.course, EXERCISE).unchanged == ["lead-ash", "lead-beech"]

    round_one = rounds_in(room.course.rounds("lead-ash", EXERCISE))[0]
    kept = {p: p.read_bytes() for p in round_one.folder.rglob("*") if p.is_file()}
    room.submit("lead-ash")
    assert collect(room.course, EXERCISE).new == ["lead-ash"]
    second = run(room.course, EXERCISE)
    assert (second.graded, second.unchanged) == (["lead-ash"], ["lead-beech"])
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-ash")
    assert marks["coach-missing-view"].manual_score == 2
    assert marks["coach-missing-view"].needs_coach
    assert feedback(room.course, EXERCISE).waiting == {
        "lead-ash": "the coach has not marked all criteria"
    }
    mark_all(room, "lead-ash", 3, "Say whose view is missing.")
    last = feedback(room.course, EXERCISE)
    assert last.written == ["lead-ash"]
    assert last.notes == ["lead-ash: “fix this first” is still the text of round 1."]
    assert len(exchange.fetch_feedback(folder, EXERCISE, "lead-ash")) == 2
    assert {p: p.read_bytes() for p in kept} == kept
    assert [one.number for one in rounds_in(round_one.folder.parent)] == [1, 2]

    path = room.home / "marks.csv"
    assert export(room.course, EXERCISE, path) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = {line["id"]: line for line in csv.DictReader(file)}
    assert lines["lead-ash"]["rounds with feedback"] == "1 2"
    assert lines["lead-ash"]["coach: missing-view"] == "strong"
    assert lines["lead-cherry"]["points"] == ""


def test_a_corrected_page_is_kept_beside_the_first(room: Classroom) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    run(room.course, EXERCISE)
    mark_all(room, "lead-ash", 1, "First words.")
    feedback(room.course, EXERCISE)
    mark_all(room, "lead-ash", 1, "Better words.")
    feedback(room.course, EXERCISE)
    (made,) = rounds_in(room.course.rounds("lead-ash", EXERCISE))
    first, second = (page.read_text(encoding="utf-8") for page in pages_of(made))
    assert "First words." in first
    assert "Better words." in second
    (page,) = Exchange().fetch_feedback(room.folder("lead-ash"), EXERCISE, "lead-ash")
    assert page.read_text(encoding="utf-8") == second


def test_manual_marks_stay_and_are_flagged(room: Classroom) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    run(room.course, EXERCISE)
    with room.course.book() as book:
        book.mark(EXERCISE, "lead-ash", "check-lanes", score=1.5, comment=None)
        book.mark(EXERCISE, "lead-ash", "coach-reads-backward", score=2, comment="Yes.")
    report = run(room.course, EXERCISE, again=True)
    assert report.graded == ["lead-ash"]
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-ash")
    lanes = marks["check-lanes"]
    assert (lanes.manual_score, lanes.auto_score, lanes.needs_coach) == (1.5, 4.0, True)
    assert lanes.score == 1.5
    # The same version graded again: what a coach judged stands.
    assert not marks["coach-reads-backward"].needs_coach
    assert marks["coach-reads-backward"].comment == "Yes."


def test_exchange_says_why_it_cannot(room: Classroom) -> None:
    folder = room.home / "alone" / EXERCISE
    folder.mkdir(parents=True)
    assert Exchange().available(folder) == (
        "No course is set up on this computer; hand in with a packet file."
    )
    known = room.folder("lead-ash")
    room.course.exchange.rename(room.course.root / "gone")
    assert Exchange().available(known) == (
        "Your course has not opened its exchange yet; hand in with a packet file."
    )
    with pytest.raises(RuntimeError, match="hand in with a packet file"):
        Exchange().submit(known, EXERCISE, "lead-ash")


def test_only_what_belongs_is_handed_in(room: Classroom) -> None:
    folder = room.save("lead-ash")
    (folder / "work" / "practice-fishbone-1.json").write_text("{}")
    (folder / ".history").mkdir()
    (folder / ".history" / "old.json").write_text("{}")
    (folder / "notes.txt").write_text("private")
    room.submit("lead-ash")
    (sent,) = (room.course.exchange / room.course.id / "inbound").iterdir()
    names = sorted(path.relative_to(sent).as_posix() for path in sent.rglob("*") if path.is_file())
    assert names == [
        "lift-fishbone.ipynb",
        "submission_secret.txt",
        "timestamp.txt",
        "work/fishbone.json",
    ]


def test_the_graded_notebook_is_a_notebook(room: Classroom) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    run(room.course, EXERCISE)
    path = room.course.autograded("lead-ash", EXERCISE) / f"{EXERCISE}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert "data:image/svg+xml;base64," in "".join(cells[1]["source"])
    outputs = {one["id"]: one["outputs"] for one in cells if one["cell_type"] == "code"}
    assert "".join(outputs["check-lanes"][0]["data"]["text/plain"]) == "4.0"
