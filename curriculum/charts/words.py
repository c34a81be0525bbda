"""A chart in words: the sentence below it, and the text for who cannot see it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from curriculum.charts.chart import Chart
from curriculum.charts.compare_words import (
    funnel_alternative,
    funnel_sentence,
    pareto_alternative,
    pareto_sentence,
)
from curriculum.charts.funnel import Funnel
from curriculum.charts.pareto import Pareto

#: Below this many useful points no rule of thumb for runs is worth reading.
FEWEST = 10
#: Points named in a sentence; the alternative text has them all.
MOST_SAID = 8


def sentence(found: Chart | Funnel | Pareto) -> str:
    """What a chart shows, in a few plain sentences.

    The wording says what was counted, what chance rarely exceeds, and whether that is a signal;
    it never says why.

    Parameters
    ----------
    found : Chart, Funnel or Pareto

    Returns
    -------
    str
    """
    if isinstance(found, Funnel):
        return funnel_sentence(found)
    if isinstance(found, Pareto):
        return pareto_sentence(found)
    said = []
    for part in range(found.parts):
        text = _runs(found, part)
        said.append(f"Part {part + 1}: {text}" if found.parts > 1 else text)
    if found.kind != "run":
        said.append(_outside(found))
    return " ".join(said)


def alternative(found: Chart | Funnel | Pareto) -> str:
    """Text that tells a reader who cannot see the figure the same as the figure does.

    Parameters
    ----------
    found : Chart, Funnel or Pareto

    Returns
    -------
    str
        Name, lines, every value with its note, and the sentence.
    """
    if isinstance(found, Funnel):
        return funnel_alternative(found)
    if isinstance(found, Pareto):
        return pareto_alternative(found)
    a = found.analysis
    count = a.y.shape[1]
    lines = [
        f"{found.name}{f' of {found.measure}' if found.measure else ''}, "
        f"{count} {'point' if count == 1 else 'points'} from {found.labels[0]} to "
        f"{found.labels[-1]}."
    ]
    lines += [_part(found, part) for part in range(1, found.parts + 1)]
    lines.append("Values: " + "; ".join(_values(found)) + ".")
    for part, point in found.baseline_ends.items():
        of = f" of part {part}" if found.parts > 1 else ""
        lines.append(f"The baseline{of} ends at {found.labels[point - 1]} and is carried on.")
    lines.append(sentence(found))
    return " ".join(lines)


def _part(chart: Chart, part: int) -> str:
    a = chart.analysis
    at = np.flatnonzero(a.part[0] == part)
    name = "Median" if chart.kind == "run" else "Center"
    where = ""
    if chart.parts > 1:
        first, last = chart.labels[at[0]], chart.labels[at[-1]]
        where = f" of part {part} ({first} to {last})"
    limits = ""
    if not np.isnan(a.upper[0][at]).all():
        low, high = _span(chart, a.lower[0][at]), _span(chart, a.upper[0][at])
        limits = f", lower limit {low}, upper limit {high}"
    return f"{name}{where} {chart.said(float(a.center[0][at[0]]))}{limits}."


def _values(chart: Chart) -> list[str]:
    a = chart.analysis
    outside = set(chart.outside_points)
    said = []
    for number, (label, value) in enumerate(zip(chart.labels, a.y[0], strict=True), start=1):
        text = f"{label} {chart.said(float(value))}"
        if not a.include[0][number - 1]:
            text += " (left out)"
        if number in outside:
            text += " (outside the limits)"
        if number in chart.notes:
            text += f" ({chart.notes[number]})"
        said.append(text)
    return said


def _outside(chart: Chart) -> str:
    if np.isnan(chart.analysis.upper).all():
        return "There are too few points for limits."
    outside = chart.outside_points
    if not outside:
        return "No point lies outside the limits."
    names = [chart.labels[at - 1] for at in outside]
    lies = "lies" if len(names) == 1 else "lie"
    point = ""
    if all(name.isdigit() for name in names):
        point = "Point " if len(names) == 1 else "Points "
    return f"{point}{_listed(names)} {lies} outside the limits: signal."


def _runs(chart: Chart, part: int) -> str:
    a = chart.analysis
    useful = int(a.n_useful[0][part])
    line = "median" if chart.kind == "run" else "center line"
    if chart.kind == "mr":
        return "Runs are not read on moving ranges, because neighbors share a point."
    since = _since(chart, part, line)
    if chart.rules == "anhoej":
        if useful == 0:
            return f"No point lies off the {line}, so there is nothing to read yet."
        text = f"{since}{_anhoej(chart, part, useful, line)}."
    else:
        verdict = _ihi(chart, part, line)
        if useful == 0 and verdict.endswith("no signal"):
            return f"No point lies off the {line}, so there is nothing to read yet."
        text = f"{since}{verdict}."
    if useful < FEWEST:
        points = "point" if useful == 1 else "points"
        text += (
            f" With {useful} useful {points}, fewer than {FEWEST}, a signal can hardly be had: "
            "keep collecting."
        )
    return text if chart.parts > 1 else text[0].upper() + text[1:]


def _anhoej(chart: Chart, part: int, useful: int, line: str) -> str:
    a = chart.analysis
    longest, most = int(a.longest_run[0][part]), int(a.longest_run_max[0][part])
    crossed, least = int(a.n_crossings[0][part]), int(a.n_crossings_min[0][part])
    verdict = "signal" if a.anhoej[0][part] else "no signal"
    return (
        f"the longest run is {longest} of {useful} useful {'point' if useful == 1 else 'points'}, "
        f"where chance rarely gives more than {most}, and the series crosses the {line} {crossed} "
        f"{'time' if crossed == 1 else 'times'}, where chance rarely gives fewer than {least}: "
        f"{verdict}"
    )


def _ihi(chart: Chart, part: int, line: str) -> str:
    a = chart.analysis
    shift = [at for at in chart.shift_points() if a.part[0][at - 1] == part + 1]
    trend = [run for run in chart.trend_points() if a.part[0][run[0] - 1] == part + 1]
    found = []
    if shift:
        found.append(f"a shift ({len(shift)} points in runs of six or more on one side)")
    if trend:
        most = max(len(run) for run in trend)
        found.append(f"a trend ({most} points going one way)")
    if found:
        return f"{' and '.join(found)}: signal"
    return f"no run of six on one side of the {line} and no trend of five: no signal"


def _since(chart: Chart, part: int, line: str) -> str:
    """ "11 of the 12 points since the change lie above the baseline median; " """
    end = chart.baseline_ends.get(part + 1)
    if end is None:
        return ""
    a = chart.analysis
    later = (np.arange(a.y.shape[1]) >= end) & (a.part[0] == part + 1)
    seen = later & a.include[0] & ~np.isnan(a.y[0])
    total = int(seen.sum())
    if total == 0:
        return ""
    above = int((a.y[0][seen] > a.center[0][seen]).sum())
    below = int((a.y[0][seen] < a.center[0][seen]).sum())
    count, where = (above, "above") if above >= below else (below, "below")
    lie = "lies" if count == 1 else "lie"
    points = "point" if total == 1 else "points"
    return f"{count} of the {total} {points} since the change {lie} {where} the baseline {line}; "


def _span(chart: Chart, line: object) -> str:
    values = np.asarray(line, dtype=np.float64)
    values = values[~np.isnan(values)]
    if values.size == 0:
        return "not known"
    low, high = float(values.min()), float(values.max())
    if math.isclose(low, high):
        return chart.said(low)
    return f"{chart.said(low)} to {chart.said(high)}"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MOST_SAID])
    if len(names) > MOST_SAID:
        shown.append(f"{len(names) - MOST_SAID} more")
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
