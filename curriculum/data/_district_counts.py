"""From a district's table of counts to counts by group: totals told, nonsense refused."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from curriculum.charts.group_counts import CountTable, GroupCounts, count_groups
from curriculum.data._district_columns import Roles
from curriculum.data.report import ReadError, many
from curriculum.data.values import is_total

if TYPE_CHECKING:
    import pandas as pd

MOST_GROUPS = 60
#: Schools in one file, and the students that they have on average at least.
MOST_SCHOOLS, USUAL_SCHOOL = 2000, 20

Cell = tuple[str, str, str, float, float]  # category, school, group, people, met
Pair = tuple[int, int]


def long_counts(frame: pd.DataFrame, meant: Roles, measure: str) -> GroupCounts:
    """Counts with one row per group (and school).

    Raises
    ------
    ReadError
        With one plain sentence: a rate over 100 %, a denominator of zero, a group twice, a column
        that is almost a person's own number.
    """
    category = _column(frame, meant.category)
    school = _column(frame, meant.schools[0] if meant.schools else "")
    group = _column(frame, meant.groups[0] if meant.groups else "")
    people = frame[meant.people].astype("float64").tolist()
    met = frame[meant.met].astype("float64").tolist()
    by = (meant.schools[0] if meant.schools else "", meant.groups[0] if meant.groups else "")
    return _count(list(zip(category, school, group, people, met, strict=True)), by, measure)


def wide_counts(frame: pd.DataFrame, meant: Roles, measure: str) -> GroupCounts:
    """Counts with one row per school and two columns per group."""
    school = _column(frame, meant.schools[0])
    cells: list[Cell] = []
    for name, people, met in meant.pairs:
        for at, where in enumerate(school):
            cells.append(("", where, name, float(frame[people][at]), float(frame[met][at])))
    return _count(cells, (meant.schools[0], "group"), measure)


def _column(frame: pd.DataFrame, name: str) -> list[str]:
    if not name:
        return [""] * len(frame)
    return ["" if value != value or value is None else str(value).strip() for value in frame[name]]


def _count(cells: list[Cell], by: tuple[str, str], measure: str) -> GroupCounts:
    notes: list[str] = []
    kept: list[Cell] = []
    totals: list[Cell] = []
    hidden = blank = 0
    for cell in cells:
        _, school, group, people, met = cell
        if math.isnan(people) or math.isnan(met):
            hidden += 1
        elif (by[0] and not school) or (by[1] and not group):
            blank += 1
        else:
            _sane(cell)
            is_sum = is_total(school) or is_total(group)
            (totals if is_sum else kept).append(cell)
    if totals:
        notes.append(f"{many(len(totals), 'row')} of totals left out.")
    if hidden:
        notes.append(f"{many(hidden, 'row')} without both counts (blank or *) left out.")
    if blank:
        notes.append(f"{many(blank, 'row')} without a group or a school left out.")
    if not kept:
        raise ReadError("No row holds a group with both counts, so there is nothing to compare.")
    _not_an_id(kept, by)
    overall = None if hidden else _overall(totals, by)
    categories = list(dict.fromkeys(cell[0] for cell in kept))
    if len(categories) > 1:
        return _by_category(kept, categories, overall, notes, measure)
    schools = list(dict.fromkeys(cell[1] for cell in kept if cell[1]))
    groups = list(dict.fromkeys(cell[2] for cell in kept if cell[2]))
    if not schools or not groups:
        names = groups or schools
        return _one(kept, names, by[1] or by[0] or "group", overall, notes, measure)
    if overall is not None and sum(int(cell[3]) for cell in kept) > overall[0]:
        # Groups that share people cannot be crossed with anything.
        return _one(_summed(kept), groups, by[1], overall, notes, measure)
    return _crossed(kept, (schools, groups), by, notes, measure)


def _sane(cell: Cell) -> None:
    _, school, group, people, met = cell
    name = " · ".join(part for part in (school, group) if part)[:80]
    if people < 0 or met < 0:
        raise ReadError(f"“{name}” has a count below zero; check its row.")
    if people == 0:
        raise ReadError(
            f"“{name}” has zero students, so it has no rate: leave the row out, or write how many "
            "there are."
        )
    if met > people:
        raise ReadError(
            f"“{name}” has {met:g} of {people:g}, a rate over 100%: check which column holds the "
            "students and which those who met the mark."
        )
    if met != int(met) or people != int(people):
        raise ReadError(
            f"“{name}” has {met:g} of {people:g}: counts are whole numbers. If these are percents, "
            "use the counts they come from."
        )


def _not_an_id(kept: list[Cell], by: tuple[str, str]) -> None:
    for place, heading in ((1, by[0]), (2, by[1])):
        found = {cell[place] for cell in kept}
        single = all(cell[3] == 1 for cell in kept)
        # A large district has many schools; each has many students.
        schools = place == 1 and sum(cell[3] for cell in kept) >= USUAL_SCHOOL * len(found)
        most = MOST_SCHOOLS if schools else 400
        if (
            heading
            and len(kept) > 3
            and (len(found) > most or (single and len(found) > len(kept) / 2))
        ):
            raise ReadError(
                f"“{heading}” has {len(found):,} different entries in {len(kept):,} rows: that is "
                "close to a number for each student, not a group."
            )
    groups = {cell[2] for cell in kept}
    if by[1] and len(groups) > MOST_GROUPS:
        raise ReadError(
            f"“{by[1]}” has {len(groups):,} different entries: that is close to a number for each "
            "student, not a group."
        )


def _overall(totals: list[Cell], by: tuple[str, str]) -> Pair | None:
    """Everyone: the row that is a total in every column, else the schools' own totals together."""
    both = [
        cell
        for cell in totals
        if (not by[0] or is_total(cell[1])) and (not by[1] or is_total(cell[2]))
    ]
    if both:
        return int(both[0][3]), int(both[0][4])
    own = [cell for cell in totals if by[1] and is_total(cell[2])]
    if own and len({cell[1] for cell in own}) == len(own):
        return sum(int(cell[3]) for cell in own), sum(int(cell[4]) for cell in own)
    return None


def _summed(kept: list[Cell]) -> list[Cell]:
    sums: dict[str, list[float]] = {}
    for _, _, group, people, met in kept:
        pair = sums.setdefault(group, [0.0, 0.0])
        pair[0] += people
        pair[1] += met
    return [("", "", group, people, met) for group, (people, met) in sums.items()]


def _one(
    kept: list[Cell],
    names: list[str],
    attribute: str,
    overall: Pair | None,
    notes: Iterable[str],
    measure: str,
) -> GroupCounts:
    labels = [cell[2] or cell[1] for cell in kept]
    if len(set(labels)) != len(labels) or len(names) != len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise ReadError(f"“{twice[:60]}” stands in two rows: give each group one row.")
    found = count_groups(
        labels,
        [cell[3] for cell in kept],
        [cell[4] for cell in kept],
        attribute=attribute,
        total=overall,
        measure=measure,
    )
    return GroupCounts(
        measure, found.tables, found.total, found.overlapping, (*notes, *found.notes)
    )


def _by_category(
    kept: list[Cell],
    categories: list[str],
    overall: Pair | None,
    notes: list[str],
    measure: str,
) -> GroupCounts:
    """One list of groups per category; each list is everyone, so lists are not crossed."""
    sums = {
        category: (
            sum(int(cell[3]) for cell in kept if cell[0] == category),
            sum(int(cell[4]) for cell in kept if cell[0] == category),
        )
        for category in categories
    }
    whole = overall or max(sums.values())
    tables: list[CountTable] = []
    overlapping = False
    for category in categories:
        own = _summed([cell for cell in kept if cell[0] == category])
        found = count_groups(
            [cell[2] for cell in own],
            [cell[3] for cell in own],
            [cell[4] for cell in own],
            attribute=category or "group",
            total=whole,
            measure=measure,
        )
        tables += found.tables
        overlapping |= found.overlapping
        notes += [note for note in found.notes if note not in notes]
    notes.append("Groups of different categories share people, so they are not crossed.")
    return GroupCounts(measure, tuple(tables), whole, overlapping, tuple(notes))


def _crossed(
    kept: list[Cell],
    names: tuple[list[str], list[str]],
    by: tuple[str, str],
    notes: list[str],
    measure: str,
) -> GroupCounts:
    schools, groups = names
    n = np.zeros((len(schools), len(groups)), dtype=np.int64)
    met = np.zeros_like(n)
    for _, school, group, people, reached in kept:
        place = schools.index(school), groups.index(group)
        if n[place]:
            raise ReadError(
                f"“{group[:60]}” at “{school[:60]}” stands in two rows: give it one row."
            )
        n[place], met[place] = int(people), int(reached)
    table = CountTable((by[0], by[1]), (tuple(schools), tuple(groups)), n, met)
    return GroupCounts(measure, (table,), table.total, notes=tuple(notes))
