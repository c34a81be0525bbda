"""Weeks across turned into rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from curriculum.data.coded import Coded
from curriculum.data.reading import check_size
from curriculum.data.report import Option, Question, many, words_list
from curriculum.data.shape import Table
from curriculum.data.values import Cell, is_total, look

_WEEK_OF = re.compile(r"(?:week|wk)\.?\s+(?:of|beginning|ending|starting)\s+", re.IGNORECASE)
_PART = re.compile(r"\s*(?:[:,;–—-]\s*|\s)\s*")
_TIMELY = ("week", "date", "order", "day", "month", "fraction")


@dataclass
class _Layout:
    """Which columns hold the weeks: ``places`` has one list for each measure."""

    weeks: list[Cell]
    measures: list[str]
    places: list[list[int]]


def weeks_across(table: Table, answers: Mapping[str, str]) -> None:
    """Turn one column a week (or several a week) into one row a week, in place.

    Columns that sum up the weeks are marked in ``table.sums``.
    """
    layout = _measures(table) or _weeks(table, answers)
    if layout is None:
        return
    taken = {place for places in layout.places for place in places}
    rest = [place for place in range(len(table.columns)) if place not in taken]
    rows, weeks = len(table.numbers), len(layout.weeks)
    check_size(0, 0, rows * weeks * (len(rest) + 1 + len(layout.measures)))
    kept = [table.headings[place] for place in rest]
    table.sums = {name for name in kept if is_total(name)}
    columns = [
        Coded(np.repeat(table.columns[place].codes, weeks), table.columns[place].cells)
        for place in rest
    ]
    times = Coded.of(layout.weeks)
    columns.append(Coded(np.tile(times.codes, rows), times.cells))
    for places in layout.places:
        across = Coded.joined([table.columns[place] for place in places])
        codes = np.stack([column.codes for column in across], axis=1).ravel()
        columns.append(Coded(codes, across[0].cells))
    new: list[str] = []
    for name in ("Week", *layout.measures):
        new.append(_free(name, [*kept, *new]))
    every = sorted(taken)
    each = "one week each" if len(layout.places) == 1 else f"{weeks} weeks"
    table.report.append(
        f"{many(len(taken), 'column')} hold {each}, from “{table.headings[every[0]]}” to "
        f"“{table.headings[every[-1]]}”: turned into rows, with the columns "
        f"{words_list([f'“{name}”' for name in new])}."
    )
    table.headings = [*kept, *new]
    table.columns = columns
    table.numbers = np.repeat(table.numbers, weeks)


def _weeks(table: Table, answers: Mapping[str, str]) -> _Layout | None:
    """One column a week."""
    kinds = [look(_bare(cell)).kind for cell in table.raw]
    places = [place for place, kind in enumerate(kinds) if kind in _TIMELY]
    if len(places) < 3:
        places = [
            place
            for place, cell in enumerate(table.raw)
            if kinds[place] == "number" and look(cell).value[0] in range(1, 60)
        ]
        counted = [look(table.raw[place]).value[0] for place in places]
        if len(places) < 3 or counted != [counted[0] + step for step in range(len(counted))]:
            return None
        answer = answers.get("across", "")
        if answer not in ("weeks", "columns"):
            text = f"{len(places)} columns are headed by numbers only. Are these weeks?"
            options = (Option("weeks", "Weeks"), Option("columns", "No, separate columns"))
            table.questions.append(Question("across", text, options))
        if answer != "weeks":
            return None
    places = _shown(table, places)
    if not places:
        return None
    return _Layout([_bare(table.raw[place]) for place in places], ["Value"], [places])


def _measures(table: Table) -> _Layout | None:
    """Several columns a week, the same for every week: "Week 1: solved", "Week 1: tried"."""
    found: dict[tuple[str, str], int] = {}
    for place in _shown(table, range(len(table.raw))):
        parted = _parted(table.raw[place])
        if parted is not None:
            found.setdefault(parted, place)
    weeks = [*dict.fromkeys(week for week, _ in found)]
    measures = [*dict.fromkeys(measure for _, measure in found)]
    if len(weeks) < 2 or len(measures) < 2 or len(found) != len(weeks) * len(measures):
        return None
    places = [[found[week, measure] for week in weeks] for measure in measures]
    return _Layout([*weeks], measures, places)


def _parted(heading: Cell) -> tuple[str, str] | None:
    """A heading's week and what is measured."""
    if not isinstance(heading, str) or len(heading) > 200:
        return None
    heading = _WEEK_OF.sub("", heading).strip()
    for sign in _PART.finditer(heading):
        left, right = heading[: sign.start()], heading[sign.end() :]
        if left and right:
            if look(left).kind in _TIMELY:
                return left, right
            if look(right).kind in _TIMELY:
                return right, left
    return None


def _shown(table: Table, places: Sequence[int]) -> list[int]:
    return [place for place in places if table.headings[place] not in table.hidden]


def _free(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += " (from the heading)"
    return name


def _bare(cell: Cell) -> Cell:
    return _WEEK_OF.sub("", cell).strip() if isinstance(cell, str) else cell
