"""A piece of work that is being edited: nothing is lost, whatever happens around it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.editors._session import Session, open_session
from curriculum.workspace import Workspace


class Clock:
    """Time and timers that a test moves by hand."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def __call__(self) -> float:
        return self.now

    def timer(self, seconds: float, call: Callable[[], None]) -> Any:
        entry = (self.now + seconds, call)
        self.waiting.append(entry)
        clock = self

        class Handle:
            def cancel(self) -> None:
                if entry in clock.waiting:
                    clock.waiting.remove(entry)

        return Handle()

    def go(self, seconds: float) -> None:
        self.now += seconds
        due = [entry for entry in self.waiting if entry[0] <= self.now]
        for entry in due:
            self.waiting.remove(entry)
            entry[1]()


class Window:
    """A browser window: numbers what it sends."""

    def __init__(self, session: Session, name: str = "w1") -> None:
        self.session, self.name, self.seq = session, name, 0

    def send(self, op: str, **rest: Any) -> list[str]:
        self.seq += 1
        return self.session.receive(self.name, [{"seq": self.seq, "intent": {"op": op, **rest}}])


@pytest.fixture
def clock() -> Clock:
    return Clock()


def start(root: Path, clock: Clock) -> Session:
    return Session(Workspace(root), "fishbone", empty_fishbone(), timer=clock.timer, clock=clock)


def on_disk(root: Path) -> Fishbone:
    return Fishbone.from_json((root / "work" / "fishbone.json").read_bytes())


def test_a_change_is_on_the_disk_after_a_short_while(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    Window(session).send("set_statement", part="text", text="32%")
    assert session.view()["dirty"]
    assert not (tmp_path / "work" / "fishbone.json").exists()
    clock.go(1)
    assert on_disk(tmp_path).problem_statement.text == "32%"
    view = session.view()
    assert not view["dirty"]
    assert view["saved_acks"] == {"w1": 1}


def test_one_who_types_without_a_pause_is_saved_too(tmp_path: Path, clock: Clock) -> None:
    window = Window(start(tmp_path, clock))
    for n in range(20):
        window.send("set_statement", part="text", text="x" * n)
        clock.go(0.3)
    assert (tmp_path / "work" / "fishbone.json").exists()


def test_opening_alone_writes_nothing(tmp_path: Path, clock: Clock) -> None:
    start(tmp_path, clock).close()
    assert not (tmp_path / "work").exists()


def test_undo_and_redo(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    window = Window(session)
    window.send("add_cause", id="b1", text="one", new="c1")
    one = session.fishbone
    window.send("remove", id="c1")
    window.send("undo")
    assert session.fishbone == one
    window.send("redo")
    assert not session.fishbone.bones[0].causes
    window.send("undo")
    window.send("undo")
    assert session.fishbone == empty_fishbone()
    assert session.view()["can_redo"]
    assert not session.view()["can_undo"]
    window.send("undo")
    assert session.fishbone == empty_fishbone()


def test_typing_on_is_one_step_and_a_pause_begins_a_new_one(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    window = Window(session)
    for text in ("T", "Ta", "Tas"):
        window.send("set_text", id="b1", text=text)
        clock.now += 0.5
    clock.now += 5
    window.send("set_text", id="b1", text="Tasks!")
    window.send("undo")
    assert session.fishbone.bones[0].name == "Tas"
    window.send("undo")
    assert session.fishbone == empty_fishbone()


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "text", "remove", "undo", "redo"]), st.integers(1, 4)),
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_undoing_everything_comes_back_to_the_start(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    clock = Clock()
    session = start(tmp_path_factory.mktemp("undo"), clock)
    window = Window(session)
    for op, n in steps:
        if op == "add":
            window.send("add_cause", id=f"b{n}", text="x")
        elif op == "text":
            window.send("set_text", id=f"b{n}", text=f"{n}")
        elif op == "remove":
            window.send("remove", id=f"c{n}")
        else:
            window.send(op)
    end = session.fishbone
    undone = 0
    while session.view()["can_undo"]:
        window.send("undo")
        undone += 1
    assert session.fishbone == empty_fishbone()
    for _ in range(undone):
        window.send("redo")
    assert session.fishbone == end


def test_a_change_that_is_sent_twice_is_made_once(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    items = [{"seq": 1, "intent": {"op": "add_cause", "id": "b1", "text": "one"}}]
    session.receive("w1", items)
    session.receive("w1", items)
    assert len(session.fishbone.bones[0].causes) == 1


def test_a_refused_change_is_told_and_the_next_one_is_made(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    refused = session.receive(
        "w1",
        [
            {"seq": 1, "intent": {"op": "set_text", "id": "gone", "text": "x"}},
            {"seq": 2, "intent": {"op": "set_text", "id": "b1", "text": "New"}},
        ],
    )
    assert refused == ["That cause is no longer there; undo brings it back."]
    assert session.fishbone.bones[0].name == "New"
    assert session.view()["acks"] == {"w1": 2}


def test_after_a_dead_kernel_the_browser_sends_again_what_was_not_saved(
    tmp_path: Path, clock: Clock
) -> None:
    first = start(tmp_path, clock)
    window = Window(first)
    window.send("add_cause", id="b1", text="saved", new="ca")
    clock.go(1)
    queue = [
        {"seq": 1, "intent": {"op": "add_cause", "id": "b1", "text": "saved", "new": "ca"}},
        {"seq": 2, "intent": {"op": "add_cause", "id": "b1", "text": "not saved", "new": "cb"}},
        {"seq": 3, "intent": {"op": "set_text", "id": "cb", "text": "typed last"}},
    ]
    second = start(tmp_path, Clock())
    second.receive("w1", queue)
    assert [c.text for c in second.fishbone.bones[0].causes] == ["saved", "typed last"]
    second.flush()
    assert on_disk(tmp_path) == second.fishbone


def _two(root: Path, clock: Clock) -> tuple[Session, Session]:
    mine, other = start(root, clock), start(root, clock)
    Window(other, "o").send("set_text", id="b1", text="other")
    other.flush()
    Window(mine, "m").send("set_text", id="b1", text="mine")
    clock.go(1)
    assert mine.view()["conflict"]
    assert on_disk(root).bones[0].name == "other"
    return mine, other


def test_two_windows_keep_mine(tmp_path: Path, clock: Clock) -> None:
    mine, _ = _two(tmp_path, clock)
    window = Window(mine, "m2")
    window.send("set_text", id="b2", text="more of mine")
    clock.go(20)
    assert on_disk(tmp_path).bones[0].name == "other"
    window.send("keep_mine")
    assert on_disk(tmp_path) == mine.fishbone
    assert on_disk(tmp_path).bones[1].name == "more of mine"
    assert "other" in _history_names(mine)


def test_two_windows_open_the_other(tmp_path: Path, clock: Clock) -> None:
    mine, _ = _two(tmp_path, clock)
    window = Window(mine, "m2")
    window.send("open_other")
    assert mine.fishbone.bones[0].name == "other"
    assert not mine.view()["conflict"]
    assert "mine" in _history_names(mine)
    window.send("undo")
    clock.go(1)
    assert on_disk(tmp_path).bones[0].name == "mine"


def _history_names(session: Session) -> list[str]:
    return [
        session.workspace.open_version(session.name, version, Fishbone).bones[0].name
        for version in session.versions()
    ]


def test_another_window_saved_and_nothing_is_unsaved_here(tmp_path: Path, clock: Clock) -> None:
    mine, other = start(tmp_path, clock), start(tmp_path, clock)
    Window(other).send("set_text", id="b1", text="other")
    other.flush()
    mine.refresh()
    assert mine.fishbone.bones[0].name == "other"
    assert "another window" in mine.view()["notice"]
    Window(mine).send("undo")
    clock.go(1)
    assert on_disk(tmp_path).bones[0].name == DEFAULT_FIRST


DEFAULT_FIRST = empty_fishbone().bones[0].name


def test_restore_is_a_change_that_can_be_undone(tmp_path: Path, clock: Clock) -> None:
    session = start(tmp_path, clock)
    window = Window(session)
    window.send("set_text", id="b1", text="first")
    clock.go(1)
    window.send("set_text", id="b1", text="second")
    clock.go(5)
    oldest = session.versions()[-1]
    window.send("restore", version=oldest.id)
    assert session.fishbone.bones[0].name == "first"
    window.send("undo")
    assert session.fishbone.bones[0].name == "second"
    assert window.send("restore", version="nowhere") == [
        "This earlier version is no longer there; choose another one."
    ]


def test_a_full_disk_is_told_and_tried_again(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = start(tmp_path, clock)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("curriculum.workspace.write_atomic", full)
        Window(session).send("set_text", id="b1", text="kept in memory")
        clock.go(1)
        assert session.view()["dirty"]
        assert session.view()["notice"]
        assert session.view()["saved_acks"] == {}
    clock.go(11)
    assert on_disk(tmp_path).bones[0].name == "kept in memory"
    assert not session.view()["notice"]


def test_a_newer_file_is_shown_locked_and_never_written(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "work" / "fishbone.json"
    file.parent.mkdir()
    text = empty_fishbone().to_json().replace('"schema_version": 1', '"schema_version": 99')
    file.write_text(text)
    session = start(tmp_path, clock)
    assert session.view()["read_only"]
    assert "newer version" in session.view()["notice"]
    assert Window(session).send("set_text", id="b1", text="x") == [
        "This file cannot be changed with this version of the program."
    ]
    session.close()
    assert file.read_text() == text


def test_a_damaged_file_opens_the_last_good_version(tmp_path: Path, clock: Clock) -> None:
    first = start(tmp_path, clock)
    Window(first).send("set_text", id="b1", text="good")
    first.flush()
    (tmp_path / "work" / "fishbone.json").write_bytes(b'{"kind": "fishb')
    second = start(tmp_path, clock)
    assert second.fishbone.bones[0].name == "good"
    assert "damaged" in second.view()["notice"]
    Window(second).send("set_text", id="b1", text="better")
    second.flush()
    assert on_disk(tmp_path).bones[0].name == "better"


def test_without_timers_each_change_is_saved(tmp_path: Path, clock: Clock) -> None:
    session = Session(
        Workspace(tmp_path), "fishbone", empty_fishbone(), timer=lambda *_: None, clock=clock
    )
    Window(session).send("set_text", id="b1", text="at once")
    assert on_disk(tmp_path).bones[0].name == "at once"


def test_two_editors_of_one_kernel_share_the_session(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    one = open_session(workspace, "fishbone", empty_fishbone())
    Window(one).send("set_text", id="b1", text="shared")
    two = open_session(Workspace(tmp_path), "fishbone", empty_fishbone())
    assert two is one
    assert on_disk(tmp_path).bones[0].name == "shared"
    assert open_session(workspace, "practice-fishbone-2", empty_fishbone()) is not one
    one.close()


def test_listeners_hear_of_changes(tmp_path: Path, clock: Clock) -> None:
    class Ear:
        heard = 0

        def session_changed(self) -> None:
            self.heard += 1

    ear, session = Ear(), start(tmp_path, clock)
    session.listen(ear)
    Window(session).send("set_text", id="b1", text="x")
    clock.go(1)
    assert ear.heard == 2
