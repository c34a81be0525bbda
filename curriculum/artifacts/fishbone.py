"""The fishbone: from a symptom to causes that a team can test.

A fishbone has a problem statement (the head), bones, causes on the bones and whys beneath a cause.
A *leaf* is a cause or why with nothing beneath it; each leaf says what its evidence is and, if the
team chose it, which lane it goes into: test it, check it, escalate it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import Field, model_validator

from curriculum.artifacts.base import Artifact, CaseRef, Line, Model, NodeId, Paragraph

EvidenceTag = Literal["data", "interview", "observation", "assumption"]
Lane = Literal["test", "check", "escalate"]
Version = Literal["my draft", "with my team"]

MAX_BONES = 12
MAX_CAUSES = 20
MAX_WHYS = 10
MAX_WHY_DEPTH = 6

DEFAULT_BONES = (
    "Tasks and curriculum",
    "Instruction",
    "Student experience",
    "Adult learning",
    "Time and staffing",
    "Data and policy",
)


class Evidence(Model):
    """How a team knows what a leaf says.

    ``item`` names a piece of the exercise's evidence folder ("E1"), if the source is one of them.
    """

    tag: EvidenceTag | None = None
    source: Line = ""
    item: str | None = Field(default=None, pattern=r"^E[1-9][0-9]?$")


class CheckPlan(Model):
    """For the *check* lane: how the team will find out, and by when."""

    how: Line = ""
    by: Line = ""


class CarriedTo(Model):
    """For the *escalate* lane: who outside the team hears of it, and when."""

    who: Line = ""
    on: Line = ""


class Cause(Model):
    """A cause, or a why beneath one."""

    id: NodeId
    text: Line = ""
    whys: tuple[Cause, ...] = Field(default=(), max_length=MAX_CAUSES)
    evidence: Evidence = Evidence()
    lane: Lane | None = None
    check: CheckPlan = CheckPlan()
    carried_to: CarriedTo = CarriedTo()

    @property
    def is_leaf(self) -> bool:
        """Whether nothing stands beneath this cause."""
        return not self.whys


class Bone(Model):
    """A part of the school's work under which causes are collected."""

    id: NodeId
    name: Line = ""
    causes: tuple[Cause, ...] = Field(default=(), max_length=MAX_CAUSES)


class ProblemStatement(Model):
    """Who, what measure, how much, since when: the head of the fish."""

    text: Paragraph = ""
    group: Line = ""
    measure: Line = ""
    number: Line = ""
    period: Line = ""


class Placed(NamedTuple):
    """A cause with its place: the bone, and the causes above it, topmost first."""

    cause: Cause
    bone: Bone
    above: tuple[Cause, ...]


class Fishbone(Artifact):
    """A fishbone diagram as plain data."""

    KIND: ClassVar[str] = "fishbone"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["fishbone"] = "fishbone"
    id: NodeId = "fishbone"
    school: Line = ""
    version: Version = "my draft"
    who_was_there: tuple[Line, ...] = Field(default=(), max_length=30)
    problem_statement: ProblemStatement = ProblemStatement()
    bones: tuple[Bone, ...] = Field(default=(), max_length=MAX_BONES)
    reads_backward: Paragraph = ""
    surprise: Paragraph = ""
    whose_view_is_missing: Paragraph = ""
    help_wanted: Paragraph = ""
    case: CaseRef | None = None

    @model_validator(mode="after")
    def _ids_once_and_not_too_deep(self) -> Fishbone:
        seen: set[str] = set()
        for bone in self.bones:
            _note(bone.id, seen)
        for placed in self.walk():
            _note(placed.cause.id, seen)
            if len(placed.above) > MAX_WHY_DEPTH:
                raise ValueError(f"whys are nested more than {MAX_WHY_DEPTH} deep")
        return self

    def walk(self) -> Iterator[Placed]:
        """Every cause and why with its place, top to bottom."""
        for bone in self.bones:
            for cause in bone.causes:
                yield from _walk(cause, bone, ())

    def leaves(self) -> Iterator[Placed]:
        """Every cause or why with nothing beneath it."""
        return (placed for placed in self.walk() if placed.cause.is_leaf)

    def find(self, node_id: str) -> Placed | Bone | None:
        """The bone or cause with this id, or None."""
        for bone in self.bones:
            if bone.id == node_id:
                return bone
        return next((placed for placed in self.walk() if placed.cause.id == node_id), None)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def empty_fishbone(case: CaseRef | None = None) -> Fishbone:
    """A fishbone with the six bones suited to schools and nothing on them."""
    bones = tuple(Bone(id=f"b{i}", name=name) for i, name in enumerate(DEFAULT_BONES, start=1))
    return Fishbone(bones=bones, case=case)


def _note(node_id: str, seen: set[str]) -> None:
    if node_id in seen:
        raise ValueError(f"the id {node_id} stands twice")
    seen.add(node_id)


def _walk(cause: Cause, bone: Bone, above: tuple[Cause, ...]) -> Iterator[Placed]:
    yield Placed(cause, bone, above)
    for why in cause.whys:
        yield from _walk(why, bone, (*above, cause))
