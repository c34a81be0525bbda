"""Twenty-four teams that tested one change idea: data for a synthesis, with known truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from curriculum.simulate.bits import Floats, normals
from curriculum.simulate.effects import Effect
from curriculum.simulate.model import Measure, Setting, Truth, simulate
from curriculum.simulate.outcomes import effect_for, expected
from curriculum.simulate.rng import Draw

TICKET = Measure("ticket", "Exit tickets with a reason", baseline=0.5)
SLIP = Measure("slip", '"I explained my thinking" (1 to 5)', kind="rating", baseline=3.0)


@dataclass(frozen=True, slots=True, eq=False)
class TeamCycle:
    """One team's cycle on the shared idea.

    Attributes
    ----------
    team, district : str
    grade : int
    condition : bool
        Whether the condition that the idea depends on is met (rich tasks are in use).
    measure : Measure
        Most teams used the exit ticket; some used a slip, which cannot be pooled with it.
    classes : int
    before, after : float arrays (points,)
        Mean of the students present at each point.
    fidelity : float
        How much of the change was done, as the team noted it, 0 to 1.
    estimate, error : float
        Mean after minus mean before, and its standard error from the spread of the points; on the
        measure's own scale.
    true_change : float
        Planted change of the expected value (truth).
    kind : str
        Truth: "null" (nothing planted), "conditional" (works where the condition is met),
        "outlier" (works for a reason of its own) or "not done" (hardly carried out).
    """

    team: str
    district: str
    grade: int
    condition: bool
    measure: Measure
    classes: int
    before: Floats
    after: Floats
    fidelity: float
    estimate: float
    error: float
    true_change: float
    kind: str


@dataclass(frozen=True, slots=True)
class Teams:
    """All teams on one idea.

    Attributes
    ----------
    idea, condition : str
        The change idea, and the condition that it depends on.
    cycles : tuple of TeamCycle
    effect : float
        Truth: change of the exit ticket where the condition is met and the change is made.
    between_districts : float
        Truth: standard deviation of the districts' own shifts of the effect.
    """

    idea: str
    condition: str
    cycles: tuple[TeamCycle, ...]
    effect: float
    between_districts: float


def simulate_teams(
    seed: int,
    teams: int = 24,
    *,
    districts: int = 6,
    effect: float = 0.16,
    between_districts: float = 0.03,
    points: tuple[int, int] = (8, 8),
) -> Teams:
    """Draw the cycles of many teams on one change idea.

    Half of the teams meet the condition, drawn at random within each district; every eighth team
    hardly made the change; every fourth used a slip in place of the exit ticket; one team
    that meets the condition is an outlier for a reason that does not travel (a second teacher in
    the room).

    Parameters
    ----------
    seed, teams, districts : int
        Teams are spread over the districts in turn (clusters).
    effect : float
        Change of the exit-ticket share where the condition is met.
    between_districts : float
        Standard deviation of what a district's circumstances add to the effect.
    points : tuple of int
        Points before and after.

    Raises
    ------
    ValueError
        If there are fewer than eight teams, fewer than two districts, or fewer than two points
        before or after.
    """
    if teams < 8 or not 2 <= districts <= teams or min(points) < 2:
        raise ValueError("A synthesis needs eight teams, two districts, two points on each side.")
    draw = Draw(seed)
    meets = [at % 2 == 0 for at in range(teams)]
    draw.shuffle(meets)
    shifts = between_districts * normals(seed, range(1), districts, "district")[0]
    order = list(range(teams))
    draw.shuffle(order)
    hardly = set(order[: teams // 8])
    slips = set(order[teams // 8 : teams // 8 + teams // 4])
    rest = order[teams // 8 + teams // 4 :]
    outlier = next((at for at in rest if meets[at]), rest[0])
    cycles = []
    for at in range(teams):
        planted = effect + float(shifts[at % districts]) if meets[at] or at == outlier else 0.0
        kind = "conditional" if meets[at] else "null"
        if at == outlier:
            planted, kind = effect + 0.18, "outlier"
        if at in hardly:
            kind = "not done"
        cycle = TeamCycle(
            team=f"Team {at + 1}",
            district=f"District {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[at % districts % 26]}",
            grade=draw.integer(4, 8),
            condition=meets[at],
            measure=SLIP if at in slips else TICKET,
            classes=1 if at == outlier else draw.integer(1, 3),
            before=np.empty(0),
            after=np.empty(0),
            fidelity=0.2 if at in hardly else 0.95,
            estimate=0.0,
            error=0.0,
            true_change=planted,
            kind=kind,
        )
        cycles.append(_with_data(cycle, draw.integer(0, 2**62), points))
    return Teams(
        idea="sentence starters for giving and answering reasons",
        condition="rich tasks are in use, with more than one way to an answer",
        cycles=tuple(cycles),
        effect=effect,
        between_districts=between_districts,
    )


def _with_data(cycle: TeamCycle, seed: int, points: tuple[int, int]) -> TeamCycle:
    measure = cycle.measure
    # A rating point is about four times as wide as a share: 0.16 of a share is 0.64 of a rating.
    change = cycle.true_change * (4.0 if measure.kind == "rating" else 1.0)
    size = effect_for(measure, change) if change else 0.0
    setting = Setting(
        classes=cycle.classes,
        points=sum(points),
        change_at=points[0] + 1,
        fidelity=cycle.fidelity,
    )
    truth = Truth("team", "team", effects={measure.id: Effect("step", size)})
    y = simulate(setting, [measure], truth, seed).mean(measure.id)[0]
    before, after = y[: points[0]], y[points[0] :]
    variance = (before.var(ddof=1) * (before.size - 1) + after.var(ddof=1) * (after.size - 1)) / (
        before.size + after.size - 2
    )
    done = effect_for(measure, change) * cycle.fidelity if change else 0.0
    return replace(
        cycle,
        before=before,
        after=after,
        estimate=float(after.mean() - before.mean()),
        error=float(np.sqrt(variance * (1.0 / before.size + 1.0 / after.size))),
        true_change=_moved(measure, done),
    )


def _moved(measure: Measure, shift: float) -> float:
    return round(expected(measure, shift) - expected(measure), 4)
