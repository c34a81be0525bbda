"""Ways of spoiling the lanes."""

from __future__ import annotations

from autograde.checks import _edit as edit
from autograde.checks._spoil import Mutants, Spoil, leaves
from curriculum.artifacts.fishbone import CarriedTo, CheckPlan, Fishbone
from curriculum.simulate.cases import Case


def test_unchecked(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.lane == "check" and leaf.evidence.tag == "assumption":
            yield leaf.id, edit.change(fish, leaf.id, lane="test")


def day(written: str) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        for leaf in leaves(fish):
            if leaf.lane == "check":
                plan = leaf.check.model_copy(update={"by": written})
                yield leaf.id, edit.change(fish, leaf.id, check=plan)
            elif leaf.lane == "escalate":
                carried = leaf.carried_to.model_copy(update={"on": written})
                yield leaf.id, edit.change(fish, leaf.id, carried_to=carried)

    return spoil


def no_how(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.lane == "check":
            yield leaf.id, edit.change(fish, leaf.id, check=CheckPlan(by=leaf.check.by))


def nobody(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.lane == "escalate":
            for who in ("", "someone"):
                carried = CarriedTo(who=who, on=leaf.carried_to.on)
                yield leaf.id, edit.change(fish, leaf.id, carried_to=carried)


def nothing_to_test(fish: Fishbone, case: Case) -> Mutants:
    yield (
        "bones",
        edit.edit_all(
            fish,
            lambda cause: cause.model_copy(
                update={"lane": None if cause.lane == "test" else cause.lane}
            ),
        ),
    )


def no_escalation(fish: Fishbone, case: Case) -> Mutants:
    yield (
        "bones",
        edit.edit_all(
            fish,
            lambda cause: cause.model_copy(
                update={"lane": None if cause.lane == "escalate" else cause.lane}
            ),
        ),
    )


def no_escalated_cause(fish: Fishbone, case: Case) -> Mutants:
    uppers = {place.cause.id for place in fish.walk() if not place.cause.is_leaf}
    yield (
        "bones",
        edit.edit_all(
            fish,
            lambda cause: (
                None
                if cause.lane == "escalate" or (cause.id in uppers and not cause.whys)
                else cause
            ),
        ),
    )
