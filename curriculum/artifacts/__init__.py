"""What people make, as plain data."""

from curriculum.artifacts.base import Artifact, ArtifactError, CaseRef, NewerVersionError
from curriculum.artifacts.calibration import Calibration, RangeAnswer, Record, add_range, summary
from curriculum.artifacts.fishbone import Fishbone, empty_fishbone
from curriculum.artifacts.lock import (
    Changed,
    LockError,
    as_locked,
    changed_after_lock,
    lock_problem,
    locked_at,
    start_again,
)
from curriculum.artifacts.plan import ChosenCause, Plan, Point, Prediction, empty_plan
from curriculum.artifacts.study import Study, StudyPoint, empty_study

__all__ = [
    "Artifact",
    "ArtifactError",
    "Calibration",
    "CaseRef",
    "Changed",
    "ChosenCause",
    "Fishbone",
    "LockError",
    "NewerVersionError",
    "Plan",
    "Point",
    "Prediction",
    "RangeAnswer",
    "Record",
    "Study",
    "StudyPoint",
    "add_range",
    "as_locked",
    "changed_after_lock",
    "empty_fishbone",
    "empty_plan",
    "empty_study",
    "lock_problem",
    "locked_at",
    "start_again",
    "summary",
]
