"""The plan editor: one small test, from a question to a locked prediction, one idea on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from curriculum.artifacts import Fishbone
from curriculum.artifacts.from_case import plan_for
from curriculum.artifacts.lock import LockError, lock
from curriculum.artifacts.plan import ChosenCause, Plan, empty_plan
from curriculum.artifacts.plan_edits import EditError, apply
from curriculum.editors import _plan_words as words
from curriculum.editors._feedback import Check
from curriculum.editors._parts import css, esm
from curriculum.editors._plan_cards import card_options
from curriculum.editors._read_points import read_points
from curriculum.editors._sheet import (
    BASE_CSS,
    BASE_PARTS,
    Kind,
    Sheet,
    picture_url,
)
from curriculum.editors._sheet_session import SheetSession, open_sheet
from curriculum.editors._timer import start_timer
from curriculum.editors.fishbone import WARM_SECONDS, case_options, warm
from curriculum.simulate.cycle_cases import PredictCase
from curriculum.workspace import Workspace

PARTS = (
    *BASE_PARTS,
    "sheet_parts.js",
    "sheet_points.js",
    "plan_data.js",
    "plan_predict.js",
    "plan_lock.js",
    "plan_pages.js",
    "plan.js",
)
MAX_PLANS = 99

#: The causes that are offered, as they are now: id, words and lane of each.
Causes = Callable[[], list[dict[str, str]]]


class PlanSession(SheetSession):
    """A plan while it is edited; locking and starting again are no edits and have no undo."""

    noun = "plan"
    typed = frozenset({"set", "set_row", "set_who"})

    def edit(self, intent: Mapping[str, Any]) -> Plan:
        """The plan after one change."""
        return apply(self.work, intent)

    def act(self, op: str, intent: Mapping[str, Any]) -> bool:
        """``lock`` and ``start_again``; sent twice, each acts once."""
        if op == "lock":
            self._lock_now()
        elif op == "start_again":
            self._start_again()
        return op in ("lock", "start_again")

    def _lock_now(self) -> None:
        if self.work.lock is not None:
            return
        try:
            self.begin_with(lock(self.work, datetime.now(UTC)))
        except LockError as error:
            raise EditError(str(error)) from None
        self.flush()

    def _start_again(self) -> None:
        if self.work.lock is None:
            return
        keep_locked(self.workspace, self.name, self.work)
        self.begin_with(apply(self.work, {"op": "start_again"}))
        self.flush()

    def _change(self, after: Any, key: tuple[str, ...] | None) -> None:
        was_open = self.work.lock is None
        super()._change(after, key)
        if was_open and self.work.lock is not None:
            # Locked in another window: what was before the lock cannot be undone to.
            self.begin_with(self.work)

    def _keep_mine(self) -> None:
        if self.conflict:
            other = self.workspace.load(self.name, Fishbone).artifact
            if isinstance(other, Plan) and other.lock is not None and self.work.lock is None:
                self.begin_with(self.work.model_copy(update={"lock": other.lock}))
        super()._keep_mine()

    def carried(self, after: Plan) -> Plan:
        """An earlier version brought back does not unlock: its words show as changed."""
        mine = self.work.lock
        if mine is None or after.lock is not None or after.follows == mine.digest:
            return after
        return after.model_copy(update={"lock": mine})


def keep_locked(workspace: Workspace, name: str, plan: Plan) -> str:
    """Keep a locked plan beside the work under a name of its own; that name.

    Raises
    ------
    EditError
        If it cannot be saved; nothing has changed then.
    """
    for number in range(1, MAX_PLANS + 1):
        kept = f"{name}-{number}"
        there = workspace.load(kept, Plan)
        if there.artifact == plan:
            return kept
        if there.artifact is not None or workspace.path(kept).exists():
            continue
        saved = workspace.save(kept, plan, there.revision)
        if saved.saved:
            return kept
        raise EditError(saved.message)
    raise EditError(f"There are {MAX_PLANS} plans here already; ask your coach for a new folder.")


class PlanEditor(Sheet):
    """The widget; make it with `plan_editor`."""

    _esm = esm(*PARTS)
    _css = css(*BASE_CSS)

    def picture(self) -> tuple[str, str]:
        """The plan drawn, and the same in words."""
        from curriculum.figures.plan import plan_alt, plan_svg

        return plan_svg(self.session.work), plan_alt(self.session.work)


def plan_editor(
    name: str = "plan",
    *,
    check: Check | None = None,
    case: PredictCase | None = None,
    team: bool = False,
    fishbone: str = "fishbone",
    causes: Sequence[ChosenCause] = (),
    root: Path | str | None = None,
) -> PlanEditor:
    """An editor for the plan saved as ``work/<name>.json``.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens.
    check : callable, optional
        Takes a `Plan` and returns findings, for "Check my work".
    case : PredictCase, optional
        The practice case that the plan is about: its causes and its baseline are offered.
    team : bool
        Whether this is the team's own plan: asks whose version it is and who was there.
    fishbone : str
        Name of the fishbone whose chosen causes are offered where there is no case.
    causes : sequence of ChosenCause
        Offered in place of the fishbone's: those of a story that comes without one.
    root : Path, optional
        The learner's folder; the kernel's working directory if not given.

    Returns
    -------
    PlanEditor

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If ``name`` is not a plain one.
    """
    folder = Path(root) if root is not None else Path.cwd()
    blank = plan_for(case) if case is not None else empty_plan()
    session = open_sheet(PlanSession, folder, name, blank)
    if check is not None:
        start_timer(WARM_SECONDS, lambda: warm(session, check))
    offered = story_causes(causes) if causes else FishboneCauses(folder, fishbone)
    if case is not None:
        offered = case_causes(case)
    return PlanEditor(session, plan_kind(session, case, team, offered), check)


def plan_kind(session: SheetSession, case: PredictCase | None, team: bool, causes: Causes) -> Kind:
    """What makes a sheet a plan."""
    options = {
        "title": "Plan",
        "team": team,
        **case_options(case, session.work.case),
        "cards": card_options(),
        "case_points": case is not None,
        "all_good": "Nothing to fix here. Read your prediction aloud: what would make you say "
        "“we were wrong”?",
    }
    return Kind(
        exports="curriculum.exports.plan",
        taken=lambda s: (s.work,),
        made=lambda s: made(s.work, causes()),
        look=words.look,
        options=options,
        answers={
            "read_points": _read_points,
            "case_points": lambda _content, _session: _case_points(case),
        },
    )


def made(plan: Plan, causes: list[dict[str, str]]) -> dict[str, Any]:
    """What the browser shows beside the plan."""
    return {
        "causes": causes,
        "steps": words.steps(plan),
        "size_hint": words.size_hint(plan),
        "baseline": words.baseline_words(plan.data.baseline),
        "ranges": {one.id: _range(plan, one.id) for one in plan.predictions},
        "summary": words.summary(plan),
        "open": words.still_open(plan),
        "lock": words.lock_words(plan),
    }


def _range(plan: Plan, prediction_id: str) -> dict[str, str] | None:
    from curriculum.figures.plan import range_alt, range_svg, range_words

    svg = range_svg(plan, prediction_id)
    if not svg:
        return None
    told = " ".join(range_words(plan, prediction_id))
    return {"url": picture_url(svg), "alt": range_alt(plan, prediction_id), "words": told}


def _read_points(content: dict[str, Any], _session: SheetSession) -> dict[str, Any]:
    points, sentence = read_points(str(content.get("text", "")), date.today())
    return {"type": "points", "points": points, "sentence": sentence}


def _case_points(case: PredictCase | None) -> dict[str, Any]:
    points = [
        {"day": lesson.day, "count": lesson.count, "of": lesson.of}
        for lesson in (case.facts.baseline if case is not None else ())
    ]
    return {
        "type": "points",
        "points": points,
        "sentence": f"{len(points)} lessons copied from the folder.",
    }


def case_causes(case: PredictCase) -> Causes:
    """The causes that a practice case's team chose."""
    return story_causes([ChosenCause(id=id_, text=text) for id_, text in case.facts.causes])


def story_causes(causes: Sequence[ChosenCause]) -> Causes:
    """The causes that a story's team chose."""
    rows = [{"id": one.id, "text": one.text, "lane": "test"} for one in causes]
    return lambda: rows


class FishboneCauses:
    """The leaves of the learner's own fishbone, as they are on the disk now."""

    def __init__(self, folder: Path, name: str) -> None:
        self._workspace = Workspace(folder)
        self._name = name
        self._seen: tuple[int, int] | None = None
        self._rows: list[dict[str, str]] = []

    def __call__(self) -> list[dict[str, str]]:
        """Id, words and lane of each leaf that has words."""
        try:
            stat = self._workspace.path(self._name).stat()
        except OSError:
            return self._rows
        seen = (stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._seen = seen
            fishbone = self._workspace.load(self._name, Fishbone).artifact
            leaves = fishbone.leaves() if fishbone is not None else ()
            self._rows = [
                {"id": one.cause.id, "text": one.cause.text, "lane": one.cause.lane or ""}
                for one in leaves
                if one.cause.text.strip()
            ]
        return self._rows
