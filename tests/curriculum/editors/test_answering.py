"""Answering a coach's comments: from a feedback page to `work/answers.json`."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import Fishbone
from curriculum.artifacts.answers import (
    MAX_ANSWERS,
    Answers,
    Comment,
    CommentAnswer,
    Returned,
    put_answer,
    read_returned,
)
from curriculum.editors._answering import NOT_OURS, Answering, returned_on
from curriculum.editors._hand_in import HandInSession
from curriculum.editors._handing_in import HandingIn
from curriculum.packet import read_packet
from curriculum.workspace import Workspace

EXERCISE = "lift-fishbone"
HOSTILE = '"><script>alert(1)</script> & “quoted”'


class Work:
    """Saved work without findings."""

    problem = ""
    findings = ()

    def __init__(self, artifact: Any) -> None:
        self.artifact = artifact


def load(exercise: str, folder: Path, key: str | None) -> Work:
    return Work(Workspace(folder).load("fishbone", Fishbone).artifact)


def page(number: int, *texts: str, exercise: str = EXERCISE, corrected: int = 1) -> str:
    comments = tuple(
        Comment(id=f"coach-c{at}", title=f"Criterion {at}", text=text)
        for at, text in enumerate(texts)
    )
    made = Returned(exercise=exercise, round=number, page=corrected, comments=comments)
    head = f'<meta name="lift-elie-feedback" content="{escape(made.to_text())}">'
    return f"<!DOCTYPE html><html><head>{head}</head><body></body></html>"


def put(root: Path, name: str, text: str) -> None:
    path = root / "feedback" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def panel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandInSession:
    monkeypatch.setenv("JUPYTERHUB_USER", "rivera-04")
    root = tmp_path / EXERCISE
    Workspace(root).save("fishbone", Fishbone(school="Ours"), "")
    return HandInSession(HandingIn(EXERCISE, load, None, "fishbone", root))


def saved(panel: HandInSession) -> Answers:
    found = Workspace(panel.state.root).load("answers", Answers).artifact
    assert found is not None
    return found


def kinds(panel: HandInSession) -> list[str]:
    return [one["kind"] for one in panel.view()["blocks"]]


def test_each_comment_of_the_newest_page_can_be_answered(panel: HandInSession) -> None:
    root = panel.state.root
    put(root, "1/lift-fishbone.html", page(1, "Old words."))
    put(root, "2/lift-fishbone.html", page(2, "Say who.", HOSTILE))
    put(root, "2b/lift-fishbone.html", page(2, "Say who was not heard.", HOSTILE, corrected=2))
    put(root, "3/other.html", page(9, "Not ours.", exercise="lift-predict"))
    panel.handle({"do": "feedback"})
    notes = [one["lines"] for one in panel.view()["blocks"] if one["kind"] == "note"]
    assert notes == [["Say who was not heard."], [HOSTILE]]
    assert kinds(panel).count("radio") == 2
    assert "field" not in kinds(panel)
    assert panel.state.answering.open == 2

    panel.handle({"do": "choose", "name": "answer-2-coach-c0", "value": "kept"})
    panel.handle({"do": "write", "name": "words-2-coach-c0", "value": "two families told us."})
    panel.handle({"do": "choose", "name": "answer-2-coach-c1", "value": "question"})
    first, second = saved(panel).answers
    assert (first.round, first.comment, first.choice) == (2, "coach-c0", "kept")
    assert first.text == "two families told us."
    assert (second.choice, second.text) == ("question", "")
    assert panel.state.answering.open == 0
    assert "saved" in panel.view()["status"]


def test_a_changed_mind_replaces_and_keeps_the_words(panel: HandInSession) -> None:
    put(panel.state.root, "1/lift-fishbone.html", page(1, "Say who."))
    panel.handle({"do": "feedback"})
    panel.handle({"do": "choose", "name": "answer-1-coach-c0", "value": "kept"})
    panel.handle({"do": "write", "name": "words-1-coach-c0", "value": "they were asked"})
    panel.handle({"do": "choose", "name": "answer-1-coach-c0", "value": "changed"})
    panel.handle({"do": "choose", "name": "answer-1-coach-c0", "value": "deleted everything"})
    (only,) = saved(panel).answers
    assert (only.choice, only.text) == ("changed", "they were asked")


def test_what_is_sent_again_after_a_newer_page_stays_with_its_round(panel: HandInSession) -> None:
    put(panel.state.root, "1/lift-fishbone.html", page(1, "Say who."))
    put(panel.state.root, "2/lift-fishbone.html", page(2, "Better."))
    panel.handle({"do": "feedback"})
    late = {"do": "choose", "name": "answer-1-coach-c0", "value": "changed", "again": True}
    panel.handle(late)
    panel.handle(late)
    assert [(one.round, one.choice) for one in saved(panel).answers] == [(1, "changed")]
    assert panel.state.answering.open == 1


def test_answers_alone_are_a_next_version_and_travel_in_the_packet(panel: HandInSession) -> None:
    panel.handle({"do": "packet"})
    put(panel.state.root, "1/lift-fishbone.html", page(1, "Say who."))
    panel.handle({"do": "feedback"})
    panel.handle({"do": "choose", "name": "answer-1-coach-c0", "value": "changed"})
    panel.handle({"do": "packet"})
    assert "Your fishbone is as in version 1; your new answers went." in panel.state.receipt
    assert panel.state.packet is not None
    sent = read_packet(panel.state.packet).files["work/answers.json"]
    assert Answers.from_json(sent) == saved(panel)
    panel.handle({"do": "packet"})
    assert "Nothing has changed since version 1, so it is the same one again." in (
        panel.state.receipt
    )


def test_a_page_that_came_as_a_file_is_kept_under_a_name_of_ours(panel: HandInSession) -> None:
    panel.handle({"do": "page", "value": page(3, "Say who.")})
    kept = panel.state.root / "feedback" / "received" / "lift-fishbone-round-3-page-1.html"
    assert kept.is_file()
    assert kinds(panel).count("radio") == 1
    for wrong in ("", "<p>hello</p>", page(1, "x", exercise="lift-predict"), "x" * 2_000_001):
        panel.handle({"do": "page", "value": wrong})
        assert panel.state.trouble == NOT_OURS
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


def test_answers_stay_bounded() -> None:
    answers = Answers()
    for number in range(1, MAX_ANSWERS + 20):
        answers = put_answer(
            answers, CommentAnswer(round=number, comment="coach-a", choice="changed")
        )
    assert len(answers.answers) == MAX_ANSWERS
    assert answers.to(1, "coach-a") is None
    assert answers.to(MAX_ANSWERS + 19, "coach-a") is not None
    assert Answers.from_json(answers.to_json()) == answers


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_whatever_a_coach_wrote_comes_through_the_page_unchanged(title: str, text: str) -> None:
    made = Returned(
        exercise=EXERCISE, round=1, comments=(Comment(id="coach-a", title=title, text=text),)
    )
    head = f'<meta name="lift-elie-feedback" content="{escape(made.to_text())}">'
    assert returned_on(head, EXERCISE) == made


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"exercise": "a", "round": true}', "[" * 5000, '{"round": 1e9}',
     '{"exercise": "../..", "round": 1}', '{"exercise": "a", "round": 1, "extra": 1}'],
)  # fmt: skip
def test_a_head_that_is_not_ours_is_nothing(text: str) -> None:
    assert read_returned(text) is None


def test_a_folder_that_cannot_be_read_holds_no_page(tmp_path: Path) -> None:
    answering = Answering(EXERCISE, Workspace(tmp_path))
    answering.look([tmp_path / "gone.html", tmp_path])
    assert answering.page is None
    assert answering.blocks() == []
