"""Locking a plan: its words and the moment are kept, and any later change shows.

A locked plan may still be edited. There is no unlocking; whoever wants to change what was
predicted starts a new plan from this one (`start_again`). The lock protects against forgetting,
not against cheating: it is plain text in the learner's own folder, and for a team's own data only
the coach's receipt of the hand-in proves the time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pydantic import ValidationError

from curriculum.artifacts.base import ArtifactError, read_bounded
from curriculum.artifacts.lock_record import MAX_LOCKED, Lock
from curriculum.artifacts.plan import Plan

LOCKED = (
    *("question", "from_causes", "informed_by", "change", "who", "where", "group", "group_n"),
    *("when", "start", "end", "lessons", "scale", "data", "predictions", "surprise"),
    *("follows", "case"),
)
"""The parts of a plan that a lock keeps; who was there and help wanted may go on changing."""

LABELS = {
    "question": "question",
    "change": "change",
    "who": "who does it",
    "where": "where",
    "group": "group",
    "group_n": "size of the group",
    "when": "when",
    "start": "first day",
    "end": "last day",
    "lessons": "number of lessons",
    "scale": "scale",
    "data": "data plan",
    "surprise": "what would surprise us",
    "from_causes": "causes",
    "informed_by": "informed by",
    "follows": "plan that this one follows",
    "case": "practice case",
    "idea_card": "idea card",
    "text": "words",
    "belief": "belief",
    "cost": "cost of a failure",
    "readiness": "readiness",
    "size": "size",
    "why": "why this size",
    "measure": "measure",
    "numerator": "what is counted",
    "denominator": "out of which",
    "tool": "tool",
    "missing": "rule for the missing",
    "minutes": "minutes",
    "baseline_text": "baseline in words",
    "baseline": "baseline",
    "process": "process measure",
    "balancing": "balancing measure",
    "direction": "direction",
    "best_guess": "best guess",
    "low": "low end of the range",
    "high": "high end of the range",
    "unit": "unit",
    "n": "number of students",
    "by": "date",
    "because": "because",
}

SLACK = timedelta(minutes=15)
"""Clocks differ; a lock this far ahead of ours is not from the future."""

EDITED = (
    "This plan's locked words were changed outside the editor, so the lock no longer proves "
    "anything: start a new plan from this one and lock it before the first lesson."
)
UNREADABLE = (
    "This plan's lock cannot be read: start a new plan from this one and lock it before the first "
    "lesson."
)
FUTURE = (
    "This plan says that it was locked at a time that has not come yet: check the clock of the "
    "computer, then start a new plan from this one and lock that."
)


class LockError(ValueError):
    """A plan that cannot be locked; the message is one plain sentence saying what to do."""


class Changed(NamedTuple):
    """One field that differs from the locked words; "" where nothing stands."""

    field: str
    before: str
    after: str


def canonical(plan: Plan) -> str:
    """The words that a lock keeps: JSON with sorted keys and no spaces."""
    data = plan.model_dump(mode="json", include=set(LOCKED))
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lock_digest(text: str, at: str) -> str:
    """BLAKE2b (32 hex digits) of the moment and the text, each preceded by its length."""
    hasher = hashlib.blake2b(digest_size=16, person=b"lift-elie-lock")
    for part in (at, text):
        raw = part.encode("utf-8", "surrogatepass")
        hasher.update(len(raw).to_bytes(8, "big"))
        hasher.update(raw)
    return hasher.hexdigest()


def lock(plan: Plan, at: datetime) -> Plan:
    """The plan with its words locked.

    Parameters
    ----------
    plan : Plan
        Not locked yet.
    at : datetime
        With a time zone; kept in UTC to the second.

    Raises
    ------
    LockError
        If it is locked already, or too long to keep.
    ValueError
        If ``at`` has no time zone.
    """
    if plan.lock is not None:
        raise LockError(
            "This plan is locked already; to predict something else, start a new plan from it."
        )
    if at.tzinfo is None:
        raise ValueError("a lock needs a time with its time zone")
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    text = canonical(plan)
    if len(text) > MAX_LOCKED:
        raise LockError("This plan is too long to lock; shorten its longest texts.")
    record = Lock(at=moment, digest=lock_digest(text, moment), text=text)
    return plan.model_copy(update={"lock": record})


def locked_at(plan: Plan) -> datetime | None:
    """When the plan was locked, with its time zone; None if it is not, or nothing readable says."""
    if plan.lock is None:
        return None
    try:
        at = datetime.fromisoformat(plan.lock.at)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def lock_problem(plan: Plan, now: datetime | None = None) -> str:
    """What is wrong with a plan's lock: "" or one plain sentence.

    A plan without a lock has no problem of this kind. Words that were edited in the editor after
    the lock are none either: they show with `changed_after_lock`.

    Parameters
    ----------
    plan : Plan
    now : datetime, optional
        With a time zone; this moment by default.
    """
    if plan.lock is None:
        return ""
    if plan.lock.digest != lock_digest(plan.lock.text, plan.lock.at):
        return EDITED
    if as_locked(plan) is None:
        return UNREADABLE
    at = locked_at(plan)
    if at is None:
        return UNREADABLE
    return FUTURE if at > (now or datetime.now(UTC)) + SLACK else ""


def as_locked(plan: Plan) -> Plan | None:
    """The plan with the words that were locked; None without a lock, or if they cannot be read.

    The digest is not compared here; `lock_problem` does that.
    """
    data = _locked_words(plan)
    if data is None:
        return None
    kept = {name: getattr(plan, name) for name in Plan.model_fields if name not in LOCKED}
    kept.pop("kind")
    try:
        return Plan.model_validate({**data, **kept})
    except ValidationError:
        return None


def _locked_words(plan: Plan) -> dict[str, Any] | None:
    if plan.lock is None:
        return None
    try:
        data = read_bounded(plan.lock.text)
    except ArtifactError:
        return None
    if not isinstance(data, dict) or not set(data) <= set(LOCKED):
        return None
    return data


def changed_after_lock(plan: Plan) -> tuple[Changed, ...]:
    """Every field whose words differ from the locked ones, in the plan's own order.

    Predictions are told apart by their ids ("prediction 2, best guess"). Empty without a lock, and
    where the lock cannot be read (`lock_problem` says so).
    """
    before = as_locked(plan)
    if before is None:
        return ()
    old, new = _flat(before), _flat(plan)
    return tuple(
        Changed(label, _said(old.get(label)), _said(new.get(label)))
        for label in dict.fromkeys([*old, *new])
        if old.get(label) != new.get(label)
    )


def start_again(plan: Plan) -> Plan:
    """A new plan with the same words, not locked, its dates and numbers to be written anew.

    ``follows`` names the plan it goes on from, if that one was locked.
    """
    fresh = tuple(
        one.model_copy(update={"best_guess": None, "low": None, "high": None, "by": ""})
        for one in plan.predictions
    )
    follows = plan.lock.digest if plan.lock is not None else plan.follows
    empty = {"start": "", "end": "", "lock": None, "predictions": fresh, "follows": follows}
    return plan.model_copy(update=empty)


# ---------------------------------------------------------------- words for what changed


def _flat(plan: Plan) -> dict[str, Any]:
    """Label to value, for all that is locked."""
    data = plan.model_dump(mode="json", include=set(LOCKED))
    found: dict[str, Any] = {}
    for name in LOCKED:
        value = data[name]
        if name == "predictions":
            for number, one in enumerate(value, start=1):
                found |= _parts(f"prediction {_number(one['id'], number)}", one)
        elif name in ("change", "scale", "data"):
            found |= _parts(LABELS[name], value)
        else:
            found[LABELS[name]] = value
    return found


def _number(prediction_id: str, number: int) -> str:
    digits = prediction_id[1:]
    return digits if prediction_id[:1] == "p" and digits.isdigit() else f"{number} {prediction_id}"


def _parts(label: str, table: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{label}, {LABELS[name]}": value for name, value in table.items() if name != "id"}


def _said(value: Any) -> str:
    """A value in words: a list in its order, a number without a trailing ".0"."""
    if value is None:
        return ""
    if isinstance(value, float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, dict):
        if "day" in value:
            return f"{value['day']} {_said(value['count'])}/{_said(value['of'])}".strip()
        if "exercise" in value:
            return f"{value['exercise']}, draw {value['draw']}"
        return str(value.get("text") or value.get("id") or "")
    return str(value)
