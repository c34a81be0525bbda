"""The fishbone module's texts, and how they are counted: words, syllables, grade level."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

from curriculum.content import content_root
from curriculum.editors._questions import load_questions

MODULE = content_root() / "lift" / "fishbone"
EXERCISE = content_root() / "exercises" / "lift-fishbone" / "exercise.md"
TEXT = (MODULE / "module.md").read_text(encoding="utf-8")
GUIDE = (MODULE / "guide.md").read_text(encoding="utf-8")
TASK = EXERCISE.read_text(encoding="utf-8")
ASKED = load_questions("fishbone")
GRADE = 9.0


def prose(source: str) -> str:
    """The sentences of a MyST source: no front matter, code, tables, quotes of papers, marks."""
    source = re.sub(r"\A---.*?---\n", "", source, flags=re.DOTALL)
    source = re.sub(r"```.*?```", "", source, flags=re.DOTALL)
    lines = [
        line
        for line in source.splitlines()
        if not line.startswith(("|", "+++", "#", ">", "Sources"))
    ]
    text = "\n".join(lines)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]|^\d+\. |^- ", "", text, flags=re.MULTILINE)


def syllables(word: str) -> int:
    """Syllables of an English word, as Flesch–Kincaid counters do: groups of vowels."""
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Flesch–Kincaid grade level: 0.39 words/sentence + 11.8 syllables/word − 15.59."""
    sentences = [s for s in re.split(r"[.!?]+[\s”\"')]+|\n\n", text) if re.search(r"\w", s)]
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*|\d[\d,.]*", text)
    return (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )


def count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def asked_texts() -> list[str]:
    """Everything that questions.toml puts on a page."""

    def strings(value: object) -> Iterable[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for inner in value.values():
                yield from strings(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from strings(inner)

    raw = tomllib.loads((MODULE / "questions.toml").read_text(encoding="utf-8"))
    return [text for text in strings(raw) if " " in text]


def parts(source: str) -> dict[str, str]:
    """The module cut at its numbered headings; what stands before belongs to part 1."""
    cut = re.split(r"^## (\d)\. .*$", source, flags=re.MULTILINE)
    found = dict(zip(cut[1::2], cut[2::2], strict=True))
    found["1"] = cut[0] + found["1"]
    return found


def prose_and_tables(source: str) -> str:
    source = re.sub(r"\A---.*?---\n", "", source, flags=re.DOTALL)
    source = re.sub(r"```.*?```", "", source, flags=re.DOTALL)
    source = re.sub(r"^\+\+\+.*$", "", source, flags=re.MULTILINE)
    return re.sub(r"[*|#>]|-{3,}", " ", source)
