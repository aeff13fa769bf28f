"""Ids, codes and choices: what a questionnaire's parts are called, and whether each has what it needs."""

import re
from collections import Counter
from collections.abc import Iterator

from onlinelives.rules.questionnaires.findings import Finding, error, listed, warning
from onlinelives.rules.questionnaires.shapes import END, Kind, Page, Question, Questionnaire

ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


def names_wrong(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Findings about ids, codes, versions and choices, in the order of the questionnaire."""
    yield from _of_the_whole(questionnaire)
    yield from _repeated(questionnaire)
    for section in questionnaire.sections:
        yield from _id(section.id)
        if not section.pages:
            yield error(section.id, "empty", "This section has no pages. Add one, or take the section out.")
        for page in section.pages:
            yield from _page(page)


def _of_the_whole(questionnaire: Questionnaire) -> Iterator[Finding]:
    code = questionnaire.code
    yield from _id(code)
    youngest, oldest = questionnaire.ages
    if not 0 <= youngest <= oldest:
        yield error(code, "ages", f"The ages run from {youngest} to {oldest}. Give the youngest first.")
    if questionnaire.version < 1:
        yield error(code, "version", "The first version of a questionnaire is 1.")
    if not questionnaire.sections:
        yield error(code, "empty", "This questionnaire has no sections.")


def _repeated(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Sections and pages share one set of names, and so do the columns in which answers are written out."""
    ids = Counter(section.id for section in questionnaire.sections)
    ids.update(page.id for _, page in questionnaire.pages())
    for id_, times in ids.items():
        if times > 1:
            yield error(id_, "id_twice", f"“{id_}” names {times} pages or sections. Give each a name of its own.")
    for question in questionnaire.questions():
        if question.kind is Kind.MANY:
            for column in (f"{question.id}_{choice.code}" for choice in question.choices):
                if column in ids:
                    yield error(
                        column,
                        "id_twice",
                        f"“{column}” is also the column of a choice of “{question.id}” in exports. Rename it.",
                    )


def _id(id_: str) -> Iterator[Finding]:
    if not ID.fullmatch(id_) or id_ == END:
        yield error(
            id_,
            "id_form",
            f"“{id_}” cannot be used as a name. Use lower-case letters, digits and underscores, beginning with a "
            f"letter, at most 32 in all. “{END}” means the end of the questionnaire.",
        )


def _page(page: Page) -> Iterator[Finding]:
    yield from _id(page.id)
    if page.question is None:
        if not any(words.text for words in page.said.values()):
            yield error(page.id, "dead_end", "There is nothing on this page: no question and no words to read.")
        return
    if page.question.id != page.id:
        yield error(
            page.id,
            "id_differs",
            f"This page asks “{page.question.id}”. A page that asks a question has the question’s name.",
        )
    yield from _question(page.question)


def _question(question: Question) -> Iterator[Finding]:
    codes = [choice.code for choice in question.choices]
    if len(codes) < 2:
        yield error(question.id, "few_choices", "This question has fewer than two choices, so there is no choosing.")
    for code, times in Counter(codes).items():
        if times > 1:
            yield error(question.id, "code_twice", f"{times} choices have the code {code}. Codes are never shared.")
        if code < 0:
            yield error(question.id, "code_form", f"A choice has the code {code}. Numbers below 0 mean “no answer”.")
    unknown = sorted(question.yes - set(codes))
    if unknown:
        told = listed([str(code) for code in unknown])
        yield error(question.id, "yes_unknown", f"{told} counts as yes, but no choice has this code.")
    if question.kind is Kind.ONE and any(choice.alone for choice in question.choices):
        yield warning(
            question.id,
            "alone_in_one",
            "A choice is said to stand alone, but only one can be chosen here anyway. Did you mean any number of them?",
        )
    yield from _versions(question)


def _versions(question: Question) -> Iterator[Finding]:
    if question.version < 1:
        yield error(question.id, "version", "The first version of a question is 1.")
    for link in question.continues:
        if link.question == question.id and link.version >= question.version:
            yield error(
                question.id,
                "link",
                f"Version {question.version} cannot continue version {link.version} of the same question.",
            )
        if not link.same and not link.why.strip():
            yield error(
                question.id,
                "link",
                f"Say what changed since “{link.question}”, version {link.version}: charts show it beside the gap.",
            )
