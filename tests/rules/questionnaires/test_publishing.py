"""What keeps an area's own questionnaire from being published, beside what the checker finds in any."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onlinelives.content import instruments
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.local_pages import WrittenChoice, WrittenQuestion, question_page, words_page
from onlinelives.rules.questionnaires.manuscripts import Manuscript
from onlinelives.rules.questionnaires.publishing import findings
from onlinelives.rules.questionnaires.shapes import END, ENGLISH, Kind, Op, Page, Test, Way, Words

SHIPPED = Manuscript(replace(instruments.current(), code="area"))
IMAGES = "conduct.shared_sgii"
FROM_13 = Test("age", Op.AT_LEAST, (13,))


def errors(manuscript: Manuscript) -> set[tuple[str, str]]:
    found = findings(manuscript, instruments.standards())
    return {(each.where, each.what) for each in found if each.severity is Severity.ERROR}


def own(measures: str = "", sensitive: bool = False) -> WrittenQuestion:
    return WrittenQuestion(
        Words("Is this ours?", easy="Ours?"),
        Kind.ONE,
        (WrittenChoice("Yes", yes=True), WrittenChoice("No")),
        sensitive,
        measures,
    )


def with_own(section: str, **more: object) -> Manuscript:
    return editing.add(SHIPPED, section, question_page(SHIPPED, own(**more)))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", instruments.QUESTIONNAIRES)
def test_what_is_shipped_could_be_published(code: str) -> None:
    assert errors(Manuscript(replace(instruments.questionnaire(code), code="area"))) == set()


def test_an_own_question_about_images_is_only_for_older_children() -> None:
    young = with_own("pictures", measures=IMAGES, sensitive=True)
    asked = editing.show_when(with_own("people", measures=IMAGES, sensitive=True), "local_is_this_ours", FROM_13)
    assert errors(young) == set()  # the whole section is
    assert errors(with_own("people", measures=IMAGES)) == {("local_is_this_ours", "too_young")}
    assert errors(asked) == set()


def test_a_shipped_question_keeps_its_age_wherever_it_goes() -> None:
    """Eating is asked from 11 on, and is about no risk of the taxonomy."""
    page = replace(SHIPPED.page("eating"), show_when=None)
    assert errors(_with(page)) == {("eating", "too_young")}


def test_a_sensitive_section_ends_with_words_for_everybody() -> None:
    assert errors(with_own("good_side", sensitive=True)) == {("local_is_this_ours", "no_help")}
    helped = with_own("good_side", sensitive=True)
    helped = editing.add(helped, "good_side", words_page(helped, Words("Talk to somebody.")))
    assert errors(helped) == set()
    hidden = editing.show_when(helped, "local_talk_to_somebody", FROM_13)
    assert errors(hidden) == {("local_talk_to_somebody", "no_help")}
    assert ("ai_upset", "no_help") in errors(editing.switch_off(SHIPPED, "help_people"))


def test_no_way_leads_past_the_words_that_help() -> None:
    past = replace(SHIPPED.page("met_up"), ways=(Way(END, FROM_13), Way("live_upset")))
    assert ("met_up", "past_help") in errors(_with(past))


def test_what_rests_on_a_page_that_is_switched_off_is_named_once() -> None:
    off = editing.switch_off(SHIPPED, "saw_bullying")
    assert errors(off) == set()
    found = findings(editing.switch_off(SHIPPED, "follow_advice"), instruments.standards())
    assert [(each.where, each.what) for each in found] == [("advice_why_not", "needs_off")]
    assert "which is switched off" in found[0].sentence


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda q: replace(q, said={ENGLISH: Words("How old?")}), "reworded"),
        (lambda q: replace(q, choices=q.choices[:-1]), "reworded"),
        (lambda q: replace(q, sensitive=True), "reworded"),
        (lambda q: replace(q, measures="content.nothing"), "measures"),
    ],
)
def test_a_shipped_question_with_other_words_is_refused(change: Callable, what: str) -> None:
    page = SHIPPED.page("gender")
    assert ("gender", what) in errors(_with(replace(page, question=change(page.question))))


def test_a_translation_of_a_shipped_question_is_welcome() -> None:
    page = SHIPPED.page("gender")
    said = {**page.question.said, "pl": Words("Płeć")}
    assert ("gender", "reworded") not in errors(_with(replace(page, question=replace(page.question, said=said))))


def test_a_question_of_nobody_is_refused() -> None:
    made = question_page(SHIPPED, own())
    assert made.question
    strange = Page("whose", replace(made.question, id="whose"))
    assert errors(editing.add(SHIPPED, "good_side", strange)) == {("whose", "not_local")}


def _with(page: Page) -> Manuscript:
    sections = tuple(
        replace(section, pages=tuple(page if each.id == page.id else each for each in section.pages))
        for section in SHIPPED.whole.sections
    )
    return Manuscript(replace(SHIPPED.whole, sections=sections))
