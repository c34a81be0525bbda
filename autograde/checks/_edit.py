"""Small edits of a fishbone by id, for mutations and for building samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from curriculum.artifacts.fishbone import Cause, Fishbone

Edit = Callable[[Cause], Cause | None]


def edit_cause(fish: Fishbone, node: str, edit: Edit) -> Fishbone:
    """The fishbone with ``edit`` applied to the cause of this id (None takes it away)."""
    return edit_all(fish, lambda cause: edit(cause) if cause.id == node else cause)


def edit_all(fish: Fishbone, edit: Edit) -> Fishbone:
    """The fishbone with ``edit`` applied to every cause and why, from the last why upward."""
    bones = tuple(
        bone.model_copy(update={"causes": _edited(bone.causes, edit)}) for bone in fish.bones
    )
    return fish.model_copy(update={"bones": bones})


def _edited(causes: tuple[Cause, ...], edit: Edit) -> tuple[Cause, ...]:
    done = (edit(cause.model_copy(update={"whys": _edited(cause.whys, edit)})) for cause in causes)
    return tuple(cause for cause in done if cause is not None)


def change(fish: Fishbone, node: str, **fields: Any) -> Fishbone:
    """The fishbone with fields of one cause replaced."""
    return edit_cause(fish, node, lambda cause: cause.model_copy(update=fields))


def change_evidence(fish: Fishbone, node: str, **fields: Any) -> Fishbone:
    """The fishbone with fields of one cause's evidence replaced."""
    return edit_cause(
        fish,
        node,
        lambda cause: cause.model_copy(
            update={"evidence": cause.evidence.model_copy(update=fields)}
        ),
    )


def change_head(fish: Fishbone, **fields: Any) -> Fishbone:
    """The fishbone with fields of its problem statement replaced."""
    head = fish.problem_statement.model_copy(update=fields)
    return fish.model_copy(update={"problem_statement": head})


def add_cause(fish: Fishbone, bone: int, cause: Cause) -> Fishbone:
    """The fishbone with one more cause on its ``bone``-th bone."""
    bones = list(fish.bones)
    bones[bone] = bones[bone].model_copy(update={"causes": (*bones[bone].causes, cause)})
    return fish.model_copy(update={"bones": tuple(bones)})
