"""Hostile folders, notebooks and packets, for tests; every file is made while they run."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hostile import Place, honest, save_data, save_raw, twice

from autograde.cohort import SCRIPT
from autograde.rubrics import load_rubric

RAN = "the-hand-in-ran"
"""A file of this name appears beside the course if anything of a hand-in is run."""


def _link(place: Place) -> None:
    place.work.unlink()
    place.work.symlink_to(place.outside / "secret.json")


def _link_of_folder(place: Place) -> None:
    place.work.unlink()
    place.work.parent.rmdir()
    place.work.parent.symlink_to(place.outside)


def _hard_link(place: Place) -> None:
    place.work.unlink()
    os.link(place.outside / "secret.json", place.work)


def _pipe(place: Place) -> None:
    place.work.unlink()
    os.mkfifo(place.work)


def _device(place: Place) -> None:
    place.work.unlink()
    try:
        os.mknod(place.work, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # endless zeros
    except PermissionError:  # only root may
        os.mkfifo(place.work)


def _socket(place: Place) -> None:
    place.work.unlink()
    here = Path.cwd()
    os.chdir(place.work.parent)  # a socket's whole path may only be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.work.name)
    finally:
        os.chdir(here)


def _twins(place: Place) -> None:
    place.work.with_name(place.work.name.upper().replace(".JSON", ".json")).write_bytes(b"{}")


def _many(place: Place) -> None:
    for number in range(1300):
        (place.folder / f"file-{number}").touch()


def _deep_folders(place: Place) -> None:
    (place.folder / "/".join("abcdefgh")).mkdir(parents=True)


def _folder_for_file(place: Place) -> None:
    place.work.unlink()
    place.work.mkdir()


def _large_notebook(place: Place) -> None:
    with place.notebook.open("wb") as file:
        file.truncate(1_000_000_000)


FOLDERS: dict[str, tuple[Callable[[Place], None], str]] = {
    "a link": (_link, "a link to somewhere else"),
    "a linked folder": (_link_of_folder, "a link to somewhere else"),
    "a hard link": (_hard_link, "damaged"),
    "a pipe": (_pipe, "not a plain file"),
    "a device": (_device, "not a plain file"),
    "a socket": (_socket, "It was not read"),
    "twins": (_twins, "only by capital letters"),
    "many files": (_many, "too many files"),
    "deep folders": (_deep_folders, "nested too deeply"),
    "a folder for a file": (_folder_for_file, "There is no"),
    "a gigabyte of notebook": (_large_notebook, "larger than 10 MB"),
}
"""Folders that must be refused, and a word of the sentence that says why."""


def _marker(place: Place) -> str:
    return f"open({str(place.outside / RAN)!r}, 'w').close()"


def _shadow(*names: str) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        for name in names:
            for folder in (place.folder, place.work.parent):
                path = folder / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(_marker(place), encoding="utf-8")

    return write


def _odd_names(place: Place) -> None:
    for name in (
        "CON", "con.json", "NUL.json", "aux.json", "COM1.json", "lpt9.json", "dots..", "blank ",
        "..\\..\\evil.json", "C:evil.json", "new\nline.json", "<script>.json", "\u202egnp.json",
        "a" * 200 + ".json", "-rf.json", "$(reboot).json",
    ):  # fmt: skip
        (place.work.parent / name).write_bytes(b"{}")
    (place.work.parent / os.fsdecode(b"\xff\xfe.json")).write_bytes(b"{}")


def _notebook(change: Callable[[Place, dict[str, Any]], None]) -> Callable[[Place], None]:
    def write(place: Place) -> None:
        notebook = json.loads(place.notebook.read_text(encoding="utf-8"))
        change(place, notebook)
        place.notebook.write_text(json.dumps(notebook), encoding="utf-8")

    return write


def _scripts(place: Place, notebook: dict[str, Any]) -> None:
    html = f"{SCRIPT}<svg onload='window.stolen=1'><script>window.stolen=1</script></svg>"
    for cell in notebook["cells"]:
        cell["metadata"]["stolen"] = {html: html}
        if cell["cell_type"] == "markdown":
            cell["source"] = html
            cell["attachments"] = {html: {"image/svg+xml": html, "text/html": html}}
        else:
            kinds = ("text/html", "image/svg+xml", "application/javascript", "text/markdown")
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {one: html}}
                for one in kinds
            ]
    notebook["metadata"]["widgets"] = {html: html}
    notebook["metadata"]["kernelspec"] = {"name": "../../evil", "display_name": html}


def _running(place: Place, notebook: dict[str, Any]) -> None:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    code = f"{_marker(place)}\nimport autograde; autograde.score = lambda *_: 99.0"
    notebook["cells"].insert(0, {**cell, "id": "mine", "source": code})
    notebook["cells"].append({**cell, "id": "mine-too", "source": code})


def _cut_and_doubled(place: Place, notebook: dict[str, Any]) -> None:
    graded = [one for one in notebook["cells"] if one["id"].startswith("check-")]
    for one in graded:
        one["source"] = f"{_marker(place)}; 99.0"
    notebook["cells"] = [*graded[1:], *graded, *notebook["cells"][:3]]


def _deep_notebook(place: Place) -> None:
    place.notebook.write_bytes(b'{"cells":' + b"[" * 200_000)


GRADED: dict[str, tuple[Callable[[Place], None], str]] = {
    "the schema twice, ours last": (save_raw(twice("schema_version", "99")), ""),
    "right to left": (save_data(help_wanted="\u202e\u2066gnp.exe\u202e"), ""),
    "an escaped null": (save_data(help_wanted="a\u0000b"), ""),
    "our modules": (_shadow("autograde.py", "curriculum.py", "json.py", "sitecustomize.py"), ""),
    "our packages": (_shadow("autograde/__init__.py", "pydantic/__init__.py", "re.py"), ""),
    "odd names": (_odd_names, ""),
    "scripts in the notebook": (_notebook(_scripts), "was changed"),
    "code in the notebook": (_notebook(_running), "was changed"),
    "cells cut and doubled": (_notebook(_cut_and_doubled), "was changed"),
    "a deep notebook": (_deep_notebook, "cannot be opened"),
    "no notebook": (lambda place: place.notebook.unlink(), "no notebook"),
}
"""Hand-ins with honest work and something hostile beside it: the marks are those of the work."""


def _bomb() -> list[tuple[str, bytes]]:
    return [(f"work/a{number}.json", b"0" * 990_000) for number in range(30)]


def packets(exercise: str, learner: str, folder: Path) -> dict[str, str]:
    """Write hostile packets; returns for each name a word of the sentence that must be said."""
    file = load_rubric(exercise).file
    work = honest(exercise, learner)
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, tuple[list[tuple[str, bytes]], str]] = {
        "climbing": ([("../../evil.json", b"{}")], "points outside its folder"),
        "absolute": ([("/tmp/evil.json", b"{}")], "points outside its folder"),
        "drive": ([("C:\\evil.json", b"{}")], "points outside its folder"),
        "reserved": ([("work/nul.json", b"{}")], "does not belong"),
        "dots": ([(f"{file}..", b"{}")], "does not belong"),
        "twins": ([(file, work), ("work/FISHBONE.json", b"{}")], "does not belong"),
        "itself": ([("itself.zip", b"PK\x03\x04")], "does not belong"),
        "bomb": ([("manifest.json", b"{}"), *_bomb()], "far too large when unpacked"),
        "unlisted": ([(file, work)], "list of files is missing"),
    }
    said = {}
    for name, (entries, word) in made.items():
        with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, raw in entries:
                archive.writestr(entry, raw)
        said[f"{name}.zip"] = word
    raw = b"%PDF"
    for _ in range(12):  # a zip in a zip in a zip
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", raw)
        raw = buffer.getvalue()
    (folder / "nested.zip").write_bytes(raw)
    with (folder / "gigabyte.zip").open("wb") as sparse:
        sparse.truncate(1_000_000_000)
    (folder / "link.zip").symlink_to(folder.parent / "secret.json")
    said |= {
        "nested.zip": "does not belong",
        "gigabyte.zip": "far larger",
        "link.zip": "not a whole packet",
    }
    return said
