"""What an exercise's panels must know of the work they are about: one entry for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkKind:
    """One kind of work.

    Parameters
    ----------
    noun : str
        How it is called in a sentence; with a hyphen for each space, the name of its work file.
    model_at, editor_at, open_at : str
        Its class, its editor and the editors' open sessions by path, as ``module:name``.
    coach_sees : tuple of str
        What a coach gets to see of it, beside the questions that are listed.
    """

    noun: str
    model_at: str
    editor_at: str
    open_at: str
    coach_sees: tuple[str, ...]

    @property
    def model(self) -> Any:
        """Its class."""
        return resolve_name(self.model_at)

    @property
    def editor(self) -> Callable[..., Any]:
        """Its editor: ``editor(name, check=..., case=..., root=...)``."""
        made: Callable[..., Any] = resolve_name(self.editor_at)
        return made

    def flush(self, file: Path) -> None:
        """Write what an editor of this kernel still holds for a work file."""
        session = resolve_name(self.open_at).get(file.resolve())
        if session is not None:
            session.flush()


_KINDS = (
    WorkKind(
        "fishbone",
        "curriculum.artifacts.fishbone:Fishbone",
        "curriculum.editors.fishbone:fishbone_editor",
        "curriculum.editors._session:_open_sessions",
        (
            "your fishbone, drawn, and the evidence folder it is about",
            "what you wrote: the chain read backward, what surprised you, whose view is missing",
        ),
    ),
    WorkKind(
        "plan",
        "curriculum.artifacts.plan:Plan",
        "curriculum.editors.plan:plan_editor",
        "curriculum.editors._sheet_session:_open",
        (
            "your plan with its prediction and its lock, and the evidence folder it is about",
            "what you wrote: the because, why this size, what would surprise you",
        ),
    ),
    WorkKind(
        "study",
        "curriculum.artifacts.study:Study",
        "curriculum.editors.study:study_editor",
        "curriculum.editors._sheet_session:_open",
        (
            "your study: the prediction beside the result, the run chart, and the cycle it reads",
            "what you wrote: other explanations, what changed in the theory, your verdict",
        ),
    ),
    WorkKind(
        "disaggregation",
        "curriculum.artifacts.disaggregation:Disaggregation",
        "curriculum.editors.gaps:gaps_editor",
        "curriculum.editors._sheet_session:_open",
        (
            "your page: both measures by group, small groups hidden, and the district it is about",
            "what you wrote: what the system does, voices, the goal and the next step",
        ),
    ),
    WorkKind(
        "funnel reading",
        "curriculum.artifacts.funnel_reading:FunnelReading",
        "curriculum.editors.signal:signal_editor",
        "curriculum.editors._sheet_session:_open",
        (
            "your funnel reading: the funnel, the points on your list, and the schools it is about",
            "what you wrote: to a principal, the board and a newspaper, and what the system does",
        ),
    ),
)
_BY_NAME = {kind.noun.replace(" ", "-"): kind for kind in _KINDS}


def work_kind(artifact: str) -> WorkKind:
    """The kind of a work file, by the file's name without ``.json``.

    Raises
    ------
    LookupError
        If nothing is known of it.
    """
    if artifact not in _BY_NAME:
        raise LookupError(f"There is no editor for {artifact!r}.")
    return _BY_NAME[artifact]
