"""Whatever is done to a questionnaire that is being written, it stays one; and what is done can be undone."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.questionnaires import editing, frozen
from onlinelives.rules.questionnaires.editing import DOWN, UP
from onlinelives.rules.questionnaires.local_pages import (
    LONGEST_ID,
    WrittenChoice,
    WrittenQuestion,
    question_page,
    versioned,
    words_page,
)
from onlinelives.rules.questionnaires.manuscripts import Manuscript, routing, texts, title_of
from onlinelives.rules.questionnaires.naming import ID
from onlinelives.rules.questionnaires.shapes import ENGLISH, Kind, Op, Section, Test, Way, Words
from onlinelives.rules.verdict import Invalid
from tests.rules.questionnaires.asked import AGE, FROM_13, ask, forms, page, questionnaires, said, words

ONE = Manuscript(
    forms(
        Section("first", said("First"), (page(AGE), page(ask("a")), words("help_first"))),
        Section("second", said("Second"), (page(ask("b"), FROM_13), words("help_second"))),
    )
)
TYPED = ["Do you own a robot?", "Do you own a robot?", "هل لديك روبوت؟", "🦊", "O'Hara's \"=1+1\"", "x" * 200, "a-b c"]


def asking(text: str = "Do you own a robot?", *answers: WrittenChoice, many: bool = False) -> WrittenQuestion:
    given_ = answers or (WrittenChoice("Yes", yes=True), WrittenChoice("No"))
    return WrittenQuestion(Words(text), Kind.MANY if many else Kind.ONE, given_)


def ids(manuscript: Manuscript) -> list[str]:
    return [each.id for _, each in manuscript.whole.pages()]


def shape(manuscript: Manuscript) -> list[list[str]]:
    return [[each.id for each in section.pages] for section in manuscript.whole.sections]


@st.composite
def step(draw: st.DrawFn, manuscript: Manuscript) -> Manuscript:
    """What one verb makes of it, with whatever is there. Raises Invalid where it refuses."""
    there = ids(manuscript)
    here = st.sampled_from([*there, "nowhere"])
    section = st.sampled_from([*(each.id for each in manuscript.whole.sections), "nowhere"])
    text = draw(st.sampled_from(TYPED))
    verbs = {
        "move": lambda m: editing.move(m, draw(here), draw(st.sampled_from([UP, DOWN]))),
        "move_to": lambda m: editing.move_to(m, draw(here), draw(section)),
        "off": lambda m: editing.switch_off(m, draw(here)),
        "on": lambda m: editing.switch_on(m, draw(here)),
        "question": lambda m: editing.add(m, draw(section), question_page(m, asking(text, many=draw(st.booleans())))),
        "words": lambda m: editing.add(m, draw(section), words_page(m, Words(text))),
        "remove": lambda m: editing.remove(m, draw(here)),
        "language": lambda m: editing.add_language(m, draw(st.sampled_from(["pl", "cy", "ar"]))),
        "translate": lambda m: editing.translate(m, draw(section), "pl", {draw(here): Words(text)}),
        "drop": lambda m: editing.drop_language(m, draw(st.sampled_from(["pl", "en"]))),
        "rename": lambda m: editing.rename(m, text),
        "when": lambda m: editing.show_when(m, draw(here), draw(st.none() | st.just(FROM_13))),
    }
    own = [each.id for _, each in manuscript.whole.pages() if each.question and each.id.startswith("local_")]
    if own:
        one = draw(st.sampled_from(own))
        verbs["rewrite"] = lambda m: editing.rewrite(m, question_page(m, asking(text), m.page(one)))
    return verbs[draw(st.sampled_from(sorted(verbs)))](manuscript)


@st.composite
def steps(draw: st.DrawFn, manuscript: Manuscript) -> Manuscript:
    """One verb after another; those that refuse change nothing."""
    for _ in range(draw(st.integers(1, 12))):
        with suppress(Invalid):
            manuscript = draw(step(manuscript))
    return manuscript


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_steps_leave_a_questionnaire_that_freezes_and_thaws_to_itself(data: st.DataObject) -> None:
    begun = Manuscript(data.draw(questionnaires()))
    done = data.draw(steps(begun))
    assert frozen.thaw(frozen.freeze(done.whole)) == done.whole
    assert len(set(ids(done))) == len(ids(done))
    assert done.off <= set(ids(done))
    assert {each for each in ids(done) if not each.startswith("local_")} == set(ids(begun))
    assert all(ID.fullmatch(each) and len(each) <= LONGEST_ID for each in ids(done))
    assert set(ids(Manuscript(done.asks))) == set(ids(done)) - done.off
    for _, each in begun.whole.pages():
        told = done.page(each.id)
        if each.question:  # the wording of a shipped question is the same whatever was done
            assert told.question
            assert told.question.said[ENGLISH] == each.question.said[ENGLISH]
            assert replace(told.question, said={}, choices=()) == replace(each.question, said={}, choices=())


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_move_and_its_reverse_change_nothing(data: st.DataObject) -> None:
    begun = Manuscript(data.draw(questionnaires()))
    there, by = data.draw(st.sampled_from(ids(begun))), data.draw(st.sampled_from([UP, DOWN]))
    try:
        moved = editing.move(begun, there, by)
    except Invalid:
        assert there == ids(begun)[0 if by == UP else -1]
        return
    assert moved != begun
    assert editing.move(moved, there, -by) == begun


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_switching_off_and_on_changes_nothing(data: st.DataObject) -> None:
    begun = Manuscript(data.draw(questionnaires()))
    there = data.draw(st.sampled_from(ids(begun)))
    off = editing.switch_off(begun, there)
    assert there not in {each.id for _, each in off.asks.pages()}
    assert editing.switch_on(off, there) == begun


class TestPlaces:
    def test_a_page_leaves_its_section_at_the_edge(self) -> None:
        assert shape(editing.move(ONE, "b", UP)) == [["age", "a", "help_first", "b"], ["help_second"]]
        assert shape(editing.move(ONE, "help_first", DOWN)) == [["age", "a"], ["help_first", "b", "help_second"]]

    def test_a_question_joins_a_section_before_its_closing_words(self) -> None:
        assert shape(editing.move_to(ONE, "a", "second"))[1] == ["b", "a", "help_second"]
        added = editing.add(ONE, "second", question_page(ONE, asking()))
        assert shape(added)[1] == ["b", "local_do_you_own_a_robot", "help_second"]

    def test_a_section_without_pages_is_not_asked(self) -> None:
        off = editing.switch_off(editing.switch_off(ONE, "b"), "help_second")
        assert [section.id for section in off.asks.sections] == ["first"]

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda: editing.move(ONE, "gone", UP),
            lambda: editing.move_to(ONE, "a", "first"),
            lambda: editing.move_to(ONE, "a", "gone"),
            lambda: editing.switch_on(ONE, "a"),
            lambda: editing.switch_off(editing.switch_off(ONE, "a"), "a"),
            lambda: editing.remove(ONE, "a"),
            lambda: editing.show_when(ONE, "a", None),
            lambda: editing.rewrite(ONE, page(ask("a", 1, 2, 3))),
            lambda: editing.rename(ONE, "  "),
            lambda: editing.add_language(ONE, "en"),
            lambda: editing.drop_language(ONE, "en"),
            lambda: editing.translate(ONE, "first", "pl", {}),
            lambda: editing.translate_title(ONE, "pl", "x"),
        ],
    )
    def test_what_makes_no_sense_is_refused_in_a_sentence(self, wrong) -> None:
        with pytest.raises(Invalid, match=r"\.$"):
            wrong()

    def test_there_is_an_end_to_pages_and_languages(self) -> None:
        full = Manuscript(forms(Section("all", said("All"), tuple(words(f"w{n}") for n in range(editing.MOST_PAGES)))))
        with pytest.raises(Invalid, match="at most 300 pages"):
            editing.add(full, "all", words("local_more"))
        many = Manuscript(replace(ONE.whole, languages=tuple(f"l{n}" for n in range(editing.MOST_LANGUAGES))))
        with pytest.raises(Invalid, match="at most 12 languages"):
            editing.add_language(many, "pl")


class TestOwnQuestions:
    @pytest.mark.parametrize("text", TYPED)
    def test_ids_come_from_the_words_and_are_never_taken(self, text: str) -> None:
        manuscript, seen = ONE, set()
        for _ in range(3):
            new = question_page(manuscript, asking(text, many=True))
            manuscript = editing.add(manuscript, "first", new)
            seen.add(new.id)
        assert len(seen) == 3
        assert all(ID.fullmatch(each) for each in seen)

    def test_no_column_of_many_takes_an_id(self) -> None:
        many = editing.add(ONE, "first", question_page(ONE, asking("Robots", many=True)))
        assert "local_robots" in ids(many)
        assert question_page(many, asking("Robots 1")).id == "local_robots_1_2"

    def test_a_choice_keeps_its_code_and_a_new_one_gets_a_fresh_one(self) -> None:
        manuscript = editing.add(ONE, "first", question_page(ONE, asking()))
        before = manuscript.page("local_do_you_own_a_robot")
        other = asking("Do you own a robot?", WrittenChoice("No", code=2), WrittenChoice("Two", yes=True))
        after = question_page(manuscript, other, before).question
        assert after is not None
        assert [(each.code, each.said[ENGLISH].text) for each in after.choices] == [(2, "No"), (3, "Two")]
        assert after.yes == {3}

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            (asking("  "), "text"),
            (asking("a", WrittenChoice("Yes")), "choice_0"),
            (asking("a", WrittenChoice("Yes"), WrittenChoice(" yes ")), "choice_1"),
            (asking("a", WrittenChoice("Yes"), WrittenChoice(" ")), "choice_1"),
            (asking("a", WrittenChoice("Yes"), WrittenChoice("None", alone=True)), "alone_1"),
            (asking("a", WrittenChoice("Yes"), WrittenChoice("None", alone=True, yes=True), many=True), "yes_1"),
        ],
    )
    def test_an_error_names_its_field(self, wrong: WrittenQuestion, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            question_page(ONE, wrong)
        assert refused.value.field == field

    def test_words_need_words(self) -> None:
        with pytest.raises(Invalid):
            words_page(ONE, Words(" "))

    def test_a_translation_of_other_words_is_taken_out(self) -> None:
        manuscript = editing.add_language(editing.add(ONE, "first", question_page(ONE, asking())), "pl")
        own = "local_do_you_own_a_robot"
        told = {own: Words("Masz robota?"), f"{own}:1": Words("Tak"), f"{own}:2": Words("Nie")}
        manuscript = editing.translate(manuscript, "first", "pl", told)
        kept = (WrittenChoice("Yes", yes=True, code=1), WrittenChoice("Never", code=2))
        manuscript = editing.rewrite(
            manuscript, question_page(manuscript, asking("Robots?", *kept), manuscript.page(own))
        )
        there = {key: sorted(words) for key, words in texts(manuscript.whole.sections[0]) if key.startswith("local")}
        assert there == {own: ["en"], f"{own}:1": ["en", "pl"], f"{own}:2": ["en"]}

    def test_one_that_was_published_in_other_words_becomes_a_version_with_a_gap(self) -> None:
        first = editing.add(ONE, "first", question_page(ONE, asking()))
        published = {each.id: each for each in first.whole.questions()}
        assert versioned(first.whole, published) == first.whole
        own = "local_do_you_own_a_robot"
        changed = editing.rewrite(first, question_page(first, asking("Do you want a robot?"), first.page(own)))
        [new] = [each for each in versioned(changed.whole, published).questions() if each.id == own]
        assert (new.version, new.continues[0].same, new.continues[0].version) == (2, False, 1)

    def test_a_translation_alone_is_no_new_version(self) -> None:
        first = editing.add(ONE, "first", question_page(ONE, asking()))
        published = {each.id: each for each in first.whole.questions()}
        other = editing.translate(
            editing.add_language(first, "pl"), "first", "pl", {"local_do_you_own_a_robot": Words("Masz robota?")}
        )
        assert [each.version for each in versioned(other.whole, published).questions()] == [1] * 4


class TestLanguages:
    def test_taking_a_language_out_takes_every_text_of_it(self) -> None:
        there = editing.translate_title(editing.add_language(ONE, "pl"), "pl", "Nasza ankieta")
        there = editing.translate(there, "second", "pl", {"b": Words("b po polsku"), "second": Words("Druga")})
        assert there != ONE
        assert editing.drop_language(there, "pl") == ONE

    def test_an_empty_text_is_no_text(self) -> None:
        there = editing.translate(editing.add_language(ONE, "pl"), "second", "pl", {"b": Words("b")})
        assert editing.translate(there, "second", "pl", {"b": Words("")}) == editing.add_language(ONE, "pl")


class TestWorkbooks:
    def test_what_was_switched_off_stays_where_it_was(self) -> None:
        off = editing.switch_off(ONE, "a")
        assert editing.replaced(off, off.asks) == off

    def test_it_stays_there_beside_pages_that_changed(self) -> None:
        off = editing.switch_off(ONE, "help_first")
        other = editing.translate(editing.add_language(off, "pl"), "first", "pl", {"a": Words("a po polsku")})
        assert shape(editing.replaced(off, other.asks)) == shape(ONE)

    def test_a_page_that_comes_back_is_on(self) -> None:
        assert editing.replaced(editing.switch_off(ONE, "a"), ONE.whole) == ONE

    def test_without_its_section_it_goes(self) -> None:
        off = editing.switch_off(ONE, "b")
        other = replace(ONE.whole, sections=ONE.whole.sections[:1])
        assert editing.replaced(off, other) == Manuscript(other)


def test_routing_is_told_in_sentences() -> None:
    page_ = page(ask("c"), FROM_13, Way("help_second", Test("c", Op.ANY_OF, (1,))))
    asks = forms(Section("s", said("S"), (page(AGE), page_, words("help_second"))))
    assert routing(page_, asks) == [
        "Shown only if the answer to “age?” is 13 or more.",
        "Leads on to “Read help_second” if the answer to “c?” is “choice 1”.",
    ]
    assert title_of(words("long" * 40), 20).endswith("…")
