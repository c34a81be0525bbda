"""Checks: one per kind of artifact, and the one function that opens a learner's work."""

from autograde.checks.fishbone import fishbone
from autograde.checks.plan import plan
from autograde.checks.study import study
from autograde.checks.work import Work, load_work

__all__ = ["Work", "fishbone", "load_work", "plan", "study"]
