"""What a plan's check must know besides the plan: the team's causes, and the counts before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograde.checks._folder import content_words
from curriculum.artifacts.plan import DataPlan, Plan

if TYPE_CHECKING:
    from curriculum.simulate.cycle_cases import PlanFacts, PredictCase

_UNITS = {"percent": "{}%", "minutes": "{} minutes", "count": "{}", "": "{}"}


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers and words that a plan is held against.

    Parameters
    ----------
    causes : mapping of str to str
        The team's chosen causes by id, in an exercise; else empty.
    counts : tuple of (day, count, of)
        The folder's counts before the change, in an exercise; else empty.
    rate : float or None
        Share (0 to 1) before the change; None if nobody knows.
    present : float or None
        Students counted in a lesson, on average.
    facts : PlanFacts or None
        What the folder holds, in an exercise, where no result exists yet.
    """

    causes: Mapping[str, str] = field(default_factory=dict)
    counts: tuple[tuple[str, int, int], ...] = ()
    rate: float | None = None
    present: float | None = None
    facts: PlanFacts | None = None


def known_of(plan: Plan, case: PredictCase | None) -> Known:
    """The facts of a plan; its own baseline counts before the folder's."""
    causes: dict[str, str] = {}
    counts: tuple[tuple[str, int, int], ...] = ()
    if case is not None:
        causes = dict(case.facts.causes)
        counts = tuple((one.day, one.count or 0, one.of) for one in case.facts.baseline)
    own = tuple((p.day, p.count, p.of) for p in plan.data.baseline if p.count is not None and p.of)
    rows = [row for row in (own or counts) if 0 <= row[1] <= row[2]]
    total = sum(of for _, _, of in rows)
    return Known(
        causes=causes,
        counts=counts,
        rate=sum(count for _, count, _ in rows) / total if total else None,
        present=total / len(rows) if total else None,
        facts=None if case is None else case.facts,
    )


def about_the_measure(measure: str, data: DataPlan) -> bool:
    """Whether a prediction's measure is the one that the data plan counts."""
    spoken = content_words(measure)
    return bool(spoken & content_words(f"{data.measure} {data.numerator}"))


def figure(value: float, unit: str) -> str:
    """A number with its unit: 52%, 31 minutes."""
    return _UNITS[unit].format(f"{value:g}")
