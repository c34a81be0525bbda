"""What a chart shows: pure computation."""

from curriculum.charts.analysis import Analysis, ChartError, analyze
from curriculum.charts.runs import Runs, run_limits, runs

__all__ = ["Analysis", "ChartError", "Runs", "analyze", "run_limits", "runs"]
