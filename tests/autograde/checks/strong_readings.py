"""Three strong readings of elie-signal that differ from each other, each for its own drawn case."""

from __future__ import annotations

from autograde.checks._signal_known import signal_known
from autograde.checks.signal_solution import worked_signal
from curriculum.artifacts.funnel_reading import FunnelPoint, FunnelReading
from curriculum.simulate.signal_cases import SignalCase, draw_signal_case

EXERCISE = "elie-signal"


def drawn(
    name: str, measure: str, special: int, *, between: int | None = None, wide_drops: bool = False
) -> SignalCase:
    """A case with this measure and so many schools outside.

    With ``between``, so many lie outside the 95% limits only; with ``wide_drops``, limits that
    allow for over-dispersion leave some of the special ones inside.
    """
    for number in range(1, 2000):
        key = name if number == 1 else f"{name}-{number}"
        case = draw_signal_case(EXERCISE, key, 0)
        if measure not in case.facts.measure or len(case.facts.special) != special:
            continue
        if between is not None and len(outside(case, "95")) != special + between:
            continue
        if not wide_drops or 0 < len(outside(case, adjusted="yes")) < special:
            return case
    raise LookupError(f"no key draws {special} for {measure}")


def outside(case: SignalCase, limits: str = "99.8", adjusted: str = "no") -> list[str]:
    """Codes outside these limits."""
    made = FunnelReading.model_validate({"limits": limits, "adjusted": adjusted})
    return sorted(signal_known(made, case).outside)


def written(case: SignalCase, **words: object) -> FunnelReading:
    """The facts from the case, the words by hand."""
    return FunnelReading.model_validate(worked_signal(case).model_dump() | words)


def counts(case: SignalCase, code: str) -> tuple[int, int]:
    """Those who met it and all students of a school."""
    place = case.facts.codes.index(code)
    return case.facts.met[place], case.facts.students[place]


def said(case: SignalCase, code: str) -> str:
    met, students = counts(case, code)
    return f"{code} ({met} of {students}, {round(100 * met / students)}%)"


def without(case: SignalCase) -> int:
    """Students of the network who are not among those counted."""
    return sum(case.facts.students) - sum(case.facts.met)


def strong_1() -> FunnelReading:
    """Three outside; the action moves what all share, and one could see it arrive."""
    case = drawn("lead-sequoia", "adult", 3)
    codes = outside(case)
    listed = ", ".join(said(case, code) for code in codes)
    bottom = case.facts.bottom_small
    return written(
        case,
        id="strong-1",
        version="with my team",
        who_was_there=("superintendent", "chief of schools", "director of data", "two principals"),
        cause_words=(
            f"Three schools differ by more than chance: {listed}. The other 33 differ as schools "
            "of their size do when nothing is different, so their order is luck."
        ),
        principal=(
            f"Your {bottom} had {counts(case, bottom)[1]} students in the survey, so three of them "
            "move you by many places. You lie inside the limits. I will not ask you to explain it. "
            "I will ask what you and I could change about the day that all our schools share."
        ),
        board=(
            f"All together, {sum(case.facts.met):,} of {sum(case.facts.students):,} students named "
            "an adult who knows them well. Three schools stand out by more than chance. We ask you "
            "to decide on the schedule, since that is ours and the order of the others is not."
        ),
        newspaper=(
            "Rank 36 schools of such different size, and small ones land at both ends. Next year "
            "they will be other ones. We print the counts, and three schools that stand out."
        ),
        system_action=(
            "Move the support blocks before the last bus at every school, and count each Friday "
            "how many students come to one. At the three schools outside we ask first what "
            "is different there."
        ),
        not_to_do="No letters to the last five, and no visit to learn from the first.",
        fair_words=(
            f"Inside the limits means alike. {without(case):,} students named nobody, at nearly "
            "every school. The funnel cannot show who they are within a school, and a schedule "
            "that shuts out bus riders would look just as calm."
        ),
    )


def strong_2() -> FunnelReading:
    """One outside; 95% limits, and those between the two limits are left to chance."""
    case = drawn("lead-madrone", "track", 1, between=2)
    special, between = outside(case), outside(case, "95")
    rest = [code for code in between if code not in special]
    points = tuple(
        FunnelPoint(
            code=code,
            reading="special" if code in special else "common",
            words="Ask what is different here." if code in special else "Look again next year.",
        )
        for code in between
    )
    names = " and ".join(rest)
    return written(
        case,
        id="strong-2",
        limits="95",
        outside=points,
        cause_words=(
            f"{said(case, special[0])} differs by more than chance. {names} lie between the two "
            "limits, where chance alone puts one or two of 36 schools. All others are alike."
        ),
        principal=(
            "You lie inside the limits, as nearly everyone does. Your place in the newspaper is "
            "luck and size. Please tell your teachers that nobody is watching it."
        ),
        board=(
            f"One school of 36 stands out, and we are asking why. The level, "
            f"{round(100 * sum(case.facts.met) / sum(case.facts.students))}%, is the same nearly "
            "everywhere. It is made by the pacing guide that we gave to all."
        ),
        newspaper=(
            "The order of our schools says next to nothing: with so few students, a handful moves "
            "a school from one end to the other. Ask us what we change for all of them."
        ),
        system_action="Cut the pacing guide by one unit a semester, at every school.",
        system_who="director of curriculum",
        system_by="2025-03-14",
        not_to_do="We do not send coaches by rank, and we leave the school on top in peace.",
        fair_words=(
            f"{without(case):,} students are not on track, at schools that are all alike. Alike is "
            "not good enough for them."
        ),
    )


def strong_3() -> FunnelReading:
    """Wider limits, with the reason and with what they hide."""
    case = drawn("lead-palm", "days", 3, wide_drops=True)
    wide, plain = outside(case, adjusted="yes"), outside(case)
    gone = " and ".join(code for code in plain if code not in wide)
    listed = ", ".join(said(case, code) for code in wide)
    return written(
        case,
        id="strong-3",
        adjusted="yes",
        adjusted_why=(
            f"A few more points lie far out than chance alone gives. With wider limits {gone} lies "
            "inside, without them outside. The wider band takes what spreads our schools as given, "
            "and some of that may be ours to mend."
        ),
        outside=tuple(
            FunnelPoint(code=code, reading="special", words="Ask what is different here.")
            for code in wide
        ),
        cause_words=(
            f"Even with the wider limits, {listed} differ by more than chance. The order of "
            "all others is chance, and whatever else spreads them a little."
        ),
        principal=(
            "You lie inside the limits, so your place in the newspaper is no verdict on your "
            "work. Tell me on which days of our calendar your students stay home."
        ),
        board=(
            "Two schools stand out, and we ask there what is different. For all 36 we ask you for "
            "one thing: a calendar without weeks of one or two days."
        ),
        newspaper=(
            "Small schools are first and last in any such table. We publish every count, with "
            "limits, and we say who stands out."
        ),
        system_action=(
            "Take the one-day and two-day weeks out of the calendar that all schools share."
        ),
        system_who="chief of staff",
        system_by="2025-02-10",
        not_to_do="No attendance contest between schools.",
        fair_words=(
            "Alike is not fair. A wide band can hide that some students lose the same days at "
            "every school."
        ),
    )
