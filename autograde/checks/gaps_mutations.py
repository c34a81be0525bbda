"""Ways of spoiling a strong disaggregation, each a mistake that people really make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograde.checks.gaps_solution import group_numbers
from autograde.checks.spoiling import Operator, Spoil
from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Measure
from curriculum.charts.gaps import disaggregate
from curriculum.charts.group_counts import count_groups
from curriculum.simulate.district_facts import GapsCase

Mutants = Iterator[tuple[str, Disaggregation]]

RATIOS = (
    "The ratio rose from 0.62 to 0.68, so we are fairer than last year.",
    "The ratio came closer to 1: the gap is narrowing.",
    "Our ratio improved, which shows progress.",
)
FEW = (
    "2 of 6 students who arrived this year met the mark (33%).",
    "Of the newcomers, 3 of 7 students were reached.",
    "Only 1 of the 5 students did.",
)
DEFICIT = (
    "These students lack the vocabulary for it.",
    "The gap is due to families who do not value school.",
    "Low students pull down the district average.",
    "Students from low-income families failed to keep pace.",
)
BUBBLE = (
    "Tutor the bubble students first.",
    "Choose the 14 students nearest the mark for the winter class.",
)


def own(**fields: Any) -> Spoil:
    """Set fields, where that changes something."""

    def spoil(made: Disaggregation, _case: Any) -> Mutants:
        if any(getattr(made, name) != value for name, value in fields.items()):
            yield ", ".join(fields), made.model_copy(update=fields)

    return spoil


def added(field: str, sentences: tuple[str, ...]) -> Spoil:
    """Each sentence at the end of a text."""

    def spoil(made: Disaggregation, _case: Any) -> Mutants:
        for sentence in sentences:
            text = f"{getattr(made, field)} {sentence}".strip()
            yield sentence[:30], made.model_copy(update={field: text})

    return spoil


def measure(which: str) -> Spoil:
    """One part of a measure after the other left open."""

    def spoil(made: Disaggregation, _case: Any) -> Mutants:
        whole: Measure = getattr(made, which)
        for part in Measure.model_fields:
            if getattr(whole, part):
                emptied = whole.model_copy(update={part: ""})
                yield part, made.model_copy(update={which: emptied})

    return spoil


def rows(change: Callable[[GroupNumbers], GroupNumbers | None]) -> Spoil:
    """Each shown row changed, or dropped where the change gives None."""

    def spoil(made: Disaggregation, _case: Any) -> Mutants:
        for place, row in enumerate(made.groups):
            if row.hidden or row.blank:
                continue
            changed = change(row)
            if changed == row:
                continue
            new = () if changed is None else (changed,)
            kept = (*made.groups[:place], *new, *made.groups[place + 1 :])
            yield row.name, made.model_copy(update={"groups": kept})

    return spoil


def number(field: str, by: float) -> Spoil:
    """One number of a row moved."""

    def change(row: GroupNumbers) -> GroupNumbers:
        value = getattr(row, field)
        return row if value is None else row.model_copy(update={field: type(value)(value + by)})

    return rows(change)


def shown_again(made: Disaggregation, case: GapsCase) -> Mutants:
    """A group that was hidden to protect another stands there with its numbers."""
    name = case.facts.groups[-2]
    for which in ("outcome", "opportunity"):
        counts = getattr(case.facts, which)
        n, met = counts.total(len(case.facts.groups) - 2)
        if n < made.floor or not 0 < met < n:
            continue
        found = disaggregate(count_groups([name, "x"], [n, 10 * n], [met, met]), "x")
        for place, row in enumerate(made.groups):
            if row.hidden and row.name == name and row.measure == which:
                new = group_numbers(found, name, row.measure, row.id)
                bare = new.model_copy(update={"gap": None, "ratio": None, "to_close": None})
                kept = (*made.groups[:place], bare, *made.groups[place + 1 :])
                yield which, made.model_copy(update={"groups": kept})


def other_split(made: Disaggregation, _case: Any) -> Mutants:
    """Another answer on the split."""
    for split in ("same", "reversed", "mixed"):
        if split != made.split:
            yield split, made.model_copy(update={"split": split})


def laxer_floor(made: Disaggregation, case: GapsCase) -> Mutants:
    """Eleven, where the district says more."""
    if case.facts.floor > 11 and made.floor > 11:
        yield "11", made.model_copy(update={"floor": 11})


OPERATORS = (
    Operator("outcome-open", "an outcome half told", measure("outcome"), ("gaps-outcome",)),
    Operator(
        "opportunity-open",
        "outcomes without opportunities",
        measure("opportunity"),
        ("gaps-opportunity",),
    ),
    Operator("comparison-open", "a gap to nobody", own(comparison=""), ("gaps-comparison",)),
    Operator(
        "comparison-other",
        "a comparison that is not in the table",
        own(comparison="the state"),
        ("gaps-comparison",),
    ),
    Operator(
        "comparison-why",
        "a comparison without its reason",
        own(comparison_why=""),
        ("gaps-comparison-why",),
    ),
    Operator(
        "row-dropped",
        "a gap with one end",
        rows(lambda row: None),
        ("gaps-groups",),
        spared="Beside all students, a page needs the row of the group that it is about and the "
        "row of all students. The row of the other students is there for those who ask; without "
        "it nothing is wrong.",
    ),
    Operator(
        "interval-open",
        "a rate without how sure it is",
        rows(lambda row: row.model_copy(update={"low": None})),
        ("gaps-groups",),
    ),
    Operator("n-off", "students miscounted", number("n", 7), ("gaps-numbers",)),
    Operator("met-off", "met miscounted", number("met", -5), ("gaps-numbers",)),
    Operator("percent-off", "a percent off", number("percent", 4), ("gaps-numbers",)),
    Operator("gap-off", "a gap off", number("gap", 6), ("gaps-numbers",)),
    Operator("ratio-off", "a ratio off", number("ratio", 0.2), ("gaps-numbers",)),
    Operator("to-close-off", "students to close off", number("to_close", 9), ("gaps-numbers",)),
    Operator("floor-laxer", "laxer than the district", laxer_floor, ("gaps-floor",)),
    Operator("shown-again", "hiding only the small cell", shown_again, ("gaps-hidden",)),
    Operator("few-in-words", "a percentage of a few", added("finding_words", FEW), ("gaps-few",)),
    Operator("split-open", "one total for many places", own(split=""), ("gaps-split",)),
    Operator("split-other", "the split misread", other_split, ("gaps-split",)),
    Operator("finding-open", "no finding in words", own(finding_words=""), ("gaps-finding",)),
    Operator(
        "ratio-alone",
        "the ratio fell, so it is fairer",
        added("finding_words", RATIOS),
        ("gaps-ratio-alone",),
    ),
    Operator("system-open", "no word of the system", own(system_words=""), ("gaps-system",)),
    Operator("voices-none", "nobody speaks", own(voices=()), ("gaps-voices",)),
    Operator("goal-open", "no goal for all", own(goal=""), ("gaps-goal",)),
    Operator("strategies-none", "no targeted way", own(strategies=()), ("gaps-strategies",)),
    Operator("next-open", "no next step", own(next_step=""), ("gaps-next",)),
    Operator("next-past", "a next step in the past", own(next_by="2024-09-02"), ("gaps-next",)),
    Operator(
        "group-as-cause",
        "a group named as the cause",
        added("system_words", DEFICIT),
        ("gaps-deficit",),
    ),
    Operator("bubble", "a list of bubble students", added("next_step", BUBBLE), ("gaps-bubble",)),
)
