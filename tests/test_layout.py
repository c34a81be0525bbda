"""The rooms of the house: exactly these, and each file small enough to read in one go."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {".ci", "autograde", "curriculum", "elie", "exercises", "lift", "tests"}
FILES = {
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "LICENSE-content",
    "Makefile",
    "README.md",
    "pyproject.toml",
}
LONGEST = 350


def tracked() -> list[str]:
    """What git keeps; in a copy without git, what lies there and is not ignored."""
    if shutil.which("git") and (ROOT / ".git").exists():
        done = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()
    skipped = {".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}
    return [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)
    ]


def test_exactly_these_top_level_rooms() -> None:
    names = tracked()
    assert {name.split("/")[0] for name in names if "/" in name} == FOLDERS
    assert {name for name in names if "/" not in name} == FILES


@pytest.mark.parametrize("folder", ["lift", "elie", "exercises"])
def test_content_has_no_python_packages(folder: str) -> None:
    assert [name for name in tracked() if name.startswith(f"{folder}/") and ".py" in name] == []


def test_files_are_short() -> None:
    long = {
        name: count
        for name in tracked()
        if name.startswith(("curriculum/", "autograde/")) and name.endswith(".py")
        if (count := len((ROOT / name).read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_test_files_have_names_of_their_own() -> None:
    """Without packages, pytest tells test files apart by their base names."""
    names = [Path(name).name for name in tracked() if name.startswith("tests/")]
    tests = [name for name in names if name.startswith("test_") and name.endswith(".py")]
    assert len(tests) == len(set(tests))


def test_nothing_of_a_workplace_is_in_the_files() -> None:
    # Put together here, or this file would be its own finding.
    words = [
        "/wo" + "rk/main",
        "/wo" + "rk/shared",
        "/ro" + "ot/.",
        "pypi." + "org",
        "npmjs." + "org",
        "pythonhosted" + ".org",
    ]
    found = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".png", ".zip"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [(name, word) for word in words if word in text]
    assert found == []
