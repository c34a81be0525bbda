import pytest

from autograde.findings import Finding
from autograde.rubrics import LEVELS, RubricError, load_rubric, read_rubric, score_of
from curriculum.content import content_root

RUBRIC = load_rubric("lift-fishbone")
TEXT = (content_root() / "exercises" / "lift-fishbone" / "rubric.toml").read_text(encoding="utf-8")


def findings(criterion, **counts):
    return [
        Finding(id=f"{status}-{n}", status=status, criterion=criterion)
        for status, count in counts.items()
        for n in range(count)
    ]


def test_the_rubric_of_the_fishbone():
    assert [one.id for one in RUBRIC.machine] == [
        "problem-statement",
        "causes",
        "evidence",
        "chains",
        "lanes",
    ]
    assert [one.id for one in RUBRIC.coach] == [
        "reads-backward",
        "explains-difference",
        "missing-view",
    ]
    assert RUBRIC.machine_total == 20
    assert RUBRIC.total == 29
    assert RUBRIC.file == "work/fishbone.json"


def test_levels_are_the_four_and_each_says_what_it_looks_like():
    for criterion in RUBRIC.coach:
        assert tuple(criterion.levels) == LEVELS
        assert len(set(criterion.levels.values())) == len(LEVELS)
        assert criterion.comments


def test_points_of_levels():
    criterion = RUBRIC.coach[0]
    assert [criterion.points_of(level) for level in LEVELS] == [0, 1, 2, 3]
    with pytest.raises(RubricError, match="not a level"):
        criterion.points_of("excellent")


def test_only_what_is_missed_costs_points():
    assert score_of(findings("lanes", passed=2, asked=3), "lanes", RUBRIC) == 4.0
    assert score_of(findings("lanes", passed=1, asked=1, missed=2), "lanes", RUBRIC) == 2.0
    assert score_of(findings("lanes", missed=2), "lanes", RUBRIC) == 0.0


def test_nothing_made_is_nothing_scored():
    assert score_of([], "lanes", RUBRIC) == 0.0
    assert score_of(findings("causes", passed=3), "lanes", RUBRIC) == 0.0


def test_one_miss_among_very_many_still_shows():
    assert score_of(findings("lanes", passed=100_000, missed=1), "lanes", RUBRIC) < 4


def test_advice_changes_no_score():
    own = findings("lanes", passed=1, missed=1)
    assert score_of(own + findings("", asked=9), "lanes", RUBRIC) == score_of(own, "lanes", RUBRIC)


def test_an_unknown_criterion_is_named():
    with pytest.raises(RubricError, match="neatness"):
        score_of([], "neatness", RUBRIC)
    with pytest.raises(RubricError, match="neatness"):
        RUBRIC.machine_criterion("neatness")


@pytest.mark.parametrize("name", ["", "..", "../lift", "a/b", "no-such-exercise", "A", "x" * 99])
def test_an_unknown_exercise_is_one_sentence(name):
    with pytest.raises(RubricError) as error:
        load_rubric(name)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"not yet" =', '"never" =', "levels"),
        ("points = 5", "points = -5", "points"),
        ("points = 5", "points = inf", "points"),
        ('id = "causes"', 'id = "evidence"', "twice"),
        ('file = "work/fishbone.json"', 'file = "../x.json"', "file"),
        ('title = "The chains hold"', 'titel = "The chains hold"', "title"),
        ('exercise = "lift-fishbone"', 'exercise = "lift-drivers"', "lift-drivers"),
        ("[[machine]]", "[[machine", "TOML"),
        ('question = "Read', 'text = "Read', "question"),
    ],
)
def test_a_rubric_that_is_off_says_where(old, new, said):
    with pytest.raises(RubricError) as error:
        read_rubric(TEXT.replace(old, new, 1), "lift-fishbone")
    assert said in str(error.value)


def test_no_more_than_three_coach_criteria():
    fourth = (
        TEXT[TEXT.index("[[coach]]") :]
        .split("[[coach]]")[1]
        .replace('id = "reads-backward"', 'id = "fourth"')
    )
    with pytest.raises(RubricError, match="coach"):
        read_rubric(f"{TEXT}\n[[coach]]{fourth}", "lift-fishbone")


def test_a_learner_is_not_spoken_about_where_the_learner_reads():
    rubric = load_rubric("lift-fishbone")
    read = [
        text for one in rubric.coach for text in (one.title, one.question, *one.levels.values())
    ]
    read += [text for one in rubric.machine for text in (one.title, one.text)]
    assert [text for text in read if "learner" in text.lower()] == []


def test_the_exercise_shows_what_the_rubric_says():
    exercise = content_root().joinpath("exercises/lift-fishbone/exercise.md")
    shown = exercise.read_text(encoding="utf-8")
    for one in load_rubric("lift-fishbone").coach:
        assert one.question in shown
        assert all(text in shown for text in one.levels.values())
