"""The study module's texts, cut into its two sittings; counted as the fishbone module's are."""

from __future__ import annotations

import re

from fishbone_text import prose_and_tables

from curriculum.content import content_root
from curriculum.editors._questions import load_questions

MODULE = content_root() / "lift" / "study"
TEXT = (MODULE / "module.md").read_text(encoding="utf-8")
GUIDE = (MODULE / "guide.md").read_text(encoding="utf-8")
TASK = (content_root() / "exercises" / "lift-study" / "exercise.md").read_text(encoding="utf-8")
RAW = (MODULE / "questions.toml").read_text(encoding="utf-8")
ASKED = load_questions("study")


def parts() -> dict[str, str]:
    """The module cut at its headings A1 to B7; what stands before A1 or B1 belongs to it."""
    cut = re.split(r"^### ([AB]\d)\. .*$", TEXT, flags=re.MULTILINE)
    found = dict(zip(cut[1::2], cut[2::2], strict=True))
    found["A7"], opening = found["A7"].split("## Sitting B", maxsplit=1)
    found["B1"] = opening + found["B1"]
    found["A1"] = cut[0] + found["A1"]
    return {name: prose_and_tables(text) for name, text in found.items()}
