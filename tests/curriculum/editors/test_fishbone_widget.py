"""What the fishbone editor sends and answers, without a browser."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.artifacts.fishbone import Bone, Cause
from curriculum.editors._answers import EXPORTS, answer_to
from curriculum.editors._feedback import as_data, near, trouble
from curriculum.editors._session import Session
from curriculum.editors.fishbone import drawn, fishbone_editor, warm
from curriculum.simulate.cases import Case, EvidenceItem, StatementFacts
from curriculum.workspace import Workspace, WorkspaceError


class Said:
    """Something a check said."""

    def __init__(self, **data: Any) -> None:
        self.data = data

    def as_dict(self) -> dict[str, Any]:
        return self.data


def looks(_: Fishbone) -> list[Said]:
    return [
        Said(id="a", status="passed", what="You named the group.", where="problem_statement.group"),
        Said(id="b", status="asked", what="Is it so?", where="c1", hints=("1", "2", "3", "4")),
        Said(id="c", status="missed", what="No number.", quote="<b>few</b>", where="c2"),
    ]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Workspace(tmp_path), "fishbone", empty_fishbone(), timer=lambda *_: None)


def edit(session: Session, seq: int, **intent: Any) -> Any:
    content = {"type": "edit", "client": "w", "items": [{"seq": seq, "intent": intent}]}
    return answer_to(content, session, None)


def test_an_edit_is_made_and_saved(session: Session) -> None:
    assert edit(session, 1, op="set_text", id="b1", text="Tasks") is None
    assert Fishbone.from_json(session.file.read_bytes()).bones[0].name == "Tasks"


def test_a_refused_edit_is_answered_in_a_sentence(session: Session) -> None:
    answer = edit(session, 1, op="add_why", id="nowhere")
    assert answer["type"] == "refused"
    assert answer["sentences"][0].endswith(".")


def test_findings_come_with_what_to_look_at_first(session: Session) -> None:
    answer = answer_to({"type": "check", "rid": "r1"}, session, looks)
    assert answer is not None
    assert answer["rid"] == "r1"
    assert [row["id"] for row in answer["findings"]] == ["c", "b", "a"]
    assert answer["findings"][0]["quote"] == "<b>few</b>"
    assert answer["findings"][1]["hints"] == ["1", "2", "3"]


def test_while_writing_only_what_is_about_this_line(session: Session) -> None:
    answer = answer_to({"type": "coach", "id": "c1", "rid": "r"}, session, looks)
    assert answer is not None
    assert [row["id"] for row in answer["findings"]] == ["b"]
    assert near(as_data(looks(session.fishbone)), "problem_statement.group") == []


def test_exceptions_end_in_one_sentence(session: Session) -> None:
    def broken(_: Fishbone) -> list[Said]:
        raise RuntimeError("secret words of the learner")

    answer = answer_to({"type": "check", "rid": "r"}, session, broken)
    assert answer is not None
    assert answer["type"] == "trouble"
    assert "Traceback" not in answer["sentence"]
    assert "RuntimeError" in answer["details"]
    assert "secret" not in answer["details"]
    assert answer["rid"] == "r"


@pytest.mark.parametrize("content", [None, "x", {}, {"type": "nothing"}, {"type": "edit"}, []])
def test_strange_messages_change_nothing(session: Session, content: Any) -> None:
    before = session.fishbone
    answer = answer_to(content, session, None)
    assert answer is not None
    assert answer["type"] == "trouble"
    assert session.fishbone is before


def test_trouble_has_no_paths() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        print(1 / 0)
    assert "/" not in trouble(caught.value)["details"]


def test_history_and_a_look_at_a_version(session: Session) -> None:
    edit(session, 1, op="set_text", id="b1", text="First name")
    edit(session, 2, op="add_cause", id="b1", text="a cause", new="cx")
    answer = answer_to({"type": "history", "rid": "r"}, session, None)
    assert answer is not None
    assert len(answer["versions"]) == 2
    look = answer_to(
        {"type": "look", "rid": "r", "version": answer["versions"][0]["id"]}, session, None
    )
    assert look is not None
    assert "First name" in look["text"]
    assert "  - a cause" in look["text"]
    gone = answer_to({"type": "look", "rid": "r", "version": "no"}, session, None)
    assert gone is not None
    assert gone["type"] == "refused"


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_exports(session: Session, kind: str) -> None:
    edit(session, 1, op="add_cause", id="b1", text="One answer by one method")
    answer = answer_to({"type": "export", "format": kind, "rid": "r"}, session, None)
    assert answer is not None
    assert answer["type"] == "export", answer
    raw = base64.b64decode(answer["data"])
    assert raw.startswith(b"\x89PNG") if kind == "png" else b"One answer" in raw
    assert answer["file"].startswith("fishbone.")


def a_case(digest: str = "ab" * 16) -> Case:
    item = EvidenceItem("E1", "data", "table", "Task sort", "the team")
    return Case(
        "lift-fishbone", "maria", 0, "s", "T", "School (fictional)", (), "",
        (item,), StatementFacts((), (), (), ()), digest=digest,
    )  # fmt: skip


def test_the_widget_knows_its_case_and_its_folder(tmp_path: Path) -> None:
    widget = fishbone_editor(root=tmp_path, case=a_case(), check=looks)
    assert widget.options["folder"] == [{"id": "E1", "kind": "data", "title": "Task sort"}]
    assert widget.options["has_check"]
    assert not widget.options["other_case"]
    assert widget.doc["fishbone"]["case"]["key"] == "maria"
    edit(widget.session, 1, op="set_text", id="b1", text="x")
    widget.session.close()
    other = fishbone_editor(root=tmp_path, case=a_case("cd" * 16))
    assert other.options["other_case"]


def test_the_widget_follows_its_session(tmp_path: Path) -> None:
    widget = fishbone_editor(root=tmp_path)
    edit(widget.session, 1, op="set_text", id="b1", text="Followed")
    edit(widget.session, 2, op="add_bone")
    assert widget.doc["acks"] == {"w": 2}
    assert widget.doc["fishbone"]["bones"][0]["name"] == "Followed"
    assert widget.status["acks"] == {"w": 2}
    widget.session.close()


def test_while_one_types_the_drawing_waits_for_a_pause(tmp_path: Path) -> None:
    widget = fishbone_editor(root=tmp_path)
    edit(widget.session, 1, op="set_text", id="b1", text="Typed")
    assert widget.status["acks"] == {"w": 1}
    assert widget.doc["acks"] == {}
    end = time.monotonic() + 10
    while widget.doc["acks"] != {"w": 1} and time.monotonic() < end:
        time.sleep(0.05)
    assert widget.doc["fishbone"]["bones"][0]["name"] == "Typed"
    widget.session.close()


def test_a_notebook_keeps_a_picture_and_its_text(tmp_path: Path) -> None:
    widget = fishbone_editor(root=tmp_path)
    edit(widget.session, 1, op="add_cause", id="b1", text="<script>alert(1)</script>")
    data, _ = widget._repr_mimebundle_()
    assert "<svg" in data["text/html"]
    assert "<script" not in data["text/html"]
    assert "alert(1)" in data["text/plain"]


def test_a_wrong_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        fishbone_editor("../x", root=tmp_path)


def large() -> Fishbone:
    text = "Lessons open with a page of bare computation and the talk comes last"

    def cause(stem: str, whys: int) -> Cause:
        return Cause(id=stem, text=text, whys=(cause(f"{stem}w", whys - 1),) if whys else ())

    bones = tuple(
        Bone(id=f"b{b}", name=f"Bone {b}", causes=tuple(cause(f"c{b}-{c}", 3) for c in range(6)))
        for b in range(8)
    )
    return Fishbone(bones=bones)


def test_a_change_in_a_large_fishbone_is_in_the_next_answer(tmp_path: Path) -> None:
    session = Session(Workspace(tmp_path), "large", large(), timer=lambda *_: None)
    for n in range(3):
        edit(session, n + 1, op="set_text", id="c7-5www", text=f"typed {n}")
        assert f"typed {n}" in str(drawn(session))


def test_the_check_is_warm_before_it_is_asked(tmp_path: Path) -> None:
    session = Session(Workspace(tmp_path), "large", large(), timer=lambda *_: None)
    seen: list[Fishbone] = []

    def check(fish: Fishbone) -> list[Any]:
        seen.append(fish)
        raise RuntimeError("not now")

    warm(session, check)
    assert seen == [session.fishbone]
