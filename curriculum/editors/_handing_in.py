"""Handing in: what is read, checked, sent and fetched. What it looks like is in `_hand_in`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from curriculum._workspace_files import why
from curriculum.artifacts.answers import NAME
from curriculum.editors._answering import Answering
from curriculum.editors._feedback import FindingLike
from curriculum.editors._forms import Event
from curriculum.editors._kinds import work_kind
from curriculum.editors._presses import Outcome, Presses
from curriculum.times import day_and_clock
from curriculum.workspace import Workspace, identity

MAX_PAGES = 20
ONCE = "You had pressed it before the page was opened again; it was done only once."
UNSAVED = (
    "You pressed it while the notebook was stopped, and not all of your words were saved then, so "
    "nothing was handed in yet. See that they are in the editor above, then press it again."
)
CUT_SHORT = (
    "The notebook stopped while this was being handed in, so it is not sure that it arrived. "
    "Press it once more to be sure; a second copy does no harm."
)


class WorkLike(Protocol):
    """Saved work with its findings, as a check loads it."""

    @property
    def artifact(self) -> Any: ...
    @property
    def findings(self) -> Sequence[FindingLike]: ...
    @property
    def problem(self) -> str: ...


class ReceiptLike(Protocol):
    """What an exchange answers."""

    @property
    def message(self) -> str: ...


class ExchangeLike(Protocol):
    """How a course takes work in and gives feedback back."""

    def available(self, folder: Path) -> str: ...
    def submit(self, folder: Path, exercise: str, key: str) -> ReceiptLike: ...
    def fetch_feedback(self, folder: Path, exercise: str, key: str) -> Sequence[Path]: ...


LoadWork = Callable[[str, Path, str | None], WorkLike]


def find_exchange() -> ExchangeLike | None:
    """The course's exchange, if grading is installed beside us."""
    for point in entry_points(group="lift_elie.exchange"):
        made: ExchangeLike = point.load()()
        return made
    return None


class HandingIn:
    """Handing in one exercise, as often as wanted.

    Parameters
    ----------
    exercise : str
    load_work : callable
        Reads and checks the saved work: ``load_work(exercise, folder, key)``.
    exchange : ExchangeLike or None
    artifact : str
        Name of the work file that is handed in, without ``.json``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """

    def __init__(
        self,
        exercise: str,
        load_work: LoadWork,
        exchange: ExchangeLike | None,
        artifact: str = "fishbone",
        root: Path | None = None,
    ) -> None:
        self.exercise = exercise
        self.artifact = artifact
        self.kind = work_kind(artifact)
        self.root = root or Path.cwd()
        self.workspace = Workspace(self.root)
        self._load_work = load_work
        self.exchange = exchange
        self.work: WorkLike | None = None
        self.with_team = False
        self._presses = Presses(self.workspace.root / ".history" / ".pressed")
        self.receipt: list[str] = []
        self.packet: Path | None = None
        self.trouble = ""
        self.answering = Answering(exercise, self.workspace)
        self.pages: list[Path] = self._pages_here()
        self.looked = False

    @property
    def rounds(self) -> int:
        """How many different versions were handed in from this folder."""
        return sum(v.kind == "handed-in" for v in self.workspace.history(self.artifact))

    @property
    def team_file(self) -> Path:
        """The team's own, in the folder above the exercise."""
        return self.root.absolute().parent / "work" / f"{self.artifact}.json"

    def handle(self, event: Event) -> None:
        """``look``, ``choose`` (the team's copy, an answer), ``write`` (an answer), ``course``,
        ``packet``, ``feedback``, ``page`` (a feedback page that came as a file)."""
        do = event.get("do")
        self.trouble = self.answering.status = ""
        if do in ("choose", "write") and self.answering.handle(event):
            return
        if do == "look":
            self._look()
        elif do == "choose" and event.get("name") == "team":
            self.with_team = event.get("value") is True
        elif do in ("course", "packet"):
            self._press(str(do), event)
        elif do == "feedback":
            self._fetch()
        elif do == "page":
            self.trouble = self.answering.take(str(event.get("value", "")))
            self.pages = self._pages_here()

    def _look(self) -> str:
        """Save what is open, read it back and check it; the key it was checked for."""
        key = identity(self.root)
        if key is None:
            self.work = None
            self.trouble = "First type the code from your coach, at the top of this exercise."
            return ""
        self.kind.flush(self.workspace.path(self.artifact))
        if not self.workspace.path(self.artifact).exists():
            self.work = None
            self.trouble = f"There is no {self.kind.noun} yet. Begin one in the editor above."
            return ""
        self.work = self._load_work(self.exercise, self.root, key)
        self.trouble = self.work.problem
        return "" if self.work.artifact is None or self.work.problem else key

    def _press(self, way: str, event: Event) -> None:
        """Hand in, unless this very press was done before the page was opened again."""
        self.receipt, self.packet = [], None
        key = self._look()
        if not key:
            return
        if event.get("again") is True and event.get("unsaved") is True:
            self.trouble = UNSAVED
            return
        press = str(event.get("first") or event.get("n") or "")[:200]
        if not press:
            self._hand_in(way, key)
            return
        try:
            earlier = self._presses.begin(press)
        except OSError as error:
            self.trouble = f"{why(error)}, so nothing was handed in; make room and press it again."
            return
        if earlier is None:
            done = False
            try:
                done = self._hand_in(way, key)
            finally:
                if not done:
                    self._presses.forget(press)
            if done:
                self._presses.finish(
                    press, self.receipt, self.packet.name if self.packet is not None else ""
                )
        else:
            self._tell_earlier(earlier)

    def _tell_earlier(self, earlier: Outcome) -> None:
        if not earlier.known:
            self.trouble = CUT_SHORT
            return
        made = self.root / "packets" / Path(earlier.file).name
        if earlier.file and not made.is_file():
            self.trouble = "The packet file is no longer there. Make it again."
            return
        self.receipt = [*earlier.said, ONCE]
        self.packet = made if earlier.file else None

    def _hand_in(self, way: str, key: str) -> bool:
        """Whether it was handed in; else ``trouble`` says why not."""
        # Late: only who hands in needs it.
        from curriculum.packet import make_packet

        team, before, answered = self._team_copy(), self.rounds, self._answered()
        try:
            if way == "course" and self.exchange is not None:
                said = self.exchange.submit(self.root, self.exercise, key).message
            else:
                self.packet = make_packet(
                    self.root, self.exercise, key, self.root / "packets", team_file=team
                )
                now = datetime.now(UTC).astimezone()
                said = f"The packet file was made on {day_and_clock(now)}."
        except (ValueError, OSError, RuntimeError) as error:
            self.trouble = f"Nothing was handed in. {error}"
            return False
        try:
            self.workspace.mark_handed_in(self.artifact)
            if self.workspace.path(NAME).exists():
                self.workspace.mark_handed_in(NAME)
        except OSError as error:
            self.receipt = [said, f"{why(error)}, so no copy of this version is kept here."]
            return True
        kept = f"This is version {self.rounds}. It is kept as it is now."
        if self.rounds == before:
            kept = f"Nothing has changed since version {before}, so it is the same one again."
            if self._answered() > answered:
                kept = f"Your {self.kind.noun} is as in version {before}; your new answers went."
        self.receipt = [said, kept]
        if team is not None:
            self.receipt.append(f"A read-only copy of your team’s {self.kind.noun} went with it.")
        return True

    def _answered(self) -> int:
        """How many different versions of the answers were handed in."""
        return sum(v.kind == "handed-in" for v in self.workspace.history(NAME))

    def _team_copy(self) -> Path | None:
        """Put the team's own beside the exercise's, or take an earlier copy away."""
        copy = self.workspace.path(f"team-{self.artifact}")
        if not (self.with_team and self.team_file.is_file()):
            copy.unlink(missing_ok=True)
            return None
        loaded = Workspace(self.team_file.parent.parent).load(self.artifact, self.kind.model)
        if loaded.artifact is None or loaded.read_only:
            copy.unlink(missing_ok=True)
            return None
        before = self.workspace.load(copy.stem, self.kind.model)
        self.workspace.save(copy.stem, loaded.artifact, before.revision)
        return copy

    def _fetch(self) -> None:
        key = identity(self.root)
        self.looked = True
        if key is not None and self.exchange is not None:
            problem = self.exchange.available(self.root)
            if problem:
                self.trouble = problem
            else:
                try:
                    self.exchange.fetch_feedback(self.root, self.exercise, key)
                except (ValueError, OSError, RuntimeError) as error:
                    self.trouble = f"The feedback could not be fetched. {error}"
        self.pages = self._pages_here()

    def _pages_here(self) -> list[Path]:
        """Feedback pages in the exercise's folder, newest first."""
        pages = [p for p in (self.root / "feedback").rglob("*.html") if p.is_file()]
        found = sorted(pages, key=lambda page: page.stat().st_mtime, reverse=True)[:MAX_PAGES]
        self.answering.look(found)
        return found
