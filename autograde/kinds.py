"""What an exercise can be about, in one table: a fishbone, and whatever comes next.

A kind of artifact needs one entry here and no branch anywhere else. Everything is named as
``module:name`` and imported when it is first asked for, so that a graded cell does not pay for the
figures, nor the coach's table of contents for the simulator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from autograde.findings import Finding
from autograde.rubrics import RubricError, load_rubric

if TYPE_CHECKING:
    from autograde.checks.spoiling import Operator
    from autograde.shown import Shown

Check = Callable[..., list[Finding]]
DrawCase = Callable[[str, str, int], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of artifact that people hand in.

    Parameters
    ----------
    name : str
        How it is called in a sentence ("the fishbone"); ``rubric.toml`` calls it the same, with
        underscores for spaces.
    places : mapping of str to str
        ``model`` (the artifact's class), ``check``, ``draw`` (the case of exercise, key and draw),
        ``show`` (drawing and words for a coach), ``solution`` (a worked one for a case) and
        ``operators`` (ways of spoiling it), each as ``module:name``.
    no_statement : str
        What a coach reads where its one sentence is empty.
    titles : mapping of str to str
        Headings for what the learner wrote besides the coach's criteria.
    """

    name: str
    places: Mapping[str, str]
    no_statement: str
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> Any:
        """The artifact's class."""
        return resolve_name(self.places["model"])

    @property
    def check(self) -> Check:
        """Findings of an artifact and its case."""
        made: Check = resolve_name(self.places["check"])
        return made

    @property
    def draw(self) -> DrawCase:
        """The case of exercise, key and draw."""
        made: DrawCase = resolve_name(self.places["draw"])
        return made

    @property
    def show(self) -> Callable[[Any, Any, list[Finding]], Shown]:
        """What a coach sees of an artifact, its case (or None) and its findings."""
        made: Callable[[Any, Any, list[Finding]], Shown] = resolve_name(self.places["show"])
        return made

    @property
    def solution(self) -> Callable[[Any], Any]:
        """A worked artifact for a case."""
        made: Callable[[Any], Any] = resolve_name(self.places["solution"])
        return made

    @property
    def operators(self) -> tuple[Operator, ...]:
        """Ways of spoiling a strong one."""
        made: tuple[Operator, ...] = resolve_name(self.places["operators"])
        return made


KINDS: Mapping[str, Kind] = {
    kind.name.replace(" ", "_"): kind
    for kind in (
        Kind(
            "fishbone",
            {
                "model": "curriculum.artifacts.fishbone:Fishbone",
                "check": "autograde.checks.fishbone:fishbone",
                "draw": "curriculum.simulate.story:draw_case",
                "show": "autograde.shown:fishbone",
                "solution": "autograde.checks.solution:worked_solution",
                "operators": "autograde.checks.mutations:OPERATORS",
            },
            no_statement="(no problem statement)",
            titles={"surprise": "What surprised them", "help": "Help asked for"},
        ),
        Kind(
            "plan",
            {
                "model": "curriculum.artifacts.plan:Plan",
                "check": "autograde.checks.plan:plan",
                "draw": "curriculum.simulate.predict_cases:draw_predict_case",
                "show": "autograde.shown:plan",
                "solution": "autograde.checks.plan_solution:worked_plan",
                "operators": "autograde.checks.plan_mutations:OPERATORS",
            },
            no_statement="(no question)",
            titles={"help": "Help asked for"},
        ),
        Kind(
            "study",
            {
                "model": "curriculum.artifacts.study:Study",
                "check": "autograde.checks.study:study",
                "draw": "curriculum.simulate.study_cases:draw_study_case",
                "show": "autograde.shown:study",
                "solution": "autograde.checks.study_solution:worked_study",
                "operators": "autograde.checks.study_mutations:OPERATORS",
            },
            no_statement="(no verdict in words)",
            titles={"balancing": "What it cost", "help": "Help asked for"},
        ),
        Kind(
            "disaggregation",
            {
                "model": "curriculum.artifacts.disaggregation:Disaggregation",
                "check": "autograde.checks.gaps:gaps",
                "draw": "curriculum.simulate.gaps_cases:draw_gaps_case",
                "show": "autograde.shown:disaggregation",
                "solution": "autograde.checks.gaps_solution:worked_gaps",
                "operators": "autograde.checks.gaps_mutations:OPERATORS",
            },
            no_statement="(no finding in words)",
            titles={"help": "Help asked for"},
        ),
        Kind(
            "funnel reading",
            {
                "model": "curriculum.artifacts.funnel_reading:FunnelReading",
                "check": "autograde.checks.signal_reading:signal_reading",
                "draw": "curriculum.simulate.signal_cases:draw_signal_case",
                "show": "autograde.shown:funnel_reading",
                "solution": "autograde.checks.signal_solution:worked_signal",
                "operators": "autograde.checks.signal_mutations:OPERATORS",
            },
            no_statement="(no words to the board)",
            titles={"help": "Help asked for"},
        ),
    )
}


def kind_of(exercise: str) -> Kind:
    """The kind of artifact that an exercise is about.

    Raises
    ------
    RubricError
        If there is no such exercise, or nothing is known of what it is about.
    """
    name = load_rubric(exercise).artifact
    if name not in KINDS:
        raise RubricError(f'No check is known for "{name}".')
    return KINDS[name]
