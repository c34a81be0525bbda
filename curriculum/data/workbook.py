"""Bounded reading of .xlsx workbooks: stored values only, never a formula, never a macro.

No package reads a workbook here: openpyxl shows hidden rows and merged cells only when it holds
every cell as an object, several seconds for 50,000 rows; calamine shows no percent formats.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from curriculum.data.cells import BROKEN, Cells, Values
from curriculum.data.reading import MAX_TEXT, Grid
from curriculum.data.report import ReadError, words_list
from curriculum.data.shared import MAX_STRINGS, TOO_MANY, shared_texts
from curriculum.data.sheet import NotPlainError
from curriculum.data.sheet import Sheet as PlainSheet

MAX_UNPACKED = 200_000_000
MAX_PARTS = 2_000
_LITERAL = re.compile(r'"[^"]*"|[\\_*].')
# Formats that a workbook names by number only, where they matter here (ECMA-376, 18.8.30).
_BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "d/m/y"),
    46: "[h]:mm:ss",
}
Start = Callable[[str, dict[str, str]], Any]


@dataclass(frozen=True)
class Sheet:
    """One sheet's name, whether the workbook shows it, and where its cells are."""

    name: str
    visible: bool
    part: str


class Workbook:
    """An .xlsx file in memory.

    Parameters
    ----------
    data : bytes

    Raises
    ------
    ReadError
        Not an .xlsx, damaged, encrypted, or far larger unpacked than a table is.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise ReadError(BROKEN) from None
        names = {part.filename for part in parts}
        if "xl/workbook.bin" in names:
            raise ReadError("This is an .xlsb file: save it as .xlsx in your spreadsheet.")
        if "xl/workbook.xml" not in names:
            raise ReadError(
                "This is a packed file but not an Excel workbook: save the table as .xlsx or CSV."
            )
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise ReadError(
                "The Excel file unpacks to far more than a table holds: "
                "copy the cells that you need into a new file."
            )
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError("The Excel file has a password: save a copy without one.")
        self._names = names
        self.system = 1900
        self.sheets = self._sheets()
        self._styles = self._formats()
        self._strings: list[str] | None = None

    def _sheets(self) -> tuple[Sheet, ...]:
        found: list[tuple[str, bool, str]] = []
        parts: dict[str, str] = {}

        def link(tag: str, attrs: dict[str, str]) -> None:
            if tag == "Relationship" and attrs.get("Type", "").endswith("/worksheet"):
                target = attrs.get("Target", "")
                parts[attrs.get("Id", "")] = (
                    target[1:] if target.startswith("/") else f"xl/{target}"
                )

        def sheet(tag: str, attrs: dict[str, str]) -> None:
            if tag == "workbookPr" and attrs.get("date1904") in ("1", "true"):
                self.system = 1904
            elif tag == "sheet":
                relation = next((attrs[key] for key in attrs if key.endswith(":id")), "")
                shown = attrs.get("state", "visible") == "visible"
                found.append((attrs.get("name", ""), shown, relation))

        self._parse("xl/_rels/workbook.xml.rels", link)
        self._parse("xl/workbook.xml", sheet)
        return tuple(
            Sheet(name, shown, parts[relation])
            for name, shown, relation in found
            if parts.get(relation) in self._names
        )

    def _formats(self) -> list[str]:
        """For each cell style "date", "percent" or ""."""
        codes: dict[int, str] = dict(_BUILT_IN)
        styles: list[str] = []
        inside = ""

        def start(tag: str, attrs: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt":
                codes[int(attrs.get("numFmtId", "0"))] = attrs.get("formatCode", "")
            elif tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                inside = tag
            elif tag == "xf" and inside == "cellXfs":
                styles.append(number_form(codes.get(int(attrs.get("numFmtId", "0")), "General")))

        if "xl/styles.xml" in self._names:
            self._parse("xl/styles.xml", start)
        return styles

    def _parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], Any] | None = None,
        text: Callable[[str], Any] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def refuse(*_: object) -> None:
            raise ReadError(BROKEN)

        # No workbook needs a document type; entities in one can blow up.
        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.StartElementHandler = lambda tag, attrs: start(tag.rpartition(":")[2], attrs)
        if end is not None:
            final = end
            parser.EndElementHandler = lambda tag: final(tag.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            with self._zip.open(part) as file:
                parser.ParseFile(file)
        except ReadError:
            raise
        except Exception:  # a hostile file can break the reader in many ways
            raise ReadError(BROKEN) from None

    def strings(self) -> list[str]:
        """The workbook's shared texts, read once."""
        if self._strings is None:
            self._strings = self._read_strings() if "xl/sharedStrings.xml" in self._names else []
        return self._strings

    def _read_strings(self) -> list[str]:
        try:
            texts = shared_texts(self._zip.read("xl/sharedStrings.xml"))
        except ReadError:
            raise
        except Exception:  # a hostile file can break the reader in many ways
            raise ReadError(BROKEN) from None
        return self._read_strings_slowly() if texts is None else texts

    def _read_strings_slowly(self) -> list[str]:
        strings: list[str] = []
        pieces: list[str] = []
        phonetic = taking = False

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal phonetic, taking
            if tag == "rPh":
                phonetic = True
            taking = tag == "t" and not phonetic

        def end(tag: str) -> None:
            nonlocal phonetic, taking
            taking = False
            if tag == "rPh":
                phonetic = False
            elif tag == "si":
                if len(strings) >= MAX_STRINGS:
                    raise ReadError(TOO_MANY)
                strings.append("".join(pieces)[:MAX_TEXT])
                pieces.clear()

        def text(data: str) -> None:
            if taking:
                pieces.append(data)

        self._parse("xl/sharedStrings.xml", start, end, text)
        return strings

    def grid(self, sheet: Sheet) -> Grid:
        """The cells of one sheet with stored values.

        Parameters
        ----------
        sheet : Sheet

        Returns
        -------
        Grid
            With its hidden rows and columns, merged cells, and formulas without a result.
        """
        try:
            values = Values(self.strings(), self._styles, self.system)
            try:
                grid = PlainSheet(self._zip.read(sheet.part), values).read()
            except NotPlainError:
                cells = Cells(values)
                self._parse(sheet.part, cells.start, cells.end, cells.text)
                grid = cells.grid()
        except ReadError:
            raise
        except Exception:  # a hostile file can break the reader in many ways
            raise ReadError(BROKEN) from None
        grid.report.append(f"Read from the sheet “{sheet.name}”, stored values only.")
        grid.hidden_columns &= set(range(len(grid.columns)))
        return grid


def number_form(code: str) -> str:
    """Whether a number format such as ``d-mmm`` or ``0.0%`` shows a "date", a "percent", or ""."""
    plain = _LITERAL.sub("", code[:255]).lower()
    if "%" in plain:
        return "percent"
    # [h] counts hours beyond a day: a length of time, no date.
    dated = re.search(r"[ymdhs]", re.sub(r"\[[^\]]*\]", "", plain.split(";")[0]))
    return "date" if dated and not re.search(r"\[(?:h+|m+|s+)\]", plain) else ""


def sheets_said(sheets: tuple[Sheet, ...]) -> list[str]:
    """What is said about sheets that the workbook hides."""
    hidden = [f"“{sheet.name}”" for sheet in sheets if not sheet.visible]
    if not hidden:
        return []
    which = words_list(hidden)
    return [f"Hidden and not read: {'sheet' if len(hidden) == 1 else 'sheets'} {which}."]
