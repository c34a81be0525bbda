"""Read one hand-in after the other in a process of its own, with limits on time and memory.

Started by :class:`autograde.reader.Reader`; speaks JSON lines. It reads saved work as data and
never runs, imports or renders anything that a learner made.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograde.kinds import Kind

FIX_FIRST = "coach-fix-first"  # the coach's box; a learner's copy may lack it
MEMORY = 2_000_000_000
NOTEBOOK_BYTES = 10_000_000


def main() -> None:
    """Answer requests until standard input closes."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not look like an answer
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            answer = read(
                request["exercise"],
                Path(request["folder"]),
                request["key"],
                {str(k): str(v) for k, v in request["cells"].items()},
            )
        except MemoryError:
            answer = {"failed": "It needs more memory than a hand-in may use."}
        except Exception as error:  # one hand-in must never stop the rest
            answer = {"failed": f"Checking it failed ({type(error).__name__}: {error})."[:300]}
        answers.write(json.dumps(answer).encode("ascii") + b"\n")


def limit() -> None:
    """Bound what this process may take."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(exercise: str, folder: Path, key: str, cells: dict[str, str]) -> dict[str, Any]:
    """What a coach needs of one hand-in, as plain data.

    Parameters
    ----------
    exercise, key : str
        Which exercise, and whose hand-in it must be.
    folder : Path
        The hand-in.
    cells : dict of str to str
        Source text of the released notebook's cells by cell id, to see whether it was changed.
    """
    from autograde.checks import load_work
    from autograde.kinds import kind_of
    from autograde.rubrics import load_rubric, score_of

    rubric, kind = load_rubric(exercise), kind_of(exercise)
    work = load_work(exercise, folder, key)
    answer: dict[str, Any] = {
        "problem": work.problem,
        "changed": notebook_note(folder / f"{exercise}.ipynb", cells),
        "findings": [one.as_dict() for one in work.findings],
        "scores": {
            one.id: 0.0 if work.problem else float(score_of(work.findings, one.id, rubric))
            for one in rubric.machine
        },
    }
    if work.artifact is not None:
        shown = kind.show(work.artifact, work.case, work.findings)
        answer["drawing"] = shown.drawing
        answer["alt"] = shown.alt
        answer["statement"] = shown.statement
        answer["words"] = dict(shown.words)
    answer["team"] = _team_drawing(team_file(folder, rubric.file), kind)
    return answer


def notebook_note(path: Path, cells: dict[str, str]) -> str:
    """One sentence when the notebook is not as it was released; it is only compared, as text."""
    note = "The notebook was changed, or is from an older release; graded from the saved work."
    try:
        if path.stat().st_size > NOTEBOOK_BYTES:
            return "The notebook is too large to open; graded from the saved work."
        found = json.loads(path.read_bytes())["cells"]
        now = [(str(one.get("id", "")), _text(one["source"])) for one in found]
        now = [(name, text) for name, text in now if name != FIX_FIRST]
    except FileNotFoundError:
        return "There is no notebook in it; graded from the saved work."
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "The notebook cannot be opened; graded from the saved work."
    return "" if now == [one for one in cells.items() if one[0] != FIX_FIRST] else note


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)


def team_file(folder: Path, file: str) -> Path:
    """Where the read-only copy of the team's own lies, beside the exercise's work file."""
    own = folder / file
    return own.with_name(f"team-{own.name}")


def _team_drawing(path: Path, kind: Kind) -> str:
    from curriculum.artifacts.base import MAX_BYTES, ArtifactError

    try:
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return ""
        drawing: str = kind.show(kind.model.from_json(path.read_bytes()), None, []).drawing
    except (OSError, ArtifactError):
        return ""
    return drawing


if __name__ == "__main__":
    limit()
    main()
