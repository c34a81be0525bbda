"""The editors' line to Python: an answer that comes late, and one that never comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import curriculum.editors

pytestmark = pytest.mark.browser

JS = Path(curriculum.editors.__file__).parent / "js"
#: A kernel that is well, and a widget whose answers take as long as a test wants (0: for ever).
FAKE = """(late) => {
  const quiet = { connect() {}, disconnect() {} };
  const kernel = {
    status: "idle", connectionStatus: "connected", isDisposed: false,
    statusChanged: quiet, connectionStatusChanged: quiet,
    requestCommInfo: async () => ({ content: { status: "ok", comms: { me: {} } } }),
  };
  const heard = {};
  const model = {
    widget_manager: { kernel },
    get: () => "me",
    on: (name, call) => { heard[name] = call; },
    off() {},
    send(message) {
      if (message.type !== "ping" || !late) return;
      setTimeout(() => heard["msg:custom"]({ type: "pong", rid: message.rid }), late);
    },
  };
  const status = { acks: {}, saved_acks: {} };
  window.states = [];
  window.link = createLink(model, "work/plan.json", {
    // As the editors do: whatever changes, what Python last said is looked at again.
    onState: (state) => { states.push(state); window.link.onStatus(status, status); },
    onSend() {}, onMessage() {},
  });
  link.send({ do: "write" });
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page whose clock stands still, with the line in it."""
    context = chromium.new_context()
    page = context.new_page()
    page.clock.install()
    for part in ("core.js", "again.js", "link.js"):
        page.add_script_tag(content=(JS / part).read_text(encoding="utf-8"))
    yield page
    context.close()


@pytest.mark.parametrize("late", [100, 2_000, 4_000, 9_000])
def test_a_late_answer_is_no_deaf_kernel(page: Page, late: int) -> None:
    page.evaluate(FAKE, late)
    page.clock.run_for(120_000)
    assert page.evaluate("() => link.state") == "live"
    assert "gone" not in page.evaluate("() => states")


def test_a_kernel_that_is_well_and_never_answers_is_gone(page: Page) -> None:
    page.evaluate(FAKE, 0)
    page.clock.run_for(10_000)
    assert "gone" not in page.evaluate("() => states")
    page.clock.run_for(50_000)
    assert page.evaluate("() => link.state") == "gone"
