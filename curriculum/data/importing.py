"""Read a team's own file: say what was understood, ask where two readings are possible."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from curriculum.data.across import weeks_across
from curriculum.data.columns import decide
from curriculum.data.dates import DATED
from curriculum.data.decoding import decode
from curriculum.data.delimited import text_grid
from curriculum.data.frames import named_apart, without_duplicates
from curriculum.data.people import is_name
from curriculum.data.raw import Context, Decision, RawColumn
from curriculum.data.reading import Grid, not_empty, read_bytes, refuse_other
from curriculum.data.report import Column, Import, Option, Question, ReadError, many
from curriculum.data.reshape import without_totals
from curriculum.data.shape import Table, find_table
from curriculum.data.workbook import Workbook, sheets_said


def read_file(
    path: str | os.PathLike[str] | bytes,
    *,
    sheet: str | None = None,
    answers: Mapping[str, str] | None = None,
    today: date | None = None,
) -> Import:
    """Read a CSV or .xlsx file.

    Parameters
    ----------
    path : path or bytes
        The file, or what stands in it: then nothing is written on the way.
    sheet : str, optional
        A workbook's sheet; needed where more than one holds something.
    answers : mapping of str to str, optional
        For each question's id the key of the chosen option.
    today : date, optional
        Only for the school years offered where dates have no year.

    Returns
    -------
    Import
        Never raises for a bad file: ``problem`` says what to do. Columns that hold persons are
        dropped while reading and kept nowhere.
    """
    answered = dict(answers or {})
    if sheet is not None:
        answered["sheet"] = sheet
    try:
        data = not_empty(path) if isinstance(path, bytes) else read_bytes(Path(path))
        if data.startswith(b"PK"):
            return _read_workbook(Workbook(data), answered, today or date.today())
        refuse_other(data)
        return _read_text(data, answered, today or date.today())
    except ReadError as error:
        return Import(problem=str(error))


def _read_workbook(book: Workbook, answers: Mapping[str, str], today: date) -> Import:
    names = tuple(sheet.name for sheet in book.sheets)
    hidden = tuple(sheet.name for sheet in book.sheets if not sheet.visible)
    asked = answers.get("sheet", "")
    chosen = [sheet for sheet in book.sheets if sheet.name == asked]
    if asked and not chosen:
        return Import(
            problem=f"There is no sheet “{asked[:60]}”: choose one of the sheets in the file.",
            sheets=names,
            hidden_sheets=hidden,
        )
    said = sheets_said(tuple(other for other in book.sheets if other not in chosen))
    if chosen:
        grid = book.grid(chosen[0])
    else:
        for sheet in book.sheets:
            if sheet.visible and (found := book.grid(sheet)).filled:
                grid = grid if chosen else found
                chosen.append(sheet)
        if not chosen:
            raise ReadError("No visible sheet holds anything: check that it is the file you meant.")
        if len(chosen) > 1:
            options = tuple(Option(other.name, other.name) for other in chosen)
            question = Question("sheet", "Several sheets hold something. Which one?", options)
            return Import(
                questions=(question,), sheets=names, hidden_sheets=hidden, file_report=tuple(said)
            )
    grid.report += said
    return _understand(grid, answers, today, names, hidden, chosen[0].name)


def _read_text(data: bytes, answers: Mapping[str, str], today: date) -> Import:
    text, encoding, other = decode(data, answers.get("encoding", ""))
    delimiter = {"tab": "\t"}.get(answers.get("delimiter", ""), answers.get("delimiter", ""))
    grid, possible = text_grid(text, encoding, delimiter)
    if len(possible) > 1:
        names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
        options = tuple(
            Option("tab" if sign == "\t" else sign, names.get(sign, sign)) for sign in possible
        )
        question = Question("delimiter", "The columns can be parted in two ways. By what?", options)
        return Import(questions=(question,), file_report=tuple(grid.report))
    result = _understand(grid, answers, today)
    # Letters beyond ASCII may stand only in columns of persons: then the encoding does not matter.
    if other and not _plain_letters(result):
        options = (
            Option("cp1252", "Windows"),
            Option("mac_roman", "Mac"),
        )
        question = Question(
            "encoding",
            "Letters such as é can be read in two ways. Was the file saved on Windows or on a Mac?",
            options,
        )
        return Import(
            questions=(question, *result.questions),
            file_report=result.file_report,
            columns=result.columns,
            rows_report=result.rows_report,
        )
    return result


def _plain_letters(result: Import) -> bool:
    """Whether what is kept reads the same in every encoding, as far as it is known yet."""
    names = "".join(column.name for column in result.columns)
    if not names.isascii() or not result.ready:
        return names.isascii()
    frame = result.frame
    texts = (frame[name].unique() for name in frame.columns if frame[name].dtype == object)
    return all(str(text).isascii() for column in texts for text in column)


def _understand(
    grid: Grid,
    answers: Mapping[str, str],
    today: date,
    sheets: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    sheet: str = "",
) -> Import:
    table = find_table(grid, answers)
    weeks_across(table, answers)
    without_totals(table, answers)
    columns = [
        RawColumn(name, cells, table.numbers)
        for name, cells in zip(table.headings, table.columns, strict=True)
    ]
    proved = {sign for column in columns for sign in column.signs()}
    if not proved and grid.delimiter == ",":
        # Commas part the columns, so a point inside a number is the decimal sign.
        proved = {"."}
    sign = proved.pop() if len(proved) == 1 else ""
    dated = any(DATED.search(column.name) for column in columns)
    context = Context(sign, grid.system, answers, today, dated)
    decisions = []
    persons = _persons_across(table, answers)
    for column in columns:
        if column.name in persons:
            why = "Left out, as you said: its heading names a person."
            decisions.append(Decision(Column(column.name, "dropped", why)))
        elif column.name in table.hidden:
            why = "Left out because the sheet hides it; show it in the file to use it."
            decisions.append(Decision(Column(column.name, "dropped", why)))
        elif column.name in table.sums:
            why = "Left out because it sums up the weeks."
            decisions.append(Decision(Column(column.name, "dropped", why)))
        else:
            decisions.append(decide(column, context))
    report = [f"{many(len(table.numbers), 'row')} of data.", *table.report]
    questions = [*table.questions, *(q for d in decisions for q in d.questions)]
    frame = None
    if not questions:
        if not any(decision.data for decision in decisions):
            raise ReadError("No column can be used: each is blank, hidden or holds persons.")
        decisions = named_apart(decisions)
        frame, asked = without_duplicates(decisions, table.numbers, answers, report)
        questions += asked
    return Import(
        questions=tuple(questions),
        sheets=sheets,
        hidden_sheets=hidden,
        sheet=sheet,
        file_report=tuple(grid.report),
        columns=tuple(decision.column for decision in decisions),
        rows_report=tuple(report),
        _frame=None if questions else frame,
    )


def _persons_across(table: Table, answers: Mapping[str, str]) -> set[str]:
    """Headings that name persons (one column for each), asked for where it looks so."""
    names = {heading for heading in table.headings if is_name(heading)}
    if len(names) < 3 or 2 * len(names) < len(table.headings):
        return set()
    answer = answers.get("people across", "")
    if answer == "leave out":
        return names
    if answer != "keep":
        text = f"{len(names)} headings look like names of persons. Are they?"
        options = (Option("leave out", "Yes: leave them out"), Option("keep", "No: keep them"))
        table.questions.append(Question("people across", text, options))
    return set()
