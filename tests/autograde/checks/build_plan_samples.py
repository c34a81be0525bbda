"""Writes the samples of lift-predict: ``python tests/autograde/checks/build_plan_samples.py``.

Every weak sample is a strong one with exactly one edit, locked again. What each sample must get
stands in ``samples/expected.toml``; the tests compare.
"""

from __future__ import annotations

from collections.abc import Callable

from sample_files import sample_files, write_samples
from strong_plans import EXERCISE, drawn, strong_1, strong_2, strong_3

from autograde.checks import _spoil_plan as edit
from autograde.checks.plan_solution import LOCKED_AT
from curriculum.artifacts.from_case import plan_for
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import ChosenCause, Plan
from curriculum.content import content_root

FOLDER = content_root() / "exercises" / EXERCISE / "samples"

STRONG = {"strong-1": strong_1, "strong-2": strong_2, "strong-3": strong_3}


def first(**fields: object) -> Callable[[Plan], Plan]:
    """Another word or number in the first prediction."""
    return lambda plan: edit.locked_again(edit.change_prediction(plan, "p1", **fields))


def data(**fields: object) -> Callable[[Plan], Plan]:
    return lambda plan: edit.locked_again(edit.change_data(plan, **fields))


def own(**fields: object) -> Callable[[Plan], Plan]:
    return lambda plan: edit.locked_again(edit.change(plan, **fields))


def narrow(plan: Plan) -> Plan:
    guess = plan.predictions[0].best_guess or 0
    return first(low=guess - 2, high=guess + 2)(plan)


def no_change_holds(plan: Plan) -> Plan:
    one = plan.predictions[0]
    return first(low=(one.low or 0) - 12)(plan)


def misremembered(plan: Plan) -> Plan:
    point = plan.data.baseline[3]
    odd = point.model_copy(update={"count": (point.count or 0) + 2})
    rows = (*plan.data.baseline[:3], odd, *plan.data.baseline[4:])
    return data(baseline=rows)(plan)


WEAK: dict[str, tuple[str, Callable[[Plan], Plan]]] = {
    "weak-engagement": ("strong-1", first(measure="engagement")),
    "weak-no-number": ("strong-2", first(best_guess=None)),
    "weak-no-range": ("strong-3", first(low=None, high=None)),
    "weak-cannot-miss": ("strong-2", first(low=0.0, high=100.0)),
    "weak-no-change-holds": ("strong-1", no_change_holds),
    "weak-narrow": ("strong-3", narrow),
    "weak-circular": ("strong-2", first(because="More students will do it")),
    "weak-no-because": ("strong-3", first(because="")),
    "weak-other-because": (
        "strong-1",
        first(because="The cafeteria serves lunch outdoors in April"),
    ),
    "weak-no-date": ("strong-1", first(by="")),
    "weak-no-group": ("strong-3", first(n=None)),
    "weak-no-surprise": ("strong-2", own(surprise="")),
    "weak-whole-school": (
        "strong-1",
        lambda plan: edit.locked_again(edit.change_scale(plan, size="whole_school")),
    ),
    "weak-no-cause": ("strong-2", own(from_causes=())),
    "weak-other-cause": (
        "strong-3",
        own(from_causes=(ChosenCause(id="x9", text="The hallway is loud"),)),
    ),
    "weak-absent-dropped": ("strong-1", data(missing="")),
    "weak-no-denominator": ("strong-2", data(denominator="")),
    "weak-from-memory": ("strong-3", data(tool="from memory")),
    "weak-count-miscopied": ("strong-1", misremembered),
    "weak-no-process": ("strong-3", data(process="")),
    "weak-not-locked": ("strong-2", lambda plan: edit.change(plan, lock=None)),
    "weak-changed-after-lock": (
        "strong-1",
        lambda plan: edit.change_prediction(plan, "p1", low=(plan.predictions[0].low or 0) + 4),
    ),
    "weak-lock-by-hand": ("strong-3", lambda plan: next(edit.lock_by_hand(plan, None))[1]),
}


def build() -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    strong = {name: make() for name, make in STRONG.items()}
    weak = {name: spoil(strong[parent]) for name, (parent, spoil) in WEAK.items()}
    case = drawn("lead-hemlock", "questions-when-confused")
    blank = plan_for(case).model_copy(update={"school": ""})
    files = sample_files(strong, weak, blank)
    # Locked again: only the case is missing.
    caseless = strong["strong-3"].model_copy(update={"case": None, "lock": None})
    files["changed-caseless"] = lock(caseless, LOCKED_AT).to_json()
    return files


if __name__ == "__main__":
    write_samples(FOLDER, build())
