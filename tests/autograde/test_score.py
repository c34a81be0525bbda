import json
import os
import subprocess
import sys

import pytest

import autograde
from autograde import score
from autograde.checks import load_work
from autograde.checks.solution import worked_solution
from autograde.rubrics import RubricError, load_rubric
from curriculum.artifacts.base import MAX_BYTES
from curriculum.simulate.story import draw_case

EXERCISE = "lift-fishbone"
CRITERIA = [one.id for one in load_rubric(EXERCISE).machine]


@pytest.fixture
def folder(tmp_path):
    """An exercise folder with the worked solution in it."""
    fish = worked_solution(draw_case(EXERCISE, "elm", 0))
    save(tmp_path, fish.to_json())
    return tmp_path


def save(folder, text):
    (folder / "work").mkdir(exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    (folder / "work" / "fishbone.json").write_bytes(data)


def edit(folder, **fields):
    path = folder / "work" / "fishbone.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["case"] |= fields
    save(folder, json.dumps(data))


def scores(folder):
    return [score(EXERCISE, criterion, folder) for criterion in CRITERIA]


def test_the_worked_solution_gets_full_marks(folder):
    assert scores(folder) == [one.points for one in load_rubric(EXERCISE).machine]
    assert {type(points) for points in scores(folder)} == {float}


def test_the_working_directory_is_the_exercise_folder(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert score(EXERCISE, "lanes") == 4.0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "{",
        '{"kind": "fishbone"}',
        '{"kind": "fishbone", "schema_version": 1}',
        '{"kind": "fishbone", "schema_version": 99}',
        '{"kind": "prediction", "schema_version": 1}',
        '{"kind": "fishbone", "schema_version": 1, "school": NaN}',
        '{"kind": "fishbone", "schema_version": 1, "points": 25}',
        "[" * 10_000,
        '{"a":' * 10_000,
        b"\xff\xfe\x00",
        b"\x00" * 100,
        "9" * 5000,
        " " * (MAX_BYTES + 1),
    ],
    ids=range(17),
)
def test_hostile_files_score_nothing_and_say_nothing(tmp_path, capfd, text):
    save(tmp_path, text)
    assert scores(tmp_path) == [0.0] * len(CRITERIA)
    assert capfd.readouterr() == ("", "")
    assert load_work(EXERCISE, tmp_path).problem.endswith((".", ")"))


def test_no_file_yet(tmp_path, capfd):
    assert scores(tmp_path) == [0.0] * len(CRITERIA)
    assert capfd.readouterr() == ("", "")
    assert "There is no work/fishbone.json yet" in load_work(EXERCISE, tmp_path).problem


def test_a_file_of_a_hundred_megabytes_is_not_read(tmp_path):
    (tmp_path / "work").mkdir()
    with (tmp_path / "work" / "fishbone.json").open("wb") as file:
        file.truncate(100_000_000)
    assert "too large" in load_work(EXERCISE, tmp_path).problem


@pytest.mark.parametrize("place", ["file", "folder"])
def test_links_are_not_followed(folder, tmp_path_factory, place):
    other = tmp_path_factory.mktemp("other")
    (other / "work").mkdir()
    target = "work/fishbone.json" if place == "file" else "work"
    (other / target).parent.mkdir(exist_ok=True)
    if place == "folder":
        (other / "work").rmdir()
    (other / target).symlink_to(folder / target)
    assert "link" in load_work(EXERCISE, other).problem
    assert scores(other) == [0.0] * len(CRITERIA)


def test_a_pipe_does_not_hang(tmp_path):
    (tmp_path / "work").mkdir()
    os.mkfifo(tmp_path / "work" / "fishbone.json")
    assert "not an ordinary file" in load_work(EXERCISE, tmp_path).problem


def test_a_folder_in_place_of_the_file(tmp_path):
    (tmp_path / "work" / "fishbone.json").mkdir(parents=True)
    assert "not an ordinary file" in load_work(EXERCISE, tmp_path).problem
    assert scores(tmp_path) == [0.0] * len(CRITERIA)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"digest": "0" * 32}, "another version"),
        ({"key": "oak"}, "another version"),
        ({"draw": 1}, "practice round"),
        ({"exercise": "lift-drivers"}, "lift-drivers"),
    ],
)
def test_another_case_is_never_scored(folder, fields, said):
    edit(folder, **fields)
    work = load_work(EXERCISE, folder)
    assert said in work.problem
    assert work.findings == []
    assert work.artifact is not None
    assert scores(folder) == [0.0] * len(CRITERIA)


def test_another_persons_case_is_not_scored_where_the_key_is_known(folder):
    assert load_work(EXERCISE, folder, key="elm").problem == ""
    assert "another person" in load_work(EXERCISE, folder, key="oak").problem


@pytest.mark.parametrize(
    ("exercise", "criterion"),
    [("nothing", "lanes"), (EXERCISE, "nothing"), ("../..", "lanes"), (EXERCISE, "")],
)
def test_unknown_names_score_nothing(folder, exercise, criterion, capfd):
    assert score(exercise, criterion, folder) == 0.0
    assert capfd.readouterr().err == ""


def test_an_unknown_exercise_is_the_courses_mistake_not_the_learners(folder):
    with pytest.raises(RubricError):
        load_work("nothing", folder)


@pytest.mark.parametrize("value", [99.0, -3.0, float("nan"), float("inf"), "x"])
def test_whatever_a_check_returns_the_score_stays_in_bounds(folder, monkeypatch, value):
    monkeypatch.setattr("autograde.rubrics.score_of", lambda *_: value)
    points = score(EXERCISE, "lanes", folder)
    assert type(points) is float
    assert 0.0 <= points <= 4.0


def test_nothing_reaches_stderr_even_if_a_check_warns(folder, monkeypatch, capfd):
    def noisy(*_):
        import warnings

        warnings.warn("look out", stacklevel=1)
        print("look out", file=sys.stderr)
        return 2.0

    monkeypatch.setattr("autograde.rubrics.score_of", noisy)
    assert score(EXERCISE, "lanes", folder) == 2.0
    assert capfd.readouterr().err == ""


def test_the_packages_name_means_the_function():
    code = (
        "import autograde.score; from autograde import score; assert callable(score);"
        "import sys; heavy = {'matplotlib', 'nbgrader', 'ipywidgets', 'pandas'} & set(sys.modules);"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert set(autograde.__all__) == {"Finding", "score"}
