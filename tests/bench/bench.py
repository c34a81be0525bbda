"""Figures for what must hold: ``make bench``. Figures and ratios are printed, nothing is asserted.

These machines are shared and noisy, so read a figure beside its ratio, and run it twice.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np


def say(name: str, value: str, goal: str = "") -> None:
    """One line of the table."""
    print(f"{name:<66} {value:>16}   {goal}", flush=True)


def timed(work: Callable[[], Any], runs: int = 5) -> float:
    """Median seconds of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def imports() -> None:
    """``import curriculum`` in a fresh interpreter."""
    code = "import time; t = time.perf_counter(); import curriculum; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(7)
    ]
    say("import curriculum, median of 7", f"{statistics.median(times):.3f} s", "under 0.3 s")


def check_my_work() -> None:
    """The check of the largest fishbone."""
    from autograde.checks.bench import bench

    found = bench()
    say(
        "check my work, 8 bones x 6 causes x 3 whys, all 192 sentences new",
        f"{found['median']:.0f} ms",
        "under 200 ms",
    )
    say("  the same, one sentence changed", f"{found['again']:.0f} ms")
    say("  the first of all (the editor does this while one reads)", f"{found['first']:.0f} ms")
    say("  processor time of the first of these three", f"{found['cpu']:.0f} ms")


def editor(runs: int = 5) -> None:
    """From navigation to an editor that can be typed into, and a keystroke in a full fishbone."""
    from playwright.sync_api import sync_playwright

    from autograde.checks.bench import large_fishbone
    from curriculum.lab.folder import prepare
    from curriculum.lab.server import free_port, launch
    from curriculum.lab.setup.chromium import find_chromium

    with tempfile.TemporaryDirectory() as place:
        os.environ["LIFT_ELIE_DATA"] = f"{place}/ours"
        os.environ["IPYTHONDIR"] = f"{place}/ipython"
        root = Path(place) / "served"
        ready = prepare(root / "me")
        (root / "me" / "learner.json").write_text('{"format": 1, "key": "rivera-04"}', "utf-8")
        prepare(root / "full")
        work = root / "full" / "work" / "fishbone.json"
        work.parent.mkdir(exist_ok=True)
        work.write_text(large_fishbone().to_json(), encoding="utf-8")
        extra = {
            "IdentityProvider": {"token": ""},
            "ServerApp": {"disable_check_xsrf": True},
        }
        server = launch(root, port=free_port(0), extra=extra, code=ready.code)
        try:
            with sync_playwright() as player:
                chromium = player.chromium
                how: dict[str, Any] = {
                    "executable_path": find_chromium(),
                    "args": ["--no-sandbox"],
                }
                size = {"width": 1366, "height": 768}
                profile = f"{place}/profile"
                own = chromium.launch_persistent_context(profile, viewport=size, **how)
                browser = chromium.launch(**how)
                private = browser.new_context(viewport=size)
                for label, context, name in (
                    ("module page, own browser profile", own, MODULE),
                    ("exercise page, own browser profile", own, EXERCISE),
                    ("module page, private window", private, MODULE),
                ):
                    times = [_navigate(context, server.url, name) for _ in range(runs + 2)]
                    say(
                        f"navigation to enabled editor, warm server: {label}",
                        f"{statistics.median(times[2:]):.2f} s",
                        f"under 5 s, median of {runs} (the first, cold: {times[0]:.2f} s)",
                    )
                for label, link in (("module", "3. Fishbone"), ("exercise", "On your own")):
                    times = [_from_start(own, server.url, link) for _ in range(runs)]
                    say(
                        f"click on the start page to enabled editor: {label} page",
                        f"{statistics.median(times):.2f} s",
                        f"under 5 s, median of {runs} (slowest {max(times):.2f} s)",
                    )
                _typing(private, server.url)
                own.close()
                browser.close()
        finally:
            server.stop()


MODULE = "me/3 Fishbone.ipynb"
EXERCISE = "me/lift-fishbone/lift-fishbone.ipynb"
ENABLED = ".le-fishbone .le-add-bone:not([disabled])"


def _open(browser: Any, url: str, path: str) -> Any:
    page = browser.new_page()
    page.goto(f"{url}lab/tree/{quote(path)}?reset", wait_until="commit")
    return page


def _navigate(browser: Any, url: str, path: str) -> float:
    """Seconds from navigation to an editor that can be typed into; its kernel is new each time."""
    started = time.perf_counter()
    page = _open(browser, url, path)
    page.wait_for_selector(ENABLED, timeout=60_000, state="attached")
    spent = time.perf_counter() - started
    page.close()
    _end_kernels(url)
    return spent


def _from_start(browser: Any, url: str, name: str) -> float:
    """Seconds from a click on the start page, as learners go, to an editor; its kernel is new."""
    page = _open(browser, url, "me/Start here.ipynb")
    page.wait_for_selector('[data-lift-elie="ready"]', timeout=60_000)
    link = page.get_by_role("link", name=name, exact=True).first
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)  # nobody clicks at once
    started = time.perf_counter()
    link.click()
    page.wait_for_selector(ENABLED, timeout=60_000, state="attached")
    spent = time.perf_counter() - started
    page.close()
    _end_kernels(url)
    return spent


def _end_kernels(url: str) -> None:
    with urllib.request.urlopen(f"{url}api/sessions", timeout=10) as answer:
        sessions = json.load(answer)
    for session in sessions:
        address = f"{url}api/sessions/{session['id']}"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=10)


def _typing(browser: Any, url: str) -> None:
    page = _open(browser, url, "full/3 Fishbone.ipynb")
    page.wait_for_selector(ENABLED, timeout=60_000, state="attached")
    editor = page.locator(".le-fishbone").last
    field = editor.locator("textarea").first
    field.scroll_into_view_if_needed()
    field.click()
    page.evaluate(
        """() => {
          window.lags = [];
          const field = document.activeElement;
          field.addEventListener("input", () => {
            const at = performance.now();
            requestAnimationFrame(() => requestAnimationFrame(
              () => window.lags.push(performance.now() - at)));
          });
        }"""
    )
    page.keyboard.type("partners explain before the answer is shown ", delay=30)
    page.wait_for_timeout(500)
    lags = page.evaluate("window.lags")
    say(
        "keystroke to picture in a fishbone of 8 x 6 x 3, median",
        f"{statistics.median(lags):.0f} ms",
        f"no lag is felt (slowest of {len(lags)}: {max(lags):.0f} ms)",
    )
    page.close()


def charts() -> None:
    """Ten thousand series, and the same one by one."""
    from curriculum.charts import analyze, chart
    from curriculum.figures.charts import chart_figure, png

    y = np.random.default_rng(1).normal(50, 8, (10_000, 24))
    y[np.random.default_rng(2).random(y.shape) < 0.03] = np.nan
    n = np.full(y.shape, 28.0)
    counts = np.clip(np.round(y / 2), 0, 28)
    analyze("run", y[:2])
    for kind, values, bottom in (("run", y, None), ("i", y, None), ("p", counts, n)):
        together = timed(lambda k=kind, v=values, b=bottom: analyze(k, v, b), 3)
        alone = timed(lambda k=kind, v=values, b=bottom: _one_by_one(k, v, b), 1) * len(y) / FEW
        say(
            f"{kind} chart, 10,000 series of 24 points",
            f"{together:.3f} s",
            f"under 0.5 s; {alone / together:.0f} times as fast as one by one",
        )
    drawn = chart("run", list(y[0]), freeze=12, measure="slips", unit="%", notes={15: "new opener"})
    for _ in range(10):
        png(chart_figure(drawn))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    for _ in range(1000):
        chart_figure(drawn)
    spent = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    say("1,000 figures drawn", f"{spent:.1f} s", f"memory grew by {grown:.1f} MB (under 20)")
    started = time.perf_counter()
    for _ in range(200):
        png(chart_figure(drawn))
    spent = time.perf_counter() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    say(
        "200 more drawn and rendered to PNG",
        f"{spent:.1f} s",
        f"memory grew by {grown:.1f} MB in all (under 20)",
    )


FEW = 200


def _one_by_one(kind: Any, values: Any, bottom: Any) -> None:
    from curriculum.charts import analyze

    for row in range(FEW):
        analyze(kind, values[row], None if bottom is None else bottom[row])


def simulator() -> None:
    """A million student-weeks, and the table of 200 cells."""
    from curriculum.data import attack, suppress
    from curriculum.simulate.bench import measure_speeds

    for row in measure_speeds():
        say(f"simulator: {row.what}", f"{row.seconds:.3f} s", f"under {row.bound:g} s")
    cells = np.random.default_rng(5).geometric(1 / 33, (20, 10)) - 1
    spent = timed(lambda: suppress(cells), 3)
    say("suppression of a table of 200 cells", f"{spent:.2f} s")
    found = suppress(cells)
    say(
        "the attacker on it",
        f"{timed(lambda: attack(found.table, found.hidden), 3):.2f} s",
        "under 5 s",
    )


def districts() -> None:
    """A district's data: a million student records, the attacker, a funnel of 1,000 schools."""
    import pandas as pd

    from curriculum.charts import funnel
    from curriculum.charts.gaps import disaggregate
    from curriculum.charts.group_counts import count_records
    from curriculum.data.attack import attack, with_totals
    from curriculum.data.suppress_rates import suppress_rates

    rng = np.random.default_rng(6)
    size = 1_000_000
    records = pd.DataFrame(
        {
            "language": rng.choice(
                ["English learners", "reclassified", "never"], size, p=[0.2, 0.1, 0.7]
            ),
            "school": rng.choice([f"School {at}" for at in range(20)], size),
            "program": rng.choice(["A", "B", "C"], size, p=[0.49995, 0.49995, 0.0001]),
        }
    )
    met = rng.random(size) < 0.4

    def whole() -> Any:
        return disaggregate(count_records(dict(records.items()), met), "never")

    found = whole()
    clock, started = time.process_time(), time.perf_counter()
    whole()
    spent, used = time.perf_counter() - started, time.process_time() - clock
    goal = f"under 1 s (processor {used:.2f} s; {found.hidden} of {len(found.rows)} rows hidden)"
    say("disaggregation of 1,000,000 records by three attributes", f"{spent:.2f} s", goal)
    n = rng.geometric(1 / 33, (20, 10)) - 1
    reached = rng.binomial(n, 0.4)
    hidden = suppress_rates(n, reached)
    spent = timed(lambda: suppress_rates(n, reached), 3)
    say("suppression of a table of rates of 200 cells", f"{spent:.2f} s")
    table = with_totals(reached)
    spent = timed(lambda: attack(table, hidden), 3)
    say("the attacker on it", f"{spent:.2f} s", "under 5 s")
    schools = rng.integers(20, 2000, 1000)
    counts = rng.binomial(schools, 0.45)
    for over in (False, True):
        spent = timed(lambda over=over: funnel(counts, schools, overdispersion=over).too_few)
        kind = "allowing for over-dispersion" if over else "exact"
        say(f"funnel of 1,000 schools, both limits, {kind}", f"{1000 * spent:.0f} ms", "under 200")


def own_data() -> None:
    """A team's own file of 50,000 rows."""
    from bench_import import measure

    for what, (seconds, processor) in measure().items():
        goal = f"a second (processor {processor:.2f} s)"
        say(f"own data, 50,000 rows x 8, {what}", f"{seconds:.2f} s", goal)


def desk() -> None:
    """The record of what coaches did: 300 learners, four criteria, five rounds of marks."""
    from bench_records import measure

    for what, (seconds, processor) in measure().items():
        goal = f"under 0.3 s (processor {1000 * processor:.0f} ms)"
        say(f"desk, 300 learners x 4 criteria x 5 rounds, {what}", f"{1000 * seconds:.0f} ms", goal)


def grading(submissions: int, stock: int) -> None:
    """Every exercise at the size of a network, beside stock nbgrader on the same work."""
    from autograde.bench import bench_grading

    for found in bench_grading(submissions, stock):
        marks = "same marks" if found.same_marks else "MARKS DIFFER"
        each = [f"{1000 * one.seconds / one.submissions:.0f}" for one in found.along]
        at = "/".join(str(one.submissions) for one in found.along)
        memory = "/".join(f"{one.megabytes:.0f}" for one in found.along)
        say(
            f"autograde run {found.exercise}, {found.graded} of {found.submissions} graded",
            f"{found.ours:.1f} s",
            f"drawings included; one more takes {1000 * found.each:.0f} ms",
        )
        say(f"  each, after {at}", f"{'/'.join(each)} ms", "the start included; must not grow")
        say("  peak memory there", f"{memory} MB", f"worker {found.worker_megabytes:.0f} MB")
        say(
            f"  stock nbgrader autograde, {found.stock_submissions} of them",
            f"{found.stock:.1f} s",
            f"{found.stock / found.stock_submissions:.2f} s each, one more {found.stock_each:.2f}",
        )
        say(
            "  stock over ours, per submission",
            f"{found.ratio:.0f}",
            f"at least 20 (without the start of either {found.ratio_each:.0f}, in processor time "
            f"{found.ratio_processor:.0f}); {marks}",
        )


def close_the_loop() -> None:
    """The desk's screens on rounds, and what it gives to take along, with 300 learners."""
    from bench_loop import measure

    for what, (first, processor, again) in measure().items():
        goal = f"a second (processor {processor:.2f} s; again {again:.2f} s)"
        say(f"desk, 300 learners: {what}", f"{first:.2f} s", goal)


def screens() -> None:
    """The desk's first screens, with 300 learners and three exercises."""
    from bench_desk import measure

    for what, (first, again) in measure().items():
        goal = f"a second (processor {first[1]:.2f} s; again {again[0]:.2f}, {again[1]:.2f} s)"
        say(f"desk, 300 learners x 3 exercises: {what}", f"{first[0]:.2f} s", goal)


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "imports": lambda given: imports(),
    "check": lambda given: check_my_work(),
    "charts": lambda given: charts(),
    "simulator": lambda given: simulator(),
    "districts": lambda given: districts(),
    "data": lambda given: own_data(),
    "desk": lambda given: desk(),
    "screens": lambda given: screens(),
    "editor": lambda given: editor(),
    "loop": lambda given: close_the_loop(),
    "grading": lambda given: grading(given.submissions, given.stock),
}


def main() -> None:
    """Print every figure, or those of the named parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all by default")
    parser.add_argument("--submissions", type=int, default=1000, help="of each exercise")
    parser.add_argument("--stock", type=int, default=6, help="so many with stock nbgrader, too")
    given = parser.parse_args()
    for name in given.parts or PARTS:
        PARTS[name](given)


if __name__ == "__main__":
    main()
