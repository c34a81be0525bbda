"""A fishbone for other programs: Markdown, Mermaid, SVG, PNG; and the team's print-out."""

from __future__ import annotations

import io

from curriculum.artifacts.fishbone import Cause, Fishbone, Placed
from curriculum.exports._fishbone_print import print_html
from curriculum.exports.escape import markdown, mermaid, one_line
from curriculum.figures import fishbone_figure, fishbone_svg
from curriculum.figures.fishbone import leaves_by_lane

PNG_DPI = 160
MAX_PIXELS = 12_000
OPEN = "(not written yet)"


def to_svg(fb: Fishbone) -> str:
    """The drawing as a self-contained SVG file."""
    return fishbone_svg(fb) + "\n"


def to_png(fb: Fishbone) -> bytes:
    """The drawing as a PNG picture, sharp enough for a slide; no side over 12,000 pixels."""
    figure = fishbone_figure(fb)
    dpi = min(PNG_DPI, MAX_PIXELS / max(figure.get_size_inches()))
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def to_print_html(fb: Fishbone) -> str:
    """The print-out for the team's meeting, as one self-contained HTML page.

    The drawing on the first sheet; on the second who was there, every leaf with its evidence, the
    three lanes, and room to write by hand. Made for A4 and US letter, landscape.
    """
    return print_html(fb)


def to_mermaid(fb: Fishbone) -> str:
    """The fishbone as a Mermaid ``ishikawa-beta`` diagram (Mermaid 11.12.3 or later).

    Sources are left out; evidence tag and lane stand in parentheses after a leaf.
    """
    lines = ["ishikawa-beta", f"    {mermaid(fb.problem_statement.text) or OPEN}"]
    for bone in fb.bones:
        lines.append(f"{' ' * 8}{mermaid(bone.name) or OPEN}")
        for cause in bone.causes:
            lines.extend(_mermaid_lines(cause, 12))
    return "\n".join(lines) + "\n"


def to_markdown(fb: Fishbone) -> str:
    """The whole fishbone as Markdown: a nested list with tags and sources, and the lanes."""
    school = markdown(fb.school)
    parts = [f"# Fishbone: {school}" if school else "# Fishbone"]
    there = ", ".join(markdown(name) for name in fb.who_was_there if one_line(name))
    parts.append(f"*{fb.version.capitalize()}*" + (f". Who was there: {there}" if there else ""))
    parts.append(f"**Problem statement.** {markdown(fb.problem_statement.text) or OPEN}")
    parts.append("## Causes")
    items: list[str] = []
    for bone in fb.bones:
        items.append(f"- **{markdown(bone.name) or OPEN}**")
        for cause in bone.causes:
            items.extend(_markdown_lines(cause, 1))
    parts.append("\n".join(items) or "No bones yet.")
    lanes = leaves_by_lane(fb)
    if any(lanes.values()):
        parts.append("## What we do with them")
        for lane, placed in lanes.items():
            if placed:
                parts.append(f"**{lane.capitalize()} it**")
                parts.append("\n".join(f"- {_lane_words(one)}" for one in placed))
    for title, text in (
        ("Read backward", fb.reads_backward),
        ("What surprised us", fb.surprise),
        ("Whose view is missing", fb.whose_view_is_missing),
        ("What we would like help with", fb.help_wanted),
    ):
        if one_line(text):
            parts.append(f"## {title}\n\n{markdown(text)}")
    return "\n\n".join(parts) + "\n"


def _mermaid_lines(cause: Cause, indent: int) -> list[str]:
    words = mermaid(cause.text) or OPEN
    if cause.is_leaf:
        marks = [mark for mark in (cause.evidence.tag, cause.lane) if mark]
        words += f" ({', '.join(marks)})" if marks else ""
    lines = [" " * indent + words]
    for why in cause.whys:
        lines.extend(_mermaid_lines(why, indent + 4))
    return lines


def _markdown_lines(cause: Cause, depth: int) -> list[str]:
    words = markdown(cause.text) or OPEN
    if cause.is_leaf:
        words += _evidence(cause)
        words += f" → **{cause.lane}**" if cause.lane else ""
    lines = ["  " * depth + f"- {words}"]
    for why in cause.whys:
        lines.extend(_markdown_lines(why, depth + 1))
    return lines


def _evidence(cause: Cause) -> str:
    evidence = cause.evidence
    source = markdown(evidence.source)
    known = ": ".join(part for part in (evidence.item or "", source) if part)
    if not evidence.tag:
        return f" (no evidence tag yet; {known})" if known else " (no evidence tag yet)"
    return f" (*{evidence.tag}*; {known})" if known else f" (*{evidence.tag}*)"


def _lane_words(placed: Placed) -> str:
    cause = placed.cause
    words = markdown(cause.text) or OPEN
    if cause.lane == "check":
        words += (
            f". How: {markdown(cause.check.how) or OPEN}. By: {markdown(cause.check.by) or OPEN}"
        )
    elif cause.lane == "escalate":
        words += f". To: {markdown(cause.carried_to.who) or OPEN}. "
        words += f"On: {markdown(cause.carried_to.on) or OPEN}"
    return words
