"""Starting faster must change nothing but the time."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from autograde._quick import quick_imports
quick_imports()
assert "jsonschema" in sys.modules and "lark" not in sys.modules
assert "rfc3987_syntax" not in sys.modules
import nbformat, rfc3987_syntax
nbformat.validate(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("x")]))
bad = nbformat.v4.new_notebook()
bad["cells"] = [{"cell_type": "nonsense"}]
try:
    nbformat.validate(bad)
except nbformat.ValidationError:
    print("refused")
"""


def test_jsonschema_works_and_the_grammars_stay_available() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
