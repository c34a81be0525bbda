"""Weeks across turned into rows; totals taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from curriculum.data.reading import check_size
from curriculum.data.report import Option, Question, many, rows_text
from curriculum.data.shape import Table, blank
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
    times = [_bare(table.raw[place]) for place in places]
    columns: list[list[Cell]] = [
        [cell for cell in table.columns[place] for _ in range(weeks)] for place in rest
    ]
    values = [[*cells] for cells in zip(*(table.columns[place] for place in places), strict=True)]
    week, value = (_free(name, [table.headings[place] for place in rest]) for name in _NEW)
    table.report.append(
        f"{weeks} columns hold one week each, from “{table.headings[places[0]]}” to "
        f"“{table.headings[places[-1]]}”: turned into rows, with the columns "
        f"“{week}” and “{value}”."
    )
    table.headings = [*(table.headings[place] for place in rest), week, value]
    table.columns = [*columns, times * rows, [cell for row in values for cell in row]]
    table.numbers = [number for number in table.numbers for _ in range(weeks)]


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
    gone: set[int] = set()
    for at, column in enumerate(table.columns):
        counts = Counter(column)
        words = {cell for cell in counts if isinstance(cell, str) and is_total(cell)}
        if not words:
            continue
        few = len(counts) <= 60 and 2 * len(counts) <= rows
        for place, cell in enumerate(column):
            if cell in words and (few or all(blank(c[place]) for c in table.columns[:at])):
                gone.add(place)
    if gone and 2 * len(gone) <= rows:
        said = rows_text(table.numbers[place] for place in gone)
        table.report.append(f"Totals, averages or “all”, left out: {said}.")
        table.keep([place not in gone for place in range(rows)])
    elif gone:
        answer = answers.get("totals", "")
        if answer == "leave out":
            table.report.append(f"Left out as you said: {many(len(gone), 'row')} of totals.")
            table.keep([place not in gone for place in range(rows)])
        elif answer != "keep":
            text = f"{len(gone)} of {rows} rows are labeled as totals or “all”. Use them?"
            options = (Option("leave out", "Leave them out"), Option("keep", "Use them"))
            table.questions.append(Question("totals", text, options))
    _unlabeled(table, answers)


def _unlabeled(table: Table, answers: Mapping[str, str]) -> None:
    labels = table.columns[0]
    empty = [place for place, cell in enumerate(labels) if blank(cell)]
    # More blanks than any table has totals: blank cells of data.
    if not empty or len(empty) > min(20, max(2, len(labels) // 5)) or len(labels) < 3:
        return
    empty = [p for p in empty if any(not blank(column[p]) for column in table.columns[1:])]
    sums = [place for place in empty if _sums_up(table, place)]
    unsure = [place for place in empty if place not in sums]
    gone = set(sums)
    if sums:
        said = rows_text(table.numbers[place] for place in sums)
        table.report.append(f"Without a label and the sum or average of others, left out: {said}.")
    if unsure:
        said = rows_text(table.numbers[place] for place in unsure)
        answer = answers.get("unlabeled", "")
        if answer == "leave out":
            table.report.append(f"Without a label, left out as you said: {said}.")
            gone |= set(unsure)
        elif answer == "keep":
            table.report.append(f"Without a label, used as you said: {said}.")
        else:
            text = f"In {said} the first column is blank. Totals, or data?"
            options = (Option("leave out", "Totals: leave out"), Option("keep", "Data: use"))
            table.questions.append(Question("unlabeled", text, options))
    if gone:
        table.keep([place not in gone for place in range(len(table.numbers))])


def _sums_up(table: Table, place: int) -> bool:
    """Whether each number in a row is the sum or the mean of the labeled rows above it."""
    seen = False
    for column in table.columns[1:]:
        own = _number(column[place])
        if own is None:
            if not blank(column[place]):
                return False
            continue
        above = [
            value
            for row, cell in enumerate(column[:place])
            if not blank(table.columns[0][row]) and (value := _number(cell)) is not None
        ]
        if not above:
            return False
        total = sum(above)
        near = 0.0051 * max(1.0, abs(own)) if own != int(own) else 1e-9 * max(1.0, abs(own))
        if abs(own - total) > near and abs(own - total / len(above)) > near:
            return False
        seen = True
    return seen


def _number(cell: Cell) -> float | None:
    seen = look(cell)
    if seen.kind not in ("number", "percent"):
        return None
    point, comma = seen.value
    value = comma if point is None else point
    return float(value) if value is not None else None
