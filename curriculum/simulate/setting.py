"""What a scenario is made of: where, what is measured, what is planted, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats
from curriculum.simulate.effects import Effect

Kind = Literal["proportion", "rating", "count", "minutes"]
Role = Literal["process", "driver", "outcome", "balancing"]
Better = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured at every point.

    Parameters
    ----------
    id, name, role : str
    kind : {"proportion", "rating", "count", "minutes"}
    baseline : float
        Expected value for a student without a group shift, before any effect: a proportion (0 to
        1), a mean rating (1 to 5), a mean count, or mean minutes. True value: what a misreading
        observer, a floor or a ceiling adds comes on top.
    better : {"up", "down"}
    sd_school, sd_class, sd_student, sd_shock : float
        Standard deviations on the linear-predictor scale: between schools, between classes of a
        school, between students, and from point to point in a class. The default 0.37 makes a
        class's true rate of .55 move by about 8 points from lesson to lesson; with 26 students
        present, what is seen moves by about 12.
    ar1 : float
        How much of a shock carries over to the next point (-1 to 1).
    groups : mapping of str to float
        Shift of a group's baseline on the linear-predictor scale (opportunity, not ability).
    misread : float
        Chance that an observer records a proportion's yes as no, or no as yes (0 to 0.5).
    raters, sd_rater : int, float
        Observers who take turns over the points, and the standard deviation of their leniency on
        the linear-predictor scale (the same observer is lenient every time).
    watched : float
        Shift at the first point, because people behave differently when watched; it halves from
        point to point (linear-predictor scale).
    dispersion : int
        Shape of the gamma behind counts and minutes; larger is steadier (variance of minutes:
        mean² / dispersion; of counts: mean + mean² / dispersion).
    floor, ceiling : float or None
        Bounds of what the tool can record.
    records : bool
        Taken from records: everyone enrolled counts, present or not.
    """

    id: str
    name: str
    role: Role = "process"
    kind: Kind = "proportion"
    baseline: float = 0.55
    better: Better = "up"
    sd_school: float = 0.0
    sd_class: float = 0.25
    sd_student: float = 0.8
    sd_shock: float = 0.37
    ar1: float = 0.0
    groups: Mapping[str, float] = field(default_factory=dict)
    misread: float = 0.0
    raters: int = 1
    sd_rater: float = 0.0
    watched: float = 0.0
    dispersion: int = 4
    floor: float | None = None
    ceiling: float | None = None
    records: bool = False

    @property
    def sd(self) -> float:
        """Standard deviation of the linear predictor over students, classes and points."""
        parts = (self.sd_school, self.sd_class, self.sd_student, self.sd_shock)
        return float(np.sqrt(sum(part**2 for part in parts)))


@dataclass(frozen=True, slots=True)
class Truth:
    """What is planted in a case.

    Parameters
    ----------
    id, title, story : str
        The story is told after the learner's decision, beginning with the reading.
    effects : mapping of str to Effect
        By measure; a measure not named has none.
    response : mapping of str to float
        Multiplier of the effect by group (1 where not named; 0: does not reach this group).
    trend : mapping of str to float
        Change per point that has nothing to do with the change idea, by measure.
    """

    id: str
    title: str
    story: str = ""
    effects: Mapping[str, Effect] = field(default_factory=dict)
    response: Mapping[str, float] = field(default_factory=dict)
    trend: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and how long.

    Parameters
    ----------
    classes, students, schools : int
        Classes, students in each, and schools that the classes belong to in turn.
    points, change_at : int
        Points in time, and the first of them after the change (numbered from 1; one past the last
        point means that nothing has changed yet).
    groups : mapping of str to float
        Share of students by group; shares sum to 1. Groups have official names.
    attendance : float
        Chance of being present, for a student whose effect is 0.
    attendance_slope : float
        Log-odds of being present per standard deviation of the student effect; above 0, students
        for whom school works less well are missing more often.
    lost : float
        Chance that a class's whole point is missing (the sheet was not kept), at random.
    fidelity, fidelity_sd : float
        How much of the planned change happens, mean and spread over classes and points (0 to 1.2).
    breaks : sequence of int
        Points without data (holidays, testing).
    season : sequence of float
        Added to the linear predictor, repeated over the points.
    chosen, pool : int
        With ``pool`` above ``chosen``, the ``chosen`` classes with the worst first ``chosen_on``
        points are kept, as when a team starts where scores are lowest.
    chosen_on : int
    """

    classes: int = 1
    students: int = 28
    schools: int = 1
    points: int = 24
    change_at: int = 13
    groups: Mapping[str, float] = field(default_factory=lambda: {"all": 1.0})
    attendance: float = 0.94
    attendance_slope: float = 0.0
    lost: float = 0.0
    fidelity: float = 1.0
    fidelity_sd: float = 0.0
    breaks: Sequence[int] = ()
    season: Sequence[float] = ()
    chosen: int = 0
    pool: int = 0
    chosen_on: int = 6


@dataclass(frozen=True, slots=True)
class Cycle:
    """Simulated data of many replicates.

    Attributes
    ----------
    total : dict of float arrays (replicates, classes, groups, points)
        Sum of the measure over students present, by measure id.
    present : int array (replicates, classes, groups, points)
        Students present; 0 at breaks.
    enrolled : int array (replicates, classes, groups)
    groups : tuple of str
    fidelity : float array (replicates, classes, points)
    records : frozenset of str
        Measures taken from records, for which everyone enrolled counts.
    """

    total: dict[str, Floats]
    present: NDArray[np.int64]
    enrolled: NDArray[np.int64]
    groups: tuple[str, ...]
    fidelity: Floats
    records: frozenset[str] = frozenset()

    def measured(self, measure: str) -> NDArray[np.int64]:
        """Students that a sum is over (replicates, classes, groups, points)."""
        if measure not in self.records:
            return self.present
        return np.broadcast_to(self.enrolled[..., None], self.present.shape)

    def series(self, measure: str, group: str | None = None) -> tuple[Floats, Floats]:
        """Sum and number present, classes pooled: two arrays (replicates, points)."""
        pick = slice(None) if group is None else [self.groups.index(group)]
        total = self.total[measure][:, :, pick].sum(axis=(1, 2))
        present = self.measured(measure)[:, :, pick].sum(axis=(1, 2)).astype(np.float64)
        return total, present

    def mean(self, measure: str, group: str | None = None) -> Floats:
        """Mean of the students present at each point (replicates, points); NaN at breaks."""
        total, present = self.series(measure, group)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(present > 0, total / present, np.nan)


def require_sound(setting: Setting, measures: Sequence[Measure], truth: Truth) -> None:
    """Refuse what cannot be simulated.

    Raises
    ------
    ValueError
        One plain sentence.
    """
    for wrong, sentence in _setting_problems(setting, measures):
        if wrong:
            raise ValueError(sentence)
    for measure in measures:
        _require_measure(measure, setting)
    known = {measure.id for measure in measures}
    for name in (*truth.effects, *truth.trend):
        if name not in known:
            raise ValueError(f"The truth names a measure that is not there: {name}.")
    for name in truth.response:
        if name not in setting.groups:
            raise ValueError(f"The truth names a group that is not there: {name}.")


def _setting_problems(
    setting: Setting, measures: Sequence[Measure]
) -> tuple[tuple[bool, str], ...]:
    sizes = (setting.classes, setting.students, setting.points, setting.schools)
    shares = setting.groups.values()
    return (
        (not measures, "A scenario needs at least one measure."),
        (
            min(sizes) < 1,
            "A scenario needs at least one class, one student, one school and one point.",
        ),
        (
            not 1 <= setting.change_at <= setting.points + 1,
            f"The change must begin at one of the points 1 to {setting.points + 1}.",
        ),
        (not 0.0 < setting.attendance <= 1.0, "Attendance must be above 0 and at most 1."),
        (not 0.0 <= setting.lost < 1.0, "The share of lost points must be from 0 to below 1."),
        (not 0.0 <= setting.fidelity <= 1.2, "Fidelity must be from 0 to 1.2."),
        (
            any(not 1 <= at <= setting.points for at in setting.breaks),
            f"Breaks must be among the points 1 to {setting.points}.",
        ),
        (min(shares, default=0.0) < 0.0, "The share of a group cannot be below 0."),
        (abs(sum(shares) - 1.0) > 1e-6, "The shares of the groups must sum to 1."),
        (
            setting.pool > 0 and not 1 <= setting.chosen <= setting.pool,
            "The number of chosen classes must be from 1 to the number in the pool.",
        ),
    )


def _require_measure(measure: Measure, setting: Setting) -> None:
    spreads = (measure.sd, measure.sd_rater)
    if not all(np.isfinite(spread) and spread <= 5.0 for spread in spreads):
        raise ValueError(f"The standard deviations of {measure.id} must be from 0 to 5.")
    if not -1.0 < measure.ar1 < 1.0:
        raise ValueError(f"The carry-over (ar1) of {measure.id} must be between -1 and 1.")
    if not 0.0 <= measure.misread <= 0.5:
        raise ValueError(f"The misreading of {measure.id} must be from 0 to 0.5.")
    if measure.raters < 1 or measure.dispersion < 1:
        raise ValueError(f"The raters and the dispersion of {measure.id} must be at least 1.")
    for name in measure.groups:
        if name not in setting.groups:
            raise ValueError(f"The measure {measure.id} names a group that is not there: {name}.")
