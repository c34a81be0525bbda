"""A study taken out of the room: Markdown, a print-out on one page, and its picture."""

from __future__ import annotations

from html import escape

from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.exports._one_page import one_page, png_of
from curriculum.exports.escape import markdown, one_line
from curriculum.figures.plan import lock_sentence, prediction_sentence
from curriculum.figures.study import (
    held_svg,
    predicted,
    run_alt,
    run_svg,
    study_figure,
    study_rows,
    study_svg,
)

OPEN = "(not written yet)"


def to_svg(study: Study, plan: Plan | None = None) -> str:
    """The picture as a self-contained SVG file."""
    return study_svg(study, plan) + "\n"


def to_png(study: Study, plan: Plan | None = None) -> bytes:
    """The picture as PNG, sharp enough for a slide."""
    return png_of(study_figure(study, plan))


def to_markdown(study: Study, plan: Plan | None = None) -> str:
    """The whole study as Markdown; whatever a person wrote stays words.

    Of a group of fewer than eleven students no count is told.
    """
    school = markdown(study.school)
    parts = [f"# Study: {school}" if school else "# Study"]
    there = ", ".join(markdown(name) for name in study.who_was_there if one_line(name))
    parts.append(f"*{study.version.capitalize()}*" + (f". Who was there: {there}" if there else ""))
    one = predicted(study, plan)
    if plan is not None and one is not None:
        parts.append(f"**Predicted.** {markdown(prediction_sentence(one))}")
        parts.append(markdown(lock_sentence(plan)))
    parts.append(f"**The lessons.** {markdown(run_alt(study, plan))}")
    if study.log:
        parts.append("## Lesson log")
        parts.append(
            "\n".join(
                f"- {markdown(line.day) or '(no day)'}: {line.done or '(not said)'}. "
                f"{markdown(line.words)}"
                for line in study.log
            )
        )
    parts += [
        f"**{label.rstrip('?')}.** {markdown(words) or OPEN}"
        for label, words, _ in study_rows(study, plan)
    ]
    return "\n\n".join(parts) + "\n"


def to_print_html(study: Study, plan: Plan | None = None) -> str:
    """The study on one portrait page, as self-contained HTML."""
    school = escape(one_line(study.school))
    title = f"Study: {school}" if school else "Study"
    one = predicted(study, plan)
    told = f"{study.version.capitalize()}."
    if plan is not None and one is not None:
        told += f" {lock_sentence(plan)}"
    held = held_svg(study, plan, 420)
    run = run_svg(study, plan, 820)
    because = escape(one_line(one.because)) if one is not None else ""
    said = escape(one_line(prediction_sentence(one))) if one is not None else ""
    top = (
        f'<section class="le-one"><div><h2>Predicted</h2><p><strong>{said}</strong></p>'
        f"<p>Because: {because or OPEN}</p></div><div>{held}</div></section>"
        if one is not None
        else ""
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(one_line(words)) or OPEN}</td></tr>'
        for label, words, _ in study_rows(study, plan)
    )
    body = f'{top}<div class="le-wide">{run}</div><table>{rows}</table>'
    return one_page(title, told, body)
