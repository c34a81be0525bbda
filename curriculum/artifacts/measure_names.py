"""Whether two names can be of one measure; the editor, the check and file import ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterable

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study

_CUT = re.compile(r"[/,;:()\[\]\"“”]|\s[-–—]\s")
_SMALL = frozenset(
    (
        *("a", "an", "the", "of", "in", "on", "at", "with", "and", "or", "who", "that", "per"),
        *("percent", "number", "share", "rate"),
    )
)
# What stands beside a measure and does not tell it from another: who is there, where, how often.
_BESIDE = frozenset(
    (
        *("student", "learner", "child", "children", "people", "present", "all", "class", "room"),
        *("period", "grade", "school", "total", "together", "how", "many", "each", "every"),
        *("lesson", "day", "week", "month", "daily", "weekly", "monday", "tuesday", "wednesday"),
        *("thursday", "friday", "driver", "outcome", "proces", "balancing"),
    )
)


def planned_measure(study: Study, plan: Plan) -> bool:
    """Whether the points of a study can be of what its plan counts, or its prediction is about."""
    one = plan.prediction(study.prediction_id) if study.prediction_id else None
    names = [plan.data.measure, one.measure if one is not None else ""]
    told = [name for name in names if name.strip()]
    return not told or any(same_measure(study.measure, name) for name in told)


def same_measure(one: str, other: str) -> bool:
    """Whether two names can be of one measure.

    What each begins with (before a slash, comma, bracket or dash; "Room 15:" is no beginning) is
    looked for among the parts of the other: most words of the shorter stand in the longer. So
    "reason slips / students present, Tuesdays" is "Reason slips (driver)". An empty name can be
    any.
    """
    if not _words(one) or not _words(other):
        return True
    mine, theirs = _parts(one), _parts(other)
    return any(_alike(mine[0], part) for part in theirs) or any(
        _alike(theirs[0], part) for part in mine
    )


def _parts(text: str) -> list[frozenset[str]]:
    """The parts of a name that tell it from others; the whole name if none does."""
    parts = [_words(part) for part in _CUT.split(text)]
    return [part for part in parts if _tells(part)] or [_words(text)]


def _tells(words: Iterable[str]) -> bool:
    return any(word not in _BESIDE and not word.isdigit() for word in words)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return 2 * len(short & long) > len(short)


def _words(text: str) -> frozenset[str]:
    parts = re.split(r"[\W_]+", text.casefold())
    return frozenset(part.removesuffix("s") for part in parts if part) - _SMALL
