"""Get the Chromium that the browser tests drive.

Run as ``python -m curriculum.lab.setup.chromium``. As root on Debian or Ubuntu it installs
the system's package; elsewhere it looks for one that is there. It never fails the set-up: without a
browser the browser tests fail, with the reason.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "LIFT_ELIE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The same engine without windows: a page costs it a third less of the processor.
SHELL = "chromium-headless-shell"
MAC = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
FONTS = ("fonts-dejavu-core", "fonts-noto-color-emoji")


class ChromiumError(RuntimeError):
    """There is no Chromium; one plain sentence that says why and what to do."""


def find_chromium(*, windowless: bool = False) -> str:
    """Path of a Chromium on this machine.

    Parameters
    ----------
    windowless : bool
        Rather the one without windows, where there is one.

    Raises
    ------
    ChromiumError
        When there is none.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if Path(chosen).is_file():
            return chosen
        raise ChromiumError(f"{VARIABLE} names {chosen}, which is not there; correct it.")
    names = (SHELL, *NAMES) if windowless else (*NAMES, SHELL)
    found = next((path for name in names if (path := shutil.which(name))), None)
    found = found or next((str(path) for path in MAC if path.is_file()), None)
    if found:
        return found
    raise ChromiumError(
        "No Chromium was found on this machine, so nothing can be tried in a browser. "
        f"{_how()} Or set {VARIABLE} to the path of one."
    )


def install() -> str:
    """Install Chromium where that is possible, rather without windows; the path of what is there.

    Raises
    ------
    ChromiumError
        When it cannot be had.
    """
    try:
        found = find_chromium(windowless=True)
    except ChromiumError:
        if not _can_install():
            raise
        found = ""
    if os.environ.get(VARIABLE) or Path(found).name == SHELL or not _can_install():
        return found
    problem = _apt("update") or _apt("install", "-y", "--no-install-recommends", SHELL, *FONTS)
    if problem and not found:
        # Debian has the shell, not every relative of Debian.
        problem = _apt("install", "-y", "--no-install-recommends", NAMES[0], *FONTS)
        if problem:
            raise ChromiumError(problem)
    return find_chromium(windowless=True)


def _apt(*words: str) -> str:
    """Run apt-get; "" or why it failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    step = ["apt-get", *words]
    done = subprocess.run(step, env=environment, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    lines = done.stderr.strip().splitlines() or ["it gave no reason"]
    return f"{' '.join(step[:2])} failed: {lines[-1]}"


def _can_install() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def _how() -> str:
    if shutil.which("apt-get"):
        return "Run `sudo apt-get install chromium`, then `make test` again."
    return "Install Chromium or Google Chrome, then run `make test` again."


def main() -> int:
    """Say which Chromium the tests will use, or why there is none."""
    try:
        print(f"Browser tests use {install()}")
    except ChromiumError as error:
        print(f"Browser tests will fail: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
