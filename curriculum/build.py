"""Make what is generated from sources and committed: notebooks and the series' indexes."""

from __future__ import annotations

from pathlib import Path

from curriculum.content import content_root
from curriculum.notebooks import build_module, to_text
from curriculum.series import Module, Series, all_series

GENERATED = "<!-- Made from series.toml by `curriculum build`; change that file instead. -->"


def build(root: Path | None = None, *, check: bool = False) -> list[str]:
    """Write every generated file whose source says something else.

    Parameters
    ----------
    root : Path, optional
        Folder that holds the series' folders; the clone's when left out.
    check : bool
        Only look.

    Returns
    -------
    list of str
        Paths, relative to ``root``, of the files that were (or, with ``check``, are) out of date.

    Raises
    ------
    ContentError
        When a source breaks a rule.
    """
    root = root or content_root()
    stale = []
    for path, text in generated(root).items():
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        stale.append(path.relative_to(root).as_posix())
        if not check:
            path.write_bytes(text.encode())
    return stale


def generated(root: Path) -> dict[Path, str]:
    """What every generated file must say."""
    files: dict[Path, str] = {}
    for series in all_series(root):
        folder = root / series.id
        files[folder / "README.md"] = index(series)
        for module in series.module:
            if module.available:
                notebook = build_module(folder / module.id)
                files[folder / module.id / "module.ipynb"] = to_text(notebook)
    return files


def index(series: Series) -> str:
    """The README of a series, in Markdown."""
    rows = [_row(series, module) for module in series.module]
    return "\n".join(
        [
            GENERATED,
            "",
            f"# {series.title}: {series.subtitle}",
            "",
            f"For {series.audience[:1].lower()}{series.audience[1:]}.",
            "",
            "| | module | what is made | when | minutes | |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _row(series: Series, module: Module) -> str:
    name = f"[{module.label}]({module.id}/module.md)" if module.available else module.label
    minutes = ", ".join(f"{sitting.id} {sitting.minutes}".strip() for sitting in module.sitting)
    when = f"after {series.session_title(module.after).lower()}"
    state = "available" if module.available else "coming"
    cells = (str(module.number), name, module.makes, when, minutes, state)
    return f"| {' | '.join(cells)} |"
