"""How long "check my work" takes on a large fishbone."""

from __future__ import annotations

import time
from statistics import median

from autograde.checks.fishbone import fishbone
from curriculum.artifacts.fishbone import Bone, Cause, Evidence, Fishbone, ProblemStatement
from curriculum.simulate.cases import Case

BONES, CAUSES, WHYS = 8, 6, 3

_WHO = ("Students", "Partners", "Teams", "Visitors", "Families", "Observers", "Tables", "Groups")
_DO = ("wait for", "copy", "talk over", "put aside", "count", "bring back")
_WHAT = (
    "the answer on the board",
    "the sheet from last week",
    "a word from the wall",
    "the second step of the task",
)


def large_fishbone(run: int = 0) -> Fishbone:
    """Eight bones with six causes, each with three whys beneath; ``run`` varies every text."""
    bones = []
    for b in range(BONES):
        causes = []
        for c in range(CAUSES):
            node: Cause | None = None
            for w in range(WHYS, -1, -1):
                text = f"{_WHO[b]} {_DO[c]} {_WHAT[w]} in {11 + b + c + w + run} of 306 lessons"
                node = Cause(
                    id=f"n{b}-{c}-{w}",
                    text=text,
                    whys=(node,) if node else (),
                    evidence=Evidence(tag="data", source="Tally sheet E1, Grade 5", item="E1"),
                    lane="test" if node is None else None,
                )
            if node is not None:
                causes.append(node)
        bones.append(Bone(id=f"b{b}", name=f"Bone {b + 1}", causes=tuple(causes)))
    head = ProblemStatement(
        text="In Grade 5, 98 of 306 exit slips gave a reason from September 8 to October 16."
    )
    return Fishbone(problem_statement=head, bones=tuple(bones))


def bench(case: Case | None = None, runs: int = 5) -> dict[str, float]:
    """Milliseconds of one check at 8 bones × 6 causes × 3 whys.

    Parameters
    ----------
    case : Case, optional
        A drawn one by default.
    runs : int
        How often; every text changes between runs, so that nothing remembered helps.

    Returns
    -------
    dict of str to float
        ``first`` (cold), ``median`` and ``again`` (the same fishbone, one word changed), in
        milliseconds.
    """
    from curriculum.simulate.story import draw_case

    chosen = case or draw_case("lift-fishbone", "bench", 0)
    times = [_milliseconds(large_fishbone(run), chosen) for run in range(runs)]
    again = _milliseconds(large_fishbone(runs - 1).model_copy(update={"surprise": "x"}), chosen)
    return {"first": times[0], "median": median(times), "again": again}


def _milliseconds(fish: Fishbone, case: Case) -> float:
    started = time.perf_counter()
    fishbone(fish, case)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    for name, value in bench().items():
        print(f"check my work, {BONES} × {CAUSES} × {WHYS}, {name}: {value:.0f} ms")
