"""What changed between two versions of a questionnaire, and whether figures of two questions may stand in one line."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from onlinelives.rules.questionnaires.conditions import phrase, said_in
from onlinelives.rules.questionnaires.shapes import (
    ENGLISH,
    Choice,
    Kind,
    Page,
    Question,
    Questionnaire,
    Rule,
    Said,
    Section,
    Words,
)
from onlinelives.rules.verdict import Allowed, Denied, Verdict

KIND_WORDS = {Kind.ONE: "one choice", Kind.MANY: "any number of choices"}


def comparable(new: Question, old: Question) -> Verdict:
    """Whether figures of both may stand in one line: the same version of the same question, or one that says so.

    Only an explicit link counts. Questions that merely share their id or their words are not comparable.
    """
    if (new.id, new.version) == (old.id, old.version):
        if replace(new, continues=()) == replace(old, continues=()):
            return Allowed()
        return Denied(f"“{new.id}” was changed without a new version.")
    link = next((each for each in new.continues if (each.question, each.version) == (old.id, old.version)), None)
    if link is None:
        return Denied(
            f"Nothing says that “{new.id}”, version {new.version}, continues “{old.id}”, version {old.version}."
        )
    return Allowed() if link.same else Denied(link.why)


def changes(old: Questionnaire, new: Questionnaire) -> list[str]:
    """A sentence for each thing that differs, in the order of the new version, and what was taken out at the end."""
    told = list(_of_the_whole(old, new))
    olds = {page.id: (section, page) for section, page in old.pages()}
    news = {page.id: (section, page) for section, page in new.pages()}
    moved = _moved([id_ for id_ in olds if id_ in news], [id_ for id_ in news if id_ in olds])
    before = {section.id: section for section in old.sections}
    for section in new.sections:
        told += _section(before.get(section.id), section, old, new)
        for page in section.pages:
            name = _name(page)
            if page.id not in olds:
                told.append(f"{name} is new.")
                continue
            old_section, old_page = olds[page.id]
            if old_section.id != section.id:
                told.append(f"{name} was moved from “{_title(old_section)}” to “{_title(section)}”.")
            elif page.id in moved:
                told.append(f"{name} was moved within the questionnaire.")
            told += _page(old_page, page, old, new)
    told += [f"{_name(page)} was taken out." for id_, (_, page) in olds.items() if id_ not in news]
    kept = {section.id for section in new.sections}
    told += [f"The section “{_title(section)}” was taken out." for section in old.sections if section.id not in kept]
    return told


def _of_the_whole(old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    yield from _said("The title", old.said, new.said)
    if old.ages != new.ages:
        yield f"It is for ages {new.ages[0]} to {new.ages[1]}, before {old.ages[0]} to {old.ages[1]}."
    if old.languages != new.languages:
        yield f"It is offered in {', '.join(new.languages)}, before in {', '.join(old.languages)}."


def _section(before: Section | None, section: Section, old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    name = f"The section “{_title(section)}”"
    if before is None:
        yield f"{name} is new."
        return
    yield from _said(name, before.said, section.said)
    yield from _shown(name, (before.show_when, old), (section.show_when, new))


def _page(before: Page, page: Page, old: Questionnaire, new: Questionnaire) -> Iterator[str]:
    name = _name(page)
    if before.question is not None and page.question is not None:
        yield from _question(name, before.question, page.question)
    elif before.question is not page.question:
        yield f"{name} {'only had words to read' if page.question else 'asked a question'} before."
    else:
        yield from _said(name, before.said, page.said)
    yield from _shown(name, (before.show_when, old), (page.show_when, new))
    if before.ways != page.ways:
        yield f"{name} leads on in another way."


def _question(name: str, before: Question, question: Question) -> Iterator[str]:
    yield from _said(name, before.said, question.said)
    if before.kind != question.kind:
        yield f"{name} takes {KIND_WORDS[question.kind]}, before {KIND_WORDS[before.kind]}."
    yield from _choices(name, before, question)
    facts: tuple[tuple[Callable[[Question], object], str], ...] = (
        (lambda q: q.yes, "counts other answers as yes"),
        (lambda q: q.measures, "is about something else among the risks and factors"),
        (
            lambda q: q.sensitive,
            "is now marked as sensitive" if question.sensitive else "is no longer marked sensitive",
        ),
        (lambda q: q.continues, "continues other questions"),
        (lambda q: q.version, f"is version {question.version}, before version {before.version}"),
    )
    for fact, words in facts:
        if fact(before) != fact(question):
            yield f"{name} {words}."


def _choices(name: str, before: Question, question: Question) -> Iterator[str]:
    olds = {choice.code: choice for choice in before.choices}
    news = {choice.code: choice for choice in question.choices}
    for code, choice in news.items():
        if code not in olds:
            yield f"{name} has a new choice, “{_label(choice)}”."
            continue
        yield from _said(f"{name}: the choice “{_label(choice)}”", olds[code].said, choice.said)
        if olds[code].alone != choice.alone:
            yield f"{name}: the choice “{_label(choice)}” {'now stands' if choice.alone else 'no longer stands'} alone."
    for code, choice in olds.items():
        if code not in news:
            yield f"{name} no longer has the choice “{_label(choice)}”."
    if [code for code in olds if code in news] != [code for code in news if code in olds]:
        yield f"{name} has its choices in another order."


def _said(name: str, before: Said, said: Said) -> Iterator[str]:
    for language in sorted({*before, *said}):
        old, new = before.get(language, Words("")), said.get(language, Words(""))
        where = "" if language == ENGLISH else f" in {language}"
        if old.text != new.text:
            yield f"{name} was reworded{where}: it was “{old.text}”."
        others = (("hint", "its hint"), ("easy", "its easier words"), ("say", "what is read aloud for it"))
        for field, words in others:
            if getattr(old, field) != getattr(new, field):
                yield f"{name}: {words}{where} changed."


def _shown(
    name: str, before: tuple[Rule | None, Questionnaire], after: tuple[Rule | None, Questionnaire]
) -> Iterator[str]:
    if before[0] == after[0]:
        return
    old, new = (f"only if {phrase(rule, whole)}" if rule else "to everybody" for rule, whole in (before, after))
    yield f"{name} is shown {new}. Before, it was shown {old}."


def _moved(old: list[str], new: list[str]) -> set[str]:
    """As few as explain the new order of the same ids."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {id_ for block in blocks for id_ in old[block.a : block.a + block.size]}
    return set(new) - stayed


def _name(page: Page) -> str:
    kind, said = ("The question", page.question.said) if page.question else ("The page", page.said)
    return f"{kind} “{said_in(said, ENGLISH)}” ({page.id})"


def _title(section: Section) -> str:
    return said_in(section.said, ENGLISH)


def _label(choice: Choice) -> str:
    return said_in(choice.said, ENGLISH)
