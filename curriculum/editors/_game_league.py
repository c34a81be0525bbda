"""A league table out of nothing: schools without any true difference, ranked year after year."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from curriculum.charts.league import League, league
from curriculum.editors._forms import Block, Event, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, told
from curriculum.figures.funnel_reading import league_alt, league_svg
from curriculum.simulate.league import LeagueYears, simulate_league

SCHOOLS, YEARS, BOTTOM, TOWNS = 24, 5, 5, 200
_JUDGMENTS = (
    ("plans", "The schools that were at the bottom most often need a plan"),
    ("nothing", "Nothing about any single school"),
    ("small", "Small schools do worse than large ones"),
)


@cache
def usually_stay() -> float:
    """How many of the bottom five stay a year later, mean of many such towns."""
    stayed: list[int] = []
    for seed in range(TOWNS):
        drawn = simulate_league(seed, schools=SCHOOLS, years=2)
        stayed += league(drawn.met, drawn.students, names=drawn.names, bottom=BOTTOM).stayed
    return float(np.mean(stayed))


class LeagueSession(Game):
    """Five years of a ranking; a guess before the second, and a judgment at the end."""

    data: LeagueYears

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        self.year = 1
        self.guess = ""
        super().__init__(
            "league", "A game of noise", "Who will be in the bottom five?", seed=seed, root=root
        )

    def start(self) -> None:
        """A new town; all its schools share one true rate."""
        self.year, self.guess = 1, ""
        self.data = simulate_league(self.round_seed, schools=SCHOOLS, years=YEARS)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The guess, the years seen so far, and the judgment."""
        said = choices.get("guess", "")
        if said not in {value for value, _ in self.options()}:
            return
        self.guess, self.year = said, 2
        while f"year-{self.year + 1}" in choices and self.year < YEARS:
            self.year += 1
        super().resume(choices)

    def options(self) -> tuple[tuple[str, str], ...]:
        """How many stay, at first; what the years say, at the end."""
        if self.year == 1:
            return tuple((str(n), _staying(n)) for n in range(BOTTOM + 1))
        return _JUDGMENTS if self.year == YEARS else ()

    def handle(self, event: Event) -> None:
        """``year`` keeps the guess or goes on by a year; the rest as in every game."""
        if event.get("do") != "year":
            if event.get("do") != "commit" or self.year == YEARS:
                super().handle(event)
            return
        # A press that comes twice asks for a year that is already there.
        if str(event.get("value", "")) != str(self.year + 1) or self.year >= YEARS:
            return
        if self.year == 1:
            if not self.picked:
                return
            self.guess, self.picked = self.picked, ""
            self.played.keep("guess", self.guess)
        else:
            self.played.keep(f"year-{self.year + 1}", "seen")
        self.year += 1

    def found(self, years: int = YEARS) -> League:
        """The ranking of the first years, at least two."""
        names = [name.removesuffix(" School (fictional)") for name in self.data.names]
        at = slice(0, max(2, years))
        return league(self.data.met[at], self.data.students[at], names=names, bottom=BOTTOM)

    def blocks(self) -> list[Block]:
        """This year's table, and the next decision."""
        found = self.found(self.year)
        made = paragraphs(
            [
                f"Each year the newspaper ranks the {SCHOOLS} schools of one district (fictional) "
                "by the share of students who met the mark, and prints the bottom five. This game "
                "runs five years. Every school goes on as before; nobody intervenes.",
            ]
        )
        made.append(self._table(found, bottom=True))
        made.append(
            {
                "kind": "details",
                "summary": f"All {SCHOOLS} schools of year {self.year}",
                "blocks": [self._table(found, bottom=False)],
            }
        )
        if self.year == 1:
            made.append(self.choice("How many of these five will be in the bottom five next year?"))
            made.append(buttons(("year", "This is my guess: next year", "2"), primary="year"))
            return made
        made += self._moved(found)
        if self.year < YEARS:
            made.append(buttons(("year", "Next year", str(self.year + 1)), primary="year"))
            return made
        return made + self._end(found)

    def _table(self, found: League, *, bottom: bool) -> Block:
        now = found.ranks[self.year - 1]
        order = np.argsort(now)[-BOTTOM:] if bottom else np.argsort(now)
        columns = ["Rank", "School", "Students", "Met the mark"]
        columns += ["Rank last year"] if self.year > 1 else []
        rows = []
        for at in order.tolist():
            rate = f"{100 * found.rates[self.year - 1, at]:.0f}%"
            row = [str(now[at]), found.names[at], str(self.data.students[0, at]), rate]
            rows.append([*row, str(found.ranks[self.year - 2, at])] if self.year > 1 else row)
        name = "The bottom five" if bottom else "All schools"
        return {
            "kind": "table",
            "caption": f"{name}, year {self.year}",
            "columns": columns,
            "rows": rows,
        }

    def _moved(self, found: League) -> list[Block]:
        stayed = found.stayed[self.year - 2]
        says = f"Of last year’s bottom five, {stayed} {'is' if stayed == 1 else 'are'} there again."
        if self.year == 2:
            says = f"You guessed {self.guess}. {says}"
        drawn = base64.b64encode(league_svg(found).encode("utf-8")).decode("ascii")
        return [
            {"kind": "text", "text": says},
            {
                "kind": "image",
                "base64": drawn,
                "mime": "image/svg+xml",
                "alt": league_alt(found),
            },
        ]

    def _end(self, found: League) -> list[Block]:
        made = self.question("What do these five years say about the schools?")
        if not self.committed:
            return made
        name, before, after = found.largest_climb
        return [
            *made,
            told(
                self.committed == "nothing",
                f"All {SCHOOLS} schools are exactly alike: at each of them, a student meets the "
                f"mark with the same chance, {self.data.rate:.0%}. All that moves the ranks is who "
                "happened to be counted that year.",
                f"{found.ever_bottom} of the {SCHOOLS} schools stood in the bottom five at least "
                f"once. {name} went from rank {before} to rank {after} in one year. No school had "
                "changed.",
            ),
            note(
                f"Over {TOWNS} such districts, {usually_stay():.1f} of the bottom five stay on "
                f"average; drawing lots would keep {found.by_chance:.1f}. Help the bottom five, "
                "and next year most of them will have “improved”, with any plan or none.",
                self._ends(found),
                "For your board: “Somebody is always last. We act on schools that differ by more "
                "than chance, and on what all our schools share.”",
                mark="What to take along",
            ),
            buttons(("again", "Another district", self.played.moment)),
        ]

    def _ends(self, found: League) -> str:
        """How often the smaller half of the schools stands at either end."""
        half = np.argsort(self.data.students[0], kind="stable")[: SCHOOLS // 2]
        ends = (found.ranks <= BOTTOM) | found.in_bottom
        mine, all_ = int(ends[:, half].sum()), int(ends.sum())
        says = (
            f"Of the {all_} places in the top five and the bottom five of these years, {mine} went "
            "to the smaller half of the schools."
        )
        if mine <= all_ / 2:
            return says
        return f"{says} Few students swing far, up and down: look at size before you look at rank."


def _staying(n: int) -> str:
    return {0: "None of them", BOTTOM: "All five"}.get(n, str(n))


def league_game(*, seed: int = 1, root: Path | None = None) -> GameForm:
    """A ranking of schools that are all alike: guess who stays, watch, judge, then see.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(LeagueSession(seed=seed, root=root))
