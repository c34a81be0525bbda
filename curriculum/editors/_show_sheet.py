"""A worked plan and a worked study to look at: the drawing, and the same in words."""

from __future__ import annotations

from html import escape

from curriculum.artifacts.examples import load_example
from curriculum.artifacts.plan import Plan
from curriculum.artifacts.study import Study
from curriculum.editors._show import Page


def show_plan(example_id: str) -> Page:
    """A worked plan.

    Parameters
    ----------
    example_id : str
        ``module/example``, for example ``predict/alder-creek``.
    """
    from curriculum.figures.plan import plan_alt, plan_svg

    plan = load_example(example_id, Plan)
    return sheet_page(plan_svg(plan), plan_alt(plan), plan.school, "plan")


def show_study(example_id: str) -> Page:
    """A worked study beside its locked plan.

    Parameters
    ----------
    example_id : str
        ``module/example``, for example ``study/alder-creek``; the plan is ``module/example-plan``.
    """
    from curriculum.figures.study import study_alt, study_svg

    study = load_example(example_id, Study)
    plan = load_example(f"{example_id}-plan", Plan)
    return sheet_page(study_svg(study, plan), study_alt(study, plan), study.school, "study")


def sheet_page(svg: str, words: str, school: str, noun: str) -> Page:
    """A drawing to scroll, whose it is, and the same in words."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.splitlines() if line.strip())
    html = (
        '<figure class="le-figure" style="margin:0.5rem 0 1rem">'
        '<div tabindex="0" role="group" aria-label="Drawing; scroll sideways if it is cut off" '
        f'style="overflow-x:auto">{svg}</div>'
        f"<figcaption>{escape(school)}</figcaption>"
        f"<details><summary>The same {noun} in words</summary>{lines}</details></figure>"
    )
    return Page(html, words)
