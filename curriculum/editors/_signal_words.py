"""What the signal editor works out from a reading and only shows: no decision is made here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from curriculum.artifacts.funnel_reading import MAX_POINTS, FunnelReading
from curriculum.editors._sheet_steps import filled_steps
from curriculum.simulate.district_facts import SignalCase

if TYPE_CHECKING:
    from curriculum.figures.funnel_reading import FunnelData, FunnelPlace

#: Where so large a share lies outside the plain limits, "only chance" does not fit the whole.
CROWDED = 0.2
#: Above so many the check asks for their number, not for a list.
MANY = 40
LEVELS = {"95": 0.95, "99.8": 0.998}
CAUSES = {
    "special": "special cause",
    "common": "common cause",
    "too_small": "too small to tell",
    "": "not read yet",
}
_WHOLES = {"common": "all common cause", "both": "common cause, with some special", "": ""}


def steps(
    made: FunnelReading, *, has_data: bool, guessed: bool, many: bool = False
) -> dict[str, str]:
    """How much of each step is filled in: "" for nothing, "✓ done" for all of it.

    Where none stands out, or ``many`` do, an empty list is an answer.
    """
    readings = [one.reading for one in made.outside] + [one.words for one in made.outside]
    listed = bool(made.outside) or not (many or made.whole == "common")
    parts: dict[str, Sequence[object]] = {
        "Data": [has_data or "", made.data_words, made.measure],
        "Predict": [made.limits, guessed or ""],
        "Funnel": [made.target, made.adjusted],
        "Points": [made.outside, *readings] if listed else [True],
        "Whole": [made.whole, made.cause_words, made.fair_words],
        "Act": [made.system_action, made.system_who, made.system_by, made.not_to_do],
        "Say": [made.principal, made.board, made.newspaper],
    }
    return filled_steps(parts)


def pooled(data: FunnelData) -> float:
    """The rate of all together, in percent."""
    return 100.0 * sum(data.met) / sum(data.of)


@lru_cache(maxsize=32)
def by_chance(data: FunnelData, limits: str) -> float:
    """How many would lie outside on average if only chance made the units differ.

    Exact: for each unit the probability of a count outside its limits, added up.
    """
    from scipy.stats import binom

    from curriculum.charts.funnel import TOO_FEW_ABOVE, binomial_limits

    n = np.asarray(data.of, dtype=np.float64)
    target = pooled(data) / 100.0
    if target in (0.0, 1.0):
        return 0.0
    low, high = binomial_limits(n, target, LEVELS.get(limits, LEVELS["99.8"]))
    # The counts nearest to the line that still lie outside; 1e-9 for limits that are whole counts.
    last, first = np.ceil(n * low - 1e-9) - 1, np.floor(n * high + 1e-9) + 1
    if limits != "95":
        last = np.minimum(last, binom.ppf(TOO_FEW_ABOVE, n, target) - 1)
        first = np.maximum(first, binom.isf(TOO_FEW_ABOVE, n, target) + 1)
    return float((binom.cdf(last, n, target) + binom.sf(first - 1, n, target)).sum())


def outside(places: Sequence[FunnelPlace]) -> tuple[str, ...]:
    """Codes of the points outside the limits in force."""
    return tuple(one.code for one in places if one.side != "inside")


def guess_words(guess: int | None, data: FunnelData, limits: str, found: int, unit: str) -> str:
    """The guess beside what chance gives, and what is really there."""
    expected = by_chance(data, limits)
    said = f"You guessed {guess}. " if guess is not None else ""
    about = "probably none" if expected < 0.5 else f"about {expected:.0f}"
    there = "none" if found == 0 else f"{found:,}"
    return (
        f"{said}If only chance made {len(data.codes):,} {unit} differ, {about} would lie outside "
        f"the {limits}% limits ({expected:.1f} on average). In this funnel {there} "
        f"{'lies' if found == 1 else 'lie'} outside."
    )


def crowd_words(found: int, of: int, unit: str, made: FunnelReading) -> list[str]:
    """What it means that very many lie outside, and what to do about it."""
    said = []
    if found > CROWDED * of and made.adjusted != "yes":
        many = "More than half" if found > of / 2 else "Far more than chance puts there"
        said.append(
            f"{many} of the {of:,} {unit} lie outside: {found:,}. So “only chance” does not fit "
            f"here. {unit.capitalize()} differ in what they were given, and this is no list of "
            "good and bad ones."
        )
    if found > MANY:
        way = (
            "choose the 99.8% limits (step “Predict”)"
            if made.adjusted == "yes" and made.limits == "95"
            else "allow for what they share (step “Funnel”, “Wider limits”)"
        )
        said.append(
            f"Leave the list empty: it holds {MAX_POINTS} points, and nobody can ask {found:,} "
            f"{unit} what is different. Write the number in your words (step “Whole”). To see who "
            f"stands out even so, {way}."
        )
    return said


def wide_words(plain: int, wide: int, of: int, unit: str) -> list[str]:
    """What wider limits change, and the warning that belongs to them."""
    if wide == plain:
        change = (
            f"Wider limits would change nothing here: {plain:,} of {of:,} {unit} lie outside "
            "with both."
        )
    else:
        change = (
            f"Outside the plain limits: {plain:,} of {of:,} {unit}. Outside the wider ones: "
            f"{wide:,}."
        )
    return [
        change,
        "Wider limits take as given what all share, poverty too. They can make an unjust system "
        "look calm: nobody stands out because the band was made to fit. Inside means alike, never "
        "fair.",
    ]


def point_facts(made: FunnelReading, places: Sequence[FunnelPlace]) -> list[str]:
    """For each point on the list its size, its rate and where it lies."""
    by_code = {one.code: one for one in places}
    told = []
    for point in made.outside:
        place = by_code.get(point.code.strip())
        if place is None:
            told.append("No such code in these data: copy it from the table.")
            continue
        side = "inside the limits" if place.side == "inside" else f"{place.side} the limits"
        told.append(f"{place.n:,} students, {rate_words(place)}, {side}")
    return told


def rate_words(place: FunnelPlace) -> str:
    """A point's rate in percent."""
    return f"{100.0 * place.rate:.0f}%"


def truth_lines(made: FunnelReading, case: SignalCase) -> list[str]:
    """What was planted, beginning with the reading; nothing before there is one."""
    if not (made.whole and made.cause_words.strip()):
        return []
    facts = case.facts
    special = {one.code.strip() for one in made.outside if one.reading == "special"}
    sound = special == set(facts.special) and made.whole == "both"
    names = " and ".join(facts.special) if len(facts.special) < 3 else ", ".join(facts.special)
    others = len(facts.codes) - len(facts.special)
    n = dict(zip(facts.codes, facts.students, strict=True))
    alone = len(facts.special) == 1
    first = (
        "Your reading was sound: it is what these counts show."
        if sound
        else "Compare with your list: by the 99.8% limits a different set of schools stands out."
    )
    return [
        first,
        f"Here is what was underneath: {others} of the {len(facts.codes)} schools share one true "
        f"rate. In {names} {'a different rate was' if alone else 'different rates were'} built in.",
        f"First in the newspaper was {facts.top_small}, with {n[facts.top_small]} students; last "
        f"was {facts.bottom_small}, with {n[facts.bottom_small]}. Both have the same true rate as "
        "the rest: few students put a school at both ends of a ranking.",
        "A counted year can still mislead: chance puts a point outside now and then. That is why "
        "one asks first and looks again next year.",
    ]


def look(made: FunnelReading) -> str:
    """A version in a few lines of plain text, to choose between versions."""
    lines = [made.measure or "(no measure)"]
    lines += [
        f"{one.code}: {CAUSES[one.reading]}{'. ' + one.words if one.words else ''}"
        for one in made.outside
    ]
    parts = (
        ("Whole", _WHOLES[made.whole]),
        ("In words", made.cause_words),
        ("Action", made.system_action),
        ("Principal", made.principal),
        ("Board", made.board),
        ("Newspaper", made.newspaper),
    )
    lines += [f"{label}: {words.strip() or '(not written yet)'}" for label, words in parts]
    return "\n".join(lines)
