"""The gaps editor: groups beside a named comparison, small ones hidden, one question a page."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from curriculum.artifacts.disaggregation import Disaggregation, empty_disaggregation
from curriculum.artifacts.disaggregation_edits import apply
from curriculum.artifacts.fishbone_edits import EditError
from curriculum.artifacts.from_case import case_ref
from curriculum.charts.analysis import ChartError
from curriculum.data.district_file import LOCAL
from curriculum.editors import _gaps_table as table
from curriculum.editors import _gaps_words as words
from curriculum.editors._feedback import Check
from curriculum.editors._gaps_data import DistrictCounts, measure_of, read_counts
from curriculum.editors._parts import css, esm
from curriculum.editors._sheet import BASE_CSS, BASE_PARTS, Kind, Sheet
from curriculum.editors._sheet_session import SheetSession, open_sheet
from curriculum.editors._timer import start_timer
from curriculum.editors.fishbone import WARM_SECONDS, case_options, warm
from curriculum.simulate.district_facts import CrossedCounts, GapsCase

PARTS = (
    *BASE_PARTS,
    "sheet_parts.js",
    "gaps_parts.js",
    "sheet_file.js",
    "gaps_file.js",
    "gaps_groups.js",
    "gaps_pages.js",
    "gaps.js",
)
#: Changes after which the rows on the page are computed again, as long as the counts are here.
_FOLLOWED = ("comparison", "source")


class GapsSession(SheetSession):
    """A disaggregation while it is edited."""

    noun = "disaggregation"
    typed = frozenset({"set", "set_row", "set_who"})
    counts: DistrictCounts
    also: tuple[str, ...] = ()

    def edit(self, intent: Mapping[str, Any]) -> Disaggregation:
        """The disaggregation after one change; rows on the page follow comparison and floor."""
        made = apply(self.work, intent)
        if intent.get("op") == "set_floor" and not self.counts.held(made.source):
            before = {row.id for row in self.work.groups if row.hidden}
            if {row.id for row in made.groups if row.hidden} - before:
                # What else must be hidden then cannot be known without the counts.
                raise EditError(words.FLOOR_NEEDS_COUNTS)
        followed = intent.get("op") == "set_floor" or intent.get("field") in _FOLLOWED
        return self._followed(made) if followed and made.groups else made

    def act(self, op: str, intent: Mapping[str, Any]) -> bool:
        """``use_district`` and ``use_file`` choose the counts; ``put_rows`` writes the table."""
        if op == "use_district":
            self.counts.forget()
            self._change(self._district(), None)
        elif op == "use_file":
            if not self.counts.take(measure_of(intent.get("which"))):
                raise EditError("The file is no longer here: pick it again.")
            self._change(self.edit({"op": "set", "field": "source", "value": "own"}), None)
        elif op == "forget_file":
            self.counts.forget()
        elif op == "put_rows":
            also = intent.get("also")
            self._put(tuple(map(str, also)) if isinstance(also, list | tuple) else ())
        else:
            return False
        return True

    def _put(self, also: tuple[str, ...]) -> None:
        made: Disaggregation = self.work
        if not self.counts.held(made.source):
            raise EditError(words.GONE if self.counts.gone(made) else "Choose the numbers first.")
        found = self.counts.found(made.source, made.floor)
        if found.problem:
            raise EditError(found.problem)
        if not made.comparison.strip():
            raise EditError("Choose whom the groups are compared with first.")
        try:
            rows = table.numbers(found, made.comparison, also)
        except ChartError as error:
            raise EditError(str(error)) from error
        value = table.to_put(rows)
        self._change(apply(made, {"op": "replace_rows", "list": "groups", "value": value}), None)

    def _followed(self, made: Disaggregation) -> Disaggregation:
        if not self.counts.held(made.source):
            return made
        found = self.counts.found(made.source, made.floor)
        try:
            rows = () if found.problem else table.again(made, found, made.comparison)
        except ChartError:
            # A comparison that no group has: its sentence stands beside the table.
            return made
        return made.model_copy(update={"groups": rows}) if rows else made

    def _district(self) -> Disaggregation:
        """With the district's counts, and with what the papers say of them where nothing is."""
        case = self.counts.district
        made: Disaggregation = self.work
        facts, update = case.facts, dict[str, Any](source="simulated")
        if not made.district.strip():
            update["district"] = case.school
        sources = {item.id: item.source for item in case.items}
        pairs = (
            ("outcome", facts.outcome, "E1"),
            ("opportunity", facts.opportunity, "E2"),
        )
        for name, counts, paper in pairs:
            told = {**_told(counts), "source": f"{paper}: {_short(sources.get(paper, ''))}"}
            now = getattr(made, name)
            blank = {key: text for key, text in told.items() if not getattr(now, key).strip()}
            update[name] = now.model_copy(update=blank)
        return self._followed(made.model_copy(update=update))


def _told(counts: CrossedCounts) -> dict[str, str]:
    return {
        "name": counts.name,
        "counted": counts.counted,
        "out_of": counts.out_of,
        "period": counts.period,
    }


def _short(source: str) -> str:
    return source.partition(";")[0].partition(":")[0]


class GapsEditor(Sheet):
    """The widget; make it with `gaps_editor`."""

    _esm = esm(*PARTS)
    _css = css(*BASE_CSS, "gaps.css")

    def picture(self) -> tuple[str, str]:
        """The disaggregation drawn, and the same in words."""
        from curriculum.figures.gaps import disaggregation_alt, disaggregation_svg

        return disaggregation_svg(self.session.work), disaggregation_alt(self.session.work)


def gaps_editor(
    name: str = "disaggregation",
    *,
    check: Check | None = None,
    case: GapsCase | None = None,
    team: bool = False,
    root: Path | str | None = None,
) -> GapsEditor:
    """An editor for the disaggregation saved as ``work/<name>.json``.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens.
    check : callable, optional
        Takes a `Disaggregation` and returns findings, for "Check my work".
    case : GapsCase, optional
        A practice case: its counts by school and group. Without one the learner brings a district
        file, which is read on this computer and kept nowhere, or takes a simulated district.
    team : bool
        Whether this is the district's own: asks whose version it is and who was there.
    root : Path, optional
        The learner's folder; the kernel's working directory if not given.

    Returns
    -------
    GapsEditor

    Raises
    ------
    curriculum.workspace.WorkspaceError
        If ``name`` is not a plain one.
    """
    folder = Path(root) if root is not None else Path.cwd()
    blank = empty_disaggregation(case_ref(case) if case is not None else None)
    if case is not None:
        blank = blank.model_copy(update={"district": case.school})
    session = open_sheet(GapsSession, folder, name, blank)
    assert isinstance(session, GapsSession)
    # A cell that runs again finds the counts of the file that was opened before.
    kept = getattr(session, "counts", None)
    if kept is None or kept.case != case:
        session.counts = DistrictCounts(case)
    if check is not None:
        start_timer(WARM_SECONDS, lambda: warm(session, check))
    start_timer(WARM_SECONDS, _preload)
    return GapsEditor(session, gaps_kind(session, case, team), check)


def _preload() -> None:
    """Load what reads a file and hides its small groups, while the learner is still reading."""
    for name in ("curriculum.data.district_file", "scipy.optimize", "pandas"):
        import_module(name)


def gaps_kind(session: GapsSession, case: GapsCase | None, team: bool) -> Kind:
    """What makes a sheet a disaggregation."""

    def show(content: dict[str, Any], _session: SheetSession) -> dict[str, Any]:
        also = content.get("also")
        session.also = tuple(map(str, also))[:100] if isinstance(also, list) else ()
        session.tell()
        return {"type": "shown"}

    return Kind(
        exports="curriculum.exports.disaggregation",
        taken=lambda s: (s.work,),
        made=lambda _s: made(session),
        look=words.look,
        formats=("print", "pdf", "png", "svg", "markdown", "csv"),
        options={
            "title": "Disaggregation",
            "team": team,
            "local": LOCAL,
            "has_case": case is not None,
            **case_options(case, session.work.case),
            "all_good": "Nothing to fix here. What will you say when somebody asks, “So whose "
            "fault is it?”",
        },
        answers={
            "file": lambda content, _s: {"type": "file", **read_counts(content, session.counts)},
            "show": show,
            "split": lambda content, _s: {
                "type": "split",
                **words.split(content, session.work, session.counts),
            },
        },
    )


def made(session: GapsSession) -> dict[str, Any]:
    """What the browser shows beside the disaggregation."""
    work: Disaggregation = session.work
    return {
        "steps": words.steps(work),
        "also": list(session.also),
        "names": words.names_asked(work),
        "groups": words.groups_words(work, session.counts, session.also),
    }
