"""A worked disaggregation for any drawn case, built from the case's own counts."""

from __future__ import annotations

from autograde.checks._gaps_known import gaps_known
from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.disaggregation import (
    Disaggregation,
    GroupNumbers,
    Measure,
    Strategy,
    Voice,
    Which,
)
from curriculum.charts.gap_rows import row_values
from curriculum.charts.gaps import Gaps
from curriculum.simulate.district_facts import CrossedCounts, GapsCase

_SPLIT_WORDS = {
    "reversed": "In every school {group} are reached more often than {other}. More of them are "
    "enrolled where the rates of all are low, so we ask what those schools are given.",
    "same": "At every school it is the same way round, so it is not a matter of one school.",
    "mixed": "At some schools it is the other way round: we look at what these do.",
}


def worked_gaps(case: GapsCase) -> Disaggregation:
    """A disaggregation that gets full marks on ``case``.

    Parameters
    ----------
    case : GapsCase
        As drawn.
    """
    facts = case.facts
    bare = Disaggregation(comparison=facts.comparison, floor=facts.floor)
    known = gaps_known(bare, case)
    rows: list[GroupNumbers] = []
    pairs: tuple[tuple[Which, Gaps | None], ...] = (
        ("outcome", known.outcome),
        ("opportunity", known.opportunity),
    )
    for which, found in pairs:
        assert found is not None
        for name in facts.groups:
            rows.append(group_numbers(found, name, which, f"g{len(rows) + 1}"))
    assert known.outcome is not None
    mine, theirs = known.outcome.row(facts.group), known.outcome.row(facts.comparison)
    quotes = next(item for item in case.items if item.id == "E3").lines
    system = next(item for item in case.items if item.id == "E4").lines[1]
    return Disaggregation(
        district=case.school,
        version="my draft",
        who_was_there=("superintendent", "director of data", "two principals"),
        source="simulated",
        outcome=_measure(facts.outcome, "E1: student information system"),
        opportunity=_measure(facts.opportunity, "E2: the same students"),
        comparison=facts.comparison,
        comparison_why="They are enrolled in the same schools and grade, and the policy that we "
        "look at treats the two differently.",
        floor=facts.floor,
        groups=tuple(rows),
        split_by="school",
        split=known.split,
        split_words=_SPLIT_WORDS[known.split].format(group=facts.group, other=facts.comparison),
        finding_words=f"The district reached {mine.met} of {mine.n} {facts.group} "
        f"({100 * (mine.rate or 0):.0f}%) and {theirs.met} of {theirs.n} {facts.comparison} "
        f"({100 * (theirs.rate or 0):.0f}%).",
        system_words=f"{system} That is our arrangement, and we can change it.",
        voices=tuple(
            Voice(who=who, words=words)
            for who, words in zip(("a student", "a student", "a parent"), quotes, strict=True)
        ),
        goal=f"By June, every student: {facts.outcome.name.lower()}, 70% or more.",
        strategies=(
            Strategy(
                for_whom=facts.group,
                what=f"offer {facts.opportunity.name} at every school, by default and not on "
                "request",
            ),
        ),
        next_step="Walk one day's schedule with the principals and the two students who spoke.",
        next_who="director of data",
        next_by="2024-11-04",
        case=CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest),
    )


def group_numbers(found: Gaps, name: str, which: Which, row_id: str) -> GroupNumbers:
    """One row of an artifact from a computed disaggregation; hidden where that hides it."""
    values = row_values(found.row(name))
    return GroupNumbers.model_validate({"id": row_id, "measure": which, **values})


def _measure(counts: CrossedCounts, source: str) -> Measure:
    return Measure(
        name=counts.name,
        counted=counts.counted,
        out_of=counts.out_of,
        period=counts.period,
        source=source,
    )
