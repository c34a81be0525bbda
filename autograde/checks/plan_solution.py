"""A worked plan for any drawn case, from the case's own facts; nothing here is secret."""

from __future__ import annotations

from datetime import UTC, datetime

from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.lock import lock
from curriculum.artifacts.plan import Plan
from curriculum.simulate.cycle_cases import PredictCase

LOCKED_AT = datetime(2025, 10, 30, 15, 42, tzinfo=UTC)
"""The case's days are fictional; a lock is real, so the worked one is simply long past."""


def worked_plan(case: PredictCase) -> Plan:
    """A locked plan that gets full marks on ``case``.

    Parameters
    ----------
    case : PredictCase
        As drawn: its ``truth`` holds a model plan.
    """
    named = CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest)
    written = Plan.model_validate({**case.truth["plan"], "case": named})
    return lock(written, LOCKED_AT)
