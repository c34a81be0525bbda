"""Ways of spoiling the evidence under the leaves."""

from __future__ import annotations

from autograde.checks import _edit as edit
from autograde.checks._spoil import Mutants, leaves, other_numbers
from curriculum.artifacts.fishbone import Evidence, Fishbone
from curriculum.simulate.cases import Case

KINDS = ("data", "interview", "observation")
ELSEWHERE = "The cafeteria line takes twelve minutes on rainy days"


def drop_tag(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        yield leaf.id, edit.change_evidence(fish, leaf.id, tag=None)


def drop_source(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        yield leaf.id, edit.change_evidence(fish, leaf.id, source="")


def drop_evidence(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        yield leaf.id, edit.change(fish, leaf.id, evidence=Evidence())


def swap_tag(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        for tag in KINDS:
            if tag != leaf.evidence.tag:
                yield f"{leaf.id} → {tag}", edit.change_evidence(fish, leaf.id, tag=tag)


def as_assumption(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.tag != "assumption":
            yield leaf.id, edit.change_evidence(fish, leaf.id, tag="assumption")


def wrong_item(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.item:
            for item in case.items:
                if item.id != leaf.evidence.item:
                    yield (
                        f"{leaf.id} → {item.id}",
                        edit.change_evidence(fish, leaf.id, item=item.id),
                    )


def no_such_item(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.item:
            yield leaf.id, edit.change_evidence(fish, leaf.id, item="E99")


def made_up_source(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.tag != "assumption":
            spoiled = edit.change_evidence(fish, leaf.id, item=None, source="My gut feeling")
            yield leaf.id, spoiled


def elsewhere(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.item:
            yield leaf.id, edit.change(fish, leaf.id, text=ELSEWHERE)


def leaf_number(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        if leaf.evidence.tag == "assumption":
            continue
        for spoiled in other_numbers(leaf.evidence.source):
            yield leaf.id, edit.change_evidence(fish, leaf.id, source=spoiled)
        for spoiled in other_numbers(leaf.text):
            yield leaf.id, edit.change(fish, leaf.id, text=spoiled)


def all_assumptions(fish: Fishbone, case: Case) -> Mutants:
    yield (
        "bones",
        edit.edit_all(
            fish,
            lambda cause: cause.model_copy(
                update={"evidence": Evidence(tag="assumption", source="our hunch")}
            ),
        ),
    )


def no_surprise(fish: Fishbone, case: Case) -> Mutants:
    against = {item.id for item in case.items if item.contradicts}
    quiet = edit.edit_all(fish, lambda cause: None if cause.evidence.item in against else cause)
    yield "surprise", quiet.model_copy(update={"surprise": ""})
