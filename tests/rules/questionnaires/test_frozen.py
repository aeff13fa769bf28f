"""A questionnaire becomes plain data and comes back the same; broken data is refused with its place."""

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.questionnaires.frozen import digest, freeze, thaw
from onlinelives.rules.questionnaires.shapes import Not, Page, Questionnaire, Rule, Way
from tests.rules.questionnaires.asked import AGE, FROM_13, ask, form, is_, page, questionnaires, words

SMALL = form(page(AGE), page(ask("fun"), FROM_13, Way("end", is_("fun", 1))), words("bye"))


@settings(max_examples=60, deadline=None)
@given(questionnaires())
def test_what_is_frozen_thaws_the_same(questionnaire: Questionnaire) -> None:
    text = json.dumps(freeze(questionnaire))
    again = thaw(json.loads(text))
    assert again == questionnaire
    assert digest(again) == digest(questionnaire)


@settings(max_examples=60, deadline=None)
@given(questionnaires(), questionnaires())
def test_the_digest_tells_questionnaires_apart(one: Questionnaire, other: Questionnaire) -> None:
    assert (digest(one) == digest(other)) is (one == other)


def test_the_digest_does_not_depend_on_the_order_in_which_languages_were_written() -> None:
    one, other = (dict.fromkeys(keys, SMALL.said["en"]) for keys in (("en", "cy"), ("cy", "en")))
    assert digest(replace(SMALL, said=one)) == digest(replace(SMALL, said=other))


def places(data: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [so_far, *(found for key, value in inner for found in places(value, (*so_far, key)))]


@settings(max_examples=150)
@given(st.data())
def test_broken_data_is_refused_with_a_sentence(data: st.DataObject) -> None:
    broken = copy.deepcopy(freeze(SMALL))
    *way, last = data.draw(st.sampled_from(places(broken)[1:]))
    inside: Any = broken
    for key in way:
        inside = inside[key]
    if data.draw(st.booleans()) and isinstance(inside, dict):
        del inside[last]
        if last in ("en",):  # one language fewer is no damage that this can see
            return
    else:
        inside[last] = data.draw(st.sampled_from([1.5, [1.5], {"x": 1}, object]))
    with pytest.raises(ValueError, match=r"^(The questionnaire|A condition).*\.$"):
        thaw(broken)


@pytest.mark.parametrize("place", [(), ("said", "en"), ("sections", 0), ("sections", 0, "pages", 0, "question")])
def test_a_field_that_is_not_known_is_refused(place: tuple[Any, ...]) -> None:
    frozen: Any = freeze(SMALL)
    inside = frozen
    for key in place:
        inside = inside[key]
    inside["colour"] = {}
    with pytest.raises(ValueError, match="colour"):
        thaw(frozen)


def test_the_sentence_names_the_place() -> None:
    frozen: Any = freeze(SMALL)
    frozen["sections"][0]["pages"][1]["question"]["kind"] = "some"
    with pytest.raises(ValueError, match=r"^The questionnaire, sections 1, pages 2, question: “kind” is “some”"):
        thaw(frozen)


@pytest.mark.parametrize("data", [None, [], "text", 1])
def test_data_that_is_no_questionnaire_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"^The questionnaire is not"):
        thaw(data)


def test_numbers_are_not_truths() -> None:
    frozen: Any = freeze(SMALL)
    frozen["version"] = True
    with pytest.raises(ValueError, match="whole number"):
        thaw(frozen)


def test_conditions_inside_conditions_end_somewhere() -> None:
    deep: Rule = FROM_13
    for _ in range(500):
        deep = Not(deep)
    with pytest.raises(ValueError, match="too deep"):
        thaw(freeze(form(page(AGE), Page("bye", show_when=deep))))
