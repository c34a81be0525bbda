"""The study editor: a locked prediction meets its numbers, one question on a page."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.artifacts.study_edits import apply
from curriculum.editors import _study_words as words
from curriculum.editors._feedback import Check
from curriculum.editors._parts import css, esm
from curriculum.editors._sheet import (
    BASE_CSS,
    BASE_PARTS,
    Kind,
    Sheet,
    picture_url,
)
from curriculum.editors._sheet_session import SheetSession, open_sheet
from curriculum.editors._study_data import PlanSource, read_upload
from curriculum.editors._timer import start_timer
from curriculum.editors.fishbone import WARM_SECONDS, case_options, warm
from curriculum.series import load_series
from curriculum.simulate.cycle import tell_cycle
from curriculum.simulate.cycle_cases import StudyCase

PARTS = (
    *BASE_PARTS,
    "sheet_parts.js",
    "sheet_points.js",
    "study_data.js",
    "sheet_file.js",
    "study_file.js",
    "study_chart.js",
    "study_pages.js",
    "study.js",
)


class StudySession(SheetSession):
    """A study while it is edited."""

    noun = "study"
    typed = frozenset({"set", "set_row", "set_who", "set_explanations"})
    source: PlanSource | None = None

    def edit(self, intent: Mapping[str, Any]) -> Study:
        """The study after one change; explanations come as lines of text."""
        if intent.get("op") == "set_explanations" and "text" in intent:
            lines = str(intent["text"]).split("\n")
            intent = {"op": "set_explanations", "value": lines}
        return apply(self.work, intent)

    def act(self, op: str, intent: Mapping[str, Any]) -> bool:
        """``bind_plan`` brings in the locked plan, where the study has no numbers yet."""
        if op == "bind_plan" and self.source is not None and not self.work.points:
            begun = self.source.begun()
            self._change(
                begun.model_copy(
                    update={"version": self.work.version, "who_was_there": self.work.who_was_there}
                ),
                None,
            )
        return op == "bind_plan"


class StudyEditor(Sheet):
    """The widget; make it with `study_editor`."""

    _esm = esm(*PARTS)
    _css = css(*BASE_CSS)

    def picture(self) -> tuple[str, str]:
        """The study drawn, and the same in words."""
        from curriculum.figures.study import study_alt, study_svg

        study, plan = self.kind.taken(self.session)
        return study_svg(study, plan), study_alt(study, plan)


def study_editor(
    name: str = "study",
    *,
    check: Check | None = None,
    case: StudyCase | None = None,
    plan: str = "plan",
    team: bool = False,
    root: Path | str | None = None,
) -> StudyEditor:
    """An editor for the study saved as ``work/<name>.json``.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens.
    check : callable, optional
        Takes a `Study` and returns findings, for "Check my work".
    case : StudyCase, optional
        A practice case: its locked plan, and what came of it.
    plan : str
        Name of the learner's own plan, where there is no case. A plan of a practice case meets
        a simulated cycle, drawn from its lock; a team's own plan meets the team's own file.
    team : bool
        Whether this is the team's own study: asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the kernel's working directory if not given.

    Returns
    -------
    StudyEditor

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If ``name`` is not a plain one.
    """
    folder = Path(root) if root is not None else Path.cwd()
    source = PlanSource(folder, plan, case)
    rules = load_series("lift").checks.rule_set
    blank = source.begun().model_copy(update={"rules": rules})
    session = open_sheet(StudySession, folder, name, blank)
    assert isinstance(session, StudySession)
    session.source = source
    if check is not None:
        start_timer(WARM_SECONDS, lambda: warm(session, check))
    if case is None:
        start_timer(WARM_SECONDS, _preload)
    return StudyEditor(session, study_kind(session, source, case, team, check), check)


def _preload() -> None:
    """Load what reads a file and charts it, while the learner is still reading."""
    for name in ("curriculum.charts", "curriculum.data", "pandas"):
        import_module(name)


def study_kind(
    session: SheetSession,
    source: PlanSource,
    case: StudyCase | None,
    team: bool,
    check: Check | None,
) -> Kind:
    """What makes a sheet a study."""
    told = {"truth": False}

    def truth(_content: dict[str, Any], asked: SheetSession) -> dict[str, Any]:
        told["truth"] = bool(asked.work.verdict and asked.work.verdict_words.strip())
        lines = truth_lines(asked.work, source, check) if told["truth"] else ()
        return {"type": "truth", "lines": list(lines)}

    return Kind(
        exports="curriculum.exports.study",
        taken=lambda s: (s.work, source.plan()),
        made=lambda s: made(s.work, source),
        look=words.look,
        options={
            "title": "Study",
            "team": team,
            **case_options(case, session.work.case),
            "all_good": "Nothing to fix here. What would you tell a colleague who asks, “So, does "
            "it work?”",
        },
        answers={
            "file": lambda content, s: {
                "type": "file",
                **read_upload(content, source.plan(), s.work.change_day),
            },
            "groups": lambda _content, _session: {"type": "groups", "rows": source.groups()},
            "truth": truth,
        },
    )


def truth_lines(study: Study, source: PlanSource, check: Check | None) -> tuple[str, ...]:
    """What was planted, beginning with the reading; nothing for a team's own data."""
    cycle = source.cycle()
    if cycle is None:
        return ()
    if check is None:
        sound = words.follows(study, source.plan())
    else:
        rows = [finding.as_dict() for finding in check(study)]  # type: ignore[arg-type]
        ruled = [row for row in rows if row.get("where") == "verdict"]
        # Where the check only asks, two good readers would differ.
        sound = bool(ruled) and all(row.get("status") != "missed" for row in ruled)
    return tell_cycle(cycle, words.verdict_words(study), sound)


def made(study: Study, source: PlanSource) -> dict[str, Any]:
    """What the browser shows beside the study."""
    plan = source.plan()
    return {
        "steps": words.steps(study),
        "plan": words.plan_words(plan, study),
        "can_bind": not study.points and _bound(plan) and not study.plan_digest,
        "simulated": source.cycle() is not None,
        "problems": words.problems(study, plan),
        "sums": words.sums(study, plan),
        "log": words.log_words(study),
        "missing": words.missing_words(study),
        "small": words.small_groups(study),
        "rules": words.rule_words(study.rules),
        "has_groups": source.cycle() is not None,
        "held": _held(study, plan),
        "run": _run(study, plan),
    }


def _bound(plan: Plan | None) -> bool:
    return plan is not None and plan.lock is not None


def _held(study: Study, plan: Plan | None) -> dict[str, str] | None:
    from curriculum.figures.study import held_alt, held_svg

    svg = held_svg(study, plan)
    return {"url": picture_url(svg), "alt": held_alt(study, plan)} if svg else None


def _run(study: Study, plan: Plan | None) -> dict[str, str] | None:
    from curriculum.figures.study import run_alt, run_svg

    svg = run_svg(study, plan)
    return {"url": picture_url(svg), "alt": run_alt(study, plan)} if svg else None
