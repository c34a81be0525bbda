"""A course and its learners, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograde.checks.solution import worked_solution
from autograde.course import Course, Exchange, write_learner_settings
from autograde.exchange import Receipt
from autograde.release import release_exercise
from curriculum.artifacts import Fishbone
from curriculum.packet import make_packet
from curriculum.simulate.story import draw_case

EXERCISE = "lift-fishbone"
LEARNERS = ("lead-ash", "lead-beech", "lead-cherry")


@dataclass
class Classroom:
    """A course and the folders of its learners."""

    course: Course
    home: Path

    def solution(self, learner: str) -> Fishbone:
        """The worked solution of this learner's own case."""
        return worked_solution(draw_case(EXERCISE, learner, 0))

    def folder(self, learner: str) -> Path:
        """The learner's exercise folder, with the notebook in it."""
        workspace = self.home / learner
        if not workspace.is_dir():
            workspace.mkdir(parents=True)
            write_learner_settings(workspace, self.course.id, self.course.exchange)
            release_exercise(EXERCISE, workspace)
        return workspace / EXERCISE

    def save(self, learner: str, work: Fishbone | bytes | None = None) -> Path:
        """Save work where the editor would; by default the worked solution."""
        folder = self.folder(learner)
        work = self.solution(learner) if work is None else work
        raw = work if isinstance(work, bytes) else work.to_json().encode("utf-8")
        (folder / "work" / "fishbone.json").write_bytes(raw)
        return folder

    def submit(self, learner: str, work: Fishbone | bytes | None = None) -> Receipt:
        """Hand in through nbgrader's exchange."""
        return Exchange().submit(self.save(learner, work), EXERCISE, learner)

    def packet(self, learner: str, work: Fishbone | bytes | None = None) -> Path:
        """Hand in as a packet file."""
        folder = self.save(learner, work)
        return make_packet(folder, EXERCISE, learner, self.course.root / "packets")

    def put(self, learner: str, files: dict[str, bytes]) -> Path:
        """Place files straight into ``submitted/``, as a careless or hostile collect would."""
        target = self.course.submitted(learner, EXERCISE)
        for name, content in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
        return target
