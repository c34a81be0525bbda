"""Numbers of groups: right, complete, and none of a small group."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograde.checks._gaps_known import GapsKnown, row_of, same_name
from autograde.checks._messages import say
from autograde.checks._numbers import numbers
from autograde.findings import Finding
from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Which
from curriculum.charts.gaps import GroupRow
from curriculum.charts.intervals import wilson

MEASURES: tuple[Which, ...] = ("outcome", "opportunity")
#: How far a written number may lie from the computed one: rounding, never another number.
_OFF = {"percent": 0.6, "low": 1.1, "high": 1.1, "gap": 1.1, "ratio": 0.02, "to_close": 1.0}
_NAMES = {
    "n": "students",
    "met": "how many met the mark",
    "percent": "percent",
    "low": "lower end",
    "high": "upper end",
    "gap": "gap",
    "ratio": "ratio",
    "to_close": "students to close",
}
_THINGS = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:schools?|sites?|campuses|districts?|lessons?|days?|weeks?|months?|"
    r"sections?|classes|classrooms|courses?|meetings?|grades?|years?|points?|teachers?|buses|"
    r"routes|stops|teams?|measures?|principals?|counselors?)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;:](?=\s|$)|,(?=\s)")
_PEOPLE = re.compile(
    r"\s*(?:of (?:our|the|these|those)\s+)?(?:\w+\s+){0,2}?(?:students?|learners?|kids|children|"
    r"boys|girls|newcomers?|pupils|youth|graders?|who)\b",
    re.IGNORECASE,
)


def numbers_right(made: Disaggregation, known: GapsKnown) -> Iterator[Finding]:
    """Each group's numbers, held to the district's counts (or to each other)."""
    for measure in MEASURES:
        yield _pair(made, known, measure)
    for row in made.groups:
        if row.hidden or row.blank:
            continue
        found = known.of(row.measure)
        if found is None:
            yield _alone(made, row)
            continue
        truth = row_of(found, row)
        if truth is None:
            yield say(
                "gaps-numbers", "asked", where=row.id, quote=row.name, told_as="gaps-unknown-group"
            )
        elif not truth.hidden:
            yield _row(row, truth)


def _pair(made: Disaggregation, known: GapsKnown, measure: Which) -> Finding:
    """The group and its comparison; every rate with its counts, its interval and its gap."""
    where = f"groups.{measure}"
    shown = [row for row in made.of(measure) if not row.hidden and not row.blank]
    # Counts alone claim no rate; they are no row that a reader could use, and no mistake either.
    rows = [row for row in shown if row.percent is not None and not _secret(row, known)]
    half = [(row, open_to) for row in rows if (open_to := _open(row, made))]
    if half:
        row, open_to = half[0]
        return say(
            "gaps-groups",
            "missed",
            where=where,
            kind=measure,
            quote=row.name,
            other=", ".join(open_to),
            told_as="gaps-half-row",
        )
    beside = any(_is_comparison(row, made) for row in rows)
    other = [row for row in rows if not _is_comparison(row, made)]
    # A page beside the case's own group shows any other; else it shows that group.
    about = "" if same_name(known.group, (made.comparison,)) else known.group
    told = [row for row in other if not about or same_name(row.name, (about,))]
    enough = len(rows) >= 2 and bool(told) and (beside or not known.names)
    return say(
        "gaps-groups",
        "passed" if enough else "missed",
        where=where,
        kind=measure,
        count=len(rows) if enough else min(len(rows), 1),
        quote=made.comparison,
    )


def _secret(row: GroupNumbers, known: GapsKnown) -> bool:
    """Whether the counts say that this row must be hidden; then that is what is said of it."""
    found = known.of(row.measure)
    truth = row_of(found, row) if found is not None else None
    return truth is not None and truth.hidden


def _open(row: GroupNumbers, made: Disaggregation) -> list[str]:
    """What a shown row lacks, in words."""
    gone = [
        words
        for words, numbers in (
            ("students", (row.n,)),
            ("how many met the mark", (row.met,)),
            ("interval", (row.low, row.high)),
        )
        if None in numbers
    ]
    if row.gap is None and not _is_comparison(row, made):
        gone.append("gap")
    return gone


def _is_comparison(row: GroupNumbers, made: Disaggregation) -> bool:
    return bool(same_name(row.name, (made.comparison,)))


def _row(row: GroupNumbers, truth: GroupRow) -> Finding:
    right: dict[str, float | None] = {
        "n": truth.n,
        "met": truth.met,
        "percent": None if truth.rate is None else 100 * truth.rate,
        "low": None if truth.low is None else 100 * truth.low,
        "high": None if truth.high is None else 100 * truth.high,
        "gap": truth.gap,
        "ratio": truth.ratio,
        "to_close": truth.to_close,
    }
    return _compared(row, right)


def _alone(made: Disaggregation, row: GroupNumbers) -> Finding:
    """A team's own row: its numbers fit each other and the comparison's row."""
    if row.n is None or row.met is None or row.met > row.n:
        return say(
            "gaps-numbers", "missed", where=row.id, quote=row.name, told_as="gaps-counts-first"
        )
    low, high = wilson(row.met, row.n)
    right: dict[str, float | None] = {
        "percent": 100 * row.met / row.n,
        "low": 100 * float(low),
        "high": 100 * float(high),
    }
    other = next((one for one in made.of(row.measure) if _is_comparison(one, made)), None)
    if other is not None and other is not row and other.n and other.met is not None:
        right["gap"] = 100 * (row.met / row.n - other.met / other.n)
        right["ratio"] = (row.met / row.n) / (other.met / other.n) if other.met else None
    return _compared(row, right)


def _compared(row: GroupNumbers, right: dict[str, float | None]) -> Finding:
    for field, truth in right.items():
        written = getattr(row, field)
        if written is None or truth is None:
            continue
        if abs(written - truth) > _OFF.get(field, 0.0):
            return say(
                "gaps-numbers",
                "missed",
                where=row.id,
                quote=row.name,
                kind=_NAMES[field],
                number=f"{written:g}",
                other=f"{truth:.{2 if field == 'ratio' else 1}f}".rstrip("0").rstrip("."),
            )
    return say("gaps-numbers", "passed", where=row.id, quote=row.name)


def small_groups_hidden(made: Disaggregation, known: GapsKnown) -> Iterator[Finding]:
    """The floor, groups that must not be shown, and percentages of a few in the words."""
    # A floor of 11 stands there before anything is made: by itself it is no work.
    if made.groups or made.floor < known.floor:
        yield say(
            "gaps-floor",
            "passed" if made.floor >= known.floor else "missed",
            where="floor",
            number=made.floor,
            other=known.floor,
        )
    shown = []
    for row in made.groups:
        if not row.hidden and not row.blank and _secret(row, known):
            shown.append(row)
    for row in shown:
        yield say("gaps-hidden", "missed", where=row.id, quote=row.name)
    if not shown:
        gone = sum(row.hidden for row in made.groups)
        yield say("gaps-hidden", "passed" if made.groups else "missed", where="groups", count=gone)
    yield from _few(made, max(known.floor, made.floor))


def texts(made: Disaggregation) -> Iterator[tuple[str, str]]:
    """Every text that a reader of the page would see, with its field."""
    for field in (
        "comparison_why",
        "split_words",
        "finding_words",
        "system_words",
        "goal",
        "next_step",
    ):
        yield field, getattr(made, field)
    for place, one in enumerate(made.strategies):
        yield f"strategies.{place}", f"{one.for_whom}: {one.what}"
    for place, voice in enumerate(made.voices):
        yield f"voices.{place}", f"{voice.who}: {voice.words}"


def _rest(text: str) -> str:
    """The sentence from here on, cut after a word where it is long."""
    sentence = _END.split(text, maxsplit=1)[0]
    return sentence if len(sentence) <= 70 else sentence[:70].rsplit(" ", 1)[0] + " …"


def _few(made: Disaggregation, floor: int) -> Iterator[Finding]:
    seen = False
    for field, text in texts(made):
        for number in numbers(text):
            after = text[number.start + len(number.text) :]
            few = number.kind == "pair" and number.total is not None and 1 <= number.total < floor
            some = number.kind == "single" and 1 <= number.value < floor
            if not (few or some) or _THINGS.match(after):
                continue
            people = bool(_PEOPLE.match(after))
            if some and not people:
                continue
            seen = True
            quote = _rest(text[number.start :])
            # “9 of 10 students” may be a share, and in a goal it is one.
            share = number.total == 10 or field == "goal"
            yield say(
                "gaps-few",
                "missed" if few and people and not share else "asked",
                where=field,
                quote=quote,
                number=floor,
            )
    if not seen and made.finding_words.strip():
        yield say("gaps-few", "passed", where="finding_words", number=floor)
