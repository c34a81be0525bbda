"""A session over a plan or a study: undo, saving, two windows, as the fishbone's has them."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from curriculum.artifacts.base import Artifact
from curriculum.artifacts.fishbone_edits import EditError
from curriculum.editors._session import Session
from curriculum.editors._undo import Steps
from curriculum.workspace import Found, Loaded, Workspace

SESSION_OPS = frozenset({"undo", "redo", "save", "keep_mine", "open_other", "restore"})


class TypedWorkspace(Workspace):
    """A folder in which one kind of work is opened."""

    def __init__(self, root: Path, model: type[Artifact]) -> None:
        super().__init__(root)
        self._model = model

    def load(self, name: str, model: type[Any]) -> Loaded[Any]:
        """Open a piece of work as this folder's kind."""
        return super().load(name, self._model)

    def compare(self, name: str, model: type[Any], revision: str) -> Found:
        """What became of a piece of work, read as this folder's kind."""
        return super().compare(name, self._model, revision)

    def open_version(self, name: str, version: Any, model: type[Any]) -> Any:
        """Open a kept version as this folder's kind."""
        return super().open_version(name, version, self._model)


class SheetSession(Session):
    """A plan or study while it is edited.

    Parameters
    ----------
    root : Path
        The learner's folder.
    name : str
    blank : Artifact
        What to start from; its class is the kind of work.
    """

    noun = "work"
    typed: frozenset[str] = frozenset()

    def __init__(self, root: Path, name: str, blank: Artifact, **more: Any) -> None:
        self._notice = ""
        self._model = type(blank)
        super().__init__(TypedWorkspace(root, self._model), name, cast(Any, blank), **more)

    @property
    def work(self) -> Any:
        """The work as it is now."""
        return self._steps.present

    @property
    def notice(self) -> str:
        """What the person is to be told about file and windows."""
        said = self._notice.replace("This fishbone", "This work")
        return said.replace("This work", f"This {self.noun}")

    @notice.setter
    def notice(self, text: str) -> None:
        self._notice = text

    def edit(self, intent: Mapping[str, Any]) -> Artifact:
        """The work after one change of the person's."""
        raise NotImplementedError

    def act(self, op: str, intent: Mapping[str, Any]) -> bool:
        """Do what is more than a change (a lock, another plan); False if it is not that."""
        return False

    def carried(self, after: Any) -> Any:
        """What comes from a file or an earlier version, with what must not get lost."""
        return after

    def begin_with(self, after: Artifact) -> None:
        """Go on from here: what was before cannot be undone any more."""
        self._steps = Steps(cast(Any, after))

    def _change(self, after: Any, key: tuple[str, ...] | None) -> None:
        super()._change(self.carried(after), key)

    def _one(self, intent: dict[str, Any]) -> None:
        op = str(intent.get("op", ""))
        if op in SESSION_OPS:
            super()._one(intent)
        elif self.read_only:
            raise EditError("This file cannot be changed with this version of the program.")
        elif not self.act(op, intent):
            key = None
            if op in self.typed and "text" in intent:
                key = tuple(f"{k}={v}" for k, v in sorted(intent.items()) if k != "text")
            self._change(self.edit(intent), key)


_open: weakref.WeakValueDictionary[Path, SheetSession] = weakref.WeakValueDictionary()


def open_sheet(
    made: Callable[[Path, str, Artifact], SheetSession], root: Path, name: str, blank: Artifact
) -> SheetSession:
    """The session of this file in this kernel: two editors on one file share it."""
    path = Workspace(root).path(name).resolve()
    session = _open.get(path)
    if session is None:
        session = made(root, name, blank)
        _open[path] = session
        atexit.register(_close, weakref.ref(session))
        return session
    session.flush()
    session.refresh()
    return session


def _close(reference: weakref.ref[SheetSession]) -> None:
    session = reference()
    if session is not None:
        session.close()
