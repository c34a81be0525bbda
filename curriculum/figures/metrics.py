"""How wide a text is, without a drawing library.

Widths are those of DejaVu Sans (regular and bold), in thousandths of the font size: the widest of
the sans-serif fonts that readers have. A text wrapped with them also fits when it is drawn in
Arial, Helvetica, Segoe UI, Roboto or Verdana.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Advance widths of the characters from space (32) to tilde (126).
# fmt: off
_REGULAR = (
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
)
_BOLD = (
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
)
# fmt: on
_LETTER = 700
_WIDE = 1050


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Font size; the result has the same unit.
    bold : bool

    Returns
    -------
    float
    """
    return _thousandths(text, bold) * size / 1000


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that are at most ``width`` wide.

    Words longer than a line are broken. White space and control characters count as one space.
    An empty text gives no line.

    Returns
    -------
    tuple of str
    """
    limit = width * 1000 / size
    space = _thousandths(" ", bold)
    lines: list[str] = []
    line = ""
    used = 0.0
    for word in clean(text).split():
        wide = _thousandths(word, bold)
        if line and used + space + wide <= limit:
            line += " " + word
            used += space + wide
            continue
        if line:
            lines.append(line)
        if wide > limit:
            *whole, word = _break(word, limit, bold)
            lines.extend(whole)
            wide = _thousandths(word, bold)
        line, used = word, wide
    if line:
        lines.append(line)
    return tuple(lines)


def clean(text: str) -> str:
    """The text with every character that XML forbids, or that turns text around, as a space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if _unwanted(char) else char for char in text)


_BIDI = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _unwanted(char: str) -> bool:
    return (
        char in _BIDI or ord(char) & 0xFFFE == 0xFFFE or unicodedata.category(char) in ("Cc", "Cs")
    )


def _break(word: str, limit: float, bold: bool) -> list[str]:
    parts: list[str] = []
    part = ""
    used = 0.0
    for char in word:
        wide = _thousandths(char, bold)
        if part and used + wide > limit:
            parts.append(part)
            part, used = "", 0.0
        part += char
        used += wide
    return [*parts, part]


@lru_cache(maxsize=8192)
def _thousandths(text: str, bold: bool) -> float:
    table = _BOLD if bold else _REGULAR
    total = 0
    for char in text:
        code = ord(char)
        if 32 <= code < 127:
            total += table[code - 32]
        elif unicodedata.combining(char):
            continue
        elif unicodedata.east_asian_width(char) in "WF":
            total += _WIDE
        elif 0x2000 <= code < 0x3000:
            total += 1000
        else:
            total += table[ord("m") - 32] if char.isupper() else _LETTER
    return total
