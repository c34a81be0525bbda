"""Hand in: look it over once, choose a way, get a receipt, read the coach's feedback."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from curriculum.editors._answering import MAX_PAGE
from curriculum.editors._feedback import as_data
from curriculum.editors._forms import (
    PRESSED,
    Block,
    Event,
    Form,
    buttons,
    mark_of,
    note,
    paragraphs,
)
from curriculum.editors._handing_in import HandingIn, LoadWork, find_exchange
from curriculum.times import day_and_clock

WHO = (
    "Who sees this: your coach sees what you hand in, and nothing else in your folder. "
    "It is for improvement, never for evaluation."
)
LOST = PRESSED.replace("is done then.", "is done then, once.")


class HandInSession:
    """What the panel shows of handing in."""

    def __init__(self, state: HandingIn) -> None:
        self.state = state
        self.place = f"{mark_of(state.root)}/hand-in/{state.exercise}"

    def handle(self, event: Event) -> None:
        """Hand the event on."""
        self.state.handle(event)

    def view(self) -> dict[str, Any]:
        """What is handed in, how, and what came back."""
        blocks: list[Block] = []
        if self.state.trouble:
            blocks.append(note(self.state.trouble, style="ask", mark="Please look here first"))
        if self.state.work is None:
            blocks += paragraphs(
                ["Look it over once more. You can hand in even if questions are open."]
            )
            blocks.append(buttons(("look", "Look over my work"), primary="look"))
        else:
            blocks += self._summary()
            blocks += self._ways()
        blocks += self._receipt()
        blocks += self._feedback()
        return {
            "kicker": "Hand in",
            "title": self._title(),
            "blocks": blocks,
            "status": self._status(),
            "lost": LOST,
            "work": mark_of(self.state.workspace.path(self.state.artifact)),
            "who": WHO,
        }

    def _status(self) -> str:
        said = self.state.answering.status
        return said or (self.state.receipt[0] if self.state.receipt else "")

    def _title(self) -> str:
        if not self.state.rounds:
            return "Hand in your first version"
        return f"Version {self.state.rounds} is handed in. Is the next one ready?"

    def _summary(self) -> list[Block]:
        assert self.state.work is not None
        if self.state.work.artifact is None or self.state.work.problem:
            return [buttons(("look", "Look again"), primary="look")]
        rows = as_data(self.state.work.findings)
        fix = [row for row in rows if row["status"] == "missed"]
        ask = [row for row in rows if row["status"] == "asked"]
        good = len(rows) - len(fix) - len(ask)
        said = f"{good} of the {len(rows)} things that are looked at are there."
        blocks = paragraphs([said])
        for title, found in (("Worth fixing", fix), ("Worth a thought", ask)):
            if found:
                lines = [f"{row['what']} {row['next']}".strip() for row in found]
                inside: list[Block] = [{"kind": "list", "items": lines, "ordered": False}]
                blocks.append(
                    {"kind": "details", "summary": f"{title}: {len(found)}", "blocks": inside}
                )
        sees = [
            *self.state.kind.coach_sees,
            "the questions listed here, so that you do not need to explain them",
        ]
        if self.state.work.artifact.help_wanted.strip():
            sees.append(f"your request: “{self.state.work.artifact.help_wanted.strip()}”")
        blocks.append({"kind": "heading", "text": "What your coach will see"})
        blocks.append({"kind": "list", "items": sees, "ordered": False})
        blocks.append(
            {
                "kind": "text",
                "style": "small",
                "text": "Want help? Write it in the editor under “Ask my coach for help.” "
                "Practice, earlier tries and your notes in the module stay with you.",
            }
        )
        return blocks

    def _ways(self) -> list[Block]:
        assert self.state.work is not None
        if self.state.work.artifact is None or self.state.work.problem:
            return []
        blocks: list[Block] = []
        if self.state.team_file.is_file():
            noun = self.state.kind.noun
            label = f"Also hand in a read-only copy of my team’s {noun}. It carries no points."
            blocks.append(
                {"kind": "check", "name": "team", "label": label, "value": self.state.with_team}
            )
        why_not = "No course is set up here." if self.state.exchange is None else ""
        if self.state.exchange is not None:
            why_not = self.state.exchange.available(self.state.root)
        if why_not:
            blocks.append({"kind": "text", "style": "small", "text": why_not})
            blocks.append(
                buttons(("packet", "Make a packet file"), ("look", "Look again"), primary="packet")
            )
        else:
            blocks.append(
                buttons(
                    ("course", "Hand in to my coach"),
                    ("packet", "Make a packet file instead"),
                    ("look", "Look again"),
                    primary="course",
                )
            )
        return blocks

    def _receipt(self) -> list[Block]:
        if not self.state.receipt:
            return []
        lines = list(self.state.receipt)
        if self.state.packet is None:
            lines.append("You can close this page. Your coach’s answer will appear below.")
            return [note(*lines, style="good", mark="Handed in")]
        lines.append("Send this file to your coach, by e-mail or in your shared folder.")
        return [
            note(*lines, style="good", mark="Packet made"),
            {
                "kind": "download",
                "label": f"Save {self.state.packet.name}",
                "filename": self.state.packet.name,
                "type": "application/zip",
                "base64": base64.b64encode(self.state.packet.read_bytes()).decode("ascii"),
            },
        ]

    def _feedback(self) -> list[Block]:
        if not self.state.rounds and not self.state.pages:
            return []
        blocks: list[Block] = [{"kind": "heading", "text": "Feedback from your coach"}]
        if not self.state.pages:
            waiting = (
                "Nothing has come yet." if self.state.looked else "Look whether an answer came."
            )
            blocks += paragraphs([waiting])
        for page in self.state.pages:
            when = datetime.fromtimestamp(page.stat().st_mtime, UTC).astimezone()
            if page.stat().st_size > MAX_PAGE:
                continue
            raw = page.read_bytes()
            blocks.append(
                {
                    "kind": "page",
                    "summary": f"Feedback of {day_and_clock(when)}",
                    "filename": page.name,
                    "base64": base64.b64encode(raw).decode("ascii"),
                }
            )
        blocks.append(buttons(("feedback", "Look for feedback")))
        blocks.append(
            {
                "kind": "file",
                "do": "page",
                "label": "My coach sent me the page as a file",
                "accept": ".html,text/html",
                "limit": MAX_PAGE,
            }
        )
        return [*blocks, *self.state.answering.blocks()]


def hand_in(
    exercise_id: str,
    *,
    load_work: LoadWork,
    artifact: str = "fishbone",
    root: Path | None = None,
) -> Form:
    """The panel at the end of an exercise.

    Parameters
    ----------
    exercise_id : str
        For example ``lift-fishbone``.
    load_work : callable
        Reads and checks the saved work: ``load_work(exercise, folder, key)``.
    artifact : str
        Name of the work file that is handed in, without ``.json``.
    root : Path, optional
        The exercise's folder; the working directory when left out.
    """
    state = HandingIn(exercise_id, load_work, find_exchange(), artifact, root)
    return Form(HandInSession(state))
