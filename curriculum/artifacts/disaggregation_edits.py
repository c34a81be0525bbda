"""Every change that a person can make to a disaggregation, as a pure function.

Intents are those of `plan_edits`: ``set`` for a field (``"outcome.name"``), ``add_row``,
``set_row``, ``remove_row`` and ``replace_rows`` for the lists (groups, voices, strategies),
``set_version``, ``set_who``; besides, ``{"op": "hide", "id": "g3"}`` hides a group and forgets its
numbers, and ``{"op": "set_floor", "value": 20}`` hides every group below a stricter floor.
"""

from __future__ import annotations

from collections.abc import Callable

from curriculum.artifacts import _edit_values as edit
from curriculum.artifacts._edit_values import Form, Intent, Rows, target
from curriculum.artifacts._fishbone_tree import EditError
from curriculum.artifacts.disaggregation import (
    LEAST_FLOOR,
    MAX_GROUPS,
    MAX_STRATEGIES,
    MAX_VOICES,
    Disaggregation,
    GroupNumbers,
    Source,
    Split,
    Strategy,
    Voice,
    Which,
    too_small,
)

__all__ = ["FORM", "OPS", "EditError", "Intent", "apply", "target"]

_people = edit.count(1_000_000)


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise EditError("That is not one of the choices; pick one from the list.")
    return value


_MEASURE = {
    f"{part}.{field}": edit.line
    for part in ("outcome", "opportunity")
    for field in ("name", "counted", "out_of", "period", "source")
}
FORM = Form(
    fields={
        "district": edit.line,
        "source": edit.choice(Source),
        **_MEASURE,
        "comparison": edit.line,
        "comparison_why": edit.paragraph,
        "split_by": edit.line,
        "split": edit.choice(Split),
        "split_words": edit.paragraph,
        "finding_words": edit.paragraph,
        "system_words": edit.paragraph,
        "goal": edit.paragraph,
        "next_step": edit.paragraph,
        "next_who": edit.line,
        "next_by": edit.day,
        "help_wanted": edit.paragraph,
    },
    rows={
        "groups": Rows(
            GroupNumbers,
            {
                "measure": edit.choice(Which),
                "name": edit.line,
                "hidden": _yes,
                "n": _people,
                "met": _people,
                "percent": edit.number(0, 100),
                "low": edit.number(0, 100),
                "high": edit.number(0, 100),
                "gap": edit.number(-100, 100),
                "ratio": edit.number(0, 1000),
                "to_close": _people,
            },
            MAX_GROUPS,
            "groups",
            letter="g",
        ),
        "voices": Rows(Voice, {"who": edit.line, "words": edit.line}, MAX_VOICES, "voices"),
        "strategies": Rows(
            Strategy, {"for_whom": edit.line, "what": edit.line}, MAX_STRATEGIES, "strategies"
        ),
    },
)


def apply(made: Disaggregation, intent: Intent) -> Disaggregation:
    """The disaggregation after one change.

    Parameters
    ----------
    made : Disaggregation
    intent : mapping
        ``op`` names the change (a key of `OPS`), the rest says where and what.

    Raises
    ------
    EditError
        If the change cannot be made (among them: numbers of a group below the floor); ``made`` is
        unchanged.
    """
    op = OPS.get(str(intent.get("op", "")))
    if op is None:
        raise EditError("The editor asked for something unknown; open the notebook again.")
    changed = op(made, intent)
    if changed == made:
        return made
    for row in changed.groups:
        if too_small(row, changed.floor):
            raise EditError(_why(row, changed.floor))
    return changed


def _why(row: GroupNumbers, floor: int) -> str:
    name = f"“{row.name}”" if row.name else "This group"
    if row.hidden:
        return f"{name} is hidden, so no number of it is kept."
    if row.n is not None and row.n < floor:
        return f"{name} has fewer than {floor} students: hide it instead of writing its numbers."
    return f"{name} is small, and all or none in it met the mark: hide it, or it tells on each."


def _hide(made: Disaggregation, intent: Intent) -> Disaggregation:
    wanted = intent.get("id")
    if all(row.id != wanted for row in made.groups):
        raise EditError("That row is no longer there; undo brings it back.")
    rows = tuple(_hidden(row) if row.id == wanted else row for row in made.groups)
    return made.model_copy(update={"groups": rows})


def _hidden(row: GroupNumbers) -> GroupNumbers:
    return GroupNumbers(id=row.id, measure=row.measure, name=row.name, hidden=True)


def _set_floor(made: Disaggregation, intent: Intent) -> Disaggregation:
    """A stricter floor hides at once what it no longer allows; a laxer one than 11 is refused."""
    floor = edit.count(1000)(intent.get("value"))
    if floor is None or floor < LEAST_FLOOR:
        raise EditError(
            f"Groups of fewer than {LEAST_FLOOR} are never shown; a district may be stricter."
        )
    rows = tuple(_hidden(row) if too_small(row, floor) else row for row in made.groups)
    return made.model_copy(update={"floor": floor, "groups": rows})


OPS: dict[str, Callable[[Disaggregation, Intent], Disaggregation]] = {
    "set": lambda made, intent: edit.set_field(made, intent, FORM),
    "set_version": edit.set_version,
    "set_who": edit.set_who,
    "add_row": lambda made, intent: edit.add_row(made, intent, FORM),
    "set_row": lambda made, intent: edit.set_row(made, intent, FORM),
    "remove_row": lambda made, intent: edit.remove_row(made, intent, FORM),
    "replace_rows": lambda made, intent: edit.replace_rows(made, intent, FORM),
    "hide": _hide,
    "set_floor": _set_floor,
}
