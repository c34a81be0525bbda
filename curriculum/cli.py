"""The command `curriculum`."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated

import typer

from curriculum import __version__
from curriculum.content import ContentError

app = typer.Typer(
    help="Practice rooms for school improvement.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Browser = Annotated[bool, typer.Option(help="Open the start page in your browser.")]
Port = Annotated[int | None, typer.Option(min=1024, max=65535, help="Port on this machine.")]
PrepareOnly = Annotated[bool, typer.Option("--prepare-only", help="Make the folder and stop.")]


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    """Practice rooms for school improvement."""
    if version:
        print(f"curriculum {__version__}")
        raise typer.Exit


@app.command()
def learn(
    folder: Annotated[
        Path | None, typer.Argument(help='Your folder; "School improvement" in your documents.')
    ] = None,
    browser: Browser = True,
    port: Port = None,
    prepare_only: PrepareOnly = False,
) -> None:
    """Open your practice room; makes its folder the first time, upgrades its notebooks later."""
    from curriculum.lab.folder import prepare
    from curriculum.lab.server import launch, serve

    root = _root(folder)
    try:
        ready = prepare(root)
        for sentence in ready.said:
            print(sentence)
        print(f"Your folder is {root}")
        if not prepare_only:
            serve(launch(root, port=port, code=ready.code), browser=browser)
    except ContentError as error:
        _stop(error)


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to make the demo; a folder beside your own.")
    ] = None,
    browser: Browser = True,
    port: Port = None,
    prepare_only: PrepareOnly = False,
) -> None:
    """Show everything: a learner's folder, and a coach's course with work already handed in."""
    from curriculum.lab.folder import default_folder, prepare
    from curriculum.lab.server import launch, serve

    root = (folder or default_folder().with_name("School improvement demo")).expanduser().resolve()
    try:
        ready = prepare(root)
        for sentence in ready.said:
            print(sentence)
        extra = _demo_course(root)
        print(f"The demo is in {root}")
        if not prepare_only:
            server = launch(root, port=port, face="coach", extra=extra, code=ready.code)
            serve(server, browser=browser)
    except ContentError as error:
        _stop(error)


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail if stale.")] = False,
) -> None:
    """Make the notebooks and indexes that are generated from the sources."""
    from curriculum.build import build as build_all

    try:
        stale = build_all(check=check)
    except ContentError as error:
        _stop(error)
    if check and stale:
        print(f"Out of date: {', '.join(stale)}. Run `curriculum build` and commit the result.")
        raise typer.Exit(1)
    print(f"Built {', '.join(stale)}." if stale else "Everything is up to date.")


Exercise = Annotated[str, typer.Argument(help="For example lift-fishbone.")]
Folder = Annotated[
    Path | None, typer.Option(help='Your folder; "School improvement" in your documents.')
]
Out = Annotated[Path | None, typer.Option(help="Where to put it.")]


@app.command("hand-in")
def hand_in(exercise: Exercise, folder: Folder = None) -> None:
    """Hand in an exercise: through your course, or as a packet file."""
    from curriculum import commands

    _say(lambda: commands.hand_in(_root(folder), exercise))


@app.command()
def packet(exercise: Exercise, folder: Folder = None, out: Out = None) -> None:
    """Make the packet file of an exercise, to send to your coach."""
    from curriculum import commands

    _say(lambda: commands.packet(_root(folder), exercise, out))


@app.command()
def export(
    to: Annotated[str, typer.Option(help="html, md, mermaid, png or svg.")] = "html",
    folder: Folder = None,
    out: Out = None,
) -> None:
    """Write your team's fishbone as a print-out, a picture or a text."""
    from curriculum import commands

    _say(lambda: commands.export(_root(folder), to, out))


def _root(folder: Path | None) -> Path:
    from curriculum.lab.folder import default_folder

    return (folder or default_folder()).expanduser().resolve()


def _say(do: Callable[[], str]) -> None:
    try:
        print(do())
    except ContentError as error:
        _stop(error)


def _demo_course(root: Path) -> dict[str, dict[str, object]]:
    """Make the coach's course, if grading is installed; what the server must know of it."""
    for point in entry_points(group="lift_elie.demo"):
        make: Callable[[Path], dict[str, dict[str, object]]] = point.load()
        print("Making the coach's course. This takes about a minute the first time.", flush=True)
        return make(root)
    print("The coach's course needs the grading part, which is not installed.")
    return {}


def _stop(error: Exception) -> None:
    print(error)
    raise typer.Exit(1)


if __name__ == "__main__":
    app()
