"""The way of many children through a questionnaire at once: what `rules.questionnaires.way.settle` says of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onlinelives.demo.answering.drawing import Raw
from onlinelives.rules.questionnaires.shapes import (
    All,
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
)
from onlinelives.rules.questionnaires.way import places_in

Flags = NDArray[np.bool_]
Answers = dict[str, NDArray[np.signedinteger]]


@dataclass(frozen=True)
class Picked:
    """What counts of a question in later conditions. chosen: n x codes, all false where there is no answer."""

    codes: NDArray[np.int64]
    alone: Flags
    chosen: Flags

    def some_of(self, which: Flags) -> Flags:
        """n: who chose at least one of these codes."""
        return np.asarray(self.chosen[:, which].any(axis=1))


def settled(questionnaire: Questionnaire, said: Raw, stops: NDArray[np.integer]) -> tuple[Answers, NDArray[np.int16]]:
    """said: what each would answer, or why not, whether or not it is put to them. stops: n places of pages, from 0,
    before which they stop.

    Gives the outcome of every question for everybody, and where each stopped: n places, of the first page on the way
    that was not shown, the number of pages for those who came to the end.
    """
    n, places = len(stops), places_in(questionnaire)
    outcomes: Answers = {}
    counted: dict[str, Picked] = {}
    next_at = np.zeros(n, np.int64)  # the first place to which the way may lead
    stopped_at = np.full(n, len(places) - 1, np.int16)
    for here, (section, page) in enumerate(questionnaire.pages()):
        on_the_way = (next_at <= here) & _shown(section, page, counted, n)
        stopped_at[on_the_way & (stops <= here) & (stopped_at > here)] = here
        seen = on_the_way & (stopped_at > here)
        if page.question is not None:
            outcomes[page.id] = outcome = _outcome(said[page.id], seen, stopped_at > here)
            counted[page.id] = _picked(page.question, outcome)
        next_at = np.where(on_the_way, _after(page, here, places, counted, n), next_at)
    return outcomes, stopped_at


def _shown(section: Section, page: Page, counted: Mapping[str, Picked], n: int) -> Flags:
    fits = np.ones(n, bool)
    for rule in (section.show_when, page.show_when):
        if rule is not None:
            fits &= holds(rule, counted, n)
    return fits


def _outcome(said: NDArray[np.signedinteger], seen: Flags, goes_on: Flags) -> NDArray[np.signedinteger]:
    outcome = said.copy()
    outcome[~seen & goes_on] = Missing.ROUTED_PAST
    outcome[~goes_on] = Missing.NOT_REACHED
    return outcome


def _after(
    page: Page, here: int, places: Mapping[str, int], counted: Mapping[str, Picked], n: int
) -> NDArray[np.int64]:
    """n: the place to which the way leads from a page that is shown."""
    to, open_ = np.full(n, here + 1), np.ones(n, bool)
    for way in page.ways:
        fits = open_ if way.when is None else open_ & holds(way.when, counted, n)
        to[fits] = max(here + 1, places.get(way.to, here))
        open_ = open_ & ~fits
    return to


def _picked(question: Question, outcome: NDArray[np.signedinteger]) -> Picked:
    codes = np.array([choice.code for choice in question.choices], np.int64)
    alone = np.array([choice.alone for choice in question.choices], bool)
    chosen = outcome == 1 if question.kind is Kind.MANY else outcome[:, None] == codes
    return Picked(codes, alone, chosen)


def holds(rule: Rule, counted: Mapping[str, Picked], n: int) -> Flags:
    """n: whether the rule is true of each. counted: of every question before; who was not asked has chosen nothing."""
    match rule:
        case All(rules):
            return np.asarray(np.all([np.ones(n, bool), *(holds(each, counted, n) for each in rules)], axis=0))
        case One(rules):
            return np.asarray(np.any([np.zeros(n, bool), *(holds(each, counted, n) for each in rules)], axis=0))
        case Not(inner):
            return ~holds(inner, counted, n)
        case Test(question, op, values):
            nothing = Picked(np.zeros(0, np.int64), np.zeros(0, bool), np.zeros((n, 0), bool))
            return _passes(op, values, counted.get(question, nothing))


def _passes(op: Op, values: tuple[int, ...], picked: Picked) -> Flags:
    """n: as `rules.questionnaires.conditions.passes` has it of one child."""
    if not values and op is not Op.ANSWERED:
        return np.zeros(len(picked.chosen), bool)
    if op is Op.IS_NOT:
        return ~_passes(Op.IS, values, picked)
    return picked.some_of(picked.codes >= 0) & _PASSES[op](picked, values)


_PASSES: Mapping[Op, Callable[[Picked, tuple[int, ...]], Flags]] = {
    Op.IS: lambda picked, values: ~picked.some_of(picked.codes != values[0]),
    Op.AT_LEAST: lambda picked, values: ~picked.some_of(picked.codes < values[0]),
    Op.AT_MOST: lambda picked, values: ~picked.some_of(picked.codes > values[0]),
    Op.ANY_OF: lambda picked, values: picked.some_of(np.isin(picked.codes, values)),
    Op.ALL_OF: lambda picked, values: np.all([picked.some_of(picked.codes == each) for each in values], axis=0),
    Op.COUNT_AT_LEAST: lambda picked, values: np.sum(picked.chosen[:, ~picked.alone], axis=1) >= values[0],
    Op.ANSWERED: lambda picked, values: picked.some_of(picked.codes >= 0),
}
