"""The questions of a module: read from its ``questions.toml``, checked once."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from curriculum.content import ContentError, content_root


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One answer to choose; ``says`` is what the learner reads after choosing it."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    label: str
    best: bool = False
    says: tuple[str, ...] = Field(min_length=1)


class Decision(_Part):
    """A question to commit to before anything is shown."""

    id: str
    kicker: str = "Decide"
    title: str
    scene: tuple[str, ...] = ()
    ask: str
    option: tuple[Option, ...] = Field(min_length=2)
    then: str = ""
    source: str = ""


class Repair(_Part):
    """A weak sentence to rewrite; ``one_way`` is shown after a try, never before.

    ``about`` is the example that a verdict is about, as ``module/example``.
    """

    id: str
    title: str
    kind: Literal["cause", "problem_statement", "prediction", "verdict", "funnel_words", "memo"]
    about: str = ""
    context: tuple[str, ...] = ()
    weak: str
    ask: str
    hints: tuple[str, str, str]
    one_way: str
    why_better: str


class Reflection(_Part):
    """A question to write to oneself about."""

    id: str
    title: str
    ask: str
    help: str = ""
    rows: int = Field(default=3, ge=2, le=12)


class RecallSet(_Part):
    """Three questions from earlier modules."""

    id: str
    title: str
    intro: str
    question: tuple[Decision, ...] = Field(min_length=1)


class Step(_Part):
    """One step of a guided piece: what to do, and what each answer to it is told.

    ``look`` says what is looked at: a field of the problem statement, or of the cause ``where``.
    ``accept`` are the values that complete the step (for text: words of which one must stand in
    it; none means any words), ``says`` answers other values, ``"*"`` all the rest.
    """

    id: str
    do: str
    look: Literal["statement", "tag", "source", "text", "why", "lane", "plan"]
    where: str
    accept: tuple[str, ...] = ()
    done: str
    says: dict[str, str] = Field(default_factory=dict)


class Steps(_Part):
    """A guided piece: a starter artifact and the steps that finish it."""

    id: str
    title: str
    starter: str
    work: str
    step: tuple[Step, ...] = Field(min_length=1)


class Questions(_Part):
    """Everything a module asks."""

    decide: tuple[Decision, ...] = ()
    repair: tuple[Repair, ...] = ()
    reflect: tuple[Reflection, ...] = ()
    recall: tuple[RecallSet, ...] = ()
    steps: tuple[Steps, ...] = ()


_T = TypeVar("_T", Decision, Repair, Reflection, RecallSet, Steps)


@cache
def load_questions(module: str) -> Questions:
    """The questions of a module, for example ``fishbone``.

    Raises
    ------
    ContentError
        When the module has no readable ``questions.toml``; one plain sentence.
    """
    for series in ("lift", "elie"):
        path = content_root() / series / module / "questions.toml"
        if path.is_file():
            break
    else:
        raise ContentError(f"The module {module!r} has no questions.toml.")
    try:
        questions = Questions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ContentError(f"{series}/{module}/questions.toml cannot be read: {error}") from error
    return questions


def find_decision(question_id: str) -> Decision:
    """The decision ``module/id``."""
    return _find(question_id, load_questions(_module(question_id)).decide)


def find_repair(item_id: str) -> Repair:
    """The sentence to repair ``module/id``."""
    return _find(item_id, load_questions(_module(item_id)).repair)


def find_reflection(prompt_id: str) -> Reflection:
    """The reflection ``module/id``."""
    return _find(prompt_id, load_questions(_module(prompt_id)).reflect)


def find_recall(set_id: str) -> RecallSet:
    """The retrieval set ``module/id``."""
    return _find(set_id, load_questions(_module(set_id)).recall)


def find_steps(steps_id: str) -> Steps:
    """The guided piece ``module/id``."""
    return _find(steps_id, load_questions(_module(steps_id)).steps)


def _module(question_id: str) -> str:
    module, slash, rest = question_id.partition("/")
    if not (module and slash and rest):
        raise ContentError(f"{question_id!r} names no question; write it as module/question.")
    return module


def _find(question_id: str, among: tuple[_T, ...]) -> _T:
    rest = question_id.partition("/")[2]
    for item in among:
        if item.id == rest:
            return item
    raise ContentError(f"There is no question {question_id!r} in this module.")
