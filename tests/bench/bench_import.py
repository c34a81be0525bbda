"""How fast a team's own file is read: 50,000 rows of eight columns, as CSV and as .xlsx."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

ROWS = 50_000
_HEAD = "Timestamp,Class,Solved,Percent,Present,Group,Minutes,Student ID"


def rows(count: int) -> list[list[str]]:
    """Rows of a fictional form, one every ten minutes."""
    from datetime import datetime, timedelta

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


def measure(count: int = ROWS) -> dict[str, float]:
    """Seconds to read the file, by format."""
    import openpyxl

    from curriculum.data import read_file

    table = rows(count)
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "own.csv", Path(folder) / "own.xlsx"
        text.write_text("\n".join([_HEAD, *map(",".join, table)]), encoding="utf-8")
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet("Own data")
        sheet.append(_HEAD.split(","))
        for row in table:
            sheet.append(row)
        workbook.save(book)
        for path in (text, book):
            start = time.perf_counter()
            result = read_file(path)
            seconds[path.suffix] = time.perf_counter() - start
            assert len(result.frame) == count, result.say()
    return seconds


if __name__ == "__main__":
    for suffix, taken in measure().items():
        print(f"own data, {ROWS:,} rows {suffix}: {taken:.2f} s")
