"""Reads one file of the bank of questions. Its form is told at the head of instruments/bank.yaml."""

from collections.abc import Mapping

from onlinelives.content import instrument_checks as checks
from onlinelives.content.instrument_shapes import OLDEST, YOUNGEST, Asked, Bank, LeftOut
from onlinelives.content.instrument_words import TEXT, Spoken, identifier, optional, said, spoken
from onlinelives.content.reader import Part
from onlinelives.content.taxonomy_shapes import Taxonomy
from onlinelives.rules.questionnaires.shapes import Choice, Kind, Link, Question

CODES = 999  # the highest code
WHY = 200  # longest reason, in characters

Lists = Mapping[str, tuple[Choice, ...]]


def added(root: Part, before: Bank, taxonomy: Taxonomy) -> Bank:
    """The bank with what this file adds to it. What is left out is what the last file says."""
    root.number("version", 1, CODES)
    aloud = spoken(root)
    lists = {name: _choices(part, aloud) for name, part in root.part("lists").named()}
    bank = before
    for part in root.part("questions").parts():
        asked = _asked(part, lists, aloud)
        checks.question(part, asked, bank, taxonomy)
        bank = Bank((*bank.questions, asked), ())
    left_out = []
    for part in root.part("left_out").parts():
        left_out.append(LeftOut(part.text("id"), part.text("why", WHY), optional(part, "asked_as", TEXT)))
        checks.left_out(part, left_out, bank, taxonomy)
        part.done()
    root.done()
    return Bank(bank.questions, tuple(left_out))


def _asked(part: Part, lists: Lists, aloud: Spoken) -> Asked:
    question = Question(
        id=identifier(part, "id"),
        version=part.number("version", 1, CODES),
        kind=Kind(part.choice("kind", tuple(Kind))),
        said=said(part, aloud),
        choices=_listed(part, lists) if part.has("choices_from") else _choices(part.part("choices"), aloud),
        measures=optional(part, "measures", TEXT),
        yes=frozenset(_numbers(part.part("yes"))) if part.has("yes") else frozenset(),
        sensitive=part.yes("sensitive") if part.has("sensitive") else False,
        continues=tuple(_link(link) for link in part.part("continues").parts()) if part.has("continues") else (),
    )
    asked = Asked(question)
    if part.has("from_age"):
        asked = Asked(question, part.number("from_age", YOUNGEST + 1, OLDEST), part.text("why_age", WHY))
    part.done()
    return asked


def _listed(part: Part, lists: Lists) -> tuple[Choice, ...]:
    name = part.text("choices_from")
    if name not in lists:
        raise part.part("choices_from").fail(f"“{name}” is not one of the lists: {', '.join(lists)}")
    return lists[name]


def _choices(whole: Part, aloud: Spoken) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for part in whole.parts():
        choice = Choice(
            code=part.number("code", 0, CODES),
            said=said(part, aloud),
            alone=part.yes("alone") if part.has("alone") else False,
        )
        if choice.code in {other.code for other in choices}:
            raise part.part("code").fail(f"the code {choice.code} is there twice")
        choices.append(choice)
        part.done()
    if len(choices) < 2:
        raise whole.fail("give at least two choices")
    return tuple(choices)


def _link(part: Part) -> Link:
    link = Link(
        identifier(part, "question"), part.number("version", 1, CODES), part.yes("same"), optional(part, "why", WHY)
    )
    if not link.why:
        raise part.fail("say why the two are the same, or why not")
    part.done()
    return link


def _numbers(whole: Part) -> tuple[int, ...]:
    return tuple(part.as_number(0, CODES) for part in whole.parts())
