"""Draws the practice case of `signal`: schools of very different size, most of them alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from curriculum.simulate.bits import Floats
from curriculum.simulate.cases import EvidenceItem, Fact, StatementFacts
from curriculum.simulate.district_facts import SignalCase, SignalFacts, district_digest
from curriculum.simulate.districts import Districts, simulate_districts
from curriculum.simulate.rng import Draw, case_seed

__all__ = ["SignalCase", "SignalFacts", "draw_signal_case"]

TODAY = "2025-01-13"
SCHOOLS = 36
_NETWORKS = ("Cedar Valley Unified", "Mesa Grande Unified", "Harbor Flats Unified")
_MEASURES = (
    ("Students present on nine days in ten", "were present on at least 90% of days"),
    ("Students on track in January", "had earned credit in every course by January"),
    ("Students whom an adult at school knows well", "named such an adult in the winter survey"),
)
#: |z| that a special school exceeds and all others stay below: no point is a matter of taste.
_SURE, _ORDINARY = 3.6, 2.75
#: No school has more students than this.
_LARGEST = 3000


def draw_signal_case(exercise: str, key: str, draw: int) -> SignalCase:
    """The practice case of one learner.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``elie-signal``.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice.

    Returns
    -------
    SignalCase
        Always the same for the same arguments, its digest filled in. One, two or three schools
        lie clearly outside the limits, none near them; highest and lowest of the others are small.
    """
    stream = Draw(case_seed(key, exercise, draw))
    network = f"{stream.choice(_NETWORKS)} (fictional)"
    measure, counted = stream.choice(_MEASURES)
    special = stream.choice((1, 2, 3))
    rate = 0.38 + 0.2 * stream.uniform()
    drawn = _clear(stream, special, rate)
    codes = tuple(f"S{at:02d}" for at in range(1, SCHOOLS + 1))
    order = _ranked(drawn)
    facts = SignalFacts(
        codes=codes,
        met=tuple(int(one) for one in drawn.met),
        students=tuple(int(one) for one in drawn.students),
        special=tuple(code for code, flag in zip(codes, drawn.special, strict=True) if flag),
        top_small=codes[order[0]],
        bottom_small=codes[order[-1]],
        measure=measure,
        counted=counted,
        period="January 2025",
        today=TODAY,
    )
    total, met = sum(facts.students), sum(facts.met)
    case = SignalCase(
        exercise=exercise,
        key=key,
        draw=draw,
        story="signal",
        title=f"A funnel to read: {measure}",
        school=network,
        scene=(
            f"The local newspaper has ranked the {SCHOOLS} schools of {network} by one number. "
            f"Its headline names “the bottom five”. School {facts.top_small} wants to be visited "
            "as a model; a board member asks for improvement plans.",
            "You have the counts, and a funnel can be drawn from them. Say what it shows to a "
            "principal, to the board and to the newspaper.",
        ),
        obvious_story="The first five are good schools and the last five are bad ones.",
        items=_papers(facts),
        statement=StatementFacts(
            group=(network,),
            measure=(measure,),
            numbers=(f"{met} of {total}",),
            period=(facts.period,),
        ),
        outside=("what the newspaper prints",),
        truth={"special": list(facts.special)},
        facts=facts,
    )
    return replace(case, digest=district_digest(case))


def scores(met: Floats, students: Floats) -> Floats:
    """Arcsine z-scores against the pooled rate, as in the funnel."""
    target = met.sum() / students.sum()
    found = 2.0 * np.sqrt(students) * (np.arcsin(np.sqrt(met / students)) - np.arcsin(target**0.5))
    return np.asarray(found)


def _ranked(drawn: Districts) -> list[int]:
    """Places from the highest rate to the lowest, ties in the order of the codes."""
    rates = (drawn.met / drawn.students).tolist()
    return sorted(range(len(rates)), key=lambda at: (-rates[at], at))


def _clear(stream: Draw, special: int, rate: float) -> Districts:
    """A network in which exactly the special schools lie outside, and small ones at both ends."""
    for _ in range(2000):
        drawn = simulate_districts(
            stream.integer(0, 2**62),
            SCHOOLS,
            rate=rate,
            median_size=220,
            sd_log_size=1.25,
            special=special,
            shift=0.44,
        )
        z = np.abs(scores(drawn.met.astype(np.float64), drawn.students.astype(np.float64)))
        small = drawn.students <= np.median(drawn.students)
        order = _ranked(drawn)
        ends = bool(small[order[0]] and small[order[-1]])
        inside = (drawn.met > 0) & (drawn.met < drawn.students)
        if (
            ends
            and inside.all()
            and drawn.students.max() <= _LARGEST
            and (z[drawn.special] > _SURE).all()
            and (z[~drawn.special] < _ORDINARY).all()
        ):
            return drawn
    raise AssertionError("no clear network was found")


def _papers(facts: SignalFacts) -> tuple[EvidenceItem, ...]:
    """E1: the counts; E2: the newspaper's table; E3: voices; E4: what all schools share."""
    counts = dict(zip(facts.codes, zip(facts.students, facts.met, strict=True), strict=True))
    ranked = facts.ranked

    def line(place: int) -> tuple[str | int, ...]:
        code = ranked[place]
        n, met = counts[code]
        return (place + 1, code, round(100 * met / n))

    ends = [*range(5), *range(len(ranked) - 5, len(ranked))]
    total, met = sum(facts.students), sum(facts.met)
    return (
        EvidenceItem(
            id="E1",
            kind="data",
            form="table",
            title=facts.measure,
            source=f"Network data office, {facts.period}: students, and those who {facts.counted}",
            columns=("School", "Students", "Met"),
            rows=tuple((code, *counts[code]) for code in facts.codes),
            facts=(
                Fact(
                    "pooled",
                    f"All together, {met} of {total} ({100 * met / total:.0f}%).",
                    ("network", "together", "pooled"),
                    (f"{met} of {total}", f"{100 * met / total:.0f}%"),
                ),
            ),
        ),
        EvidenceItem(
            id="E2",
            kind="data",
            form="table",
            title="The newspaper's table",
            source="Local newspaper, January 12, 2025: the five highest and the five lowest rates",
            columns=("Rank", "School", "Percent"),
            rows=tuple(line(place) for place in ends),
        ),
        EvidenceItem(
            id="E3",
            kind="interview",
            form="quotes",
            title="Two principals",
            source="Calls of January 13, 2025",
            lines=(
                f"{facts.top_small}: “We do what we have always done. It is a small group this "
                "year, and a lovely one.”",
                f"{facts.bottom_small}: “Two families moved in December. Last year we were in the "
                "upper half.”",
            ),
        ),
        EvidenceItem(
            id="E4",
            kind="observation",
            form="notes",
            title="What all schools share",
            source="Notes of the network office",
            lines=(
                "All schools use one calendar, one pacing guide and one way of scheduling support.",
                "Support blocks are after the last bus at every school.",
                f"All together, {total - met:,} of {total:,} students are not among them.",
            ),
        ),
    )
