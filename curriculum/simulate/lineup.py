"""The line-up: is the learner's chart the one that stands out among replays of pure chance?

Buja et al. (2009), *Statistical inference for exploratory data analysis and model diagnostics*,
doi:10.1098/rsta.2009.0120: a picture as a test, with people as the statistic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from curriculum.simulate.bits import Floats, uniforms
from curriculum.simulate.rng import Draw


@dataclass(frozen=True, slots=True)
class LineUp:
    """The learner's chart hidden among replays of the same numbers without any pattern in time.

    Attributes
    ----------
    panels : float array (panels, points)
    position : int
        Which panel is the learner's own, numbered from 1.
    guesses : tuple of int
        Panels that people picked, in order.
    """

    panels: Floats
    position: int
    guesses: tuple[int, ...] = ()

    def guess(self, panel: int) -> LineUp:
        """Record one person's guess (panels are numbered from 1).

        Raises
        ------
        ValueError
            If there is no such panel.
        """
        if not 1 <= panel <= len(self.panels):
            raise ValueError(f"Choose one of the charts 1 to {len(self.panels)}.")
        return replace(self, guesses=(*self.guesses, panel))

    @property
    def found(self) -> int:
        """How many guesses were right."""
        return sum(guess == self.position for guess in self.guesses)

    @property
    def chance(self) -> float:
        """Chance of at least so many right guesses if people choose blindly.

        With one person and 21 panels a right guess has a chance of 1/21, about 5 %
        (Buja et al. 2009, doi:10.1098/rsta.2009.0120; each person guesses independently).
        """
        people, hit = len(self.guesses), 1.0 / len(self.panels)
        fewer = 0.0
        ways = 1.0
        for k in range(self.found):
            fewer += ways * hit**k * (1.0 - hit) ** (people - k)
            ways = ways * (people - k) / (k + 1)
        return 1.0 - fewer


def line_up(values: Floats, seed: int, nulls: int = 20) -> LineUp:
    """Hide a series among shuffled copies of itself.

    Parameters
    ----------
    values : float array (points,)
        Missing points (NaN) stay where they are in every panel.
    seed : int
    nulls : int
        Copies with the times shuffled: what the same numbers look like when nothing depends on
        time.

    Raises
    ------
    ValueError
        If fewer than two points have a value, or all are equal: no shuffle could look different.
    """
    values = np.asarray(values, dtype=np.float64)
    there = ~np.isnan(values)
    if np.unique(values[there]).size < 2:
        raise ValueError("A line-up needs at least two points with different values.")
    order = np.argsort(uniforms(seed, range(nulls), int(there.sum()), "line-up"), axis=1)
    panels = np.tile(values, (nulls + 1, 1))
    panels[:nulls, there] = values[there][order]
    position = Draw(seed).integer(1, nulls + 1)
    panels[nulls] = panels[position - 1]
    panels[position - 1] = values
    return LineUp(panels, position)
