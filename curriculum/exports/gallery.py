"""A page with every chart: ``python -m curriculum.exports.gallery gallery.html``.

Each chart stands there four times, made by the functions that the modules use from one result:
figure, sentence, text for who cannot see the figure, table; and with its formula and source.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from curriculum.charts import (
    Chart,
    Funnel,
    Pareto,
    alternative,
    chart,
    funnel,
    line_up_alternative,
    pareto,
    sentence,
)
from curriculum.exports.formulas import FORMULAS
from curriculum.figures.charts import (
    chart_figure,
    funnel_figure,
    line_up_figure,
    pareto_figure,
    png,
)
from curriculum.simulate.games import line_up

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

SLIPS = [8, 12, 5, 10, 13, 6, 9, 11, 7, 7, 13, 6, 12, 7, 14, 10, 15, 10, 14, 17, 10, 17, 13, 11]
OF = [
    26,
    27,
    25,
    26,
    27,
    25,
    27,
    26,
    27,
    24,
    26,
    25,
    26,
    25,
    27,
    26,
    25,
    26,
    24,
    27,
    25,
    27,
    22,
    23,
]
MINUTES = [12, 15, 11, 14, 13, 12, 16, 13, 12, 14, 11, 13, 15, 12, 27, 13, 14, 12, 15, 13]
QUESTIONS = [4, 6, 3, 5, 7, 4, 2, 5, 6, 4, 3, 15, 5, 4, 6, 5]
STYLE = """body{font:16px/1.55 system-ui,'Segoe UI',Roboto,Arial,sans-serif;color:#1f2933;
background:#fff;margin:0}main,header{max-width:920px;margin:0 auto;padding:0 1rem}
img{max-width:100%;height:auto;display:block}h2{margin-top:2.5rem;border-top:1px solid #7b8794;
padding-top:1rem}.say{font-size:1.1rem}.formula{font-family:'DejaVu Sans Mono',monospace;
background:#eef4f8;padding:.6rem .8rem}table{border-collapse:collapse;font-size:.9rem}
th,td{border-bottom:1px solid #c3cbd3;padding:.2rem .6rem;text-align:right}
th:first-child,td:first-child{text-align:left}.wide{overflow-x:auto}"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One chart of the gallery; ``key`` names its formula in :data:`FORMULAS`."""

    title: str
    key: str
    figure: Figure
    sentence: str
    alternative: str
    table: pd.DataFrame


def entries() -> Iterator[Entry]:
    """Every chart with an example; the numbers are made up."""
    yield from _over_time()
    yield from _compared()


def _over_time() -> Iterator[Entry]:
    rate: dict[str, Any] = {"multiply": 100, "unit": "%", "measure": "slips with a reason"}
    talk: dict[str, Any] = {"unit": "min", "measure": "minutes of classroom talk"}
    asked: dict[str, Any] = {"measure": "questions from students", "rules": "anhoej"}
    for title, key, found in (
        (
            "Run chart, Anhøj rules, frozen baseline",
            "anhoej",
            chart("run", SLIPS, OF, freeze=12, rules="anhoej", notes={13: "new opener"}, **rate),
        ),
        (
            "Run chart, IHI rules, one day left out",
            "ihi",
            chart("run", SLIPS, OF, freeze=12, exclude=[5], notes={5: "fire drill"}, **rate),
        ),
        ("I chart, with screening", "i", chart("i", MINUTES, notes={15: "guest"}, **talk)),
        ("I chart, without screening", "i", chart("i", MINUTES, screen=False, **talk)),
        ("Moving range chart", "mr", chart("mr", MINUTES, **talk)),
        (
            "p chart, split, the second part with its own frozen baseline",
            "p",
            chart("p", SLIPS, OF, parts=[12], freeze={2: 18}, **rate),
        ),
        ("p′ chart", "pp", chart("pp", SLIPS, OF, **rate)),
        ("c chart", "c", chart("c", QUESTIONS, **asked)),
        ("u chart", "u", chart("u", QUESTIONS, OF[:16], **asked)),
        ("u′ chart", "up", chart("up", QUESTIONS, OF[:16], **asked)),
        *(
            (name, kind, _subgrouped(kind))
            for name, kind in (("x̄ chart", "xbar"), ("s chart", "s"))
        ),
    ):
        yield Entry(
            title, key, chart_figure(found), sentence(found), alternative(found), found.points
        )


def _subgrouped(kind: Any) -> Chart:
    scores = np.random.default_rng(4).normal(60, 9, (12, 6)).round()
    days = np.repeat(np.arange(1, 13), 6)
    return chart(kind, scores.ravel().tolist(), x=days.tolist(), measure="scores of six slips")


def _compared() -> Iterator[Entry]:
    causes = ["time"] * 22 + ["materials"] * 13 + ["schedule"] * 6 + ["bus"] * 2 + [None] * 3
    counted: Pareto = pareto(causes, measure="reasons that teachers gave")
    yield Entry(
        "Pareto chart", "pareto", pareto_figure(counted), sentence(counted), alternative(counted),
        counted.points,
    )  # fmt: skip
    size = np.array([9, 14, 22, 35, 48, 60, 75, 110, 140, 180, 260, 340, 420, 600])
    hit = np.round(size * [0.8, 0.4, 0.5, 0.6, 0.5, 0.6, 0.5, 0.5, 0.8, 0.5, 0.5, 0.4, 0.5, 0.5])
    names = [f"School {letter} (fictional)" for letter in "ABCDEFGHIJKLMN"]
    uneven = np.round(hit * [1, 1.2, 0.7, 1.3, 0.7, 1.2, 0.7, 1.2, 1, 0.8, 1.2, 1, 0.8, 1.2])
    for title, key, counts, wide in (
        ("Funnel plot, exact limits", "funnel", hit, False),
        ("Funnel plot, allowing for over-dispersion", "overdispersed", uneven, True),
    ):
        found: Funnel = funnel(
            counts, size, names=names, measure="on track in Grade 9", overdispersion=wide
        )
        yield Entry(
            title, key, funnel_figure(found), sentence(found), alternative(found), found.points
        )
    yield _line_up()


def _line_up() -> Entry:
    import pandas as pd

    panels = line_up(np.array(SLIPS) / np.array(OF) * 100, seed=7, nulls=19).panels
    centers = np.median(panels, axis=1)
    table = pd.DataFrame(panels.T, columns=[f"chart {at}" for at in range(1, 21)])
    table.insert(0, "point", np.arange(1, 25))
    return Entry(
        "Line-up: one chart among nineteen shuffled ones",
        "line-up",
        line_up_figure(panels, centers),
        "Which one differs? If you can pick it out of twenty, chance had 1 in 20.",
        line_up_alternative(panels, centers),
        table,
    )


def gallery_html() -> str:
    """The page, with everything in it.

    Returns
    -------
    str
        One HTML document that loads nothing from elsewhere.
    """
    parts = [_entry(at, entry) for at, entry in enumerate(entries(), start=1)]
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Charts</title><style>{STYLE}</style></head><body><header><h1>Charts</h1>"
        "<p>Every chart with its figure, what it says, its formula and its numbers. "
        f"All data are made up.</p></header><main>{''.join(parts)}</main></body></html>\n"
    )


def _entry(at: int, entry: Entry) -> str:
    picture = base64.b64encode(png(entry.figure)).decode("ascii")
    formula, source = FORMULAS[entry.key]
    title = escape(entry.title)
    return (
        f'<section aria-labelledby="c{at}"><h2 id="c{at}">{title}</h2>'
        f'<img src="data:image/png;base64,{picture}" alt="{escape(entry.alternative, quote=True)}">'
        f'<p class="say">{escape(entry.sentence)}</p>'
        f'<h3>Formula</h3><p class="formula">{escape(formula)}</p><p>Source: {escape(source)}</p>'
        "<h3>The figure in words</h3>"
        f"<details><summary>Read {title} in words</summary><p>{escape(entry.alternative)}</p>"
        "</details><h3>The numbers</h3>"
        f"<details><summary>Show the table of {title}</summary>"
        f'<div class="wide" tabindex="0" role="region" aria-label="Table of {title}">'
        f"{_table(entry.table)}</div></details></section>"
    )


def _table(frame: pd.DataFrame) -> str:
    head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame.columns)
    rows = [
        "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in frame.itertuples(index=False)
    ]
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return "missing" if np.isnan(value) else f"{value:.4g}"
    return str(value)


def main() -> None:
    """Write the page to the file named on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit("Say where to write: python -m curriculum.exports.gallery gallery.html")
    Path(sys.argv[1]).write_text(gallery_html(), encoding="utf-8")


if __name__ == "__main__":
    main()
