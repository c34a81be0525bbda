"""Every change that a person can make to a plan, as a pure function of plan and intent.

An intent is a small dictionary, as the editor sends it:

- ``{"op": "set", "field": "data.measure", "value": "reason slips"}``: a field, `FORM` lists them;
- ``{"op": "add_row", "list": "predictions", "new": "p2"}``,
  ``{"op": "set_row", "list": "predictions", "id": "p2", "field": "low", "value": "40"}``,
  ``{"op": "remove_row", "list": "predictions", "id": "p2"}``;
- rows of the baseline have no ids: ``"row": 3`` names one, ``"rows": 12`` says how many there were
  when the intent was sent, so that one that is sent twice acts once;
- ``{"op": "replace_rows", "list": "baseline", ...}`` for counts that come from elsewhere;
- ``{"op": "set_version"}``, ``{"op": "set_who"}``, as in the fishbone;
- ``{"op": "start_again"}``: a new plan with the same words, not locked.

Locking is no edit: it needs a clock and cannot be undone (`curriculum.artifacts.lock.lock`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from curriculum.artifacts import _edit_values as edit
from curriculum.artifacts._edit_values import Form, Intent, Rows, target
from curriculum.artifacts._fishbone_tree import EditError
from curriculum.artifacts.lock import start_again
from curriculum.artifacts.plan import (
    MAX_CAUSES_NAMED,
    MAX_COUNT,
    MAX_LESSONS,
    MAX_POINTS,
    MAX_PREDICTIONS,
    Belief,
    ChosenCause,
    Cost,
    Direction,
    Plan,
    Point,
    Prediction,
    Size,
    Unit,
)

__all__ = ["FORM", "OPS", "EditError", "Intent", "apply", "target"]

_count = edit.count(MAX_COUNT)

FORM = Form(
    fields={
        "school": edit.line,
        "question": edit.paragraph,
        "change.idea_card": edit.matching(r"[a-z0-9-]{0,60}", "Pick one of the idea cards."),
        "change.text": edit.paragraph,
        "who": edit.line,
        "where": edit.line,
        "group": edit.line,
        "group_n": _count,
        "when": edit.line,
        "start": edit.day,
        "end": edit.day,
        "lessons": edit.count(MAX_LESSONS),
        "scale.belief": edit.choice(Belief),
        "scale.cost": edit.choice(Cost),
        "scale.readiness": edit.choice(Belief),
        "scale.size": edit.choice(Size),
        "scale.why": edit.paragraph,
        "data.measure": edit.line,
        "data.numerator": edit.line,
        "data.denominator": edit.line,
        "data.who": edit.line,
        "data.when": edit.line,
        "data.tool": edit.line,
        "data.missing": edit.line,
        "data.minutes": edit.number(0, 600),
        "data.baseline_text": edit.paragraph,
        "data.process": edit.line,
        "data.balancing": edit.line,
        "surprise": edit.paragraph,
        "help_wanted": edit.paragraph,
    },
    rows={
        "from_causes": Rows(ChosenCause, {"text": edit.line}, MAX_CAUSES_NAMED, "causes", "c"),
        "informed_by": Rows(ChosenCause, {"text": edit.line}, MAX_CAUSES_NAMED, "causes", "c"),
        "predictions": Rows(
            Prediction,
            {
                "measure": edit.line,
                "direction": edit.choice(Direction),
                "best_guess": edit.number(),
                "low": edit.number(),
                "high": edit.number(),
                "unit": edit.choice(Unit),
                "group": edit.line,
                "n": _count,
                "by": edit.day,
                "because": edit.paragraph,
            },
            MAX_PREDICTIONS,
            "predictions",
            "p",
        ),
        "baseline": Rows(
            Point, {"day": edit.day, "count": _count, "of": _count}, MAX_POINTS, "points"
        ),
    },
)


def apply(plan: Plan, intent: Intent) -> Plan:
    """The plan after one change.

    Parameters
    ----------
    plan : Plan
        Locked or not: words may change after the lock, and `changed_after_lock` shows them.
    intent : mapping
        ``op`` names the change (a key of `OPS`), the rest says where and what.

    Returns
    -------
    Plan
        The same object if nothing changes.

    Raises
    ------
    EditError
        If the change cannot be made; ``plan`` is unchanged.
    """
    op = OPS.get(str(intent.get("op", "")))
    if op is None:
        raise EditError("The editor asked for something unknown; open the notebook again.")
    changed = op(plan, intent)
    return plan if changed == plan else changed


def _rows(op: Callable[[Any, Intent, Form], Any]) -> Callable[[Plan, Intent], Plan]:
    """An operation on a list; the baseline lies one level down, in the data plan."""

    def act(plan: Plan, intent: Intent) -> Plan:
        if intent.get("list") != "baseline":
            made: Plan = op(plan, intent, FORM)
            return made
        data = op(plan.data, intent, FORM)
        return plan.model_copy(update={"data": data})

    return act


OPS: dict[str, Callable[[Plan, Intent], Plan]] = {
    "set": lambda plan, intent: edit.set_field(plan, intent, FORM),
    "set_version": edit.set_version,
    "set_who": edit.set_who,
    "add_row": _rows(edit.add_row),
    "set_row": _rows(edit.set_row),
    "remove_row": _rows(edit.remove_row),
    "replace_rows": _rows(edit.replace_rows),
    "start_again": lambda plan, intent: start_again(plan),
}
