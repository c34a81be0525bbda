"""The signal editor: a funnel is predicted, read and put into words, one question on a page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from curriculum.artifacts.funnel_reading import FunnelReading
from curriculum.artifacts.funnel_reading_edits import apply
from curriculum.data.district_file import LOCAL
from curriculum.editors import _signal_words as words
from curriculum.editors._feedback import Check
from curriculum.editors._parts import css, esm
from curriculum.editors._sheet import BASE_CSS, BASE_PARTS, Kind, Sheet, picture_url
from curriculum.editors._sheet_session import SheetSession, open_sheet
from curriculum.editors._signal_data import SignalSource, about_california, begun
from curriculum.editors._signal_given import given
from curriculum.editors._timer import start_timer
from curriculum.editors.fishbone import WARM_SECONDS, case_options, warm
from curriculum.simulate.district_facts import SignalCase

if TYPE_CHECKING:
    from curriculum.figures.funnel_reading import FunnelData, FunnelPlace

PARTS = (
    *BASE_PARTS,
    "sheet_parts.js",
    "sheet_file.js",
    "signal_file.js",
    "signal_funnel.js",
    "signal_points.js",
    "signal_pages.js",
    "signal.js",
)
FORMATS = ("print", "pdf", "png", "svg", "markdown", "csv")


class SignalSession(SheetSession):
    """A funnel reading while it is edited."""

    noun = "funnel reading"
    typed = frozenset({"set", "set_row", "set_who"})
    source: SignalSource | None = None

    def edit(self, intent: Mapping[str, Any]) -> FunnelReading:
        """The reading after one change."""
        return apply(self.work, intent)

    def act(self, op: str, intent: Mapping[str, Any]) -> bool:
        """``use_star98`` and ``use_own`` choose the data of a reading that has no case."""
        if op not in ("use_star98", "use_own"):
            return False
        if self.source is not None and self.source.case is None:
            own = op == "use_own"
            made = self.source.use_picked(self.work) if own else about_california(self.work)
            self._change(made, None)
        return True


class SignalEditor(Sheet):
    """The widget; make it with `signal_editor`."""

    _esm = esm(*PARTS)
    _css = css(*BASE_CSS, "signal.css")

    def picture(self) -> tuple[str, str]:
        """The reading drawn, and the same in words."""
        from curriculum.figures.funnel_reading import funnel_reading_alt, funnel_reading_svg

        made, data = self.kind.taken(self.session)
        return funnel_reading_svg(made, data), funnel_reading_alt(made, data)


def signal_editor(
    name: str = "funnel-reading",
    *,
    check: Check | None = None,
    case: SignalCase | None = None,
    team: bool = False,
    data: Literal["star98", "own", ""] = "",
    root: Path | str | None = None,
) -> SignalEditor:
    """An editor for the funnel reading saved as ``work/<name>.json``.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens.
    check : callable, optional
        Takes a `FunnelReading` and returns findings, for "Check my work".
    case : SignalCase, optional
        A practice case: a network of schools (fictional).
    team : bool
        Whether this is a cabinet's own reading: asks whose version it is and who was there.
    data : {"star98", "own", ""}
        Without a case: the California districts of 1998, the district's own file, or either, as
        the learner chooses.
    root : Path, optional
        The learner's folder; the kernel's working directory if not given.

    Returns
    -------
    SignalEditor

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If ``name`` is not a plain one.
    """
    folder = Path(root) if root is not None else Path.cwd()
    session = open_sheet(SignalSession, folder, name, begun(case, data))
    assert isinstance(session, SignalSession)
    source = session.source
    # Two editors on one file share what was picked in either.
    if source is None or source.case != case:
        source = session.source = SignalSource(folder, name, case)
    if check is not None:
        start_timer(WARM_SECONDS, lambda: warm(session, check))
    start_timer(WARM_SECONDS, _preload)
    return SignalEditor(session, signal_kind(session, source, team, data, check), check)


def _preload() -> None:
    """Load what computes and draws a funnel, while the learner is still reading."""
    for name in ("scipy.stats", "curriculum.figures.funnel_reading", "curriculum.data", "pandas"):
        import_module(name)


def signal_kind(
    session: SheetSession, source: SignalSource, team: bool, data: str, check: Check | None
) -> Kind:
    """What makes a sheet a funnel reading."""
    case = source.case

    def guess(content: dict[str, Any], asked: SheetSession) -> dict[str, Any]:
        source.keep_guess(asked.work, content.get("value"))
        # Other windows, and this page when it is loaded again, show the funnel too.
        asked.tell()
        return {"type": "guess", "made": made(asked.work, source)}

    def truth(_content: dict[str, Any], asked: SheetSession) -> dict[str, Any]:
        lines = words.truth_lines(asked.work, case) if case is not None else []
        return {"type": "truth", "lines": lines}

    return Kind(
        exports="curriculum.exports.funnel_reading",
        taken=lambda s: (s.work, source.data(s.work)),
        made=lambda s: made(s.work, source),
        look=words.look,
        options={
            "title": "Funnel reading",
            "team": team,
            **case_options(case, session.work.case),
            "case": case is not None,
            "choose": data,
            "local": LOCAL,
            "given": given() if case is None and data != "own" else None,
            "all_good": "Nothing to fix here. Read your three texts aloud: would a principal whose "
            "school stood last feel fairly treated?",
        },
        answers={
            "file": lambda content, _session: {"type": "file", **source.read(content)},
            "funnel": lambda _content, s: {"type": "funnel", **funnel_answer(s.work, source)},
            "guess": guess,
            "truth": truth,
        },
        formats=FORMATS,
    )


def made(work: FunnelReading, source: SignalSource) -> dict[str, Any]:
    """What the browser shows beside the reading; the funnel itself it asks for."""
    data = source.data(work)
    guess = source.guess(work)
    # Who comes back to a reading that is under way has predicted once.
    seen = guess is not None or work.target is not None or bool(work.outside)
    unit = source.unit(work)
    told: dict[str, Any] = {
        "steps": words.steps(work, has_data=data is not None, guessed=seen),
        "has_data": data is not None,
        "unit": unit,
        "units": len(data.codes) if data is not None else 0,
        "guess": guess,
        "seen": seen,
        "left_out": source.left_out(work),
        "line": None, "guess_words": "", "crowd": [], "wide": [], "facts": [], "key": "",
    }  # fmt: skip
    if data is None or not seen:
        return told
    limits = work.limits or "99.8"
    plain, wide = (words.outside(places_of(data, limits, one)) for one in (False, True))
    adjusted = work.adjusted == "yes"
    found = len(wide if adjusted else plain)
    return {
        **told,
        "steps": words.steps(work, has_data=True, guessed=True, many=found > words.MANY),
        "line": round(words.pooled(data), 1),
        "guess_words": words.guess_words(guess, data, limits, len(plain), unit),
        "crowd": words.crowd_words(found, len(data.codes), unit, work),
        "wide": words.wide_words(len(plain), len(wide), len(data.codes), unit),
        "facts": words.point_facts(work, places_of(data, limits, adjusted)),
        "key": _key(data, limits, adjusted, _marked(work)),
    }


def funnel_answer(work: FunnelReading, source: SignalSource) -> dict[str, Any]:
    """The funnel as the browser shows it: a picture, its words, and the place of each point."""
    data = source.data(work)
    if data is None:
        return {"key": "", "url": "", "alt": "", "places": []}
    limits = work.limits or "99.8"
    adjusted, marked = work.adjusted == "yes", _marked(work)
    url, alt = picture_of(data, limits, adjusted, marked)
    return {
        "key": _key(data, limits, adjusted, marked),
        "url": url,
        "alt": alt,
        "places": [
            [one.code, round(one.x, 4), round(one.y, 4), one.n, words.rate_words(one), one.side]
            for one in places_of(data, limits, adjusted)
        ],
    }


def _marked(work: FunnelReading) -> tuple[str, ...]:
    return tuple(sorted({one.code.strip() for one in work.outside}))


@lru_cache(maxsize=16)
def places_of(data: FunnelData, limits: str, adjusted: bool) -> tuple[FunnelPlace, ...]:
    """Where each point lies, as often as it is asked."""
    from curriculum.figures.funnel_reading import funnel_places

    return funnel_places(data, limits=limits, adjusted=adjusted)


@lru_cache(maxsize=8)
def picture_of(
    data: FunnelData, limits: str, adjusted: bool, marked: tuple[str, ...]
) -> tuple[str, str]:
    """The funnel as an address of a picture, and its words."""
    from curriculum.figures.funnel_reading import funnel_alt, funnel_svg

    svg = funnel_svg(data, limits=limits, adjusted=adjusted, marked=marked)
    return picture_url(svg), funnel_alt(data, limits=limits, adjusted=adjusted, marked=marked)


def _key(data: FunnelData, limits: str, adjusted: bool, marked: tuple[str, ...]) -> str:
    """Changes when the picture does."""
    told = repr((hash(data), limits, adjusted, marked)).encode("utf-8", "replace")
    return blake2b(told, digest_size=8).hexdigest()
