"""Text checks for statements, causes, predictions and definitions: rules, not models.

What each label means, what was measured and what the checks cannot see: ``README.md``.
"""

from __future__ import annotations

from autograde.words._because import because
from autograde.words._cause import cause
from autograde.words._deficit import deficit
from autograde.words._definition import operational_definition
from autograde.words._hit import Hit
from autograde.words._parts import PredictionParts, prediction_parts
from autograde.words._prediction import prediction
from autograde.words._same import likely_pairs, same_cause
from autograde.words._statement import problem_statement
from autograde.words._stem import evidence_overlap

__all__ = [
    "Hit",
    "PredictionParts",
    "because",
    "cause",
    "deficit",
    "evidence_overlap",
    "likely_pairs",
    "operational_definition",
    "prediction",
    "prediction_parts",
    "problem_statement",
    "same_cause",
]
