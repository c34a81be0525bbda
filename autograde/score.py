"""The one function that graded cells call."""

from __future__ import annotations

import contextlib
import io
import math
import warnings
from pathlib import Path


def score(exercise: str, criterion: str, root: Path | None = None) -> float:
    """Points of one machine criterion for the work in this folder.

    Never raises and writes nothing to stderr (nbgrader takes any text there for a failure).
    Work that is missing, cannot be read or belongs to another case gets 0.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``lift-fishbone``.
    criterion : str
        A machine criterion of its rubric.
    root : Path, optional
        The exercise folder; the working directory by default.

    Returns
    -------
    float
        A built-in float between 0 and the criterion's points.
    """
    with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from autograde.checks.work import load_work
            from autograde.rubrics import load_rubric, score_of

            rubric = load_rubric(exercise)
            most = float(rubric.machine_criterion(criterion).points)
            work = load_work(exercise, Path.cwd() if root is None else Path(root))
            points = 0.0 if work.problem else float(score_of(work.findings, criterion, rubric))
        except Exception:
            return 0.0
    return max(0.0, min(points, most)) if math.isfinite(points) else 0.0
