"""What a season brings: unknown learners, older releases, the same second, two programs at once."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from classroom import EXERCISE, Classroom

from autograde._lock import BUSY, CourseError, writing
from autograde.collect import collect
from autograde.rounds import rounds_in
from autograde.runner import run
from curriculum.packet import MANIFEST

pytestmark = pytest.mark.nbgrader


def in_one_second(packet: Path, target: Path) -> None:
    """The same packet, as if another browser had made it in the same second."""
    made = "2026-03-02T10:00:00Z"
    with zipfile.ZipFile(packet) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == MANIFEST:
                content = json.dumps({**json.loads(content), "made": made}).encode()
            new.writestr(name, content)
    packet.unlink()


@pytest.mark.parametrize("turned", [False, True])
def test_two_hand_ins_within_one_second(room: Classroom, turned: bool) -> None:
    folder = room.course.root / "packets"
    words = ["Absences rise in winter.", "Retries are rare."]
    paths = [folder / "a.zip", folder / "b.zip"]
    for text, path in zip(words, reversed(paths) if turned else paths, strict=True):
        work = json.loads(room.solution("lead-ash").to_json())
        work["problem_statement"]["text"] = text
        in_one_second(room.packet("lead-ash", json.dumps(work).encode()), path)
        stamp = 1_800_000_000 + words.index(text)
        os.utime(path, (stamp, stamp))
    assert collect(room.course, EXERCISE).new == ["lead-ash", "lead-ash"]
    rounds = rounds_in(room.course.rounds("lead-ash", EXERCISE))
    assert [one.number for one in rounds] == [1, 2]
    kept = [(one.submitted / "work" / "fishbone.json").read_text("utf-8") for one in rounds]
    assert [word in text for word, text in zip(words, kept, strict=True)] == [True, True]
    newest = room.course.submitted("lead-ash", EXERCISE) / "work" / "fishbone.json"
    assert words[1] in newest.read_text(encoding="utf-8")
    assert collect(room.course, EXERCISE).known == 2


def test_an_unknown_learner_is_kept_until_the_roster_has_them(room: Classroom) -> None:
    packet = room.packet("lead-dogwood")
    report = collect(room.course, EXERCISE)
    assert report.new == []
    assert (
        "no learner called “lead-dogwood” is on the roster; add the learner" in report.problems[0]
    )
    assert packet.is_file()
    with (room.course.root / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("lead-dogwood,,,\n")
    with room.course.book() as book:
        book.put_learners(room.course.learners())
    assert collect(room.course, EXERCISE).new == ["lead-dogwood"]
    assert run(room.course, EXERCISE).graded == ["lead-dogwood"]


def test_a_hand_in_of_an_older_release(room: Classroom) -> None:
    """Its notebook has other words; what counts is the saved work."""
    folder = room.save("lead-ash")
    notebook = folder / f"{EXERCISE}.ipynb"
    data = json.loads(notebook.read_text(encoding="utf-8"))
    data["cells"][0]["source"] = "# How this exercise began a year ago"
    del data["cells"][1]
    notebook.write_text(json.dumps(data), encoding="utf-8")
    target = room.course.submitted("lead-ash", EXERCISE)
    shutil.copytree(folder, target)
    room.submit("lead-beech")
    collect(room.course, EXERCISE)
    report = run(room.course, EXERCISE)
    assert sorted(report.graded) == ["lead-ash", "lead-beech"]
    assert report.troubles == []
    assert [one.learner for one in report.notes] == ["lead-ash"]
    assert report.notes[0].reason.endswith("graded from the saved work.")
    with room.course.book() as book:
        old, new = (book.marks(EXERCISE, one) for one in ("lead-ash", "lead-beech"))
    assert {one: mark.auto_score for one, mark in old.items()} == {
        one: mark.auto_score for one, mark in new.items()
    }


def test_two_programs_grading(room: Classroom) -> None:
    room.packet("lead-ash")
    with writing(room.course.root):
        with pytest.raises(CourseError, match="wait until it is done"):
            run(room.course, EXERCISE)
        with pytest.raises(CourseError) as caught:
            collect(room.course, EXERCISE)
    assert str(caught.value) == BUSY
    assert rounds_in(room.course.rounds("lead-ash", EXERCISE)) == []
    collect(room.course, EXERCISE)
    assert run(room.course, EXERCISE).graded == ["lead-ash"]
    (made,) = rounds_in(room.course.rounds("lead-ash", EXERCISE))
    assert made.handed_in <= datetime.now(UTC)
