"""Columns of dates, and of fractions that a spreadsheet may have turned into dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from curriculum.data.report import Option, Question
from curriculum.data.values import Cell, Seen, full_year, make_date, serial_date

DATED = re.compile(r"\b(?:dates?|days?|weeks?|timestamp|time|when|fecha|marca temporal)\b", re.I)
SCORED = re.compile(
    r"\b(?:correct|right|solved|score[sd]?|out of|share|fraction|ratio|points?|passed)\b",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """What became of a column's cells.

    Attributes
    ----------
    values : dict of Cell to value
        Only cells that have one.
    said : list of str
        Sentences on what was understood.
    questions : list of Question
    """

    values: dict[Cell, object] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_dates(
    name: str, seen: Mapping[Cell, Seen], answers: Mapping[str, str], today: date
) -> Reading:
    """Dates of a column, asking for the order of day and month, and for the year.

    Parameters
    ----------
    name : str
        The column's heading.
    seen : mapping of Cell to Seen
        Its different cells.
    answers : mapping
    today : date
        Only for the school years that are offered.

    Returns
    -------
    Reading
        Values are datetimes without time zone.
    """
    result = Reading()
    pairs = [s.value for s in seen.values() if s.kind in ("order", "fraction")]
    month_first = _order(name, pairs, answers, result)
    yearless = any(s.kind in ("day", "fraction") for s in seen.values())
    year = _school_year(name, answers, result, today) if yearless else 0
    for cell, found in seen.items():
        value: datetime | None = None
        if found.kind == "date":
            value = found.value
        elif found.kind == "order":
            a, b, own, time = found.value
            value = make_date(own, *((a, b) if month_first else (b, a)), time)
        elif found.kind in ("day", "fraction"):
            month, day = found.value
            if found.kind == "fraction" and not month_first:
                month, day = day, month
            if year and 1 <= month <= 12:
                value = make_date(year + (month < 7), month, day, (0, 0, 0))
        elif found.kind == "month":
            month, own = found.value
            value = make_date(full_year(own), month, 1, (0, 0, 0))
        if value is not None:
            result.values[cell] = value
    if any(s.kind == "month" for s in seen.values()):
        result.said.append("A month stands for its first day.")
    if any(s.zone for s in seen.values()):
        result.said.append("Clock times are kept as written, without the time zone.")
    return result


def _order(
    name: str, pairs: Sequence[tuple[int, ...]], answers: Mapping[str, str], result: Reading
) -> bool:
    """True for month first."""
    if not pairs:
        return True
    month_first = sum(pair[0] <= 12 for pair in pairs)
    day_first = sum(pair[1] <= 12 for pair in pairs)
    if all(pair[0] == pair[1] for pair in pairs):
        return True
    if month_first == len(pairs) > day_first:
        result.said.append("Month first, as in 9/14 for September 14.")
        return True
    if day_first == len(pairs) > month_first:
        result.said.append("Day first, as in 14/9 for September 14.")
        return False
    key = f"order:{name}"
    answer = answers.get(key, "")
    if answer not in ("month first", "day first"):
        options = (
            Option("month first", "Month first: 3/4 is March 4"),
            Option("day first", "Day first: 3/4 is April 3"),
        )
        text = f"In “{name}”, which comes first in a date such as 3/4: the month or the day?"
        result.questions.append(Question(key, text, options))
    else:
        result.said.append(f"{answer.capitalize()}, as you said.")
    return answer != "day first"


def _school_year(name: str, answers: Mapping[str, str], result: Reading, today: date) -> int:
    key = f"year:{name}"
    match = re.fullmatch(r"((?:19|20)\d\d)-(\d\d)", answers.get(key, ""))
    if match and (int(match[1]) + 1) % 100 == int(match[2]):
        result.said.append(f"The dates have no year: school year {match[0]}, as you said.")
        return int(match[1])
    now = today.year - (today.month < 7)
    options = tuple(
        Option(label, f"School year {label}")
        for year in (now, now - 1, now - 2, now + 1)
        for label in [f"{year}-{(year + 1) % 100:02d}"]
    )
    text = f"The dates in “{name}” have no year. Which school year (July to June)?"
    result.questions.append(Question(key, text, options))
    return 0


def read_serials(name: str, system: int, answers: Mapping[str, str]) -> tuple[int, list[Question]]:
    """Which system a column of serial dates counts in: 1900, 1904, or 0 for plain numbers.

    A workbook says its own; a text file does not, so there it is asked.
    """
    if system:
        return system, []
    key = f"serial:{name}"
    answer = answers.get(key, "")
    if answer in ("1900", "1904", "numbers"):
        return int(answer) if answer != "numbers" else 0, []
    options = (
        Option("1900", "Days since 1900 (Excel on Windows, Google Sheets)"),
        Option("1904", "Days since 1904 (old Excel on a Mac)"),
        Option("numbers", "Not dates: plain numbers"),
    )
    text = f"“{name}” holds numbers such as spreadsheets keep dates in. What are they?"
    return 0, [Question(key, text, options)]


def serial_values(seen: Mapping[Cell, Seen], system: int) -> dict[Cell, object]:
    """Dates of serial numbers."""
    values: dict[Cell, object] = {}
    for cell, found in seen.items():
        if found.kind == "date":
            values[cell] = found.value
        elif found.kind == "number" and found.value[0] is not None:
            day = serial_date(found.value[0], system)
            if day:
                values[cell] = day
    return values


def mixed_fractions(
    name: str, seen: Mapping[Cell, Seen], rows: str, answers: Mapping[str, str]
) -> Reading:
    """Fractions of which a spreadsheet turned some into dates ("7/27" into July 27).

    Parameters
    ----------
    name : str
    seen : mapping of Cell to Seen
    rows : str
        Which rows hold dates, in words.
    answers : mapping

    Returns
    -------
    Reading
        Values are (part, whole).
    """
    result = Reading()
    for cell, found in seen.items():
        if found.kind == "fraction":
            result.values[cell] = found.value
    turned = {cell: s for cell, s in seen.items() if s.kind in ("date", "day", "month", "order")}
    back = {
        key: {cell: pair for cell, s in turned.items() if (pair := _undo(s, key == "month/day"))}
        for key in ("month/day", "day/month")
    }
    possible = [
        key for key, found in back.items() if found and all(a <= b for a, b in found.values())
    ]
    key = f"mixed:{name}"
    answer = answers.get(key, "")
    if answer == "missing":
        result.said.append(f"Read as missing, as you said, since they had become dates: {rows}.")
    elif answer in possible:
        result.values.update(back[answer])
        result.said.append(f"Turned back from dates into {answer}, as you said: {rows}.")
    else:
        example = {"month/day": "July 27 was 7/27", "day/month": "July 27 was 27/7"}
        options = [Option(way, f"Turn them back: {example[way]}") for way in possible]
        text = (
            f"In “{name}” a spreadsheet turned fractions into dates: {rows}. "
            "What should become of them? Best correct the file."
        )
        options.append(Option("missing", "Read them as missing"))
        result.questions.append(Question(key, text, tuple(options)))
    return result


def _undo(found: Seen, month_first: bool) -> tuple[int, int] | None:
    """The fraction that a spreadsheet read as a date; None where none fits."""
    if found.kind == "month":
        month, year = found.value
        return (month, year % 100) if month_first else None
    if found.kind == "day":
        month, day = found.value
    elif found.kind == "date" and not (found.value.hour or found.value.minute):
        month, day = found.value.month, found.value.day
        # 9/45 becomes September 1, 1945; 5/1 would be no share of a whole.
        if day == 1 and month > 1:
            return (month, found.value.year % 100) if month_first else None
    else:
        return None
    return (month, day) if month_first else (day, month)
