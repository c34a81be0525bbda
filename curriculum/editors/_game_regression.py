"""Regression to the mean: the lowest classes rise by themselves."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from curriculum.charts import line_up_alternative
from curriculum.editors._forms import Block, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, picture, told
from curriculum.figures.charts import line_up_figure
from curriculum.simulate.games import Regression, regression_to_the_mean

CLASSES, LOWEST, MEAN, REPLICATES = 25, 5, 55.0, 1000
_OPTIONS = (
    ("same", "To stay where they are"),
    ("rise", "To rise"),
    ("fall", "To fall further"),
)


@cache
def usual_rise() -> tuple[float, float]:
    """Mean rise of the lowest five over many terms, and its standard error."""
    game = regression_to_the_mean(
        2018, classes=CLASSES, lowest=LOWEST, mean=MEAN, replicates=REPLICATES
    )
    rises = np.where(game.chosen, game.second - game.first, 0.0).sum(axis=1) / LOWEST
    return float(rises.mean()), float(rises.std(ddof=1) / np.sqrt(REPLICATES))


class RegressionSession(Game):
    """The lowest five of 25 classes, and the next term."""

    data: Regression

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        super().__init__(
            "regression", "A game of noise", "The five lowest classes", seed=seed, root=root
        )

    def start(self) -> None:
        """Two terms of 25 classes in which nothing is done."""
        self.data = regression_to_the_mean(
            self.round_seed, classes=CLASSES, lowest=LOWEST, mean=MEAN
        )

    def options(self) -> tuple[tuple[str, str], ...]:
        """What to expect of the next term."""
        return _OPTIONS

    def blocks(self) -> list[Block]:
        """The first term; after the commitment also the second."""
        first, second, chosen = self.data.first[0], self.data.second[0], self.data.chosen[0]
        order = np.argsort(first, kind="stable")
        made = paragraphs(
            [
                f"{CLASSES} classes (fictional) took the same test this term. The {LOWEST} lowest "
                "are called in. A plan is written for them, but it is never carried out: nothing "
                "changes in any class.",
            ]
        )
        made.append(
            {
                "kind": "table",
                "caption": "This term",
                "columns": ["Classes", "Right answers"],
                "rows": [
                    [f"Lowest {at}", f"{first[one]:.0f}%"]
                    for at, one in enumerate(order[:LOWEST], start=1)
                ]
                + [
                    [f"The {LOWEST} lowest together", f"{first[chosen].mean():.0f}%"],
                    [f"All {CLASSES} together", f"{first.mean():.0f}%"],
                ],
            }
        )
        made += self.question("What do you expect of these five next term, together?")
        if not self.committed:
            return made
        rise, error = usual_rise()
        pairs = np.stack([first, second], axis=1)[order]
        center = np.full(CLASSES, MEAN)
        high = order[-LOWEST:]
        before, after = first[chosen].mean(), second[chosen].mean()
        return [
            *made,
            told(
                self.committed == "rise",
                f"Expect a rise. Over {REPLICATES:,} such schools, the five lowest rise by "
                f"{rise:.1f} points on average (± {2 * error:.1f}), with nothing done.",
                f"In this school they went from {before:.0f}% to {after:.0f}%: "
                f"{_by(after - before)}.",
            ),
            picture(line_up_figure(pairs, center), line_up_alternative(pairs, center)),
            {
                "kind": "text",
                "style": "small",
                "text": "Each small chart is one class: this term, then next term. Charts 1 to 5 "
                f"are the lowest this term, 21 to 25 the highest; the line is {MEAN:.0f}%.",
            },
            note(
                f"The five highest went from {first[high].mean():.0f}% to "
                f"{second[high].mean():.0f}%.",
                "To be among the lowest takes a hard term and also bad luck. The hard term may "
                "stay; the bad luck seldom comes twice. So classes chosen for a low result rise "
                "by themselves, and those chosen for a high one fall.",
                "Before you credit a plan, look at classes that were as low and had no plan.",
                mark="What to take along",
            ),
            buttons(("again", "Another school", self.played.moment)),
        ]


def _by(points: float) -> str:
    if abs(points) < 0.5:
        return "about the same"
    turn = "up" if points > 0 else "down"
    return f"{turn} by {abs(points):.0f} points"


def regression_game(*, seed: int = 3, root: Path | None = None) -> GameForm:
    """The lowest 5 of 25 classes rise by themselves: decide, then see.

    Parameters
    ----------
    seed : int
        By default a school whose rise is an ordinary one.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(RegressionSession(seed=seed, root=root))
