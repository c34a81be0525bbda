"""A scenario as written: its texts, measures and truths before a learner's case is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from curriculum.simulate.effects import Effect
from curriculum.simulate.outcomes import effect_for
from curriculum.simulate.setting import Measure, Setting, Truth

TruthKind = Literal[
    "none",
    "step",
    "ramp",
    "dip",
    "fades",
    "some groups",
    "process first",
    "hurts balancing",
    "before",
    "harms",
    "chosen lowest",
    "not done",
]
TRUTH_KINDS: tuple[str, ...] = get_args(TruthKind)


class ScenarioError(ValueError):
    """A scenario that cannot be used; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """A measure as written, before the baseline is drawn."""

    measure: Measure
    definition: str
    every: int
    jitter: float


@dataclass(frozen=True, slots=True)
class TruthSpec:
    """A truth as written: effects as changes on the measures' own scales.

    ``effects``: measure id to (shape, change, length).
    """

    id: str
    kind: TruthKind
    title: str
    reading: str
    story: str
    effects: Mapping[str, tuple[Any, float, int]]
    response: Mapping[str, float]
    trend: Mapping[str, float]
    setting: Setting

    def planted(self, measures: Sequence[Measure]) -> Truth:
        """The truth with its effects on the linear predictor of measures with drawn baselines."""
        effects = {}
        for measure in measures:
            if measure.id in self.effects:
                shape, change, length = self.effects[measure.id]
                size = effect_for(measure, change) if change else 0.0
                effects[measure.id] = Effect(shape, size, length)
        return Truth(self.id, self.title, self.story, effects, self.response, self.trend)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as written."""

    id: str
    focus: str
    title: str
    schools: tuple[str, ...]
    unit: str
    people: str
    scene: tuple[str, ...]
    change: str
    setting: Setting
    sources: Mapping[str, str]
    measures: tuple[MeasureSpec, ...]
    truths: tuple[TruthSpec, ...]

    def truth(self, truth_id: str) -> TruthSpec:
        """The truth with this id.

        Raises
        ------
        ScenarioError
            If there is none.
        """
        for truth in self.truths:
            if truth.id == truth_id:
                return truth
        known = ", ".join(truth.id for truth in self.truths)
        raise ScenarioError(f"The scenario {self.id} has no truth {truth_id}; it has {known}.")
