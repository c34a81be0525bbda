"""One look for every drawing: colors, fonts, and the symbols of evidence tags and lanes.

The palette is that of Okabe and Ito, which people with color-blindness can tell apart; color is
never the only sign. The same values are CSS variables in ``curriculum/lab/style/lift-elie.css``.
"""

from __future__ import annotations

from dataclasses import dataclass

BLACK = "#000000"
ORANGE = "#e69f00"
SKY = "#56b4e9"
GREEN = "#009e73"
YELLOW = "#f0e442"
BLUE = "#0072b2"
VERMILLION = "#d55e00"
PURPLE = "#cc79a7"

INK = "#1f2933"
QUIET = "#4b5563"
LINE = "#c3cbd3"
LINE_STRONG = "#7b8794"
TINT = "#eef4f8"
PAPER = "#ffffff"
DEEP = "#123f5c"
ACCENT = BLUE
ACCENT_DEEP = "#005a8c"
GOOD = "#00694d"
ASK = "#8a4d00"
MISS = "#a83200"
FOCUS = BLUE

COLORS: dict[str, str] = {
    "black": BLACK,
    "orange": ORANGE,
    "sky": SKY,
    "green": GREEN,
    "yellow": YELLOW,
    "blue": BLUE,
    "vermillion": VERMILLION,
    "purple": PURPLE,
    "ink": INK,
    "quiet": QUIET,
    "line": LINE,
    "line-strong": LINE_STRONG,
    "tint": TINT,
    "paper": PAPER,
    "deep": DEEP,
    "accent": ACCENT,
    "accent-deep": ACCENT_DEEP,
    "good": GOOD,
    "ask": ASK,
    "miss": MISS,
    "focus": FOCUS,
}

FONTS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, "
    "'Liberation Sans', 'DejaVu Sans', sans-serif"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How something is shown: a symbol, a letter where symbols fail, a word, a color."""

    symbol: str
    letter: str
    word: str
    color: str


TAGS: dict[str, Sign] = {
    "data": Sign("▦", "D", "data", BLUE),
    "interview": Sign("❝", "I", "interview", ORANGE),
    "observation": Sign("◉", "O", "observation", GREEN),
    "assumption": Sign("?", "A", "assumption", PURPLE),
}

LANES: dict[str, Sign] = {
    "test": Sign("▶", "T", "test", DEEP),
    "check": Sign("✓", "C", "check", DEEP),
    "escalate": Sign("▲", "E", "escalate", DEEP),
}
