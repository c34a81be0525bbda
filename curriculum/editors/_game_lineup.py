"""The line-up: does your chart stand out among twenty that show nothing but chance?"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from curriculum.charts import line_up_alternative
from curriculum.editors._forms import Block, Event, buttons, field, note, paragraphs
from curriculum.editors._games import Game, GameForm, picture, told
from curriculum.figures.charts import line_up_figure
from curriculum.simulate.games import LineUp, line_up, quick_fire

NULLS = 20


class LineUpSession(Game):
    """One guess among 21 charts."""

    def __init__(
        self,
        values: Sequence[float | None] | None = None,
        *,
        seed: int = 1,
        root: Path | None = None,
    ) -> None:
        self.values = None if values is None else _floats(values)
        self.problem = ""
        self.typed = ""
        self.line_up: LineUp | None = None
        super().__init__(
            "line-up",
            "A game of noise",
            "Which chart is real?",
            seed=seed,
            setting="" if self.values is None else str(self.values.tolist()),
            root=root,
        )

    def start(self) -> None:
        """Hide the series among shuffled copies."""
        self.typed = self.problem = ""
        values = self.values
        if values is None:
            rounds = quick_fire(self.round_seed, 2, changes=(0.25,))
            real = next(one for one in rounds if one.planted)
            values = 100.0 * real.share
        try:
            self.line_up = line_up(values, self.round_seed, NULLS)
        except ValueError as error:
            self.problem = str(error)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The number picked."""
        said = choices.get("answer", "")
        if self.line_up is not None and said.isdecimal():
            with contextlib.suppress(ValueError):
                self.line_up = self.line_up.guess(int(said))
                self.committed = said

    def handle(self, event: Event) -> None:
        """``write`` sets the number picked, ``commit`` keeps it."""
        if event.get("do") == "write" and not self.committed:
            self.typed = str(event.get("value", ""))[:20]
            self.problem = ""
        elif event.get("do") in ("again", "over"):
            super().handle(event)
        elif self.played.is_past(event):
            return
        elif event.get("do") == "commit" and not self.committed and self.line_up is not None:
            said = self.typed.strip()
            try:
                self.line_up = self.line_up.guess(int(said) if said.isdecimal() else 0)
            except ValueError as error:
                self.problem = str(error)
            else:
                self.commit(str(int(said)))

    def view(self) -> dict[str, Any]:
        """The page; what is wrong with the number typed stands in its status line."""
        view = super().view()
        return {**view, "status": self.problem or view["status"]} if self.line_up else view

    def blocks(self) -> list[Block]:
        """The charts and, once a number is kept, which one it was."""
        if self.line_up is None:
            return [note(self.problem, style="ask", mark="No line-up yet")]
        panels, count = self.line_up.panels, len(self.line_up.panels)
        whose = "your series" if self.values is not None else "a class's series (fictional)"
        mark = self.line_up.position if self.committed else None
        center = np.nanmedian(panels, axis=1)
        made = paragraphs(
            [
                f"One of these {count} charts is {whose}. The other {NULLS} are the same numbers, "
                "shuffled: nothing in them depends on time. Which one is not like the others?"
            ]
        )
        made.append(
            picture(line_up_figure(panels, center, mark=mark), line_up_alternative(panels, center))
        )
        if not self.committed:
            made.append(field("pick", f"Number of the chart that you pick (1 to {count})",
                              self.typed, limit=4))  # fmt: skip
            pick = ("commit", "This is my pick", self.played.moment)
            made.append(buttons(pick, primary="commit"))
            return made
        return [*made, *self._told()]

    def _told(self) -> list[Block]:
        assert self.line_up is not None
        real, count = self.line_up.position, len(self.line_up.panels)
        found = self.line_up.found == 1
        if found:
            lines = (
                f"You picked {self.committed}, and that is the one.",
                f"Somebody who picks blindly finds it once in {count} times (about "
                f"{100 / count:.0f}%). So the series does look different from chance; what made "
                "it different, a chart cannot say.",
            )
        else:
            lines = (
                f"You picked {self.committed}. It was number {real}, now framed.",
                "That is worth knowing: if the real chart cannot be told from shuffled ones, what "
                "we see in it may be chance. One pair of eyes can also miss something, so ask a "
                "colleague before you tell.",
            )
        made = [told(found, *lines)]
        label = "Shuffle again" if self.values is not None else "Another line-up"
        return [*made, buttons(("again", label, self.played.moment))]


def _floats(values: Sequence[float | None]) -> Any:
    return np.array([np.nan if value is None else float(value) for value in values])


def line_up_game(
    values: Sequence[float | None] | None = None, *, seed: int = 1, root: Path | None = None
) -> GameForm:
    """A series among twenty shuffled copies: pick one, then be told.

    Parameters
    ----------
    values : sequence of float or None, optional
        The learner's own series in time order, None where missing; a fictional one if left out.
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(LineUpSession(values, seed=seed, root=root))
