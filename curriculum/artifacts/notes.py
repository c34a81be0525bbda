"""What a learner answered in a module: decisions, repairs, reflections, retrieval.

Private: notes stay in the learner's folder and are never handed in. Every answer is kept, so a
changed mind shows as two answers and nobody loses the first hunch.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from curriculum.artifacts.base import Artifact, Model, Paragraph

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}/[a-z0-9-]{1,60}$")]

MAX_ANSWERS = 2_000


class Answer(Model):
    """One answer: the option chosen, or the words written, and when (UTC, ISO 8601)."""

    question: QuestionId
    choice: str = Field(default="", max_length=60)
    text: Paragraph = ""
    at: str = Field(default="", max_length=40)


class Notes(Artifact):
    """All answers of one learner in one folder, oldest first."""

    KIND: ClassVar[str] = "notes"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["notes"] = "notes"
    answers: tuple[Answer, ...] = Field(default=(), max_length=MAX_ANSWERS)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data

    def history(self, question: str) -> tuple[Answer, ...]:
        """Every answer to this question, oldest first."""
        return tuple(answer for answer in self.answers if answer.question == question)

    def latest(self, question: str) -> Answer | None:
        """The newest answer to this question, or None."""
        return next((a for a in reversed(self.answers) if a.question == question), None)


def add_answer(notes: Notes, answer: Answer, *, replaces: Answer | None = None) -> Notes:
    """Notes with one more answer.

    Parameters
    ----------
    notes : Notes
    answer : Answer
        Dropped when it says the same as the newest answer to that question.
    replaces : Answer, optional
        An answer of the same sitting that this one goes on writing; it makes way, so that a
        paragraph typed in five pauses is one answer and not five.

    Returns
    -------
    Notes
        At most ``MAX_ANSWERS`` answers: past that, the oldest answer that has a newer one to the
        same question makes way.
    """
    kept = list(notes.answers)
    if replaces is not None and replaces in kept:
        kept.remove(replaces)
    newest = next((a for a in reversed(kept) if a.question == answer.question), None)
    if newest is None or (newest.choice, newest.text) != (answer.choice, answer.text):
        kept.append(answer)
    while len(kept) > MAX_ANSWERS:
        kept.pop(_oldest_superseded(kept))
    return notes.model_copy(update={"answers": tuple(kept)})


def now() -> str:
    """The present moment as the notes keep it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _oldest_superseded(answers: list[Answer]) -> int:
    newest = {answer.question: index for index, answer in enumerate(answers)}
    return next((i for i, answer in enumerate(answers) if newest[answer.question] != i), 0)
