"""Three minutes with a badly hidden table: find a hidden number, then try where it is hidden well.

Nothing is saved but the two answers, in the learner's own notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curriculum.data.attack_demo import (
    PublishedTable,
    Step,
    demonstration,
    from_gap,
    recover,
    resistance,
)
from curriculum.editors._forms import Block, Event, Form, buttons, field, note, paragraphs, text_of
from curriculum.editors._games import Game, told

CANNOT = "cannot"


class AttackSession(Game):
    """A number to find in the first table, and the same number in the second."""

    bad: PublishedTable
    well: PublishedTable
    steps: tuple[Step, ...]

    def __init__(self, *, root: Path | None = None) -> None:
        self.typed: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.ask = ""
        super().__init__("attack-demo", "A demonstration", "What is behind the star?", root=root)

    def start(self) -> None:
        """The same table, hidden badly and hidden well."""
        self.typed, self.answers, self.ask = {}, {}, ""
        self.bad, self.well = demonstration()
        self.steps = recover(self.bad)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The answers given so far."""
        for name in ("first", "second"):
            said = choices.get(name, "")
            if not (said == CANNOT or whole(said) is not None):
                return
            self.answers[name] = said

    @property
    def question_now(self) -> str:
        """The table that is asked about: "first", "second", or "" when both are answered."""
        return next((one for one in ("first", "second") if one not in self.answers), "")

    def handle(self, event: Event) -> None:
        """``write`` types a number, ``answer`` gives it, ``cannot`` says that there is none."""
        do = event.get("do")
        if do == "write":
            self.typed[str(event.get("name", ""))[:20]] = text_of(event, 20)
        elif do in ("answer", "cannot"):
            if not self.played.is_past(event) and event.get("value") == self.played.moment:
                self._answered(do == "cannot")
        elif do == "over":
            super().handle(event)

    def _answered(self, cannot: bool) -> None:
        name = self.question_now
        number = whole(self.typed.get(name, ""))
        if not name:
            return
        if number is None and not cannot:
            self.ask = "Write a whole number, such as 9, or press the other button."
            return
        self.ask = ""
        self.answers[name] = CANNOT if cannot else str(number)
        self.played.keep(name, self.answers[name])

    def blocks(self) -> list[Block]:
        """The badly hidden table; once that is answered the sum; then the well hidden one."""
        made = paragraphs(
            [
                "This table went to a board (fictional). The rule was: no number under 11 is "
                "printed, a star stands in its place. Take a pencil, or do it in your head.",
            ]
        )
        made.append(_table("As it was published", self.bad))
        made += self._ask("first", f"{self._what}: how many are there?", "I cannot tell")
        if "first" not in self.answers:
            return made
        made += self._first_told()
        made += [
            {"kind": "heading", "text": "The same students, hidden well"},
            _table(f"{_count(self._more).capitalize()} more numbers are hidden", self.well),
        ]
        made += self._ask(
            "second", f"{self._what}: how many, from this table alone?", "It cannot be found"
        )
        return made if "second" not in self.answers else [*made, *self._end()]

    @property
    def _what(self) -> str:
        return _capital(self.bad.named(self.steps[0].place))

    @property
    def _more(self) -> int:
        return int(self.well.hidden.sum() - self.bad.hidden.sum())

    def _ask(self, name: str, label: str, other: str) -> list[Block]:
        said = self.answers.get(name)
        if said is not None:
            text = f"Your answer: {other.lower() if said == CANNOT else said}"
            return [{"kind": "text", "style": "small", "text": text}]
        moment = self.played.moment
        help_ = self.ask or "One number. A wrong guess costs nothing."
        return [
            field(name, label, self.typed.get(name, ""), help=help_, limit=20),
            buttons(
                ("answer", "This is my number", moment), ("cannot", other, moment), primary="answer"
            ),
        ]

    def _first_told(self) -> list[Block]:
        first, *others = self.steps
        said = self.answers["first"]
        right = said == str(first.value)
        begin = "" if right or said == CANNOT else f"You wrote {said}; it is {first.value}. "
        rest = [f"The same works here. {step.sentence}" for step in others]
        lines = [f"{begin}{first.sentence}", *rest]
        if said == CANNOT:
            return [note(*lines, style="ask", mark="It can be found")]
        return [told(right, *lines)]

    def _end(self) -> list[Block]:
        said = self.answers["second"]
        lines = [_capital(line) for line in resistance(self.well)]
        hidden = len(lines)
        if said == CANNOT:
            answer = told(True, "It cannot be found. All that a reader can still say:", *lines)
        else:
            begin = f"From this table alone it may be {said} or another number: nobody can know. "
            answer = told(False, f"{begin}All that a reader can still say:", *lines)
        return [
            answer,
            note(
                f"{_count(hidden).capitalize()} stars hid nothing: subtracting brought both "
                f"numbers back. To keep {_count(hidden)} small numbers secret, "
                f"{_count(self._more)} that are large enough to print must be hidden as well.",
                "To say in a meeting: “Before this page goes out, has somebody tried to get a "
                "hidden number back by subtracting? A star is not yet a secret.”",
                mark="What to take along",
            ),
            {
                "kind": "details",
                "summary": "A printed gap gives a rate away, too",
                "blocks": paragraphs(from_gap("all other students", 60.0, 20.0, 10)),
            },
        ]


def _table(caption: str, published: PublishedTable) -> Block:
    head, *rows = published.lines
    return {
        "kind": "table",
        "caption": caption,
        "columns": [_capital(one) for one in head],
        "rows": [list(row) for row in rows],
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if 0 <= number < len(words) else str(number)


def whole(text: str) -> int | None:
    """A whole number of up to four digits, or None."""
    bare = text.strip()
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 4 else None


def attack_demo(*, root: Path | None = None) -> Form:
    """A hidden number found by subtracting, and a table in which that fails.

    Parameters
    ----------
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(AttackSession(root=root))
