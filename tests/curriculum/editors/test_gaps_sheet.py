"""What the gaps editor sends, keeps and answers, without a browser."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from curriculum.artifacts import Disaggregation
from curriculum.charts.gap_rows import row_values
from curriculum.charts.gaps import EVERYONE, disaggregate
from curriculum.charts.simpson import crossed
from curriculum.data.district_file import LOCAL
from curriculum.editors._gaps_data import DistrictCounts, read_counts
from curriculum.editors._kinds import work_kind
from curriculum.editors._parts import esm
from curriculum.editors._sheet import answer_to
from curriculum.editors._sheet_session import _open
from curriculum.editors.gaps import PARTS, GapsEditor, GapsSession, gaps_editor
from curriculum.simulate.gaps_cases import draw_gaps_case

CASE = draw_gaps_case("elie-gaps", "maria", 0, paradox=True)
LONG = "Group,Students,Met\nBus riders,120,40\nWalkers,500,300\nAll students,620,340\n"
OFFERED = "Group,Students,Met\nBus riders,120,70\nWalkers,500,410\nAll students,620,480\n"


def send(editor: GapsEditor, *intents: dict[str, Any]) -> Any:
    start = editor.session.view()["acks"].get("w", 0)
    items = [{"seq": start + n, "intent": one} for n, one in enumerate(intents, start=1)]
    return answer_to(
        {"type": "edit", "client": "w", "items": items}, editor.session, editor.kind, None
    )


def ask(editor: GapsEditor, kind: str, **content: Any) -> dict[str, Any]:
    answer = answer_to({"type": kind, "rid": "r", **content}, editor.session, editor.kind, None)
    assert isinstance(answer, dict)
    return answer


def picked(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def upload(editor: GapsEditor, text: str, which: str = "outcome", **more: Any) -> dict[str, Any]:
    return ask(editor, "file", which=which, data=picked(text), **more)


def bring(editor: GapsEditor, text: str, which: str = "outcome", **more: Any) -> None:
    told = upload(editor, text, which, **more)
    assert told["ready"], told
    assert send(editor, {"op": "use_file", "which": which}) is None


def groups_of(editor: GapsEditor) -> dict[str, Any]:
    made: dict[str, Any] = editor.doc["made"]["groups"]
    return made


def compare(name: str) -> dict[str, Any]:
    return {"op": "set", "field": "comparison", "value": name}


def values(row: Any) -> dict[str, Any]:
    """A row's numbers without its place."""
    return {k: v for k, v in row.model_dump().items() if k not in ("id", "measure")}


@pytest.fixture
def practice(tmp_path: Path) -> GapsEditor:
    editor = gaps_editor(root=tmp_path, case=CASE)
    send(editor, {"op": "use_district"}, {"op": "set_floor", "value": CASE.facts.floor},
         compare(CASE.facts.comparison))  # fmt: skip
    return editor


def test_one_press_brings_the_counts_and_what_the_papers_say_of_them(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path, case=CASE)
    assert editor.session.work.district == CASE.school
    assert editor.session.work.case.digest == CASE.digest
    assert not groups_of(editor)["here"]
    send(editor, {"op": "set", "field": "outcome.period", "text": "this year"})
    send(editor, {"op": "use_district"})
    work = editor.session.work
    assert work.source == "simulated"
    assert work.outcome.name == CASE.facts.outcome.name
    assert work.outcome.period == "this year"
    assert work.opportunity.source.startswith("E2: ")
    told = groups_of(editor)
    assert told["here"]
    assert told["names"][0] == EVERYONE
    assert CASE.facts.groups[-1] not in told["names"]
    send(editor, {"op": "undo"})
    assert editor.session.work.source == ""


def test_rows_on_the_page_are_the_computed_ones_hidden_for_both_measures(
    practice: GapsEditor,
) -> None:
    facts = CASE.facts
    assert groups_of(practice)["measures"]
    assert groups_of(practice)["page"] == [0, 0]
    assert send(practice, {"op": "put_rows", "also": ["group|school"]}) is None
    work: Disaggregation = practice.session.work
    parts = {
        name: crossed(facts.schools, facts.groups, one.n, one.met, name)
        for name, one in (("outcome", facts.outcome), ("opportunity", facts.opportunity))
    }
    for which, other in (("outcome", "opportunity"), ("opportunity", "outcome")):
        truth = disaggregate(parts[which], facts.comparison, floor=facts.floor, also=[parts[other]])
        rows = work.of(which)  # type: ignore[arg-type]
        assert len(rows) > 20
        assert len(groups_of(practice)["measures"][which]["rows"]) == 5
        for row in rows:
            assert values(row) == row_values(truth.row(row.name))
    hidden = {row.name for row in work.of("outcome") if row.hidden}
    assert facts.groups[-1] in hidden
    assert hidden == {row.name for row in work.of("opportunity") if row.hidden}


def test_a_hidden_number_is_nowhere_in_what_the_browser_gets(practice: GapsEditor) -> None:
    send(practice, {"op": "put_rows", "also": ["group|school", "school"]})
    ask(practice, "show", also=["group|school", "school"])
    for measure in groups_of(practice)["measures"].values():
        assert any(row["hidden"] for row in measure["rows"])
        for row in measure["rows"]:
            assert (row["cells"] == []) == row["hidden"]
            assert not row["hidden"] or row["gap"] is None
    # The table does not say why a row is hidden: that alone would tell.
    assert "never says which" in groups_of(practice)["why_hidden"]


def test_a_gap_is_told_about_a_guess_as_it_stands_in_the_table(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, "Group,Students,Met\nBus riders,200,91\nWalkers,200,120\n")
    send(editor, compare("Walkers"))
    row = next(
        one for one in groups_of(editor)["measures"]["outcome"]["rows"] if one["name"] != EVERYONE
    )
    assert (row["gap"], row["cells"][3]) == (-14.5, "14 points less")
    # The browser takes these words: it would round half a point up.
    script = esm(*PARTS)
    assert "The numbers say: ${row.cells[GAP_CELL]}." in script
    assert "Math.round" not in script


def test_what_is_shown_besides_is_chosen_and_fits_a_page(practice: GapsEditor) -> None:
    told = groups_of(practice)
    assert [one["key"] for one in told["options"]] == ["school", "group|school"]
    # One school has nobody in one of the groups.
    assert told["options"][1]["rows"] == 19
    before = len(told["measures"]["outcome"]["rows"])
    assert ask(practice, "show", also=["school"])["type"] == "shown"
    assert len(groups_of(practice)["measures"]["outcome"]["rows"]) == before + 5
    assert practice.doc["made"]["also"] == ["school"]
    assert groups_of(practice)["over"] == ""
    ask(practice, "show", also="nonsense")
    assert practice.doc["made"]["also"] == []


def test_many_schools_are_looked_at_group_by_group(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    lines = [
        f"School {n},{group},{40 + n},{15 + n}\n" for n in range(30) for group in ("bus", "walk")
    ]
    bring(editor, "School,Group,Students,Met\n" + "".join(lines))
    bring(editor, "School,Group,Students,Met\n" + "".join(lines), "opportunity")
    send(editor, compare(EVERYONE))
    options = {one["text"]: one for one in groups_of(editor)["options"]}
    assert options["bus, by school"]["rows"] == 30
    assert set(options) == {"Each school", "bus, by school", "walk, by school"}
    also = [one["key"] for one in options.values()]
    ask(editor, "show", also=also)
    assert "a page holds 80" in groups_of(editor)["over"]
    refused = send(editor, {"op": "put_rows", "also": also})
    assert "a page holds 80" in refused["sentences"][0]
    assert editor.session.work.groups == ()
    assert send(editor, {"op": "put_rows", "also": also[:1]}) is None


def test_rows_on_the_page_follow_comparison_and_floor(practice: GapsEditor) -> None:
    send(practice, {"op": "put_rows", "also": []})
    first = practice.session.work
    beside = next(row for row in first.of("outcome") if row.name == CASE.facts.comparison)
    assert beside.gap is None
    send(practice, compare(EVERYONE))
    then = practice.session.work
    assert next(r for r in then.of("outcome") if r.name == beside.name).gap is not None
    assert [row.id for row in then.groups] == [row.id for row in first.groups]
    assert groups_of(practice)["stale"] == ""
    send(practice, {"op": "set_floor", "value": 300})
    stricter = practice.session.work
    assert sum(r.hidden for r in stricter.groups) > sum(r.hidden for r in then.groups)
    assert all(r.hidden or r.n >= 300 for r in stricter.groups)
    send(practice, {"op": "undo"})
    assert practice.session.work == then


def test_a_row_that_was_changed_by_hand_is_noticed(practice: GapsEditor) -> None:
    send(practice, {"op": "put_rows", "also": []})
    send(practice, {"op": "set_row", "list": "groups", "id": "g2", "field": "n", "value": 900})
    assert "Put these on the page" in groups_of(practice)["stale"]
    send(practice, {"op": "put_rows", "also": []})
    assert groups_of(practice)["stale"] == ""


def test_a_hidden_comparison_is_said_and_a_missing_one_refused(practice: GapsEditor) -> None:
    send(practice, compare(CASE.facts.groups[-1]))
    assert any("is hidden itself" in note for note in groups_of(practice)["notes"])
    send(practice, compare("somebody else"))
    assert "There is no group “somebody else”" in groups_of(practice)["problem"]
    refused = send(practice, {"op": "put_rows", "also": []})
    assert "There is no group" in refused["sentences"][0]


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ([], "Choose the numbers first"),
        ([{"op": "use_district"}], "compared with first"),
    ],
)
def test_rows_need_numbers_and_a_comparison(
    tmp_path: Path, before: list[dict[str, Any]], says: str
) -> None:
    editor = gaps_editor(root=tmp_path, case=CASE)
    send(editor, *before)
    refused = send(editor, {"op": "put_rows", "also": []})
    assert says in refused["sentences"][0]
    assert editor.session.work.groups == ()


def test_the_gap_is_split_by_school_and_turns_round(practice: GapsEditor) -> None:
    facts = CASE.facts
    choices = groups_of(practice)["split"]
    assert choices["by"] == ["school", "group"]
    seen = ask(practice, "split", group=facts.group, other=facts.comparison, by="school")
    assert "In every one of" in seen["sentence"]
    assert seen["picture"]["url"].startswith("data:image/svg+xml;base64,")
    assert "two different groups" in ask(practice, "split", group="a", other="a", by="b")["problem"]
    gone = ask(practice, "split", group=facts.groups[-1], other=facts.group, by="school")
    assert "hidden" in gone["problem"]
    assert gone["picture"] is None


def test_own_counts_without_schools_cannot_be_split(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, LONG)
    assert groups_of(editor)["split"] == {}
    told = ask(editor, "split", group="Bus riders", other="Walkers", by="School")
    assert "cannot be split" in told["problem"]


def test_without_a_case_a_simulated_district_stands_ready(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    assert editor.options["local"] == LOCAL
    assert not editor.options["has_case"]
    send(editor, {"op": "use_district"}, compare(EVERYONE), {"op": "put_rows", "also": []})
    assert "(fictional)" in editor.session.work.district
    assert len(editor.session.work.groups) == 10


def test_an_own_file_is_told_back_and_used(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    told = upload(editor, LONG)
    assert told["ready"]
    assert told["columns"] == [["Group", "group"], ["Students", "people"], ["Met", "met"]]
    assert any("totals left out" in line for line in told["said"])
    assert not groups_of(editor)["here"]
    bring(editor, LONG)
    bring(editor, OFFERED, "opportunity")
    assert editor.session.work.source == "own"
    send(editor, compare("Walkers"), {"op": "put_rows", "also": []})
    rows = {(r.measure, r.name): r for r in editor.session.work.groups}
    assert rows["outcome", "Bus riders"].met == 40
    assert rows["opportunity", "Bus riders"].met == 70
    assert groups_of(editor)["lines"][0] == "Outcome: 620 students by group (2)."


def test_what_the_second_measure_hides_is_hidden_on_the_page_at_once(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, "Group,Students,Met\nA,40,20\nB,90,40\nC,120,70\n")
    send(editor, compare(EVERYONE), {"op": "put_rows", "also": []})
    assert not any(row.hidden for row in editor.session.work.groups)
    bring(editor, "Group,Students,Met\nA,40,0\nB,90,40\nC,120,70\n", "opportunity")
    hidden = [row.name for row in editor.session.work.groups if row.hidden]
    assert "A" in hidden
    assert len(hidden) >= 2


def test_files_may_list_groups_and_schools_in_any_order(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(
        editor, "School,Group,Students,Met\nA,bus,40,20\nA,walk,70,30\nB,bus,60,31\nB,walk,50,29\n"
    )
    other = "Group,School,Students,Met\nwalk,B,50,11\nbus,B,60,12\nwalk,A,70,13\nbus,A,40,14\n"
    bring(editor, other, "opportunity")
    assert groups_of(editor)["problem"] == ""
    send(editor, compare(EVERYONE))
    also = [one["key"] for one in groups_of(editor)["options"]]
    send(editor, {"op": "put_rows", "also": also})
    rows = {row.name: (row.n, row.met) for row in editor.session.work.of("opportunity")}
    assert rows["bus"] == (100, 26)
    assert rows["B"] == (110, 23)
    assert rows["A · walk"] == (70, 13)


def test_one_file_with_both_results_is_opened_twice(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    rows = "".join(
        f"{['bus', 'walk'][n % 2]},{'yes' if n % 3 else 'no'},{'yes' if n % 7 else 'no'}\n"
        for n in range(420)
    )
    text = f"Group,Passed,Took the course\n{rows}"
    bring(editor, text)
    bring(editor, text, "opportunity", roles={"Took the course": "met", "Passed": "aside"})
    assert "open it twice" in groups_of(editor)["problem"]
    bring(editor, text, roles={"Took the course": "aside"})
    assert groups_of(editor)["problem"] == ""
    send(editor, compare(EVERYONE), {"op": "put_rows", "also": []})
    met = {(row.measure, row.name): row.met for row in editor.session.work.groups}
    assert met["outcome", EVERYONE] == 280
    assert met["opportunity", EVERYONE] == 360


def test_measures_of_different_groups_are_not_shown_together(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, LONG)
    bring(editor, LONG.replace("Walkers", "Drivers"), "opportunity")
    assert "counted for different groups" in groups_of(editor)["problem"]
    assert groups_of(editor)["measures"] == {}
    refused = send(editor, compare(EVERYONE), {"op": "put_rows", "also": []})
    assert "different groups" in refused["sentences"][0]


REFUSED = {
    "id": (
        "Code,Students,Met\n" + "".join(f"Q{n},1,{n % 2}\n" for n in range(60)),
        "close to a number for each student",
    ),
    "id of students": (
        "Locker,Passed\n"
        + "".join(f"L{n}x{n * 7 % 13},{'yes' if n % 2 else 'no'}\n" for n in range(90)),
        "close to a number for each student",
    ),
    "percent": ("Group,Percent met\nA,42%\nB,61%\n", "holds percents, and counts are missing"),
    "percent as count": ("Group,Students,Met\nA,120,42.5\nB,90,33.1\n", "whole numbers"),
    "over 100": ("Group,Students,Met\nA,40,60\nB,90,40\n", "a rate over 100%"),
    "zero": ("Group,Students,Met\nA,0,0\nB,90,40\n", "zero students"),
    "twice": ("Group,Students,Met\nA,40,20\nA,50,20\nB,90,40\n", "stands in two rows"),
    "empty": ("", "empty"),
    "long": (f"Group,Students,Met\n{'long ' * 40},40,20\nB,90,40\n", "too long for the name"),
    "one column": ("Students,Met\n40,20\n", "no column with groups or schools"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_nonsense_is_one_plain_sentence_and_nothing_is_computed(tmp_path: Path, name: str) -> None:
    text, says = REFUSED[name]
    editor = gaps_editor(root=tmp_path)
    before = editor.session.work
    told = upload(editor, text)
    assert says in told["problem"]
    assert told["problem"].endswith(".")
    assert not told["ready"]
    refused = send(editor, {"op": "use_file", "which": "outcome"})
    assert "pick it again" in refused["sentences"][0]
    assert editor.session.work == before
    assert not groups_of(editor)["here"]


def test_overlapping_groups_are_told_and_not_crossed(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    text = "Group,Students,Met\nBus riders,400,150\nBand,300,170\nAll students,500,240\n"
    told = upload(editor, text)
    assert any("some people are in several groups" in line for line in told["said"])
    bring(editor, text)
    send(editor, compare(EVERYONE), {"op": "put_rows", "also": []})
    assert [row.name for row in editor.session.work.groups] == [EVERYONE, "Bus riders", "Band"]
    assert groups_of(editor)["options"] == []


def test_a_broken_or_huge_file_is_refused_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pick it again" in read_counts({"data": "%%%"}, DistrictCounts())["problem"]
    monkeypatch.setattr("curriculum.editors._gaps_data.MAX_FILE", 3)
    told = read_counts({"data": picked("12345")}, DistrictCounts())
    assert "over 7 MB" in told["problem"]


def test_a_question_of_the_file_is_asked_and_its_answer_used(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    text = "Group,Enrolled,Tested,Met\nA,40,38,20\nB,60,55,30\nC,50,49,19\n"
    told = upload(editor, text)
    assert "Say which one it is" in told["problem"]
    assert ["Tested", ""] in told["columns"]
    roles = {"Enrolled": "aside", "Tested": "people"}
    assert upload(editor, text, roles=roles)["ready"]
    assert not upload(editor, text, roles={"Nobody": "met"})["ready"]


def records(students: int) -> str:
    schools, groups = ("North", "South", "East"), ("rides the bus", "walks")
    lines = ["Student name,Student ID,School,Group,Passed"]
    for n in range(students):
        passed = "yes" if (n * 7919) % 100 < 55 else "no"
        student = f"Zoe Nguyen{n % 97} Ortiz,{100000 + n}"
        lines.append(f"{student},{schools[n % 3]},{groups[(n // 3) % 2]},{passed}")
    return "\n".join(lines) + "\n"


def test_names_of_students_are_never_written_and_never_reach_the_browser(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    text = records(600)
    told = upload(editor, text)
    bring(editor, text)
    send(editor, compare("walks"), {"op": "put_rows", "also": ["Group|School"]})
    editor.session.flush()
    everything = json.dumps([told, editor.doc, editor.status, editor.options])
    everything += "".join(
        path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file()
    )
    assert "Nguyen" not in everything
    assert "100123" not in everything
    assert "rides the bus" in everything


def test_a_restarted_notebook_keeps_the_rows_and_says_that_the_counts_are_gone(
    tmp_path: Path,
) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, LONG)
    send(editor, compare("Walkers"), {"op": "put_rows", "also": []})
    rows = editor.session.work.groups
    editor.session.close()
    _open.pop((tmp_path / "work" / "disaggregation.json").resolve())
    later = gaps_editor(root=tmp_path)
    assert later.session is not editor.session
    assert later.session.work.groups == rows
    told = groups_of(later)
    assert "open the file again" in told["gone"]
    assert [row["name"] for row in told["measures"]["outcome"]["rows"]] == [
        EVERYONE, "Bus riders", "Walkers",
    ]  # fmt: skip
    refused = send(later, {"op": "put_rows", "also": []})
    assert "open the file again" in refused["sentences"][0]
    send(later, {"op": "set", "field": "goal", "text": "All of them"})
    assert later.session.work.groups == rows
    # In the same notebook, the cell that runs again finds the counts.
    bring(later, LONG)
    again = gaps_editor(root=tmp_path)
    assert groups_of(again)["here"]
    send(again, {"op": "forget_file"})
    assert not groups_of(again)["here"]
    assert again.session.work.groups == rows


def test_without_the_counts_no_stricter_floor_hides_too_little(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, "Group,Students,Met\nA,18,9\nB,90,40\nC,120,70\n")
    send(editor, compare(EVERYONE), {"op": "put_rows", "also": []}, {"op": "forget_file"})
    rows = editor.session.work.groups
    refused = send(editor, {"op": "set_floor", "value": 20})
    assert "Open your file again first" in refused["sentences"][0]
    assert editor.session.work.groups == rows
    assert editor.session.work.floor == 11
    assert send(editor, {"op": "set_floor", "value": 15}) is None
    bring(editor, "Group,Students,Met\nA,18,9\nB,90,40\nC,120,70\n")
    assert send(editor, {"op": "set_floor", "value": 20}) is None
    assert [row.name for row in editor.session.work.groups if row.hidden] == ["A", "B"]


def test_a_simulated_district_lets_the_counts_of_a_file_go(tmp_path: Path) -> None:
    editor = gaps_editor(root=tmp_path)
    bring(editor, LONG)
    send(editor, {"op": "use_district"})
    session = editor.session
    assert isinstance(session, GapsSession)
    assert session.counts.own == {}
    assert groups_of(editor)["here"]
    send(editor, {"op": "undo"})
    assert "no longer here" in groups_of(editor)["gone"]


def test_two_windows_share_the_work_and_what_they_look_at(practice: GapsEditor) -> None:
    other = gaps_editor(root=practice.session.workspace.root, case=CASE)
    assert other.session is practice.session
    ask(practice, "show", also=["school"])
    assert other.doc["made"]["also"] == ["school"]
    item = {"seq": 1, "intent": {"op": "put_rows", "also": ["school"]}}
    for _ in range(2):
        message = {"type": "edit", "client": "second", "items": [item]}
        assert answer_to(message, other.session, other.kind, None) is None
    assert groups_of(practice)["page"] == [10, 10]
    send(practice, {"op": "undo"})
    assert groups_of(other)["page"] == [0, 0]


def test_every_form_of_the_page_can_be_taken_away(practice: GapsEditor) -> None:
    send(practice, {"op": "put_rows", "also": []})
    names = [name for name, _label in practice.options["formats"]]
    assert names == ["print", "pdf", "png", "svg", "markdown", "csv"]
    for name in names:
        answer = ask(practice, "export", format=name)
        assert answer["type"] == "export", answer
        assert len(base64.b64decode(answer["data"])) > 200
    svg, alt = practice.picture()
    assert svg.startswith("<svg")
    assert CASE.facts.comparison in alt


def test_an_earlier_version_can_be_read_in_words(practice: GapsEditor) -> None:
    send(practice, {"op": "set", "field": "goal", "text": "Seven in ten"})
    practice.session.flush()
    send(practice, {"op": "set", "field": "goal", "text": "Eight in ten"})
    practice.session.flush()
    versions = ask(practice, "history")["versions"]
    told = [ask(practice, "look", version=one["id"])["text"] for one in versions]
    assert any("Goal: Seven in ten" in one for one in told)
    assert all(CASE.facts.outcome.name in one for one in told)


def test_a_voice_with_a_name_is_asked_about_and_kept(practice: GapsEditor) -> None:
    send(practice, {"op": "add_row", "list": "voices", "rows": 0, "who": "Maria Lopez"},
         {"op": "add_row", "list": "voices", "rows": 1, "who": "a Grade 9 student"})  # fmt: skip
    assert [line[:13] for line in practice.doc["made"]["names"]] == ["“Maria Lopez”"]
    assert len(practice.session.work.voices) == 2


def test_steps_say_how_much_is_there(practice: GapsEditor) -> None:
    steps = practice.doc["made"]["steps"]
    assert steps["Numbers"] == "✓ done"
    assert steps["Compare"] == "1 of 2"
    assert steps["Goal"] == ""
    send(practice, {"op": "set", "field": "comparison_why", "text": "Same schools"},
         {"op": "put_rows", "also": []})  # fmt: skip
    steps = practice.doc["made"]["steps"]
    assert steps["Compare"] == steps["Groups"] == "✓ done"


def test_the_exercise_finds_the_editor() -> None:
    kind = work_kind("disaggregation")
    assert kind.editor is gaps_editor
    assert kind.model is Disaggregation
