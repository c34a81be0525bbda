"""A private record of ranges and what came of them: is an 80 % range right 80 % of the time?

Never handed in. With fewer than ``ENOUGH`` ranges the sentence counts and claims nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints

from curriculum.artifacts.base import Artifact, Line, Model
from curriculum.artifacts.plan import Number

ENOUGH = 30
MAX_RANGES = 2_000


class RangeAnswer(Model):
    """One 80 % range that a learner gave, and the truth once it is known.

    ``id`` names what was asked (a practice item's id, or digest and id of a prediction), so that
    the same range is kept once.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_/.-]{1,100}$")]
    question: Line = ""
    unit: Annotated[str, StringConstraints(max_length=40)] = ""
    low: Number
    high: Number
    truth: Number | None = None
    at: Annotated[str, StringConstraints(max_length=40)] = ""

    @property
    def inside(self) -> bool | None:
        """Whether the truth lies in the range, its ends included; None while it is not known."""
        return None if self.truth is None else self.low <= self.truth <= self.high


class Record(Artifact):
    """All ranges of one learner in one folder, oldest first."""

    KIND: ClassVar[str] = "calibration"
    SCHEMA_VERSION: ClassVar[int] = 1

    kind: Literal["calibration"] = "calibration"
    ranges: tuple[RangeAnswer, ...] = Field(default=(), max_length=MAX_RANGES)

    @classmethod
    def migrate(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Version 1 is the first released version; there is nothing to migrate yet."""
        return data


@dataclass(frozen=True, slots=True)
class Calibration:
    """How many ranges have a known truth, how many of them hold it, and that in a sentence."""

    n: int
    inside: int
    sentence: str


def add_range(record: Record, answer: RangeAnswer) -> Record:
    """The record with one more range; the same ``id`` is kept once, the first range given.

    A truth that becomes known later is filled in; the range itself is never changed, because it
    was given before the truth was known. Past ``MAX_RANGES`` the oldest makes way.
    """
    for place, old in enumerate(record.ranges):
        if old.id == answer.id:
            if old.truth is not None or answer.truth is None:
                return record
            known = old.model_copy(update={"truth": answer.truth})
            ranges = (*record.ranges[:place], known, *record.ranges[place + 1 :])
            return record.model_copy(update={"ranges": ranges})
    return record.model_copy(update={"ranges": (*record.ranges, answer)[-MAX_RANGES:]})


def summary(record: Record) -> Calibration:
    """What the record says so far.

    Returns
    -------
    Calibration
        From ``ENOUGH`` known ranges on, the sentence holds the count beside the four in five that
        80 % ranges aim at, with the count's own play of chance (an exact binomial interval that
        holds 95 % of well-calibrated people); before that it only counts.
    """
    known = [answer for answer in record.ranges if answer.truth is not None]
    n = len(known)
    inside = sum(bool(answer.inside) for answer in known)
    return Calibration(n, inside, _sentence(n, inside))


def _sentence(n: int, inside: int) -> str:
    if n == 0:
        return "No range of yours has met its truth yet."
    what = "range" if n == 1 else "ranges"
    counted = f"The truth lay in {inside} of your {n} {what}."
    if n < ENOUGH:
        return f"{counted} It takes about {ENOUGH} to say more than that."
    low, high = chance_span(n)
    aim = f"With honest 80% ranges, {n} of them would hold it about {round(0.8 * n)} times"
    if inside < low:
        told = "fewer than chance explains: your ranges are too narrow; make the next ones wider"
    elif inside > high:
        told = "more than chance explains: your ranges could be narrower"
    else:
        told = "and yours is within that"
    return f"{counted} {aim} ({low} to {high} by chance); {told}."


def chance_span(n: int, p: float = 0.8) -> tuple[int, int]:
    """Counts out of ``n`` between which 95 % of people lie whose ranges hold with chance ``p``.

    Equal-tailed binomial quantiles, in plain floating point (``n`` at most ``MAX_RANGES``).
    """
    from math import exp, lgamma, log

    total, low, high = 0.0, 0, n
    for k in range(n + 1):
        choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        before = total
        total += exp(choose + k * log(p) + (n - k) * log(1.0 - p))
        if before < 0.025 <= total:
            low = k
        if before < 0.975 <= total:
            high = k
    return low, high
