"""What can be done to a questionnaire that is being written. Each verb takes a manuscript and gives another.

Raises Invalid with a sentence for whoever edits. Wordings of shipped questions have no verb: two areas, and two years
of one area, can only be compared while everybody is asked the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from onlinelives.rules.questionnaires.manuscripts import Manuscript, is_local, said_on, texts, with_texts
from onlinelives.rules.questionnaires.shapes import ENGLISH, Page, Questionnaire, Rule, Said, Section, Words
from onlinelives.rules.verdict import Invalid

MOST_PAGES, MOST_LANGUAGES = 300, 12
UP, DOWN = -1, 1
GONE = "This page is not in the questionnaire any more. Look at the list again."
SHIPPED = "This page is one of the shipped questionnaire. It can be moved or switched off, and stays as it is."


def move(manuscript: Manuscript, page_id: str, by: int) -> Manuscript:
    """One place UP or DOWN. From the edge of a section it goes into the next one, so that the way back is the reverse
    move."""
    sections = [list(section.pages) for section in manuscript.whole.sections]
    at, place = _where(manuscript, page_id)
    page = sections[at].pop(place)
    if 0 <= place + by <= len(sections[at]):
        sections[at].insert(place + by, page)
    elif 0 <= at + by < len(sections):
        beside = sections[at + by]
        beside.insert(len(beside) if by == UP else 0, page)
    else:
        raise Invalid(f"This page is the {'first' if by == UP else 'last'} already.")
    return _with_pages(manuscript, sections)


def move_to(manuscript: Manuscript, page_id: str, section_id: str) -> Manuscript:
    """Into another section, before the words with which that one closes."""
    at, place = _where(manuscript, page_id)
    sections = [list(section.pages) for section in manuscript.whole.sections]
    to = _section_at(manuscript, section_id)
    if to == at:
        raise Invalid("The page is in this section already.", "section")
    page = sections[at].pop(place)
    sections[to].insert(_before_closing(sections[to]), page)
    return _with_pages(manuscript, sections)


def switch_off(manuscript: Manuscript, page_id: str) -> Manuscript:
    """Nobody is asked it; it keeps its place."""
    _where(manuscript, page_id)
    if page_id in manuscript.off:
        raise Invalid("This page is switched off already.")
    return replace(manuscript, off=manuscript.off | {page_id})


def switch_on(manuscript: Manuscript, page_id: str) -> Manuscript:
    """The reverse."""
    _where(manuscript, page_id)
    if page_id not in manuscript.off:
        raise Invalid("This page is switched on already.")
    return replace(manuscript, off=manuscript.off - {page_id})


def add(manuscript: Manuscript, section_id: str, page: Page) -> Manuscript:
    """A new page of the area's own. A question goes before the words with which its section closes, words go last."""
    if sum(1 for _ in manuscript.whole.pages()) >= MOST_PAGES:
        raise Invalid(f"A questionnaire has at most {MOST_PAGES} pages.")
    sections = [list(section.pages) for section in manuscript.whole.sections]
    pages = sections[_section_at(manuscript, section_id)]
    pages.insert(_before_closing(pages) if page.question else len(pages), page)
    return _with_pages(manuscript, sections)


def rewrite(manuscript: Manuscript, page: Page) -> Manuscript:
    """Another question or other words on a page that is there. Of shipped pages only words to read can change. A
    translation of a text that is now another one is taken out, so that it is listed as missing."""
    before = _found(manuscript, page.id)
    if before.question and not is_local(page.id):
        raise Invalid(SHIPPED)
    alone = Section("", said_on(page), (page,))  # so that its texts can be gone through
    old = dict(texts(Section("", {}, (before,))))
    told = {key: _translated(said, old.get(key, {})) for key, said in texts(alone)}
    return _with_page(manuscript, with_texts(alone, told).pages[0])


def remove(manuscript: Manuscript, page_id: str) -> Manuscript:
    """A page of the area's own goes for good. A shipped one can only be switched off."""
    at, place = _where(manuscript, page_id)
    if not is_local(page_id):
        raise Invalid(SHIPPED)
    sections = [list(section.pages) for section in manuscript.whole.sections]
    del sections[at][place]
    return replace(_with_pages(manuscript, sections), off=manuscript.off - {page_id})


def show_when(manuscript: Manuscript, page_id: str, rule: Rule | None) -> Manuscript:
    """Who is shown a page of the area's own; everybody without a rule."""
    if not is_local(page_id):
        raise Invalid(SHIPPED)
    return _with_page(manuscript, replace(_found(manuscript, page_id), show_when=rule))


def rename(manuscript: Manuscript, title: str) -> Manuscript:
    """The title in English."""
    text = " ".join(title.split())
    if not text:
        raise Invalid("Enter the name of the questionnaire.", "name")
    said = {**manuscript.whole.said, ENGLISH: replace(manuscript.whole.said.get(ENGLISH, Words("")), text=text)}
    return _whole(manuscript, said=said)


def add_language(manuscript: Manuscript, language: str) -> Manuscript:
    """Children may choose it once every text is there."""
    languages = manuscript.whole.languages
    if language in languages:
        raise Invalid("This language is there already.", "language")
    if len(languages) >= MOST_LANGUAGES:
        raise Invalid(f"A questionnaire has at most {MOST_LANGUAGES} languages.", "language")
    return _whole(manuscript, languages=(*languages, language))


def drop_language(manuscript: Manuscript, language: str) -> Manuscript:
    """With every text in it."""
    if language == ENGLISH or language not in manuscript.whole.languages:
        raise Invalid("This language cannot be taken out.", "language")
    without: Callable[[Said], Said] = lambda said: {code: words for code, words in said.items() if code != language}  # noqa: E731
    return _whole(
        manuscript,
        said=without(manuscript.whole.said),
        languages=tuple(code for code in manuscript.whole.languages if code != language),
        sections=tuple(
            with_texts(section, {key: without(said) for key, said in texts(section)})
            for section in manuscript.whole.sections
        ),
    )


def translate(manuscript: Manuscript, section_id: str, language: str, told: Mapping[str, Words]) -> Manuscript:
    """Texts of one section in a language besides English, by the keys of `manuscripts.texts`. Words without a text are
    taken out."""
    if language == ENGLISH or language not in manuscript.whole.languages:
        raise Invalid("Add the language first.", "language")
    at = _section_at(manuscript, section_id)
    sections = list(manuscript.whole.sections)
    new: dict[str, Said] = {}
    for key, said in texts(sections[at]):
        if key in told:
            others = {code: words for code, words in said.items() if code != language}
            new[key] = {**others, language: told[key]} if told[key].text else others
    sections[at] = with_texts(sections[at], new)
    return _whole(manuscript, sections=tuple(sections))


def translate_title(manuscript: Manuscript, language: str, title: str) -> Manuscript:
    """The title in a language besides English, taken out where it is empty."""
    if language == ENGLISH or language not in manuscript.whole.languages:
        raise Invalid("Add the language first.", "language")
    others = {code: words for code, words in manuscript.whole.said.items() if code != language}
    text = " ".join(title.split())
    return _whole(manuscript, said={**others, language: Words(text)} if text else others)


def replaced(manuscript: Manuscript, questionnaire: Questionnaire) -> Manuscript:
    """Another questionnaire in place of what is asked, such as a workbook that came back. Pages that are switched off
    and are not in it stay, each after the page before it or at the head of its section."""
    here = {page.id for _, page in questionnaire.pages()}
    sections = {section.id: list(section.pages) for section in questionnaire.sections}
    off = []
    for section in manuscript.whole.sections:
        if section.id not in sections:
            continue
        pages, place = sections[section.id], 0
        for page in section.pages:
            places = {each.id: number for number, each in enumerate(pages, 1)}
            if page.id in places:
                place = places[page.id]
            elif page.id in manuscript.off and page.id not in here:
                pages.insert(place, page)
                off.append(page.id)
                place += 1
    whole = replace(questionnaire, code=manuscript.whole.code, version=manuscript.whole.version)
    new = Manuscript(whole, frozenset(off))
    return _with_pages(new, [sections[section.id] for section in questionnaire.sections])


def _translated(said: Said, old: Said) -> Said:
    kept = old.get(ENGLISH, Words("")).text == said[ENGLISH].text
    return {**(old if kept else {}), ENGLISH: said[ENGLISH]}


def _before_closing(pages: list[Page]) -> int:
    """Where the words begin with which a section closes, or its end."""
    place = len(pages)
    while place and pages[place - 1].question is None:
        place -= 1
    return place


def _where(manuscript: Manuscript, page_id: str) -> tuple[int, int]:
    for at, section in enumerate(manuscript.whole.sections):
        for place, page in enumerate(section.pages):
            if page.id == page_id:
                return at, place
    raise Invalid(GONE)


def _found(manuscript: Manuscript, page_id: str) -> Page:
    at, place = _where(manuscript, page_id)
    return manuscript.whole.sections[at].pages[place]


def _section_at(manuscript: Manuscript, section_id: str) -> int:
    ids = [section.id for section in manuscript.whole.sections]
    if section_id not in ids:
        raise Invalid("Select a section.", "section")
    return ids.index(section_id)


def _with_page(manuscript: Manuscript, page: Page) -> Manuscript:
    at, place = _where(manuscript, page.id)
    sections = [list(section.pages) for section in manuscript.whole.sections]
    sections[at][place] = page
    return _with_pages(manuscript, sections)


def _with_pages(manuscript: Manuscript, pages: list[list[Page]]) -> Manuscript:
    sections = zip(manuscript.whole.sections, pages, strict=True)
    return _whole(manuscript, sections=tuple(replace(section, pages=tuple(own)) for section, own in sections))


def _whole(manuscript: Manuscript, **changed: object) -> Manuscript:
    return replace(manuscript, whole=replace(manuscript.whole, **changed))  # type: ignore[arg-type]
