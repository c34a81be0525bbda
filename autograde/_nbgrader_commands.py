"""nbgrader's commands and settings, as far as this project uses them."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograde._quick import quick_imports


class NbgraderError(RuntimeError):
    """nbgrader refused; the message is a plain sentence, ``details`` is what it said."""

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details


@contextmanager
def tools_on_path() -> Iterator[None]:
    """Let nbgrader find ``alembic`` and ``jupyter`` of this very environment."""
    before = os.environ.get("PATH", "")
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([here, before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def load_config(*folders: Path) -> Any:
    """nbgrader's settings from the ``nbgrader_config.py`` of these folders, the last one wins.

    Only traitlets is imported. Settings of the machine (Jupyter's own configuration folders) come
    first, as nbgrader itself does it.
    """
    from jupyter_core.paths import jupyter_config_path
    from traitlets.config import Config
    from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

    merged = Config()
    for folder in [*map(Path, reversed(jupyter_config_path())), *folders]:
        try:
            loader = PyFileConfigLoader("nbgrader_config.py", path=str(folder))
            merged.merge(loader.load_config())
        except ConfigFileNotFound:
            continue
    return merged


def _api(config: Any) -> Any:
    quick_imports()
    from nbgrader.apps import NbGraderAPI

    api = NbGraderAPI(config=config)
    api.log.setLevel(logging.INFO)
    for handler in api.log.handlers:
        handler.setLevel(logging.CRITICAL + 1)
    return api


def _done(result: Mapping[str, Any], sentence: str) -> str:
    log = str(result.get("log", ""))
    if not result["success"]:
        raise NbgraderError(sentence, log + str(result.get("error", "")))
    return log


def generate(config: Any, exercise: str) -> None:
    """``nbgrader generate_assignment``: from ``source/`` to ``release/`` and the gradebook."""
    with tools_on_path():
        _done(
            _api(config).generate_assignment(exercise),
            f"nbgrader could not prepare the exercise {exercise}.",
        )


def release(config: Any, exercise: str) -> None:
    """``nbgrader release_assignment``: from ``release/`` to the exchange, replacing."""
    with tools_on_path():
        api = _api(config)
        if exercise in api.get_released_assignments():
            api.unrelease(exercise)
        _done(
            api.release_assignment(exercise),
            f"nbgrader could not put the exercise {exercise} into the exchange.",
        )


def release_feedback(config: Any, exercise: str) -> None:
    """``nbgrader release_feedback``: the pages in ``feedback/`` to the exchange."""
    with tools_on_path(), warnings.catch_warnings():
        # nbgrader 0.9.6 misspells an argument there, and traitlets says so each time.
        warnings.filterwarnings("ignore", message="Passing unrecognized arguments")
        _done(
            _api(config).release_feedback(exercise),
            f"nbgrader could not put the feedback on {exercise} into the exchange.",
        )


def submit(config: Any, exercise: str, learner: str, parent: Path) -> str:
    """``nbgrader submit`` for one learner; returns nbgrader's timestamp."""
    return str(_exchange("Submit", config, exercise, learner, parent).timestamp)


def fetch_feedback(config: Any, exercise: str, learner: str, parent: Path) -> Path:
    """``nbgrader fetch_feedback`` into ``<parent>/<exercise>/feedback/``."""
    _exchange("FetchFeedback", config, exercise, learner, parent)
    return parent / exercise / "feedback"


def fetch_assignment(config: Any, exercise: str, learner: str, parent: Path) -> Path:
    """``nbgrader fetch_assignment`` into ``<parent>/<exercise>/``."""
    _exchange("FetchAssignment", config, exercise, learner, parent)
    return parent / exercise


def _exchange(action: str, config: Any, exercise: str, learner: str, parent: Path) -> Any:
    from nbgrader.exchange import ExchangeError

    with tools_on_path():
        api = _api(config)
        api.coursedir.assignment_id = exercise
        api.coursedir.student_id = learner
        tool = getattr(api.exchange, action)(
            coursedir=api.coursedir, authenticator=api.authenticator, parent=api
        )
        tool.assignment_dir = str(parent)
        try:
            tool.start()
        except (ExchangeError, RuntimeError, OSError) as error:
            raise NbgraderError("The course's exchange did not take it.", str(error)) from error
        return tool
