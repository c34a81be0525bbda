"""Draws a learner's simulated cycle from a scenario, with what was planted in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats
from curriculum.simulate.model import Cycle, simulate
from curriculum.simulate.outcomes import expected
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.scenario_file import read_scenario
from curriculum.simulate.scenario_parts import MeasureSpec, Scenario, ScenarioError, TruthSpec
from curriculum.simulate.setting import Measure, Setting, Truth
from curriculum.simulate.simcase import Does, Planted, SimCase, digest, tell

__all__ = ["Planted", "SimCase", "digest", "draw_cycle", "load_scenarios", "tell"]

SCENARIOS = Path(__file__).with_name("scenarios")


def load_scenarios(folder: Path | None = None) -> dict[str, Scenario]:
    """Read every scenario of a folder, ours by default.

    Raises
    ------
    ScenarioError
        One plain sentence naming the file and the field.
    """
    where = SCENARIOS if folder is None else folder
    found = [read_scenario(path) for path in sorted(where.glob("*.toml"))]
    if not found:
        raise ScenarioError(f"There is no scenario (*.toml) in the folder {where.name}.")
    return {scenario.id: scenario for scenario in found}


@cache
def _shipped() -> Mapping[str, Scenario]:
    return load_scenarios()


def draw_cycle(
    scenario_id: str,
    key: str,
    draw: int,
    truth: str | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
    *,
    lock: str = "",
) -> SimCase:
    """The simulated cycle of one learner.

    Parameters
    ----------
    scenario_id : str
        Name of the scenario's file.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice; each round of draws shows every truth once, in
        an order of its own.
    truth : str, optional
        Plant this truth (for worked examples and tests); drawn otherwise.
    lock : str
        Digest of the learner's locked prediction. It decides, with the rest, what happens from the
        change on: nobody can have seen it before, and another prediction meets other data. The
        school, the class, everything before the change and the truth stay the same.
    scenarios : mapping, optional
        From :func:`load_scenarios`; ours by default.

    Returns
    -------
    SimCase
        Always the same for the same arguments and scenarios.

    Raises
    ------
    ScenarioError
        If there is no such scenario or truth.
    """
    known = _shipped() if scenarios is None else scenarios
    if scenario_id not in known:
        raise ScenarioError(f"There is no scenario {scenario_id}; there are {', '.join(known)}.")
    scenario = known[scenario_id]
    seed = case_seed(key, scenario_id, draw)
    stream = Draw(seed)
    school = stream.choice(scenario.schools)
    measures = tuple(_with_baseline(spec, stream) for spec in scenario.measures)
    spec = scenario.truth(truth) if truth else _drawn_truth(scenario, key, draw)
    planted = spec.planted(measures)
    later = case_seed(key, f"{scenario_id}/after/{lock}", draw) if lock else None
    cycle = simulate(spec.setting, measures, planted, seed, later=later)
    case = _case(scenario, spec, measures, planted, cycle)
    texts = _texts(scenario, school)
    case = replace(case, key=key, draw=draw, school=school, scene=texts[1:], change=texts[0])
    return replace(case, digest=digest(case))


def _drawn_truth(scenario: Scenario, key: str, draw: int) -> TruthSpec:
    deck = list(scenario.truths)
    around, at = divmod(draw, len(deck))
    Draw(case_seed(key, f"{scenario.id}/truths", around)).shuffle(deck)
    return deck[at]


def _with_baseline(spec: MeasureSpec, stream: Draw) -> Measure:
    moved = spec.measure.baseline + spec.jitter * (2.0 * stream.uniform() - 1.0)
    return replace(spec.measure, baseline=round(moved, 4))


def _texts(scenario: Scenario, school: str) -> tuple[str, ...]:
    setting = scenario.setting
    values = {
        "school": school,
        "students": setting.students,
        "classes": setting.chosen or setting.classes,
        "before": setting.change_at - 1,
        "after": setting.points - setting.change_at + 1,
    }
    return tuple(text.format_map(values) for text in (scenario.change, *scenario.scene))


def _case(
    scenario: Scenario,
    spec: TruthSpec,
    measures: Sequence[Measure],
    truth: Truth,
    cycle: Cycle,
) -> SimCase:
    setting = spec.setting
    total: dict[str, Floats] = {}
    present: dict[str, NDArray[np.int64]] = {}
    for one in scenario.measures:
        due = np.arange(1, setting.points + 1) % one.every == 0
        there = np.where(due, cycle.measured(one.measure.id)[0], 0)
        total[one.measure.id] = np.where(there > 0, cycle.total[one.measure.id][0], np.nan)
        present[one.measure.id] = there
    fidelity = cycle.fidelity[0].mean(axis=0) * (np.arange(setting.points) >= setting.change_at - 1)
    return SimCase(
        scenario=scenario.id,
        key="",
        draw=0,
        title=scenario.title,
        school="",
        focus=scenario.focus,
        change=scenario.change,
        unit=scenario.unit,
        people=scenario.people,
        scene=scenario.scene,
        change_at=setting.change_at,
        measures=tuple(measures),
        definitions={one.measure.id: one.definition for one in scenario.measures},
        groups=cycle.groups,
        total=total,
        present=present,
        enrolled=cycle.enrolled[0],
        done=tuple(_noted(at, share, setting) for at, share in enumerate(fidelity, start=1)),
        planted=_planted(spec, truth, measures, fidelity),
    )


def _noted(at: int, share: float, setting: Setting) -> str:
    if at < setting.change_at:
        return ""
    if at in setting.breaks:
        return "no school"
    return "as planned" if share >= 0.75 else "partly" if share >= 0.35 else "not done"


def _planted(
    spec: TruthSpec, truth: Truth, measures: Sequence[Measure], fidelity: Floats
) -> Planted:
    setting = spec.setting
    difference: dict[str, tuple[float, ...]] = {}
    does: dict[str, Does] = {}
    for measure in measures:
        effect = truth.effects.get(measure.id)
        curve = np.zeros(setting.points)
        if effect is not None:
            curve = effect.curve(setting.points, setting.change_at)
            if effect.shape != "before":
                curve = curve * fidelity
        own = curve[-1] if effect is not None and effect.shape != "before" else 0.0
        curve = curve + truth.trend.get(measure.id, 0.0) * np.arange(setting.points)
        without = expected(measure)
        difference[measure.id] = tuple(
            round(expected(measure, float(shift)) - without, 4) for shift in curve
        )
        good = own if measure.better == "up" else -own
        does[measure.id] = "helps" if good > 1e-9 else "harms" if good < -1e-9 else "nothing"
    missing: dict[str, Any] = {
        "attendance": setting.attendance,
        "attendance_slope": setting.attendance_slope,
        "lost": setting.lost,
        "breaks": float(len(setting.breaks)),
    }
    return Planted(
        id=spec.id,
        kind=spec.kind,
        title=spec.title,
        reading=spec.reading,
        story=spec.story,
        difference=difference,
        does=does,
        response={name: spec.response.get(name, 1.0) for name in setting.groups},
        fidelity=tuple(round(float(one), 4) for one in fidelity),
        missing=missing,
        chosen_from=setting.pool if setting.pool > setting.chosen else 0,
    )
