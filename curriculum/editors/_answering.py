"""Answering a coach: each comment of the newest feedback page, and what the learner says to it.

A feedback page carries its comments in its head (`curriculum.artifacts.answers.Returned`); what is
answered is saved in ``work/answers.json`` at once and goes along with the next hand-in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from curriculum._workspace_files import write_atomic
from curriculum.artifacts.answers import (
    NAME,
    SAYS,
    Answers,
    Choice,
    CommentAnswer,
    Returned,
    put_answer,
    read_returned,
)
from curriculum.artifacts.notes import now
from curriculum.editors._forms import Block, Event, field, note, text_of
from curriculum.workspace import Workspace

MAX_PAGE = 2_000_000
LIMIT = 600
ATTEMPTS = 3
HEAD = re.compile(r'<meta name="lift-elie-feedback" content="([^"<>]*)">')
CHOOSE, WRITE = "answer-", "words-"
NOT_OURS = (
    "This file is not a feedback page for this exercise; choose the .html file that your coach "
    "sent you."
)
ASKS: dict[str, str] = {
    "changed": "What did you change? (You may leave this empty.)",
    "kept": "I kept mine, because …",
    "question": "My question",
}


def returned_on(text: str, exercise: str) -> Returned | None:
    """What a page says of itself, if it is a feedback page for this exercise."""
    found = HEAD.search(text[:600_000])
    made = read_returned(unescape(found[1])) if found else None
    return made if made is not None and made.exercise == exercise else None


class Answering:
    """The comments of the newest feedback page, and the learner's answers.

    Parameters
    ----------
    exercise : str
    workspace : Workspace
        Of the exercise's folder.
    """

    def __init__(self, exercise: str, workspace: Workspace) -> None:
        self.exercise = exercise
        self.workspace = workspace
        self.page: Returned | None = None
        self.status = ""

    def look(self, pages: Sequence[Path]) -> None:
        """Find the newest page among these that carries comments."""
        found = [made for path in pages if (made := self._read(path)) is not None]
        self.page = max(found, key=lambda one: (one.round, one.page), default=None)

    def _read(self, path: Path) -> Returned | None:
        try:
            if path.stat().st_size > MAX_PAGE:
                return None
            return returned_on(path.read_text(encoding="utf-8", errors="replace"), self.exercise)
        except OSError:
            return None

    def take(self, text: str) -> str:
        """Keep a page that came as a file; why not, or "" when it is kept."""
        made = returned_on(text, self.exercise) if len(text) <= MAX_PAGE else None
        if made is None:
            return NOT_OURS
        name = f"{self.exercise}-round-{made.round}-page-{made.page}.html"
        place = self.workspace.root / "feedback" / "received"
        try:
            place.mkdir(parents=True, exist_ok=True)
            write_atomic(place / name, text.encode("utf-8", "replace"))
        except OSError:
            return "The page could not be kept; make room on the disk and choose it again."
        return ""

    @property
    def answers(self) -> Answers:
        """What was answered until now."""
        return self.workspace.load(NAME, Answers).artifact or Answers()

    @property
    def open(self) -> int:
        """How many comments of the newest page have no answer yet."""
        if self.page is None:
            return 0
        answers = self.answers
        return sum(answers.to(self.page.round, one.id) is None for one in self.page.comments)

    def handle(self, event: Event) -> bool:
        """Take a choice or words that belong here; whether they did.

        Names carry the round, so that what is sent again after a newer page came stays true.
        """
        name = str(event.get("name", ""))
        prefix = next((one for one in (CHOOSE, WRITE) if name.startswith(one)), "")
        number, _, comment = name.removeprefix(prefix).partition("-")
        if not prefix or not number.isascii() or not number.isdigit() or len(number) > 3:
            return False
        self._save(int(number), comment, event, words=prefix == WRITE)
        return True

    def _save(self, round_number: int, comment: str, event: Event, *, words: bool) -> None:
        for _attempt in range(ATTEMPTS):
            loaded = self.workspace.load(NAME, Answers)
            if loaded.read_only:
                self.status = loaded.message
                return
            before = loaded.artifact or Answers()
            made = _changed(before.to(round_number, comment), round_number, comment, event, words)
            if made is None:
                return
            saved = self.workspace.save(NAME, put_answer(before, made), loaded.revision)
            self.status = saved.message or "Your answer is saved. It goes with your next hand-in."
            if not saved.conflict:
                return

    def blocks(self) -> list[Block]:
        """The newest page's comments, each with its three answers."""
        if self.page is None or not self.page.comments:
            return []
        number, answers = self.page.round, self.answers
        blocks: list[Block] = [
            {"kind": "heading", "text": f"Answer your coach (round {number})"},
            {
                "kind": "text",
                "style": "small",
                "text": "One press for each comment. Your coach reads it with your next version.",
            },
        ]
        for one in self.page.comments:
            given = answers.to(number, one.id)
            blocks.append(note(one.text, mark=one.title))
            blocks.append(
                {
                    "kind": "radio",
                    "legend": f"Your answer to “{one.title}”",
                    "quiet": True,
                    "name": f"{CHOOSE}{number}-{one.id}",
                    "value": given.choice if given else "",
                    "options": [{"value": key, "label": label} for key, label in SAYS.items()],
                }
            )
            if given is not None:
                blocks.append(
                    field(
                        f"{WRITE}{number}-{one.id}", ASKS[given.choice], given.text, rows=2,
                        limit=LIMIT,
                    )
                )  # fmt: skip
        return blocks


def _changed(
    before: CommentAnswer | None, number: int, comment: str, event: Event, words: bool
) -> CommentAnswer | None:
    """The answer after an event; None when the event says nothing new or nothing at all."""
    choice: Choice | None = before.choice if before else None
    text = before.text if before else ""
    if words:
        text = text_of(event, LIMIT)
    else:
        choice = next((one for one in _CHOICES if one == event.get("value")), None)
    if choice is None or (before and (before.choice, before.text) == (choice, text)):
        return None
    text = text.encode("utf-8", "replace").decode("utf-8")
    return CommentAnswer(round=number, comment=comment, choice=choice, text=text, at=now())


_CHOICES: tuple[Choice, ...] = ("changed", "kept", "question")
