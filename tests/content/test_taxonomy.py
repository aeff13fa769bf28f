"""The taxonomy holds every item of both editions in plain words that blame nobody."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.content.frameworks import EDITIONS, FOLDER
from onlinelives.content.taxonomies import FILE, freeze, load, load_from, thaw
from onlinelives.content.taxonomy_shapes import Taxonomy

AUDIT, PLANNING = EDITIONS

IN_BOTH = {
    "content": "pro_anorexia violent_imagery hate_racism dangerous_advice",
    "contact": "account_hacked personal_details_stolen aggression_identity cyberbullying self_harm_suicide_sites "
    "fake_youth_solicitation",
    "conduct": "gambling chatrooms_forums adult_pages screen_time_5h gaming posting_photos posting_activity "
    "shared_sgii",
    "commerce": "card_fraud fake_goods illegal_goods_offered",
}
ONLY_2017 = {"content": "unwanted_nudity", "commerce": "tricked_payment"}
ONLY_2020 = {
    "content": "self_harm_suicide pornography extremism_terrorism adult_tv age_inappropriate_media",
    "contact": "aggression_rating rumours image_misuse grooming offline_meeting cse_abuse location_disclosed",
    "conduct": "compulsive_gaming_messaging violence_advocated adult_apps",
    "commerce": "in_app_purchases data_sold_marketing clickbait phishing scams illegal_substances dark_web malware",
}
ADDED = {
    "content": "misinformation_conspiracy dangerous_challenge harmful_substances misogyny ai_generated_abuse",
    "contact": "financial_sextortion criminal_exploitation radicalisation livestreaming ai_companion",
    "conduct": "harmful_to_others",
    "commerce": "debt_gambling",
}
REPLACED = {"content.unwanted_nudity": "content.pornography", "commerce.tricked_payment": "commerce.scams"}
COUNTED = "young_carer care learning communication emotional mental_health isolated cyberbullied"


def ids(names: dict[str, str]) -> set[str]:
    return {f"{category}.{name}" for category, listed in names.items() for name in listed.split()}


def prefixed(prefix: str, names: str) -> list[str]:
    return [f"{prefix}.{name}" for name in names.split()]


# What it holds


@pytest.mark.parametrize(
    ("edition", "total", "by_category"), [(AUDIT, 23, (5, 6, 8, 4)), (PLANNING, 44, (9, 13, 11, 11))]
)
def test_an_edition_has_all_its_risks_in_each_category(edition: str, total: int, by_category: tuple[int, ...]) -> None:
    found = Counter(risk.category for risk in load().risks if edition in risk.editions)
    assert tuple(found[category.id] for category in load().categories) == by_category
    assert sum(found.values()) == total


@pytest.mark.parametrize(
    ("editions", "expected"),
    [((AUDIT, PLANNING), IN_BOTH), ((AUDIT,), ONLY_2017), ((PLANNING,), ONLY_2020), (("added",), ADDED)],
)
def test_every_risk_is_there_under_its_id_and_its_editions(editions: tuple[str, ...], expected: dict[str, str]) -> None:
    assert {risk.id for risk in load().risks if risk.editions == editions} == ids(expected)


def test_no_risk_is_there_that_was_not_expected() -> None:
    assert len(load().risks) == sum(len(ids(names)) for names in (IN_BOTH, ONLY_2017, ONLY_2020, ADDED)) == 58


def test_only_what_was_added_says_what_it_rests_on() -> None:
    assert {risk.id for risk in load().risks if risk.basis} == ids(ADDED)
    assert {risk.id for risk in load().risks if risk.is_added} == ids(ADDED)


def test_a_new_assessment_asks_about_every_risk_but_the_two_that_were_replaced() -> None:
    assert {risk.id: risk.replaced_by for risk in load().risks if risk.replaced_by} == REPLACED
    assert {risk.id for risk in load().asked_now} == {risk.id for risk in load().risks} - REPLACED.keys()


def test_how_often_is_asked_except_where_nobody_could_say() -> None:
    assert {risk.id for risk in load().risks if not risk.asks_frequency} == {
        "commerce.data_sold_marketing",
        "commerce.debt_gambling",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("categories", ["content", "contact", "conduct", "commerce"]),
        ("harm_types", ["technology_dependent", "technology_enabled"]),
        ("states", ["yes", "no", "not_known", "not_asked"]),
        ("frequencies", ["never", "once", "sometimes", "often"]),
        ("sources", ["self_report", "professional", "record"]),
        ("influences", prefixed("threshold", "information analysis procedures system")),
        ("counted_factors", prefixed("factor", COUNTED)),
        ("factors", prefixed("factor", COUNTED + " physical_disability other_sen")),
        (
            "groups",
            prefixed("group", "care young_carer communication physical_disability sen mental_health emotional_health"),
        ),
        (
            "impacts_negative",
            prefixed(
                "impact_negative",
                "sleepiness fear low_self_esteem self_measuring depression relationship_difficulties "
                "compulsive_behaviour obsessive_checking worry_what_others_say curated_self_image meeting_known_online "
                "controlling_relationships identity_theft worsened_emotions listless edgy_nervous not_measuring_up",
            ),
        ),
        (
            "impacts_positive",
            prefixed(
                "impact_positive",
                "be_yourself others_like_me advice_support new_friends keep_friends far_family relax entertainment "
                "learn_hobbies equaliser_disability calming_programmes creativity_achievement community",
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_list_holds_these_entries_in_this_order(name: str, expected: list[str]) -> None:
    assert [entry.id for entry in getattr(load(), name)] == expected


def test_image_sharing_has_its_seven_reasons_and_four_consequences() -> None:
    images = load().image_sharing
    assert [reason.id for reason in images.reasons] == prefixed(
        "sgii_reason", "pressure blackmail tricked threats relationship_wanted relationship_obliged fun"
    )
    assert [consequence.id for consequence in images.consequences] == prefixed(
        "sgii_consequence", "threatened_bullied blackmailed_more harvested_misused none_reported"
    )


def test_every_group_has_a_factor() -> None:
    assert {factor.group for factor in load().factors} - {""} == {group.id for group in load().groups}


def test_what_is_loaded_is_word_for_word_what_the_file_says() -> None:
    """Read by another way: through the plain YAML loader."""
    told = yaml.safe_load((FOLDER / FILE).read_text("utf-8"))
    for risk, expected in zip(load().risks, told["risks"], strict=True):
        assert (risk.id, risk.label, risk.help) == (expected["id"], expected["label"], expected["help"])
        assert (risk.basis, risk.replaced_by) == (expected.get("basis", ""), expected.get("replaced_by", ""))
        assert (risk.category, list(risk.editions)) == (expected["category"], expected["editions"])
    for factor, expected in zip(load().factors, told["factors"], strict=True):
        assert (factor.id, factor.label, factor.help) == (expected["id"], expected["label"], expected["help"])
        assert (factor.counted, factor.group) == (expected["counted"], expected.get("group", ""))
    images = told["image_sharing"]
    assert load().image_sharing.notice == images["notice"]
    assert list(load().image_sharing.steps) == images["steps"]
    lists = ("states", "frequencies", "impacts_negative", "impacts_positive", "groups", "sources", "influences")
    choices = [*images["reasons"], *images["consequences"], *(choice for name in lists for choice in told[name])]
    assert {choice.id: (choice.label, choice.help, list(choice.editions)) for choice in load().choices} == {
        choice["id"]: (choice["label"], choice["help"], choice["editions"]) for choice in choices
    }


# How it speaks

BLAMES = r"addict|promiscu|naughty|silly|stupid|careless|their own fault|should have|admit|consent|sexting|victim|risky"
STIFF = (
    r"utilis|in order to|prior to|regarding|with respect to|individuals?\b|e\.g\.|i\.e\.|etc\b|and/or"
    r"|\bCYP\b|\bSGII\b|\bKCSIE\b"
)
OF_THE_FIELD = (
    "announcement communication consultation cyberbullied cyberbullying difficulties entertainment exploitation "
    "professional relationship safeguarding"
)


def labels() -> Iterator[tuple[str, str]]:
    """(id, text) of everything that heads a question, a choice or a list."""
    whole = load()
    for kind in whole.harm_types:
        yield kind.id, kind.name
    for entry in (*whole.categories, *whole.risks, *whole.factors, *whole.choices):
        yield entry.id, entry.label


def sentences() -> Iterator[tuple[str, str]]:
    """(id, text) of everything that explains."""
    whole = load()
    for category in whole.categories:
        yield category.id, category.meaning
    for kind in whole.harm_types:
        yield kind.id, kind.definition
    for entry in (*whole.risks, *whole.factors, *whole.choices):
        yield entry.id, entry.help
    for risk in whole.risks:
        if risk.basis:
            yield risk.id, risk.basis
    yield "notice", whole.image_sharing.notice
    for step in whole.image_sharing.steps:
        yield "step", step


def test_a_label_is_short_begins_with_a_capital_and_ends_without_a_stop() -> None:
    for code, label in labels():
        assert re.fullmatch(r"[A-Z].{0,88}[A-Za-z)]", label), f"{code}: {label}"


def test_no_two_things_to_answer_on_one_form_have_the_same_label_or_help() -> None:
    for entries in (load().risks, load().factors, load().choices):
        assert len({entry.label for entry in entries}) == len(entries)
        assert len({entry.help for entry in entries}) == len(entries)


def test_an_explanation_is_made_of_short_whole_sentences() -> None:
    for code, text in sentences():
        assert re.fullmatch(r"[A-Z].*[.]", text), f"{code}: {text}"
        for sentence in re.split(r"(?<=[.?]) ", text):
            assert len(sentence.split()) <= 30, f"{code}: {sentence}"


@pytest.mark.parametrize("wrong", [BLAMES, STIFF], ids=["never blames", "plain words"])
def test_the_words_are_plain_and_blame_nobody(wrong: str) -> None:
    for code, text in (*labels(), *sentences()):
        assert not re.search(wrong, text, flags=re.I), f"{code}: {text}"


def test_the_only_long_words_are_those_of_the_field() -> None:
    long = {word.lower() for _, text in (*labels(), *sentences()) for word in re.findall(r"[A-Za-z]{12,}", text)}
    assert long <= set(OF_THE_FIELD.split())


def test_text_is_set_on_one_line_with_single_spaces() -> None:
    for code, text in (*labels(), *sentences()):
        assert text == " ".join(text.split()), code


@pytest.mark.parametrize(
    "code",
    [
        "contact.grooming",
        "contact.cse_abuse",
        "contact.financial_sextortion",
        "sgii_reason.blackmail",
        "sgii_consequence.blackmailed_more",
    ],
)
def test_what_cannot_wait_sends_the_practitioner_to_the_safeguarding_lead_today(code: str) -> None:
    entries = {entry.id: entry for entry in (*load().risks, *load().choices)}
    assert re.search(r"[Tt]ell your safeguarding lead today", entries[code].help)


@pytest.mark.parametrize("code", ["content.self_harm_suicide", "contact.self_harm_suicide_sites"])
def test_help_for_a_life_in_danger_comes_before_the_form(code: str) -> None:
    assert "get help now and finish the form later" in load().risk(code).help


def test_the_notice_forbids_every_way_of_keeping_an_image_and_the_steps_say_what_to_do() -> None:
    images = load().image_sharing
    for forbidden in ("view", "copy", "print", "share", "store", "save", "ask a young person to show, send"):
        assert forbidden in images.notice
    told = " ".join(images.steps)
    for needed in ("safeguarding lead at once", "999", "the police", "Do not blame", "Do not delete", "Report Remove"):
        assert needed in told


# How it is found


def test_an_entry_is_found_by_its_id() -> None:
    whole = load()
    for find, entries in (
        (whole.category, whole.categories),
        (whole.harm_type, whole.harm_types),
        (whole.risk, whole.risks),
        (whole.factor, whole.factors),
        (whole.choice, whole.choices),
    ):
        assert [find(entry.id) for entry in entries] == list(entries)
        with pytest.raises(KeyError):
            find("contact.unheard_of")


def test_the_risks_of_a_category_are_all_of_them_in_the_order_of_the_file() -> None:
    whole = load()
    found = [risk for category in whole.categories for risk in whole.risks_in(category.id)]
    assert found == list(whole.risks)
    assert {risk.id for risk in whole.risks_in("commerce")} == {
        code for code in ids(IN_BOTH) | ids(ONLY_2017) | ids(ONLY_2020) | ids(ADDED) if code.startswith("commerce.")
    }
    with pytest.raises(KeyError):
        whole.risks_in("cybercrime")


# How it keeps its identity


def test_a_frozen_copy_thaws_to_an_equal_taxonomy() -> None:
    body = freeze(load())
    assert thaw(body) == load() == load_from(FOLDER)
    assert freeze(thaw(body)) == body
    assert load().sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert load().version == 1
    assert "sha256" not in json.loads(body)


def test_one_changed_word_makes_another_identity() -> None:
    told = json.loads(freeze(load()))
    told["risks"][-1]["help"] += "."
    assert thaw(json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)).sha256 != load().sha256


@settings(max_examples=25, deadline=None)
@given(st.from_type(Taxonomy))
def test_any_taxonomy_at_all_survives_being_frozen(whole: Taxonomy) -> None:
    thawed = thaw(freeze(whole))
    assert replace(thawed, sha256=whole.sha256) == whole
    assert freeze(thawed) == freeze(whole)


def test_it_is_loaded_once() -> None:
    assert load() is load()
