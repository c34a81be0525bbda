"""How fast a team's own file is read: 50,000 rows of eight columns, as CSV and as .xlsx."""

from __future__ import annotations

import csv
import re
import statistics
import tempfile
import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 50_000
_HEAD = ["Timestamp", "Class", "Solved", "Percent", "Present", "Group", "Minutes", "Student ID"]
_WORDS = ["we", "talked", "about", "the", "task", "and", "she", "explained", "her", "answer"]


def rows(count: int) -> list[list[str]]:
    """Rows of a fictional form, one every ten minutes."""
    start = datetime(2026, 8, 24, 8)
    return [
        [
            (start + timedelta(minutes=10 * row)).strftime("%Y/%m/%d %I:%M:%S %p PST"),
            f"Class {'ABC'[row % 3]}",
            f"{row % 21}/27",
            f"{row % 101}%",
            str(row % 29),
            "multilingual" if row % 2 else "not multilingual",
            f"{row % 977 / 7:.3f}",
            str(1_000_000 + row),
        ]
        for row in range(count)
    ]


def _comment(row: int) -> str:
    return (
        " ".join(_WORDS[(row * step) % len(_WORDS)] for step in range(1, 4 + row % 9)) + f" {row}"
    )


def _csv(path: Path, table: list[list[str]], *, quoted: bool) -> None:
    how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=how).writerows(table)


def _book(path: Path, table: list[list[str]]) -> None:
    """Every cell as a text in its place, as openpyxl writes it."""
    import openpyxl

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Own data")
    for row in table:
        sheet.append(row)
    workbook.save(path)


def _excel(path: Path, table: list[list[str]]) -> None:
    """As Excel saves it: texts in a list of their own; dates and percents by their style."""
    import openpyxl

    workbook = openpyxl.Workbook()
    cell = workbook.active["A1"]
    cell.number_format = "yyyy-mm-dd hh:mm"
    workbook.active["B1"].number_format = "0%"
    plain = path.with_suffix(".plain")
    workbook.save(plain)
    texts: dict[str, int] = {}
    lines = []
    for number, row in enumerate(table, start=1):
        made = []
        for letter, value in zip("ABCDEFGH", row, strict=True):
            style = ' s="1"' if letter == "A" else ' s="2"' if letter == "D" else ""
            if number > 1 and letter in "AD":
                value = str(46258 + number / 144 if letter == "A" else int(value[:-1]) / 100)
            if re.fullmatch(r"[\d.]+", value):
                made.append(f'<c r="{letter}{number}"{style}><v>{value}</v></c>')
            else:
                place = texts.setdefault(value, len(texts))
                made.append(f'<c r="{letter}{number}"{style} t="s"><v>{place}</v></c>')
        lines.append(f'<row r="{number}" spans="1:8">{"".join(made)}</row>')
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.endswith("sheet1.xml"):
                new.writestr(name, old.read(name))
        data = f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"
        new.writestr("xl/worksheets/sheet1.xml", data)
        shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
        new.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")


def measure(count: int = ROWS, runs: int = 3) -> dict[str, tuple[float, float]]:
    """Median seconds and processor seconds to read each file."""
    from curriculum.data import read_file

    table = [_HEAD, *rows(count)]
    spoken = [[*_HEAD[:-1], "Comment"]]
    spoken += [[*row[:-1], _comment(number)] for number, row in enumerate(table[1:])]
    found: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _csv(place / "own.csv", table, quoted=False)
        _csv(place / "spoken.csv", spoken, quoted=True)
        _book(place / "own.xlsx", table)
        _excel(place / "spoken.xlsx", spoken)
        for name, what in (
            ("own.csv", ".csv"),
            ("own.xlsx", ".xlsx"),
            ("spoken.csv", ".csv, all quoted, a comment each"),
            ("spoken.xlsx", ".xlsx as Excel saves it, a comment each"),
        ):
            times = []
            for _ in range(runs):
                start, worked = time.perf_counter(), time.process_time()
                result = read_file(place / name)
                times.append((time.perf_counter() - start, time.process_time() - worked))
                assert len(result.frame) == count, result.say()
            wall, processor = zip(*times, strict=True)
            found[what] = (statistics.median(wall), statistics.median(processor))
    return found


if __name__ == "__main__":
    for what, (wall, processor) in measure().items():
        print(f"own data, {ROWS:,} rows, {what}: {wall:.2f} s ({processor:.2f} s of processor)")
