"""The power meter: how often would a rule signal, with the change and without it?

The rule is handed in as a function, so that this room needs nothing but numpy: see
:mod:`curriculum.exports.sim_numbers` for the rules of :mod:`curriculum.charts` bound to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, normals, short_uniforms
from curriculum.simulate.effects import Effect, Shape
from curriculum.simulate.model import Measure, Setting, Truth, simulate
from curriculum.simulate.outcomes import effect_for, link

Bools = NDArray[np.bool_]
Singles = NDArray[np.float32]

#: A rule takes the values (replicates, points; NaN is missing) and the center line of each series
#: (replicates, 1), the median of the points before the change, and says which series signal.
Rule = Callable[[Floats, Floats], Bools]

#: Cells per block: about 4 MB.
_BLOCK_CELLS = 240_000


@dataclass(frozen=True, slots=True)
class Plan:
    """A team's plan for a first test.

    Parameters
    ----------
    before, after : int
        Points (lessons or weeks) before and after the change begins.
    change : float
        Expected change of the measure on its own scale: 0.25 is 25 percentage points.
    measure : Measure
        By default an exit ticket: 55 % right, lesson-to-lesson SD 8 points, 12 as seen in a class.
    classes, students : int
        Classes whose points are pooled, and students in each.
    attendance : float
    shape, length
        How the change comes, see :class:`curriculum.simulate.effects.Effect`.
    """

    before: int = 6
    after: int = 6
    change: float = 0.25
    measure: Measure = field(default_factory=lambda: Measure("measure", "measure"))
    classes: int = 1
    students: int = 28
    attendance: float = 0.94
    shape: Shape = "step"
    length: int = 6

    @property
    def effect(self) -> Effect:
        """The planned change as an effect on the linear predictor."""
        return Effect(self.shape, effect_for(self.measure, self.change), self.length)

    @property
    def setting(self) -> Setting:
        """Where and how long, for the simulator."""
        return Setting(
            classes=self.classes,
            students=self.students,
            points=self.before + self.after,
            change_at=self.before + 1,
            attendance=self.attendance,
        )


@dataclass(frozen=True, slots=True)
class Power:
    """How often a rule signals, and how sure that is.

    Attributes
    ----------
    with_change, without_change : float
        Share of the replicates in which the rule signals (power, and false alarms).
    error_with, error_without : float
        Monte-Carlo standard errors, sqrt(share (1 - share) / replicates); where the share is 0 or
        1, the error that one replicate more would make.
    replicates : int
    """

    with_change: float
    without_change: float
    error_with: float
    error_without: float
    replicates: int


def power(plan: Plan, rule: Rule, *, seed: int = 0, replicates: int = 2000) -> Power:
    """Simulate a plan many times, with the change and without it.

    Both worlds share their random numbers (the same students, the same days), which makes the
    difference between them steadier than either.

    Parameters
    ----------
    plan : Plan
    rule : callable
        See :data:`Rule`.
    seed, replicates : int

    Returns
    -------
    Power

    Raises
    ------
    ValueError
        If the plan is impossible: no point before the change, a change beyond 100 %.

    Notes
    -----
    2,000 replicates of 12 points in a class of 28, with an Anhøj rule: about 30 ms; of 24 points in
    four classes: about 100 ms. Shares of students are computed in single precision.
    """
    changed, unchanged = plan_series(plan, seed=seed, replicates=replicates)
    shares = []
    for y in (changed, unchanged):
        shares.append(float(np.mean(rule(y, _median(y[:, : plan.before])))))
    errors = [_standard_error(share, replicates) for share in shares]
    return Power(shares[0], shares[1], errors[0], errors[1], replicates)


def plan_series(plan: Plan, *, seed: int = 0, replicates: int = 2000) -> tuple[Floats, Floats]:
    """The simulated series of a plan, with the change and without it.

    Returns
    -------
    changed, unchanged : float arrays (replicates, points)
        Mean of the students present, all classes pooled; NaN where nobody was there.
    """
    if plan.before < 1 or plan.after < 0 or min(plan.classes, plan.students, replicates) < 1:
        raise ValueError("A plan needs at least one point before, one class and one student.")
    if not 0.0 < plan.attendance <= 1.0:
        raise ValueError("Attendance must be above 0 and at most 1.")
    measure = plan.measure
    plain = (
        measure.kind == "proportion"
        and not (measure.ar1 or measure.sd_rater or measure.watched or measure.sd_school)
        and measure.floor is None
        and measure.ceiling is None
    )
    if plain:
        return _proportions(plan, seed, replicates)
    found = []
    for effects in ({measure.id: plan.effect}, {}):
        truth = Truth("plan", "plan", effects=effects)
        cycle = simulate(plan.setting, [measure], truth, seed, replicates=replicates)
        found.append(cycle.mean(measure.id))
    return found[0], found[1]


def _proportions(plan: Plan, seed: int, replicates: int) -> tuple[Floats, Floats]:
    """The model's proportions, quicker: one uniform number decides presence and answer.

    A student is present if u < a and right if u < a·p. With odds in place of the logistic
    function, 1/p = 1 + exp(-shared)·exp(-student), so no exponential is needed per cell.
    """
    points = plan.before + plan.after
    cells = plan.classes * plan.students * points
    size = max(1, _BLOCK_CELLS // cells)
    changed = np.empty((replicates, points))
    unchanged = np.empty((replicates, points))
    factor = np.exp(-plan.effect.curve(points, plan.before + 1)).astype(np.float32)
    for first in range(0, replicates, size):
        rows = range(first, min(first + size, replicates))
        against, u = _odds_against(plan, seed, rows)
        present = _sum(u < np.float32(plan.attendance))
        against *= u
        unchanged[rows.start : rows.stop] = _share(against, u, plan, present)
        against *= factor
        changed[rows.start : rows.stop] = _share(against, u, plan, present)
    return changed, unchanged


def _share(scaled: Singles, u: Singles, plan: Plan, present: Singles) -> Floats:
    """Share of those present who are right: u·(1 + odds against) < attendance."""
    misread = plan.measure.misread
    if misread:
        chance = u / (u + scaled) * np.float32(1.0 - 2.0 * misread) + np.float32(misread)
        right = u < np.float32(plan.attendance) * chance
    else:
        right = u + scaled < np.float32(plan.attendance)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(present > 0, _sum(right) / present.astype(np.float64), np.nan)


def _sum(cells: Bools) -> Singles:
    """How many, over classes and students (single precision is exact for such counts)."""
    flat = cells.reshape(cells.shape[0], -1, cells.shape[-1]).astype(np.float32)
    total: Singles = np.matmul(np.ones((1, flat.shape[1]), np.float32), flat)
    return total[:, 0]


def _odds_against(plan: Plan, seed: int, rows: range) -> tuple[Singles, Singles]:
    """exp(-eta) before any effect, and one uniform number per student and point."""
    measure, classes, students = plan.measure, plan.classes, plan.students
    points = plan.before + plan.after
    shape = (len(rows), classes, students, points)
    shared = measure.sd_shock * normals(seed, rows, classes * points, "power shock")
    own = measure.sd_class * normals(seed, rows, classes, "power class")
    by_class = np.exp(
        -(link(measure) + own[..., None] + shared.reshape(len(rows), classes, points))
    )
    ability = measure.sd_student * normals(seed, rows, classes * students, "power student")
    by_student = np.exp(-ability).reshape(len(rows), classes, students, 1)
    u = short_uniforms(seed, rows, classes * students * points, "power outcome").reshape(shape)
    return by_class[:, :, None, :].astype(np.float32) * by_student.astype(np.float32), u


def _median(values: Floats) -> Floats:
    """Median of the values that are there, (replicates, 1); NaN where there are none."""
    ordered = np.sort(values, axis=1)  # missing ones last
    count = np.count_nonzero(~np.isnan(values), axis=1)[:, None]
    low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0), axis=1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, values.shape[1] - 1), axis=1)
    return np.where(count > 0, (low + high) / 2.0, np.nan)


def _standard_error(share: float, replicates: int) -> float:
    smallest = 1.0 / (replicates + 1.0)
    inside = min(max(share, smallest), 1.0 - smallest)
    return float(np.sqrt(inside * (1.0 - inside) / replicates))
