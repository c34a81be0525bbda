"""A simulated cycle as the learner sees it, and what was planted in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from curriculum.simulate.bits import Floats
from curriculum.simulate.scenario_parts import TruthKind
from curriculum.simulate.setting import Measure

Does = Literal["helps", "harms", "nothing"]


@dataclass(frozen=True, slots=True)
class Planted:
    """What is really in the data: for the story after the decision, never for a grade.

    Attributes
    ----------
    id, kind, title, reading, story : str
    difference : dict of tuple of float
        By measure: how far the expected value lies from what it would be without anything planted,
        at each point, on the measure's own scale, at the fidelity that there was, for a student
        whose group responds in full. A slow trend of other origin is part of it.
    does : dict of str
        By measure, what the *change* does at the end: helps, harms or nothing. A rise that began
        before the change is nothing that the change does.
    response : dict of float
        By group: share of the effect that reaches it.
    fidelity : tuple of float
        How much of the planned change was done, mean of the classes, by point; 0 before it began.
    missing : dict of float
        ``attendance``, ``attendance_slope`` (above 0: students who struggle are missing more
        often), ``lost`` (share of sheets not kept), ``breaks`` (points without data).
    chosen_from : int
        Classes from which the lowest were chosen; 0 if nobody chose by results.
    """

    id: str
    kind: TruthKind
    title: str
    reading: str
    story: str
    difference: dict[str, tuple[float, ...]]
    does: dict[str, Does]
    response: dict[str, float]
    fidelity: tuple[float, ...]
    missing: dict[str, float]
    chosen_from: int


@dataclass(frozen=True, slots=True, eq=False)
class SimCase:
    """A simulated cycle as the learner sees it, and its truth.

    Attributes
    ----------
    scenario, key : str
    draw : int
    title, school, focus, change, unit, people : str
    scene : tuple of str
    change_at : int
        First point after the change, numbered from 1.
    measures : tuple of Measure
        With the drawn baselines.
    definitions : dict of str
        How each measure is counted.
    groups : tuple of str
    total : dict of float arrays (classes, groups, points)
        Sum over those present; NaN where nothing was measured.
    present : dict of int arrays (classes, groups, points)
        Students the sum is over; 0 where nothing was measured.
    enrolled : int array (classes, groups)
    done : tuple of str
        What the team noted about each point: "" before the change, then "as planned", "partly" or
        "not done".
    planted : Planted
    digest : str
        BLAKE2b (32 hex digits) of what the learner reads.
    """

    scenario: str
    key: str
    draw: int
    title: str
    school: str
    focus: str
    change: str
    unit: str
    people: str
    scene: tuple[str, ...]
    change_at: int
    measures: tuple[Measure, ...]
    definitions: dict[str, str]
    groups: tuple[str, ...]
    total: dict[str, Floats]
    present: dict[str, NDArray[np.int64]]
    enrolled: NDArray[np.int64]
    done: tuple[str, ...]
    planted: Planted
    digest: str = ""

    @property
    def points(self) -> int:
        """Points in time."""
        return len(self.done)

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id; KeyError if there is none."""
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)

    def series(
        self, measure: str, group: str | None = None, room: int | None = None
    ) -> tuple[Floats, Floats]:
        """Sum and number of those measured, per point (NaN and 0 where nothing was measured).

        Parameters
        ----------
        measure : str
        group : str, optional
            One group; all by default.
        room : int, optional
            One class, numbered from 1; all pooled by default.
        """
        rooms = slice(None) if room is None else slice(room - 1, room)
        at = slice(None) if group is None else slice(*self._at(group))
        total = np.nansum(self.total[measure][rooms, at], axis=(0, 1))
        present = self.present[measure][rooms, at].sum(axis=(0, 1)).astype(np.float64)
        return np.where(present > 0, total, np.nan), present

    def mean(self, measure: str, group: str | None = None, room: int | None = None) -> Floats:
        """Mean of those measured, per point; NaN where nothing was."""
        total, present = self.series(measure, group, room)
        return np.asarray(total / np.where(present > 0, present, np.nan))

    def _at(self, group: str) -> tuple[int, int]:
        at = self.groups.index(group)
        return at, at + 1


def tell(case: SimCase, reading: str, sound: bool) -> tuple[str, ...]:
    """The truth after the decision, beginning with the reading.

    Parameters
    ----------
    case : SimCase
    reading : str
        What the learner decided, in words ("no signal", "signal in the predicted direction").
    sound : bool
        Whether that follows from the data by the rule in force (a check says so).

    Returns
    -------
    tuple of str
        Paragraphs: the reading first, then what was underneath.
    """
    if sound:
        first = f"Your reading, {reading}, was sound: it is what these data show."
    else:
        first = f"You read {reading}. Look at the points once more: the rule says something else."
    return (
        first,
        f"Here is what was underneath: {case.planted.title}. {case.planted.story}",
        case.planted.reading,
        "A careful reader can be unlucky: with so few points, a real change sometimes leaves no "
        "signal and chance sometimes makes one. That is why one cycle is followed by another.",
    )


def digest(case: SimCase) -> str:
    """BLAKE2b (32 hex digits) of what the learner reads, numbers rounded to six digits."""
    words = [
        *(case.scenario, case.key, case.draw, case.title, case.school, case.change),
        *(case.unit, case.people, case.change_at),
        list(case.scene),
        [[m.id, m.name, m.role, m.kind, m.better, case.definitions[m.id]] for m in case.measures],
        [list(case.groups), case.enrolled.tolist(), list(case.done)],
    ]
    numbers = [
        [[f"{x:.6g}" for x in case.total[m.id].ravel()], case.present[m.id].ravel().tolist()]
        for m in case.measures
    ]
    text = json.dumps([words, numbers], ensure_ascii=False, allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
