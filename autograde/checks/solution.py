"""A worked fishbone for any drawn case, built from the case's own facts.

Nothing here is secret: it is the exercise's solution, the base of the demo's learners and the
proof that the check accepts what a case can bear out.
"""

from __future__ import annotations

from typing import Any

from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.fishbone import (
    DEFAULT_BONES,
    Bone,
    CarriedTo,
    Cause,
    CheckPlan,
    Evidence,
    Fishbone,
    ProblemStatement,
)
from curriculum.simulate.cases import Case


def worked_solution(case: Case) -> Fishbone:
    """A fishbone that gets full marks on ``case``.

    Parameters
    ----------
    case : Case
        As drawn: its ``truth`` holds a model statement and model causes.

    Returns
    -------
    Fishbone
        The six usual bones; those without a model cause stay empty.
    """
    truth = case.truth
    causes = list(truth["model_causes"])
    names = list(dict.fromkeys([*DEFAULT_BONES, *(cause["bone"] for cause in causes)]))
    bones = tuple(
        Bone(
            id=f"b{number}",
            name=name,
            causes=tuple(
                _chain(cause, f"c{at}")
                for at, cause in enumerate(causes, 1)
                if cause["bone"] == name
            ),
        )
        for number, name in enumerate(names, start=1)
    )
    return Fishbone(
        school=case.school,
        version="my draft",
        who_was_there=tuple(truth["who_was_there"]),
        problem_statement=ProblemStatement(**truth["statement"]),
        bones=bones,
        reads_backward=truth["reads_backward"],
        surprise=truth["surprise"],
        whose_view_is_missing=truth["whose_view_is_missing"],
        case=CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest),
    )


def _chain(model: dict[str, Any], name: str) -> Cause:
    """A model cause: its chain from the top, evidence and lane on the last why."""
    *uppers, last = model["chain"]
    node = Cause(
        id=f"{name}-leaf" if uppers else name,
        text=last,
        evidence=Evidence(tag=model["tag"], source=model["source"], item=model["item"]),
        lane=model["lane"],
        check=CheckPlan(**model["check"]),
        carried_to=CarriedTo(**model["carried_to"]),
    )
    for depth in range(len(uppers) - 1, -1, -1):
        node = Cause(
            id=name if depth == 0 else f"{name}-why{depth}", text=uppers[depth], whys=(node,)
        )
    return node
