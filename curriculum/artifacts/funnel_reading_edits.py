"""Every change that a person can make to a funnel reading, as a pure function.

Intents are those of `plan_edits`: ``set`` for a field, ``add_row``, ``set_row``, ``remove_row`` and
``replace_rows`` for the list ``outside``, ``set_version``, ``set_who``; besides,
``{"op": "toggle", "code": "S07"}`` puts a point on the list or takes it off (a click on the chart).
"""

from __future__ import annotations

from collections.abc import Callable

from curriculum.artifacts import _edit_values as edit
from curriculum.artifacts._edit_values import Form, Intent, Rows, target
from curriculum.artifacts._fishbone_tree import EditError
from curriculum.artifacts.funnel_reading import (
    MAX_POINTS,
    Cause,
    DataSource,
    FunnelPoint,
    FunnelReading,
    Limits,
    Whole,
    YesNo,
)
from curriculum.artifacts.plan import MAX_COUNT

__all__ = ["FORM", "OPS", "EditError", "Intent", "apply", "target"]

FORM = Form(
    fields={
        "district": edit.line,
        "source": edit.choice(DataSource),
        "data_words": edit.line,
        "measure": edit.line,
        "units": edit.count(MAX_COUNT),
        "target": edit.number(0, 100),
        "limits": edit.choice(Limits),
        "adjusted": edit.choice(YesNo),
        "adjusted_why": edit.paragraph,
        "whole": edit.choice(Whole),
        "cause_words": edit.paragraph,
        "principal": edit.paragraph,
        "board": edit.paragraph,
        "newspaper": edit.paragraph,
        "system_action": edit.paragraph,
        "system_who": edit.line,
        "system_by": edit.day,
        "not_to_do": edit.paragraph,
        "fair_words": edit.paragraph,
        "help_wanted": edit.paragraph,
    },
    rows={
        "outside": Rows(
            FunnelPoint,
            {"code": edit.line, "reading": edit.choice(Cause), "words": edit.line},
            MAX_POINTS,
            "points",
        ),
    },
)


def apply(made: FunnelReading, intent: Intent) -> FunnelReading:
    """The reading after one change.

    Parameters
    ----------
    made : FunnelReading
    intent : mapping
        ``op`` names the change (a key of `OPS`), the rest says where and what.

    Raises
    ------
    EditError
        If the change cannot be made; ``made`` is unchanged.
    """
    op = OPS.get(str(intent.get("op", "")))
    if op is None:
        raise EditError("The editor asked for something unknown; open the notebook again.")
    changed = op(made, intent)
    return made if changed == made else changed


def _toggle(made: FunnelReading, intent: Intent) -> FunnelReading:
    code = edit.line(intent.get("code")).strip()
    if not code:
        raise EditError("Choose a point on the chart, or write its code.")
    rows = tuple(row for row in made.outside if row.code != code)
    if len(rows) == len(made.outside):
        if len(rows) >= MAX_POINTS:
            raise EditError(f"There is room for {MAX_POINTS} points; remove one first.")
        rows = (*rows, FunnelPoint(code=code))
    return made.model_copy(update={"outside": rows})


OPS: dict[str, Callable[[FunnelReading, Intent], FunnelReading]] = {
    "set": lambda made, intent: edit.set_field(made, intent, FORM),
    "set_version": edit.set_version,
    "set_who": edit.set_who,
    "add_row": lambda made, intent: edit.add_row(made, intent, FORM),
    "set_row": lambda made, intent: edit.set_row(made, intent, FORM),
    "remove_row": lambda made, intent: edit.remove_row(made, intent, FORM),
    "replace_rows": lambda made, intent: edit.replace_rows(made, intent, FORM),
    "toggle": _toggle,
}
