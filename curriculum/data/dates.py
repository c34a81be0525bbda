"""Columns of dates, and of fractions that a spreadsheet may have turned into dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from curriculum.data.looked import Looked
from curriculum.data.report import Option, Question
from curriculum.data.stamps import NEVER, Floats, Times, parts, serial_dates, stamps

DATED = re.compile(
    r"\b(?:dates?|(?:mon|tues|wednes|thurs|fri)?days?|weeks?|timestamp|time|when|fecha|semana"
    r"|marca temporal)\b",
    re.IGNORECASE,
)
SCORED = re.compile(
    r"\b(?:correct|right|solved|score[sd]?|out of|share|fraction|ratio|points?|passed)\b",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """What became of a column's cells.

    Attributes
    ----------
    values : datetime64 array
        One for each different cell.
    said : list of str
        Sentences on what was understood.
    questions : list of Question
    """

    values: Times = field(default_factory=lambda: np.empty(0, "datetime64[us]"))
    said: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def read_dates(name: str, seen: Looked, answers: Mapping[str, str], today: date) -> Reading:
    """Dates of a column, asking for the order of day and month, and for the year.

    Parameters
    ----------
    name : str
        The column's heading.
    seen : Looked
        Its different cells.
    answers : mapping
    today : date
        Only for the school years that are offered.

    Returns
    -------
    Reading
        Values without time zone; not-a-time for a cell that is no date.
    """
    result = Reading(np.where(seen.of("date"), seen.when, NEVER))
    pairs, days, months = seen.of("order", "fraction"), seen.of("day"), seen.of("month")
    month_first = _order(name, seen.a[pairs], seen.b[pairs], answers, result)
    yearless = seen.of("day", "fraction")
    start = _school_year(name, answers, result, today) if yearless.any() else 0
    first = np.nan_to_num(seen.a).astype(np.int64)
    last = np.nan_to_num(seen.b).astype(np.int64)
    month, day = (first, last) if month_first else (last, first)
    month, day = np.where(days | months, first, month), np.where(days, last, day)
    year, second = parts(seen.when)
    year = np.where(yearless, start + (month < 7), year)
    year = np.where(months, np.where(last < 50, 2000, np.where(last < 100, 1900, 0)) + last, year)
    ordered = seen.of("order") & ~np.isnat(seen.when)
    second = np.where(ordered, second, 0)
    found = ordered | months | (yearless & (start > 0))
    day = np.where(months, 1, day)
    result.values[found] = stamps(year, month, day, second)[found]
    if months.any():
        result.said.append("A month stands for its first day.")
    if seen.zone.any():
        result.said.append("Clock times are kept as written, without the time zone.")
    return result


def _order(name: str, a: Floats, b: Floats, answers: Mapping[str, str], result: Reading) -> bool:
    """True for month first."""
    month_first, day_first = bool((a <= 12).all()), bool((b <= 12).all())
    if bool((a == b).all()):
        return True
    if month_first and not day_first:
        result.said.append("Month first, as in 9/14 for September 14.")
        return True
    if day_first and not month_first:
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


def serial_values(seen: Looked, system: int) -> Times:
    """Dates of serial numbers."""
    serial = np.where(seen.of("number"), serial_dates(seen.a, system), NEVER)
    return np.where(seen.of("date"), seen.when, serial)
