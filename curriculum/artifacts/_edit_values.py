"""Fields and rows of a form as pure changes: the work behind `plan_edits` and `study_edits`.

A table says which fields there are and how what was typed becomes a value; everything that can be
refused is refused here, with one plain sentence, and the artifact stays as it was.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, get_args

from curriculum.artifacts._fishbone_tree import EditError
from curriculum.artifacts.base import Model
from curriculum.artifacts.fishbone import Version
from curriculum.artifacts.fishbone_edits import MAX_PARAGRAPH, MAX_PEOPLE, clean

A = TypeVar("A", bound=Model)
Intent = Mapping[str, Any]
Read = Callable[[Any], Any]
Fields = Mapping[str, Read]

_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
_NUMBER = re.compile(r"[+-]?(\d{1,7}(\.\d{1,6})?|\.\d{1,6})")


def line(value: Any) -> str:
    """One line of text."""
    return clean("" if value is None else value)


def paragraph(value: Any) -> str:
    """Text with line breaks."""
    return clean("" if value is None else value, MAX_PARAGRAPH)


def day(value: Any) -> str:
    """A date as YYYY-MM-DD, or "" for none."""
    text = line(value).strip()
    try:
        if text and (len(text) != 10 or date.fromisoformat(text).isoformat() != text):
            raise ValueError
    except ValueError:
        raise EditError("Pick a day from the calendar, or write it as 2026-11-03.") from None
    return text


def choice(kind: Any) -> Read:
    """One of the values of a ``Literal``; "" where it allows that."""
    choices = get_args(kind)

    def read(value: Any) -> str:
        wanted = "" if value is None else value
        if not isinstance(wanted, str) or wanted not in choices:
            raise EditError("That is not one of the choices; pick one from the list.")
        return wanted

    return read


def number(least: float = -1e6, most: float = 1e6) -> Read:
    """A number, or None where the field is empty; "52%" is 52."""

    def read(value: Any) -> float | None:
        if isinstance(value, str):
            text = value.strip().removesuffix("%").strip().replace("−", "-")
            if not text:
                return None
            if not _NUMBER.fullmatch(text):
                raise EditError("Write a number here, such as 52.")
            value = float(text)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise EditError("Write a number here, such as 52.")
        if not math.isfinite(value) or not least <= value <= most:
            raise EditError(f"Write a number from {least:g} to {most:g}.")
        return float(value)

    return read


def count(most: int) -> Read:
    """A whole number, or None where the field is empty."""
    inner = number(0, most)

    def read(value: Any) -> int | None:
        found = inner(value)
        if found is None:
            return None
        if found != int(found):
            raise EditError("Write a whole number here, such as 26.")
        return int(found)

    return read


def count_or_zero(most: int) -> Read:
    """A whole number; an empty field is 0."""
    inner = count(most)
    return lambda value: inner(value) or 0


def matching(pattern: str, sentence: str) -> Read:
    """Text of a fixed form."""
    form = re.compile(pattern)

    def read(value: Any) -> str:
        text = "" if value is None else value
        if not isinstance(text, str) or not form.fullmatch(text):
            raise EditError(sentence)
        return text

    return read


@dataclass(frozen=True)
class Rows:
    """A list in the artifact: its row model, the fields of a row, how many fit, its name in words.

    With ``letter`` the rows have ids (``p1``, ``p2``); otherwise they are told by their position.
    """

    model: type[Model]
    fields: Fields
    most: int
    name: str
    letter: str = ""


@dataclass(frozen=True)
class Form:
    """The fields and lists of one artifact; a dotted name is a field of a part."""

    fields: Fields
    rows: Mapping[str, Rows]


def set_field(made: A, intent: Intent, form: Form) -> A:
    """``{"op": "set", "field": "data.measure", "value": ...}``"""
    name = str(intent.get("field", ""))
    read = form.fields.get(name)
    if read is None:
        raise EditError("There is no such field here; open the notebook again.")
    value = read(_value(intent))
    part, _, inner = name.rpartition(".")
    if part:
        return _with(made, part, getattr(made, part).model_copy(update={inner: value}))
    return _with(made, name, value)


def set_version(made: A, intent: Intent) -> A:
    """``{"op": "set_version", "value": "with my team"}``"""
    return _with(made, "version", choice(Version)(_value(intent) or "my draft"))


def set_who(made: A, intent: Intent) -> A:
    """``{"op": "set_who", "text": "Ms. Duarte, Mr. Lin"}``"""
    names = [name.strip() for name in paragraph(_value(intent)).split(",")]
    people = tuple(clean(name) for name in names if name)
    if len(people) > MAX_PEOPLE:
        raise EditError(f"There is room for {MAX_PEOPLE} people; write groups instead of names.")
    return _with(made, "who_was_there", people)


def add_row(made: A, intent: Intent, form: Form) -> A:
    """``{"op": "add_row", "list": "predictions", "new": "p2"}``; other fields may be filled in.

    Rows without ids name how many there were (``"rows": 3``). Sent twice, it adds once.
    """
    name, kind = _list(intent, form)
    rows = getattr(made, name)
    given: dict[str, Any] = {}
    if kind.letter:
        wanted = intent.get("new")
        row_id = new_id(rows, kind.letter) if wanted is None else str(wanted)
        if not _ID.fullmatch(row_id):
            raise EditError("The editor made an id that cannot be kept; open the notebook again.")
        if any(row.id == row_id for row in rows):
            return made
        given["id"] = row_id
    elif _sent_before(intent, rows):
        return made
    if len(rows) >= kind.most:
        raise EditError(f"There is room for {kind.most} {kind.name}; remove one first.")
    return _with(made, name, (*rows, _row(kind, given, intent)))


def set_row(made: A, intent: Intent, form: Form) -> A:
    """``{"op": "set_row", "list": "points", "row": 3, "field": "count", "value": 8}``

    A row with an id is named by ``"id"``; a field of a part by a dotted name.
    """
    name, kind = _list(intent, form)
    rows = getattr(made, name)
    place = _place(rows, intent, kind)
    field = str(intent.get("field", ""))
    read = kind.fields.get(field)
    if read is None:
        raise EditError("There is no such field here; open the notebook again.")
    row, value = rows[place], read(_value(intent))
    part, _, inner = field.rpartition(".")
    if part:
        changed = row.model_copy(
            update={part: getattr(row, part).model_copy(update={inner: value})}
        )
    else:
        changed = row.model_copy(update={field: value})
    return _with(made, name, (*rows[:place], changed, *rows[place + 1 :]))


def remove_row(made: A, intent: Intent, form: Form) -> A:
    """``{"op": "remove_row", "list": "points", "row": 3, "rows": 12}``; sent twice removes one."""
    name, kind = _list(intent, form)
    rows = getattr(made, name)
    if kind.letter and all(row.id != intent.get("id") for row in rows):
        return made
    if not kind.letter and _sent_before(intent, rows):
        return made
    place = _place(rows, intent, kind)
    return _with(made, name, (*rows[:place], *rows[place + 1 :]))


def replace_rows(made: A, intent: Intent, form: Form) -> A:
    """``{"op": "replace_rows", "list": "points", "value": [{"day": ..., "count": ...}, ...]}``"""
    name, kind = _list(intent, form)
    given = intent.get("value")
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise EditError("The editor sent something that is not a list; open the notebook again.")
    if len(given) > kind.most:
        raise EditError(f"There is room for {kind.most} {kind.name}, and these are {len(given)}.")
    rows: list[Any] = []
    for row in given:
        strange = set(row) - set(kind.fields) - {"id"}
        if strange:
            raise EditError("There is no such field here; open the notebook again.")
        values: dict[str, Any] = {}
        if kind.letter:
            row_id = str(row.get("id") or new_id(rows, kind.letter))
            if not _ID.fullmatch(row_id) or any(old.id == row_id for old in rows):
                raise EditError("The editor made an id twice; open the notebook again.")
            values["id"] = row_id
        rows.append(_row(kind, values, row))
    return _with(made, name, tuple(rows))


def new_id(rows: Any, letter: str) -> str:
    """The first free id of this letter: ``p1``, ``p2``, ..."""
    taken = {row.id for row in rows}
    place = 1
    while f"{letter}{place}" in taken:
        place += 1
    return f"{letter}{place}"


def target(intent: Intent) -> tuple[str, ...]:
    """What an intent writes to; typing to the same target one after the other is one undo step."""
    return tuple(str(intent.get(name, "")) for name in ("op", "list", "id", "row", "field"))


def _value(intent: Intent) -> Any:
    return intent.get("value", intent.get("text"))


def _with(made: A, name: str, value: Any) -> A:
    return made.model_copy(update={name: value})


def _row(kind: Rows, values: dict[str, Any], given: Mapping[str, Any]) -> Model:
    """A row with the fields that are given; ``before.count`` goes into its part."""
    for field, read in kind.fields.items():
        if field in given:
            part, _, inner = field.rpartition(".")
            home = values.setdefault(part, {}) if part else values
            home[inner] = read(given[field])
    return kind.model(**values)


def _list(intent: Intent, form: Form) -> tuple[str, Rows]:
    name = str(intent.get("list", ""))
    if name not in form.rows:
        raise EditError("There is no such list here; open the notebook again.")
    return name, form.rows[name]


def _sent_before(intent: Intent, rows: Any) -> bool:
    there = intent.get("rows")
    return there is not None and there != len(rows)


def _place(rows: Any, intent: Intent, kind: Rows) -> int:
    if kind.letter:
        for place, row in enumerate(rows):
            if row.id == intent.get("id"):
                return place
    else:
        at = intent.get("row")
        if isinstance(at, int) and not isinstance(at, bool) and 0 <= at < len(rows):
            return at
    raise EditError("That row is no longer there; undo brings it back.")
