"""A plan for one small test: a change, how it is watched, and predictions that could fail.

An empty plan is a valid plan: it is saved while it is being written. What a good plan needs is
for the checks to say; here only sizes and kinds are bounded.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from curriculum.artifacts.base import Artifact, CaseRef, Line, Model, NodeId, Paragraph
from curriculum.artifacts.fishbone import Version
from curriculum.artifacts.lock_record import Lock

MAX_CAUSES_NAMED = 12
MAX_POINTS = 120
MAX_PREDICTIONS = 8
MAX_COUNT = 100_000
MAX_LESSONS = 400

Belief = Literal["low", "medium", "high", ""]
Cost = Literal["low", "high", ""]
Size = Literal["one_student", "one_class", "few_classes", "whole_school", ""]
Direction = Literal["up", "down", "same", ""]
Unit = Literal["percent", "count", "minutes"]


def _day(text: str) -> str:
    if text:
        date.fromisoformat(text)
    return text


Day = Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2})?$"), AfterValidator(_day)]
"""A date as YYYY-MM-DD, or "" while none is chosen."""

Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=MAX_COUNT)]


class ChosenCause(Model):
    """A cause of the fishbone that the change is for: its id there, and its words."""

    id: NodeId
    text: Line = ""


class Change(Model):
    """What is done differently; ``idea_card`` is the id of the idea card it came from, or ""."""

    idea_card: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,60}$")] = ""
    text: Paragraph = ""


class Scale(Model):
    """How small the test is, chosen by belief, cost of a failure, and readiness of the people."""

    belief: Belief = ""
    cost: Cost = ""
    readiness: Belief = ""
    size: Size = ""
    why: Paragraph = ""


class Point(Model):
    """One lesson's (or week's) count: ``count`` of ``of``, None where nothing is written yet."""

    day: Day = ""
    count: Count | None = None
    of: Count | None = None

    @property
    def value(self) -> float | None:
        """Percent (0 to 100) where there is a denominator, else the count; None if missing."""
        return value_of(self.count, self.of)


class DataPlan(Model):
    """What is counted, by whom, when, with what, and what happens with those who are missing."""

    measure: Line = ""
    numerator: Line = ""
    denominator: Line = ""
    who: Line = ""
    when: Line = ""
    tool: Line = ""
    missing: Line = ""
    minutes: Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)] | None = None
    baseline_text: Paragraph = ""
    baseline: tuple[Point, ...] = Field(default=(), max_length=MAX_POINTS)
    process: Line = ""
    balancing: Line = ""


class Prediction(Model):
    """One prediction: a best guess and an 80 % range, for whom, by when, and because.

    For the unit ``percent`` the numbers are percent (52 is 52 %).
    """

    id: NodeId
    measure: Line = ""
    direction: Direction = ""
    best_guess: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Unit = "percent"
    group: Line = ""
    n: Count | None = None
    by: Day = ""
    because: Paragraph = ""


class Plan(Artifact):
    """A plan for one test, with its predictions and, once they are locked, its lock.

    ``group`` and ``group_n`` are the students that the measure is about; ``when`` says the days in
    words, ``start`` and ``end`` as dates; ``lessons`` is the number of points that are planned
    after the change. ``follows`` is the digest of the locked plan that this one goes on from.
    """

    KIND: ClassVar[str] = "plan"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["plan"] = "plan"
    id: NodeId = "plan"
    school: Line = ""
    version: Version = "my draft"
    who_was_there: tuple[Line, ...] = Field(default=(), max_length=30)
    question: Paragraph = ""
    from_causes: tuple[ChosenCause, ...] = Field(default=(), max_length=MAX_CAUSES_NAMED)
    informed_by: tuple[ChosenCause, ...] = Field(default=(), max_length=MAX_CAUSES_NAMED)
    change: Change = Change()
    who: Line = ""
    where: Line = ""
    group: Line = ""
    group_n: Count | None = None
    when: Line = ""
    start: Day = ""
    end: Day = ""
    lessons: Annotated[int, Field(ge=0, le=MAX_LESSONS)] | None = None
    scale: Scale = Scale()
    data: DataPlan = DataPlan()
    predictions: tuple[Prediction, ...] = Field(default=(), max_length=MAX_PREDICTIONS)
    surprise: Paragraph = ""
    help_wanted: Paragraph = ""
    follows: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32})?$")] = ""
    case: CaseRef | None = None
    lock: Lock | None = None

    @model_validator(mode="after")
    def _ids_once(self) -> Plan:
        for row in (self.from_causes, self.informed_by, self.predictions):
            ids = [one.id for one in row]
            if len(ids) != len(set(ids)):
                raise ValueError("an id stands twice")
        return self

    def prediction(self, prediction_id: str) -> Prediction | None:
        """The prediction with this id, or None."""
        return next((one for one in self.predictions if one.id == prediction_id), None)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def value_of(count: int | None, of: int | None) -> float | None:
    """Percent where there is a denominator, else the count; None where nothing can be said."""
    if count is None or of == 0:
        return None
    return float(count) if of is None else 100.0 * count / of


def empty_plan(case: CaseRef | None = None) -> Plan:
    """A plan with one prediction to fill in, and nothing written."""
    return Plan(predictions=(Prediction(id="p1"),), case=case)
