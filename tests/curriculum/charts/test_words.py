"""The words come from the same result as the picture."""

from __future__ import annotations

from curriculum.charts import alternative, chart, sentence

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
