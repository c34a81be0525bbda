"""The student-level model: a scenario with a truth, simulated with known effects.

For each student i of class c at point t (a lesson or a week)

    eta = baseline + school + class[c] + student[i] + group[g] + shock[c, t] + season[t] + trend·t
          + effect(t) · fidelity[c, t] · response[g]

and the measure follows: a proportion is Bernoulli(logit⁻¹ eta) per student present; a rating from
1 to 5 is ordered logit; counts are negative binomial and minutes gamma, both with mean exp(eta).
Attendance may be lower for students who struggle; a measure that someone observes may be misread.

Everything is an array over (replicates, classes, students, points); batches bound the memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, normals, uniforms
from curriculum.simulate.effects import Effect
from curriculum.simulate.outcomes import Kind, draw_outcome, link

Role = Literal["process", "driver", "outcome", "balancing"]

#: Cells (replicates x classes x students x points) computed at once: about 100 MB at the peak.
BATCH_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured at every point.

    Parameters
    ----------
    id, name, role : str
    kind : {"proportion", "rating", "count", "minutes"}
    baseline : float
        Proportion (0 to 1), mean rating's midpoint on 1 to 5, mean count, or mean minutes.
    better : {"up", "down"}
    sd_class, sd_student, sd_shock : float
        Standard deviations on the linear-predictor scale: between classes, between students, and
        from point to point in a class.
    ar1 : float
        How much of a shock carries over to the next point (-1 to 1).
    groups : mapping of str to float
        Shift of a group's baseline on the linear-predictor scale (opportunity, not ability).
    misread : float
        Chance that an observer records a proportion's yes as no, or no as yes.
    dispersion : int
        Shape of the gamma behind counts and minutes; larger is steadier.
    floor, ceiling : float or None
        Bounds of what the tool can record.
    """

    id: str
    name: str
    role: Role = "process"
    kind: Kind = "proportion"
    baseline: float = 0.55
    better: Literal["up", "down"] = "up"
    sd_class: float = 0.25
    sd_student: float = 0.8
    sd_shock: float = 0.2
    ar1: float = 0.0
    groups: Mapping[str, float] = field(default_factory=dict)
    misread: float = 0.0
    dispersion: int = 4
    floor: float | None = None
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What is planted in a case.

    Parameters
    ----------
    id, title, story : str
        The story is told after the learner's decision, beginning with the reading.
    effects : mapping of str to Effect
        By measure; a measure not named has none.
    response : mapping of str to float
        Multiplier of the effect by group (1 where not named; 0: does not reach this group).
    trend : mapping of str to float
        Change per point that has nothing to do with the change idea, by measure.
    """

    id: str
    title: str
    story: str = ""
    effects: Mapping[str, Effect] = field(default_factory=dict)
    response: Mapping[str, float] = field(default_factory=dict)
    trend: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how long.

    Parameters
    ----------
    classes, students : int
        Classes, and students in each.
    points, change_at : int
        Points in time, and the first of them after the change (numbered from 1).
    groups : mapping of str to float
        Share of students by group; shares sum to 1. Groups have official names.
    attendance : float
        Chance of being present.
    attendance_slope : float
        Log-odds of being present per standard deviation of the student effect; above 0, students
        for whom school works less well are missing more often.
    fidelity, fidelity_sd : float
        How much of the planned change happens, mean and spread over classes and points (0 to 1.2).
    breaks : sequence of int
        Points without data (holidays, testing).
    season : sequence of float
        Added to the linear predictor, repeated over the points.
    chosen, pool : int
        With ``pool`` above ``chosen``, the ``chosen`` classes with the worst first ``chosen_on``
        points are kept, as when a team starts where scores are lowest.
    chosen_on : int
    """

    classes: int = 1
    students: int = 28
    points: int = 24
    change_at: int = 13
    groups: Mapping[str, float] = field(default_factory=lambda: {"all": 1.0})
    attendance: float = 0.94
    attendance_slope: float = 0.0
    fidelity: float = 1.0
    fidelity_sd: float = 0.0
    breaks: Sequence[int] = ()
    season: Sequence[float] = ()
    chosen: int = 0
    pool: int = 0
    chosen_on: int = 6


@dataclass(frozen=True, slots=True)
class Cycle:
    """Simulated data of many replicates.

    Attributes
    ----------
    total : dict of float arrays (replicates, classes, groups, points)
        Sum of the measure over students present, by measure id.
    present : int array (replicates, classes, groups, points)
        Students present; 0 at breaks.
    enrolled : int array (replicates, classes, groups)
    groups : tuple of str
    fidelity : float array (replicates, classes, points)
    """

    total: dict[str, Floats]
    present: NDArray[np.int64]
    enrolled: NDArray[np.int64]
    groups: tuple[str, ...]
    fidelity: Floats

    def series(self, measure: str, group: str | None = None) -> tuple[Floats, Floats]:
        """Sum and number present, classes pooled: two arrays (replicates, points)."""
        pick = slice(None) if group is None else [self.groups.index(group)]
        total = self.total[measure][:, :, pick].sum(axis=(1, 2))
        present = self.present[:, :, pick].sum(axis=(1, 2)).astype(np.float64)
        return total, present

    def mean(self, measure: str, group: str | None = None) -> Floats:
        """Mean of the students present at each point (replicates, points); NaN at breaks."""
        total, present = self.series(measure, group)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(present > 0, total / present, np.nan)


def simulate(
    setting: Setting,
    measures: Sequence[Measure],
    truth: Truth,
    seed: int,
    *,
    replicates: int = 1,
) -> Cycle:
    """Simulate a scenario.

    Parameters
    ----------
    setting : Setting
    measures : sequence of Measure
    truth : Truth
    seed : int
        Same seed, same data, on every platform; replicate k is the same however many are asked.
    replicates : int

    Returns
    -------
    Cycle

    Raises
    ------
    ValueError
        If the setting is impossible (no students, change outside the points, unknown group).
    """
    _sound(setting, measures, truth)
    parts = list(batches(setting, measures, truth, seed, replicates=replicates))
    return Cycle(
        total={m.id: np.concatenate([part.total[m.id] for part in parts]) for m in measures},
        present=np.concatenate([part.present for part in parts]),
        enrolled=np.concatenate([part.enrolled for part in parts]),
        groups=parts[0].groups,
        fidelity=np.concatenate([part.fidelity for part in parts]),
    )


def batches(
    setting: Setting,
    measures: Sequence[Measure],
    truth: Truth,
    seed: int,
    *,
    replicates: int = 1,
) -> Iterator[Cycle]:
    """The same as :func:`simulate`, a batch of replicates at a time, in bounded memory."""
    _sound(setting, measures, truth)
    cells = max(setting.pool, setting.classes) * setting.students * setting.points
    size = max(1, BATCH_CELLS // cells)
    for first in range(0, replicates, size):
        rows = range(first, min(first + size, replicates))
        found = _batch(setting, measures, truth, seed, rows)
        yield found if setting.pool <= setting.chosen else _worst(found, setting, measures[0])


def _batch(
    setting: Setting, measures: Sequence[Measure], truth: Truth, seed: int, rows: range
) -> Cycle:
    reps, classes = len(rows), max(setting.pool, setting.classes)
    students, points = setting.students, setting.points
    shape = (reps, classes, students, points)
    names = tuple(setting.groups)
    group = _groups(setting, seed, rows, classes)
    ability = normals(seed, rows, classes * students, "student").reshape(shape[:3])
    here = _attendance(setting, ability, seed, rows, shape)
    fidelity = _fidelity(setting, seed, rows, classes)
    member = np.stack([group == at for at in range(len(names))], axis=2)
    weight = member.astype(np.float32)
    present = weight @ here.astype(np.float32)
    response = np.array([truth.response.get(name, 1.0) for name in names])[group]
    total = {}
    for measure in measures:
        eta = _predictor(setting, measure, truth, seed, rows, classes)
        shift = np.array([measure.groups.get(name, 0.0) for name in names])[group]
        base = shift + measure.sd_student * ability
        curve = truth.effects.get(measure.id, Effect()).curve(points, setting.change_at)
        effect = (fidelity * curve)[:, :, None, :] * response[..., None]
        value = draw_outcome(measure, eta[:, :, None, :] + base[..., None] + effect, seed, rows)
        value *= here
        total[measure.id] = member.astype(np.float64) @ value
    return Cycle(
        total=total,
        present=np.rint(present).astype(np.int64),
        enrolled=member.sum(axis=3).astype(np.int64),
        groups=names,
        fidelity=fidelity,
    )


def _predictor(
    setting: Setting, measure: Measure, truth: Truth, seed: int, rows: range, classes: int
) -> Floats:
    """Everything that students of a class share: (replicates, classes, points)."""
    points = setting.points
    own = normals(seed, rows, classes, f"class {measure.id}") * measure.sd_class
    z = normals(seed, rows, classes * points, f"shock {measure.id}")
    shock = z.reshape(len(rows), classes, points)
    if measure.ar1:
        keep = np.sqrt(1.0 - measure.ar1**2)
        for at in range(1, points):
            shock[..., at] = measure.ar1 * shock[..., at - 1] + keep * shock[..., at]
    season = np.resize(np.asarray(setting.season or [0.0], dtype=np.float64), points)
    trend = truth.trend.get(measure.id, 0.0) * np.arange(points)
    return link(measure) + own[..., None] + measure.sd_shock * shock + season + trend


def _groups(setting: Setting, seed: int, rows: range, classes: int) -> NDArray[np.int64]:
    edges = np.cumsum(list(setting.groups.values()))[:-1]
    drawn = uniforms(seed, rows, classes * setting.students, "group")
    return np.searchsorted(edges, drawn).reshape(len(rows), classes, setting.students)


def _attendance(
    setting: Setting, ability: Floats, seed: int, rows: range, shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    odds = np.log(setting.attendance / (1.0 - setting.attendance)) if setting.attendance < 1 else 40
    chance = 1.0 / (1.0 + np.exp(-(odds + setting.attendance_slope * ability)))
    drawn = uniforms(seed, rows, shape[1] * shape[2] * shape[3], "present").reshape(shape)
    here = drawn < chance[..., None]
    here[..., [at - 1 for at in setting.breaks]] = False
    return here


def _fidelity(setting: Setting, seed: int, rows: range, classes: int) -> Floats:
    z = normals(seed, rows, classes * setting.points, "fidelity")
    wide = setting.fidelity + setting.fidelity_sd * z.reshape(len(rows), classes, setting.points)
    return np.clip(wide, 0.0, 1.2)


def _worst(found: Cycle, setting: Setting, measure: Measure) -> Cycle:
    """Keep the classes that looked worst at the start (regression to the mean follows)."""
    first = slice(0, setting.chosen_on)
    top = found.total[measure.id][..., first].sum(axis=(2, 3))
    rate = top / np.maximum(found.present[..., first].sum(axis=(2, 3)), 1)
    order = np.argsort(rate if measure.better == "up" else -rate, axis=1, kind="stable")
    keep = np.sort(order[:, : setting.chosen], axis=1)
    return replace(
        found,
        total={
            name: np.take_along_axis(value, keep[:, :, None, None], axis=1)
            for name, value in found.total.items()
        },
        present=np.take_along_axis(found.present, keep[:, :, None, None], axis=1),
        enrolled=np.take_along_axis(found.enrolled, keep[:, :, None], axis=1),
        fidelity=np.take_along_axis(found.fidelity, keep[:, :, None], axis=1),
    )


def _sound(setting: Setting, measures: Sequence[Measure], truth: Truth) -> None:
    if not measures:
        raise ValueError("A scenario needs at least one measure.")
    if min(setting.classes, setting.students, setting.points) < 1:
        raise ValueError("A scenario needs at least one class, one student and one point.")
    if not 0.0 < setting.attendance <= 1.0:
        raise ValueError("Attendance must be above 0 and at most 1.")
    if abs(sum(setting.groups.values()) - 1.0) > 1e-6:
        raise ValueError("The shares of the groups must sum to 1.")
    known = {measure.id for measure in measures}
    for name in (*truth.effects, *truth.trend):
        if name not in known:
            raise ValueError(f"The truth names a measure that is not there: {name}.")
    for name in truth.response:
        if name not in setting.groups:
            raise ValueError(f"The truth names a group that is not there: {name}.")
