"""Ways of spoiling a strong funnel reading, each a mistake that people really make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograde.checks.gaps_mutations import own
from autograde.checks.spoiling import Operator, Spoil
from curriculum.artifacts.funnel_reading import FunnelPoint, FunnelReading
from curriculum.simulate.signal_cases import SignalCase

Mutants = Iterator[tuple[str, FunnelReading]]

BOTTOM = (
    "The bottom five schools need improvement plans by March.",
    "We will visit the lowest ten schools and ask their principals to explain.",
    "Low-performing schools get extra support and a warning letter.",
)
#: The same mistake in other words, most of which no rule was written for.
RANKED = (
    "Schools ranked 32 to 36 will write improvement plans.",
    "The five lowest will get a coach.",
    "Each school at the foot of the table owes us an explanation.",
)
PRAISED = (
    "{code} shows what is possible, and we want more of it.",
    "{code} earned its first place.",
    "Whatever {code} has found, the rest of us should have it too.",
)
FAIR = (
    "Our schools are equally good.",
    "The limits show that we treat everyone fairly.",
    "Chance made these numbers, and chance is nobody's fault.",
)
FINE = (
    "So there is no inequality in our network.",
    "The differences are just noise, and there is nothing to change.",
    "Everything is fine.",
)


def added(fields: tuple[str, ...], texts: tuple[str, ...]) -> Spoil:
    """Each sentence at the end of each of these fields."""

    def spoil(made: FunnelReading, _case: Any) -> Mutants:
        for field in fields:
            for text in texts:
                joined = f"{getattr(made, field)} {text}".strip()
                yield f"{field}: {text[:24]}", made.model_copy(update={field: joined})

    return spoil


def praised(made: FunnelReading, case: SignalCase) -> Mutants:
    """The small school at the top is held up as a model."""
    code = case.facts.top_small
    for text in (
        f"Congratulations to {code}, our best school.",
        f"Others should visit {code} and copy what it does.",
        f"{code} is a model for the network.",
    ):
        yield text, made.model_copy(update={"board": f"{made.board} {text}"})


def praised_otherwise(made: FunnelReading, case: SignalCase) -> Mutants:
    """The same in other words."""
    for text in PRAISED:
        words = text.format(code=case.facts.top_small)
        yield words, made.model_copy(update={"newspaper": f"{made.newspaper} {words}"})


def code_mistyped(made: FunnelReading, _case: Any) -> Mutants:
    """A point under a code that the table does not have."""
    for place, point in enumerate(made.outside):
        wrong = point.model_copy(update={"code": f"{point.code}9"})
        rest = (*made.outside[:place], wrong, *made.outside[place + 1 :])
        yield point.code, made.model_copy(update={"outside": rest})


def small_blamed(made: FunnelReading, case: SignalCase) -> Mutants:
    """The small school at the bottom is asked for a plan."""
    text = f"{case.facts.bottom_small} needs a plan this month."
    yield text, made.model_copy(update={"principal": f"{made.principal} {text}"})


def point_dropped(made: FunnelReading, _case: Any) -> Mutants:
    """A point outside is left out."""
    for place, point in enumerate(made.outside):
        kept = (*made.outside[:place], *made.outside[place + 1 :])
        yield point.code, made.model_copy(update={"outside": kept})


def point_added(made: FunnelReading, case: SignalCase) -> Mutants:
    """A point inside is named as outside."""
    for code in (case.facts.top_small, case.facts.bottom_small):
        new = FunnelPoint(code=code, reading="special")
        yield code, made.model_copy(update={"outside": (*made.outside, new)})


def reading(value: str) -> Spoil:
    """A point read otherwise."""

    def spoil(made: FunnelReading, _case: Any) -> Mutants:
        for place, point in enumerate(made.outside):
            changed = point.model_copy(update={"reading": value})
            rest = (*made.outside[:place], changed, *made.outside[place + 1 :])
            yield point.code, made.model_copy(update={"outside": rest})

    return spoil


def target_off(made: FunnelReading, _case: Any) -> Mutants:
    """A line that is not the pooled rate."""
    for by in (5.0, -4.0):
        if made.target is not None:
            yield f"{by:+g}", made.model_copy(update={"target": round(made.target + by, 1)})


OPERATORS = (
    Operator("data-open", "data from nowhere", own(data_words=""), ("signal-data",)),
    Operator("source-open", "nobody knows whose data", own(source=""), ("signal-data",)),
    Operator("measure-open", "nothing is measured", own(measure=""), ("signal-measure",)),
    Operator("target-open", "no line", own(target=None), ("signal-target",)),
    Operator("target-off", "another line", target_off, ("signal-target",)),
    Operator("limits-open", "no limits", own(limits=""), ("signal-limits",)),
    Operator(
        "adjusted-open", "over-dispersion not decided", own(adjusted=""), ("signal-adjusted",)
    ),
    Operator(
        "adjusted-no-why",
        "wider limits without a reason",
        own(adjusted="yes", adjusted_why=""),
        ("signal-adjusted",),
    ),
    Operator("point-dropped", "an outlier left out", point_dropped, ("signal-left-out",)),
    Operator(
        "point-added",
        "chance named as a signal",
        point_added,
        ("signal-inside", "signal-reading"),
    ),
    Operator("code-mistyped", "a code nobody finds", code_mistyped, ("signal-unknown-code",)),
    Operator("read-common", "a signal taken for chance", reading("common"), ("signal-reading",)),
    Operator(
        "read-small", "a signal waved away as small", reading("too_small"), ("signal-reading",)
    ),
    Operator("read-open", "a point not read", reading(""), ("signal-reading",)),
    Operator("whole-open", "the whole not read", own(whole=""), ("signal-whole",)),
    Operator("whole-other", "a signal overlooked", own(whole="common"), ("signal-whole",)),
    Operator("cause-open", "causes not in words", own(cause_words=""), ("signal-cause-words",)),
    Operator(
        "principal-open", "no word to the principal", own(principal=""), ("signal-principal",)
    ),
    Operator("board-open", "no word to the board", own(board=""), ("signal-board",)),
    Operator(
        "newspaper-open", "no word to the newspaper", own(newspaper=""), ("signal-newspaper",)
    ),
    Operator(
        "bottom-five",
        "bottom five need a plan",
        added(("board", "principal", "system_action"), BOTTOM),
        ("signal-bottom-five",),
    ),
    Operator(
        "bottom-five-otherwise",
        "bottom five need a plan, in other words",
        added(("board", "principal"), RANKED),
        ("signal-bottom-five",),
        spared="“At the foot of the table” names no place in a way that the rules know; a coach "
        "reads it.",
    ),
    Operator("small-blamed", "a plan for bad luck", small_blamed, ("signal-bottom-five",)),
    Operator("small-praised", "praising the top small school", praised, ("signal-small-praised",)),
    Operator(
        "small-praised-otherwise",
        "praising the top small school, in other words",
        praised_otherwise,
        ("signal-small-praised",),
        spared="Praise without a word of praise is left to the coach: a rule that caught it would "
        "also catch good questions about that school.",
    ),
    Operator(
        "action-open", "nothing done to the system", own(system_action=""), ("signal-action",)
    ),
    Operator("who-open", "nobody does it", own(system_who=""), ("signal-who-when",)),
    Operator("by-open", "some day", own(system_by=""), ("signal-who-when",)),
    Operator("past", "done yesterday", own(system_by="2024-12-01"), ("signal-who-when",)),
    Operator(
        "not-to-do-open", "no word of what not to do", own(not_to_do=""), ("signal-not-to-do",)
    ),
    Operator("fair-open", "stable taken for just", own(fair_words=""), ("signal-fair",)),
    Operator(
        "explained-away",
        "wide limits used to explain inequality away",
        added(("board", "fair_words", "newspaper"), FINE),
        ("signal-explained-away",),
    ),
    Operator(
        "explained-away-otherwise",
        "stable taken for just, in other words",
        added(("board", "fair_words"), FAIR),
        ("signal-explained-away",),
        spared="That chance is nobody's fault is true of a rank and untrue of a level; the rules "
        "cannot tell which is meant, so the coach reads it.",
    ),
)
