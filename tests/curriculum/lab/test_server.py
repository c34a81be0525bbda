"""JupyterLab with our settings and never with the user's."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from curriculum.lab.server import (
    HERE,
    LabError,
    environment,
    free_port,
    install_face,
    lab_home,
    launch,
    server_config,
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIFT_ELIE_DATA", str(tmp_path / "ours"))
    return tmp_path


def read(path: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_kernel_is_our_python_and_ignores_the_folder(home: Path) -> None:
    share = install_face(lab_home())
    kernel = read(share / "kernels" / "lift-elie" / "kernel.json")
    assert kernel["argv"][0] == sys.executable  # type: ignore[index]
    assert "--InteractiveShellApp.ignore_cwd=True" in kernel["argv"]
    assert (share / "labextensions" / "lift-elie" / "static" / "lift-elie.css").is_file()


def test_a_file_beside_a_notebook_does_not_shadow_ours(home: Path) -> None:
    """What ``ignore_cwd`` is for: a learner's ``autograde.py`` must not be imported."""
    from jupyter_client.manager import start_new_kernel

    share = install_face(lab_home())
    (home / "autograde.py").write_text("raise SystemExit('shadowed')")
    old = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = str(share)
    try:
        manager, client = start_new_kernel(kernel_name="lift-elie", cwd=str(home))
    finally:
        if old is None:
            del os.environ["JUPYTER_PATH"]
        else:
            os.environ["JUPYTER_PATH"] = old
    try:
        reply = client.execute_interactive(
            "import autograde.findings, os; assert os.getcwd() == "
            f"{str(home)!r}; assert 'shadowed' not in open(autograde.__file__).read()",
            timeout=60,
            output_hook=lambda _: None,
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert reply["content"]["status"] == "ok", reply["content"]


def test_the_settings_are_in_our_folder_only(home: Path) -> None:
    config = server_config({}, home / "root", "learner", ["start()"])
    assert lab_home() in config.parents
    variables = environment(config, lab_home() / "share")
    ours = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PATH")
    for name in ours:
        assert Path(variables[name]).is_relative_to(lab_home()), name
    assert variables["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)
    page = read(config / "labconfig" / "page_config.json")
    assert page["liftElieCode"] == ["start()"]
    settings = config / "jupyter_server_config.json"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert read(settings)["ServerApp"]["ip"] == "127.0.0.1"


def test_a_coach_keeps_menus_and_nbgrader(home: Path) -> None:
    learner = server_config({}, home, "learner")
    coach = server_config({}, home, "coach")
    menus = "@jupyterlab/mainmenu-extension:plugin"
    overrides = "labconfig/default_setting_overrides.json"
    assert menus in read(learner / overrides)
    assert menus not in read(coach / overrides)
    formgrader = "nbgrader.server_extensions.formgrader"
    key = "jpserver_extensions"
    name = "jupyter_server_config.json"
    assert read(learner / name)["ServerApp"][key][formgrader] is False  # type: ignore[index]
    assert formgrader not in read(coach / name)["ServerApp"][key]  # type: ignore[operator]


def test_more_settings_are_merged_by_class(home: Path) -> None:
    extra = {"ServerApp": {"tornado_settings": {"headers": {}}}, "CourseDirectory": {"root": "x"}}
    config = read(server_config(extra, home, "coach") / "jupyter_server_config.json")
    assert config["ServerApp"]["tornado_settings"] == {"headers": {}}
    assert config["ServerApp"]["ip"] == "127.0.0.1"
    assert config["CourseDirectory"] == {"root": "x"}


def test_each_start_has_a_new_token(home: Path) -> None:
    def token() -> object:
        config = server_config({}, home, "learner")
        return read(config / "jupyter_server_config.json")["IdentityProvider"]["token"]

    assert token() != token()


def test_a_taken_port_is_said(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(LabError, match=f"Port {port} is in use; choose another with --port"):
            launch(home, port=port)


def test_a_port_taken_in_the_last_moment_is_not_ours(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curriculum.lab.server._is_free", lambda _: True)
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(LabError, match="JupyterLab did not start"):
            launch(home, port=other.server_port)
        other.shutdown()


def test_a_server_that_does_not_start_says_why(home: Path) -> None:
    bad = {"ServerApp": {"certfile": str(home / "none.pem")}}
    with pytest.raises(LabError, match="The last thing it said"):
        launch(home, port=free_port(0), extra=bad)


@pytest.mark.slow
def test_it_starts_answers_with_its_token_only_and_stops(home: Path) -> None:
    root = home / "root"
    root.mkdir()
    running = launch(root, port=free_port(0))
    try:
        with urllib.request.urlopen(running.page(), timeout=30) as reply:
            assert reply.status == 200
            assert "liftElieFace" in reply.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{running.url}api/contents", timeout=30)
        address = f"{running.url}lab/extensions/lift-elie/static/remoteEntry.js"
        with urllib.request.urlopen(f"{address}?token={running.token}", timeout=30) as reply:
            assert b"_JUPYTERLAB" in reply.read()
    finally:
        running.stop()
    assert running.process.poll() is not None


def test_the_shipped_settings_fit_jupyterlabs_schemas() -> None:
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    for file in ("overrides.json", "learner.json"):
        for plugin, values in read(HERE / "settings" / file).items():
            package, name = plugin.split(":")
            schema = read(schemas / package / f"{name}.json")
            known = set(schema.get("properties", {})) | {"menus", "toolbars"}
            assert set(values) <= known, plugin


def test_no_node_and_no_build_is_needed() -> None:
    package = read(HERE / "extension" / "package.json")
    load = package["jupyterlab"]["_build"]["load"]  # type: ignore[index]
    assert (HERE / "extension" / load).is_file()


def test_importing_the_launcher_is_quick() -> None:
    code = "import sys, curriculum.lab.server; print('jupyterlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_a_closed_window_ends_jupyterlab_too(home: Path) -> None:
    port = free_port(0)
    command = [sys.executable, "-m", "curriculum.cli", "learn", str(home / "mine")]
    with subprocess.Popen(
        [*command, "--no-browser", "--port", str(port)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert any("Leave this window open" in line for line in program.stdout)
        program.send_signal(signal.SIGHUP)
        program.wait(30)
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5)
