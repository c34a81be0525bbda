"""The workspace: what it keeps, what it refuses, and what it says."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum import _workspace_history as history
from curriculum._workspace_files import digest, locked
from curriculum.artifacts import Fishbone, empty_fishbone
from curriculum.workspace import Version, Workspace, WorkspaceError, identity, set_identity


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def space(tmp_path: Path, clock: Clock) -> Workspace:
    return Workspace(tmp_path, clock=clock)


def fish(school: str) -> Fishbone:
    return empty_fishbone().model_copy(update={"school": school})


def one_sentence(message: str) -> bool:
    text = message.strip()
    ends = [i for i, char in enumerate(text[:-1]) if char in ".!?" and text[i + 1] == " "]
    return bool(text) and text[-1] == "." and "\n" not in text and not ends


def test_nothing_there_is_nothing_to_say(space: Workspace) -> None:
    loaded = space.load("fishbone", Fishbone)
    assert (loaded.artifact, loaded.revision, loaded.message) == (None, "", "")
    assert space.history("fishbone") == []


def test_what_was_saved_is_there_after_closing_the_tab(space: Workspace, tmp_path: Path) -> None:
    saved = space.save("fishbone", fish("Alder Creek (fictional)"), "")
    assert saved.saved
    assert saved.message == ""
    loaded = Workspace(tmp_path).load("fishbone", Fishbone)
    assert loaded.artifact == fish("Alder Creek (fictional)")
    assert loaded.revision == saved.revision
    assert loaded.message == ""


def test_the_revision_is_the_content_of_the_file(space: Workspace, tmp_path: Path) -> None:
    saved = space.save("fishbone", fish("a"), "")
    assert saved.revision == digest((tmp_path / "work" / "fishbone.json").read_bytes())


def test_a_second_tab_never_overwrites(tmp_path: Path) -> None:
    first, second = Workspace(tmp_path), Workspace(tmp_path)
    start = first.save("fishbone", fish("start"), "").revision
    mine = first.save("fishbone", fish("first tab"), start)
    other = second.save("fishbone", fish("second tab"), start)
    assert not other.saved
    assert other.conflict
    assert other.revision == mine.revision
    assert "another window" in other.message
    assert one_sentence(other.message)
    assert first.load("fishbone", Fishbone).artifact == fish("first tab")
    kept = second.open_version("fishbone", other.kept, Fishbone)
    assert kept == fish("second tab")
    # The person chose their own version: the other one stays in the history.
    chosen = second.save("fishbone", fish("second tab"), other.revision)
    assert chosen.saved
    schools = [
        first.open_version("fishbone", v, Fishbone).school for v in first.history("fishbone")
    ]
    assert set(schools) == {"start", "first tab", "second tab"}


def test_two_tabs_that_say_the_same_do_not_quarrel(tmp_path: Path) -> None:
    first, second = Workspace(tmp_path), Workspace(tmp_path)
    first.save("fishbone", fish("same"), "")
    assert second.save("fishbone", fish("same"), "").saved


def test_a_file_that_was_deleted_is_simply_saved_again(space: Workspace, tmp_path: Path) -> None:
    saved = space.save("fishbone", fish("a"), "")
    (tmp_path / "work" / "fishbone.json").unlink()
    again = space.save("fishbone", fish("b"), saved.revision)
    assert again.saved
    assert not again.conflict


def test_a_file_that_was_deleted_opens_from_the_history(space: Workspace, tmp_path: Path) -> None:
    space.save("fishbone", fish("a"), "")
    (tmp_path / "work" / "fishbone.json").unlink()
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("a")
    assert loaded.revision == ""
    assert "no longer there" in loaded.message
    assert one_sentence(loaded.message)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"kind": "fishbone", "schema_ver',
        b"\x00" * 4000,
        b"\xff\xfe not text",
        b"[" * 10_000,
        b'{"kind": "fishbone", "schema_version": 1, "surprise": ' + b'"x' * 600_000 + b'"}',
        b'{"kind": "fishbone", "schema_version": 1, "bones": 7}',
        b'{"kind": "prediction", "schema_version": 1}',
    ],
)
def test_a_damaged_file_opens_the_last_good_version_and_stays(
    space: Workspace, tmp_path: Path, damage: bytes
) -> None:
    first = space.save("fishbone", fish("first"), "")
    space.save("fishbone", fish("last good"), first.revision)
    path = tmp_path / "work" / "fishbone.json"
    path.write_bytes(damage)
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("last good")
    beside = list(path.parent.glob("fishbone.json.damaged-*"))
    assert [one.read_bytes() for one in beside] == [damage]
    assert beside[0].name in loaded.message
    assert "damaged" in loaded.message
    assert one_sentence(loaded.message.replace(beside[0].name, "it"))
    assert space.save("fishbone", fish("on"), loaded.revision).saved


def test_a_damaged_file_without_history_is_kept_and_named(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "fishbone.json").write_text("{")
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact is None
    assert "start anew" in loaded.message
    assert len(list((tmp_path / "work").glob("fishbone.json.damaged-*"))) == 1


def test_a_damaged_history_is_passed_over(space: Workspace, tmp_path: Path) -> None:
    first = space.save("fishbone", fish("good"), "")
    space.save("fishbone", fish("newer"), first.revision)
    newest = space.history("fishbone")[0]
    (tmp_path / ".history" / "fishbone" / f"{newest.id}.json").write_text("{}")
    (tmp_path / "work" / "fishbone.json").write_text("{")
    assert space.load("fishbone", Fishbone).artifact == fish("good")
    with pytest.raises(WorkspaceError, match="no longer there"):
        space.open_version("fishbone", newest, Fishbone)


def test_a_file_from_a_newer_version_is_never_touched(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    path = tmp_path / "work" / "fishbone.json"
    newer = json.dumps({"kind": "fishbone", "schema_version": 2, "fins": ["new"]}).encode()
    path.write_bytes(newer)
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact is None
    assert loaded.read_only
    assert "newer version" in loaded.message
    assert one_sentence(loaded.message)
    saved = space.save("fishbone", fish("mine"), loaded.revision)
    assert not saved.saved
    assert "update the program" in saved.message
    assert one_sentence(saved.message)
    version = next(v for v in space.history("fishbone") if v.kind == "conflict")
    assert space.open_version("fishbone", version, Fishbone) == fish("mine")
    assert not space.restore("fishbone", version).saved
    assert path.read_bytes() == newer
    assert sorted(p.name for p in path.parent.glob("fishbone*")) == ["fishbone.json"]


def test_a_newer_file_in_the_way_shows_the_last_good_version(
    space: Workspace, tmp_path: Path
) -> None:
    space.save("fishbone", fish("good"), "")
    newer = json.dumps({"kind": "fishbone", "schema_version": 99}).encode()
    (tmp_path / "work" / "fishbone.json").write_bytes(newer)
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("good")
    assert loaded.read_only
    assert "newer version" in loaded.message
    assert "your last version" in loaded.message
    assert one_sentence(loaded.message)
    assert not space.save("fishbone", fish("mine"), loaded.revision).saved
    assert (tmp_path / "work" / "fishbone.json").read_bytes() == newer


def test_history_lists_newest_first_and_restores(space: Workspace) -> None:
    revision = ""
    for school in ("one", "two", "three"):
        revision = space.save("fishbone", fish(school), revision).revision
    kept = space.history("fishbone")
    assert [space.open_version("fishbone", v, Fishbone).school for v in kept] == [
        "three", "two", "one",
    ]  # fmt: skip
    back = space.restore("fishbone", kept[-1])
    assert back.saved
    loaded = space.load("fishbone", Fishbone)
    assert loaded.artifact == fish("one")
    assert loaded.revision == back.revision
    assert {space.open_version("fishbone", v, Fishbone).school for v in kept} == {
        "one", "two", "three",
    }  # fmt: skip
    # A tab that has not noticed the restore does not overwrite it.
    assert space.save("fishbone", fish("four"), revision).conflict


def test_restoring_keeps_what_only_the_file_holds(space: Workspace, tmp_path: Path) -> None:
    space.save("fishbone", fish("one"), "")
    (tmp_path / "work" / "fishbone.json").write_text(fish("by hand").to_json())
    space.restore("fishbone", space.history("fishbone")[0])
    schools = {
        space.open_version("fishbone", v, Fishbone).school for v in space.history("fishbone")
    }
    assert schools == {"one", "by hand"}


def test_a_file_put_there_by_hand_goes_into_the_history_before_it_is_replaced(
    space: Workspace, tmp_path: Path
) -> None:
    space.save("fishbone", fish("one"), "")
    (tmp_path / "work" / "fishbone.json").write_text(fish("by hand").to_json())
    loaded = space.load("fishbone", Fishbone)
    space.save("fishbone", fish("two"), loaded.revision)
    schools = {
        space.open_version("fishbone", v, Fishbone).school for v in space.history("fishbone")
    }
    assert schools == {"one", "by hand", "two"}


def test_a_missing_history_costs_nothing(space: Workspace, tmp_path: Path) -> None:
    import shutil

    saved = space.save("fishbone", fish("one"), "")
    shutil.rmtree(tmp_path / ".history")
    loaded = space.load("fishbone", Fishbone)
    assert (loaded.artifact, loaded.message) == (fish("one"), "")
    assert space.save("fishbone", fish("two"), saved.revision).message == ""


def test_an_unknown_or_foreign_version_is_refused(space: Workspace, tmp_path: Path) -> None:
    space.save("fishbone", fish("one"), "")
    (tmp_path / ".history" / "fishbone" / "notes.json").write_text("{}")
    assert len(space.history("fishbone")) == 1
    for wrong in ("notes", "../../work/fishbone", "", "x" * 300):
        with pytest.raises(WorkspaceError, match="no longer there"):
            space.restore("fishbone", wrong)


def test_handed_in_versions_are_marked_once(space: Workspace) -> None:
    assert space.mark_handed_in("fishbone") is None
    space.save("fishbone", fish("one"), "")
    first = space.mark_handed_in("fishbone")
    assert first is not None
    assert space.mark_handed_in("fishbone") == first
    assert [v.kind for v in space.history("fishbone")] == ["handed-in", "saved"]


def test_a_clock_that_goes_back_does_not_bury_new_work(space: Workspace, clock: Clock) -> None:
    first = space.save("fishbone", fish("one"), "")
    clock.now -= timedelta(days=3)
    space.save("fishbone", fish("two"), first.revision)
    newest = space.history("fishbone")[0]
    assert space.open_version("fishbone", newest, Fishbone) == fish("two")


@pytest.mark.parametrize(
    "name",
    ["", "..", "../x", "a/b", "a\\b", "/etc/passwd", "C:x", "Fishbone", "a.b", "-a", "a--b", "a-",
     "con", "nul", "com1", "x" * 61, "fish bone", "fishbone\n", "fischgräte", ".hidden"],
)  # fmt: skip
def test_names_cannot_leave_the_folder(space: Workspace, name: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        space.save(name, fish("x"), "")
    assert one_sentence(str(caught.value))
    with pytest.raises(WorkspaceError):
        space.load(name, Fishbone)
    with pytest.raises(WorkspaceError):
        space.history(name)


def test_practice_and_team_names_are_fine(space: Workspace) -> None:
    for name in ("fishbone", "team-fishbone", "practice-fishbone-12"):
        assert space.save(name, fish(name), "").saved


def test_only_visible_json_files_are_work(space: Workspace, tmp_path: Path) -> None:
    space.save("fishbone", fish("a"), "")
    visible = [path.name for path in (tmp_path / "work").iterdir() if path.name[0] != "."]
    assert visible == ["fishbone.json"]


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Eight windows save at once: one wins each round, the others are kept as conflict copies."""
    start = Workspace(tmp_path).save("fishbone", fish("start"), "").revision
    outcomes: list[tuple[str, bool]] = []

    def write(number: int) -> None:
        saved = Workspace(tmp_path, lock_seconds=30).save("fishbone", fish(f"w{number}"), start)
        outcomes.append((f"w{number}", saved.saved))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(saved for _, saved in outcomes) == 1
    space = Workspace(tmp_path)
    kept = {space.open_version("fishbone", v, Fishbone).school for v in space.history("fishbone")}
    assert kept == {"start", *(f"w{number}" for number in range(8))}


def test_a_writer_that_does_not_let_go_is_reported(tmp_path: Path) -> None:
    space = Workspace(tmp_path, lock_seconds=0.05)
    saved = space.save("fishbone", fish("one"), "")
    with locked(tmp_path / "work" / ".fishbone.json.lock"):
        waiting = space.save("fishbone", fish("two"), saved.revision)
    assert not waiting.saved
    assert waiting.revision == saved.revision
    assert "Another window" in waiting.message
    assert one_sentence(waiting.message)
    assert space.save("fishbone", fish("two"), waiting.revision).saved


def test_work_that_is_too_large_is_refused_with_advice(space: Workspace) -> None:
    def cause(name: str) -> dict[str, object]:
        whys = [{"id": f"{name}w{k}", "text": "x" * 600} for k in range(8)]
        return {"id": name, "text": "x" * 600, "whys": whys}

    bones = [{"id": f"b{i}", "causes": [cause(f"b{i}c{j}") for j in range(20)]} for i in range(12)]
    fb = Fishbone.model_validate({"bones": bones})
    saved = space.save("fishbone", fb, "")
    assert not saved.saved
    assert "too large" in saved.message
    assert one_sentence(saved.message)


VERSIONS = st.lists(
    st.tuples(st.integers(0, 40 * 24 * 3600), st.sampled_from(["saved", "conflict", "handed-in"])),
    max_size=200,
)


@given(VERSIONS)
@settings(deadline=None)
def test_thinning_laws(ages: list[tuple[int, history.Kind]]) -> None:
    now = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    versions = [
        Version(f"{i:04d}", now - timedelta(seconds=age), "0" * 32, kind)
        for i, (age, kind) in enumerate(sorted(ages))
    ]
    gone = history.spare(versions, now)
    left = [version for version in versions if version not in gone]
    assert all(version.kind == "saved" for version in gone)
    assert all(now - version.when > timedelta(hours=1) for version in gone)
    assert left[:1] == versions[:1]
    assert history.spare(left, now) == []
    # Every hour of the last day, and every day before it, that had a version still has one.
    for version in gone:
        same = "%Y%m%d%H" if now - version.when <= timedelta(days=1) else "%Y%m%d"
        assert any(v.when.strftime(same) == version.when.strftime(same) for v in left)


def test_a_long_session_stays_within_bounds() -> None:
    now = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    versions = [
        Version(f"{i:05d}", now - timedelta(seconds=i), "0" * 32, "saved") for i in range(3600)
    ]
    gone = set(history.spare(versions, now))
    left = [version for version in versions if version not in gone]
    assert left[: history.KEEP_RECENT] == versions[: history.KEEP_RECENT]
    assert len(left) <= history.KEEP_RECENT + 61


def test_thinning_removes_files(tmp_path: Path) -> None:
    clock = Clock()
    space = Workspace(tmp_path, clock=clock)
    revision = ""
    for number in range(30):
        clock.now += timedelta(minutes=10)
        revision = space.save("fishbone", fish(f"v{number}"), revision).revision
    kept = space.history("fishbone")
    assert len(kept) == len(list((tmp_path / ".history" / "fishbone").glob("*.json")))
    assert 8 <= len(kept) <= 13
    assert space.open_version("fishbone", kept[0], Fishbone).school == "v29"


# Identity


@pytest.fixture(autouse=True)
def _no_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)


def test_identity_is_unknown_chosen_and_kept(tmp_path: Path) -> None:
    assert identity(tmp_path) is None
    assert set_identity(tmp_path, "  hub7-042 ") == "hub7-042"
    assert identity(tmp_path) == "hub7-042"


def test_an_exercise_finds_the_identity_of_its_workspace(tmp_path: Path) -> None:
    exercise = tmp_path / "lift-fishbone"
    exercise.mkdir()
    set_identity(exercise, "t01")
    assert (tmp_path / "learner.json").exists()
    assert not (exercise / "learner.json").exists()
    assert identity(exercise) == "t01"
    set_identity(tmp_path, "t02")
    assert identity(exercise) == "t02"
    deeper = exercise / "work"
    deeper.mkdir()
    assert identity(deeper) is None


def test_nothing_else_is_searched(tmp_path: Path) -> None:
    set_identity(tmp_path, "t01")
    plain = tmp_path / "Notebooks"
    plain.mkdir()
    assert identity(plain) is None


def test_an_exercise_that_has_its_own_identity_keeps_it_in_step(tmp_path: Path) -> None:
    exercise = tmp_path / "lift-fishbone"
    exercise.mkdir()
    (exercise / "learner.json").write_text('{"key": "old"}')
    set_identity(exercise, "new")
    assert identity(exercise) == "new"


def test_the_hub_knows_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_identity(tmp_path, "t01")
    monkeypatch.setenv("JUPYTERHUB_USER", "pat@district.example")
    assert identity(tmp_path) == "pat@district.example"
    monkeypatch.setenv("JUPYTERHUB_USER", "../../etc")
    assert identity(tmp_path) == "t01"


@pytest.mark.parametrize(
    "wrong",
    ["", " ", ".hidden", "-x", "_x", "a b", "a/b", "..", "a\\b", "a\nb", "Zoë", "x" * 65, "a<b>",
     "=1+1", "dot."],
)  # fmt: skip
def test_a_wrong_code_is_refused_kindly(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ValueError, match="code that your coach gave you") as caught:
        set_identity(tmp_path, wrong)
    assert one_sentence(str(caught.value))
    assert "never a student's name" in str(caught.value)
    assert identity(tmp_path) is None


@pytest.mark.parametrize("junk", ["", "[]", "{", '{"key": 7}', '{"key": "../x"}', "[" * 9000])
def test_a_broken_identity_file_is_no_identity(tmp_path: Path, junk: str) -> None:
    (tmp_path / "learner.json").write_text(junk)
    assert identity(tmp_path) is None
