"""The formula of each chart with its source, as the gallery shows them."""

from __future__ import annotations

_MONTGOMERY = "Montgomery, Introduction to Statistical Quality Control, ch. 6 and 7"

#: Key to formula and source.
FORMULAS: dict[str, tuple[str, str]] = {
    "anhoej": (
        "Center: median of the baseline. n: points neither missing, left out nor on the center. "
        "Signal if the longest run > round(log2 n) + 3, or the crossings < the 5 % quantile of "
        "Binomial(n - 1, 1/2).",
        "Anhøj & Olesen 2014, doi:10.1371/journal.pone.0113825",
    ),
    "ihi": (
        "Center: median of the baseline. Signal if 6 or more points in a row lie on one side "
        "(points on the median skipped), or 5 or more points in a row all rise or all fall (equal "
        "neighbors counted once).",
        "Perla, Provost & Murray 2011, doi:10.1136/bmjqs.2009.037895; on the trend rule, which "
        "adds little: Anhøj 2015, doi:10.1371/journal.pone.0121349",
    ),
    "i": (
        "mean ± 3 · MR / 1.128, MR the mean of |y[i] - y[i-1]|. With screening, moving ranges of "
        "3.267 · MR and more are left out once.",
        _MONTGOMERY,
    ),
    "mr": ("center MR; upper limit 3.267 · MR; lower limit 0", _MONTGOMERY),
    "p": (
        "p = sum of counts / sum of denominators; p ± 3 · sqrt(p (1 - p) / n[i]), kept in 0 to 1",
        _MONTGOMERY,
    ),
    "pp": (
        "as the p chart, each SD times MR(z) / 1.128, z[i] = (p[i] - p) / SD[i]",
        "Laney 2002, doi:10.1081/QEN-120006555",
    ),
    "c": ("c = mean count; c ± 3 · sqrt(c), not below 0", _MONTGOMERY),
    "u": (
        "u = sum of counts / sum of denominators; u ± 3 · sqrt(u / n[i]), not below 0",
        _MONTGOMERY,
    ),
    "up": (
        "as the u chart, each SD times MR(z) / 1.128, z[i] = (u[i] - u) / SD[i]",
        "Laney 2002, doi:10.1081/QEN-120006555",
    ),
    "xbar": (
        "weighted mean ± 3 · s / (c4(n) · sqrt(n)); s the mean SD within subgroups of one size, "
        "the pooled SD otherwise",
        _MONTGOMERY,
    ),
    "s": ("s ± 3 · s · sqrt(1 - c4(n)²) / c4(n), not below 0", _MONTGOMERY),
    "pareto": ("count / total, added up from the most frequent category down", "Juran"),
    "funnel": (
        "For tail probability t: r smallest with P(R <= r) >= t, limit (r - a) / n with "
        "a = (P(R <= r) - t) / P(R = r), R binomial with the pooled proportion",
        "Spiegelhalter 2005, appendix A.1.1, doi:10.1002/sim.1970",
    ),
    "overdispersed": (
        "sin²(asin sqrt(target) ± z · sqrt(1 / 4n + tau²)), tau² from the winsorized z-scores of "
        "all units, 0 unless N · phi > N - 1",
        "Spiegelhalter 2005, section 3, doi:10.1002/sim.1970; DerSimonian & Laird 1986",
    ),
    "line-up": (
        "The series among copies with their times shuffled; one blind guess is right with "
        "chance 1 / panels",
        "Buja et al. 2009, doi:10.1098/rsta.2009.0120",
    ),
}
