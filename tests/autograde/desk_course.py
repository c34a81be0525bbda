"""A small course for the desk: who waits, who cannot be marked, who has feedback, who is absent."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from marked_book import EXERCISE, in_folder

from autograde._nbgrader import Book
from autograde.about import ABOUT, About
from autograde.course import Course
from autograde.rounds import Round, add_round

FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SCRIPT = "<script>window.stolen = 1</script>"


def make(root: Path, learners: list[str], absent: tuple[str, ...] = ()) -> Course:
    """Everybody has handed in, one day after the other, and waits; the absent have not."""
    in_folder(root, learners)
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "lift-test"\n', encoding="utf-8"
    )
    rows = [f"{one},{one.removeprefix('lead-').title()} (fictional)" for one in learners]
    rows += [f"{one}," for one in absent]
    (root / "roster.csv").write_text("id,name\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (root / "source" / EXERCISE).mkdir(parents=True)
    (root / "source" / "somebody-elses").mkdir()
    course = Course.at(root)
    for place, one in enumerate(learners):
        # Handed in against the order of the roster.
        hand_in(course, one, FIRST + timedelta(days=len(learners) - place))
    return course


def hand_in(
    course: Course,
    learner: str,
    at: datetime,
    *,
    words: dict[str, str] | None = None,
    named: str = "",
    trouble: str = "",
    graded: bool = True,
) -> Round:
    """One more round of a learner, checked unless said otherwise."""
    folder = course.rounds(learner, EXERCISE)
    made = add_round(folder, {"work/fishbone.json": learner.encode()}, at, "exchange", "test")
    if not graded:
        return made
    finding = {
        "id": "one",
        "status": "asked" if named else "passed",
        "criterion": "causes",
        "what": f"You wrote “{SCRIPT}”.",
        "why": "Why.",
        "next": "Try.",
        "misconception": named,
        "where": "c1",
        "quote": "",
        "hints": [],
    }
    said = {"reads-backward": "The bell; therefore no second try.", "missing-view": "", "help": ""}
    facts = {
        "problem": trouble,
        "note": "",
        "scores": {},
        "statement": f"Statement of {learner}",
        "alt": "A fishbone.\nCause: the bell",
        "words": said | (words or {}),
        "findings": [finding],
    }
    (made.folder / "findings.json").write_text(json.dumps(facts), encoding="utf-8")
    (made.folder / "drawing.svg").write_text("<svg></svg>", encoding="utf-8")
    beside = course.autograded(learner, EXERCISE)
    beside.mkdir(parents=True, exist_ok=True)
    known = About(made.number, "some day", trouble, "Ask again." if trouble else "")
    (beside / ABOUT).write_bytes(known.as_bytes())
    with course.book() as book:
        book.record(EXERCISE, learner, at, {}, new_version=True, to_mark=not trouble)
    return made


def mark_all(book: Book, learner: str, score: float = 2.0, comment: str = "") -> None:
    """All criteria, as formgrader would."""
    for one in ("reads-backward", "explains-difference", "missing-view"):
        book.mark(EXERCISE, learner, f"coach-{one}", score=score, comment=comment)
