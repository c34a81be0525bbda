"""The fishbone editor on a page, as the browser tests use it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from page_parts import own_name
from playwright.sync_api import Locator, Page, expect

EDITOR = "from curriculum.editors import fishbone_editor\n"
PID = "import os\nfrom pathlib import Path\n_ = Path('pid').write_text(str(os.getpid()))"
CHECKED = (
    "from functools import partial\n"
    "from autograde.checks import fishbone as check_fishbone\n"
    "from curriculum.simulate.story import draw_case\n"
    "case = draw_case('lift-fishbone', 'maria', 0)\n"
    "fishbone_editor(check=partial(check_fishbone, case=case), case=case, team=True)"
)


class Desk:
    """The editor on a page, and the file behind it."""

    def __init__(self, page: Page, folder: Path, name: str = "fishbone") -> None:
        self.page, self.folder, self.name = page, folder, name
        self.root = page.locator(".le-fishbone").last
        expect(self.root).to_be_visible()

    @property
    def file(self) -> Path:
        return self.folder / "work" / f"{self.name}.json"

    def saved(self) -> dict[str, Any]:
        """The file, once everything is in it."""
        expect(self.root.locator(".le-saved")).to_contain_text("Saved ")
        return json.loads(self.file.read_text())

    def row(self, text: str) -> Locator:
        return self.root.get_by_role("treeitem").filter(has_text=text).first

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def bone(self, number: int) -> Locator:
        return self.root.locator('.le-row[data-kind="bone"]').nth(number)

    def settle(self) -> None:
        self.page.wait_for_timeout(350)


@pytest.fixture
def desk(lab: Any, open_lab: Any, request: pytest.FixtureRequest) -> Any:
    """Opens an editor in a folder of its own."""
    stem = own_name(request)

    def opener(cell: str = EDITOR + "fishbone_editor()", *more: str) -> Desk:
        page = open_lab(lab.notebook(f"{stem}/x.ipynb", cell, *more))
        return Desk(page, lab.root / stem)

    return opener


@pytest.fixture
def pictures() -> Path | None:
    """Where to put pictures for a person to look at: the folder that EDITOR_PICTURES names."""
    name = os.environ.get("EDITOR_PICTURES", "")
    return Path(name) if name else None
