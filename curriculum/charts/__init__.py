"""What a chart shows: pure computation."""

from curriculum.charts.analysis import Analysis, ChartError, analyze
from curriculum.charts.chart import Chart, chart
from curriculum.charts.compare_words import line_up_alternative
from curriculum.charts.funnel import Funnel, funnel
from curriculum.charts.pareto import Pareto, pareto
from curriculum.charts.runs import Runs, run_limits, runs
from curriculum.charts.words import alternative, sentence

__all__ = [
    "Analysis",
    "Chart",
    "ChartError",
    "Funnel",
    "Pareto",
    "Runs",
    "alternative",
    "analyze",
    "chart",
    "funnel",
    "line_up_alternative",
    "pareto",
    "run_limits",
    "runs",
    "sentence",
]
