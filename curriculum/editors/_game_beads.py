"""Red beads: six workers, one box, and what their results say about them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curriculum.charts import Chart, alternative, chart, sentence
from curriculum.editors._forms import Block, Event, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, picture, told
from curriculum.figures.charts import chart_figure
from curriculum.simulate.games import RedBeads, red_beads

WORKERS, DAYS, SIZE, SHARE = "ABCDEF", 4, 50, 0.2


class RedBeadsSession(Game):
    """Four days; a guess before each but the first, and a judgment at the end."""

    data: RedBeads

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        self.day = 0
        self.guesses: list[str] = []
        super().__init__(
            "red-beads", "A game of noise", "Who makes the fewest mistakes?", seed=seed, root=root
        )

    def start(self) -> None:
        """A new box."""
        self.day, self.guesses = 0, []
        self.data = red_beads(self.round_seed, len(WORKERS), DAYS, size=SIZE, share=SHARE)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The days pulled so far with their guesses, and the judgment."""
        if "day-1" not in choices:
            return
        self.day = 1
        for day in range(2, DAYS + 1):
            guess = choices.get(f"day-{day}", "")
            if guess not in tuple(WORKERS):
                return
            self.guesses.append(guess)
            self.day = day
        super().resume(choices)

    def options(self) -> tuple[tuple[str, str], ...]:
        """Workers while there are days to come; then what the results say."""
        if self.day == 0:
            return ()
        if self.day < DAYS:
            return tuple((who, f"Worker {who}") for who in WORKERS)
        best, worst = self._best(), self._worst()
        return (
            ("worker", f"Worker {worst} needs help, worker {best} should show the others how"),
            ("box", "Nothing about the workers: the box makes the difference"),
            ("more", "The best of each day deserves a reward, to keep it so"),
        )

    def handle(self, event: Event) -> None:
        """``pull`` keeps the guess and draws the next day; the rest as in every game."""
        if event.get("do") != "pull":
            if event.get("do") != "commit" or self.day == DAYS:
                super().handle(event)
            return
        # A press that comes twice asks for a day that is already there.
        if str(event.get("value", "")) != str(self.day + 1) or self.day >= DAYS:
            return
        if self.day:
            if not self.picked:
                return
            self.guesses.append(self.picked)
        self.played.keep(f"day-{self.day + 1}", self.picked or "pulled")
        self.day += 1
        self.picked = ""

    def blocks(self) -> list[Block]:
        """The days so far, and the next decision."""
        made = paragraphs(
            [
                "Six workers dip the same paddle into the same box and draw "
                f"{SIZE} beads each day. "
                "White beads are good work. Red beads are mistakes, and the manager counts them.",
            ]
        )
        if self.day:
            made.append(self._table())
        made += self._last_guess()
        if self.day == 0:
            made.append(buttons(("pull", "Pull day 1", "1"), primary="pull"))
        elif self.day < DAYS:
            following = self.day + 1
            made.append(
                {
                    "kind": "radio",
                    "name": "answer",
                    "legend": f"Who will draw the fewest red beads on day {following}?",
                    "options": [{"value": who, "label": says} for who, says in self.options()],
                    "value": self.picked,
                }
            )
            label = f"This is my guess: pull day {following}"
            made.append(buttons(("pull", label, str(following)), primary="pull"))
        else:
            made += self._end()
        return made

    def chart(self) -> Chart:
        """All draws so far, day by day, as shares in percent."""
        counts, sizes = self.data.p_chart()
        labels = [f"{day}{who}" for day in range(1, DAYS + 1) for who in WORKERS]
        return chart(
            "p", counts.tolist(), sizes.tolist(), x=labels, multiply=100.0, unit="%",
            rules="anhoej", measure="Share of red beads (day and worker)",
        )  # fmt: skip

    def _end(self) -> list[Block]:
        found = self.chart()
        made = [picture(chart_figure(found), alternative(found))]
        made.append({"kind": "text", "text": sentence(found)})
        made += self.question("What do these four days tell?")
        if not self.committed:
            return made
        hits = sum(self._fewest(at + 2, guess) for at, guess in enumerate(self.guesses))
        return [
            *made,
            told(
                self.committed == "box",
                f"Every worker drew from the same box, and {SHARE:.0%} of its beads are red. "
                "Nobody drew better or worse: all the differences are chance.",
                f"You named a worker with the fewest red beads on {hits} of {DAYS - 1} days.",
            ),
            note(
                "Praise, blame and rankings move nothing here. Only changing the box does.",
                "Ask of any table that ranks people: what is their box, and who could change it?",
                mark="What to take along",
            ),
            buttons(("again", "A new box", self.played.moment)),
        ]

    def _table(self) -> Block:
        red = self.data.red[:, : self.day]
        columns = ["Worker", *(f"Day {day}" for day in range(1, self.day + 1)), "All days"]
        rows = [
            [who, *(str(count) for count in counts), str(sum(counts))]
            for who, counts in zip(WORKERS, red.tolist(), strict=True)
        ]
        return {
            "kind": "table",
            "caption": f"Red beads among {SIZE}",
            "columns": columns,
            "rows": rows,
        }

    def _last_guess(self) -> list[Block]:
        if not self.guesses:
            return []
        guess, day = self.guesses[-1], self.day
        best = [who for who in WORKERS if self._fewest(day, who)]
        names = " and ".join(best)
        count = int(self.data.red[WORKERS.index(guess), day - 1])
        least = int(self.data.red[:, day - 1].min())
        guessed = f"Day {day}: you guessed worker {guess}, who drew {count}."
        says = f"{guessed} Fewest: {names} with {least}."
        return [{"kind": "text", "text": says}]

    def _fewest(self, day: int, who: str) -> bool:
        drawn = self.data.red[:, day - 1]
        return bool(drawn[WORKERS.index(who)] == drawn.min())

    def _best(self) -> str:
        return WORKERS[int(self.data.red.sum(axis=1).argmin())]

    def _worst(self) -> str:
        return WORKERS[int(self.data.red.sum(axis=1).argmax())]


def red_beads_game(*, seed: int = 1, root: Path | None = None) -> GameForm:
    """Deming's red beads: pull a day, guess the next, judge, then see.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(RedBeadsSession(seed=seed, root=root))
