"""The notebook that a coach opens: our release, our drawing, our words, escaped quotations.

Nothing of the learner's own notebook is in it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from autograde.about import About
from autograde.findings import Finding
from autograde.kinds import Kind, kind_of
from autograde.reader import Reading
from autograde.release import FIX_FIRST, Cells
from autograde.rubrics import LEVELS, CoachCriterion, Rubric
from autograde.safe import image, words

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

_SIGNS = {"passed": "✓ seen", "asked": "? asked", "missed": "✗ missing"}
_HIDDEN = ("case", "hand-in")


def graded_notebook(
    released: NotebookNode,
    cells: Cells,
    rubric: Rubric,
    reading: Reading,
    known: About,
) -> NotebookNode:
    """The released notebook with what was found in one hand-in.

    Parameters
    ----------
    released : NotebookNode
        Read once; it is not changed.
    cells : Cells
        Which cell stands for which criterion.
    rubric : Rubric
    reading : Reading
        From the worker.
    known : About
        Which round it is and when it came. With a trouble, the notebook says what it is and what
        to do, shows the drawing if there is one, and has no criterion to mark.
    """
    notebook = copy.deepcopy(released)
    kind = kind_of(rubric.exercise)
    kept: list[NotebookNode] = []
    for cell in () if known.trouble else notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id in cells.machine:
            criterion = cells.machine[grade_id]
            score = float(reading.scores.get(criterion, 0.0))
            mine = [one for one in reading.findings if one.criterion == criterion]
            cell.execution_count = 1
            cell.outputs = [_result(repr(score), findings_html(mine))]
        elif grade_id in cells.coach:
            judged = next(one for one in rubric.coach if one.id == cells.coach[grade_id])
            cell.source = coach_html(judged, reading, kind.name)
            cell.metadata["lift_elie"] = {"said": reading.words.get(judged.id)}
        elif grade_id == FIX_FIRST:
            cell.source = "# Fix this first: one thing, in the box below."
        elif cell.cell_type == "code" or grade_id in _HIDDEN:
            continue
        kept.append(cell)
    top = [_markdown("autograde-heading", _banner(known, rubric, drawn=bool(reading.drawing)))]
    if reading.drawing:
        top.append(_markdown("autograde-drawing", drawing_html(reading, kind)))
    notebook.cells = [*top, *_only_what_a_coach_needs(kept, cells)]
    notebook.metadata.setdefault("lift_elie", {})["autorun"] = False
    return notebook


def findings_html(findings: Iterable[Finding]) -> str:
    """What needs a look, and folded below it what is in place; every quotation escaped."""
    found = list(findings)
    look = [one for one in found if one.status != "passed"]
    good = [one for one in found if one.status == "passed"]
    parts = [f"<ul>{''.join(map(_item, look))}</ul>" if look else ""]
    if good:
        items = "".join(map(_item, good))
        parts.append(f"<details><summary>{len(good)} in place</summary><ul>{items}</ul></details>")
    return "".join(parts) if found else "<p>Nothing was found here.</p>"


def _item(one: Finding) -> str:
    more = ""
    if one.status != "passed":
        more = "".join(f" {words(text)}" for text in (one.why, one.next) if text)
    return f"<li><strong>{_SIGNS[one.status]}</strong> {words(one.what)}{more}</li>"


def drawing_html(reading: Reading, kind: Kind) -> str:
    """The one sentence, the drawing and the team's own, if it came along."""
    parts = [
        f"<h2>The {kind.name}</h2>",
        f"<p>{words(reading.statement) or kind.no_statement}</p>",
        f"<div>{image(reading.drawing, reading.alt)}</div>",
        f"<details><summary>The {kind.name} as text</summary><p>{words(reading.alt)}</p></details>",
    ]
    asked = [one for one in reading.findings if not one.criterion and one.status != "passed"]
    if asked:
        parts.append("<h3>The check also asked</h3>" + findings_html(asked))
    for name, title in kind.titles.items():
        if reading.words.get(name):
            parts.append(f"<p><strong>{title}:</strong> {words(reading.words[name])}</p>")
    if reading.team:
        parts.append(
            f"<details><summary>Their own team's {kind.name} (to read, no points)</summary>"
            f"<div>{image(reading.team, f'The {kind.name} of the team')}</div></details>"
        )
    return "".join(parts)


def coach_html(criterion: CoachCriterion, reading: Reading, name: str) -> str:
    """What the learner wrote for a criterion, and its levels with the points each stands for."""
    said = words(reading.words.get(criterion.id, ""))
    nothing = "(nothing written)" if criterion.id in reading.words else f"See the {name} above."
    rows = "".join(
        f"<tr><td>{criterion.points_of(level):g}</td><td><strong>{level}</strong></td>"
        f"<td>{words(criterion.levels[level])}</td></tr>"
        for level in LEVELS
    )
    lines = "".join(f"<li>{words(one)}</li>" for one in criterion.comments)
    written = f"<blockquote><p>{said}</p></blockquote>" if said else f"<p>{nothing}</p>"
    return (
        f"<div><h3>{words(criterion.title)}</h3><p>{words(criterion.question)}</p>"
        f"<p><em>They wrote:</em></p>{written}"
        f"<table><thead><tr><th>Points</th><th>Level</th><th>What it looks like</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        + (f"<p><em>To begin a comment:</em></p><ul>{lines}</ul>" if lines else "")
        + "</div>"
    )


def level_of(score: float, points: float) -> str:
    """The level whose points are nearest to a coach's mark."""
    if points <= 0:
        return LEVELS[0]
    return LEVELS[max(0, min(3, round(3 * score / points)))]


def _banner(known: About, rubric: Rubric, *, drawn: bool) -> str:
    when = f"Round {known.round}, handed in on {known.handed_in}." if known.round else ""
    parts = [f"<p>{words(when)}</p>"] if when else []
    if known.trouble:
        unread = f"The {rubric.artifact.replace('_', ' ')} in this hand-in could not be read"
        title = "This hand-in is not scored" if drawn else unread
        parts += [
            f"<h2>{words(title)}</h2><p>{words(known.trouble)}</p>",
            f"<p><strong>What to do:</strong> {words(known.to_do)}</p>",
        ]
    if known.note and not known.trouble:
        parts.append(f"<p>⚠ {words(known.note)}</p>")
    return "".join(parts)


def _only_what_a_coach_needs(kept: Sequence[NotebookNode], cells: Cells) -> list[NotebookNode]:
    graded = {*cells.machine, *cells.coach, FIX_FIRST}
    return [
        cell
        for cell in kept
        if cell.metadata.get("nbgrader", {}).get("grade_id", "") in graded
        or str(cell.id).startswith("say-")
    ]


def _result(plain: str, html: str) -> NotebookNode:
    return _node(
        {
            "output_type": "execute_result",
            "data": {"text/plain": plain, "text/html": html},
            "execution_count": 1,
            "metadata": {},
        }
    )


def _markdown(name: str, html: str) -> NotebookNode:
    return _node({"cell_type": "markdown", "id": name, "metadata": {}, "source": html})


def _node(data: dict[str, Any]) -> NotebookNode:
    """A part of a notebook, without nbformat's slow check of every single part."""
    from nbformat import from_dict

    node: NotebookNode = from_dict(data)
    return node
