"""Ways of spoiling causes and chains."""

from __future__ import annotations

import re
from collections.abc import Callable

from autograde.checks import _edit as edit
from autograde.checks._spoil import Mutants, Spoil, leaves, other_numbers
from curriculum.artifacts.fishbone import Cause, Fishbone
from curriculum.simulate.cases import Case


def upper_number(fish: Fishbone, case: Case) -> Mutants:
    for place in fish.walk():
        if not place.cause.is_leaf:
            for spoiled in other_numbers(place.cause.text):
                yield place.cause.id, edit.change(fish, place.cause.id, text=spoiled)


def twice(reword: Callable[[str], str]) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        for leaf in leaves(fish):
            copy = leaf.model_copy(update={"id": "copy", "text": reword(leaf.text)})
            for number, bone in enumerate(fish.bones):
                if not any(
                    place.cause.id == leaf.id for place in fish.leaves() if place.bone == bone
                ):
                    yield leaf.id, edit.add_cause(fish, number, copy)
                    break

    return spoil


def leaf_becomes(texts: tuple[str, ...]) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        for leaf in leaves(fish):
            for text in texts:
                yield f"{leaf.id} → {text}", edit.change(fish, leaf.id, text=text)

    return spoil


def empty_leaf(fish: Fishbone, case: Case) -> Mutants:
    for leaf in leaves(fish):
        yield leaf.id, edit.change(fish, leaf.id, text=" ")


def empty_link(fish: Fishbone, case: Case) -> Mutants:
    for place in fish.walk():
        if not place.cause.is_leaf:
            yield place.cause.id, edit.change(fish, place.cause.id, text="")


def why_repeats(fish: Fishbone, case: Case) -> Mutants:
    for place in fish.leaves():
        if place.above:
            upper = place.above[-1].text
            yield place.cause.id, edit.change(fish, place.cause.id, text=upper + ".")


def symptom(fish: Fishbone, case: Case) -> Mutants:
    sentence = re.split(r"(?<=[.!?])\s+", fish.problem_statement.text.strip())[0]
    for leaf in leaves(fish):
        yield leaf.id, edit.change(fish, leaf.id, text=sentence[:590])


def no_whys(fish: Fishbone, case: Case) -> Mutants:
    def flat(cause: Cause) -> Cause:
        if not cause.whys:
            return cause
        last = cause.whys[0]
        kept = {name: getattr(last, name) for name in ("evidence", "lane", "check", "carried_to")}
        return cause.model_copy(update={"whys": (), **kept})

    yield "bones", edit.edit_all(fish, flat)


def one_bone(fish: Fishbone, case: Case) -> Mutants:
    everything = tuple(cause for bone in fish.bones for cause in bone.causes)
    bones = tuple(
        bone.model_copy(update={"causes": everything if number == 0 else ()})
        for number, bone in enumerate(fish.bones)
    )
    yield "bones", fish.model_copy(update={"bones": bones})


def retyped(text: str) -> str:
    return text.upper().replace(",", "") + "!"


SYNONYMS = {
    "students": "kids",
    "seldom": "rarely",
    "most": "nearly all of the",
    "lesson": "class",
    "lessons": "classes",
    "because": "since",
    "meetings": "team time",
    "paper": "homework sheet",
    "card": "opener",
    "cards": "openers",
    "aloud": "out loud",
    "agendas": "meeting plans",
    "problems": "word problems",
    "before": "ahead of when",
    "items": "questions",
    "hear": "are told",
    "done": "finished",
    "page": "sheet",
    "families": "parents",
}


def reworded(text: str) -> str:
    """The same cause as another colleague might type it."""
    words = [SYNONYMS.get(word.lower(), word) for word in text.split()]
    return "often " + " ".join(words)
