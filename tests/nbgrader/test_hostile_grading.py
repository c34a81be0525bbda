"""What strangers send: nothing of it runs, nothing of it stops the others."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from classroom import EXERCISE, LEARNERS, Classroom

from autograde.cohort import SCRIPT, everywhere
from autograde.collect import collect
from autograde.desk.page import desk_exporter
from autograde.feedback import feedback
from autograde.runner import run

pytestmark = pytest.mark.nbgrader

WORK = "work/fishbone.json"


def solution(room: Classroom, learner: str) -> bytes:
    return room.solution(learner).to_json().encode("utf-8")


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({WORK: b"[" * 10_000 + b"]" * 10_000}, "nested too deeply"),
        ({WORK: b'{"a":' * 10_000 + b"1" + b"}" * 10_000}, "nested too deeply"),
        ({WORK: b'{"kind": "fishbone", "x": "' + b"a" * 3_000_000 + b'"}'}, "too large"),
        ({WORK: b"not json"}, "damaged"),
        ({WORK: b'{"kind": "fishbone", "schema_version": 99}'}, "newer version"),
        ({WORK: b'{"kind": "fishbone", "schema_version": 1e999}'}, "which version"),
        ({"lift-fishbone.ipynb": b"{}"}, "no work/fishbone.json"),
        ({WORK: b"{}", "lift-fishbone.ipynb": b"x" * 11_000_000}, "larger than 10 MB"),
        ({WORK: b'"' + b"a" * 100_000_000 + b'"'}, "larger than 10 MB"),
        ({f"{'deep/' * 6}x": b"", WORK: b"{}"}, "nested too deeply"),
    ],
)
def test_unreadable_work_is_said_and_the_rest_goes_on(
    room: Classroom, files: dict[str, bytes], word: str
) -> None:
    room.put("lead-ash", files)
    room.put("lead-beech", {WORK: solution(room, "lead-beech")})
    report = run(room.course, EXERCISE)
    (trouble,) = report.troubles
    assert trouble.learner == "lead-ash"
    assert word in trouble.reason
    with room.course.book() as book:
        assert book.marks(EXERCISE, "lead-ash")["check-lanes"].auto_score == 0
        assert book.marks(EXERCISE, "lead-beech")["check-lanes"].auto_score == 4
    told = feedback(room.course, EXERCISE)
    if (
        "It was not read" in trouble.reason
    ):  # it never became a round, so there is nothing to answer
        assert word in told.waiting["lead-ash"]
        assert told.waiting["lead-ash"].endswith("; ask for a new hand-in")
        return
    assert told.written == ["lead-ash"]
    page = (room.course.feedback("lead-ash", EXERCISE) / f"{EXERCISE}.html").read_text("utf-8")
    assert word in page
    assert "Hand in once more" in page
    assert "points" not in page


def test_links_and_odd_files_are_refused(room: Classroom, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_bytes(solution(room, "lead-ash"))
    (room.put("lead-ash", {}) / "work").mkdir(parents=True)
    (room.course.submitted("lead-ash", EXERCISE) / WORK).symlink_to(secret)
    (room.course.root / "submitted" / "lead-beech").mkdir()
    (room.course.submitted("lead-beech", EXERCISE)).symlink_to(tmp_path)
    pipe = room.put("lead-cherry", {f"{EXERCISE}.ipynb": b"{}"}) / "work"
    pipe.mkdir()
    os.mkfifo(pipe / "fishbone.json")
    report = run(room.course, EXERCISE)
    reasons = {one.learner: one.reason for one in report.troubles}
    assert set(reasons) == set(LEARNERS)
    assert "link" in reasons["lead-ash"]
    assert "link" in reasons["lead-beech"]
    assert "not a plain file" in reasons["lead-cherry"]


def test_another_persons_work_is_never_scored(room: Classroom) -> None:
    room.put("lead-ash", {WORK: solution(room, "lead-beech")})
    (trouble,) = run(room.course, EXERCISE).troubles
    assert "another person" in trouble.reason
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-ash")
    assert all(one.score == 0 for one in marks.values())


@pytest.mark.parametrize(
    ("notebook", "note"),
    [
        (b"no json", "cannot be opened"),
        (b"[" * 100_000, "cannot be opened"),
        (b'{"cells": [1]}', "cannot be opened"),
        (b'{"cells": []}', "was changed"),
        (None, "no notebook"),
    ],
)
def test_a_broken_notebook_does_not_matter(
    room: Classroom, notebook: bytes | None, note: str
) -> None:
    files = {WORK: solution(room, "lead-ash")}
    room.put("lead-ash", files if notebook is None else {**files, f"{EXERCISE}.ipynb": notebook})
    report = run(room.course, EXERCISE)
    assert report.troubles == []
    (said,) = report.notes
    assert note in said.reason
    assert said.reason.endswith("graded from the saved work.")


def test_cells_deleted_doubled_and_edited(room: Classroom) -> None:
    folder = room.save("lead-ash")
    path = folder / f"{EXERCISE}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    graded = next(one for one in cells if one["id"] == "check-lanes")
    graded["source"] = "4000"
    cells.append(dict(graded))
    cells[:] = [one for one in cells if one["id"] != "check-causes"]
    cells.insert(0, {**graded, "id": "evil", "source": "open('/tmp/evil-ran', 'w')"})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    room.submit("lead-ash")
    collect(room.course, EXERCISE)
    report = run(room.course, EXERCISE)
    assert [one.reason for one in report.notes] == [
        "The notebook was changed, or is from an older release; graded from the saved work."
    ]
    with room.course.book() as book:
        marks = book.marks(EXERCISE, "lead-ash")
    assert (marks["check-lanes"].score, marks["check-causes"].score) == (4, 4)
    made = room.course.autograded("lead-ash", EXERCISE) / f"{EXERCISE}.ipynb"
    assert "evil" not in made.read_text(encoding="utf-8")
    assert not Path("/tmp/evil-ran").exists()
    kept = room.course.submitted("lead-ash", EXERCISE) / f"{EXERCISE}.ipynb"
    assert "evil-ran" in kept.read_text(encoding="utf-8")


def test_scripts_in_every_field_are_only_text(room: Classroom) -> None:
    import nbgrader.server_extensions.formgrader.handlers as formgrader

    import autograde.desk

    room.submit("lead-ash", everywhere(room.solution("lead-ash"), SCRIPT))
    collect(room.course, EXERCISE)
    run(room.course, EXERCISE)
    with room.course.book() as book:
        for criterion in ("reads-backward", "explains-difference", "missing-view"):
            cell = f"coach-{criterion}"
            book.mark(EXERCISE, "lead-ash", cell, score=1, comment=SCRIPT)
    feedback(room.course, EXERCISE)

    path = room.course.autograded("lead-ash", EXERCISE) / f"{EXERCISE}.ipynb"
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert not dangerous("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            assert not dangerous("".join(output["data"]["text/html"]))
    folders = [str(Path(autograde.desk.__file__).parent / "templates"), formgrader.template_path]
    resources = {
        "assignment_id": EXERCISE,
        "notebook_id": EXERCISE,
        "submission_id": "1",
        "index": 0,
        "total": 1,
        "base_url": "",
        "student": f"lead-ash{SCRIPT}",
        "last_name": SCRIPT,
        "first_name": SCRIPT,
    }
    page, _ = desk_exporter(folders).from_filename(str(path), resources=resources)
    assert "stolen" in page
    assert not dangerous(page)
    assert not re.search(r"(?:src|href)=\"?(?:https?:)?//", page)

    returned = room.course.feedback("lead-ash", EXERCISE) / f"{EXERCISE}.html"
    text = returned.read_text(encoding="utf-8")
    assert "stolen" in text
    assert not dangerous(text)
    assert not re.search(r"(?:src|href)=\"(?!data:)", text)


class Finder(HTMLParser):
    """Notes every script without our nonce and every event handler."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not dict(attrs).get("nonce"):
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on")]


def dangerous(html: str) -> list[str]:
    """Where the planted text stands as markup."""
    finder = Finder()
    finder.feed(html)
    return finder.found


def test_hostile_hand_ins_do_not_stop_collecting(room: Classroom) -> None:
    room.submit("lead-beech")
    inbound = room.course.exchange / room.course.id / "inbound"
    time = "2026-11-20 10:00:00.000000 UTC"
    (inbound / f"stranger+{EXERCISE}+{time}+x" / "work").mkdir(parents=True)
    (inbound / f"..+{EXERCISE}+{time}+x").mkdir()
    (inbound / f"<script>alert(1)<+{EXERCISE}+{time}+x").mkdir()
    (inbound / f"lead-ash+{EXERCISE}+{time}+x").symlink_to("/etc")
    (inbound / f"lead-cherry+{EXERCISE}+yesterday+x").mkdir()
    (inbound / f"lead-cherry+{EXERCISE}+{time}+x").mkdir()
    huge = inbound / f"lead-ash+{EXERCISE}+{time}+y" / "work"
    huge.mkdir(parents=True)
    with (huge / "fishbone.json").open("wb") as file:
        file.truncate(100_000_000)
    packets = room.course.root / "packets"
    (packets / "no-packet.zip").write_bytes(b"PK\x03\x04 nothing")
    report = collect(room.course, EXERCISE, [room.course.root / "nowhere"])
    assert report.new == ["lead-beech"]
    said = "\n".join(report.problems)
    for word in (
        "“stranger” is on the roster",
        "not one that a learner can have",
        "is a link to somewhere else",
        "holds no time",
        "holds no saved work",
        "larger than 10 MB",
        "no-packet.zip",
        "no folder or packet called",
    ):
        assert word in said, word
    assert len(report.problems) == 9
    assert all(";" in one or one.startswith("There is no folder") for one in report.problems)
    assert all("\n" not in one and one.endswith(".") for one in report.problems)


def test_packets_of_strangers_and_other_people(room: Classroom) -> None:
    from curriculum.packet import make_packet

    folder = room.save("lead-ash")
    make_packet(folder, EXERCISE, "stranger", room.home / "in")
    make_packet(folder, EXERCISE, "lead-beech", room.home / "in")
    report = collect(room.course, EXERCISE, [room.home / "in"])
    assert report.new == ["lead-beech"]
    assert "no learner called “stranger” is on the roster" in report.problems[0]
    # The packet says lead-beech, the work inside says lead-ash.
    (trouble,) = run(room.course, EXERCISE).troubles
    assert (trouble.learner, "another person" in trouble.reason) == ("lead-beech", True)


def test_somebody_in_submitted_who_is_not_on_the_roster(room: Classroom) -> None:
    room.put("stranger", {WORK: b"{}"})
    report = run(room.course, EXERCISE)
    assert [str(one) for one in report.troubles] == [
        "stranger, all: Nobody of this id is on the roster, so it was left out; "
        "add the learner with “autograde roster” and start this again."
    ]
