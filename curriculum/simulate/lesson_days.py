"""Days on which a class meets: two weekdays, without the days on which there is no school."""

from __future__ import annotations

from datetime import date, timedelta

#: The school year of the practice cases, in the past, so that a team's lock is never in the
#: future: days without school, first and last of each break.
BREAKS = (
    (date(2024, 9, 2), date(2024, 9, 2)),
    (date(2024, 10, 14), date(2024, 10, 14)),
    (date(2024, 11, 11), date(2024, 11, 11)),
    (date(2024, 11, 25), date(2024, 11, 29)),
    (date(2024, 12, 23), date(2025, 1, 6)),
    (date(2025, 1, 20), date(2025, 1, 20)),
    (date(2025, 2, 17), date(2025, 2, 17)),
    (date(2025, 3, 31), date(2025, 4, 4)),
    (date(2025, 5, 26), date(2025, 5, 26)),
)
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def lesson_days(first: date, weekdays: tuple[int, int], lessons: int) -> tuple[date, ...]:
    """The first ``lessons`` days from ``first`` on that fall on these weekdays (0 is Monday)."""
    found: list[date] = []
    day = first
    while len(found) < lessons:
        if day.weekday() in weekdays and is_school_day(day):
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def is_school_day(day: date) -> bool:
    """Whether there is school on this day."""
    return day.weekday() < 5 and not any(a <= day <= b for a, b in BREAKS)


def school_day_before(day: date) -> date:
    """The last school day before a day."""
    day -= timedelta(days=1)
    while not is_school_day(day):
        day -= timedelta(days=1)
    return day


def monday_after(day: date) -> date:
    """The Monday of the week after a day."""
    return day + timedelta(days=7 - day.weekday())


def said(day: date | str) -> str:
    """ "November 3" for a day or its ISO form."""
    when = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{MONTHS[when.month - 1]} {when.day}"


def weekdays_said(weekdays: tuple[int, int]) -> str:
    """ "Tuesdays and Thursdays"."""
    return " and ".join(WEEKDAYS[day] for day in weekdays)
