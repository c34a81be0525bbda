"""Bounded reading of a file into rows of cells; text files here, workbooks in ``workbook``."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.data.report import ReadError
from curriculum.data.values import Cell

MAX_BYTES = 25_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_TEXT = 32_767  # what a spreadsheet cell holds

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_RARE = ":~^¦*#!\x1f\x01"
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac (Mac Roman)",
}


@dataclass
class Grid:
    """Cells of one table before anything is understood.

    Attributes
    ----------
    rows : list of list of Cell
    numbers : list of int
        Each row's number in the file.
    report : list of str
        How it was read.
    hidden_rows : set of int
        Numbers of rows that the sheet hides.
    hidden_columns : set of int
        Positions of columns that the sheet hides.
    merged : list of (top, left, bottom, right)
        Row numbers and column positions of merged cells.
    unsaved : list of int
        Rows with a formula that has no stored result.
    system : int
        1900 or 1904 for a workbook's serial dates, 0 where unknown.
    """

    rows: list[list[Cell]]
    numbers: list[int]
    report: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: list[int] = field(default_factory=list)
    system: int = 0
    delimiter: str = ""


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes, never through a link.

    Raises
    ------
    ReadError
        Not there, a link, a folder or device, empty, too large, or not readable.
    """
    try:
        if path.is_symlink():
            raise ReadError("This is a link, not a file: choose the file itself.")
        if path.is_dir():
            raise ReadError("This is a folder: choose one CSV or Excel file in it.")
        # Opening a pipe would wait forever without O_NONBLOCK.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except ReadError:
        raise
    except FileNotFoundError:
        raise ReadError("There is no file at this place: check its name and folder.") from None
    except (OSError, ValueError):
        raise ReadError("The file cannot be opened: check that you may read it.") from None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("This is not a file with data: choose a CSV or Excel file.")
        if found.st_size > MAX_BYTES:
            raise ReadError(
                f"The file is larger than {MAX_BYTES // 1_000_000} MB: "
                "keep only the columns and weeks that you need, and save it again."
            )
        try:
            data = file.read(MAX_BYTES + 1)
        except OSError:
            raise ReadError("The file cannot be read: copy it and try the copy.") from None
    if not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise ReadError("The file is empty: check that it is the one you meant.")
    return data


def refuse_other(data: bytes) -> None:
    """Refuse what is neither text nor an .xlsx workbook, by its first bytes."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(
            "This is an old .xls file or has a password: "
            "open it in your spreadsheet and save it as .xlsx without a password."
        )
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!")):
        raise ReadError("This is not a table: save the table as CSV or .xlsx first.")
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise ReadError("This is a web page or document, not a table: save it as CSV or .xlsx.")
    if start.startswith((b'{"', b"{\n", b"[{", b"{\r")):
        raise ReadError("This is a JSON file, not a table: save the table as CSV or .xlsx.")


def decode(data: bytes, answer: str = "") -> tuple[str, str, str]:
    """Text of a file whose encoding is not known.

    Parameters
    ----------
    data : bytes
    answer : str
        The encoding that a person chose, "cp1252" or "mac_roman".

    Returns
    -------
    text, encoding, other
        ``other`` is the text read the other way where both are possible, else "".
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16", ""
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig"), "utf-8-sig", ""
    head = data[:4000]
    if head.count(0) > len(head) // 5:
        order = "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
        return _strict(data, order), order, ""
    if b"\x00" in data:
        raise ReadError("This is not a table: save the table as CSV or .xlsx first.")
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        pass
    mac = data.decode("mac_roman")
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        return mac, "mac_roman", ""
    texts = {"cp1252": windows, "mac_roman": mac}
    if answer in texts:
        return texts[answer], answer, ""
    scores = {name: _likely(text) for name, text in texts.items()}
    best = "cp1252" if scores["cp1252"] >= scores["mac_roman"] else "mac_roman"
    worse = "mac_roman" if best == "cp1252" else "cp1252"
    clear = scores[best] > 0.5 and scores[best] - scores[worse] > 0.7
    return texts[best], best, "" if clear else texts[worse]


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(
            f"The file starts as {_NAMES[encoding]} text but breaks off: save it again as CSV."
        ) from None


_GOOD = re.compile(
    r"(?:(?<=[^\W\d_])|(?<!\w)(?=.[^\W\d_]))[áéíóúñüöäàèìòùçâêîôûßåæøëïãõý]"
    r"|(?<![^\W\d_])[ÁÉÍÓÚÑÜÖÄÀÈÇÂÊÎÔÅÆØ](?=[a-zà-ÿ])"
    r"|(?<=[A-ZÁÉÍÓÚÑÜÖÄ])[ÁÉÍÓÚÑÜÖÄÀÈÇÂÊÎÔÅÆØ]"
    r"|’|(?<![a-z])[‘“”–—…•°½¼¾€£§²«»¿¡]|[‘“”–—…•°½¼¾€£§²«»¿¡](?![a-z])"
)


def _likely(text: str) -> float:
    """Share of the letters beyond ASCII that stand where such letters stand in real words."""
    odd = sum(char > "\x7f" for char in text)
    return len(_GOOD.findall(text)) / odd if odd else 1.0


def text_grid(text: str, encoding: str, answer: str = "") -> tuple[Grid, tuple[str, ...]]:
    """Rows of a delimited text.

    Parameters
    ----------
    text, encoding : str
    answer : str
        A delimiter that a person chose.

    Returns
    -------
    grid, delimiters
        More than one delimiter where the text can be split in two ways.
    """
    text = text.removeprefix("\ufeff")
    given = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    offset = 0
    if given:
        text, offset = text[given.end() :], 1
    possible = (given[1],) if given else _delimiters(text)
    if answer in possible:
        possible = (answer,)
    delimiter = possible[0]
    rows = _split(text, delimiter)
    name = _DELIMITERS.get(delimiter, f"“{delimiter}”")
    how = f"Read as text in {_NAMES[encoding]}, columns parted by {name}."
    numbers = list(range(1 + offset, len(rows) + 1 + offset))
    return Grid(list(rows), numbers, [how], delimiter=delimiter), possible


def _split(text: str, delimiter: str) -> list[list[Cell]]:
    try:
        rows = _rows(text, delimiter, strict=True)
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise ReadError(
                "A quotation mark opens a cell and is never closed: "
                "open the file in your spreadsheet and save it as CSV again."
            ) from None
        try:
            rows = _rows(text, delimiter, strict=False)
        except csv.Error:
            raise ReadError(
                f"A cell holds more than {MAX_TEXT:,} characters: shorten it, and save again."
            ) from None
    return rows


def _rows(text: str, delimiter: str, *, strict: bool) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
        cells += len(row)
        check_size(len(rows), len(row), cells)
        rows.append([*row])
    return rows


def check_size(rows: int, columns: int, cells: int) -> None:
    """Refuse a table that is too large, in one sentence."""
    if rows > MAX_ROWS:
        raise ReadError(
            f"The table has more than {MAX_ROWS:,} rows: keep the weeks you need, and save again."
        )
    if columns > MAX_COLUMNS:
        raise ReadError(
            f"The table has more than {MAX_COLUMNS} columns: keep those you need, and save again."
        )
    if cells > MAX_CELLS:
        raise ReadError(
            f"The table has more than {MAX_CELLS // 1_000_000} million cells: "
            "keep the columns and weeks you need, and save again."
        )


def _delimiters(text: str) -> tuple[str, ...]:
    """Delimiters that split the first rows alike, the likeliest first."""
    scores = {sign: _evenness(text, sign) for sign in _DELIMITERS}
    best = max(scores.values())
    if best[0] <= 0:
        scores = {sign: _evenness(text, sign) for sign in _RARE}
        best = max(scores.values())
    if best[0] <= 0:
        return (",",)
    # A sign that does not split the heading is no rival: it stands inside the cells.
    rivals = [
        sign for sign, found in scores.items() if found[0] > best[0] - 0.05 and found[1] >= best[1]
    ]
    return tuple(sorted(rivals, key=lambda sign: scores[sign], reverse=True))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How evenly a sign splits the first rows, and the first row it splits (as minus its place).

    The share of rows as wide as rows usually are; 0 where the sign splits none.
    """
    widths = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter):
            if any(row):
                widths.append(len(row))
            if len(widths) == 200:
                break
    except csv.Error:
        return 0.0, 0
    # Title lines above the heading are narrow: look at how wide rows usually are.
    width, rows = Counter(widths).most_common(1)[0] if widths else (1, 0)
    if width == 1:
        return 0.0, 0
    first = next(place for place, w in enumerate(widths) if w > 1)
    share = rows / len(widths)
    return (share if widths[first] == width else share - 0.5), -first
