"""Pictures of a disaggregation: what they tell, what they hide, and what cannot be worked out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np
import pytest

from autograde.checks.gaps import gaps
from autograde.checks.gaps_solution import worked_gaps
from curriculum.artifacts.disaggregation import Disaggregation, GroupNumbers, Which
from curriculum.charts.gap_rows import row_values
from curriculum.charts.gaps import EVERYONE, TO_CLOSE_WARNING, disaggregate
from curriculum.charts.group_counts import CountTable, GroupCounts
from curriculum.charts.simpson import PartGap, Reversal
from curriculum.data.attack import attack, with_totals
from curriculum.data.suppress_rates import protected
from curriculum.exports.disaggregation import to_csv
from curriculum.figures._gap_guard import kept_back
from curriculum.figures.gaps import (
    disaggregation_alt,
    disaggregation_svg,
    gaps_alt,
    gaps_svg,
    plain,
    split_alt,
    split_svg,
)
from curriculum.simulate.gaps_cases import draw_gaps_case

BAD = "<script>alert(1)</script>"
WHICH: tuple[Which, ...] = ("outcome", "opportunity")


def texts(svg: str) -> str:
    return " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter() if one.text)


def a_gap() -> Disaggregation:
    return worked_gaps(draw_gaps_case("elie-gaps", "maria", 0))


def shown(name: str, n: int, met: int, which: Which = "outcome", at: int = 0) -> GroupNumbers:
    percent = round(100 * met / n, 1)
    return GroupNumbers(
        id=f"g{at}", measure=which, name=name, n=n, met=met, percent=percent, gap=-1.0
    )


def a_list(*groups: tuple[str, int, int], **more: object) -> Disaggregation:
    """Groups of one list; of those with zero students only that they are hidden."""
    rows = tuple(
        GroupNumbers(id=f"g{at}", name=name, hidden=True) if n == 0 else shown(name, n, met, at=at)
        for at, (name, n, met) in enumerate(groups)
    )
    return Disaggregation.model_validate({"groups": rows, **more})


def test_picture_and_words_tell_every_group_and_no_hidden_number() -> None:
    made = a_gap()
    for which in WHICH:
        svg, alt = gaps_svg(made, which), gaps_alt(made, which)
        for row in made.of(which):
            assert row.name in alt
            if row.hidden:
                assert f"{row.name}: hidden" in alt
            else:
                assert f"{row.met} of {row.n}" in alt
                assert f"{row.percent:.0f}%" in texts(svg)


def test_nothing_is_drawn_where_no_group_stands() -> None:
    assert gaps_svg(Disaggregation()) == ""
    assert "no groups yet" in gaps_alt(Disaggregation())
    assert ElementTree.fromstring(disaggregation_svg(Disaggregation())).tag.endswith("svg")


def test_the_sheet_marks_findings_and_never_lists_students_without_the_warning() -> None:
    case = draw_gaps_case("elie-gaps", "maria", 0)
    made = worked_gaps(case).model_copy(update={"goal": "", "comparison_why": ""})
    findings = gaps(made, case)
    missed = [one for one in findings if one.status == "missed"]
    svg = disaggregation_svg(made, findings)
    assert len(missed) == 2
    assert len(re.findall(r">![12]<", svg)) == 2
    assert TO_CLOSE_WARNING in disaggregation_alt(made)


def test_words_of_a_person_stay_words() -> None:
    groups = tuple(row.model_copy(update={"name": BAD}) for row in a_gap().groups)
    made = a_gap().model_copy(update={"groups": groups, "goal": BAD, "comparison": BAD})
    for svg in (gaps_svg(made), disaggregation_svg(made)):
        assert "<script" not in svg
        ElementTree.fromstring(svg)


def test_a_gap_that_turns_round_is_told_part_by_part() -> None:
    found = Reversal(
        "A", "B", -6.0, (PartGap("Cedar", 3.0, 40, 50), PartGap("Oak", 4.0, 50, 40)), 1
    )
    assert "Cedar: 3 points more; Oak: 4 points more." in split_alt(found)
    assert "−6" in texts(split_svg(found))
    assert "1 part is hidden" in texts(split_svg(found))


def test_a_group_without_its_size_tells_no_number() -> None:
    row = GroupNumbers(id="g1", name="A", met=3, percent=50.0)
    made = Disaggregation(groups=(row,))
    assert gaps_alt(made).endswith("A: no numbers yet.")
    assert "50.0" not in to_csv(made)


@pytest.mark.parametrize(
    "made",
    [
        # The hidden group is everyone less the others.
        a_list((EVERYONE, 107, 50), ("A", 60, 30), ("B", 40, 18), ("C", 0, 0)),
        # It was left out, and is still the rest.
        a_list((EVERYONE, 107, 50), ("A", 60, 30), ("B", 40, 18)),
        # All of it met the mark: the rest of those who met it is the rest of all.
        a_list((EVERYONE, 130, 70), ("A", 60, 30), ("B", 40, 10), ("C", 0, 0)),
        # No row of everyone, but each gap tells the rate of everyone.
        a_list(("A", 60, 30), ("B", 40, 18), ("C", 0, 0), comparison=EVERYONE),
        # A mistake in the numbers is no cover.
        a_list((EVERYONE, 107, 70), ("A", 60, 30), ("B", 40, 38), ("C", 0, 0)),
    ],
)
def test_a_group_hidden_alone_takes_another_with_it(made: Disaggregation) -> None:
    gone = kept_back(made)
    assert "b" in gone
    assert "a" not in gone
    for told in (to_csv(made), gaps_alt(made), texts(gaps_svg(made))):
        assert not re.search(r"\b(?:18|38|40)\b", told)


def test_what_one_measure_hides_the_other_hides() -> None:
    rows = (
        GroupNumbers(id="g0", name="A", hidden=True),
        shown("A", 40, 20, "opportunity", 1),
        shown("B", 50, 20, "opportunity", 2),
    )
    made = Disaggregation(groups=rows)
    assert "A: hidden" in gaps_alt(made, "opportunity")
    assert "B: 20 of 50" in gaps_alt(made, "opportunity")


def test_gaps_beside_a_hidden_comparison_are_not_told() -> None:
    made = a_list(("A", 60, 30), ("B", 0, 0), comparison="B")
    assert "less" not in gaps_alt(made)


def tables(seed: int, count: int) -> Iterator[tuple[CountTable, CountTable, int]]:
    """Two measures of the same students, with many small groups."""
    rng = np.random.default_rng(seed)
    sizes = [0, 1, 4, 8, 12, 20, 40, 90, 300]
    for _ in range(count):
        shape = (int(rng.integers(2, 6)),)
        if rng.random() < 0.5:
            shape = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
        n = rng.choice(sizes, size=shape)
        n[(0,) * len(shape)] = 300
        levels = tuple(
            tuple(f"{'SG'[axis]}{at}" for at in range(size)) for axis, size in enumerate(shape)
        )
        names = ("school", "group")[: len(shape)]
        met = [rng.binomial(n, rate) for rate in (rng.choice([0.03, 0.4, 0.97], size=shape), 0.5)]
        one, two = (CountTable(names, levels, n, reached) for reached in met)
        yield one, two, int(rng.choice([11, 15]))


def computed(one: CountTable, two: CountTable, floor: int) -> Disaggregation:
    """As the editor makes it."""
    counts = [GroupCounts("m", (table,), table.total) for table in (one, two)]
    rows = [
        GroupNumbers.model_validate({"id": f"{which}-{at}", "measure": which, **row_values(row)})
        for which, own, other in (("outcome", *counts), ("opportunity", *counts[::-1]))
        for at, row in enumerate(disaggregate(own, EVERYONE, floor=floor, also=[other]).rows)
    ]
    return Disaggregation(comparison=EVERYONE, floor=floor, groups=tuple(rows))


def typed(one: CountTable, two: CountTable, floor: int) -> Disaggregation:
    """As someone types it who hides only what the model refuses."""
    rows = []
    for which, table in zip(WHICH, (one, two), strict=True):
        for name, n, met in cells(table):
            if n and protected(np.array([n]), np.array([met]), floor)[0]:
                rows.append(GroupNumbers(id=f"g{len(rows)}", measure=which, name=name, hidden=True))
            elif n:
                rows.append(shown(name, n, met, which, len(rows)))
    return Disaggregation(comparison=EVERYONE, floor=floor, groups=tuple(rows))


def cells(table: CountTable) -> Iterator[tuple[str, int, int]]:
    n, met = with_totals(table.n), with_totals(table.met)
    for place in np.ndindex(*n.shape):
        parts = [own[at] for own, at in zip(table.levels, place, strict=True) if at < len(own)]
        yield " · ".join(parts) or EVERYONE, int(n[place]), int(met[place])


def stranger_fails(made: Disaggregation, table: CountTable, which: Which) -> None:
    """Attack the exported table with all that it shows."""
    told = {
        row["group"]: row
        for row in csv.DictReader(io.StringIO(to_csv(made)))
        if row["measure"] == which and row["students"]
    }
    n, met = with_totals(table.n), with_totals(table.met)
    names = [name for name, _, _ in cells(table)]
    hidden = np.array([name not in told for name in names]).reshape(n.shape) & (n > 0)
    people, yes, no = attack(n, hidden), attack(met, hidden), attack(n - met, hidden)
    grand = tuple(size - 1 for size in n.shape)
    watch = protected(n, met, made.floor)
    assert not (watch & ~hidden).any()
    low = np.maximum(people.lower, yes.lower + no.lower)
    high = np.minimum(people.upper, yes.upper + no.upper)
    assert (high - low)[watch & (n < made.floor)].min(initial=made.floor) >= made.floor
    if met[grand]:
        assert yes.upper[watch].min(initial=1) > 0
    if (n - met)[grand]:
        assert no.upper[watch].min(initial=1) > 0


@pytest.mark.parametrize("seed", range(2))
def test_no_exported_table_can_be_attacked(seed: int) -> None:
    seen = 0
    for one, two, floor in tables(seed, 25):
        for made in (computed(one, two, floor), typed(one, two, floor)):
            for table, which in ((one, WHICH[0]), (two, WHICH[1])):
                stranger_fails(made, table, which)
            seen += any(row.hidden for row in made.groups)
    assert seen > 25


def test_what_is_computed_needs_no_further_hiding() -> None:
    for one, two, floor in tables(9, 15):
        made = computed(one, two, floor)
        own = {plain(row.name) for row in made.groups if row.hidden}
        assert kept_back(made) == own


@pytest.mark.parametrize("parts", [2, 3, 5])
def test_a_page_that_cannot_be_attacked_in_time_tells_no_intersection(parts: int) -> None:
    """Names that cross everything with everything would make a table of half a million cells."""
    rows = tuple(
        shown(" · ".join(f"{'abcde'[at]}{number}" for at in range(parts)), 50, 20, at=number)
        for number in range(60)
    )
    made = Disaggregation(groups=(*rows, shown("A", 90, 40, at=60)))
    alt = gaps_alt(made)
    assert alt.count("hidden") == 60
    assert "A: 40 of 90" in alt


def test_a_hidden_school_is_not_the_rest_of_its_group() -> None:
    """Sums run along schools and along groups."""
    rows = (
        shown("S1 · G1", 40, 20, at=1),
        GroupNumbers(id="g2", name="S1 · G2", hidden=True),
        shown("S2 · G1", 50, 20, at=3),
        shown("S2 · G2", 30, 12, at=4),
        shown("S1", 47, 24, at=5),
        shown("S2", 80, 32, at=6),
        shown("G1", 90, 40, at=7),
        shown("G2", 37, 16, at=8),
        shown(EVERYONE, 127, 56, at=9),
    )
    gone = kept_back(Disaggregation(groups=rows))
    assert "s1 · g2" in gone
    assert len(gone) >= 3
