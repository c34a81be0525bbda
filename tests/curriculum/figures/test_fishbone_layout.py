"""The layout: never overlapping, inside the canvas, the same every time, and quick."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts.fishbone import (
    Bone,
    Cause,
    Evidence,
    Fishbone,
    ProblemStatement,
    empty_fishbone,
)
from curriculum.figures.layout import HEAD_ID, Box, Layout, layout
from curriculum.figures.metrics import text_width, wrap

TAGS = st.sampled_from([None, "data", "interview", "observation", "assumption"])
LANES = st.sampled_from([None, "test", "check", "escalate"])
WORDS = st.one_of(
    st.sampled_from(
        ["", "we", "lessons", "internationalization", "W" * 90, "日本語の文章", "🙂🙂"]
    ),
    st.text(max_size=40),
)
TEXTS = st.lists(WORDS, max_size=12).map(lambda words: " ".join(words)[:600])


@st.composite
def fishbones(draw: st.DrawFn) -> Fishbone:
    count = 0

    def fresh(prefix: str) -> str:
        nonlocal count
        count += 1
        return f"{prefix}{count}"

    def cause(depth: int, room: int) -> Cause:
        whys: list[Cause] = []
        if depth < 6 and room:
            whys = [cause(depth + 1, room - 1) for _ in range(draw(st.integers(0, 2)))]
        return Cause(
            id=fresh("c"),
            text=draw(TEXTS),
            whys=tuple(whys),
            evidence=Evidence(tag=draw(TAGS)),
            lane=draw(LANES),
        )

    bones = []
    for _ in range(draw(st.integers(0, 12))):
        size = draw(st.sampled_from([0, 1, 2, 3, 20]))
        deep = draw(st.sampled_from([0, 1, 2, 6])) if size < 20 else 0
        causes = tuple(cause(0, deep) for _ in range(size))
        bones.append(Bone(id=fresh("b"), name=draw(TEXTS)[:200], causes=causes))
    problem = ProblemStatement(text=draw(TEXTS) * draw(st.integers(1, 6)))
    return Fishbone(bones=tuple(bones), problem_statement=problem)


def overlap(first: Box, second: Box) -> bool:
    return (
        first.x < second.x + second.w
        and second.x < first.x + first.w
        and first.y < second.y + second.h
        and second.y < first.y + first.h
    )


def overlapping(plan: Layout) -> list[tuple[str, str]]:
    boxes = sorted(plan.boxes, key=lambda box: box.x)
    found = []
    for i, first in enumerate(boxes):
        for second in boxes[i + 1 :]:
            if second.x >= first.x + first.w:
                break
            if overlap(first, second):
                found.append((first.id, second.id))
    return found


def crossed_by_bones(plan: Layout) -> list[str]:
    """Cause and why boxes that a slanted bone runs through."""
    found = []
    for line in plan.lines:
        if line.kind != "bone":
            continue
        for box in plan.boxes:
            if box.kind not in ("cause", "why"):
                continue
            for y in (box.y, box.y + box.h):
                if not min(line.y1, line.y2) <= y <= max(line.y1, line.y2):
                    continue
                x = line.x1 + (line.x2 - line.x1) * (y - line.y1) / (line.y2 - line.y1)
                if box.x < x < box.x + box.w:
                    found.append(box.id)
    return found


def big(bones: int, causes: int, whys: int) -> Fishbone:
    text = "Most tasks we use ask for one answer by one method, so there is little to explain"

    def cause(name: str) -> Cause:
        return Cause(
            id=name,
            text=f"{text} {name}",
            whys=tuple(Cause(id=f"{name}w{k}", text=f"{text} {k}") for k in range(whys)),
        )

    return Fishbone(
        bones=tuple(
            Bone(
                id=f"b{i}",
                name=f"Bone {i}",
                causes=tuple(cause(f"b{i}c{j}") for j in range(causes)),
            )
            for i in range(bones)
        )
    )


@given(fishbones(), st.sampled_from([600.0, 900.0, 1200.0, 1600.0]))
@settings(deadline=None, max_examples=60)
def test_no_two_boxes_meet_and_all_lie_on_the_canvas(fb: Fishbone, width: float) -> None:
    plan = layout(fb, width)
    assert overlapping(plan) == []
    assert crossed_by_bones(plan) == []
    for box in plan.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.w <= plan.width
        assert box.y + box.h <= plan.height
    for line in plan.lines:
        assert min(line.x1, line.x2) >= 0
        assert max(line.x1, line.x2) <= plan.width
        assert min(line.y1, line.y2) >= 0
        assert max(line.y1, line.y2) <= plan.height


@given(fishbones())
@settings(deadline=None, max_examples=40)
def test_every_part_is_there_once_and_its_text_fits(fb: Fishbone) -> None:
    plan = layout(fb)
    expected = [HEAD_ID, *(bone.id for bone in fb.bones), *(p.cause.id for p in fb.walk())]
    assert sorted(box.id for box in plan.boxes) == sorted(expected)
    for box in plan.boxes:
        for line in box.lines:
            size, bold = (16.0, True) if box.kind == "head" else (15.0, box.kind == "bone")
            # A line of one character may be wider than its box; nothing else may.
            assert text_width(line, size, bold) <= box.w or len(line) == 1


@given(fishbones())
@settings(deadline=None, max_examples=20)
def test_the_same_fishbone_gives_the_same_layout(fb: Fishbone) -> None:
    assert layout(fb) == layout(Fishbone.from_json(fb.to_json()))


@pytest.mark.parametrize("bones", range(1, 13))
def test_full_fish_do_not_overlap(bones: int) -> None:
    assert overlapping(layout(big(bones, 6, 3))) == []


def test_the_largest_fish_does_not_overlap() -> None:
    assert overlapping(layout(big(12, 20, 2))) == []


def test_it_reads_as_a_fish() -> None:
    plan = layout(big(6, 2, 1))
    boxes = {box.id: box for box in plan.boxes}
    head = boxes[HEAD_ID]
    assert all(head.x >= box.x + box.w for box in plan.boxes if box is not head)
    spine = next(line for line in plan.lines if line.kind == "spine")
    assert head.y < spine.y1 < head.y + head.h
    for i in range(6):
        above = boxes[f"b{i}"].y < spine.y1
        assert above == (i % 2 == 0)
    for line in plan.lines:
        if line.kind == "bone":
            assert line.x1 < line.x2, "bones lean toward the tail"
            assert line.y2 == spine.y1, "bones end on the spine"


def test_whys_stand_beneath_their_cause_and_indented() -> None:
    boxes = {box.id: box for box in layout(big(1, 1, 3)).boxes}
    cause = boxes["b0c0"]
    below = [boxes[f"b0c0w{k}"] for k in range(3)]
    assert [box.parent for box in below] == ["b0c0"] * 3
    assert all(box.x > cause.x for box in below)
    tops = [cause.y, *(box.y for box in below)]
    assert tops == sorted(tops)


def test_a_leaf_shows_its_tag_and_lane_and_a_branch_does_not() -> None:
    why = Cause(id="w", text="why", evidence=Evidence(tag="data"), lane="test")
    top = Cause(id="c", text="cause", whys=(why,), evidence=Evidence(tag="data"), lane="check")
    boxes = {b.id: b for b in layout(Fishbone(bones=(Bone(id="b", causes=(top,)),))).boxes}
    assert (boxes["w"].tag, boxes["w"].lane, boxes["w"].leaf) == ("data", "test", True)
    assert (boxes["c"].tag, boxes["c"].lane, boxes["c"].leaf) == (None, None, False)
    assert boxes["w"].foot > 0
    assert boxes["c"].foot == 0


def test_the_empty_fishbone_has_six_bones_and_says_what_is_missing() -> None:
    plan = layout(empty_fishbone())
    assert len(plan.boxes) == 7
    assert "not written yet" in " ".join(plan.boxes[0].lines)
    assert layout(Fishbone()).boxes[0].kind == "head"


def test_as_dict_is_plain_json() -> None:
    import json

    data = json.loads(json.dumps(layout(big(2, 2, 1)).as_dict()))
    assert data["boxes"][0]["kind"] == "head"
    assert {"x1", "y1", "x2", "y2", "kind"} == set(data["lines"][0])


@given(st.text(max_size=200), st.floats(40, 400), st.booleans())
@settings(deadline=None)
def test_wrapping_keeps_every_visible_character(text: str, width: float, bold: bool) -> None:
    from curriculum.figures.metrics import clean

    lines = wrap(text, width, 15, bold)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    for line in lines:
        assert line == line.strip()
        assert text_width(line, 15, bold) <= width or len(line) == 1
