"""A league table over the years: one line a school, and how they cross."""

from __future__ import annotations

from curriculum.charts.league import League
from curriculum.figures import look
from curriculum.figures._sheet_draw import Drawing, Mark, Rect, Stroke, Words, cut, widest

_TOP, _QUIET = 74.0, "#b8c2cc"
_COLORS = (look.BLUE, look.VERMILLION, look.GREEN, look.PURPLE, look.ASK)


def league_drawing(found: League) -> Drawing:
    """Ranks from the first year to the last; the bottom of the first year is followed by name."""
    years, schools = found.ranks.shape
    step = max(9.0, min(20.0, 430.0 / schools))
    drawing = Drawing(900.0, title=f"Ranks of {schools} schools over {years} years")
    names = [cut(name, 180, 13) for name in found.names]
    left, right = 70.0, 900.0 - min(200.0, widest(names, 13, True) + 50)
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
    first = [at for at in range(schools) if found.in_bottom[0, at]]
    for at in (one for one in range(schools) if one not in first):
        path = tuple((x(year), y(int(found.ranks[year, at]))) for year in range(years))
        drawing.add(Stroke(path, _QUIET, 1))
    for number, at in enumerate(first):
        ink = _COLORS[number % len(_COLORS)]
        path = tuple((x(year), y(int(found.ranks[year, at]))) for year in range(years))
        drawing.add(Stroke(path, ink, 2.6))
        for spot in path:
            drawing.add(Mark(*spot, "dot", 3.5, ink))
        told = f"{names[at]} ({int(found.ranks[-1, at])}.)"
        drawing.add(Words(right + 12, path[-1][1] + 5, told, 13, ink, True))
    drawing.height = bottom + 14
    return drawing
