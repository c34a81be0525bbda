"""Where everything of a fishbone goes: a pure function from the artifact to boxes and lines.

The head is at the right with the problem statement, the spine runs into it, bones slant into the
spine from above and below in turn. The causes of a bone stand in boxes along its left side, the
whys of a cause indented beneath it. Nothing overlaps by construction:

* bones of one half are parallel, ``pitch`` apart, so each has a slanted lane of its own;
* a cause with its whys is one upright block of a fixed width; the bones are made just steep enough
  that the tallest block fits its lane;
* blocks of a lane are stacked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from curriculum.artifacts.fishbone import Bone, Cause, Fishbone
from curriculum.figures.metrics import text_width, wrap
from curriculum.figures.shapes import (
    FONT,
    HEAD_FONT,
    HEAD_ID,
    HEAD_LINE,
    LINE,
    PAD,
    Box,
    BoxKind,
    Layout,
    Segment,
)

__all__ = ["HEAD_ID", "Box", "Layout", "Segment", "layout"]


FOOT = 22.0
MARGIN = 16.0
INDENT = 16.0
GAP = 7.0
BLOCK_GAP = 16.0
BONE_GAP = 14.0
LANE_GAP = 26.0
SPINE_GAP = 16.0
SLACK = 44.0
STEEPEST = 0.32
TAIL = 40.0
HEAD_WIDTH = 224.0
MIN_BLOCK = 200.0
MAX_BLOCK = 330.0
MAX_PITCH = 460.0
MIN_BONE = 84.0
NO_TEXT = "…"
NO_PROBLEM = "The problem statement is not written yet"


@dataclass(slots=True)
class _Item:
    """One box of a block, placed relative to the block's upper left corner."""

    cause: Cause
    depth: int
    parent: str
    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    foot: float


@dataclass(slots=True)
class _Block:
    """A cause with everything beneath it."""

    items: list[_Item]
    height: float


def layout(fb: Fishbone, width: float = 1200) -> Layout:
    """Lay out a fishbone.

    Parameters
    ----------
    fb : Fishbone
    width : float
        Wanted width; a fish with many bones becomes wider rather than unreadable, one with one
        or two bones narrower.

    Returns
    -------
    Layout
        Boxes never overlap and lie inside ``width`` × ``height``; the same fishbone always gives
        the same layout.
    """
    columns = max(1, (len(fb.bones) + 1) // 2)
    problem = fb.problem_statement.text
    if not problem.strip():
        problem = NO_PROBLEM
    head_lines = wrap(problem, HEAD_WIDTH - 28, HEAD_FONT, bold=True)
    head_w = HEAD_WIDTH
    if len(head_lines) > 16:
        head_w = HEAD_WIDTH + 96
        head_lines = wrap(problem, head_w - 28, HEAD_FONT, bold=True)
    head_h = max(90.0, len(head_lines) * HEAD_LINE + 32)

    room = width - 2 * MARGIN - TAIL - head_w
    block_w = max(MIN_BLOCK, min(MAX_BLOCK, room / columns - LANE_GAP - SLACK))
    pitch = min(max(room / columns, block_w + LANE_GAP + SLACK), MAX_PITCH)
    width = 2 * MARGIN + TAIL + head_w + columns * pitch

    stacks = [[_block(cause, bone.id, block_w) for cause in bone.causes] for bone in fb.bones]
    tallest = max((block.height for stack in stacks for block in stack), default=0.0)
    slope = min(STEEPEST, SLACK / tallest) if tallest else STEEPEST

    names = [_name_lines(bone, pitch) for bone in fb.bones]
    above = _reach(stacks[0::2])
    below = _reach(stacks[1::2])
    top_names = max((_name_height(n) for n in names[0::2]), default=0.0)
    low_names = max((_name_height(n) for n in names[1::2]), default=0.0)
    up = max(above + top_names, head_h / 2) if fb.bones else head_h / 2
    down = max(below + low_names if len(fb.bones) > 1 else 0.0, head_h / 2)
    spine_y = MARGIN + up
    height = 2 * MARGIN + up + down

    head_x = width - MARGIN - head_w
    boxes = [Box(HEAD_ID, "head", head_x, spine_y - head_h / 2, head_w, head_h, head_lines)]
    lines = _spine(head_x, spine_y, min(above, below or above) if fb.bones else MIN_BONE)
    for i, bone in enumerate(fb.bones):
        sign = -1.0 if i % 2 == 0 else 1.0
        reach = above if i % 2 == 0 else below
        foot_x = head_x - (columns - 1 - i // 2) * pitch - LANE_GAP / 2
        beside = reach < head_h / 2 + 4
        _place_bone(
            bone, names[i], stacks[i], foot_x, spine_y, sign, reach, slope, beside, boxes, lines
        )
    shift = MARGIN - min(min(box.x for box in boxes), min(line.x1 for line in lines))
    if shift > 0:
        boxes = [_moved(box, shift) for box in boxes]
        lines = [Segment(s.x1 + shift, s.y1, s.x2 + shift, s.y2, s.kind) for s in lines]
        width += shift
    return Layout(round(width, 2), round(height, 2), tuple(boxes), tuple(lines))


def _moved(box: Box, shift: float) -> Box:
    return Box(
        box.id, box.kind, round(box.x + shift, 2), box.y, box.w, box.h, box.lines,
        box.tag, box.lane, box.foot, box.leaf, box.parent, box.depth,
    )  # fmt: skip


def _spine(head_x: float, y: float, reach: float) -> list[Segment]:
    fin = min(34.0, reach / 2)
    x = MARGIN + TAIL * 0.6
    return [
        Segment(x, y, head_x, y, "spine"),
        Segment(MARGIN, y - fin, x, y, "tail"),
        Segment(MARGIN, y + fin, x, y, "tail"),
        Segment(MARGIN, y - fin, MARGIN, y + fin, "tail"),
    ]


def _reach(stacks: Sequence[Sequence[_Block]]) -> float:
    """How far the bones of one half reach from the spine, without their names."""
    if not stacks:
        return 0.0
    return max(MIN_BONE, *(_stack_height(stack) for stack in stacks))


def _stack_height(stack: Sequence[_Block]) -> float:
    if not stack:
        return MIN_BONE
    inner = sum(block.height for block in stack) + BLOCK_GAP * (len(stack) - 1)
    return SPINE_GAP + inner + BONE_GAP


def _name_lines(bone: Bone, pitch: float) -> tuple[str, ...]:
    return wrap(bone.name, pitch - LANE_GAP - 24, FONT, bold=True) or (NO_TEXT,)


def _name_height(lines: tuple[str, ...]) -> float:
    return len(lines) * LINE + 14


def _place_bone(
    bone: Bone,
    name: tuple[str, ...],
    stack: list[_Block],
    foot_x: float,
    spine_y: float,
    sign: float,
    reach: float,
    slope: float,
    beside_head: bool,
    boxes: list[Box],
    lines: list[Segment],
) -> None:
    tip_x = foot_x - reach * slope
    tip_y = spine_y + sign * reach
    name_w = max(text_width(line, FONT, bold=True) for line in name) + 24
    name_h = _name_height(name)
    name_y = tip_y - name_h if sign < 0 else tip_y
    name_x = tip_x - name_w / 2
    if beside_head:
        # Within the bone's own lane, so that names meet neither each other nor the head.
        name_x = min(name_x, foot_x - name_w)
    boxes.append(_box(bone.id, "bone", name_x, name_y, name_w, name_h, name, HEAD_ID))
    lines.append(Segment(tip_x, tip_y, foot_x, spine_y, "bone"))
    spare = reach - _stack_height(stack)
    gap = BLOCK_GAP + (min(28.0, spare / len(stack)) if stack else 0.0)
    # Text always reads downward: from the bone's name above the spine, from the spine below it.
    y = tip_y + BONE_GAP if sign < 0 else spine_y + SPINE_GAP
    for block in stack:
        far = max(abs(y - spine_y), abs(y + block.height - spine_y))
        right = foot_x - far * slope - LANE_GAP / 2
        left = right - block.items[0].w
        for item in block.items:
            cause = item.cause
            boxes.append(
                _box(
                    cause.id,
                    "why" if item.depth else "cause",
                    left + item.x,
                    y + item.y,
                    item.w,
                    item.h,
                    item.lines,
                    item.parent,
                    tag=cause.evidence.tag if cause.is_leaf else None,
                    lane=cause.lane if cause.is_leaf else None,
                    foot=item.foot,
                    leaf=cause.is_leaf,
                    depth=item.depth,
                )
            )
        lines.extend(_block_lines(block, left, y, foot_x, spine_y, slope))
        y += block.height + gap


def _box(
    box_id: str,
    kind: BoxKind,
    x: float,
    y: float,
    w: float,
    h: float,
    text: tuple[str, ...],
    parent: str,
    *,
    tag: str | None = None,
    lane: str | None = None,
    foot: float = 0.0,
    leaf: bool = False,
    depth: int = 0,
) -> Box:
    place = (round(x, 2), round(y, 2), round(w, 2), round(h, 2))
    return Box(box_id, kind, *place, text, tag, lane, foot, leaf, parent, depth)


def _block_lines(
    block: _Block, left: float, top: float, foot_x: float, spine_y: float, slope: float
) -> list[Segment]:
    first = block.items[0]
    at = top + min(first.h / 2, 22.0)
    on_bone = foot_x - abs(at - spine_y) * slope
    found = [Segment(left + first.w, at, on_bone, at, "branch")]
    place = {item.cause.id: item for item in block.items}
    last: dict[str, float] = {}
    for item in block.items[1:]:
        above = place[item.parent]
        x = left + above.x + 7
        y = top + item.y + min(item.h / 2, 17.0)
        found.append(Segment(x, y, left + item.x, y, "why"))
        last[item.parent] = y
    for parent, y in last.items():
        above = place[parent]
        x = left + above.x + 7
        found.append(Segment(x, top + above.y + above.h, x, y, "why"))
    return found


def _indent(depth: int) -> float:
    # Deep whys are indented less, so that their boxes stay wide enough to read.
    return INDENT * min(depth, 3) + INDENT / 2 * max(0, depth - 3)


def _block(cause: Cause, bone_id: str, width: float) -> _Block:
    items: list[_Item] = []

    def put(node: Cause, depth: int, parent: str, y: float) -> float:
        x = _indent(depth)
        text = wrap(node.text, width - x - 2 * PAD, FONT) or (NO_TEXT,)
        has_foot = node.is_leaf and (node.evidence.tag is not None or node.lane is not None)
        foot = FOOT if has_foot else 0.0
        h = len(text) * LINE + 2 * PAD - 3 + foot
        items.append(_Item(node, depth, parent, x, y, width - x, h, text, foot))
        y += h
        for why in node.whys:
            y = put(why, depth + 1, node.id, y + GAP)
        return y

    return _Block(items, put(cause, 0, bone_id, 0.0))
