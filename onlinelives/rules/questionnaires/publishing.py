"""What must hold besides the checker's rules before an area's own questionnaire is published.

Shipped questions are asked word for word, an area's own are known by their ids, and nobody is left alone: a section
with a sensitive question ends with words that everybody reads, where the page says where to find help.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onlinelives.rules.questionnaires.checking import AgeRule, check, in_order
from onlinelives.rules.questionnaires.conditions import tests_in
from onlinelives.rules.questionnaires.findings import Finding, error
from onlinelives.rules.questionnaires.local_pages import in_english
from onlinelives.rules.questionnaires.manuscripts import LOCAL, Manuscript, is_local, title_of
from onlinelives.rules.questionnaires.shapes import ENGLISH, Page, Question, Questionnaire, Section


@dataclass(frozen=True)
class Standards:
    """What is shipped. questions: id -> every version of it. age_rule: what is only for older children. measures: the
    ids of risks and factors that a question may be about."""

    questions: Mapping[str, tuple[Question, ...]]
    age_rule: AgeRule
    measures: frozenset[str]


def findings(manuscript: Manuscript, standards: Standards) -> list[Finding]:
    """Everything that keeps it from being published or wants to be read, errors first."""
    asks = manuscript.asks
    off = list(_needs_what_is_off(manuscript))
    places = {found.where for found in off}
    told = [f for f in check(asks, standards.age_rule) if f.what != "question_unknown" or f.where not in places]
    return in_order(asks, [*told, *off, *_foreign(asks, standards), *_left_alone(asks)])


def _needs_what_is_off(manuscript: Manuscript) -> Iterator[Finding]:
    titles = {page.id: title_of(page) for _, page in manuscript.whole.pages() if page.id in manuscript.off}
    for section in manuscript.asks.sections:
        yield from _rests_on(section, section.id, titles)
        for page in section.pages:
            yield from _rests_on(page, page.id, titles)


def _rests_on(part: Section | Page, where: str, off: Mapping[str, str]) -> Iterator[Finding]:
    rules = [part.show_when] if part.show_when else []
    if isinstance(part, Page):
        rules += [way.when for way in part.ways if way.when]
    asked = dict.fromkeys(test.question for rule in rules for test in tests_in(rule))
    for name in asked:
        if name in off:
            yield error(
                where,
                "needs_off",
                f"Who is shown this depends on “{off[name]}”, which is switched off. Switch that on again, or switch "
                "this off as well.",
            )


def _foreign(asks: Questionnaire, standards: Standards) -> Iterator[Finding]:
    for question in asks.questions():
        if question.measures and question.measures not in standards.measures:
            yield error(
                question.id, "measures", f"“{question.measures}” is not one of the risks and factors that are known."
            )
        if is_local(question.id):
            continue
        versions = standards.questions.get(question.id, ())
        if not versions:
            yield error(
                question.id,
                "not_local",
                f"“{question.id}” is not a shipped question. The name of a question of your own begins with {LOCAL}",
            )
        elif ENGLISH in question.said and not any(_same(question, each) for each in versions):
            yield error(
                question.id,
                "reworded",
                "This shipped question has other words or answers than it was shipped with, so its figures could not "
                f"be compared. Put them back, or make it a question of your own, named {LOCAL}…",
            )


def _same(question: Question, shipped: Question) -> bool:
    if any(ENGLISH not in choice.said for choice in question.choices):
        return False
    return in_english(question) == in_english(shipped)


def _left_alone(asks: Questionnaire) -> Iterator[Finding]:
    for section in asks.sections:
        sensitive = any(page.question and page.question.sensitive for page in section.pages)
        last = section.pages[-1]
        if sensitive and (last.question is not None or last.show_when is not None):
            yield error(
                last.id,
                "no_help",
                "This section has a sensitive question. Its last page must be words to read, shown to everybody, that "
                "say where to find help.",
            )
            continue
        for page in section.pages[:-1] if sensitive else ():
            if any(way.to not in {each.id for each in section.pages} for way in page.ways):
                yield error(
                    page.id,
                    "past_help",
                    "This page has a way out of its section, past the words that say where to find help.",
                )
