"""Laws of editing: whatever is done in whatever order, what comes out is a valid fishbone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.artifacts.fishbone import MAX_BONES, MAX_CAUSES, MAX_WHY_DEPTH, Bone, Cause
from curriculum.artifacts.fishbone_edits import OPS, EditError, apply, clean, new_id, target

TEXT = st.text(max_size=40)


def ids(fb: Fishbone) -> list[str]:
    return [bone.id for bone in fb.bones] + [placed.cause.id for placed in fb.walk()]


def some_intent(draw: Any, fb: Fishbone) -> dict[str, Any]:
    node = st.sampled_from([*ids(fb), "gone", ""])
    op = draw(st.sampled_from(sorted(OPS)))
    intent: dict[str, Any] = {"op": op, "id": draw(node), "text": draw(TEXT)}
    if op in ("add_bone", "add_cause", "add_why", "add_sibling"):
        intent["new"] = draw(st.sampled_from([None, "n1", "n2", "b1", "c1", "not ok", ""]))
        if intent["new"] is None:
            del intent["new"]
    if op == "move":
        intent["direction"] = draw(st.sampled_from(["up", "down", "in", "out", "sideways"]))
    intent["part"] = draw(
        st.sampled_from(["tag", "source", "item", "how", "by", "who", "on", "text", "number", "x"])
    )
    intent["field"] = draw(st.sampled_from(["reads_backward", "surprise", "school", "bones"]))
    intent["value"] = draw(
        st.sampled_from(
            [None, "data", "assumption", "test", "check", "escalate", "E1", "E0", "E12", "E+1",
             "my draft", "with my team", 7]
        )
    )  # fmt: skip
    return intent


def attempt(fb: Fishbone, intent: dict[str, Any]) -> tuple[Fishbone, str]:
    try:
        return apply(fb, intent), ""
    except EditError as error:
        return fb, str(error)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_sequence_of_changes_keeps_a_valid_fishbone(data: Any) -> None:
    fb = empty_fishbone()
    past = []
    for _ in range(data.draw(st.integers(1, 25))):
        intent = some_intent(data.draw, fb)
        before = fb.to_json()
        after, refused = attempt(fb, intent)
        assert refused == "" or refused.endswith(".")
        assert fb.to_json() == before, "an edit changed the fishbone it started from"
        past.append((fb, before))
        fb = after
        assert len(set(ids(fb))) == len(ids(fb))
        assert Fishbone.from_json(fb.to_json()) == fb
    for old, text in reversed(past):
        assert old.to_json() == text


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_moving_loses_no_words(data: Any) -> None:
    fb = empty_fishbone()
    for bone in ("b1", "b2"):
        for n in range(3):
            fb = apply(fb, {"op": "add_cause", "id": bone, "text": f"{bone} cause {n}"})
    words = sorted(placed.cause.text for placed in fb.walk())
    for _ in range(data.draw(st.integers(1, 20))):
        node = data.draw(st.sampled_from(ids(fb)))
        way = data.draw(st.sampled_from(["up", "down", "in", "out"]))
        fb = apply(fb, {"op": "move", "id": node, "direction": way})
        assert sorted(placed.cause.text for placed in fb.walk()) == words


def test_move_in_and_out_are_opposites() -> None:
    fb = _pair()
    inside = apply(fb, {"op": "move", "id": "c2", "direction": "in"})
    assert [why.id for why in inside.bones[0].causes[0].whys] == ["c2"]
    assert apply(inside, {"op": "move", "id": "c2", "direction": "out"}) == fb


def test_a_why_is_promoted_right_after_what_it_was_beneath() -> None:
    fb = apply(_pair(), {"op": "add_why", "id": "c1", "text": "deep"})
    out = apply(fb, {"op": "move", "id": "c3", "direction": "out"})
    assert [cause.id for cause in out.bones[0].causes] == ["c1", "c3", "c2"]


def test_a_cause_at_the_end_of_a_bone_goes_on_to_the_next_one() -> None:
    down = apply(_pair(), {"op": "move", "id": "c2", "direction": "down"})
    assert [[c.id for c in bone.causes] for bone in down.bones[:2]] == [["c1"], ["c2"]]
    assert apply(down, {"op": "move", "id": "c2", "direction": "up"}) == _pair()


def test_nothing_to_do_gives_the_same_object() -> None:
    fb = _pair()
    for intent in (
        {"op": "move", "id": "c1", "direction": "up"},
        {"op": "move", "id": "c1", "direction": "in"},
        {"op": "move", "id": "c1", "direction": "out"},
        {"op": "move", "id": "b1", "direction": "up"},
        {"op": "move", "id": "b1", "direction": "in"},
        {"op": "set_text", "id": "c1", "text": "one"},
        {"op": "remove", "id": "gone"},
    ):
        assert apply(fb, intent) is fb


def test_the_same_addition_sent_twice_adds_once() -> None:
    for intent in (
        {"op": "add_why", "id": "c1", "new": "cx"},
        {"op": "add_sibling", "id": "c1", "new": "cx"},
        {"op": "add_cause", "id": "b1", "new": "cx"},
        {"op": "add_bone", "new": "bx"},
    ):
        once = apply(_pair(), intent)
        assert once != _pair()
        assert apply(once, intent) is once


def test_limits_are_told_in_a_sentence_and_lose_nothing() -> None:
    causes = tuple(Cause(id=f"c{n}") for n in range(MAX_CAUSES))
    fb = Fishbone(bones=(Bone(id="b1", causes=causes),))
    with pytest.raises(EditError, match="room for 20"):
        apply(fb, {"op": "add_cause", "id": "b1"})
    full = Fishbone(bones=tuple(Bone(id=f"b{n}") for n in range(MAX_BONES)))
    with pytest.raises(EditError, match="12 bones"):
        apply(full, {"op": "add_bone"})
    deep = apply(empty_fishbone(), {"op": "add_cause", "id": "b1", "new": "d0"})
    for n in range(MAX_WHY_DEPTH):
        deep = apply(deep, {"op": "add_why", "id": f"d{n}", "new": f"d{n + 1}"})
    with pytest.raises(EditError, match="deep"):
        apply(deep, {"op": "add_why", "id": f"d{MAX_WHY_DEPTH}"})
    deep = apply(deep, {"op": "add_sibling", "id": f"d{MAX_WHY_DEPTH}", "new": "e"})
    with pytest.raises(EditError, match="deeper"):
        apply(deep, {"op": "move", "id": "e", "direction": "in"})


@pytest.mark.parametrize("text", ["x" * 601, "é" * 601])
def test_too_long_text_is_refused_not_cut(text: str) -> None:
    with pytest.raises(EditError, match="601 characters"):
        apply(_pair(), {"op": "set_text", "id": "c1", "text": text})


def test_text_is_kept_as_written_except_control_characters() -> None:
    assert clean("<script>alert(1)</script> “ñ” 家 👩‍🏫") == "<script>alert(1)</script> “ñ” 家 👩‍🏫"
    assert clean("a\x00b\nc\td\ud800") == "a b c d?"
    assert clean("a\nb", 4000) == "a\nb"
    with pytest.raises(EditError):
        clean(None)


def test_evidence_lane_and_what_the_lanes_need() -> None:
    fb = _pair()
    for intent in (
        {"op": "set_evidence", "id": "c1", "part": "tag", "value": "interview"},
        {"op": "set_evidence", "id": "c1", "part": "source", "text": "5 of 8 learners"},
        {"op": "set_evidence", "id": "c1", "part": "item", "value": "E3"},
        {"op": "set_lane", "id": "c1", "value": "check"},
        {"op": "set_check", "id": "c1", "part": "how", "text": "ask"},
        {"op": "set_check", "id": "c1", "part": "by", "text": "Friday"},
        {"op": "set_carried", "id": "c2", "part": "who", "text": "sponsor"},
        {"op": "set_carried", "id": "c2", "part": "on", "text": "Monday"},
        {"op": "set_who", "text": " two teachers, , coach "},
        {"op": "set_version", "value": "with my team"},
        {"op": "set_statement", "part": "number", "text": "98 of 306"},
        {"op": "set_field", "field": "surprise", "text": "much"},
    ):
        fb = apply(fb, intent)
    one, two = fb.bones[0].causes
    assert (one.evidence.tag, one.evidence.source, one.evidence.item) == (
        "interview", "5 of 8 learners", "E3",
    )  # fmt: skip
    assert (one.lane, one.check.how, one.check.by) == ("check", "ask", "Friday")
    assert (two.carried_to.who, two.carried_to.on) == ("sponsor", "Monday")
    assert fb.who_was_there == ("two teachers", "coach")
    assert fb.version == "with my team"
    assert fb.problem_statement.number == "98 of 306"
    assert fb.surprise == "much"
    off = apply(fb, {"op": "set_evidence", "id": "c1", "part": "tag", "value": None})
    assert off.bones[0].causes[0].evidence.tag is None


def test_new_id_is_free() -> None:
    assert new_id(_pair(), "c") == "c3"
    assert new_id(empty_fishbone(), "b") == "b7"


def test_target_tells_places_apart() -> None:
    one = target({"op": "set_check", "id": "c1", "part": "how", "text": "a"})
    assert one == target({"op": "set_check", "id": "c1", "part": "how", "text": "ab"})
    assert one != target({"op": "set_check", "id": "c1", "part": "by", "text": "a"})


def _pair() -> Fishbone:
    fb = apply(empty_fishbone(), {"op": "add_cause", "id": "b1", "text": "one"})
    return apply(fb, {"op": "add_cause", "id": "b1", "text": "two"})
