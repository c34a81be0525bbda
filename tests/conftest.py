"""Order and marks of all tests: quick ones first, real nbgrader next, a real browser last."""

from __future__ import annotations

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    for turn, mark in ((3, "browser"), (2, "nbgrader"), (1, "slow")):
        if item.get_closest_marker(mark):
            return turn
    return 0
