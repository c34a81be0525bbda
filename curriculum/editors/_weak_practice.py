"""Weak predictions to repair, as many as one likes: find the fault, mend it, see one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from curriculum.editors._forms import Event, Form, NotesBook, answer, buttons, paragraphs
from curriculum.editors._questions import Repair
from curriculum.editors._reflect import RepairSession
from curriculum.simulate.weak_predictions import FAULTS, STOCK, Fault, WeakPrediction
from curriculum.simulate.weak_predictions import weak_prediction as drawn

PlannedCheck = Callable[[str, WeakPrediction], Sequence[Mapping[str, str]]]
"""A check of a prediction whose lessons are known; answers as a `SentenceCheck` does."""

ASK = "One thing is weak. Find it, and write the whole sentence again without it."
LOOK = (
    "Go through it in this order: Can two people count it alike? Could it come out untrue? A best "
    "guess, a range, a day? A because that says something new? A range with room for noise?"
)
TOLD: dict[Fault, tuple[str, str]] = {
    "not_measurable": (
        "Cover everything but the verb. What would you see, and on which paper?",
        "It can be counted now, so two people would agree whether it came true.",
    ),
    "cannot_fail": (
        "Think of the worst lesson you can. Would the prediction still have been right?",
        "The range has ends, and outside them the team has something to find out.",
    ),
    "no_number": (
        "One student more than before, or all of them: was it right both times?",
        "A best guess and two ends say how much is expected, and what would be a surprise.",
    ),
    "no_date": (
        "When do you look whether it came true? Could somebody say “not yet” forever?",
        "With a day on it, there is a moment at which it has held or missed.",
    ),
    "because_is_circular": (
        "Cover the first half. Does the because tell you anything new?",
        "The because says what students meet that they did not meet before. If it misses, the "
        "team knows where to look.",
    ),
    "narrow": (
        "How far does the average of these lessons move with nothing changed? And the range?",
        "The range is as wide as what the lessons do by themselves, so a true theory has a fair "
        "chance to hold.",
    ),
}
"""For each fault a hint, and what is better without it."""
_ELSEWHERE = (
    "A team at another school had “By March 6, students will do better.” They changed it to “By "
    "March 6, 45% (33% to 57%) of the 26 students will circle a number in the lab sheet, because "
    "the question now asks for it first.”"
)


def as_repair(item: WeakPrediction, place: int) -> Repair:
    """A weak prediction as a sentence to repair; its title does not give the fault away."""
    name, (hint, better) = FAULTS[item.fault], TOLD[item.fault]
    return Repair(
        id=item.id,
        title=f"Weak prediction {place}",
        kind="prediction",
        context=(item.context,),
        weak=item.weak,
        ask=ASK,
        hints=(LOOK, hint, _ELSEWHERE),
        one_way=item.strong,
        why_better=f"What was weak: {name[0].lower()}{name[1:]}. {better}",
    )


class WeakPracticeSession:
    """One weak prediction after another; those gone through are not shown again.

    Parameters
    ----------
    check : PlannedCheck
    seed : int
        The same seed shows the same ones in the same order.
    root : Path, optional
    """

    def __init__(self, check: PlannedCheck, seed: int = 1, root: Path | None = None) -> None:
        self.check = check
        self.root = root
        self.key = f"weak-predictions-{seed}"
        self.book = NotesBook(root)
        self.at = -1
        self._go_on()

    def _go_on(self) -> None:
        """To the next one that is not gone through."""
        through = {one.question for one in self.book.read().answers if one.choice == "through"}
        self.at += 1
        while f"predict/{drawn(self.key, self.at).id}" in through:
            self.at += 1
        self.item = drawn(self.key, self.at)
        self.repair = RepairSession(
            f"predict/{self.item.id}",
            partial(_looked_at, self.check, self.item),
            self.root,
            item=as_repair(self.item, self.at + 1),
        )

    def handle(self, event: Event) -> None:
        """``next`` goes on; everything else is the repair's."""
        if event.get("do") != "next":
            self.repair.handle(event)
            return
        text = self.repair.writing.text
        question = f"predict/{self.item.id}"
        self.book.record(answer(question, choice="through", text=text))
        self._go_on()

    def view(self) -> dict[str, Any]:
        """The repair, with a button to the next one."""
        shown = self.repair.view()
        blocks = [*shown["blocks"], buttons(("next", "Another one"))]
        if self.at and self.at % STOCK == 0:
            told = "You have been through all of them; they come again, with other numbers."
            blocks = [*paragraphs([told]), *blocks]
        return {**shown, "kicker": "Repair, as many as you like", "blocks": blocks}


def _looked_at(check: PlannedCheck, item: WeakPrediction, text: str) -> Sequence[Mapping[str, str]]:
    return check(text, item)


def weak_predictions(check: PlannedCheck, *, seed: int = 1, root: Path | None = None) -> Form:
    """Weak predictions to repair, one after another.

    Parameters
    ----------
    check : PlannedCheck
        Answers a sentence with what it asks about it, the most important first.
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(WeakPracticeSession(check, seed, root))
