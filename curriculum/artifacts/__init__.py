"""What people make, as plain data."""

from curriculum.artifacts.base import Artifact, ArtifactError, CaseRef, NewerVersionError
from curriculum.artifacts.calibration import Calibration, RangeAnswer, Record, add_range, summary
from curriculum.artifacts.disaggregation import Disaggregation, empty_disaggregation
from curriculum.artifacts.fishbone import Fishbone, empty_fishbone
from curriculum.artifacts.from_case import (
    case_ref,
    locked_plan,
    model_plan,
    plan_for,
    study_for,
    study_from_cycle,
)
from curriculum.artifacts.funnel_reading import FunnelReading, empty_funnel_reading
from curriculum.artifacts.lock import (
    Changed,
    LockError,
    as_locked,
    changed_after_lock,
    lock_problem,
    locked_at,
    start_again,
)
from curriculum.artifacts.own_data import OwnPoints, own_points
from curriculum.artifacts.plan import ChosenCause, Plan, Point, Prediction, empty_plan
from curriculum.artifacts.problems import Problem, stops, study_problems
from curriculum.artifacts.study import Study, StudyPoint, empty_study

__all__ = [
    "Artifact",
    "ArtifactError",
    "Calibration",
    "CaseRef",
    "Changed",
    "ChosenCause",
    "Disaggregation",
    "Fishbone",
    "FunnelReading",
    "LockError",
    "NewerVersionError",
    "OwnPoints",
    "Plan",
    "Point",
    "Prediction",
    "Problem",
    "RangeAnswer",
    "Record",
    "Study",
    "StudyPoint",
    "add_range",
    "as_locked",
    "case_ref",
    "changed_after_lock",
    "empty_disaggregation",
    "empty_fishbone",
    "empty_funnel_reading",
    "empty_plan",
    "empty_study",
    "lock_problem",
    "locked_at",
    "locked_plan",
    "model_plan",
    "own_points",
    "plan_for",
    "start_again",
    "stops",
    "study_for",
    "study_from_cycle",
    "study_problems",
    "summary",
]
