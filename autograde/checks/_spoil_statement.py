"""Ways of spoiling the problem statement and the texts beside the fish."""

from __future__ import annotations

import re

from autograde.checks import _edit as edit
from autograde.checks._dates import MONTH
from autograde.checks._spoil import Mutants, Spoil, other_numbers
from curriculum.artifacts.fishbone import Fishbone
from curriculum.simulate.cases import Case


def statement_number(fish: Fishbone, case: Case) -> Mutants:
    for count, spoiled in enumerate(other_numbers(fish.problem_statement.text)):
        yield f"number {count + 1}", edit.change_head(fish, text=spoiled)


def statement_day(fish: Fishbone, case: Case) -> Mutants:
    text = fish.problem_statement.text
    for match in re.finditer(rf"((?:{MONTH})\s+)(\d+)", text, re.IGNORECASE):
        day = str(int(match[2]) % 27 + 1)
        yield (
            match[0],
            edit.change_head(fish, text=text[: match.start(2)] + day + text[match.end(2) :]),
        )


def without(part: str) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        head = fish.problem_statement
        names = [name for name in ("group", "measure", "number", "period") if name != part]
        said = "; ".join(getattr(head, name) for name in names)
        yield "problem_statement.text", edit.change_head(fish, text=f"{said}.", **{part: ""})

    return spoil


def statement_says(sentences: tuple[str, ...]) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        text = fish.problem_statement.text
        for sentence in sentences:
            yield f"{sentence} (at the end)", edit.change_head(fish, text=f"{text} {sentence}")
            yield f"{sentence} (first)", edit.change_head(fish, text=f"{sentence} {text}")

    return spoil


def statement_lines(fish: Fishbone, case: Case) -> Mutants:
    for spoiled in other_numbers(fish.problem_statement.number):
        yield "problem_statement.number", edit.change_head(fish, number=spoiled)


def no_statement(fish: Fishbone, case: Case) -> Mutants:
    yield (
        "problem_statement.text",
        edit.change_head(fish, text="", group="", measure="", number="", period=""),
    )


def blank_field(field: str) -> Spoil:
    def spoil(fish: Fishbone, case: Case) -> Mutants:
        yield field, fish.model_copy(update={field: ""})

    return spoil
