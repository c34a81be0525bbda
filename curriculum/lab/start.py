"""The start page: the season, what is done, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from curriculum.artifacts.notes import Notes
from curriculum.series import Module, Series, all_series
from curriculum.workspace import Workspace

if TYPE_CHECKING:
    from IPython.display import HTML

State = Literal["coming", "ready", "started", "done"]

SAYS: dict[State, tuple[str, str]] = {
    "done": ("✓", "Done"),
    "started": ("◐", "Started"),
    "ready": ("○", "Ready"),
    "coming": ("·", "Coming"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is with one module; `handed_in` speaks of its exercise."""

    module: Module
    state: State
    exercise_started: bool = False
    handed_in: bool = False


def progress(root: Path, module: Module) -> Progress:
    """Look into a learner's folder; nothing there is changed.

    A module is done when the question that closes it has an answer, and started when it holds any
    answer or the artifact it is about.
    """
    if not module.available:
        return Progress(module, "coming")
    exercise = root / module.exercise
    versions = Workspace(exercise).history(module.artifact) if module.exercise else []
    return Progress(
        module,
        _state(root, module),
        exercise_started=bool(module.exercise)
        and (exercise / "work" / f"{module.artifact}.json").is_file(),
        handed_in=any(version.kind == "handed-in" for version in versions),
    )


def _state(root: Path, module: Module) -> State:
    notes = _notes(root)
    if notes.latest(module.closing):
        return "done"
    begun = any(answer.question.startswith(f"{module.id}/") for answer in notes.answers)
    made = (root / "work" / f"{module.artifact}.json").is_file()
    return "started" if begun or made else "ready"


def _notes(root: Path) -> Notes:
    return Workspace(root).load("notes", Notes).artifact or Notes()


def next_module(steps: Iterable[Progress]) -> Progress | None:
    """What to do now: what was started, or else the first module that is ready."""
    steps = list(steps)
    for state in ("started", "ready"):
        found = next((step for step in steps if step.state == state), None)
        if found:
            return found
    return None


def start_html(root: Path) -> str:
    """The start page of a learner's folder, as HTML."""
    seasons = [
        (series, [progress(root, module) for module in series.module]) for series in all_series()
    ]
    tables = "".join(_season(series, steps) for series, steps in seasons)
    return (
        '<div class="lift-elie-start">'
        "<h1>Your season of school improvement</h1>"
        "<p>Each module takes one sitting between two workshop sessions. You learn one move, try "
        "it on a practice case, and begin it for your own team or district.</p>"
        f"{_ahead(seasons)}{_course(root)}{tables}"
        "<p><strong>Who sees this:</strong> only you. Everything you make stays in this folder. "
        "Your coach sees what you hand in, and nothing else. It is for improvement, never for "
        "evaluation.</p></div>"
    )


def start() -> HTML:
    """The start page of the folder that the notebook is in."""
    from IPython.display import HTML

    return HTML(start_html(Path.cwd()))


def _ahead(seasons: list[tuple[Series, list[Progress]]]) -> str:
    """What comes next in the series that was begun; before that, in each."""
    begun = [
        (series, steps)
        for series, steps in seasons
        if any(step.state in ("started", "done") for step in steps)
    ]
    for among in (begun, seasons):
        coming = [
            (series, step) for series, steps in among if (step := next_module(steps)) is not None
        ]
        if coming:
            several = len(coming) > 1
            return "".join(_next(step, series if several else None) for series, step in coming)
    return (
        '<div class="lift-elie-next"><p>You have done every module there is so far. '
        "You can open any of them again.</p></div>"
    )


def _next(step: Progress, series: Series | None) -> str:
    """The box with the button; of which series, where there is a choice."""
    module = step.module
    verb = "Go on with" if step.state == "started" else "Begin with"
    which = (
        ""
        if series is None
        else f"<p>{escape(series.title)}, for {escape(_small(series.audience))}</p>"
    )
    return (
        f'<div class="lift-elie-next"><div>{which}'
        f"<p><strong>Next: {escape(module.title)}</strong></p>"
        f"<p>{escape(module.makes)}. About {module.minutes} minutes.</p></div>"
        f'<p><a class="lift-elie-open" href="{quote(module.notebook)}">'
        f"{verb} {escape(module.label)}</a></p></div>"
    )


def _season(series: Series, steps: list[Progress]) -> str:
    rows = []
    after = ""
    for step in steps:
        if step.module.after != after:
            after = step.module.after
            rows.append(
                f'<tr class="lift-elie-session"><th scope="colgroup" colspan="4">'
                f"After {escape(_small(series.session_title(after)))}</th></tr>"
            )
        rows.append(_row(step))
    return (
        f"<h2>{escape(series.title)}: {escape(_small(series.subtitle))}</h2>"
        f"<table><caption>The modules of {escape(series.title)}, in order</caption><thead><tr>"
        '<th scope="col">Module</th><th scope="col">What you make</th>'
        '<th scope="col">Minutes</th><th scope="col">Where you are</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _row(step: Progress) -> str:
    module = step.module
    name = f"{module.number}. {escape(module.label)}"
    if module.available:
        name = f'<a href="{quote(module.notebook)}">{name}</a>'
    minutes = " + ".join(str(sitting.minutes) for sitting in module.sitting)
    row = (
        f'<tr class="lift-elie-{step.state}"><th scope="row">{name}</th>'
        f"<td>{escape(module.makes)}</td><td>{minutes}</td><td>{_mark(step.state)}</td></tr>"
    )
    return row + (_exercise(step) if module.available and module.exercise else "")


def _exercise(step: Progress) -> str:
    module = step.module
    path = quote(f"{module.exercise}/{module.exercise}.ipynb")
    state: State = "started" if step.exercise_started else "ready"
    mark = '<span aria-hidden="true">✓</span> Handed in' if step.handed_in else _mark(state)
    return (
        f'<tr class="lift-elie-exercise"><th scope="row"><a href="{path}">On your own</a></th>'
        "<td>The exercise: a case made for you, for your coach to answer</td>"
        f"<td></td><td>{mark}</td></tr>"
    )


def _course(root: Path) -> str:
    """Where a coach finds the course, if one is in this folder (as in the demo)."""
    found = next(iter(sorted(root.glob("*/gradebook.db"))), None)
    if found is None:
        return ""
    return (
        "<h2>For coaches</h2><p>This folder also holds a course with work already handed in: "
        f"<strong>{escape(found.parent.name)}</strong>.</p>"
        '<p><button type="button" class="lift-elie-open" '
        'data-commandlinker-command="lift-elie:hand-ins">Mark what was handed in</button></p>'
        "<p>All of nbgrader’s own pages are in the menu <strong>Nbgrader</strong>, "
        "<strong>Formgrader</strong>.</p>"
    )


def _mark(state: State) -> str:
    sign, word = SAYS[state]
    return f'<span aria-hidden="true">{sign}</span> {word}'


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
