"""The disaggregation check: one function for instant feedback, grades, the coach's desk, tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograde.checks._gaps_known import GapsKnown, gaps_known, same_name
from autograde.checks._gaps_numbers import numbers_right, small_groups_hidden
from autograde.checks._gaps_words import for_the_coach, reads_the_numbers, what_follows
from autograde.checks._messages import say
from autograde.checks._reading import said
from autograde.findings import Finding
from curriculum.artifacts.disaggregation import Disaggregation

if TYPE_CHECKING:
    from curriculum.simulate.district_facts import GapsCase

_PARTS = {
    "name": "its name",
    "counted": "what is counted",
    "out_of": "out of whom",
    "period": "when",
    "source": "where the numbers come from",
}


def gaps(artifact: Disaggregation, case: GapsCase | None = None) -> list[Finding]:
    """Look at a disaggregation and say what is in place, what to think about, what is missing.

    Parameters
    ----------
    artifact : Disaggregation
    case : GapsCase, optional
        The district that the learner disaggregates; without one (a team's own) only what the
        numbers say of each other is looked at.

    Returns
    -------
    list of Finding
        In the order of the rubric: measures and comparison, numbers, small groups, reading, what
        follows; then advice that never costs points.
    """
    known = gaps_known(artifact, case)
    return [
        *_measures(artifact, known),
        *numbers_right(artifact, known),
        *small_groups_hidden(artifact, known),
        *reads_the_numbers(artifact, known),
        *what_follows(artifact, known),
        *for_the_coach(artifact),
    ]


def _measures(made: Disaggregation, known: GapsKnown) -> Iterator[Finding]:
    for which in ("outcome", "opportunity"):
        measure = getattr(made, which)
        gone = [what for field, what in _PARTS.items() if not said(getattr(measure, field))]
        yield say(
            f"gaps-{which}",
            "missed" if gone else "passed",
            where=which,
            quote=measure.name,
            other=", ".join(gone),
        )
    name = made.comparison
    if not said(name):
        yield say("gaps-comparison", "missed", where="comparison")
    elif known.names:
        there = same_name(name, known.names)
        yield say(
            "gaps-comparison",
            "passed" if there else "missed",
            where="comparison",
            quote=name,
            told_as="" if there else "gaps-comparison-unknown",
        )
    else:
        named = [row.name for row in made.groups if row.name]
        status = "passed" if same_name(name, tuple(named)) else "asked"
        yield say("gaps-comparison", status, where="comparison", quote=name)  # type: ignore[arg-type]
    why = made.comparison_why
    yield say(
        "gaps-comparison-why",
        "passed" if said(why) else "missed",
        where="comparison_why",
        quote=why,
    )
