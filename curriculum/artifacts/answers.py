"""What a learner answers to each comment of a feedback page; handed in with the next version.

A learner may say it in one press, and may add a sentence. The coach reads it beside the comment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from curriculum.artifacts.base import Artifact, ArtifactError, Line, Model, NodeId, read_bounded

Choice = Literal["changed", "kept", "question"]
Round = Annotated[int, Field(ge=1, le=999, strict=True)]

MAX_ANSWERS = 200
MAX_COMMENTS = 12
NAME = "answers"

SAYS: Mapping[str, str] = {
    "changed": "I changed this",
    "kept": "I tried it and kept mine, because …",
    "question": "I have a question",
}


class CommentAnswer(Model):
    """One answer: to which comment of which round, what was done, a few words, and when (UTC)."""

    round: Round
    comment: NodeId
    choice: Choice
    text: Line = ""
    at: Annotated[str, StringConstraints(max_length=40)] = ""


class Answers(Artifact):
    """All answers to the comments on one exercise; one for each comment of a round."""

    KIND: ClassVar[str] = "answers"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["answers"] = "answers"
    answers: tuple[CommentAnswer, ...] = Field(default=(), max_length=MAX_ANSWERS)

    def to(self, round_number: int, comment: str) -> CommentAnswer | None:
        """The answer to a comment of a round, or None; of two, the later one in the file."""
        found = (one for one in reversed(self.answers) if one.comment == comment)
        return next((one for one in found if one.round == round_number), None)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


def put_answer(answers: Answers, answer: CommentAnswer) -> Answers:
    """Answers with this one in the place of an earlier one to the same comment.

    Past ``MAX_ANSWERS`` the oldest makes way.
    """
    same = (answer.round, answer.comment)
    kept = [one for one in answers.answers if (one.round, one.comment) != same]
    return answers.model_copy(update={"answers": (*kept, answer)[-MAX_ANSWERS:]})


class Comment(Model):
    """One comment of a feedback page that can be answered."""

    id: NodeId
    title: Annotated[str, StringConstraints(max_length=200)]
    text: Annotated[str, StringConstraints(max_length=4000)]


class Returned(Model):
    """What a feedback page says of itself, for a program: whose round it is, and the comments."""

    exercise: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
    round: Round
    page: Annotated[int, Field(ge=1, le=999, strict=True)] = 1
    comments: tuple[Comment, ...] = Field(default=(), max_length=MAX_COMMENTS)

    def to_text(self) -> str:
        """As one line of JSON, for the page's head."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=True)


def read_returned(text: str) -> Returned | None:
    """What stands in a page's head; None when it is none of ours.

    Parameters
    ----------
    text : str
        May be anything: a page can come from anywhere.
    """
    try:
        return TypeAdapter(Returned).validate_python(read_bounded(text))
    except (ArtifactError, ValidationError):
        return None
