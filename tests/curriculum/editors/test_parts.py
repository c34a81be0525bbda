"""Parts of one module, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from curriculum.editors import _parts
from curriculum.editors._forms import PARTS as FORM_PARTS
from curriculum.editors._parts import css, esm
from curriculum.editors.fishbone import PARTS
from curriculum.editors.gaps import PARTS as GAPS_PARTS
from curriculum.editors.plan import PARTS as PLAN_PARTS
from curriculum.editors.signal import PARTS as SIGNAL_PARTS
from curriculum.editors.study import PARTS as STUDY_PARTS

EVERY = [PARTS, FORM_PARTS, PLAN_PARTS, STUDY_PARTS, GAPS_PARTS, SIGNAL_PARTS]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(_parts, "_HERE", tmp_path)
    (tmp_path / "js").mkdir()
    esm.cache_clear()
    yield tmp_path / "js"
    esm.cache_clear()


def test_parts_come_in_order_and_the_last_one_exports(folder: Path) -> None:
    (folder / "one.js").write_text("function one() {}\n")
    (folder / "two.js").write_text("export default { one };\n")
    text = esm("one.js", "two.js")
    assert text.index("one.js") < text.index("function one") < text.index("export default")


@pytest.mark.parametrize(
    ("first", "second", "names", "sentence"),
    [
        ("import x from 'y';", "", ("one.js", "two.js"), "imports"),
        ("export const a = 1;", "", ("one.js", "two.js"), "only the last"),
        ("const a = 1;", "function a() {}", ("one.js", "two.js"), "a is declared in one.js"),
        ("", "", ("one.js", "one.js"), "twice"),
        ("", "", ("one.js", "three.js"), "no part three.js"),
        ("", "", ("../one.js",), "not the name"),
        ("", "", ("one.css",), "not the name"),
        ("", "", (), "at least one"),
    ],
)
def test_mistakes_are_refused(
    folder: Path, first: str, second: str, names: tuple[str, ...], sentence: str
) -> None:
    (folder / "one.js").write_text(first)
    (folder / "two.js").write_text(second)
    with pytest.raises(ValueError, match=sentence):
        esm(*names)


@pytest.mark.parametrize("parts", EVERY)
def test_a_function_that_is_called_comes_with_the_module(parts: tuple[str, ...]) -> None:
    declared = re.compile(r"^(?:async )?function (\w+)", re.MULTILINE)
    everywhere = {
        name
        for path in (Path(_parts.__file__).parent / "js").glob("*.js")
        for name in declared.findall(path.read_text(encoding="utf-8"))
    }
    text = esm(*parts)
    called = set(re.findall(r"(?<![\w.])(\w+)\(", text)) & everywhere
    local = {"at", "make", "render", "draw"}  # names of parameters and inner functions, too
    assert called - set(declared.findall(text)) - local == set()


@pytest.mark.parametrize("parts", EVERY)
def test_each_editor_is_one_module_that_writes_text_only(parts: tuple[str, ...]) -> None:
    text = esm(*parts)
    assert text.count("export default") == 1
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_each_part_is_short() -> None:
    for path in (Path(_parts.__file__).parent / "js").glob("*.js"):
        assert len(path.read_text().splitlines()) < 300, path.name


def test_what_is_hidden_in_a_form_is_hidden_in_every_form() -> None:
    assert ".le-panel [hidden]" in css("panel.css")
    assert "[hidden]" not in css("games.css")


def test_styles_are_joined() -> None:
    text = css("base.css", "fishbone.css")
    assert text.index("/* ---- base.css") < text.index("/* ---- fishbone.css")
    with pytest.raises(ValueError, match="no part"):
        css("nothing.css")
