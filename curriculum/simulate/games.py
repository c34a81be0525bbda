"""Games of noise: tampering, regression to the mean, red beads, signal or noise.

Pure functions, the same for the same seed on every machine. Each keeps its known truth beside the
data; showing it only after the learner has committed is the editor's part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats, normals, uniforms
from curriculum.simulate.effects import Effect, Shape
from curriculum.simulate.lineup import LineUp, line_up
from curriculum.simulate.model import Measure, Setting, Truth, simulate
from curriculum.simulate.outcomes import effect_for
from curriculum.simulate.rng import Draw

__all__ = [
    "LineUp",
    "QuickFire",
    "RedBeads",
    "Regression",
    "Tampering",
    "line_up",
    "quick_fire",
    "red_beads",
    "regression_to_the_mean",
    "tampering",
]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tampering:
    """The same stable process, left alone and adjusted after every result.

    Attributes
    ----------
    hands_off, adjusted : float arrays (replicates, points)
    target : float
    ratio : float
        Variance of the adjusted process over that of the one left alone: about 2 / (2 - a), so 2
        for full compensation (Deming 1986, *Out of the Crisis*, chapter 11: funnel, rule 2).
    """

    hands_off: Floats
    adjusted: Floats
    target: float
    ratio: float


def tampering(
    seed: int,
    points: int = 24,
    *,
    target: float = 55.0,
    sd: float = 12.0,
    compensation: float = 1.0,
    replicates: int = 1,
) -> Tampering:
    """Adjust a stable process after every result, by a share of its distance from the target.

    The setting moves by -a·(result - target) each time, so the results are an autoregression in
    disguise: for 0 ≤ a < 2, variance σ²·2 / (2 - a); a = 1 doubles it.

    Parameters
    ----------
    seed, points, replicates : int
    target, sd : float
        Mean of the process and its standard deviation.
    compensation : float
        a: 1 corrects the whole distance, 0 is hands off.
    """
    noise = sd * normals(seed, range(replicates), points, "tampering")
    adjusted = np.empty_like(noise)
    setting = np.zeros(replicates)
    for at in range(points):
        adjusted[:, at] = target + setting + noise[:, at]
        setting = setting - compensation * (adjusted[:, at] - target)
    # The first result comes before any adjustment: leave it out of both.
    spread = [np.mean((y[:, 1:] - target) ** 2) for y in (adjusted, target + noise)]
    return Tampering(target + noise, adjusted, target, float(spread[0] / spread[1]))


@dataclass(frozen=True, slots=True)
class Regression:
    """The lowest classes of one term, looked at again in the next, with nothing done.

    Attributes
    ----------
    first, second : float arrays (replicates, classes)
        Results of all classes in two terms.
    chosen : bool array (replicates, classes)
        The lowest in the first term.
    rise : float
        Mean rise of the chosen.
    expected_rise : float
        (1 - reliability) times the distance of the chosen from the mean of all, where the
        reliability is the share of the variance that lasts.
    """

    first: Floats
    second: Floats
    chosen: NDArray[np.bool_]
    rise: float
    expected_rise: float


def regression_to_the_mean(
    seed: int,
    *,
    classes: int = 25,
    lowest: int = 5,
    mean: float = 55.0,
    sd_true: float = 6.0,
    sd_noise: float = 8.0,
    replicates: int = 1,
) -> Regression:
    """Choose the lowest classes and look again: they rise by themselves.

    Parameters
    ----------
    seed, classes, lowest, replicates : int
    mean, sd_true, sd_noise : float
        Points: mean of all, lasting differences between classes, and noise of one term's result.

    Raises
    ------
    ValueError
        If as many are chosen as there are, or none.
    """
    if not 1 <= lowest < classes:
        raise ValueError(f"Choose from 1 to {classes - 1} of the {classes} classes.")
    rows = range(replicates)
    lasting = mean + sd_true * normals(seed, rows, classes, "lasting")
    first = lasting + sd_noise * normals(seed, rows, classes, "first term")
    second = lasting + sd_noise * normals(seed, rows, classes, "second term")
    rank = np.argsort(np.argsort(first, axis=1, kind="stable"), axis=1, kind="stable")
    chosen = rank < lowest
    reliability = sd_true**2 / (sd_true**2 + sd_noise**2)
    distance = mean - float(first[chosen].mean())
    rise = float((second - first)[chosen].mean())
    return Regression(first, second, chosen, rise, (1.0 - reliability) * distance)


@dataclass(frozen=True, slots=True)
class RedBeads:
    """Deming's red beads: everyone draws from the same box.

    Attributes
    ----------
    red : int array (workers, days)
        Red beads in each draw.
    size : int
        Beads in a draw, the denominator of the p chart.
    share : float
        Share of red beads in the box: all there is to know about the workers.
    """

    red: Ints
    size: int
    share: float

    def p_chart(self) -> tuple[Floats, Floats]:
        """Counts and denominators in the order of a p chart: day by day, worker by worker."""
        counts = self.red.T.reshape(-1).astype(np.float64)
        return counts, np.full(counts.shape, float(self.size))

    def ranking(self, day: int) -> list[int]:
        """Workers from fewest to most red beads on a day (numbered from 1; ties by number)."""
        return [int(one) + 1 for one in np.argsort(self.red[:, day - 1], kind="stable")]


def red_beads(
    seed: int, workers: int = 6, days: int = 4, *, size: int = 50, share: float = 0.2
) -> RedBeads:
    """Let workers draw beads from one large box (binomial draws; Deming 1986, chapter 11).

    Raises
    ------
    ValueError
        If nobody draws, or the share is not between 0 and 1.
    """
    if min(workers, days, size) < 1 or not 0.0 <= share <= 1.0:
        raise ValueError("Red beads need a worker, a day, a paddle and a share from 0 to 1.")
    drawn = uniforms(seed, range(workers), days * size, "red beads") < share
    return RedBeads(drawn.reshape(workers, days, size).sum(axis=2), size, share)


@dataclass(frozen=True, slots=True)
class QuickFire:
    """One chart of the signal-or-noise game.

    Attributes
    ----------
    count, present : float arrays (points,)
        Students with a right answer, and students present.
    change_at : int
        First point after the change, numbered from 1.
    planted : bool
        Whether anything was planted.
    change : float
        Planted change of the expected share, for example 0.25; 0 if nothing.
    shape : str
    """

    count: Floats
    present: Floats
    change_at: int
    planted: bool
    change: float
    shape: Shape

    @property
    def share(self) -> Floats:
        """Share of those present, per point."""
        return self.count / self.present


def quick_fire(
    seed: int,
    rounds: int = 10,
    *,
    before: int = 12,
    after: int = 12,
    changes: tuple[float, ...] = (0.1, 0.15, 0.25),
    classes: int = 1,
) -> list[QuickFire]:
    """Charts half of which have a change planted; the order is drawn.

    Parameters
    ----------
    seed, rounds, before, after, classes : int
        Half of the rounds (rounded down) have something planted.
    changes : tuple of float
        Sizes of planted changes, on the share's own scale.
    """
    draw = Draw(seed)
    planted = [at < rounds // 2 for at in range(rounds)]
    draw.shuffle(planted)
    measure = Measure("right", "exit ticket", baseline=0.55)
    setting = Setting(classes=classes, points=before + after, change_at=before + 1)
    found = []
    for at, real in enumerate(planted):
        shapes: tuple[Shape, ...] = ("step", "ramp") if real else ("none",)
        shape = draw.choice(shapes)
        change = draw.choice(changes) if real else 0.0
        effect = Effect(shape, effect_for(measure, change) if real else 0.0, length=6)
        truth = Truth("round", "round", effects={measure.id: effect})
        cycle = simulate(setting, [measure], truth, draw.integer(0, 2**62) + at)
        count, present = cycle.series(measure.id)
        found.append(QuickFire(count[0], present[0], before + 1, real, change, shape))
    return found
