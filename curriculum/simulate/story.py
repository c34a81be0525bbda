"""Draws a learner's practice case from the story cases of a module."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from curriculum.simulate.cases import Case, EvidenceItem, Fact, StatementFacts
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.story_file import Part, Story, StoryError, Variant, read_story
from curriculum.simulate.values import ValueProblem, Values, evaluate, look_up, render

SMALLEST_GROUP = 11

_READ_OF_CASE = (
    *("exercise", "key", "draw", "story", "title", "school"),
    *("scene", "obvious_story", "outside"),
)
_READ_OF_ITEM = ("id", "kind", "form", "title", "source", "lines", "columns", "rows")


def load_stories(folder: Path) -> dict[str, Story]:
    """Read every story case of a folder and try each of its variants once.

    Parameters
    ----------
    folder : Path
        Holds ``*.toml``.

    Returns
    -------
    dict of str to Story
        By id, in alphabetical order.

    Raises
    ------
    StoryError
        One plain sentence naming the file and the field.
    """
    stories = {story.id: story for story in map(read_story, sorted(folder.glob("*.toml")))}
    if not stories:
        raise StoryError(f"There is no story case (*.toml) in the folder {folder.name}.")
    for story in stories.values():
        for variant in story.variants:
            _fill(story, variant, Draw(0))
    return dict(sorted(stories.items()))


@cache
def _shipped() -> Mapping[str, Story]:
    from curriculum.content import content_root

    return load_stories(content_root() / "lift" / "fishbone" / "cases")


def draw_case(
    exercise: str, key: str, draw: int, stories: Mapping[str, Story] | None = None
) -> Case:
    """The practice case of one learner.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``lift-fishbone``.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice; each draw up to the number of stories shows
        another story, then they come round again with other numbers.
    stories : mapping of str to Story, optional
        From :func:`load_stories`; the fishbone module's own by default.

    Returns
    -------
    Case
        Always the same for the same arguments and stories, its digest filled in.
    """
    chosen = _shipped() if stories is None else stories
    order = sorted(chosen)
    Draw(case_seed(key, exercise, 0)).shuffle(order)
    story = chosen[order[draw % len(order)]]
    stream = Draw(case_seed(key, exercise, draw))
    variant = stream.choice(story.variants)
    case = replace(_fill(story, variant, stream), exercise=exercise, key=key, draw=draw)
    return replace(case, digest=digest(case))


def digest(case: Case) -> str:
    """BLAKE2b (32 hex digits) of the folder as the learner reads it, in canonical JSON.

    What only the checks know (facts, accepted phrases, the truth) is left out: a better model
    answer or one more word stem must not orphan the work that people have saved.
    """
    folder = [getattr(case, name) for name in _READ_OF_CASE]
    papers = [[getattr(item, name) for name in _READ_OF_ITEM] for item in case.items]
    text = json.dumps(_canonical([folder, papers]), ensure_ascii=False, allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return [_canonical(one) for one in value]
    return value


def _fill(story: Story, variant: Variant, stream: Draw) -> Case:
    """The story's texts with one draw's values in them."""
    filler = _Filler(story, variant, stream)
    texts = {name: filler.text(value, name) for name, value in story.texts.items()}
    statement = {
        name: filler.text(value, f"statement.{name}") for name, value in story.statement.items()
    }
    causes = [filler.cause(part) for part in story.causes if variant.id in part.when]
    items = tuple(filler.item(part) for part in story.items if variant.id in part.when)
    for cause in causes:
        if cause["item"] and cause["item"] not in {item.id for item in items}:
            raise filler.fail("causes", f'name the item "{cause["item"]}", which is not there')
    return Case(
        exercise="",
        key="",
        draw=0,
        story=story.id,
        title=texts["title"],
        school=texts["school"],
        scene=texts["scene"],
        obvious_story=texts["obvious_story"],
        items=items,
        statement=StatementFacts(
            group=statement["group_words"],
            measure=statement["measure_words"],
            numbers=statement["numbers"],
            period=statement["period_words"],
        ),
        outside=texts["outside"],
        truth={
            "variant": variant.id,
            "cause": filler.text(variant.truth, "variants.truth"),
            "contradicts": {item.id: item.contradicts for item in items if item.contradicts},
            "statement": {
                name: statement[name] for name in ("text", "group", "measure", "number", "period")
            },
            "model_causes": causes,
            "reads_backward": texts["reads_backward"],
            "surprise": texts["surprise"],
            "whose_view_is_missing": texts["whose_view_is_missing"],
            "who_was_there": list(texts["who_was_there"]),
        },
    )


def _in_order(story: Mapping[str, Any], variant: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """A variant's number takes the place of the story's; its texts and new values come after."""
    placed = {
        name: variant.get(name, spec)
        for name, spec in story.items()
        if not isinstance(variant.get(name), str)
    }
    return [*placed.items(), *((name, v) for name, v in variant.items() if name not in placed)]


class _Filler:
    def __init__(self, story: Story, variant: Variant, stream: Draw) -> None:
        self.story = story
        self.values: Values = {}
        for name, spec in _in_order(story.values, variant.values):
            try:
                self.values[name] = evaluate(spec, self.values, stream)
            except ValueProblem as error:
                where = f"variant {variant.id}, values.{name}"
                raise self.fail(where, f"cannot be drawn: {error}") from error
        for name in story.groups:
            size = self.look_up(name)
            if not isinstance(size, int) or size < SMALLEST_GROUP:
                raise self.fail(
                    "groups",
                    f'has "{name}" = {size}, but a group under {SMALLEST_GROUP} is never shown',
                )

    def fail(self, where: str, problem: str) -> StoryError:
        return StoryError(f"{self.story.file}: {where} {problem}.")

    def look_up(self, name: str) -> Any:
        try:
            return look_up(name, self.values)
        except ValueProblem as error:
            raise self.fail("groups", str(error)) from error

    def text(self, value: Any, where: str) -> Any:
        """A text, or each text of a list, filled in."""
        if isinstance(value, list | tuple):
            return tuple(self.text(one, where) for one in value)
        if not isinstance(value, str):
            return value
        try:
            return render(value, self.values)
        except ValueProblem as error:
            raise self.fail(where, f"cannot be filled in: {error}") from error

    def cell(self, value: Any, where: str) -> str | int | float:
        """A table's cell: a number where the text is nothing but one value that is a number."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]
        if value.startswith("{") and value.endswith("}") and value.count("{") == 1:
            try:
                found = look_up(value[1:-1], self.values)
            except ValueProblem as error:
                raise self.fail(where, f"cannot be filled in: {error}") from error
            if isinstance(found, int | float):
                return found
        return str(self.text(value, where))

    def item(self, part: Part) -> EvidenceItem:
        table, where = part.fields, part.where
        return EvidenceItem(
            id=table["id"],
            kind=table["kind"],
            form=table["form"],
            title=self.text(table["title"], f"{where}title"),
            source=self.text(table["source"], f"{where}source"),
            lines=self.text(table.get("lines", ()), f"{where}lines"),
            columns=self.text(table.get("columns", ()), f"{where}columns"),
            rows=tuple(
                tuple(self.cell(cell, f"{where}rows") for cell in row)
                for row in table.get("rows", ())
            ),
            facts=tuple(
                Fact(
                    id=fact["id"],
                    text=self.text(fact["text"], f"{where}facts"),
                    words=self.text(fact["words"], f"{where}facts"),
                    numbers=self.text(fact.get("numbers", ()), f"{where}facts"),
                )
                for fact in table["facts"]
            ),
            contradicts=self.text(table.get("contradicts", ""), f"{where}contradicts"),
        )

    def cause(self, part: Part) -> dict[str, Any]:
        table, where = part.fields, part.where
        filled = {
            name: self.text(table.get(name, ""), f"{where}{name}")
            for name in ("bone", "item", "tag", "source", "lane", "how", "by", "who", "on")
        }
        return {
            "bone": filled["bone"],
            "chain": list(self.text(table["chain"], f"{where}chain")),
            "item": filled["item"] or None,
            "tag": filled["tag"],
            "source": filled["source"],
            "lane": filled["lane"] or None,
            "check": {"how": filled["how"], "by": filled["by"]},
            "carried_to": {"who": filled["who"], "on": filled["on"]},
            "explains_difference": bool(table.get("difference", False)),
        }
