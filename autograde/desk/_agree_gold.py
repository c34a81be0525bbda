"""Calibration: gold pieces marked one after another, and then what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograde.desk._agree_drift import Sitting
from autograde.desk._agree_words import sentence, summary
from autograde.gold import Gold, Piece
from autograde.kinds import kind_of
from autograde.records import Entry
from autograde.rubrics import CoachCriterion, Rubric
from curriculum.simulate.rng import Draw, case_seed

Given = dict[tuple[str, str], int]
"""Levels by (piece, criterion)."""


def attempts(entries: Sequence[Entry], coach: str, gold: Gold) -> dict[int, Given]:
    """A coach's levels by attempt, from 1; of pieces that are still there."""
    found: dict[int, Given] = {}
    for one in entries:
        if one.coach == coach and one.level is not None and one.learner in gold.pieces:
            found.setdefault(one.round, {})[(one.learner, one.criterion)] = one.level
    return dict(sorted(found.items()))


def newest(before: Mapping[int, Given]) -> tuple[int, Given]:
    """The running or last attempt; the first, with nothing marked, where there is none."""
    number = max(before, default=1)
    return number, before.get(number, {})


def order(gold: Gold, exercise: str, coach: str, attempt: int) -> list[str]:
    """The pieces in an order of this coach and attempt, so that no one learns it by heart."""
    names = sorted(gold.pieces)
    Draw(case_seed(f"gold/{coach}", exercise, attempt)).shuffle(names)
    return names


def complete(names: Sequence[str], given: Given, rubric: Rubric) -> list[str]:
    """The pieces that have a level on every criterion."""
    return [
        name for name in names if all((name, criterion.id) in given for criterion in rubric.coach)
    ]


def shown(piece: Piece, exercise: str) -> dict[str, Any]:
    """A gold piece as a hand-in is shown at the desk, without its name."""
    kind = kind_of(exercise)
    findings = kind.check(piece.artifact, piece.case)
    made = kind.show(piece.artifact, piece.case, findings)
    return {
        "artifact": kind.name,
        "statement": made.statement,
        "alt": made.alt,
        "help": "",
        "drawing": made.drawing,
        "words": [
            {"where": f"words.{name}", "title": title, "text": made.words[name]}
            for name, title in kind.titles.items()
            if name != "help" and made.words.get(name)
        ],
        "said": {name: made.words[name] for name in piece.marks if name in made.words},
        "look": [
            {"status": one.status, "what": one.what, "why": one.why, "next": one.next}
            for one in sorted(findings, key=lambda one: one.status != "missed")
            if one.status != "passed"
        ],
        "good": [one.what for one in findings if one.status == "passed"],
    }


def pairs_of(gold: Gold, given: Given, criterion: str) -> list[tuple[int, int]]:
    """The coach's level beside gold's, for one criterion."""
    return [
        (level, gold.pieces[name].marks[criterion].level)
        for (name, one), level in given.items()
        if one == criterion
    ]


def compared(
    gold: Gold, given: Given, criterion: CoachCriterion, names: Sequence[str]
) -> dict[str, Any]:
    """One criterion in words, and where the coach and gold differ, farthest apart first."""
    pairs = pairs_of(gold, given, criterion.id)
    differ: list[dict[str, Any]] = [
        {
            "piece": names.index(name) + 1,
            "name": name,
            "yours": level,
            "gold": gold.pieces[name].marks[criterion.id].level,
            "why": gold.pieces[name].marks[criterion.id].why,
        }
        for (name, one), level in given.items()
        if one == criterion.id and level != gold.pieces[name].marks[criterion.id].level
    ]
    differ.sort(key=lambda one: (-abs(one["yours"] - one["gold"]), one["piece"]))
    return {
        "id": criterion.id,
        "title": criterion.title,
        "words": sentence(pairs),
        "means": summary(pairs),
        "differ": differ,
    }


def sittings(entries: Sequence[Entry], coach: str, gold: Gold) -> list[Sitting]:
    """A coach's days of calibration."""
    days: dict[Any, Mapping[tuple[str, str], bool]] = {}
    for one in entries:
        if one.coach == coach and one.level is not None and one.learner in gold.pieces:
            right = gold.pieces[one.learner].marks[one.criterion].level == one.level
            days[one.at.date()] = {
                **days.get(one.at.date(), {}),
                (one.learner, one.criterion): right,
            }
    return [
        Sitting(day, len({name for name, _ in marks}), len(marks), sum(marks.values()))
        for day, marks in days.items()
    ]
