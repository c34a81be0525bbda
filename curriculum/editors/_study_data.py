"""Where a study's plan and numbers come from: the practice case, a simulated cycle, a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from curriculum.artifacts.from_case import locked_plan, study_for, study_from_cycle
from curriculum.artifacts.own_data import own_points
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.editors._picked_file import asked, picked_file
from curriculum.simulate.cycle_cases import StudyCase
from curriculum.simulate.cycle_data import Cycle
from curriculum.workspace import Workspace

MAX_FILE = 5_000_000


class PlanSource:
    """The plan that a study is about, as it is now; with its simulated cycle, if it has one.

    Parameters
    ----------
    folder : Path
    name : str
        Name of the plan in the folder, where there is no case.
    case : StudyCase, optional
    """

    def __init__(self, folder: Path, name: str, case: StudyCase | None) -> None:
        self._workspace = Workspace(folder)
        self._name = name
        self._case = case
        self._fixed = locked_plan(case) if case is not None else None
        self._seen: tuple[int, int] | None = None
        self._plan: Plan | None = None
        self._drawn: tuple[str, Cycle | None] = ("", None)

    def plan(self) -> Plan | None:
        """The plan; None if there is none, or its file cannot be read."""
        if self._fixed is not None:
            return self._fixed
        try:
            stat = self._workspace.path(self._name).stat()
        except OSError:
            return self._plan
        seen = (stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._seen = seen
            self._plan = self._workspace.load(self._name, Plan).artifact
        return self._plan

    def cycle(self) -> Cycle | None:
        """What came of the locked plan of a practice case; None for a team's own plan."""
        if self._case is not None:
            return self._case.cycle
        plan = self.plan()
        if plan is None or plan.lock is None or plan.case is None:
            return None
        if self._drawn[0] != plan.lock.digest:
            self._drawn = (plan.lock.digest, _cycle_of(plan))
        return self._drawn[1]

    def begun(self) -> Study:
        """A study with all that is known before the learner writes anything."""
        if self._case is not None:
            return study_for(self._case)
        plan, cycle = self.plan(), self.cycle()
        if plan is None or plan.lock is None:
            return Study()
        if cycle is not None:
            return study_from_cycle(plan, cycle)
        return Study(
            school=plan.school,
            plan_digest=plan.lock.digest,
            prediction_id=plan.predictions[0].id if plan.predictions else "",
            measure=plan.data.measure,
            change_day=plan.start,
        )

    def groups(self) -> list[dict[str, Any]]:
        """The groups of the practice case with their counts, as rows of the study."""
        cycle = self.cycle()
        if cycle is None:
            return []
        rows = []
        for place, group in enumerate(cycle.groups):
            (before, of_before), (since, of_since) = cycle.group(place)
            rows.append(
                {
                    "name": group.name,
                    "n": group.n,
                    "before.count": before,
                    "before.of": of_before,
                    "after.count": since,
                    "after.of": of_since,
                }
            )
        return rows


def _cycle_of(plan: Plan) -> Cycle | None:
    from curriculum.simulate.cycle import draw_cycle
    from curriculum.simulate.predict_cases import draw_predict_case

    if plan.case is None or plan.lock is None:
        return None
    case = draw_predict_case(plan.case.exercise, plan.case.key, plan.case.draw)
    if case.digest != plan.case.digest:
        return None
    return draw_cycle(plan.lock.digest, plan.case.key, case.setup, lessons=plan.lessons or None)


def read_upload(content: Mapping[str, Any], plan: Plan | None, change_day: str) -> dict[str, Any]:
    """A file that a person picked, and what was understood of it.

    Parameters
    ----------
    content : mapping
        ``name``, ``data`` (base64), ``answers`` to the questions asked so far, and ``day``,
        ``count``, ``of`` where headings were chosen.
    plan : Plan or None
        Its measure finds the column.
    change_day : str
        ISO; the plan's first day where it is "".

    Returns
    -------
    dict
        ``said`` and ``told`` (what was understood, in short and column by column),
        ``questions``, ``columns`` to choose from, ``problem``, ``points`` and ``measure``: plain
        data for the browser. The file itself is kept nowhere.
    """
    from curriculum.data import read_file

    empty: dict[str, Any] = {
        "told": [], "said": [], "questions": [], "columns": {}, "problem": "", "points": [],
        "measure": "",
    }  # fmt: skip
    raw, problem = picked_file(
        content, MAX_FILE, "The file is over 5 MB: keep only the sheet with the lessons."
    )
    if problem:
        return {**empty, "problem": problem}
    ending = ".xlsx" if raw.startswith(b"PK") else ".csv"
    given = content.get("answers")
    answers = {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}
    chosen = {part: str(content.get(part) or "") for part in ("day", "count", "of")}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"picked{ending}"
        path.write_bytes(raw)
        read = read_file(path, answers=answers)
        if read.problem:
            return {**empty, "problem": read.problem}
        told = [*read.file_report, *(f"{c.name}: {c.understood}" for c in read.columns)]
        told += read.rows_report
        if read.questions:
            return {**empty, "told": told, "questions": asked(read.questions)}
        found = own_points(read, plan or Plan(), change_day, **chosen)
    return {
        **empty,
        "told": told,
        "said": list(found.sentences),
        "problem": found.problem,
        "columns": {"day": found.days, "count": found.counts, "of": found.denominators},
        "points": [point.model_dump(mode="json") for point in found.points],
        "measure": found.measure,
    }
