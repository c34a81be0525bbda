"""Pictures to read: a worked fishbone, and the folder of evidence of a practice case.

Both are plain pages made of our own escaped drawings; they need no kernel once shown.
"""

from __future__ import annotations

from html import escape

from curriculum.artifacts import Fishbone
from curriculum.content import ContentError, content_root
from curriculum.exports.case_html import case_html
from curriculum.figures.fishbone import fishbone_alt, fishbone_svg
from curriculum.simulate.cases import Case


class Page:
    """A piece of HTML that a notebook shows, with words for readers who see no HTML."""

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def load_example(example_id: str) -> Fishbone:
    """The worked fishbone ``module/example``.

    Raises
    ------
    ContentError
        When the module has no such example.
    """
    module, _slash, name = example_id.partition("/")
    for series in ("lift", "elie"):
        path = content_root() / series / module / "examples" / f"{name}.json"
        if path.is_file():
            return Fishbone.from_json(path.read_bytes())
    raise ContentError(f"There is no example {example_id!r} in this module.")


def show_fishbone(example_id: str) -> Page:
    """A worked fishbone to look at: the drawing, and the same in words.

    Parameters
    ----------
    example_id : str
        ``module/example``, for example ``fishbone/alder-creek``.
    """
    fishbone = load_example(example_id)
    words = fishbone_alt(fishbone)
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.splitlines() if line.strip())
    html = (
        '<figure class="le-figure" style="margin:0.5rem 0 1rem">'
        f'<div tabindex="0" role="group" aria-label="Drawing; scroll sideways if it is cut off" '
        f'style="overflow-x:auto">{fishbone_svg(fishbone)}</div>'
        f"<figcaption>{escape(fishbone.school)}</figcaption>"
        f"<details><summary>The same fishbone in words</summary>{lines}</details></figure>"
    )
    return Page(html, words)


def show_case(case: Case) -> Page:
    """The folder of evidence of a practice case.

    Parameters
    ----------
    case : Case
        As ``curriculum.simulate.draw_case`` gives it.
    """
    html = case_html(case)
    titles = "\n".join(f"{item.id} {item.title} ({item.source})" for item in case.items)
    return Page(html, f"{case.title}, {case.school}\n{titles}")
