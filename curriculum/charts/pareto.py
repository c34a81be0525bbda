"""Pareto: which few categories hold most of the count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.runs import Floats, Ints


@dataclass(frozen=True, slots=True)
class Pareto:
    """Categories, most frequent first; ties in alphabetical order.

    Attributes
    ----------
    category : tuple of str
    count, cumulative : int arrays
    share, cumulative_share : float arrays
        Between 0 and 1.
    left_out : int
        Missing entries that were not counted.
    """

    category: tuple[str, ...]
    count: Ints
    cumulative: Ints
    share: Floats
    cumulative_share: Floats
    left_out: int


def pareto(entries: Iterable[str | None], *, count_missing: bool = False) -> Pareto:
    """Count entries by category.

    Parameters
    ----------
    entries : iterable of str or None
        One entry per event; None is missing.
    count_missing : bool
        Show missing entries as a category of their own ("missing").

    Raises
    ------
    ChartError
        If there is nothing to count.
    """
    every = list(entries)
    named = [entry for entry in every if entry is not None]
    missing = len(every) - len(named)
    counts: dict[str, int] = dict(Counter(named))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
    if count_missing and missing:
        at = sum(number >= missing for _, number in ordered)
        ordered.insert(at, ("missing", missing))
    if not ordered:
        raise ChartError("There is nothing to count: every entry is missing.")
    count = np.array([number for _, number in ordered], dtype=np.int64)
    cumulative = np.cumsum(count)
    return Pareto(
        category=tuple(name for name, _ in ordered),
        count=count,
        cumulative=cumulative,
        share=count / count.sum(),
        cumulative_share=cumulative / count.sum(),
        left_out=0 if count_missing else missing,
    )
