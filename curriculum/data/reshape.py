"""Weeks across turned into rows; totals taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from curriculum.data.coded import Coded
from curriculum.data.reading import check_size
from curriculum.data.report import Option, Question, many, rows_text
from curriculum.data.shape import Table
from curriculum.data.stamps import Codes, Mask
from curriculum.data.values import Cell, is_total, look

_WEEK_OF = re.compile(r"(?:week|wk)\.?\s+(?:of|beginning|ending|starting)\s+", re.IGNORECASE)


def weeks_across(table: Table, answers: Mapping[str, str]) -> None:
    """Turn one column a week into one row a week, in place."""
    kinds = [look(_bare(cell)).kind for cell in table.raw]
    timely = ("week", "date", "order", "day", "month", "fraction")
    places = [place for place, kind in enumerate(kinds) if kind in timely]
    if len(places) < 3:
        numbers = [
            place
            for place, cell in enumerate(table.raw)
            if kinds[place] == "number" and look(cell).value[0] in range(1, 60)
        ]
        counted = [look(table.raw[place]).value[0] for place in numbers]
        if len(numbers) < 3 or counted != [counted[0] + step for step in range(len(counted))]:
            return
        answer = answers.get("across", "")
        if answer not in ("weeks", "columns"):
            text = f"{len(numbers)} columns are headed by numbers only. Are these weeks?"
            options = (Option("weeks", "Weeks"), Option("columns", "No, separate columns"))
            table.questions.append(Question("across", text, options))
        if answer != "weeks":
            return
        places = numbers
    places = [place for place in places if table.headings[place] not in table.hidden]
    rest = [place for place in range(len(table.columns)) if place not in places]
    rows, weeks = len(table.numbers), len(places)
    check_size(0, 0, rows * weeks * (len(rest) + 2))
    times = Coded.of([_bare(table.raw[place]) for place in places])
    columns = [
        Coded(np.repeat(column.codes, weeks), column.cells)
        for column in (table.columns[place] for place in rest)
    ]
    across = Coded.joined([table.columns[place] for place in places])
    values = np.stack([column.codes for column in across], axis=1).ravel()
    week, value = (_free(name, [table.headings[place] for place in rest]) for name in _NEW)
    table.report.append(
        f"{weeks} columns hold one week each, from “{table.headings[places[0]]}” to "
        f"“{table.headings[places[-1]]}”: turned into rows, with the columns "
        f"“{week}” and “{value}”."
    )
    table.headings = [*(table.headings[place] for place in rest), week, value]
    table.columns = [
        *columns,
        Coded(np.tile(times.codes, rows), times.cells),
        Coded(values, across[0].cells),
    ]
    table.numbers = np.repeat(table.numbers, weeks)


_NEW = ("Week", "Value")


def _free(name: str, taken: list[str]) -> str:
    while name in taken:
        name += " (from the heading)"
    return name


def _bare(cell: Cell) -> Cell:
    return _WEEK_OF.sub("", cell).strip() if isinstance(cell, str) else cell


def without_totals(table: Table, answers: Mapping[str, str]) -> None:
    """Take out rows that sum up others, in place; ask about rows without a label."""
    rows = len(table.numbers)
    gone = np.zeros(rows, np.bool_)
    before = np.ones(rows, np.bool_)  # nothing stands in the columns before
    for column in table.columns:
        labels = np.zeros(len(column.cells), np.bool_)
        for place in np.flatnonzero(column.seen.of("text")).tolist():
            labels[place] = is_total(str(column.cells[place]))
        total = labels[column.codes]
        if total.any():
            different = len(column.settled().cells)
            few = different <= 60 and 2 * different <= rows
            gone |= total & (few | before)
        before &= column.blank()
    number = int(gone.sum())
    if gone.any() and 2 * number <= rows:
        said = rows_text(table.numbers[gone].tolist())
        table.report.append(f"Totals, averages or “all”, left out: {said}.")
        table.keep(~gone)
    elif gone.any():
        answer = answers.get("totals", "")
        if answer == "leave out":
            table.report.append(f"Left out as you said: {many(number, 'row')} of totals.")
            table.keep(~gone)
        elif answer != "keep":
            text = f"{number} of {rows} rows are labeled as totals or “all”. Use them?"
            options = (Option("leave out", "Leave them out"), Option("keep", "Use them"))
            table.questions.append(Question("totals", text, options))
    _unlabeled(table, answers)


def _unlabeled(table: Table, answers: Mapping[str, str]) -> None:
    unlabeled = table.columns[0].blank()
    rows = len(table.numbers)
    # More blanks than any table has totals: blank cells of data.
    if rows < 3 or not 0 < unlabeled.sum() <= min(20, max(2, rows // 5)):
        return
    empty = table.empty()
    places = np.flatnonzero(unlabeled & ~empty.all(axis=0))
    sums = places[_sums_up(table, places, empty)]
    unsure = np.setdiff1d(places, sums)
    gone = np.zeros(rows, np.bool_)
    gone[sums] = True
    if len(sums):
        said = rows_text(table.numbers[sums].tolist())
        table.report.append(f"Without a label and the sum or average of others, left out: {said}.")
    if len(unsure):
        said = rows_text(table.numbers[unsure].tolist())
        answer = answers.get("unlabeled", "")
        if answer == "leave out":
            table.report.append(f"Without a label, left out as you said: {said}.")
            gone[unsure] = True
        elif answer == "keep":
            table.report.append(f"Without a label, used as you said: {said}.")
        else:
            text = f"In {said} the first column is blank. Totals, or data?"
            options = (Option("leave out", "Totals: leave out"), Option("keep", "Data: use"))
            table.questions.append(Question("unlabeled", text, options))
    if gone.any():
        table.keep(~gone)


def _sums_up(table: Table, places: Codes, empty: Mask) -> Mask:
    """Whether each number in some rows is the sum or the mean of the labeled rows above it."""
    fits, seen = np.ones(len(places), np.bool_), np.zeros(len(places), np.bool_)
    for column, void in zip(table.columns[1:], empty[1:], strict=True):
        looked = column.seen
        value = np.where(np.isnan(looked.a), looked.b, looked.a)
        value = np.where(looked.of("number", "percent"), value, np.nan)[column.codes]
        above = ~np.isnan(value) & ~empty[0]
        total = np.cumsum(np.where(above, value, 0))[places]
        number = np.cumsum(above)[places]
        own = value[places]
        whole = np.where(own == np.trunc(own), 1e-9, 0.0051)
        near = whole * np.maximum(1, np.abs(own))
        with np.errstate(divide="ignore", invalid="ignore"):
            alike = (np.abs(own - total) <= near) | (np.abs(own - total / number) <= near)
        held = ~np.isnan(own)
        fits &= np.where(held, (number > 0) & alike, void[places])
        seen |= held
    return fits & seen
