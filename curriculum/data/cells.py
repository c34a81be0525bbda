"""The cells of one worksheet's XML: fast where it is plain, event by event where it is not."""

from __future__ import annotations

import re
from datetime import datetime
from xml.sax.saxutils import unescape

from curriculum.data.reading import MAX_COLUMNS, MAX_TEXT, Grid, check_size
from curriculum.data.report import ReadError
from curriculum.data.values import Cell, Share, serial_date

BROKEN = "The Excel file is damaged: open it in your spreadsheet and save it again."

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_TAG = re.compile(r"<(col|mergeCell)\b([^<>]*)>")
_ATTR = re.compile(r'([\w:]+)="([^"<]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="(\w+)")?\s*(?:/>|>'
    r"(<f(?:[^<>]*/>|[^<>]*>[^<]*</f>))?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>|'
    r'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_CODE = re.compile(r"&#(x[0-9A-Fa-f]+|\d+);")


class Cells:
    """Gathers a worksheet's cells into a grid.

    Parameters
    ----------
    strings : list of str
        The workbook's shared texts.
    styles : list of str
        For each cell style "date", "percent" or "".
    system : int
        1900 or 1904.
    """

    def __init__(self, strings: list[str], styles: list[str], system: int) -> None:
        self.grid = Grid([], [], system=system)
        self._strings, self._styles, self._system = strings, styles, system
        self._places: dict[str, int] = {}
        self._row: list[Cell] = []
        self._pieces: list[str] = []
        self._number = self._count = 0
        self._column = -1
        self._kind = self._style = ""
        self._formula = self._valued = self._taking = False

    def read_plain(self, data: bytes) -> bool:
        """Read XML as spreadsheets usually write it; False if this one needs a real parser."""
        try:
            xml = data.decode("utf-8")
        except UnicodeDecodeError:
            return False
        opening, closing = xml.find("<sheetData"), xml.rfind("</sheetData>")
        # Comments, CDATA and document types all start with "<!".
        if "<!" in xml or opening < 0 or closing < opening:
            return False
        rows = xml[opening:closing].split("</row>")
        if len(rows) - 1 != xml.count("</row>"):
            return False
        for chunk in rows[:-1]:
            begin = chunk.rfind("<row")
            stop = chunk.find(">", begin)
            if begin < 0 or stop < 0:
                return False
            self.start("row", dict(_ATTR.findall(chunk[begin:stop])))
            body = chunk[stop + 1 :]
            found = _CELL.findall(body)
            if body.count("<c") != len(found):
                return False
            self._plain_row(found)
            self.end("row")
        for tag, attrs in _TAG.findall(xml[:opening]) + _TAG.findall(xml[closing:]):
            self.start(tag, dict(_ATTR.findall(attrs)))
        return True

    def _plain_row(self, found: list[tuple[str, str, str, str, str, str]]) -> None:
        row, places = self._row, self._places
        for letters, style, kind, formula, value, inline in found:
            text = value or inline
            if not text:
                if formula and kind != "str":
                    self.grid.unsaved.append(self._number)
                continue
            place = places.get(letters)
            if place is None:
                place = places[letters] = column_place(letters)
                check_size(len(self.grid.rows), place + 1, self._count)
            if "&" in text:
                text = _plain(text)
            while len(row) < place:
                row.append(None)
            if place < len(row):
                raise ReadError(BROKEN)
            row.append(self._value(text, kind or "n", style))
        self._count += len(row)

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._kind, self._style = attrs.get("t", "n"), attrs.get("s", "")
            letters = attrs.get("r", "").rstrip("0123456789")
            self._column = column_place(letters) if letters else self._column + 1
            self._formula = self._valued = False
            self._pieces.clear()
        elif tag == "v" or (tag == "t" and self._kind == "inlineStr"):
            self._taking = self._valued = True
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._kind = "phonetic"
        elif tag == "row":
            self._number = int(attrs.get("r", self._number + 1))
            self._row, self._column = [], -1
            if attrs.get("hidden") in ("1", "true"):
                self.grid.hidden_rows.add(self._number)
        elif tag == "col" and attrs.get("hidden") in ("1", "true"):
            low, high = int(attrs.get("min", 1)), int(attrs.get("max", 1))
            self.grid.hidden_columns.update(range(low - 1, min(high, MAX_COLUMNS)))
        elif tag == "mergeCell" and (found := _RANGE.fullmatch(attrs.get("ref", ""))):
            top, left = int(found[2]), column_place(found[1])
            bottom, right = int(found[4] or top), column_place(found[3] or found[1])
            self.grid.merged.append((top, left, bottom, right))

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in ("v", "t"):
            self._taking = False
        elif tag == "rPh":
            self._kind = "inlineStr"
        elif tag == "c":
            text = "".join(self._pieces)
            if self._valued and text:
                self._count += 1
                check_size(len(self.grid.rows), self._column + 1, self._count)
                row = self._row
                row.extend([None] * (self._column + 1 - len(row)))
                row[self._column] = self._value(text, self._kind, self._style)
            elif self._formula and self._kind != "str":
                self.grid.unsaved.append(self._number)
        elif tag == "row" and self._row:
            check_size(len(self.grid.rows) + 1, 0, self._count)
            self.grid.rows.append(self._row)
            self.grid.numbers.append(self._number)

    def text(self, data: str) -> None:
        """Characters inside an element."""
        if self._taking:
            self._pieces.append(data)

    def _value(self, text: str, kind: str, style: str) -> Cell:
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            number = float(text)
            form = self._styles[int(style)] if style else ""
            if form == "percent":
                return Share(number)
            if form == "date":
                return serial_date(number, self._system) or number
            return number
        if kind == "b":
            return "yes" if text == "1" else "no"
        if kind == "d":
            return datetime.fromisoformat(text).replace(tzinfo=None)
        return text[:MAX_TEXT]


def _plain(text: str) -> str:
    def char(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16) if code[0] == "x" else int(code))

    return unescape(_CODE.sub(char, text), {"&quot;": '"', "&apos;": "'"})


def column_place(letters: str) -> int:
    """The position of column "A", "B", ..., "AA": 0, 1, ..., 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    if not 0 < place <= 16_384:
        raise ReadError(BROKEN)
    return place - 1


def column_letters(place: int) -> str:
    """The letters of the column at a position: 0 is "A"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
