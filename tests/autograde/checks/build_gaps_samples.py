"""Writes the samples of elie-gaps: ``python tests/autograde/checks/build_gaps_samples.py``.

Every weak sample is a strong one with exactly one edit. What each sample must get is written by
hand in ``samples/expected.toml``; the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

from sample_files import sample_files, write_samples
from strong_gaps import EXERCISE, drawn, strong_1, strong_2, strong_3

from autograde.checks.gaps_mutations import shown_again
from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.disaggregation import Disaggregation, Measure
from curriculum.content import content_root
from curriculum.simulate.gaps_cases import draw_gaps_case

FOLDER = content_root() / "exercises" / EXERCISE / "samples"

STRONG = {"strong-1": strong_1, "strong-2": strong_2, "strong-3": strong_3}
Edit = Callable[[Disaggregation], Disaggregation]


def own(**fields: object) -> Edit:
    return lambda made: made.model_copy(update=fields)


def more(field: str, sentence: str) -> Edit:
    """One sentence at the end of a text."""
    return lambda made: made.model_copy(update={field: f"{getattr(made, field)} {sentence}"})


def row(place: int, **fields: object) -> Edit:
    def change(made: Disaggregation) -> Disaggregation:
        rows = list(made.groups)
        rows[place] = rows[place].model_copy(update=fields)
        return made.model_copy(update={"groups": tuple(rows)})

    return change


def gap_larger(made: Disaggregation) -> Disaggregation:
    """The gap of the first group six points wider than the counts give it."""
    return row(0, gap=round((made.groups[0].gap or 0.0) - 6.0, 1))(made)


def small_cell_only(made: Disaggregation) -> Disaggregation:
    """The group that was hidden to protect another stands there with its numbers."""
    assert made.case is not None
    case = draw_gaps_case(EXERCISE, made.case.key, 0)
    return next(spoiled for _where, spoiled in shown_again(made, case))


def race_named(made: Disaggregation) -> Disaggregation:
    first = made.strategies[0].model_copy(update={"for_whom": "Latino English learners"})
    return made.model_copy(update={"strategies": (first, *made.strategies[1:])})


WEAK: dict[str, tuple[str, Edit]] = {
    "weak-ratio-alone": (
        "strong-2",
        more("finding_words", "The ratio rose from 0.81 to 0.87, so we are fairer than last year."),
    ),
    "weak-percent-of-six": (
        "strong-3",
        more("finding_words", "2 of 6 students who arrived this year were (33%)."),
    ),
    "weak-group-as-cause": (
        "strong-2",
        more("system_words", "These students lack the vocabulary for it."),
    ),
    "weak-bubble": (
        "strong-2",
        own(next_step="Choose the 20 students nearest the mark for the winter class."),
    ),
    "weak-small-cell-only": ("strong-2", small_cell_only),
    "weak-laxer-floor": ("strong-1", own(floor=11)),
    "weak-no-opportunity": ("strong-1", own(opportunity=Measure())),
    "weak-unnamed-comparison": ("strong-3", own(comparison_why="")),
    "weak-number-off": ("strong-1", gap_larger),
    "weak-no-interval": ("strong-2", row(0, low=None, high=None)),
    "weak-split-misread": ("strong-1", own(split="same")),
    "weak-one-total": ("strong-3", own(split="", split_by="", split_words="")),
    "weak-no-rates": (
        "strong-1",
        own(finding_words="English learners are reached less often than other students."),
    ),
    "weak-no-voice": ("strong-2", own(voices=())),
    "weak-no-goal": ("strong-3", own(goal="")),
    "weak-same-for-all": ("strong-1", own(strategies=())),
    "weak-yesterday": ("strong-2", own(next_by="2024-09-30")),
    "weak-nobody-does-it": ("strong-3", own(next_who="")),
    "weak-counsel-not-asked": ("strong-1", race_named),
}


def build() -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    strong = {name: make() for name, make in STRONG.items()}
    weak = {name: spoil(strong[parent]) for name, (parent, spoil) in WEAK.items()}
    case = drawn("lead-laurel", "reading", "reversed", "English learners", 11)
    blank = CaseRef(exercise=EXERCISE, key=case.key, draw=0, digest=case.digest)
    return sample_files(strong, weak, Disaggregation(case=blank))


if __name__ == "__main__":
    write_samples(FOLDER, build())
