"""Shapes of an effect over time, between 0 (nothing) and about 1 (the whole planned effect)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = Literal["none", "step", "ramp", "dip", "fades", "before", "pulse"]
SHAPES: tuple[str, ...] = get_args(Shape)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one measure.

    Parameters
    ----------
    shape : {"none", "step", "ramp", "dip", "fades", "before", "pulse"}
        *step*: whole at once. *ramp*: grows over ``length`` points. *dip*: harms first, then
        grows to the whole. *fades*: whole at once, gone after ``length`` points. *before*: a rise
        that began ``length`` points before the change and would have come without it. *pulse*:
        one point only.
    size : float
        Whole effect on the scale of the linear predictor (log-odds for proportions and ratings,
        log for counts and minutes). Negative harms where more is better.
    length : int
        Points that a shape takes, where it takes any.
    """

    shape: Shape = "none"
    size: float = 0.0
    length: int = 6

    def curve(self, points: int, change_at: int) -> Floats:
        """The effect at each point.

        Parameters
        ----------
        points : int
        change_at : int
            Number of the first point after the change (points are numbered from 1).

        Returns
        -------
        float array (points,)
        """
        since = np.arange(1, points + 1, dtype=np.float64) - change_at
        started = since >= 0
        grown = np.clip((since + 1.0) / max(self.length, 1), 0.0, 1.0)
        if self.shape == "none":
            unit = np.zeros(points)
        elif self.shape == "step":
            unit = started.astype(np.float64)
        elif self.shape == "ramp":
            unit = np.where(started, grown, 0.0)
        elif self.shape == "dip":
            half = max(self.length // 2, 1)
            later = np.clip((since - half + 1.0) / max(self.length - half, 1), 0.0, 1.0)
            unit = np.where(started, np.where(since < half, -0.5, later), 0.0)
        elif self.shape == "fades":
            unit = np.where(started, np.clip(1.0 - since / max(self.length, 1), 0.0, 1.0), 0.0)
        elif self.shape == "before":
            unit = np.clip((since + self.length + 1.0) / max(2 * self.length, 1), 0.0, 1.0)
        elif self.shape == "pulse":
            unit = (since == 0).astype(np.float64)
        else:
            raise ValueError(f"there is no effect shape called {self.shape!r}")
        return self.size * unit
