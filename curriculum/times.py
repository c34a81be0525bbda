"""Days and times as a person reads them in the United States: October 3 at 3:42 PM."""

from __future__ import annotations

from datetime import date, datetime


def clock(when: datetime) -> str:
    """The time of day, in the time zone that ``when`` is in.

    Parameters
    ----------
    when : datetime

    Returns
    -------
    str
        On a 12-hour clock, for example ``3:42 PM``; the same on every system and in every locale.
    """
    return f"{when.hour % 12 or 12}:{when.minute:02d} {'AM' if when.hour < 12 else 'PM'}"


def day_and_clock(when: datetime) -> str:
    """The day and the time of day, for example ``October 3 at 3:42 PM``."""
    return f"{when:%B} {when.day} at {clock(when)}"


def moment(when: datetime) -> str:
    """Day, year and time of day, for example ``October 3, 2026 at 3:42 PM``."""
    return f"{when:%B} {when.day}, {when.year} at {clock(when)}"


def long_day(day: str) -> str:
    """A day as one writes it, for example ``October 3, 2026``.

    Parameters
    ----------
    day : str
        ISO; anything else is given back as it is.
    """
    try:
        when = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{when:%B} {when.day}, {when.year}"


def long_days(first: str, last: str) -> str:
    """From one day to another, the year said once: ``October 3 to November 12, 2026``."""
    one, other = long_day(first), long_day(last)
    if not (one and other) or one == other:
        return one or other
    if first[:4] == last[:4]:
        one = one.partition(",")[0]
    return f"{one} to {other}"
