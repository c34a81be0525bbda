"""The student-level model: a scenario with a truth, simulated with known effects.

For each student i of class c in school s at point t (a lesson, a week or a month)

    eta = baseline + school[s] + class[c] + student[i] + group[g] + shock[c, t] + season[t]
          + trend·t + rater[t] + watched·2⁻ᵗ + effect(t) · fidelity[c, t] · response[g]

and the measure follows: a proportion is Bernoulli(logit⁻¹ eta) per student present; a rating from
1 to 5 is ordered logit; counts are negative binomial and minutes gamma, both with mean exp(eta).
Shocks may carry over (AR(1): shock[t] = a·shock[t-1] + √(1 - a²)·z, so their spread stays the
same). Attendance may be lower for students who struggle; a measure that someone observes may be
misread. A rise that began before the change ("before") owes nothing to fidelity or response.

Everything is an array over (replicates, classes, students, points); batches bound the memory, and
the cost grows linearly. Source of the form: multilevel logistic models, Gelman & Hill (2007),
*Data Analysis Using Regression and Multilevel/Hierarchical Models*, chapters 14 and 15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, Source, inverse_normal
from curriculum.simulate.effects import Effect
from curriculum.simulate.outcomes import draw_outcome, link
from curriculum.simulate.setting import Cycle, Kind, Measure, Role, Setting, Truth, require_sound

__all__ = ["Cycle", "Kind", "Measure", "Role", "Setting", "Truth", "batches", "simulate"]

#: Cells (replicates x classes x students x points) computed at once: about 60 MB at the peak.
BATCH_CELLS = 500_000


def simulate(
    setting: Setting,
    measures: Sequence[Measure],
    truth: Truth,
    seed: int,
    *,
    replicates: int = 1,
    later: int | None = None,
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
    later : int, optional
        Another seed for all that happens from the change on (made from a locked prediction, for
        example): the class and its baseline stay the same.

    Returns
    -------
    Cycle

    Raises
    ------
    ValueError
        If the setting is impossible (no students, change outside the points, unknown group).
    """
    parts = list(batches(setting, measures, truth, seed, replicates=replicates, later=later))
    return Cycle(
        total={m.id: np.concatenate([part.total[m.id] for part in parts]) for m in measures},
        present=np.concatenate([part.present for part in parts]),
        enrolled=np.concatenate([part.enrolled for part in parts]),
        groups=parts[0].groups,
        fidelity=np.concatenate([part.fidelity for part in parts]),
        records=parts[0].records,
    )


def batches(
    setting: Setting,
    measures: Sequence[Measure],
    truth: Truth,
    seed: int,
    *,
    replicates: int = 1,
    later: int | None = None,
) -> Iterator[Cycle]:
    """The same as :func:`simulate`, a batch of replicates at a time, in bounded memory."""
    require_sound(setting, measures, truth)
    if replicates < 1:
        raise ValueError("The number of replicates must be at least 1.")
    cells = max(setting.pool, setting.classes) * setting.students * setting.points
    size = max(1, BATCH_CELLS // cells)
    source = Source(seed, later, setting.change_at)
    for first in range(0, replicates, size):
        rows = range(first, min(first + size, replicates))
        found = _batch(setting, measures, truth, source, rows)
        yield found if setting.pool <= setting.chosen else _worst(found, setting, measures[0])


@dataclass(frozen=True, slots=True)
class _World:
    """What all measures share: who is in the class, who is there, how much of the change is done.

    ``group``, ``ability``: (replicates, classes, students); ``here``: with points; ``fidelity``:
    (replicates, classes, points).
    """

    group: NDArray[np.int64]
    ability: Floats
    here: NDArray[np.bool_]
    fidelity: Floats


def _world(setting: Setting, source: Source, rows: range) -> _World:
    classes = max(setting.pool, setting.classes)
    shape = (len(rows), classes, setting.students, setting.points)
    u = source.lasting(rows, classes * setting.students, "student")
    ability = inverse_normal(u).reshape(shape[:3])
    return _World(
        group=_groups(setting, source, rows, classes),
        ability=ability,
        here=_attendance(setting, ability, source, rows, shape),
        fidelity=_fidelity(setting, source, rows, classes),
    )


def _batch(
    setting: Setting, measures: Sequence[Measure], truth: Truth, source: Source, rows: range
) -> Cycle:
    names = tuple(setting.groups)
    world = _world(setting, source, rows)
    member = np.stack([world.group == at for at in range(len(names))], axis=2)
    weight = member.astype(np.float32)
    present = weight @ world.here.astype(np.float32)
    total = {}
    for measure in measures:
        eta = _predictor(setting, measure, truth, source, rows, world)
        value = draw_outcome(measure, eta, source, rows)
        if not measure.records:
            value *= world.here
        exact = measure.kind != "minutes"  # small whole numbers: single precision loses nothing
        total[measure.id] = (
            (weight @ value.astype(np.float32)).astype(np.float64)
            if exact
            else member.astype(np.float64) @ value
        )
    return Cycle(
        total=total,
        present=np.rint(present).astype(np.int64),
        enrolled=member.sum(axis=3).astype(np.int64),
        groups=names,
        fidelity=world.fidelity,
        records=frozenset(measure.id for measure in measures if measure.records),
    )


def _predictor(
    setting: Setting, measure: Measure, truth: Truth, source: Source, rows: range, world: _World
) -> Floats:
    """eta: (replicates, classes, students, points)."""
    names = tuple(setting.groups)
    effect = truth.effects.get(measure.id, Effect())
    curve = effect.curve(setting.points, setting.change_at)
    shared = _shared(setting, measure, truth, source, rows, world.ability.shape[1])
    if effect.shape == "before":
        shared += curve
        curve = np.zeros(setting.points)
    shift = np.array([measure.groups.get(name, 0.0) for name in names])[world.group]
    base = shift + measure.sd_student * world.ability
    eta = shared[:, :, None, :] + base[..., None]
    if curve.any():
        response = np.array([truth.response.get(name, 1.0) for name in names])[world.group]
        eta += (world.fidelity * curve)[:, :, None, :] * response[..., None]
    return eta


def _shared(
    setting: Setting, measure: Measure, truth: Truth, source: Source, rows: range, classes: int
) -> Floats:
    """Everything that students of a class share: (replicates, classes, points)."""
    points = setting.points
    own = _lasting(source, rows, classes, f"class {measure.id}") * measure.sd_class
    if measure.sd_school:
        of_school = _lasting(source, rows, setting.schools, f"school {measure.id}")
        own += measure.sd_school * of_school[:, np.arange(classes) % setting.schools]
    shock = inverse_normal(source.timed(rows, (classes, points), f"shock {measure.id}"))
    if measure.ar1:
        keep = np.sqrt(1.0 - measure.ar1**2)
        for at in range(1, points):
            shock[..., at] = measure.ar1 * shock[..., at - 1] + keep * shock[..., at]
    shared = link(measure) + own[..., None] + measure.sd_shock * shock
    time = np.arange(points)
    shared += np.resize(np.asarray(setting.season or [0.0], dtype=np.float64), points)
    shared += truth.trend.get(measure.id, 0.0) * time
    shared += measure.watched * 0.5**time
    if measure.sd_rater:
        lenient = _lasting(source, rows, measure.raters, f"rater {measure.id}")
        shared += measure.sd_rater * lenient[:, None, time % measure.raters]
    return np.asarray(shared)


def _lasting(source: Source, rows: range, size: int, purpose: str) -> Floats:
    return inverse_normal(source.lasting(rows, size, purpose))


def _groups(setting: Setting, source: Source, rows: range, classes: int) -> NDArray[np.int64]:
    edges = np.cumsum(list(setting.groups.values()))[:-1]
    drawn = source.lasting(rows, classes * setting.students, "group")
    return np.searchsorted(edges, drawn).reshape(len(rows), classes, setting.students)


def _attendance(
    setting: Setting, ability: Floats, source: Source, rows: range, shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    odds = np.log(setting.attendance / (1.0 - setting.attendance)) if setting.attendance < 1 else 40
    chance = 1.0 / (1.0 + np.exp(-(odds + setting.attendance_slope * ability)))
    here = source.timed(rows, shape[1:], "present") < chance[..., None]
    if setting.lost:
        here &= source.timed(rows, (shape[1], 1, shape[3]), "lost") >= setting.lost
    here[..., [at - 1 for at in setting.breaks]] = False
    return here


def _fidelity(setting: Setting, source: Source, rows: range, classes: int) -> Floats:
    shape = (len(rows), classes, setting.points)
    if not setting.fidelity_sd:
        return np.full(shape, setting.fidelity)
    z = inverse_normal(source.timed(rows, shape[1:], "fidelity"))
    return np.clip(setting.fidelity + setting.fidelity_sd * z, 0.0, 1.2)


def _worst(found: Cycle, setting: Setting, measure: Measure) -> Cycle:
    """Keep the classes that looked worst at the start (regression to the mean follows)."""
    first = slice(0, setting.chosen_on)
    top = found.total[measure.id][..., first].sum(axis=(2, 3))
    rate = top / np.maximum(found.measured(measure.id)[..., first].sum(axis=(2, 3)), 1)
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
