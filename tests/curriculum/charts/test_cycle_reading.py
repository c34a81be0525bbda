"""A cycle's chart, read once: the golden examples' figures, and laws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.artifacts import StudyPoint
from curriculum.charts import ChartError
from curriculum.charts.cycle import CycleReading, read_cycle

Pair = tuple[int | None, int]


def points(before: Sequence[Pair], since: Sequence[Pair]) -> list[StudyPoint]:
    first = date(2026, 9, 22)
    return [
        StudyPoint(
            day=(first + timedelta(days=at)).isoformat(),
            count=count,
            of=of,
            phase="baseline" if at < len(before) else "cycle",
        )
        for at, (count, of) in enumerate([*before, *since])
    ]


def counts(text: str) -> list[Pair]:
    return [(int(a), int(b)) for a, b in (one.split("/") for one in text.split(", "))]


def shares(*values: int) -> list[Pair]:
    return [(value, 100) for value in values]


ROOM_15 = points(
    counts("8/26, 12/27, 5/25, 10/26, 13/27, 6/25, 9/27, 11/26, 7/27, 7/24, 13/26, 6/25"),
    counts("12/26, 7/25, 14/27, 10/26, 15/25, 10/26, 14/24, 17/27, 10/25, 17/27, 13/22, 11/23"),
)
ROOM_14 = points(
    counts("7/25, 8/26, 5/27, 11/27, 10/24, 8/24, 6/27, 11/27, 8/24, 8/25, 13/27, 7/25"),
    counts("6/25, 7/27, 10/25, 6/25, 11/26, 7/26, 8/24, 9/24, 11/27, 15/27, 10/27, 8/26"),
)
ROOM_9 = points(shares(52, 48, 55, 50, 47, 53), shares(49, 58, 61, 63))


def test_the_strong_study() -> None:
    """ "frozen baseline median 32%; 24 useful points; longest run 10 (limit 8); 11 crossings (fewer
    than 8 would signal); 11 of 12 points since the change above the median"
    """
    read = read_cycle(ROOM_15)
    assert round(read.median) == 32
    assert (read.useful, read.longest_run, read.longest_run_max) == (24, 10, 8)
    assert (read.crossings, read.crossings_min) == (11, 8)
    assert (read.above, read.since) == (11, 12)
    assert read.anhoej
    assert read.ihi
    assert read.way("anhoej") == read.way("ihi") == "up"
    assert not read.began_before


def test_the_other_room_of_the_strong_study() -> None:
    """ "baseline median 33%, 24 points, longest run 5, 12 crossings, no signal".

    So the Anhøj rules say; the IHI rules see five rising points in it, and say trend.
    """
    read = read_cycle(ROOM_14)
    assert round(read.median) == 33
    assert (read.useful, read.longest_run, read.crossings) == (24, 5, 12)
    assert not read.signal("anhoej")
    assert read.way("anhoej") == ""
    assert read.signal("ihi")
    assert read.chart.shift_points() == ()
    assert len(read.chart.trend_points()[0]) == 5


def test_the_strong_studys_pooled_counts() -> None:
    since = [one for one in ROOM_15 if one.phase == "cycle"]

    def together(some: list[StudyPoint]) -> tuple[int, int]:
        return sum(one.count or 0 for one in some), sum(one.of or 0 for one in some)

    assert together(since[:4]) == (43, 104)
    assert together(since[4:]) == (107, 199)
    assert together([one for one in ROOM_15 if one.phase == "baseline"]) == (107, 311)
    last = since[-2:]
    assert [round(100 * (o.count or 0) / 27) for o in last] == [48, 41]
    assert sum(27 - (o.of or 0) for o in last) == 9
    assert sum(27 - (o.of or 0) for o in since) == 21


def test_the_flawed_study() -> None:
    """ "baseline median 51%; 10 useful points; longest run 3 (limit 6); 6 crossings (fewer than 2
    would signal)"; "(Five: a run of 8.)"
    """
    read = read_cycle(ROOM_9)
    assert read.median == 51.0
    assert (read.useful, read.longest_run, read.longest_run_max) == (10, 3, 6)
    assert (read.crossings, read.crossings_min) == (6, 2)
    assert not read.anhoej
    assert not read.ihi
    assert (read.run_at_end, read.end_side) == (3, "up")
    assert read.more_points("up", "anhoej") == 5
    assert read.more_points("up", "ihi") == 3
    assert read.more_points("down", "ihi") == 6


def test_a_rise_that_began_before_the_change_is_seen() -> None:
    early = read_cycle(
        points(shares(40, 42, 38, 41, 39, 50, 52, 54), shares(55, 53, 56, 54, 57, 55))
    )
    assert early.way("ihi") == "up"
    assert early.began_before
    clean = read_cycle(
        points(shares(40, 42, 38, 41, 39, 43, 37, 44), shares(55, 53, 56, 54, 57, 55))
    )
    assert clean.way("ihi") == "up"
    assert not clean.began_before


def test_a_missing_lesson_is_no_point() -> None:
    gap = points(shares(52, 48, 55, 50, 47, 53), [(49, 100), (None, 28), (61, 100), (0, 0)])
    read = read_cycle(gap)
    assert (read.since, read.useful) == (2, 8)


@pytest.mark.parametrize(
    ("before", "since", "said"),
    [
        ([], shares(50, 60), "no baseline"),
        ([(None, 28), (0, 0)], shares(50, 60), "no baseline"),
    ],
)
def test_without_a_baseline_nothing_is_read(before: Any, since: Any, said: str) -> None:
    with pytest.raises(ChartError, match=said):
        read_cycle(points(before, since))


def test_points_out_of_order_or_twice_are_refused() -> None:
    with pytest.raises(ChartError, match="Sort"):
        read_cycle([*ROOM_9[6:], *ROOM_9[:6]])
    with pytest.raises(ChartError, match="same day"):
        read_cycle([ROOM_9[0], *ROOM_9])


def test_a_baseline_alone_can_be_read() -> None:
    read = read_cycle(ROOM_9[:6])
    assert read.since == 0
    assert read.way("ihi") == read.way("anhoej") == ""


SERIES = st.lists(st.integers(0, 100), min_size=1, max_size=20)


@given(before=SERIES, since=SERIES)
@settings(max_examples=80, deadline=None)
def test_turning_the_chart_over_turns_the_way_over(before: list[int], since: list[int]) -> None:
    one = read_cycle(points(shares(*before), shares(*since)))
    other = read_cycle(
        points(shares(*(100 - x for x in before)), shares(*(100 - x for x in since)))
    )
    turned = {"up": "down", "down": "up", "": ""}
    for rules in ("ihi", "anhoej"):
        assert one.signal(rules) == other.signal(rules)
        assert turned[one.way(rules)] == other.way(rules)
        if one.way(rules):
            assert one.signal(rules)
    assert one.began_before == other.began_before
    assert (one.above, one.below) == (other.below, other.above)


@given(before=SERIES, since=SERIES, rules=st.sampled_from(["ihi", "anhoej"]))
@settings(max_examples=60, deadline=None)
def test_the_further_points_that_it_takes_do_signal(
    before: list[int], since: list[int], rules: Any
) -> None:
    read = read_cycle(points(shares(*before), shares(*since)))
    more = read.more_points("up", rules)
    if more is None or read.median >= 100:
        return
    grown: CycleReading = read_cycle(points(shares(*before), shares(*since, *[100] * more)))
    assert grown.signal(rules)
