"""Who is in the course: a list that somebody keeps in a spreadsheet, read strictly.

A roster is a CSV file with a header line. One column is ``id``; ``name``, ``email``, ``coach`` and
``left`` are optional, other columns are left alone. Everything that is wrong is said at once, each
with its line number and what to do, and nothing is used until all of it is right.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 2_000_000
MAX_LEARNERS = 5_000
MAX_CELL = 200
_SHOWN = 20

_COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "learner", "learner id", "user", "user name", "username", "login", "key"),
    "name": ("name", "display name", "full name"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address"),
    "coach": ("coach", "hub coach"),
    "left": ("left", "left on"),
}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*\Z")
_EMAIL = re.compile(r"[^@\s<>\"',;:\\()]+@[^@\s<>\"',;:\\()]+\.[^@\s<>\"',;:\\()]+\Z")
_GARBLED = re.compile("[ÃÂâ][\u0080-\u00bf\u20ac\u2018-\u2122]|�")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
ID_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Learner:
    """One line of the roster; ``id`` is the hub's user name or the key chosen once.

    ``left`` says since when somebody is no longer in the course; empty for who is.
    """

    id: str
    name: str = ""
    email: str = ""
    coach: str = ""
    left: str = ""


class RosterError(ValueError):
    """A roster that cannot be used; ``problems`` holds one plain sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        shown = self.problems[:_SHOWN]
        more = len(self.problems) - len(shown)
        super().__init__("\n".join([*shown, *([f"And {more} more like these."] if more else [])]))


def read_roster(path: Path) -> tuple[Learner, ...]:
    """Read a roster.

    Parameters
    ----------
    path : Path
        A CSV file: UTF-8 (with or without a byte order mark), UTF-16 or Windows-1252; separated by
        commas, semicolons, tabs or bars.

    Returns
    -------
    tuple of Learner
        In the order of the file; at least one.

    Raises
    ------
    RosterError
        With every problem found, each as one plain sentence that says what to do.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RosterError([f"{path.name} is too large to be a roster (over 2 MB)."])
        raw = path.read_bytes()
    except OSError as error:
        raise RosterError(
            [f"{path.name or path} cannot be opened; check that the file is there and readable."]
        ) from error
    rows = _rows(_decode(raw, path.name), path.name)
    return _learners(rows, path.name)


def id_problem(learner_id: str) -> str:
    """Why this cannot be a learner's id, as half a sentence; empty if it can."""
    if not learner_id:
        return "the id is missing"
    if learner_id.startswith("."):
        return f"the id {_quoted(learner_id)} begins with a dot"
    if any(character.isspace() for character in learner_id):
        return f"the id {_quoted(learner_id)} has a space in it"
    if "/" in learner_id or "\\" in learner_id or ".." in learner_id:
        return f"the id {_quoted(learner_id)} looks like a path"
    if len(learner_id) > ID_LENGTH:
        return f"the id {_quoted(learner_id)} is longer than {ID_LENGTH} characters"
    if not _ID.match(learner_id):
        return f"the id {_quoted(learner_id)} has a character that is not allowed"
    if learner_id.endswith(".") or learner_id.split(".")[0].lower() in _RESERVED:
        return f"the id {_quoted(learner_id)} cannot be the name of a folder on every computer"
    return ""


def write_roster(path: Path, learners: Sequence[Learner]) -> None:
    """Keep the roster in one plain form: UTF-8, commas, and ``left`` only when somebody did."""
    columns = ["id", "name", "email", "coach"]
    if any(one.left for one in learners):
        columns.append("left")
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([getattr(one, column) for column in columns] for one in learners)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def _decode(raw: bytes, name: str) -> str:
    if not raw.strip(b"\x00\r\n\t ,;|\xef\xbb\xbf\xff\xfe"):
        raise RosterError([f"{name} is empty; put one learner on each line below a header line."])
    if raw[:4] == b"PK\x03\x04" or raw[:4] == b"\xd0\xcf\x11\xe0":
        raise RosterError(
            [f"{name} is a spreadsheet file; open it and save it as “CSV UTF-8”, then try again."]
        )
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif raw[:1] != b"\x00" and raw[1:2] == b"\x00":
        encodings = ["utf-16-le"]
    elif raw[:1] == b"\x00":
        encodings = ["utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _control(text):
            return text
    raise RosterError(
        [f"{name} is saved in a way this program cannot read; save it as “CSV UTF-8”."]
    )


def _control(text: str) -> bool:
    return any(
        unicodedata.category(character) == "Cc"
        for character in text.strip("\ufeff")
        if character not in "\r\n\t"
    )


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    skipped = 0
    separator = ""
    if lines and re.match(r"sep=(.)\s*\Z", lines[0], re.IGNORECASE):
        separator = lines[0][4]
        skipped = 1
    while skipped < len(lines) and not lines[skipped].strip(" \t\r\n,;|\"'"):
        skipped += 1
    header = lines[skipped] if skipped < len(lines) else ""
    separator = separator or max(",;\t|", key=header.count)
    reader = csv.reader(lines[skipped:], delimiter=separator, strict=True)
    start = skipped + 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise RosterError(
                [
                    f"Line {skipped + reader.line_num} of {name}: a quotation mark is opened and "
                    "not closed; add or remove one."
                ]
            ) from None
        yield start, [cell.strip() for cell in row]
        start = skipped + reader.line_num + 1


def _learners(rows: Iterator[tuple[int, list[str]]], name: str) -> tuple[Learner, ...]:
    where = _header(next(rows, (1, [])), name)
    problems: list[str] = []
    seen: dict[str, tuple[int, str]] = {}
    learners: list[Learner] = []
    for line, row in rows:
        if not any(row):
            continue
        cells = {column: row[place] if place < len(row) else "" for column, place in where.items()}
        found = _cell_problems(cells, row) or _seen_problem(cells["id"], line, seen)
        if found:
            problems.extend(f"Line {line}: {one}" for one in found)
            continue
        learners.append(Learner(**cells))
        if len(learners) > MAX_LEARNERS:
            raise RosterError([f"{name} has more than {MAX_LEARNERS} learners; split the course."])
    if problems:
        raise RosterError(problems)
    if not learners:
        raise RosterError([f"{name} has a header but no learners; put one on each line below it."])
    return tuple(learners)


def _header(first: tuple[int, list[str]], name: str) -> dict[str, int]:
    line, cells = first
    titles = [re.sub(r"[\s_]+", " ", cell).strip().lower() for cell in cells]
    where: dict[str, int] = {}
    for column, known in _COLUMNS.items():
        places = [place for place, title in enumerate(titles) if title in known]
        if len(places) > 1:
            raise RosterError(
                [f"Line {line} of {name} names the column {column} twice; keep one of them."]
            )
        if places:
            where[column] = places[0]
    if "id" not in where:
        raise RosterError(
            [
                f"Line {line} of {name} must name the columns: “id”, and if you like “name”, "
                "“email” and “coach”; add that line at the top."
            ]
        )
    return where


def _cell_problems(cells: dict[str, str], row: Sequence[str]) -> list[str]:
    for cell in row:
        if cell.startswith(("=", "@")) or (
            cell in cells.values() and cell[:1] in "+-" and cell != ""
        ):
            return [f"the cell {_quoted(cell)} is a formula; put the plain text there instead."]
    problems = []
    wrong = id_problem(cells["id"])
    if wrong:
        problems.append(
            f"{wrong}; use letters a to z, digits, and . _ - @ only, beginning with a letter or "
            "digit."
        )
    for column in ("name", "coach", "left"):
        text = cells.get(column, "")
        if len(text) > MAX_CELL:
            problems.append(f"the {column} is longer than {MAX_CELL} characters; shorten it.")
        elif _GARBLED.search(text):
            problems.append(
                f"the {column} {_quoted(text)} looks garbled; save the list again as “CSV UTF-8”."
            )
        elif "<" in text or ">" in text or not text.isprintable():
            problems.append(
                f"the {column} {_quoted(text)} has a character that no name has; write it plainly."
            )
    email = cells.get("email", "")
    if email and (len(email) > MAX_CELL or not _EMAIL.match(email)):
        problems.append(f"{_quoted(email)} is not an e-mail address; correct it or leave it empty.")
    return problems


def _seen_problem(learner_id: str, line: int, seen: dict[str, tuple[int, str]]) -> list[str]:
    before = seen.setdefault(learner_id.lower(), (line, learner_id))
    if before[0] == line:
        return []
    if before[1] == learner_id:
        return [
            f"the id {_quoted(learner_id)} already stands in line {before[0]}; every learner needs "
            "an id of their own."
        ]
    return [
        f"the id {_quoted(learner_id)} differs from {_quoted(before[1])} in line {before[0]} only "
        "by capital letters; give one of them another id."
    ]


def _quoted(text: str) -> str:
    plain = "".join(c if c.isprintable() else "�" for c in text)
    return f"“{plain[:40]}…”" if len(plain) > 40 else f"“{plain}”"
