"""Rows that sum up others taken out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

import numpy as np

from curriculum.data.report import Option, Question, many, rows_text
from curriculum.data.shape import Table
from curriculum.data.stamps import Codes, Mask
from curriculum.data.values import are_totals, is_statistic


def without_totals(table: Table, answers: Mapping[str, str]) -> None:
    """Take out rows that sum up others, in place; ask about rows without a label."""
    rows = len(table.numbers)
    gone = np.zeros(rows, np.bool_)
    before = np.ones(rows, np.bool_)  # nothing stands in the columns before
    for column in table.columns:
        labels = column.seen.of("text")
        texts = [str(cell) for cell in compress(column.cells, labels.tolist())]
        labels[labels] = are_totals(texts)
        total = labels[column.codes]
        if total.any():
            different = len(column.settled().cells)
            few = different <= 60 and 2 * different <= rows
            gone |= total & (few | before)
        before &= column.blank()
    gone = _with_statistics(table, gone)
    number = int(gone.sum())
    if gone.any() and 2 * number <= rows and answers.get("totals") != "keep":
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
    if not (gone.any() and answers.get("totals") == "keep"):
        _last(table, answers)


def _with_statistics(table: Table, totals: Mask) -> Mask:
    """Totals, with rows such as "SD" and "Min" that stand under or among the last of them."""
    gone = totals.copy()
    place = len(gone) - 1
    while place > 0 and (totals[place] or is_statistic(str(table.columns[0][place]))):
        gone[place] = True
        place -= 1
    return gone if totals[place + 1 :].any() else totals


def _unlabeled(table: Table, answers: Mapping[str, str]) -> None:
    unlabeled = table.columns[0].blank()
    rows = len(table.numbers)
    # Blanks under a merged label are not told from blanks before it is known what it covers.
    if any(question.id == "merged" for question in table.questions):
        return
    # More blanks than any table has totals: blank cells of data.
    if rows < 3 or not 0 < unlabeled.sum() <= min(20, max(2, rows // 5)):
        return
    empty = table.empty()
    places = np.flatnonzero(unlabeled & ~empty.all(axis=0))
    sums = places[_sums_up(table, places, empty)[0]]
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


def _last(table: Table, answers: Mapping[str, str]) -> None:
    """Ask about a last row whose label does not say that it sums up, but whose numbers do."""
    last = len(table.numbers) - 1
    labels = table.columns[0]
    if last < 3 or not labels.seen.of("text")[labels.codes[last]]:
        return
    fits, added = _sums_up(table, np.array([last]), table.empty())
    if not (fits[0] and added[0]):
        return
    said = rows_text([int(table.numbers[last])])
    answer = answers.get("last", "")
    if answer == "leave out":
        table.report.append(f"The sum of the rows above, left out as you said: {said}.")
        table.keep(slice(last))
    elif answer == "keep":
        table.report.append(f"The sum of the rows above, used as you said: {said}.")
    else:
        text = f"The numbers in {said} are the sum of the rows above. A total, or data?"
        options = (Option("leave out", "A total: leave out"), Option("keep", "Data: use"))
        table.questions.append(Question("last", text, options))


_ADDED = 10  # a smaller sum comes about by chance


def _sums_up(table: Table, places: Codes, empty: Mask) -> tuple[Mask, Mask]:
    """Whether each number in some rows is the sum or the mean of the labeled rows above it.

    Returns
    -------
    fits, added : bool arrays
        One for each row; ``added`` where some number is a sum, and too large for one by chance.
    """
    fits, seen = np.ones(len(places), np.bool_), np.zeros(len(places), np.bool_)
    summed = np.zeros(len(places), np.bool_)
    for column, void in zip(table.columns[1:], empty[1:], strict=True):
        looked = column.seen
        value = np.where(np.isnan(looked.a), looked.b, looked.a)
        value = np.where(looked.of("number", "percent"), value, np.nan)[column.codes]
        above = ~np.isnan(value) & ~empty[0]
        own = value[places]
        total = (np.cumsum(np.where(above, value, 0)) - np.where(above, value, 0))[places]
        number = (np.cumsum(above) - above)[places]
        whole = np.where(own == np.trunc(own), 1e-9, 0.0051)
        near = whole * np.maximum(1, np.abs(own))
        with np.errstate(divide="ignore", invalid="ignore"):
            sums = np.abs(own - total) <= near
            alike = sums | (np.abs(own - total / number) <= near)
        held = ~np.isnan(own)
        fits &= np.where(held, (number > 0) & alike, void[places])
        seen |= held
        summed |= sums & (number > 2) & (np.abs(own) >= _ADDED)
    return fits & seen, summed
