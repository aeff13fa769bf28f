"""Texts: in every offered language, in easier words, and where a child is left after a sensitive question."""

from collections.abc import Iterator

from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.findings import Finding, error, listed, warning
from onlinelives.rules.questionnaires.shapes import ENGLISH, Questionnaire, Said


def words_wrong(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Findings about texts, in the order of the questionnaire."""
    languages = questionnaire.languages
    if not languages or languages[0] != ENGLISH or len(set(languages)) != len(languages):
        yield error(questionnaire.code, "languages", "English comes first among the languages, and each is there once.")
    yield from _missing(questionnaire.said, questionnaire.code, "the title", languages)
    for section in questionnaire.sections:
        yield from _missing(section.said, section.id, "the name of this section", languages)
        for page in section.pages:
            question = page.question
            if question is None and not any(words.text for words in page.said.values()):
                continue  # an empty page, which is worse than a text that is missing
            if question is None:
                yield from _missing(page.said, page.id, "the words on this page", languages)
                yield from _easy(page.said, page.id, "the words on this page", languages)
                continue
            yield from _missing(question.said, question.id, "the question", languages)
            yield from _easy(question.said, question.id, "the question", languages)
            for choice in question.choices:
                name = f"the choice “{said_in(choice.said, ENGLISH) or choice.code}”"
                yield from _missing(choice.said, question.id, name, languages)
    yield from _left_alone(questionnaire)


def _missing(said: Said, where: str, name: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    for language in languages:
        words = said.get(language)
        if words is None or not words.text.strip():
            yield error(where, "text_missing", f"There is no text for {name} in the language {language}.")
    extra = sorted(set(said) - set(languages))
    if extra:
        yield warning(
            where, "language_unused", f"There is text for {name} in {listed(extra)}, which children are not offered."
        )


def _easy(said: Said, where: str, name: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    lacking = [code for code in languages if code in said and said[code].text.strip() and not said[code].easy.strip()]
    if lacking:
        yield warning(where, "easy_missing", f"There are no easier words for {name} in {listed(lacking)}.")


def _left_alone(questionnaire: Questionnaire) -> Iterator[Finding]:
    """A later section begins with where to find help. After the last one only words on its own pages can say it."""
    if not questionnaire.sections:
        return
    pages = questionnaire.sections[-1].pages
    for place, page in enumerate(pages):
        if page.question is not None and page.question.sensitive:
            if all(later.question is not None for later in pages[place + 1 :]):
                yield warning(
                    page.id,
                    "no_closing_words",
                    "This sensitive question is in the last section and no words follow it. End with a page to read "
                    "that says where to find help.",
                )
            return
