"""The page that a cabinet prints, in a real browser: one letter page, readable on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from autograde.checks.gaps_solution import worked_gaps
from autograde.checks.signal_solution import worked_signal
from autograde.shown import funnel_data
from curriculum.exports import disaggregation as gaps
from curriculum.exports import funnel_reading as funnels
from curriculum.simulate.gaps_cases import draw_gaps_case
from curriculum.simulate.signal_cases import draw_signal_case

LONG = "Every school gave the same two hours of reading with a teacher. " * 40
NASTY = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"


def pages() -> dict[str, str]:
    made = worked_gaps(draw_gaps_case("elie-gaps", "maria", 0))
    case = draw_signal_case("elie-signal", "maria", 0)
    read = worked_signal(case)
    groups = tuple(
        row.model_copy(update={"id": f"{row.id}-{at}", "name": f"{row.name}, program {at}"})
        for row in made.groups
        for at in range(10)
    )
    long = {field: LONG[:2000] for field in ("finding_words", "system_words", "goal")}
    wide = {"adjusted": "yes", "board": LONG[:1500], "principal": NASTY, "newspaper": LONG[:2000]}
    return {
        "gaps": gaps.to_print_html(made),
        "gaps-long": gaps.to_print_html(made.model_copy(update={"groups": groups, **long})),
        "funnel": funnels.to_print_html(read, funnel_data(read, case)),
        "funnel-long": funnels.to_print_html(read.model_copy(update=wide), funnel_data(read, case)),
    }


@pytest.mark.browser
def test_one_letter_page_that_a_phone_shows_too(chromium: Browser, tmp_path: Path) -> None:
    page = chromium.new_page()
    for name, html in pages().items():
        path = tmp_path / f"{name}.html"
        path.write_text(html, encoding="utf-8")
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(path.as_uri())
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("() => window.hit") is None
        pdf = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, name
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.close()
