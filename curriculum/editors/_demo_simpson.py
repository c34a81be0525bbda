"""A gap that turns round: all together, then school by school. The district is simulated."""

from __future__ import annotations

import base64
from functools import cached_property
from pathlib import Path

from curriculum.charts.gaps import disaggregate
from curriculum.charts.simpson import Reversal, crossed, reversal
from curriculum.editors._forms import Block, Form, buttons, note, paragraphs
from curriculum.editors._games import Game, told
from curriculum.editors._parts import esm
from curriculum.simulate.districts import Disaggregation, simulate_groups

GROUPS = ("students who ride the bus", "students who do not")
MEASURE = "passed Algebra 1"
SCHOOLS = 5
#: A gap, in points, that a board would talk about; smaller ones turn round as well, unnoticed.
WORTH_A_MEETING = 6.0
TRIES = 400
_OPTIONS = (
    ("all", "In all five schools"),
    ("most", "In three or four of them"),
    ("few", "In one or two of them"),
    ("none", "In none of them"),
)


class DemoForm(Form):
    """A form that can also show a drawing."""

    _esm = f"{Form._esm}\n{esm('demo_drawing.js')}"


class SimpsonSession(Game):
    """A gap in a whole district; after a prediction, the gap in each school."""

    data: Disaggregation

    def __init__(self, *, seed: int = 1, root: Path | None = None) -> None:
        super().__init__(
            "simpson-demo", "A demonstration", "Who is reached less often?", seed=seed, root=root
        )

    def start(self) -> None:
        """Five schools of a simulated district, in which the gap turns round."""
        # What was drawn for an earlier round.
        self.__dict__.pop("found", None)
        for attempt in range(TRIES):
            self.data = simulate_groups(
                self.round_seed + attempt, paradox=True, schools=SCHOOLS, groups=GROUPS
            )
            if self._clear():
                return

    def _clear(self) -> bool:
        """Large enough to be talked about, and the same in rounded rates and rounded gaps."""
        rates = [*self.data.rates.tolist(), self.data.overall.tolist()]
        gaps = [100.0 * (first - second) for first, second in rates]
        rounded = [round(100 * first) - round(100 * second) for first, second in rates]
        if rounded != [round(gap) for gap in gaps]:
            return False
        return bool(abs(gaps[-1]) >= WORTH_A_MEETING and min(map(abs, gaps)) >= 2.0)

    @cached_property
    def found(self) -> Reversal:
        """The gap all together and in each school."""
        counts = crossed(
            self.data.schools, self.data.groups, self.data.students, self.data.met, MEASURE
        )
        return reversal(disaggregate(counts, GROUPS[1]), *GROUPS, by="school")

    def options(self) -> tuple[tuple[str, str], ...]:
        """In how many schools the gap is the same way round."""
        return _OPTIONS

    def blocks(self) -> list[Block]:
        """All schools together; after the prediction one by one."""
        gap = abs(self.found.overall)
        made = paragraphs([f"A district (fictional) looks at who {MEASURE}."])
        made.append(
            {
                "kind": "table",
                "caption": "All schools together",
                "columns": ["Group", "Students", _capital(MEASURE), "Rate"],
                "rows": [self._row(group, None) for group in range(2)],
            }
        )
        made += paragraphs(
            [f"That is {gap:.0f} points less for {GROUPS[0]}. Now look at the five schools, one by "
             "one."]
        )  # fmt: skip
        made += self.question(
            f"In how many of them is the rate of {GROUPS[0]} the lower one? Predict first."
        )
        return [*made, *self._schools()] if self.committed else made

    def _schools(self) -> list[Block]:
        from curriculum.figures.gaps import split_alt, split_svg

        return [
            told(
                self.committed == "none",
                f"In none. All together, {GROUPS[0]} are reached {abs(self.found.overall):.0f} "
                "points less often. In every one of the five schools they are reached more often.",
            ),
            {
                "kind": "drawing",
                "base64": base64.b64encode(split_svg(self.found).encode()).decode("ascii"),
                "alt": split_alt(self.found),
            },
            {
                "kind": "table",
                "caption": f"School by school: how many {MEASURE}, of how many (rate)",
                "columns": ["School", *(_capital(name) for name in GROUPS)],
                "rows": [
                    [school, *(self._share(group, place) for group in range(2))]
                    for place, school in enumerate(self.data.schools)
                ],
            },
            note(self._why(), style="plain", mark="How can both be true?"),
            note(
                f"Every school reaches {GROUPS[0]} more often, and the district reaches them less "
                "often.",
                "To say in a meeting: “Before we decide whom this gap is about, show it to me "
                "school by school, and tell me what these schools are given.”",
                mark="What to take along",
            ),
            buttons(("again", "Another district", self.played.moment)),
        ]

    def _why(self) -> str:
        students, rates = self.data.students, self.data.met.sum(axis=1)
        low = sorted(range(SCHOOLS), key=lambda at: rates[at] / students[at].sum())[:2]
        shares = [100.0 * students[low, group].sum() / students[:, group].sum() for group in (0, 1)]
        names = " and ".join(self.data.schools[at] for at in sorted(low))
        return (
            f"{shares[0]:.0f}% of {GROUPS[0]} are enrolled at {names}, and {shares[1]:.0f}% of "
            f"{GROUPS[1]}. At these two schools fewer students of either group {MEASURE}. The "
            "gap of the district comes from where students are enrolled: the question is what "
            "these schools are given."
        )

    def _row(self, group: int, place: int | None) -> list[str]:
        met, n = self._counts(group, place)
        return [_capital(GROUPS[group]), f"{n:,}", f"{met:,}", f"{100 * met / n:.0f}%"]

    def _share(self, group: int, place: int) -> str:
        met, n = self._counts(group, place)
        return f"{met} of {n} ({100 * met / n:.0f}%)"

    def _counts(self, group: int, place: int | None) -> tuple[int, int]:
        met, n = self.data.met, self.data.students
        if place is None:
            return int(met[:, group].sum()), int(n[:, group].sum())
        return int(met[place, group]), int(n[place, group])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def simpson_demo(*, seed: int = 1, root: Path | None = None) -> DemoForm:
    """A gap all together and school by school: predict, then see it turn round.

    Parameters
    ----------
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return DemoForm(SimpsonSession(seed=seed, root=root))
