"""Which way imports go: content → autograde → curriculum, and what stays out of what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("curriculum", "autograde")
FILES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.is_file()
)

# Modules (by prefix) that must never import these (by prefix).
FORBIDDEN = {
    "curriculum": ("autograde", "lift", "elie", "exercises"),
    "autograde": ("lift", "elie", "exercises"),
    **{
        room: ("matplotlib", "ipywidgets", "anywidget", "nbgrader")
        for room in (
            "curriculum.artifacts",
            "curriculum.charts",
            "curriculum.simulate",
            "autograde.checks",
            "autograde.words",
        )
    },
    "curriculum.figures": ("curriculum.editors", "curriculum.exports", "curriculum.lab"),
    "curriculum.exports": ("curriculum.editors", "curriculum.lab"),
    "curriculum.charts": ("curriculum.figures", "curriculum.editors"),
    "curriculum.artifacts": (
        "curriculum.figures",
        "curriculum.editors",
        "curriculum.charts",
        "curriculum.simulate",
        "curriculum.exports",
    ),
    "autograde.checks": ("curriculum.figures", "curriculum.editors", "autograde.desk"),
    "autograde.words": ("curriculum.figures", "curriculum.editors", "autograde.desk"),
}
# What only these modules (by prefix) may import.
ONLY = {
    "matplotlib": ("curriculum.figures",),
    "ipywidgets": ("curriculum.editors", "autograde.desk"),
    "anywidget": ("curriculum.editors", "autograde.desk"),
    "nbgrader": ("autograde._nbgrader", "autograde._nbgrader_commands"),
}
# simulate computes with numpy alone; where a story's file lies is the one thing it asks us.
SIMULATE_MAY = ("numpy", "curriculum.simulate", "curriculum.content")
LIGHT = (
    "curriculum",
    "curriculum.artifacts",
    "curriculum.charts",
    "curriculum.simulate",
    "autograde.checks",
    "autograde.words",
)
HEAVY = ("matplotlib", "ipywidgets", "anywidget", "nbgrader", "pandas", "scipy.stats")


def module_name(path: Path) -> str:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def for_types_only(tree: ast.Module) -> set[int]:
    """Nodes that only a type checker reads."""
    return {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it, by full name.

    Names that only a type checker needs are left out, except our own packages'.
    """
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types = for_types_only(tree)
    for node in ast.walk(tree):
        if id(node) in types and not _ours(node):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = node.module or "" if not node.level else ".".join(parts)
            if node.level and node.module:
                base = f"{base}.{node.module}"
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _ours(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and (
        node.level > 0 or (node.module or "").split(".")[0] in PACKAGES
    )


def within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def broken_arrows(path: Path) -> list[str]:
    name = module_name(path)
    broken = []
    for imported in imports(path):
        for room, never in FORBIDDEN.items():
            if within(name, (room,)) and within(imported, never):
                broken.append(f"{name} imports {imported}")
        for library, may in ONLY.items():
            if within(imported, (library,)) and not within(name, may):
                broken.append(f"{name} imports {imported}")
        if within(name, ("curriculum.simulate",)) and not _simulate_may(imported):
            broken.append(f"{name} imports {imported}")
    return broken


def _simulate_may(imported: str) -> bool:
    return (
        imported.split(".")[0] in sys.stdlib_module_names
        or within(imported, SIMULATE_MAY)
        # `from curriculum import content` names the package first.
        or imported == "curriculum"
    )


@pytest.mark.parametrize("path", FILES, ids=[module_name(path) for path in FILES])
def test_arrows(path: Path) -> None:
    assert broken_arrows(path) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("curriculum/x.py", "import autograde.checks"),
        ("curriculum/x.py", "def f():\n    from autograde import score"),
        ("curriculum/artifacts/x.py", "import matplotlib.pyplot as plt"),
        ("curriculum/artifacts/x.py", "from ..figures import look"),
        ("curriculum/simulate/x.py", "import scipy"),
        ("curriculum/x.py", "from ipywidgets import Text"),
        ("autograde/course.py", "import nbgrader.apps"),
        ("autograde/checks/x.py", "from curriculum.editors import show_case"),
        ("curriculum/figures/x.py", "from curriculum import editors"),
    ],
)
def test_a_broken_arrow_is_seen(
    file: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert broken_arrows(path)


@pytest.mark.parametrize("module", LIGHT)
def test_light_modules_pull_in_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
