"""Small edits of a study, and what its ways of spoiling share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from curriculum.artifacts.study import GroupResult, Study, StudyPoint, Tally
from curriculum.simulate.cycle_cases import StudyCase

Mutants = Iterator[tuple[str, Study]]
Spoil = Callable[[Study, StudyCase], Mutants]


def change(study: Study, **fields: Any) -> Study:
    """The study with fields replaced."""
    return study.model_copy(update=fields)


def change_reading(study: Study, **fields: Any) -> Study:
    """The study with fields of its chart reading replaced."""
    return change(study, signal_reading=study.signal_reading.model_copy(update=fields))


def change_group(study: Study, place: int, **fields: Any) -> Study:
    """The study with fields of one group replaced."""
    made = tuple(
        one.model_copy(update=fields) if at == place else one for at, one in enumerate(study.groups)
    )
    return change(study, groups=made)


def own(**fields: Any) -> Spoil:
    """Fields of the study become these."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        yield "+".join(fields), change(study, **fields)

    return spoil


def moved(field: str, steps: Iterable[float]) -> Spoil:
    """A number of the study is off by each of these."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        value = getattr(study, field)
        if value is not None:
            for step in steps:
                if value + step >= 0:
                    yield f"{field} {step:+g}", change(study, **{field: value + step})

    return spoil


def reading(field: str, steps: Iterable[int | None]) -> Spoil:
    """A number of the chart reading is off by each of these; None takes it away."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        value = getattr(study.signal_reading, field)
        for step in steps:
            if step is None:
                yield f"{field} empty", change_reading(study, **{field: None})
            elif value is not None and value + step >= 0:
                yield f"{field} {step:+g}", change_reading(study, **{field: value + step})

    return spoil


def other(field: str, values: Iterable[str]) -> Spoil:
    """A choice of the study becomes each of the other ones."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        for value in values:
            if value != getattr(study, field):
                yield value or "(open)", change(study, **{field: value})

    return spoil


def other_signal(study: Study, _case: StudyCase) -> Mutants:
    """Signal for none, none for signal."""
    value = "no" if study.signal_reading.signal == "yes" else "yes"
    yield value, change_reading(study, signal=value)


def points(edit: Callable[[StudyPoint], StudyPoint | None], phase: str = "") -> Spoil:
    """Each lesson edited in turn; None drops it."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        for place, point in enumerate(study.points):
            if phase and point.phase != phase:
                continue
            made = edit(point)
            more = (made,) if made is not None else ()
            rows = (*study.points[:place], *more, *study.points[place + 1 :])
            yield point.day, change(study, points=rows)

    return spoil


def change_day(study: Study, _case: StudyCase) -> Mutants:
    """The line moved two lessons to either side."""
    days = [point.day for point in study.points]
    at = days.index(study.change_day)
    for step in (-2, 2):
        if 0 < at + step < len(days):
            yield f"{step:+d} lessons", change(study, change_day=days[at + step])


def small_group_judged(study: Study, case: StudyCase) -> Mutants:
    """A number, or a verdict in words, for a group of fewer than 11."""
    for place, (mine, theirs) in enumerate(zip(study.groups, case.facts.groups, strict=True)):
        if not theirs.small:
            continue
        before, since = theirs.before, theirs.since
        counted = {
            "before": Tally(count=before[0], of=before[1]),
            "after": Tally(count=since[0], of=since[1]),
        }
        yield f"{mine.name}: counts", change_group(study, place, **counted)
        for words in ("They went up from 20% to 45%.", "They improved more than the others."):
            yield f"{mine.name}: {words}", change_group(study, place, words=words)


def group_count(study: Study, case: StudyCase) -> Mutants:
    """A group's count two higher, or not there."""
    for place, (mine, theirs) in enumerate(zip(study.groups, case.facts.groups, strict=True)):
        if theirs.small:
            continue
        for field in ("before", "after"):
            tally: Tally = getattr(mine, field)
            off = Tally(count=(tally.count or 0) + 2, of=tally.of)
            yield f"{mine.name}: {field} +2", change_group(study, place, **{field: off})
            yield f"{mine.name}: no {field}", change_group(study, place, **{field: Tally()})


def group_size(study: Study, _case: StudyCase) -> Mutants:
    """Student-lessons taken for students."""
    for place, one in enumerate(study.groups):
        if one.n:
            yield one.name, change_group(study, place, n=one.n * 8)


def gap_claimed(study: Study, _case: StudyCase) -> Mutants:
    """A smaller difference claimed from one room."""
    for words in ("The gap is closing.", "The difference between the groups got smaller."):
        yield words, change(study, verdict_words=f"{study.verdict_words} {words}")
        if study.groups:
            last = len(study.groups) - 1
            yield f"group: {words}", change_group(study, last, words=words)


def no_groups(study: Study, _case: StudyCase) -> Mutants:
    """Nobody looked at the groups."""
    yield "groups", change(study, groups=())
    yield "first group", change(study, groups=(GroupResult(), *study.groups[1:]))


def verdict_says(texts: Iterable[str]) -> Spoil:
    """The words of the verdict become each of these."""

    def spoil(study: Study, _case: StudyCase) -> Mutants:
        for text in texts:
            yield text, change(study, verdict_words=text)

    return spoil


def missing_as_none(study: Study, _case: StudyCase) -> Mutants:
    """Absent students forgotten, or the lesson that was not counted."""
    if study.missing_count:
        yield "0", change(study, missing_count=0)
        yield "-1", change(study, missing_count=study.missing_count - 1)
    absent = sum(point.absent for point in study.points if point.phase == "cycle")
    if absent != study.missing_count:
        yield "absent only", change(study, missing_count=absent)
    whole = sum(point.absent for point in study.points)
    if whole != study.missing_count:
        yield "baseline too", change(study, missing_count=whole)


def began_before_hushed(study: Study, _case: StudyCase) -> Mutants:
    """That the rise began before the change is left out."""
    if study.verdict.startswith("signal_"):
        words = "Signal. More do it since the change. One room cannot show why."
        reading = study.signal_reading.model_copy(update={"words": ""})
        hushed = change(study, verdict_words=words, other_explanations=(), signal_reading=reading)
        yield "verdict", hushed
