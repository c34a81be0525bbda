"""A worksheet's XML: the fast reader gives what the reader that understands everything gives."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.data import read_file, sheet, workbook
from curriculum.data.cells import Cells, Values
from curriculum.data.reading import Grid
from curriculum.data.shared import shared_texts
from curriculum.data.sheet import NotPlainError, Sheet
from curriculum.data.values import Cell

STRINGS = ["Alder", "Birch & Cedar", "18/27", "ñandú", ""]
STYLES = ["", "date", "percent"]
_NUMBER = st.one_of(st.integers(0, 60_000), st.floats(-1e6, 1e6, allow_nan=False))
_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", min_codepoint=32), max_size=90
)
_KINDS = st.one_of(
    st.tuples(st.just("n"), _NUMBER.map(str)),
    st.tuples(st.just("s"), st.integers(0, 4).map(str)),
    st.tuples(st.just("str"), _TEXT),
    st.tuples(st.just("inlineStr"), _TEXT),
    st.tuples(st.just("b"), st.sampled_from("01")),
    st.tuples(st.just("e"), st.just("#DIV/0!")),
    st.tuples(st.just("none"), st.just("")),
)
_CELL = st.tuples(_KINDS, st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="9"']))
_ROW = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["", ' hidden="1"', ' spans="1:9" ht="15"']),
    st.lists(st.tuples(st.integers(1, 30), _CELL, st.booleans()), max_size=5),
)


def xml(rows: list[object], prefix: str = "") -> bytes:
    """A worksheet, each row as (step, attributes, [(step, cell, formula)])."""
    out, number = [], 0
    for step, attrs, cells in rows:  # type: ignore[misc]
        number += step
        place, made = -1, []
        for right, ((kind, text), style), formula in cells:
            place += right
            made.append(_cell(place, number, kind, text, style, formula))
        out.append(f'<row r="{number}"{attrs}>{"".join(made)}</row>')
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet><cols><col min="2" max="2" hidden="1"/>'
        f'</cols><sheetData>{"".join(out)}</sheetData><mergeCells count="1">'
        '<mergeCell ref="A1:A3"/></mergeCells></worksheet>'
    )
    if prefix:
        text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:")
        text = text.replace(f"<{prefix}:/{prefix}:", f"</{prefix}:").replace(f"<{prefix}:?", "<?")
    return text.encode()


def _cell(place: int, row: int, kind: str, text: str, style: str, formula: bool) -> str:
    from curriculum.data.cells import column_letters

    inner = "<f>A1&gt;2</f>" if formula and kind != "inlineStr" else ""
    if kind == "inlineStr":
        inner = f"<is><t>{escape(text)}</t></is>"
    elif kind != "none":
        inner += f"<v>{escape(text)}</v>"
    named = "" if kind in ("n", "none") else f' t="{kind}"'
    start = f'<c r="{column_letters(place)}{row}"{style}{named}'
    return f"{start}>{inner}</c>" if inner else f"{start}/>"


def slow(data: bytes, values: Values) -> Grid:
    """The same sheet, event by event."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("xl/workbook.xml", "<workbook/>")
        new.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        new.writestr("sheet.xml", data)
    cells = Cells(values)
    book = workbook.Workbook(packed.getvalue())
    book._parse("sheet.xml", cells.start, cells.end, cells.text)
    return cells.grid()


def rows_of(grid: Grid) -> dict[int, list[Cell]]:
    return {
        int(number): [column[row] for column in grid.columns]
        for row, number in enumerate(grid.numbers)
    }


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(_ROW, max_size=12),
    prefix=st.sampled_from(["", "x"]),
    chunk=st.sampled_from([1, 200, 1_000_000]),
)
def test_both_readers_agree(rows: list[object], prefix: str, chunk: int) -> None:
    data, values = xml(rows, prefix), Values(STRINGS, STYLES, 1900)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet, "CHUNK", chunk)
        fast = Sheet(data, values).read()
    other = slow(data, values)
    # Rows of which every cell is empty are nothing to either.
    wanted = {
        row: cells for row, cells in rows_of(other).items() if any(c is not None for c in cells)
    }
    assert rows_of(fast) == wanted
    assert fast.hidden_rows == other.hidden_rows
    assert fast.unsaved == other.unsaved
    assert (fast.hidden_columns, fast.merged) == (other.hidden_columns, other.merged)


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><!-- x --><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
        '<row r="1"><c t="n" r="A1"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_other_reader(inside: str) -> None:
    data = f"<worksheet><sheetData>{inside}</sheetData></worksheet>".encode()
    values = Values(STRINGS, STYLES, 1900)
    with pytest.raises(NotPlainError):
        Sheet(data, values).read()
    assert rows_of(slow(data, values))


def test_a_sign_greater_than_in_a_text_needs_no_escape() -> None:
    inside = '<row r="1"><c r="A1" t="str"><f>A2>1</f><v>>95</v></c><c r="B1"><v>7</v></c></row>'
    data = f"<worksheet><sheetData>{inside}</sheetData></worksheet>".encode()
    grid = Sheet(data, Values([], [], 1900)).read()
    assert rows_of(grid) == {1: [">95", 7.0]}


def test_shared_texts_plain_formatted_and_spoken() -> None:
    items = (
        "<si><t>plain &amp; simple</t></si><si/>"
        '<si><t xml:space="preserve"> kept </t></si>'
        "<si><r><rPr><b/></rPr><t>bold</t></r><r><t> and not</t></r></si>"
        '<si><t>課</t><rPh sb="0" eb="1"><t>ka</t></rPh></si><si><t/></si>'
    )
    wanted = ["plain & simple", "", " kept ", "bold and not", "課", ""]
    assert shared_texts(f"<sst>{items}</sst>".encode()) == wanted
    prefixed = items.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    assert shared_texts(f"<x:sst>{prefixed}</x:sst>".encode()) == wanted
    assert shared_texts(b"<!DOCTYPE x><sst></sst>") is None
    assert shared_texts(b"<sst><si><t>\xff</t></si></sst>") is None


def test_a_book_with_shared_texts(tmp_path: Path) -> None:
    """As Excel saves it; openpyxl writes each text into its cell."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    cells = [
        "".join(f'<c r="{c}{r}" t="s"><v>{v}</v></c>' for c, v in zip("AB", row, strict=True))
        for r, row in enumerate([(0, 1), (2, 3), (2, 4)], start=1)
    ]
    inside = "".join(
        f'<row r="{r}" spans="1:2">{row}</row>' for r, row in enumerate(cells, start=1)
    )
    path = tmp_path / "own.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name == "xl/worksheets/sheet1.xml":
                new.writestr(name, f"<worksheet><sheetData>{inside}</sheetData></worksheet>")
            else:
                new.writestr(name, old.read(name))
        shared = "".join(f"<si><t>{t}</t></si>" for t in ("Class", "Solved", "A", "18/27", "19/27"))
        new.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")
    assert list(read_file(path).frame["Solved: number"]) == [18, 19]


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=60), at=st.integers(0, 400), cut=st.integers(0, 40))
def test_a_damaged_sheet_never_raises(data: bytes, at: int, cut: int) -> None:
    whole = xml([(1, "", [(1, (("n", "1"), ""), True), (1, (("str", "a"), ""), False)])] * 3)
    broken = whole[:at] + data + whole[at + cut :]
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.xlsx"
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                new.writestr(name, broken if name.endswith("sheet1.xml") else old.read(name))
        result = read_file(path)
    assert bool(result.problem) + bool(result.questions) + result.ready == 1


def test_rows_that_go_back_are_damage(tmp_path: Path) -> None:
    rows = [f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in (5, 3)]
    data = f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
    with pytest.raises(NotPlainError):
        Sheet(data, Values([], [], 1900)).read()
    with pytest.raises(ValueError, match="damaged"):
        slow(data, Values([], [], 1900))
