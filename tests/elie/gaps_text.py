"""The gaps module's texts, cut at its seven parts; counted as the fishbone module's are."""

from __future__ import annotations

from curriculum.content import content_root
from curriculum.editors._questions import load_questions

MODULE = content_root() / "elie" / "gaps"
TEXT = (MODULE / "module.md").read_text(encoding="utf-8")
GUIDE = (MODULE / "guide.md").read_text(encoding="utf-8")
TASK = (content_root() / "exercises" / "elie-gaps" / "exercise.md").read_text(encoding="utf-8")
RAW = (MODULE / "questions.toml").read_text(encoding="utf-8")
ASKED = load_questions("gaps")
