"""The cohort report: which misconceptions a cohort has, and what to teach again next time.

It counts learners, never mistakes, and names nobody: it may lie on a table in the session. A
misconception seen in fewer than ``FEW`` learners' work is told without a number, and below
``SMALL`` hand-ins nothing is counted at all. Learners' own words are never quoted.
"""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from autograde.acting import acted, facts_of, headline
from autograde.course import Course
from autograde.exchange import spoken
from autograde.export import has_rubric
from autograde.rounds import rounds_in
from autograde.rubrics import load_rubric
from curriculum.charts.compare_words import pareto_alternative
from curriculum.charts.pareto import pareto
from curriculum.series import all_series

FEW = 3
SMALL = 5
ADVICE = "Questions without points"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Again:
    """How to teach something again: the module's part, a question, and an activity."""

    part: str
    ask: str
    do: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A misconception, or another thing the check asks for, and in whose work it was seen.

    ``learners`` is None where so few had it that the number is not told.
    """

    name: str
    learners: int | None
    again: Again | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One exercise of the report.

    Parameters
    ----------
    exercise, title : str
    handed_in : int
        Learners whose newest graded version was counted.
    unread : int
        Learners whose hand-in could not be read or is not graded yet.
    misconceptions, others : tuple of Seen
        Most frequent first; ``others`` are criteria in which something is still to fix or asked,
        beside the misconceptions.
    returned, done : int
        Comments returned, and how many of them were acted on.
    chart, chart_alt : str
        PNG as a data URI, and the same in words; empty when nothing may be counted.
    """

    exercise: str
    title: str
    handed_in: int
    unread: int
    misconceptions: tuple[Seen, ...] = ()
    others: tuple[Seen, ...] = ()
    returned: int = 0
    done: int = 0
    chart: str = ""
    chart_alt: str = ""

    @property
    def small(self) -> bool:
        """Whether there are too few to count."""
        return self.handed_in < SMALL

    @property
    def counted(self) -> tuple[Seen, ...]:
        """Misconceptions with a number."""
        return tuple(one for one in self.misconceptions if one.learners is not None)

    @property
    def rare(self) -> tuple[Seen, ...]:
        """Misconceptions without one, in alphabetical order."""
        return tuple(one for one in self.misconceptions if one.learners is None)


@dataclass(slots=True)
class _Counted:
    mistakes: dict[str, set[str]] = field(default_factory=dict)
    criteria: dict[str, set[str]] = field(default_factory=dict)
    handed_in: set[str] = field(default_factory=set)
    unread: int = 0


@cache
def again() -> Mapping[str, Mapping[str, Again]]:
    """What to teach again, by exercise and misconception."""
    text = files("autograde").joinpath("reteach.toml").read_text(encoding="utf-8")
    return {
        exercise: {name: Again(**one) for name, one in table.items()}
        for exercise, table in tomllib.loads(text).items()
    }


def cohort_report(
    course: Course, exercises: Sequence[str] = (), *, progress: Progress | None = None
) -> str:
    """The report as one page of HTML that needs nothing from outside.

    Parameters
    ----------
    course : Course
    exercises : sequence of str
        By default all of the course that people have handed in.
    progress : callable, optional
        Called with (done, all, what) before each learner and once at the end.
    """
    wanted = list(exercises) or [one for one in course.exercises() if has_rubric(one)]
    for one in exercises:
        course.require(one)
        load_rubric(one)
    learners = [one.id for one in course.learners()]
    whole = len(wanted) * (len(learners) + 1)
    say = progress or _silent
    sections = []
    for place, exercise in enumerate(wanted):
        start = place * (len(learners) + 1)
        counted = _Counted()
        for at, learner in enumerate(learners):
            say(start + at, whole, f"Reading {exercise}")
            _count(course, exercise, learner, counted)
        say(start + len(learners), whole, f"Drawing {exercise}")
        if counted.handed_in or counted.unread or exercises:
            sections.append(_section(course, exercise, counted))
    say(whole, whole, "")
    return _page(course, sections, len(learners))


def write_report(
    course: Course, path: Path, exercises: Sequence[str] = (), *, progress: Progress | None = None
) -> None:
    """Write the report to a file; after a crash there is the old one or the new one."""
    text = cohort_report(course, exercises, progress=progress)
    half = path.with_name(f".{path.name}.new")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _count(course: Course, exercise: str, learner: str, counted: _Counted) -> None:
    """Add one learner's newest version."""
    rounds = rounds_in(course.rounds(learner, exercise))
    if not rounds:
        return
    facts = facts_of(rounds[-1])
    if not facts or facts.get("problem"):
        counted.unread += 1
        return
    counted.handed_in.add(learner)
    for one in facts.get("findings", ()):
        if one["status"] == "passed":
            continue
        if one["misconception"]:
            counted.mistakes.setdefault(str(one["misconception"]), set()).add(learner)
        else:
            counted.criteria.setdefault(str(one["criterion"]), set()).add(learner)


def _section(course: Course, exercise: str, counted: _Counted) -> Section:
    rubric = load_rubric(exercise)
    titles = {one.id: one.title for one in rubric.machine} | {"": ADVICE}
    known = again().get(exercise, {})
    count = len(counted.handed_in)
    loop = headline(acted(course, exercise))
    chart, alt = "", ""
    shown = {name: who for name, who in counted.mistakes.items() if len(who) >= FEW}
    if count >= SMALL and len(shown) > 1:
        chart, alt = _chart(shown, count)
    return Section(
        exercise=exercise,
        title=_titles().get(exercise, exercise),
        handed_in=count,
        unread=counted.unread,
        misconceptions=_seen(counted.mistakes.items(), count, known),
        others=_seen(
            ((titles.get(name, name), who) for name, who in counted.criteria.items()), count, {}
        ),
        returned=loop["given"],
        done=loop["done"],
        chart=chart,
        chart_alt=alt,
    )


def _seen(
    found: Iterable[tuple[str, set[str]]], count: int, known: Mapping[str, Again]
) -> tuple[Seen, ...]:
    rows = sorted(found, key=lambda one: (-len(one[1]), one[0]))
    hidden = [
        Seen(name, len(who) if len(who) >= FEW and count >= SMALL else None, known.get(name))
        for name, who in rows
    ]
    # Among those without a number the order must not tell which one is more frequent.
    told = [one for one in hidden if one.learners is not None]
    return (
        *told,
        *sorted((one for one in hidden if one.learners is None), key=lambda one: one.name),
    )


def _chart(shown: Mapping[str, set[str]], count: int) -> tuple[str, str]:
    """The Pareto chart as a data URI, and its alternative text."""
    from curriculum.figures.charts import pareto_figure, png

    made = pareto(
        [name for name, who in shown.items() for _ in who],
        measure=f"misconceptions in the work of {count} learners (once for each learner)",
    )
    picture = base64.b64encode(png(pareto_figure(made))).decode("ascii")
    return f"data:image/png;base64,{picture}", pareto_alternative(made)


def _titles() -> dict[str, str]:
    return {
        module.exercise: module.label
        for series in all_series()
        for module in series.module
        if module.exercise
    }


def _page(course: Course, sections: Sequence[Section], learners: int) -> str:
    from autograde.pages import template

    return template("report.html").render(
        course=course.id,
        made=spoken(datetime.now(UTC)),
        learners=learners,
        sections=sections,
        few=FEW,
        small=SMALL,
    )


def _silent(done: int, whole: int, what: str) -> None:
    """Nobody is watching."""
