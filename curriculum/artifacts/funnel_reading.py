"""A reading of a funnel plot for three audiences: signal, not rank."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from curriculum.artifacts.base import Artifact, CaseRef, Line, Model, NodeId, Paragraph
from curriculum.artifacts.fishbone import Version
from curriculum.artifacts.plan import Count, Day

MAX_POINTS = 60

DataSource = Literal["star98", "simulated", "own", ""]
Limits = Literal["95", "99.8", ""]
YesNo = Literal["yes", "no", ""]
Cause = Literal["special", "common", "too_small", ""]
Whole = Literal["common", "both", ""]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class FunnelPoint(Model):
    """One school or district outside the limits, by its code; how it is read, and what one asks."""

    code: Line = ""
    reading: Cause = ""
    words: Line = ""


class FunnelReading(Artifact):
    """What a funnel plot shows, and what it does not.

    ``target`` is the line that all are compared with, in percent; ``units`` how many schools or
    districts there are; ``adjusted`` whether the limits allow for over-dispersion, and
    ``adjusted_why`` why (a wide band can hide that a whole system is unjust). ``whole`` says
    whether all differences are common cause or some are special (``both``).
    """

    KIND: ClassVar[str] = "funnel_reading"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["funnel_reading"] = "funnel_reading"
    id: NodeId = "funnel-reading"
    district: Line = ""
    version: Version = "my draft"
    who_was_there: tuple[Line, ...] = Field(default=(), max_length=30)
    source: DataSource = ""
    data_words: Line = ""
    measure: Line = ""
    units: Count | None = None
    target: Percent | None = None
    limits: Limits = ""
    adjusted: YesNo = ""
    adjusted_why: Paragraph = ""
    outside: tuple[FunnelPoint, ...] = Field(default=(), max_length=MAX_POINTS)
    whole: Whole = ""
    cause_words: Paragraph = ""
    principal: Paragraph = ""
    board: Paragraph = ""
    newspaper: Paragraph = ""
    system_action: Paragraph = ""
    system_who: Line = ""
    system_by: Day = ""
    not_to_do: Paragraph = ""
    fair_words: Paragraph = ""
    help_wanted: Paragraph = ""
    case: CaseRef | None = None

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def empty_funnel_reading(case: CaseRef | None = None) -> FunnelReading:
    """A reading with nothing written."""
    return FunnelReading(case=case)
