"""The worked and begun examples of the modules, as they lie in ``<series>/<module>/examples``."""

from __future__ import annotations

from typing import TypeVar

from curriculum.artifacts.base import Artifact
from curriculum.content import ContentError, content_root

A = TypeVar("A", bound=Artifact)


def load_example(example_id: str, model: type[A]) -> A:
    """The example ``module/example``.

    Parameters
    ----------
    example_id : str
        For example ``study/alder-creek``.
    model : type
        What it is: `Plan`, `Study`.

    Raises
    ------
    ContentError
        When the module has no such example.
    """
    module, _slash, name = example_id.partition("/")
    for series in ("lift", "elie"):
        path = content_root() / series / module / "examples" / f"{name}.json"
        if path.is_file():
            return model.from_json(path.read_bytes())
    raise ContentError(f"There is no example {example_id!r} in this module.")
