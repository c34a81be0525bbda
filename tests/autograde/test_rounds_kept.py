"""Rounds and returned pages: numbered, whole, and never written again."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograde import rounds
from autograde.rounds import add_round, pages_of, rounds_in, write_once

NOW = datetime(2026, 11, 6, 14, 5, tzinfo=UTC)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def test_the_clock_may_go_back(tmp_path: Path) -> None:
    for at, back in enumerate((0, 3, 1, 30)):
        files = {"work/fishbone.json": str(at).encode()}
        add_round(tmp_path, files, NOW - timedelta(days=back), "exchange", f"e{at}")
    found = rounds_in(tmp_path)
    assert [one.number for one in found] == [1, 2, 3, 4]
    assert [(one.submitted / "work/fishbone.json").read_bytes() for one in found] == [
        b"0", b"1", b"2", b"3",
    ]  # fmt: skip


def test_a_crash_in_the_middle_leaves_no_half_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_round(tmp_path, {"a": b"1"}, NOW, "exchange", "e1")
    before = everything(tmp_path)

    def dies(path: Path, data: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "write_json", dies)
        with pytest.raises(KeyboardInterrupt):
            add_round(tmp_path, {"a": b"2"}, NOW, "exchange", "e2")
    assert everything(tmp_path) == before
    assert add_round(tmp_path, {"a": b"3"}, NOW, "exchange", "e3").number == 2


def test_what_was_left_half_by_a_killed_program_is_no_round(tmp_path: Path) -> None:
    add_round(tmp_path, {"a": b"1"}, NOW, "exchange", "e1")
    (tmp_path / ".new-left").mkdir()
    (tmp_path / ".new-left" / "round.json").write_text("{", encoding="utf-8")
    (tmp_path / "2").mkdir()  # a number without a round is not given again
    made = add_round(tmp_path, {"a": b"2"}, NOW, "exchange", "e2")
    assert made.number == 3
    assert [one.number for one in rounds_in(tmp_path)] == [1, 3]


MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from autograde.rounds import add_round, write_once
folder, name = Path(sys.argv[1]), sys.argv[2]
sys.stdin.read(1)
for at in range(25):
    add_round(folder, {"who": f"{name} {at}".encode()}, datetime.now(UTC), "exchange", name)
    if write_once(folder / f"page-{at}.html", name.encode()):
        print(at)
"""


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for one in both:
        assert one.stdin is not None
        one.stdin.write("g")
        one.stdin.flush()
    wrote = [one.communicate(timeout=120)[0].split() for one in both]
    assert [one.returncode for one in both] == [0, 0]
    found = rounds_in(tmp_path)
    assert [one.number for one in found] == list(range(1, 51))
    kept = sorted((one.submitted / "who").read_text() for one in found)
    assert kept == sorted(f"{name} {at}" for name in ("one", "two") for at in range(25))
    # Each page was written by exactly one of the two, and says so.
    for name, pages in zip(("one", "two"), wrote, strict=True):
        for at in pages:
            assert (tmp_path / f"page-{at}.html").read_text() == name
    assert sorted(int(at) for pages in wrote for at in pages) == list(range(25))


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links on this disk"])
def test_a_page_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:

        def none(one: Path, two: Path) -> None:
            raise OSError("not supported")

        monkeypatch.setattr(os, "link", none)
    page = tmp_path / "feedback.html"
    assert write_once(page, b"first")
    assert not write_once(page, b"second")
    assert page.read_bytes() == b"first"
    assert [one.name for one in tmp_path.iterdir()] == ["feedback.html"]


def test_pages_are_in_the_order_in_which_they_were_returned(tmp_path: Path) -> None:
    made = add_round(tmp_path, {"a": b"1"}, NOW, "exchange", "e1")
    for number in (10, 2, 100):
        (made.folder / f"feedback-{number}.html").write_text("x")
    for name in ("feedback.html", "feedback-x.html", ".feedback.html-1", "feedback-0.html"):
        (made.folder / name).write_text("x")
    assert [one.name for one in pages_of(made)] == [
        "feedback.html", "feedback-2.html", "feedback-10.html", "feedback-100.html",
    ]  # fmt: skip
