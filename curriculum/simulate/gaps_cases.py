"""Draws the practice case of `gaps`: a fictional district with a gap, a small group, a paradox."""

from __future__ import annotations

from dataclasses import dataclass, replace

from curriculum.simulate.cases import EvidenceItem, Fact, StatementFacts
from curriculum.simulate.district_facts import (
    Counts,
    CrossedCounts,
    GapsCase,
    GapsFacts,
    district_digest,
)
from curriculum.simulate.districts import simulate_groups
from curriculum.simulate.rng import Draw, case_seed
from curriculum.simulate.values import percent

__all__ = ["GapsCase", "GapsFacts", "draw_gaps_case"]

TODAY = "2024-10-14"
_DISTRICTS = ("Cedar Valley Unified", "Mesa Grande Unified", "Harbor Flats Unified")
_OPEN = "students whose status is not recorded"
_SMALL = "students who arrived this year"
_PAIRS = (
    ("students from low-income families", "other students"),
    ("English learners", "other students"),
    ("students who ride the bus", "other students"),
)


@dataclass(frozen=True, slots=True)
class _Story:
    """Two measures and the voices that belong to them."""

    id: str
    outcome: tuple[str, str]
    opportunity: tuple[str, str]
    voices: tuple[str, str, str]
    system: str


_STORIES = (
    _Story(
        "algebra",
        ("Algebra 1 passed by the end of Grade 9", "passed Algebra 1 with a C or better"),
        ("a course that leads to Algebra", "enrolled in Grade 8 in a course that leads to it"),
        (
            "Nobody told us there were two math paths. My friend's mother knew.",
            "I asked to move up in October. They said that the lists close in May.",
            "I like math when we get to argue about it. We did that in Grade 6.",
        ),
        "Placement into Grade 8 mathematics rests on a spring test and a teacher's signature.",
    ),
    _Story(
        "reading",
        ("Grade 3 reading benchmark reached in spring", "reached the spring benchmark"),
        ("daily small-group reading", "had small-group reading on four days a week or more"),
        (
            "When my group meets, I get to read out loud. It meets on Mondays only.",
            "They take my son out for services just when his group reads.",
            "The library is open at lunch, but only for classes that signed up.",
        ),
        "Pull-out services are scheduled in the reading block at most schools.",
    ),
    _Story(
        "attendance",
        ("Present on nine days in ten", "were present on at least 90% of school days"),
        ("a bus stop within half a mile", "live within half a mile of a bus stop"),
        (
            "If I miss the 7:05 there is no other one, so I miss first period.",
            "We were moved to another stop in August. Nobody asked us.",
            "I come because of band. Band is last period.",
        ),
        "The routes were drawn six years ago, before two apartment blocks opened.",
    ),
)


def draw_gaps_case(exercise: str, key: str, draw: int, *, paradox: bool | None = None) -> GapsCase:
    """The practice case of one learner.

    Parameters
    ----------
    exercise : str
        The exercise's id, such as ``elie-gaps``.
    key : str
        The learner's id on the roster.
    draw : int
        0 for the exercise, 1 and up for practice.
    paradox : bool, optional
        Whether Simpson's paradox is planted; drawn (two times in three) unless given.

    Returns
    -------
    GapsCase
        Always the same for the same arguments, its digest filled in.
    """
    stream = Draw(case_seed(key, exercise, draw))
    story = stream.choice(_STORIES)
    group, other = stream.choice(_PAIRS)
    district = f"{stream.choice(_DISTRICTS)} (fictional)"
    planted = stream.uniform() < 2 / 3 if paradox is None else paradox
    floor = stream.choice((11, 11, 15))
    # The simulator's first group does better inside every school. Without the paradox that is
    # the comparison, so that the gap is the same way round in the schools as in the district.
    order = (group, other) if planted else (other, group)
    drawn = simulate_groups(stream.integer(0, 2**62), paradox=planted, schools=5, groups=order)
    columns = [order.index(one) for one in (group, other)]
    groups = (group, other, _OPEN, _SMALL)
    unknown = [stream.integer(17, 24) for _ in drawn.schools]
    small = [0, 0, 0, 0, 0]
    for _ in range(stream.integer(5, 9)):
        small[stream.integer(0, 4)] += 1
    extra = (unknown, small)
    reached = (
        [stream.binomial(n, 0.45, 4, n - 4) for n in unknown],
        [stream.binomial(n, 0.4) for n in small],
    )
    n = _with(drawn.students[:, columns].tolist(), extra)
    outcome = CrossedCounts(
        *story.outcome,
        "students of that grade",
        "2023–24",
        n,
        _with(drawn.met[:, columns].tolist(), reached),
    )
    opportunity = CrossedCounts(
        *story.opportunity, "the same students", "2023–24", n, _opportunity(stream, n)
    )
    facts = GapsFacts(
        schools=drawn.schools,
        groups=groups,
        group=group,
        comparison=other,
        outcome=outcome,
        opportunity=opportunity,
        floor=floor,
        paradox=drawn.is_paradox,
        today=TODAY,
    )
    total, met = outcome.total(0)
    case = GapsCase(
        exercise=exercise,
        key=key,
        draw=draw,
        story=story.id,
        title=f"A gap to show safely: {outcome.name}",
        school=district,
        scene=(
            f"The cabinet of {district} meets on October 15, 2024. A board member has asked for "
            f"“{outcome.name}, by group”, on one page, in public.",
            "You have the counts by school and group, a second measure of what the district "
            "offered, three voices and the district's own rule for small groups. Show the gap so "
            "that nobody is exposed, and so that the page speaks about the system.",
        ),
        obvious_story=f"The gap is about {group}.",
        items=_papers(story, facts),
        statement=StatementFacts(
            group=(group,),
            measure=(outcome.name,),
            numbers=(f"{met} of {total}", f"{percent(met, total)}%"),
            period=("2023–24",),
        ),
        outside=("state funding formula", "federal reporting rules"),
        truth={"paradox": facts.paradox},
        facts=facts,
    )
    return replace(case, digest=district_digest(case))


def _with(cells: list[list[int]], extra: tuple[list[int], list[int]]) -> Counts:
    rows = zip(cells, *extra, strict=True)
    return tuple((row[0], row[1], unknown, small) for row, unknown, small in rows)


def _opportunity(stream: Draw, n: Counts) -> Counts:
    """What the district offered: less to the first group, at every school."""
    found = []
    for row in n:
        base = 0.45 + 0.2 * stream.uniform()
        rates = (base, base + 0.15 + 0.1 * stream.uniform(), base, base)
        found.append(
            tuple(
                stream.binomial(size, rate, min(1, size), max(0, size - 1) or None)
                for size, rate in zip(row, rates, strict=True)
            )
        )
    return tuple(found)


def _table(counts: CrossedCounts, facts: GapsFacts) -> tuple[tuple[str | int, ...], ...]:
    rows: list[tuple[str | int, ...]] = []
    for school, n, met in zip(facts.schools, counts.n, counts.met, strict=True):
        for place, group in enumerate(facts.groups):
            if n[place]:
                rows.append((school, group, n[place], met[place]))
    return tuple(rows)


def _papers(story: _Story, facts: GapsFacts) -> tuple[EvidenceItem, ...]:
    """E1 and E2: the counts; E3: voices; E4: the rule; E5: last year's memo with its ratio."""
    group, other = facts.group, facts.comparison
    n, met = facts.outcome.total(0)
    against_n, against_met = facts.outcome.total(1)
    ratio = (met / n) / (against_met / against_n)
    before = max(0.05, ratio - 0.06)
    columns = ("School", "Group", "Students", "Met")
    words = (story.outcome[0].lower().split()[0], "rate")
    return (
        EvidenceItem(
            id="E1",
            kind="data",
            form="table",
            title=f"Outcome: {facts.outcome.name}",
            source="Student information system, 2023–24; for the cabinet only: groups are not yet "
            "hidden",
            columns=columns,
            rows=_table(facts.outcome, facts),
            facts=(
                Fact(
                    "outcome",
                    f"{met} of {n} {group} {facts.outcome.counted}, and {against_met} of "
                    f"{against_n} {other}.",
                    words,
                    (f"{met} of {n}", f"{against_met} of {against_n}"),
                ),
            ),
        ),
        EvidenceItem(
            id="E2",
            kind="data",
            form="table",
            title=f"Opportunity: {facts.opportunity.name}",
            source=f"Same students, same year: they {facts.opportunity.counted}",
            columns=columns,
            rows=_table(facts.opportunity, facts),
        ),
        EvidenceItem(
            id="E3",
            kind="interview",
            form="quotes",
            title="Three voices",
            source="Listening session of September 26, 2024: two students and a parent",
            lines=story.voices,
        ),
        EvidenceItem(
            id="E4",
            kind="observation",
            form="notes",
            title="The district's rule, and how things are arranged",
            source="Board policy on student data; notes of the scheduling office",
            lines=(
                f"No result is published for fewer than {facts.floor} students.",
                story.system,
                "A memo to the board is a public record.",
            ),
        ),
        EvidenceItem(
            id="E5",
            kind="observation",
            form="notes",
            title="Last year's memo",
            source="Memo to the board, October 2023",
            lines=(
                f"The ratio of {group} to {other} was {before:.2f} in 2022–23.",
                "“We expect the ratio to come closer to 1, which will show that we are fairer.”",
            ),
        ),
    )
