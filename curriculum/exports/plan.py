"""A plan taken out of the room: Markdown, a print-out on one page, and its picture."""

from __future__ import annotations

from html import escape

from curriculum.artifacts.lock import changed_after_lock
from curriculum.artifacts.plan import Plan
from curriculum.exports._one_page import one_page, png_of
from curriculum.exports.escape import markdown, one_line
from curriculum.figures.plan import (
    lock_sentence,
    plan_figure,
    plan_rows,
    plan_svg,
    prediction_sentence,
    range_svg,
    range_words,
)

OPEN = "(not written yet)"


def to_svg(plan: Plan) -> str:
    """The picture as a self-contained SVG file."""
    return plan_svg(plan) + "\n"


def to_png(plan: Plan) -> bytes:
    """The picture as PNG, sharp enough for a slide."""
    return png_of(plan_figure(plan))


def to_markdown(plan: Plan) -> str:
    """The whole plan as Markdown; whatever a person wrote stays words."""
    school = markdown(plan.school)
    parts = [f"# Plan: {school}" if school else "# Plan"]
    there = ", ".join(markdown(name) for name in plan.who_was_there if one_line(name))
    parts.append(f"*{plan.version.capitalize()}*" + (f". Who was there: {there}" if there else ""))
    parts.append(markdown(lock_sentence(plan)))
    parts += [f"**{label}.** {markdown(words) or OPEN}" for label, words, _ in plan_rows(plan)]
    for number, one in enumerate(plan.predictions, start=1):
        lines = [f"## Prediction {number}", markdown(prediction_sentence(one))]
        lines.append(f"**Because.** {markdown(one.because) or OPEN}")
        lines += [markdown(line) for line in range_words(plan, one.id)]
        parts += lines
    parts.append(f"**What would surprise us.** {markdown(plan.surprise) or OPEN}")
    changed = changed_after_lock(plan)
    if changed:
        parts.append("## Changed after lock")
        parts.append(
            "\n".join(
                f"- {markdown(c.field)}: {markdown(c.before) or '(empty)'} → "
                f"{markdown(c.after) or '(empty)'}"
                for c in changed
            )
        )
    return "\n\n".join(parts) + "\n"


def to_print_html(plan: Plan) -> str:
    """The plan on one portrait page, with room to write on the days, as self-contained HTML."""
    school = escape(one_line(plan.school))
    title = f"Plan: {school}" if school else "Plan"
    return one_page(title, f"{plan.version.capitalize()}. {lock_sentence(plan)}", _body(plan))


def _body(plan: Plan) -> str:
    rows = "".join(_row(label, words) for label, words, _ in plan_rows(plan))
    return (
        f"<table>{rows}</table>{_predictions(plan)}"
        f"<table>{_row('A surprise', plan.surprise)}</table>{_days(plan)}"
    )


def _row(label: str, words: str) -> str:
    said = escape(one_line(words)) or f'<span class="le-quiet">{OPEN}</span>'
    return f'<tr><th scope="row">{escape(label)}</th><td>{said}</td></tr>'


def _predictions(plan: Plan) -> str:
    made = []
    for number, one in enumerate(plan.predictions, start=1):
        # One picture, so that an ordinary plan stays on its one page.
        picture = range_svg(plan, one.id, 380) if number == 1 else ""
        because = escape(one_line(one.because)) or OPEN
        beside = "le-one" if picture else "le-more"
        made.append(
            f'<section class="{beside}"><div><h2>Prediction {number}</h2>'
            f"<p><strong>{escape(one_line(prediction_sentence(one)))}</strong></p>"
            f"<p>Because: {because}</p></div><div>{picture}</div></section>"
        )
    return "".join(made)


def _days(plan: Plan) -> str:
    """Lines for the first lessons: the thirty-second log by hand."""
    lines = min(plan.lessons or 4, 4)
    row = "<tr><td></td><td></td><td></td><td></td></tr>"
    return (
        '<table class="le-log"><caption>Thirty seconds after each lesson</caption><thead><tr>'
        '<th scope="col">Day</th><th scope="col">Done as planned? (yes, partly, no)</th>'
        '<th scope="col">Count, of how many</th><th scope="col">One line: what happened</th>'
        f"</tr></thead><tbody>{row * lines}</tbody></table>"
    )
