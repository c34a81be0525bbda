"""The coach's desk: an app of ours inside JupyterLab, and nbgrader's formgrader, made safe.

This package is also a Jupyter server extension. At ``coach/desk`` it serves the desk (``app``, its
data from the functions in ``handlers.APIS`` and ``handlers.ACTS``). It changes two things of
formgrader, which itself stays as nbgrader ships it: its list of submissions and the page of one
submission are drawn with our templates, and names are escaped on every page; ``coach/hand-ins``
leads to that list.
"""

from __future__ import annotations

from typing import Any

from autograde.course import Course

__all__ = ["open_desk", "server_settings"]

ADDRESS = "coach/desk"


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
    from curriculum.lab.server import Server, launch, serve

    course.book().close()  # say now what is wrong with it, and not inside formgrader

    class Desk(Server):
        """Opens at the desk: a course's folder has no start page."""

        def page(self, path: str = "") -> str:
            return f"{self.url}{path or ADDRESS}?token={self.token}"

    server = launch(course.root, port=port, face="coach", extra=server_settings())
    print(f"To mark inside JupyterLab: {server.url}lab?token={server.token}")
    serve(Desk(server.url, server.token, server.process), browser=browser)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograde.desk"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Nothing yet: formgrader is loaded after us."""


async def _start_jupyter_server_extension(server: Any) -> None:
    """When every extension is loaded, dress formgrader and add our addresses."""
    application = server.web_app
    if dress(application.settings):
        from autograde.desk.handlers import ADDRESSES

        base = application.settings["base_url"].rstrip("/")
        ours = [(f"{base}/{address}", does) for address, does in ADDRESSES.items()]
        application.add_handlers(".*$", ours)


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
    from autograde.desk.page import TEMPLATES, desk_exporter, dress_list

    theirs = environment.loader.searchpath[0]
    settings["nbgrader_exporter"] = desk_exporter([str(TEMPLATES), theirs], settings)
    environment.autoescape = True
    dress_list(environment, settings)
    return True
