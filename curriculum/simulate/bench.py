"""``python -m curriculum.simulate.bench``: how fast the simulator is, and what memory it takes.

Times are processor seconds of one process (other work on the machine does not count), the best of
three; memory is the peak of the whole process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from curriculum.simulate.bits import Floats
from curriculum.simulate.districts import simulate_districts
from curriculum.simulate.games import line_up, quick_fire, tampering
from curriculum.simulate.model import Measure, Setting, Truth, batches
from curriculum.simulate.power import Bools, Plan, power
from curriculum.simulate.scenario import draw_cycle, load_scenarios
from curriculum.simulate.school import simulate_schools
from curriculum.simulate.teams import simulate_teams

_NOTHING = Truth("none", "nothing planted")


@dataclass(frozen=True, slots=True)
class Speed:
    """One line of the table: what was done, processor seconds, and what it must stay under."""

    what: str
    seconds: float
    bound: float


def measure_speeds() -> list[Speed]:
    """Time everything that has a bound in the design (evidence.md, section 2)."""
    load_scenarios()
    jobs: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("one million student-weeks", lambda: student_weeks(1_000_000), 1.0),
        ("four million student-weeks", lambda: student_weeks(4_000_000), 4.0),
        ("power meter, 6 + 6 points, 2,000 replicates", lambda: power(Plan(), six_above), 0.2),
        (
            "power meter, 12 + 12 points, 4 classes pooled",
            lambda: power(Plan(before=12, after=12, classes=4), six_above),
            0.4,
        ),
        ("a learner's cycle", lambda: draw_cycle("discourse", "bench", 0), 0.1),
        ("all scenarios read", load_scenarios, 5.0),
        ("twenty nulls", lambda: line_up(np.arange(24.0), 1), 0.05),
        ("ten quick-fire charts", lambda: quick_fire(1), 0.1),
        ("tampering, 1,000 series", lambda: tampering(1, replicates=1000), 0.1),
        ("40 schools with growth percentiles", lambda: simulate_schools(1).growth(), 0.3),
        ("60 districts", lambda: simulate_districts(1), 0.2),
        ("24 teams", lambda: simulate_teams(1), 0.3),
    )
    return [Speed(what, _best_of_three(job), bound) for what, job, bound in jobs]


def student_weeks(cells: int) -> float:
    """Simulate so many student-weeks, batch by batch; the share of right answers among them."""
    setting = Setting()
    replicates = -(-cells // (setting.students * setting.points))
    measure = Measure("m", "exit ticket")
    total = present = 0.0
    for cycle in batches(setting, [measure], _NOTHING, 1, replicates=replicates):
        total += float(cycle.total["m"].sum())
        present += float(cycle.present.sum())
    return total / present


def six_above(y: Floats, center: Floats) -> Bools:
    """A stand-in for a rule, which this room may not import: all of the last six above."""
    return np.asarray((y[:, -6:] > center).all(axis=1))


def peak_memory_mb() -> float:
    """Peak memory of this process in megabytes; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024.0**2 if sys.platform == "darwin" else 1024.0)


def main() -> int:
    """Print the table; 1 if a bound is missed."""
    speeds = measure_speeds()
    for speed in speeds:
        flag = "" if speed.seconds <= speed.bound else "  TOO SLOW"
        print(f"{speed.what:48} {speed.seconds:7.3f} s   bound {speed.bound:g} s{flag}")
    print(f"{'peak memory':48} {peak_memory_mb():7.0f} MB")
    return int(any(speed.seconds > speed.bound for speed in speeds))


def _best_of_three(job: Callable[[], object]) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        job()
        spent.append(time.process_time() - start)
    return min(spent)


if __name__ == "__main__":
    sys.exit(main())
