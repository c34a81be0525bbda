"""Which rows of a disaggregation stand in the table, and how they come onto the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from curriculum.artifacts.disaggregation import MAX_GROUPS, Disaggregation, GroupNumbers, Which
from curriculum.artifacts.fishbone_edits import EditError
from curriculum.charts.gap_rows import row_values
from curriculum.charts.gaps import EVERYONE, Gaps, GroupRow
from curriculum.editors._gaps_data import MEASURES, Found

#: A figure of more rows is not read.
MOST_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class More:
    """Further rows that can be looked at: the groups of an attribute, or of two crossed.

    Attributes
    ----------
    key, text : str
    names : tuple of str
        Of the rows.
    """

    key: str
    text: str
    names: tuple[str, ...]


def basic(found: Gaps, schools: Collection[str]) -> tuple[GroupRow, ...]:
    """Everyone, and the groups that are not schools (the schools where there is nothing else)."""
    groups = [row for row in found.groups if row.parts[0][0] not in schools]
    return (found.everyone, *(groups or found.groups))


def more(found: Gaps, schools: Collection[str]) -> tuple[More, ...]:
    """What can be looked at besides the basic rows."""
    there = {row.name for row in basic(found, schools)}
    options: list[More] = []
    by_attribute: dict[str, list[str]] = {}
    for row in found.groups:
        if row.name not in there:
            by_attribute.setdefault(row.parts[0][0], []).append(row.name)
    for attribute, names in by_attribute.items():
        options.append(More(attribute, f"Each {attribute.lower()}", tuple(names)))
    attributes = list(dict.fromkeys(name for row in found.intersections for name, _ in row.parts))
    # Schools come second: "each group at each school".
    attributes.sort(key=lambda name: name in schools)
    for one, other in combinations(attributes, 2):
        options += _crossings(found, one, other)
    return tuple(option for option in options if len(option.names) <= MOST_AT_ONCE)


def _crossings(found: Gaps, one: str, other: str) -> Iterable[More]:
    rows = [row for row in found.intersections if {name for name, _ in row.parts} == {one, other}]
    if not rows:
        return
    if len(rows) <= MOST_AT_ONCE:
        text = f"{one} by {other}".lower().capitalize()
        yield More(f"{one}|{other}", text, tuple(row.name for row in rows))
        return
    levels: dict[str, list[str]] = {}
    for row in rows:
        levels.setdefault(dict(row.parts)[one], []).append(row.name)
    for level, names in levels.items():
        yield More(f"{one}|{other}|{level}", f"{level}, by {other.lower()}", tuple(names))


def rows_of(found: Gaps, schools: Collection[str], also: Collection[str]) -> tuple[GroupRow, ...]:
    """The basic rows, and those of the options whose keys are in ``also``."""
    wanted = {name for one in more(found, schools) if one.key in also for name in one.names}
    basics = basic(found, schools)
    there = {row.name for row in basics}
    return (*basics, *(row for row in found.rows if row.name in wanted and row.name not in there))


def numbers(found: Found, comparison: str, also: Collection[str]) -> tuple[GroupNumbers, ...]:
    """The rows of both measures as they stand on a page.

    Raises
    ------
    curriculum.charts.analysis.ChartError
        If there is no such comparison.
    """
    made: list[GroupNumbers] = []
    for which in MEASURES:
        one = found.of(which, comparison)
        if one is not None:
            made += _numbered(which, rows_of(one, found.schools, also), len(made))
    return tuple(made)


def again(made: Disaggregation, found: Found, comparison: str) -> tuple[GroupNumbers, ...]:
    """The rows that stand on the page, with what the counts say of them now.

    Rows that the counts do not know are left as they are.
    """
    rows: list[GroupNumbers] = []
    for row in made.groups:
        one = found.of(row.measure, comparison)
        known = {} if one is None else {each.name: each for each in one.rows}
        if row.name in known:
            values = row_values(known[row.name])
            row = GroupNumbers.model_validate({"id": row.id, "measure": row.measure, **values})
        rows.append(row)
    return tuple(rows)


def _numbered(which: Which, rows: Sequence[GroupRow], before: int) -> Iterable[GroupNumbers]:
    for place, row in enumerate(rows, start=before + 1):
        values = {"id": f"g{place}", "measure": which, **row_values(row)}
        yield GroupNumbers.model_validate(values)


def to_put(rows: Sequence[GroupNumbers]) -> list[dict[str, Any]]:
    """The value of ``replace_rows``.

    Raises
    ------
    EditError
        If they are more than a page holds.
    """
    if len(rows) > MAX_GROUPS:
        raise EditError(
            f"These are {len(rows)} rows for both measures, and a page holds {MAX_GROUPS}: choose "
            "fewer."
        )
    return [row.model_dump(mode="json") for row in rows]


def shown_names(found: Gaps, schools: Collection[str]) -> list[str]:
    """Groups that can be a comparison: everyone, and the basic groups whose numbers are shown."""
    return [EVERYONE, *(row.name for row in basic(found, schools)[1:] if not row.hidden)]
