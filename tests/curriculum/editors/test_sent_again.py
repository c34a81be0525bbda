"""What was pressed or typed while the kernel was lost comes again, and harms nobody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Fishbone
from curriculum.editors._exercise import ExerciseSession
from curriculum.editors._forms import Form
from curriculum.editors._hand_in import HandInSession
from curriculum.editors._handing_in import HandingIn
from curriculum.editors._presses import MAX_KEPT, Outcome, Presses
from curriculum.editors._steps import GuidedSession
from curriculum.simulate import draw_case
from curriculum.workspace import Workspace, identity, set_identity


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)


class Work:
    """Saved work with nothing to say about it."""

    problem = ""
    findings = ()

    def __init__(self, folder: Path) -> None:
        self.artifact = Workspace(folder).load("fishbone", Fishbone).artifact


class Receipt:
    message = "Handed in on November 3 at 3:42 PM UTC."


class Course:
    """An exchange that counts, and that may die in the middle or refuse."""

    def __init__(self) -> None:
        self.taken = 0
        self.fails: BaseException | None = None

    def available(self, folder: Path) -> str:
        return ""

    def submit(self, folder: Path, exercise: str, key: str) -> Receipt:
        if isinstance(self.fails, Exception):
            raise self.fails
        self.taken += 1
        if self.fails is not None:
            raise self.fails
        return Receipt()

    def fetch_feedback(self, folder: Path, exercise: str, key: str) -> tuple[Path, ...]:
        return ()


class Lab:
    """An exercise's folder and its course; every panel is a new kernel's."""

    def __init__(self, root: Path) -> None:
        self.root = root / "lift-fishbone"
        self.root.mkdir()
        self.course = Course()
        set_identity(self.root, "rivera-04")
        Workspace(self.root).save("fishbone", Fishbone(surprise="Seats."), "")

    def panel(self) -> HandInSession:
        load = lambda exercise, folder, key: Work(folder)  # noqa: E731
        return HandInSession(HandingIn("lift-fishbone", load, self.course, "fishbone", self.root))

    def rounds(self) -> int:
        return self.panel().state.rounds


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


def again(do: str, press: str = "a:1", **rest: Any) -> dict[str, Any]:
    """A press as a browser sends it once more."""
    return {"do": do, "value": "", "n": "b:1", "first": press, "again": True, **rest}


# ------------------------------------------------------------------ handing in


@pytest.mark.parametrize("way", ["course", "packet"])
def test_a_press_that_never_arrived_is_done(lab: Lab, way: str) -> None:
    panel = lab.panel()
    panel.handle(again(way))
    assert lab.rounds() == 1
    assert "This is version 1. It is kept as it is now." in panel.state.receipt
    assert lab.course.taken == (way == "course")
    assert len(list((lab.root / "packets").glob("*.zip"))) == (way == "packet")


@pytest.mark.parametrize("way", ["course", "packet"])
def test_a_press_that_was_done_is_not_done_again(lab: Lab, way: str) -> None:
    lab.panel().handle({"do": way, "n": "a:1"})
    made = lab.panel()
    work = made.state.workspace
    work.save(
        "fishbone", Fishbone(surprise="Changed since."), work.load("fishbone", Fishbone).revision
    )
    for _ in range(3):
        panel = lab.panel()
        panel.handle(again(way))
        assert panel.state.receipt[0].startswith(("Handed in on", "The packet file was made on"))
        assert "it was done only once" in panel.state.receipt[-1]
        assert (panel.state.packet is not None) == (way == "packet")
    assert lab.rounds() == 1
    assert lab.course.taken == (way == "course")
    assert len(list((lab.root / "packets").glob("*.zip"))) == (way == "packet")
    # A new press is a new hand-in.
    lab.panel().handle({"do": way, "n": "c:1"})
    assert lab.rounds() == 2


def test_a_press_that_was_cut_short_is_left_to_the_person(lab: Lab) -> None:
    lab.course.fails = KeyboardInterrupt()
    panel = lab.panel()
    # A kernel that dies runs no clean-up.
    panel.state._presses.forget = lambda press: None  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        panel.handle({"do": "course", "n": "a:1"})
    lab.course.fails = None
    after = lab.panel()
    after.handle(again("course"))
    assert lab.course.taken == 1
    assert "it is not sure that it arrived" in after.state.trouble
    assert after.state.receipt == []


def test_a_press_that_was_refused_may_be_done_later(lab: Lab) -> None:
    lab.course.fails = RuntimeError("The exchange is full.")
    panel = lab.panel()
    panel.handle({"do": "course", "n": "a:1"})
    assert panel.state.trouble == "Nothing was handed in. The exchange is full."
    lab.course.fails = None
    lab.panel().handle(again("course"))
    assert lab.course.taken == 1


def test_nothing_is_handed_in_by_itself_while_words_are_unsaved(lab: Lab) -> None:
    panel = lab.panel()
    panel.handle(again("course", unsaved=True))
    assert lab.course.taken == 0
    assert "press it again" in panel.state.trouble
    panel.handle({"do": "course", "n": "b:2"})
    assert lab.course.taken == 1


def test_what_cannot_be_remembered_is_not_handed_in(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Presses, press: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Presses, "begin", full)
    panel = lab.panel()
    panel.handle({"do": "course", "n": "a:1"})
    assert panel.state.trouble.startswith("The disk is full, so nothing was handed in")
    assert lab.course.taken == 0


def test_a_version_that_cannot_be_kept_was_handed_in_all_the_same(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workspace, "mark_handed_in", full)
    panel = lab.panel()
    panel.handle({"do": "course", "n": "a:1"})
    assert panel.state.receipt[1] == "The disk is full, so no copy of this version is kept here."
    panel = lab.panel()
    panel.handle(again("course"))
    assert lab.course.taken == 1


def test_a_packet_that_was_thrown_away_is_not_said_to_be_there(lab: Lab) -> None:
    lab.panel().handle({"do": "packet", "n": "a:1"})
    for path in (lab.root / "packets").iterdir():
        path.unlink()
    panel = lab.panel()
    panel.handle(again("packet"))
    assert panel.state.trouble == "The packet file is no longer there. Make it again."
    assert panel.state.receipt == []


def test_presses_are_remembered_up_to_a_number(tmp_path: Path) -> None:
    presses = Presses(tmp_path / "pressed")
    for n in range(MAX_KEPT + 20):
        assert presses.begin(f"press {n}/../..") is None
    assert len(list((tmp_path / "pressed").iterdir())) == MAX_KEPT
    assert presses.begin(f"press {MAX_KEPT + 19}/../..") == Outcome(known=False)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"said": 3, "file": ""}', b"[" * 5000])
def test_a_memory_that_cannot_be_read_is_not_sure(tmp_path: Path, raw: bytes) -> None:
    presses = Presses(tmp_path)
    presses.begin("a:1")
    (path,) = tmp_path.iterdir()
    path.write_bytes(raw)
    assert presses.begin("a:1") == Outcome(known=False)


# ------------------------------------------------------------------ the code, and the steps


def test_the_code_typed_while_the_kernel_was_lost_is_kept(tmp_path: Path) -> None:
    session = ExerciseSession("lift-fishbone", draw_case, "fishbone", tmp_path)
    session.handle({"do": "write", "name": "key", "value": "rivera-04", "again": True})
    session.handle(again("key"))
    assert session.key == identity(tmp_path) == "rivera-04"


def test_a_code_chosen_since_is_not_replaced(tmp_path: Path) -> None:
    set_identity(tmp_path, "ortiz-11")
    session = ExerciseSession("lift-fishbone", draw_case, "fishbone", tmp_path)
    session.handle({"do": "write", "name": "key", "value": "rivera-04", "again": True})
    session.handle(again("key"))
    assert session.key == identity(tmp_path) == "ortiz-11"


def test_another_practice_asked_for_twice_is_one(tmp_path: Path) -> None:
    set_identity(tmp_path, "rivera-04")
    session = ExerciseSession("lift-fishbone", draw_case, "fishbone", tmp_path)
    (row,) = [block for block in session.view()["blocks"] if block["kind"] == "buttons"]
    item = row["items"][-1]
    assert item["label"] == "Give me another to practice"
    for _ in range(2):
        session.handle(again(item["do"], value=item["value"]))
    assert session.work == "practice-fishbone-1"


@pytest.fixture
def guided(tmp_path: Path) -> Iterator[GuidedSession]:
    session = GuidedSession("fishbone/retries", lambda text: [], tmp_path)
    yield session
    session.editing.close()


def test_a_step_pressed_twice_is_one_step(guided: GuidedSession) -> None:
    for _ in range(2):
        guided.handle(again("step", value="2"))
    assert guided.at == 2


def test_each_has_a_place_of_its_own_and_says_what_becomes_of_a_press(
    lab: Lab, guided: GuidedSession, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    sessions: list[Any] = [
        lab.panel(),
        guided,
        ExerciseSession("lift-fishbone", draw_case, "fishbone", lab.root),
        ExerciseSession("lift-fishbone", draw_case, "fishbone", other),
    ]
    places = [Form(session).place for session in sessions]
    assert all(places)
    assert len(set(places)) == len(places)
    assert all("kept in this browser" in session.view()["lost"] for session in sessions)
    # The same place when its cell runs again.
    assert Form(lab.panel()).place == places[0]
