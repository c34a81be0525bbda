"""Reads an exercise's samples: what is in them, and what each must get."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograde.kinds import Kind, kind_of
from curriculum.artifacts.base import ArtifactError
from curriculum.content import content_root


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
    artifact : artifact or None
        Of the exercise's kind; None when the file cannot be read (what
        ``malformed`` is for).
    case : case or None
        The case it was made for, drawn again.
    expected : dict
        What ``expected.toml`` says of it.
    """

    name: str
    kind: str
    file: Path
    artifact: Any
    case: Any
    expected: dict[str, Any]

    @property
    def fishbone(self) -> Any:
        """The artifact, where it is a fishbone."""
        return self.artifact


def load_samples(exercise: str, folder: Path | None = None) -> list[Sample]:
    """All samples of an exercise, in the order of ``expected.toml``."""
    root = folder or content_root() / "exercises" / exercise / "samples"
    table = tomllib.loads((root / "expected.toml").read_text(encoding="utf-8"))
    kind = kind_of(exercise)
    return [_sample(root, name, expected, kind) for name, expected in table["samples"].items()]


def _sample(root: Path, name: str, expected: dict[str, Any], kind: Kind) -> Sample:
    file = root / f"{name}.json"
    try:
        artifact = kind.model.from_json(file.read_bytes())
    except ArtifactError:
        artifact = None
    named = artifact.case if artifact else None
    case = kind.draw(named.exercise, named.key, named.draw) if named else None
    return Sample(name, expected["kind"], file, artifact, case, expected)
