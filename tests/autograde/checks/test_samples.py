import shutil

import pytest
from build_samples import FOLDER, STRONG, WEAK, build
from strong_samples import EXERCISE

from autograde.checks import fishbone, load_work
from autograde.checks.mutations import worse
from autograde.checks.samples import load_samples
from autograde.rubrics import load_rubric, score_of

SAMPLES = {sample.name: sample for sample in load_samples(EXERCISE)}
RUBRIC = load_rubric(EXERCISE)


def of_kind(kind):
    return [name for name, sample in SAMPLES.items() if sample.kind == kind]


def handed_in(tmp_path, name):
    (tmp_path / "work").mkdir()
    shutil.copy(FOLDER / f"{name}.json", tmp_path / "work" / "fishbone.json")
    return load_work(EXERCISE, tmp_path)


def points(findings):
    return {one.id: score_of(findings, one.id, RUBRIC) for one in RUBRIC.machine}


FULL = {one.id: one.points for one in RUBRIC.machine}


def test_the_files_are_what_the_builder_writes():
    stale = [
        name
        for name, text in build().items()
        if (FOLDER / f"{name}.json").read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run python tests/autograde/checks/build_samples.py ({', '.join(stale)})"


def test_every_file_is_expected_and_every_expectation_has_its_file():
    assert {path.stem for path in FOLDER.glob("*.json")} == set(SAMPLES) == set(build())
    assert len(of_kind("strong")) >= 3
    assert len(of_kind("weak")) >= 8
    assert set(of_kind("strong")) == set(STRONG)
    assert {name: SAMPLES[name].expected["parent"] for name in WEAK} == {
        name: parent for name, (parent, _) in WEAK.items()
    }


@pytest.mark.parametrize("name", of_kind("strong"))
def test_strong_work_gets_full_marks_and_no_question(tmp_path, name):
    work = handed_in(tmp_path, name)
    assert work.problem == ""
    assert [(f.id, f.where, f.what) for f in work.findings if f.status != "passed"] == []
    assert points(work.findings) == FULL


def test_the_strong_samples_tell_different_stories():
    cases = [SAMPLES[name].case for name in of_kind("strong")]
    assert len({case.story for case in cases}) == len(cases)


@pytest.mark.parametrize("name", of_kind("weak"))
def test_weak_work_gets_exactly_the_finding_that_names_it(tmp_path, name):
    expected, parent = SAMPLES[name].expected, SAMPLES[SAMPLES[name].expected["parent"]]
    work = handed_in(tmp_path, name)
    assert work.problem == ""
    new = worse(fishbone(parent.fishbone, parent.case), work.findings)
    assert [(f.id, f.status, f.where) for f in new] == [
        (expected["finding"], expected["status"], expected["where"])
    ]
    changed = {expected["criterion"]: expected["points"]} if "criterion" in expected else {}
    assert points(work.findings) == FULL | changed


def test_blank_work_gets_nothing(tmp_path):
    work = handed_in(tmp_path, "blank")
    assert work.problem == ""
    assert points(work.findings) == dict.fromkeys(FULL, 0.0)


@pytest.mark.parametrize("name", of_kind("malformed") + of_kind("changed"))
def test_what_is_malformed_or_changed_is_never_scored(tmp_path, name):
    work = handed_in(tmp_path, name)
    assert SAMPLES[name].expected["problem"] in work.problem
    assert work.findings == []
