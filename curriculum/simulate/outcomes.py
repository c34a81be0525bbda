"""From a linear predictor to what is recorded for each student."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from curriculum.simulate.bits import Floats, uniforms

if TYPE_CHECKING:
    from curriculum.simulate.model import Measure

Kind = Literal["proportion", "rating", "count", "minutes"]

#: Cut points of the ordered logit, symmetric around a rating of 3.
CUTS = (-2.2, -0.8, 0.8, 2.2)


def link(measure: Measure) -> float:
    """The baseline on the scale of the linear predictor.

    Raises
    ------
    ValueError
        If the baseline is impossible for the kind.
    """
    value = measure.baseline
    if measure.kind == "proportion":
        if not 0.0 < value < 1.0:
            raise ValueError("The baseline of a proportion lies between 0 and 1.")
        return float(np.log(value / (1.0 - value)))
    if measure.kind == "rating":
        if not 1.0 < value < 5.0:
            raise ValueError("The baseline of a rating lies between 1 and 5.")
        return (value - 3.0) * 1.4
    if value <= 0.0:
        raise ValueError("The baseline of a count or of minutes is above 0.")
    return float(np.log(value))


def draw_outcome(measure: Measure, eta: Floats, seed: int, rows: range) -> Floats:
    """One value per student and point.

    Parameters
    ----------
    measure : Measure
    eta : float array (replicates, classes, students, points)
        Linear predictor.
    seed : int
    rows : range
        Replicates, one per row of ``eta``.

    Returns
    -------
    float array like eta
        0 or 1 for a proportion, 1 to 5 for a rating, a count, or minutes.
    """
    u = uniforms(seed, rows, int(np.prod(eta.shape[1:])), f"outcome {measure.id}")
    u = u.reshape(eta.shape)
    if measure.kind == "proportion":
        chance = 1.0 / (1.0 + np.exp(-eta))
        if measure.misread:
            chance = chance * (1.0 - measure.misread) + (1.0 - chance) * measure.misread
        value = (u < chance).astype(np.float64)
    elif measure.kind == "rating":
        below = np.log(u) - np.log1p(-u)
        value = np.ones(eta.shape)
        for cut in CUTS:
            value += below > cut - eta
    else:
        scale = np.exp(eta) / measure.dispersion
        value = _erlang(measure, eta.shape, seed, rows) * scale
        if measure.kind == "count":
            value = _poisson(value, u)
    if measure.floor is not None or measure.ceiling is not None:
        value = np.clip(value, measure.floor, measure.ceiling)
    return value


def _erlang(measure: Measure, shape: tuple[int, ...], seed: int, rows: range) -> Floats:
    """Gamma with a whole-number shape: the sum of that many exponentials (exact)."""
    total = np.zeros(shape)
    size = int(np.prod(shape[1:]))
    for part in range(measure.dispersion):
        u = uniforms(seed, rows, size, f"spread {measure.id} {part}").reshape(shape)
        total -= np.log(u)
    return total


def _poisson(mean: Floats, u: Floats) -> Floats:
    """Poisson counts by inversion, all cells at once; with a gamma mean, negative binomial."""
    count = np.zeros(mean.shape)
    chance = np.exp(-mean)
    reached = chance.copy()
    k = 0
    while True:
        open_cells = u > reached
        if not open_cells.any() or k > 2000:
            return count
        k += 1
        chance = chance * mean / k
        reached = reached + chance
        count += open_cells
