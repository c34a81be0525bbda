"""Our charts against the established packages (tests/reference/spc/README.md)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from curriculum.charts.analysis import Analysis, analyze
from curriculum.charts.funnel import arcsine_limits, binomial_limits, funnel
from curriculum.charts.limits import c4
from curriculum.charts.pareto import pareto
from curriculum.charts.runs import any_trend, run_limits, shift_points, trends
from curriculum.charts.subgroups import subgroups

FOLDER = Path(__file__).parents[2] / "reference" / "spc"
FILES = {
    "run_charts": "run",
    "shewhart_i": "i",
    "shewhart_mr": "mr",
    "shewhart_p": "p",
    "shewhart_pp": "pp",
    "shewhart_c": "c",
    "shewhart_u": "u",
    "shewhart_up": "up",
    "shewhart_xbar": "xbar",
    "shewhart_s": "s",
    "real_r_datasets": "",
}
#: Deliberate differences, each with its reason in curriculum/charts/DIFFERENCES.md.
LIMITS_DIFFER = {"i-021": "constant, screened", "s-023": "empty subgroup"}
#: Two-tailed box methods that we do not offer; their counts agree, their verdict does not exist.
OTHER_METHODS = ("bestbox", "cutbox")


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text())["cases"]
    return found


def numbers(values: list[Any]) -> Any:
    return np.array([np.nan if value is None else value for value in values], dtype=float)


CHARTS = [
    pytest.param(kind or case["chart"], case, id=case["id"])
    for name, kind in FILES.items()
    for case in cases(name)
]


def ours(kind: str, given: dict[str, Any]) -> Analysis:
    group = subgroups(given["y"], n=given["n"], x=given["x"], how=given["agg"], kind=kind)
    exclude = given["exclude"] or []
    return analyze(
        kind,  # type: ignore[arg-type]
        group.y,
        group.n,
        sd=group.sd,
        size=group.size,
        freeze=given["freeze"],
        parts=given["part"] or (),
        exclude=exclude if isinstance(exclude, list) else [exclude],
        center=given["cl"],
        screen=given["screened_mr"],
        multiply=given["multiply"],
    )


@pytest.mark.parametrize(("kind", "case"), CHARTS)
def test_agrees_with_qicharts2(kind: str, case: dict[str, Any]) -> None:
    found = ours(kind, case["input"])
    points, parts = case["expected"]["points"], case["expected"]["parts"]
    lines = {"y": "y", "center": "cl", "lower": "lcl", "upper": "ucl"}
    lines |= {"lower2": "lcl_2s", "upper2": "ucl_2s"}
    if case["id"] in LIMITS_DIFFER:
        lines = {"y": "y"}
    for mine, theirs in lines.items():
        np.testing.assert_allclose(
            getattr(found, mine)[0],
            numbers(points[theirs]),
            rtol=1e-9,
            atol=1e-9,
            err_msg=theirs,
        )
    for mine, theirs in (("baseline", "baseline"), ("include", "include"), ("part", "part")):
        assert getattr(found, mine)[0].tolist() == points[theirs]
    assert found.outside[0].tolist() == points["sigma_signal"]
    for at, part in enumerate(parts):
        for name in (
            "n_obs",
            "n_useful",
            "longest_run",
            "longest_run_max",
            "n_crossings",
            "n_crossings_min",
        ):
            expected = -1 if part[name] is None else part[name]
            assert getattr(found, name)[0][at] == expected, name
        if case["input"]["method"] not in OTHER_METHODS:
            assert found.anhoej[0][at] == part["runs_signal"]


@pytest.mark.parametrize("case", cases("ihi_shift_trend"), ids=lambda case: case["id"])
def test_agrees_on_ihi_rules(case: dict[str, Any]) -> None:
    y = numbers(case["input"]["y"])
    expected = case["expected"]
    center = np.full(y.shape, expected["median"])
    shift = np.flatnonzero(shift_points(y, center)) + 1
    assert shift.tolist() == expected["shift_index_useful"]
    assert [list(found + 1) for found in trends(y)] == expected["trends"]
    assert bool(any_trend(y[None])[0]) == expected["trend_any"]
    assert analyze("run", y).ihi[0][0] == (expected["shift_any"] or expected["trend_any"])


def test_agrees_on_printed_limits() -> None:
    with (FOLDER / "anhoej_limits.csv").open() as file:
        rows = list(csv.DictReader(file))
    n = np.array([int(row["n_useful"]) for row in rows])
    longest, crossings = run_limits(n)
    assert longest.tolist() == [int(row["longest_run_max"]) for row in rows]
    assert crossings.tolist() == [int(row["n_crossings_min"]) for row in rows]


def test_agrees_on_c4() -> None:
    with (FOLDER / "xbar_s_constants.csv").open() as file:
        rows = list(csv.DictReader(file))
    n = np.array([float(row["n"]) for row in rows])
    np.testing.assert_allclose(c4(n), [float(row["c4"]) for row in rows], rtol=1e-9)


@pytest.mark.parametrize("case", cases("funnel_exact_binomial"), ids=lambda case: case["id"])
def test_agrees_on_exact_funnel(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    found = funnel(given["numerator"], given["denominator"])
    assert found.target == pytest.approx(expected["target"], rel=1e-9)
    for level, name in ((0.95, "95"), (0.998, "998")):
        low, high = binomial_limits(given["denominator"], found.target, level, clip=False)
        np.testing.assert_allclose(low, expected[f"lcl{name}"], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(high, expected[f"ucl{name}"], rtol=1e-9, atol=1e-9)
    assert found.outside95.tolist() == expected["outside95"]
    assert found.outside998.tolist() == expected["outside998"]


@pytest.mark.parametrize(
    "case",
    [case for case in cases("funnel_funnelplotr") if case["input"]["data_type"] == "PR"],
    ids=lambda case: case["id"],
)
def test_agrees_on_overdispersed_funnel(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    n = expected["denominator"]
    found = funnel(expected["numerator"], n, overdispersion=True, winsorize=given["trim_by"])
    np.testing.assert_allclose(found.rate, expected["rr"], rtol=1e-9)
    np.testing.assert_allclose(found.z, expected["uzscore"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.z_winsorized, expected["wuzscore"], rtol=1e-9, atol=1e-9)
    if given["draw_adjusted"]:
        assert found.phi == pytest.approx(expected["phi"], rel=1e-9)
        assert found.tau2 == pytest.approx(expected["tau2"], rel=1e-9, abs=1e-12)
    for level, name in ((0.95, "95"), (0.998, "99")):
        for tau2, kind in ((0.0, ""), (expected["tau2"], "od_")):
            low, high = arcsine_limits(n, found.target, level, tau2)
            np.testing.assert_allclose(high, expected[f"{kind}ucl{name}"], rtol=1e-9, atol=1e-9)
            if "tiny-denominators" not in case["tags"]:  # see DIFFERENCES.md
                np.testing.assert_allclose(low, expected[f"{kind}lcl{name}"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("case", cases("pareto"), ids=lambda case: case["id"])
def test_agrees_on_pareto(case: dict[str, Any]) -> None:
    expected = case["expected"]
    found = pareto(case["input"]["x"], count_missing=case["input"]["use_na"])
    assert list(found.category) == expected["category"]
    assert found.count.tolist() == expected["count"]
    assert found.cumulative.tolist() == expected["cum_count"]
    np.testing.assert_allclose(found.share, expected["p"], atol=1e-9)
    np.testing.assert_allclose(found.cumulative_share, expected["p_cum"], atol=1e-9)
