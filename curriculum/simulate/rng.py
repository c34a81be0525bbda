"""Random draws that stay the same on every machine and every version of numpy.

numpy promises the raw bits of its bit generators, not the streams of its distributions. So only
PCG64's raw bits come from numpy; every draw below is our own inverse of a distribution function,
in integer arithmetic or in IEEE additions, multiplications and divisions.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableSequence, Sequence
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")


def case_seed(key: str, exercise: str, draw: int) -> int:
    """The seed of a learner's case.

    Parameters
    ----------
    key : str
        The learner's id on the roster.
    exercise : str
        The exercise's id, such as ``lift-fishbone``.
    draw : int
        0 for the exercise itself, 1 and up for practice.

    Returns
    -------
    int
        128 bits of BLAKE2b over the three parts, each preceded by its length.
    """
    hasher = hashlib.blake2b(digest_size=16, person=b"lift-elie-case")
    for part in (key, exercise, str(int(draw))):
        raw = part.encode("utf-8", "surrogatepass")
        hasher.update(len(raw).to_bytes(8, "big"))
        hasher.update(raw)
    return int.from_bytes(hasher.digest(), "big")


class Draw:
    """A stream of draws from one seed.

    Parameters
    ----------
    seed : int
        Any non-negative integer, for example from :func:`case_seed`.
    """

    def __init__(self, seed: int) -> None:
        from numpy.random import PCG64

        self._bits = PCG64(seed)

    def _raw(self) -> int:
        return int(self._bits.random_raw())

    def uniform(self) -> float:
        """A number in [0, 1), a multiple of 2⁻⁵³."""
        return (self._raw() >> 11) * 2.0**-53

    def integer(self, lo: int, hi: int) -> int:
        """A whole number from ``lo`` to ``hi``, both included.

        Raises
        ------
        ValueError
            If ``hi`` is below ``lo``.
        """
        if hi < lo:
            raise ValueError(f"there is no whole number from {lo} to {hi}")
        return lo + ((self._raw() * (hi - lo + 1)) >> 64)

    def choice(self, seq: Sequence[T]) -> T:
        """One member of a sequence, each equally likely."""
        if not seq:
            raise ValueError("there is nothing to choose from")
        return seq[self.integer(0, len(seq) - 1)]

    def shuffle(self, seq: MutableSequence[T]) -> None:
        """Put a list into random order, in place (Fisher–Yates)."""
        for last in range(len(seq) - 1, 0, -1):
            other = self.integer(0, last)
            seq[last], seq[other] = seq[other], seq[last]

    def binomial(self, n: int, p: float, lo: int | None = None, hi: int | None = None) -> int:
        """How many of ``n`` succeed when each does so with probability ``p``.

        Parameters
        ----------
        n : int
            Number of tries, 0 or more.
        p : float
            Probability, 0 to 1.
        lo, hi : int, optional
            If given, the draw is from the part of the distribution from ``lo`` to ``hi``.

        Raises
        ------
        ValueError
            If ``n`` or ``p`` is out of range, or nothing lies from ``lo`` to ``hi``.
        """
        if n < 0 or not 0.0 <= p <= 1.0:
            raise ValueError(f"no binomial with n = {n} and p = {p}")
        first, last = max(0, lo or 0), n if hi is None else min(n, hi)
        if last < first:
            raise ValueError(f"there is no count from {lo} to {hi} among {n}")
        weights = _weights(n, p, first, last)
        target = self.uniform() * sum(weights)
        for k, weight in enumerate(weights, start=first):
            target -= weight
            if target < 0.0:
                return k
        return max(k for k, weight in enumerate(weights, start=first) if weight > 0.0)

    def normal(self, mu: float = 0.0, sd: float = 1.0) -> float:
        """A draw from the normal distribution, to nine decimals of a standard deviation."""
        u = ((self._raw() >> 12) + 0.5) * 2.0**-52
        return mu + sd * round(NormalDist().inv_cdf(u), 9)


def _weights(n: int, p: float, lo: int, hi: int) -> list[float]:
    """Binomial probabilities from ``lo`` to ``hi``, up to a common factor (so no underflow)."""
    if p in (0.0, 1.0):
        sure = 0 if p == 0.0 else n
        sure = min(max(sure, lo), hi)
        return [1.0 if k == sure else 0.0 for k in range(lo, hi + 1)]
    odds = p / (1.0 - p)
    top = min(max(int((n + 1) * p), lo), hi)
    down, weight = [], 1.0
    for k in range(top, lo, -1):
        weight = weight * k / ((n - k + 1) * odds)
        down.append(weight)
    up, weight = [], 1.0
    for k in range(top, hi):
        weight = weight * (n - k) * odds / (k + 1)
        up.append(weight)
    return [*reversed(down), 1.0, *up]
