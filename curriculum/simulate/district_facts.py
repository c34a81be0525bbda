"""The practice cases of `gaps` and `signal` as data: a folder of papers, and what they hold."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from curriculum.simulate.cases import Case

Counts = tuple[tuple[int, ...], ...]
OUTSIDE_WORDS = (
    "Decided outside your district",
    "A cabinet cannot change these alone. It can carry them to someone who can.",
)


@dataclass(frozen=True, slots=True)
class CrossedCounts:
    """One measure by school and group.

    Attributes
    ----------
    name, counted, out_of, period : str
        The measure in words.
    n, met : tuples (schools) of tuples (groups) of int
    """

    name: str
    counted: str
    out_of: str
    period: str
    n: Counts
    met: Counts

    def total(self, group: int) -> tuple[int, int]:
        """People and those who met it of one group, all schools together."""
        return sum(row[group] for row in self.n), sum(row[group] for row in self.met)


@dataclass(frozen=True, slots=True)
class GapsFacts:
    """What a disaggregation of this case is held to.

    Attributes
    ----------
    schools, groups : tuples of str
        The last group is below the floor in the whole district, the one before it is large enough
        to be hidden in its place.
    group, comparison : str
        The pair that the case is about; their places are 0 and 1.
    outcome, opportunity : CrossedCounts
    floor : int
        The district's own: 11 or stricter.
    paradox : bool
        Whether the outcome's gap turns round in every school.
    today : str
        ISO; a next step lies after it.
    """

    schools: tuple[str, ...]
    groups: tuple[str, ...]
    group: str
    comparison: str
    outcome: CrossedCounts
    opportunity: CrossedCounts
    floor: int
    paradox: bool
    today: str


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """What a reading of this case's funnel is held to.

    Attributes
    ----------
    codes : tuple of str
        "S01", ...
    met, students : tuples of int
    special : tuple of str
        Truth: codes of the schools where something is really different.
    top_small, bottom_small : str
        Codes of the highest and the lowest rate, both small schools inside the limits.
    measure, counted, period, today : str
    """

    codes: tuple[str, ...]
    met: tuple[int, ...]
    students: tuple[int, ...]
    special: tuple[str, ...]
    top_small: str
    bottom_small: str
    measure: str
    counted: str
    period: str
    today: str

    @property
    def ranked(self) -> tuple[str, ...]:
        """Codes from the highest rate to the lowest: the league table of the newspaper."""
        rate = {
            code: met / n for code, met, n in zip(self.codes, self.met, self.students, strict=True)
        }
        return tuple(sorted(self.codes, key=lambda code: (-rate[code], code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsCase(Case):
    """A simulated district (fictional) whose gap is to be shown safely."""

    facts: GapsFacts

    @property
    def outside_words(self) -> tuple[str, str]:
        """As for a team, of a district."""
        return OUTSIDE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCase(Case):
    """A simulated network of schools (fictional) whose funnel is to be read."""

    facts: SignalFacts

    @property
    def outside_words(self) -> tuple[str, str]:
        """As for a team, of a district."""
        return OUTSIDE_WORDS


def district_digest(case: GapsCase | SignalCase) -> str:
    """BLAKE2b (32 hex digits) of what the learner reads, in canonical JSON (no facts, no truth)."""
    papers = [asdict(item) for item in case.items]
    for paper in papers:
        del paper["facts"], paper["contradicts"]
    read: list[Any] = [
        *(case.exercise, case.key, case.draw, case.story, case.title, case.school),
        *(list(case.scene), list(case.outside), papers),
    ]
    text = json.dumps(read, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
