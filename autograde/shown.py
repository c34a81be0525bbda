"""What a coach sees of a hand-in: the drawing, the same in words, and what the learner wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograde.findings import Finding
from curriculum.artifacts.fishbone import Fishbone


@dataclass(frozen=True, slots=True)
class Shown:
    """One artifact as a coach meets it.

    Parameters
    ----------
    drawing : str
        SVG.
    alt : str
        The drawing in words.
    statement : str
        The one sentence that says what it is about.
    words : mapping of str to str
        What the learner wrote, by coach criterion or by a key of the kind's ``titles``.
    """

    drawing: str
    alt: str
    statement: str
    words: Mapping[str, str] = field(default_factory=dict)


def fishbone(fish: Fishbone, case: Any, findings: list[Finding]) -> Shown:
    """A fishbone; its case is not drawn."""
    from curriculum.figures.fishbone import fishbone_alt, fishbone_svg

    return Shown(
        drawing=fishbone_svg(fish, findings),
        alt=fishbone_alt(fish),
        statement=fish.problem_statement.text,
        words={
            "reads-backward": fish.reads_backward,
            "surprise": fish.surprise,
            "missing-view": fish.whose_view_is_missing,
            "help": fish.help_wanted,
        },
    )
