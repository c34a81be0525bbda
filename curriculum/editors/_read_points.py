"""Counts of several lessons as a person types them: one a line, "Sep 22, 8 of 26"."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_COUNT = re.compile(r"(?<![\d/.-])(\d{1,5})\s*(?:of|/|out of|:)\s*(\d{1,5})(?![\d/.])", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{2,4})\b")
_NAMED = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?",
    re.I,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MAX_LINES = 120
AHEAD_DAYS = 31


def read_points(text: str, today: date) -> tuple[list[dict[str, Any]], str]:
    """Read typed lines.

    Parameters
    ----------
    text : str
        One lesson a line (or separated by semicolons): a day, how many, of how many. A line
        without a day is a lesson without one.
    today : date
        A month and day without a year are the latest such day, at most a month from now.

    Returns
    -------
    points : list of dict
        Rows with ``day`` (ISO or ""), ``count``, ``of``.
    sentence : str
        What was understood, and what was not.
    """
    lines = [line.strip() for line in re.split(r"[\n;]", text[:20_000]) if line.strip()]
    found, lost = [], []
    for line in lines[:MAX_LINES]:
        day, rest = _day(line, today)
        counts = _COUNT.findall(rest)
        if len(counts) != 1:
            lost.append(line)
            continue
        count, of = (int(number) for number in counts[0])
        found.append({"day": day, "count": count, "of": of})
    if not lines:
        return [], "Type one lesson a line first, for example: Sep 22, 8 of 26."
    said = f"{len(found)} {'lesson' if len(found) == 1 else 'lessons'} added." if found else ""
    if lost:
        lacking = f"Not understood: “{lost[0][:60]}”. Write it as: Sep 22, 8 of 26."
        return [], f"Nothing added yet. {lacking}"
    return found, said


def _day(line: str, today: date) -> tuple[str, str]:
    for pattern, order in ((_ISO, "ymd"), (_SLASH, "mdy"), (_NAMED, "named")):
        match = pattern.search(line)
        if not match:
            continue
        rest = line[: match.start()] + " " + line[match.end() :]
        try:
            return _made(match, order, today).isoformat(), rest
        except ValueError:
            return "", line
    return "", line


def _made(match: re.Match[str], order: str, today: date) -> date:
    if order == "ymd":
        return date(int(match[1]), int(match[2]), int(match[3]))
    if order == "mdy":
        year = int(match[3])
        return date(year + 2000 if year < 100 else year, int(match[1]), int(match[2]))
    month, day = _MONTHS.index(match[1].lower()) + 1, int(match[2])
    if match[3]:
        return date(int(match[3]), month, day)
    made = date(today.year, month, day)
    return made.replace(year=today.year - 1) if (made - today).days > AHEAD_DAYS else made
