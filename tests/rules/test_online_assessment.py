"""Everything the rules say about one assessment, always in the same order, and never in place of a judgement."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.online_assessment import NOT_ALL_ASKED, AssessmentFacts, result_allowed, told
from onlinelives.rules.risk import CATEGORIES
from onlinelives.rules.verdict import Allowed, Denied
from onlinelives.rules.vulnerability import (
    ASK,
    BELOW,
    CARE,
    FIRST,
    FLAG,
    HIGHEST_PRIORITY,
    MAY_REACH,
    NO,
    NOT_ASKED,
    NOT_KNOWN,
    STATES,
    YES,
    YOUNG_CARER,
)

LIST = {
    "content.hate_racism": "content",
    "contact.grooming": "contact",
    "contact.rumours": "contact",
    "conduct.gaming": "conduct",
    "commerce.scams": "commerce",
}
SOURCES = {
    "rule.care_and_carer_highest": ("planning-2020", "3.4"),
    "rule.four_or_more": ("audit-2017", "3.4"),
    "rule.cross_c_prediction": ("audit-2017", "3.4"),
    "rule.not_asked": ("ours", "3.1"),
}
ORDER = list(SOURCES)
FACTS = st.builds(
    AssessmentFacts,
    factors=st.dictionaries(st.sampled_from(FIRST.factors), st.sampled_from(STATES)),
    risks=st.dictionaries(st.sampled_from(list(LIST)), st.sampled_from(STATES)),
    category_of=st.just(LIST),
)
SETTLED = AssessmentFacts(dict.fromkeys(FIRST.counted, NO), dict.fromkeys(LIST, NO), LIST)


def said(facts: AssessmentFacts) -> list[tuple[str, str]]:
    return [(each.rule.removeprefix("rule."), each.outcome) for each in told(facts, FIRST)]


def test_care_with_caring_comes_first_then_the_count_then_what_to_ask_then_what_was_not_asked() -> None:
    facts = AssessmentFacts(
        factors=dict.fromkeys(FIRST.counted[:4], YES),
        risks={"conduct.gaming": YES, "contact.grooming": NOT_KNOWN},
        category_of=LIST,
    )
    assert said(facts) == [
        ("care_and_carer_highest", HIGHEST_PRIORITY),
        ("four_or_more", FLAG),
        ("cross_c_prediction", ASK),
        ("cross_c_prediction", ASK),
        ("cross_c_prediction", ASK),
        ("not_asked", NOT_ALL_ASKED),
    ]
    asking = [each.reason.split(":")[0] for each in told(facts, FIRST)[2:5]]
    assert asking == ["Ask about content", "Ask about contact", "Ask about commerce"]


def test_where_everything_was_asked_and_is_no_only_the_count_is_told() -> None:
    assert said(SETTLED) == [("four_or_more", BELOW)]


def test_an_empty_assessment_says_nothing_is_settled() -> None:
    assert said(AssessmentFacts({}, {}, LIST)) == [("four_or_more", MAY_REACH), ("not_asked", NOT_ALL_ASKED)]


def test_the_count_is_made_with_the_ruleset_given() -> None:
    yes = dict.fromkeys([*FIRST.counted[2:5], "factor.physical_disability"], YES)
    facts = replace(SETTLED, factors={**SETTLED.factors, **yes})
    outcomes = [told(facts, rules)[0].outcome for rules in (FIRST, FIRST.with_physical_disability())]
    assert outcomes == [BELOW, FLAG]


def test_one_of_care_and_caring_with_the_other_missing_is_asked_first() -> None:
    factors = {factor: state for factor, state in SETTLED.factors.items() if factor != YOUNG_CARER}
    assert said(replace(SETTLED, factors=factors | {CARE: YES}))[0] == ("care_and_carer_highest", ASK)


class TestNotAsked:
    def test_it_counts_under_each_c_and_lists_what_to_ask(self) -> None:
        risks = {"content.hate_racism": NO, "contact.grooming": NOT_ASKED, "commerce.scams": NOT_KNOWN}
        last = told(replace(SETTLED, risks=risks), FIRST)[-1]
        assert last.reason == (
            "3 of 5 risk items were not asked: 2 under contact and 1 under conduct. What was not asked is not a no."
        )
        assert last.to_ask == ("contact.grooming", "contact.rumours", "conduct.gaming")

    def test_it_has_an_outcome_of_its_own(self) -> None:
        assert said(replace(SETTLED, risks={}))[-1] == ("not_asked", "not_all_asked")

    def test_one_is_not_several(self) -> None:
        last = told(replace(SETTLED, risks={**SETTLED.risks, "commerce.scams": NOT_ASKED}), FIRST)[-1]
        assert last.reason.startswith("1 of 5 risk items was not asked: 1 under commerce.")

    def test_what_was_asked_and_is_not_known_is_not_in_it(self) -> None:
        risks = dict.fromkeys(LIST, NOT_KNOWN)
        assert said(replace(SETTLED, risks=risks)) == [("four_or_more", BELOW)]


@settings(deadline=None)
@given(FACTS)
def test_every_line_has_its_rule_edition_statement_and_a_reason_in_sentences(facts: AssessmentFacts) -> None:
    lines = told(facts, FIRST)
    assert [ORDER.index(each.rule) for each in lines] == sorted(ORDER.index(each.rule) for each in lines)
    for each in lines:
        assert (each.edition, each.statement) == SOURCES[each.rule]
        assert each.reason[0].isupper() or each.reason[0].isdigit()
        assert each.reason.endswith(".")
        assert "  " not in each.reason


@settings(deadline=None)
@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(facts: AssessmentFacts, random: object) -> None:
    factors, risks = list(facts.factors.items()), list(facts.risks.items())
    random.shuffle(factors)  # type: ignore[attr-defined]
    random.shuffle(risks)  # type: ignore[attr-defined]
    assert told(replace(facts, factors=dict(factors), risks=dict(risks)), FIRST) == told(facts, FIRST)


@settings(deadline=None)
@given(FACTS)
def test_what_is_to_be_asked_is_never_something_with_an_answer(facts: AssessmentFacts) -> None:
    answers = {**facts.factors, **facts.risks}
    for each in told(facts, FIRST):
        assert {answers.get(id_, NOT_ASKED) for id_ in each.to_ask} <= {NOT_KNOWN, NOT_ASKED}


@settings(deadline=None)
@given(FACTS)
def test_no_c_is_asked_about_twice(facts: AssessmentFacts) -> None:
    asked = [each.reason.split(":")[0] for each in told(facts, FIRST) if each.rule == "rule.cross_c_prediction"]
    assert asked == [f"Ask about {category}" for category in CATEGORIES if f"Ask about {category}" in asked]


@pytest.mark.parametrize(
    "facts",
    [
        replace(SETTLED, factors={"factor.shoe_size": YES}),
        replace(SETTLED, factors={CARE: "maybe"}),
        replace(SETTLED, risks={"content.boredom": YES}),
        replace(SETTLED, risks={"conduct.gaming": "maybe"}),
        replace(SETTLED, category_of={}),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_passed_over(facts: AssessmentFacts) -> None:
    with pytest.raises(ValueError, match=r"^(version 1 of|an answer is|the list has)"):
        told(facts, FIRST)


class TestResult:
    @pytest.mark.parametrize(
        "judgement",
        [
            "",
            " \n\t ",
            "yes",
            "as above",
            "4 of 8",
            "- - - -",
            "...",
            "n/a n/a n/a",
            "OK, ok. Ok!",
            "see see see see",
            "\u00a0\u200b",
            "1 2 3 4 5",
        ],
    )
    def test_there_is_none_without_a_judgement(self, judgement: str) -> None:
        assert result_allowed(judgement) == Denied(
            "Write your own judgement first, in at least a few words. "
            "What the rules say is a prompt, and no result stands on it alone."
        )

    @pytest.mark.parametrize(
        "judgement",
        [
            "Needs intensive support.",
            "Talks openly with her aunt; isolated at school but coping.",
            "  Dim pryder ar hyn o bryd.  ",
            "Błąka się po nocach",
        ],
    )
    def test_a_few_words_of_ones_own_allow_it(self, judgement: str) -> None:
        assert result_allowed(judgement) == Allowed()
