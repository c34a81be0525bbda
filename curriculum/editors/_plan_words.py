"""What the plan editor works out from a plan and only shows: no decision is made here."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from curriculum.artifacts.lock import changed_after_lock, lock_problem, locked_at
from curriculum.artifacts.plan import Plan, Point, Prediction
from curriculum.editors._sheet_steps import filled_steps
from curriculum.figures.plan import lock_sentence, plan_rows, prediction_sentence

SIZES = {
    "one_student": "one student or one lesson",
    "one_class": "one class",
    "few_classes": "a few classes",
    "whole_school": "the whole school",
}


def steps(plan: Plan) -> dict[str, str]:
    """How much of each step is filled in: "" for nothing, "✓ done" for all of it."""
    data, scale = plan.data, plan.scale
    parts: dict[str, Sequence[object]] = {
        "Question": [plan.question],
        "Change": [
            *(plan.change.text, plan.who, plan.where, plan.group, plan.group_n, plan.when),
            *(plan.start, plan.end, plan.lessons, scale.size, scale.why),
        ],
        "Data": [
            *(data.measure, data.numerator, data.denominator, data.who, data.when, data.tool),
            *(data.missing, data.process, data.balancing),
            data.baseline or data.baseline_text,
        ],
        "Prediction": [*(part for one in plan.predictions for part in _asked(one)), plan.surprise],
    }
    return {**filled_steps(parts), "Lock": "✓ done" if plan.lock else ""}


def _asked(one: Prediction) -> list[object]:
    return [one.measure, one.direction, one.best_guess, one.low, one.high, one.group, one.n,
            one.by, one.because]  # fmt: skip


def size_hint(plan: Plan) -> list[str]:
    """With how much most teams begin, once the three answers are there; the choice is theirs."""
    belief, cost, ready = plan.scale.belief, plan.scale.cost, plan.scale.readiness
    if not (belief and cost and ready):
        return []
    if cost == "high" or ready == "low":
        begin = "one_class" if belief == "high" and ready != "low" else "one_student"
    elif belief == "high" and ready == "high":
        begin = "few_classes"
    else:
        begin = "one_class"
    said = [f"With these three answers a careful team begins with {SIZES[begin]}."]
    if list(SIZES).index(plan.scale.size or "one_student") > list(SIZES).index(begin):
        said.append("You chose more. If that is meant, say below why it is safe.")
    return said


def baseline_words(points: Sequence[Point]) -> list[str]:
    """What the baseline adds up to, in one line; and what keeps it from being read."""
    used = [p for p in points if p.count is not None and p.of]
    over = [i for i, p in enumerate(points, start=1) if p.of and (p.count or 0) > p.of]
    if over:
        return [f"Lesson {over[0]} counts more than there were; one of the two numbers is off."]
    if not used:
        return []
    count, of = sum(p.count or 0 for p in used), sum(p.of or 0 for p in used)
    middle = median(p.value or 0.0 for p in used)
    lessons = "1 lesson" if len(used) == 1 else f"{len(used)} lessons"
    said = [f"{lessons}: {count} of {of} together ({100 * count / of:.0f}%), median {middle:.0f}%."]
    if len(used) < 6:
        said.append("With fewer than six lessons you cannot see yet how much a class wobbles.")
    return said


def summary(plan: Plan) -> list[list[str]]:
    """The whole plan on one page: label and words."""
    rows = [[label, words] for label, words, _fields in plan_rows(plan)]
    for number, one in enumerate(plan.predictions, start=1):
        label = "Prediction" if len(plan.predictions) == 1 else f"Prediction {number}"
        blank = not (one.measure or one.because or one.best_guess is not None)
        because = f". Because: {one.because}" if one.because.strip() else ""
        rows.append([label, "" if blank else prediction_sentence(one) + because])
    return [*rows, ["A surprise", plan.surprise]]


def still_open(plan: Plan) -> list[str]:
    """What is not filled in yet, in one sentence; nothing once the plan is locked."""
    if plan.lock is not None:
        return []
    left = [f"{name} ({told})" if told else name for name, told in steps(plan).items()
            if name != "Lock" and told != "✓ done"]  # fmt: skip
    if not left:
        return []
    return [f"Still open: {', '.join(left)}. You can lock it all the same."]


def lock_words(plan: Plan) -> dict[str, Any] | None:
    """What the lock says, and what changed after it; None without a lock."""
    if plan.lock is None:
        return None
    at = locked_at(plan)
    problem = lock_problem(plan)
    changed = [] if problem else changed_after_lock(plan)
    then = "Nothing has changed since." if not changed else ""
    return {
        "problem": problem,
        "at": at.timestamp() if at else None,
        "then": then,
        "changed": [one._asdict() for one in changed],
    }


def look(plan: Plan) -> str:
    """A version in a few lines of plain text, to choose between versions."""
    lines = [f"{label}: {words or '(not written yet)'}" for label, words in summary(plan)]
    if plan.lock is not None:
        lines.append(lock_sentence(plan))
    return "\n".join(lines)
