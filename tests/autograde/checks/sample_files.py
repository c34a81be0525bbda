"""What the builders of samples share: the files around what each spoils, and the writing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from curriculum.artifacts.base import Artifact


def sample_files(
    strong: Mapping[str, Artifact], weak: Mapping[str, Artifact], blank: Artifact
) -> dict[str, str]:
    """Every sample file's text by its name without ``.json``."""
    files = {name: made.to_json() for name, made in strong.items()}
    for name, made in weak.items():
        named = made.model_copy(update={"id": name})
        files[name] = type(made).model_validate(named.model_dump()).to_json()
    files["blank"] = blank.to_json()
    files["malformed"] = files["strong-1"][:1500]
    files["changed-case"] = _with_case(strong["strong-1"], digest="0" * 32)
    files["changed-practice"] = _with_case(strong["strong-2"], draw=1)
    files["changed-caseless"] = strong["strong-3"].model_copy(update={"case": None}).to_json()
    return files


def _with_case(made: Artifact, **fields: object) -> str:
    data = made.model_dump(mode="json")
    data["case"].update(fields)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_samples(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
        print(f"wrote {name}.json")
