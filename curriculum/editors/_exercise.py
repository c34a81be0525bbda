"""The start of an exercise: who you are, your folder of evidence, the editor, and practice.

Draw 0 is what a learner hands in; every further draw is practice, saved beside it and never
handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets

from curriculum.editors._feedback import Check
from curriculum.editors._forms import (
    PRESSED,
    Block,
    Event,
    Form,
    buttons,
    field,
    mark_of,
    note,
    paragraphs,
    text_of,
)
from curriculum.editors._kinds import work_kind
from curriculum.editors._show import show_case
from curriculum.simulate.cases import Case
from curriculum.workspace import identity, set_identity

DrawCase = Callable[[str, str, int], Case]
CheckFor = Callable[[Case], Check]

MAX_PRACTICE = 99
HANDED_IN = (
    "Who sees this: nobody, until you hand it in below. Then your coach sees your {noun} and "
    "answers. Your tries are never shown or counted."
)
PRACTICE = "Who sees this: only you. Practice is never handed in and never counted."


class ExerciseSession:
    """Who works on which draw of an exercise.

    Parameters
    ----------
    exercise : str
        The exercise's id, for example ``lift-fishbone``.
    draw_case : callable
        Gives the case of exercise, key and draw.
    artifact : str
        Name of the work file that is handed in, without ``.json``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """

    def __init__(
        self, exercise: str, draw_case: DrawCase, artifact: str, root: Path | None = None
    ) -> None:
        self.exercise = exercise
        self.artifact = artifact
        self.root = root or Path.cwd()
        self._draw_case = draw_case
        self.place = f"{mark_of(self.root)}/exercise/{exercise}"
        self.key = identity(self.root)
        self.draw = 0
        self.typed = ""
        self.problem = ""
        self.changed: Callable[[], None] = _nothing

    @property
    def noun(self) -> str:
        """How the work is called in a sentence."""
        return work_kind(self.artifact).noun

    @property
    def case(self) -> Case | None:
        """The case in front of the learner; None until they said who they are."""
        return self._draw_case(self.exercise, self.key, self.draw) if self.key else None

    @property
    def work(self) -> str:
        """Name of the work file of the present draw."""
        return self.artifact if self.draw == 0 else f"practice-{self.artifact}-{self.draw}"

    @property
    def practiced(self) -> tuple[int, ...]:
        """Draws that the learner began for practice, lowest first."""
        pattern = re.compile(rf"practice-{re.escape(self.artifact)}-([1-9][0-9]?)\.json")
        folder = self.root / "work"
        names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
        found = {int(match[1]) for match in map(pattern.fullmatch, names) if match}
        return tuple(sorted(found | ({self.draw} if self.draw else set())))

    def handle(self, event: Event) -> None:
        """``write`` and ``key`` say who works; ``draw`` chooses the case."""
        do = event.get("do")
        if do == "write":
            self.typed = text_of(event, 100)
        elif do == "key":
            self._choose_key(again=event.get("again") is True)
        elif do == "draw" and str(event.get("value", "")).isdigit():
            self._go_to(int(event["value"]))

    def _choose_key(self, again: bool) -> None:
        # What was pressed before the page was opened again must not replace what was chosen since.
        known = identity(self.root) if again else None
        try:
            self.key = known or set_identity(self.root, self.typed)
        except ValueError as error:
            self.problem = str(error)
            return
        self.problem = ""
        self.changed()

    def _go_to(self, draw: int) -> None:
        if self.key and draw <= MAX_PRACTICE and draw != self.draw:
            self.draw = draw
            self.changed()

    def view(self) -> dict[str, Any]:
        """Who you are, or the question; then which case is open."""
        if not self.key:
            return {
                "kicker": "Before you begin",
                "title": "Which code did your coach give you?",
                "blocks": self._who_are_you(),
                "status": "",
                "lost": PRESSED,
                "who": "Who sees this: your coach, so that your work and your feedback find you.",
            }
        if self.draw == 0:
            title = "This is what you hand in"
            says = "Your own case. You can stop at any time and come back."
        else:
            title = f"Practice {self.draw}"
            says = "Another case, just to practice. Your own case waits for you, unchanged."
        return {
            "kicker": f"You work as {self.key}",
            "title": title,
            "blocks": [*paragraphs([says]), self._choices()],
            "status": "",
            "lost": PRESSED,
            "who": HANDED_IN.format(noun=self.noun) if self.draw == 0 else PRACTICE,
        }

    def _who_are_you(self) -> list[Block]:
        asks = paragraphs(["Type it once; it draws a case for you alone. It is not a password."])
        box = field(
            "key",
            "Your code",
            self.typed,
            help="For example: rivera-04. No coach yet? Make one up. Never a student’s name.",
            limit=100,
        )
        told = [note(self.problem, style="ask", mark="Not yet")] if self.problem else []
        return [*asks, box, *told, buttons(("key", "This is my code"), primary="key")]

    def _choices(self) -> Block:
        items: list[tuple[str, str] | tuple[str, str, str]] = []
        if self.draw != 0:
            items.append(("draw", "Back to what I hand in", "0"))
        items += [("draw", f"Practice {n}", str(n)) for n in self.practiced if n != self.draw]
        following = max(self.practiced, default=0) + 1
        items.append(("draw", "Give me another to practice", str(following)))
        return buttons(*items, primary="draw" if self.draw else "")


class Workbench(ipywidgets.VBox):  # type: ignore[misc]
    """The panel, the folder of evidence and the editor of the present draw."""

    def __init__(self, session: ExerciseSession, check_for: CheckFor) -> None:
        super().__init__()
        self.session = session
        self._check_for = check_for
        self._form = Form(session)
        session.changed = self.lay_out
        self.lay_out()

    def lay_out(self) -> None:
        """Put the present draw's folder and editor under the panel."""
        self.children = (self._form, *self._open())

    def _open(self) -> tuple[ipywidgets.Widget, ...]:
        case = self.session.case
        if case is None:
            return ()
        editor = work_kind(self.session.artifact).editor(
            self.session.work,
            check=self._check_for(case),
            case=case,
            root=self.session.root,
        )
        folder = ipywidgets.HTML(show_case(case).html)
        folder.add_class("le-folder")
        return folder, editor


def exercise(
    exercise_id: str,
    *,
    draw_case: DrawCase,
    check_for: CheckFor,
    artifact: str = "fishbone",
    root: Path | None = None,
) -> Workbench:
    """The workbench of an exercise.

    Parameters
    ----------
    exercise_id : str
        For example ``lift-fishbone``.
    draw_case : callable
        Gives the case of exercise, key and draw.
    check_for : callable
        Gives the editor's "Check my work" for a case.
    artifact : str
        Name of the work file that is handed in, without ``.json``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """
    return Workbench(ExerciseSession(exercise_id, draw_case, artifact, root), check_for)


def _nothing() -> None:
    return None
