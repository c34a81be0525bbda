"""Write to yourself (``reflect``) and mend a weak sentence (``repair``)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from curriculum.artifacts.notes import Answer
from curriculum.editors._forms import (
    ONLY_YOU,
    Block,
    Event,
    Form,
    NotesBook,
    answer,
    buttons,
    field,
    note,
    paragraphs,
    place_of,
    text_of,
)
from curriculum.editors._questions import Repair, find_reflection, find_repair

SentenceCheck = Callable[[str], Sequence[Mapping[str, str]]]
"""A check of one sentence: what it asks, each with ``what``, ``why``, ``next``; may be empty."""


_SEEN = "says something that another person could go and look for."
_GOOD = {
    "cause": _SEEN,
    "problem_statement": _SEEN,
    "prediction": "could turn out wrong, and two people would see it alike.",
    "verdict": "says no more than the chart does.",
    "funnel_words": "says no more than the counts do.",
    "memo": "can be read aloud in public.",
}
_FAULT = "Change the part that names a fix, a fault or nothing one could go and see."
_CHANGE = {
    "cause": _FAULT,
    "problem_statement": _FAULT,
    "prediction": "Change the part that could never turn out wrong.",
    "verdict": "Change the part that says more than the chart does.",
    "funnel_words": "Change the part that a rank alone cannot say.",
    "memo": "Change the part that you would not read aloud with the families in the room.",
}


class Writing:
    """Words under way: what one sitting writes is one answer, however often it is saved."""

    def __init__(self, question_id: str, book: NotesBook) -> None:
        self.question_id = question_id
        self.book = book
        latest = book.read().latest(question_id)
        self.text = latest.text if latest else ""
        self.own: Answer | None = None

    def write(self, text: str) -> None:
        """Keep the words as they stand now; words that are kept already are not kept twice."""
        if text == self.text and self.own is None:
            return
        self.text = text
        made = answer(self.question_id, text=text)
        self.book.record(made, replaces=self.own)
        self.own = made


class ReflectSession:
    """A prompt and a box."""

    def __init__(self, prompt_id: str, root: Path | None = None) -> None:
        self.book = NotesBook(root)
        self.place = place_of(prompt_id, self.book)
        self.prompt = find_reflection(prompt_id)
        self.writing = Writing(prompt_id, self.book)

    def handle(self, event: Event) -> None:
        """``write`` keeps the words; nothing needs to be pressed."""
        if event.get("do") == "write":
            self.writing.write(text_of(event))

    def view(self) -> dict[str, Any]:
        """The prompt and the words so far."""
        prompt = self.prompt
        box = field(
            "text",
            prompt.ask,
            self.writing.text,
            help=prompt.help,
            rows=max(2, prompt.rows),
            limit=4_000,
        )
        return {
            "kicker": "Write it down",
            "title": prompt.title,
            "blocks": [box],
            "status": self.book.status,
            "who": ONLY_YOU,
        }


class RepairSession:
    """A weak sentence, a box to rewrite it in, and a check that asks one thing at a time."""

    def __init__(
        self,
        item_id: str,
        check: SentenceCheck,
        root: Path | None = None,
        item: Repair | None = None,
    ) -> None:
        self.book = NotesBook(root)
        self.place = place_of(item_id, self.book)
        self.item = item or find_repair(item_id)
        self.check = check
        self.writing = Writing(item_id, self.book)
        self.remark: Block | None = None
        self.hints_shown = 0
        self.tried = False

    def handle(self, event: Event) -> None:
        """``write`` keeps the words, ``check`` answers them, ``hint`` shows one hint more."""
        do = event.get("do")
        if do == "write":
            self.writing.write(text_of(event, 600))
            self.remark = None
        elif do == "check":
            self.remark = self._look()
        elif do == "hint":
            self.hints_shown = min(self.hints_shown + 1, len(self.item.hints))

    def _look(self) -> Block:
        text = " ".join(self.writing.text.split())
        if not text:
            return note("Write your version in the box first. A rough one is fine.", style="ask")
        if text.casefold() == " ".join(self.item.weak.split()).casefold():
            return note(
                f"This is still the sentence as it came. {_CHANGE[self.item.kind]}",
                style="ask",
                mark="Same words",
            )
        self.tried = True
        asked = self.check(text)
        if not asked:
            return note(f"“{text}” {_GOOD[self.item.kind]}", style="good", mark="Nothing to ask")
        first = asked[0]
        lines = [first.get(part, "") for part in ("what", "why", "next")]
        mark = first.get("name") or "One question for you"
        return note(*[line for line in lines if line], style="ask", mark=mark)

    def view(self) -> dict[str, Any]:
        """The weak sentence, the learner's version, the remark and the hints so far."""
        item = self.item
        blocks = paragraphs(item.context)
        blocks.append({"kind": "quote", "text": item.weak})
        blocks.append(field("text", item.ask, self.writing.text, rows=3))
        actions: list[tuple[str, str]] = [("check", "Check my sentence")]
        if self.hints_shown < len(item.hints):
            actions.append(("hint", f"Hint {self.hints_shown + 1} of {len(item.hints)}"))
        blocks.append(buttons(*actions, primary="check"))
        if self.remark is not None:
            blocks.append(self.remark)
        for number, hint in enumerate(item.hints[: self.hints_shown], start=1):
            blocks.append(note(hint, mark=f"Hint {number}"))
        if self.tried:
            inside = [{"kind": "quote", "text": item.one_way}, *paragraphs([item.why_better])]
            blocks.append({"kind": "details", "summary": "One way to write it", "blocks": inside})
        return {
            "kicker": "Repair",
            "title": item.title,
            "blocks": blocks,
            "status": self.book.status,
            "who": ONLY_YOU,
        }


def reflect(prompt_id: str, *, root: Path | None = None) -> Form:
    """A question to write to oneself about; saved while typing.

    Parameters
    ----------
    prompt_id : str
        ``module/prompt``, for example ``fishbone/reflection``.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(ReflectSession(prompt_id, root))


def repair(item_id: str, *, check: SentenceCheck, root: Path | None = None) -> Form:
    """A weak sentence to rewrite.

    Parameters
    ----------
    item_id : str
        ``module/item``, for example ``fishbone/coach-on-fridays``.
    check : callable
        Answers a sentence with what it asks about it, the most important first.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(RepairSession(item_id, check, root))
