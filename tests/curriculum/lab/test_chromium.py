"""The set-up's Chromium: found, installed, or its absence said."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from curriculum.lab.setup import chromium
from curriculum.lab.setup.chromium import VARIABLE, ChromiumError, find_chromium, install


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with nothing on it."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    monkeypatch.setattr(chromium, "MAC", ())
    return monkeypatch


def test_the_chosen_one_is_used(tmp_path: Path, bare: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").touch()
    bare.setenv(VARIABLE, str(tmp_path / "mine"))
    assert find_chromium() == str(tmp_path / "mine")
    bare.setenv(VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(ChromiumError, match="which is not there; correct it"):
        find_chromium()


def test_its_absence_is_said_with_what_to_do(bare: pytest.MonkeyPatch) -> None:
    with pytest.raises(ChromiumError, match="Install Chromium or Google Chrome"):
        install()


def test_a_failed_installation_gives_the_reason(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(chromium, "_can_install", lambda: True)
    failed = subprocess.CompletedProcess([], 100, "", "reading lists\nE: no network\n")
    bare.setattr(chromium.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(ChromiumError, match="apt-get install failed: E: no network"):
        install()


def test_the_one_without_windows_is_preferred_by_tests_alone(bare: pytest.MonkeyPatch) -> None:
    there = {"chromium": "/usr/bin/chromium"}
    bare.setattr(chromium.shutil, "which", there.get)
    assert find_chromium(windowless=True) == "/usr/bin/chromium"
    there[chromium.SHELL] = f"/usr/bin/{chromium.SHELL}"
    assert find_chromium(windowless=True) == f"/usr/bin/{chromium.SHELL}"
    assert find_chromium() == "/usr/bin/chromium"
    del there["chromium"]
    assert find_chromium() == f"/usr/bin/{chromium.SHELL}"


@pytest.mark.parametrize("works", [True, False])
def test_a_chromium_with_windows_serves_where_the_other_cannot_be_had(
    bare: pytest.MonkeyPatch, works: bool
) -> None:
    there = {"chromium": "/usr/bin/chromium"}
    asked: list[list[str]] = []

    def run(step: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(step)
        if works and "install" in step:
            there[chromium.SHELL] = f"/usr/bin/{chromium.SHELL}"
        return subprocess.CompletedProcess(step, 0 if works else 100, "", "E: not found\n")

    bare.setattr(chromium, "_can_install", lambda: True)
    bare.setattr(chromium.shutil, "which", there.get)
    bare.setattr(chromium.subprocess, "run", run)
    assert install() == (f"/usr/bin/{chromium.SHELL}" if works else "/usr/bin/chromium")
    assert asked[0] == ["apt-get", "update"]


def test_the_set_up_goes_on_without_one(
    bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chromium.main() == 0
    assert "Browser tests will fail: No Chromium was found" in capsys.readouterr().err
