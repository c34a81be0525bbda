"""Learners for the demo: fictional, with the imperfections that real first work has.

Some hand in a sample of the exercise (for its own case); the others the worked solution of *their*
case, spoiled by the same operators that measure the checks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from autograde.checks import spoiling
from autograde.checks.plan_solution import LOCKED_AT
from autograde.kinds import kind_of
from autograde.roster import Learner
from autograde.rubrics import load_rubric
from curriculum.artifacts.lock import lock
from curriculum.content import content_root

Way = Literal["exchange", "packet"]
EXERCISE = "lift-fishbone"
SCRIPT = '<script>window.stolen = 1</script><img src=x onerror="window.stolen = 1">'


@dataclass(frozen=True, slots=True)
class Profile:
    """One demo learner: how they hand in, and what went wrong in each version."""

    learner: Learner
    way: Way
    versions: tuple[tuple[str, ...], ...]
    """For each version what spoils it: operators, or ``scripts``, ``broken``, ``other``.
    ``sample`` and a name is that sample of the exercise, as it is."""
    team: bool = False
    notebook_changed: bool = False
    asks: str = ""
    """What they ask their coach with the last version."""


_Versions = tuple[tuple[str, ...], ...]
_PACKETS = ("elm", "sequoia", "palm", "pine")
_HOSTILE: dict[str, _Versions] = {"maple": (("scripts",),), "oak": (("broken",),)}
_MISTAKES: dict[str, dict[str, _Versions]] = {
    "lift-fishbone": {
        "alder": (("structural-dropped", "view-empty"), ()),
        "birch": (("cause-solution", "day-vague"),),
        "cedar": (("statement-blame", "source-dropped"),),
        "dogwood": (("all-assumptions",),),
        "elm": (("whys-removed",),),
        "sequoia": (("sample", "strong-1"),),
        "palm": (("sample", "weak-gap-in-chain"),),
        "madrone": (("sample", "weak-blame"),),
        "juniper": (("cause-person",),),
        **_HOSTILE,
        "pine": (("other",),),
    },
    "lift-predict": {
        "alder": (("because-circular", "range-three"), ()),
        "birch": (("measure-vague", "surprise-empty"),),
        "cedar": (("whole-school",),),
        "dogwood": (("range-empty", "no-day"),),
        "elm": (("because-elsewhere",),),
        "sequoia": ((),),
        "palm": (("guess-moved",),),
        "madrone": (("no-change-holds",),),
        "juniper": (("cause-none", "process-empty"),),
        **_HOSTILE,
        "pine": (("other",),),
    },
    "lift-study": {
        "alder": (("held-other", "missing-words"), ()),
        "birch": (("verdict-claims", "deviations-empty"),),
        "cedar": (("run-off",),),
        "dogwood": (("lesson-dropped",),),
        "elm": (("gap-claimed", "balancing-none"),),
        "sequoia": ((),),
        "palm": (("missing-off",),),
        "madrone": (("small-group-judged",),),
        "juniper": (("theory-none", "explanations-none"),),
        **_HOSTILE,
        "pine": (("other",),),
    },
    "elie-gaps": {
        "alder": (("ratio-alone", "opportunity-open"), ()),
        "birch": (("few-in-words", "voices-none"),),
        "cedar": (("shown-again",),),
        "dogwood": (("split-other",),),
        "elm": (("group-as-cause", "bubble"),),
        "sequoia": ((),),
        "palm": (("comparison-why",),),
        "madrone": (("interval-open",),),
        "juniper": (("strategies-none", "next-past"),),
        **_HOSTILE,
        "pine": (("other",),),
    },
    "elie-signal": {
        "alder": (("small-praised", "fair-open"), ()),
        "birch": (("bottom-five", "who-open"),),
        "cedar": (("point-dropped",),),
        "dogwood": (("target-off",),),
        "elm": (("read-common",),),
        "sequoia": ((),),
        "palm": (("explained-away",),),
        "madrone": (("point-added",),),
        "juniper": (("action-open", "not-to-do-open"),),
        **_HOSTILE,
        "pine": (("other",),),
    },
}
"""For each exercise of the demo who hands in what; ``()`` is the worked solution as it is."""
ASKS = {
    "lift-fishbone": "My team named one colleague first. How do I get from a person to the plan?",
    "lift-predict": "We do not agree on one cause yet. May a plan try two?",
    "lift-study": "Nothing else changed in those weeks, as far as I know. Do I leave that empty?",
    "elie-gaps": "Whom do I ask first: the counselors or the families?",
    "elie-signal": "The board wants names of schools. What can I give them instead?",
}
"""What one of them asks along with the work."""
EXERCISES = tuple(_MISTAKES)


def profiles(exercise: str = EXERCISE) -> tuple[Profile, ...]:
    """The twelve who have handed in; the same people for each exercise of `EXERCISES`."""
    return tuple(
        Profile(
            _learner(tree),
            "packet" if tree in _PACKETS else "exchange",
            versions,
            team=tree == "sequoia",
            notebook_changed=tree == "juniper",
            asks=ASKS[exercise] if tree == "juniper" else "",
        )
        for tree, versions in _MISTAKES[exercise].items()
    )


def still_working() -> tuple[Learner, ...]:
    """On the roster, and have not handed in; the first is the demo's own learner."""
    return (_learner("willow"), _learner("rowan"))


def works(profile: Profile, exercise: str) -> list[bytes]:
    """The saved work of each version, as it lies on a learner's disk."""
    case = kind_of(exercise).draw(exercise, profile.learner.id, 0)
    *earlier, last = profile.versions
    return [
        *(_work(case, how, exercise) for how in earlier),
        _work(case, last, exercise, profile.asks),
    ]


def team_work(profile: Profile, exercise: str) -> bytes | None:
    """What the learner's team has of its own, to go along with the first hand-in; None without."""
    if not profile.team:
        return None
    kind = kind_of(exercise)
    made = kind.solution(kind.draw(exercise, profile.learner.id, 1))
    own = made.model_copy(update={"case": None})
    if getattr(made, "lock", None) is not None:  # locked with the case in it
        own = lock(own.model_copy(update={"lock": None}), LOCKED_AT)
    return _saved(own)


def spoiled(artifact: Any, case: Any, operators: Sequence[str], exercise: str = EXERCISE) -> Any:
    """Work after these operators of its kind, each at the first place where it applies.

    Raises
    ------
    ValueError
        When an operator has no place to apply.
    """
    return spoiling.spoiled(artifact, case, operators, kind_of(exercise).operators)


def everywhere(artifact: Any, text: str) -> Any:
    """The same work with ``text`` in every field that holds free text.

    What the model refuses (a date, a choice among few) is no free text and stays as it was.
    """
    data = artifact.model_dump(mode="json")
    planted = _planted(data, text)
    try:
        return type(artifact).model_validate(planted)
    except ValidationError as error:
        for found in error.errors(include_url=False, include_input=False):
            *above, last = found["loc"]
            old, new = data, planted
            for step in above:
                old, new = old[step], new[step]
            new[last] = old[last]
    return type(artifact).model_validate(planted)


def _work(case: Any, how: Sequence[str], exercise: str, asks: str = "") -> bytes:
    if how[:1] == ("sample",):
        return _sample_file(how[1], exercise)
    kind = kind_of(exercise)
    solution = kind.solution(case)
    if how == ("broken",):
        whole = _saved(solution)
        return whole[: len(whole) // 2]
    if how == ("scripts",):
        # Not as a question to the coach: those stand first on the desk, in each exercise.
        return _saved(everywhere(solution, SCRIPT).model_copy(update={"help_wanted": asks}))
    if how == ("other",):
        other = kind.solution(kind.draw(exercise, "somebody-else", 0))
        return _saved(other)
    made = spoiled(solution, case, how, exercise)
    return _saved(made.model_copy(update={"help_wanted": asks}) if asks else made)


def _saved(artifact: Any) -> bytes:
    text: str = artifact.to_json()
    return text.encode("utf-8")


_KEPT = {"id", "kind", "schema_version", "version", "tag", "item", "lane", "case"}


def _planted(value: Any, text: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {
            key: one if key in _KEPT else _planted(one, text, key) for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_planted(one, text, name) for one in value]
    return f"{value} {text}"[:600] if isinstance(value, str) else value


def _sample_file(name: str, exercise: str) -> bytes:
    return (content_root() / "exercises" / exercise / "samples" / f"{name}.json").read_bytes()


def _learner(tree: str) -> Learner:
    return Learner(id=f"lead-{tree}", email=f"lead-{tree}@example.org", coach="coach-1")


def write_work(
    folder: Path, work: bytes, team: bytes | None = None, exercise: str = EXERCISE
) -> Path | None:
    """Put saved work where the editor would have put it; where the team's own went, if any."""
    file = folder / load_rubric(exercise).file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(work)
    if team is None:
        return None
    own = file.with_name(f"team-{file.name}")
    own.write_bytes(team)
    return own


def change_notebook(path: Path) -> None:
    """What people do to notebooks: a cell deleted, one doubled, one edited."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    cells[-1]["source"] = "print('I tried something here')"
    cells.append({**cells[3], "id": "a-copy"})
    del cells[2]
    path.write_text(json.dumps(notebook), encoding="utf-8")
