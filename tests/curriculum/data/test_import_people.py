"""Columns that hold persons are dropped, and nothing of them is kept or said."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.data import Import, read_file

PEOPLE = ["Ana Ruiz", "Bo Li", "Cleo van Dam", "Dev O’Hara", "Eli Stone", "Fay Wu"]


def read(tmp_path: Path, heading: str, cells: list[str], **answers: str) -> Import:
    path = tmp_path / "own.csv"
    lines = [f'{n},"{cell}"' for n, cell in enumerate(cells)]
    path.write_text("\n".join([f'n,"{heading}"', *lines]), encoding="utf-8")
    return read_file(path, answers={k.replace("__", ":"): v for k, v in answers.items()})


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "Student Name",
        "student_id",
        "StudentID",
        "First name",
        "Last Name",
        "E-mail",
        "Email Address",
        "Parent email",
        "SSID",
        "Phone",
        "Date of birth",
        "Local ID #",
        "Your name:",
        "Nombre",
        "Nombre del alumno",
        "What is your full name?",
        "Full Name (First Last)",
        "Student #",
        "STU_ID",
        "Lunch ID",
        "Pupil UPN",
        "SIS number",
    ],
)
def test_headings_of_persons(tmp_path: Path, heading: str) -> None:
    result = read(tmp_path, heading, ["alpha", "beta", "gamma"])
    assert result.columns[1].kind == "dropped"
    assert "Left out because" in result.columns[1].understood
    assert list(result.frame.columns) == ["n"]
    assert "alpha" not in result.say() + result.export_csv() + repr(result.__dict__)


@pytest.mark.parametrize(
    "cells",
    [
        PEOPLE,
        ["Ruiz, Ana", "Li, Bo", "Dam, Cleo", "Stone, Eli"],
        ["Ms. Lee", "Mr. Diaz", "Ms. Lee"],
        [str(1_204_377 + 31 * n) for n in range(12)],
        [f"S{204_377 + 31 * n}" for n in range(12)],
        ["ana@example.org", "bo@example.org", "cleo@example.org"],
        ["555-123-4567", "(555) 123-9999", "555.321.1234"],
        ["123-45-6789", "987-65-4321", "456-78-9012"],
    ],
)
def test_contents_of_persons_under_a_harmless_heading(tmp_path: Path, cells: list[str]) -> None:
    result = read(tmp_path, "Column Q", cells)
    assert result.columns[1].kind == "dropped", result.say()
    kept = result.say() + result.export_csv() + repr(result.__dict__)
    assert not any(cell in kept for cell in cells)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("School", ["Alder Creek Elementary", "Birch Hill Middle", "Cedar High"]),
        ("Answer", ["Strongly Agree", "Strongly Disagree", "Agree"]),
        ("Student group", ["African American", "Latinx", "White"]),
        ("Students", ["24", "25", "27"]),
        ("Students present", ["24", "25", "27"]),
        ("Teacher", ["A", "B", "A"]),
        ("School name", ["Alder Creek Elementary", "Birch Hill Middle", "Cedar High"]),
        ("Class", ["Grade Five", "Grade Four", "Grade Five"]),
        ("Day", ["20261103", "20261104", "20261105"]),
    ],
)
def test_what_is_no_person_is_kept(tmp_path: Path, heading: str, cells: list[str]) -> None:
    result = read(tmp_path, heading, cells)
    assert result.ready, result.say()
    assert heading in result.frame.columns


def test_names_that_come_often_and_single_names_are_asked(tmp_path: Path) -> None:
    more = [*PEOPLE, "Gus Ray", "Hal Orr"] * 5
    result = read(tmp_path, "Table", more)
    assert [question.id for question in result.questions] == ["people:Table"]
    assert not any(name in result.say() for name in more)
    assert list(read(tmp_path, "Table", more, people__Table="leave out").frame.columns) == ["n"]
    assert "Table" in read(tmp_path, "Table", more, people__Table="keep").frame.columns
    single = read(tmp_path, "Row", ["Ana", "Bo", "Cleo", "Dev", "Eli", "Fay"])
    assert [question.id for question in single.questions] == ["people:Row"]


def test_addresses_inside_comments_are_taken_out(tmp_path: Path) -> None:
    cells = ["we talked more", "ask ana@example.org or 555-123-4567", *["it went well today"] * 20]
    result = read(tmp_path, "Comment", cells)
    assert result.frame["Comment"][1] == "ask [e-mail removed] or [phone removed]"
    assert "row 3" in result.columns[1].understood


def test_one_column_for_each_person_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Week,Ana Ruiz,Bo Li,Eli Stone\n1,2,3,4\n2,3,4,4\n", encoding="utf-8")
    assert [question.id for question in read_file(path).questions] == ["people across"]
    with pytest.raises(KeyError):
        read_file(path).frame["Ana Ruiz"]
    gone = read_file(path, answers={"people across": "leave out"})
    assert list(gone.frame.columns) == ["Week"]


def test_names_in_small_letters_are_asked_about(tmp_path: Path) -> None:
    result = read(tmp_path, "Row", [name.lower() for name in PEOPLE])
    assert [question.id for question in result.questions] == ["people:Row"]
    assert "ana" not in result.say()


def test_a_few_names_that_come_again_and_again_are_asked_about(tmp_path: Path) -> None:
    result = read(tmp_path, "Called on", PEOPLE[:3] * 6)
    assert [question.id for question in result.questions] == ["people:Called on"]
    assert "Ruiz" not in result.say()


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Opener", ["Area Model", "Ratio Table", "Tape Diagram"] * 3),
        ("School", ["Alder Creek", "Birch Hill", "Cedar Falls"] * 3),
        ("Condition", ["With Opener", "Without Opener"] * 4),
    ],
)
def test_names_of_things_are_no_persons(tmp_path: Path, heading: str, cells: list[str]) -> None:
    assert heading in read(tmp_path, heading, cells).frame.columns


def test_names_of_things_that_all_differ_are_asked_about_not_lost(tmp_path: Path) -> None:
    cells = ["Area Model", "Ratio Table", "Tape Diagram", "Open Line", "Ten Frame", "Bar Sketch"]
    more = [*cells, "Graph Walk", "Dot Talk"]
    assert [q.id for q in read(tmp_path, "Task", more).questions] == ["people:Task"]
    assert list(read(tmp_path, "Task", more, people__Task="keep").frame["Task"]) == more
