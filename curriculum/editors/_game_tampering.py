"""Tampering: adjust after every result, or leave a stable process alone?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from curriculum.charts import Chart, alternative, chart, sentence
from curriculum.editors._forms import Block, Event, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, number_of, picture, slider, told
from curriculum.figures.charts import chart_figure
from curriculum.simulate.bits import Floats
from curriculum.simulate.games import Tampering, tampering

POINTS, REPLICATES = 24, 1000
TARGET, SD = 28.0, 4.0
_OPTIONS = (
    ("adjust", "Mr. Okoro's: he corrects every miss at once"),
    ("hands-off", "Ms. Abara's: she leaves things as they are"),
    ("same", "About the same"),
)


@cache
def swing(percent: int) -> tuple[float, float]:
    """How many times as wide the spread (variance) gets on average, and its standard error."""
    game = tampering(2018, POINTS, compensation=percent / 100.0, replicates=REPLICATES)
    adjusted, alone = (
        np.mean((y[:, 1:] - game.target) ** 2, axis=1) for y in (game.adjusted, game.hands_off)
    )
    error = np.std(adjusted - game.ratio * alone, ddof=1) / (alone.mean() * np.sqrt(REPLICATES))
    return game.ratio, float(error)


class TamperingSession(Game):
    """One stable process, handled in two ways."""

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        self.percent = 100
        super().__init__(
            "tampering", "A game of noise", "Adjust after every result?", seed=seed, root=root
        )

    def start(self) -> None:
        """The same luck for both teachers."""
        self.percent = 100

    def options(self) -> tuple[tuple[str, str], ...]:
        """Whose results lie closer."""
        return _OPTIONS

    def resume(self, choices: Mapping[str, str]) -> None:
        """The answer, and how much was corrected last."""
        super().resume(choices)
        if self.committed and "share" in choices:
            self._set_share({"value": choices["share"]})

    def _set_share(self, event: Event) -> None:
        self.percent = round(number_of(event, 0, 100, self.percent) / 25) * 25

    def handle(self, event: Event) -> None:
        """After the commitment, ``write`` sets how much of each miss is corrected."""
        if event.get("do") == "write" and event.get("name") == "share" and self.committed:
            self._set_share(event)
            self.played.keep("share", str(self.percent), instead=True)
            return
        super().handle(event)

    @property
    def data(self) -> Tampering:
        """This round's results."""
        share = self.percent / 100.0
        return tampering(self.round_seed, POINTS, target=TARGET, sd=SD, compensation=share)

    def chart(self) -> Chart:
        """Both series in one chart on one scale, each with its own limits."""
        data = self.data
        both = np.concatenate([data.hands_off[0], data.adjusted[0]])
        # Zero-padded: the chart puts labels in order.
        labels = [f"{who}{at:02d}" for who in "AO" for at in range(1, POINTS + 1)]
        return chart(
            "i",
            both.tolist(),
            x=labels,
            parts=(POINTS,),
            rules="anhoej",
            measure="Minutes of student talk: Ms. Abara A01 to A24, then Mr. Okoro O01 to O24",
            unit="min",
            screen=False,
        )

    def blocks(self) -> list[Block]:
        """The two teachers; after the commitment, both series and what adjusting did."""
        made = paragraphs(
            [
                "Two classes (fictional) are alike: students talk about math for about 28 minutes "
                "of a lesson, some days more, some days less, for no reason that anyone could "
                "name.",
                "Ms. Abara changes nothing. Mr. Okoro looks at each result and corrects at once: "
                "5 minutes under 28, and he moves 5 up for the next lesson; 5 over, and he moves "
                "5 down.",
            ]
        )
        made += self.question("After 24 lessons, whose results lie closer to 28 minutes?")
        if not self.committed:
            return made
        found = self.chart()
        apart = [float(np.sqrt(np.mean((y[0, 1:] - TARGET) ** 2))) for y in self._both()]
        ratio, error = swing(100)
        made += [
            told(
                self.committed == "hands-off",
                "Hands off lies closer. Correcting every miss makes the swings wider, because each "
                "correction answers yesterday's luck and adds it to today's.",
                f"Over {REPLICATES:,} such pairs of classes, the spread (variance) with full "
                f"correction is {ratio:.2f} times as large (± {2 * error:.2f}): about double.",
            ),
            slider("share", "How much of each miss is corrected", self.percent, 0, 100, 25, "%"),
            picture(chart_figure(found), alternative(found)),
            {"kind": "text", "text": sentence(found)},
            note(
                f"In this pair, results lie about {apart[0]:.0f} minutes from {TARGET:.0f} "
                f"with hands off and about {apart[1]:.0f} with {self.percent}% corrected.",
                self._on_average(),
                "A stable process gets better when the process is changed, not when each result "
                "is answered.",
                mark="What to take along",
            ),
            buttons(("again", "Two new classes", self.played.moment)),
        ]
        return made

    def _both(self) -> tuple[Floats, Floats]:
        data = self.data
        return data.hands_off, data.adjusted

    def _on_average(self) -> str:
        if self.percent == 0:
            return "At 0% nobody corrects anything, so both classes are the same."
        ratio, error = swing(self.percent)
        return (
            f"On average {self.percent}% correction makes the spread {ratio:.2f} times as large "
            f"(± {2 * error:.2f})."
        )


def tampering_game(*, seed: int = 1, root: Path | None = None) -> GameForm:
    """Hands off, or adjust after every result: decide, then see.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(TamperingSession(seed=seed, root=root))
