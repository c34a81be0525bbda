"""Writes the samples of lift-fishbone: ``python tests/autograde/checks/build_samples.py``.

Every weak sample is a strong one with exactly one edit. What each sample must get is written by
hand in ``samples/expected.toml``; the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

from sample_files import sample_files, write_samples
from strong_samples import EXERCISE, drawn, leaf, ref, strong_1, strong_2, strong_3

from autograde.checks import _edit as edit
from autograde.checks._numbers import numbers
from curriculum.artifacts.fishbone import CarriedTo, Cause, CheckPlan, Fishbone, empty_fishbone
from curriculum.content import content_root

FOLDER = content_root() / "exercises" / EXERCISE / "samples"

STRONG = {"strong-1": strong_1, "strong-2": strong_2, "strong-3": strong_3}


def head(fish: Fishbone, text: str, **lines: str) -> Fishbone:
    return edit.change_head(fish, text=text, **lines)


def without_period(fish: Fishbone) -> Fishbone:
    text = fish.problem_statement.text
    return head(fish, text.replace(f", {fish.problem_statement.period}:", ":"), period="")


def without_number(fish: Fishbone) -> Fishbone:
    """The same sentence with words where the numbers were."""
    period = fish.problem_statement.period.replace(" to ", " and ")
    return head(
        fish,
        f"Between {period} our fourth grade seldom wrote a second try on word problems that were "
        "not right the first time, students with disabilities even less often than classmates.",
        number="",
    )


def misremembered(fish: Fishbone) -> Fishbone:
    """The first count in the statement, remembered two higher."""
    text = fish.problem_statement.text
    count = next(n for n in numbers(text) if n.kind == "pair").text.split()[0]
    wrong, line = f"{int(count) + 2} of", fish.problem_statement.number
    return head(
        fish, text.replace(f"{count} of", wrong, 1), number=line.replace(f"{count} of", wrong, 1)
    )


def miscopied(fish: Fishbone) -> Fishbone:
    """The count under "steps-done", one higher than in the talks."""
    source = fish.find("u11").cause.evidence.source
    count = next(n for n in numbers(source) if n.kind == "pair").text.split()[0]
    other = source.replace(f"{count} of", f"{int(count) + 1} of", 1)
    return edit.change_evidence(fish, "u11", source=other)


WEAK: dict[str, tuple[str, Callable[[Fishbone], Fishbone]]] = {
    "weak-no-period": ("strong-2", without_period),
    "weak-no-number": ("strong-3", without_number),
    "weak-number-from-memory": ("strong-1", misremembered),
    "weak-solution-in-statement": (
        "strong-1",
        lambda fish: head(
            fish, f"{fish.problem_statement.text} We need a second Math Lab teacher."
        ),
    ),
    "weak-blame-in-statement": (
        "strong-2",
        lambda fish: head(
            fish, f"{fish.problem_statement.text} Most of them come from homes where nobody cares."
        ),
    ),
    "weak-absent-solution": (
        "strong-3",
        lambda fish: edit.change(fish, "u4", text="No math coach on Fridays"),
    ),
    "weak-blame": ("strong-2", lambda fish: edit.change(fish, "t4", text="Students are lazy")),
    "weak-person": ("strong-1", lambda fish: edit.change(fish, "s4", text="The principal")),
    "weak-too-vague": ("strong-3", lambda fish: edit.change(fish, "u12", text="Communication")),
    "weak-cause-twice": (
        "strong-1",
        lambda fish: edit.add_cause(
            fish,
            3,
            Cause(
                id="again",
                text="Most cards print only the representation of the week.",
                whys=(
                    leaf(
                        "again-why",
                        "Each of us makes a card alone, on the evening before",
                        "assumption",
                        "how two of us remember it",
                    ),
                ),
            ),
        ),
    ),
    "weak-empty-box": (
        "strong-2",
        lambda fish: edit.add_cause(fish, 2, Cause(id="empty")),
    ),
    "weak-no-tag": ("strong-1", lambda fish: edit.change_evidence(fish, "s5", tag=None)),
    "weak-no-source": ("strong-2", lambda fish: edit.change_evidence(fish, "t7", source="")),
    "weak-wrong-kind": ("strong-1", lambda fish: edit.change_evidence(fish, "s7", tag="data")),
    "weak-number-miscopied": ("strong-3", miscopied),
    "weak-gap-in-chain": ("strong-3", lambda fish: edit.change(fish, "u7", text="")),
    "weak-check-without-date": (
        "strong-2",
        lambda fish: edit.change(
            fish, "t7", check=CheckPlan(how=fish.find("t7").cause.check.how, by="soon")
        ),
    ),
    "weak-carried-to-nobody": (
        "strong-3",
        lambda fish: edit.change(
            fish, "u8", carried_to=CarriedTo(on=fish.find("u8").cause.carried_to.on)
        ),
    ),
    "weak-structural-dropped": ("strong-2", lambda fish: edit.change(fish, "t3", lane=None)),
    "weak-nothing-to-test": (
        "strong-3",
        lambda fish: edit.change(edit.change(fish, "u3", lane=None), "u11", lane=None),
    ),
}


def build() -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    strong = {name: make() for name, make in STRONG.items()}
    weak = {name: spoil(strong[parent]) for name, (parent, spoil) in WEAK.items()}
    case = drawn("lead-hemlock", "questions-when-confused", "asked-at-the-end")
    return sample_files(strong, weak, empty_fishbone(ref(case)))


if __name__ == "__main__":
    write_samples(FOLDER, build())
