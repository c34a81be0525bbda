"""Times on a coach's and a learner's pages are those of the clock on their wall."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from autograde.exchange import format_timestamp, parse_timestamp, spoken

WHEN = datetime(2026, 11, 6, 2, 5, tzinfo=UTC)


@pytest.fixture
def in_california(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        raise RuntimeError("This computer's Python cannot change its time zone for a test.")
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_california")
def test_an_evening_stays_that_evening() -> None:
    assert spoken(WHEN) == "November 5, 2026 at 6:05 PM PST"
    summer = WHEN.replace(month=7)
    assert spoken(summer) == "July 5, 2026 at 7:05 PM PDT"
    # What nbgrader keeps stays in UTC.
    assert format_timestamp(WHEN) == "2026-11-06 02:05:00.000000 UTC"
    assert parse_timestamp(format_timestamp(WHEN)) == WHEN


def test_elsewhere_the_zone_is_named() -> None:
    assert spoken(WHEN) == "November 6, 2026 at 2:05 AM UTC"
