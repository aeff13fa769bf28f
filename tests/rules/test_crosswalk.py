"""What a changed statement does to a trend line."""

import pytest

from onlinelives.rules import crosswalk


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("same", "continues"),
        ("reworded", "marked"),
        ("narrower", "breaks"),
        ("wider", "breaks"),
        ("stronger", "breaks"),
        ("looser", "breaks"),
    ],
)
def test_only_the_same_thing_keeps_its_trend_line(code: str, effect: str) -> None:
    assert crosswalk.effect(code) == effect


def test_there_are_six_relations_and_each_is_explained() -> None:
    assert len(crosswalk.RELATIONS) == 6
    for code, relation in crosswalk.RELATIONS.items():
        assert relation.code == code
        assert relation.meaning.endswith(".")
        assert crosswalk.EFFECTS[relation.effect].endswith(".")


def test_an_unknown_relation_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        crosswalk.effect("similar")
