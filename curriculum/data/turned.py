"""Fractions that a spreadsheet turned into dates: 18/27 stays, 7/27 becomes July 27."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from curriculum.data.dates import DATED, SCORED, Reading
from curriculum.data.looked import Looked
from curriculum.data.raw import DAYS, Context, RawColumn
from curriculum.data.report import Option, Question
from curriculum.data.stamps import Floats, parts

_DAY_OF_1930 = 10_959  # spreadsheets take two digits from 30 on for years of that century


def serials_among_fractions(column: RawColumn) -> bool:
    """Whether numbers are dates that fractions became, shown as plain numbers (46169 for 5/27)."""
    number, fraction = column.tally["number"], column.tally["fraction"]
    if not number or 4 * fraction < number or DATED.search(column.name):
        return False
    value = column.seen.a[column.seen.of("number")]
    serial = (value >= _DAY_OF_1930) & (value < 60_000) & (value == np.trunc(value))
    return column.share("fraction", "number", *DAYS) >= 0.8 and bool(serial.all())


def turned(column: RawColumn) -> bool:
    """Whether a column's dates are what a spreadsheet made of fractions."""
    if column.tally["day"] and column.tally["month"]:
        return True
    scored = SCORED.search(column.name) and not DATED.search(column.name)
    return bool(scored) and _without_time(column) and bool(_undone_ways(column.seen))


def maybe_turned(column: RawColumn, context: Context) -> Question | None:
    """What to ask where dates may be fractions: another column tells the time already."""
    if not context.dated or DATED.search(column.name) or SCORED.search(column.name):
        return None
    # Nobody writes out a fraction as 2026-07-27.
    written = any(isinstance(cell, str) for cell in column.chosen(column.seen.of("date")))
    if written or not _without_time(column) or not _undone_ways(column.seen):
        return None
    options = (
        Option("dates", "Dates"),
        Option("fractions", "Fractions such as 7/27 that a spreadsheet turned into dates"),
    )
    text = f"“{column.name}” holds dates. Are they dates, or fractions turned into dates?"
    return Question(f"turned:{column.name}", text, options)


def _without_time(column: RawColumn) -> bool:
    _, second = parts(column.seen.when)
    return not bool((column.seen.of("date", "order") & (second >= 60)).any())


def mixed_fractions(
    column: RawColumn, answers: Mapping[str, str]
) -> tuple[Floats, Floats, Reading]:
    """Fractions of which a spreadsheet turned some into dates ("7/27" into July 27).

    Parameters
    ----------
    column : RawColumn
    answers : mapping

    Returns
    -------
    part, whole : float arrays
    said : Reading
    """
    result, name, seen, rows = Reading(), column.name, column.seen, column.rows
    held, turned = seen.of("fraction"), seen.of(*DAYS)
    part, whole = np.where(held, seen.a, np.nan), np.where(held, seen.b, np.nan)
    possible = _undone_ways(seen)
    key = f"mixed:{name}"
    answer = answers.get(key, "")
    if answer == "missing":
        said = f"Read as missing, as you said, since they had become dates: {rows(turned)}."
        result.said.append(said)
    elif answer in possible:
        back, lost = ~np.isnan(possible[answer][0]), turned & np.isnan(possible[answer][0])
        part[back], whole[back] = possible[answer][0][back], possible[answer][1][back]
        said = f"Turned back from dates into {answer}, as you said: {rows(turned & back)}."
        result.said.append(said)
        if lost.any():
            result.said.append(f"Dates that are no fraction, read as missing: {rows(lost)}.")
    else:
        example = {"month/day": "July 27 was 7/27", "day/month": "July 27 was 27/7"}
        options = [Option(way, f"Turn them back: {example[way]}") for way in possible]
        text = (
            f"In “{name}” a spreadsheet turned fractions into dates: {rows(turned)}. "
            "What should become of them? Best correct the file."
        )
        options.append(Option("missing", "Read them as missing"))
        result.questions.append(Question(key, text, tuple(options)))
    return part, whole, result


def _undone_ways(seen: Looked) -> dict[str, tuple[Floats, Floats]]:
    """In which order of month and day all dates may have been fractions, and which ones."""
    ways = {key: _undone(seen, key == "month/day") for key in ("month/day", "day/month")}
    return {
        key: (part, whole)
        for key, (part, whole) in ways.items()
        if (~np.isnan(part)).any()
        and not (part > whole).any()
        and not np.isnan(part[seen.of("order")]).any()
    }


def _undone(seen: Looked, month_first: bool) -> tuple[Floats, Floats]:
    """The fractions that a spreadsheet read as dates; NaN where none fits."""
    days, months, ordered = seen.of("day"), seen.of("month"), seen.of("order")
    start = seen.when.astype("datetime64[M]")
    month = np.where(seen.of("date"), start.astype(np.int64) % 12 + 1.0, seen.a)
    day = np.where(
        seen.of("date"), (seen.when.astype("datetime64[D]") - start).astype(np.int64) + 1.0, seen.b
    )
    if not month_first:
        month, day = np.where(ordered, seen.b, month), np.where(ordered, seen.a, day)
    year, second = parts(seen.when)
    whole_day = seen.of("date", "order") & ~np.isnat(seen.when) & (second < 60) & (month <= 12)
    # 9/45 becomes September 1, 1945; and 5/1 would be no share of a whole.
    yearly = whole_day & (day == 1) & ((year < 2000) | (month_first & (month > 1)))
    day = np.where(yearly, year % 100, np.where(months, day % 100, day))
    if month_first:
        first, last = month, day
    else:
        first = np.where(yearly | months, month, day)
        last = np.where(yearly | months, day, month)
    held = days | months | whole_day
    return np.where(held, first, np.nan), np.where(held, last, np.nan)
