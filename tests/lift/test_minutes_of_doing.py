"""The guides' minutes of doing are those that ``doing.py`` works out from each module."""

from __future__ import annotations

import pytest
from doing import CHOICE, HOW, Acts, acts, doing
from module_rules import minutes

from curriculum.content import content_root
from curriculum.series import load_series

MODULES = ("fishbone", "predict", "study")


def guide(module: str) -> str:
    return (content_root() / "lift" / module / "guide.md").read_text(encoding="utf-8")


def told(module: str) -> list[float]:
    """Seconds of doing in the guide's table, without its sums."""
    table = guide(module)
    rows = table[table.index("| part | words |") :].split("\n\n")[0].splitlines()[2:]
    return [60 * minutes(row.split("|")[4].strip(" *")) for row in rows if "**" not in row]


@pytest.mark.parametrize("module", MODULES)
def test_the_table_has_what_is_worked_out(module: str) -> None:
    assert told(module) == pytest.approx(list(doing(module).values()), abs=1)


@pytest.mark.parametrize("module", MODULES)
def test_the_guide_says_how_they_were_got(module: str) -> None:
    for said in HOW:
        assert said in guide(module)


def test_every_module_that_is_written_is_worked_out() -> None:
    written = [
        one.id
        for one in load_series("lift").module
        if (content_root() / "lift" / one.id / "module.md").is_file()
    ]
    assert sorted(written) == sorted(MODULES)


def test_what_is_on_demand_takes_no_time_and_what_is_unknown_is_not_passed_over() -> None:
    assert acts("repair", "predict/some-growth", "") == Acts()
    assert acts("repair", "predict/engaged", "").seconds > CHOICE
    assert acts("weak_predictions", "", "").seconds == 0
    with pytest.raises(KeyError):
        acts("a_new_panel", "", "")
