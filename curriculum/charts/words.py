"""A chart in words: the sentence below it, and the text for who cannot see it."""

from __future__ import annotations

import math

import numpy as np

from curriculum.charts.chart import Chart

#: Below this many useful points no rule of thumb for runs is worth reading.
FEWEST = 10


def sentence(chart: Chart) -> str:
    """What the chart shows, in one or two plain sentences.

    The wording says what was counted, what chance rarely exceeds, and whether that is a signal;
    it never says why.
    """
    said = []
    for part in range(chart.parts):
        before = f"Part {part + 1}: " if chart.parts > 1 else ""
        said.append(before + _runs(chart, part))
    outside = chart.outside_points
    if chart.kind != "run":
        if outside:
            names = _listed([chart.labels[at - 1] for at in outside])
            lies = "lies" if len(outside) == 1 else "lie"
            said.append(f"{names} {lies} outside the limits: signal.")
        else:
            said.append("No point lies outside the limits.")
    return " ".join(said)


def _runs(chart: Chart, part: int) -> str:
    a = chart.analysis
    useful = int(a.n_useful[0][part])
    line = "median" if chart.kind == "run" else "center line"
    if useful == 0:
        return f"No point lies off the {line}, so there is nothing to read yet."
    if chart.kind == "mr":
        return "Runs are not read on moving ranges, because neighbors share a point."
    since = _since(chart, part, line)
    if chart.rules == "anhoej":
        longest, most = int(a.longest_run[0][part]), int(a.longest_run_max[0][part])
        crossed, least = int(a.n_crossings[0][part]), int(a.n_crossings_min[0][part])
        verdict = "signal" if a.anhoej[0][part] else "no signal"
        text = (
            f"{since}the longest run is {longest} of {useful} useful points, where chance rarely "
            f"gives more than {most}, and the line crosses the {line} {crossed} "
            f"{_times(crossed)}, where chance rarely gives fewer than {least}: {verdict}."
        )
    else:
        shift = [at for at in chart.shift_points() if a.part[0][at - 1] == part + 1]
        trend = [run for run in chart.trend_points() if a.part[0][run[0] - 1] == part + 1]
        found = []
        if shift:
            found.append(f"a shift ({len(shift)} points in runs of six or more on one side)")
        if trend:
            most = max(len(run) for run in trend)
            found.append(f"a trend ({most} points going one way)")
        verdict = (
            f"{' and '.join(found)}: signal"
            if found
            else (f"no run of six on one side of the {line} and no trend of five: no signal")
        )
        text = f"{since}{verdict}."
    if useful < FEWEST:
        text += (
            f" With {useful} useful points, fewer than {FEWEST}, a signal can hardly be had: "
            "keep collecting."
        )
    return text[0].upper() + text[1:]


def _since(chart: Chart, part: int, line: str) -> str:
    """ "11 of the 12 points since the change lie above the baseline median; " """
    if chart.frozen is None or part > 0:
        return ""
    a = chart.analysis
    later = np.arange(a.y.shape[1]) >= chart.frozen
    seen = later & a.include[0] & ~np.isnan(a.y[0])
    total = int(seen.sum())
    if total == 0:
        return ""
    above = int((a.y[0][seen] > a.center[0][seen]).sum())
    below = int((a.y[0][seen] < a.center[0][seen]).sum())
    count, where = (above, "above") if above >= below else (below, "below")
    lie = "lies" if count == 1 else "lie"
    return f"{count} of the {total} points since the change {lie} {where} the baseline {line}; "


def alternative(chart: Chart) -> str:
    """Text that tells a reader who cannot see the chart the same as the chart does."""
    a = chart.analysis
    lines = [
        f"{chart.name}{f' of {chart.measure}' if chart.measure else ''}, "
        f"{a.y.shape[1]} points from {chart.labels[0]} to {chart.labels[-1]}."
    ]
    for part in range(1, chart.parts + 1):
        at = np.flatnonzero(a.part[0] == part)
        first = int(at[0])
        name = "Median" if chart.kind == "run" else "Center"
        where = f" of part {part}" if chart.parts > 1 else ""
        limits = ""
        if not math.isnan(a.upper[0][first]):
            low, high = a.lower[0][at], a.upper[0][at]
            limits = f", limits {_span(low, chart.unit)} to {_span(high, chart.unit)}"
        lines.append(f"{name}{where} {_number(a.center[0][first], chart.unit)}{limits}.")
    values = [
        f"{label} {_number(value, chart.unit)}{'' if kept else ' (left out)'}"
        + (f" ({chart.notes[number]})" if number in chart.notes else "")
        for number, (label, value, kept) in enumerate(
            zip(chart.labels, a.y[0], a.include[0], strict=True), start=1
        )
    ]
    lines.append("Values: " + "; ".join(values) + ".")
    if chart.frozen is not None:
        lines.append(f"The baseline is frozen at {chart.labels[chart.frozen - 1]}.")
    lines.append(sentence(chart))
    return " ".join(lines)


def _span(line: object, unit: str) -> str:
    values = np.asarray(line, dtype=np.float64)
    values = values[~np.isnan(values)]
    if values.size == 0:
        return "not known"
    low, high = float(values.min()), float(values.max())
    if math.isclose(low, high):
        return _number(low, unit)
    return f"{_number(low, unit)} (varying up to {_number(high, unit)})"


def _number(value: float, unit: str) -> str:
    if math.isnan(value):
        return "missing"
    return f"{value:.4g}{unit}"


def _times(count: int) -> str:
    return "time" if count == 1 else "times"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
