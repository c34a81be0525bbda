"""Red beads: six workers, one box, and a manager who praises and warns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from curriculum.charts import Chart, alternative, chart
from curriculum.editors._forms import Block, Event, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, picture, told
from curriculum.figures.charts import chart_figure
from curriculum.simulate.games import RedBeads, red_beads

WORKERS, DAYS, SIZE, SHARE = "ABCDEF", 4, 50, 0.2
ACTS = ("both", "praise", "warn", "nothing")


class RedBeadsSession(Game):
    """Four days; the manager acts after each but the last, and judges at the end."""

    data: RedBeads

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        self.day = 0
        self.acts: list[str] = []
        super().__init__(
            "red-beads", "A game of noise", "You manage six workers", seed=seed, root=root
        )

    def start(self) -> None:
        """A new box."""
        self.day, self.acts = 0, []
        self.data = red_beads(self.round_seed, len(WORKERS), DAYS, size=SIZE, share=SHARE)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The days pulled so far with what the manager did, and the judgment."""
        if "day-1" not in choices:
            return
        self.day = 1
        for day in range(2, DAYS + 1):
            act = choices.get(f"day-{day}", "")
            if act not in ACTS:
                return
            self.acts.append(act)
            self.day = day
        super().resume(choices)

    def options(self) -> tuple[tuple[str, str], ...]:
        """What a manager may do after a day; at the end, what the results say."""
        if self.day == 0:
            return ()
        if self.day < DAYS:
            best, worst = self._ends(self.day)
            praise = f"raise worker {best} ({self._red(best, self.day)} red)"
            warn = f"arn worker {worst} ({self._red(worst, self.day)} red)"
            says = (f"P{praise} and w{warn}", f"P{praise}", f"W{warn}", "Say nothing to anyone")
            return tuple(zip(ACTS, says, strict=True))
        totals = self.data.red.sum(axis=1)
        best, worst = WORKERS[int(totals.argmin())], WORKERS[int(totals.argmax())]
        return (
            ("worker", f"Worker {worst} needs help, worker {best} should show the others how"),
            ("talks", "Warnings help and praise spoils: see the day after"),
            ("box", "Nothing about the workers: the box makes the difference"),
            ("more", "The best of each day deserves a reward, to keep it so"),
        )

    def handle(self, event: Event) -> None:
        """``pull`` keeps what was done and draws the next day; the rest as in every game."""
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
            self.acts.append(self.picked)
        self.played.keep(f"day-{self.day + 1}", self.picked or "pulled")
        self.day += 1
        self.picked = ""

    def blocks(self) -> list[Block]:
        """The days so far, and the next decision."""
        made = paragraphs(
            [
                "You are the manager. Six workers dip the same paddle into the same box and draw "
                f"{SIZE} beads each day. White beads are good work, red beads are mistakes. Your "
                "board wants fewer mistakes, and after each day you may praise and warn.",
            ]
        )
        if self.day:
            made.append(self._table())
        if self.acts:
            made.append({"kind": "text", "text": self._day_after(self.day)})
        if self.day == 0:
            made.append(buttons(("pull", "Pull day 1", "1"), primary="pull"))
        elif self.day < DAYS:
            following = self.day + 1
            made.append(self.choice(f"What do you do after day {self.day}?"))
            label = f"Do this, and pull day {following}"
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
        made.append({"kind": "text", "text": self._limits_say(found)})
        made += self.question("What do these four days tell?")
        if not self.committed:
            return made
        rose, fell = self._turns()
        praised = sum(act in ("both", "praise") for act in self.acts)
        warned = sum(act in ("both", "warn") for act in self.acts)
        return [
            *made,
            told(
                self.committed == "box",
                f"Every worker drew from the same box, and {SHARE:.0%} of its beads are red. "
                "Nobody drew better or worse: all the differences are chance.",
                f"You praised {_times(praised)} and warned {_times(warned)}. The best of a day "
                f"drew {_more(rose)} the day after, on average, and the worst {_more(fell)}, with "
                "or without a word from you.",
            ),
            note(
                "This is how a manager learns that warnings work and praise spoils. The best of a "
                "day had luck, and so did the worst; luck does not stay.",
                "Praise, blame and rankings move nothing here. Only changing the box does, and the "
                "box is not the workers’ to change. It is yours.",
                "Ask of any table that ranks people or schools: what is their box?",
                mark="What to take along",
            ),
            buttons(("again", "A new box", self.played.moment)),
        ]

    def _limits_say(self, found: Chart) -> str:
        """Whether any draw lies outside what chance gives, in one sentence."""
        a = found.analysis
        far = int(((a.y[0] > a.upper[0]) | (a.y[0] < a.lower[0])).sum())
        draws = found.analysis.y[0].size
        if far == 0:
            return f"None of the {draws} draws lies outside the limits: chance alone makes these."
        return (
            f"{far} of the {draws} draws {'lies' if far == 1 else 'lie'} outside the limits, as "
            "chance alone does now and then."
        )

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

    def _day_after(self, day: int) -> str:
        """What became of the best and the worst of the day before."""
        best, worst = self._ends(day - 1)
        act = self.acts[day - 2]
        praised = "whom you praised" if act in ("both", "praise") else "the best"
        warned = "whom you warned" if act in ("both", "warn") else "the worst"
        return (
            f"Day {day}. Worker {best}, {praised}: {self._red(best, day - 1)} red, then "
            f"{self._red(best, day)}. Worker {worst}, {warned}: {self._red(worst, day - 1)} red, "
            f"then {self._red(worst, day)}."
        )

    def _ends(self, day: int) -> tuple[str, str]:
        """Who drew the fewest and who the most red beads on a day."""
        drawn = self.data.red[:, day - 1]
        return WORKERS[int(drawn.argmin())], WORKERS[int(drawn.argmax())]

    def _red(self, who: str, day: int) -> int:
        return int(self.data.red[WORKERS.index(who), day - 1])

    def _turns(self) -> tuple[float, float]:
        """Mean change to the next day, of the best and of the worst of each day."""
        days = range(1, DAYS)
        turns = [
            [self._red(self._ends(day)[end], day + 1) - self._red(self._ends(day)[end], day)
             for day in days]
            for end in (0, 1)
        ]  # fmt: skip
        rose, fell = (sum(one) / len(days) for one in turns)
        return rose, fell


def _times(n: int) -> str:
    return {0: "nobody", 1: "once", 2: "twice"}.get(n, f"{n} times")


def _more(change: float) -> str:
    if abs(change) < 0.05:
        return "as many red beads"
    return f"{abs(change):.1f} {'more' if change > 0 else 'fewer'} red beads"


def red_beads_game(*, seed: int = 1, root: Path | None = None) -> GameForm:
    """Deming's red beads: praise and warn, look at the day after, judge, then see.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(RedBeadsSession(seed=seed, root=root))
