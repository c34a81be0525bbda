"""Reads an exercise's samples: what is in them, and what each must get."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curriculum.artifacts.base import ArtifactError
from curriculum.artifacts.fishbone import Fishbone
from curriculum.content import content_root
from curriculum.simulate.cases import Case
from curriculum.simulate.story import draw_case


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of an exercise.

    Parameters
    ----------
    name : str
        Also the file's name, without ``.json``.
    kind : str
        ``strong``, ``weak``, ``blank``, ``malformed`` or ``changed``.
    file : Path
    fishbone : Fishbone or None
        None when the file cannot be read (that is what ``malformed`` is for).
    case : Case or None
        The case it was made for, drawn again.
    expected : dict
        What ``expected.toml`` says of it.
    """

    name: str
    kind: str
    file: Path
    fishbone: Fishbone | None
    case: Case | None
    expected: dict[str, Any]


def load_samples(exercise: str, folder: Path | None = None) -> list[Sample]:
    """All samples of an exercise, in the order of ``expected.toml``."""
    root = folder or content_root() / "exercises" / exercise / "samples"
    table = tomllib.loads((root / "expected.toml").read_text(encoding="utf-8"))
    return [_sample(root, name, expected) for name, expected in table["samples"].items()]


def _sample(root: Path, name: str, expected: dict[str, Any]) -> Sample:
    file = root / f"{name}.json"
    try:
        fish = Fishbone.from_json(file.read_bytes())
    except ArtifactError:
        fish = None
    named = fish.case if fish else None
    case = draw_case(named.exercise, named.key, named.draw) if named else None
    return Sample(name, expected["kind"], file, fish, case, expected)
