"""What is counted of a wave: each risk, the four kinds of them, and everything else that is there or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onlinelives.rules.questionnaires import made
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.shapes import ENGLISH, Kind, Question
from onlinelives.survey.engine import sql
from onlinelives.survey.reports import phrases
from onlinelives.survey.reports.source import Source

ANY = "made_any"  # at least one of the four kinds


@dataclass(frozen=True)
class Counted:
    """code: of the item; column and yes: how it is read. name: in a table. says: how a sentence goes on after “Of 100
    young people, about 12 …”. kind: of risk, "" for none. question: which is asked; None for what is made of several.
    whole: it is a question of its own, or made of several; otherwise one of the choices of a question."""

    code: str
    column: str
    yes: tuple[int, ...]
    name: str
    says: str
    kind: str = ""
    question: Question | None = None
    whole: bool = True

    @property
    def read(self) -> sql.Question:
        return sql.Question(self.column, self.yes)

    @property
    def is_risk(self) -> bool:
        return bool(self.kind)


@lru_cache(maxsize=64)
def items_of(source: Source) -> dict[str, Counted]:
    """Everything that is counted, by its code: the kinds of risk, then every question, then choices of questions."""
    return {each.code: each for each in _items(source) if each.column in source.has}


def risks_of(source: Source) -> tuple[Counted, ...]:
    """Any of the kinds, each of the kinds, then each single risk."""
    return tuple(each for each in items_of(source).values() if each.is_risk)


def choices_of(source: Source, question: str) -> tuple[Counted, ...]:
    """The choices of a question of many, as items."""
    return tuple(
        each
        for each in items_of(source).values()
        if not each.whole and each.question is not None and each.question.id == question
    )


def answers_to(question: Question | None) -> tuple[str, ...]:
    """The columns of the answers to a question as they were given; none for what is made of several questions."""
    if question is None or question.kind is Kind.ONE:
        return (question.id,) if question else ()
    return tuple(f"{question.id}_{choice.code}" for choice in question.choices)


def _items(source: Source) -> Iterator[Counted]:
    for code, (name, says) in phrases.kinds().items():
        if code == ANY:
            yield Counted(ANY, made.KINDS_MET, tuple(range(1, len(made.KINDS) + 1)), name, says, "any")
        else:
            yield Counted(code, code, (1,), name, says, code.removeprefix("made_"))
    for item in made.items(source.asks):
        name, says = phrases.item(item.question)
        yield Counted(item.code, item.column, item.yes, name, says, item.kind, item.question)
    belong = {group.code for group in made.groups(source.asks)}
    for question in source.asks.questions():
        if question.kind is Kind.MANY and question.id not in belong:
            for choice in question.choices:
                words = said_in(choice.said, ENGLISH)
                says = f"chose “{words}” when asked “{said_in(question.said, ENGLISH)}”"
                code = f"{question.id}_{choice.code}"
                yield Counted(code, code, (1,), words, says, "", question, whole=False)
