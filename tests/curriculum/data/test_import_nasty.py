"""Files as teams really have them: what spreadsheets and forms make of simple tables."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from curriculum.data import Import, read_file
from curriculum.data.workbook import number_form

TODAY = date(2026, 11, 22)
Rows = list[list[object]]


def read(tmp_path: Path, text: str | bytes, answers: dict[str, str] | None = None) -> Import:
    path = tmp_path / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path, answers=answers, today=TODAY)


def book(
    tmp_path: Path, rows: Rows, merged: str = "", answers: dict[str, str] | None = None
) -> Import:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in merged.split():
        sheet.merge_cells(cells)
    made.save(tmp_path / "own.xlsx")
    return read_file(tmp_path / "own.xlsx", answers=answers, today=TODAY)


def asked(result: Import) -> list[str]:
    return [question.id for question in result.questions]


def test_a_semicolon_file_with_decimal_commas_and_day_first_dates(tmp_path: Path) -> None:
    text = (
        "Datum;Klasse;Gelöst;Anteil;Dauer\r\n"
        "14.09.2026;3a;18/27;66,7 %;12,5\r\n"
        "21.09.2026;3a;19/27;70,4 %;1.012,25\r\n"
        "5.10.2026;3b;20/26;76,9 %;9\r\n"
    )
    result = read(tmp_path, text.encode("latin-1"))
    frame = result.frame
    assert [item.kind for item in result.columns] == [
        *("date", "group", "fraction", "percent", "number"),
    ]
    assert frame["Datum"][2] == pd.Timestamp("2026-10-05")
    assert list(frame["Gelöst: out of"]) == [27, 27, 26]
    assert list(frame["Anteil"]) == pytest.approx([0.667, 0.704, 0.769])
    assert list(frame["Dauer"]) == [12.5, 1012.25, 9]


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16", "utf-32", "utf-8-sig"])
def test_wide_encodings(tmp_path: Path, encoding: str) -> None:
    result = read(tmp_path, "Week\tClass\tn\n1\tAñil\t3\n2\tB\t4\n".encode(encoding))
    assert list(result.frame["Class"]) == ["Añil", "B"]
    assert list(result.frame["n"]) == [3, 4]


def test_columns_parted_by_spaces(tmp_path: Path) -> None:
    assert list(read(tmp_path, "Week n\n1 3\n2 4\n3 5\n").frame["n"]) == [3, 4, 5]
    sentences = read(tmp_path, "Said\nwe talked\nthey listened\nthen lunch\n")
    assert list(sentences.frame.columns) == ["Said"]


def test_time_zones_of_a_form(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "Timestamp,n\n2026/09/14 9:14:05 AM GMT-8,18\n2026/09/21 1:01:59 PM GMT+5:30,20\n"
        "2026/09/28 1:01:59 p.m. EST,20\n",
    )
    assert result.ready, result.say()
    assert result.frame["Timestamp"][1] == pd.Timestamp("2026-09-21 13:01:59")


@pytest.mark.parametrize(
    "cells",
    [
        ["27-May", "18/27", "12-Jul"],
        ["5/27/2026", "18/27", "7/12/2026"],
        ["2026-05-27", "18/27", "2026-07-12 00:00:00"],
        ["46169", "18/27", "46215"],
    ],
)
def test_every_form_in_which_a_spreadsheet_leaves_a_turned_fraction(
    tmp_path: Path, cells: list[str]
) -> None:
    text = "Lesson,Solved\n" + "".join(
        f"{n},{cell}\n" for n, cell in zip("abc", cells, strict=True)
    )
    assert asked(read(tmp_path, text)) == ["mixed:Solved"]
    back = read(tmp_path, text, {"mixed:Solved": "month/day"})
    assert list(back.frame["Solved: number"]) == [5, 18, 7]
    assert list(back.frame["Solved: out of"]) == [27, 27, 12]
    assert any("Turned back" in column.understood for column in back.columns)


def test_fractions_turned_where_the_day_comes_first(tmp_path: Path) -> None:
    # 5/12 became December 5, 7/27 (no day) July 2027, 9/45 September 1945.
    rows: Rows = [
        ["Lesson", "Solved"],
        *(
            ["a", datetime(2026, 12, 5)],
            ["b", "Jul-27"],
            ["c", datetime(1945, 9, 1)],
            ["d", "18/27"],
        ),
    ]
    back = book(tmp_path, rows, answers={"mixed:Solved": "day/month"}).frame
    assert list(back["Solved: number"]) == [5, 7, 9, 18]
    assert list(back["Solved: out of"]) == [12, 27, 45, 27]


def test_dates_beside_the_dates_of_the_weeks_are_asked_about(tmp_path: Path) -> None:
    weeks = [datetime(2026, 9, day) for day in (14, 21, 28)]
    tickets = [datetime(2026, month, 27) for month in (5, 7, 9)]
    rows: Rows = [["Week", "Ticket"], *map(list, zip(weeks, tickets, strict=True))]
    assert asked(book(tmp_path, rows)) == ["turned:Ticket"]
    kept = book(tmp_path, rows, answers={"turned:Ticket": "dates"})
    assert kept.frame["Ticket"][1] == pd.Timestamp("2026-07-27")
    answers = {"turned:Ticket": "fractions", "mixed:Ticket": "month/day"}
    assert list(book(tmp_path, rows, answers=answers).frame["Ticket: number"]) == [5, 7, 9]
    late = [*weeks[:2], datetime(2026, 10, 5)]
    rows = [["Week", "Visit"], *map(list, zip(weeks, late, strict=True))]
    assert book(tmp_path, rows).ready  # October 5 cannot have been 10/5


def test_clock_times_are_no_dates(tmp_path: Path) -> None:
    result = book(tmp_path, [["Week", "Start"], [1, time(9, 5)], [2, time(13, 10, 30)]])
    assert list(result.frame["Start"]) == ["09:05", "13:10:30"]


def test_several_measures_a_week_become_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["Class", "Week 1", None, "Week 2", None],
        [None, "solved", "tried", "solved", "tried"],
        ["A", 18, 27, 19, 27],
        ["B", 1, 26, 2, None],
    ]
    result = book(tmp_path, rows, merged="A1:A2 B1:C1 D1:E1")
    assert result.ready, result.say()
    assert list(result.frame.columns) == ["Class", "Week", "solved", "tried"]
    assert list(result.frame["Week"]) == [1, 2, 1, 2]
    assert list(result.frame["solved"]) == [18, 19, 1, 2]
    assert result.frame["tried"].isna().tolist() == [False, False, False, True]
    assert any("hold 2 weeks" in said for said in result.rows_report)
    text = "Class,9/14 solved,9/14 tried,9/21 solved,9/21 tried\nA,18,27,19,26\n"
    frame = read(tmp_path, text, {"year:Week": "2026-27"}).frame
    assert list(frame["Week"]) == [pd.Timestamp("2026-09-14"), pd.Timestamp("2026-09-21")]
    assert list(frame["tried"]) == [27, 26]


def test_a_column_of_totals_beside_the_weeks_is_left_out(tmp_path: Path) -> None:
    result = read(tmp_path, "Class,Week 1,Week 2,Week 3,Total\nA,18,19,20,57\nB,1,,3,4\n")
    assert list(result.frame.columns) == ["Class", "Week", "Value"]
    said = {column.name: column.understood for column in result.columns}
    assert said["Total"] == "Left out because it sums up the weeks."


def test_totals_of_each_week_and_statistics_under_the_table(tmp_path: Path) -> None:
    text = (
        "Week,Class,n\n1,A,3\n1,B,4\n,Total week 1,7\n2,A,5\n2,B,6\n,Class A average,4\n"
        "Grand total,,18\n"
    )
    assert list(read(tmp_path, text).frame["n"]) == [3, 4, 5, 6]
    weeks = "".join(f"{week},{week + 3}\n" for week in range(1, 9))
    under = read(tmp_path, f"Week,n\n{weeks}Mean,7.5\nSD,2.4\nMin,4\nMax,11\n")
    assert len(under.frame) == 8
    assert "Totals, averages or “all”, left out: rows 10, 11, 12 and 13." in under.rows_report
    likert = read(tmp_path, "Answer,n\nSA,3\nA,4\nD,2\nSD,1\n")
    assert list(likert.frame["Answer"]) == ["SA", "A", "D", "SD"]


def test_a_last_row_that_sums_up_without_saying_so_is_asked_about(tmp_path: Path) -> None:
    text = "School,n,Rate\nAlder,13,50%\nBirch,14,60%\nCedar,15,70%\nDistrict,42,60%\n"
    assert asked(read(tmp_path, text)) == ["last"]
    assert len(read(tmp_path, text, {"last": "leave out"}).frame) == 3
    assert len(read(tmp_path, text, {"last": "keep"}).frame) == 4


def test_labels_merged_down_raise_one_question_not_two(tmp_path: Path) -> None:
    rows: Rows = [["Week", "Class", "n"], [1, "A", 2], [None, "B", 3], [2, "A", 4], [None, "B", 5]]
    assert asked(book(tmp_path, rows, merged="A2:A3 A4:A5")) == ["merged"]
    frame = book(tmp_path, rows, merged="A2:A3 A4:A5", answers={"merged": "all"}).frame
    assert list(frame["Week"]) == [1, 1, 2, 2]


def test_a_merged_heading_wider_than_the_table(tmp_path: Path) -> None:
    rows: Rows = [["Class", "Fall"], [None, "n"], ["A", 1], ["B", 2]]
    assert list(book(tmp_path, rows, merged="B1:F1").frame.columns) == ["Class", "Fall: n"]
    aside: Rows = [["Class", "n"], ["A", 1], ["B", 2]]
    assert list(book(tmp_path, aside, merged="D1:F1").frame["n"]) == [1, 2]


def test_a_merged_heading_right_above_the_data_takes_no_row_of_it(tmp_path: Path) -> None:
    rows: Rows = [["Class", "Solved and tried", None], ["A", 18, 27], ["B", 1, 26]]
    result = book(tmp_path, rows, merged="B1:C1")
    assert list(result.frame.columns) == ["Class", "Solved and tried", "Column C"]
    assert list(result.frame["Column C"]) == [27, 26]


def test_numbers_too_large_to_count(tmp_path: Path) -> None:
    result = book(tmp_path, [["Lesson", "n"], ["a", 1e20], ["b", 2e20]])
    assert list(result.frame["n"]) == [1e20, 2e20]
    assert read(tmp_path, "Lesson,n\na,--5\nb,+-5\nc,5\n").columns[1].kind == "group"


def test_a_command_in_a_cell_is_neither_run_nor_passed_on(tmp_path: Path) -> None:
    cells = ["=cmd|' /C calc'!A0", "＝1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "\t-2+3"]
    text = "Week,Note\n" + "".join(f'{n},"{cell}"\n' for n, cell in enumerate(cells))
    result = read(tmp_path, text)
    for row in result.export_csv().splitlines()[1:]:
        assert row.split(",", 1)[1][:1] in ("", "'", '"')
    assert "'+cmd" in result.export_csv()
    assert "=cmd" not in result.export_csv() + result.say()
    assert "Formulas written as text were read as missing: rows 2 and 3." in result.say()


def test_duplicate_weeks_beside_a_date_and_a_time(tmp_path: Path) -> None:
    text = (
        "Timestamp,Date,Week,n\n9/18/2026 9:14:05,9/14/2026,1,3\n9/25/2026 9:14:05,9/21/2026,2,4\n"
        "9/25/2026 9:20:00,9/23/2026,2,5\n10/2/2026 9:00:00,9/28/2026,3,6\n"
    )
    result = read(tmp_path, text)
    assert asked(result) == ["duplicates"]
    assert "“Week”" in result.questions[0].text
    pooled = read(tmp_path, text, {"duplicates": "pool"}).frame
    assert list(pooled["n"]) == [3, 9, 6]
    assert pooled["Date"][1] == pd.Timestamp("2026-09-21")


def test_rows_without_a_week_are_pooled_with_no_other(tmp_path: Path) -> None:
    text = "Week,Class,n\n1,A,3\n2,A,4\n2,A,5\n?,A,6\n?,A,7\n3,A,8\n4,A,1\n"
    pooled = read(tmp_path, text, {"duplicates": "pool"})
    assert "rows 3 and 4" in pooled.say()
    assert list(pooled.frame["n"]) == [3, 9, 6, 7, 8, 1]


def test_a_heading_that_a_fraction_would_take(tmp_path: Path) -> None:
    text = "Lesson,Score: number,Score\na,7,18/27\nb,8,19/27\n"
    result = read(tmp_path, text)
    assert list(result.frame["Score: number"]) == [7, 8]
    assert result.columns[2].fields == ("Score: number (2)", "Score: out of")
    assert list(result.frame["Score: number (2)"]) == [18, 19]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", ""),
        ("d-mmm", "date"),
        ("[$-409]d\\-mmm\\-yy;@", "date"),
        ('d "de" mmmm', "date"),
        ("[h]:mm", ""),
        ('#,##0.00 "days"', ""),
        ("[Red]0;[Blue]0", ""),
        ("0.0%", "percent"),
        ("0.0\\%", ""),
        ('0"%"', ""),
    ],
)
def test_number_formats(code: str, form: str) -> None:
    assert number_form(code) == form
