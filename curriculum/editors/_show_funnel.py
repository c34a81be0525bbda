"""A worked funnel reading to look at: the funnel with its words, and the same as text."""

from __future__ import annotations

from curriculum.artifacts.examples import load_example
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.editors._show import Page
from curriculum.editors._show_sheet import sheet_page
from curriculum.editors._signal_data import case_data
from curriculum.simulate.signal_cases import draw_signal_case


def show_funnel_reading(example_id: str) -> Page:
    """A worked reading beside the funnel of its network.

    Parameters
    ----------
    example_id : str
        ``module/example``, for example ``signal/harbor-flats``.
    """
    from curriculum.figures.funnel_reading import funnel_reading_alt, funnel_reading_svg

    made = load_example(example_id, FunnelReading)
    named = made.case
    data = None if named is None else case_data(draw_signal_case(named.exercise, named.key, 0))
    return sheet_page(
        funnel_reading_svg(made, data),
        funnel_reading_alt(made, data),
        made.district,
        "funnel reading",
    )
