"""Order and marks of all tests: quick ones first, real nbgrader next, a real browser last."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

BROWSER = Path(__file__).parent / "browser"

# Asserts in what several test files share explain themselves as those of a test file do.
pytest.register_assert_rewrite("module_rules", "page_read")

# Times are told as the clock on the wall has them: the same wall for every run.
os.environ["TZ"] = "UTC"
if hasattr(time, "tzset"):
    time.tzset()

# The same examples in every run: what fails here fails for everybody. To look further, run
# `pytest --hypothesis-profile=search`.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("fixed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
    many = Counter(item.path for item in items)
    turns = {path: 0 for path in many}
    for item in items:
        turns[item.path] = max(turns[item.path], _turn(item))
    # A file stays together: what it sets up (a server, a course) is then set up once. Of the slow
    # ones the long files begin, so that at the end no worker waits for the other.
    items.sort(key=lambda item: (turns[item.path], -many[item.path], item.path))


def _turn(item: pytest.Item) -> int:
    for turn, mark in ((3, "browser"), (2, "nbgrader"), (1, "slow")):
        if item.get_closest_marker(mark):
            return turn
    return 0
