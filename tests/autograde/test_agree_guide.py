"""The coach's guide: whole, readable at the desk, and with minutes that add up."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from autograde.agreement import wilson
from autograde.desk import help as guide
from autograde.gold import has_gold, load_gold
from autograde.release import exercises

TEXT = guide.GUIDE.read_text(encoding="utf-8")


def told(spans):
    return "".join(one["text"] for one in spans)


def parts():
    """Blocks by the heading they stand under."""
    found, under = {}, ""
    for one in guide.blocks():
        if one["kind"] in ("h1", "h2"):
            under = told(one["text"])
            found[under] = []
        else:
            found[under].append(one)
    return found


def test_every_part_is_there():
    assert list(parts()) == [
        "The coach's guide",
        "What a coach is for",
        "A check-in as a thought partner",
        "An agenda planned together",
        "Feedback on facilitation",
        "Written feedback",
        "An hour for twenty hand-ins",
        "Calibrate: before you mark learners",
        "When two coaches differ",
        "Who sees what",
        "Sources",
    ]


def test_nothing_of_the_text_is_lost_and_no_mark_is_left():
    shown = []
    for one in guide.blocks():
        rows = [*one.get("rows", []), one.get("head", []), one.get("items", [])]
        shown += [told(each) for row in rows for each in row] + [told(one.get("text", []))]
    lines = [line for line in TEXT.splitlines() if not line.startswith("| --")]
    bare = re.sub(r"[*|#]|^\d+\.|^- ", " ", "\n".join(lines), flags=re.MULTILINE)
    assert sorted("".join(" ".join(shown).split())) == sorted("".join(bare.split()))
    assert not re.search(r"\*|\]\(|<|`", "".join(shown))


def test_the_minutes_of_a_check_in_add_up():
    (table,) = [one for one in parts()["A check-in as a thought partner"] if one["kind"] == "table"]
    assert sum(int(told(row[0])) for row in table["rows"]) == 25
    assert "Twenty-five minutes" in TEXT


def test_the_hour_has_sixty_minutes_without_a_gap():
    (table,) = [one for one in parts()["An hour for twenty hand-ins"] if one["kind"] == "table"]
    spans = [tuple(map(int, told(row[0]).split("–"))) for row in table["rows"]]
    assert spans[0][0] == 0
    assert spans[-1][1] == 60
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert spans[1][1] - spans[1][0] >= 20 * 35 / 60
    assert spans[4][1] - spans[4][0] >= 20 * 40 / 60
    marking = spans[4][1] - spans[1][0]
    assert marking / 20 == 2.5
    assert "two and a half minutes each, with ten minutes around them" in TEXT


def test_its_figures_are_ours():
    low, high = wilson(7, 10)
    assert f"between {100 * low:.0f} and {100 * high:.0f} in 100" in TEXT
    for exercise in exercises():
        if has_gold(exercise):
            assert len(load_gold(exercise).pieces) == 10, "the guide says ten gold pieces"


def test_what_comes_from_pace_names_its_source():
    (sources,) = [one["items"] for one in parts()["Sources"]]
    assert [told(one)[:3] for one in sources] == ["[1]", "[2]"]
    for fact in ("four hub coaches", "series of workshops", "named most often", "stayed close"):
        (line,) = [line for line in TEXT.splitlines() if fact in line]
        assert re.search(r"\[[12]\]", line), fact
    assert "research proves" not in TEXT.lower()


@pytest.mark.parametrize("wrong", ["> said\n", "# a\n\n![x](y)\n", "# a `b`\n", "---\n"])
def test_what_the_page_would_not_show_is_refused(tmp_path, monkeypatch, wrong):
    (tmp_path / "guide.md").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(guide, "GUIDE", tmp_path / "guide.md")
    guide.blocks.cache_clear()
    try:
        with pytest.raises(ValueError, match="does not show"):
            guide.blocks()
    finally:
        guide.blocks.cache_clear()
