"""The practice cases of `predict` and `study` as data: a folder of papers, and its facts.

Both are cases like the fishbone's (`Case`): shown the same way, named by the same reference.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from curriculum.simulate.cases import Case
from curriculum.simulate.cycle_data import Cycle, GroupSize, LessonCount, Setup


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan of this case can be built from, and held to.

    Attributes
    ----------
    measure, counted, out_of, tool, balancing : str
    measure_words, because_words : tuple of str
        Word stems, any few of which show that a text speaks of the measure, or of the chosen
        causes.
    class_n : int
        Students in the class.
    groups : tuple of GroupSize
    weekdays : str
        "Tuesdays and Thursdays".
    today, start, end : str
        ISO: the day on which the plan is written (the last school day before the first lesson), the
        first and the last lesson of the window.
    half_day : str
        A lesson day in the window on which nothing can be tried, ISO.
    lessons : int
        Lessons in the window, without the half day.
    baseline : tuple of LessonCount
    baseline_median : float
        Median of the lesson percents.
    baseline_count, baseline_of : int
        All lessons together.
    group_baseline : tuple of (count, of)
        The same for each group.
    minutes : float
        Median of the balancing measure, minutes.
    belief, cost, readiness : str
        What the papers say.
    sizes : tuple of str
        Sizes of test that they allow (`Plan.scale.size`).
    causes : tuple of (id, text)
    """

    measure: str
    counted: str
    out_of: str
    tool: str
    balancing: str
    measure_words: tuple[str, ...]
    because_words: tuple[str, ...]
    class_n: int
    groups: tuple[GroupSize, ...]
    weekdays: str
    today: str
    start: str
    end: str
    half_day: str
    lessons: int
    baseline: tuple[LessonCount, ...]
    baseline_median: float
    baseline_count: int
    baseline_of: int
    group_baseline: tuple[tuple[int, int], ...]
    minutes: float
    belief: str
    cost: str
    readiness: str
    sizes: tuple[str, ...]
    causes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictCase(Case):
    """A class before the change, for which the learner plans a test.

    ``truth["plan"]`` is a complete plan of the case (fields of the plan artifact, not locked),
    ``truth["cycle"]`` what will be planted in its cycle. ``setup`` is what `draw_cycle` needs.
    """

    facts: PlanFacts
    setup: Setup


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group before and since the change, in counts; ``small`` if under 11 students."""

    name: str
    n: int
    before: tuple[int, int]
    since: tuple[int, int]
    small: bool


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What the learner's numbers are held to.

    Attributes
    ----------
    result : float
        Percent of all lessons since the change together.
    result_count, result_of : int
    held : dict of str to bool
        For each prediction of the plan, whether its result lies in the range, ends included.
    results : dict of str to float
        For each prediction, its result in its own unit.
    baseline_median : float
    missing_count : int
        Student-lessons since the change that nobody counted.
    not_counted : tuple of str
        Days on which nothing was counted, ISO.
    groups : tuple of GroupFacts
    done : dict of str to int
        Lessons that were done "yes", "partly", "no".
    fidelity : str
        "yes" if at least three lessons in four were done as planned, "no" if under half, else
        "partly".
    balancing : tuple of float
        Median minutes before and since.
    comparison : tuple of float
        Percent of the other room before and since.
    """

    result: float
    result_count: int
    result_of: int
    held: dict[str, bool]
    results: dict[str, float]
    baseline_median: float
    missing_count: int
    not_counted: tuple[str, ...]
    groups: tuple[GroupFacts, ...]
    done: dict[str, int]
    fidelity: str
    balancing: tuple[float, float]
    comparison: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyCase(Case):
    """A locked plan with what came of it, which the learner studies.

    ``plan`` has the fields of the plan artifact (not locked: `curriculum.artifacts.from_case` locks
    it at ``locked_at``, ISO with a time zone); ``cycle`` is the data, its log and the truth.
    """

    plan: dict[str, Any]
    locked_at: str
    cycle: Cycle
    facts: StudyFacts
    setup: Setup = field(repr=False)


def case_digest(case: PredictCase | StudyCase) -> str:
    """BLAKE2b (32 hex digits) of what the learner reads, in canonical JSON.

    Facts and truths are left out, as in the fishbone's: a better model answer must not orphan the
    work that people have saved.
    """
    papers = [asdict(item) for item in case.items]
    for paper in papers:
        del paper["facts"], paper["contradicts"]
    read: list[Any] = [
        *(case.exercise, case.key, case.draw, case.story, case.title, case.school),
        *(list(case.scene), case.obvious_story, list(case.outside), papers),
    ]
    if isinstance(case, StudyCase):
        read += [case.plan, case.locked_at, case.cycle.points()]
    text = json.dumps(read, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
