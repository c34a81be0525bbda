"""Where a funnel's numbers come from: the practice case, California in 1998, an own file."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.artifacts.fishbone_edits import EditError
from curriculum.artifacts.from_case import case_ref
from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.data import star98
from curriculum.editors._forms import NotesBook, answer
from curriculum.editors._signal_file import read_schools
from curriculum.editors._signal_own import Schools, keep_schools, kept_schools
from curriculum.simulate.district_facts import SignalCase
from curriculum.workspace import Workspace

if TYPE_CHECKING:
    from curriculum.figures.funnel_reading import FunnelData

MOST_GUESSED = 100_000
#: The folder, in the learner's own, that keeps the schools of a picked file.
OWN_DATA = "own-data"


class SignalSource:
    """The numbers that a reading is about, and what the learner guessed before seeing them.

    Parameters
    ----------
    folder : Path
    name : str
        Name of the work file.
    case : SignalCase, optional
    """

    def __init__(self, folder: Path, name: str, case: SignalCase | None) -> None:
        self.case = case
        self._name = name
        # Not beside the work: what lies there is handed in.
        work = Workspace(folder).path(name)
        self._path = work.parent.parent / OWN_DATA / f"{name}-schools.json"
        self._book = NotesBook(folder)
        self._guesses: dict[str, int | None] = {}
        self._picked: Schools | None = None
        self._seen: tuple[int, int] | None = None
        self._own: tuple[FunnelData, str] | None = None
        self._of_case = case_data(case) if case is not None else None

    def data(self, made: FunnelReading) -> FunnelData | None:
        """The counts that the reading is about; None where there are none yet."""
        if self._of_case is not None:
            return self._of_case
        if made.source == "star98":
            return california_data()
        kept = self._kept() if made.source == "own" else None
        return None if kept is None else replace(kept[0], measure=made.measure)

    def left_out(self, made: FunnelReading) -> str:
        """What the learner's own file holds and the funnel does not show."""
        kept = self._kept() if made.source == "own" and self.case is None else None
        return "" if kept is None else kept[1]

    def unit(self, made: FunnelReading) -> str:
        """What the points are."""
        return "districts" if made.source == "star98" and self.case is None else "schools"

    def read(self, content: dict[str, Any]) -> dict[str, Any]:
        """Read a picked file; its schools wait until the learner says that they are right."""
        told, self._picked = read_schools(content)
        return told

    def use_picked(self, made: FunnelReading) -> FunnelReading:
        """The reading about the schools that were picked, which are kept in the folder from now.

        Raises
        ------
        EditError
            If nothing was picked since the notebook started, or the disk refuses.
        """
        found = self._picked
        if found is None:
            raise EditError("Pick your file once more: the notebook was started anew since.")
        try:
            keep_schools(self._path, found)
        except OSError as error:
            raise EditError("Your folder refuses to keep the schools: is it full?") from error
        self._seen = None
        same = made.source == "own" and {one.code for one in made.outside} <= set(found.names)
        kept = made.outside if same else ()
        return made.model_copy(
            update={"source": "own", "units": len(found.names), "target": None, "outside": kept}
        )

    def guess(self, made: FunnelReading) -> int | None:
        """How many outside the learner expected from chance alone; None before they said so."""
        question = self._question(made)
        if question not in self._guesses:
            found = self._book.read().latest(question)
            said = found.choice if found is not None else ""
            self._guesses[question] = int(said) if said.isdecimal() and len(said) < 7 else None
        return self._guesses[question]

    def keep_guess(self, made: FunnelReading, value: object) -> int:
        """Keep a guess in the learner's own notes.

        Raises
        ------
        EditError
            If it is no whole number.
        """
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not 0 <= int(str(value)) <= MOST_GUESSED:
            raise EditError("Write a whole number, such as 2.")
        question = self._question(made)
        self._book.record(answer(question, choice=str(value)))
        self._guesses[question] = int(str(value))
        return int(str(value))

    def _question(self, made: FunnelReading) -> str:
        source = "case" if self.case is not None else made.source or "none"
        return f"funnel/{self._name[-40:]}-{source}"

    def _kept(self) -> tuple[FunnelData, str] | None:
        try:
            stat = self._path.stat()
        except OSError:
            return None
        seen = (stat.st_mtime_ns, stat.st_size)
        if seen != self._seen:
            self._seen, self._own = seen, kept_schools(self._path)
        return self._own


def case_data(case: SignalCase) -> FunnelData:
    """The schools of a practice case."""
    from curriculum.figures.funnel_reading import FunnelData

    facts = case.facts
    return FunnelData(facts.codes, facts.met, facts.students, facts.measure)


@lru_cache(maxsize=1)
def california_data() -> FunnelData:
    """The California districts of 1998.

    Raises
    ------
    EditError
        If the package that has them is not installed as it should be.
    """
    from curriculum.figures.funnel_reading import FunnelData

    try:
        data = star98.california()
    except star98.DataMissingError as error:
        raise EditError(str(error)) from error
    met = tuple(int(one) for one in data.above)
    return FunnelData(data.names, met, tuple(int(one) for one in data.tested), star98.MEASURE)


def begun(case: SignalCase | None, data: str = "") -> FunnelReading:
    """A reading with what is known before the learner writes anything."""
    if case is not None:
        return FunnelReading(
            case=case_ref(case),
            source="simulated",
            district=case.school,
            units=len(case.facts.codes),
        )
    if data == "star98":
        return about_california(FunnelReading())
    return FunnelReading(source="own" if data == "own" else "")


def about_california(made: FunnelReading) -> FunnelReading:
    """The reading about the California districts; points of other data leave the list."""
    if made.source == "star98":
        return made
    return made.model_copy(
        update={
            "source": "star98",
            "units": star98.DISTRICTS,
            "measure": star98.MEASURE,
            "target": None,
            "outside": (),
        }
    )
