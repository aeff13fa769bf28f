"""One page of a questionnaire as a child sees it, without anything that depends on what was answered elsewhere, save
what was chosen here before."""

from dataclasses import dataclass

from onlinelives.rules.questionnaires import answering, way
from onlinelives.rules.questionnaires.shapes import Choice, Kind, Page, Questionnaire, Words
from onlinelives.survey.drafts import Draft


@dataclass(frozen=True)
class ChildPage:
    """page: what is asked or said. ticked: values of choices that were chosen before. support: whether the panel of
    whom to talk to stands open, because the section before was a hard one; the same for everybody who comes here."""

    page: Page
    language: str
    title: Words
    ticked: frozenset[str]
    section: int
    sections: int
    is_first: bool
    support: bool

    @property
    def many(self) -> bool:
        return self.page.question is not None and self.page.question.kind is Kind.MANY

    @property
    def words(self) -> Words:
        said = self.page.question.said if self.page.question else self.page.said
        return said.get(self.language, said["en"])

    def of(self, choice: Choice) -> Words:
        return choice.said.get(self.language, choice.said["en"])


def page_named(questionnaire: Questionnaire, page_id: str) -> Page | None:
    return next((page for _, page in questionnaire.pages() if page.id == page_id), None)


def child_page(questionnaire: Questionnaire, page: Page, draft: Draft) -> ChildPage:
    """For a page that the draft has come to."""
    progress = way.progress(questionnaire, page.id)
    sections = questionnaire.sections
    section = sections[progress.section - 1]
    before = sections[progress.section - 2] if progress.section > 1 else None
    hard = before is not None and any(each.question is not None and each.question.sensitive for each in before.pages)
    return ChildPage(
        page=page,
        language=draft.language,
        title=section.said.get(draft.language, section.said["en"]),
        ticked=answering.ticked(draft.answers.get(page.id)),
        section=progress.section,
        sections=progress.of,
        is_first=way.previous_page(questionnaire, page.id, draft.answers) is None,
        support=hard and section.pages[0].id == page.id,
    )
