"""The words come from the same result as the picture."""

from __future__ import annotations

import numpy as np
import pytest

from curriculum.charts import alternative, chart, funnel, line_up_alternative, pareto, sentence

WEEKS = [f"w{i:02}" for i in range(10)]
BEFORE = [8, 12, 5, 10, 13, 6, 9, 11, 7, 7, 13, 6]
SINCE = [12, 7, 14, 10, 15, 10, 14, 17, 10, 17, 13, 11]
N = [26, 27, 25, 26, 27, 25, 27, 26, 27, 24, 26, 25, 26, 25, 27, 26, 25, 26, 24, 27, 25, 27, 22, 23]


def test_the_strong_study_reads_as_its_coach_would() -> None:
    found = chart("run", [*BEFORE, *SINCE], N, freeze=12, multiply=100, unit="%", rules="anhoej")
    said = sentence(found)
    assert said.startswith("11 of the 12 points since the change lie above the baseline median;")
    assert (
        "the longest run is 10 of 24 useful points, where chance rarely gives more than 8" in said
    )
    assert said.endswith(": signal.")


def test_ihi_names_shift_and_trend() -> None:
    shifted = chart("run", [1, 9, 1, 9, 1, 9, 11, 12, 11, 12, 11, 12, 1, 1, 1, 2, 1])
    assert "A shift (6 points" in sentence(shifted)
    rising = chart("run", [5, 1, 6, 1, 2, 3, 4, 5, 1, 6, 2, 6])
    assert "trend (5 points going one way)" in sentence(rising)
    quiet = chart("run", [1, 9, 2, 8, 1, 9, 2, 8, 1, 9, 3, 8])
    assert sentence(quiet).endswith("no signal.")


def test_few_points_say_so() -> None:
    assert "keep collecting" in sentence(chart("run", [1, 2, 3, 4]))
    assert "nothing to read yet" in sentence(chart("run", [4, 4, 4, 4]))


def test_points_outside_are_named() -> None:
    found = chart("i", [10, 11, 10, 9, 10, 11, 10, 30, 10, 9], x=WEEKS, screen=False)
    assert found.outside_points == (8,)
    assert "w07 lies outside the limits: signal." in sentence(found)
    assert "Point 8 lies outside" in sentence(
        chart("i", [10, 11, 10, 9, 10, 11, 10, 30, 10, 9], screen=False)
    )
    assert "No point lies outside" in sentence(chart("i", [10, 11, 10, 9, 10]))


def test_alternative_text_holds_every_value_line_and_note() -> None:
    found = chart(
        "p",
        [5, 8, None, 7],
        [20, 20, 20, 20],
        multiply=100,
        unit="%",
        measure="slips",
        exclude=[2],
        notes={4: "new opener"},
    )
    text = alternative(found)
    for piece in (
        "slips",
        "1 25%",
        "2 40% (left out)",
        "3 missing",
        "4 35% (new opener)",
        "Center",
    ):
        assert piece in text, piece
    assert sentence(found) in text


def test_table_has_one_row_per_point() -> None:
    frame = chart("i", [3, 4, 5], x=["a", "b", "c"], notes={2: "fire drill"}).points
    assert frame["label"].tolist() == ["a", "b", "c"]
    assert frame["note"].tolist() == ["", "fire drill", ""]


def test_units_read_as_people_write_them() -> None:
    assert chart("run", [32.14, 5], unit="%").said(32.14) == "32.1%"
    assert chart("run", [32.14, 5], unit="min").said(32.14) == "32.1 min"
    assert chart("run", [1.0]).said(12345.0) == "12345"


def test_each_part_has_its_own_frozen_baseline() -> None:
    found = chart("run", [1, 2, 3, 10, 12, 14, 30, 31], parts=[3], freeze={2: 6}, rules="anhoej")
    assert found.baseline_ends == {2: 6}
    said = sentence(found)
    assert "Part 2: 2 of the 2 points since the change lie above the baseline median;" in said
    assert "The baseline of part 2 ends at 6" in alternative(found)
    assert "Median of part 1 (1 to 3) 2." in alternative(found)


def test_a_trend_across_the_median_is_said_even_where_few_points_are_useful() -> None:
    found = chart("run", [1, 2, 3, 4, 5], center=9)
    assert "trend (5 points" in sentence(found)


def test_pareto_in_words() -> None:
    found = pareto(["time"] * 6 + ["materials"] * 3 + ["bus"] + [None], measure="causes")
    said = sentence(found)
    assert said.startswith("10 entries in 3 categories. The most frequent is “time” with 6 (60%);")
    assert "2 of 3 categories hold 90%" in said
    assert "1 missing entry was not counted" in said
    for piece in ("Pareto chart of causes", "time 6 (60% so far)", "bus 1 (100% so far)", said):
        assert piece in alternative(found)
    assert "none stands out" in sentence(pareto(["a", "b"]))
    assert "All are “a”" in sentence(pareto(["a"]))
    assert "2 categories share" in sentence(pareto(["a", "a", "b", "b", "c"]))


def test_funnel_in_words() -> None:
    names = ["North", "South", "Hill", "Lake", "Empty"]
    found = funnel([50, 52, 90, 3, 0], [100, 100, 100, 6, 0], names=names, measure="on track")
    said = sentence(found)
    assert "Hill lies above the 99.8% limits for chance alone" in said
    assert "1 without a denominator is not shown" in said
    assert "Units differ more than chance" in said
    text = alternative(found)
    for piece in ("Funnel plot of on track", "Lake 50.0% of 6", "Empty missing", said):
        assert piece in text
    wide = funnel([50, 52, 90, 3], [100, 100, 100, 6], overdispersion=True)
    assert wide.adjusted
    assert "a wide band can hide" in sentence(wide)
    assert "no signal" in sentence(funnel([50, 52], [100, 100]))
    tiny = funnel([50, 52, 1], [100, 100, 1])
    assert tiny.outside998.tolist() == [False, False, True]
    assert "no signal. 3: outside by the limits, but so small" in sentence(tiny)
    assert "nothing to compare" in sentence(funnel([5], [10]))


def test_line_up_in_words_has_the_numbers_and_not_the_answer() -> None:
    text = line_up_alternative(np.array([[1.0, np.nan], [2.0, 3.0]]), [1.0, 2.5])
    assert "Chart 1: center 1; 1, missing." in text
    assert "Chart 2: center 2.5; 2, 3." in text
    assert "from 1 to 3" in text


@pytest.mark.parametrize(
    "found",
    [
        chart("run", [None, 1, 2]),
        chart("i", [1]),
        chart("p", [1, 2], [0, 0]),
        chart("i", [1, 2, 3]),
        chart("mr", [4, 5, 9, 1]),
    ],
    ids=["missing", "one", "empty", "three", "mr"],
)
def test_little_data_is_said_in_whole_sentences(found) -> None:  # type: ignore[no-untyped-def]
    for text in (sentence(found), alternative(found)):
        assert text.endswith(".")
        assert "nan" not in text.lower()


def test_the_table_of_every_chart_has_what_the_figure_shows() -> None:
    assert list(pareto(["a", "b", "a"]).points["cumulative_share"]) == [2 / 3, 1.0]
    units = funnel([5, 8], [10, 20], names=["x", "y"]).points
    assert list(units["name"]) == ["x", "y"]
    assert list(units["rate"]) == [0.5, 0.4]
