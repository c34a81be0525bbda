"""A league table over the years: one line a school, and how they cross."""

from __future__ import annotations

from curriculum.charts.league import League
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Form, Mark, Rect, Stroke, Words, cut, widest

_TOP, _QUIET = 74.0, "#b8c2cc"
# Dark enough for words; the forms say what the colors say.
_COLORS = (look.ACCENT_DEEP, look.MISS, look.GOOD, look.INK, look.ASK)
_FORMS: tuple[Form, ...] = ("dot", "diamond", "square", "ring", "cross")


def league_drawing(found: League) -> Drawing:
    """Ranks from the first year to the last; the bottom of the first year is followed by name."""
    years, schools = (int(size) for size in found.ranks.shape)
    step = max(9.0, min(20.0, 430.0 / schools))
    drawing = Drawing(900.0, title=f"Ranks of {schools} schools over {years} years")
    first = [at for at in range(schools) if found.in_bottom[0, at]]
    told = {at: cut(f"{int(found.ranks[-1, at])}. {found.names[at]}", 270, 13, True)
            for at in first}  # fmt: skip
    left, right = 70.0, 900.0 - widest(list(told.values()), 13, True) - 24
    bottom = _TOP + schools * step

    def x(year: int) -> float:
        return left + year / max(1, years - 1) * (right - left)

    def y(rank: int) -> float:
        return _TOP + (rank - 0.5) * step

    drawing.add(Words(20, 26, drawing.title, 17, bold=True))
    drawing.add(Words(20, 46, f"Shaded: the bottom {found.bottom}. Followed by name: the schools "
                      "that were there in year 1.", 13, look.QUIET))  # fmt: skip
    drawing.add(
        Rect(left - 12, y(schools - found.bottom + 1) - step / 2, right - left + 24,
             found.bottom * step, look.TINT)
    )  # fmt: skip
    for year in range(years):
        drawing.add(Stroke(((x(year), _TOP), (x(year), bottom)), look.LINE))
        drawing.add(Words(x(year), _TOP - 8, f"Year {year + 1}", 13, look.QUIET, anchor="middle"))
    for rank in (1, schools):
        drawing.add(Words(left - 18, y(rank) + 5, f"{rank}.", 13, look.QUIET, anchor="end"))
    for at in (one for one in range(schools) if one not in first):
        path = tuple((x(year), y(int(found.ranks[year, at]))) for year in range(years))
        drawing.add(Stroke(path, _QUIET, 1))
    free = 0.0
    for number, at in sorted(enumerate(first), key=lambda one: int(found.ranks[-1, one[1]])):
        ink, form = _COLORS[number % len(_COLORS)], _FORMS[number % len(_FORMS)]
        path = tuple((x(year), y(int(found.ranks[year, at]))) for year in range(years))
        drawing.add(Stroke(path, ink, 2.6))
        for spot in path:
            drawing.add(Mark(*spot, form, 5, ink))
        # Names of neighbors stand below each other.
        free = max(path[-1][1] + 5, free + 15)
        drawing.add(Words(right + 14, free, told[at], 13, ink, True))
    drawing.height = max(bottom, free) + 14
    return drawing
