"""How long "check my work" takes on a large fishbone."""

from __future__ import annotations

import time
from functools import cache
from statistics import median

from autograde.checks.fishbone import fishbone
from curriculum.artifacts.fishbone import Bone, Cause, Evidence, Fishbone, ProblemStatement
from curriculum.simulate.cases import Case

BONES, CAUSES, WHYS = 8, 6, 3

_DRAWS = 60


@cache
def _texts() -> tuple[str, ...]:
    """Causes as they stand in the story cases, each once."""
    from curriculum.simulate.story import draw_case

    found: dict[str, None] = {}
    for number in range(_DRAWS):
        for cause in draw_case("lift-fishbone", f"bench-{number}", 0).truth["model_causes"]:
            found.update(dict.fromkeys(cause["chain"]))
    return tuple(found)


def large_fishbone(run: int = 0) -> Fishbone:
    """Eight bones with six causes, each with three whys beneath; ``run`` varies every text."""
    texts = _texts()
    wanted = BONES * CAUSES * (WHYS + 1)
    lines = [
        f"{texts[number % len(texts)]}, as in week {10 * run + number // len(texts)}"
        for number in range(wanted)
    ]
    bones = []
    for b in range(BONES):
        causes = []
        for c in range(CAUSES):
            node: Cause | None = None
            for w in range(WHYS, -1, -1):
                node = Cause(
                    id=f"n{b}-{c}-{w}",
                    text=lines[(b * CAUSES + c) * (WHYS + 1) + w],
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
        Milliseconds: ``first`` (cold: word lists are read), ``median``, ``again`` (the same
        fishbone, one word changed), and ``cpu``, the median without waiting for a busy machine.
    """
    from curriculum.simulate.story import draw_case

    chosen = case or draw_case("lift-fishbone", "bench", 0)
    times = [_milliseconds(large_fishbone(run), chosen) for run in range(runs)]
    last = large_fishbone(runs - 1).model_copy(update={"surprise": "x"})
    return {
        "first": times[0][0],
        "median": median(wall for wall, _ in times),
        "again": _milliseconds(last, chosen)[0],
        "cpu": median(cpu for _, cpu in times),
    }


def _milliseconds(fish: Fishbone, case: Case) -> tuple[float, float]:
    """Wall-clock and processor time of one check."""
    wall, cpu = time.perf_counter(), time.process_time()
    fishbone(fish, case)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


if __name__ == "__main__":
    for name, value in bench().items():
        print(f"check my work, {BONES} × {CAUSES} × {WHYS}, {name}: {value:.0f} ms")
