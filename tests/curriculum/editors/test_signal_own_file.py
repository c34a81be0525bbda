"""A district's own schools in the signal editor: told back, small ones out, nonsense refused."""

from __future__ import annotations

import base64
import json
import zipfile
from pathlib import Path

import pytest
from signal_asks import COUNTS, HEAD, NAMES, ROWS, ask, field, made, own, picked, send

from curriculum.artifacts import FunnelReading
from curriculum.editors.signal import signal_editor
from curriculum.packet import make_packet


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


def test_two_editors_on_one_file_share_what_was_picked(tmp_path: Path) -> None:
    one, _ = own(tmp_path, HEAD + ROWS)
    two = signal_editor(root=tmp_path, data="own")
    assert two.session is one.session
    send(one, {"op": "use_own"})
    assert made(two)["units"] == made(one)["units"] == 6


def test_small_schools_are_nowhere(tmp_path: Path) -> None:
    text = HEAD + ROWS + "Tiny Hill School,9,4\nAllmet Hill School,20,20\n"
    editor, told = own(tmp_path, text)
    assert told["ready"] == "6 schools"
    assert any("2 schools are left out" in line for line in told["said"])
    send(editor, {"op": "use_own"})
    ask(editor, "guess", value=0)
    everything = json.dumps([told, made(editor), ask(editor, "funnel"), editor.doc])
    everything += "".join(path.read_text() for path in tmp_path.rglob("*.json"))
    assert "Tiny" not in everything
    assert "Allmet" not in everything
    assert "left out, from the line as well" in made(editor)["left_out"]


def test_schools_of_an_own_file_are_never_handed_in(tmp_path: Path) -> None:
    editor, _ = own(tmp_path, HEAD + ROWS)
    send(editor, {"op": "use_own"}, field("board", "Nobody stands out."))
    editor.session.flush()
    assert list(tmp_path.rglob("*-schools.json"))
    packet = make_packet(tmp_path, "elie-signal", "rivera-04", tmp_path / "out")
    with zipfile.ZipFile(packet) as made_packet:
        names = made_packet.namelist()
        assert "work/funnel-reading.json" in names
        assert not any("schools" in name for name in names)
        assert not any(b"Alder Street" in made_packet.read(name) for name in names)


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
    assert not list(tmp_path.rglob("*-schools.json"))


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
    everything += "".join(path.read_text() for path in tmp_path.rglob("*.json"))
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
    (tmp_path / "own-data" / "funnel-reading-schools.json").write_text(text)
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
