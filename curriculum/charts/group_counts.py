"""From student records, or from counts, to people and those who met a mark in each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curriculum.charts.analysis import ChartError

Ints = NDArray[np.int64]

#: What stands for a group that nobody recorded.
NOT_RECORDED = "not recorded"
#: More groups than this in one attribute are no groups.
MOST_LEVELS = 60
_OF_AN_ID = 0.2
_FEW = 20


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one attribute, or of several crossed.

    Attributes
    ----------
    attributes : tuple of str
        Such as ("program", "school").
    levels : tuple of tuple of str
        Names of the groups of each attribute.
    n, met : int arrays
        One axis per attribute: people, and those who met the mark.
    """

    attributes: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    n: Ints
    met: Ints

    @property
    def total(self) -> tuple[int, int]:
        """People and those who met the mark, all groups together."""
        return int(self.n.sum()), int(self.met.sum())


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """What a disaggregation is computed from. It holds the true counts: never show it.

    Attributes
    ----------
    measure : str
        What "met" means, in words.
    tables : tuple of CountTable
        One where attributes are crossed; one per attribute where they are not.
    total : tuple of (people, met)
    overlapping : bool
        Groups of one list share people, so their counts add up to more than the total.
    notes : tuple of str
        What was left out or put together, in plain sentences.
    """

    measure: str
    tables: tuple[CountTable, ...]
    total: tuple[int, int]
    overlapping: bool = False
    notes: tuple[str, ...] = ()


def count_records(
    attributes: Mapping[str, Any], met: Any, *, measure: str = "met the mark"
) -> GroupCounts:
    """Count student records by every combination of attributes.

    Parameters
    ----------
    attributes : mapping of str to array-like (students,)
        Up to four, such as program, school, language status. Missing values count as
        :data:`NOT_RECORDED`. Numbers are taken as codes.
    met : array-like (students,)
        True or 1, False or 0; missing (None, NaN) are left out and told.
    measure : str

    Returns
    -------
    GroupCounts
        With one table.

    Raises
    ------
    ChartError
        With one plain sentence: lengths differ, an attribute is almost a person's own number,
        ``met`` is something else than yes and no, nobody is left.
    """
    import pandas as pd

    if not 1 <= len(attributes) <= 4:
        raise ChartError("Choose from one to four ways of grouping.")
    result = _yes_or_no(met)
    notes = []
    known = ~np.isnan(result)
    gone = int(known.size - known.sum())
    if gone:
        notes.append(f"{gone:,} without a result {'is' if gone == 1 else 'are'} left out.")
    if gone == known.size:
        raise ChartError("Nobody has a result, so there is nothing to compare.")
    codes: Ints = np.zeros(known.size, dtype=np.int64)
    levels: list[tuple[str, ...]] = []
    for name, values in attributes.items():
        column = pd.Series(values)
        if len(column) != known.size:
            raise ChartError(f"“{name}” has {len(column)} entries and the result {known.size}.")
        own, found = pd.factorize(column, use_na_sentinel=True)
        if len(found) > max(_FEW, min(MOST_LEVELS, int(_OF_AN_ID * known.size))):
            raise ChartError(
                f"“{name}” has {len(found):,} different entries among {known.size:,} students: "
                "that is close to a number for each student, not a group."
            )
        texts = [str(one).strip() for one in found]
        if (own < 0).any():
            texts.append(NOT_RECORDED)
            own = np.where(own < 0, len(found), own)
        order = sorted(range(len(texts)), key=lambda at: (texts[at] == NOT_RECORDED, texts[at]))
        rank = np.empty(len(texts), dtype=np.int64)
        rank[order] = np.arange(len(texts))
        levels.append(tuple(texts[at] for at in order))
        codes = codes * len(texts) + rank[own]
    if gone:
        codes, result = codes[known], result[known]
    shape = tuple(len(one) for one in levels)
    size = int(np.prod(shape))
    n = np.bincount(codes, minlength=size).reshape(shape)
    yes = np.bincount(codes[result > 0.5], minlength=size).reshape(shape)
    table = CountTable(tuple(attributes), tuple(levels), n.astype(np.int64), yes.astype(np.int64))
    return GroupCounts(measure, (table,), table.total, notes=tuple(notes))


def count_groups(
    names: Sequence[str],
    n: Any,
    met: Any,
    *,
    attribute: str = "group",
    total: tuple[int, int] | None = None,
    measure: str = "met the mark",
) -> GroupCounts:
    """Counts that somebody else has made, one row per group.

    Parameters
    ----------
    names : sequence of str
    n, met : array-like of whole numbers
        People in each group, and those who met the mark.
    attribute : str
        What the groups are groups of.
    total : (people, met), optional
        Of everyone; the sum of the groups unless given. Groups that add up to more share people:
        then the result is ``overlapping`` and a note says so. Groups that add up to less leave
        "all others", which is added as a group.
    measure : str

    Raises
    ------
    ChartError
        With one plain sentence.
    """
    people, reached = _counts(names, n), _counts(names, met)
    labels = tuple(str(name).strip() for name in names)
    if len(set(labels)) != len(labels):
        raise ChartError("A group stands there twice: give each group one row.")
    if (reached > people).any():
        at = int(np.argmax(reached > people))
        raise ChartError(f"“{labels[at]}” has more who met the mark than people; check its row.")
    if not people.any():
        raise ChartError("Every group has zero people, so there is nothing to compare.")
    whole = (int(people.sum()), int(reached.sum())) if total is None else total
    notes: list[str] = []
    overlapping = int(people.sum()) > whole[0] or int(reached.sum()) > whole[1]
    rest = (whole[0] - int(people.sum()), whole[1] - int(reached.sum()))
    if overlapping:
        if (people > whole[0]).any() or whole[1] > whole[0] or (reached > whole[1]).any():
            raise ChartError("A group has more people than everyone together; check the total.")
        notes.append(
            f"The groups add up to {int(people.sum()):,} and everyone to {whole[0]:,}: some people "
            "are in several groups, so no intersections are computed."
        )
    elif rest[0] > 0:
        if rest[1] > rest[0]:
            raise ChartError("The total does not fit the groups: more met the mark than are left.")
        labels = (*labels, "all others")
        people, reached = np.append(people, rest[0]), np.append(reached, rest[1])
        notes.append(f"{rest[0]:,} people are in none of the groups: shown as “all others”.")
    elif rest[1] > 0:
        raise ChartError("The total does not fit the groups: more met the mark than are left.")
    table = CountTable((attribute,), (labels,), people, reached)
    return GroupCounts(measure, (table,), whole, overlapping, tuple(notes))


def _yes_or_no(met: Any) -> NDArray[np.float64]:
    try:
        found = np.asarray(met, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ChartError("The result must be yes or no for each student (1 or 0).") from error
    if found.ndim != 1 or found.size == 0:
        raise ChartError("The result must be yes or no for each student (1 or 0).")
    if not bool(np.all((found == 0.0) | (found == 1.0) | np.isnan(found))):
        raise ChartError("The result must be yes or no for each student (1 or 0).")
    return found


def _counts(names: Sequence[str], values: Any) -> Ints:
    try:
        found = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ChartError("Counts are whole numbers.") from error
    if found.shape != (len(names),) or not len(names):
        raise ChartError("Each group needs a count of people and a count of those who met it.")
    bad = ~np.isfinite(found) | (found < 0) | (found != np.floor(found)) | (found > 1e9)
    if bad.any():
        at = int(np.argmax(bad))
        raise ChartError(
            f"“{str(names[at])[:60]}” has {values[at]} where a count of people belongs: "
            "counts are whole numbers, zero or more."
        )
    return found.astype(np.int64)
