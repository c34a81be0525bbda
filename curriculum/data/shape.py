"""From rows of cells to one table: its heading, hidden and merged cells, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from curriculum.data.cells import column_letters
from curriculum.data.coded import Coded, blank
from curriculum.data.reading import Grid, check_size
from curriculum.data.report import Option, Question, ReadError, many, rows_text
from curriculum.data.stamps import Codes, Mask
from curriculum.data.values import Cell, Share, is_total, look

_NOTE = re.compile(r"\s*(?:\*|†|notes?\b|source\b|nb\b|fuente\b|nota\b)", re.IGNORECASE)


@dataclass
class Table:
    """Headings and columns of cells.

    Attributes
    ----------
    headings : list of str
        All different.
    columns : list of Coded
    numbers : int array
        Each row's number in the file.
    hidden : set of str
        Headings of columns that the sheet hides.
    sums : set of str
        Headings of columns that sum up others.
    report, questions : list
    raw : list of Cell
        The headings as the file has them.
    """

    headings: list[str]
    columns: list[Coded]
    numbers: Codes
    hidden: set[str] = field(default_factory=set)
    sums: set[str] = field(default_factory=set)
    report: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    raw: list[Cell] = field(default_factory=list)

    def keep(self, rows: Mask | Codes | slice) -> None:
        """Keep only some rows."""
        self.columns = [column.take(rows) for column in self.columns]
        self.numbers = self.numbers[rows]

    def row(self, place: int) -> list[Cell]:
        """The cells of one row."""
        return [column[place] for column in self.columns]

    def empty(self) -> Mask:
        """Which cells hold nothing: columns × rows."""
        return np.array([column.blank() for column in self.columns], np.bool_)


def find_table(grid: Grid, answers: Mapping[str, str]) -> Table:
    """The one table in a sheet.

    Parameters
    ----------
    grid : Grid
    answers : mapping
        To earlier questions.

    Returns
    -------
    Table

    Raises
    ------
    ReadError
        Nothing but a heading, or no cell at all.
    """
    table = Table([], grid.columns, grid.numbers)
    report, questions = table.report, table.questions
    if table.columns:
        table.keep(np.flatnonzero(~table.empty().all(axis=0)))
        _hidden(table, grid, answers)
    if not table.columns or not len(table.numbers):
        raise ReadError("There is nothing in this table: check that it is the one you meant.")
    top = _heading_at((~table.empty()[:, :50]).sum(axis=0).tolist())
    if top:
        report.append(f"Above the heading, left out: {rows_text(table.numbers[:top].tolist())}.")
        table.keep(slice(top, None))
    while all(cell is None for cell in table.columns[-1].settled().cells):
        table.columns.pop()
    raw, first = _heading(table, grid, answers, report, questions)
    table.keep(slice(first, None))
    jumps = np.flatnonzero(np.diff(table.numbers) > 1)
    gap = int(table.numbers[jumps[-1] + 1]) if len(jumps) else 0
    _without_notes(table, gap)
    _without_repeats(table, raw)
    rows, width = len(table.numbers), len(table.columns)
    if not rows:
        raise ReadError("There are no rows under the heading: check that it is the file you meant.")
    check_size(rows, width, rows * width)
    table.raw, table.headings = raw, _names(raw, report)
    table.hidden = {table.headings[place] for place in grid.hidden_columns if place < width}
    _merged(table, grid, answers)
    if grid.unsaved:
        report.append(
            f"Formulas without a stored result, read as missing: {rows_text(grid.unsaved)}. "
            "Open and save the file in your spreadsheet to store them."
        )
    return table


def _hidden(table: Table, grid: Grid, answers: Mapping[str, str]) -> None:
    hidden = np.isin(table.numbers, [*grid.hidden_rows])
    if not hidden.any():
        return
    said = rows_text(table.numbers[hidden].tolist())
    answer = answers.get("hidden-rows", "")
    if answer == "use":
        table.report.append(f"Hidden in the sheet and used, as you said: {said}.")
        return
    table.report.append(f"Hidden in the sheet and left out: {said}.")
    if answer != "leave out":
        table.questions.append(
            Question(
                "hidden-rows",
                f"The sheet hides {said}, often through a filter. Use them?",
                (Option("leave out", "Leave them out"), Option("use", "Use them")),
            )
        )
    table.keep(~hidden)


def _heading_at(filled: list[int]) -> int:
    """The heading's place, from how many cells each of the first rows has."""
    usual = Counter(filled).most_common(1)[0][0]
    need = max(2, usual // 2 + usual % 2) if max(filled) > 1 else 1
    return next((place for place, count in enumerate(filled) if count >= need), 0)


def _heading(
    table: Table,
    grid: Grid,
    answers: Mapping[str, str],
    report: list[str],
    questions: list[Question],
) -> tuple[list[Cell], int]:
    """The heading's cells, and how many rows it takes."""
    number, raw, width = int(table.numbers[0]), table.row(0), len(table.columns)
    across = [
        (left, min(right, width - 1))
        for top, left, bottom, right in grid.merged
        if top == number == bottom and left < width and right > left and not blank(raw[left])
    ]
    under = table.row(1) if across and len(table.numbers) > 1 else []
    if under and _is_second_heading(raw, under, across):
        for left, right in across:
            raw[left : right + 1] = [raw[left]] * (right - left + 1)
        raw = [
            low if blank(high) else high if blank(low) else f"{_said(high)}: {_said(low)}"
            for high, low in zip(raw, under, strict=True)
        ]
        rows = rows_text(table.numbers[:2].tolist())
        report.append(f"The heading has two rows, joined: {rows}.")
        return raw, 2
    kinds = [look(cell).kind for cell in raw if not blank(cell)]
    if not kinds or any(kind in ("text", "week") for kind in kinds):
        return raw, 1
    answer = answers.get("heading", "")
    if answer == "data":
        report.append("No heading: columns are named by their letters.")
        return [f"Column {column_letters(place)}" for place in range(width)], 0
    if answer != "heading":
        options = (
            Option("data", "Data: name the columns A, B, C"),
            Option("heading", "The heading"),
        )
        questions.append(
            Question("heading", f"Row {number} holds only numbers. What is it?", options)
        )
    return raw, 1


def _is_second_heading(raw: list[Cell], under: list[Cell], across: list[tuple[int, int]]) -> bool:
    """Whether the row under a heading with merged cells parts them, and is no row of data."""
    parted = {place for left, right in across for place in range(left, right + 1)}
    rest = [place for place in range(len(raw)) if place not in parted]
    if any(not blank(raw[place]) and not blank(under[place]) for place in rest):
        return False
    kinds = [look(under[place]).kind for place in sorted(parted)]
    return "text" in kinds or any(not blank(raw[place]) for place in rest)


def _said(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, Share):
        return f"{cell.value * 100:g}%"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return re.sub(r"\s+", " ", str(cell)).strip()[:200]


def _names(raw: list[Cell], report: list[str]) -> list[str]:
    names: list[str] = []
    for place, cell in enumerate(raw):
        name = f"Column {column_letters(place)}" if blank(cell) else _said(cell)
        base, again = name, 2
        while name in names:
            name, again = f"{base} ({again})", again + 1
        if name != base:
            report.append(f"Two columns are headed “{base}”: the later one is called “{name}”.")
        names.append(name)
    return names


def _without_notes(table: Table, gap: int) -> None:
    """Without notes under the table: one text alone, after a blank row or marked as a note."""
    end = len(table.numbers)
    alone = (~table.empty()).sum(axis=0) == 1
    while end and len(table.columns) > 1 and alone[end - 1]:
        text = next(cell for cell in table.row(end - 1) if not blank(cell))
        if not isinstance(text, str) or look(text).kind != "text" or is_total(text):
            break
        if not (_NOTE.match(text) or 0 < gap <= table.numbers[end - 1]):
            break
        end -= 1
    if end < len(table.numbers):
        said = rows_text(table.numbers[end:].tolist())
        table.report.append(f"Notes under the table, left out: {said}.")
        table.keep(slice(end))


def _without_repeats(table: Table, raw: list[Cell]) -> None:
    texts = [cell for cell in raw if not blank(cell)]
    if not any(isinstance(cell, str) for cell in texts):
        return
    again = (~table.empty()).sum(axis=0) == len(texts)
    again &= np.any([column.where(texts[0]) for column in table.columns], 0)
    for place in np.flatnonzero(again).tolist():
        again[place] = [cell for cell in table.row(place) if not blank(cell)] == texts
    if again.any():
        said = rows_text(table.numbers[again].tolist())
        table.report.append(f"The heading repeated, left out: {said}.")
        table.keep(~again)


def _merged(table: Table, grid: Grid, answers: Mapping[str, str]) -> None:
    """Say what merged cells cover; ask whether a merged label counts for all its rows."""
    if not grid.merged:
        return
    width = len(table.columns)
    present = set(table.numbers.tolist())
    down = [
        (top, left, bottom)
        for top, left, bottom, _ in grid.merged
        if bottom > top and top in present and left < width
    ]
    wide = [top for top, left, _, right in grid.merged if right > left and top in present]
    if wide:
        table.report.append(
            f"Cells merged across columns count once, in their first column: {rows_text(wide)}."
        )
    if not down:
        return
    answer = answers.get("merged", "")
    what = many(len(down), "label")
    if answer == "all":
        for top, left, bottom in down:
            first, last = np.searchsorted(table.numbers, [top, bottom + 1])
            codes = table.columns[left].codes
            codes[first:last] = codes[first]
        table.report.append(f"Merged over several rows, used for each of them: {what}.")
    elif answer == "first":
        table.report.append(f"Merged over several rows, used for the first of them: {what}.")
    else:
        table.questions.append(
            Question(
                "merged",
                f"Cells are merged over several rows ({what}, first in row {down[0][0]}). "
                "Does such a cell count for every row it covers?",
                (Option("all", "For every row"), Option("first", "Only for the first row")),
            )
        )
