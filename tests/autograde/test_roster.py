"""Rosters: what people's spreadsheets really hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.roster import Learner, RosterError, id_problem, read_roster, write_roster

PLAIN = "id,name,email,coach\nlead-1,José Núñez,jose@example.org,c1\nlead-2,,,\n"


def written(folder: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def problems(folder: Path, text: str | bytes, encoding: str = "utf-8") -> tuple[str, ...]:
    with pytest.raises(RosterError) as caught:
        read_roster(written(folder, text, encoding))
    return caught.value.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_spreadsheet(tmp_path: Path, encoding: str, separator: str, newline: str) -> None:
    text = PLAIN.replace(",", separator).replace("\n", newline)
    assert read_roster(written(tmp_path, text, encoding)) == (
        Learner("lead-1", "José Núñez", "jose@example.org", "c1"),
        Learner("lead-2"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nid;name\nlead-1;A\n",
        "\n\nid,name\n\nlead-1,A\n,,\n",
        'Name,"User name",School\n"A",lead-1,Alder\n',
        "LEARNER_ID,name\nlead-1,A",
    ],
)
def test_other_forms(tmp_path: Path, text: str) -> None:
    assert [one.id for one in read_roster(written(tmp_path, text))] == ["lead-1"]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("id\nlead-1\nlead-1\n", "Line 3", "already stands in line 2"),
        ("id\nlead-1\nLEAD-1\n", "Line 3", "only by capital letters"),
        ("id,name\n,Ana\n", "Line 2", "the id is missing"),
        ("id\n.hidden\n", "Line 2", "begins with a dot"),
        ("id\n../../etc\n", "Line 2", "begins with a dot"),
        ("id\na/../b\n", "Line 2", "looks like a path"),
        ("id\na\\b\n", "Line 2", "looks like a path"),
        ("id\nlead 1\n", "Line 2", "has a space"),
        ("id\n" + "x" * 65 + "\n", "Line 2", "longer than 64"),
        ("id\nlead+1\n", "Line 2", "not allowed"),
        ("id\nlead*\n", "Line 2", "not allowed"),
        ("id\njosé\n", "Line 2", "not allowed"),
        ("id\nCON\n", "Line 2", "folder on every computer"),
        ("id\nlead.\n", "Line 2", "folder on every computer"),
        ("id,name\nlead-1,=cmd|' /C calc'!A0\n", "Line 2", "is a formula"),
        ('id,name\nlead-1,"=HYPERLINK(""http://x"")"\n', "Line 2", "is a formula"),
        ("id,name\nlead-1,@SUM(A1)\n", "Line 2", "is a formula"),
        ("id,name\nlead-1,+1\n", "Line 2", "is a formula"),
        ("id,notes\nlead-1,=1+1\n", "Line 2", "is a formula"),
        ("id,name\nlead-1,<script>alert(1)</script>\n", "Line 2", "no name has"),
        ("id,name\nlead-1,Ana\u202egnp\n", "Line 2", "no name has"),
        ("id,name\nlead-1,JosÃ© NÃºÃ±ez\n", "Line 2", "garbled"),
        ("id,email\nlead-1,nobody\n", "Line 2", "not an e-mail address"),
        ("id,name\nlead-1," + "x" * 300 + "\n", "Line 2", "longer than 200"),
        ('id,name\nlead-1,"open\n', "Line 2", "quotation mark"),
        ("name,email\nAna,a@example.org\n", "Line 1", "must name the columns"),
        ("id,user\nlead-1,lead-1\n", "Line 1", "twice"),
    ],
)
def test_one_sentence_each(tmp_path: Path, text: str, line: str, word: str) -> None:
    (problem,) = problems(tmp_path, text)
    assert problem.startswith(line)
    assert word in problem
    assert problem.endswith(".")
    assert problem.isprintable()


def test_all_problems_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "id,email\na b,x\nlead-1,\nlead-1,\n")
    assert [one.split(":")[0] for one in found] == ["Line 2", "Line 2", "Line 4"]


def test_many_problems_are_not_all_shown(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="And 10 more like these"):
        read_roster(written(tmp_path, "id\n" + "a b\n" * 30))


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"id,name\n", "no learners"),
        (b"PK\x03\x04rest", "is a spreadsheet file"),
        (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet file"),
        (b"id\nlead\x81\x00\x05", "save it as"),
        (b"\xff\xfei", "save it as"),
        (b"id\n" + b"a" * 2_000_001, "too large"),
    ],
)
def test_files_that_are_no_roster(tmp_path: Path, raw: bytes, word: str) -> None:
    (problem,) = problems(tmp_path, raw)
    assert word in problem


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"none\.csv cannot be opened"):
        read_roster(tmp_path / "none.csv")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    learners = (Learner("a", 'Ann "A", B', "a@example.org", "c"), Learner("b"))
    write_roster(tmp_path / "r.csv", learners)
    assert read_roster(tmp_path / "r.csv") == learners


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300))
def test_no_bytes_surprise_us(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    learners, said = read_or_said(written(tmp_path_factory.mktemp("r"), raw))
    assert all(id_problem(one.id) == "" for one in learners)
    assert all(text and text.isprintable() for text in said)
    assert learners or said


def read_or_said(path: Path) -> tuple[tuple[Learner, ...], tuple[str, ...]]:
    try:
        return read_roster(path), ()
    except RosterError as error:
        return (), error.problems


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=80))
def test_an_accepted_id_is_a_plain_folder_name(text: str) -> None:
    if not id_problem(text):
        assert text.isascii()
        assert Path(text).name == text
        assert not set(text) & set("+*?[]{}/\\ \"'<>,;:")
