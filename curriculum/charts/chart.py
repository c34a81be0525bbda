"""One chart of one series, for people: a frozen result that picture, words and checks all read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from curriculum.charts.analysis import Analysis, ChartError, analyze
from curriculum.charts.lines import Kind
from curriculum.charts.runs import trends
from curriculum.charts.subgroups import subgroups

if TYPE_CHECKING:
    import pandas as pd

Rules = Literal["anhoej", "ihi"]

NAMES: dict[str, str] = {
    "run": "Run chart",
    "i": "I chart (individual values)",
    "mr": "Moving range chart",
    "p": "p chart (proportions)",
    "pp": "p′ chart (proportions, large denominators)",
    "c": "c chart (counts)",
    "u": "u chart (rates)",
    "up": "u′ chart (rates, large denominators)",
    "xbar": "x̄ chart (averages)",
    "s": "s chart (spread within subgroups)",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """What one chart shows.

    Attributes
    ----------
    kind : str
        One of the kinds of :func:`curriculum.charts.analyze`.
    rules : {"anhoej", "ihi"}
        The rule set in force for runs; limits of Shewhart charts are judged beside it.
    measure, unit : str
        What is charted, in words, and the sign after its numbers ("%" or "").
    labels : tuple of str
        One per point.
    analysis : Analysis
        Arrays with one series.
    frozen : int or None
        Last point of a frozen baseline, points numbered from 1.
    notes : dict
        Point number to annotation.
    """

    kind: Kind
    rules: Rules
    measure: str
    unit: str
    labels: tuple[str, ...]
    analysis: Analysis
    frozen: int | None
    notes: Mapping[int, str]

    @property
    def name(self) -> str:
        """The chart's name in plain words."""
        return NAMES[self.kind]

    @property
    def parts(self) -> int:
        """How many parts the series is split into."""
        return int(self.analysis.n_useful.shape[1])

    @property
    def baseline_ends(self) -> dict[int, int]:
        """Part to the last point of its baseline, where the baseline ends before the part does."""
        part, baseline = self.analysis.part[0], self.analysis.baseline[0]
        found = {}
        for number in range(1, self.parts + 1):
            where = np.flatnonzero(part == number)
            kept = where[baseline[where]]
            if 0 < kept.size < where.size:
                found[number] = int(kept[-1]) + 1
        return found

    @property
    def runs_signal(self) -> bool:
        """Whether the rule set in force signals in any part."""
        found = self.analysis.anhoej if self.rules == "anhoej" else self.analysis.ihi
        return bool(found.any())

    @property
    def outside_points(self) -> tuple[int, ...]:
        """Numbers of the included points strictly outside the limits."""
        hits = self.analysis.outside[0] & self.analysis.include[0]
        return tuple(int(at) + 1 for at in np.flatnonzero(hits))

    @property
    def signal(self) -> bool:
        """Whether anything signals: a rule for runs, or a point outside the limits."""
        return self.runs_signal or bool(self.outside_points)

    def said(self, value: float) -> str:
        """A value in words, with its unit ("32.1%", "41 min")."""
        if np.isnan(value):
            return "missing"
        space = " " if self.unit[:1].isalnum() else ""
        return (
            f"{value:.3g}{space}{self.unit}"
            if abs(value) < 1000
            else (f"{value:.6g}{space}{self.unit}")
        )

    def shift_points(self) -> tuple[int, ...]:
        """Numbers of the points in a shift (IHI)."""
        return tuple(int(at) + 1 for at in np.flatnonzero(self.analysis.shift[0]))

    def trend_points(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the points in each trend (IHI), part by part."""
        found: list[tuple[int, ...]] = []
        y, part = self.analysis.y[0], self.analysis.part[0]
        for number in range(1, self.parts + 1):
            where = self.analysis.include[0] & (part == number)
            found += [tuple(int(at) + 1 for at in trend) for trend in trends(y, where)]
        return tuple(found)

    @property
    def points(self) -> pd.DataFrame:
        """One row per point: label, value, center, limits, flags."""
        import pandas as pd

        a = self.analysis
        return pd.DataFrame(
            {
                "point": np.arange(1, a.y.shape[1] + 1),
                "label": self.labels,
                "value": a.y[0],
                "center": a.center[0],
                "lower": a.lower[0],
                "upper": a.upper[0],
                "part": a.part[0],
                "baseline": a.baseline[0],
                "included": a.include[0],
                "outside": a.outside[0],
                "shift": a.shift[0],
                "note": [self.notes.get(at, "") for at in range(1, a.y.shape[1] + 1)],
            }
        )


def chart(
    kind: Kind,
    y: Sequence[float | None],
    n: Sequence[float | None] | None = None,
    *,
    x: Sequence[Any] | None = None,
    how: Literal["mean", "median", "sum"] = "mean",
    rules: Rules = "ihi",
    measure: str = "",
    unit: str = "",
    freeze: int | Mapping[int, int] | None = None,
    parts: Sequence[int] = (),
    exclude: Sequence[int] = (),
    center: float | None = None,
    screen: bool = True,
    multiply: float = 1.0,
    notes: Mapping[int, str] | None = None,
) -> Chart:
    """Make a chart of one series; rows that share an ``x`` are pooled first.

    Parameters
    ----------
    kind, y, n, freeze, parts, exclude, center, screen, multiply
        As in :func:`curriculum.charts.analyze`.
    x : sequence, optional
        Labels in time order; rows with equal labels become one point.
    how : {"mean", "median", "sum"}
        How rows of one label are pooled where there is no denominator.
    rules : {"ihi", "anhoej"}
        Rule set in force.
    measure, unit : str
        For words and axis.
    notes : mapping of int to str, optional
        Annotations by point number.

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        One plain sentence for input that no chart can be made from.
    """
    if rules not in ("anhoej", "ihi"):
        raise ChartError("Choose the rule set: anhoej or ihi.")
    group = subgroups(y, n=n, x=x, how=how, kind=kind)
    analysis = analyze(
        kind,
        group.y,
        group.n,
        sd=group.sd,
        size=group.size,
        freeze=freeze,
        parts=parts,
        exclude=exclude,
        center=center,
        screen=screen,
        multiply=multiply,
    )
    for point in notes or {}:
        if not 1 <= point <= len(group.x):
            raise ChartError(
                f"There is no point {point} to write a note at: the chart has points 1 to "
                f"{len(group.x)}."
            )
    last = freeze if isinstance(freeze, int) and not parts else None
    return Chart(
        kind=kind,
        rules=rules,
        measure=measure,
        unit=unit,
        labels=tuple(str(label) for label in group.x),
        analysis=analysis,
        frozen=last,
        notes=dict(notes or {}),
    )
