"""The command `autograde`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from curriculum import __version__

app = typer.Typer(
    help="For coaches: a course from a roster, hand-ins in, feedback out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

CourseFolder = Annotated[
    Path, typer.Option("--course", "-c", help="The course folder; by default where you are.")
]
Exercise = Annotated[str, typer.Argument(help="The exercise, for example lift-fishbone.")]
HERE = Path()


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Say the version and stop.")] = False,
) -> None:
    """For coaches: a course from a roster, hand-ins in, feedback out."""
    if version:
        print(f"autograde {__version__}")
        raise typer.Exit


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where to make the course.")],
    roster: Annotated[Path, typer.Option(help="CSV file with a column “id”.")],
    course_id: Annotated[str, typer.Option(help="Its id in the exchange.")] = "",
    exchange: Annotated[
        Path | None, typer.Option(help="nbgrader's exchange on a shared machine.")
    ] = None,
) -> None:
    """Make a course from a roster."""
    with _plainly():
        from autograde.course import new_course

        with _bar("Reading the roster") as show:
            course = new_course(folder, roster, course_id, exchange, progress=show)
        print(f"Made the course “{course.id}” in {course.root}")
        learners = _count(len(course.learners()), "learner")
        print(f"{learners}; exercises: {_list(course.exercises())}.")
        print(f"Next: autograde release {course.exercises()[0]} --course {quote(str(folder))}")


@app.command()
def roster(
    file: Annotated[Path, typer.Argument(help="The newer list, a CSV file.")],
    course: CourseFolder = HERE,
) -> None:
    """Take over a newer roster; nobody's marks are lost."""
    with _plainly():
        from autograde.course import Course, update_roster

        change = update_roster(Course.at(course), file)
        print(f"Added {_list(change.added)}; changed {_list(change.changed)}.")
        if change.absent:
            print(f"No longer on the list, kept with all marks: {_list(change.absent)}.")


@app.command()
def release(exercise: Exercise, course: CourseFolder = HERE) -> None:
    """Give an exercise to the learners through the exchange."""
    with _plainly():
        from autograde.course import Course, release_to_learners

        place = Course.at(course)
        with _bar(f"Putting {exercise} into the exchange"):
            release_to_learners(place, exercise)
        print(f"Released {exercise} into the exchange {place.exchange}")


@app.command()
def collect(
    exercise: Exercise,
    course: CourseFolder = HERE,
    packets: Annotated[
        list[Path] | None, typer.Option(help="Folder with packet files, or a packet; repeatable.")
    ] = None,
) -> None:
    """Take in what was handed in, from the exchange and from packet files."""
    with _plainly():
        from autograde.collect import collect as take
        from autograde.course import Course

        with _bar("Collecting"):
            report = take(Course.at(course), exercise, packets or [])
        print(f"{_count(len(report.new), 'new version')}, {report.known} already here.")
        _say(report.problems)


@app.command()
def run(
    exercise: Exercise,
    course: CourseFolder = HERE,
    again: Annotated[bool, typer.Option("--again", help="Grade unchanged ones too.")] = False,
) -> None:
    """Check, draw and record everything that is new or changed. No learner's code runs."""
    with _plainly():
        from autograde.course import Course
        from autograde.runner import run as grade

        with _bar("Grading", "Grading {}") as show:
            report = grade(Course.at(course), exercise, again=again, progress=show)
        off = {one.learner for one in report.troubles}
        graded, unchanged = (len(set(one) - off) for one in (report.graded, report.unchanged))
        print(f"Graded {graded}, unchanged {unchanged}.")
        if not (graded or unchanged or off):
            print(f"Nothing is handed in yet; start: autograde collect {exercise}")
        _say(map(str, report.notes))
        if report.troubles:
            print(f"{_count(len(report.troubles), 'hand-in')} could not be scored:")
            _say(map(str, report.troubles))
            print("What was sent is kept. Ask for a new hand-in unless the line says what to do.")


@app.command()
def feedback(
    exercise: Exercise,
    course: CourseFolder = HERE,
    early: Annotated[
        bool, typer.Option("--early", help="Also before the coach has marked everything.")
    ] = False,
) -> None:
    """Write the feedback pages and return them."""
    with _plainly():
        from autograde.course import Course
        from autograde.feedback import feedback as give

        with _bar("Writing the feedback pages"):
            report = give(Course.at(course), exercise, early=early)
        print(f"{_count(len(report.written), 'page')} written, {len(report.unchanged)} unchanged.")
        if report.in_exchange:
            print("The exchange has them.")
        _say(report.notes)
        for learner, reason in report.waiting.items():
            print(f"  {learner} waits: {reason}.")
        if report.files:
            print(f"For learners who sent a packet: {report.files[0].parent}")


@app.command()
def export(
    exercise: Exercise,
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    course: CourseFolder = HERE,
) -> None:
    """Write marks and levels as CSV."""
    with _plainly():
        from autograde.course import Course
        from autograde.export import export as write

        count = write(Course.at(course), exercise, file)
        print(f"Wrote {file}: {_count(count, 'learner')} handed in.")


@app.command()
def desk(
    course: CourseFolder = HERE,
    browser: Annotated[bool, typer.Option(help="Open it in your browser.")] = True,
    port: Annotated[int | None, typer.Option(min=1024, max=65535)] = None,
) -> None:
    """Open JupyterLab with nbgrader's formgrader on this course."""
    with _plainly():
        from autograde.course import Course
        from autograde.desk import open_desk

        open_desk(Course.at(course), browser=browser, port=port)


@contextmanager
def _bar(first: str, each: str = "{}") -> Iterator[Callable[[int, int, str], None]]:
    """Show on a terminal that work is going on, and how far it is."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), words, BarColumn(bar_width=24), TimeElapsedColumn())
    with Progress(*columns, console=Console(), transient=True) as bar:
        task = bar.add_task(first, total=None)

        def show(done: int, whole: int, what: str) -> None:
            bar.update(task, completed=done, total=whole, description=each.format(what))

        yield show


@contextmanager
def _plainly() -> Iterator[None]:
    from autograde._lock import CourseError
    from autograde._nbgrader import NbgraderError
    from autograde.roster import RosterError
    from autograde.rubrics import RubricError
    from curriculum.content import ContentError

    try:
        yield
    except (CourseError, RosterError, RubricError, ContentError) as error:
        print(error)
        raise typer.Exit(1) from None
    except NbgraderError as error:
        print(error)
        if error.details:
            print(f"nbgrader said:\n{error.details}")
        raise typer.Exit(1) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        print(
            f"{error.filename or 'A file'} cannot be used ({reason}); check the name, the folder's "
            "permissions and the space on the disk, then start this again. What was finished stays."
        )
        raise typer.Exit(1) from None


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"  {line}")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "nobody"
