"""The same page as HTML: one letter page in print, readable on a phone, nothing loaded or run."""

from __future__ import annotations

from html import escape

from curriculum.exports import _leaf as leaf
from curriculum.exports.escape import one_line
from curriculum.figures._sheet_draw import to_svg

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1f2933; line-height: 1.4; font-size: 16px;
  font-family: 'DejaVu Sans', Verdana, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0 0 .3rem; font-size: 1.5rem; line-height: 1.25; color: #123f5c; }
p { margin: 0; overflow-wrap: anywhere; }
.quiet { color: #4b5563; font-size: .875rem; }
.lead { font-size: 1.15rem; font-weight: 650; margin: .5rem 0; }
.hint { background: #eef4f8; padding: .5rem .75rem; margin: 0 0 .75rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 14pt; margin: .5rem 0; }
.pictures svg { flex: 1 1 20rem; min-width: 0; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0; font-size: .92rem; }
th, td { padding: .2rem .25rem; border-bottom: 1px solid #c3cbd3; text-align: right;
  vertical-align: top; }
caption { text-align: left; font-weight: 700; color: #123f5c; }
caption small { display: block; font-weight: 400; font-size: .875rem; color: #4b5563; }
thead th { color: #123f5c; border-bottom: 2px solid #123f5c; }
th:first-child { text-align: left; font-weight: 400; padding-left: 0; overflow-wrap: anywhere; }
thead th:first-child { font-weight: 700; }
@media screen {
  th:first-child { min-width: 9rem; position: sticky; left: 0; background: #fff; }
  td { white-space: nowrap; }
  caption { position: sticky; left: 0; }
}
.part { border-top: 1px solid #c3cbd3; padding: .35rem 0; }
.part b { display: block; color: #123f5c; }
.small { padding: .25rem 0; }
@media print {
  @page { size: letter portrait; margin: 40pt; }
  body { font-size: var(--size); line-height: 1.26; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  .hint { display: none; }
  h1 { font-size: 1.6em; margin: 0; }
  h1 + .quiet { font-size: .9em; margin-bottom: 4pt; }
  .lead { font-size: 1.15em; margin: 0 0 3pt; }
  .pictures { flex-wrap: nowrap; margin: 0 0 4pt; }
  .pictures svg { flex: none; }
  table { font-size: .92em; table-layout: fixed; margin: 0 0 5pt; }
  caption small { font-size: .92em; }
  th, td { padding: .5pt 3pt; line-height: 1.26; }
  .part { display: flex; padding: 1pt 0 2pt; border-top-width: .5pt; }
  .part b { flex: 0 0 126pt; font-size: .95em; }
  .small { font-size: .85em; padding: 0 0 3pt; }
}
"""


def html_of(page: leaf.Leaf) -> str:
    """The page as a self-contained HTML file; every word of a person is escaped."""
    page = leaf.fitted(page)
    title = escape(one_line(page.title))
    style = _STYLE.replace("var(--size)", f"{page.size:g}pt")
    body = "\n".join(_part(part, page.size) for part in page.parts)
    return f"""<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<p class="hint">Print this page with your browser (Ctrl+P, on a Mac ⌘P): one letter page.</p>
<h1>{title}</h1>
<p class="quiet">{escape(one_line(page.told))}</p>
{body}
</main>
</body>
</html>
"""


def _part(part: leaf.Part, size: float) -> str:
    if isinstance(part, leaf.Pictures):
        return _pictures(part, size)
    if isinstance(part, leaf.Table):
        return _table(part)
    text = escape(one_line(part.text))
    if not text:
        return ""
    if part.label:
        return f'<div class="part"><b>{escape(part.label)}</b><p>{text}</p></div>'
    kind = "lead" if part.lead else "quiet small" if part.quiet else "small"
    return f'<p class="{kind}">{text}</p>'


def _pictures(part: leaf.Pictures, size: float) -> str:
    scale, _ = leaf.picture_scale(part, size)
    drawn = []
    for drawing in part.drawings:
        svg = to_svg(drawing, "le-picture")
        # In print as large as in the PDF; on a screen as wide as there is room.
        wide, high = drawing.width * scale, drawing.height * scale
        drawn.append(
            svg.replace(
                f'width="{drawing.width:.0f}" height="{drawing.height:.0f}" role="img"',
                f'width="{wide:.1f}pt" height="{high:.1f}pt" role="img"',
                1,
            )
        )
    return f'<div class="pictures">{"".join(drawn)}</div>' if drawn else ""


def _table(part: leaf.Table) -> str:
    if not part.rows:
        return ""
    columns = "".join(f'<col style="width:{100 * share:.1f}%">' for share in part.shares)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in part.columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(one_line(row[0]))}</th>'
        + "".join(f"<td>{escape(one_line(cell))}</td>" for cell in row[1:])
        + "</tr>"
        for row in part.rows
    )
    under = f"<small>{escape(one_line(part.under))}</small>" if part.under else ""
    caption = f"<caption>{escape(one_line(part.caption))} {under}</caption>" if part.caption else ""
    name = escape(one_line(part.caption) or "Table")
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0"><table>{caption}'
        f"<colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
