"""Fault injection: crashes at every step, a full disk, a read-only disk. Nothing is ever lost.

Each crash is a real one: a child process that dies in the middle, by ``os._exit`` at a chosen call
or by SIGKILL at any moment. Afterward the file on the disk must be a whole version, and everything
that was acknowledged must be there.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from curriculum import _workspace_files as files
from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.workspace import Workspace

posix = sys.platform != "win32"


def fish(school: str) -> Fishbone:
    return empty_fishbone().model_copy(update={"school": school})


def child(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process with the helpers below; a crash at a call is ``die_at``."""
    return subprocess.Popen(
        [sys.executable, "-c", HELPERS + code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


HELPERS = '''
import os, sys
from pathlib import Path
from curriculum import _workspace_files as files
from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.workspace import Workspace

def fish(school):
    return empty_fishbone().model_copy(update={"school": school})

class Steps:
    """Counts the calls that touch the disk, and dies before or in the middle of the n-th."""
    def __init__(self, last, half=False):
        self.count, self.last, self.half = 0, last, half
        for name in ("open", "write", "fsync", "close", "replace", "unlink", "mkdir", "rename"):
            setattr(os, name, self.wrap(name, getattr(os, name)))
    def wrap(self, name, real):
        def call(*arguments, **options):
            self.count += 1
            if self.count == self.last:
                if name == "write" and self.half:
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os._exit(77)
            return real(*arguments, **options)
        return call
'''

SAVE_AND_DIE = """
# One process per step, forked from here so that the imports are paid once.
base_folder, half = Path(sys.argv[1]), sys.argv[2] == "half"
for step in range(1, 80):
    root = base_folder / str(step)
    base = Workspace(root).save("fishbone", fish("before"), "").revision
    pid = os.fork()
    if pid == 0:
        space = Workspace(root)
        steps = Steps(step, half)
        saved = space.save("fishbone", fish("after"), base)
        os._exit(0 if saved.saved else 1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(step, code, flush=True)
    if code == 0:
        break
"""


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*.tmp")]


@pytest.mark.parametrize("half", ["whole", "half"])
def test_a_crash_at_every_single_step_leaves_a_whole_file(tmp_path: Path, half: str) -> None:
    """Dies before each call in turn (or in the middle of a write) until a save gets through."""
    process = child(SAVE_AND_DIE, tmp_path, half)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    outcomes = []
    for line in output.splitlines():
        step, code = line.split()
        outcomes.append(int(code))
        root = tmp_path / step
        space = Workspace(root)
        school = Fishbone.from_json((root / "work" / "fishbone.json").read_bytes()).school
        assert school in ("before", "after")
        loaded = space.load("fishbone", Fishbone)
        assert loaded.message == ""
        # The next save works at once: no stale lock, and what the dead one left is removed.
        again = space.save("fishbone", fish("next"), loaded.revision)
        assert again.saved, again.message
        assert leftovers(root / "work") == []
        history = {
            space.open_version("fishbone", v, Fishbone).school for v in space.history("fishbone")
        }
        assert {"before", "next", school} <= history
    assert outcomes[-1] == 0, "no save ever got through"
    assert set(outcomes[:-1]) == {77}
    assert len(outcomes) > 8, "the steps were not counted"


WRITE_FOREVER = """
root = Path(sys.argv[1])
space = Workspace(root)
revision = space.load("fishbone", Fishbone).revision
number = 0
while True:
    number += 1
    saved = space.save("fishbone", fish(f"n{number:06d}" + "x" * (number % 500)), revision)
    assert saved.saved, saved.message
    revision = saved.revision
    print(number, flush=True)
"""


@pytest.mark.parametrize("wait", [0.02, 0.05, 0.11, 0.17, 0.23])
def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path, wait: float) -> None:
    Workspace(tmp_path).save("fishbone", fish("n000000"), "")
    process = child(WRITE_FOREVER, tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    assert first.strip() == "1", process.stderr.read()
    time.sleep(wait)
    process.kill()
    rest = process.stdout.read().split()
    process.communicate()
    acknowledged = int(rest[-1]) if rest else 1
    loaded = Workspace(tmp_path).load("fishbone", Fishbone)
    assert loaded.message == ""
    assert loaded.artifact is not None
    found = int(loaded.artifact.school[1:7])
    assert found in (acknowledged, acknowledged + 1)
    space = Workspace(tmp_path)
    kept = {
        int(space.open_version("fishbone", v, Fishbone).school[1:7])
        for v in space.history("fishbone")
    }
    assert set(range(acknowledged + 1)) <= kept
    assert space.save("fishbone", fish("n999999"), loaded.revision).saved
    assert leftovers(tmp_path / "work") == []


def test_two_killed_writers_leave_no_lock_behind(tmp_path: Path) -> None:
    Workspace(tmp_path).save("fishbone", fish("n000000"), "")
    holder = child(
        "with files.locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    input()\n",
        tmp_path / "work" / ".fishbone.json.lock",
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    space = Workspace(tmp_path, lock_seconds=0.1)
    base = space.load("fishbone", Fishbone).revision
    assert not space.save("fishbone", fish("n000001"), base).saved
    holder.send_signal(signal.SIGTERM if not posix else signal.SIGKILL)
    holder.communicate()
    assert space.save("fishbone", fish("n000001"), base).saved


FULL_DISK = """
import resource, signal
root, limit = Path(sys.argv[1]), int(sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
space = Workspace(root)
base = space.load("fishbone", Fishbone).revision
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
saved = space.save("fishbone", fish("y" * 590), base)
print(saved.saved, saved.revision == base, saved.message, sep="|", flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print(space.load("fishbone", Fishbone).artifact.school, flush=True)
"""


@pytest.mark.parametrize("limit", [0, 1, 600, 1200])
def test_a_disk_that_really_takes_no_more_bytes(tmp_path: Path, limit: int) -> None:
    """The system itself refuses the bytes (RLIMIT_FSIZE): in the middle of a file, too."""
    Workspace(tmp_path).save("fishbone", fish("before"), "")
    process = child(FULL_DISK, tmp_path, limit)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    saved, same, message = output.splitlines()[0].split("|")
    assert (saved, same) == ("False", "True")
    assert message.startswith("The disk is full, so your last changes are not saved yet")
    assert output.splitlines()[1] == "before"
    space = Workspace(tmp_path)
    loaded = space.load("fishbone", Fishbone)
    assert (loaded.artifact, loaded.message) == (fish("before"), "")
    assert leftovers(tmp_path) == []
    assert space.save("fishbone", fish("room again"), loaded.revision).saved


def refusing(name: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every further call of ``os.<name>`` fails as a disk does."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, refuse)


STEPS = ["write", "fsync", "replace"]
REASONS = [
    (errno.ENOSPC, "The disk is full"),
    (errno.EDQUOT if posix else errno.ENOSPC, "The disk is full"),
    (errno.EROFS, "This folder is read-only"),
    (errno.EACCES, "This folder is read-only"),
    (errno.EIO, "The disk did not answer as it should"),
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("number", "begins"), REASONS)
def test_a_refusal_at_each_step_is_told_and_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, begins: str
) -> None:
    space = Workspace(tmp_path)
    base = space.save("fishbone", fish("before"), "").revision
    with monkeypatch.context() as patch:
        patch.setattr(files, "_REPLACE_TRIES", 1)
        refusing(step, number, patch)
        saved = space.save("fishbone", fish("after"), base)
    assert not saved.saved
    assert not saved.conflict
    assert saved.revision == base
    assert saved.message == (
        f"{begins}, so your last changes are not saved yet; "
        "keep this window open and it will be tried again."
    )
    assert space.load("fishbone", Fishbone).artifact == fish("before")
    assert leftovers(tmp_path) == []
    retried = space.save("fishbone", fish("after"), saved.revision)
    assert retried.saved
    assert retried.message == ""


def test_a_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files may be opened for reading only, as on a read-only disk (true for root as well)."""
    space = Workspace(tmp_path)
    base = space.save("fishbone", fish("before"), "").revision
    real = os.open

    def read_only(path: str, flags: int, *rest: int, **options: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", read_only)
    loaded = space.load("fishbone", Fishbone)
    assert (loaded.artifact, loaded.message) == (fish("before"), "")
    saved = space.save("fishbone", fish("after"), base)
    assert not saved.saved
    assert saved.message.startswith("This folder is read-only, so")


def test_a_damaged_file_in_a_read_only_folder_still_opens_the_last_good_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(tmp_path)
    space.save("fishbone", fish("good"), "")
    path = tmp_path / "work" / "fishbone.json"
    path.write_text("{")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "rename", refuse)
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("good")
    assert "still there, unchanged" in loaded.message
    assert path.read_text() == "{"


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(tmp_path)
    space.save("fishbone", fish("good"), "")
    (tmp_path / "work" / "fishbone.json").unlink()
    (tmp_path / "work" / "fishbone.json").mkdir()
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("good")
    assert "fishbone.json cannot be opened" in loaded.message
    saved = space.save("fishbone", fish("after"), loaded.revision)
    assert not saved.saved
    assert saved.message.endswith(".")


def test_a_disk_with_room_for_the_file_but_not_for_its_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(tmp_path)
    base = space.save("fishbone", fish("before"), "").revision
    real = os.replace

    def only_work(source: Path, target: Path) -> None:
        if ".history" in str(target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, target)

    monkeypatch.setattr(os, "replace", only_work)
    saved = space.save("fishbone", fish("after"), base)
    assert saved.saved
    assert saved.message.startswith("Your work is saved, but no earlier version")
    assert space.load("fishbone", Fishbone).artifact == fish("after")


def test_a_conflict_on_a_full_disk_says_to_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = Workspace(tmp_path)
    base = space.save("fishbone", fish("before"), "").revision
    space.save("fishbone", fish("theirs"), base)
    refusing("write", errno.ENOSPC, monkeypatch)
    saved = space.save("fishbone", fish("mine"), base)
    assert saved.conflict
    assert saved.kept == ""
    assert "copy what you need" in saved.message


def test_a_folder_that_cannot_be_synced_after_the_switch_still_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is switched already: a later save must not meet a conflict with itself."""
    space = Workspace(tmp_path)
    base = space.save("fishbone", fish("before"), "").revision

    def refuse(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "sync_folder", refuse)
    saved = space.save("fishbone", fish("after"), base)
    assert saved.saved
    again = space.save("fishbone", fish("more"), saved.revision)
    assert again.saved
    assert not again.conflict


def test_the_bytes_reach_the_disk_before_the_name_is_switched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    for name in ("write", "fsync", "replace"):
        real = getattr(os, name)

        def noted(*arguments: object, _real: object = real, _name: str = name) -> object:
            order.append(_name)
            return _real(*arguments)  # type: ignore[operator]

        monkeypatch.setattr(os, name, noted)
    files.write_atomic(tmp_path / "x.json", b"one")
    expected = ["write", "fsync", "replace", "fsync"] if posix else ["write", "fsync", "replace"]
    assert order == expected


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data)[:7]))
    files.write_atomic(tmp_path / "x.json", b"a longer text than seven bytes")
    assert (tmp_path / "x.json").read_bytes() == b"a longer text than seven bytes"
