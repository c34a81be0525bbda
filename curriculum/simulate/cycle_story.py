"""Reads the stories of `predict` and `study`: one class, one measure, one change, told twice.

``lift/predict/cases/<id>.toml`` holds the class before the change: texts with ``{names}``,
``[values]`` as in a fishbone story, ``[[causes]]`` that the team chose, and ``[[items]]``, the
papers of the folder after those that are made from the numbers. ``lift/study/cases/<id>.toml``
holds what happens from the change on: the log's sentences and a fact for each truth;
``lift/study/truths.toml`` what is told about each truth afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from curriculum.simulate.cycle_data import TRUTHS
from curriculum.simulate.story_file import Part, StoryError
from curriculum.simulate.story_file import _Reader as Reader
from curriculum.simulate.toml_file import read_toml

TEXTS = (
    *("title", "school", "obvious_story", "grade", "room", "measure", "counted", "out_of", "tool"),
    *("group", "rest", "balancing", "change_idea", "change", "question", "surprise", "because"),
    *("group_because", "process", "missing_rule", "who", "who_collects", "why_size"),
)
LISTS = ("scene", "outside", "measure_words", "because_words")
AFTER_TEXTS = ("comparison_room", "not_counted", "balancing_because")
AFTER_LISTS = ("scene", "done", "partly", "not_done", "small_groups")


@dataclass(frozen=True, slots=True)
class CycleStory:
    """One story as written; its texts still hold ``{names}``."""

    id: str
    file: str
    texts: Mapping[str, Any]
    values: Mapping[str, Any]
    causes: tuple[Mapping[str, Any], ...]
    items: tuple[Part, ...]
    after: Mapping[str, Any]
    facts: Mapping[str, str]


def read_cycle_story(before: Path, after: Path) -> CycleStory:
    """Read and validate one story.

    Raises
    ------
    StoryError
        One plain sentence naming the file and the field.
    """
    data, reader = read_toml(before, StoryError), Reader(before.name)
    reader.known(data, {"id", "values", "causes", "items", *TEXTS, *LISTS}, "")
    story_id = reader.text(data, "id", "")
    if story_id != before.stem:
        raise reader.fail("id", f'is "{story_id}" but must be the file\'s name without ".toml"')
    values = data.get("values")
    if not isinstance(values, dict):
        raise reader.fail("values", "is missing; write a [values] table")
    texts: dict[str, Any] = {name: reader.text(data, name, "") for name in TEXTS}
    texts |= {name: reader.texts(data, name, "", 1) for name in LISTS}
    causes = reader.tables(data, "causes")
    for i, cause in enumerate(causes):
        where = f"causes[{i}]."
        reader.known(cause, {"id", "text", "source"}, where)
        for name in ("id", "text", "source"):
            reader.text(cause, name, where)
    items = tuple(
        reader.item(one, f"items[{i}].", ("",))
        for i, one in enumerate(reader.tables(data, "items"))
    )
    later, facts = _after(after)
    return CycleStory(story_id, before.name, texts, values, tuple(causes), items, later, facts)


def _after(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    data, reader = read_toml(path, StoryError), Reader(path.name)
    reader.known(data, {"id", "facts", *AFTER_TEXTS, *AFTER_LISTS}, "")
    if reader.text(data, "id", "") != path.stem:
        raise reader.fail("id", 'must be the file\'s name without ".toml"')
    later: dict[str, Any] = {name: reader.text(data, name, "") for name in AFTER_TEXTS}
    later |= {name: reader.texts(data, name, "", 1) for name in AFTER_LISTS}
    facts = data.get("facts")
    if not isinstance(facts, dict):
        raise reader.fail("facts", "is missing; write a [facts] table")
    reader.known(facts, set(TRUTHS), "facts.")
    return later, {name: reader.text(facts, name, "facts.") for name in TRUTHS}


def read_truths(path: Path) -> dict[str, tuple[str, str, str]]:
    """Title, story and reading of each truth.

    Raises
    ------
    StoryError
        One plain sentence naming the file and the field.
    """
    data, reader = read_toml(path, StoryError), Reader(path.name)
    reader.known(data, set(TRUTHS), "")
    found: dict[str, tuple[str, str, str]] = {}
    for name in TRUTHS:
        table = data.get(name)
        if not isinstance(table, dict):
            raise reader.fail(name, f"is missing; write a [{name}] table")
        reader.known(table, {"title", "story", "reading"}, f"{name}.")
        title, story, reading = (
            reader.text(table, field, f"{name}.") for field in ("title", "story", "reading")
        )
        found[name] = (title, story, reading)
    return found


def load_cycle_stories(before: Path, after: Path) -> dict[str, CycleStory]:
    """Every story of two folders with the same file names, by id in alphabetical order.

    Raises
    ------
    StoryError
        One plain sentence naming the file and the field.
    """
    paths = sorted(before.glob("*.toml"))
    if not paths:
        raise StoryError(f"There is no story (*.toml) in the folder {before.name}.")
    stories = [read_cycle_story(path, after / path.name) for path in paths]
    return {story.id: story for story in stories}


@cache
def shipped() -> tuple[Mapping[str, CycleStory], Mapping[str, tuple[str, str, str]]]:
    """Our own stories and truths."""
    from curriculum.content import content_root

    lift = content_root() / "lift"
    stories = load_cycle_stories(lift / "predict" / "cases", lift / "study" / "cases")
    return stories, read_truths(lift / "study" / "truths.toml")
