"""The seasons as data: the shipped ones hold, and a wrong one is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.series import SeriesError, all_series, find_exercise, load_series

GOOD = """
id = "lift"
title = "LIFT"
subtitle = "Leading"
audience = "Leads"

[[session]]
id = "in-person-1"
title = "In-person session 1"
kind = "in-person"
length = "two days"

[[session]]
id = "in-person-2"
title = "In-person session 2"
kind = "in-person"
length = "two days"

[[module]]
id = "launch"
label = "Launch"
title = "Launch the team"
makes = "A charter"
after = "in-person-1"
status = "available"
artifact = "charter"
closing = "launch/reflection"

  [[module.sitting]]
  minutes = 35

[[module]]
id = "study"
label = "Study"
title = "Study"
makes = "A verdict"
after = "in-person-2"
status = "coming"
prerequisites = ["launch"]

  [[module.sitting]]
  id = "A"
  minutes = 30

  [[module.sitting]]
  id = "B"
  minutes = 35
"""


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "lift").mkdir()
    (tmp_path / "lift" / "series.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_shipped_seasons_are_those_of_the_workshops() -> None:
    lift, elie = all_series()
    assert [module.id for module in lift.module] == [
        "launch", "interviews", "fishbone", "drivers", "measures", "predict", "study", "act",
    ]  # fmt: skip
    assert [module.id for module in elie.module] == [
        "gaps", "room", "where", "signal", "retention", "across", "board",
    ]  # fmt: skip
    assert [sitting.minutes for module in lift.module for sitting in module.sitting] == [
        35, 30, 35, 40, 35, 35, 40, 30, 35, 30, 25,
    ]  # fmt: skip
    assert [module.minutes for module in elie.module] == [40, 35, 40, 40, 40, 35, 40]
    kinds = [session.kind for session in lift.session]
    assert (kinds.count("in-person"), kinds.count("virtual")) == (4, 4)
    assert len([session for session in elie.session if session.kind == "virtual"]) == 3


def test_only_what_is_built_is_available() -> None:
    available = [module for series in all_series() for module in series.module if module.available]
    assert available
    for module in available:
        assert (module.folder / "module.md").is_file()
        assert (module.folder / "guide.md").is_file()


def test_numbers_and_file_names_come_from_the_order() -> None:
    lift = load_series("lift")
    fishbone = lift.find("fishbone")
    assert fishbone is not None
    assert fishbone.notebook == "3 Fishbone.ipynb"
    assert lift.find("nothing") is None
    assert find_exercise("lift-fishbone") == fishbone
    assert find_exercise("lift-nothing") is None


def test_a_good_file_is_read(tmp_path: Path) -> None:
    series = load_series("lift", written(tmp_path, GOOD))
    assert [module.number for module in series.module] == [1, 2]
    assert series.module[1].minutes == 65
    assert series.session_title("in-person-2") == "In-person session 2"
    assert series.checks.rule_set == "ihi"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('title = "LIFT"', "title = LIFT", "cannot be read as TOML"),
        ('id = "lift"', 'id = "elie"', "calls itself 'elie'"),
        ("minutes = 35", "minutes = 3", "minutes cannot be 3"),
        ("minutes = 35", 'minutes = "long"', "minutes cannot be 'long'"),
        ('label = "Study"', 'label = "Study/2"', "label cannot be 'Study/2'"),
        ('label = "Study"', 'labl = "Study"', "module → 2"),
        ('id = "study"', 'id = "launch"', "two of the modules are called 'launch'"),
        ('id = "in-person-2"', 'id = "in-person-1"', "two of the sessions"),
        ('after = "in-person-2"', 'after = "in-person-9"', "which is no session"),
        ('after = "in-person-1"', 'after = "in-person-2"', "after = in"),
        ('prerequisites = ["launch"]', 'prerequisites = ["act"]', "does not come before it"),
        ('status = "coming"', 'status = "soon"', "status cannot be 'soon'"),
        ('artifact = "charter"', "", "name its artifact"),
        ('  id = "B"', '  id = "A"', "one sitting without id, or A and B"),
        ('status = "coming"', 'status = "coming"\nnumber = 4', "leave out 'number'"),
        ("[[module]]", "[module]", "cannot be read as TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    text = GOOD.replace(old, new)
    if says == "after = in":
        text = GOOD.replace('after = "in-person-2"', 'after = "in-person-1"', 1).replace(
            'after = "in-person-1"', 'after = "in-person-2"', 1
        )
        says = "reorder the file"
    with pytest.raises(SeriesError) as caught:
        load_series("lift", written(tmp_path, text))
    assert says in str(caught.value)
    assert str(caught.value).startswith("lift/series.toml")
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match=r"elie/series\.toml is missing"):
        load_series("elie", tmp_path)


def test_one_table_where_many_belong(tmp_path: Path) -> None:
    text = GOOD.split("[[module]]")[0] + "[module]\nid = 'x'\n"
    with pytest.raises(SeriesError, match=r"write each module as \[\[module\]\]"):
        load_series("lift", written(tmp_path, text))
