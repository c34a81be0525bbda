"""Which feedback was acted on, and what learners answered: read as hostile data."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from paper_course import give_back, hand_in, keep_findings, paper_course, say, solved

from autograde.acting import acted, answered, answers_of, headline, remarks
from autograde.course import Course
from autograde.learner_page import learner_page, write_pages
from autograde.rounds import pages_of, rounds_in
from curriculum.artifacts.answers import SAYS, Answers
from curriculum.editors._answering import returned_on

E = "lift-fishbone"
SAID = {
    "fix-first": "Say who was not heard.",
    "reads-backward": "Read it aloud.",
    "missing-view": 'Whom would it surprise? <script>alert("x")</script>',
}


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return paper_course(tmp_path / "course", ("ash", "beech", "cherry", "dogwood"))


def test_nothing_handed_in_and_nothing_returned(course: Course) -> None:
    assert acted(course, E) == {}
    hand_in(course, "ash", solved("ash"))
    one = acted(course, E)["ash"]
    assert (one.returned, one.given, one.waits) == (0, 0, False)
    assert headline(acted(course, E)) == {
        "given": 0, "done": 0, "learners": 0, "waiting": 0, "questions": 0,
    }  # fmt: skip


def test_answers_changes_and_silence(course: Course) -> None:
    for learner in ("ash", "beech", "cherry", "dogwood"):
        hand_in(course, learner, solved(learner))
        give_back(course, learner, SAID)
    assert all(one.waits for one in acted(course, E).values())

    # ash answers all three and leaves the work as it is.
    same = solved("ash")
    sent = say(1, fix_first="changed", reads_backward="kept", missing_view="question")
    hand_in(course, "ash", same, sent)
    # beech rewords what one criterion is about, and answers nothing.
    changed = solved("beech").model_copy(update={"whose_view_is_missing": "The new families."})
    hand_in(course, "beech", changed)
    # cherry hands in the very same work again, with an answer to another round's comment.
    hand_in(course, "cherry", solved("cherry"), say(7, fix_first="changed"))

    found = acted(course, E)
    assert (found["ash"].done, found["ash"].questions, found["ash"].open) == (3, 1, ())
    # The work is another one, so "fix this first" counts; the chain backward is as it was.
    assert (found["beech"].done, found["beech"].open) == (2, ("Reads true backward",))
    assert (found["cherry"].done, found["cherry"].waits) == (0, True)
    assert (found["dogwood"].later, found["dogwood"].waits) == (0, True)
    assert headline(found) == {
        "given": 12, "done": 5, "learners": 4, "waiting": 2, "questions": 1,
    }  # fmt: skip
    rounds = rounds_in(course.rounds("beech", E))
    assert {one.criterion: one.how for one in remarks(E, rounds)} == {
        "fix-first": "changed", "reads-backward": "", "missing-view": "changed",
    }  # fmt: skip


def test_new_feedback_is_new_to_act_on_and_the_old_stays_counted(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID)
    hand_in(course, "ash", solved("ash"), say(1, fix_first="changed", reads_backward="changed"))
    give_back(course, "ash", {"missing-view": "Better. Who calls them?"})
    one = acted(course, E)["ash"]
    assert (one.returned, one.later, one.given, one.done) == (2, 0, 4, 2)
    assert one.waits


def test_praise_of_what_is_strong_asks_for_nothing(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID, level="strong")
    one = acted(course, E)["ash"]
    assert (one.given, one.open) == (1, ("Fix this first",))
    found = remarks(E, rounds_in(course.rounds("ash", E)))
    assert {each.criterion: each.asks for each in found} == {
        "fix-first": True, "reads-backward": False, "missing-view": False,
    }  # fmt: skip


def test_a_version_that_is_not_graded_yet_is_told_by_its_work(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID)
    changed = solved("ash").model_copy(update={"surprise": "Seats."})
    made = hand_in(course, "ash", changed, grade=False)
    assert acted(course, E)["ash"].done == 3
    keep_findings(made, "ash", E)
    assert acted(course, E)["ash"].done == 1


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"[" * 100_000,
        b'{"kind": "answers", "schema_version": 99, "answers": []}',
        b'{"kind": "answers", "schema_version": 1, "answers": [{"round": -1}]}',
        b'{"kind": "answers", "schema_version": 1, "answers": ['
        + b'{"round": 1},' * 30_000
        + b"]}",
        b'{"kind": "answers", "schema_version": 1, "answers": [{"round": 1, "comment": "../x", '
        b'"choice": "changed"}]}',
        b'{"kind": "answers", "schema_version": 1, "answers": [{"round": 1, "comment": "a", '
        b'"choice": "changed", "text": "' + b"x" * 300_000 + b'"}]}',
        b'{"kind": "answers", "schema_version": 1, "answers": [{"round": 1, "comment": "a", '
        b'"choice": "changed", "text": "\\ud800"}]}',
    ],
    ids=["empty", "deep", "later", "negative", "many", "climbing", "long", "half a character"],
)
def test_hostile_answers_are_no_answers(course: Course, hostile: bytes) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID)
    made = hand_in(course, "ash", solved("ash"), hostile)
    assert answers_of(made) == Answers()
    assert answered(rounds_in(course.rounds("ash", E)), 2) == {}
    assert acted(course, E)["ash"].done == 0


def test_a_link_in_the_place_of_answers_is_not_followed(course: Course, tmp_path: Path) -> None:
    secret = tmp_path / "answers.json"
    secret.write_text(say(1, fix_first="changed").to_json())
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID)
    made = hand_in(course, "ash", solved("ash"))
    (made.submitted / "work" / "answers.json").symlink_to(secret)
    assert answers_of(made) == Answers()


def test_a_page_says_findings_and_comments_and_needs_nothing_from_outside(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    text = give_back(course, "ash", SAID)
    assert text.index("Fix this first") < text.index("What you made")
    assert "points" not in text.lower()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    for outside in ("http://", "https://", "//cdn", "@import", "url("):
        assert outside not in text, outside
    found = returned_on(text, E)
    assert found is not None
    assert [one.id for one in found.comments] == ["fix-first", "reads-backward", "missing-view"]
    assert found.comments[2].text == SAID["missing-view"]
    for says in SAYS.values():
        assert says in unescape(text)


def test_points_stand_on_it_where_a_course_wants_them(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    assert "points" in give_back(course, "ash", SAID, points=True)


def test_the_next_page_shows_what_was_answered(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", SAID)
    hand_in(course, "ash", solved("ash"), say(1, missing_view="kept"))
    text = give_back(course, "ash", {"missing-view": "I see. Who else?"})
    assert "To the comment on round 1 you answered" in text
    assert "because of &lt;b&gt;us&lt;/b&gt;" in text


def test_a_learners_page_holds_all_rounds_and_only_what_was_returned(course: Course) -> None:
    hand_in(course, "ash", solved("ash"))
    give_back(course, "ash", {"fix-first": "First words."})
    give_back(course, "ash", {"fix-first": "Better words."})
    changed = solved("ash").model_copy(update={"surprise": "Seats."})
    made = hand_in(course, "ash", changed, say(1, fix_first="kept"))
    text = learner_page(course, E, "ash")
    assert text.index("Round 2") < text.index("Round 1")
    assert "Better words." in text
    assert "First words." not in text
    assert "Changed what surprised them: “Seats.”" in text
    assert "I tried it and kept mine, because …" in text
    assert "1 of 1 comments acted on" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert pages_of(made) == []
    steps: list[tuple[int, int, str]] = []
    out = course.root / "pages"
    count = write_pages(course, E, out, progress=lambda *step: steps.append(step))
    assert count == 1
    assert steps == [(0, 1, "ash"), (1, 1, "")]
    assert (out / "lift-fishbone-ash.html").read_text(encoding="utf-8") == text


def test_who_is_unknown_or_has_nothing_is_told_in_a_sentence(course: Course) -> None:
    with pytest.raises(RuntimeError, match="on the roster"):
        learner_page(course, E, "../../etc")
    with pytest.raises(RuntimeError, match="has not handed in"):
        learner_page(course, E, "beech")
