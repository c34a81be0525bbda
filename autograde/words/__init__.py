"""Text checks for problem statements and causes: rules, not models.

What each label means, what was measured and what the checks cannot see: ``README.md``.
"""

from __future__ import annotations

from autograde.words._cause import cause
from autograde.words._hit import Hit
from autograde.words._same import likely_pairs, same_cause
from autograde.words._statement import problem_statement
from autograde.words._stem import evidence_overlap

__all__ = ["Hit", "cause", "evidence_overlap", "likely_pairs", "problem_statement", "same_cause"]
