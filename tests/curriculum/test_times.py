"""Times as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from curriculum.times import clock, day_and_clock


@pytest.mark.parametrize(
    ("hour", "minute", "says"),
    [
        (0, 0, "12:00 AM"),
        (0, 5, "12:05 AM"),
        (9, 30, "9:30 AM"),
        (11, 59, "11:59 AM"),
        (12, 0, "12:00 PM"),
        (15, 42, "3:42 PM"),
        (23, 9, "11:09 PM"),
    ],
)
def test_the_clock_has_twelve_hours(hour: int, minute: int, says: str) -> None:
    when = datetime(2026, 10, 3, hour, minute, tzinfo=UTC)
    assert clock(when) == says
    assert day_and_clock(when) == f"October 3 at {says}"


def test_no_two_minutes_of_a_day_read_the_same() -> None:
    start = datetime(2026, 10, 3, tzinfo=UTC)
    assert len({clock(start + timedelta(minutes=n)) for n in range(24 * 60)}) == 24 * 60
