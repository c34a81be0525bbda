"""A district's own file: understood, or refused with one plain sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from curriculum.charts.gaps import EVERYONE, disaggregate
from curriculum.data.district_file import LOCAL, DistrictFile, read_district

Read = Callable[..., DistrictFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str, **how: object) -> DistrictFile:
        path = tmp_path / "district.csv"
        path.write_text(text, encoding="utf-8")
        return read_district(path, **how)  # type: ignore[arg-type]

    return reading


LONG = "Group,Students,Met\nEnglish learners,120,40\nNever,500,300\nAll students,620,340\n"


def test_counts_by_group_and_the_totals_row_left_out_and_told(read: Read) -> None:
    found = read(LONG)
    assert found.form == "long"
    assert found.counts is not None
    assert found.counts.total == (620, 340)
    assert found.counts.tables[0].levels == (("English learners", "Never"),)
    assert "1 row of totals left out." in found.understood
    assert found.say().startswith(LOCAL)


def test_schools_and_groups_are_crossed(read: Read) -> None:
    found = read(
        "School,Group,Enrolled,Proficient\nCedar,EL,50,20\nCedar,Other,150,90\n"
        "Alder,EL,60,30\nAlder,Other,100,70\n"
    )
    assert found.counts is not None
    gaps = disaggregate(found.counts, "Other")
    assert gaps.row("Cedar · EL").n == 50
    assert gaps.row("EL").gap == pytest.approx(100 * (50 / 110 - 160 / 250))


def test_a_wide_table_with_two_columns_a_group(read: Read) -> None:
    found = read(
        "School,EL,EL met,Other,Other met\nCedar School,50,20,150,90\nAlder School,60,30,100,70\n"
        "Birch School,60,30,100,70\nTotal,170,80,350,230\n"
    )
    assert (found.form, found.questions) == ("wide", ())
    assert found.counts is not None
    assert found.counts.tables[0].levels == (
        ("Cedar School", "Alder School", "Birch School"),
        ("EL", "Other"),
    )
    assert found.counts.total == (520, 310)


def test_a_row_a_student_without_names_and_numbers(read: Read) -> None:
    rows = "".join(
        f"{10_000 + at},Maria Lopez,{'EL' if at % 3 else 'Other'},yes\n" for at in range(30)
    )
    found = read("Student ID,Student,Group,Met\n" + rows)
    assert found.form == "records"
    assert found.counts is not None
    assert found.counts.total == (30, 30)
    told = found.say() + repr(found) + repr(found.counts)
    assert "Lopez" not in told
    assert "10001" not in told
    assert "Left out because" in told


def test_groups_that_share_people_are_told_and_not_crossed(read: Read) -> None:
    found = read("Group,Students,Met\nEL,80,30\nSWD,60,20\nSED,95,40\nAll students,100,45\n")
    assert found.counts is not None
    assert found.counts.overlapping
    assert "no intersections" in found.say()
    by_school = read(
        "School,Group,Students,Met\nA,EL,80,30\nA,SED,95,40\nA,All students,100,45\n"
        "B,EL,70,30\nB,SED,85,40\nB,All students,90,45\n"
    )
    assert by_school.counts is not None
    assert by_school.counts.total == (190, 90)
    assert by_school.counts.overlapping
    assert not disaggregate(by_school.counts, EVERYONE).intersections


def test_categories_are_lists_of_their_own_and_each_is_protected(read: Read) -> None:
    found = read(
        "Category,Group,Students,Met\nLanguage,EL,80,30\nLanguage,Never,114,60\n"
        "Language,Unknown,6,2\nIncome,SED,120,40\nIncome,Not SED,80,52\n"
    )
    assert found.counts is not None
    assert "not crossed" in found.say()
    gaps = disaggregate(found.counts, EVERYONE)
    assert [row.name for row in gaps.rows if row.hidden] == ["EL", "Unknown"]
    # One category that overlaps takes no protection from another that does not.
    mixed = read(
        "Category,Group,Students,Met\nLanguage,EL,80,30\nLanguage,Never,114,60\n"
        "Language,Unknown,6,2\nNeed,SED,150,60\nNeed,Disability,90,30\nAll,All students,200,92\n"
    )
    assert mixed.counts is not None
    assert mixed.counts.overlapping
    assert disaggregate(mixed.counts, EVERYONE).row("EL").hidden


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Group,Percent proficient\nEL,33%\nOther,60%\n", "percent of 6 and a percent of 600"),
        ("Group,Students,Met\nEL,0,0\nOther,60,50\nThird,50,30\n", "zero students"),
        ("Group,Students,Met\nEL,40,2\nOther,60,70\nThird,50,30\n", "a rate over 100%"),
        ("Group,Students,Met\nEL,40,2.5\nOther,60,7\nThird,50,30\n", "whole numbers"),
        ("Group,Students,Met\nEL,40,2\nEL,60,7\nThird,50,30\n", "two rows"),
        ("Group,Students,Met\nEL,-40,2\nOther,60,7\nThird,50,30\n", "below zero"),
        ("Group,Students\nEL,40\nOther,60\nThird,50\n", "met the mark was found"),
        ("Students,Met\n40,20\n60,30\n55,30\n", "no column with groups or schools"),
        ("Group,Program,Students,Met\nEL,a,40,20\nX,b,60,30\nY,c,50,9\n", "Say which one"),
        ("Group,Students,Tested,Met\nEL,40,38,20\nX,60,55,30\nY,50,49,9\n", "Say which one"),
        ("School,Group,Students,Met\nA,EL,40,20\nA,EL,60,30\nA,X,50,9\n", "two rows"),
        (
            "Code,Students,Met\n" + "".join(f"K{at}x,1,{at % 2}\n" for at in range(40)),
            "close to a number for each student",
        ),
        (
            "Group,Met\n" + "".join(f"K{at}x,{'yes' if at % 2 else 'no'}\n" for at in range(90)),
            "not a group",
        ),
        ("Group,Students,Met\nEL,150,30\nOther,40,20\nAll students,100,45\n", "than everyone"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_computed(read: Read, text: str, words: str) -> None:
    found = read(text)
    assert words in found.problem, found
    assert found.counts is None
    assert not found.ready
    assert found.problem.endswith(".")


def test_rates_beside_counts_are_not_used_and_hidden_rows_are_told(read: Read) -> None:
    found = read("Group,Students,Met,Rate\nEL,80,30,99%\nOther,60,20,33.3%\nSmall,*,*,*\n")
    assert found.counts is not None
    assert found.counts.total == (140, 50)
    assert any("without both counts" in one for one in found.understood)
    assert any("Not used: “Rate”" in one for one in found.understood)


def test_roles_decide_where_headings_do_not(read: Read) -> None:
    text = "Group,Students,Tested,Met\nEL,40,38,20\nX,60,55,30\nY,50,49,19\n"
    found = read(text, roles={"Students": "aside", "Tested": "people"})
    assert found.counts is not None
    assert found.counts.total == (142, 69)
    assert "no column “Nobody”" in read(text, roles={"Nobody": "met"}).problem


def test_each_column_says_what_it_is_taken_for(read: Read) -> None:
    found = read("School,Group,Students,Met,Rate\nA,EL,40,20,50%\nB,X,60,55,92%\n")
    assert found.columns == (
        ("School", "school"), ("Group", "group"), ("Students", "people"), ("Met", "met"),
        ("Rate", "aside"),
    )  # fmt: skip
    open_still = read("Group,Enrolled,Tested,Met\nEL,40,38,20\nX,60,55,30\n")
    assert "Say which one it is" in open_still.problem
    assert open_still.columns == (("Group", ""), ("Enrolled", ""), ("Tested", ""), ("Met", ""))
    wide = read("School,EL students,EL met,X students,X met\nA,40,20,60,30\nB,30,12,70,30\n")
    assert [role for _, role in wide.columns] == ["school", "people", "met", "people", "met"]


def test_a_result_that_is_put_aside_is_not_the_result(read: Read) -> None:
    rows = "\n".join(f"{'AB'[n % 2]},{'yn'[n % 3 > 0]},{'yn'[n % 5 > 0]}" for n in range(60))
    text = f"School,Passed,Took the course\n{rows}\n"
    found = read(text, roles={"Passed": "aside"})
    assert found.counts is not None
    assert dict(found.columns) == {"School": "school", "Passed": "aside", "Took the course": "met"}
    assert found.counts.total == (60, 12)


def test_what_stands_in_a_file_is_read_as_the_file_is() -> None:
    found = read_district(LONG.encode())
    assert found.counts is not None
    assert found.counts.total == (620, 340)
    assert "empty" in read_district(b" \r\n").problem
    assert "larger than 25 MB" in read_district(b"x" * 25_000_001).problem


def test_a_workbook_and_a_missing_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Group", "Students", "Met"), ("EL", 120, 40), ("Never", 500, 300)):
        sheet.append(row)
    path = tmp_path / "district.xlsx"
    book.save(path)
    found = read_district(path, measure="Algebra")
    assert found.counts is not None
    assert found.counts.measure == "Algebra"
    assert read_district(tmp_path / "nothing.csv").problem


def test_a_thousand_schools_are_schools_and_a_thousand_pupils_are_not(read: Read) -> None:
    rows = "".join(f"School No {at},{40 + at % 90},{at % 40}\n" for at in range(1000))
    found = read(f"School,Students,Met\n{rows}")
    assert found.counts is not None
    assert len(found.counts.tables[0].levels[0]) == 1000
    rows = "".join(f"School No {at},{1 + at % 3},{at % 2}\n" for at in range(1000))
    assert "close to a number for each student" in read(f"School,Students,Met\n{rows}").problem
