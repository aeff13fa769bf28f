"""The questionnaires that an area may read, ask and write."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.lifecycles import QUESTIONNAIRE
from onlinelives.rules.questionnaires import publishing
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.findings import Finding, Severity
from onlinelives.rules.questionnaires.manuscripts import Manuscript, is_local, routing, said_in_full, texts, title_of
from onlinelives.rules.questionnaires.shapes import ENGLISH, Page, Questionnaire, Section
from onlinelives.rules.verdict import Verdict, need_state
from onlinelives.survey.models import DraftQuestionnaire, Wave
from onlinelives.survey.models.questionnaires import OWN
from onlinelives.survey.models.waves import questionnaire_of


@dataclass(frozen=True)
class QuestionnaireLine:
    """One of the list. key: in addresses and forms. waves: the names of those that ask it."""

    key: str
    name: str
    told: str
    waves: list[str]


@dataclass(frozen=True)
class Library:
    """shipped and published: newest first. drafts: the latest changed first."""

    shipped: list[QuestionnaireLine]
    published: list[QuestionnaireLine]
    drafts: list[DraftQuestionnaire]


@dataclass(frozen=True)
class Read:
    """A questionnaire to read. draft: the area's row of it, None for a shipped one."""

    key: str
    name: str
    told: str
    manuscript: Manuscript
    draft: DraftQuestionnaire | None = None

    @property
    def asks(self) -> Questionnaire:
        return self.manuscript.asks

    @property
    def is_draft(self) -> bool:
        return self.draft is not None and self.draft.is_draft


@dataclass(frozen=True)
class PageLine:
    """One page in the list of the editor. routing: in words. wrong: how many errors it has."""

    page: Page
    title: str
    routing: list[str]
    is_off: bool
    is_local: bool
    wrong: int


@dataclass(frozen=True)
class DraftPage:
    """One page of a draft, with its section."""

    draft: DraftQuestionnaire
    section: Section
    page: Page

    @property
    def title(self) -> str:
        return title_of(self.page)

    @property
    def is_local(self) -> bool:
        return is_local(self.page.id)

    @property
    def is_off(self) -> bool:
        return self.page.id in self.draft.manuscript.off

    @property
    def routing(self) -> list[str]:
        return routing(self.page, self.draft.manuscript.whole)


@dataclass(frozen=True)
class Desk:
    """A draft on the desk of whoever writes it. undo: what the last step did, or ""."""

    draft: DraftQuestionnaire
    sections: list[tuple[Section, list[PageLine]]]
    findings: list[Finding]
    undo: str

    @property
    def pages(self) -> dict[str, str]:
        """The title of every page, by its id."""
        return {line.page.id: line.title for _, lines in self.sections for line in lines}

    @property
    def section_names(self) -> dict[str, str]:
        return {section.id: said_in(section.said, ENGLISH) for section, _ in self.sections}

    @property
    def errors(self) -> list[Finding]:
        return [found for found in self.findings if found.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [found for found in self.findings if found.severity is not Severity.ERROR]


def library(person: Person) -> Library:
    """Every questionnaire that the person may read."""
    asked = _waves_by_questionnaire(person)
    shipped = [instruments.questionnaire(code) for code in reversed(instruments.QUESTIONNAIRES)]
    own = list(_own(person).defer("body"))
    published = sorted((each for each in own if each.state == "published"), key=lambda each: -(each.number or 0))
    return Library(
        [QuestionnaireLine(q.code, q.said[ENGLISH].text, _shipped_words(q), asked[q.code, None]) for q in shipped],
        [
            QuestionnaireLine(each.key, each.name, f"Number {each.number}", asked["", each.published_id])
            for each in published
        ],
        [each for each in own if each.state == "draft"],
    )


def to_ask(person: Person) -> dict[str, str]:
    """Key -> name of every questionnaire that a wave can ask, the area's own first, newest first."""
    published = _own(person).filter(state="published").order_by("-number").only("name", "number")
    own = {each.key: f"{each.name} (your area’s number {each.number})" for each in published}
    shipped = [instruments.questionnaire(code) for code in reversed(instruments.QUESTIONNAIRES)]
    return own | {each.code: each.said[ENGLISH].text for each in shipped}


def to_copy(person: Person) -> dict[str, str]:
    """Key -> name of everything that the person may read, drafts too."""
    drafts = _own(person).filter(state="draft").only("name")
    return to_ask(person) | {each.key: f"{each.name} (draft)" for each in drafts}


def key_asked(person: Person, wave: Wave) -> str:
    """The key of what a wave asks."""
    own = _own(person).filter(published=wave.questionnaire_id).only("pk").first()
    return own.key if own else wave.questionnaire.code


def asked_by(person: Person, key: str) -> Questionnaire:
    """The published questionnaire of a key. Raises Http404."""
    if not key.startswith(OWN):
        return _shipped(key)
    sha256 = _row(person, key, state="published").published_id
    return questionnaire_of(str(sha256))


def read(person: Person, key: str) -> Read:
    """Raises Http404."""
    if not key.startswith(OWN):
        shipped = _shipped(key)
        return Read(key, shipped.said[ENGLISH].text, _shipped_words(shipped), Manuscript(shipped))
    draft = _row(person, key)
    told = f"Number {draft.number} of your area" if draft.number else f"A draft, begun from {draft.begun_from}"
    return Read(key, draft.name, told, draft.manuscript, draft)


def draft_for(person: Person, pk: int) -> DraftQuestionnaire:
    """Raises Http404."""
    return get_object_or_404(_own(person), pk=pk)


def draft_to_change(person: Person, pk: int) -> DraftQuestionnaire:
    """Raises Http404, and NotNow for one that is published."""
    draft = draft_for(person, pk)
    need_state(changeable(draft))
    return draft


def changeable(draft: DraftQuestionnaire) -> Verdict:
    return QUESTIONNAIRE.may(draft.state, "change")


def page_of_draft(person: Person, pk: int, page_id: str) -> DraftPage:
    """One page of a draft that can be changed. Raises Http404, and NotNow as `draft_to_change`."""
    draft = draft_to_change(person, pk)
    try:
        section, page = draft.manuscript.placed(page_id)
    except KeyError:
        raise Http404 from None
    return DraftPage(draft, section, page)


def missing_texts(draft: DraftQuestionnaire) -> list[tuple[str, list[tuple[Section, int]]]]:
    """For each language besides English, every section with how many of its texts are missing."""
    whole = draft.manuscript.whole
    told = []
    for language in whole.languages[1:]:
        counts = [sum(not said_in_full(said, language) for _, said in texts(section)) for section in whole.sections]
        counts[0] += not said_in_full(whole.said, language)  # the title stands with the first section
        told.append((language, list(zip(whole.sections, counts, strict=True))))
    return told


def desk(person: Person, pk: int) -> Desk:
    """A draft with its pages, what is wrong with it, and what can be taken back. Raises Http404."""
    draft = draft_for(person, pk)
    manuscript = draft.manuscript
    found = publishing.findings(manuscript, instruments.standards())
    errors = [each.where for each in found if each.severity is Severity.ERROR]
    step = draft.steps.only("did").first()
    sections = [
        (section, [_line(page, manuscript, errors) for page in section.pages]) for section in manuscript.whole.sections
    ]
    return Desk(draft, sections, found, step.did if step else "")


def _line(page: Page, manuscript: Manuscript, errors: list[str]) -> PageLine:
    return PageLine(
        page,
        title_of(page),
        routing(page, manuscript.whole),
        page.id in manuscript.off,
        is_local(page.id),
        errors.count(page.id),
    )


def _own(person: Person) -> QuerySet[DraftQuestionnaire]:
    return DraftQuestionnaire.objects.visible_to(person)


def _row(person: Person, key: str, **narrowed: str) -> DraftQuestionnaire:
    number = key.removeprefix(OWN)
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    return get_object_or_404(_own(person), pk=int(number), **narrowed)


def _shipped(code: str) -> Questionnaire:
    try:
        return instruments.questionnaire(code)
    except KeyError:
        raise Http404 from None


def _shipped_words(shipped: Questionnaire) -> str:
    return f"Shipped, version {shipped.version}, for ages {shipped.ages[0]} to {shipped.ages[1]}"


def _waves_by_questionnaire(person: Person) -> dict[tuple[str, str | None], list[str]]:
    """Names of waves, by the code of a shipped questionnaire and by the hash of an own one."""
    found: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    rows = Wave.objects.visible_to(person).values_list("name", "questionnaire__code", "questionnaire")
    for name, code, sha256 in rows:
        found[code, None].append(name)
        found["", sha256].append(name)
    return found
