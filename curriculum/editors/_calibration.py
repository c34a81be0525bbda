"""The personal record of ranges: kept in the learner's folder, never handed in, claims little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curriculum.artifacts.calibration import ENOUGH, RangeAnswer, Record, add_range, summary
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.editors._forms import ATTEMPTS, Block, Event, Form, buttons, note
from curriculum.workspace import Workspace

ONLY_YOU = "Who sees this: only you. It stays in your own folder and is never handed in."
SHOWN = 10


class RecordBook:
    """The calibration record in one folder; read anew before each change.

    What the disk refuses is kept here and written with the next range.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.workspace = Workspace(root or Path.cwd())
        self.status = ""
        self._waiting: list[RangeAnswer] = []

    def read(self) -> Record:
        """The record as it is now; ``status`` tells of trouble with it."""
        loaded = self.workspace.load("calibration", Record)
        self.status = loaded.message or self.status
        record = loaded.artifact or Record()
        for one in self._waiting:
            record = add_range(record, one)
        return record

    def add(self, *given: RangeAnswer) -> None:
        """Add ranges; ``status`` then says whether they are safe on disk."""
        self._waiting += given
        for _attempt in range(ATTEMPTS):
            loaded = self.workspace.load("calibration", Record)
            if loaded.read_only:
                self.status = loaded.message
                return
            before = record = loaded.artifact or Record()
            for one in self._waiting:
                record = add_range(record, one)
            if record == before:
                self._waiting.clear()
                return
            saved = self.workspace.save("calibration", record, loaded.revision)
            self.status = saved.message or "Saved in your folder."
            if saved.saved:
                self._waiting.clear()
            if not saved.conflict:
                return


def from_study(study: Study, plan: Plan | None) -> RangeAnswer | None:
    """A locked prediction that met its result, as a line of the record; None if there is none."""
    if plan is None or plan.lock is None or study.result is None:
        return None
    one = plan.prediction(study.prediction_id)
    if one is None or one.low is None or one.high is None or one.low > one.high:
        return None
    return RangeAnswer(
        id=f"{plan.lock.digest}/{one.id}",
        question=one.measure,
        unit={"percent": "%", "count": "", "minutes": "min"}[one.unit],
        low=one.low,
        high=one.high,
        truth=study.result,
        at=plan.lock.at,
    )


class CalibrationSession:
    """The record on the page; ``take`` brings in what the learner's own study found."""

    def __init__(
        self, root: Path | None = None, *, plan: str = "plan", study: str = "study"
    ) -> None:
        self.book = RecordBook(root)
        self._plan, self._study = plan, study

    def _own(self) -> RangeAnswer | None:
        plan = self.book.workspace.load(self._plan, Plan).artifact
        study = self.book.workspace.load(self._study, Study).artifact
        return from_study(study, plan) if study is not None else None

    def handle(self, event: Event) -> None:
        """``take`` adds the learner's own prediction once it has met its result.

        ``again`` only looks anew: ranges are given in other cells.
        """
        own = self._own() if event.get("do") == "take" else None
        if own is not None:
            self.book.add(own)

    def view(self) -> dict[str, Any]:
        """What the record says, and its newest lines."""
        record = self.book.read()
        told = summary(record)
        blocks: list[Block] = [note(told.sentence)]
        if told.n < ENOUGH:
            blocks.append(
                {
                    "kind": "text",
                    "style": "small",
                    "text": f"{ENOUGH - told.n} more until the record says anything about you. "
                    "A range asks for practice; each one takes half a minute.",
                }
            )
        own = self._own()
        if own is not None and all(one.id != own.id for one in record.ranges):
            blocks.append(buttons(("take", "Add the result of my own study"), primary="take"))
        blocks.append(buttons(("again", "Count again")))
        if record.ranges:
            blocks.append(_lines(record))
        return {
            "kicker": "Your ranges so far",
            "title": "Do your ranges hold?",
            "blocks": blocks,
            "status": self.book.status,
            "who": ONLY_YOU,
        }


def _lines(record: Record) -> Block:
    rows = []
    for one in reversed(record.ranges[-SHOWN:]):
        truth = "not known yet" if one.truth is None else f"{one.truth:g} {one.unit}".strip()
        inside = {True: "inside", False: "outside", None: ""}[one.inside]
        rows.append([one.question[:120], f"{one.low:g} to {one.high:g}", truth, inside])
    inner: Block = {
        "kind": "table",
        "caption": f"The newest {len(rows)}",
        "columns": ["Predicted", "Your range", "Truth", ""],
        "rows": rows,
    }
    return {"kind": "details", "summary": "Look at them", "blocks": [inner]}


def calibration_record(
    *, plan: str = "plan", study: str = "study", root: Path | None = None
) -> Form:
    """The learner's record of ranges: counts, and claims nothing before thirty.

    Parameters
    ----------
    plan, study : str
        Names of the learner's own plan and study, whose result can be added.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    return Form(CalibrationSession(root, plan=plan, study=study))
