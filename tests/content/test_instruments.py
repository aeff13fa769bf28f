"""The questions ask about everything they should, of those who are old enough, and the words promise nothing untrue."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from onlinelives.content import instruments, taxonomies
from onlinelives.content.instruments import QUESTIONNAIRES, bank, current, questionnaire
from onlinelives.rules.questionnaires.shapes import (
    All,
    Kind,
    Missing,
    Not,
    One,
    Question,
    Questionnaire,
    Rule,
    Test,
    Words,
)
from tests.content.walking import busy, quiet, walk

ALL = [questionnaire(code) for code in QUESTIONNAIRES]
EVERY = [asked.question for asked in bank().questions]
by_questionnaire = pytest.mark.parametrize("asked", ALL, ids=lambda one: one.code)
by_question = pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.id}@{one.version}")

# Notes on what a survey needs: the groups to support from the start, and what is asked of them here.
GROUPS = {
    "in_care": "factor.care",
    "young_carer": "factor.young_carer",
    "learning_help": "factor.learning",
    "communication": "factor.communication",
    "health": "factor.physical_disability",
    "mental_health": "factor.mental_health",
    "happy_confident": "factor.emotional",
    "feel_alone": "factor.isolated",
}
NUDE = ("nude", "naked", "no clothes", "sexual", "rude")


def words(one: Question | Questionnaire) -> Iterator[Words]:
    """Every text of a question and its choices, or of the pages of a questionnaire without a question."""
    if isinstance(one, Questionnaire):
        yield from (page.said["en"] for _, page in one.pages() if not page.question)
        return
    yield one.said["en"]
    yield from (choice.said["en"] for choice in one.choices)


def pages_for(asked: Questionnaire, age: int) -> set[str]:
    """The ids of all that somebody of this age may see, whatever they answer."""
    ways = (quiet(asked, age), busy(asked, age), {**busy(asked, age), "taught": frozenset({0})})
    return {page.id for given in ways for _, page in walk(asked, given)}


def test_the_bank_and_the_questionnaires_are_as_long_as_they_were_published() -> None:
    assert len(EVERY) == 86
    assert len({one.id for one in EVERY}) == 70
    assert [(one.code, one.version, len(list(one.questions()))) for one in ALL] == [
        ("online-lives-2024", 1, 60),
        ("online-lives-2025", 2, 66),
        ("online-lives-2026", 3, 69),
    ]
    assert current() is ALL[-1]


@pytest.mark.parametrize(("age", "fewest", "most"), [(10, 47, 55), (12, 53, 62), (14, 66, 78), (16, 66, 78)])
def test_how_many_pages_a_young_person_sees(age: int, fewest: int, most: int) -> None:
    assert len(list(walk(current(), quiet(current(), age)))) == fewest
    assert len(list(walk(current(), busy(current(), age)))) == most


def test_every_risk_and_factor_is_asked_now_or_left_out_with_a_reason() -> None:
    taxonomy = taxonomies.load()
    asked = {one.measures for one in current().questions()} - {""}
    left_out = {entry.id: entry.why for entry in bank().left_out}
    expected = {risk.id for risk in taxonomy.asked_now} | {factor.id for factor in taxonomy.factors}
    assert asked | left_out.keys() == expected
    assert not asked & left_out.keys()
    assert all(len(why.split()) > 6 for why in left_out.values())


def test_each_of_the_four_cs_is_asked_about_in_every_year() -> None:
    for asked in ALL:
        found = Counter(one.measures.partition(".")[0] for one in asked.questions() if one.measures)
        assert min(found[kind] for kind in ("content", "contact", "conduct", "commerce")) >= 5


@pytest.mark.parametrize(("code", "factor"), GROUPS.items())
@by_questionnaire
def test_every_group_is_asked_of_everybody_in_every_year(asked: Questionnaire, code: str, factor: str) -> None:
    (one,) = (one for one in asked.questions() if one.id == code)
    assert one.measures == factor
    assert code in {page.id for _, page in walk(asked, quiet(asked, 10))}


def test_eating_and_autism_came_in_2026_and_fake_pictures_in_2025() -> None:
    asked = [{one.id for one in each.questions()} for each in ALL]
    assert asked[2] - asked[1] == {"eating", "autism", "ai_upset"}
    assert {"ai_image", "image_threat"} <= asked[1] - asked[0]
    assert asked[0] - asked[1] == {"rude_pictures"}


@by_question
def test_a_question_about_a_risk_says_when_and_what_counts_as_yes(one: Question) -> None:
    if not one.measures:
        return
    assert one.yes
    assert one.yes < {choice.code for choice in one.choices}
    if not one.measures.startswith("factor."):
        told = one.said["en"].text.casefold()
        assert any(time in told for time in ("the last year", "these days", "school day", "have you ever"))


@by_question
def test_nobody_types_anything_and_the_program_offers_the_rest(one: Question) -> None:
    assert one.kind in (Kind.ONE, Kind.MANY)
    told = " ".join(text.text for text in words(one)).casefold()
    assert not any(word in told for word in ("write", "type in", "tell us", "prefer not", "understand the question"))
    assert not {choice.code for choice in one.choices} & {int(reason) for reason in Missing}


@by_question
def test_nothing_else_is_chosen_beside_none_of_these(one: Question) -> None:
    alone = [choice for choice in one.choices if choice.alone]
    assert len(alone) == (one.kind is Kind.MANY)
    assert [choice.code for choice in alone] in ([], [0])
    assert alone in ([], [one.choices[-1]])


@by_question
def test_a_code_keeps_its_meaning_where_versions_are_told_to_be_the_same(one: Question) -> None:
    for link in one.continues:
        earlier = bank().asked(link.question, link.version).question
        old, new = ({choice.code: choice.said["en"].text for choice in each.choices} for each in (earlier, one))
        if link.same:
            assert {code: new.get(code) for code in old} == old
            assert (one.kind, one.yes, one.measures) == (earlier.kind, earlier.yes, earlier.measures)
        assert link.why


def test_a_trend_has_gaps_and_lines() -> None:
    same = {one.id: link.same for one in EVERY for link in one.continues}
    assert {code for code, whether in same.items() if whether} == {"apps", "fake_messages", "taught"}
    assert len(same) == 17


def test_each_later_version_continues_the_one_before() -> None:
    for one in EVERY:
        if one.version > 1:
            assert (one.id, one.version - 1) in {(link.question, link.version) for link in one.continues}


def rests_on(rule: Rule | None) -> set[str]:
    """The questions a condition asks about."""
    match rule:
        case All(rules) | One(rules):
            return set().union(*(rests_on(one) for one in rules))
        case Not(inner):
            return rests_on(inner)
        case Test(question):
            return {question}
    return set()


@pytest.mark.parametrize(("before", "after"), list(pairwise(ALL)), ids=lambda one: one.code)
def test_a_question_put_to_other_people_is_a_new_version(before: Questionnaire, after: Questionnaire) -> None:
    """Where the question before it counts others than it did, its own figures are of others too."""
    old = {one.id: one.version for one in before.questions()}
    new = {one.id: one for one in after.questions()}
    same = {(one.id, link.version) for one in new.values() for link in one.continues if link.same}
    for _, page in after.pages():
        if page.question and page.id in old:
            (earlier,) = (one for _, one in before.pages() if one.id == page.id)
            assert rests_on(earlier.show_when) == rests_on(page.show_when)
            moved = {code for code in rests_on(page.show_when) if old[code] != new[code].version}
            if moved - {code for code, _ in same}:
                assert page.question.version != old[page.id], page.id


@by_questionnaire
def test_private_and_sexual_pictures_are_for_13_and_over(asked: Questionnaire) -> None:
    sections = {page.id: section.id for section, page in asked.pages()}
    for age in (10, 11, 12):
        seen = pages_for(asked, age)
        assert not {code for code in seen if sections[code] == "pictures"}
        pages = [page for section, page in asked.pages() if page.id in seen]
        told = [text for page in pages for text in (words(page.question) if page.question else page.said.values())]
        told += [section.said["en"] for section, page in asked.pages() if page.id in seen]
        for text in told:
            whole = f"{text.text} {text.hint} {text.easy}".casefold()
            assert not any(word in whole for word in NUDE), text
    assert "shared_image" in pages_for(asked, 13)


@by_questionnaire
def test_who_leaves_out_their_age_is_asked_what_everybody_is_asked(asked: Questionnaire) -> None:
    given = busy(asked, 16)
    del given["age"]
    assert {page.id for _, page in walk(asked, given)} <= pages_for(asked, 10)


def test_the_bank_itself_keeps_private_and_sexual_pictures_for_13_and_over() -> None:
    """A questionnaire that somebody else makes from the bank is then right as well."""
    for asked in bank().questions:
        told = " ".join(f"{text.text} {text.hint} {text.easy}" for text in words(asked.question)).casefold()
        if any(word in told for word in NUDE) or asked.question.id.startswith("image_"):
            assert asked.from_age >= 13, asked.question.id


def test_harder_questions_wait_and_say_why() -> None:
    later = {asked.question.id: asked.from_age for asked in bank().questions if asked.from_age > 10}
    harder = "seen_self_harm seen_thin adult_pictures seen_extreme gambling owe_money dating_apps illegal_sales"
    assert {later[code] for code in harder.split()} == {13}
    assert all(asked.why_age for asked in bank().questions if asked.question.id in later)
    assert set(later.values()) == {11, 13}


@by_questionnaire
def test_follow_up_questions_come_only_to_those_they_are_about(asked: Questionnaire) -> None:
    no, yes = ({page.id for _, page in walk(asked, way(asked, 15))} for way in (quiet, busy))
    follow = {"image_why", "image_after", "bullied_next", "bullied_told", "told_helped", "taught_where"}
    assert not follow & no
    assert follow <= yes
    nobody = {**busy(asked, 15), "bullied_told": frozenset({0})}
    assert "told_helped" not in {page.id for _, page in walk(asked, nobody)}


def test_a_question_about_one_way_of_being_online_comes_also_to_who_left_out_the_ways() -> None:
    given = busy(current(), 12)
    del given["apps"]
    assert {"live_upset", "fake_goods", "ai_upset"} <= {page.id for _, page in walk(current(), given)}
    given["apps"] = frozenset({3})
    assert not {"live_upset", "fake_goods", "ai_upset"} & {page.id for _, page in walk(current(), given)}


def test_no_published_file_has_problems() -> None:
    assert instruments.problems() == []


def test_an_unknown_questionnaire_or_question_is_refused() -> None:
    with pytest.raises(KeyError):
        questionnaire("online-lives-1999")
    with pytest.raises(KeyError, match="age@9"):
        bank().asked("age", 9)
    assert bank().versions("nothing") == ()


def test_the_page_for_councils_tells_every_question_age_version_and_gap() -> None:
    page = (Path(__file__).parents[2] / "docs" / "survey-content.md").read_text("utf-8")
    last = {asked.question.id: asked for asked in bank().questions}
    for code, asked in last.items():
        years = [(each.code[-4:], one.version) for each in ALL for one in each.questions() if one.id == code]
        told = ", ".join(f"{year} v{version}" for year, version in years)
        assert f"| `{code}` | {asked.question.measures} | {asked.from_age} | {told} |" in page
    for entry in bank().left_out:
        assert f"| {entry.id} | {entry.why} |" in page
    for one in EVERY:
        assert all(link.why in page for link in one.continues)
