"""Reads a scenario (``scenarios/*.toml``) into plain objects; says in plain words what is wrong.

A scenario is data. In the file, in this order:

- texts: ``id`` (the file's name), ``focus``, ``title``, ``schools`` (each marked fictional; one is
  drawn), ``unit`` (lesson, week or month), ``people`` (students or teachers), ``scene`` and
  ``change``. They may hold ``{school}``, ``{students}``, ``{classes}``, ``{before}``, ``{after}``;
- ``[setting]``: the fields of :class:`curriculum.simulate.setting.Setting`;
- ``[sources]``: where each number that matters comes from;
- ``[[measures]]``: the fields of :class:`~curriculum.simulate.setting.Measure`, and ``definition``
  (how it is counted), ``every`` (measured at each so-manieth point; 1 by default), ``jitter`` (the
  baseline is drawn within ± this);
- ``[[truths]]``: at least four. ``id``, ``kind``, ``title``, ``reading`` (what a careful reader of
  such data can see), ``story`` (what was underneath); ``[truths.effects.<measure>]`` with
  ``shape``, ``change`` (on the measure's own scale) and ``length``; ``[truths.response]`` by group;
  ``[truths.trend]`` by measure, per point on the log-odds or log scale; ``[truths.setting]`` with
  what is different from the scenario's setting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

from curriculum.simulate.effects import SHAPES
from curriculum.simulate.outcomes import link
from curriculum.simulate.scenario_parts import (
    TRUTH_KINDS,
    MeasureSpec,
    Scenario,
    ScenarioError,
    TruthSpec,
)
from curriculum.simulate.setting import Better, Kind, Measure, Role, Setting, require_sound
from curriculum.simulate.toml_file import read_toml

UNITS = ("lesson", "week", "month")
PEOPLE = ("students", "teachers")
TOKENS = ("school", "students", "classes", "before", "after")
LEAST_TRUTHS = 4

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "kind": get_args(Kind),
    "better": get_args(Better),
}
_SETTING = {field.name: field for field in fields(Setting)}
_MEASURE = {field.name: field for field in fields(Measure)}
_WHOLE = ("classes", "students", "schools", "points", "change_at", "chosen", "pool", "chosen_on")


def read_scenario(path: Path) -> Scenario:
    """Read and validate one scenario file.

    Raises
    ------
    ScenarioError
        One plain sentence naming the file and the field.
    """
    data = read_toml(path, ScenarioError)
    return _Reader(path.name).scenario(data)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, where: str, problem: str) -> ScenarioError:
        return ScenarioError(f"{self.file}: {where} {problem}.")

    def scenario(self, data: Mapping[str, Any]) -> Scenario:
        known = {field.name for field in fields(Scenario)}
        self.no_others(data, known, "")
        setting = self.setting(data.get("setting", {}), Setting(), "setting")
        measures = tuple(self.each(data, "measures", self.measure))
        self.no_twins("measures", [spec.measure.id for spec in measures])
        sources = self.table(data, "sources", "")
        found = Scenario(
            id=self.text(data, "id", ""),
            focus=self.text(data, "focus", ""),
            title=self.text(data, "title", ""),
            schools=self.texts(data, "schools"),
            unit=self.one_of(data, "unit", UNITS, ""),
            people=self.one_of(data, "people", PEOPLE, ""),
            scene=self.texts(data, "scene"),
            change=self.text(data, "change", ""),
            setting=setting,
            sources={name: self.text(sources, name, "sources.") for name in sources},
            measures=measures,
            truths=tuple(
                self.each(data, "truths", lambda t, w: self.truth(t, w, setting, measures))
            ),
        )
        self.whole(found)
        return found

    def whole(self, found: Scenario) -> None:
        """What only the scenario as a whole can get wrong."""
        if found.id != self.file.removesuffix(".toml"):
            raise self.fail("id", "must be the file's name without .toml")
        for school in found.schools:
            if "(fictional)" not in school:
                raise self.fail("schools", f"must mark {school} as (fictional)")
        if not found.sources:
            raise self.fail("sources", "must say where the numbers come from")
        if len(found.truths) < LEAST_TRUTHS:
            raise self.fail("truths", f"must be at least {LEAST_TRUTHS}")
        self.no_twins("truths", [truth.id for truth in found.truths])
        if not any(truth.kind == "none" for truth in found.truths):
            raise self.fail("truths", 'must have one of the kind "none": most changes do nothing')
        for name, text in (("change", found.change), *(("scene", one) for one in found.scene)):
            for token in re.findall(r"\{([^}]*)\}", text):
                if token not in TOKENS:
                    raise self.fail(name, f"uses {{{token}}}, which is not known")

    def setting(self, table: Any, base: Setting, where: str) -> Setting:
        if not isinstance(table, Mapping):
            raise self.fail(where, "must be a table")
        self.no_others(table, set(_SETTING), f"{where}.")
        given: dict[str, Any] = {}
        for name, value in table.items():
            here = f"{where}.{name}"
            if name == "groups":
                given[name] = self.shares(value, here)
            elif name in ("breaks", "season"):
                if not isinstance(value, list) or not all(map(_is_number, value)):
                    raise self.fail(here, "must be a list of numbers")
                if name == "breaks" and not all(isinstance(one, int) for one in value):
                    raise self.fail(here, "must be a list of whole numbers")
                given[name] = tuple(value)
            elif not _is_number(value) or (name in _WHOLE and not isinstance(value, int)):
                kind = "a whole number" if name in _WHOLE else "a number"
                raise self.fail(here, f"must be {kind}")
            else:
                given[name] = value
        return replace(base, **given)

    def measure(self, table: Mapping[str, Any], where: str) -> MeasureSpec:
        extra = {"definition", "every", "jitter"}
        self.no_others(table, set(_MEASURE) | extra, where)
        given: dict[str, Any] = {
            "id": self.text(table, "id", where),
            "name": self.text(table, "name", where),
        }
        for name, value in table.items():
            if name in _CHOICES:
                given[name] = self.one_of(table, name, _CHOICES[name], where)
            elif name == "groups":
                given[name] = self.shares(value, f"{where}groups")
            elif name == "records":
                if not isinstance(value, bool):
                    raise self.fail(f"{where}records", "must be true or false")
                given[name] = value
            elif name in _MEASURE and name not in given:
                given[name] = self.number(table, name, where)
        every = table.get("every", 1)
        if not isinstance(every, int) or isinstance(every, bool) or every < 1:
            raise self.fail(f"{where}every", "must be a whole number of at least 1")
        for name in ("raters", "dispersion"):
            if not isinstance(given.get(name, 1), int):
                raise self.fail(f"{where}{name}", "must be a whole number")
        jitter = self.number(table, "jitter", where) if "jitter" in table else 0.0
        measure = Measure(**given)
        for end in (-jitter, jitter):
            moved = replace(measure, baseline=measure.baseline + end)
            self.trying(where, lambda moved=moved: link(moved))
        return MeasureSpec(measure, self.text(table, "definition", where), every, jitter)

    def truth(
        self,
        table: Mapping[str, Any],
        where: str,
        base: Setting,
        specs: tuple[MeasureSpec, ...],
    ) -> TruthSpec:
        self.no_others(table, {field.name for field in fields(TruthSpec)}, where)
        kind = self.one_of(table, "kind", TRUTH_KINDS, where)
        effects = self.table(table, "effects", where)
        found = TruthSpec(
            id=self.text(table, "id", where),
            kind=kind,  # type: ignore[arg-type]
            title=self.text(table, "title", where),
            reading=self.text(table, "reading", where),
            story=self.text(table, "story", where),
            effects={
                name: self.effect(effects, name, f"{where}effects.{name}.") for name in effects
            },
            response=self.shares(table.get("response", {}), f"{where}response"),
            trend=self.shares(table.get("trend", {}), f"{where}trend"),
            setting=self.setting(table.get("setting", {}), base, f"{where}setting"),
        )
        for end in (-1.0, 1.0):
            drawn = [
                replace(spec.measure, baseline=spec.measure.baseline + end * spec.jitter)
                for spec in specs
            ]
            unknown = sorted(set(found.effects) - {measure.id for measure in drawn})
            if unknown:
                raise self.fail(f"{where}effects", f"names {unknown[0]}, which is not a measure")
            planted = self.trying(where, lambda drawn=drawn: found.planted(drawn))
            self.trying(
                where,
                lambda drawn=drawn, planted=planted: require_sound(found.setting, drawn, planted),
            )
        return found

    def effect(self, effects: Mapping[str, Any], name: str, where: str) -> tuple[str, float, int]:
        table = self.table(effects, name, where)
        self.no_others(table, {"shape", "change", "length"}, where)
        shape = self.one_of(table, "shape", SHAPES, where)
        length = table.get("length", 6)
        if not isinstance(length, int) or isinstance(length, bool) or length < 1:
            raise self.fail(f"{where}length", "must be a whole number of at least 1")
        return shape, float(self.number(table, "change", where)), length

    def trying(self, where: str, act: Any) -> Any:
        """Do something that says in a sentence what is impossible; name the file and place."""
        try:
            return act()
        except ValueError as error:
            raise ScenarioError(f"{self.file}: {where.rstrip('.')}: {error}") from error

    def each(self, data: Mapping[str, Any], name: str, read: Any) -> list[Any]:
        tables = data.get(name)
        if not isinstance(tables, list) or not tables:
            raise self.fail(name, f"is missing; write [[{name}]]")
        found = []
        for at, table in enumerate(tables, start=1):
            if not isinstance(table, Mapping):
                raise self.fail(f"{name}[{at}]", "must be a table")
            found.append(read(table, f"{name}[{at}]."))
        return found

    def table(self, data: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
        value = data.get(name, {})
        if not isinstance(value, Mapping):
            raise self.fail(f"{where}{name}".rstrip("."), "must be a table")
        return value

    def shares(self, value: Any, where: str) -> dict[str, float]:
        if not isinstance(value, Mapping) or not all(map(_is_number, value.values())):
            raise self.fail(where, "must be a table of numbers")
        return {name: float(number) for name, number in value.items()}

    def text(self, table: Mapping[str, Any], name: str, where: str) -> str:
        value = table.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"{where}{name}", "must be a text that is not empty")
        return value

    def texts(self, table: Mapping[str, Any], name: str) -> tuple[str, ...]:
        value = table.get(name)
        good = isinstance(value, list) and value and all(isinstance(t, str) and t for t in value)
        if not good or not isinstance(value, list):
            raise self.fail(name, "must be a list of texts that are not empty")
        return tuple(value)

    def one_of(
        self, table: Mapping[str, Any], name: str, choices: Sequence[str], where: str
    ) -> str:
        value = table.get(name)
        if not isinstance(value, str) or value not in choices:
            raise self.fail(f"{where}{name}", f"must be one of {', '.join(choices)}")
        return value

    def number(self, table: Mapping[str, Any], name: str, where: str) -> float:
        value = table.get(name)
        if value is None or not _is_number(value):
            raise self.fail(f"{where}{name}", "must be a number")
        return value  # type: ignore[no-any-return]

    def no_twins(self, where: str, ids: Sequence[str]) -> None:
        if len(set(ids)) < len(ids):
            raise self.fail(where, "must not have the same id twice")

    def no_others(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        for name in table:
            if name not in known:
                raise self.fail(f"{where}{name}", "is not a field that is known here")


def _is_number(value: Any) -> bool:
    """A finite number (TOML also writes inf and nan; true and false are none)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
