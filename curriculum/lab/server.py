"""Start JupyterLab with our face and our settings, and never with the user's own.

Everything that JupyterLab reads or keeps lies in our own folder (:func:`lab_home`): settings,
kernelspec, lab extension, signatures. The user's ``~/.jupyter`` is neither read nor written.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import platformdirs

from curriculum.content import ContentError
from curriculum.series import all_series

Face = Literal["learner", "coach"]

HERE = Path(__file__).resolve().parent
START_PAGE = "Start here.ipynb"
PATIENCE = 60.0
# A coach needs nbgrader's pages; a learner's server starts faster without them.
COACH_ONLY = ("formgrader", "validate_assignment", "assignment_list", "course_list")
PARTS = ("extension/package.json", "extension/static/lab.css", "extension/static/remoteEntry.js")


class LabError(ContentError):
    """JupyterLab could not be started; one plain sentence."""


@dataclass(frozen=True, slots=True)
class Server:
    """A JupyterLab that has been started: where it answers, and its process."""

    url: str
    token: str
    process: subprocess.Popen[bytes]

    def page(self, path: str = START_PAGE) -> str:
        """Address that opens a notebook alone, without another sign-in."""
        return f"{self.url}lab/tree/{quote(path)}?reset&token={self.token}"

    def stop(self) -> None:
        """End this server, and only this one."""
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)


def lab_home() -> Path:
    """Our folder for settings and signatures (``LIFT_ELIE_DATA`` puts it elsewhere)."""
    chosen = os.environ.get("LIFT_ELIE_DATA")
    home = Path(chosen) if chosen else platformdirs.user_data_path("lift-elie", appauthor=False)
    return home.expanduser().resolve()


def install_face(home: Path) -> Path:
    """Put lab extension and kernelspec where JupyterLab looks.

    Written anew at each start, so that a clone, an installed copy and an upgrade show the same
    face, and the kernel is always the Python that runs us.

    Returns
    -------
    Path
        A folder for ``JUPYTER_PATH``.
    """
    share = home / "share"
    extension = share / "labextensions" / "lift-elie"
    for part in PARTS:
        _copy(HERE / part, extension / Path(part).relative_to("extension"))
    for sheet in (HERE / "style").glob("*.css"):
        _copy(sheet, extension / "static" / sheet.name)
    kernel = json.loads((HERE / "kernelspec" / "kernel.json").read_text(encoding="utf-8"))
    kernel["argv"][0] = sys.executable
    _write_json(share / "kernels" / "lift-elie" / "kernel.json", kernel)
    return share


def server_config(
    extra: Mapping[str, Mapping[str, Any]],
    root: Path,
    face: Face = "learner",
    code: Iterable[str] = (),
) -> Path:
    """Write the settings of one server.

    Parameters
    ----------
    extra : mapping
        More configuration, by class name, merged over ours
        (``{"ServerApp": {"tornado_settings": {...}}}``).
    root : Path
        The folder that is served; it has a configuration of its own.
    face : {"learner", "coach"}
        A coach keeps JupyterLab's menus and side bars.
    code : iterable of str
        The text of the cells that may run by themselves. JupyterLab's own trust is not enough:
        its server signs any notebook without outputs when it is saved, a stranger's too.

    Returns
    -------
    Path
        The folder with the settings, for ``JUPYTER_CONFIG_DIR``.
    """
    name = hashlib.blake2b(f"{face}:{root}".encode(), digest_size=8).hexdigest()
    folder = lab_home() / "servers" / name
    config: dict[str, dict[str, Any]] = {
        "ServerApp": {
            "ip": "127.0.0.1",
            "root_dir": str(root),
            "open_browser": False,
            "terminals_enabled": face == "coach",
            "port_retries": 0,
            "allow_remote_access": False,
            # In a container everyone is root; the server is for this machine only anyway.
            "allow_root": True,
            "answer_yes": True,
            "log_level": "ERROR",
        },
        "LabApp": {
            "default_url": f"/lab/tree/{quote(START_PAGE)}",
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "news_url": None,
            "extension_manager": "readonly",
        },
        "IdentityProvider": {"token": secrets.token_hex(24)},
    }
    off = [f"nbgrader.server_extensions.{name}" for name in COACH_ONLY if face == "learner"]
    config["ServerApp"]["jpserver_extensions"] = dict.fromkeys([*off, "jupyterlab_jupytext"], False)
    for cls, options in extra.items():
        config[cls] = {**config.get(cls, {}), **options}
    path = folder / "jupyter_server_config.json"
    _write_json(path, config)
    path.chmod(0o600)
    overrides = _settings("overrides")
    if face == "learner":
        overrides |= _settings("learner")
    page = _settings("page_config") | {
        "liftElieFace": face,
        "liftElieCode": sorted(code),
        "liftElieNotebooks": our_notebooks(),
    }
    if face == "learner":
        page["disabledExtensions"] |= _settings("learner_page_config")["disabledExtensions"]
    _write_json(folder / "labconfig" / "default_setting_overrides.json", overrides)
    _write_json(folder / "labconfig" / "page_config.json", page)
    return folder


def our_notebooks() -> list[str]:
    """Names of the notebooks that we place in a learner's folder, without their folders."""
    modules = [module for series in all_series() for module in series.module if module.available]
    exercises = [f"{module.exercise}.ipynb" for module in modules if module.exercise]
    return [START_PAGE, *(module.notebook for module in modules), *exercises]


def environment(config: Path, share: Path) -> dict[str, str]:
    """The variables that keep JupyterLab in our folders."""
    home = lab_home()
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("JUPYTERLAB_", "JUPYTER_CONFIG", "JUPYTER_TOKEN"))
    }
    # nbgrader calls a bare `alembic`.
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    return kept | {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(data_folder(home)),
        "JUPYTER_RUNTIME_DIR": str(config / "runtime"),
        "JUPYTER_PATH": str(share),
        "PATH": path,
    }


def data_folder(home: Path) -> Path:
    """Where the signatures of trusted notebooks are."""
    return home / "data"


def launch(
    root: Path,
    *,
    port: int | None = None,
    face: Face = "learner",
    extra: Mapping[str, Mapping[str, Any]] | None = None,
    code: Iterable[str] = (),
) -> Server:
    """Start JupyterLab on this machine only, and wait until it answers.

    Raises
    ------
    LabError
        When the port is taken or JupyterLab does not answer within a minute.
    """
    home = lab_home()
    port = port or free_port()
    if not _is_free(port):
        raise LabError(f"Port {port} is in use; choose another with --port.")
    more = {key: dict(value) for key, value in (extra or {}).items()}
    more["ServerApp"] = {**more.get("ServerApp", {}), "port": port}
    config = server_config(more, root, face, code)
    share = install_face(home)
    log = config / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser"],
            cwd=root,
            env=environment(config, share),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl+C is for us; we end the server ourselves.
            start_new_session=os.name != "nt",
        )
    settings = json.loads((config / "jupyter_server_config.json").read_text(encoding="utf-8"))
    server = Server(f"http://127.0.0.1:{port}/", settings["IdentityProvider"]["token"], process)
    if not _answers(server, config / "runtime"):
        server.stop()
        raise LabError(f"JupyterLab did not start. The last thing it said: {_last_line(log)}")
    return server


def serve(server: Server, *, browser: bool) -> None:
    """Open the start page and stay until Ctrl+C."""
    # A closed window or an ended session must not leave JupyterLab behind.
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    page = server.page()
    try:
        if browser:
            webbrowser.open(page)
        print("The practice room is open at")
        print(f"  {page}")
        print("Leave this window open while you work. To stop, press Ctrl+C here.", flush=True)
        server.process.wait()
    except KeyboardInterrupt:
        print("Stopped. Everything you saved is kept.")
    finally:
        server.stop()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def free_port(first: int = 8888) -> int:
    """The first free port from this one on; any free port from 0."""
    if first:
        return next((port for port in range(first, first + 100) if _is_free(port)), free_port(0))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def _answers(server: Server, runtime: Path) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        try:
            # Another program may have taken the port since we looked, and would answer for ours.
            if _listens(server, runtime):
                with urllib.request.urlopen(f"{server.url}api", timeout=5):
                    return True
        except (http.client.HTTPException, OSError):
            pass
        time.sleep(0.1)
    return False


def _listens(server: Server, runtime: Path) -> bool:
    """Whether our server has its port: it writes what it listens to as soon as it does."""
    for file in runtime.glob("jpserver-*.json"):
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            continue  # it is being written
        if (said.get("url"), said.get("token")) == (server.url, server.token):
            return True
    return False


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "nothing"


def _settings(name: str) -> dict[str, Any]:
    text = (HERE / "settings" / f"{name}.json").read_text(encoding="utf-8")
    settings: dict[str, Any] = json.loads(text)
    return settings


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
