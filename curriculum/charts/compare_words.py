"""Funnels, Pareto charts and line-ups in words: what a figure shows, said from the same result."""

from __future__ import annotations

from typing import Any

import numpy as np

from curriculum.charts.funnel import Funnel
from curriculum.charts.pareto import Pareto

#: Names said in a sentence; the alternative text has them all.
MOST_SAID = 8


def pareto_sentence(found: Pareto) -> str:
    """Which few categories hold most of the count, or that none do."""
    total, kinds = int(found.count.sum()), len(found.category)
    first, share = found.category[0], float(found.share[0])
    text = f"{total} {_entries(total)} in {kinds} {'category' if kinds == 1 else 'categories'}. "
    if kinds == 1:
        text += f"All are “{first}”."
    else:
        ties = int((found.count == found.count[0]).sum())
        if ties == kinds:
            text += f"All are named equally often ({int(found.count[0])} each): none stands out."
        else:
            few = int(np.searchsorted(found.cumulative_share, 0.8 - 1e-12)) + 1
            lead = (
                f"The most frequent is “{first}” with {int(found.count[0])} ({share:.0%})"
                if ties == 1
                else f"{ties} categories share the first place with {int(found.count[0])} each"
            )
            text += (
                f"{lead}; {few} of {kinds} categories hold "
                f"{float(found.cumulative_share[few - 1]):.0%} of the count."
            )
    if found.left_out:
        were = "entry was" if found.left_out == 1 else "entries were"
        text += f" {found.left_out} missing {were} not counted."
    return text + " How often a cause is named does not say how much it matters."


def pareto_alternative(found: Pareto) -> str:
    """Every bar with its count and the running share."""
    of = f" of {found.measure}" if found.measure else ""
    bars = "; ".join(
        f"{name} {count} ({share:.0%} so far)"
        for name, count, share in zip(
            found.category, found.count.tolist(), found.cumulative_share.tolist(), strict=True
        )
    )
    return f"Pareto chart{of}, most frequent first. {bars}. {pareto_sentence(found)}"


def funnel_sentence(found: Funnel) -> str:
    """How many units differ from the others by more than their size explains."""
    usable = ~np.isnan(found.rate)
    units = int(usable.sum())
    if units == 1:
        return "There is one unit only, so there is nothing to compare it with."
    judged = found.outside998 & ~found.too_few
    high = _names(found, judged & (found.rate > found.target))
    low = _names(found, judged & (found.rate < found.target))
    kind = "limits that allow for over-dispersion" if found.adjusted else "limits for chance alone"
    text = f"All {units} units together: {found.target:.1%}. "
    if not high and not low:
        text += f"No unit lies outside the 99.8% {kind}: no signal."
    else:
        said = [
            f"{_listed(names)} {'lies' if len(names) == 1 else 'lie'} {side} the 99.8% {kind}"
            for names, side in ((high, "above"), (low, "below"))
            if names
        ]
        text += " and ".join(said) + ": signal."
    small = _names(found, found.too_few)
    if small:
        text += (
            f" {_listed(small)}: outside by the limits, but so small that chance readily gives "
            "this; do not judge."
        )
    near = found.outside95 & ~found.outside998
    if near.any():
        count = int(near.sum())
        more = " more" if found.outside998.any() else ""
        text += (
            f" {count}{more} {'lies' if count == 1 else 'lie'} outside the 95% limits, "
            f"where chance alone puts about {0.05 * units:.2g} of {units}."
        )
    if found.tau2 > 0 and not found.adjusted:
        text += (
            f" Units differ more than chance alone would make them (over-dispersion factor "
            f"{found.phi:.1f}), so look for what they do not share before you call one an outlier."
        )
    if found.adjusted:
        text += (
            " The limits were widened by the differences between all units: a wide band can hide "
            "that the whole system is unfair."
        )
    missing = int((~usable).sum())
    if missing:
        text += f" {missing} without a denominator {'is' if missing == 1 else 'are'} not shown."
    return text


def funnel_alternative(found: Funnel) -> str:
    """Every unit with its count, rate and limits."""
    of = f" of {found.measure}" if found.measure else ""
    size = found.denominator[~np.isnan(found.rate)]
    rows = []
    for at, name in enumerate(found.names):
        if np.isnan(found.rate[at]):
            rows.append(f"{name} missing")
            continue
        where = (
            " (too few to judge)"
            if found.too_few[at]
            else " (outside 99.8% limits)"
            if found.outside998[at]
            else " (outside 95% limits)"
            if found.outside95[at]
            else ""
        )
        rows.append(
            f"{name} {found.rate[at]:.1%} of {found.denominator[at]:.0f}, limits "
            f"{found.lower998[at]:.1%} to {found.upper998[at]:.1%}{where}"
        )
    return (
        f"Funnel plot{of}: {len(size)} units with {size.min():.0f} to {size.max():.0f} each; the "
        f"limits narrow as units grow. {'; '.join(rows)}. {funnel_sentence(found)}"
    )


def line_up_alternative(series: Any, center: Any) -> str:
    """Every small chart of a line-up as numbers; it does not say which one differs.

    Parameters
    ----------
    series : float array (charts, points)
        NaN is missing.
    center : float array (charts,)

    Returns
    -------
    str
    """
    values = np.atleast_2d(np.asarray(series, dtype=np.float64))
    middle = np.asarray(center, dtype=np.float64)
    said = [
        f"Chart {at}: center {middle[at - 1]:.3g}; "
        + ", ".join("missing" if np.isnan(value) else f"{value:.3g}" for value in row)
        + "."
        for at, row in enumerate(values, start=1)
    ]
    seen = values[~np.isnan(values)]
    scale = f" from {seen.min():.3g} to {seen.max():.3g}" if seen.size else ""
    return (
        f"{len(values)} small run charts of {values.shape[1]} points each, numbered from 1, all on "
        f"one scale{scale}. {' '.join(said)}"
    )


def _names(found: Funnel, which: Any) -> list[str]:
    return [found.names[int(at)] for at in np.flatnonzero(which)]


def _listed(names: list[str]) -> str:
    shown = names[:MOST_SAID]
    if len(names) > MOST_SAID:
        shown = [*shown, f"{len(names) - MOST_SAID} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"
