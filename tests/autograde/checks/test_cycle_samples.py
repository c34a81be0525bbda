import shutil

import build_gaps_samples
import build_plan_samples
import build_signal_samples
import build_study_samples
import pytest

from autograde.checks import load_work
from autograde.checks.samples import load_samples
from autograde.checks.spoiling import worse
from autograde.kinds import kind_of
from autograde.rubrics import load_rubric, score_of

BUILDERS = {
    "elie-gaps": build_gaps_samples,
    "elie-signal": build_signal_samples,
    "lift-predict": build_plan_samples,
    "lift-study": build_study_samples,
}
SAMPLES = {name: {one.name: one for one in load_samples(name)} for name in BUILDERS}


def of_kind(*kinds):
    return [
        (exercise, name)
        for exercise, samples in SAMPLES.items()
        for name, sample in samples.items()
        if sample.kind in kinds
    ]


def handed_in(tmp_path, exercise, name):
    (tmp_path / "work").mkdir()
    file = tmp_path / load_rubric(exercise).file
    shutil.copy(SAMPLES[exercise][name].file, file)
    return load_work(exercise, tmp_path)


def points(exercise, findings):
    rubric = load_rubric(exercise)
    return {one.id: score_of(findings, one.id, rubric) for one in rubric.machine}


def full(exercise):
    return {one.id: one.points for one in load_rubric(exercise).machine}


@pytest.mark.parametrize("exercise", BUILDERS)
def test_the_files_are_what_the_builder_writes(exercise):
    builder = BUILDERS[exercise]
    stale = [
        name
        for name, text in builder.build().items()
        if (builder.FOLDER / f"{name}.json").read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run python {builder.__file__} ({', '.join(stale)})"


@pytest.mark.parametrize("exercise", BUILDERS)
def test_every_file_is_expected_and_every_expectation_has_its_file(exercise):
    builder, samples = BUILDERS[exercise], SAMPLES[exercise]
    assert {path.stem for path in builder.FOLDER.glob("*.json")} == set(samples)
    assert {name for name, one in samples.items() if one.kind == "strong"} == set(builder.STRONG)
    weak = {name: one.expected["parent"] for name, one in samples.items() if one.kind == "weak"}
    assert weak == {name: parent for name, (parent, _) in builder.WEAK.items()}
    assert len(builder.STRONG) >= 3
    assert len(weak) >= 19
    kinds = {one.kind for one in samples.values()}
    assert kinds == {"strong", "weak", "blank", "malformed", "changed"}


@pytest.mark.parametrize(("exercise", "name"), of_kind("strong"))
def test_strong_work_gets_full_marks_and_no_question(tmp_path, exercise, name):
    work = handed_in(tmp_path, exercise, name)
    assert work.problem == ""
    assert [(f.id, f.where, f.what) for f in work.findings if f.status != "passed"] == []
    assert points(exercise, work.findings) == full(exercise)


@pytest.mark.parametrize("exercise", BUILDERS)
def test_the_strong_samples_tell_different_stories(exercise):
    stories = [
        (one.case.story, one.case.title)
        for one in SAMPLES[exercise].values()
        if one.kind == "strong"
    ]
    assert len(set(stories)) == len(stories)


@pytest.mark.parametrize(("exercise", "name"), of_kind("weak"))
def test_weak_work_gets_exactly_the_finding_that_names_it(tmp_path, exercise, name):
    expected = SAMPLES[exercise][name].expected
    parent = SAMPLES[exercise][expected["parent"]]
    work = handed_in(tmp_path, exercise, name)
    assert work.problem == ""
    new = worse(kind_of(exercise).check(parent.artifact, parent.case), work.findings)
    assert [(f.id, f.status, f.where) for f in new] == [
        (expected["finding"], expected["status"], expected["where"])
    ]
    assert all(len(finding.hints) == 3 and finding.next for finding in new)
    changed = {expected["criterion"]: expected["points"]} if "criterion" in expected else {}
    assert points(exercise, work.findings) == full(exercise) | changed


@pytest.mark.parametrize("exercise", BUILDERS)
def test_blank_work_gets_nothing(tmp_path, exercise):
    work = handed_in(tmp_path, exercise, "blank")
    assert work.problem == ""
    assert points(exercise, work.findings) == dict.fromkeys(full(exercise), 0.0)


@pytest.mark.parametrize(("exercise", "name"), of_kind("malformed", "changed"))
def test_what_is_malformed_or_of_another_case_is_never_scored(tmp_path, exercise, name):
    work = handed_in(tmp_path, exercise, name)
    assert SAMPLES[exercise][name].expected["problem"] in work.problem
    assert work.findings == []
