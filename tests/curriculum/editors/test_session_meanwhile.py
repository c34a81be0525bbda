"""What other programs do to the work file while it is open: each told as what it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.editors._session import Session
from curriculum.workspace import Workspace

NEWER = empty_fishbone().to_json().replace('"schema_version": 1', '"schema_version": 99')
CUT_OFF = empty_fishbone().to_json()[:200]


class Desk:
    """A session whose timers a test lets off by hand."""

    def __init__(self, root: Path) -> None:
        self.due: Callable[[], None] | None = None
        self.seq = 0
        self.root = root
        self.session = Session(Workspace(root), "fishbone", empty_fishbone(), timer=self._timer)

    def _timer(self, _seconds: float, call: Callable[[], None]) -> Any:
        self.due = call
        desk = self

        class Handle:
            def cancel(self) -> None:
                desk.due = None

        return Handle()

    def wait(self) -> None:
        """Let the time come for what is waiting."""
        call, self.due = self.due, None
        if call is not None:
            call()

    def do(self, op: str, **rest: Any) -> list[str]:
        self.seq += 1
        return self.session.receive("w", [{"seq": self.seq, "intent": {"op": op, **rest}}])

    def name(self, text: str) -> list[str]:
        """Rename the first bone."""
        return self.do("set_text", id="b1", text=text)

    @property
    def file(self) -> Path:
        return self.root / "work" / "fishbone.json"

    @property
    def saved(self) -> str:
        """The first bone's name on the disk."""
        return Fishbone.from_json(self.file.read_bytes()).bones[0].name

    @property
    def view(self) -> dict[str, Any]:
        return self.session.view()

    def kept(self) -> list[str]:
        """The first bone's names in the history."""
        space = self.session.workspace
        versions = self.session.versions()
        return [space.open_version("fishbone", v, Fishbone).bones[0].name for v in versions]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.name("saved")
    made.wait()
    assert made.saved == "saved"
    return made


def test_a_newer_file_met_while_saving_is_told_as_that(desk: Desk) -> None:
    desk.name("mine")
    desk.file.write_text(NEWER)
    desk.wait()
    view = desk.view
    assert (view["conflict"], view["found"]) == (True, "newer")
    assert "newer version of the program" in view["notice"]
    assert "window" not in view["notice"]
    assert "kept among the earlier versions" in view["notice"]
    assert desk.file.read_text() == NEWER
    assert "mine" in desk.kept()


def test_trying_again_never_overwrites_the_newer_file(desk: Desk) -> None:
    desk.name("mine")
    desk.file.write_text(NEWER)
    desk.wait()
    for op in ("keep_mine", "open_other"):
        desk.do(op)
        assert desk.file.read_text() == NEWER
        assert desk.view["found"] == "newer"
        assert desk.session.fishbone.bones[0].name == "mine"
    desk.name("mine and more")
    desk.session.close()
    assert desk.file.read_text() == NEWER
    assert "mine and more" in desk.kept()


def test_once_the_newer_file_is_gone_the_work_is_saved(desk: Desk) -> None:
    before = desk.file.read_bytes()
    desk.name("mine")
    desk.file.write_text(NEWER)
    desk.wait()
    desk.file.write_bytes(before)
    desk.session.refresh()
    assert desk.saved == "mine"
    assert not desk.view["conflict"]


def test_a_newer_file_noticed_while_nothing_is_unsaved_locks(desk: Desk) -> None:
    before = desk.file.read_bytes()
    desk.file.write_text(NEWER)
    desk.session.refresh()
    view = desk.view
    assert view["read_only"]
    assert "newer version of the program" in view["notice"]
    assert desk.session.fishbone.bones[0].name == "saved"
    # A letter that was on its way is refused and stays in the browser.
    assert desk.name("too late")
    assert desk.view["saved_acks"]["w"] < desk.view["acks"]["w"]
    assert desk.file.read_text() == NEWER
    desk.file.write_bytes(before)
    desk.session.refresh()
    assert not desk.view["read_only"]
    assert desk.name("on we go") == []


@pytest.mark.parametrize("unsaved", [True, False])
def test_a_file_cut_off_meanwhile_is_kept_and_the_work_saved_again(
    desk: Desk, unsaved: bool
) -> None:
    if unsaved:
        desk.name("mine")
    desk.file.write_text(CUT_OFF)
    if unsaved:
        desk.wait()
    else:
        desk.session.refresh()
    view = desk.view
    assert desk.saved == ("mine" if unsaved else "saved")
    assert not view["conflict"]
    assert not view["dirty"]
    assert "damaged by another program" in view["notice"]
    assert "window" not in view["notice"]
    (aside,) = desk.file.parent.glob("fishbone.json.damaged-*")
    assert aside.read_text() == CUT_OFF
    assert aside.name in view["notice"]


@pytest.mark.parametrize("unsaved", [True, False])
def test_a_deleted_file_is_noticed_and_saved_again(desk: Desk, unsaved: bool) -> None:
    if unsaved:
        desk.name("mine")
    desk.file.unlink()
    desk.session.refresh()
    desk.wait()
    assert desk.saved == ("mine" if unsaved else "saved")
    assert "fishbone.json was deleted or moved" in desk.view["notice"]
    assert desk.view["notice"].count(".") == 2
    # Told once, and not again while all is well.
    desk.name("later")
    desk.wait()
    desk.session.refresh()
    assert desk.view["notice"] == ""
    assert desk.saved == "later"


def test_a_work_that_was_never_saved_is_not_told_to_be_deleted(tmp_path: Path) -> None:
    made = Desk(tmp_path)
    made.session.refresh()
    assert made.view["notice"] == ""
    assert not (tmp_path / "work").exists()


def test_a_renamed_folder_does_not_come_back_by_itself(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "mine")
    desk.name("saved")
    desk.wait()
    (tmp_path / "mine").rename(tmp_path / "moved")
    desk.session.refresh()
    assert "The folder mine was deleted, moved or renamed" in desk.view["notice"]
    assert not (tmp_path / "mine").exists()
    desk.name("typed on")
    desk.wait()
    assert desk.saved == "typed on"


def test_a_damaged_file_that_cannot_be_replaced_stays_where_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.name("mine")
    desk.file.write_text(CUT_OFF)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        desk.wait()
    assert desk.file.read_text() == CUT_OFF
    assert desk.view["refused"]
    assert "The disk is full" in desk.view["notice"]
    desk.wait()
    assert desk.saved == "mine"
    assert not desk.view["refused"]
    assert "damaged by another program" in desk.view["notice"]


def test_the_other_window_is_named_only_when_there_is_another_version(desk: Desk) -> None:
    desk.name("mine")
    other = empty_fishbone().model_copy(update={"school": "Theirs (fictional)"})
    desk.file.write_text(other.to_json())
    desk.wait()
    view = desk.view
    assert (view["conflict"], view["found"]) == (True, "changed")
    assert "changed in another window or program" in view["notice"]
    # It turns newer before a choice is made.
    desk.file.write_text(NEWER)
    desk.do("open_other")
    assert desk.view["found"] == "newer"
    assert "newer version of the program" in desk.view["notice"]
