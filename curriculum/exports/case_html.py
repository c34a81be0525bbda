"""A practice case as a folder that a person reads: accessible HTML, every text escaped."""

from __future__ import annotations

import base64
import re
from html import escape

from curriculum.figures.evidence import evidence_alt, evidence_svg
from curriculum.simulate.cases import Case, EvidenceItem

_SPEAKER = re.compile(r"^([A-Z][\w.-]*(?: [\w.-]+){0,3}): (?=[“\"])")

STYLE = """<style>
.le-case{max-width:760px;line-height:1.5;font-size:15px;color:var(--jp-content-font-color0,#1a1a1a)}
.le-case h3{font-size:1.45em;line-height:1.25;margin:0 0 .1em;color:inherit}
.le-case h4{font-size:1.1em;line-height:1.3;margin:0;color:inherit}
.le-case p{margin:.5em 0}
.le-case .le-school{margin:0 0 .8em;font-weight:600}
.le-case .le-hunch{border-left:4px solid #0072b2;padding:.1em 0 .1em .8em;margin:.9em 0}
.le-case .le-item{border:1px solid #8c8c8c;border-radius:6px;padding:.8em 1em;margin:1em 0;
break-inside:avoid}
.le-case .le-id{display:inline-block;min-width:2.1em;text-align:center;border-radius:4px;
background:#1f3b57;color:#fff;padding:.02em .3em;margin-right:.5em}
.le-case .le-source{font-size:.92em;margin:.2em 0 .7em}
.le-case table{border-collapse:collapse;width:100%;margin:.6em 0 .2em;font-size:inherit}
.le-case th,.le-case td{border-bottom:1px solid #a6a6a6;padding:.35em .6em;text-align:right;
vertical-align:top;white-space:normal;color:inherit;background:transparent}
.le-case th:first-child{text-align:left;min-width:11em}
.le-case thead th{border-bottom:2px solid #4d4d4d;vertical-align:bottom}
.le-case td.le-words,.le-case th.le-words{text-align:left}
.le-case ul{margin:.5em 0;padding-left:1.2em}
.le-case li{margin:.3em 0}
.le-case ul.le-quotes{list-style:none;padding-left:0}
.le-case ul.le-quotes li{border-left:3px solid #8c8c8c;padding-left:.8em;margin:.5em 0}
.le-case figure{margin:.4em 0}
.le-case img{display:block;width:100%;max-width:720px;height:auto}
.le-case details{margin:.4em 0}
.le-case summary{cursor:pointer}
@media print{.le-case{font-size:11pt;max-width:none}.le-case details{display:none}
.le-case .le-id{background:#fff;color:#000;
border:1px solid #000}}
</style>"""


def case_html(case: Case) -> str:
    """The folder of a case for a notebook, an exercise or paper.

    Parameters
    ----------
    case : Case
        Any case; its texts may be hostile.

    Returns
    -------
    str
        A self-contained HTML fragment whose headings start at ``h3``. What the case knows beyond
        the folder (its facts, its truth, what contradicts the obvious story) is not in it.
    """
    parts = [STYLE, '<div class="le-case">', f"<h3>{escape(case.title)}</h3>"]
    parts.append(f'<p class="le-school">{escape(case.school)}</p>')
    parts.extend(f"<p>{escape(line)}</p>" for line in case.scene)
    if case.obvious_story:
        parts.append(
            '<p class="le-hunch"><strong>The first story people tell:</strong> '
            f"{escape(case.obvious_story)}</p>"
        )
    parts.extend(item_html(item) for item in case.items)
    if case.outside:
        rows = "".join(f"<li>{escape(line)}</li>" for line in case.outside)
        heading, says = map(escape, case.outside_words)
        parts.append(f'<div class="le-item"><h4>{heading}</h4><p>{says}</p><ul>{rows}</ul></div>')
    parts.append("</div>")
    return "\n".join(parts)


def item_html(item: EvidenceItem) -> str:
    """One piece of paper of the folder as a card."""
    parts = [
        '<div class="le-item">',
        f'<h4><span class="le-id">{escape(item.id)}</span>{escape(item.title)}</h4>',
        f'<p class="le-source">From: {escape(item.source)}</p>',
    ]
    if item.form == "chart":
        parts.append(_chart(item))
    parts.append(_lines(item))
    if item.form == "chart":
        table = _table(item)
        parts.append(f"<details><summary>The same numbers as a table</summary>{table}</details>")
    elif item.rows:
        parts.append(_table(item))
    parts.append("</div>")
    return "\n".join(part for part in parts if part)


def _chart(item: EvidenceItem) -> str:
    picture = base64.b64encode(evidence_svg(item).encode()).decode("ascii")
    alt = escape(evidence_alt(item), quote=True)
    return f'<figure><img src="data:image/svg+xml;base64,{picture}" alt="{alt}"></figure>'


def _lines(item: EvidenceItem) -> str:
    if not item.lines:
        return ""
    spoken = [_SPEAKER.match(line) if item.form == "quotes" else None for line in item.lines]
    html, listed = [], ""
    for line, speaker in zip(item.lines, spoken, strict=True):
        kind = "le-quotes" if speaker else "le-notes" if len(item.lines) > 1 else ""
        if any(spoken) and not speaker:
            kind = ""
        if listed and kind != listed:
            html.append("</ul>")
        if kind and kind != listed:
            html.append(f'<ul class="{kind}">')
        listed = kind
        if speaker:
            said = escape(line[speaker.end() :])
            html.append(f"<li><strong>{escape(speaker.group(1))}:</strong> {said}</li>")
        else:
            html.append(f"<li>{escape(line)}</li>" if kind else f"<p>{escape(line)}</p>")
    return "".join(html) + ("</ul>" if listed else "")


def _table(item: EvidenceItem) -> str:
    wordy = [
        any(not any(sign.isdigit() for sign in str(row[i])) for row in item.rows)
        for i in range(len(item.columns))
    ]
    mark = [' class="le-words"' if is_wordy else "" for is_wordy in wordy]
    head = "".join(
        f'<th scope="col"{m}>{escape(name)}</th>'
        for name, m in zip(item.columns, mark, strict=True)
    )
    rows = []
    for row in item.rows:
        first, *cells = (escape(f"{c:.1f}" if isinstance(c, float) else str(c)) for c in row)
        rest = "".join(f"<td{m}>{cell}</td>" for cell, m in zip(cells, mark[1:], strict=True))
        rows.append(f'<tr><th scope="row"{mark[0]}>{first}</th>{rest}</tr>')
    caption = f"{item.id}: {item.title}"
    return (
        f'<table aria-label="{escape(caption, quote=True)}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
