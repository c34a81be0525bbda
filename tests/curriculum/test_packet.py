"""Packets: made whole, read with distrust, refused in plain sentences."""

from __future__ import annotations

import errno
import io
import json
import os
import stat
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum import packet
from curriculum._workspace_files import digest
from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.packet import Limits, PacketError, make_packet, read_packet
from curriculum.workspace import Workspace

WORK = empty_fishbone().to_json().encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    exercise = tmp_path / "lift-fishbone"
    space = Workspace(exercise)
    space.save("fishbone", empty_fishbone(), "")
    space.save("practice-fishbone-1", empty_fishbone(), "")
    (exercise / "lift-fishbone.ipynb").write_text('{"cells": []}')
    return exercise


def sentence(error: pytest.ExceptionInfo[PacketError]) -> str:
    text = str(error.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert ". " not in text
    assert text.isprintable()
    assert len(text) < 300
    return text


def manifest(content: dict[str, bytes], /, **changes: object) -> bytes:
    data: dict[str, object] = {
        "format": 1,
        "exercise": "lift-fishbone",
        "key": "t01",
        "made": "2026-11-03T09:00:00Z",
        "files": {name: digest(raw) for name, raw in content.items()},
    }
    data.update(changes)
    return json.dumps({k: v for k, v in data.items() if v is not None}).encode()


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in entries:
                archive.writestr(name, raw)
    return buffer.getvalue()


def good() -> bytes:
    content = {"work/fishbone.json": WORK}
    return zipped(("manifest.json", manifest(content)), *content.items())


def read(tmp_path: Path, raw: bytes, **limits: int) -> packet.Packet:
    path = tmp_path / "packet.zip"
    path.write_bytes(raw)
    return read_packet(path, Limits(**limits))


def refused(tmp_path: Path, raw: bytes, match: str, **limits: int) -> str:
    with pytest.raises(PacketError, match=match) as caught:
        read(tmp_path, raw, **limits)
    return sentence(caught)


# Making


def test_what_goes_in_comes_out(folder: Path, tmp_path: Path) -> None:
    path = make_packet(folder, "lift-fishbone", "t01", tmp_path / "out")
    assert path.name.startswith("lift-fishbone--t01--20")
    got = read_packet(path)
    assert (got.exercise, got.key) == ("lift-fishbone", "t01")
    assert sorted(got.files) == ["lift-fishbone.ipynb", "work/fishbone.json"]
    assert Fishbone.from_json(got.files["work/fishbone.json"]) == empty_fishbone()
    assert got.made.tzinfo is not None
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def test_practice_damaged_hidden_and_foreign_files_stay_behind(
    folder: Path, tmp_path: Path
) -> None:
    for name in ("fishbone.json.damaged-20261103T090000000000Z", "notes.txt", "Old Copy.json"):
        (folder / "work" / name).write_text("x")
    (folder / "autograde.py").write_text("x")
    got = read_packet(make_packet(folder, "lift-fishbone", "t01", tmp_path))
    assert sorted(got.files) == ["lift-fishbone.ipynb", "work/fishbone.json"]


def test_the_teams_copy_goes_along(folder: Path, tmp_path: Path) -> None:
    team = tmp_path / "work" / "fishbone.json"
    team.parent.mkdir()
    fish = empty_fishbone().model_copy(update={"school": "our team"})
    team.write_text(fish.to_json())
    got = read_packet(make_packet(folder, "lift-fishbone", "t01", tmp_path, team_file=team))
    assert Fishbone.from_json(got.files["work/team-fishbone.json"]).school == "our team"
    with pytest.raises(PacketError, match="hand in without it") as caught:
        make_packet(folder, "lift-fishbone", "t01", tmp_path, team_file=tmp_path / "none.json")
    sentence(caught)


def test_handing_in_again_makes_another_packet_and_keeps_the_version(
    folder: Path, tmp_path: Path
) -> None:
    first = make_packet(folder, "lift-fishbone", "t01", tmp_path)
    second = make_packet(folder, "lift-fishbone", "t01", tmp_path)
    assert first != second
    assert read_packet(first).files == read_packet(second).files
    kinds = [version.kind for version in Workspace(folder).history("fishbone")]
    assert kinds == ["handed-in", "saved"]


def test_without_a_notebook_the_work_is_enough(folder: Path, tmp_path: Path) -> None:
    (folder / "lift-fishbone.ipynb").unlink()
    got = read_packet(make_packet(folder, "lift-fishbone", "t01", tmp_path))
    assert list(got.files) == ["work/fishbone.json"]


def test_nothing_to_hand_in(tmp_path: Path) -> None:
    with pytest.raises(PacketError, match="no saved work") as caught:
        make_packet(tmp_path, "lift-fishbone", "t01", tmp_path)
    sentence(caught)


@pytest.mark.parametrize("key", ["", "..", "a/b", "a b", "x" * 101, "a\n"])
def test_a_wrong_code_is_refused_before_anything_is_made(
    folder: Path, tmp_path: Path, key: str
) -> None:
    with pytest.raises(PacketError, match="code"):
        make_packet(folder, "lift-fishbone", key, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("exercise", ["", "../x", "A", "a b"])
def test_a_wrong_exercise_is_refused(folder: Path, tmp_path: Path, exercise: str) -> None:
    with pytest.raises(PacketError, match="not the name"):
        make_packet(folder, exercise, "t01", tmp_path)


def test_links_and_large_files_are_not_packed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    (folder / "work" / "extra.json").symlink_to(secret)
    with pytest.raises(PacketError, match="link") as caught:
        make_packet(folder, "lift-fishbone", "t01", tmp_path)
    sentence(caught)
    (folder / "work" / "extra.json").unlink()
    (folder / "work" / "extra.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(PacketError, match="too large to hand in"):
        make_packet(folder, "lift-fishbone", "t01", tmp_path)


def test_a_full_disk_leaves_no_half_packet(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(PacketError, match="The disk is full") as caught:
        make_packet(folder, "lift-fishbone", "t01", tmp_path / "out")
    sentence(caught)
    assert list((tmp_path / "out").iterdir()) == []


# Reading


def test_the_good_packet_of_these_tests_is_good(tmp_path: Path) -> None:
    assert read(tmp_path, good()).files == {"work/fishbone.json": WORK}


def test_wrong_hash(tmp_path: Path) -> None:
    raw = zipped(
        ("manifest.json", manifest({"work/fishbone.json": WORK})),
        ("work/fishbone.json", WORK.replace(b"Instruction", b"Instructors")),
    )
    text = refused(tmp_path, raw, "was changed after the packet was made")
    assert "make the packet again" in text


def test_added_and_missing_files(tmp_path: Path) -> None:
    files = {"work/fishbone.json": WORK}
    added = zipped(("manifest.json", manifest(files)), *files.items(), ("work/extra.json", b"{}"))
    refused(tmp_path, added, "was added to this packet afterwards")
    missing = zipped(
        ("manifest.json", manifest({**files, "work/extra.json": b"{}"})), *files.items()
    )
    refused(tmp_path, missing, "is missing from this packet")


@pytest.mark.parametrize(
    "name",
    ["../evil.json", "work/../../evil.json", "/etc/passwd", "\\\\server\\share", "C:\\x.json",
     "c:evil.json", "work\\..\\..\\evil.json", "..", "work/.."],
)  # fmt: skip
def test_climbing_and_absolute_paths(tmp_path: Path, name: str) -> None:
    files = {"work/fishbone.json": WORK, name: b"{}"}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "points outside its folder")


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "work/run.py", "autograde.py", "work/", "work/a/b.json", "__MACOSX/x", ".git",
     "work/.hidden.json", "work/con.json", "work/NUL.json", "work/com1.json", "work/Fishbone.json",
     "work/fish bone.json", "work/fishbone.json.", "work/fishbone.json ", "./work/fishbone.json",
     "work//fishbone.json", "feedback/x.json", "lift-fishbone.ipynb.py", "work/x.json:stream",
     "work/fischgräte.json", "work/" + "a" * 200 + ".json", "<script>alert(1)</script>.ipynb",
     "work/fishbone\u202ejson.json", "Manifest.json"],
)  # fmt: skip
def test_foreign_files(tmp_path: Path, name: str) -> None:
    files = {"work/fishbone.json": WORK, name: b"{}"}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "does not belong in a packet")


def test_a_name_that_hides_behind_a_nul(tmp_path: Path) -> None:
    files = {"work/fishbone.json": WORK, "work/xxbone.json": b"{}"}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    raw = raw.replace(b"work/xxbone.json", b"work/x.json\x00.py ")
    refused(tmp_path, raw, "does not belong|not a whole packet")


def test_a_notebook_of_another_exercise(tmp_path: Path) -> None:
    files = {"work/fishbone.json": WORK, "lift-drivers.ipynb": b"{}"}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "belongs to another exercise")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFBLK, stat.S_IFDIR])
def test_links_and_devices(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("work/fishbone.json")
    entry.external_attr = (kind | 0o777) << 16
    raw = zipped(("manifest.json", manifest({"work/fishbone.json": b"/etc/passwd"})),
                 (entry, b"/etc/passwd"))  # fmt: skip
    refused(tmp_path, raw, "link or device")


def test_the_same_name_twice(tmp_path: Path) -> None:
    files = manifest({"work/fishbone.json": WORK})
    raw = zipped(
        ("manifest.json", files), ("work/fishbone.json", WORK), ("work/fishbone.json", b"x")
    )
    refused(tmp_path, raw, "stands twice")
    raw = zipped(("manifest.json", files), ("manifest.json", files), ("work/fishbone.json", WORK))
    refused(tmp_path, raw, "stands twice")


def bomb(name: str, declared: int) -> bytes:
    """A zip of 2 MB whose one file inflates to 2 GB of zeros, and says ``declared`` of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"\0" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    body = block * 2_000 + packer.flush()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if name != "manifest.json":
            archive.writestr("manifest.json", manifest({name: b""}))
        archive.writestr(name, body)
    return declare(buffer.getvalue(), name.encode(), declared)


def peak(action: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def declare(raw: bytes, name: bytes, size: int) -> bytes:
    """Make the records of one entry say that it is deflated, and another unpacked size."""
    data = bytearray(raw)
    for mark, method, at, back in ((b"PK\x03\x04", 8, 22, 30), (b"PK\x01\x02", 10, 24, 46)):
        place = data.find(mark)
        while place >= 0:
            if data[place + back : place + back + len(name)] == name:
                data[place + method] = zipfile.ZIP_DEFLATED
                data[place + at : place + at + 4] = size.to_bytes(4, "little")
            place = data.find(mark, place + 4)
    return bytes(data)


@pytest.mark.parametrize("name", ["work/fishbone.json", "lift-fishbone.ipynb", "manifest.json"])
@pytest.mark.parametrize("declared", [2_000_000_000, 500, 0])
def test_two_gigabytes_when_unpacked(tmp_path: Path, name: str, declared: int) -> None:
    """Whether the bomb says how large it is or lies, memory stays small and the answer is plain."""
    raw = bomb(name, declared)
    assert len(raw) < Limits().packet
    path = tmp_path / "packet.zip"
    path.write_bytes(raw)

    def action() -> None:
        with pytest.raises(PacketError) as caught:
            read_packet(path)
        sentence(caught)
        if declared > 500:
            assert "far too large when unpacked" in str(caught.value)

    assert peak(action) < 3 * len(raw) + 3_000_000


def test_the_bomb_is_one() -> None:
    """The one above really holds 2 GB: a first part of its body inflates a thousandfold."""
    raw = bomb("work/fishbone.json", 500)
    start = raw.find(b"work/fishbone.json", raw.find(b"PK\x03\x04", 4))
    body = raw[start + len("work/fishbone.json") :]
    part = zlib.decompressobj(-15).decompress(body[:20_000], 30_000_000)
    assert len(part) > 15_000_000
    assert len(body) > 1_900_000


def test_each_file_and_all_together_are_bounded(tmp_path: Path) -> None:
    refused(tmp_path, good(), "is too large", work=100)
    refused(tmp_path, good(), "far too large when unpacked", total=100)
    refused(tmp_path, good(), "far larger than handed-in work", packet=100)
    refused(tmp_path, good(), "list of files|manifest.json", manifest=10)


def test_too_many_files(tmp_path: Path) -> None:
    files = {f"work/f{i}.json": b"{}" for i in range(60)}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "too many files")
    files = {f"work/f{i}.json": b"{}" for i in range(60_000 // 100)}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "too many files")


def test_a_packet_within_a_packet_is_a_foreign_file(tmp_path: Path) -> None:
    inner = good()
    files = {"work/fishbone.json": WORK, "packet.zip": inner}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    refused(tmp_path, raw, "does not belong")
    # Nested under an allowed name it is never unpacked, only handed on as the bytes it is.
    files = {"work/fishbone.json": inner}
    raw = zipped(("manifest.json", manifest(files)), *files.items())
    assert read(tmp_path, raw).files["work/fishbone.json"] == inner


def test_overlapping_entries(tmp_path: Path) -> None:
    """Two records that share one body, the trick of the densest bombs."""
    files = {"work/a1.json": WORK, "work/a2.json": WORK}
    raw = bytearray(zipped(("manifest.json", manifest(files)), *files.items()))
    first = raw.find(b"PK\x03\x04", raw.find(b"PK\x03\x04") + 4)
    record = raw.find(b"work/a2.json", raw.find(b"PK\x01\x02")) - 46
    raw[record + 42 : record + 46] = first.to_bytes(4, "little")
    refused(tmp_path, bytes(raw), "not a whole packet")


def test_a_locked_packet(tmp_path: Path) -> None:
    raw = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(mark, place + 4)
    refused(tmp_path, bytes(raw), "locked with a password")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing_methods(tmp_path: Path, method: int) -> None:
    entry = zipfile.ZipInfo("work/fishbone.json")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("manifest.json", manifest({"work/fishbone.json": WORK}))
        archive.writestr(entry, WORK, compress_type=method)
    refused(tmp_path, buffer.getvalue(), "packed by another program")


def test_an_unknown_packing_method(tmp_path: Path) -> None:
    raw = bytearray(good())
    record = raw.find(b"PK\x01\x02")
    raw[record + 10] = 99
    refused(tmp_path, bytes(raw), "packed by another program|not a whole packet")


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK", b"not a zip", b"PK\x05\x06" + b"\0" * 18, b"%PDF-1.7", b"\0" * 5000],
)
def test_not_a_packet(tmp_path: Path, raw: bytes) -> None:
    refused(tmp_path, raw, "not a whole packet|is missing")


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.9, 0.99])
def test_cut_off(tmp_path: Path, part: float) -> None:
    raw = good()
    refused(tmp_path, raw[: int(len(raw) * part)], "cut off")


def test_not_there_and_not_a_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(PacketError, match="copy it here again") as caught:
            read_packet(path)
        sentence(caught)


def with_manifest(raw: bytes) -> bytes:
    return zipped(("manifest.json", raw), ("work/fishbone.json", WORK))


FILES = {"work/fishbone.json": WORK}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b"\xff\xfe",
        b"[" * 10_000,
        b'{"format": 1, "format": 1}',
        manifest(FILES)[:-1] + b', "key": "t02"}',
        manifest(FILES, extra=1),
        manifest(FILES, key=None),
        manifest(FILES, format="1"),
        manifest(FILES, format=True),
        manifest(FILES, format=0),
        manifest(FILES, format=-1),
        manifest(FILES, format=1.0),
        manifest(FILES, exercise="../lift"),
        manifest(FILES, exercise=["lift-fishbone"]),
        manifest(FILES, exercise="x" * 61),
        manifest(FILES, key="../../t01"),
        manifest(FILES, key="t01\n"),
        manifest(FILES, key="<script>"),
        manifest(FILES, key=7),
        manifest(FILES, made="yesterday"),
        manifest(FILES, made=0),
        manifest(FILES, made="2026-13-45T00:00:00Z"),
        manifest(FILES, files=[]),
        manifest(FILES, files={"work/fishbone.json": 5}),
    ],
)
def test_a_manifest_that_is_none(tmp_path: Path, raw: bytes) -> None:
    refused(tmp_path, with_manifest(raw), "list of files cannot be read")


def test_a_manifest_too_large_or_missing(tmp_path: Path) -> None:
    refused(tmp_path, with_manifest(b" " * 60_000 + manifest(FILES)), "manifest.json.*too large")
    refused(tmp_path, zipped(("work/fishbone.json", WORK)), "list of files is missing")


def test_a_newer_packet(tmp_path: Path) -> None:
    text = refused(tmp_path, with_manifest(manifest(FILES, format=2, new="thing")), "newer version")
    assert "update the program" in text


def test_a_hash_that_is_no_hash(tmp_path: Path) -> None:
    raw = with_manifest(manifest(FILES, files={"work/fishbone.json": "é" * 32}))
    refused(tmp_path, raw, "was changed")


def test_a_damaged_body(tmp_path: Path) -> None:
    raw = bytearray(good())
    start = raw.find(b"work/fishbone.json") + 30
    raw[start : start + 20] = bytes(byte ^ 0xFF for byte in raw[start : start + 20])
    refused(tmp_path, bytes(raw), "not a whole packet|was changed")


@given(st.data())
@settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_damage_is_a_plain_refusal_or_harmless(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes changed, cut or inserted anywhere: refused in a sentence, or read as it was made."""
    raw = bytearray(good())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert"]))
        if change == "flip":
            raw[at] ^= data.draw(st.integers(1, 255))
        elif change == "cut":
            del raw[at : at + data.draw(st.integers(1, 50))]
        else:
            raw[at:at] = data.draw(st.binary(min_size=1, max_size=20))
        if not raw:
            break
    path = tmp_path / "packet.zip"
    path.write_bytes(bytes(raw))
    refusal, files = "", {}
    try:
        files = read_packet(path).files
    except PacketError as error:
        refusal = str(error)
    if refusal:
        assert refusal.endswith(".")
    else:
        assert files == {"work/fishbone.json": WORK}


def test_nothing_is_written_while_reading(tmp_path: Path) -> None:
    path = tmp_path / "packet.zip"
    path.write_bytes(good())
    before = sorted(tmp_path.rglob("*"))
    read_packet(path)
    assert sorted(tmp_path.rglob("*")) == before
