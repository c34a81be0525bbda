"""Where a disaggregation's counts come from: the practice case, a simulated district, a file.

The true counts are held here, in memory, and nowhere else: what leaves this module for the page,
the file or an export has its small groups hidden. When the notebook stops, a file's counts are
gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

import numpy as np

from curriculum.artifacts.disaggregation import Disaggregation, Source, Which
from curriculum.charts.analysis import ChartError
from curriculum.charts.gaps import EVERYONE, Gaps, beside, disaggregate
from curriculum.charts.group_counts import CountTable, GroupCounts
from curriculum.charts.simpson import crossed
from curriculum.editors._picked_file import asked, picked_file
from curriculum.simulate.district_facts import CrossedCounts, GapsCase

#: A file travels through one message of the notebook, which holds no more.
MAX_FILE = 7_000_000
MEASURES: tuple[Which, ...] = get_args(Which)
LONGEST_NAME = 120
SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Held:
    """The counts of one measure, and which of its attributes are schools."""

    counts: GroupCounts
    schools: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What may be shown of the counts.

    Attributes
    ----------
    problem : str
        Why nothing is computed; empty where something is.
    gaps : mapping of measure to Gaps
        Beside everyone.
    schools : frozenset of str
        Attributes that are schools.
    """

    problem: str = ""
    gaps: Mapping[Which, Gaps] = field(default_factory=dict)
    schools: frozenset[str] = frozenset()
    _beside: dict[tuple[Which, str], Gaps] = field(default_factory=dict, repr=False)

    def of(self, which: Which, comparison: str = EVERYONE) -> Gaps | None:
        """One measure beside a comparison; None where it has no counts.

        Raises
        ------
        curriculum.charts.analysis.ChartError
            If there is no such group.
        """
        if which not in self.gaps:
            return None
        if (which, comparison) not in self._beside:
            if len(self._beside) > 50:
                self._beside.clear()
            self._beside[which, comparison] = beside(self.gaps[which], comparison)
        return self._beside[which, comparison]


class DistrictCounts:
    """The counts that an editor works with while its notebook runs.

    Parameters
    ----------
    case : GapsCase or None
        The practice case; without one, a simulated district stands ready.
    """

    def __init__(self, case: GapsCase | None = None) -> None:
        self.case = case
        self.own: dict[Which, Held] = {}
        self.waiting: dict[Which, Held] = {}
        self._simulated: GapsCase | None = None
        self._found: dict[tuple[Source, int], Found] = {}

    @property
    def district(self) -> GapsCase:
        """The practice case, or the simulated district."""
        if self.case is not None:
            return self.case
        if self._simulated is None:
            from curriculum.simulate.gaps_cases import draw_gaps_case

            self._simulated = draw_gaps_case("elie-gaps", "a simulated district", 1)
        return self._simulated

    def held(self, source: Source) -> Mapping[Which, Held]:
        """The true counts of each measure."""
        if source == "own":
            return self.own
        if source != "simulated":
            return {}
        facts = self.district.facts
        parts = {"outcome": facts.outcome, "opportunity": facts.opportunity}
        return {
            cast(Which, name): Held(_crossed(self.district, one), frozenset({SCHOOL}))
            for name, one in parts.items()
        }

    def gone(self, made: Disaggregation) -> bool:
        """Whether the counts came from a file that is not in memory any more."""
        return made.source == "own" and not self.own

    def take(self, which: Which) -> bool:
        """Work with the file that was read last for a measure; False if there is none."""
        if which not in self.waiting:
            return which in self.own
        self.own[which] = self.waiting.pop(which)
        self._found.clear()
        return True

    def forget(self) -> None:
        """Drop the counts of every file."""
        self.own.clear()
        self.waiting.clear()
        self._found.clear()

    def found(self, source: Source, floor: int) -> Found:
        """What may be shown at a floor; computed once for each."""
        key = (source, floor)
        if key not in self._found:
            held = self.held(source)
            if len(self._found) > 8:
                self._found.clear()
            self._found[key] = _computed(held, floor)
        return self._found[key]


def _computed(held: Mapping[Which, Held], floor: int) -> Found:
    gaps: dict[Which, Gaps] = {}
    counts: dict[Which, GroupCounts] = {}
    for which, one in held.items():
        first = next(iter(counts.values()), None)
        counts[which] = one.counts if first is None else in_order_of(first, one.counts)
    try:
        for which, mine in counts.items():
            others = [other for name, other in counts.items() if name != which]
            gaps[which] = disaggregate(mine, EVERYONE, floor=floor, also=others)
    except ChartError as error:
        return Found(problem=_same_groups(str(error)))
    schools = frozenset[str]().union(*(one.schools for one in held.values()))
    return Found(gaps=gaps, schools=schools)


def in_order_of(first: GroupCounts, other: GroupCounts) -> GroupCounts:
    """The other counts with groups and schools in the order of the first, where they are the same.

    Two files of one district seldom list them in the same order.
    """
    if len(first.tables) != 1 or len(other.tables) != 1:
        return other
    wanted, there = first.tables[0], other.tables[0]
    axes = [
        next((at for at, one in enumerate(there.levels) if set(one) == set(levels)), None)
        for levels in wanted.levels
    ]
    if len(there.levels) != len(axes) or None in axes or len(set(axes)) != len(axes):
        return other
    order = [at for at in axes if at is not None]
    places = [
        [there.levels[axis].index(name) for name in levels]
        for axis, levels in zip(order, wanted.levels, strict=True)
    ]
    table = CountTable(
        wanted.attributes,
        wanted.levels,
        there.n.transpose(order)[np.ix_(*places)],
        there.met.transpose(order)[np.ix_(*places)],
    )
    return replace(other, tables=(table,))


def _same_groups(said: str) -> str:
    if "same groups" not in said:
        return said
    return (
        "The two measures are counted for different groups, so one could give away what the other "
        "hides: read both with the same groups and schools. If one file holds both results, open "
        "it twice, and set the other result to “not used” under “What each column holds.”"
    )


def _crossed(case: GapsCase, counts: CrossedCounts) -> GroupCounts:
    facts = case.facts
    return crossed(facts.schools, facts.groups, counts.n, counts.met, counts.name)


def read_counts(content: Mapping[str, Any], kept: DistrictCounts) -> dict[str, Any]:
    """A file that a person picked, and what was understood of it.

    Parameters
    ----------
    content : mapping
        ``which`` measure, ``data`` (base64), ``answers`` to the questions asked so far, and
        ``roles``: what a column is, where its heading does not tell.
    kept : DistrictCounts
        Holds the counts, if there are any, until they are used or another file is read.

    Returns
    -------
    dict
        ``said``, ``questions``, ``columns`` (heading and role), ``problem`` and ``ready``: plain
        data for the browser, without a single count. The file itself is kept nowhere.
    """
    from curriculum.data.district_file import read_district

    which = measure_of(content.get("which"))
    kept.waiting.pop(which, None)
    empty: dict[str, Any] = {
        "which": which, "said": [], "questions": [], "columns": [], "problem": "",
        "choose": False, "ready": False,
    }  # fmt: skip
    raw, problem = picked_file(
        content,
        MAX_FILE,
        "The file is over 7 MB: keep only the columns with the school, the group and the result.",
    )
    if problem:
        return {**empty, "problem": problem}
    # Bytes, not a file on the disk: a list of students is never written, not even for a moment.
    found = read_district(raw, answers=_texts(content, "answers"), roles=_texts(content, "roles"))
    long = _too_long(found.counts)
    if long:
        return {**empty, "problem": long, "columns": [list(pair) for pair in found.columns]}
    if found.counts is not None:
        schools = frozenset(name for name, role in found.columns if role == "school")
        kept.waiting[which] = Held(found.counts, schools)
    return {
        **empty,
        "said": list(found.understood),
        "questions": asked(found.questions),
        "columns": [list(pair) for pair in found.columns],
        "problem": found.problem,
        # Only then a choice of columns helps; otherwise the file itself must change.
        "choose": "Say which one it is" in found.problem,
        "ready": found.ready,
    }


def _too_long(counts: GroupCounts | None) -> str:
    tables = () if counts is None else counts.tables
    for name in (name for one in tables for levels in one.levels for name in levels):
        if len(name) > LONGEST_NAME:
            return f"“{name[:40]}…” is too long for the name of a group or a school: shorten it."
    return ""


def measure_of(value: object) -> Which:
    """The measure that a message names; the outcome where it names none."""
    return "opportunity" if value == "opportunity" else "outcome"


def _texts(content: Mapping[str, Any], name: str) -> dict[str, str]:
    given = content.get(name)
    if not isinstance(given, Mapping):
        return {}
    return {str(key): str(value) for key, value in list(given.items())[:500] if str(value)}
