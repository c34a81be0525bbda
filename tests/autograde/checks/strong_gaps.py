"""Three strong disaggregations of elie-gaps that differ, each for its own drawn district."""

from __future__ import annotations

from autograde.checks._gaps_known import gaps_known
from autograde.checks.gaps_solution import group_numbers, worked_gaps
from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Strategy, Voice
from curriculum.charts.gaps import EVERYONE
from curriculum.charts.simpson import reversal
from curriculum.simulate.district_facts import GapsCase
from curriculum.simulate.gaps_cases import draw_gaps_case

EXERCISE = "elie-gaps"


def drawn(name: str, story: str, split: str, group: str, floor: int) -> GapsCase:
    """A case of this story, group and floor whose gap splits this way and is six points or more."""
    for number in range(1, 3000):
        key = name if number == 1 else f"{name}-{number}"
        case = draw_gaps_case(EXERCISE, key, 0)
        facts = case.facts
        if (case.story, facts.group, facts.floor) != (story, group, floor):
            continue
        known = gaps_known(Disaggregation(comparison=facts.comparison, floor=floor), case)
        assert known.outcome is not None
        if known.split == split and (known.outcome.row(group).gap or 0.0) <= -6.0:
            return case
    raise LookupError(f"no key draws {story} with {split}")


def written(case: GapsCase, **words: object) -> Disaggregation:
    """The numbers from the case, the words by hand."""
    return Disaggregation.model_validate(worked_gaps(case).model_dump() | words)


def quotes(case: GapsCase) -> tuple[str, ...]:
    return next(item for item in case.items if item.id == "E3").lines


def rate(case: GapsCase, which: str, place: int) -> str:
    """ "230 of 476 students who ride the bus (48%)"."""
    n, met = getattr(case.facts, which).total(place)
    return f"{met} of {n} {case.facts.groups[place]} ({round(100 * met / n)}%)"


def both(case: GapsCase, which: str = "outcome") -> str:
    return f"{rate(case, which, 0)} and {rate(case, which, 1)}"


def strong_1() -> Disaggregation:
    """The gap turns round in every school, so the page speaks about places and their routes."""
    case = drawn("lead-hemlock-194", "attendance", "reversed", "English learners", 15)
    first, second, third = quotes(case)
    n = [row[0] for row in case.facts.outcome.n]
    assert sum(n[:2]) > sum(n) / 2, "most of them are at the two schools with the lowest rates"
    return written(
        case,
        id="strong-1",
        version="with my team",
        who_was_there=("superintendent", "director of transportation", "two principals"),
        comparison_why="Same grade and the same five schools. The routes were drawn for one set of "
        "streets, and the two live on different ones. Beside all students the gap would look "
        "smaller, because English learners are nearly half of all.",
        split_words="In each of the five schools more English learners than other students are "
        "present on nine days in ten. All together it is the other way round, because most of them "
        "are enrolled at the two schools where attendance of all is lowest.",
        finding_words=f"The district reached {both(case)}. It placed a bus stop within half a mile "
        f"of {both(case, 'opportunity')}.",
        system_words="The routes were drawn six years ago, before two apartment blocks opened. "
        "Whoever lives there walks farther to the stop. We would give this up if attendance at the "
        "two schools stayed as it is once the stop is moved.",
        voices=(
            Voice(who="a student", words=first),
            Voice(who="a student", words=second),
            Voice(who="a parent", words=third),
        ),
        goal="By June 2025, seven of ten students at every school are present on nine days in ten.",
        strategies=(
            Strategy(
                for_whom="English learners at the two schools with the longest walks",
                what="move the first stop to the apartment blocks and add a second bus at 7:35",
            ),
            Strategy(for_whom="all other students", what="keep their stops and times"),
        ),
        next_step="Ride the 7:05 with the student who misses it, and draw the new stop.",
        next_who="director of transportation",
        next_by="2024-11-01",
    )


def strong_2() -> Disaggregation:
    """The same way round in every school: a rule of the whole district."""
    case = drawn("lead-ironwood", "algebra", "same", "students from low-income families", 11)
    first, second, third = quotes(case)
    schools = len(case.facts.schools)
    return written(
        case,
        id="strong-2",
        comparison_why="They are in the same grade, and one placement rule is meant to treat them "
        "alike.",
        split_words=f"In all {schools} schools it is the same way round, so we look at what they "
        "share and not at one of them.",
        finding_words=f"By the end of Grade 9 the district reached {both(case)}. It enrolled "
        f"{both(case, 'opportunity')} in a course that leads to Algebra.",
        system_words="Placement into Grade 8 mathematics rests on a spring test and a teacher's "
        "signature. Whoever does not know that one may ask is placed by the test alone.",
        voices=(
            Voice(who="a student", words=first),
            Voice(who="a student", words=second),
            Voice(who="a student who sees it otherwise", words=third),
        ),
        goal="Every student takes a course in Grade 8 that leads to Algebra, from fall 2025 on.",
        strategies=(
            Strategy(
                for_whom="students from low-income families",
                what="a place by default in every school; the family may say no, nobody has to ask",
            ),
        ),
        next_step="Read the placement memo line by line with two counselors and strike the "
        "signature.",
        next_who="director of curriculum",
        next_by="2024-10-28",
    )


def strong_3() -> Disaggregation:
    """Beside all students, with the schools where it differs; one school does something else."""
    case = drawn("lead-palm-554", "reading", "mixed", "students who ride the bus", 15)
    first, second, _third = quotes(case)
    facts = case.facts
    rows = _beside_everyone(case)
    known = gaps_known(Disaggregation(comparison=facts.comparison, floor=facts.floor), case)
    assert known.outcome is not None
    parts = reversal(known.outcome, facts.group, facts.comparison, by="school").parts
    ahead = [part.part for part in parts if part.gap >= 0]
    n, met = facts.outcome.total(0)
    all_n, all_met = _everyone(facts.outcome)
    return written(
        case,
        id="strong-3",
        comparison=EVERYONE,
        comparison_why="Every family knows this group and is in it. Other students are a group "
        "that nobody belongs to by name.",
        groups=[row.model_dump() for row in rows],
        split_words=f"At {len(ahead)} of {len(parts)} schools students who ride the bus are "
        f"reached as often or more often: {', '.join(ahead)}. We ask what is different there.",
        finding_words=f"The district reached {met} of {n} students who ride the bus "
        f"({round(100 * met / n)}%) and {all_met} of {all_n} of all students "
        f"({round(100 * all_met / all_n)}%).",
        system_words="Pull-out services are scheduled in the reading block at most schools, and "
        "the last bus sets the end of the block.",
        voices=(
            Voice(who="a student", words=first),
            Voice(who="a parent", words=second),
            Voice(who="staff", words="We have not yet heard from students at the fifth school."),
        ),
        goal="By May 2025, every student has small-group reading on four days a week.",
        strategies=(
            Strategy(
                for_whom="students who ride the bus",
                what="their groups meet first in the block, before the buses set its end",
            ),
            Strategy(
                for_whom="students with pull-out services",
                what="services move out of the reading block",
            ),
        ),
        next_step="Lay the bus schedule over the reading block of all five schools.",
        next_who="director of elementary schools",
        next_by="2024-11-04",
    )


def _beside_everyone(case: GapsCase) -> list[GroupNumbers]:
    """Everyone and the groups on both measures, beside all students."""
    facts = case.facts
    known = gaps_known(Disaggregation(comparison=EVERYONE, floor=facts.floor), case)
    rows: list[GroupNumbers] = []
    for which in ("outcome", "opportunity"):
        found = known.of(which)  # type: ignore[arg-type]
        assert found is not None
        for name in (EVERYONE, *facts.groups):
            rows.append(group_numbers(found, name, which, f"g{len(rows) + 1}"))  # type: ignore[arg-type]
    return rows


def _everyone(counts: object) -> tuple[int, int]:
    n, met = counts.n, counts.met  # type: ignore[attr-defined]
    return sum(map(sum, n)), sum(map(sum, met))
