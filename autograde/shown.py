"""What a coach sees of a hand-in: the drawing, the same in words, and what the learner wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograde.findings import Finding
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.fishbone import Fishbone
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study


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


def plan(made: Plan, case: Any, findings: list[Finding]) -> Shown:
    """A plan with its predictions and its lock; its case is not drawn."""
    from curriculum.figures.plan import plan_alt, plan_svg

    return Shown(
        drawing=plan_svg(made, findings),
        alt=plan_alt(made),
        statement=made.question,
        words={
            "because-is-theory": _each(one.because for one in made.predictions),
            "proportionate": made.scale.why,
            "either-result-teaches": made.surprise,
            "help": made.help_wanted,
        },
    )


def study(made: Study, case: Any, findings: list[Finding]) -> Shown:
    """A study beside the locked plan of its case; without a case, the study alone."""
    from curriculum.artifacts.from_case import locked_plan
    from curriculum.figures.study import study_alt, study_svg

    beside = None if case is None else locked_plan(case)
    return Shown(
        drawing=study_svg(made, beside, findings),
        alt=study_alt(made, beside),
        statement=made.verdict_words,
        words={
            "other-explanations": _each(made.other_explanations),
            "theory-changed": made.theory_change,
            "humble-about-one-room": made.verdict_words,
            "balancing": made.balancing,
            "help": made.help_wanted,
        },
    )


def disaggregation(made: Disaggregation, case: Any, findings: list[Finding]) -> Shown:
    """A disaggregation, hidden as everywhere; the true counts of its case are not drawn."""
    from curriculum.figures.gaps import disaggregation_alt, disaggregation_svg

    return Shown(
        drawing=disaggregation_svg(made, findings),
        alt=disaggregation_alt(made),
        statement=made.finding_words,
        words={
            "system-language": _each((made.finding_words, made.system_words, made.split_words)),
            "goal-and-ways": _each(
                (made.goal, *(f"{one.for_whom}: {one.what}" for one in made.strategies if one.what))
            ),
            "comparison-and-voices": _each(
                (
                    made.comparison_why,
                    *(f"{one.who}: {one.words}" for one in made.voices if one.words),
                )
            ),
            "help": made.help_wanted,
        },
    )


def funnel_reading(made: FunnelReading, case: Any, findings: list[Finding]) -> Shown:
    """A reading with the funnel that it is about: of its case, or of California's districts."""
    from curriculum.figures.funnel_reading import funnel_reading_alt, funnel_reading_svg

    data = funnel_data(made, case)
    return Shown(
        drawing=funnel_reading_svg(made, data, findings),
        alt=funnel_reading_alt(made, data),
        statement=made.board,
        words={
            "usable-words": _each(
                f"To {whom}: {words}"
                for whom, words in (
                    ("a principal", made.principal),
                    ("the board", made.board),
                    ("a newspaper", made.newspaper),
                )
                if words.strip()
            ),
            "acts-on-what-is-shared": _each((made.system_action, made.not_to_do)),
            "stable-is-not-just": _each((made.fair_words, made.adjusted_why)),
            "help": made.help_wanted,
        },
    )


def funnel_data(made: FunnelReading, case: Any) -> Any:
    """The counts that a reading is about; None where a team brought its own."""
    from curriculum.figures.funnel_reading import FunnelData

    if case is not None:
        facts = case.facts
        return FunnelData(facts.codes, facts.met, facts.students, facts.measure)
    if made.source != "star98":
        return None
    from curriculum.data.star98 import MEASURE, california

    data = california()
    above, tested = (tuple(int(one) for one in counts) for counts in (data.above, data.tested))
    return FunnelData(tuple(data.names), above, tested, MEASURE)


def _each(texts: Iterable[str]) -> str:
    """Several texts, each on a line of its own; the first of equal ones."""
    return "\n".join(dict.fromkeys(text for text in texts if text.strip()))
