"""Every change that a person can make to a fishbone, as a pure function of fishbone and intent.

An intent is a small dictionary, as the editor sends it: ``{"op": "add_why", "id": "c2", "text":
"..."}``. `apply` returns a new fishbone; the old one is untouched, so undo is keeping it.

An intent that adds something may name the new id (``"new"``). Such an intent does nothing if the
id is already there: an intent that is sent twice, for example after a restart, adds once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from curriculum.artifacts._fishbone_tree import (
    EditError,
    bone_of,
    move,
    placed_of,
    remove,
    spot_of,
    with_bone,
    with_cause,
    with_row,
)
from curriculum.artifacts.fishbone import (
    MAX_BONES,
    MAX_WHY_DEPTH,
    Bone,
    CarriedTo,
    Cause,
    CheckPlan,
    EvidenceTag,
    Fishbone,
    Lane,
    Version,
)

MAX_LINE = 600
MAX_PARAGRAPH = 4000
MAX_PEOPLE = 30

__all__ = ["OPS", "EditError", "Intent", "apply", "clean", "new_id", "target"]

Intent = Mapping[str, Any]

PARAGRAPHS = ("reads_backward", "surprise", "whose_view_is_missing", "help_wanted")
STATEMENT_PARTS = ("text", "group", "measure", "number", "period")


def apply(fb: Fishbone, intent: Intent) -> Fishbone:
    """The fishbone after one change.

    Parameters
    ----------
    fb : Fishbone
    intent : mapping
        ``op`` names the change (a key of `OPS`), the rest says where and what.

    Returns
    -------
    Fishbone
        The same object if nothing changes (a cause that is already topmost moved up).

    Raises
    ------
    EditError
        If the change cannot be made; ``fb`` is unchanged.
    """
    op = OPS.get(str(intent.get("op", "")))
    if op is None:
        raise EditError("The editor asked for something unknown; open the notebook again.")
    changed = op(fb, intent)
    return fb if changed == fb else changed


def new_id(fb: Fishbone, letter: str) -> str:
    """The first free id of this letter: ``c1``, ``c2``, ..."""
    taken = {bone.id for bone in fb.bones} | {placed.cause.id for placed in fb.walk()}
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def target(intent: Intent) -> tuple[str, ...]:
    """What an intent writes to; typing to the same target one after the other is one undo step."""
    names = ("op", "id", "field", "part")
    return tuple(str(intent.get(name, "")) for name in names)


# ---------------------------------------------------------------- words


def clean(value: Any, limit: int = MAX_LINE) -> str:
    """Text as it may be kept: a string without control characters, at most ``limit`` long.

    Raises
    ------
    EditError
        If it is longer; nothing is cut off silently.
    """
    if not isinstance(value, str):
        raise EditError("Only text can be written here.")
    text = value.encode("utf-8", "replace").decode("utf-8")
    keep_newlines = limit > MAX_LINE
    text = "".join(
        char if char.isprintable() or (char == "\n" and keep_newlines) or ord(char) > 0x9F else " "
        for char in text
    )
    if len(text) > limit:
        raise EditError(
            f"This text has {len(text)} characters and there is room for {limit}; shorten it a bit."
        )
    return text


def _choice(value: Any, choices: tuple[str, ...]) -> str | None:
    if value is None or value == "":
        return None
    if value not in choices:
        raise EditError("That is not one of the choices; pick one from the list.")
    return str(value)


# ---------------------------------------------------------------- the changes


def _set_statement(fb: Fishbone, intent: Intent) -> Fishbone:
    part = intent.get("part")
    if part not in STATEMENT_PARTS:
        raise EditError("The problem statement has no such part.")
    text = clean(intent.get("text"), MAX_PARAGRAPH if part == "text" else MAX_LINE)
    statement = fb.problem_statement.model_copy(update={str(part): text})
    return fb.model_copy(update={"problem_statement": statement})


def _set_field(fb: Fishbone, intent: Intent) -> Fishbone:
    name = intent.get("field")
    if name in PARAGRAPHS:
        return fb.model_copy(update={str(name): clean(intent.get("text"), MAX_PARAGRAPH)})
    if name == "school":
        return fb.model_copy(update={"school": clean(intent.get("text"))})
    raise EditError("The fishbone has no such field.")


def _set_version(fb: Fishbone, intent: Intent) -> Fishbone:
    value = _choice(intent.get("value"), get_args(Version)) or "my draft"
    return fb.model_copy(update={"version": value})


def _set_who(fb: Fishbone, intent: Intent) -> Fishbone:
    people = tuple(name.strip() for name in clean(intent.get("text"), MAX_PARAGRAPH).split(","))
    people = tuple(clean(name) for name in people if name)
    if len(people) > MAX_PEOPLE:
        raise EditError(f"There is room for {MAX_PEOPLE} people; write groups instead of names.")
    return fb.model_copy(update={"who_was_there": people})


def _add(fb: Fishbone, intent: Intent, letter: str) -> str | None:
    """The id for something new; None if it is there already."""
    wanted = intent.get("new")
    if wanted is None:
        return new_id(fb, letter)
    name = str(wanted)
    if not (1 <= len(name) <= 40 and name.isascii() and name.replace("-", "").isalnum()):
        raise EditError("The editor made an id that cannot be kept; open the notebook again.")
    return None if fb.find(name) else name


def _add_bone(fb: Fishbone, intent: Intent) -> Fishbone:
    node_id = _add(fb, intent, "b")
    if node_id is None:
        return fb
    if len(fb.bones) >= MAX_BONES:
        raise EditError(f"There is room for {MAX_BONES} bones; rename or remove one first.")
    bone = Bone(id=node_id, name=clean(intent.get("text", "")))
    return fb.model_copy(update={"bones": (*fb.bones, bone)})


def _add_cause(fb: Fishbone, intent: Intent) -> Fishbone:
    bone = bone_of(fb, intent.get("id"))
    node_id = _add(fb, intent, "c")
    if node_id is None:
        return fb
    cause = Cause(id=node_id, text=clean(intent.get("text", "")))
    return with_row(fb, bone, (), (*bone.causes, cause))


def _add_why(fb: Fishbone, intent: Intent) -> Fishbone:
    placed = placed_of(fb, intent.get("id"))
    node_id = _add(fb, intent, "c")
    if node_id is None:
        return fb
    if len(placed.above) >= MAX_WHY_DEPTH:
        raise EditError(f"A chain can be {MAX_WHY_DEPTH} whys deep; this one is deep enough.")
    why = Cause(id=node_id, text=clean(intent.get("text", "")))
    above = (*placed.above, placed.cause)
    return with_row(fb, placed.bone, above, (*placed.cause.whys, why))


def _add_sibling(fb: Fishbone, intent: Intent) -> Fishbone:
    spot = spot_of(fb, intent.get("id"))
    node_id = _add(fb, intent, "c")
    if node_id is None:
        return fb
    cause = Cause(id=node_id, text=clean(intent.get("text", "")))
    row = (*spot.row[: spot.place + 1], cause, *spot.row[spot.place + 1 :])
    return with_row(fb, spot.bone, spot.above, row)


def _set_text(fb: Fishbone, intent: Intent) -> Fishbone:
    text = clean(intent.get("text"))
    found = fb.find(str(intent.get("id")))
    if isinstance(found, Bone):
        return with_bone(fb, found.model_copy(update={"name": text}))
    return with_cause(fb, intent.get("id"), text=text)


def _remove(fb: Fishbone, intent: Intent) -> Fishbone:
    return remove(fb, intent.get("id"))


def _move(fb: Fishbone, intent: Intent) -> Fishbone:
    return move(fb, intent.get("id"), str(intent.get("direction")))


def _set_evidence(fb: Fishbone, intent: Intent) -> Fishbone:
    cause = placed_of(fb, intent.get("id")).cause
    part = intent.get("part")
    change: dict[str, Any]
    if part == "tag":
        change = {"tag": _choice(intent.get("value"), get_args(EvidenceTag))}
    elif part == "source":
        change = {"source": clean(intent.get("text"))}
    elif part == "item":
        change = {"item": _item(intent.get("value"))}
    else:
        raise EditError("Evidence has a tag, a source and a paper from the folder.")
    return with_cause(fb, cause.id, evidence=cause.evidence.model_copy(update=change))


def _item(value: Any) -> str | None:
    if value is None or value == "":
        return None
    name = str(value)
    digits = name[1:]
    numbered = digits.isascii() and digits.isdigit() and len(digits) <= 2 and digits[0] != "0"
    if not (name.startswith("E") and numbered):
        raise EditError("Pick one of the papers in the folder.")
    return name


def _set_lane(fb: Fishbone, intent: Intent) -> Fishbone:
    lane = _choice(intent.get("value"), get_args(Lane))
    return with_cause(fb, intent.get("id"), lane=lane)


def _set_check(fb: Fishbone, intent: Intent) -> Fishbone:
    cause = placed_of(fb, intent.get("id")).cause
    part = _part(intent, CheckPlan)
    plan = cause.check.model_copy(update={part: clean(intent.get("text"))})
    return with_cause(fb, cause.id, check=plan)


def _set_carried(fb: Fishbone, intent: Intent) -> Fishbone:
    cause = placed_of(fb, intent.get("id")).cause
    part = _part(intent, CarriedTo)
    carried = cause.carried_to.model_copy(update={part: clean(intent.get("text"))})
    return with_cause(fb, cause.id, carried_to=carried)


def _part(intent: Intent, model: type[CheckPlan] | type[CarriedTo]) -> str:
    part = intent.get("part")
    if part not in model.model_fields:
        raise EditError("A lane has no such field.")
    return cast(str, part)


OPS: dict[str, Callable[[Fishbone, Intent], Fishbone]] = {
    "set_statement": _set_statement,
    "set_field": _set_field,
    "set_version": _set_version,
    "set_who": _set_who,
    "add_bone": _add_bone,
    "add_cause": _add_cause,
    "add_why": _add_why,
    "add_sibling": _add_sibling,
    "set_text": _set_text,
    "remove": _remove,
    "move": _move,
    "set_evidence": _set_evidence,
    "set_lane": _set_lane,
    "set_check": _set_check,
    "set_carried": _set_carried,
}
