"""The editor on a disk that refuses, and beside other programs: the writes really fail."""

from __future__ import annotations

import contextlib
import json
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from editor_desk import CHECKED, EDITOR, PID, Desk, desk, pictures
from playwright.sync_api import TimeoutError, expect

pytestmark = pytest.mark.browser
# Fixtures; named here so that every test may ask for them.
__all__ = ["desk", "pictures"]

# Root writes where nobody may. A kernel of root gives that right up, as learners never had it;
# rights belong to threads, and the lab's messages come to threads of their own.
PLAIN_RIGHTS = """
import ctypes, os, sys, threading
def give_up(*_):
    sys.settrace(None)
    libc = ctypes.CDLL(None, use_errno=True)
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(head, sets) == 0
    sets[0] &= ~(1 << 1)  # effective: CAP_DAC_OVERRIDE
    assert libc.capset(head, sets) == 0
if os.geteuid() == 0:
    give_up()
    threading.settrace(give_up)
"""
NEWER = '{"kind": "fishbone", "schema_version": 99, "bones": []}'


@contextlib.contextmanager
def full_disk(it: Desk) -> Iterator[None]:
    """No file of this kernel may grow past 100 bytes: its writes fail as on a full disk."""
    pid = int((it.folder / "pid").read_text())
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def read_only_folder(it: Desk) -> Iterator[None]:
    """Nothing may be made or replaced in the folders of the work."""
    folders = [it.folder / "work", it.folder / ".history", it.folder / ".history" / it.name]
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder in folders:
            folder.chmod(0o755)


def statement(it: Desk) -> str:
    """The problem statement on the disk."""
    return str(json.loads(it.file.read_text())["problem_statement"]["text"])


def start(desk: Callable[..., Desk], first: str = "") -> Desk:
    """An editor whose first words are on the disk."""
    it = desk(first + EDITOR + CHECKED, PID)
    it.root.get_by_role("textbox", name="Problem statement").click()
    it.type("on the disk")
    it.saved()
    assert statement(it) == "on the disk"
    return it


@pytest.mark.parametrize(
    ("trouble", "says"),
    [(full_disk, "The disk is full"), (read_only_folder, "This folder is read-only")],
)
def test_a_disk_that_refuses(
    desk: Callable[..., Desk], trouble: Any, says: str, pictures: Path | None
) -> None:
    it = start(desk, PLAIN_RIGHTS)
    notice, saved = it.root.locator(".le-notice"), it.root.locator(".le-saved")
    with trouble(it):
        it.type(", and typed on")
        expect(notice).to_contain_text(
            f"{says}, so your last changes are not saved yet; keep this window open and it will "
            "be tried again."
        )
        expect(saved).to_have_text("Not saved yet. It is tried again.")
        # Work goes on in memory, by mouse and by keyboard.
        it.bone(0).get_by_role("button").click()
        it.type("Tasks ask for one answer")
        it.press("Shift+Enter")
        it.type("The pacing chart leaves no time")
        it.press("Escape")
        it.root.get_by_role("button", name="Check my work").click()
        expect(it.root.locator(".le-coach")).to_be_visible()
        expect(it.root.locator(".le-box", has_text="pacing chart")).to_be_visible()
        expect(saved).to_have_text("Not saved yet. It is tried again.")
        assert statement(it) == "on the disk"
        assert not list(it.file.parent.glob(".*.tmp"))
        if pictures is not None:
            it.page.screenshot(path=pictures / f"{trouble.__name__}.png")
    fb = it.saved()
    expect(notice).to_be_hidden()
    assert fb["problem_statement"]["text"] == "on the disk, and typed on"
    cause = fb["bones"][0]["causes"][0]
    assert cause["text"] == "Tasks ask for one answer"
    assert cause["whys"][0]["text"] == "The pacing chart leaves no time"


def test_a_newer_file_met_while_saving_is_told_as_that(
    desk: Callable[..., Desk], pictures: Path | None
) -> None:
    it = start(desk)
    good = it.file.read_bytes()
    banner = it.root.locator(".le-banner")
    # The full disk only holds the save back until the newer file is there.
    with full_disk(it):
        it.type(" and mine")
        expect(it.root.locator(".le-notice")).to_contain_text("The disk is full")
        it.file.write_text(NEWER)
    expect(banner).to_contain_text("newer version of the program")
    expect(banner).to_contain_text("kept among the earlier versions")
    expect(banner).not_to_contain_text("window")
    expect(it.root.get_by_role("button", name="Keep mine")).to_have_count(0)
    expect(it.root.get_by_role("textbox", name="Problem statement")).to_have_value(
        "on the disk and mine"
    )
    if pictures is not None:
        it.page.screenshot(path=pictures / "newer.png")
    banner.get_by_role("button", name="Try again").click()
    expect(banner).to_contain_text("newer version of the program")
    assert it.file.read_text() == NEWER
    it.file.write_bytes(good)
    # The first press may be answered only now, and then there is no button left to press.
    with contextlib.suppress(TimeoutError):
        banner.get_by_role("button", name="Try again").click(timeout=5_000)
    expect(banner).to_be_hidden()
    it.saved()
    assert statement(it) == "on the disk and mine"


def test_a_deleted_file_is_noticed_without_a_change(
    desk: Callable[..., Desk], pictures: Path | None
) -> None:
    it = start(desk)
    it.file.unlink()
    # At the latest at the editor's next look of its own.
    notice = it.root.locator(".le-notice")
    expect(notice).to_contain_text("fishbone.json was deleted or moved")
    if pictures is not None:
        it.page.screenshot(path=pictures / "deleted.png")
    assert statement(it) == "on the disk"
    # Cut off by another program: the same, and what it left is kept.
    it.file.write_text('{"kind": "fishb')
    expect(notice).to_contain_text("was damaged by another program")
    assert statement(it) == "on the disk"
    assert len(list(it.file.parent.glob("fishbone.json.damaged-*"))) == 1
