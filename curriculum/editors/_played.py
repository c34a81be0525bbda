"""What a learner did in a game, in their own notes: found again when the game's cell runs again.

A game is played in sittings: a new round begins one, and so does starting over. Of each decision
the notes keep the one of the present sitting; earlier ones are superseded and give way first when
the notes are full, so that games never push out what a learner wrote.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path

from curriculum.artifacts.notes import Answer
from curriculum.editors._forms import Event, NotesBook, answer, place_of

_SITTING = re.compile(r"sitting (\d{1,6}), round (\d{1,6})", re.ASCII)


class Played:
    """One game of one learner, as it was set up.

    Parameters
    ----------
    game : str
        The game's name, for example ``red-beads``.
    setting : str
        What makes this game another one than the same game in another cell: its seed, its data.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """

    def __init__(self, game: str, setting: str, root: Path | None = None) -> None:
        self.book = NotesBook(root)
        mark = blake2b(setting.encode("utf-8", "replace"), digest_size=4).hexdigest()
        self.name = f"{game}-{mark}"
        self.place = place_of(f"games/{self.name}", self.book)
        self.sitting, self.round = 0, 0
        self._own: dict[str, Answer] = {}
        notes = self.book.read()
        begun = notes.latest(f"{self.name}/sitting")
        found = _SITTING.fullmatch(begun.choice) if begun is not None else None
        if found is not None:
            self.sitting, self.round = int(found[1]) - 1, int(found[2]) - 1
        self.choices: dict[str, str] = {}
        for one in notes.answers:
            game_name, _slash, question = one.question.partition("/")
            if game_name == self.name and one.text == self._here:
                self.choices[question] = one.choice

    @property
    def begun(self) -> bool:
        """Whether there is anything to start over from."""
        return bool(self.choices) or self.round > 0

    @property
    def moment(self) -> str:
        """Where the game stands, so that a press sent again is not taken for a later question."""
        return f"{self.sitting}-{len(self.choices)}"

    def is_past(self, event: Event) -> bool:
        """Whether a press that is sent again was for a moment that has gone by."""
        return event.get("again") is True and event.get("value") != self.moment

    def keep(self, question: str, choice: str, *, instead: bool = False) -> None:
        """Write a decision into the notes; ``instead``: in place of the one before."""
        made = answer(f"{self.name}/{question}", choice=choice, text=self._here)
        self.book.record(made, replaces=self._own.get(question) if instead else None)
        self._own[question] = made
        self.choices[question] = choice

    def begin(self, round_: int) -> None:
        """Begin a sitting: the round of that number, counted from 0, with nothing decided."""
        self.sitting, self.round = self.sitting + 1, round_
        self.choices = {}
        self._own = {}
        said = f"sitting {self.sitting + 1}, round {self.round + 1}"
        self.book.record(answer(f"{self.name}/sitting", choice=said))

    @property
    def _here(self) -> str:
        return f"sitting {self.sitting + 1}"
