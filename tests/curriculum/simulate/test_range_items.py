"""Five things to predict: repeatable, different, and honest about what chance does."""

from __future__ import annotations

import hashlib

import pytest

from curriculum.artifacts import RangeAnswer
from curriculum.simulate.range_items import SCENES, SET, range_item, range_items


def test_the_same_learner_gets_the_same_five() -> None:
    assert range_items("ada", 0) == range_items("ada", 0)
    assert range_items("ada", 0) != range_items("ben", 0)
    assert range_items("ada", 0) != range_items("ada", 1)


@pytest.mark.parametrize("key", ["ada", "ben", "cy"])
def test_two_rounds_show_every_scene_once(key: str) -> None:
    scenes = [item.scene for number in (0, 1) for item in range_items(key, number)]
    assert len(scenes) == 2 * SET
    assert sorted(scenes) == sorted(SCENES)


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_the_likely_range_holds_the_truth_about_four_times_in_five(scene: str) -> None:
    """Whole numbers and 200 replicates: the range holds at least its 80 %, and not nearly all."""
    items = [range_item(seed, scene) for seed in range(50)]
    inside = sum(item.likely[0] <= item.truth <= item.likely[1] for item in items)
    assert 0.68 * 50 <= inside <= 50
    assert all(item.likely[0] < item.likely[1] for item in items)
    assert all(item.question.endswith("?") and item.source.endswith(".") for item in items)
    assert len({item.truth for item in items}) > 3


def test_a_learners_record_can_keep_them() -> None:
    for item in range_items("ada", 3):
        kept = RangeAnswer(
            id=item.id, question=item.question, unit=item.unit, low=0, high=1, truth=item.truth
        )
        assert kept.inside in (True, False)


def test_the_items_never_change() -> None:
    told = repr([range_items(key, number) for key in ("ada", "ben") for number in (0, 1)])
    assert (
        hashlib.blake2b(told.encode(), digest_size=16).hexdigest()
        == "63c4dfd8b5d2b9f1163913589b7e1d62"
    )
