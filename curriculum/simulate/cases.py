"""A practice case: a small folder of evidence with known truth, drawn for one learner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

EvidenceKind = Literal["data", "interview", "observation"]
EvidenceForm = Literal["table", "chart", "quotes", "notes", "detail"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that an evidence item bears out.

    Parameters
    ----------
    id : str
        Stable within the case.
    text : str
        The fact in plain words, as a good coach would say it.
    words : tuple of str
        Lower-case word stems, any few of which show that a cause speaks about this fact.
    numbers : tuple of str
        The numbers that belong to it, as a learner would write them ("41 of 52", "79%").
    """

    id: str
    text: str
    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of paper in the folder.

    ``kind`` is the evidence tag that fits a leaf that rests on it; ``form`` is how it looks:
    a table (``columns`` and ``rows``), a chart (the same, drawn), quotes (``lines``), observation
    notes (``lines``), or a detail of seating, schedule or a template (``lines``, maybe a table).
    """

    id: str
    kind: EvidenceKind
    form: EvidenceForm
    title: str
    source: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | int | float, ...], ...] = ()
    facts: tuple[Fact, ...] = ()
    contradicts: str = ""


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What a complete problem statement of this case can be built from.

    Each part lists the ways of saying it that a check accepts; ``numbers`` are counts and rates
    that stand in the folder, with which part of it they come from.
    """

    group: tuple[str, ...]
    measure: tuple[str, ...]
    numbers: tuple[str, ...]
    period: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A drawn practice case (fictional, and marked so wherever it is shown)."""

    exercise: str
    key: str
    draw: int
    story: str
    title: str
    school: str
    scene: tuple[str, ...]
    obvious_story: str
    items: tuple[EvidenceItem, ...]
    statement: StatementFacts
    outside: tuple[str, ...] = ()
    truth: dict[str, Any] = field(default_factory=dict)
    digest: str = ""

    @property
    def outside_words(self) -> tuple[str, str]:
        """Heading and sentence above what is decided elsewhere."""
        return (
            "Decided outside your team",
            "You cannot change these in your classrooms. You can carry them to someone who can.",
        )

    def item(self, item_id: str) -> EvidenceItem | None:
        """The evidence item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)
