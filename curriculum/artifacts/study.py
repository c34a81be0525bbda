"""A study: what happened in a test, beside what was predicted, and what may be said of it.

Two questions, never mixed: did the prediction hold (``held``), and does the series signal
(``signal_reading``, ``verdict``)? An empty study is a valid study.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from curriculum.artifacts.base import Artifact, CaseRef, Line, Model, NodeId, Paragraph
from curriculum.artifacts.fishbone import Version
from curriculum.artifacts.plan import MAX_POINTS, Count, Day, Number, value_of

MAX_GROUPS = 12
MAX_EXPLANATIONS = 10

Source = Literal["simulated", "own", ""]
Phase = Literal["baseline", "cycle"]
Done = Literal["yes", "partly", "no", ""]
Held = Literal["held", "missed", "unclear", ""]
Signal = Literal["yes", "no", "too_few", ""]
Rules = Literal["anhoej", "ihi"]
Verdict = Literal["signal_predicted", "signal_other", "no_signal", "too_early", ""]
Minutes = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


class StudyPoint(Model):
    """One lesson's count: ``count`` of the ``of`` who were there, and ``absent`` who were not.

    A lesson in which nothing was counted has ``count`` None; it is missing, never 0.
    """

    day: Day = ""
    count: Count | None = None
    of: Count | None = None
    note: Line = ""
    phase: Phase = "cycle"
    fidelity: Done = ""
    absent: Count = 0

    @property
    def value(self) -> float | None:
        """Percent (0 to 100) where there is a denominator, else the count; None if missing."""
        return value_of(self.count, self.of)


class Annotation(Model):
    """Something that happened on a day and belongs on the chart."""

    day: Day = ""
    text: Line = ""


class LessonLog(Model):
    """The thirty-second log of one lesson: was it done as planned, what happened, how long."""

    day: Day = ""
    done: Done = ""
    words: Line = ""
    minutes: Minutes | None = None


class Tally(Model):
    """``count`` of ``of``; None while nothing is written."""

    count: Count | None = None
    of: Count | None = None

    @property
    def percent(self) -> float | None:
        """Percent, 0 to 100; None if it cannot be said."""
        return None if self.of is None else value_of(self.count, self.of)


class GroupResult(Model):
    """One group before and after; ``n`` is the number of students in it."""

    name: Line = ""
    n: Count | None = None
    before: Tally = Tally()
    after: Tally = Tally()
    words: Paragraph = ""


class ChartReading(Model):
    """What the learner read off the run chart: median, counts of the rule, and signal or not."""

    median: Number | None = None
    useful: Count | None = None
    longest_run: Count | None = None
    crossings: Count | None = None
    signal: Signal = ""
    words: Paragraph = ""


class Study(Artifact):
    """The study of one locked plan.

    ``plan_digest`` is the digest of the plan's lock, ``prediction_id`` the prediction whose result
    this is, ``measure`` what the points count, ``result`` the number to hold beside the range
    (same unit as the prediction), ``missing_count`` the student-lessons since the change that
    nobody counted.
    """

    KIND: ClassVar[str] = "study"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["study"] = "study"
    id: NodeId = "study"
    school: Line = ""
    version: Version = "my draft"
    who_was_there: tuple[Line, ...] = Field(default=(), max_length=30)
    plan_digest: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{32})?$")] = ""
    prediction_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{0,40}$")] = ""
    source: Source = ""
    measure: Line = ""
    points: tuple[StudyPoint, ...] = Field(default=(), max_length=MAX_POINTS)
    change_day: Day = ""
    annotations: tuple[Annotation, ...] = Field(default=(), max_length=MAX_POINTS)
    log: tuple[LessonLog, ...] = Field(default=(), max_length=MAX_POINTS)
    fidelity: Done = ""
    deviations: Paragraph = ""
    held: Held = ""
    result: Number | None = None
    signal_reading: ChartReading = ChartReading()
    rules: Rules = "ihi"
    groups: tuple[GroupResult, ...] = Field(default=(), max_length=MAX_GROUPS)
    missing_words: Paragraph = ""
    missing_count: Count | None = None
    other_explanations: tuple[Line, ...] = Field(default=(), max_length=MAX_EXPLANATIONS)
    balancing: Paragraph = ""
    verdict: Verdict = ""
    verdict_words: Paragraph = ""
    theory_change: Paragraph = ""
    help_wanted: Paragraph = ""
    case: CaseRef | None = None

    def phase(self, phase: Phase) -> tuple[StudyPoint, ...]:
        """The points of one phase, in the order in which they stand."""
        return tuple(point for point in self.points if point.phase == phase)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def empty_study(case: CaseRef | None = None) -> Study:
    """A study with nothing written."""
    return Study(case=case)
