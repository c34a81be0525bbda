"""What the games of noise share: rounds, commitments before the truth, figures with their words.

Each game is a plain Python session (see :mod:`curriculum.editors._forms`). It shows the data, waits
for a decision, keeps that decision in the learner's own notes, and only then tells what was true.
When its cell runs again, it goes on where the notes leave it.
"""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.editors._forms import PRESSED, Block, Event, Form, Session, buttons, note
from curriculum.editors._parts import css, esm
from curriculum.editors._played import Played
from curriculum.editors._warm import wait_for_figures, warm_figures
from curriculum.simulate.rng import case_seed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ONLY_YOU_PLAY = (
    "Only you see this. Your answers stay in your own folder and are never handed in. "
    "A wrong guess costs nothing here."
)


class GameForm(Form):
    """A form that can also show sliders and pictures."""

    _esm = f"{Form._esm}\n{esm('games.js')}"
    _css = f"{Form._css}\n{css('games.css')}"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        if isinstance(session, Game):
            warm_figures()


class Game(ABC):
    """A game in rounds; each round has data of its own and one decision or more.

    Parameters
    ----------
    game : str
        The game's name in the notes, for example ``red-beads``.
    kicker, title : str
    seed : int
        The same seed gives the same rounds on every machine.
    setting : str
        What else makes this game another one than the same game in another cell.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """

    def __init__(
        self,
        game: str,
        kicker: str,
        title: str,
        *,
        seed: int = 1,
        setting: str = "",
        root: Path | None = None,
    ) -> None:
        self.game = game
        self.kicker, self.title = kicker, title
        self.seed = seed
        self.played = Played(game, f"{seed} {setting}", root)
        self.place = self.played.place
        self.picked = ""
        self.committed = ""
        self.start()
        self.resume(self.played.choices)

    @property
    def round(self) -> int:
        """The present round, counted from 0."""
        return self.played.round

    @property
    def round_seed(self) -> int:
        """Seed of the present round."""
        return case_seed(str(self.seed), f"games/{self.game}", self.round)

    @abstractmethod
    def start(self) -> None:
        """Make the data of the present round."""

    @abstractmethod
    def blocks(self) -> list[Block]:
        """What stands on the page now."""

    def resume(self, choices: Mapping[str, str]) -> None:
        """Go on where the notes leave the present round; what they cannot mean is left out."""
        said = choices.get("answer", "")
        if said in {option for option, _ in self.options()}:
            self.picked = self.committed = said

    def commit(self, choice: str) -> None:
        """Keep a decision: from now on the truth may be told."""
        self.committed = choice
        self.played.keep("answer", choice)

    def begin(self, round_: int) -> None:
        """Begin the round of that number, counted from 0, with nothing decided."""
        self.played.begin(round_)
        self.picked = self.committed = ""
        self.start()

    def handle(self, event: Event) -> None:
        """``choose`` marks an option, ``commit`` keeps it.

        ``again`` begins a new round, ``over`` the first one.
        """
        do = event.get("do")
        if do != "choose" and self.played.is_past(event):
            return
        if do == "choose" and not self.committed:
            value = str(event.get("value", ""))
            if value in {option for option, _ in self.options()}:
                self.picked = value
        elif do == "commit" and self.picked and not self.committed:
            self.commit(self.picked)
        elif do == "again" and self.committed:
            self.begin(self.round + 1)
        elif do == "over" and self.played.begun:
            self.begin(0)

    def options(self) -> Sequence[tuple[str, str]]:
        """The options of the present decision: value and label."""
        return ()

    def choice(self, legend: str) -> Block:
        """The options of the present decision, to mark one of them."""
        return {
            "kind": "radio",
            "name": "answer",
            "legend": legend,
            "options": [{"value": value, "label": says} for value, says in self.options()],
            "value": self.picked,
        }

    def question(self, legend: str) -> list[Block]:
        """The present decision, and the button that commits to it until it is made."""
        label = dict(self.options()).get(self.committed, "")
        if self.committed:
            return [{"kind": "text", "style": "small", "text": f"Your answer: “{label}”"}]
        return [
            self.choice(legend),
            buttons(("commit", "This is my answer", self.played.moment), primary="commit"),
        ]

    def view(self) -> dict[str, Any]:
        """The page."""
        wait_for_figures()
        blocks = self.blocks()
        if self.played.begun:
            blocks = [*blocks, buttons(("over", "Start over", self.played.moment))]
        return {
            "kicker": self.kicker,
            "title": self.title,
            "blocks": blocks,
            "status": self.played.book.status,
            "lost": PRESSED,
            "who": ONLY_YOU_PLAY,
        }


def picture(figure: Figure, words: str) -> Block:
    """A figure on the page, with the text that tells the same to who cannot see it."""
    from curriculum.figures.charts import png

    return {
        "kind": "image",
        "base64": base64.b64encode(png(figure)).decode("ascii"),
        "alt": words,
    }


def told(right: bool, *lines: str) -> Block:
    """The truth after a commitment; kind in both cases."""
    return note(*lines, style="good" if right else "ask", mark="Yes" if right else "Not this time")


def slider(
    name: str, label: str, value: float, low: float, high: float, step: float, said: str = ""
) -> Block:
    """A number to set by mouse, touch or arrow keys; ``said`` is the unit after it."""
    return {
        "kind": "slider",
        "name": name,
        "label": label,
        "value": value,
        "low": low,
        "high": high,
        "step": step,
        "unit": said,
    }


def number_of(event: Event, low: float, high: float, default: float) -> float:
    """The number of an event, held within its bounds; the default where it is none."""
    try:
        value = float(str(event.get("value", ""))[:40])
    except ValueError:
        return default
    return min(max(value, low), high) if value == value else default
