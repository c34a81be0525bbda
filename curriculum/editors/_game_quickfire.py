"""Signal or noise: eight charts, one after the other, with the known truth after each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from curriculum.charts import Chart, alternative, chart, sentence
from curriculum.charts.chart import Rules
from curriculum.editors._forms import Block, Event, buttons, note, paragraphs
from curriculum.editors._games import Game, GameForm, picture
from curriculum.figures.charts import chart_figure
from curriculum.simulate.games import QuickFire, quick_fire

CHARTS = 8
_OPTIONS = (
    ("signal", "Signal: by the rule, more than chance"),
    ("noise", "Noise: by the rule, nothing to act on"),
)
_RULES: dict[str, str] = {
    "ihi": "The rule in force (IHI): six or more points in a row on one side of the baseline "
    "median, or five or more in a row going one way, is a signal.",
    "anhoej": "The rule in force (Anhøj): a run on one side of the baseline median that is longer "
    "than chance rarely gives, or fewer crossings than chance rarely gives, is a signal. With 24 "
    "useful points: a run of more than 8, or fewer than 8 crossings.",
}


class QuickFireSession(Game):
    """Eight charts; each is answered before anything is told about it."""

    def __init__(self, *, rules: Rules = "ihi", seed: int = 1, root: Path | None = None) -> None:
        if rules not in _RULES:
            raise ValueError("Choose the rule set: ihi or anhoej.")
        self.rules: Rules = rules
        self.at = 0
        self.fire: list[QuickFire] = []
        self.answers: list[str] = []
        super().__init__(
            "signal-or-noise",
            "A game of noise",
            "Signal or noise?",
            seed=seed,
            setting=rules,
            root=root,
        )

    def start(self) -> None:
        """Eight new charts."""
        self.at, self.answers = 0, []
        self.fire = quick_fire(self.round_seed, CHARTS)

    def resume(self, choices: Mapping[str, str]) -> None:
        """The charts answered so far; the last of them is shown."""
        for at in range(CHARTS):
            said = choices.get(f"chart-{at + 1}", "")
            if said not in dict(_OPTIONS):
                return
            self.answers.append(said)
            self.at = at
            self.picked = self.committed = said

    def options(self) -> Sequence[tuple[str, str]]:
        """Signal or noise."""
        return _OPTIONS

    def commit(self, choice: str) -> None:
        """Keep the answer to this chart."""
        self.committed = choice
        self.answers.append(choice)
        self.played.keep(f"chart-{self.at + 1}", choice)

    def handle(self, event: Event) -> None:
        """``next`` shows the chart of that number once the last one is answered."""
        if event.get("do") == "again" and self.at < CHARTS - 1:
            return
        if event.get("do") != "next":
            super().handle(event)
        elif self.committed and str(event.get("value", "")) == str(self.at + 2) and not self._last:
            self.at += 1
            self.picked = self.committed = ""

    @property
    def _last(self) -> bool:
        return self.at == CHARTS - 1

    def chart(self, rules: Rules | None = None, at: int | None = None) -> Chart:
        """The present chart (or number ``at``, from 0), its baseline frozen before the change."""
        one = self.fire[self.at if at is None else at]
        return chart(
            "run",
            one.count.tolist(),
            one.present.tolist(),
            multiply=100.0,
            freeze=one.change_at - 1,
            rules=rules or self.rules,
            measure="Right answers on the exit ticket",
            unit="%",
        )

    def blocks(self) -> list[Block]:
        """The chart without its reading; after the commitment with it, and the truth."""
        made = paragraphs([_RULES[self.rules]])
        made.append({"kind": "heading", "text": f"Chart {self.at + 1} of {CHARTS}"})
        if not self.committed:
            # Drawn by the rule that rings nothing, and told without the sentence that reads it.
            bare = self.chart("anhoej")
            words = alternative(bare).removesuffix(sentence(bare)).strip()
            made.append(picture(chart_figure(bare), words))
            return made + self.question("From lesson 13 on something was tried. What do you see?")
        found = self.chart()
        made.append(picture(chart_figure(found), alternative(found)))
        made += self.question("")
        made.append(self._reading(found))
        made.append(note(*self._truth(found), mark="What was planted"))
        if not self._last:
            following = str(self.at + 2)
            made.append(buttons(("next", f"Chart {following}", following), primary="next"))
            return made
        again = ("again", f"{CHARTS} new charts", self.played.moment)
        return [*made, self._score(), buttons(again)]

    def _reading(self, found: Chart) -> Block:
        right = (self.committed == "signal") == found.signal
        mark = "You read it as the rule does" if right else "The rule reads it the other way"
        return note(sentence(found), style="good" if right else "ask", mark=mark)

    def _truth(self, found: Chart) -> list[str]:
        one = self.fire[self.at]
        if not one.planted:
            if found.signal:
                return ["Nothing. The rule signaled by chance: a false alarm. No reading is at "
                        "fault; every rule raises some."]  # fmt: skip
            return ["Nothing: pure chance, and the rule stayed quiet."]
        how = "at once" if one.shape == "step" else "little by little over six lessons"
        what = f"A change of {100 * one.change:+.0f} points, from lesson {one.change_at}, {how}."
        if found.signal:
            return [f"{what} The rule found it."]
        return [f"{what} The rule missed it: small changes hide in this much wobble. No signal "
                "does not mean no change."]  # fmt: skip

    def _score(self) -> Block:
        verdicts = [self.chart(at=at).signal for at in range(CHARTS)]
        planted = [one.planted for one in self.fire]
        read = sum((said == "signal") == v for said, v in zip(self.answers, verdicts, strict=True))
        true = sum(v == p for v, p in zip(verdicts, planted, strict=True))
        return note(
            f"You read {read} of {CHARTS} charts as the rule does.",
            f"The rule itself agreed with what was planted on {true} of {CHARTS}. A rule is a "
            "habit that keeps us honest, not a window on the truth.",
            mark="All eight",
        )


def signal_or_noise(*, rules: Rules = "ihi", seed: int = 1, root: Path | None = None) -> GameForm:
    """Eight charts: signal or noise? Each is answered before the truth is told.

    Parameters
    ----------
    rules : {"ihi", "anhoej"}
        The rule set in force.
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return GameForm(QuickFireSession(rules=rules, seed=seed, root=root))
