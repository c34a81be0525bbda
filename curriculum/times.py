"""Times as a person reads them in the United States: 3:42 PM, October 3 at 3:42 PM."""

from __future__ import annotations

from datetime import datetime


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
