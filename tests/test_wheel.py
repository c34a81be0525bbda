"""The wheel works outside the clone: built, put into a new environment, used in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# A build must not carry these along, though they lie beside what it ships.
STRAY = ("curriculum/stray.db", "lift/fishbone/.ipynb_checkpoints/x.ipynb", "lift/stale.egg-info/x")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this clone, with ignored files lying about in it."""
    out = tmp_path_factory.mktemp("dist")
    made = [ROOT / name for name in STRAY]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    try:
        # Without isolation: the build's own tool is among the test requirements.
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
            check=True,
            capture_output=True,
        )
    finally:
        for path in made:
            path.unlink()
            if path.parent.name.startswith((".ipynb", "stale")):
                path.parent.rmdir()
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with only the wheel installed in it.

    What the wheel depends on is borrowed from this environment through a path file, which is
    quick and needs no network; our own packages cannot come from there, because an editable
    installation is itself a path file and path files inside a borrowed folder are not read.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    scheme = "nt" if os.name == "nt" else "posix_prefix"
    site = Path(sysconfig.get_path("purelib", scheme, {"base": str(home), "platbase": str(home)}))
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python(home), "install", "--no-deps",
         "--no-index", "--force-reinstall", "--ignore-installed", "--quiet", wheel],
        check=True,
    )  # fmt: skip
    return home


def python(home: Path) -> Path:
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(
    home: Path, folder: Path, *words: str | Path, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a command of the new environment in a folder outside the clone."""
    program = python(home).with_name(str(words[0]))
    # nbgrader calls `alembic`, which is borrowed like the rest.
    borrowed = Path(sys.executable).parent
    path = os.pathsep.join([str(program.parent), str(borrowed), os.environ["PATH"]])
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL"))
    } | {"PATH": path, "LIFT_ELIE_DATA": str(folder / "ours")}
    return subprocess.run(
        [program, *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=check,
        timeout=300,
    )


def test_it_ships_what_is_needed(names: list[str]) -> None:
    content = "curriculum/_content"
    share = "lift_elie_curriculum-0.1.0.data/data/share/jupyter"
    needed = [
        "curriculum/py.typed",
        "autograde/py.typed",
        f"{content}/lift/series.toml",
        f"{content}/elie/series.toml",
        f"{content}/lift/fishbone/module.md",
        f"{content}/lift/fishbone/module.ipynb",
        f"{content}/exercises/lift-fishbone/exercise.md",
        f"{content}/exercises/lift-fishbone/rubric.toml",
        f"{share}/labextensions/lift-elie/package.json",
        f"{share}/labextensions/lift-elie/static/remoteEntry.js",
        f"{share}/labextensions/lift-elie/static/lift-elie.css",
        f"{share}/kernels/lift-elie/kernel.json",
        "lift_elie_curriculum-0.1.0.dist-info/licenses/LICENSE",
        "lift_elie_curriculum-0.1.0.dist-info/licenses/LICENSE-content",
    ]
    assert [name for name in needed if name not in names] == []
    for folder in ("lift/fishbone/cases/", "exercises/lift-fishbone/samples/"):
        shipped = {name for name in names if name.startswith(f"{content}/{folder}")}
        here = {f"{content}/{folder}{path.name}" for path in (ROOT / folder).iterdir()}
        assert shipped == here


def test_it_ships_nothing_else(names: list[str]) -> None:
    known = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in names:
        if ".dist-info/" in name or ".data/" in name:
            continue
        source = name.removeprefix("curriculum/_content/")
        assert source in known, name
    assert not [name for name in names if name.startswith(("tests/", "curriculum/lab/setup"))]


def test_our_packages_come_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import curriculum, autograde, curriculum.content as c; " + (
        "print(curriculum.__file__, autograde.__file__, c.content_root(), sep='\\n')"
    )
    lines = run(installed, tmp_path, python(installed).name, "-c", code).stdout.splitlines()
    assert len(lines) == 3
    for line in lines:
        assert Path(line).is_relative_to(installed.resolve()), line


def test_commands_work_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "curriculum", "--version").stdout == "curriculum 0.1.0\n"
    learner = tmp_path / "learner"
    done = run(
        installed, tmp_path, "curriculum", "learn", learner, "--no-browser", "--prepare-only"
    )
    assert "not installed" not in done.stdout
    assert (learner / "Start here.ipynb").is_file()
    assert (learner / "3 Fishbone.ipynb").is_file()
    assert (learner / "lift-fishbone" / "lift-fishbone.ipynb").is_file()


def test_jupyter_finds_kernel_and_extension(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['jupyter']; "
        "from jupyter_client.kernelspec import KernelSpecManager as K; "
        "from jupyter_core.paths import jupyter_path; from pathlib import Path; "
        "print(K().get_kernel_spec('lift-elie').resource_dir); "
        "print(*[p for p in jupyter_path('labextensions', 'lift-elie', 'package.json') "
        "if Path(p).is_file()][:1])"
    )
    lines = run(installed, tmp_path, python(installed).name, "-c", code).stdout.splitlines()
    for line in lines:
        assert Path(line).is_relative_to(installed.resolve()), line


@pytest.mark.nbgrader
def test_a_course_is_made_released_and_graded(installed: Path, tmp_path: Path) -> None:
    """The demo's steps: a course from a roster, release, packets in, grades, feedback, CSV."""
    code = (
        "from pathlib import Path; from autograde.demo import build; "
        "course = build(Path('course'), ['lift-fishbone']); print(course.root)"
    )
    done = run(installed, tmp_path, python(installed).name, "-c", code, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    course = tmp_path / "course"
    assert list((course / "release" / "lift-fishbone").glob("*.ipynb"))
    marks = course / "marks.csv"
    words = ("autograde", "export", "lift-fishbone", marks)
    exported = run(installed, course, *words, check=False)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    assert len(marks.read_text(encoding="utf-8-sig").splitlines()) > 12
