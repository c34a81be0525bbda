"""Story files: what a good one draws, and what a bad one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.simulate import Draw, StoryError, draw_case, load_stories
from curriculum.simulate.values import ValueProblem, evaluate, render

GOOD = """
id = "tiny"
title = "At {place}"
school = "{place} (fictional)"
scene = ["A scene."]
obvious_story = "They are tired."
outside = ["the bell"]
who_was_there = ["two teachers"]
groups = ["n"]
reads_backward = "{why}; therefore {part}."
surprise = "None."
whose_view_is_missing = "Families."

[values]
place = { choice = ["Elm", "Oak"] }
n = { integer = [20, 30] }
other = 40
part = { count = "n", rate = [0.2, 0.4] }
share = { pct = ["part", "n"] }
mean = { per = ["n", 3] }

[[variants]]
id = "one"
truth = "First."
[variants.values]
why = "One of {n}"

[[variants]]
id = "two"
truth = "Second."
[variants.values]
part = { count = "n", rate = [0.6, 0.8] }
why = "Two of {n}"

[statement]
text = "{part} of {n} ({share}%), {mean} each."
group = "Grade 5"
measure = "papers"
number = "{part} of {n}"
period = "in May"
group_words = ["grade 5"]
measure_words = ["papers"]
numbers = ["{part} of {n}"]
period_words = ["may"]
"""

ITEM = """
[[items]]
id = "E{i}"
kind = "data"
form = "table"
title = "Paper {i}"
source = "A list"
columns = ["Group", "Students"]
rows = [["All", "{{n}}"]]
[[items.facts]]
id = "f"
text = "There are {{n}}."
words = ["there", "student"]
numbers = ["{{n}}"]
"""

CAUSE = """
[[causes]]
bone = "Instruction"
chain = ["One thing", "Another thing"]
item = "E1"
tag = "data"
source = "Paper 1"
lane = "check"
how = "ask"
by = "May 1"
"""

STORY = (
    GOOD.replace('groups = ["n"]', 'groups = ["n", "other"]')
    + "".join(ITEM.format(i=i) for i in range(1, 7))
    + CAUSE
)


def folder(tmp_path: Path, text: str, name: str = "tiny.toml") -> Path:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_story_is_drawn(tmp_path):
    stories = load_stories(folder(tmp_path, STORY))
    seen = {}
    for i in range(40):
        case = draw_case("x", f"k{i}", 0, stories=stories)
        part, n = map(int, case.truth["statement"]["number"].split(" of "))
        low = case.truth["variant"] == "one"
        assert 0.2 <= part / n <= 0.4 if low else 0.6 <= part / n <= 0.8
        assert case.item("E1").rows == (("All", n),)
        assert case.item("E1").facts[0].numbers == (str(n),)
        assert f"{n / 3:.1f} each" in case.truth["statement"]["text"]
        seen[case.truth["variant"]] = case.truth["reads_backward"]
    assert sorted(text.split()[0] for text in seen.values()) == ["One", "Two"]


def test_a_tiny_story_keeps_its_digests_on_every_python_and_numpy(tmp_path):
    stories = load_stories(folder(tmp_path, STORY))
    assert [draw_case("x", "maria", draw, stories=stories).digest for draw in range(2)] == [
        "22d550517b6bdd28be90c7ab686215c5",
        "e70439e68de8bf850f9f515087cefb2b",
    ]


def drawn_digest(tmp_path, text):
    return draw_case("x", "k", 0, stories=load_stories(folder(tmp_path, text))).digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A scene.", "The scene."),
        ("Paper 3", "Sheet 3"),
        ("A list", "Two lists"),
        ('"Students"', '"Pupils"'),
        ("the bell", "the bus"),
        ("[20, 30]", "[31, 40]"),
        ('["All",', '["Everyone",'),
    ],
)
def test_a_change_in_the_folder_changes_the_digest(tmp_path, old, new):
    assert old in STORY
    assert drawn_digest(tmp_path, STORY) != drawn_digest(tmp_path, STORY.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Another thing", "A better thing"),
        ('"there", "student"', '"there", "student", "child"'),
        ('surprise = "None."', 'surprise = "One."'),
        ('measure_words = ["papers"]', 'measure_words = ["papers", "sheets"]'),
    ],
)
def test_a_better_model_answer_does_not_orphan_saved_work(tmp_path, old, new):
    assert old in STORY
    assert drawn_digest(tmp_path, STORY) == drawn_digest(tmp_path, STORY.replace(old, new))


BAD = {
    "not TOML": ("id = tiny", "this is not a TOML file"),
    "a missing text": (STORY.replace('title = "At {place}"\n', ""), "title is missing"),
    "an empty text": (STORY.replace('"At {place}"', '" "'), "title must be a text"),
    "another id": (STORY.replace('id = "tiny"', 'id = "huge"'), 'id is "huge" but must be'),
    "an unknown field": (STORY.replace("surprise =", "surprize ="), "surprize is not a field"),
    "no values": (GOOD.split("[values]")[0], "values is missing"),
    "one variant": (
        STORY.replace('id = "two"', 'id = "one"'),
        "variants needs at least two truths",
    ),
    "no list": (STORY.replace('scene = ["A scene."]', 'scene = "A"'), "scene must be a list"),
    "an item out of order": (STORY.replace('id = "E3"', 'id = "E9"'), "items must be E1, E2"),
    "a strange kind": (
        STORY.replace('kind = "data"', 'kind = "rumor"', 1),
        'items[0].kind is "rumor" but must be one of data, interview, observation',
    ),
    "a short row": (STORY.replace('[["All", "{n}"]]', '[["All"]]', 1), "items[0].rows must be"),
    "a table without rows": (
        STORY.replace('rows = [["All", "{n}"]]', "", 1),
        "items[0].rows is missing; a table needs columns and rows",
    ),
    "notes without lines": (
        STORY.replace('form = "table"', 'form = "notes"', 1),
        "items[0].lines is missing",
    ),
    "a fact without words": (
        STORY.replace('words = ["there", "student"]', "words = []", 1),
        "items[0].facts[0].words needs at least 2",
    ),
    "a strange variant": (
        STORY.replace('id = "E1"', 'id = "E1"\nwhen = ["three"]', 1),
        'items[0].when names "three"',
    ),
    "a cause without item": (
        STORY.replace('item = "E1"', 'item = ""'),
        "causes[0].item must name an item",
    ),
    "a cause on another item": (
        STORY.replace('item = "E1"', 'item = "E8"'),
        'causes name the item "E8", which is not there',
    ),
    "a check without a date": (STORY.replace('by = "May 1"\n', ""), "causes[0].by is missing"),
    "a strange lane": (STORY.replace('"check"', '"later"'), "causes[0].lane must be one of"),
    "no statement": (STORY.replace("[statement]", "[statements]"), "statements is not a field"),
    "an unknown value": (
        STORY.replace("A scene.", "A scene of {nobody}."),
        'scene cannot be filled in: no value is called "nobody"',
    ),
    "an open brace": (STORY.replace("A scene.", "A {scene"), "scene cannot be filled in: a brace"),
    "an unknown operation": (
        STORY.replace("{ integer = [20, 30] }", "{ eval = [20, 30] }"),
        "values.n cannot be drawn: a table needs exactly one operation out of: choice",
    ),
    "an impossible range": (
        STORY.replace("[20, 30]", "[30, 20]"),
        'values.n cannot be drawn: "integer" does not fit',
    ),
    "a small group": (
        STORY.replace("[20, 30]", "[5, 10]"),
        "but a group under 11 is never shown",
    ),
    "a group that is no value": (
        STORY.replace('["n", "other"]', '["n", "nobody"]'),
        'groups no value is called "nobody"',
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_story_is_told_where_and_what(tmp_path, fault):
    text, message = BAD[fault]
    with pytest.raises(StoryError) as caught:
        load_stories(folder(tmp_path, text))
    said = str(caught.value)
    assert message in said
    assert said.startswith("tiny.toml: ")
    assert said.endswith(".")
    assert "\n" not in said


def test_a_file_that_is_not_text(tmp_path):
    (tmp_path / "tiny.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoryError, match=r"^tiny.toml: this file cannot be read as UTF-8 text\.$"):
        load_stories(tmp_path)


def test_an_empty_folder(tmp_path):
    with pytest.raises(StoryError, match="no story case"):
        load_stories(tmp_path)


def test_operations():
    values = {"a": 3, "b": 4, "list": [1, 2, 3], "row": {"x": 7}}

    def of(spec):
        return evaluate(spec, values, Draw(1))

    assert of({"sum": ["a", "b", "list"]}) == 13
    assert of({"difference": ["b", "a", 1]}) == 0
    assert of({"product": ["a", "b", 2]}) == 24
    assert of({"pct": [1, 8]}) == 13
    assert of({"pct": ["list", "list"]}) == [100, 100, 100]
    assert of({"per": ["b", "a"]}) == 1.3
    assert of({"each": ["list", "list"]}) == [2, 4, 6]
    assert of({"smallest": ["list", 0]}) == 0
    assert of({"largest": ["row.x", "list.2"]}) == 7
    assert sorted(of({"several": [1, 2, 3], "n": 3})) == [1, 2, 3]
    assert of({"row": [{"x": 1}]}) == {"x": 1}
    assert of({"choice": ["a is {a}"]}) == "a is 3"
    low, high = of({"integers": [[1, 2], [30, 31]]})
    assert low in (1, 2)
    assert high in (30, 31)
    assert len(of({"integer": [1, 9], "points": 4})) == 4
    counts = of({"count": 100, "rates": [[0.1, 0.2], [0.8, 0.9]], "points": 2})
    assert 10 <= counts[0] <= 20 < 80 <= counts[1] <= 90


@pytest.mark.parametrize(
    "spec",
    [
        1.5,
        True,
        {},
        {"sum": ["a"], "pct": ["a", "a"]},
        {"pct": ["a", 0]},
        {"several": [1], "n": 2},
        {"sum": ["text"]},
        {"count": 10, "rate": [0.5, 0.2]},
    ],
)
def test_operations_that_do_not_fit_are_refused(spec):
    with pytest.raises(ValueProblem):
        evaluate(spec, {"a": 1, "text": "x"}, Draw(1))


@pytest.mark.parametrize(
    "template",
    ["{a.__class__}", "{a!r}", "{a:>9}", "{0}", "{}", "{row}", "{row.y}", "{list.9}"],
)
def test_a_template_reaches_nothing_but_values(template):
    with pytest.raises(ValueProblem):
        render(template, {"a": 1, "row": {"x": 1}, "list": [1]})
