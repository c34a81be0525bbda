"""A worked funnel reading for any drawn case, built from the case's own counts."""

from __future__ import annotations

from autograde.checks._signal_known import signal_known
from curriculum.artifacts.base import CaseRef
from curriculum.artifacts.funnel_reading import FunnelPoint, FunnelReading
from curriculum.simulate.signal_cases import SignalCase


def worked_signal(case: SignalCase) -> FunnelReading:
    """A reading that gets full marks on ``case``.

    Parameters
    ----------
    case : SignalCase
        As drawn.
    """
    facts = case.facts
    bare = FunnelReading(limits="99.8", adjusted="no")
    known = signal_known(bare, case)
    codes = sorted(known.outside)
    listed = ", ".join(codes)
    return FunnelReading(
        district=case.school,
        version="my draft",
        who_was_there=("superintendent", "director of data"),
        source="simulated",
        data_words=f"{len(facts.codes)} schools of the network, {facts.period}, counts of the data "
        "office",
        measure=facts.measure,
        units=known.units,
        target=round(known.target, 1),
        limits="99.8",
        adjusted="no",
        adjusted_why="Apart from the named schools the points scatter as chance alone would.",
        outside=tuple(
            FunnelPoint(
                code=code,
                reading="special",
                words="Ask what is different here, before anybody names a reason.",
            )
            for code in codes
        ),
        whole="both",
        cause_words=f"{listed}: more than chance. All other schools differ as chance alone makes "
        "schools of their size differ, so their order says nothing about their work.",
        principal="Your result lies inside the limits. With so few students one or two of them "
        "move it by many points, so we look at several years together and not at a rank.",
        board=f"Of {known.units} schools, {len(codes)} differ by more than chance ({listed}). The "
        "network's level is what our shared schedule produces, and that is ours to change.",
        newspaper="A ranking of schools of such different size mostly ranks their size. We publish "
        "the counts and the limits, and say which schools stand out.",
        system_action="Move support blocks to before the last bus, at every school of the network.",
        system_who="chief of schools",
        system_by="2025-02-28",
        not_to_do="No plans for schools by their rank, and no awards for it.",
        fair_words="Inside the limits means alike, not fair: the whole network can be stably "
        "unjust, and the common level is too low for everyone.",
        case=CaseRef(exercise=case.exercise, key=case.key, draw=case.draw, digest=case.digest),
    )
