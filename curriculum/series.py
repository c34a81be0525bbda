"""Read `series.toml`: the one place that knows a season's order, sessions and minutes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from curriculum.content import ContentError, content_root

SERIES_IDS = ("lift", "elie")

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,31}$")]
Line = Annotated[str, Field(min_length=1, max_length=200)]
# A label names a file on Windows, too.
Label = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9 ]{1,30}$")]


class SeriesError(ContentError):
    """A `series.toml` says something that cannot be; one plain sentence."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Session(_Part):
    """One meeting of the season."""

    id: Id
    title: Line
    kind: Literal["in-person", "virtual"]
    length: Line


class Sitting(_Part):
    """One stretch of work that is complete in itself; `minutes` is how long it takes."""

    id: Literal["", "A", "B"] = ""
    title: str = ""
    minutes: Annotated[int, Field(ge=5, le=90)]
    after: str = ""


class Module(_Part):
    """One module of a series.

    `label` names the learner's notebook, `after` the session it follows, `exercise` the
    nbgrader assignment of beat 5, `artifact` the file in `work/` that holds what the team made,
    and `closing` the question whose answer closes the module.
    """

    id: Id
    label: Label
    title: Line
    makes: Line
    after: Id
    status: Literal["available", "coming"]
    sitting: Annotated[tuple[Sitting, ...], Field(min_length=1, max_length=2)]
    prerequisites: tuple[Id, ...] = ()
    exercise: str = ""
    artifact: str = ""
    closing: str = ""
    series: str = ""
    number: int = 0

    @property
    def available(self) -> bool:
        """Whether a learner can open it."""
        return self.status == "available"

    @property
    def minutes(self) -> int:
        """Minutes of all sittings together."""
        return sum(sitting.minutes for sitting in self.sitting)

    @property
    def notebook(self) -> str:
        """File name of the learner's notebook, for example ``3 Fishbone.ipynb``."""
        return f"{self.number} {self.label}.ipynb"

    @property
    def folder(self) -> Path:
        """Where the module's source is."""
        return content_root() / self.series / self.id


class Rules(_Part):
    """What the course has decided about checks."""

    rule_set: Literal["ihi", "anhoej"] = "ihi"


class Series(_Part):
    """One season: its sessions and modules, in order."""

    id: Literal["lift", "elie"]
    title: Line
    subtitle: Line
    audience: Line
    checks: Rules = Rules()
    session: Annotated[tuple[Session, ...], Field(min_length=1)]
    module: Annotated[tuple[Module, ...], Field(min_length=1)]

    def find(self, module_id: str) -> Module | None:
        """The module with this id, or None."""
        return next((module for module in self.module if module.id == module_id), None)

    def session_title(self, session_id: str) -> str:
        """The title of a session, as a person would say it."""
        return next(session.title for session in self.session if session.id == session_id)


def load_series(series_id: str, root: Path | None = None) -> Series:
    """Read one season.

    Parameters
    ----------
    series_id : str
        ``lift`` or ``elie``.
    root : Path, optional
        Folder that holds the series' folders; the shipped content when left out.

    Returns
    -------
    Series
        Modules numbered from 1 in file order.

    Raises
    ------
    SeriesError
        When the file is missing or cannot be, with one sentence that says what to change.
    """
    path = (root or content_root()) / series_id / "series.toml"
    name = f"{series_id}/series.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SeriesError(f"{name} is missing; a series needs one to say its order.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SeriesError(f"{name} cannot be read as TOML: {error}.") from None
    for number, module in enumerate(_tables(raw, "module", name), start=1):
        for own in ("series", "number"):
            if own in module:
                raise SeriesError(f"{name}: leave out {own!r}; the order of the file gives it.")
        module |= {"series": series_id, "number": number}
    try:
        series = Series.model_validate(raw)
    except ValidationError as error:
        raise SeriesError(f"{name}: {_plain(error)}") from None
    _check(series, series_id, name)
    return series


def all_series(root: Path | None = None) -> tuple[Series, ...]:
    """Both seasons, LIFT first."""
    return tuple(load_series(series_id, root) for series_id in SERIES_IDS)


def find_exercise(exercise_id: str, root: Path | None = None) -> Module | None:
    """The module that an exercise belongs to, or None."""
    for series in all_series(root):
        for module in series.module:
            if module.exercise == exercise_id:
                return module
    return None


def _tables(raw: dict[str, object], key: str, name: str) -> list[dict[str, object]]:
    """The array of tables under a key, before anything has been checked."""
    tables = raw.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SeriesError(f"{name}: write each {key} as [[{key}]].")
    return tables


def _plain(error: ValidationError) -> str:
    first = error.errors()[0]
    where = " → ".join(
        str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"]
    )
    if first["type"] == "extra_forbidden":
        return f"{where} is not a known entry; check its spelling."
    if first["type"] == "missing":
        return f"{where} is missing; add it."
    return f"{where} cannot be {first['input']!r} ({first['msg'].lower()})."


def _check(series: Series, series_id: str, name: str) -> None:
    """Refuse what single entries cannot show: doubles, unknown sessions, wrong order."""
    if series.id != series_id:
        raise SeriesError(f"{name} calls itself {series.id!r}; make it {series_id!r}.")
    sessions = [session.id for session in series.session]
    modules = [module.id for module in series.module]
    for kind, ids in (("session", sessions), ("module", modules)):
        double = next((item for item in ids if ids.count(item) > 1), None)
        if double:
            raise SeriesError(f"{name}: two of the {kind}s are called {double!r}; rename one.")
    seen: set[str] = set()
    latest = 0
    for module in series.module:
        for after in (module.after, *(sitting.after for sitting in module.sitting)):
            if after and after not in sessions:
                raise SeriesError(
                    f"{name}: {module.id} comes after {after!r}, which is no session."
                )
        if sessions.index(module.after) < latest:
            raise SeriesError(
                f"{name}: {module.id} stands after a module of a later session; reorder the file."
            )
        latest = sessions.index(module.after)
        unknown = next((need for need in module.prerequisites if need not in seen), None)
        if unknown:
            raise SeriesError(
                f"{name}: {module.id} needs {unknown!r}, which does not come before it."
            )
        marks = [sitting.id for sitting in module.sitting]
        if marks not in ([""], ["A", "B"]):
            raise SeriesError(f"{name}: {module.id} needs one sitting without id, or A and B.")
        if module.available and not (module.artifact and module.closing):
            raise SeriesError(
                f"{name}: {module.id} is available, so name its artifact and its closing question."
            )
        seen.add(module.id)
