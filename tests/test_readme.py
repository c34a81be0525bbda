"""What the README tells people to type exists and does what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograde.cli import app as autograde_app
from curriculum.cli import app as curriculum_app

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "CONTRIBUTING.md")


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands() -> list[str]:
    """Lines of the code blocks that begin with a command of ours."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```(?:sh|console)\n(.*?)```", text(page), re.DOTALL):
            found += [line.split("#")[0].strip() for line in block.splitlines() if line.strip()]
    return found


def test_the_two_commands_come_first() -> None:
    assert [line for line in commands() if line.startswith("make")][:2] == [
        "make demo",
        "make test",
    ]


@pytest.mark.parametrize("line", sorted({c for c in commands() if c.startswith("make ")}))
def test_make_knows_the_command(line: str) -> None:
    done = subprocess.run(
        [*line.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() or done.stderr.strip() == ""


@pytest.mark.parametrize(
    "line",
    sorted({c for c in commands() if c.split()[0] in {"curriculum", "autograde"}}),
)
def test_the_command_exists(line: str) -> None:
    program, name = line.split()[:2]
    app = {"curriculum": curriculum_app, "autograde": autograde_app}[program]
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "lift/README.md", "elie/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text(page)):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (ROOT / page).parent.joinpath(target).exists(), target


def test_demo_needs_neither_a_browser_nor_test_tools() -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "demo"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "[test]" not in done.stdout
    assert "chromium" not in done.stdout.lower()


def test_ci_runs_make_test() -> None:
    assert text(".ci/run").rstrip().endswith("exec make test")
