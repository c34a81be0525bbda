"""One class before and after a change, lesson by lesson, with what was planted in it.

Every student has a rate of their own, the same all through; each lesson has a shock that all share
(standard deviation 8 points). Whoever is present does or does not do what is counted. What happens
after the change is seeded with the lock's digest: nobody can have seen it before, and other words
meet other data.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from typing import Literal

from curriculum.simulate.cycle_data import (
    TRUTHS,
    Cycle,
    CycleTexts,
    CycleTruth,
    GroupSize,
    LessonCount,
    LogLine,
    PlantedCycle,
    Room,
    Setup,
)
from curriculum.simulate.cycle_room import draw_lesson
from curriculum.simulate.lesson_days import said
from curriculum.simulate.rng import Draw, case_seed

__all__ = [
    "TRUTHS",
    "Cycle",
    "CycleTexts",
    "CycleTruth",
    "GroupSize",
    "LessonCount",
    "LogLine",
    "PlantedCycle",
    "Room",
    "Setup",
    "cycle_digest",
    "draw_cycle",
    "tell_cycle",
]


def draw_cycle(
    plan_digest: str,
    key: str,
    setup: Setup,
    *,
    lessons: int | None = None,
    truth: CycleTruth | None = None,
) -> Cycle:
    """What came of a locked plan.

    Parameters
    ----------
    plan_digest : str
        Digest of the plan's lock. Another digest meets other data; the class, its baseline and
        the truth stay the same.
    key : str
        The learner's id on the roster.
    setup : Setup
        Of the learner's case.
    lessons : int, optional
        Lessons since the change, 1 to as many as the case has days for; all by default.
    truth : str, optional
        Plant this one (for worked examples and tests).

    Returns
    -------
    Cycle
        Always the same for the same arguments.
    """
    seed = case_seed(key, f"{setup.exercise}/cycle/{plan_digest}", setup.draw)
    draw = Draw(seed)
    kind = truth or setup.truth
    after = setup.days[len(setup.baseline) :]
    after = after[: min(max(lessons or len(after), 1), len(after))]
    effect, other = _effects(kind, setup.hoped)
    done = _fidelity(draw, kind, len(after))
    lost = draw.integer(1, len(after) - 2) if len(after) > 4 and draw.uniform() < 0.5 else None
    away = _away(setup.room) if kind == "missing" else None
    share = {"yes": 1.0, "partly": 0.4, "no": 0.0}
    made = []
    for at, day in enumerate(after):
        drift = other if kind != "began_before" else other * (0.7 + 0.3 * at / len(after))
        shift = (effect * share[done[at]] + drift) / 100.0
        slower = -3 if done[at] == "yes" else -1 if done[at] == "partly" else 0
        made.append(draw_lesson(draw, setup.room, day, shift=shift, away=away, minutes=slower))
    if lost is not None:
        made[lost] = replace(made[lost], count=None, groups=((0, 0),) * len(setup.room.groups))
    comparison = tuple(
        draw_lesson(draw, setup.other_room, day, shift=other / 100.0 * (kind == "confounder"))
        for day in after
    )
    log = _log(setup, tuple(made), done, lost)
    cycle = Cycle(
        key=key,
        plan_digest=plan_digest,
        baseline=setup.baseline,
        lessons=tuple(made),
        change_day=after[0].isoformat(),
        groups=setup.room.groups,
        log=log,
        annotations=_annotations(log, lost),
        deviations=" ".join(f"{said(one.day)}: {one.words}" for one in log if one.done != "yes"),
        comparison=(*setup.other_baseline, *comparison),
        comparison_room=setup.texts.comparison_room,
        fact=setup.texts.facts[kind],
        balancing=setup.texts.balancing,
        truth=PlantedCycle(kind, *setup.texts.truths[kind], effect=effect, other=other),
    )
    return replace(cycle, digest=cycle_digest(cycle))


def _effects(kind: CycleTruth, hoped: int) -> tuple[int, int]:
    """Points that the change adds when it is done, and that something else adds."""
    return {
        "as_predicted": (hoped, 0),
        "none": (0, 0),
        "opposite": (-14, 0),
        "began_before": (0, 20),
        "ceiling": (4, 0),
        "low_fidelity": (hoped, 0),
        "confounder": (0, hoped),
        "missing": (0, 0),
    }[kind]


def _fidelity(draw: Draw, kind: CycleTruth, lessons: int) -> list[Literal["yes", "partly", "no"]]:
    """How each lesson was done: mostly as planned, with one lesson cut short; seldom if low."""
    done: list[Literal["yes", "partly", "no"]] = ["yes"] * lessons
    if kind == "low_fidelity":
        for at in range(lessons):
            done[at] = "yes" if at % 4 == 0 else "partly" if at % 4 == 2 else "no"
    elif lessons > 2:
        done[draw.integer(1, lessons - 1)] = "partly"
    return done


def _away(room: Room) -> dict[int, float]:
    """The lowest two in five of the class are elsewhere on most of these days."""
    order = sorted(range(room.n), key=lambda student: (room.rates[student], student))
    return dict.fromkeys(order[: (2 * room.n) // 5], 0.8)


def _log(
    setup: Setup,
    lessons: tuple[LessonCount, ...],
    done: list[Literal["yes", "partly", "no"]],
    lost: int | None,
) -> tuple[LogLine, ...]:
    words = {"yes": setup.texts.done, "partly": setup.texts.partly, "no": setup.texts.not_done}
    used = dict.fromkeys(words, 0)
    lines = []
    for at, (lesson, how) in enumerate(zip(lessons, done, strict=True)):
        text = words[how][used[how] % len(words[how])]
        used[how] += 1
        if at == lost:
            text = f"{text} {setup.texts.not_counted}"
        lines.append(LogLine(lesson.day, how, text, lesson.minutes))
    return tuple(lines)


def _annotations(log: tuple[LogLine, ...], lost: int | None) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one.day, one.words) for at, one in enumerate(log) if one.done != "yes" or at == lost
    )


def cycle_digest(cycle: Cycle) -> str:
    """BLAKE2b (32 hex digits) of what the learner reads, in canonical JSON."""
    read = asdict(replace(cycle, digest=""))
    del read["truth"]
    text = json.dumps(read, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def tell_cycle(cycle: Cycle, reading: str, sound: bool) -> tuple[str, ...]:
    """The truth after the decision, beginning with the reading.

    Parameters
    ----------
    cycle : Cycle
    reading : str
        What the learner decided, in words ("no signal").
    sound : bool
        Whether that follows from the data by the rule in force (a check says so).

    Returns
    -------
    tuple of str
        Paragraphs: the reading first, then what was underneath.
    """
    if sound:
        first = f"Your reading, {reading}, was sound: it is what these data show."
    else:
        first = f"You read {reading}. Look at the points once more: the rule says something else."
    truth = cycle.truth
    return (
        first,
        f"Here is what was underneath: {truth.title}. {truth.story}",
        truth.reading,
        "A careful reader can be unlucky: with so few lessons, a real change sometimes leaves no "
        "signal and chance sometimes makes one. That is why one cycle is followed by another.",
    )
