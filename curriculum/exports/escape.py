"""People's own words in other formats, where they must stay words."""

from __future__ import annotations

import re

from curriculum.figures.metrics import clean

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~$!&{}^@])")
_LINK = re.compile(r"(?i)(://)|(?<![a-z0-9])(www)\.|(:)(?=[a-z0-9_+-]+:)|(mailto|xmpp):")
# With the wide forms that spreadsheets in East Asia read alike.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])|^(:)")


def one_line(text: str) -> str:
    """The text in one line, without control characters."""
    return " ".join(clean(text).split())


def markdown(text: str) -> str:
    """The text in one line that Markdown shows as it is: no markup, link, HTML or formula.

    A backslash before a punctuation mark is Markdown's own way to say so.
    """
    line = _MARKUP.sub(r"\\\1", one_line(text))
    line = _LINK.sub(_unlink, line)
    return _LIST.sub(_unlist, line)


def cell(text: str) -> str:
    """The text in one line that a spreadsheet shows as text: an apostrophe before a formula."""
    line = one_line(text)
    return f"'{line}" if line[:1] in _FORMULA else line


def mermaid(text: str) -> str:
    """The text in one line that a Mermaid diagram shows as it is.

    Mermaid ends its text at a line's end, drops comments (``%%``), reads HTML and Markdown, and
    stands in a Markdown fence; its own entity codes (``#35;``) say each of these characters. A
    line that begins with the diagram's own keyword would be read as that keyword.
    """
    line = _MERMAID.sub(lambda match: f"#{ord(match[0])};", one_line(text))
    if re.match(r"(?i)ishikawa|acc(title|descr)|title\b|---", line):
        line = f"#{ord(line[0])};{line[1:]}"
    return line


_MERMAID = re.compile(r"[#&<>`$\\*_{}\[\]|~]|%(?=%)|(?<=%)%")


def _unlink(match: re.Match[str]) -> str:
    if match[1]:
        return r"\://"
    if match[2]:
        return match[2] + r"\."
    if match[3]:
        return r"\:"
    return match[4] + r"\:"


def _unlist(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}\\{match[2]}"
    return f"\\{match[3] or match[4]}"
