"""Comments answered by learners, through nbgrader's exchange and by packet, back to the coach."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import EXERCISE, Classroom

from autograde.acting import acted, answered, headline
from autograde.collect import collect
from autograde.course import Exchange
from autograde.desk.out import file
from autograde.desk.rounds import loop, rounds
from autograde.export import write_points
from autograde.feedback import feedback
from autograde.release import FIX_FIRST
from autograde.rounds import pages_of, rounds_in
from autograde.rubrics import load_rubric
from autograde.runner import run
from curriculum.editors._answering import Answering
from curriculum.packet import make_packet
from curriculum.workspace import Workspace

pytestmark = pytest.mark.nbgrader

SAID = "Say whose view is missing."
WHY = "=we asked two families <b>on Friday</b>"


def coach(room: Classroom, level: str) -> list[Path]:
    """Collect, check, mark, and give back; the pages for those who sent a packet."""
    collect(room.course, EXERCISE)
    assert run(room.course, EXERCISE).troubles == []
    with room.course.book() as book:
        for learner in book.handed_in(EXERCISE):
            for one in load_rubric(EXERCISE).coach:
                points = one.points_of(level)
                book.mark(EXERCISE, learner, f"coach-{one.id}", score=points, comment="")
            book.mark(EXERCISE, learner, FIX_FIRST, comment=SAID)
    return feedback(room.course, EXERCISE).files


def answer(folder: Path, pages: list[Path], choice: str) -> None:
    """What the hand-in panel does with the learner's presses."""
    answering = Answering(EXERCISE, Workspace(folder))
    answering.look(pages)
    assert answering.page is not None
    number = answering.page.round
    assert [(one.id, one.text) for one in answering.page.comments] == [("fix-first", SAID)]
    answering.handle({"do": "choose", "name": f"answer-{number}-fix-first", "value": choice})
    answering.handle({"do": "write", "name": f"words-{number}-fix-first", "value": WHY})


def test_the_loop_in_the_exchange_and_by_packet(room: Classroom) -> None:
    exchange = Exchange()
    ash = room.save("lead-ash")
    exchange.submit(ash, EXERCISE, "lead-ash")
    room.packet("lead-beech")
    (sent,) = coach(room, "present")
    assert headline(acted(room.course, EXERCISE))["waiting"] == 2

    pages = list(exchange.fetch_feedback(ash, EXERCISE, "lead-ash"))
    answer(ash, pages, "kept")
    exchange.submit(ash, EXERCISE, "lead-ash")
    beech = room.folder("lead-beech")
    mail = Answering(EXERCISE, Workspace(beech))
    assert mail.take(sent.read_text(encoding="utf-8")) == ""
    answer(beech, list((beech / "feedback").rglob("*.html")), "question")
    make_packet(beech, EXERCISE, "lead-beech", room.course.root / "packets")

    first = {
        path: path.read_bytes()
        for path in (room.course.root / "rounds").rglob("*")
        if path.is_file()
    }
    assert sorted(collect(room.course, EXERCISE).new) == ["lead-ash", "lead-beech"]
    assert run(room.course, EXERCISE).troubles == []
    for learner, choice in (("lead-ash", "kept"), ("lead-beech", "question")):
        every = rounds_in(room.course.rounds(learner, EXERCISE))
        (one,) = answered(every, 2).values()
        assert (one.round, one.choice, one.text) == (1, choice, WHY)
    found = acted(room.course, EXERCISE)
    assert headline(found) == {
        "given": 2, "done": 2, "learners": 2, "waiting": 0, "questions": 1,
    }  # fmt: skip

    with room.course.book() as book:
        asked = {"exercise": EXERCISE, "learner": "lead-ash"}
        seen = rounds(room.course, book, asked)
        assert (seen["number"], seen["before"], seen["said_on"]) == (2, 1, 1)
        assert (seen["changes"], seen["problem"]) == ([], "")
        top = seen["comments"][0]
        assert (top["comment"], top["answer"]["text"]) == (SAID, WHY)
        assert [one["level_then"] for one in seen["comments"][1:]] == ["present"] * 3
        # The new version waits for a coach, so it has no level yet.
        assert [one["level_now"] for one in seen["comments"][1:]] == [""] * 3
        assert loop(room.course, book, {})["whole"]["done"] == 2
        earlier = rounds(room.course, book, {**asked, "round": "1"})
        assert (earlier["number"], earlier["before"]) == (1, 0)
        page = file(room.course, book, {"what": "page", **asked})
        assert "=we asked two families &lt;b&gt;on Friday&lt;/b&gt;" in page["text"]
        for wrong in ({**asked, "learner": "lead-nobody"}, {**asked, "round": "9"}):
            with pytest.raises(RuntimeError, match=r"roster|choose"):
                rounds(room.course, book, wrong)

    coach(room, "strong")
    assert {path: path.read_bytes() for path in first} == first
    with room.course.book() as book:
        seen = rounds(room.course, book, asked)
    assert [one["level_now"] for one in seen["comments"][1:]] == ["strong"] * 3
    newest = pages_of(rounds_in(room.course.rounds("lead-ash", EXERCISE))[-1])[-1]
    assert "To the comment on round 1 you answered" in newest.read_text(encoding="utf-8")

    points = room.home / "points.csv"
    assert write_points(room.course, points) == 1
    with points.open(encoding="utf-8-sig", newline="") as opened:
        ours = {one["id"]: one[f"{EXERCISE} (of 29)"] for one in csv.DictReader(opened)}
    stock = room.home / "stock.csv"
    command = [sys.executable, "-m", "nbgrader", "export", f"--to={stock}"]
    subprocess.run(command, cwd=room.course.root, check=True, capture_output=True)
    with stock.open(newline="") as opened:
        theirs = {one["student_id"]: float(one["score"]) for one in csv.DictReader(opened)}
    for learner in ("lead-ash", "lead-beech"):
        assert float(ours[learner]) == theirs[learner]
    assert ours["lead-cherry"] == ""


def test_again_and_again_writes_nothing_new(room: Classroom) -> None:
    room.submit("lead-ash")
    coach(room, "present")
    before = {
        path: path.read_bytes()
        for path in (room.course.root / "rounds").rglob("*")
        if path.is_file()
    }
    coach(room, "present")
    assert run(room.course, EXERCISE, again=True).graded == ["lead-ash"]
    assert feedback(room.course, EXERCISE).unchanged == ["lead-ash"]
    after = {
        path: path.read_bytes()
        for path in (room.course.root / "rounds").rglob("*")
        if path.is_file()
    }
    assert after == before


def test_killed_between_the_marks_and_the_page(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.submit("lead-ash")
    coach(room, "present")
    (made,) = rounds_in(room.course.rounds("lead-ash", EXERCISE))
    kept = {path: path.read_bytes() for path in made.folder.rglob("*") if path.is_file()}
    with room.course.book() as book:
        book.mark(EXERCISE, "lead-ash", FIX_FIRST, comment="Better words.")

    def dies(path: Path, content: bytes) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("autograde.feedback.write_once", dies)
        with pytest.raises(KeyboardInterrupt):
            feedback(room.course, EXERCISE)
    assert [one.name for one in pages_of(made)] == ["feedback.html"]
    assert feedback(room.course, EXERCISE).written == ["lead-ash"]
    assert [one.name for one in pages_of(made)] == ["feedback.html", "feedback-2.html"]
    assert {path: path.read_bytes() for path in kept} == kept
