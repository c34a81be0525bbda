"""Agreement in words: what a coach reads first, and mostly only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograde.agreement import ENOUGH, Chance, Counts, Pair, counts, kappa


@dataclass(frozen=True, slots=True)
class Other:
    """Whom a coach is compared with, and how that is said."""

    both: str  # "You and the gold marks"
    first: str  # "you", whose mark comes first in a pair


GOLD = Other("You and the gold marks", "you")


def sentence(pairs: Sequence[Pair], who: Other = GOLD) -> str:
    """How often two marks are the same, and which way the first one differs."""
    made = counts(pairs)
    if not made.pieces:
        return "Nothing is marked yet."
    pieces = _count(made.pieces, "piece")
    if made.same == made.pieces:
        every = {1: "the one piece", 2: "both pieces"}.get(made.pieces, f"all {pieces}")
        return f"{who.both} gave the same level on {every}."
    begin = f"{who.both} gave the same level on {made.same} of {pieces}"
    return f"{begin}; {_ways(made, who)}. {_how_far(made)}"


def _ways(made: Counts, who: Other) -> str:
    were = "were" if who.first == "you" else "was"
    ways = [
        f"{how} on {number}"
        for how, number in (("stricter", made.lower), ("more generous", made.higher))
        if number
    ]
    return f"{who.first} {were} {' and '.join(ways)}"


def _how_far(made: Counts) -> str:
    far = made.pieces - made.within_one
    if not far:
        return "Never more than one level apart."
    return f"{_count(far, 'piece')} lay two levels or more apart."


def summary(pairs: Sequence[Pair]) -> str:
    """One cautious sentence on what that means; with few pieces it claims nothing."""
    made = counts(pairs)
    if made.pieces < ENOUGH:
        return f"From {_count(made.pieces, 'piece')} one cannot tell more than what happened there."
    low, high = made.same_share
    return (
        f"If you went on like this, the same level could be expected on {_percent(low)} to "
        f"{_percent(high)} of pieces."
    )


def figures(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Kappa for those who want it, in rows of name, figure and interval or why there is none."""
    rows = [
        ("Weighted kappa, quadratic weights", kappa(pairs)),
        ("Weighted kappa, linear weights", kappa(pairs, "linear")),
    ]
    return [row(name, found) for name, found in rows]


def row(name: str, found: Chance) -> dict[str, Any]:
    """One figure for a screen."""
    interval = ""
    if found.low is not None and found.high is not None:
        interval = f"{found.low:.2f} to {found.high:.2f}"
    return {
        "name": name,
        "value": "" if found.value is None else f"{found.value:.2f}",
        "interval": interval,
        "pieces": found.pieces,
        "why_not": found.why_not,
    }


def _count(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
