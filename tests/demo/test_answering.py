"""Invented answers: who is asked, how often each thing is told, who differs from whom, and what changes."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from onlinelives.content import instruments
from onlinelives.demo.answering import Invented, Setting, answers_of, invent, settings_of, written
from onlinelives.demo.answering.model import Model, _Reading, model
from onlinelives.rules.questionnaires.columns import value_in
from onlinelives.rules.questionnaires.shapes import Kind, Missing
from tests.demo.invented_waves import YEARS, asked, between_schools, counts, odds_ratio, share, wave
from tests.rules.questionnaires.asked import ask, form, page

TINY = (
    Setting("Quillhaven School", "secondary", "Secondary schools", {9: 60}, {9: 40}),
    Setting("Pebblebank Primary", "primary", "Primary schools", {5: 40, 6: 40}, {5: 20, 6: 30}),
)
RISKS = [
    one.id
    for one in instruments.current().questions()
    if one.measures.split(".")[0] in {"content", "contact", "conduct", "commerce"}
]
CS = ("content", "contact", "conduct", "commerce")


def digest(invented: Invented) -> str:
    arrays = [invented.setting, invented.year_group, invented.stopped_at, *invented.answers.values()]
    return sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()[:16]


def tiny(seed: int = 1) -> Invented:
    return invent(instruments.current(), TINY, year=2026, seed=seed)


def test_the_same_seed_gives_the_same_answers_and_another_seed_others() -> None:
    assert digest(tiny()) == digest(tiny())
    assert digest(tiny()) != digest(tiny(seed=2))


def test_answers_are_those_of_this_model_and_seed() -> None:
    """Change it together with the model, and look at the figures of the demonstration again."""
    assert digest(tiny()) == "30740663c95f835e"


def test_one_question_less_changes_no_answer_to_the_others() -> None:
    whole = instruments.current()
    last = whole.sections[-2]
    assert [one.id for one in last.pages] == ["good_things"]
    shorter = replace(whole, sections=(*whole.sections[:-2], whole.sections[-1]))
    less = invent(shorter, TINY, year=2026, seed=1)
    everybody = tiny().stopped_at > 20
    for question in ("seen_violence", "apps", "hacked"):
        said = tiny().answers[question][everybody & (less.stopped_at > 20)]
        assert np.array_equal(said, less.answers[question][everybody & (less.stopped_at > 20)])


@pytest.mark.parametrize("year", YEARS)
def test_about_three_thousand_answer_in_a_year_in_about_fourteen_settings(year: int) -> None:
    assert 2_800 <= len(wave(year)) <= 3_200
    assert 14 <= len(wave(year).settings) <= 15


def test_settings_come_and_go_and_primary_schools_have_years_5_and_6_only() -> None:
    names = [{setting.name for setting in settings_of(year)} for year in YEARS]
    assert names[0] != names[1] != names[2]
    for setting in settings_of(2026):
        assert all(0 < many <= setting.pupils[group] for group, many in setting.answering.items())
        assert (setting.kind == "primary") == (set(setting.answering) == {5, 6})
    assert {setting.stratum for setting in settings_of(2026)} == {
        "Secondary schools",
        "Primary schools",
        "Special and alternative",
        "",
    }


def test_children_stand_where_their_setting_has_them() -> None:
    found = tiny()
    assert found.setting.tolist() == [0] * 40 + [1] * 50
    assert found.year_group.tolist() == [9] * 40 + [5] * 20 + [6] * 30


@pytest.mark.parametrize("year", YEARS)
def test_age_and_school_year_are_those_of_the_year_group(year: int) -> None:
    found = wave(year)
    age, said = found.answers["age"], found.answers["year_group"]
    told = age >= 0
    assert set((age - found.year_group)[told & (found.year_group > 5)].tolist()) <= {4, 5}
    assert set(age[told & (found.year_group == 5)].tolist()) == {10}
    assert 0.95 < (said == found.year_group)[said >= 0].mean() < 0.99
    assert set(said[said >= 0].tolist()) == {5, 6, 7, 8, 9, 10, 11, 99}


@pytest.mark.parametrize("year", YEARS)
def test_no_answer_is_given_by_nobody_or_by_everybody(year: int) -> None:
    found = wave(year)
    for question in found.questionnaire.questions():
        for choice in question.choices:
            part = share(found, question.id, [choice.code])
            assert 0 < part < 0.97, (question.id, choice.code)
    for question in found.questionnaire.questions():
        if question.yes:
            assert 0.02 < share(found, question.id) < 0.85, question.id


@pytest.mark.parametrize("group", list(model().groups))
def test_groups_are_as_large_as_one_would_expect(group: str) -> None:
    assert 0.025 < share(wave(2026), group) < 0.17


DIFFER = [
    ("keep_secret", "in_care", 1.6, 5),
    ("chat_strangers", "in_care", 1.5, 5),
    ("seen_self_harm", "mental_health", 2.5, 7),
    ("seen_thin", "eating", 2.5, 7),
    ("cyberbullied", "feel_alone", 1.7, 4),
    ("tricked", "learning_help", 1.3, 3),
    ("hate_at_me", "communication", 1.5, 4),
    ("cannot_stop", "autism", 1.2, 3.5),
    ("play_strangers", "eating", 0.6, 1.5),
    ("taught", "in_care", 0.3, 0.8),
    ("told_helped", "mental_health", 0.2, 0.8),
    ("follow_advice", "happy_confident", 0.2, 0.8),
]


@pytest.mark.parametrize(("question", "group", "least", "most"), DIFFER)
def test_groups_differ_from_their_peers_as_the_model_says(question: str, group: str, least: float, most: float) -> None:
    years = (2026,) if group in {"autism", "eating"} else YEARS
    assert least < odds_ratio(question, group, years=years) < most


def test_who_is_told_depends_on_who_one_is() -> None:
    parent, other_adult, nobody = [1], [5], [0]
    assert odds_ratio("bullied_told", "in_care", parent) < 0.7
    assert odds_ratio("bullied_told", "in_care", other_adult) > 2
    assert odds_ratio("bullied_told", "feel_alone", nobody) > 1.3


@pytest.mark.parametrize(("question", "earlier", "code"), [("play_strangers", "apps", 3), ("post_photos", "apps", 6)])
def test_what_was_said_before_counts(question: str, earlier: str, code: int) -> None:
    found = wave(2026)
    said, before = counts(found, question), counts(found, earlier, [code])
    yes, no = (said[(said >= 0) & (before == part)].mean() for part in (1, 0))
    assert yes > 1.8 * no


@pytest.mark.parametrize("question", ["seen_violence", "lied_about_age", "chat_strangers"])
def test_risk_grows_with_age(question: str) -> None:
    said = np.concatenate([counts(wave(year), question) for year in YEARS])
    year_group = np.concatenate([wave(year).year_group for year in YEARS])
    old, young = (said[(said >= 0) & some].mean() for some in (year_group >= 10, year_group <= 6))
    assert 1.2 * young < old < 4 * young


def test_one_risk_goes_with_others() -> None:
    found = wave(2026)
    of_c = [
        np.any([counts(found, one) == 1 for one in RISKS if asked(found, one).measures.startswith(c)], axis=0)
        for c in CS
    ]
    together = np.corrcoef(of_c)[np.triu_indices(4, 1)]
    assert (together > 0.1).all()
    assert (together < 0.6).all()


def test_schools_differ_in_risks_a_little_and_in_teaching_for_years() -> None:
    differ = [between_schools(wave(year), one) for year in YEARS for one in RISKS if one in wave(year).answers]
    assert 0.01 < np.mean(differ) < 0.05
    taught = [between_schools(wave(year), "taught") for year in YEARS]
    assert min(taught) > 0.02
    by_name = [_taught_by_school(year) for year in (2024, 2026)]
    both = [name for name in by_name[0] if name in by_name[1]]
    assert np.corrcoef([[by[name] for name in both] for by in by_name])[0, 1] > 0.3


def _taught_by_school(year: int) -> dict[str, float]:
    found, said = wave(year), counts(wave(year), "taught")
    return {
        setting.name: float(said[(found.setting == place) & (said >= 0)].mean())
        for place, setting in enumerate(found.settings)
        if setting.kind == "secondary"
    }


@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        ("tricked", 0.04, 0.12),
        ("spend_in_games", 0.05, 0.15),
        ("post_photos", -0.12, -0.04),
        ("rumours", -0.10, -0.02),
        ("chat_strangers", -0.03, 0.03),
        ("danger_tips", -0.03, 0.03),
    ],
)
def test_some_things_change_and_most_do_not(question: str, least: float, most: float) -> None:
    assert least < share(wave(2026), question) - share(wave(2024), question) < most


@pytest.mark.parametrize("year", YEARS)
def test_some_do_not_answer_and_more_where_it_is_sensitive(year: int) -> None:
    found = wave(year)
    every = {one.id: _reasons(found, one.id) for one in found.questionnaire.questions()}
    for question, reasons in every.items():
        assert 0 < sum(reasons[:3]) < 0.12, question
    assert every["mental_health"][0] > 2 * every["seen_hate"][0] > 0
    assert every["health"][1] > 0 < every["health"][2]


def test_who_is_in_care_prefers_more_often_not_to_say() -> None:
    secret, rest = [], []
    for found in map(wave, YEARS):
        care = counts(found, "in_care") == 1
        for question in ("seen_violence", "lied_about_age", "met_up", "hate_at_me", "cyberbullied", "did_bullying"):
            prefer = found.answers[question] == Missing.PREFER_NOT
            secret.append(prefer[care].mean())
            rest.append(prefer[~care].mean())
    assert np.mean(secret) > 1.1 * np.mean(rest) > 0


def _reasons(found: Invented, question: str) -> list[float]:
    """The parts of those who were asked: preferred not to say, not understood, left."""
    answers = found.answers[question]
    first = answers if answers.ndim == 1 else answers[:, 0]
    put = first[(first != Missing.ROUTED_PAST) & (first != Missing.NOT_REACHED)]
    return [float((put == reason).mean()) for reason in (-8, -7, -6)]


@pytest.mark.parametrize("year", YEARS)
def test_a_few_stop_before_the_end(year: int) -> None:
    found = wave(year)
    pages = sum(1 for _ in found.questionnaire.pages())
    assert 0.02 < (found.stopped_at < pages).mean() < 0.06
    assert (found.answers["good_things"][:, 0] == Missing.NOT_REACHED).mean() > 0.02
    assert (found.answers["year_group"] != Missing.NOT_REACHED).all()


@pytest.mark.parametrize("year", YEARS)
def test_nobody_under_13_is_asked_about_private_pictures(year: int) -> None:
    found = wave(year)
    young = found.answers["age"] < 13
    assert set(found.answers["shared_image"][young].tolist()) == {Missing.ROUTED_PAST, Missing.NOT_REACHED}


def test_answers_come_as_responses_are_kept_and_as_columns() -> None:
    found = wave(2026)
    columns = list(written(found))
    for i in range(0, len(found), 97):
        told = answers_of(found, i)
        assert list(told) == [one.id for one in found.questionnaire.questions()]
        for column, numbers in columns:
            said = told[column.question]
            assert numbers[i] in column.values
            assert numbers[i] == value_in(column, frozenset(said) if isinstance(said, list) else said)


@pytest.mark.parametrize("year", YEARS)
def test_who_answers_a_question_of_many_chooses_something_and_what_stands_alone_alone(year: int) -> None:
    for question in wave(year).questionnaire.questions():
        if question.kind is Kind.MANY:
            answers = wave(year).answers[question.id]
            told = answers[answers[:, 0] >= 0]
            alone = told[:, [choice.alone for choice in question.choices]].any(axis=1)
            assert (told.sum(axis=1) >= 1).all(), question.id
            assert (told.sum(axis=1)[alone] == 1).all(), question.id
            assert (answers[answers[:, 0] < 0] == answers[answers[:, 0] < 0][:, :1]).all(), question.id


def test_arrays_are_small() -> None:
    for question in wave(2026).questionnaire.questions():
        kind = np.int16 if question.kind is Kind.ONE else np.int8
        assert wave(2026).answers[question.id].dtype == kind


def test_a_question_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="says nothing of local_bus"):
        invent(form(page(ask("local_bus", 1, 2))), TINY, year=2026)


@pytest.mark.parametrize("told", [{"share": 0.1, "hardsip": 2}, {"share": 1.1}])
def test_a_name_or_share_in_the_table_that_means_nothing_is_refused(told: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="means nothing"):
        _Reading(model().told).odds(told)


def test_every_version_of_every_published_question_is_in_the_table() -> None:
    found: Model = model()
    known = {*found.said, *found.asked, *found.chosen, "age", "year_group", "gender"}
    every = {
        (one.id, str(one.version))
        for code in instruments.QUESTIONNAIRES
        for one in instruments.questionnaire(code).questions()
    }
    assert {name.split("@")[0] for name in known} == {name for name, _ in every}
    assert [name for name in known if "@" in name and tuple(name.split("@")) not in every] == []
