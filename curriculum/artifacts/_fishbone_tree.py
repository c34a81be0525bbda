"""Finding, replacing and moving parts of a fishbone: the tree work behind `fishbone_edits`."""

from __future__ import annotations

from typing import Any, NamedTuple

from curriculum.artifacts.fishbone import (
    MAX_CAUSES,
    MAX_WHY_DEPTH,
    Bone,
    Cause,
    Fishbone,
    Placed,
)


class EditError(ValueError):
    """A change that cannot be made; the message is one plain sentence saying what to do."""


class Spot(NamedTuple):
    """A row of siblings: the bone, the causes above (topmost first) and the position in the row."""

    bone: Bone
    above: tuple[Cause, ...]
    row: tuple[Cause, ...]
    place: int


def bone_of(fb: Fishbone, node_id: Any) -> Bone:
    found = fb.find(str(node_id))
    if not isinstance(found, Bone):
        raise EditError("That bone is no longer there; undo brings it back.")
    return found


def placed_of(fb: Fishbone, node_id: Any) -> Placed:
    found = fb.find(str(node_id))
    if not isinstance(found, Placed):
        raise EditError("That cause is no longer there; undo brings it back.")
    return found


def spot_of(fb: Fishbone, node_id: Any) -> Spot:
    placed = placed_of(fb, node_id)
    row = placed.above[-1].whys if placed.above else placed.bone.causes
    index = next(i for i, cause in enumerate(row) if cause.id == placed.cause.id)
    return Spot(placed.bone, placed.above, row, index)


def with_bone(fb: Fishbone, bone: Bone) -> Fishbone:
    bones = tuple(bone if old.id == bone.id else old for old in fb.bones)
    return fb.model_copy(update={"bones": bones})


def with_row(
    fb: Fishbone, bone: Bone, above: tuple[Cause, ...], row: tuple[Cause, ...]
) -> Fishbone:
    """Put a row of siblings back under the last cause of ``above``, or on the bone."""
    if len(row) > MAX_CAUSES:
        raise EditError(f"There is room for {MAX_CAUSES} here; group some of them, or remove one.")
    for depth in range(len(above) - 1, -1, -1):
        parent = above[depth].model_copy(update={"whys": row})
        siblings = above[depth - 1].whys if depth else bone.causes
        row = tuple(parent if old.id == parent.id else old for old in siblings)
    return with_bone(fb, bone.model_copy(update={"causes": row}))


def with_cause(fb: Fishbone, node_id: Any, **changes: Any) -> Fishbone:
    spot = spot_of(fb, node_id)
    cause = spot.row[spot.place].model_copy(update=changes)
    row = (*spot.row[: spot.place], cause, *spot.row[spot.place + 1 :])
    return with_row(fb, spot.bone, spot.above, row)


def height(cause: Cause) -> int:
    return 1 + max((height(why) for why in cause.whys), default=0)


def move(fb: Fishbone, node_id: Any, direction: str) -> Fishbone:
    """Move a bone, or a cause with all beneath it, one step up, down, in or out."""
    if direction not in ("up", "down", "in", "out"):
        raise EditError("Things can move up, down, in or out.")
    found = fb.find(str(node_id))
    if isinstance(found, Bone):
        return _move_bone(fb, found, direction)
    spot = spot_of(fb, node_id)
    if direction == "in":
        return _move_in(fb, spot)
    if direction == "out":
        return _move_out(fb, spot)
    return _move_along(fb, spot, -1 if direction == "up" else 1)


def _move_bone(fb: Fishbone, bone: Bone, direction: str) -> Fishbone:
    index = fb.bones.index(bone)
    goal = index + {"up": -1, "down": 1}.get(direction, 0)
    if goal == index or not 0 <= goal < len(fb.bones):
        return fb
    bones = list(fb.bones)
    bones[index], bones[goal] = bones[goal], bones[index]
    return fb.model_copy(update={"bones": tuple(bones)})


def _move_along(fb: Fishbone, spot: Spot, step: int) -> Fishbone:
    """Up or down in the row; a cause at its end goes on to the neighboring bone."""
    goal = spot.place + step
    if 0 <= goal < len(spot.row):
        row = list(spot.row)
        row[spot.place], row[goal] = row[goal], row[spot.place]
        return with_row(fb, spot.bone, spot.above, tuple(row))
    beside = fb.bones.index(spot.bone) + step
    if spot.above or not 0 <= beside < len(fb.bones):
        return fb
    cause, other = spot.row[spot.place], fb.bones[beside]
    causes = (*other.causes, cause) if step < 0 else (cause, *other.causes)
    without = remove(fb, cause.id)
    return with_row(without, other, (), causes)


def _move_in(fb: Fishbone, spot: Spot) -> Fishbone:
    """Beneath the sibling above it."""
    if spot.place == 0:
        return fb
    cause, host = spot.row[spot.place], spot.row[spot.place - 1]
    if len(spot.above) + 1 + height(cause) > MAX_WHY_DEPTH + 1:
        raise EditError(f"A chain can be {MAX_WHY_DEPTH} whys deep; this would make it deeper.")
    if len(host.whys) >= MAX_CAUSES:
        raise EditError(f"There is room for {MAX_CAUSES} whys there; remove one first.")
    grown = host.model_copy(update={"whys": (*host.whys, cause)})
    row = (*spot.row[: spot.place - 1], grown, *spot.row[spot.place + 1 :])
    return with_row(fb, spot.bone, spot.above, row)


def _move_out(fb: Fishbone, spot: Spot) -> Fishbone:
    """One level up, right after what it was beneath."""
    if not spot.above:
        return fb
    cause, parent = spot.row[spot.place], spot.above[-1]
    outer = spot.above[-2].whys if len(spot.above) > 1 else spot.bone.causes
    rest = (*spot.row[: spot.place], *spot.row[spot.place + 1 :])
    home = next(i for i, other in enumerate(outer) if other.id == parent.id)
    shrunk = parent.model_copy(update={"whys": rest})
    row = (*outer[:home], shrunk, cause, *outer[home + 1 :])
    return with_row(fb, spot.bone, spot.above[:-1], row)


def remove(fb: Fishbone, node_id: Any) -> Fishbone:
    """Without this bone or cause and all beneath it."""
    found = fb.find(str(node_id))
    if found is None:
        return fb
    if isinstance(found, Bone):
        bones = tuple(bone for bone in fb.bones if bone.id != found.id)
        return fb.model_copy(update={"bones": bones})
    spot = spot_of(fb, found.cause.id)
    row = (*spot.row[: spot.place], *spot.row[spot.place + 1 :])
    return with_row(fb, spot.bone, spot.above, row)
