"""From a linear predictor to what is recorded for each student, and the expected value of it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from curriculum.simulate.bits import Floats, Source
from curriculum.simulate.setting import Kind, Measure

#: Cut points of the ordered logit, symmetric around a rating of 3.
CUTS = (-2.2, -0.8, 0.8, 2.2)
#: No tool counts further; a mean far above it is a scenario with a mistake.
LARGEST_COUNT = 2000

_GRID = np.linspace(-8.0, 8.0, 257)
_WEIGHT = np.exp(-0.5 * _GRID**2) / np.exp(-0.5 * _GRID**2).sum()


def link(measure: Measure) -> float:
    """The linear predictor at which the expected value is the baseline.

    The mean of a logistic function is not the function of the mean: with students who differ, a
    predictor of logit(.80) gives fewer than 80 %. So the predictor is found that gives the
    baseline as the mean over schools, classes, students and points (by bisection, to 1e-12).

    Raises
    ------
    ValueError
        If the baseline is impossible for the kind.
    """
    value = measure.baseline
    if measure.kind == "proportion" and not 0.0 < value < 1.0:
        raise ValueError(f"The baseline of {measure.id}, a proportion, must be between 0 and 1.")
    if measure.kind == "rating" and not 1.0 < value < 5.0:
        raise ValueError(f"The baseline of {measure.id}, a rating, must be between 1 and 5.")
    if measure.kind in ("count", "minutes") and not 0.0 < value <= LARGEST_COUNT / 10:
        raise ValueError(f"The baseline of {measure.id} must be above 0 and at most 200.")
    return _solve(measure.kind, value, measure.sd)


def expected(measure: Measure, shift: float = 0.0) -> float:
    """Expected value of a measure when the linear predictor is moved by ``shift``."""
    return _mean(measure.kind, link(measure) + shift, measure.sd)


def effect_for(measure: Measure, change: float) -> float:
    """The shift of the linear predictor that changes the expected value by ``change``.

    Parameters
    ----------
    measure : Measure
    change : float
        On the measure's own scale: 0.25 is 25 percentage points, or a quarter of a rating point.

    Raises
    ------
    ValueError
        If baseline plus change is impossible, for example above 100 %.
    """
    target = measure.baseline + change
    top = {"proportion": 1.0, "rating": 5.0}.get(measure.kind, float(LARGEST_COUNT))
    low = 1.0 if measure.kind == "rating" else 0.0
    if not low < target < top:
        raise ValueError(
            f"A change of {change:g} from {measure.baseline:g} is impossible: the result must lie "
            f"between {low:g} and {top:g}."
        )
    return _solve(measure.kind, target, measure.sd) - link(measure)


def _mean(kind: Kind, eta: float, sd: float) -> float:
    """Mean over a normal linear predictor, by the trapezoid rule on 257 points."""
    if kind in ("count", "minutes"):
        return float(np.exp(eta + sd * sd / 2.0))
    x = eta + sd * _GRID
    if kind == "proportion":
        return float(_WEIGHT @ (1.0 / (1.0 + np.exp(-x))))
    steps = sum(1.0 / (1.0 + np.exp(cut - x)) for cut in CUTS)
    return float(1.0 + _WEIGHT @ steps)


@lru_cache(maxsize=512)
def _solve(kind: Kind, target: float, sd: float) -> float:
    if kind in ("count", "minutes"):
        return float(np.log(target) - sd * sd / 2.0)
    low, high = -40.0, 40.0
    while high - low > 1e-12:
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        if _mean(kind, middle, sd) < target:
            low = middle
        else:
            high = middle
    # Twelve decimals are the same on every machine; the last bits of exp need not be.
    return round((low + high) / 2.0, 10)


def draw_outcome(measure: Measure, eta: Floats, source: Source, rows: range) -> Floats:
    """One value per student and point.

    Parameters
    ----------
    measure : Measure
    eta : float array (replicates, classes, students, points)
        Linear predictor; its memory may be used again.
    source : Source
    rows : range
        Replicates, one per row of ``eta``.

    Returns
    -------
    float array like eta
        0 or 1 for a proportion, 1 to 5 for a rating, a count, or minutes.
    """
    u = source.timed(rows, eta.shape[1:], f"outcome {measure.id}")
    if measure.kind == "proportion":
        value = (u < _chance(measure, eta)).astype(np.float64)
    elif measure.kind == "rating":
        # The latent value is eta plus a logistic deviate; the rating counts the cuts below it.
        latent = eta + np.log(u / (1.0 - u))
        value = np.ones(eta.shape)
        for cut in CUTS:
            value += latent > cut
    else:
        scale = np.exp(eta) / measure.dispersion
        value = _erlang(measure, eta.shape, source, rows) * scale
        if measure.kind == "count":
            value = _poisson(value, u)
    if measure.floor is not None or measure.ceiling is not None:
        value = np.clip(value, measure.floor, measure.ceiling)
    return value


def _chance(measure: Measure, eta: Floats) -> Floats:
    """logit⁻¹ eta, mixed with misreading: chance·(1 - m) + (1 - chance)·m."""
    chance = np.negative(eta, out=eta)
    np.exp(chance, out=chance)
    chance += 1.0
    np.reciprocal(chance, out=chance)
    if measure.misread:
        chance *= 1.0 - 2.0 * measure.misread
        chance += measure.misread
    return chance


def _erlang(measure: Measure, shape: tuple[int, ...], source: Source, rows: range) -> Floats:
    """Gamma with a whole-number shape: the sum of that many exponentials (exact)."""
    total = np.zeros(shape)
    for part in range(measure.dispersion):
        total -= np.log(source.timed(rows, shape[1:], f"spread {measure.id} {part}"))
    return total


def _poisson(mean: Floats, u: Floats) -> Floats:
    """Poisson counts by inversion, all cells at once; with a gamma mean, negative binomial."""
    mean = np.minimum(mean, 600.0)
    count = np.zeros(mean.shape)
    chance = np.exp(-mean)
    reached = chance.copy()
    k = 0
    while True:
        open_cells = u > reached
        if not open_cells.any() or k > LARGEST_COUNT:
            return count
        k += 1
        chance = chance * mean / k
        reached = reached + chance
        count += open_cells
