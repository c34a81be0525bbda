"""How fast grading is: ours and plain nbgrader on the same hand-ins, in the same run.

``python -m autograde.bench --submissions 60`` prints both times and whether the marks agree.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograde.cohort import profiles, spoiled, write_work
from autograde.course import Course, new_course
from autograde.exchange import format_timestamp
from autograde.kinds import kind_of
from autograde.release import release_exercise
from autograde.roster import Learner, write_roster

EXERCISE = "lift-fishbone"


@dataclass(frozen=True, slots=True)
class GradingBench:
    """Seconds for a whole command, started from the shell as a coach starts it."""

    submissions: int
    ours: float
    stock: float
    stock_submissions: int
    same_marks: bool

    @property
    def ratio(self) -> float:
        """How many times as fast as plain nbgrader, for the same number of hand-ins."""
        return self.stock * self.submissions / self.stock_submissions / self.ours

    def __str__(self) -> str:
        told = "" if self.stock_submissions == self.submissions else " (scaled from a sample)"
        return (
            f"autograde run, {self.submissions} hand-ins: {self.ours:.1f} s; "
            f"nbgrader autograde, {self.stock_submissions}: {self.stock:.1f} s{told}; "
            f"ratio {self.ratio:.1f}; same marks: {'yes' if self.same_marks else 'NO'}"
        )


def bench_grading(submissions: int = 60, stock_sample: int | None = None) -> GradingBench:
    """Grade the same hand-ins with ``autograde run`` and with ``nbgrader autograde``.

    Parameters
    ----------
    submissions : int
        How many learners.
    stock_sample : int, optional
        Grade only so many with plain nbgrader; its time is scaled up. By default all of them.
    """
    sample = submissions if stock_sample is None else min(stock_sample, submissions)
    with tempfile.TemporaryDirectory(prefix="lift-elie-bench-") as temporary:
        course = _course(Path(temporary), submissions)
        start = time.perf_counter()
        _call(course, "-m", "autograde", "run", EXERCISE)
        ours = time.perf_counter() - start
        mine = _marks(course)
        shutil.rmtree(course.root / "autograded")
        for folder in sorted((course.root / "submitted").iterdir())[sample:]:
            shutil.rmtree(folder)
        start = time.perf_counter()
        _call(course, "-m", "nbgrader", "autograde", EXERCISE)
        stock = time.perf_counter() - start
        graded = {path.parent.name for path in (course.root / "autograded").glob(f"*/{EXERCISE}")}
        theirs = _marks(course)
        same = len(graded) == sample and all(theirs[one] == mine[one] for one in graded)
    return GradingBench(submissions, ours, stock, sample, same)


def _course(home: Path, submissions: int) -> Course:
    learners = [Learner(f"learner-{number:03}") for number in range(1, submissions + 1)]
    write_roster(home / "roster.csv", learners)
    course = new_course(home / "course", home / "roster.csv", "bench", exercises=[EXERCISE])
    recipes = [
        version
        for one in profiles()
        for version in one.versions
        if version not in (("scripts",), ("broken",), ("other",)) and version[:1] != ("sample",)
    ]
    kind = kind_of(EXERCISE)
    stamp = format_timestamp(datetime.now(UTC))
    for place, learner in enumerate(learners):
        case = kind.draw(EXERCISE, learner.id, 0)
        work = kind.solution(case)
        with contextlib.suppress(ValueError):
            work = spoiled(work, case, recipes[place % len(recipes)])
        folder = course.submitted(learner.id, EXERCISE)
        release_exercise(EXERCISE, folder)
        write_work(folder, work.to_json().encode("utf-8"))
        (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return course


def _marks(course: Course) -> dict[str, dict[str, float | None]]:
    with course.book() as book:
        return {
            learner: {
                cell: one.auto_score
                for cell, one in book.marks(EXERCISE, learner).items()
                if cell.startswith("check-")
            }
            for learner in book.handed_in(EXERCISE)
        }


def _call(course: Course, *arguments: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=course.root,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--stock-sample", type=int, default=None)
    chosen = parser.parse_args()
    print(bench_grading(chosen.submissions, chosen.stock_sample))


if __name__ == "__main__":
    main()
