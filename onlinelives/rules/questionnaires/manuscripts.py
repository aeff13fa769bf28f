"""A questionnaire that is being written: every page in its place, and which of them are switched off."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onlinelives.rules.questionnaires.conditions import in_words, phrase, said_in
from onlinelives.rules.questionnaires.shapes import END, ENGLISH, Page, Questionnaire, Said, Section

LOCAL = "local_"  # how the ids of an area's own pages begin; those of the shipped bank never do


@dataclass(frozen=True)
class Manuscript:
    """whole: every page, also those that are switched off, so that each comes back where it stood. off: their ids."""

    whole: Questionnaire
    off: frozenset[str] = frozenset()

    @property
    def asks(self) -> Questionnaire:
        """What children would be asked: without pages that are switched off, and sections of which nothing is left."""
        kept = (
            replace(section, pages=tuple(page for page in section.pages if page.id not in self.off))
            for section in self.whole.sections
        )
        return replace(self.whole, sections=tuple(section for section in kept if section.pages))

    def page(self, page_id: str) -> Page:
        """Raises KeyError for a page that is not there."""
        return self.placed(page_id)[1]

    def placed(self, page_id: str) -> tuple[Section, Page]:
        """The page with its section. Raises KeyError."""
        for section, page in self.whole.pages():
            if page.id == page_id:
                return section, page
        raise KeyError(page_id)


def is_local(page_id: str) -> bool:
    """Whether a page is the area's own."""
    return page_id.startswith(LOCAL)


def said_on(page: Page) -> Said:
    """The words of a page: its question's, or those to read."""
    return page.question.said if page.question else page.said


def title_of(page: Page, longest: int = 120) -> str:
    """What a page is called in lists: its question, or how its words begin."""
    text = " ".join(said_in(said_on(page), ENGLISH).split()) or page.id
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def routing(page: Page, questionnaire: Questionnaire) -> list[str]:
    """Who is shown a page and where it leads, a sentence each; none where everybody is and the next page follows."""
    told = [in_words(page.show_when, questionnaire)] if page.show_when else []
    titles = {each.id: f"“{title_of(each)}”" for _, each in questionnaire.pages()} | {END: "the end"}
    for way in page.ways:
        when = f" if {phrase(way.when, questionnaire)}" if way.when else ""
        told.append(f"Leads on to {titles.get(way.to, way.to)}{when}.")
    return told


def texts(section: Section) -> Iterator[tuple[str, Said]]:
    """Every text of a section with a key of its own: the section's id, a page's, or `page:code` of a choice."""
    yield section.id, section.said
    for page in section.pages:
        yield page.id, said_on(page)
        if page.question:
            for choice in page.question.choices:
                yield f"{page.id}:{choice.code}", choice.said


def said_in_full(said: Said, language: str) -> bool:
    """Whether there is a text in the language."""
    return language in said and bool(said[language].text.strip())


def with_texts(section: Section, told: dict[str, Said]) -> Section:
    """The section with other texts, by the keys of `texts`; those that are not told stay."""
    return replace(
        section, said=told.get(section.id, section.said), pages=tuple(_page_told(page, told) for page in section.pages)
    )


def _page_told(page: Page, told: dict[str, Said]) -> Page:
    question = page.question
    if question is None:
        return replace(page, said=told.get(page.id, page.said))
    choices = tuple(replace(each, said=told.get(f"{page.id}:{each.code}", each.said)) for each in question.choices)
    return replace(page, question=replace(question, said=told.get(page.id, question.said), choices=choices))
