"""Reads a story case (``*.toml``) into plain objects, and says in plain words what is wrong.

A story case is data; its texts hold ``{names}`` of values. In the file, in this order:

- texts: ``id`` (the file's name), ``title``, ``school`` (marked fictional), ``scene``,
  ``obvious_story``, ``outside`` (what the team cannot change), ``who_was_there``, ``surprise``,
  ``whose_view_is_missing``, ``reads_backward``; ``groups`` names the values that are sizes of
  groups shown with a result (never under 11);
- ``[values]``: how numbers and words are drawn, top to bottom (``values.py`` has the operations);
- ``[[variants]]``: at least two truths. A variant's number takes the place of the story's number
  of the same name; its texts and new values come after the story's;
- ``[statement]``: a complete problem statement, its parts, and the words a check accepts;
- ``[[items]]``: the papers E1, E2, ... with their facts (text, word stems, numbers);
- ``[[causes]]``: the model causes, each a chain of whys with its evidence and its lane.

An item or a cause with ``when = ["..."]`` is there in these variants only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from curriculum.simulate.cases import EvidenceForm, EvidenceKind
from curriculum.simulate.toml_file import read_toml

KINDS = get_args(EvidenceKind)
FORMS = get_args(EvidenceForm)
TAGS = (*KINDS, "assumption")
LANES = ("test", "check", "escalate")

_NO_DEFAULT: Any = object()


class StoryError(ValueError):
    """A story file that cannot be used; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One truth that a story can have: its own values beside the story's."""

    id: str
    truth: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the story file that some or all variants use, its texts still to be filled in."""

    where: str
    when: tuple[str, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A story case as written: texts with ``{names}``, and how the values are drawn."""

    id: str
    file: str
    texts: Mapping[str, Any]
    values: Mapping[str, Any]
    variants: tuple[Variant, ...]
    items: tuple[Part, ...]
    causes: tuple[Part, ...]
    statement: Mapping[str, Any]
    groups: tuple[str, ...]


def read_story(path: Path) -> Story:
    """Read and validate one story file.

    Raises
    ------
    StoryError
        One plain sentence naming the file and the field.
    """
    data = read_toml(path, StoryError)
    return _Reader(path.name).story(data)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, where: str, problem: str) -> StoryError:
        return StoryError(f"{self.file}: {where} {problem}.")

    def text(self, table: Mapping[str, Any], name: str, where: str, default: Any = None) -> str:
        value = table.get(name, default if default is not None else _NO_DEFAULT)
        if value is _NO_DEFAULT:
            raise self.fail(f"{where}{name}", "is missing; write a text there")
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fail(f"{where}{name}", "must be a text that is not empty")
        return value

    def texts(
        self, table: Mapping[str, Any], name: str, where: str, least: int = 0
    ) -> tuple[str, ...]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fail(f"{where}{name}", "must be a list of texts")
        if len(value) < least:
            raise self.fail(f"{where}{name}", f"needs at least {least} of them")
        return tuple(value)

    def one_of(
        self, table: Mapping[str, Any], name: str, where: str, known: tuple[str, ...]
    ) -> str:
        value = self.text(table, name, where)
        if value not in known:
            raise self.fail(f"{where}{name}", f'is "{value}" but must be one of {", ".join(known)}')
        return value

    def tables(self, table: Mapping[str, Any], name: str, where: str = "") -> list[dict[str, Any]]:
        value = table.get(name)
        if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
            raise self.fail(f"{where}{name}", f"is missing; write at least one [[{name}]]")
        return value

    def known(self, table: Mapping[str, Any], names: set[str], where: str) -> None:
        strange = sorted(set(table) - names)
        if strange:
            raise self.fail(f"{where}{strange[0]}", "is not a field that stories have")

    def story(self, data: dict[str, Any]) -> Story:
        texts = {"title", "school", "obvious_story", "reads_backward", "surprise"}
        texts |= {"whose_view_is_missing"}
        rest = {"id", "scene", "outside", "who_was_there", "groups", "values", "variants"}
        self.known(data, texts | rest | {"items", "causes", "statement"}, "")
        story_id = self.text(data, "id", "")
        if story_id != Path(self.file).stem:
            raise self.fail("id", f'is "{story_id}" but must be the file\'s name without ".toml"')
        values = data.get("values")
        if not isinstance(values, dict):
            raise self.fail("values", "is missing; write a [values] table")
        variants = tuple(
            self.variant(one, f"variants[{i}].")
            for i, one in enumerate(self.tables(data, "variants"))
        )
        ids = tuple(variant.id for variant in variants)
        if len(ids) < 2 or len(set(ids)) < len(ids):
            raise self.fail("variants", "needs at least two truths with different ids")
        whole: dict[str, Any] = {name: self.text(data, name, "") for name in sorted(texts)}
        whole["scene"] = self.texts(data, "scene", "", 1)
        whole["outside"] = self.texts(data, "outside", "", 1)
        whole["who_was_there"] = self.texts(data, "who_was_there", "", 1)
        items = tuple(
            self.item(one, f"items[{i}].", ids) for i, one in enumerate(self.tables(data, "items"))
        )
        causes = tuple(
            self.cause(one, f"causes[{i}].", ids)
            for i, one in enumerate(self.tables(data, "causes"))
        )
        for variant in ids:
            self.items_in_order(items, variant)
        return Story(
            id=story_id,
            file=self.file,
            texts=whole,
            values=values,
            variants=variants,
            items=items,
            causes=causes,
            statement=self.statement(data.get("statement")),
            groups=self.texts(data, "groups", "", 2),
        )

    def items_in_order(self, items: tuple[Part, ...], variant: str) -> None:
        found = [part.fields["id"] for part in items if variant in part.when]
        wanted = [f"E{i}" for i in range(1, len(found) + 1)]
        if found != wanted or len(found) < 6:
            raise self.fail(
                "items", f'must be E1, E2, ... (at least six) in variant "{variant}", not {found}'
            )

    def variant(self, table: dict[str, Any], where: str) -> Variant:
        self.known(table, {"id", "truth", "values"}, where)
        values = table.get("values", {})
        if not isinstance(values, dict):
            raise self.fail(f"{where}values", "must be a table")
        return Variant(self.text(table, "id", where), self.text(table, "truth", where), values)

    def when(self, table: Mapping[str, Any], where: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        chosen = self.texts(table, "when", where)
        for one in chosen:
            if one not in ids:
                raise self.fail(f"{where}when", f'names "{one}", which is not a variant')
        return chosen or ids

    def item(self, table: dict[str, Any], where: str, ids: tuple[str, ...]) -> Part:
        names = {"id", "kind", "form", "title", "source", "lines", "columns", "rows"}
        self.known(table, names | {"facts", "contradicts", "when"}, where)
        for name in ("id", "title", "source"):
            self.text(table, name, where)
        self.text(table, "contradicts", where, default="")
        self.one_of(table, "kind", where, KINDS)
        form = self.one_of(table, "form", where, FORMS)
        lines, columns = self.texts(table, "lines", where), self.texts(table, "columns", where)
        rows = table.get("rows", [])
        if not isinstance(rows, list) or not all(
            isinstance(row, list) and len(row) == len(columns) for row in rows
        ):
            raise self.fail(f"{where}rows", "must be lists with one cell for each column")
        if form in ("table", "chart") and not rows:
            raise self.fail(f"{where}rows", f"is missing; a {form} needs columns and rows")
        if form not in ("table", "chart") and not lines:
            raise self.fail(f"{where}lines", f"is missing; {form} need lines")
        for i, fact in enumerate(self.tables(table, "facts", where)):
            inside = f"{where}facts[{i}]."
            self.known(fact, {"id", "text", "words", "numbers"}, inside)
            self.text(fact, "id", inside)
            self.text(fact, "text", inside)
            self.texts(fact, "words", inside, 2)
            self.texts(fact, "numbers", inside)
        return Part(where, self.when(table, where, ids), table)

    def cause(self, table: dict[str, Any], where: str, ids: tuple[str, ...]) -> Part:
        names = {"bone", "chain", "item", "tag", "source", "lane", "difference"}
        self.known(table, names | {"how", "by", "who", "on", "when"}, where)
        self.text(table, "bone", where)
        self.text(table, "source", where)
        self.texts(table, "chain", where, 1)
        tag = self.one_of(table, "tag", where, TAGS)
        if (self.text(table, "item", where, default="") == "") != (tag == "assumption"):
            raise self.fail(f"{where}item", "must name an item, except for an assumption")
        needs = {"check": ("how", "by"), "escalate": ("who", "on")}
        lane = self.text(table, "lane", where, default="")
        if lane and lane not in LANES:
            raise self.fail(f"{where}lane", f"must be one of {', '.join(LANES)}")
        for name in needs.get(lane, ()):
            self.text(table, name, where)
        return Part(where, self.when(table, where, ids), table)

    def statement(self, table: Any) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self.fail("statement", "is missing; write a [statement] table")
        texts = ("text", "group", "measure", "number", "period")
        lists = ("group_words", "measure_words", "numbers", "period_words")
        self.known(table, {*texts, *lists}, "statement.")
        whole: dict[str, Any] = {name: self.text(table, name, "statement.") for name in texts}
        return whole | {name: self.texts(table, name, "statement.", 1) for name in lists}
