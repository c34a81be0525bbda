"""A class and its lessons: every student has a rate, every lesson a shock that all share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from curriculum.simulate.cycle_data import CycleTruth, GroupSize, LessonCount, Room
from curriculum.simulate.rng import Draw


def draw_room(
    draw: Draw, groups: tuple[GroupSize, ...], rate: float, gap: float, minutes: int
) -> Room:
    """A class around a mean ``rate``; the first group lies ``gap`` below the others.

    Each student lies up to .33 above or below the mean of the group, in even steps.
    """
    total = sum(group.n for group in groups)
    rates: list[float] = []
    member: list[int] = []
    for place, group in enumerate(groups):
        mean = rate + gap * groups[0].n / total - (gap if place == 0 else 0.0)
        order = list(range(group.n))
        draw.shuffle(order)
        spread = min(0.33, mean - 0.02, 0.98 - mean)
        rates += [round(mean + spread * (2.0 * at / max(group.n - 1, 1) - 1.0), 4) for at in order]
        member += [place] * group.n
    return Room(groups, tuple(rates), tuple(member), minutes)


def draw_lesson(
    draw: Draw,
    room: Room,
    day: date,
    *,
    shift: float = 0.0,
    away: Mapping[int, float] | None = None,
    minutes: int = 0,
    sd: float = 0.08,
) -> LessonCount:
    """One lesson.

    Parameters
    ----------
    shift : float
        Added to every student's rate.
    away : mapping of int to float, optional
        Chance of being absent for these students; .05 for the others.
    minutes : int
        Added to the balancing measure.
    sd : float
        Spread of the lesson's shock, which all students share.
    """
    shock = draw.normal(0.0, sd)
    counts = [[0, 0] for _ in room.groups]
    for student, rate in enumerate(room.rates):
        absent = draw.uniform() < (away or {}).get(student, 0.05)
        does = draw.uniform() < min(max(rate + shift + shock, 0.01), 0.99)
        if not absent:
            counts[room.member[student]][0] += does
            counts[room.member[student]][1] += 1
    of = sum(one[1] for one in counts)
    return LessonCount(
        day=day.isoformat(),
        count=sum(one[0] for one in counts),
        of=of,
        absent=room.n - of,
        groups=tuple((count, present) for count, present in counts),
        minutes=room.minutes + minutes + draw.integer(-2, 2),
    )


def draw_baseline(
    draw: Draw, room: Room, days: tuple[date, ...], truth: CycleTruth
) -> tuple[LessonCount, ...]:
    """The lessons before the change; with ``began_before`` they climb over the second half."""
    half = len(days) // 2
    climb = 0.14 if truth == "began_before" else 0.0
    return tuple(
        draw_lesson(draw, room, day, shift=climb * max(0, at - half + 1) / (len(days) - half))
        for at, day in enumerate(days)
    )
