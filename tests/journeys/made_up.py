"""Questionnaires and answers made up by chance, with every operator, conditions in conditions and ways to anywhere."""

from random import Random

from onlinelives.rules.questionnaires.shapes import (
    END,
    All,
    Answer,
    Choice,
    Kind,
    Missing,
    Not,
    One,
    Op,
    Page,
    Question,
    Questionnaire,
    Rule,
    Section,
    Test,
    Way,
    Words,
)

CODES = range(6)
PAGES = 12


def said(text: str) -> dict[str, Words]:
    return {"en": Words(text)}


def rule(chance: Random, ids: list[str], depth: int = 0) -> Rule:
    """Any rule about these questions, or about one that does not exist; sometimes without the values it needs."""
    kind = chance.random()
    if depth < 3 and kind < 0.4:
        inside = tuple(rule(chance, ids, depth + 1) for _ in range(chance.randrange(4)))
        return chance.choice([All, One])(inside)
    if depth < 3 and kind < 0.5:
        return Not(rule(chance, ids, depth + 1))
    values = tuple(chance.sample(CODES, chance.randrange(4)))
    return Test(chance.choice([*ids, "nowhere"]), chance.choice(list(Op)), values)


def questionnaire(chance: Random) -> Questionnaire:
    ids = [f"q{number}" for number in range(PAGES)]
    pages = [_page(chance, number, ids) for number in range(PAGES)]
    cut = sorted(chance.sample(range(1, PAGES), 2))
    parts = [pages[: cut[0]], pages[cut[0] : cut[1]], pages[cut[1] :]]
    sections = tuple(
        Section(f"s{number}", said("Part"), tuple(part), _perhaps(chance, ids)) for number, part in enumerate(parts)
    )
    return Questionnaire("made_up", 1, said("Made up"), (10, 16), sections)


def _page(chance: Random, number: int, ids: list[str]) -> Page:
    asked = None
    if chance.random() < 0.9:
        kind = chance.choice(list(Kind))
        alone = chance.sample(CODES, 2) if kind is Kind.MANY else []
        choices = tuple(Choice(code, said(f"Choice {code}"), code in alone) for code in CODES)
        asked = Question(ids[number], 1, kind, said("A question"), choices)
    targets = [*ids, END, "nowhere"]
    ways = tuple(Way(chance.choice(targets), _perhaps(chance, ids)) for _ in range(chance.choice([0, 0, 1, 2])))
    return Page(ids[number], asked, {} if asked else said("To read"), _perhaps(chance, ids), ways)


def _perhaps(chance: Random, ids: list[str]) -> Rule | None:
    return rule(chance, ids) if chance.random() < 0.4 else None


def answers(chance: Random, asks: Questionnaire) -> dict[str, Answer]:
    """Some questions answered, some with a reason why not, some not at all."""
    found: dict[str, Answer] = {}
    for question in asks.questions():
        codes = [choice.code for choice in question.choices]
        fate = chance.random()
        if fate < 0.15:
            continue
        if fate < 0.3:
            found[question.id] = chance.choice(list(Missing))
        elif question.kind is Kind.ONE:
            found[question.id] = chance.choice(codes)
        else:
            found[question.id] = frozenset(chance.sample(codes, chance.randrange(len(codes)) + 1))
    return found
