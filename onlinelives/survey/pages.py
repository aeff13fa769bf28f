"""One page of a questionnaire as a child sees it, without anything that depends on what was answered elsewhere, save
what was chosen here before."""

import json
from dataclasses import asdict, dataclass, field

from onlinelives.content import survey_words
from onlinelives.rules.questionnaires import answering, way
from onlinelives.rules.questionnaires.shapes import Choice, Kind, Page, Questionnaire, Words
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.drafts import Draft, plain
from onlinelives.survey.languages import Language, language


@dataclass(frozen=True)
class ChildPage:
    """page: what is asked or said, of the questionnaire whose hash is `asks`. easy: in easier words, where there are
    any. languages: those it is offered in. ticked: values of choices that were chosen before. support: whether the
    panel of whom to talk to stands open, because the section before was a hard one; the same for everybody who comes
    here. on_device: the browser may go on by itself, from so_far (JSON, of a child who had stopped, or "").

    Two are equal where a child sees the same."""

    asks: str
    page_id: str
    page: Page = field(compare=False)
    language: str
    easy: bool
    languages: tuple[str, ...]
    title: Words = field(compare=False)
    ticked: frozenset[str]
    section: int
    sections: int
    is_first: bool
    support: bool
    on_device: bool = False
    so_far: str = ""

    @property
    def many(self) -> bool:
        return self.page.question is not None and self.page.question.kind is Kind.MANY

    @property
    def words(self) -> Words:
        said = self.page.question.said if self.page.question else self.page.said
        return said.get(self.language, said["en"])

    @property
    def is_everybodys(self) -> bool:
        """Whether nothing on it was chosen by one child."""
        return not self.ticked and not self.so_far

    def of(self, choice: Choice) -> Words:
        return choice.said.get(self.language, choice.said["en"])

    @property
    def has_easy(self) -> bool:
        """Whether anything on this page can be read in easier words."""
        choices = self.page.question.choices if self.page.question else ()
        return any(words.easy for words in (self.words, *map(self.of, choices)))

    def read(self, words: Words) -> str:
        """As this child reads it."""
        return (self.easy and words.easy) or words.text

    def aloud(self, words: Words) -> str:
        """What a voice says in place of what is read, or ""."""
        return "" if self.easy and words.easy else words.say

    @property
    def lines(self) -> list[tuple[str, str | None]]:
        """Paragraphs to read, each with what a voice says in its place. Where that has other lines, all of it goes with
        the first and nothing with the rest."""
        shown, spoken = _lines(self.read(self.words)), _lines(self.aloud(self.words))
        if len(spoken) == len(shown):
            return list(zip(shown, spoken, strict=True))
        rest = "" if spoken else None
        return [(line, " ".join(spoken) if spoken and not place else rest) for place, line in enumerate(shown)]

    @property
    def other_languages(self) -> list[Language]:
        return [language(code) for code in self.languages if code != self.language]

    @property
    def languages_told(self) -> str:
        """Every language it is offered in, for the script on the device: JSON."""
        return json.dumps([asdict(language(code)) for code in self.languages], ensure_ascii=False)

    def told(self, error: Invalid) -> str:
        """What is wrong with an answer, in the words of this page."""
        if not isinstance(error, answering.Together) or self.page.question is None:
            return survey_words.translated(str(error), self.language)
        fixed = survey_words.of(self.language).words
        choices = {str(choice.code): self.read(self.of(choice)) for choice in self.page.question.choices}
        return fixed["together"].replace("{choice}", choices.get(error.value) or fixed[error.value])

    def described(self, error: Invalid | None) -> str:
        """The ids of what says more about the question."""
        return " ".join([*(["error"] if error else []), *(["hint"] if self.words.hint or self.many else [])])


def page_named(questionnaire: Questionnaire, page_id: str) -> Page | None:
    return next((page for _, page in questionnaire.pages() if page.id == page_id), None)


def child_page(questionnaire: Questionnaire, asks: str, page: Page, draft: Draft, on_device: bool = False) -> ChildPage:
    """For a page that the draft has come to. asks: the hash of the questionnaire."""
    progress = way.progress(questionnaire, page.id)
    section = questionnaire.sections[progress.section - 1]
    return ChildPage(
        asks=asks,
        page_id=page.id,
        page=page,
        language=draft.language,
        easy=draft.easy,
        languages=questionnaire.languages,
        title=section.said.get(draft.language, section.said["en"]),
        ticked=answering.ticked(draft.answers.get(page.id)),
        section=progress.section,
        sections=progress.of,
        is_first=next(way.walk(questionnaire, draft.answers)).id == page.id,
        support=follows_a_hard_one(questionnaire, progress.section - 1) and section.pages[0].id == page.id,
        on_device=on_device,
        so_far=_so_far(draft) if on_device and draft.answers else "",
    )


def follows_a_hard_one(questionnaire: Questionnaire, section: int) -> bool:
    """Whether the section before this one, counted from 0, asks something sensitive."""
    before = questionnaire.sections[section - 1].pages if section else ()
    return any(page.question is not None and page.question.sensitive for page in before)


def _so_far(draft: Draft) -> str:
    return json.dumps({"answers": plain(draft.answers), "reached": draft.reached}, separators=(",", ":"))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
