"""California in 1998 by poverty and by size, before anybody looks at a funnel."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from curriculum.data import star98

PARTS = 5


@lru_cache(maxsize=1)
def given() -> dict[str, Any]:
    """The districts in fifths by poverty and by size, as rows for the browser.

    Returns
    -------
    dict
        ``about`` (paragraphs), ``poverty`` and ``size`` (rows of text, the share in percent last),
        ``said`` (one sentence for each); empty tables where the data cannot be read.
    """
    told: dict[str, Any] = {"about": list(star98.ABOUT), "poverty": [], "size": [], "said": []}
    try:
        data = star98.california()
    except star98.DataMissingError as error:
        return {**told, "about": [str(error)]}
    low, _ = data.pair("share_low_income")
    n, met, rate = data.tested, data.above, data.values["rate"]
    for part in _fifths(low):
        share = 100.0 * met[part].sum() / n[part].sum()
        ends = f"{low[part].min():.0f}% to {low[part].max():.0f}%"
        told["poverty"].append([ends, str(part.size), f"{share:.0f}"])
    for part in _fifths(n.astype(np.float64)):
        ends = f"{n[part].min():,} to {n[part].max():,}"
        lowest, highest = 100.0 * rate[part].min(), 100.0 * rate[part].max()
        told["size"].append([ends, f"{lowest:.0f}", f"{highest:.0f}"])
    first, last = told["poverty"][0], told["poverty"][-1]
    told["said"] = [
        f"In the fifth of the districts with least poverty, {first[2]}% of the students tested "
        f"were above the national median; in the fifth with most, {last[2]}%. That is about "
        "districts and what they were given. It does not say what any student could do.",
        f"Chance would leave the largest districts close together. They lie between "
        f"{told['size'][-1][1]}% and {told['size'][-1][2]}%, nearly as far apart as the smallest: "
        "what spreads these districts is not chance.",
    ]
    return told


def _fifths(values: Any) -> list[Any]:
    """Places of the districts in five parts of nearly the same number, lowest values first."""
    return [np.sort(part) for part in np.array_split(np.argsort(values, kind="stable"), PARTS)]
