"""Writes the samples of lift-study: ``python tests/autograde/checks/build_study_samples.py``.

Every weak sample is a strong one with exactly one edit. What each sample must get is written by
hand in ``samples/expected.toml``; the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

from sample_files import sample_files, write_samples
from strong_studies import EXERCISE, drawn, strong_1, strong_2, strong_3

from autograde.checks import _spoil_study as edit
from curriculum.artifacts.from_case import study_for
from curriculum.artifacts.study import Study, Tally
from curriculum.content import content_root

FOLDER = content_root() / "exercises" / EXERCISE / "samples"

STRONG = {"strong-1": strong_1, "strong-2": strong_2, "strong-3": strong_3}


def own(**fields: object) -> Callable[[Study], Study]:
    return lambda study: edit.change(study, **fields)


def reading(**fields: object) -> Callable[[Study], Study]:
    return lambda study: edit.change_reading(study, **fields)


def percents_averaged(study: Study) -> Study:
    """The mean of the first three lessons' percents for the result of all."""
    values = [p.value for p in study.points if p.phase == "cycle" and p.value is not None][:3]
    return edit.change(study, result=round(sum(values) / len(values), 1))


def lowest_dropped(study: Study) -> Study:
    """Without the lowest lesson since the change."""
    since = [p for p in study.points if p.phase == "cycle" and p.value is not None]
    lowest = min(since, key=lambda point: point.value or 0.0)
    return edit.change(study, points=tuple(p for p in study.points if p != lowest))


def line_moved(study: Study) -> Study:
    days = [point.day for point in study.points]
    return edit.change(study, change_day=days[days.index(study.change_day) - 2])


def small_group_counted(study: Study) -> Study:
    place = next(at for at, one in enumerate(study.groups) if (one.n or 99) < 11)
    counted = {"before": Tally(count=9, of=60), "after": Tally(count=18, of=40)}
    return edit.change_group(study, place, **counted)


def small_group_judged(study: Study) -> Study:
    place = next(at for at, one in enumerate(study.groups) if (one.n or 99) < 11)
    return edit.change_group(study, place, words="They improved more than anybody else.")


def gap_closing(study: Study) -> Study:
    return edit.change_group(study, 1, words="The gap is closing.")


def miscounted(study: Study) -> Study:
    tally = study.groups[0].after
    off = Tally(count=(tally.count or 0) + 3, of=tally.of)
    return edit.change_group(study, 0, after=off)


def other_held(study: Study) -> Study:
    return edit.change(study, held="missed" if study.held == "held" else "held")


WEAK: dict[str, tuple[str, Callable[[Study], Study]]] = {
    "weak-it-is-working": (
        "strong-2",
        own(
            verdict="signal_predicted",
            verdict_words=(
                "More write one since the change, and the run chart's last three points went up."
            ),
        ),
    ),
    "weak-signal-denied": ("strong-1", own(verdict="no_signal")),
    "weak-proof": (
        "strong-1",
        own(
            verdict_words=(
                "Signal, in the direction we predicted: a long run. This proves that our change "
                "is what students needed."
            )
        ),
    ),
    "weak-averages": (
        "strong-2",
        own(verdict_words="The average went from what it was to a little less. It stays open."),
    ),
    "weak-low-fidelity-judged": ("strong-3", own(verdict="no_signal")),
    "weak-held-for-missed": ("strong-2", other_held),
    "weak-missed-for-held": ("strong-1", other_held),
    "weak-result-averaged": ("strong-1", percents_averaged),
    "weak-lowest-dropped": ("strong-1", lowest_dropped),
    "weak-line-moved": ("strong-2", line_moved),
    "weak-run-miscounted": (
        "strong-2",
        lambda study: reading(longest_run=(study.signal_reading.longest_run or 0) + 2)(study),
    ),
    "weak-no-median": ("strong-3", reading(median=None)),
    "weak-signal-misread": ("strong-2", reading(signal="yes")),
    "weak-other-rules": ("strong-1", own(rules="anhoej")),
    "weak-missing-zero": ("strong-1", own(missing_count=0)),
    "weak-missing-untold": ("strong-3", own(missing_words="")),
    "weak-small-group-counted": ("strong-2", small_group_counted),
    "weak-small-group-judged": ("strong-1", small_group_judged),
    "weak-gap-closing": ("strong-2", gap_closing),
    "weak-group-miscounted": ("strong-1", miscounted),
    "weak-fidelity-glossed": ("strong-3", own(fidelity="yes")),
    "weak-no-deviations": ("strong-3", own(deviations="")),
    "weak-no-other-explanation": ("strong-2", own(other_explanations=())),
    "weak-theory-untouched": ("strong-1", own(theory_change="")),
}


def build() -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    strong = {name: make() for name, make in STRONG.items()}
    weak = {name: spoil(strong[parent]) for name, (parent, spoil) in WEAK.items()}
    begun = study_for(drawn("lead-hemlock", "opposite", "signal_other"))
    return sample_files(strong, weak, Study(case=begun.case))


if __name__ == "__main__":
    write_samples(FOLDER, build())
