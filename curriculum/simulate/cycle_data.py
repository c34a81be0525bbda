"""What a cycle is as data: lessons, class, log, and what was planted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Literal

CycleTruth = Literal[
    "as_predicted",
    "none",
    "opposite",
    "began_before",
    "ceiling",
    "low_fidelity",
    "confounder",
    "missing",
]
TRUTHS: tuple[CycleTruth, ...] = (
    *("as_predicted", "none", "opposite", "began_before"),
    *("ceiling", "low_fidelity", "confounder", "missing"),
)
SMALLEST_GROUP = 11


@dataclass(frozen=True, slots=True)
class LessonCount:
    """One lesson: ``count`` of the ``of`` students present; ``count`` None if nothing was counted.

    ``groups`` holds (count, of) for each group of the class, ``minutes`` the balancing measure.
    """

    day: str
    count: int | None
    of: int
    absent: int
    groups: tuple[tuple[int, int], ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class GroupSize:
    """A group of the class as records name it, and how many students are in it."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Room:
    """One class: its groups, the rate of each student, and which group each is in.

    ``rates`` are shares (0 to 1), ``member`` the place of the student's group in ``groups``.
    """

    groups: tuple[GroupSize, ...]
    rates: tuple[float, ...]
    member: tuple[int, ...]
    minutes: int

    @property
    def n(self) -> int:
        """Students in the class."""
        return len(self.rates)


@dataclass(frozen=True, slots=True)
class PlantedCycle:
    """What is really there: for the story after the decision, never for a grade.

    Attributes
    ----------
    id : str
        One of `TRUTHS`.
    title, story, reading : str
        What was planted; how it came about; how to read such data.
    effect : int
        What the change itself does to the measure when it is done as planned, percentage points.
    other : int
        What something else does to it, percentage points.
    """

    id: CycleTruth
    title: str
    story: str
    reading: str
    effect: int
    other: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """The team's thirty-second log of one lesson."""

    day: str
    done: Literal["yes", "partly", "no"]
    words: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Cycle:
    """What came of a locked plan, as the team has it on paper, and the truth underneath.

    Attributes
    ----------
    key, plan_digest : str
    baseline, lessons : tuple of LessonCount
        Before the change, and since.
    change_day : str
        The first lesson with the change, ISO.
    groups : tuple of GroupSize
    log : tuple of LogLine
        One for each lesson since the change.
    annotations : tuple of (day, text)
        What belongs on the chart.
    deviations : str
        What was not done as planned, in the team's words.
    comparison : tuple of LessonCount
        Another room on the same days, which did not change.
    comparison_room : str
    fact : str
        A fact that contradicts or confounds the first reading.
    balancing : str
        What the minutes are.
    truth : PlantedCycle
    digest : str
        BLAKE2b (32 hex digits) of all that the learner reads.
    """

    key: str
    plan_digest: str
    baseline: tuple[LessonCount, ...]
    lessons: tuple[LessonCount, ...]
    change_day: str
    groups: tuple[GroupSize, ...]
    log: tuple[LogLine, ...]
    annotations: tuple[tuple[str, str], ...]
    deviations: str
    comparison: tuple[LessonCount, ...]
    comparison_room: str
    fact: str
    balancing: str
    truth: PlantedCycle
    digest: str = ""

    @property
    def baseline_median(self) -> float:
        """Median of the baseline's lesson percents."""
        return median(percents(self.baseline))

    @property
    def pooled(self) -> tuple[int, int]:
        """Count and students present, lessons since the change together."""
        return pooled(self.lessons)

    @property
    def result(self) -> float:
        """Percent of all lessons since the change together."""
        count, of = self.pooled
        return 100.0 * count / of

    @property
    def missing_count(self) -> int:
        """Student-lessons since the change that nobody counted."""
        return sum(one.absent + (one.of if one.count is None else 0) for one in self.lessons)

    @property
    def balancing_medians(self) -> tuple[float, float]:
        """Median minutes before and since the change."""
        before, since = ([one.minutes for one in part] for part in (self.baseline, self.lessons))
        return float(median(before)), float(median(since))

    def group(self, place: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """(count, of) of one group before and since the change, lessons that were counted."""
        return group_pooled(self.baseline, place), group_pooled(self.lessons, place)

    def points(self) -> tuple[dict[str, Any], ...]:
        """The points as a study keeps them: day, count, of, note, phase, fidelity, absent."""
        done = {one.day: one.done for one in self.log}
        notes = dict(self.annotations)
        return tuple(
            {
                "day": one.day,
                "count": one.count,
                "of": one.of,
                "note": notes.get(one.day, ""),
                "phase": phase,
                "fidelity": done.get(one.day, ""),
                "absent": one.absent,
            }
            for phase, lessons in (("baseline", self.baseline), ("cycle", self.lessons))
            for one in lessons
        )


def percents(lessons: tuple[LessonCount, ...]) -> list[float]:
    """Percent of each lesson that was counted."""
    return [100.0 * one.count / one.of for one in lessons if one.count is not None and one.of]


def pooled(lessons: tuple[LessonCount, ...]) -> tuple[int, int]:
    """Count and students present of all lessons that were counted."""
    counted = [one for one in lessons if one.count is not None]
    return sum(one.count or 0 for one in counted), sum(one.of for one in counted)


def group_pooled(lessons: tuple[LessonCount, ...], place: int) -> tuple[int, int]:
    """The same for one group."""
    counted = [one.groups[place] for one in lessons if one.count is not None]
    return sum(count for count, _ in counted), sum(of for _, of in counted)


@dataclass(frozen=True, slots=True)
class CycleTexts:
    """The words of one story for what happens after the change; lists are drawn from in order.

    ``facts`` has one text for each truth, ``truths`` title, story and reading for each.
    """

    done: tuple[str, ...]
    partly: tuple[str, ...]
    not_done: tuple[str, ...]
    not_counted: str
    facts: Mapping[str, str]
    truths: Mapping[str, tuple[str, str, str]]
    comparison_room: str
    balancing: str


@dataclass(frozen=True, slots=True)
class Setup:
    """All that a cycle is drawn from, except the lock.

    ``hoped`` is the effect of the change where there is one, percentage points; ``days`` the
    lessons of the baseline, then those since the change.
    """

    exercise: str
    draw: int
    room: Room
    other_room: Room
    baseline: tuple[LessonCount, ...]
    other_baseline: tuple[LessonCount, ...]
    days: tuple[date, ...]
    truth: CycleTruth
    hoped: int
    texts: CycleTexts
