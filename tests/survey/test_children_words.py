"""What children's pages say beside the questions comes from the content, in the language of the child."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onlinelives.content import survey_words
from onlinelives.rules.questionnaires import answering
from onlinelives.survey import languages
from onlinelives.survey.actions import taking_part, urns
from onlinelives.survey.drafts import seal
from onlinelives.survey.models import Response
from tests.survey.test_on_device import send
from tests.survey.test_taking_part import Child
from tests.two_languages import OTHER, both_spoken, mirrored, questionnaire
from tests.waves import Fieldwork
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> Fieldwork:
    return Fieldwork(world, on_device=True, asks=questionnaire())


@pytest.fixture
def both(tmp_path: Path) -> Iterator[None]:
    with both_spoken(tmp_path / "content"):
        yield


def in_other(asked: Fieldwork) -> Child:
    child = Child()
    child.enter(asked.class_8b.codes[0])
    child.do(f"language:{OTHER}")
    return child


def test_every_sentence_of_rules_and_actions_is_among_the_words() -> None:
    said = set(survey_words.of("en").words.values())
    actions = {taking_part.WRONG, taking_part.USED, taking_part.REVOKED, taking_part.NOT_OPEN, taking_part.LOST}
    assert actions | {taking_part.OVER, answering.UNKNOWN, answering.ONLY_ONE} <= said
    assert set(answering.REASON_WORDS.values()) <= said


@pytest.mark.usefixtures("both")
def test_the_page_is_in_the_childs_language_and_direction(asked: Fieldwork) -> None:
    child = in_other(asked)
    assert f'<html lang="{OTHER}" dir="rtl">' in child.page
    assert mirrored("Next") in child.page
    assert ">Next<" not in child.page
    assert "Childline, 0800 1111." in child.page  # the one word that this language lacks
    assert f'lang="{OTHER}"' not in child.page[child.page.index("<header") : child.page.index("<main")]


def test_words_without_a_translation_say_that_they_are_english(asked: Fieldwork) -> None:
    child = in_other(asked)
    assert f'<html lang="{OTHER}"' in child.page
    assert '<footer class="foot" lang="en" dir="ltr">' in child.page
    assert '<div class="buttons" lang="en" dir="ltr">' in child.page


@pytest.mark.usefixtures("both")
def test_errors_and_the_pages_at_the_end_are_too(asked: Fieldwork) -> None:
    child = in_other(asked)
    child.do("next")
    assert mirrored(answering.ONLY_ONE) in child.do("next", 1, 2)
    assert f"“{mirrored('Prefer not to say')}” !" in child.do("next", 1, "prefer")
    child.do("next", 1)
    assert f"“{mirrored('None of these')}” !" in child.do("next", 1, 9)
    assert mirrored("Do you want to stop?") in child.do("stop")
    assert mirrored("Thank you. Your answers are in.") in child.do("hand_in")


def test_easier_words_stay_on_and_fall_back(asked: Fieldwork) -> None:
    child = Child()
    child.enter(asked.class_8b.codes[0])
    assert "Use easier words" in child.page
    child.do("words")
    assert "We ask. You may stop." in child.page
    page = child.do("next")
    assert "<h1>Do you play games?</h1>" in page
    assert ">A lot<" in page
    assert ">Now and then<" in page  # has no easier words
    assert "Use the usual words" in page
    page = child.do("next", 1)
    assert "What do you use?" in page
    assert 'value="words"' not in page  # nothing here can be easier


def test_a_voice_is_told_what_to_say_only_in_the_usual_words(asked: Fieldwork) -> None:
    child = Child()
    child.enter(asked.class_8b.codes[0])
    assert '<h1 data-say="Do you play games on line?">' in child.do("next")
    assert "data-say" not in child.do("words")


@pytest.mark.usefixtures("both")
def test_a_device_is_told_the_words_and_its_address_changes_with_them(asked: Fieldwork) -> None:
    child = in_other(asked)
    told = child.client.get(f"/s/asks/{asked.wave.questionnaire_id}/{OTHER}/").json()
    assert (told["words_in"], told["words_dir"], told["words"]["next"]) == (OTHER, "rtl", mirrored("Next"))
    here = languages.edition.__wrapped__()
    survey_words.of.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey_words, "LANGUAGES", ("en",))
        assert languages.edition.__wrapped__() != here


def whole(asked: Fieldwork, **other: object) -> dict[str, object]:
    draft = taking_part.enter(typed=asked.class_8b.codes[0], language="en")
    return {"draft": seal(draft), "answers": {"games": 1}, "reached": ["games"], "do": "hand_in", **other}


def test_the_response_is_in_the_language_in_which_it_was_given(asked: Fieldwork) -> None:
    assert send(whole(asked, language=OTHER, easy=True)) == (200, {"done": True})
    asked.close()
    urns.empty_due()
    assert Response.objects.get().language == OTHER


@pytest.mark.parametrize("language", ["fr", "", None, 3, ["en"], {"en": 1}])
def test_a_language_that_is_not_offered_is_refused(asked: Fieldwork, language: object) -> None:
    status, _ = send(whole(asked, language=language))
    assert status == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("code", "name", "direction"), [("ar", "العربيّة", "rtl"), ("cy", "Cymraeg", "ltr"), ("qab", "qab", "ltr")]
)
def test_a_language_without_words_of_its_own_is_called_what_it_calls_itself(
    code: str, name: str, direction: str
) -> None:
    assert languages.language(code) == languages.Language(code, name, direction)


def test_the_title_of_a_page_tells_no_question(asked: Fieldwork) -> None:
    child = Child()
    child.enter(asked.class_8b.codes[0])
    assert "<title>Part 1 of 3 – Online Lives survey</title>" in child.do("next")
