"""The gaps editor with its check in hand: a district's own page, or one that is partly filled."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograde.checks.gaps import gaps
from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.examples import load_example
from curriculum.simulate.gaps_cases import draw_gaps_case

if TYPE_CHECKING:
    from curriculum.editors.gaps import GapsEditor

__all__ = ["gaps_editor"]


def gaps_editor(
    name: str = "disaggregation", *, start: str = "", team: bool = False, root: Path | None = None
) -> GapsEditor:
    """The gaps editor with its check.

    Parameters
    ----------
    name : str
        Name of the work file, without ``.json``.
    start : str
        An example to begin with, as ``module/example``, with the district that it belongs to; used
        once, while there is no such work.
    team : bool
        Whether it is a district's own: then it asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the working directory when left out.
    """
    from autograde.coached import begin
    from curriculum import editors

    if not start:
        own: GapsEditor = editors.gaps_editor(name, check=gaps, team=team, root=root)
        return own
    story = load_example(start, Disaggregation)
    assert story.case is not None
    case = draw_gaps_case(story.case.exercise, story.case.key, story.case.draw)
    begin(name, story, root)
    made: GapsEditor = editors.gaps_editor(
        name, check=partial(gaps, case=case), case=case, team=team, root=root
    )
    return made
