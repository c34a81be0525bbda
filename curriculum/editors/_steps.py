"""A guided piece: a partly filled fishbone and a list of steps that answers while one works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import ipywidgets

from curriculum.artifacts import Fishbone
from curriculum.artifacts.fishbone import Cause
from curriculum.editors._feedback import Check
from curriculum.editors._forms import PRESSED, Block, Event, Form, buttons, mark_of, note
from curriculum.editors._questions import Step, find_steps
from curriculum.editors._reflect import SentenceCheck
from curriculum.editors._session import open_session
from curriculum.editors._show import load_example
from curriculum.editors.fishbone import fishbone_editor
from curriculum.workspace import Workspace

FEWEST_WORDS = 4


class Said(NamedTuple):
    """What a step is told: whether it is done, and a sentence ("" before anything was tried)."""

    done: bool
    note: str = ""


def look_at(step: Step, fishbone: Fishbone, starter: Fishbone, check: SentenceCheck) -> Said:
    """Look at one step.

    Parameters
    ----------
    step : Step
    fishbone : Fishbone
        The learner's, as it is now.
    starter : Fishbone
        What they began with; what still stands as it came is not a try.
    check : callable
        Answers a cause's sentence; used for steps that reword one.

    Returns
    -------
    Said
    """
    if step.look == "statement":
        return _compared(step, str(getattr(fishbone.problem_statement, step.where)))
    cause, before = _cause(fishbone, step.where), _cause(starter, step.where)
    if cause is None or before is None:
        return Said(False, "This cause is gone from the fishbone. Undo brings it back.")
    if step.look == "text":
        return _reworded(step, cause.text, before.text, check)
    if step.look == "why":
        return _deeper(step, cause, before)
    if step.look == "lane":
        return _in_lane(step, cause)
    value = cause.evidence.tag or "" if step.look == "tag" else cause.evidence.source
    return _compared(step, value)


def _cause(fishbone: Fishbone, cause_id: str) -> Cause | None:
    return next((p.cause for p in fishbone.walk() if p.cause.id == cause_id), None)


def _compared(step: Step, value: str) -> Said:
    if not value.strip():
        return Said(False)
    found = value.casefold()
    if not step.accept or any(word.casefold() in found for word in step.accept):
        return Said(True, step.done)
    return Said(False, _answer(step, value))


def _reworded(step: Step, text: str, before: str, check: SentenceCheck) -> Said:
    if text.strip().casefold() == before.strip().casefold():
        return Said(False)
    if len(text.split()) < FEWEST_WORDS or any(a.get("label") == "solution" for a in check(text)):
        return Said(False, _answer(step, text))
    return Said(True, step.done)


def _deeper(step: Step, cause: Cause, before: Cause) -> Said:
    old = {why.id for why in before.whys}
    new = [why.text for why in cause.whys if why.id not in old and why.text.strip()]
    if not new:
        return Said(False)
    longest = max(new, key=len)
    if len(longest.split()) < FEWEST_WORDS:
        return Said(False, _answer(step, longest))
    return Said(True, step.done)


def _in_lane(step: Step, cause: Cause) -> Said:
    if cause.lane is None:
        return Said(False)
    if cause.lane not in step.accept:
        return Said(False, _answer(step, cause.lane))
    plans = {
        "escalate": (cause.carried_to.who, cause.carried_to.on),
        "check": (cause.check.how, cause.check.by),
    }
    if not all(part.strip() for part in plans.get(cause.lane, ())):
        return Said(False, _answer(step, "plan"))
    return Said(True, step.done)


def _answer(step: Step, value: str) -> str:
    told = step.says.get(value) or step.says.get("*", "")
    shown = value if len(value) <= 120 else value[:117] + "…"
    return told.replace("{value}", shown)


class GuidedSession:
    """The list of steps beside a fishbone that is being edited."""

    def __init__(self, steps_id: str, check: SentenceCheck, root: Path | None = None) -> None:
        self.steps = find_steps(steps_id)
        self.check = check
        name = self.steps.starter.rpartition("/")[2].removesuffix(".json")
        self.starter = load_example(f"{steps_id.partition('/')[0]}/{name}")
        self.editing = open_session(Workspace(root or Path.cwd()), self.steps.work, self.starter)
        self.place = f"{mark_of(self.editing.file)}/steps/{steps_id}"
        self.at = 0
        self.changed: Callable[[], None] = _nothing
        self.editing.listen(self)

    def session_changed(self) -> None:
        """The fishbone changed: look at the steps again."""
        self.changed()

    def handle(self, event: Event) -> None:
        """``step`` goes to the step with that number, counted from 0."""
        where = str(event.get("value", ""))
        if event.get("do") == "step" and where.isdigit():
            self.at = min(int(where), len(self.steps.step) - 1)

    def view(self) -> dict[str, Any]:
        """One step at a time, with what it is told; the rest folded away."""
        said = [
            look_at(step, self.editing.fishbone, self.starter, self.check)
            for step in self.steps.step
        ]
        total, done = len(said), sum(one.done for one in said)
        number, step, now = self.at + 1, self.steps.step[self.at], said[self.at]
        blocks: list[Block] = []
        if now.note:
            style, mark = ("good", "Done") if now.done else ("ask", "Not quite yet")
            blocks.append(note(now.note, style=style, mark=mark))
        moves: list[tuple[str, str, str]] = []
        if self.at > 0:
            moves.append(("step", "Back", str(self.at - 1)))
        if number < total:
            moves.append(("step", "Next step", str(self.at + 1)))
        blocks.append(buttons(*moves, primary="step" if now.done and number < total else ""))
        whole = f"{done} of {total} steps done."
        if done == total:
            whole = "All steps are done. Press “Check my work” for a second look."
        return {
            "kicker": f"Step {number} of {total}. Only you see this; it is never handed in.",
            "title": step.do,
            "blocks": blocks,
            "status": whole,
            "lost": PRESSED,
            "who": "",
            "stays": True,
        }


def _nothing() -> None:
    return None


def guided(
    steps_id: str,
    *,
    check: SentenceCheck,
    editor_check: Check,
    root: Path | None = None,
) -> ipywidgets.VBox:
    """A partly filled fishbone with steps to finish it.

    Parameters
    ----------
    steps_id : str
        ``module/steps``, for example ``fishbone/retries``.
    check : callable
        Answers one sentence of a cause.
    editor_check : callable
        The editor's "Check my work".
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    session = GuidedSession(steps_id, check, root)
    form = Form(session)
    session.changed = form.refresh
    editor = fishbone_editor(session.steps.work, check=editor_check, root=root)
    return ipywidgets.VBox([form, editor])
