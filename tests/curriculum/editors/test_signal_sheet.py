"""What the signal editor sends, keeps and answers, without a browser."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from curriculum.artifacts import FunnelReading
from curriculum.charts.funnel import funnel
from curriculum.editors._sheet import answer_to
from curriculum.editors._signal_data import california_data, case_data
from curriculum.editors._signal_words import by_chance, look, pooled
from curriculum.editors.signal import FORMATS, SignalEditor, funnel_answer, signal_editor
from curriculum.figures.funnel_reading import FunnelData
from curriculum.simulate.signal_cases import draw_signal_case

HEAD = "School,Students tested,Met the standard\n"
COUNTS = ((210, 90), (180, 70), (340, 160), (95, 40), (400, 180), (120, 49))
NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
ROWS = "".join(f"{a} Street School,{n},{m}\n" for a, (n, m) in zip(NAMES, COUNTS, strict=True))


def send(editor: SignalEditor, *intents: dict[str, Any]) -> Any:
    start = editor.session.view()["acks"].get("w", 0)
    items = [{"seq": start + n, "intent": one} for n, one in enumerate(intents, start=1)]
    return answer_to(
        {"type": "edit", "client": "w", "items": items}, editor.session, editor.kind, None
    )


def ask(editor: SignalEditor, kind: str, **content: Any) -> dict[str, Any]:
    answer = answer_to({"type": kind, "rid": "r", **content}, editor.session, editor.kind, None)
    assert isinstance(answer, dict)
    return answer


def field(name: str, value: Any) -> dict[str, Any]:
    return {"op": "set", "field": name, "value": value}


def picked(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def practice(folder: Path, key: str = "maria") -> SignalEditor:
    return signal_editor(root=folder, case=draw_signal_case("elie-signal", key, 0))


def made(editor: SignalEditor) -> dict[str, Any]:
    told: dict[str, Any] = editor.kind.made(editor.session)
    return told


# ------------------------------------------------------------------ predict first


def test_nothing_of_the_funnel_is_told_before_a_guess(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    told = made(editor)
    assert (told["units"], told["seen"], told["key"]) == (36, False, "")
    assert not any(told[name] for name in ("line", "guess_words", "crowd", "wide", "facts"))
    assert ask(editor, "guess", value="many")["sentences"] == ["Write a whole number, such as 2."]
    assert ask(editor, "guess", value=True)["type"] == "refused"
    told = ask(editor, "guess", value=7)["made"]
    assert told["guess_words"].startswith("You guessed 7. If only chance made 36 schools differ")
    assert told["key"]
    # The guess is the learner's own and waits in the folder; it is no part of the work.
    assert made(practice(tmp_path))["guess"] == 7
    assert "guess" not in editor.session.work.to_json()


def test_who_comes_back_to_a_reading_sees_the_funnel(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    send(editor, field("target", 41.7))
    assert made(editor)["seen"]


@given(st.integers(3, 120), st.integers(1, 119), st.sampled_from(["95", "99.8"]))
def test_what_chance_puts_outside_is_the_sum_over_all_counts(
    n: int, part: int, limits: str
) -> None:
    met = max(1, min(n - 1, n * part // 120))
    every = np.arange(n + 1)
    found = funnel(every, np.full(n + 1, n), target=met / n)
    out = found.outside95 if limits == "95" else found.outside998 & ~found.too_few
    expected = binom.pmf(every[out], n, met / n).sum()
    data = FunnelData(("A", "B"), (met, met), (n, n), "")
    assert by_chance(data, limits) == pytest.approx(2 * expected, abs=1e-9)


def test_what_chance_puts_outside_is_what_simulated_schools_do() -> None:
    data = case_data(draw_signal_case("elie-signal", "maria", 0))
    n, rate = np.asarray(data.of), pooled(data) / 100
    rng = np.random.default_rng(7)
    counted = [funnel(rng.binomial(n, rate), n, target=rate).outside95.sum() for _ in range(1500)]
    assert np.mean(counted) == pytest.approx(by_chance(data, "95"), abs=0.12)


# ------------------------------------------------------------------ the practice case


def test_points_are_marked_and_read_and_the_picture_changes(tmp_path: Path) -> None:
    case = draw_signal_case("elie-signal", "maria", 0)
    editor = practice(tmp_path)
    ask(editor, "guess", value=2)
    before = ask(editor, "funnel")
    codes = [place[0] for place in before["places"]]
    assert codes == list(case.facts.codes)
    far = {place[0] for place in before["places"] if place[5] != "inside"}
    assert far == set(case.facts.special)
    for place in before["places"]:
        assert 0 < place[1] < 1
        assert 0 < place[2] < 1
    send(editor, {"op": "toggle", "code": case.facts.special[0]}, {"op": "toggle", "code": "S99"})
    after = ask(editor, "funnel")
    assert after["key"] == made(editor)["key"] != before["key"]
    assert after["url"] != before["url"]
    assert made(editor)["facts"][0].endswith(" the limits")
    assert made(editor)["facts"][1].startswith("No such code")
    send(editor, {"op": "toggle", "code": "S99"}, {"op": "undo"}, {"op": "undo"}, {"op": "undo"})
    assert editor.session.work.outside == ()


@pytest.mark.parametrize("adjusted", ["no", "yes"])
def test_a_click_finds_the_point_that_it_is_on(tmp_path: Path, adjusted: str) -> None:
    editor = signal_editor(root=tmp_path, data="star98")
    ask(editor, "guess", value=2)
    send(editor, field("adjusted", adjusted))
    told = ask(editor, "funnel")
    svg = base64.b64decode(told["url"].split(",", 1)[1]).decode()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert size is not None
    wide, tall = float(size[1]), float(size[2])
    dots = np.array(re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg), dtype=float)
    assert len(dots) > 80
    inside = np.array([place[1:3] for place in told["places"] if place[5] == "inside"])
    for x, y in inside * (wide, tall):
        assert np.hypot(dots[:, 0] - x, dots[:, 1] - y).min() < 0.3


def test_the_truth_waits_and_begins_with_the_reading(tmp_path: Path) -> None:
    case = draw_signal_case("elie-signal", "maria", 0)
    editor = practice(tmp_path)
    assert ask(editor, "truth")["lines"] == []
    send(editor, field("whole", "both"), field("cause_words", "Three differ"))
    assert ask(editor, "truth")["lines"][0].startswith("Compare with your list")
    for place, code in enumerate(case.facts.special):
        send(editor, {"op": "toggle", "code": code},
             {"op": "set_row", "list": "outside", "row": place, "field": "reading",
              "value": "special"})  # fmt: skip
    lines = ask(editor, "truth")["lines"]
    assert lines[0].startswith("Your reading was sound")
    assert all(code in lines[1] for code in case.facts.special)
    assert case.facts.top_small in lines[2]
    assert case.facts.special[0] in look(editor.session.work)


@pytest.mark.parametrize("name", FORMATS)
def test_every_export_is_there(tmp_path: Path, name: str) -> None:
    told = ask(practice(tmp_path), "export", format=name)
    assert told["type"] == "export"
    assert len(base64.b64decode(told["data"])) > 200


def test_the_steps_say_what_is_done(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    assert made(editor)["steps"]["Say"] == ""
    ask(editor, "guess", value=2)
    send(editor, field("limits", "99.8"), field("board", "Two differ"), field("whole", "common"))
    steps = made(editor)["steps"]
    assert steps["Predict"] == "✓ done"
    assert steps["Points"] == "✓ done"
    assert steps["Say"] == "1 of 3"


# ------------------------------------------------------------------ California, 1998


def test_california_where_only_chance_does_not_fit(tmp_path: Path) -> None:
    editor = signal_editor(root=tmp_path, data="star98")
    assert (editor.session.work.source, editor.session.work.units) == ("star98", 303)
    ask(editor, "guess", value=15)
    told = made(editor)
    assert told["unit"] == "districts"
    assert told["crowd"][0].startswith("More than half of the 303 districts lie outside: 210.")
    assert "Write the number in your words" in told["crowd"][1]
    assert "Wider limits" in told["crowd"][1]
    assert (
        "Outside the plain limits: 210 of 303 districts. Outside the wider ones: 11."
        in (told["wide"])
    )
    assert any("unjust" in line for line in told["wide"])
    assert told["steps"]["Points"] == "✓ done"
    send(editor, field("adjusted", "yes"), field("limits", "99.8"))
    assert made(editor)["crowd"] == []
    assert made(editor)["steps"]["Points"] == ""
    assert sum(place[5] != "inside" for place in ask(editor, "funnel")["places"]) == 11
    send(editor, field("limits", "95"))
    assert "99.8% limits" in made(editor)["crowd"][0]


def test_poverty_and_size_come_first_and_race_not_at_all(tmp_path: Path) -> None:
    told = signal_editor(root=tmp_path, data="star98").options["given"]
    shares = [int(row[2]) for row in told["poverty"]]
    assert len(told["size"]) == len(shares) == 5
    assert shares == sorted(shares, reverse=True)
    assert sum(int(row[1]) for row in told["poverty"]) == 303
    assert not any(word in json.dumps([told["poverty"], told["size"], told["said"]]).lower()
                   for word in ("asian", "black", "hispan", "minor", "race"))  # fmt: skip
    assert "1998" in told["about"][0]


def test_a_practice_case_never_becomes_another(tmp_path: Path) -> None:
    editor = practice(tmp_path)
    before = editor.session.work
    send(editor, {"op": "use_star98"}, {"op": "use_own"})
    assert editor.session.work == before


# ------------------------------------------------------------------ the district's own file


def own(folder: Path, text: str, **more: Any) -> tuple[SignalEditor, dict[str, Any]]:
    editor = signal_editor(root=folder, data="own")
    return editor, ask(editor, "file", data=picked(text), **more)


def test_a_file_is_told_back_before_it_is_used(tmp_path: Path) -> None:
    editor, told = own(tmp_path, HEAD + ROWS)
    assert told["problem"] == ""
    assert told["ready"] == "6 schools"
    assert not made(editor)["has_data"]
    send(editor, {"op": "use_own"})
    work: FunnelReading = editor.session.work
    assert (work.source, work.units) == ("own", 6)
    ask(editor, "guess", value=0)
    assert [place[0] for place in ask(editor, "funnel")["places"]][:2] == [
        "Alder Street School",
        "Birch Street School",
    ]
    # Another day, another kernel: the schools are in the learner's own folder.
    editor.session.flush()
    again = signal_editor(root=tmp_path, data="own")
    assert made(again)["units"] == 6
    assert made(again)["line"] == round(100 * 589 / 1345, 1)
    send(again, field("measure", "Present on nine days in ten"))
    assert ask(again, "funnel")["alt"].startswith("Present on nine days in ten: 6 points")


def test_small_schools_are_nowhere(tmp_path: Path) -> None:
    text = HEAD + ROWS + "Tiny Hill School,9,4\nAllmet Hill School,20,20\n"
    editor, told = own(tmp_path, text)
    assert told["ready"] == "6 schools"
    assert any("2 schools are left out" in line for line in told["said"])
    send(editor, {"op": "use_own"})
    ask(editor, "guess", value=0)
    everything = json.dumps([told, made(editor), ask(editor, "funnel"), editor.doc])
    everything += "".join(path.read_text() for path in (tmp_path / "work").glob("*.json"))
    assert "Tiny" not in everything
    assert "Allmet" not in everything
    assert "left out, from the line as well" in made(editor)["left_out"]


def test_one_small_school_is_never_hidden_alone(tmp_path: Path) -> None:
    _, told = own(tmp_path, HEAD + ROWS + "Tiny Hill School,9,4\n")
    # Who knows the district's total could subtract: a second one is hidden with it.
    assert told["ready"] == "5 schools"
    assert any("2 schools are left out" in line for line in told["said"])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("School,Percent met\n" + "".join(f"{a} Street School,43%\n" for a in NAMES), "percent"),
        (HEAD + ROWS + "Gum Hill School,100,120\n", "over 100%"),
        (HEAD + ROWS + "Gum Hill School,0,0\n", "zero students"),
        (HEAD + ROWS + "Alder Street School,50,20\n", "stands in two rows"),
        (HEAD + "".join(f"Pupil No {n},1,{n % 2}\n" for n in range(60)), "number for each student"),
        (HEAD + ROWS + "Total,900,400\n", "the row of totals says"),
        (HEAD + "Alder School,210,90\nBirch School,180,70\n", "at least 5"),
        (
            "Program,Students tested,Met\nArts,210,90\nNone,180,70\nSports,300,100\n",
            "No column of schools",
        ),
        ("", "empty"),
    ],
)
def test_what_cannot_be_right_is_refused_with_one_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    editor, told = own(tmp_path, text)
    assert says in told["problem"]
    assert "\n" not in told["problem"]
    assert told["ready"] == ""
    assert "Pick your file once more" in send(editor, {"op": "use_own"})["sentences"][0]
    assert not made(editor)["has_data"]
    assert not list((tmp_path / "work").glob("*-schools.json"))


def test_a_totals_row_is_no_school(tmp_path: Path) -> None:
    _, told = own(tmp_path, HEAD + ROWS + "District total,1345,589\n")
    assert told["ready"] == "6 schools"
    assert any("1 row of totals left out" in line for line in told["said"])


def test_groups_within_schools_are_added_up(tmp_path: Path) -> None:
    rows = "".join(
        f"{name} Street School,{group},{n // 2},{m // 2}\n"
        for name, (n, m) in zip(NAMES, COUNTS, strict=True)
        for group in ("Program A", "Program B")
    )
    editor, told = own(tmp_path, "School,Program,Students tested,Met\n" + rows)
    assert told["ready"] == "6 schools"
    send(editor, {"op": "use_own"})
    ask(editor, "guess", value=0)
    assert ask(editor, "funnel")["places"][0][3] == 210


def test_a_column_can_be_named_by_the_person(tmp_path: Path) -> None:
    text = "Where,Students tested,Met\n" + ROWS
    _, told = own(tmp_path, text)
    assert "No column of schools" in told["problem"]
    assert "Where" in [name for name, _ in told["columns"]]
    _, told = own(tmp_path, text, means={"Where": "school"})
    assert told["ready"] == "6 schools"


def test_names_of_students_never_reach_the_browser(tmp_path: Path) -> None:
    names = ["Maria Lopez", "James Smith", "Ana Torres", "Luis Garcia", "Emma Brown", "Noah King"]
    rows = [
        f"{names[n % 6]} {n},{'ABCDE'[n % 5]} School,{'yes' if n % 3 else 'no'}\n"
        for n in range(300)
    ]
    editor, told = own(tmp_path, "Student name,School,Met the standard\n" + "".join(rows))
    assert told["ready"] == "5 schools"
    send(editor, {"op": "use_own"})
    ask(editor, "guess", value=1)
    everything = json.dumps([told, made(editor), ask(editor, "funnel"), editor.doc])
    everything += "".join(path.read_text() for path in (tmp_path / "work").glob("*.json"))
    assert not any(part in everything for name in names for part in name.split())


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schools": [["A", 3, 2]]}', '{"schools": "AAAAAA"}', "[" * 2000,
     '{"schools": [["A",1,2],["A",1,2],["B",1,2],["C",1,2],["D",1,2]]}',
     '{"schools": [["A",1,0],["E",1,2],["B",1,2],["C",1,2],["D",1,2]]}'],
)  # fmt: skip
def test_a_spoiled_file_of_schools_is_no_data(tmp_path: Path, text: str) -> None:
    editor, _ = own(tmp_path, HEAD + ROWS)
    send(editor, {"op": "use_own"})
    (tmp_path / "work" / "funnel-reading-schools.json").write_text(text)
    assert not made(editor)["has_data"]
    assert ask(editor, "funnel")["places"] == []


def test_a_broken_or_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = signal_editor(root=tmp_path, data="own")
    assert "pick it again" in ask(editor, "file", data="%%%")["problem"]
    monkeypatch.setattr("curriculum.editors._signal_file.MAX_FILE", 3)
    assert "5 MB" in ask(editor, "file", data=picked("12345"))["problem"]


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    text = HEAD + ROWS + "<script>alert(1)</script> School,300,200\n=1+1 School,250,120\n"
    editor, told = own(tmp_path, text)
    # A formula is no name.
    assert told["ready"] == "7 schools"
    send(editor, {"op": "use_own"}, {"op": "toggle", "code": "<script>alert(1)</script> School"})
    ask(editor, "guess", value=1)
    url = ask(editor, "funnel")["url"]
    assert b"<script" not in base64.b64decode(url.split(",", 1)[1])


def test_a_thousand_schools_are_drawn_and_answered(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    of = rng.integers(20, 2000, 1000)
    met = rng.binomial(of, 0.45)
    data = FunnelData(tuple(f"N{n}" for n in range(1000)), tuple(met.tolist()),
                      tuple(of.tolist()), "Met")  # fmt: skip

    class Source:
        def data(self, _made: FunnelReading) -> FunnelData:
            return data

    answer = funnel_answer(FunnelReading(limits="95"), Source())  # type: ignore[arg-type]
    assert len(answer["places"]) == 1000
    assert answer["url"].startswith("data:image/svg+xml;base64,")
    assert len(california_data().codes) == 303
