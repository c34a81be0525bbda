"""What differs on Windows, run here with Windows played: a lock of its own kind, no exchange."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import pytest
from typer.testing import CliRunner

import autograde.collect
import autograde.demo
from autograde import _lock, course, exchange, intake, worker
from autograde._lock import BUSY, CourseError, writing
from autograde._nbgrader import NbgraderError
from autograde.cli import app
from autograde.cohort import profiles
from autograde.collect import collect
from autograde.course import Course, new_course
from autograde.exchange import Exchange
from autograde.feedback import feedback
from autograde.intake import take_folder
from autograde.rounds import rounds_in
from autograde.runner import run

EXERCISE = "lift-fishbone"
WINDOWS = SimpleNamespace(platform="win32", executable=sys.executable, stdin=sys.stdin)


class Locks:
    """``msvcrt`` as far as it is used: the first byte of a file, held until the file is closed."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def locking(self, handle: int, mode: int, count: int) -> None:
        assert mode == self.LK_NBLCK
        self.asked.append((os.lseek(handle, 0, os.SEEK_CUR), count))
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.fixture
def packets_only(monkeypatch: pytest.MonkeyPatch) -> Locks:
    """Our modules think that they run on Windows; the rest of Python does not."""
    locks = Locks()
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    for module in (_lock, course, exchange, worker, autograde.collect, autograde.demo):
        monkeypatch.setattr(module, "sys", WINDOWS)
    # Windows has neither of these flags.
    monkeypatch.delattr(os, "O_NOFOLLOW")
    monkeypatch.delattr(os, "O_NONBLOCK")
    monkeypatch.setattr(os, "O_BINARY", 0, raising=False)
    return locks


@pytest.fixture
def windows(packets_only: Locks, monkeypatch: pytest.MonkeyPatch) -> Locks:
    """The same, and what Windows lacks cannot be imported."""
    for name in ("pwd", "fcntl", "resource"):
        monkeypatch.setitem(sys.modules, name, None)
    return packets_only


def test_one_writer_at_a_time(windows: Locks, tmp_path: Path) -> None:
    with writing(tmp_path):
        with pytest.raises(CourseError) as caught, writing(tmp_path):
            raise AssertionError("two at once")
        assert str(caught.value) == BUSY
    with writing(tmp_path):
        assert windows.asked == [(0, 1)] * 3


def test_the_lock_is_the_same_byte_however_long_the_file_is(windows: Locks, tmp_path: Path) -> None:
    (tmp_path / ".autograde.lock").write_bytes(b"left by somebody")
    with writing(tmp_path):
        assert windows.asked == [(0, 1)]
    assert (tmp_path / ".autograde.lock").read_bytes() == b"left by somebody"


def test_an_error_of_the_system_is_told_as_busy(
    windows: Locks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadlock(handle: int, mode: int, count: int) -> None:
        raise OSError(36, "Resource deadlock avoided")

    monkeypatch.setattr(windows, "locking", deadlock)
    with pytest.raises(CourseError) as caught, writing(tmp_path):
        raise AssertionError("not held")
    assert str(caught.value) == BUSY


def test_the_file_is_closed_when_it_cannot_be_locked(
    windows: Locks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[IO[bytes]] = []
    hold = _lock._hold

    def watch(handle: IO[bytes]) -> None:
        opened.append(handle)
        hold(handle)

    monkeypatch.setattr(_lock, "_hold", watch)
    with writing(tmp_path), pytest.raises(CourseError), writing(tmp_path):
        raise AssertionError("two at once")
    assert [one.closed for one in opened] == [True, True]


def test_no_exchange(windows: Locks, tmp_path: Path) -> None:
    assert Exchange().available(tmp_path) == "On Windows you hand in with a packet file."
    with pytest.raises(NbgraderError, match="On Windows you hand in with a packet file"):
        Exchange().submit(tmp_path, EXERCISE, "lead-ash")
    with pytest.raises(NbgraderError, match="packet file"):
        Exchange().fetch_feedback(tmp_path, EXERCISE, "lead-ash")
    with pytest.raises(NbgraderError, match="packet file"):
        Exchange().fetch(tmp_path, EXERCISE, "lead-ash")


def test_the_worker_has_no_limits_to_set(windows: Locks) -> None:
    worker.limit()


def test_files_are_read_without_the_flags_that_windows_lacks(
    windows: Locks, tmp_path: Path
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "fishbone.json").write_bytes(b"\r\n\x1a{}")
    assert take_folder(tmp_path, EXERCISE) == {"work/fishbone.json": b"\r\n\x1a{}"}
    (tmp_path / "work" / "link.json").symlink_to(tmp_path / "work" / "fishbone.json")
    with pytest.raises(intake.IntakeError, match="link"):
        take_folder(tmp_path, EXERCISE)


def test_a_course_with_packets_alone(packets_only: Locks, tmp_path: Path) -> None:
    cohort = [one for one in profiles() if one.learner.id in ("lead-alder", "lead-elm")]
    lines = "\n".join(["id", *(one.learner.id for one in cohort)])
    (tmp_path / "roster.csv").write_text(lines, encoding="utf-8")
    place = new_course(tmp_path / "course", tmp_path / "roster.csv")
    for profile in cohort:
        autograde.demo.hand_in(place, profile, 0, tmp_path / profile.learner.id)
    assert sorted(collect(place, EXERCISE).new) == ["lead-alder", "lead-elm"]
    assert sorted(run(place, EXERCISE).graded) == ["lead-alder", "lead-elm"]
    rounds = [one for each in cohort for one in rounds_in(place.rounds(each.learner.id, EXERCISE))]
    assert [one.by for one in rounds] == ["packet", "packet"]
    report = feedback(place, EXERCISE, early=True)
    assert not report.in_exchange
    assert len(report.files) == 2


def test_a_folder_in_an_exchange_is_not_asked_for_its_owner(windows: Locks, tmp_path: Path) -> None:
    autograde.collect._check_owner(tmp_path / "not even there", "lead-ash")


def test_release_says_what_to_do_instead(windows: Locks, tmp_path: Path) -> None:
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    (tmp_path / "roster.csv").write_text("id\nlead-ash\n", encoding="utf-8")
    (tmp_path / "source" / EXERCISE).mkdir(parents=True)
    with pytest.raises(CourseError, match="send you packet files"):
        course.release_to_learners(Course.at(tmp_path), EXERCISE)
    result = CliRunner().invoke(app, ["release", EXERCISE, "--course", str(tmp_path)])
    assert result.exit_code == 1
    assert "nothing to release" in " ".join(result.output.split())
