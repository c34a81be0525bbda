"""A worked disaggregation to look at: the page, and the same in words."""

from __future__ import annotations

from curriculum.artifacts.disaggregation import Disaggregation
from curriculum.artifacts.examples import load_example
from curriculum.editors._show import Page
from curriculum.editors._show_sheet import sheet_page


def show_disaggregation(example_id: str) -> Page:
    """A worked disaggregation.

    Parameters
    ----------
    example_id : str
        ``module/example``, for example ``gaps/harbor-flats``.
    """
    from curriculum.figures.gaps import disaggregation_alt, disaggregation_svg

    made = load_example(example_id, Disaggregation)
    return sheet_page(
        disaggregation_svg(made), disaggregation_alt(made), made.district, "disaggregation"
    )
