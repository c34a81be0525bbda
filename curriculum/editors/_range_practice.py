"""Five ranges with immediate truth, and more on demand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curriculum.artifacts.calibration import RangeAnswer, summary
from curriculum.editors._calibration import ONLY_YOU, RecordBook
from curriculum.editors._forms import Block, Event, Form, buttons, field, note, text_of
from curriculum.simulate.range_items import SET, RangeItem, range_items

MAX_ITEMS = 2_000


class RangePracticeSession:
    """One item at a time: two numbers, a commitment, the truth.

    Parameters
    ----------
    seed : int
        The same seed asks the same things; what was answered before is not asked again.
    root : Path, optional
    """

    def __init__(self, seed: int = 1, root: Path | None = None) -> None:
        self.book = RecordBook(root)
        self.key = f"ranges-{seed}"
        known = {one.id for one in self.book.read().ranges}
        self.at = next((n for n in range(MAX_ITEMS) if self._item(n).id not in known), 0)
        self.first = self.at
        self.typed = {"low": "", "high": ""}
        self.given: RangeAnswer | None = None
        self.problem = ""
        self.inside = 0

    def _item(self, number: int) -> RangeItem:
        return range_items(self.key, number // SET)[number % SET]

    @property
    def item(self) -> RangeItem:
        """What is asked now."""
        return self._item(self.at)

    def handle(self, event: Event) -> None:
        """``write`` types a number, ``commit`` gives the range, ``next`` goes on."""
        do, name = event.get("do"), str(event.get("name", ""))
        if do == "write" and name in self.typed and self.given is None:
            self.typed[name] = text_of(event, 20)
            self.problem = ""
        elif do == "commit" and self.given is None:
            self._commit()
        elif do == "next" and self.given is not None:
            self.at += 1
            self.given, self.typed = None, {"low": "", "high": ""}

    def _commit(self) -> None:
        low, high = (_number(self.typed[name]) for name in ("low", "high"))
        if low is None or high is None:
            self.problem = "Write two numbers first, such as 12 and 20."
            return
        if low > high:
            self.problem = "The first number is the larger one: put the smaller first."
            return
        item = self.item
        self.given = RangeAnswer(
            id=item.id,
            question=item.question[:600],
            unit=item.unit[:40],
            low=low,
            high=high,
            truth=float(item.truth),
            at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        self.inside += bool(self.given.inside)
        self.book.add(self.given)

    def view(self) -> dict[str, Any]:
        """The item; after the commitment the truth."""
        number = self.at - self.first + 1
        of = f" of {SET}" if number <= SET else ""
        blocks: list[Block] = [{"kind": "text", "text": self.item.question}]
        blocks += self._asked() if self.given is None else self._told(number)
        return {
            "kicker": "Five ranges, each with its truth at once",
            "title": f"Range {number}{of}",
            "blocks": blocks,
            "status": self.book.status if self.given is not None else "",
            "who": ONLY_YOU,
        }

    def _asked(self) -> list[Block]:
        unit = self.item.unit
        made: list[Block] = [
            {
                "kind": "text",
                "style": "small",
                "text": "Give a range so wide that it would hold the truth 4 times in 5.",
            },
            field("low", f"From ({unit})", self.typed["low"], limit=20),
            field("high", f"To ({unit})", self.typed["high"], limit=20),
        ]
        if self.problem:
            made.append(note(self.problem, style="ask", mark="Not yet"))
        return [*made, buttons(("commit", "This is my range"), primary="commit")]

    def _told(self, number: int) -> list[Block]:
        given, item = self.given, self.item
        if given is None:
            return []
        low, high = item.likely
        lines = [
            f"You said {given.low:g} to {given.high:g}. It was {item.truth} {item.unit}.",
            f"In many such lessons it lies between {low} and {high} four times in five.",
        ]
        yours, fair = given.high - given.low, max(high - low, 1)
        if yours < 0.7 * fair:
            lines.append("Your range was narrower than chance; most people’s first ones are.")
        elif yours > 1.5 * fair:
            lines.append("Your range was wider than it needs to be; you may be bolder.")
        lines.append(item.source)
        mark = "Inside your range" if given.inside else "Outside your range"
        made = [note(*lines, style="good" if given.inside else "ask", mark=mark)]
        if number >= SET:
            made.append(note(summary(self.book.read()).sentence, mark="Your record so far"))
        following = "Next range" if number < SET else "One more"
        return [*made, buttons(("next", following), primary="next")]


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        return None
    return value if -1e6 <= value <= 1e6 else None


def range_practice(*, seed: int = 1, root: Path | None = None) -> Form:
    """Five range predictions with immediate truth, and more on demand.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(RangePracticeSession(seed, root))
