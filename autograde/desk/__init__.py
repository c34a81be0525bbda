"""The coach's desk: for now nbgrader's formgrader, made safe and readable, inside JupyterLab.

This package is also a Jupyter server extension. It changes two things of formgrader, which itself
stays as nbgrader ships it: the page of one submission is drawn with our template, and names are
escaped on every page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograde.course import Course

__all__ = ["open_desk", "server_settings"]


def server_settings() -> dict[str, dict[str, Any]]:
    """What a JupyterLab needs to be a coach's desk, by configuration class.

    The frame policy belongs on a single user's own machine only: on a hub, give formgrader its own
    tab instead (nbgrader's advisory GHSA-fcr8-4r9f-r66m).
    """
    return {
        "ServerApp": {
            "jpserver_extensions": {"autograde.desk": True},
            "tornado_settings": {"headers": {"Content-Security-Policy": "frame-ancestors 'self'"}},
        }
    }


def open_desk(course: Course, *, browser: bool = True, port: int | None = None) -> None:
    """Start JupyterLab in a course's folder, with formgrader, and wait until it is closed."""
    from curriculum.lab.server import launch, serve

    course.book().close()  # say now what is wrong with it, and not inside formgrader

    server = launch(course.root, port=port, face="coach", extra=server_settings())
    print(f"To mark: {server.url}formgrader?token={server.token}")
    serve(server, browser=browser)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograde.desk"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Nothing yet: formgrader is loaded after us."""


async def _start_jupyter_server_extension(server: Any) -> None:
    """When every extension is loaded, dress formgrader."""
    dress(server.web_app.settings)


def dress(settings: dict[str, Any]) -> bool:
    """Give formgrader our page and escape what its other pages show.

    Parameters
    ----------
    settings : dict
        Of the web application; formgrader has put its exporter and templates there.

    Returns
    -------
    bool
        Whether formgrader was there to dress.
    """
    environment = settings.get("nbgrader_jinja2_env")
    if environment is None or "nbgrader_exporter" not in settings:
        return False
    from autograde.desk.page import desk_exporter

    theirs = environment.loader.searchpath[0]
    settings["nbgrader_exporter"] = desk_exporter(
        [str(Path(__file__).parent / "templates"), theirs]
    )
    environment.autoescape = True
    return True
