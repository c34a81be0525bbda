"""Funnel plots: is this school different from the others, or only small?

Exact binomial limits follow Spiegelhalter (2005), appendix A.1.1 (doi:10.1002/sim.1970): the
binomial quantile, interpolated so that the limits are smooth in the denominator. Limits that allow
for over-dispersion work on the arcsine scale, with z-scores winsorized and the between-unit
variance estimated by DerSimonian and Laird (Spiegelhalter 2005, section 3; 2012,
doi:10.1111/j.1467-985X.2011.01010.x).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.runs import Bools, Floats

if TYPE_CHECKING:
    import pandas as pd

#: Normal quantiles of the two usual levels to six decimals, as FunnelPlotR prints and uses them.
Z_OF_LEVEL = {0.95: 1.959964, 0.998: 3.090232}


#: Interpolated limits lie within the count they come from, so 1 of 1 lies "outside" whatever the
#: target. A unit outside the 99.8% limits is too small to be judged where a count at least so far
#: has a chance of more than ten times the 0.1% that the limit stands for.
TOO_FEW_ABOVE = 0.01


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel of proportions; arrays have one entry per unit (school, district).

    Attributes
    ----------
    rate : float array
        Numerator / denominator; NaN where the denominator is zero.
    target : float
        The line all are compared with: the pooled proportion unless given.
    lower95, upper95, lower998, upper998 : float arrays
        Limits in force: exact binomial, or allowing for over-dispersion where ``adjusted``.
    z, z_winsorized : float arrays
        Arcsine z-scores against the target.
    phi : float
        Over-dispersion factor: mean square of the winsorized z-scores (about 1 if all differ by
        chance alone).
    tau2 : float
        Variance between units on the arcsine scale; 0 unless N·phi > N - 1.
    adjusted : bool
        Whether the limits allow for over-dispersion.
    outside95, outside998 : bool arrays
        Strictly outside the limits (but see ``too_few``).
    names : tuple of str
        One per unit; numbers from 1 unless given.
    measure : str
        What is counted, in words.
    """

    numerator: Floats
    denominator: Floats
    rate: Floats
    target: float
    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats
    z: Floats
    z_winsorized: Floats
    phi: float
    tau2: float
    adjusted: bool
    outside95: Bools
    outside998: Bools
    names: tuple[str, ...] = ()
    measure: str = ""

    def limits(self, n: Any, level: float) -> tuple[Floats, Floats]:
        """The limits in force for units of other sizes, such as along a curve.

        Parameters
        ----------
        n : array-like
            Denominators.
        level : float
            Two-sided coverage, for example 0.95 or 0.998.

        Returns
        -------
        lower, upper : float arrays
        """
        if self.adjusted:
            return arcsine_limits(n, self.target, level, self.tau2)
        return binomial_limits(n, self.target, level)

    @property
    def too_few(self) -> Bools:
        """Units outside the 99.8% limits whose count chance readily gives (3 of 3, for example)."""
        return self.outside998 & (
            _tail(self.numerator, self.denominator, self.target) > (TOO_FEW_ABOVE)
        )

    @property
    def points(self) -> pd.DataFrame:
        """One row per unit: name, counts, rate, limits, z-score, flags."""
        import pandas as pd

        return pd.DataFrame(
            {
                "name": self.names,
                "count": self.numerator,
                "of": self.denominator,
                "rate": self.rate,
                "lower95": self.lower95,
                "upper95": self.upper95,
                "lower998": self.lower998,
                "upper998": self.upper998,
                "z": self.z,
                "outside95": self.outside95,
                "outside998": self.outside998,
                "too_few": self.too_few,
            }
        )


def funnel(
    numerator: Any,
    denominator: Any,
    *,
    target: float | None = None,
    overdispersion: bool = False,
    winsorize: float = 0.1,
    names: Sequence[str] | None = None,
    measure: str = "",
) -> Funnel:
    """Compare proportions of units of very different size.

    Parameters
    ----------
    numerator, denominator : array-like (units,)
        Counts; the numerator at most the denominator.
    target : float, optional
        A given proportion; the pooled one otherwise.
    overdispersion : bool
        Widen the limits where units differ more than chance would make them. A warning belongs
        beside it: a wide band can hide that a whole system is unjust.
    winsorize : float
        Share of z-scores pulled in at each end before phi is estimated.
    names : sequence of str, optional
        Names of the units, in their order.
    measure : str
        What is counted, for words and axis.

    Returns
    -------
    Funnel
        With z = 2·sqrt(n)·(asin sqrt(r) - asin sqrt(target)) and, from the winsorized z-scores of
        N units, phi = sum z² / N and tau² = (N·phi - (N - 1)) / (sum w - sum w² / sum w), w = 4n,
        where N·phi > N - 1 and 0 otherwise.

    Raises
    ------
    ChartError
        If counts are negative, above their denominator, or nothing can be pooled.
    """
    top = np.asarray(numerator, dtype=np.float64)
    n = np.asarray(denominator, dtype=np.float64)
    if top.shape != n.shape or top.ndim != 1 or top.size == 0:
        raise ChartError("Each unit needs a count and a denominator.")
    usable = (n > 0) & ~np.isnan(top)
    if not usable.any():
        raise ChartError("No unit has a denominator above zero, so there is nothing to compare.")
    if names is not None and len(names) != top.size:
        raise ChartError("Each unit needs one name.")
    if target is not None and not 0.0 <= target <= 1.0:
        raise ChartError("The target is a proportion: give a number from 0 to 1.")
    if (top[usable] < 0).any() or (top[usable] > n[usable]).any():
        raise ChartError("A count is below zero or above its denominator; check the columns.")
    theta = float(top[usable].sum() / n[usable].sum()) if target is None else float(target)
    rate = np.where(usable, top / np.where(usable, n, 1.0), np.nan)
    z = (np.arcsin(np.sqrt(rate)) - np.arcsin(np.sqrt(theta))) * 2.0 * np.sqrt(n)
    wz = z.copy()
    if usable.sum() > 1:
        wz[usable] = np.clip(z[usable], *np.quantile(z[usable], [winsorize, 1.0 - winsorize]))
    count = int(usable.sum())
    phi = float(np.mean(wz[usable] ** 2))
    tau2 = _between(phi, n[usable], count)
    adjusted = overdispersion and tau2 > 0
    if adjusted:
        low95, high95 = arcsine_limits(n, theta, 0.95, tau2)
        low998, high998 = arcsine_limits(n, theta, 0.998, tau2)
    else:
        low95, high95 = binomial_limits(n, theta, 0.95)
        low998, high998 = binomial_limits(n, theta, 0.998)
    with np.errstate(invalid="ignore"):
        outside95 = (rate < low95) | (rate > high95)
        outside998 = (rate < low998) | (rate > high998)
    return Funnel(
        numerator=top,
        denominator=n,
        rate=rate,
        target=theta,
        lower95=low95,
        upper95=high95,
        lower998=low998,
        upper998=high998,
        z=z,
        z_winsorized=wz,
        phi=phi,
        tau2=tau2,
        adjusted=adjusted,
        outside95=outside95,
        outside998=outside998,
        names=tuple(str(at) for at in range(1, top.size + 1))
        if names is None
        else tuple(str(name) for name in names),
        measure=measure,
    )


def _tail(top: Floats, n: Floats, theta: float) -> Floats:
    """Chance of a count at least so far from the target, on its side; 1 where nothing is known."""
    from scipy.stats import binom

    good = (n > 0) & ~np.isnan(top)
    count, size = np.where(good, top, 0.0), np.where(good, n, 1.0)
    above = count > size * theta
    tail = np.where(above, binom.sf(count - 1, size, theta), binom.cdf(count, size, theta))
    return np.where(good, tail, 1.0)


def _between(phi: float, n: Floats, count: int) -> float:
    if count < 2 or count * phi <= count - 1:
        return 0.0
    weights = 4.0 * n
    total = weights.sum()
    return float((count * phi - (count - 1)) / (total - (weights**2).sum() / total))


def binomial_limits(
    n: Any, target: float, level: float = 0.95, *, clip: bool = True
) -> tuple[Floats, Floats]:
    """Exact binomial limits, interpolated (Spiegelhalter 2005, A.1.1).

    For a tail probability p, r is the smallest count with P(R <= r) >= p and the limit is
    (r - a) / n with a = (P(R <= r) - p) / P(R = r).

    Parameters
    ----------
    n : array-like
        Denominators; NaN limits where they are not above zero.
    target : float
        Proportion between 0 and 1.
    level : float
        Two-sided coverage, for example 0.95 or 0.998.
    clip : bool
        Keep the limits between 0 and 1.

    Returns
    -------
    lower, upper : float arrays
    """
    from scipy.stats import binom

    size = np.asarray(n, dtype=np.float64)
    good = size > 0
    safe = np.where(good, size, 1.0)
    out = []
    for tail in ((1.0 - level) / 2.0, (1.0 + level) / 2.0):
        if target in (0.0, 1.0):
            limit = np.full(size.shape, target)
        else:
            r = binom.ppf(tail, safe, target)
            excess = (binom.cdf(r, safe, target) - tail) / binom.pmf(r, safe, target)
            limit = (r - excess) / safe
        limit = np.where(good, limit, np.nan)
        out.append(np.clip(limit, 0.0, 1.0) if clip else limit)
    return out[0], out[1]


def arcsine_limits(
    n: Any, target: float, level: float = 0.95, tau2: float = 0.0
) -> tuple[Floats, Floats]:
    """Limits on the arcsine scale: sin²(asin √θ ± z √(1/4n + τ²)), clipped to 0..1.

    Parameters
    ----------
    n : array-like
        Denominators; NaN limits where they are not above zero.
    target, level : float
    tau2 : float
        Variance between units; 0 gives limits without over-dispersion.

    Returns
    -------
    lower, upper : float arrays
    """
    from scipy.stats import norm

    size = np.asarray(n, dtype=np.float64)
    good = size > 0
    spread = np.sqrt(1.0 / (4.0 * np.where(good, size, 1.0)) + tau2)
    z = Z_OF_LEVEL.get(level) or float(norm.ppf((1.0 + level) / 2.0))
    middle = np.arcsin(np.sqrt(target))
    low = np.sin(np.clip(middle - z * spread, 0.0, np.pi / 2.0)) ** 2
    high = np.sin(np.clip(middle + z * spread, 0.0, np.pi / 2.0)) ** 2
    return np.where(good, low, np.nan), np.where(good, high, np.nan)
