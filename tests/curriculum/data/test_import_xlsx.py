"""Reading a team's own workbook: sheets, hidden and merged cells, dates, formulas."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from curriculum.data import Import, read_file

ROWS: list[list[object]] = [
    ["Date", "Class", "Minutes", "Share"],
    [datetime(2026, 9, 14), "A", 12.5, 0.56],
    [datetime(2026, 9, 21), "A", 13, 0.57],
    [datetime(2026, 9, 28), "B", 14, 0.58],
]


def made(rows: list[list[object]] = ROWS) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    return book, sheet


def read(tmp_path: Path, book: openpyxl.Workbook, **answers: str) -> Import:
    path = tmp_path / "own.xlsx"
    book.save(path)
    return read_file(
        path, answers={k.replace("__", ":").replace("_", "-"): v for k, v in answers.items()}
    )


def asked(result: Import) -> list[str]:
    return [question.id for question in result.questions]


def test_dates_and_percents_by_their_format(tmp_path: Path) -> None:
    book, sheet = made()
    for row in range(2, 5):
        sheet.cell(row, 4).number_format = "0%"
    result = read(tmp_path, book)
    assert [item.kind for item in result.columns] == ["date", "group", "number", "percent"]
    assert result.frame["Date"][0] == pd.Timestamp("2026-09-14")
    assert list(result.frame["Share"]) == [0.56, 0.57, 0.58]


def test_the_date_system_of_1904_and_unformatted_serials(tmp_path: Path) -> None:
    book, _ = made()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read(tmp_path, book).frame["Date"][0] == pd.Timestamp("2026-09-14")
    plain, _ = made([["Date", "n"], [46279, 1], [46286, 2]])
    assert read(tmp_path, plain).frame["Date"][0] == pd.Timestamp("2026-09-14")


def test_several_sheets_are_asked_for_and_hidden_ones_not_used(tmp_path: Path) -> None:
    book, _ = made()
    book.active.title = "Fall"
    for name, state in (("Spring", "visible"), ("Old", "hidden"), ("Empty", "visible")):
        extra = book.create_sheet(name)
        extra.sheet_state = state
        if name != "Empty":
            extra.append(["Week", "n"])
            extra.append([1, 7])
    result = read(tmp_path, book)
    assert asked(result) == ["sheet"]
    assert [option.key for option in result.questions[0].options] == ["Fall", "Spring"]
    assert result.sheets == ("Fall", "Spring", "Old", "Empty")
    assert result.hidden_sheets == ("Old",)
    assert "Hidden and not read: sheet “Old”." in result.file_report
    assert list(read_file(tmp_path / "own.xlsx", sheet="Spring").frame["n"]) == [7]
    assert "no sheet" in read_file(tmp_path / "own.xlsx", sheet="Summer").problem


def test_hidden_rows_are_asked_and_hidden_columns_left_out(tmp_path: Path) -> None:
    book, sheet = made()
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    result = read(tmp_path, book)
    assert asked(result) == ["hidden-rows"]
    assert "row 3" in result.questions[0].text
    assert result.columns[2].kind == "dropped"
    without = read(tmp_path, book, hidden_rows="leave out").frame
    assert list(without["Class"]) == ["A", "B"]
    assert list(without.columns) == ["Date", "Class", "Share"]
    assert len(read(tmp_path, book, hidden_rows="use").frame) == 3


def test_merged_cells(tmp_path: Path) -> None:
    book, sheet = made()
    sheet.merge_cells("B2:B3")
    result = read(tmp_path, book)
    assert asked(result) == ["merged"]
    assert list(read(tmp_path, book, merged="all").frame["Class"]) == ["A", "A", "B"]
    first = read(tmp_path, book, merged="first").frame
    assert first["Class"].tolist() == ["A", None, "B"]


def test_a_heading_of_two_rows(tmp_path: Path) -> None:
    book, sheet = made(
        [
            ["Our tally"],
            ["Class", "September", None],
            [None, "solved", "tried"],
            ["A", 1, 2],
            ["B", 3, 5],
        ]
    )
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B2:C2")
    result = read(tmp_path, book)
    assert list(result.frame.columns) == ["Class", "September: solved", "September: tried"]
    assert "The heading has two rows, joined: rows 2 and 3." in result.rows_report


def test_formulas_give_their_stored_value_or_nothing(tmp_path: Path) -> None:
    book, _ = made([["Week", "n"], [1, 4], [2, "=2+3"], [3, "=1+1"]])
    path = tmp_path / "own.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet_part = "xl/worksheets/sheet1.xml"
    stored = re.sub(rb"<f>2\+3</f><v ?(/>|></v>)", b"<f>2+3</f><v>5</v>", parts[sheet_part])
    assert b"<v>5</v>" in stored
    parts[sheet_part] = stored
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    result = read_file(path)
    assert result.frame["n"].tolist()[:2] == [4, 5]
    assert pd.isna(result.frame["n"][2])
    assert any(
        "Formulas without a stored result" in said and "row 4" in said
        for said in result.rows_report
    )
    assert "1+1" not in result.say() + result.export_csv()


def test_fractions_that_the_workbook_holds_as_dates(tmp_path: Path) -> None:
    book, _ = made(
        [
            ["Lesson", "Correct"],
            ["a", "18/27"],
            ["b", datetime(2026, 7, 27)],
            ["c", datetime(1945, 9, 1)],
        ]
    )
    assert asked(read(tmp_path, book)) == ["mixed:Correct"]
    back = read(tmp_path, book, mixed__Correct="month/day").frame
    assert list(back["Correct: number"]) == [18, 7, 9]
    assert list(back["Correct: out of"]) == [27, 27, 45]


def test_both_ways_to_read_a_sheet_agree(tmp_path: Path) -> None:
    book, sheet = made()
    sheet.append([datetime(2026, 10, 5), "B & <C> é", None, 0.5])
    sheet.append([None, "=1+1", True, "x"])
    sheet.column_dimensions["C"].hidden = True
    plain = read(tmp_path, book, strays__Share="missing")
    path = tmp_path / "own.xlsx"
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    # A comment sends the reader to the full parser.
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<sheetData>", b"<!-- x --><sheetData>")
    with zipfile.ZipFile(path, "w") as packed:
        for part, data in parts.items():
            packed.writestr(part, data)
    slow = read_file(path, answers={"strays:Share": "missing"})
    assert slow == plain
    assert slow.questions == plain.questions
    pd.testing.assert_frame_equal(slow.frame, plain.frame)
