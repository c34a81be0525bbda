"""Handing in and taking out, without opening JupyterLab; the commands are in `cli.py`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from curriculum._workspace_files import write_atomic
from curriculum.artifacts import Fishbone
from curriculum.content import ContentError
from curriculum.packet import PacketError, make_packet
from curriculum.workspace import Workspace, identity

FORMATS = ("html", "md", "mermaid", "png", "svg")


class CommandError(ContentError):
    """A command could not be done; one plain sentence, and nothing was lost."""


def hand_in(root: Path, exercise: str) -> str:
    """Hand in through the course's exchange, or else make a packet.

    Parameters
    ----------
    root : Path
        The learner's folder.
    exercise : str

    Returns
    -------
    str
        What was done, in one sentence.

    Raises
    ------
    CommandError
    """
    folder, key = _exercise(root, exercise)
    for point in entry_points(group="lift_elie.exchange"):
        exchange: Any = point.load()()
        if exchange.available(folder):
            break
        try:
            receipt = str(exchange.submit(folder, exercise, key).message)
        except (ValueError, OSError, RuntimeError) as error:
            raise CommandError(f"Nothing was handed in. {error}") from None
        for name in _own_work(folder):
            Workspace(folder).mark_handed_in(name)
        return receipt
    return f"Your course takes packet files. {packet(root, exercise)}"


def packet(root: Path, exercise: str, out: Path | None = None) -> str:
    """Put an exercise's work into one file for the coach; says where it is."""
    folder, key = _exercise(root, exercise)
    team = next(iter(sorted((folder / "work").glob("team-*.json"))), None)
    try:
        made = make_packet(
            folder,
            exercise,
            key,
            out or folder / "packets",
            team_file=team,
        )
    except PacketError as error:
        raise CommandError(str(error)) from None
    return f"The packet file is {made}. Send it to your coach."


def export(root: Path, form: str, out: Path | None = None) -> str:
    """Write a folder's fishbone as a picture, a text or a print-out; says where it is."""
    makers = _makers()
    if form not in makers:
        raise CommandError(f"{form!r} is not a form of ours; use {', '.join(FORMATS)}.")
    loaded = Workspace(root).load("fishbone", Fishbone)
    if loaded.artifact is None:
        said = loaded.message or "There is no fishbone in this folder yet; begin one in the module."
        raise CommandError(said)
    path = out or root / "exports" / f"fishbone.{'mmd' if form == 'mermaid' else form}"
    made = makers[form](loaded.artifact)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, made if isinstance(made, bytes) else made.encode())
    except OSError as error:
        raise CommandError(
            f"{path} cannot be written ({error.strerror or error}); choose another place."
        ) from None
    return f"Written to {path}."


def _makers() -> dict[str, Callable[[Fishbone], str | bytes]]:
    # Late: drawing needs matplotlib.
    from curriculum import exports

    return {
        "html": exports.to_print_html,
        "md": exports.to_markdown,
        "mermaid": exports.to_mermaid,
        "png": exports.to_png,
        "svg": exports.to_svg,
    }


def _own_work(folder: Path) -> list[str]:
    """Names of the work files that were handed in: no practice, nothing of the team's."""
    names = sorted(path.stem for path in (folder / "work").glob("*.json"))
    return [name for name in names if not name.startswith(("practice-", "team-"))]


def _exercise(root: Path, exercise: str) -> tuple[Path, str]:
    folder = root / exercise
    if not folder.is_dir():
        raise CommandError(
            f"There is no exercise called {exercise!r} in {root}; "
            "name your own folder with --folder."
        )
    key = identity(folder)
    if key is None:
        raise CommandError("First open the exercise and type the code from your coach.")
    return folder, key
