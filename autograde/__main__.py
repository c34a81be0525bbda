"""``python -m autograde``: the command."""

from autograde.cli import app

app()
