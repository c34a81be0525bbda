"""What a funnel reading is held to: the funnel with the limits that the learner chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.charts.funnel import Funnel, funnel

if TYPE_CHECKING:
    from curriculum.simulate.district_facts import SignalFacts
    from curriculum.simulate.signal_cases import SignalCase


@dataclass(frozen=True, slots=True)
class SignalKnown:
    """Numbers that a reading is held against; all empty where there is no funnel to compute.

    Parameters
    ----------
    units : int
        Schools or districts; 0 if unknown.
    target : float
        The pooled rate in percent.
    outside, outside998 : frozenset of str
        Codes outside the limits chosen, and outside the 99.8 % limits.
    codes : frozenset of str
    top_small, bottom_small : str
        Codes of the highest and the lowest rate, where both are small schools inside the limits.
    today : str
        ISO, or "".
    """

    units: int
    target: float
    outside: frozenset[str]
    outside998: frozenset[str]
    codes: frozenset[str]
    top_small: str
    bottom_small: str
    today: str


_NOTHING = SignalKnown(0, 0.0, frozenset(), frozenset(), frozenset(), "", "", "")


def signal_known(made: FunnelReading, case: SignalCase | None) -> SignalKnown:
    """The facts of a case (or of the California districts), by the learner's own limits."""
    adjusted = made.adjusted == "yes"
    if case is not None:
        found = _of_case(case.facts, adjusted)
        return _known(
            found,
            made.limits,
            top=case.facts.top_small,
            bottom=case.facts.bottom_small,
            today=case.facts.today,
        )
    if made.source == "star98":
        return _known(_of_california(adjusted), made.limits)
    return _NOTHING


def _known(
    found: Funnel, limits: str, *, top: str = "", bottom: str = "", today: str = ""
) -> SignalKnown:
    far = found.outside998 & ~found.too_few
    chosen = found.outside95 if limits == "95" else far
    return SignalKnown(
        units=len(found.names),
        target=100.0 * found.target,
        outside=_codes(found, chosen),
        outside998=_codes(found, far),
        codes=frozenset(found.names),
        top_small=top,
        bottom_small=bottom,
        today=today,
    )


def _codes(found: Funnel, flags: object) -> frozenset[str]:
    import numpy as np

    return frozenset(
        name for name, flag in zip(found.names, np.asarray(flags), strict=True) if flag
    )


@lru_cache(maxsize=128)
def _of_case(facts: SignalFacts, adjusted: bool) -> Funnel:
    return funnel(facts.met, facts.students, names=facts.codes, overdispersion=adjusted)


@lru_cache(maxsize=2)
def _of_california(adjusted: bool) -> Funnel:
    from curriculum.data.star98 import california

    data = california()
    return funnel(data.above, data.tested, names=data.names, overdispersion=adjusted)
