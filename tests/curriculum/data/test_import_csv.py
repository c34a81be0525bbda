"""Reading a team's own text file: encodings, delimiters, kinds of columns, questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from curriculum.data import Import, read_file

TODAY = date(2026, 11, 22)


def read(tmp_path: Path, text: str, encoding: str = "utf-8", **answers: str) -> Import:
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    given = {key.replace("__", ":").replace("_", " "): value for key, value in answers.items()}
    return read_file(path, answers=given, today=TODAY)


def column(result: Import, name: str) -> str:
    return next(item.kind for item in result.columns if item.name == name)


def asked(result: Import) -> list[str]:
    return [question.id for question in result.questions]


def test_google_form_with_names_fractions_and_a_total(tmp_path: Path) -> None:
    result = read(
        tmp_path,
        "Timestamp,Student Name,Class,Exit ticket\n"
        "2026/11/03 9:14:05 AM PST,Ana Fictional,A,18/27\n"
        "2026/11/10 1:02:03 PM PST,Bo Fictional,B,5/27\n"
        "Total,,,23/54\n",
    )
    assert result.ready
    assert [item.kind for item in result.columns] == ["date", "dropped", "group", "fraction"]
    assert list(result.frame["Exit ticket: number"]) == [18, 5]
    assert list(result.frame["Exit ticket: out of"]) == [27, 27]
    assert list(result.frame["Timestamp"]) == [
        pd.Timestamp("2026-11-03 09:14:05"),
        pd.Timestamp("2026-11-10 13:02:03"),
    ]
    assert "Totals, averages or “all”, left out: row 4." in result.rows_report
    for text in (result.say(), repr(result), result.export_csv()):
        assert "Fictional" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Semana", "Opción", "n"], ["1", "mañana según café", "3"], ["2", "después", "4"]]
    result = read(tmp_path, "\n".join(map(delimiter.join, rows)), encoding)
    assert result.ready, result.say()
    assert list(result.frame["Opción"]) == ["mañana según café", "después"]
    assert list(result.frame["n"]) == [3, 4]


def test_mac_roman_is_told_from_windows(tmp_path: Path) -> None:
    result = read(tmp_path, "Week,Niño\n1,mañana según café\n2,después\n", "mac_roman")
    assert list(result.frame["Niño"]) == ["mañana según café", "después"]


def test_an_encoding_that_stays_open_is_asked_for(tmp_path: Path) -> None:
    text = "Week,Mark\n1,é\n2,ü\n"
    result = read(tmp_path, text, "mac_roman")
    assert asked(result) == ["encoding"]
    assert result.frame.empty
    chosen = read_file(tmp_path / "own.csv", answers={"encoding": "mac_roman"})
    assert list(chosen.frame["Mark"]) == ["é", "ü"]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,5", "2,25"], [1.5, 2.25]),
        (["1.234,5", "0,5"], [1234.5, 0.5]),
        (["1 234,5", "0,5"], [1234.5, 0.5]),
        (["1,234.5", "0.5"], [1234.5, 0.5]),
        (["−3.5", "+2.5"], [-3.5, 2.5]),
    ],
)
def test_decimal_signs(tmp_path: Path, cells: list[str], values: list[float]) -> None:
    result = read(tmp_path, "Lesson;Minutes\n" + "".join(f"a;{cell}\n" for cell in cells))
    assert list(result.frame["Minutes"]) == values


def test_a_thousand_or_a_bit_more_than_one_is_asked(tmp_path: Path) -> None:
    text = "Lesson;Minutes\na;1,234\nb;2,345\n"
    assert asked(read(tmp_path, text)) == ["decimal:Minutes"]
    assert list(read(tmp_path, text, decimal__Minutes="comma").frame["Minutes"]) == [1.234, 2.345]
    assert list(read(tmp_path, text, decimal__Minutes="point").frame["Minutes"]) == [1234, 2345]
    proved = read(tmp_path, "Lesson;Minutes;Other\na;1,234;0,5\nb;2,345;1,5\n")
    assert list(proved.frame["Minutes"]) == [1.234, 2.345]


@pytest.mark.parametrize("cells", [("56%", "7.5 %"), ("0.56", "0.075"), ("56", "7.5")])
def test_percents(tmp_path: Path, cells: tuple[str, str]) -> None:
    result = read(tmp_path, "Week,Percent correct\n" + "".join(f"1,{c}\n" for c in cells))
    assert column(result, "Percent correct") == "percent"
    assert list(result.frame["Percent correct"]) == pytest.approx([0.56, 0.075])


def test_percents_of_two_kinds_are_asked(tmp_path: Path) -> None:
    text = "Lesson,Percent\na,0.56\nb,56\nc,60%\n"
    assert asked(read(tmp_path, text)) == ["percent:Percent"]
    result = read(tmp_path, text, percent__Percent="each")
    assert list(result.frame["Percent"]) == pytest.approx([0.56, 0.56, 0.6])


def test_fractions_that_became_dates(tmp_path: Path) -> None:
    text = "Lesson,Correct\na,18/27\nb,27-Jul\nc,12-May\n"
    result = read(tmp_path, text)
    assert asked(result) == ["mixed:Correct"]
    assert "rows 3 and 4" in result.questions[0].text
    assert [option.key for option in result.questions[0].options] == ["month/day", "missing"]
    back = read(tmp_path, text, mixed__Correct="month/day").frame
    assert list(back["Correct: number"]) == [18, 7, 5]
    assert list(back["Correct: out of"]) == [27, 27, 12]
    missing = read(tmp_path, text, mixed__Correct="missing").frame
    assert missing["Correct: number"].isna().tolist() == [False, True, True]
    assert asked(read(tmp_path, "Lesson,Correct\na,18-Jul\nb,Jul-27\n")) == ["mixed:Correct"]


def test_a_fraction_that_could_be_a_date_is_asked(tmp_path: Path) -> None:
    text = "Lesson,Ticket\na,3/4\nb,5/9\n"
    assert asked(read(tmp_path, text)) == ["dates:Ticket"]
    result = read(tmp_path, text, dates__Ticket="fractions")
    assert list(result.frame["Ticket: number"]) == [3, 5]


def test_month_or_day_first(tmp_path: Path) -> None:
    sure = read(tmp_path, "Date,n\n9/14/2026,1\n9/21/2026 9:14:05,2\n")
    assert sure.frame["Date"][0] == pd.Timestamp("2026-09-14")
    day = read(tmp_path, "Date,n\n14/9/2026,1\n1/10/2026,2\n")
    assert day.frame["Date"][1] == pd.Timestamp("2026-10-01")
    text = "Date,n\n3/4/2026,1\n4/5/2026,2\n"
    assert asked(read(tmp_path, text)) == ["order:Date"]
    first = read(tmp_path, text, order__Date="day first")
    assert first.frame["Date"][0] == pd.Timestamp("2026-04-03")


def test_serial_dates_in_text_are_asked(tmp_path: Path) -> None:
    text = "Date,n\n46266,1\n46273,2\n"
    assert asked(read(tmp_path, text)) == ["serial:Date"]
    assert read(tmp_path, text, serial__Date="1900").frame["Date"][0] == pd.Timestamp("2026-09-01")
    assert read(tmp_path, text, serial__Date="1904").frame["Date"][0] == pd.Timestamp("2030-09-02")
    assert list(read(tmp_path, text, serial__Date="numbers").frame["Date"]) == [46266, 46273]


def test_weeks_across_become_rows(tmp_path: Path) -> None:
    text = (
        "Exit tickets\n\nClass,9/14,9/21,1/11\nA,18/27,19/27,20/26\nB,1/2,,20/26\nTotal,,,40/52\n"
    )
    result = read(tmp_path, text)
    assert asked(result) == ["year:Week"]
    assert result.questions[0].options[0].key == "2026-27"
    frame = read(tmp_path, text, year__Week="2026-27").frame
    assert list(frame.columns) == ["Class", "Week", "Value: number", "Value: out of"]
    assert len(frame) == 6
    assert frame["Week"][2] == pd.Timestamp("2027-01-11")
    assert list(frame["Class"]) == ["A"] * 3 + ["B"] * 3
    assert pd.isna(frame["Value: number"][4])


def test_duplicate_weeks_are_asked_and_pooled(tmp_path: Path) -> None:
    text = "Week,Solved,Share\nWeek 1,1/4,10%\nWeek 2,2/5,20%\nWeek 2,3/5,40%\nWeek 3,1/5,30%\n"
    assert asked(read(tmp_path, text)) == ["duplicates"]
    pooled = read(tmp_path, text, duplicates="pool").frame
    assert list(pooled["Solved: number"]) == [1, 5, 1]
    assert list(pooled["Solved: out of"]) == [4, 10, 5]
    assert list(pooled["Share"]) == pytest.approx([0.1, 0.3, 0.3])
    assert list(read(tmp_path, text, duplicates="first").frame["Solved: number"]) == [1, 2, 1]
    assert len(read(tmp_path, text, duplicates="separate").frame) == 4


def test_totals_rows(tmp_path: Path) -> None:
    text = "Week,n\n1,12\n2,13\n3,15\nAverage,13.3\n,40\n"
    result = read(tmp_path, text)
    assert list(result.frame["n"]) == [12, 13, 15]
    assert "Totals, averages or “all”, left out: row 5." in result.rows_report
    assert any("row 6" in said and "sum or average" in said for said in result.rows_report)
    unsure = read(tmp_path, "Week,n\n1,12\n2,13\n3,15\n,99\n")
    assert asked(unsure) == ["unlabeled"]
    school = read(tmp_path, "School,n\nAll Saints (fictional),12\nTotal Hill (fictional),3\n")
    assert len(school.frame) == 2


def test_repeated_heading_notes_and_blank_rows(tmp_path: Path) -> None:
    text = "Week,n\n1,12\n\nWeek,n\n2,13\n\nSource: our tally\n"
    result = read(tmp_path, text)
    assert list(result.frame["n"]) == [12, 13]
    assert "The heading repeated, left out: row 4." in result.rows_report
    assert "Notes under the table, left out: row 7." in result.rows_report


def test_no_heading_is_asked(tmp_path: Path) -> None:
    text = "1,12\n2,13\n3,14\n"
    assert asked(read(tmp_path, text)) == ["heading"]
    assert list(read(tmp_path, text, heading="data").frame["Column B"]) == [12, 13, 14]


def test_formulas_in_text_are_neither_kept_nor_exported(tmp_path: Path) -> None:
    risky = '=HYPERLINK("x")', "+cmd|'x'", "@SUM(1)", "-y+1", "\t=1+1"
    rows = "".join('{},"{}"\n'.format(n, cell.replace('"', '""')) for n, cell in enumerate(risky))
    result = read(tmp_path, "Week,=note\n" + rows)
    out = result.export_csv()
    assert "HYPERLINK" not in out
    assert "1+1" not in out
    assert out.splitlines()[0] == "Week,'=note"
    for line in out.splitlines()[1:]:
        assert not line.split(",", 1)[1].startswith(("=", "+", "-", "@", "\t", '"='))


def test_export_reads_back_the_same(tmp_path: Path) -> None:
    first = read(tmp_path, "Date,Class,Minutes,Ok\n2026-09-14,A,1.5,50%\n2026-09-21,B,,75%\n")
    again = read(tmp_path, first.export_csv(), percent__Ok="shares")
    pd.testing.assert_frame_equal(first.frame, again.frame, check_column_type=False)


def test_mixed_text_and_numbers_are_asked(tmp_path: Path) -> None:
    text = "Week,n\n" + "".join(f"{week},{week}\n" for week in range(1, 8)) + "8,x y\n9,z\n"
    result = read(tmp_path, text)
    assert asked(result) == ["strays:n"]
    assert "rows 9 and 10" in result.questions[0].text
    assert read(tmp_path, text, strays__n="missing").frame["n"].isna().sum() == 2


def test_an_answer_that_is_no_option_leaves_the_question_open(tmp_path: Path) -> None:
    assert asked(read(tmp_path, "Date,n\n3/4/2026,1\n", order__Date="both")) == ["order:Date"]


def test_error_values_and_small_groups_are_missing(tmp_path: Path) -> None:
    result = read(tmp_path, "Week,n\n1,#DIV/0!\n2,<5\n3,7\n4,N/A\n5,8\n")
    assert result.frame["n"].isna().tolist() == [True, True, False, True, False]
    said = next(item.understood for item in result.columns if item.name == "n")
    assert "Error values were read as missing: row 2." in said
    assert "such as * or <5 were read as missing: row 3." in said


def test_groups_that_differ_only_in_capitals_are_asked(tmp_path: Path) -> None:
    text = "Week,Group\n1,EL\n2,el\n3,not EL\n"
    assert asked(read(tmp_path, text)) == ["capitals:Group"]
    joined = read(tmp_path, text, capitals__Group="same")
    assert list(joined.frame["Group"]) == ["EL", "EL", "not EL"]
    assert "2 groups: “EL”, “not EL”." in joined.say()
    assert list(read(tmp_path, text, capitals__Group="different").frame["Group"])[1] == "el"


def test_a_week_of_heading_and_class_sizes(tmp_path: Path) -> None:
    text = "Week of,Class,Class size\n9/14,4,27\n9/21,5,28\n"
    result = read(tmp_path, text)
    assert asked(result) == ["year:Week of"]
    assert [item.kind for item in result.columns] == ["date", "group", "count"]
    assert result.columns[2].understood == "Whole numbers from 27 to 28."


def test_free_text_is_no_group(tmp_path: Path) -> None:
    rows = "".join(f"{n},lesson {n} was long and everybody spoke\n" for n in range(12))
    assert column(read(tmp_path, "Week,Note\n" + rows), "Note") == "text"


def test_a_sign_inside_the_cells_is_no_delimiter(tmp_path: Path) -> None:
    rows = "".join(f"{n};{n},5\n" for n in range(40))
    assert list(read(tmp_path, "Week;Minutes\n" + rows).frame["Minutes"])[:2] == [0.5, 1.5]
    both = read(tmp_path, "Week;Low,High\n" + "".join(f"{n};{n},5\n" for n in range(9)))
    assert asked(both) == ["delimiter"]
