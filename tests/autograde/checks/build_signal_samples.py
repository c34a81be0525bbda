"""Writes the samples of elie-signal: ``python tests/autograde/checks/build_signal_samples.py``.

Every weak sample is a strong one with exactly one edit. What each sample must get is written by
hand in ``samples/expected.toml``; the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

from sample_files import sample_files, write_samples
from strong_readings import EXERCISE, drawn, strong_1, strong_2, strong_3

from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.funnel_reading import FunnelPoint, FunnelReading
from curriculum.content import content_root
from curriculum.simulate.signal_cases import SignalCase, draw_signal_case

FOLDER = content_root() / "exercises" / EXERCISE / "samples"

STRONG = {"strong-1": strong_1, "strong-2": strong_2, "strong-3": strong_3}

Edit = Callable[[FunnelReading, SignalCase], FunnelReading]


def own(**fields: object) -> Edit:
    return lambda made, _case: made.model_copy(update=fields)


def with_words(field: str, words: str) -> Edit:
    """A sentence more at the end of a field; ``{top}`` and ``{bottom}`` are the case's schools."""

    def edit(made: FunnelReading, case: SignalCase) -> FunnelReading:
        text = words.format(top=case.facts.top_small, bottom=case.facts.bottom_small)
        return made.model_copy(update={field: f"{getattr(made, field)} {text}"})

    return edit


def percents_averaged(made: FunnelReading, case: SignalCase) -> FunnelReading:
    """The mean of the schools' percents for the line."""
    facts = case.facts
    rates = [100 * met / n for met, n in zip(facts.met, facts.students, strict=True)]
    return made.model_copy(update={"target": round(sum(rates) / len(rates), 1)})


def last_point_dropped(made: FunnelReading, _case: SignalCase) -> FunnelReading:
    return made.model_copy(update={"outside": made.outside[:-1]})


def lowest_named(made: FunnelReading, case: SignalCase) -> FunnelReading:
    """The last in the table is on the list, though it lies inside."""
    lowest = FunnelPoint(code=case.facts.bottom_small, reading="common", words="Last of 36.")
    return made.model_copy(update={"outside": (*made.outside, lowest)})


def first_read_as(reading: str) -> Edit:
    def edit(made: FunnelReading, _case: SignalCase) -> FunnelReading:
        first = made.outside[0].model_copy(update={"reading": reading})
        return made.model_copy(update={"outside": (first, *made.outside[1:])})

    return edit


WEAK: dict[str, tuple[str, Edit]] = {
    "weak-data-from-nowhere": ("strong-1", own(data_words="")),
    "weak-nothing-measured": ("strong-2", own(measure="")),
    "weak-percents-averaged": ("strong-1", percents_averaged),
    "weak-widening-not-told": ("strong-2", own(adjusted="")),
    "weak-widened-without-reason": ("strong-3", own(adjusted_why="")),
    "weak-outlier-left-out": ("strong-1", last_point_dropped),
    "weak-lowest-named": ("strong-1", lowest_named),
    "weak-signal-taken-for-chance": ("strong-1", first_read_as("common")),
    "weak-chance-taken-for-signal": (
        "strong-2",
        lambda made, _case: made.model_copy(
            update={
                "outside": tuple(
                    one.model_copy(update={"reading": "special"})
                    if one.code == next(p.code for p in made.outside if p.reading == "common")
                    else one
                    for one in made.outside
                )
            }
        ),
    ),
    "weak-point-not-read": ("strong-3", first_read_as("")),
    "weak-no-signal-seen": ("strong-2", own(whole="common")),
    "weak-no-words-to-the-chart": ("strong-1", own(cause_words="")),
    "weak-principal-hears-nothing": ("strong-2", own(principal="")),
    "weak-newspaper-hears-nothing": ("strong-3", own(newspaper="")),
    "weak-bottom-five": (
        "strong-1",
        with_words("board", "The bottom five schools need improvement plans by March."),
    ),
    "weak-plan-for-the-last": (
        "strong-2",
        with_words("principal", "{bottom} needs a plan from its principal this month."),
    ),
    "weak-top-praised": (
        "strong-1",
        with_words("newspaper", "Congratulations to {top}, our best school."),
    ),
    "weak-visit-the-top": (
        "strong-3",
        with_words("board", "Others should visit {top} and copy what it does."),
    ),
    "weak-nothing-for-the-system": ("strong-2", own(system_action="")),
    "weak-nobody-does-it": ("strong-1", own(system_who="")),
    "weak-done-yesterday": ("strong-3", own(system_by="2024-12-02")),
    "weak-anything-goes": ("strong-2", own(not_to_do="")),
    "weak-level-left-out": ("strong-1", own(fair_words="")),
    "weak-no-outlier-no-problem": (
        "strong-2",
        with_words("fair_words", "Nearly all are inside, so there is no problem in our network."),
    ),
    "weak-wide-limits-explain-away": (
        "strong-3",
        with_words("board", "The differences are just noise once the limits are wide enough."),
    ),
    "weak-one-school": (
        "strong-1",
        with_words("system_action", "We begin at {bottom} with a mentor for each student."),
    ),
}


def build() -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    strong = {name: make() for name, make in STRONG.items()}
    weak = {}
    for name, (parent, spoil) in WEAK.items():
        base = strong[parent]
        assert base.case is not None
        weak[name] = spoil(base, draw_signal_case(EXERCISE, base.case.key, 0))
    case = drawn("lead-hemlock", "adult", 2)
    begun = CaseRef(exercise=EXERCISE, key=case.key, draw=0, digest=case.digest)
    return sample_files(strong, weak, FunnelReading(case=begun))


if __name__ == "__main__":
    write_samples(FOLDER, build())
