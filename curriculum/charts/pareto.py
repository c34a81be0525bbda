"""Pareto: which few categories hold most of the count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from curriculum.charts.analysis import ChartError
from curriculum.charts.runs import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd


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
    measure : str
        What was counted, in words.
    """

    category: tuple[str, ...]
    count: Ints
    cumulative: Ints
    share: Floats
    cumulative_share: Floats
    left_out: int
    measure: str = ""

    @property
    def points(self) -> pd.DataFrame:
        """One row per category: count, share and both running totals."""
        import pandas as pd

        return pd.DataFrame(
            {
                "category": self.category,
                "count": self.count,
                "share": self.share,
                "cumulative": self.cumulative,
                "cumulative_share": self.cumulative_share,
            }
        )


def pareto(
    entries: Iterable[str | None], *, count_missing: bool = False, measure: str = ""
) -> Pareto:
    """Count entries by category.

    Parameters
    ----------
    entries : iterable of str or None
        One entry per event; None is missing.
    count_missing : bool
        Show missing entries as a category of their own ("missing").
    measure : str
        What is counted, for words and figure ("causes named in exit interviews").

    Returns
    -------
    Pareto
        Shares are count / sum of counts; running totals go from the most frequent category down
        (Juran; the rule "80 % from 20 %" is a habit of some data, not a law).

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
        measure=measure,
    )
