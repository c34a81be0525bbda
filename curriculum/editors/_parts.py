"""One ES module out of several files: anywidget takes a single one, relative imports fail."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

JS = Path(__file__).resolve().parent / "js"


@cache
def esm(*names: str) -> str:
    """The named parts of ``js/`` as one ES module.

    Parameters
    ----------
    *names : str
        File names without ``.js``, in the order in which they must stand. The parts share one
        scope, so they import nothing; the last one exports ``default``.

    Raises
    ------
    ValueError
        When a part imports, or when there is not exactly one ``export default``.
    """
    parts = [(JS / f"{name}.js").read_text(encoding="utf-8") for name in names]
    text = "\n".join(parts)
    if re.search(r"^\s*import[\s{*\"']", text, flags=re.MULTILINE):
        raise ValueError("a part of an editor must not import; parts share one scope")
    if len(re.findall(r"^export default\b", text, flags=re.MULTILINE)) != 1:
        raise ValueError("the parts of an editor must have exactly one `export default`")
    return text
