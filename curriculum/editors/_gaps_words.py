"""What the gaps editor works out from a disaggregation and only shows: no decision is made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from curriculum.artifacts.disaggregation import MAX_GROUPS, Disaggregation, Measure, Which
from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import EVERYONE, TO_CLOSE_WARNING, Gaps
from curriculum.charts.simpson import reversal
from curriculum.data.people import is_name
from curriculum.data.report import words_list
from curriculum.editors import _gaps_table as table
from curriculum.editors._gaps_data import MEASURES, DistrictCounts, Found, Held
from curriculum.editors._sheet import picture_url
from curriculum.editors._sheet_steps import filled_steps

if TYPE_CHECKING:
    from curriculum.figures._gap_told import Told

#: A picture of more rows is not read; the table shows them.
MOST_DRAWN = 40

GONE = (
    "The counts of your file are no longer here: they live in the running notebook only, and are "
    "kept nowhere. The rows on your page are still there. To change the groups or the comparison, "
    "open the file again."
)
FLOOR_NEEDS_COUNTS = (
    "Open your file again first: at a stricter floor other rows must be hidden with the small "
    "ones, and only the counts tell which."
)
WHY_HIDDEN = (
    "A group is hidden when it has fewer students than the floor, when it is small and all or "
    "none of it met the mark, or when its number would give away a hidden one by subtracting. "
    "The table never says which of the three it is: that alone would tell."
)
STALE = (
    "The rows on your page do not match these numbers any more. Press “Put these on the page” to "
    "bring them up to date."
)


def steps(made: Disaggregation) -> dict[str, str]:
    """How much of each step is filled in: "" for nothing, "✓ done" for all of it."""
    voices = tuple(one for one in made.voices if one.words.strip())
    ways = tuple(one for one in made.strategies if one.what.strip())
    parts: dict[str, Sequence[object]] = {
        "Numbers": [made.source, _whole(made.outcome), _whole(made.opportunity)],
        "Compare": [made.comparison, made.comparison_why],
        "Groups": [made.of("outcome"), made.of("opportunity")],
        "By school": [made.split, made.split_words],
        "Say it": [made.finding_words, made.system_words, voices],
        "Goal": [made.goal, ways, made.next_step, made.next_who, made.next_by],
    }
    return filled_steps(parts)


def _whole(measure: Measure) -> str:
    texts = (measure.name, measure.counted, measure.out_of, measure.period, measure.source)
    return "whole" if all(one.strip() for one in texts) else ""


def names_asked(made: Disaggregation) -> list[str]:
    """Asks about voices that seem to have a person's name; nothing is refused."""
    return [
        f"“{one.who.strip()}” looks like a person's name. A role keeps them safe: a Grade 9 "
        "student, a parent."
        for one in made.voices
        if is_name(one.who.strip())
    ]


def counts_words(held: Mapping[Which, Held], floor: int) -> list[str]:
    """What is counted, in one line a measure; no number that is below the floor."""
    lines = []
    for which in MEASURES:
        if which not in held:
            continue
        one = held[which]
        counts = one.counts
        by = [
            f"{attribute.lower()} ({len(levels)})"
            for each in counts.tables
            for attribute, levels in zip(each.attributes, each.levels, strict=True)
        ]
        people = f"{counts.total[0]:,} students " if counts.total[0] >= floor else ""
        lines.append(f"{which.capitalize()}: {people}by {words_list(by)}.")
    return lines


def groups_words(made: Disaggregation, kept: DistrictCounts, also: Sequence[str]) -> dict[str, Any]:
    """The table, its pictures, and what can be chosen: from the counts, or from the page."""
    held = kept.held(made.source)
    gone = kept.gone(made)
    told: dict[str, Any] = {
        "here": bool(held),
        "gone": GONE if gone else "",
        "lines": counts_words(held, made.floor),
        "problem": "",
        "names": [],
        "options": [],
        "measures": {},
        "notes": [],
        "over": "",
        "warning": TO_CLOSE_WARNING,
        "why_hidden": WHY_HIDDEN,
        "page": [len(made.of(which)) for which in MEASURES],
        "stale": "",
        "split": {},
    }
    if not held:
        told["measures"] = measures(made)
        return told
    found = kept.found(made.source, made.floor)
    one = None if found.problem else found.of("outcome") or found.of("opportunity")
    if one is None:
        told["problem"] = found.problem
        return told
    told["names"] = table.shown_names(one, found.schools)
    told["split"] = split_choices(one, made)
    if not made.comparison.strip():
        return told
    try:
        rows = table.numbers(found, made.comparison, also)
    except ChartError as error:
        told["problem"] = str(error)
        return told
    told["options"] = [
        {"key": option.key, "text": option.text, "rows": len(option.names)}
        for option in table.more(one, found.schools)
    ]
    told["measures"] = measures(made.model_copy(update={"groups": rows}))
    told["notes"] = notes(found, made.comparison)
    if len(rows) > MAX_GROUPS:
        told["over"] = (
            f"These are {len(rows)} rows for both measures, and a page holds {MAX_GROUPS}: choose "
            "fewer."
        )
    if made.groups and table.again(made, found, made.comparison) != made.groups:
        told["stale"] = STALE
    return told


def notes(found: Found, comparison: str) -> list[str]:
    """What was left out or hidden, each sentence once; how many rows are hidden is in the table."""
    lines: list[str] = []
    for which in MEASURES:
        one = found.of(which, comparison)
        lines += [] if one is None else [note for note in one.notes if note not in lines]
    return [line for line in lines if " hidden: groups of fewer" not in line]


def measures(made: Disaggregation) -> dict[str, Any]:
    """The rows of each measure as text, and its picture."""
    kept = ("outcome", "opportunity", "comparison", "floor", "groups")
    # A copy is not checked: more rows than a page holds can be looked at, not kept.
    bare = Disaggregation().model_copy(update={name: getattr(made, name) for name in kept})
    return _measures(bare)


# While somebody writes, the table stays as it is and need not be drawn again.
@lru_cache(maxsize=8)
def _measures(made: Disaggregation) -> dict[str, Any]:
    from curriculum.figures.gaps import gaps_alt, gaps_svg, told_rows

    shown: dict[str, Any] = {}
    for which in MEASURES:
        rows = told_rows(made, which)
        if not rows:
            continue
        svg = gaps_svg(made, which) if len(rows) <= MOST_DRAWN else ""
        shown[which] = {
            "title": getattr(made, which).name.strip(),
            "rows": [row_words(row) for row in rows],
            "picture": {"url": picture_url(svg), "alt": gaps_alt(made, which)} if svg else None,
        }
    return shown


def row_words(row: Told) -> dict[str, Any]:
    """One row of the table: students, met, rate, gap, ratio, students to close."""
    cells: list[str] = []
    # Everyone holds the comparison, too: students to close would count no gap of anyone's.
    everyone = row.name == EVERYONE
    if not row.hidden and not row.open:
        cells = [
            f"{row.n:,}",
            "" if row.met is None else f"{row.met:,}",
            row.share,
            row.beside,
            "" if row.ratio is None or row.is_comparison else f"{row.ratio:.2f}",
            "" if not row.to_close or row.is_comparison or everyone else f"{row.to_close:,}",
        ]
    return {
        "name": row.name,
        "hidden": row.hidden,
        "comparison": row.is_comparison,
        "gap": row.gap,
        "cells": cells,
    }


def split_choices(found: Gaps, made: Disaggregation) -> dict[str, Any]:
    """By what the gap can be looked at part by part, and between which groups."""
    crossed = {name for row in found.intersections for name, _ in row.parts}
    groups = [(row.parts[0][0], row.name) for row in found.groups if not row.hidden]
    by = [name for name in dict.fromkeys(name for name, _ in groups) if name in crossed]
    pairs = [[attribute, name] for attribute, name in groups if attribute in crossed]
    return {"by": by, "groups": pairs} if len(by) > 1 else {}


def split(content: Mapping[str, Any], made: Disaggregation, kept: DistrictCounts) -> dict[str, Any]:
    """The gap between two groups, all together and in each part: a picture and one sentence."""
    from curriculum.figures.gaps import split_alt, split_svg

    group, other, by = (str(content.get(name, "")) for name in ("group", "other", "by"))
    if not group or not other or group == other or not by:
        return {"problem": "Choose two different groups.", "picture": None, "sentence": ""}
    one = kept.found(made.source, made.floor).of("outcome")
    if one is None:
        return {"problem": GONE, "picture": None, "sentence": ""}
    try:
        seen = reversal(one, group, other, by)
    except ChartError as error:
        return {"problem": str(error), "picture": None, "sentence": ""}
    if not seen.parts:
        problem = f"No {by.lower()} shows both groups, so the gap cannot be split."
        return {"problem": problem, "picture": None, "sentence": ""}
    picture = {"url": picture_url(split_svg(seen)), "alt": split_alt(seen)}
    return {"problem": "", "picture": picture, "sentence": seen.sentence}


def look(made: Disaggregation) -> str:
    """A version in a few lines of plain text, to choose between versions."""
    name = made.outcome.name.strip() or "(no outcome measure yet)"
    shown = sum(not row.hidden for row in made.groups)
    compared = made.comparison.strip() or "(no comparison yet)"
    lines = [
        name,
        f"Compared with: {compared}",
        f"{len(made.groups)} rows on the page, {shown} of them shown",
    ]
    for label, words in (
        ("What the numbers say", made.finding_words),
        ("What the system does", made.system_words),
        ("Goal", made.goal),
        ("Next step", made.next_step),
    ):
        lines.append(f"{label}: {words.strip() or '(not written yet)'}")
    return "\n".join(lines)
