"""How fast grading is: ours and plain nbgrader on the same hand-ins, in the same run.

``python -m autograde.bench --submissions 1000 --stock 6`` prints, for every exercise, the time per
hand-in along one ``autograde run``, the memory it took, and how many times as long plain nbgrader
takes for each, with the same marks. The drawings are in our time; plain nbgrader makes none.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograde.cohort import spoiled, write_work
from autograde.course import Course, new_course
from autograde.exchange import format_timestamp
from autograde.kinds import kind_of
from autograde.release import exercises, release_exercise
from autograde.roster import Learner, write_roster

SHARES = (0.125, 0.25, 0.5, 1.0)
_RUN = """
import json, sys, time
started = time.perf_counter()
from pathlib import Path
from autograde.course import Course
from autograde.runner import run
try:
    from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
    peak = lambda who: getrusage(who).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
except ImportError:
    RUSAGE_SELF = RUSAGE_CHILDREN = 0
    peak = lambda who: 0.0
wanted = set(json.loads(sys.argv[3]))
seen = []
def progress(done, whole, who):
    if done in wanted:
        seen.append((done, time.perf_counter() - started, peak(RUSAGE_SELF)))
report = run(Course.at(Path(sys.argv[1])), sys.argv[2], progress=progress)
print(json.dumps({"seen": seen, "graded": len(report.graded), "worker": peak(RUSAGE_CHILDREN)}))
"""


@dataclass(frozen=True, slots=True)
class Passed:
    """A place along one run: so many hand-ins begun, seconds since its start, peak memory."""

    submissions: int
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class GradingBench:
    """One exercise graded both ways; seconds are for a whole command, its start included.

    ``each`` and ``stock_each`` leave the start aside: the time that one more hand-in takes.
    """

    exercise: str
    submissions: int
    graded: int
    ours: float
    each: float
    along: tuple[Passed, ...]
    worker_megabytes: float
    stock_submissions: int
    stock: float
    stock_each: float
    same_marks: bool
    ours_processor: float = 0.0
    stock_processor: float = 0.0

    @property
    def ratio_processor(self) -> float:
        """The ratio in processor time, which a busy machine does not change; 0 on Windows."""
        if not self.ours_processor:
            return 0.0
        mine = self.ours_processor / self.submissions
        return self.stock_processor / self.stock_submissions / mine

    @property
    def ratio(self) -> float:
        """How many times as fast as plain nbgrader per hand-in, each with its command's start."""
        return (self.stock / self.stock_submissions) / (self.ours / self.submissions)

    @property
    def ratio_each(self) -> float:
        """The same for one more hand-in, the start of both commands left aside."""
        return self.stock_each / self.each

    def __str__(self) -> str:
        places = ", ".join(
            f"{one.submissions}: {1000 * one.seconds / one.submissions:.0f} ms"
            for one in self.along
        )
        memory = ", ".join(f"{one.megabytes:.0f}" for one in self.along)
        return (
            f"{self.exercise}\n"
            f"  autograde run, {self.graded} graded of {self.submissions}: {self.ours:.1f} s\n"
            f"  per hand-in after {places}\n"
            f"  peak memory there {memory} MB; the largest worker {self.worker_megabytes:.0f} MB\n"
            f"  nbgrader autograde, {self.stock_submissions}: {self.stock:.1f} s, one more takes "
            f"{self.stock_each:.2f} s\n"
            f"  ratio per hand-in {self.ratio:.0f}, without the start of either "
            f"{self.ratio_each:.0f}; same marks: {'yes' if self.same_marks else 'NO'}\n"
            f"  processor time {self.ours_processor:.1f} s and {self.stock_processor:.1f} s, ratio "
            f"per hand-in {self.ratio_processor:.0f}"
        )


def bench_grading(
    submissions: int = 1000, stock: int = 6, only: Sequence[str] = ()
) -> Iterator[GradingBench]:
    """Grade the same hand-ins with ``autograde run`` and, some of them, with plain nbgrader.

    Parameters
    ----------
    submissions : int
        Of each exercise.
    stock : int
        How many of them plain nbgrader grades, at least 2.
    only : sequence of str
        Exercises; by default every one that there is.

    Yields
    ------
    GradingBench
        One for each exercise.
    """
    wanted = tuple(only) or exercises()
    sample = max(2, min(stock, submissions))
    with tempfile.TemporaryDirectory(prefix="lift-elie-bench-") as temporary:
        course = _course(Path(temporary), submissions, wanted)
        for exercise in wanted:
            yield _one(course, exercise, submissions, sample)


def _one(course: Course, exercise: str, submissions: int, sample: int) -> GradingBench:
    learners = [one.id for one in course.learners()]
    places = sorted({max(1, round(share * submissions)) for share in SHARES})
    started, before = time.perf_counter(), _processor()
    told = json.loads(
        _call(course, "-c", _RUN, str(course.root), exercise, json.dumps(places)).splitlines()[-1]
    )
    ours, ours_processor = time.perf_counter() - started, _processor() - before
    chosen = learners[:: max(1, submissions // sample)][:sample]
    mine = _marks(course, exercise, chosen)
    along = tuple(Passed(*one) for one in told["seen"])
    shutil.rmtree(course.root / "autograded")
    started, before = time.perf_counter(), _processor()
    with _others_away(course, exercise, chosen):
        _call(course, "-m", "nbgrader", "autograde", exercise)
    stock, stock_processor = time.perf_counter() - started, _processor() - before
    made = sorted(
        one.stat().st_mtime for one in course.root.glob(f"autograded/*/{exercise}/{exercise}.ipynb")
    )
    first, last = along[0], along[-1]
    more = last.submissions - first.submissions
    return GradingBench(
        exercise=exercise,
        submissions=submissions,
        graded=told["graded"],
        ours=ours,
        each=(last.seconds - first.seconds) / more if more else ours / submissions,
        along=along,
        worker_megabytes=told["worker"],
        stock_submissions=len(made),
        stock=stock,
        stock_each=(made[-1] - made[0]) / max(1, len(made) - 1),
        same_marks=len(made) == sample and _marks(course, exercise, chosen) == mine,
        ours_processor=ours_processor,
        stock_processor=stock_processor,
    )


def _processor() -> float:
    """Processor seconds of all commands that have ended so far, with all that they started."""
    spent = os.times()
    return spent.children_user + spent.children_system


@contextlib.contextmanager
def _others_away(course: Course, exercise: str, kept: Sequence[str]) -> Iterator[None]:
    """Plain nbgrader grades whatever lies in ``submitted``."""
    place, aside = course.root / "submitted", course.root / "submitted-aside"
    place.rename(aside)
    for learner in kept:
        shutil.copytree(aside / learner / exercise, place / learner / exercise)
    yield
    shutil.rmtree(place)
    aside.rename(place)


def _course(home: Path, submissions: int, wanted: Sequence[str]) -> Course:
    learners = [Learner(f"learner-{number:04}") for number in range(1, submissions + 1)]
    write_roster(home / "roster.csv", learners)
    course = new_course(home / "course", home / "roster.csv", "bench", exercises=wanted)
    stamp = format_timestamp(datetime.now(UTC))
    with ProcessPoolExecutor(max_workers=2) as pool:
        for exercise in wanted:
            notebook = release_exercise(exercise, home / "as-released").read_bytes()
            tasks = [(exercise, one.id, place) for place, one in enumerate(learners)]
            for (_, learner, _), work in zip(
                tasks, pool.map(_work, tasks, chunksize=25), strict=True
            ):
                folder = course.submitted(learner, exercise)
                folder.mkdir(parents=True)
                (folder / f"{exercise}.ipynb").write_bytes(notebook)
                write_work(folder, work, exercise=exercise)
                (folder / "timestamp.txt").write_text(stamp, encoding="utf-8")
    return course


def _work(task: tuple[str, str, int]) -> bytes:
    """The worked solution of a learner's own case; two of three have mistakes in it."""
    exercise, learner, place = task
    kind = kind_of(exercise)
    case = kind.draw(exercise, learner, 0)
    work = kind.solution(case)
    for number in range(place % 3):
        operator = kind.operators[(7 * number + place) % len(kind.operators)]
        with contextlib.suppress(ValueError):
            work = spoiled(work, case, [operator.name], exercise)
    text: str = work.to_json()
    return text.encode("utf-8")


def _marks(
    course: Course, exercise: str, learners: Sequence[str]
) -> Mapping[str, Mapping[str, float | None]]:
    with course.book() as book:
        return {
            learner: {
                cell: one.auto_score
                for cell, one in book.marks(exercise, learner).items()
                if cell.startswith("check-")
            }
            for learner in learners
        }


def _call(course: Course, *arguments: str) -> str:
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
        raise RuntimeError(f"{arguments[:3]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("exercises", nargs="*", help="all by default")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--stock", type=int, default=6, help="so many with plain nbgrader")
    chosen = parser.parse_args()
    for found in bench_grading(chosen.submissions, chosen.stock, chosen.exercises):
        print(found, flush=True)


if __name__ == "__main__":
    main()
