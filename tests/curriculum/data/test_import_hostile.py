"""Files that are no table, too large or meant to harm: one plain sentence each."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from curriculum.data import read_file, reading, workbook

SHEET = "xl/worksheets/sheet1.xml"


def problem(path: Path) -> str:
    result = read_file(path)
    assert not result.ready
    assert result.frame.empty
    assert result.export_csv() == ""
    said = result.problem
    assert said.endswith(".")
    assert said.count(". ") == 0
    assert "Error" not in said
    return said


def book(tmp_path: Path, **parts: bytes) -> Path:
    """A workbook of which some parts are replaced or added."""
    plain = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["Week", "n"])
    made.active.append([1, 2])
    made.save(plain)
    path = tmp_path / "own.xlsx"
    replaced = {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, old.read(name)))
        for name, data in replaced.items():
            new.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old .xls"),
        (b"%PDF-1.7\nx", "not a table"),
        (b"\x89PNG\r\n\x1a\nx", "not a table"),
        (b"a,b\n1,\x002\n3,4\n" + b"x" * 50, "not a table"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b'{"a": 1}', "JSON"),
        (b"PK\x03\x04broken", "damaged"),
        (b'a,b\n"1,2\n3,4\n', "never closed"),
        (b"a,b\n", "no rows"),
        (b"\xff\xfea\x00,\x00b\x00", "no rows"),
        (b"\xff\xfea\x00,\x00\xd8", "breaks off"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "characters"),
        (b"Name,Email\nAna Ruiz,a@example.org\n", "No column can be used"),
        (b"a," * 600 + b"b\n" + b"1," * 600 + b"2\n", "columns"),
    ],
)
def test_bad_files(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(data)
    assert words in problem(path)


def test_places_that_are_no_file(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("a,b\n1,2\n")
    link = tmp_path / "link.csv"
    link.symlink_to(real)
    assert "link" in problem(link)
    assert "folder" in problem(tmp_path)
    assert "no file" in problem(tmp_path / "none.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a file" in problem(tmp_path / "pipe.csv")
    assert "cannot be opened" in problem(Path("a\x00b"))


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,b\n" + "1,2\n" * 100)
    monkeypatch.setattr(reading, "MAX_ROWS", 50)
    assert "rows" in problem(path)
    monkeypatch.setattr(reading, "MAX_CELLS", 20)
    monkeypatch.setattr(reading, "MAX_ROWS", 5000)
    assert "cells" in problem(path)
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    assert "MB" in problem(path)


def test_a_workbook_that_unpacks_to_far_more(tmp_path: Path) -> None:
    path = book(tmp_path, extra_bin=b"\0" * (workbook.MAX_UNPACKED + 1))
    assert path.stat().st_size < 1_000_000
    assert "unpacks" in problem(path)


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData><row r='1'><c r='A1'><v>1",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        b'<worksheet><sheetData><row><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="1"><c r="A1"><v>x</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>',
        b'<worksheet><sheetData><row r="one"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_damaged_sheets(tmp_path: Path, sheet: bytes) -> None:
    assert problem(book(tmp_path, xl__worksheets__sheet1_xml=sheet))


def test_packed_files_that_are_no_workbook(tmp_path: Path) -> None:
    for name, words in (("word/document.xml", "not an Excel"), ("xl/workbook.bin", "xlsb")):
        path = tmp_path / "own.xlsx"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, "x")
        assert words in problem(path)


@pytest.mark.parametrize(
    "cell",
    [
        "1 jan 2026 9:00" + " " * 30_000 + "x",
        "A" * 28 + " " + "b" * 28 + " 1",
        "@" + "a" * 30_000 + "@",
        "week" + " " * 30_000 + "x",
        "555-" * 7_000,
    ],
)
def test_no_cell_takes_long(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Note,n\n" + "".join(f"{cell}{n},{n}\n" for n in range(20)))
    start = time.process_time()
    assert not read_file(path).problem
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("xl__sharedStrings_xml", b"<sst>" + b"</si>" * 200_000 + b"<si>" * 200_000 + b"</sst>"),
        ("xl__sharedStrings_xml", b"<sst><si>" + b"<rPh" * 400_000 + b"</si></sst>"),
        (
            "xl__worksheets__sheet1_xml",
            b"<worksheet><col " + b"a" * 2_000_000 + b"/><sheetData></sheetData></worksheet>",
        ),
        (
            "xl__worksheets__sheet1_xml",
            b"<worksheet><sheetData><row r='1'>" + b"<" * 9_000_000 + b"</sheetData></worksheet>",
        ),
    ],
)
def test_no_part_of_a_workbook_takes_long(tmp_path: Path, part: str, data: bytes) -> None:
    path = book(tmp_path, **{part: data})
    start = time.process_time()
    assert problem(path)
    assert time.process_time() - start < 10


def test_too_many_merged_cells(tmp_path: Path) -> None:
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, 20_003))
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    data = b"<worksheet><sheetData>" + row + b"</sheetData>" + merged + b"</worksheet>"
    assert "merged" in problem(book(tmp_path, xl__worksheets__sheet1_xml=data))
