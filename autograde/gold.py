"""Gold pieces: work with known levels, on which coaches calibrate.

They stand in ``exercises/<id>/samples/gold.toml``. A piece is one of the exercise's samples, or one
with some words changed (``from`` and ``edit``; ``drop`` takes parts away, ``clear`` undoes a
choice): the samples differ in what a machine judges, and hardly in what a coach does.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograde.checks.samples import Sample, load_samples
from autograde.kinds import kind_of
from autograde.rubrics import LEVELS, RubricError, load_rubric
from curriculum.artifacts.lock import lock, locked_at
from curriculum.artifacts.plan import Plan
from curriculum.content import content_root

__all__ = ["Gold", "GoldMark", "Piece", "has_gold", "load_gold"]


@dataclass(frozen=True, slots=True)
class GoldMark:
    """The level of one criterion, 0 to 3, and why in one line."""

    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One gold piece: its artifact, the case it was made for, and the mark of every criterion."""

    name: str
    artifact: Any
    case: Any
    marks: Mapping[str, GoldMark]


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold pieces of an exercise, by name, and who set their levels."""

    set_by: str
    pieces: Mapping[str, Piece]


@cache
def load_gold(exercise: str) -> Gold:
    """Read an exercise's gold pieces.

    Raises
    ------
    RubricError
        If the exercise has none, or one of them cannot be used; one plain sentence.
    """
    criteria = [one.id for one in load_rubric(exercise).coach]
    try:
        table = tomllib.loads(_file(exercise).read_text(encoding="utf-8"))
        samples = {one.name: one for one in load_samples(exercise)}
        pieces = {
            name: _piece(exercise, name, given, samples, criteria)
            for name, given in table["pieces"].items()
        }
        return Gold(str(table["set_by"]), pieces)
    except OSError as error:
        raise RubricError(f"There are no gold pieces for {exercise} yet.") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise RubricError(f"The gold pieces of {exercise} cannot be read: {error}.") from error


def has_gold(exercise: str) -> bool:
    """Whether coaches can calibrate on an exercise."""
    return _file(exercise).is_file()


def _file(exercise: str) -> Path:
    return content_root() / "exercises" / exercise / "samples" / "gold.toml"


def _piece(
    exercise: str,
    name: str,
    given: Mapping[str, Any],
    samples: Mapping[str, Sample],
    criteria: list[str],
) -> Piece:
    sample = samples[given.get("from", name)]
    edits = {**given.get("edit", {}), **dict.fromkeys(given.get("clear", []))}
    drop = given.get("drop", [])
    artifact = sample.artifact
    if edits or drop:
        artifact = _changed(exercise, artifact, edits, drop)
    gold = given["gold"]
    if list(gold) != criteria:
        raise ValueError(f"{name} must give a level to {', '.join(criteria)}, in this order")
    for level, _ in gold.values():
        if level not in LEVELS:
            raise ValueError(f"“{level}” of {name} is not a level")
    marks = {one: GoldMark(LEVELS.index(level), why) for one, (level, why) in gold.items()}
    return Piece(name, artifact, sample.case, marks)


def _changed(exercise: str, artifact: Any, edits: Mapping[str, Any], drop: list[str]) -> Any:
    data = json.loads(artifact.to_json())
    for path, value in edits.items():
        *way, last = path.split(".")
        node = data
        for part in way:
            node = _at(node, part)
        if last not in node:
            raise KeyError(f"there is no {path}")
        node[last] = value
    for part in drop:
        if not any(_dropped(holder, part) for holder in list(_holders(data))):
            raise KeyError(f"there is no {part}")
    if isinstance(artifact, Plan):
        # Locked again with its own words, at the same moment: nothing was changed after the lock.
        at = locked_at(artifact)
        plan = Plan.from_json(json.dumps(data | {"lock": None}).encode())
        return lock(plan, at) if at else plan
    return kind_of(exercise).model.from_json(json.dumps(data).encode())


def _at(node: Any, part: str) -> Any:
    """A field by name, or else whatever below this node has that id."""
    if isinstance(node, dict) and part in node:
        return node[part]
    for holder in _holders(node):
        for one in holder:
            if isinstance(one, dict) and one.get("id") == part:
                return one
    raise KeyError(f"there is no {part}")


def _dropped(holder: list[Any], part: str) -> bool:
    kept = [one for one in holder if not (isinstance(one, dict) and one.get("id") == part)]
    fewer = len(kept) < len(holder)
    holder[:] = kept
    return fewer


def _holders(node: Any) -> Iterator[list[Any]]:
    """Every list at or below a node."""
    if isinstance(node, list):
        yield node
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for one in inner:
        yield from _holders(one)
