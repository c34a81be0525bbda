"""Notes: every answer kept, the newest found, never over the limit."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import ArtifactError, NewerVersionError
from curriculum.artifacts.notes import MAX_ANSWERS, Answer, Notes, add_answer, now


def said(text: str, question: str = "fishbone/reflection") -> Answer:
    return Answer(question=question, text=text, at="2026-11-03T15:20:00+00:00")


def test_a_changed_mind_is_two_answers_and_the_first_stays() -> None:
    notes = add_answer(add_answer(Notes(), said("shy")), said("seats"))
    assert [a.text for a in notes.history("fishbone/reflection")] == ["shy", "seats"]
    latest = notes.latest("fishbone/reflection")
    assert latest is not None
    assert latest.text == "seats"
    assert notes.latest("fishbone/other") is None


def test_the_same_answer_again_is_not_kept_twice() -> None:
    notes = add_answer(add_answer(Notes(), said("shy")), said("shy"))
    assert len(notes.answers) == 1


def test_what_one_sitting_goes_on_writing_is_one_answer() -> None:
    first = said("We were")
    notes = add_answer(Notes(), first)
    notes = add_answer(notes, said("We were sure"), replaces=first)
    assert [a.text for a in notes.answers] == ["We were sure"]


def test_another_sitting_does_not_replace() -> None:
    notes = add_answer(Notes(), said("old"))
    notes = add_answer(notes, said("new"), replaces=said("never kept"))
    assert [a.text for a in notes.answers] == ["old", "new"]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=5)), max_size=30))
def test_the_newest_answer_to_each_question_is_always_there(given: list[tuple[str, str]]) -> None:
    notes = Notes()
    for letter, text in given:
        notes = add_answer(notes, said(text, f"fishbone/{letter}"))
    newest = {f"fishbone/{letter}": text for letter, text in given}
    assert {q: getattr(notes.latest(q), "text", None) for q in newest} == newest


def test_past_the_limit_only_superseded_answers_make_way() -> None:
    full = Notes(
        answers=(
            said("only", "fishbone/one"),
            *(said(str(n), "fishbone/two") for n in range(MAX_ANSWERS - 1)),
        )
    )
    notes = add_answer(full, said("last", "fishbone/two"))
    assert len(notes.answers) == MAX_ANSWERS
    assert getattr(notes.latest("fishbone/one"), "text", None) == "only"
    assert getattr(notes.latest("fishbone/two"), "text", None) == "last"


def test_notes_survive_the_disk_format() -> None:
    notes = add_answer(Notes(), said("“dann” ✓ <b>"))
    assert Notes.from_json(notes.to_json()) == notes


@pytest.mark.parametrize("question", ["", "fishbone", "Fishbone/x", "a/b/c", "../x/y"])
def test_a_question_has_a_module_and_a_name(question: str) -> None:
    data = {"kind": "notes", "schema_version": 1, "answers": [{"question": question}]}
    with pytest.raises(ArtifactError):
        Notes.from_json(json.dumps(data))


def test_notes_of_a_newer_version_are_not_read() -> None:
    with pytest.raises(NewerVersionError):
        Notes.from_json('{"kind": "notes", "schema_version": 2}')


def test_the_time_is_utc_to_the_second() -> None:
    assert now().endswith("+00:00")
    assert "." not in now()
