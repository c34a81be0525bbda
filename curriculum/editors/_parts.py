"""Parts of one ES module, put together in order.

The widget library takes a single module and relative imports fail in it, so each editor names its
parts and `esm` joins them. A part holds plain functions; only the last one may export.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_NAME = re.compile(r"^[a-z][a-z0-9_-]*\.(js|css)$")
_IMPORT = re.compile(r"^\s*import\b", re.MULTILINE)
_EXPORT = re.compile(r"^\s*export\b", re.MULTILINE)
_TOP_LEVEL = re.compile(
    r"^(?:export\s+)?(?:async\s+)?(?:function\*?|const|let|var|class)\s+([A-Za-z_$][\w$]*)",
    re.MULTILINE,
)


@cache
def esm(*names: str) -> str:
    """One ES module from parts in ``editors/js``.

    Parameters
    ----------
    *names : str
        File names in order, for example ``"core.js", "outline.js", "fishbone.js"``.

    Returns
    -------
    str
        The module; each part begins with a comment that names it.

    Raises
    ------
    ValueError
        If a name is not a plain file name, a part is missing or stands twice, imports something,
        exports although it is not the last one, or declares a name that an earlier part declared.
    """
    if not names:
        raise ValueError("Name at least one part.")
    declared: dict[str, str] = {}
    texts = []
    for position, name in enumerate(names):
        if names.index(name) != position:
            raise ValueError(f"The part {name} stands twice.")
        text = _read("js", name)
        if _IMPORT.search(text):
            raise ValueError(f"The part {name} imports something; parts cannot.")
        if position < len(names) - 1 and _EXPORT.search(text):
            raise ValueError(f"The part {name} exports; only the last part may.")
        for symbol in _TOP_LEVEL.findall(text):
            if symbol in declared:
                raise ValueError(f"{symbol} is declared in {declared[symbol]} and in {name}.")
            declared[symbol] = name
        texts.append(f"// ---- {name}\n{text.strip()}\n")
    return "\n".join(texts)


@cache
def css(*names: str) -> str:
    """One stylesheet from parts in ``editors/css``.

    Raises
    ------
    ValueError
        If a name is not a plain file name or a part is missing.
    """
    return "\n".join(f"/* ---- {name} */\n{_read('css', name).strip()}\n" for name in names)


def _read(folder: str, name: str) -> str:
    if not _NAME.match(name) or not name.endswith(f".{folder}"):
        raise ValueError(f"{name!r} is not the name of a part.")
    try:
        return (_HERE / folder / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ValueError(f"There is no part {name}.") from None
