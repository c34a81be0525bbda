"""The fishbone's drawing and print-out in a real browser: readable, accessible, on two sheets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from curriculum.artifacts.fishbone import Bone, Cause, Fishbone, ProblemStatement, empty_fishbone
from curriculum.exports import to_print_html, to_svg

TEXT = "Our pacing chart puts the unit's open tasks in the “if time” column"
NASTY = "<script>window.hit=1</script><img src=x onerror='window.hit=1'>"


def fish(text: str, bones: int = 5) -> Fishbone:
    def leaf(name: str, lane: str | None) -> Cause:
        evidence = {
            "tag": "observation",
            "source": "Observers' notes: this order in 9 of 12 lessons",
        }
        return Cause.model_validate({"id": name, "text": text, "evidence": evidence, "lane": lane})

    lanes = ["test", "check", "escalate", None, "test"]
    return Fishbone(
        school="Alder Creek Elementary (fictional)",
        who_was_there=("three Grade 5 teachers", "math coach"),
        problem_statement=ProblemStatement(
            text="In 12 fractions lessons from September 8 to October 16, students gave a "
            "classmate a reason in 98 of 306 student-lessons (32%)."
        ),
        bones=tuple(
            Bone(
                id=f"b{i}",
                name=f"Adult learning {i}",
                causes=(Cause(id=f"c{i}", text=text, whys=(leaf(f"w{i}", lanes[i % 5]),)),),
            )
            for i in range(bones)
        ),
        reads_backward=text,
        surprise=text,
    )


@pytest.mark.parametrize("fb", [fish(TEXT), empty_fishbone()], ids=["full", "empty"])
def test_the_print_out_is_accessible_and_fits_two_sheets(
    chromium: Browser, tmp_path: Path, fb: Fishbone
) -> None:
    path = tmp_path / "print.html"
    path.write_text(to_print_html(fb), encoding="utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    for size in ("A4", "Letter"):
        pdf = page.pdf(format=size, landscape=True, prefer_css_page_size=False)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    page.close()


def test_scripts_in_words_do_not_run(chromium: Browser, tmp_path: Path) -> None:
    fb = fish(NASTY).model_copy(update={"school": NASTY, "who_was_there": (NASTY,)})
    for name, content in (("p.html", to_print_html(fb)), ("p.svg", to_svg(fb))):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        page = chromium.new_page()
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        assert page.evaluate("() => window.hit") is None
        page.close()


def test_drawn_text_stays_in_its_box(chromium: Browser) -> None:
    """The widths that lines are broken with are enough for the fonts of a real browser."""
    page = chromium.new_page(viewport={"width": 1300, "height": 900})
    page.set_content(to_svg(fish(TEXT + " and internationalization, WWW MMM", bones=8)))
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg > g')].flatMap(group => {
            const box = group.querySelector('rect').getBBox();
            return [...group.querySelectorAll('text')].filter(text => {
                const inner = text.getBBox();
                return inner.x < box.x - 0.5 || inner.x + inner.width > box.x + box.width + 0.5 ||
                       inner.y < box.y - 2 || inner.y + inner.height > box.y + box.height + 2;
            }).map(text => text.textContent);
        })"""
    )
    assert page.locator("svg > g").count() > 20
    assert outside == []
    page.close()
