"""The gallery of charts in a real browser."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from curriculum.exports.gallery import gallery_html


def test_the_gallery_is_accessible_with_everything_open(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "gallery.html"
    path.write_text(gallery_html(), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 900, "height": 900})
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.close()
