"""The command `autograde`."""

from __future__ import annotations

import os
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
SHOWN = 25  # the rest of a long list stands in the table


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
    database: Annotated[
        str, typer.Option(help="Address of an empty database on a server, for the gradebook.")
    ] = "",
) -> None:
    """Make a course from a roster."""
    with _plainly():
        from autograde.course import new_course
        from autograde.desk.about_course import known_exercises

        with _bar("Reading the roster") as show:
            course = new_course(
                folder, roster, course_id, exchange, progress=show, database=database
            )
        print(f"Made the course “{course.id}” in {course.root}")
        learners = _count(len(course.learners()), "learner")
        print(f"{learners}; exercises: {_list(course.exercises())}.")
        first = known_exercises(course)[0]
        print(f"Next: autograde release {first} --course {quote(str(folder))}")


@app.command()
def roster(
    file: Annotated[Path, typer.Argument(help="The newer list, a CSV file.")],
    course: CourseFolder = HERE,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Show what a newer roster changes, then take it over; nobody's marks are lost."""
    with _plainly():
        from autograde.course import Course, planned_change, update_roster

        place = Course.at(course)
        change = planned_change(place, file)
        print(f"New: {_list(change.added)}. Changed: {_list(change.changed)}.")
        if change.back:
            print(f"Back on the list: {_list(change.back)}.")
        if change.absent:
            print(f"No longer on the list, kept with all work and marks: {_list(change.absent)}.")
        _say(change.doubts)
        if change.to_ask and not yes and not _agreed():
            print("Nothing was changed. Correct the list, or start this again with --yes.")
            raise typer.Exit(1)
        update_roster(place, file)
        print("The course has this roster now.")


def _agreed() -> bool:
    try:
        return typer.confirm("Take over this roster?")
    except typer.Abort:  # nobody is there to answer
        print()
        return False


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
            report = grade(
                Course.at(course),
                exercise,
                again=again,
                progress=lambda done, all_, who: show(done, all_, f"{who} ({done} of {all_})"),
            )
        off = {one.learner for one in report.troubles}
        graded, unchanged = (len(set(one) - off) for one in (report.graded, report.unchanged))
        print(f"Graded {graded}, unchanged {unchanged}.")
        if not (graded or unchanged or off):
            print(f"Nothing is handed in yet; start: autograde collect {exercise}")
        _say(map(str, report.notes[:SHOWN]))
        if len(report.notes) > SHOWN:
            print(f"  and {len(report.notes) - SHOWN} more, each said above its work.")
        if report.troubles:
            print(f"{_count(len(report.troubles), 'hand-in')} could not be scored:")
            _say(map(str, report.troubles[:SHOWN]))
            if len(report.troubles) > SHOWN:
                print(f"  and {len(report.troubles) - SHOWN} more.")
            print("What was sent is kept. Ask for a new hand-in unless the line says what to do.")
            print(f"As a table, with what to do for each: {report.file}")


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
def points(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
    course: CourseFolder = HERE,
) -> None:
    """Write everybody's points as CSV, a column for each exercise, for a learning system."""
    with _plainly():
        from autograde.course import Course
        from autograde.export import write_points

        exercises = write_points(Course.at(course), file)
        print(f"Wrote {file}: {_count(exercises, 'exercise')}.")


@app.command()
def pages(
    exercise: Exercise,
    folder: Annotated[Path, typer.Argument(help="Where to put the pages.")],
    course: CourseFolder = HERE,
    learner: Annotated[str, typer.Option(help="Only this learner, by id.")] = "",
) -> None:
    """Write a page for each learner with all rounds; a browser prints it as PDF."""
    with _plainly():
        from autograde.course import Course
        from autograde.learner_page import write_pages

        only = [learner] if learner else None
        with _bar("Writing the pages", "Page of {}") as show:
            count = write_pages(Course.at(course), exercise, folder, only, progress=show)
        print(f"Wrote {_count(count, 'page')} into {folder}")


@app.command()
def report(
    file: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    course: CourseFolder = HERE,
    exercise: Annotated[
        list[str] | None, typer.Option(help="Only this exercise; repeatable.")
    ] = None,
) -> None:
    """Write which misconceptions the cohort has, and what to teach again; nobody is named."""
    with _plainly():
        from autograde.course import Course
        from autograde.report import write_report

        with _bar("Reading what was found") as show:
            write_report(Course.at(course), file, exercise or (), progress=show)
        print(f"Wrote {file}: open it in a browser; it prints on a few pages.")


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
    """Show on a terminal that work is going on, and how far it is; tell it the desk in lines."""
    if os.environ.get("LIFT_ELIE_PROGRESS") == "lines":
        from autograde.desk.doing import told

        print(told(0, 0, first), flush=True)
        yield lambda done, whole, what: print(told(done, whole, each.format(what)), flush=True)
        return
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
