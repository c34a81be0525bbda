"""The power meter: would a plan this size show the change that one hopes for?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curriculum.editors._forms import PRESSED, Block, Event, buttons, note, paragraphs
from curriculum.editors._games import GameForm, number_of, slider
from curriculum.editors._played import Played
from curriculum.exports.sim_numbers import RULES
from curriculum.simulate.power import Plan, Power, power

#: Sliders: name, label, lowest, highest, step, unit.
SLIDERS = (
    ("before", "Lessons before the change", 1, 24, 1, ""),
    ("after", "Lessons after it begins", 0, 24, 1, ""),
    ("change", "Change that you expect, in points", -40, 40, 1, ""),
    ("classes", "Classes put together", 1, 6, 1, ""),
)
SHOWN = (
    ("anhoej", "Anhøj: an unusually long run, or unusually few crossings of the median"),
    ("ihi-shift", "IHI, shift alone: six in a row on one side of the median"),
    ("ihi", "IHI, shift or trend: the same, or five in a row going one way"),
)
#: So many simulated results are made for one answer, so that it comes at once.
CELLS = 1_000_000
STUDENTS = 28


class PowerSession:
    """A plan in four numbers and what it could show; the numbers stay where they were set."""

    def __init__(self, *, seed: int = 1, root: Path | None = None, **plan: float) -> None:
        self.seed = seed
        self.numbers = {"before": 6.0, "after": 6.0, "change": 25.0, "classes": 1.0}
        for name, value in plan.items():
            self._set(name, {"value": value})
        self.first = dict(self.numbers)
        self.played = Played("power-meter", f"{seed} {self.first}", root)
        self.place = self.played.place
        kept = self.played.choices.get("plan", "").split()
        for name, number in zip(self.numbers, kept, strict=False):
            self._set(name, {"value": number})

    def handle(self, event: Event) -> None:
        """``write`` sets the number called ``name``; ``over`` sets all as they were at first."""
        before = dict(self.numbers)
        if event.get("do") == "write":
            self._set(str(event.get("name", "")), event)
            if self.numbers != before:
                kept = " ".join(f"{number:.0f}" for number in self.numbers.values())
                self.played.keep("plan", kept, instead=True)
        elif event.get("do") == "over" and self.played.begun and not self.played.is_past(event):
            self.played.begin(0)
            self.numbers = dict(self.first)

    def _set(self, name: str, event: Event) -> None:
        for slide, _, low, high, _, _ in SLIDERS:
            if slide == name:
                self.numbers[name] = float(round(number_of(event, low, high, self.numbers[name])))

    @property
    def plan(self) -> Plan:
        """The plan as the simulator takes it."""
        number = self.numbers
        return Plan(
            before=int(number["before"]),
            after=int(number["after"]),
            change=number["change"] / 100.0,
            classes=int(number["classes"]),
            students=STUDENTS,
        )

    def found(self) -> dict[str, Power]:
        """How often each rule signals."""
        plan = self.plan
        cells = (plan.before + plan.after) * plan.classes * plan.students
        replicates = max(400, min(2000, CELLS // cells))
        return {
            name: power(plan, RULES[name], seed=self.seed, replicates=replicates)
            for name, _ in SHOWN
        }

    def view(self) -> dict[str, Any]:
        """The four numbers and the answer to them."""
        return {
            "kicker": "Before you collect anything",
            "title": "Could your plan show the change?",
            "blocks": self._blocks(),
            "status": self.played.book.status,
            "lost": PRESSED,
            "who": "Only you see this. Your numbers stay in your own folder; move them as often "
            "as you like.",
        }

    def _blocks(self) -> list[Block]:
        made = paragraphs(
            [
                "Set the size of your test. The answer below comes from many simulated tests of "
                f"that size: exit tickets, {STUDENTS} students in a class, 55% right before.",
            ]
        )
        made += [
            slider(name, label, self.numbers[name], low, high, step, unit)
            for name, label, low, high, step, unit in SLIDERS
        ]
        found = self.found()
        first = found[SHOWN[0][0]]
        change = int(self.numbers["change"])
        made.append(
            {
                "kind": "table",
                "caption": "In how many of 100 such tests does the rule signal?",
                "columns": ["Rule", f"Change of {change:+d} points", "No change at all"],
                "rows": [
                    [
                        label,
                        _of_100(found[name].with_change, found[name].error_with),
                        _of_100(found[name].without_change, found[name].error_without),
                    ]
                    for name, label in SHOWN
                ],
            }
        )
        made.append(note(*self._words(found), mark="In plain words"))
        made.append(
            {
                "kind": "text",
                "style": "small",
                "text": f"± is two standard errors of {first.replicates:,} simulated tests. Your "
                "class may wobble more or less than these.",
            }
        )
        if self.played.begun:
            made.append(buttons(("over", "Back to the first numbers", self.played.moment)))
        return made

    def _words(self, found: dict[str, Power]) -> list[str]:
        anhoej, ihi = found["anhoej"], found["ihi"]
        change, after = int(self.numbers["change"]), int(self.numbers["after"])
        said = []
        if change == 0:
            said.append("You expect no change, so every signal here is a false alarm.")
        else:
            said.append(
                f"If the change truly brings {change:+d} points, the Anhøj rules show it in about "
                f"{100 * anhoej.with_change:.0f} of 100 tests and miss it in the others; the IHI "
                f"rules show it in about {100 * ihi.with_change:.0f}."
            )
        said.append(
            f"If nothing changes, the Anhøj rules signal in about "
            f"{100 * anhoej.without_change:.0f} of 100, the IHI rules in about "
            f"{100 * ihi.without_change:.0f}: a rule that finds more also cries wolf more."
        )
        best = max(anhoej.with_change, ihi.with_change)
        gain = max(anhoej.with_change - anhoej.without_change, ihi.with_change - ihi.without_change)
        if after < 6:
            points = "lesson" if after == 1 else "lessons"
            said.append(
                f"With {after} {points} after the change, six in a row cannot come from the "
                "change alone. Plan for more lessons before you read anything into a chart."
            )
        elif change and (best < 0.8 or gain < 0.5):
            said.append(
                "A test of this size can easily miss what you hope for. More lessons, more "
                "classes together, or a measure closer to the change would help."
            )
        return said


def _of_100(share: float, error: float) -> str:
    return f"{100 * share:.0f} (± {max(200 * error, 0.1):.1f})"


def power_meter(
    *,
    before: int = 6,
    after: int = 6,
    change: int = 25,
    classes: int = 1,
    seed: int = 1,
    root: Path | None = None,
) -> GameForm:
    """How often each rule would signal, with the expected change and without it.

    Parameters
    ----------
    before, after : int
        Lessons before and after the change begins, to start with.
    change : int
        Expected change in percentage points.
    classes : int
    seed : int
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    plan = {"before": before, "after": after, "change": change, "classes": classes}
    return GameForm(PowerSession(seed=seed, root=root, **plan))
