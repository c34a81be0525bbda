"""Small things to predict with a range, whose truth is known at once.

Each is a school scene with numbers of its own; what happens is simulated. The scene says all that
can be known, so an honest 80 % range is as wide as chance makes it: `RangeItem.likely` is that
range, from `REPLICATES` other draws of the same scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.values import percent

REPLICATES = 200
SET = 5


@dataclass(frozen=True, slots=True)
class RangeItem:
    """One thing to predict.

    Attributes
    ----------
    id : str
        The same item always has the same id ("range/next-lesson/0f3a...").
    scene : str
        Which of the scenes it is.
    question, unit : str
    truth : int
        What happened.
    likely : tuple of int
        Where it falls four times in five.
    source : str
        One sentence: where the truth comes from, and what makes it vary.
    """

    id: str
    scene: str
    question: str
    unit: str
    truth: int
    likely: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """A question with its numbers drawn, and the chance process behind it."""

    question: str
    unit: str
    source: str
    happen: Callable[[Draw], int]


def _lesson(draw: Draw, n: int, rate: float, sd: float = 0.08) -> int:
    """How many of ``n`` in one lesson whose rate lies around ``rate``."""
    return draw.binomial(n, min(max(draw.normal(rate, sd), 0.01), 0.99))


def _next_lesson(draw: Draw) -> _Scene:
    n, rate = draw.integer(25, 30), draw.integer(8, 14) * 5
    return _Scene(
        f"Over many lessons, {rate}% of a class of {n} have answered the exit question. Nothing "
        "changes. How many of them answer it in the next lesson, if all are there?",
        "students",
        "Simulated: each lesson has a good or a bad day in it, about 8 points either way, and each "
        "student answers or does not.",
        lambda d: _lesson(d, n, rate / 100),
    )


def _four_lessons(draw: Draw) -> _Scene:
    n, rate = draw.integer(25, 30), draw.integer(7, 13) * 5
    return _Scene(
        f"In a class of {n}, the average over a whole fall was {rate}% with a reason on the slip. "
        "Nothing changes. What percent will the next four lessons together show?",
        "%",
        "Simulated: four lessons together vary half as much as one lesson alone.",
        lambda d: percent(sum(_lesson(d, n, rate / 100) for _ in range(4)), 4 * n),
    )


def _best_of_twelve(draw: Draw) -> _Scene:
    n, rate = draw.integer(24, 30), draw.integer(7, 12) * 5
    return _Scene(
        f"A stable class of {n} shows {rate}% on average. You look at twelve lessons. What percent "
        "does the best of them show?",
        "%",
        "Simulated: among twelve lessons of a stable class, the best lies far above the average by "
        "chance alone.",
        lambda d: max(percent(_lesson(d, n, rate / 100), n) for _ in range(12)),
    )


def _spread(draw: Draw) -> _Scene:
    n, lessons = draw.integer(24, 30), draw.integer(8, 14)
    return _Scene(
        f"A class of {n} shows 50% on average, and nothing changes for {lessons} lessons. How many "
        "percentage points lie between its best and its worst lesson?",
        "percentage points",
        "Simulated: the distance between best and worst grows with the number of lessons, while "
        "nothing at all has changed.",
        lambda d: _distance([percent(_lesson(d, n, 0.5), n) for _ in range(lessons)]),
    )


def _distance(values: list[int]) -> int:
    return max(values) - min(values)


def _absences(draw: Draw) -> _Scene:
    n, days, rate = draw.integer(24, 31), draw.integer(8, 15), draw.integer(4, 8)
    return _Scene(
        f"In a class of {n}, {rate}% are absent on an average day. Over {days} school days, how "
        "many absences does the attendance book hold (one student on one day is one)?",
        "absences",
        "Simulated: some days half of a bus is missing, on others everybody is there.",
        lambda d: sum(_lesson(d, n, rate / 100, 0.02) for _ in range(days)),
    )


def _longest_run(draw: Draw) -> _Scene:
    lessons = draw.integer(18, 30)
    return _Scene(
        f"A stable class is counted in {lessons} lessons. Some lie above its median, some below. "
        "How many in a row lie on the same side, at the longest?",
        "lessons in a row",
        "Simulated: chance makes longer runs than most people expect, as with coins.",
        lambda d: _run([d.normal() for _ in range(lessons)]),
    )


def _run(values: list[float]) -> int:
    middle, longest, current, last = median(values), 0, 0, 0
    for value in values:
        side = 1 if value > middle else -1
        current = current + 1 if side == last else 1
        longest, last = max(longest, current), side
    return longest


def _lowest_rise(draw: Draw) -> _Scene:
    classes = draw.integer(20, 30)
    return _Scene(
        f"In the fall, {classes} classes take the same short check; on average 55% is right. The "
        "five lowest classes are noted, and nothing is done. In spring all take such a check "
        "again, and again the average is 55%. By how many points have those five risen?",
        "percentage points",
        "Simulated: part of what made them the lowest five was a bad day, and a bad day does not "
        "last.",
        lambda d: _regress(d, classes),
    )


def _regress(draw: Draw, classes: int) -> int:
    lasting = [draw.normal(55.0, 6.0) for _ in range(classes)]
    fall = [one + draw.normal(0.0, 8.0) for one in lasting]
    spring = [one + draw.normal(0.0, 8.0) for one in lasting]
    lowest = sorted(range(classes), key=lambda at: fall[at])[:5]
    return round(sum(spring[at] - fall[at] for at in lowest) / 5)


def _classes_above(draw: Draw) -> _Scene:
    classes, n = draw.integer(12, 20), draw.integer(24, 29)
    return _Scene(
        f"In {classes} classes of {n}, each student has an even chance of a right answer to a "
        "quick question. In how many of the classes are 60% or more right?",
        "classes",
        "Simulated: all classes are alike, and still some look strong and some weak.",
        lambda d: sum(percent(d.binomial(n, 0.5), n) >= 60 for _ in range(classes)),
    )


def _small_group(draw: Draw) -> _Scene:
    small = draw.integer(6, 9)
    return _Scene(
        f"A group of {small} students is as likely as everyone else, 50%, to turn in the task. On "
        "one day, what percent of the group turns it in?",
        "%",
        f"Simulated: with {small} students, one student more or less moves the percent by about "
        f"{percent(1, small)} points.",
        lambda d: percent(d.binomial(small, 0.5), small),
    )


def _ups(draw: Draw) -> _Scene:
    weeks = draw.integer(16, 30)
    return _Scene(
        f"A stable measure is taken in {weeks} weeks. How many times is it “up from last week”?",
        "times",
        "Simulated: a measure that goes nowhere is up from last week about half of the time.",
        lambda d: _rises([d.normal() for _ in range(weeks)]),
    )


def _rises(values: list[float]) -> int:
    return sum(b > a for a, b in pairwise(values))


SCENES: dict[str, Callable[[Draw], _Scene]] = {
    "next-lesson": _next_lesson,
    "four-lessons": _four_lessons,
    "best-of-twelve": _best_of_twelve,
    "spread": _spread,
    "absences": _absences,
    "longest-run": _longest_run,
    "lowest-rise": _lowest_rise,
    "classes-above": _classes_above,
    "small-group": _small_group,
    "up-from-last-week": _ups,
}


def range_item(seed: int, scene: str | None = None) -> RangeItem:
    """One thing to predict.

    Parameters
    ----------
    seed : int
        Any non-negative integer.
    scene : str, optional
        A key of `SCENES`; drawn otherwise.

    Returns
    -------
    RangeItem
        Always the same for the same arguments.

    Raises
    ------
    KeyError
        If there is no such scene.
    """
    draw = Draw(seed)
    name = scene or draw.choice(sorted(SCENES))
    drawn = SCENES[name](draw)
    truth = drawn.happen(draw)
    other = sorted(drawn.happen(draw) for _ in range(REPLICATES))
    # The tenth part at each end lies outside.
    tenth = REPLICATES // 10
    return RangeItem(
        id=f"range/{name}/{seed:x}",
        scene=name,
        question=drawn.question,
        unit=drawn.unit,
        truth=truth,
        likely=(other[tenth], other[-tenth - 1]),
        source=drawn.source,
    )


def range_items(key: str, number: int) -> tuple[RangeItem, ...]:
    """Five things to predict, of five different scenes; two rounds show every scene once.

    Parameters
    ----------
    key : str
        The learner's id on the roster.
    number : int
        0 for the first five, 1 and up for more.
    """
    deck = sorted(SCENES)
    around, at = divmod(number, len(deck) // SET)
    Draw(case_seed(key, "range-items", around)).shuffle(deck)
    return tuple(
        range_item(case_seed(key, f"range-item-{place}", number) >> 64, scene)
        for place, scene in enumerate(deck[at * SET : (at + 1) * SET])
    )
