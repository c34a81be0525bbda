"""A disaggregation as a table and as the rows of an artifact: rounded, empty where hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from curriculum.charts.gaps import Gaps, GroupRow

if TYPE_CHECKING:
    import pandas as pd


def row_values(row: GroupRow) -> dict[str, Any]:
    """One group as plain numbers: the fields of an artifact's ``GroupNumbers``.

    Parameters
    ----------
    row : GroupRow

    Returns
    -------
    dict
        ``name``, ``hidden``, ``n``, ``met``, ``percent``, ``low``, ``high`` (0 to 100), ``gap``
        (points), ``ratio``, ``to_close``; all numbers None where hidden.
    """
    return {
        "name": row.name,
        "hidden": row.hidden,
        "n": row.n,
        "met": row.met,
        "percent": _percent(row.rate),
        "low": _percent(row.low),
        "high": _percent(row.high),
        "gap": None if row.gap is None else round(row.gap, 1),
        "ratio": None if row.ratio is None else round(row.ratio, 2),
        "to_close": row.to_close,
    }


def gaps_table(found: Gaps) -> pd.DataFrame:
    """One row per group, missing where hidden: everyone, groups, intersections."""
    import pandas as pd

    return pd.DataFrame([row_values(row) for row in found.rows])


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100.0 * share, 1)
