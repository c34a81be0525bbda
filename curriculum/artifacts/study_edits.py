"""Every change that a person can make to a study, as a pure function of study and intent.

Intents are those of `plan_edits`: ``set`` for a field, ``add_row``, ``set_row``, ``remove_row`` and
``replace_rows`` for the lists (points, annotations, log, groups), ``set_version``, ``set_who``;
other explanations are plain lines: ``{"op": "set_explanations", "value": ["...", "..."]}``.
``{"op": "bind", "plan_digest": ..., "prediction_id": ..., "measure": ...}`` says which locked
prediction the study is about.
"""

from __future__ import annotations

from collections.abc import Callable

from curriculum.artifacts import _edit_values as edit
from curriculum.artifacts._edit_values import Form, Intent, Rows, target
from curriculum.artifacts._fishbone_tree import EditError
from curriculum.artifacts.plan import MAX_COUNT, MAX_POINTS
from curriculum.artifacts.study import (
    MAX_EXPLANATIONS,
    MAX_GROUPS,
    Annotation,
    Done,
    GroupResult,
    Held,
    LessonLog,
    Phase,
    Rules,
    Signal,
    Source,
    Study,
    StudyPoint,
    Verdict,
)

__all__ = ["FORM", "OPS", "EditError", "Intent", "apply", "target"]

_count = edit.count(MAX_COUNT)
_digest = edit.matching(r"([0-9a-f]{32})?", "This study does not say which locked plan it is for.")
_prediction = edit.matching(r"[A-Za-z0-9_-]{0,40}", "Pick one of the plan's predictions.")

FORM = Form(
    fields={
        "school": edit.line,
        "prediction_id": _prediction,
        "source": edit.choice(Source),
        "measure": edit.line,
        "change_day": edit.day,
        "fidelity": edit.choice(Done),
        "deviations": edit.paragraph,
        "held": edit.choice(Held),
        "result": edit.number(),
        "signal_reading.median": edit.number(),
        "signal_reading.useful": _count,
        "signal_reading.longest_run": _count,
        "signal_reading.crossings": _count,
        "signal_reading.signal": edit.choice(Signal),
        "signal_reading.words": edit.paragraph,
        "rules": edit.choice(Rules),
        "missing_words": edit.paragraph,
        "missing_count": _count,
        "balancing": edit.paragraph,
        "verdict": edit.choice(Verdict),
        "verdict_words": edit.paragraph,
        "theory_change": edit.paragraph,
        "help_wanted": edit.paragraph,
    },
    rows={
        "points": Rows(
            StudyPoint,
            {
                "day": edit.day,
                "count": _count,
                "of": _count,
                "note": edit.line,
                "phase": edit.choice(Phase),
                "fidelity": edit.choice(Done),
                "absent": edit.count_or_zero(MAX_COUNT),
            },
            MAX_POINTS,
            "points",
        ),
        "annotations": Rows(
            Annotation, {"day": edit.day, "text": edit.line}, MAX_POINTS, "annotations"
        ),
        "log": Rows(
            LessonLog,
            {
                "day": edit.day,
                "done": edit.choice(Done),
                "words": edit.line,
                "minutes": edit.number(0, 600),
            },
            MAX_POINTS,
            "lessons",
        ),
        "groups": Rows(
            GroupResult,
            {
                "name": edit.line,
                "n": _count,
                "before.count": _count,
                "before.of": _count,
                "after.count": _count,
                "after.of": _count,
                "words": edit.paragraph,
            },
            MAX_GROUPS,
            "groups",
        ),
    },
)


def apply(study: Study, intent: Intent) -> Study:
    """The study after one change.

    Parameters
    ----------
    study : Study
    intent : mapping
        ``op`` names the change (a key of `OPS`), the rest says where and what.

    Returns
    -------
    Study
        The same object if nothing changes.

    Raises
    ------
    EditError
        If the change cannot be made; ``study`` is unchanged.
    """
    op = OPS.get(str(intent.get("op", "")))
    if op is None:
        raise EditError("The editor asked for something unknown; open the notebook again.")
    changed = op(study, intent)
    return study if changed == study else changed


def _set_explanations(study: Study, intent: Intent) -> Study:
    given = intent.get("value")
    if not isinstance(given, list | tuple):
        raise EditError("The editor sent something that is not a list; open the notebook again.")
    if len(given) > MAX_EXPLANATIONS:
        raise EditError(f"There is room for {MAX_EXPLANATIONS} explanations; join two of them.")
    lines = tuple(edit.line(one) for one in given)
    return study.model_copy(update={"other_explanations": lines})


def _bind(study: Study, intent: Intent) -> Study:
    return study.model_copy(
        update={
            "plan_digest": _digest(intent.get("plan_digest")),
            "prediction_id": _prediction(intent.get("prediction_id")),
            "measure": edit.line(intent.get("measure")),
        }
    )


OPS: dict[str, Callable[[Study, Intent], Study]] = {
    "set": lambda study, intent: edit.set_field(study, intent, FORM),
    "set_version": edit.set_version,
    "set_who": edit.set_who,
    "add_row": lambda study, intent: edit.add_row(study, intent, FORM),
    "set_row": lambda study, intent: edit.set_row(study, intent, FORM),
    "remove_row": lambda study, intent: edit.remove_row(study, intent, FORM),
    "replace_rows": lambda study, intent: edit.replace_rows(study, intent, FORM),
    "set_explanations": _set_explanations,
    "bind": _bind,
}
