"""A run that is killed, two runs at once, checks that fail or never end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from classroom import EXERCISE, LEARNERS, Classroom

from autograde._lock import BUSY, CourseError, writing
from autograde.collect import collect
from autograde.reader import Reader
from autograde.runner import MARKER, run

pytestmark = pytest.mark.nbgrader

KILLED = """
import os, signal, sys
from pathlib import Path
from autograde import runner
from autograde.course import Course
write = runner.write_json
def dies(path, data):
    if path.name == runner.MARKER and "lead-beech" in str(path):
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, data)
runner.write_json = dies
runner.run(Course.at(Path(sys.argv[1])), "lift-fishbone")
"""


def test_killed_in_the_middle_then_resumed(room: Classroom) -> None:
    for learner in LEARNERS:
        room.submit(learner)
    collect(room.course, EXERCISE)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(room.course.root)], check=False, timeout=300
    )
    assert done.returncode == -signal.SIGKILL
    assert not (room.course.autograded("lead-beech", EXERCISE) / MARKER).exists()
    report = run(room.course, EXERCISE)
    assert report.unchanged == ["lead-ash"]
    assert report.graded == ["lead-beech", "lead-cherry"]
    with room.course.book() as book:
        totals = {
            learner: sum(one.score for one in book.marks(EXERCISE, learner).values())
            for learner in LEARNERS
        }
    assert set(totals.values()) == {20.0}
    assert not list(room.course.root.rglob(".lift-fishbone-*"))


def test_killed_while_submitted_was_replaced(room: Classroom) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    folder = room.course.submitted("lead-ash", EXERCISE)
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()
    assert run(room.course, EXERCISE).graded == ["lead-ash"]


def test_two_at_once(room: Classroom) -> None:
    with writing(room.course.root):
        for command in (run, collect):
            with pytest.raises(CourseError) as caught:
                command(room.course, EXERCISE)
            assert str(caught.value) == BUSY
    assert run(room.course, EXERCISE).graded == []


def test_a_dead_process_holds_no_lock(room: Classroom) -> None:
    code = (
        "import sys, time; from pathlib import Path; from autograde._lock import writing\n"
        "with writing(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(600)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(room.course.root)], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(CourseError), writing(room.course.root):
        pass
    holder.kill()
    holder.wait()
    with writing(room.course.root):
        pass
    holder.stdout.close()


def test_a_check_that_fails_settles_nothing(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    with monkeypatch.context() as patch:
        patch.setattr("autograde.reader.SECONDS", 0)
        patch.setattr("autograde.reader.START_SECONDS", 0)
        report = run(room.course, EXERCISE, seconds=0)
    (trouble,) = report.troubles
    assert "too long" in trouble.reason
    assert report.graded == []
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-ash")
    assert marks["check-lanes"].auto_score is None
    assert marks["check-lanes"].needs_coach
    assert run(room.course, EXERCISE).graded == ["lead-ash"]


def test_the_worker_survives_being_killed(room: Classroom) -> None:
    folder = room.save("lead-ash")
    with Reader(EXERCISE, {}) as reader:
        assert reader.read(folder, "lead-ash").problem == ""
        process = reader._process
        assert process is not None
        process.kill()
        process.wait()
        assert reader.read(folder, "lead-ash").scores["lanes"] == 4


def test_the_worker_ignores_what_lies_beside_it(
    room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = room.save("lead-ash")
    (tmp_path / "autograde").mkdir()
    (tmp_path / "autograde" / "__init__.py").write_text("raise SystemExit('shadowed')")
    (folder / "autograde.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(folder)
    with Reader(EXERCISE, {}) as reader:
        assert reader.read(folder, "lead-ash").scores["lanes"] == 4


def test_the_worker_is_limited(room: Classroom) -> None:
    code = """
from pathlib import Path
from autograde.worker import limit
limit()
try:
    bytearray(4_000_000_000)
    print("memory")
except MemoryError:
    pass
try:
    Path("made").write_bytes(b"x" * 10)
    print("file")
except OSError:
    pass
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=room.home.parent, capture_output=True, check=True
    )
    assert done.stdout == b""


def test_graded_again_when_the_rubric_or_a_check_changes(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    run(room.course, EXERCISE)
    monkeypatch.setattr("autograde.runner.version", lambda _: "another version")
    report = run(room.course, EXERCISE)
    assert report.graded == ["lead-ash"]
    marker = room.course.autograded("lead-ash", EXERCISE) / MARKER
    assert json.loads(marker.read_text(encoding="utf-8"))["version"] == "another version"
