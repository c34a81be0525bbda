"""Whether words name a day that a school could put in a calendar."""

from __future__ import annotations

import re
from typing import Literal

DateReading = Literal["date", "impossible", "vague", "unknown", "none"]

_MONTHS = {
    "jan": 31, "feb": 29, "mar": 31, "apr": 30, "may": 31, "jun": 30,
    "jul": 31, "aug": 31, "sep": 30, "oct": 31, "nov": 30, "dec": 31,
}  # fmt: skip

MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_DAY = re.compile(rf"\b({MONTH})\b\.?(?:\s+(\d{{1,3}})(?:st|nd|rd|th)?\b)?", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,3}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})\b(?!\.?\s+\d{{1,2}}\b)",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\b")
_ISO = re.compile(r"\b(?:19|20)\d\d-(\d{1,2})-(\d{1,2})\b")
_CALENDAR = re.compile(
    r"""\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b
    | \b(?:today|tonight|tomorrow|christmas|thanksgiving|halloween|easter|labor\ day|new\ year)\b
    | \b(?:spring|winter|fall|autumn|summer|thanksgiving|holiday|february|mid-winter)\s+
        (?:break|recess|conferences?|vacation)\b
    | \bq[1-4]\b
    | \b(?:quarter|trimester|semester|term|week|unit)\s+(?:\d{1,2}|one|two|three|four)\b
    | \b(?:first|second|third|fourth|1st|2nd|3rd|4th|last|final)\s+
        (?:day|week|month|quarter|trimester|semester|term)\b
    | \b(?:end|start|beginning|middle|close|mid)[\ -]+(?:of\s+)?(?:the\s+|this\s+|next\s+|our\s+)?
        (?:day|week|month|quarter|trimester|semester|term|year|unit|fall|spring|winter)\b
    | \b(?:this|next|coming|following)\s+(?:\w+\s+){0,2}
        (?:day|week|month|quarter|trimester|semester|term|year|meeting|session|plc|
           conferences?|lesson|unit|fall|spring|winter|summer)\b
    | \b(?:in|within)\s+(?:\d{1,2}|one|two|three|four|five|six|a)\s+(?:school\s+)?
        (?:days?|weeks?|months?)\b
    | \b(?:meeting|session|convening|visit)\s+(?:on|in|of|before|after)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_VAGUE = re.compile(
    r"""\b(?:soon(?:er)?|asap|a\.s\.a\.p|as\ soon\ as|some\s?(?:time|day)|later|eventually|
    when(?:ever)?|tbd|tba|to\ be\ (?:determined|decided)|ongoing|at\ some\ point|one\ day|
    in\ the\ future|not\ sure|don'?t\ know|no\ idea|idk|n/?a|none|never|always|regularly)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def reads_as_date(text: str) -> DateReading:
    """How a "by when" reads.

    Returns
    -------
    {"date", "impossible", "vague", "unknown", "none"}
        ``none`` when nothing is written, ``impossible`` for a day no calendar has
        ("February 31"), ``vague`` for words that name no day ("soon"), ``unknown`` when this
        reader cannot tell.
    """
    text = text[:600]
    if not re.search(r"\w", text):
        return "vague" if text.strip() else "none"
    days = days_in(text)
    if any(not 1 <= month <= 12 or not 1 <= day <= _length(month) for month, day in days):
        return "impossible"
    if days or _MONTH_DAY.search(text) or _CALENDAR.search(text):
        return "date"
    return "vague" if _VAGUE.search(text) else "unknown"


def days_in(text: str) -> list[tuple[int, int]]:
    """Every (month, day) that a text names, in no particular order."""
    found = [(_month(m[1]), int(m[2])) for m in _MONTH_DAY.finditer(text) if m[2]]
    found += [(_month(m[2]), int(m[1])) for m in _DAY_MONTH.finditer(text)]
    iso = list(_ISO.finditer(text))
    found += [(int(m[1]), int(m[2])) for m in iso]
    if not iso:
        found += [(int(m[1]), int(m[2])) for m in _SLASHED.finditer(text)]
    return found


def _month(name: str) -> int:
    return list(_MONTHS).index(name[:3].lower()) + 1


def _length(month: int) -> int:
    return list(_MONTHS.values())[month - 1]
