"""A disaggregation: groups beside a named comparison, and what the system will do about it.

No group below the floor can stand in it, nor a small group in which all or none met the mark: the
model refuses the numbers, so a saved file, an export or a hand-in cannot hold them.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from curriculum.artifacts.base import Artifact, CaseRef, Line, Model, NodeId, Paragraph
from curriculum.artifacts.fishbone import Version
from curriculum.artifacts.plan import Day

LEAST_FLOOR = 11
MAX_GROUPS = 80
MAX_VOICES = 12
MAX_STRATEGIES = 8
#: All-or-none groups are small below this many floors, as in `curriculum.data.suppress_rates`.
ALL_OR_NONE_FLOORS = 5

Source = Literal["simulated", "own", ""]
Which = Literal["outcome", "opportunity"]
Split = Literal["same", "reversed", "mixed", ""]
People = Annotated[int, Field(ge=0, le=10_000_000)]
Points = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
Ratio = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Floor = Annotated[int, Field(ge=LEAST_FLOOR, le=1000)]


class Measure(Model):
    """What is counted, out of whom, when, and where the numbers come from."""

    name: Line = ""
    counted: Line = ""
    out_of: Line = ""
    period: Line = ""
    source: Line = ""


class GroupNumbers(Model):
    """One group (or intersection, "group · school") on one measure; no numbers where hidden.

    ``percent``, ``low`` and ``high`` are the rate and its interval (0 to 100); ``gap`` is this
    group's percent minus the comparison's; ``ratio`` the one over the other; ``to_close`` the
    students that the gap stands for.
    """

    id: NodeId
    measure: Which = "outcome"
    name: Line = ""
    hidden: bool = False
    n: People | None = None
    met: People | None = None
    percent: Percent | None = None
    low: Percent | None = None
    high: Percent | None = None
    gap: Points | None = None
    ratio: Ratio | None = None
    to_close: People | None = None

    @property
    def blank(self) -> bool:
        """Whether no number stands in it."""
        numbers = (self.n, self.met, self.percent, self.low, self.high, self.gap, self.ratio)
        return all(one is None for one in (*numbers, self.to_close))


class Voice(Model):
    """What a student or a family member said of it: who (a role, never a name), and the words."""

    who: Line = ""
    words: Line = ""


class Strategy(Model):
    """What the system does for one group so that all reach the goal."""

    for_whom: Line = ""
    what: Line = ""


class Disaggregation(Artifact):
    """A gap shown safely, in system language.

    ``split_by`` names the attribute by which the gap was looked at part by part, ``split`` what
    came of it. ``finding_words`` is what the numbers say, ``system_words`` what the system does
    that produces it, ``goal`` the universal goal, ``strategies`` the targeted ways to it.
    """

    KIND: ClassVar[str] = "disaggregation"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["disaggregation"] = "disaggregation"
    id: NodeId = "disaggregation"
    district: Line = ""
    version: Version = "my draft"
    who_was_there: tuple[Line, ...] = Field(default=(), max_length=30)
    source: Source = ""
    outcome: Measure = Measure()
    opportunity: Measure = Measure()
    comparison: Line = ""
    comparison_why: Paragraph = ""
    floor: Floor = LEAST_FLOOR
    groups: tuple[GroupNumbers, ...] = Field(default=(), max_length=MAX_GROUPS)
    split_by: Line = ""
    split: Split = ""
    split_words: Paragraph = ""
    finding_words: Paragraph = ""
    system_words: Paragraph = ""
    voices: tuple[Voice, ...] = Field(default=(), max_length=MAX_VOICES)
    goal: Paragraph = ""
    strategies: tuple[Strategy, ...] = Field(default=(), max_length=MAX_STRATEGIES)
    next_step: Paragraph = ""
    next_who: Line = ""
    next_by: Day = ""
    help_wanted: Paragraph = ""
    case: CaseRef | None = None

    @model_validator(mode="after")
    def _no_small_group(self) -> Self:
        for row in self.groups:
            if too_small(row, self.floor):
                raise ValueError("a group that must not be shown stands in it")
        return self

    def of(self, measure: Which) -> tuple[GroupNumbers, ...]:
        """The groups of one measure, in the order in which they stand."""
        return tuple(row for row in self.groups if row.measure == measure)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def too_small(row: GroupNumbers, floor: int) -> bool:
    """Whether a group's numbers must not be kept: below the floor, or small with all or none."""
    if row.hidden:
        return not row.blank
    if row.n is None:
        return False
    small = row.n < ALL_OR_NONE_FLOORS * floor
    all_or_none = row.met in (0, row.n) or row.percent in (0.0, 100.0)
    return row.n < floor or (small and all_or_none)


def empty_disaggregation(case: CaseRef | None = None, floor: int = LEAST_FLOOR) -> Disaggregation:
    """A disaggregation with nothing written, at the district's floor."""
    return Disaggregation(case=case, floor=floor)
