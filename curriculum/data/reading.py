"""Bounded reading of a file's bytes, and the grid of cells that every format becomes."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from curriculum.data.coded import Coded
from curriculum.data.report import ReadError
from curriculum.data.stamps import Codes

MAX_BYTES = 25_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_CELLS = 5_000_000
MAX_TEXT = 32_767  # what a spreadsheet cell holds


@dataclass
class Grid:
    """Cells of one table before anything is understood.

    Attributes
    ----------
    columns : list of Coded
    numbers : int array
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

    columns: list[Coded]
    numbers: Codes
    report: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: list[int] = field(default_factory=list)
    system: int = 0
    delimiter: str = ""

    @property
    def filled(self) -> bool:
        """Whether any cell holds something."""
        return any(not column.blank().all() for column in self.columns)


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
    return not_empty(data)


def not_empty(data: bytes) -> bytes:
    """The bytes of a file, wherever they come from.

    Raises
    ------
    ReadError
        If there is nothing in them, or too much.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB: "
            "keep only the columns and weeks that you need, and save it again."
        )
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
