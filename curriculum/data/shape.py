"""From rows of cells to one table: its heading, hidden and merged cells, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from curriculum.data.cells import column_letters
from curriculum.data.reading import Grid, check_size
from curriculum.data.report import Option, Question, ReadError, many, rows_text
from curriculum.data.values import Cell, Share, is_total, look

_NOTE = re.compile(r"\s*(?:\*|†|notes?\b|source\b|nb\b|fuente\b|nota\b)", re.IGNORECASE)


@dataclass
class Table:
    """Headings and columns of cells.

    Attributes
    ----------
    headings : list of str
        All different.
    columns : list of list of Cell
    numbers : list of int
        Each row's number in the file.
    hidden : set of str
        Headings of columns that the sheet hides.
    report, questions : list
    """

    headings: list[str]
    columns: list[list[Cell]]
    numbers: list[int]
    hidden: set[str] = field(default_factory=set)
    report: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    raw: list[Cell] = field(default_factory=list)

    def keep(self, kept: list[bool]) -> None:
        """Keep the rows marked True."""
        self.columns = [
            [cell for cell, stays in zip(column, kept, strict=True) if stays]
            for column in self.columns
        ]
        self.numbers = [row for row, stays in zip(self.numbers, kept, strict=True) if stays]


def blank(cell: Cell) -> bool:
    """Whether nothing is in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


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
    report: list[str] = []
    questions: list[Question] = []
    rows = [
        (number, row)
        for number, row in zip(grid.numbers, grid.rows, strict=True)
        if not all(map(blank, row))
    ]
    rows = _hidden(grid, rows, answers, report, questions)
    if not rows:
        raise ReadError("There is nothing in this table: check that it is the one you meant.")
    top = _heading_at([row for _, row in rows])
    if top:
        report.append(f"Above the heading, left out: {rows_text(n for n, _ in rows[:top])}.")
    width = max(len(row) for _, row in rows[top:])
    raw, first = _heading(rows, top, width, grid, answers, report, questions)
    body = rows[first:]
    gap = [n for (n, _), (m, _) in zip(body[1:], body, strict=False) if n - m > 1]
    body = _without_notes(body, gap[-1] if gap else 0, width, report)
    body = _without_repeats(body, raw, report)
    if not body:
        raise ReadError("There are no rows under the heading: check that it is the file you meant.")
    check_size(len(body), width, len(body) * width)
    columns: list[list[Cell]] = [
        [row[place] if place < len(row) else None for _, row in body] for place in range(width)
    ]
    headings = _names(raw, report)
    table = Table(headings, columns, [n for n, _ in body], raw=raw)
    table.hidden = {headings[place] for place in grid.hidden_columns if place < width}
    table.report, table.questions = report, questions
    _merged(table, grid, answers)
    if grid.unsaved:
        report.append(
            f"Formulas without a stored result, read as missing: {rows_text(grid.unsaved)}. "
            "Open and save the file in your spreadsheet to store them."
        )
    return table


def _hidden(
    grid: Grid,
    rows: list[tuple[int, list[Cell]]],
    answers: Mapping[str, str],
    report: list[str],
    questions: list[Question],
) -> list[tuple[int, list[Cell]]]:
    hidden = [number for number, _ in rows if number in grid.hidden_rows]
    if not hidden:
        return rows
    answer = answers.get("hidden-rows", "")
    if answer == "use":
        report.append(f"Hidden in the sheet and used, as you said: {rows_text(hidden)}.")
        return rows
    report.append(f"Hidden in the sheet and left out: {rows_text(hidden)}.")
    if answer != "leave out":
        questions.append(
            Question(
                "hidden-rows",
                f"The sheet hides {rows_text(hidden)}, often through a filter. Use them?",
                (Option("leave out", "Leave them out"), Option("use", "Use them")),
            )
        )
    return [(number, row) for number, row in rows if number not in grid.hidden_rows]


def _heading_at(rows: list[list[Cell]]) -> int:
    filled = [sum(not blank(cell) for cell in row) for row in rows[:50]]
    usual = Counter(filled).most_common(1)[0][0]
    need = max(2, usual // 2 + usual % 2) if max(filled) > 1 else 1
    return next((place for place, count in enumerate(filled) if count >= need), 0)


def _heading(
    rows: list[tuple[int, list[Cell]]],
    top: int,
    width: int,
    grid: Grid,
    answers: Mapping[str, str],
    report: list[str],
    questions: list[Question],
) -> tuple[list[Cell], int]:
    number, row = rows[top]
    raw = [*row, *[None] * (width - len(row))]
    across = [box for box in grid.merged if box[0] == number == box[2] and box[3] > box[1]]
    if across and top + 1 < len(rows):
        under = [*rows[top + 1][1], *[None] * width][:width]
        for _, left, _, right in across:
            raw[left : right + 1] = [raw[left]] * (min(right, width - 1) - left + 1)
        raw = [
            low if blank(high) else high if blank(low) else f"{_said(high)}: {_said(low)}"
            for high, low in zip(raw, under, strict=True)
        ]
        report.append(f"The heading has two rows, joined: {rows_text([number, rows[top + 1][0]])}.")
        return raw, top + 2
    kinds = [look(cell).kind for cell in raw if not blank(cell)]
    if not kinds or any(kind in ("text", "week") for kind in kinds):
        return raw, top + 1
    answer = answers.get("heading", "")
    if answer == "data":
        report.append("No heading: columns are named by their letters.")
        return [f"Column {column_letters(place)}" for place in range(width)], top
    if answer != "heading":
        options = (
            Option("data", "Data: name the columns A, B, C"),
            Option("heading", "The heading"),
        )
        questions.append(
            Question("heading", f"Row {number} holds only numbers. What is it?", options)
        )
    return raw, top + 1


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


def _without_notes(
    body: list[tuple[int, list[Cell]]], gap: int, width: int, report: list[str]
) -> list[tuple[int, list[Cell]]]:
    """Without notes under the table: one text alone, after a blank row or marked as a note."""
    notes: list[int] = []
    while body and width > 1:
        number, row = body[-1]
        filled = [cell for cell in row if not blank(cell)]
        text = filled[0]
        if len(filled) > 1 or not isinstance(text, str) or look(text).kind not in ("text",):
            break
        if is_total(text) or not (_NOTE.match(text) or 0 < gap <= number):
            break
        notes.append(number)
        body = body[:-1]
    if notes:
        report.append(f"Notes under the table, left out: {rows_text(notes)}.")
    return body


def _without_repeats(
    body: list[tuple[int, list[Cell]]], raw: list[Cell], report: list[str]
) -> list[tuple[int, list[Cell]]]:
    texts = [cell for cell in raw if not blank(cell)]
    if not any(isinstance(cell, str) for cell in texts):
        return body
    first = texts[0]
    again = [n for n, row in body if first in row and [c for c in row if not blank(c)] == texts]
    if again:
        report.append(f"The heading repeated, left out: {rows_text(again)}.")
        gone = set(again)
        body = [(n, row) for n, row in body if n not in gone]
    return body


def _merged(table: Table, grid: Grid, answers: Mapping[str, str]) -> None:
    """Say what merged cells cover; ask whether a merged label counts for all its rows."""
    place_of = {number: place for place, number in enumerate(table.numbers)}
    width = len(table.columns)
    down = [
        (top, left, bottom)
        for top, left, bottom, _ in grid.merged
        if bottom > top and top in place_of and left < width
    ]
    wide = [top for top, left, _, right in grid.merged if right > left and top in place_of]
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
            value = table.columns[left][place_of[top]]
            for number in range(top + 1, min(bottom, table.numbers[-1]) + 1):
                if number in place_of:
                    table.columns[left][place_of[number]] = value
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
