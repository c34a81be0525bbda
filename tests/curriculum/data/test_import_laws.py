"""Laws of reading: whatever the encoding, delimiter and decimal sign, the same table."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.data import Import, read_file
from curriculum.data.report import safe_text
from curriculum.data.values import look

GROUPS = ("Clase según café", "niños", "after school", "más días")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman")


def load(data: bytes, **answers: str) -> Import:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        path.write_bytes(data)
        return read_file(path, answers=answers, today=date(2026, 11, 22))


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[date, str, int, float, tuple[int, int]]]:
    size = draw(st.integers(3, 25))
    start = draw(st.dates(date(2015, 1, 1), date(2035, 1, 1)))
    rows = []
    for week in range(size):
        whole = draw(st.integers(32, 60))
        rows.append(
            (
                start + timedelta(days=7 * week),
                draw(st.sampled_from(GROUPS)),
                draw(st.integers(0, 5000)),
                draw(st.integers(-9999, 9999)) / 10,
                (draw(st.integers(0, whole)), whole),
            )
        )
    return rows


@settings(max_examples=60, deadline=None)
@given(
    rows=tables(),
    encoding=st.sampled_from(_ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    sign=st.sampled_from(".,"),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    quoted=st.booleans(),
    percent=st.booleans(),
)
def test_round_trip(
    rows: list[tuple[date, str, int, float, tuple[int, int]]],
    encoding: str,
    delimiter: str,
    sign: str,
    ends: str,
    quoted: bool,
    percent: bool,
) -> None:
    out = io.StringIO(newline="")
    how = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, quoting=how, lineterminator=ends)
    writer.writerow(["Date", "Grupo según", "Questions", "Change", "Solved"])
    for day, group, count, number, (part, whole) in rows:
        written = f"{number:.1f}".replace(".", sign) + ("%" if percent else "")
        writer.writerow([day.isoformat(), group, count, written, f"{part}/{whole}"])
    data = out.getvalue().encode(encoding)
    result = load(data)
    if [question.id for question in result.questions] == ["encoding"]:
        # A few accents fit Windows and Mac alike: then it asks, and the answer settles it.
        result = load(data, encoding=encoding)
    assert result.ready, result.say()
    frame = result.frame
    assert [day.date() for day in frame["Date"]] == [row[0] for row in rows]
    assert list(frame["Grupo según"]) == [row[1] for row in rows]
    assert list(frame["Questions"]) == [row[2] for row in rows]
    values = [row[3] / 100 if percent else row[3] for row in rows]
    assert [float(value) for value in frame["Change"]] == values
    assert list(frame["Solved: number"]) == [row[4][0] for row in rows]
    assert list(frame["Solved: out of"]) == [row[4][1] for row in rows]


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_an_answer_and_never_an_exception(data: bytes) -> None:
    result = load(data)
    assert bool(result.problem) + bool(result.questions) + result.ready == 1


@settings(max_examples=100, deadline=None)
@given(
    cells=st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=2, max_size=4),
        min_size=2,
        max_size=6,
    )
)
def test_nothing_exported_starts_as_a_formula(cells: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    result = load(out.getvalue().replace("\x00", "").encode())
    for line in csv.reader(io.StringIO(result.export_csv(), newline="")):
        for cell in line:
            number = look(cell).kind
            assert number == "number" or not cell.lstrip().startswith(("=", "+", "-", "@"))


@given(text=st.text(max_size=20))
def test_safe_text_only_ever_adds_an_apostrophe(text: str) -> None:
    assert safe_text(text) in (text, "'" + text)
