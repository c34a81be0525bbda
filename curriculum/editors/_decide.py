"""Predict first, decide, recall: commit to an answer, then read why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curriculum.editors._forms import (
    ONLY_YOU,
    Block,
    Event,
    Form,
    NotesBook,
    answer,
    buttons,
    note,
    paragraphs,
    place_of,
)
from curriculum.editors._questions import Decision, Option, RecallSet, find_decision, find_recall


class Choosing:
    """One question of one panel: what is picked, what was committed before."""

    def __init__(self, question_id: str, decision: Decision, book: NotesBook) -> None:
        self.question_id = question_id
        self.decision = decision
        self.book = book
        given = [self._option(a.choice) for a in book.read().history(question_id)]
        self.given: list[Option] = [option for option in given if option is not None]
        self.picked = self.given[-1].id if self.given else ""

    def _option(self, option_id: str) -> Option | None:
        return next((o for o in self.decision.option if o.id == option_id), None)

    @property
    def committed(self) -> Option | None:
        """The answer committed to, or None."""
        return self.given[-1] if self.given else None

    def pick(self, option_id: str) -> None:
        """Mark an option; nothing is told yet."""
        if self._option(option_id) is not None:
            self.picked = option_id

    def commit(self) -> None:
        """Keep the marked option and, from now on, show what it is told."""
        option = self._option(self.picked)
        if option is None or option is self.committed:
            return
        self.book.record(answer(self.question_id, choice=option.id))
        self.given.append(option)

    def blocks(self, name: str) -> list[Block]:
        """The options, and beneath them what the committed one is told."""
        decision, committed = self.decision, self.committed
        options = [{"value": o.id, "label": o.label} for o in decision.option]
        made: list[Block] = [
            {
                "kind": "radio",
                "name": name,
                "legend": decision.ask,
                "options": options,
                "value": self.picked,
            }
        ]
        changed = committed is not None and committed.id != self.picked
        if committed is None or changed:
            label = "Change my answer" if changed else "This is my answer"
            made.append(buttons(("commit", label, name), primary="commit"))
        if committed is None:
            return made
        mark = "Sound choice" if committed.best else "Worth a second look"
        if not any(option.best for option in decision.option):
            mark = "Kept. Here is something to set beside it"
        made.append(note(*committed.says, style="good" if committed.best else "ask", mark=mark))
        if decision.source:
            made.append({"kind": "text", "style": "small", "text": decision.source})
        if len(self.given) > 1:
            first = f"Your first answer was: “{self.given[0].label}”"
            made.append({"kind": "text", "style": "small", "text": first})
        return made


class DecideSession:
    """A single decision."""

    def __init__(self, question_id: str, root: Path | None = None) -> None:
        self.book = NotesBook(root)
        self.place = place_of(question_id, self.book)
        self.choosing = Choosing(question_id, find_decision(question_id), self.book)

    def handle(self, event: Event) -> None:
        """``choose`` marks an option, ``commit`` keeps it."""
        if event.get("do") == "choose":
            self.choosing.pick(str(event.get("value", "")))
        elif event.get("do") == "commit":
            self.choosing.commit()

    def view(self) -> dict[str, Any]:
        """The question; after committing also the answer to it."""
        decision = self.choosing.decision
        blocks = paragraphs(decision.scene) + self.choosing.blocks("answer")
        if self.choosing.committed is not None and decision.then:
            blocks += paragraphs([decision.then])
        return {
            "kicker": decision.kicker,
            "title": decision.title,
            "blocks": blocks,
            "status": self.book.status,
            "who": ONLY_YOU,
        }


class RecallSession:
    """A few questions from earlier modules, each answered at once."""

    def __init__(self, set_id: str, root: Path | None = None) -> None:
        self.book = NotesBook(root)
        self.place = place_of(set_id, self.book)
        self.set: RecallSet = find_recall(set_id)
        module = set_id.partition("/")[0]
        self.asked = {
            question.id: Choosing(f"{module}/{question.id}", question, self.book)
            for question in self.set.question
        }

    def handle(self, event: Event) -> None:
        """``choose`` marks an option of question ``name``; ``commit`` keeps that of ``value``."""
        if event.get("do") == "choose" and event.get("name") in self.asked:
            self.asked[str(event["name"])].pick(str(event.get("value", "")))
        elif event.get("do") == "commit" and event.get("value") in self.asked:
            self.asked[str(event["value"])].commit()

    def view(self) -> dict[str, Any]:
        """All questions, one under the other."""
        blocks = paragraphs([self.set.intro])
        for choosing in self.asked.values():
            blocks.append({"kind": "heading", "text": choosing.decision.title})
            blocks += paragraphs(choosing.decision.scene)
            blocks += choosing.blocks(choosing.decision.id)
        return {
            "kicker": "From memory",
            "title": self.set.title,
            "blocks": blocks,
            "status": self.book.status,
            "who": ONLY_YOU,
        }


def decide(question_id: str, *, root: Path | None = None) -> Form:
    """A question to commit to before anything is shown.

    Parameters
    ----------
    question_id : str
        ``module/question``, for example ``fishbone/first-move``.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(DecideSession(question_id, root))


def recall(set_id: str, *, root: Path | None = None) -> Form:
    """Questions from earlier modules, answered from memory.

    Parameters
    ----------
    set_id : str
        ``module/set``, for example ``fishbone/recall``.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(RecallSession(set_id, root))
