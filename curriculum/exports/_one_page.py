"""One portrait page of A4 or US letter, nothing loaded from elsewhere; and pictures as PNG."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PNG_DPI = 160
MAX_PIXELS = 12_000
_STYLE = Path(__file__).resolve().parent.parent / "lab" / "style" / "lift-elie.css"
_HERE = """
.le-page table { table-layout: fixed; }
.le-page th[scope="row"] { width: 8.5rem; }
.le-page td { overflow-wrap: anywhere; }
.le-one { display: grid; grid-template-columns: 3fr 2fr; gap: 1rem; break-inside: avoid; }
.le-one h2 { margin-top: 0.4rem; }
.le-one svg, .le-wide svg { width: 100%; height: auto; }
.le-log td { height: 1.6rem; border: 1px solid var(--le-line); }
.le-log th:nth-child(1) { width: 5rem; }
.le-log th:nth-child(2), .le-log th:nth-child(3) { width: 9.5rem; }
@media print {
  @page { size: portrait; margin: 11mm 13mm; }
  .le-page { font-size: 9pt; line-height: 1.2; }
  .le-page h1 { font-size: 14pt; }
  .le-page table { font-size: 8.5pt; margin-bottom: 0.25rem; }
  .le-page th, .le-page td { padding: 1pt 4pt; }
  .le-page h2 { font-size: 10pt; margin: 2pt 0 0; }
  .le-page p { margin-bottom: 2pt; }
  .le-one svg { max-height: 36mm; }
  .le-wide svg { max-height: 78mm; }
  .le-log td { height: 1.1rem; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


@lru_cache(maxsize=1)
def _stylesheet() -> str:
    return _STYLE.read_text(encoding="utf-8")


def one_page(title: str, told: str, body: str) -> str:
    """The page.

    Parameters
    ----------
    title : str
        Escaped already.
    told : str
        Plain words under the title.
    body : str
        HTML in which every word of a person is escaped.
    """
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{_stylesheet()}
{_HERE}
</style>
</head>
<body>
<main class="le-page">
<p class="le-screen-only le-callout">Print this page with your browser (Ctrl+P, on a Mac ⌘P).</p>
<h1>{title}</h1>
<p class="le-quiet">{escape(" ".join(told.split()))}</p>
{body}
</main>
</body>
</html>
"""


def png_of(figure: Figure) -> bytes:
    """A figure as PNG bytes; no side over 12,000 pixels."""
    dpi = min(PNG_DPI, MAX_PIXELS / max(figure.get_size_inches()))
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()
