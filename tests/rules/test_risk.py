"""A problem under one C is a reason to ask about the others, and unknown is neither no nor better than before."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.risk import (
    CATEGORIES,
    CONTINUING,
    ENDED,
    FREQUENCIES,
    INCREASED,
    NEW,
    NEWLY_KNOWN,
    NO_BEFORE,
    NO_LONGER_KNOWN,
    NOW_NO,
    REDUCED,
    STILL_MISSING,
    STILL_NO,
    Counts,
    Course,
    RiskAnswer,
    by_category,
    compare,
    not_asked,
    prompts,
)
from onlinelives.rules.vulnerability import ASK, NO, NOT_ASKED, NOT_KNOWN, STATES, YES

Items = dict[str, str]

LIST = {
    "content.violent_imagery": "content",
    "content.hate_racism": "content",
    "contact.rumours": "contact",
    "contact.grooming": "contact",
    "contact.account_hacked": "contact",
    "conduct.gaming": "conduct",
    "conduct.gambling": "conduct",
    "commerce.scams": "commerce",
}
ITEMS = st.dictionaries(st.sampled_from(list(LIST)), st.sampled_from(STATES))
ALL_NO = dict.fromkeys(LIST, NO)


def under(category: str, state: str) -> Items:
    return {item: state for item, its in LIST.items() if its == category}


def asked_about(items: Items) -> tuple[str, ...]:
    return tuple(prompt.category for prompt in prompts(items, LIST))


class TestPrompts:
    def test_the_four_cs_are_in_the_order_of_both_editions(self) -> None:
        assert CATEGORIES == ("content", "contact", "conduct", "commerce")

    @pytest.mark.parametrize("category", CATEGORIES)
    def test_a_yes_under_any_c_asks_about_the_other_three(self, category: str) -> None:
        one = next(iter(under(category, YES)))
        assert asked_about({one: YES}) == tuple(other for other in CATEGORIES if other != category)
        assert all(prompt.because == (category,) for prompt in prompts({one: YES}, LIST))

    @pytest.mark.parametrize(
        ("category", "meaning"),
        [
            ("content", "what the young person sees or is shown"),
            ("contact", "who gets in touch and what they do"),
            ("conduct", "what the young person does online"),
            ("commerce", "money, selling and the use of personal data"),
        ],
    )
    def test_a_prompt_says_what_its_c_means(self, category: str, meaning: str) -> None:
        other = "conduct.gaming" if category != "conduct" else "commerce.scams"
        reasons = [prompt.reason for prompt in prompts({other: YES}, LIST)]
        assert any(reason.startswith(f"Ask about {category}: {meaning}. ") for reason in reasons)

    @pytest.mark.parametrize("state", [NO, NOT_KNOWN, NOT_ASKED])
    def test_without_a_yes_nothing_is_prompted(self, state: str) -> None:
        assert prompts(dict.fromkeys(LIST, state), LIST) == ()
        assert prompts({}, LIST) == ()

    # What is under contact (three items), beside one yes under content.
    @pytest.mark.parametrize("states", list(product(STATES, repeat=3)), ids="-".join)
    def test_a_c_is_asked_about_unless_it_has_a_yes_or_everything_was_asked_and_is_no(
        self, states: tuple[str, ...]
    ) -> None:
        items = ALL_NO | {"content.hate_racism": YES} | dict(zip(under("contact", YES), states, strict=True))
        settled = YES in states or set(states) == {NO}
        assert asked_about(items) == (() if settled else ("contact",))

    def test_a_yes_among_unasked_items_is_not_prompted_again(self) -> None:
        items = {"content.hate_racism": YES, "contact.grooming": YES, "conduct.gaming": YES}
        assert asked_about(items) == ("commerce",)
        assert prompts(items, LIST)[0].because == ("content", "contact", "conduct")

    def test_the_reason_names_the_cs_with_a_yes_and_counts_what_is_missing(self) -> None:
        items = ALL_NO | under("contact", NOT_ASKED) | {"contact.rumours": NOT_KNOWN, "conduct.gaming": YES}
        (prompt,) = prompts(items | {"commerce.scams": YES}, LIST)
        assert prompt.counts == Counts(yes=0, no=0, not_known=1, not_asked=2)
        assert prompt.to_ask == ("contact.rumours", "contact.grooming", "contact.account_hacked")
        assert prompt.reason == (
            "Ask about contact: who gets in touch and what they do. There is a yes under conduct and commerce, and "
            "the 2017 edition says to ask about the other Cs too. Of 3 contact items, 2 were not asked and 1 is not "
            "known. This is something to ask, not a finding."
        )

    @pytest.mark.parametrize(
        ("states", "words"),
        [
            ((NOT_ASKED, NO, NO), "Of 3 contact items, 1 was not asked."),
            ((NOT_KNOWN, NOT_KNOWN, NO), "Of 3 contact items, 2 are not known."),
            ((NOT_KNOWN, NOT_ASKED, NOT_ASKED), "Of 3 contact items, 2 were not asked and 1 is not known."),
        ],
    )
    def test_numbers_are_written_as_people_write_them(self, states: tuple[str, ...], words: str) -> None:
        items = ALL_NO | {"content.hate_racism": YES} | dict(zip(under("contact", YES), states, strict=True))
        assert words in prompts(items, LIST)[0].reason

    def test_one_item_is_not_several(self) -> None:
        assert "Of 1 commerce item, 1 was not asked." in prompts({"conduct.gaming": YES}, LIST)[-1].reason

    def test_three_cs_make_a_list(self) -> None:
        items = {"content.hate_racism": YES, "contact.grooming": YES, "conduct.gaming": YES}
        assert "a yes under content, contact and conduct, and" in prompts(items, LIST)[0].reason

    def test_told_carries_rule_edition_and_statement(self) -> None:
        prompt = prompts({"conduct.gaming": YES}, LIST)[0]
        told = prompt.told
        assert (told.rule, told.edition, told.statement) == ("rule.cross_c_prediction", "audit-2017", "3.4")
        assert (told.outcome, told.reason, told.to_ask) == (ASK, prompt.reason, prompt.to_ask)

    @settings(deadline=None)
    @given(ITEMS)
    def test_a_prompt_is_never_worded_as_a_finding(self, items: Items) -> None:
        for prompt in prompts(items, LIST):
            assert prompt.reason.startswith(f"Ask about {prompt.category}: ")
            assert prompt.reason.endswith("This is something to ask, not a finding.")
            stated = prompt.reason.split("There is a yes under ")[1].split(", and the 2017")[0]
            assert set(stated.replace(" and ", ", ").split(", ")) == set(prompt.because)
            assert prompt.category not in prompt.because
            for finding in ("at risk", "likely", "probably", "has been", "victim", "concern", "problem", "suspect"):
                assert finding not in prompt.reason

    @settings(deadline=None)
    @given(ITEMS)
    def test_every_prompt_counts_its_missing_items_and_has_no_yes(self, items: Items) -> None:
        for prompt in prompts(items, LIST):
            states = [items.get(item, NOT_ASKED) for item in under(prompt.category, YES)]
            assert (prompt.counts.not_asked, prompt.counts.not_known) == (
                states.count(NOT_ASKED),
                states.count(NOT_KNOWN),
            )
            assert len(prompt.to_ask) == states.count(NOT_ASKED) + states.count(NOT_KNOWN) > 0
            assert YES not in states
            assert all(YES in [items.get(item) for item in under(other, YES)] for other in prompt.because)

    @settings(deadline=None)
    @given(ITEMS, st.randoms(use_true_random=False))
    def test_the_order_of_the_answers_does_not_matter(self, items: Items, random: object) -> None:
        shuffled = list(items.items())
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert prompts(dict(shuffled), LIST) == prompts(items, LIST)
        assert not_asked(dict(shuffled), LIST) == not_asked(items, LIST)


class TestCounting:
    def test_the_four_states_are_counted_apart_under_each_c(self) -> None:
        items = {
            "content.violent_imagery": YES,
            "content.hate_racism": NO,
            "contact.rumours": NOT_KNOWN,
            "contact.grooming": NOT_ASKED,
        }
        assert by_category(items, LIST) == {
            "content": Counts(yes=1, no=1, not_known=0, not_asked=0),
            "contact": Counts(yes=0, no=0, not_known=1, not_asked=2),
            "conduct": Counts(yes=0, no=0, not_known=0, not_asked=2),
            "commerce": Counts(yes=0, no=0, not_known=0, not_asked=1),
        }

    def test_not_asked_leaves_out_what_was_asked_and_is_not_known(self) -> None:
        items = ALL_NO | {"contact.grooming": NOT_ASKED, "contact.rumours": NOT_KNOWN, "conduct.gaming": YES}
        del items["contact.account_hacked"]
        assert not_asked(items, LIST) == {
            "content": (),
            "contact": ("contact.grooming", "contact.account_hacked"),
            "conduct": (),
            "commerce": (),
        }

    @settings(deadline=None)
    @given(ITEMS)
    def test_counts_add_up_to_the_list(self, items: Items) -> None:
        counts = by_category(items, LIST)
        assert tuple(counts) == CATEGORIES
        assert sum(count.items for count in counts.values()) == len(LIST)
        assert {c: count.not_asked for c, count in counts.items()} == {
            c: len(ids) for c, ids in not_asked(items, LIST).items()
        }


@pytest.mark.parametrize("rule", [prompts, not_asked, by_category])
class TestWhatIsRefused:
    def refused(self, rule: object, items: Items, category_of: dict[str, str], words: str) -> None:
        assert callable(rule)
        with pytest.raises(ValueError, match=f"^{words}$"):
            rule(items, category_of)

    def test_a_risk_that_is_not_on_the_list(self, rule: object) -> None:
        self.refused(rule, {"content.boredom": YES}, LIST, r"the list has no risk 'content\.boredom'")

    @pytest.mark.parametrize("state", ["", "YES", "unknown", None])
    def test_a_state_there_is_not(self, rule: object, state: str) -> None:
        words = f"an answer is one of yes, no, not_known, not_asked, not {state!r}"
        self.refused(rule, {"conduct.gaming": state}, LIST, words)

    def test_a_fifth_c(self, rule: object) -> None:
        words = "a risk is under one of content, contact, conduct, commerce, not 'climate'"
        self.refused(rule, {}, LIST | {"climate.rain": "climate"}, words)

    def test_a_list_that_could_never_prompt_about_one_of_the_cs(self, rule: object) -> None:
        short = {item: its for item, its in LIST.items() if its != "commerce"}
        self.refused(rule, {"conduct.gaming": YES}, short, "the list has no risk under commerce")


YES_ONCE, YES_SOMETIMES, YES_OFTEN = (RiskAnswer(YES, often) for often in ("once", "sometimes", "often"))
YES_UNKNOWN, IS_NO, UNKNOWN, UNASKED = RiskAnswer(YES), RiskAnswer(NO), RiskAnswer(NOT_KNOWN), RiskAnswer(NOT_ASKED)
EVERY = (YES_ONCE, YES_SOMETIMES, YES_OFTEN, YES_UNKNOWN, IS_NO, RiskAnswer(NO, "never"), UNKNOWN, UNASKED)
ASSESSMENTS = st.dictionaries(st.sampled_from(list(LIST)), st.sampled_from(EVERY))
UNCHANGED = {CONTINUING, STILL_NO, STILL_MISSING}
BETTER = {ENDED, REDUCED}

# A row for each answer before, a column for each answer now.
BECAME = """
    before        | once       | sometimes  | often      | yes         | no        | not known       | not asked
    once          | continuing | increased  | increased  | continuing  | ended     | no_longer_known | no_longer_known
    sometimes     | reduced    | continuing | increased  | continuing  | ended     | no_longer_known | no_longer_known
    often         | reduced    | reduced    | continuing | continuing  | ended     | no_longer_known | no_longer_known
    yes           | continuing | continuing | continuing | continuing  | ended     | no_longer_known | no_longer_known
    no            | new        | new        | new        | new         | still_no  | no_before       | no_before
    not known     | newly_known | newly_known | newly_known | newly_known | now_no | still_missing   | still_missing
    not asked     | newly_known | newly_known | newly_known | newly_known | now_no | still_missing   | still_missing
"""
SAID = {
    "once": YES_ONCE,
    "sometimes": YES_SOMETIMES,
    "often": YES_OFTEN,
    "yes": YES_UNKNOWN,
    "no": IS_NO,
    "not known": UNKNOWN,
    "not asked": UNASKED,
}


def cells() -> list[tuple[str, str, str]]:
    """(answer before, answer now, what became of the risk)"""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in BECAME.strip().splitlines()]
    return [(row[0], now, became) for row in rows for now, became in zip(head[1:], row[1:], strict=True)]


def became(first: RiskAnswer, last: RiskAnswer) -> str:
    (course,) = compare({"conduct.gaming": first}, {"conduct.gaming": last})
    return course.outcome


class TestCompare:
    def test_the_table_has_every_pair_of_answers(self) -> None:
        assert {(before, now) for before, now, _ in cells()} == set(product(SAID, repeat=2))

    @pytest.mark.parametrize(("before", "now", "outcome"), cells())
    def test_what_became_of_a_risk_is_what_the_table_says(self, before: str, now: str, outcome: str) -> None:
        assert became(SAID[before], SAID[now]) == outcome

    def test_codes_stay_the_same(self) -> None:
        assert (NEW, NEWLY_KNOWN, CONTINUING, INCREASED) == ("new", "newly_known", "continuing", "increased")
        assert (REDUCED, ENDED, NO_LONGER_KNOWN) == ("reduced", "ended", "no_longer_known")
        assert (STILL_NO, NOW_NO, NO_BEFORE, STILL_MISSING) == ("still_no", "now_no", "no_before", "still_missing")

    def test_every_outcome_there_is_can_come_about(self) -> None:
        assert {outcome for _, _, outcome in cells()} == {
            *UNCHANGED,
            *BETTER,
            INCREASED,
            NEW,
            NEWLY_KNOWN,
            NO_LONGER_KNOWN,
            NOW_NO,
            NO_BEFORE,
        }

    @pytest.mark.parametrize("now", [UNKNOWN, UNASKED])
    @pytest.mark.parametrize("before", EVERY)
    def test_unknown_now_is_never_better_than_before(self, before: RiskAnswer, now: RiskAnswer) -> None:
        assert became(before, now) not in BETTER | {STILL_NO, NOW_NO}

    def test_an_unknown_frequency_is_never_read_as_less(self) -> None:
        assert became(YES_OFTEN, YES_UNKNOWN) == CONTINUING

    def test_what_the_later_assessment_leaves_out_has_not_ended(self) -> None:
        assert [course.outcome for course in compare({"contact.grooming": YES_OFTEN}, {})] == [NO_LONGER_KNOWN]

    def test_what_only_the_later_assessment_has_is_newly_known_and_not_new(self) -> None:
        assert [course.outcome for course in compare({}, {"contact.grooming": YES_ONCE})] == [NEWLY_KNOWN]

    def test_the_first_assessment_gives_the_order(self) -> None:
        first = {"contact.grooming": YES_ONCE, "conduct.gaming": IS_NO}
        last = {"commerce.scams": UNKNOWN, "conduct.gaming": YES_OFTEN}
        assert compare(first, last) == (
            Course("contact.grooming", YES_ONCE, UNASKED),
            Course("conduct.gaming", IS_NO, YES_OFTEN),
            Course("commerce.scams", UNASKED, UNKNOWN),
        )

    @settings(deadline=None)
    @given(ASSESSMENTS)
    def test_an_assessment_compared_with_itself_has_no_change(self, answers: dict[str, RiskAnswer]) -> None:
        assert {course.outcome for course in compare(answers, answers)} <= UNCHANGED

    @settings(deadline=None)
    @given(ASSESSMENTS, ASSESSMENTS)
    def test_looking_back_mirrors_looking_forward(
        self, first: dict[str, RiskAnswer], last: dict[str, RiskAnswer]
    ) -> None:
        mirror = {NEW: ENDED, INCREASED: REDUCED, NEWLY_KNOWN: NO_LONGER_KNOWN, NOW_NO: NO_BEFORE}
        mirror |= {there: here for here, there in mirror.items()}
        forward = {course.risk: course.outcome for course in compare(first, last)}
        backward = {course.risk: mirror.get(course.outcome, course.outcome) for course in compare(last, first)}
        assert forward == backward
        assert set(forward) == set(first) | set(last)

    @settings(deadline=None)
    @given(ASSESSMENTS, ASSESSMENTS)
    def test_a_risk_ends_or_lessens_only_between_two_answers_that_are_known(
        self, first: dict[str, RiskAnswer], last: dict[str, RiskAnswer]
    ) -> None:
        for course in compare(first, last):
            if course.outcome in BETTER:
                assert course.first.state == YES
                assert course.last.state == NO or (course.last.state == YES and course.last.frequency)

    def test_frequencies_run_from_never_to_often(self) -> None:
        assert FREQUENCIES == ("never", "once", "sometimes", "often")

    @pytest.mark.parametrize(
        ("state", "frequency"),
        [
            (YES, "never"),
            (NO, "once"),
            (NO, "often"),
            (NOT_KNOWN, "often"),
            (NOT_KNOWN, "never"),
            (NOT_ASKED, "never"),
            (YES, "daily"),
            (YES, ""),
        ],
    )
    def test_an_answer_that_contradicts_itself_is_refused(self, state: str, frequency: str) -> None:
        with pytest.raises(ValueError, match=f"^an answer cannot be {state} and {frequency}$"):
            RiskAnswer(state, frequency)

    def test_a_state_there_is_not_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^an answer is one of yes, no, not_known, not_asked, not 'gone'$"):
            RiskAnswer("gone")
