"""Which pages and ways some child can come to: found by walking every way at once.

The walk goes from page to page with the set of all answers so far that still matter: for each question that a later
condition is about, which of its answers the conditions tell apart. So ages 13 to 16 are one case if conditions only
ask "13 or more", and a question whose last condition lies behind is forgotten. What is found is exact. The work is
bounded: more than MOST_STEPS cases over all pages, or more than MOST_NAMED choices of one question of any number in
conditions, and nothing is found at all (TooMany).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from onlinelives.rules.questionnaires.conditions import Alone, alone_in, chosen, holds, parts_in, passes, tests_in
from onlinelives.rules.questionnaires.shapes import Answer, Kind, Missing, Op, Page, Question, Questionnaire, Rule, Test
from onlinelives.rules.questionnaires.way import places_in, shown, taken

MOST_STEPS = 100_000  # cases, each at one page: about a second
MOST_NAMED = 10  # choices, so that there are at most 1,024 sets of them

State = frozenset[tuple[str, Answer]]


class TooMany(Exception):
    """There are more cases than can be looked at. The message says so to the person who wrote the questionnaire."""


@dataclass(frozen=True)
class Reach:
    """What is possible. arrived: pages to which a way leads, though they may then be passed over. shown: pages that are
    shown. taken: (page, number of the way from 0). true: (page, rule) for the conditions, and the parts of
    them, that can be true where they are read. unguarded: pages that are shown though the test they must pass fails."""

    arrived: frozenset[str]
    shown: frozenset[str]
    taken: frozenset[tuple[str, int]]
    true: frozenset[tuple[str, Rule]]
    unguarded: frozenset[str]


def explore(questionnaire: Questionnaire, guards: Mapping[str, Test]) -> Reach:
    """guards: page -> the test that must be true whenever the page is shown. The questionnaire's form is sound: every
    way leads on, conditions are about earlier questions. Raises TooMany."""
    return _Walk(questionnaire, guards).walk()


def can_hold(rule: Rule, questionnaire: Questionnaire) -> bool:
    """Whether any answers at all make the rule true, on the way or not. Where that is too much work, True."""
    tests = tuple(tests_in(rule))
    asked = {test.question for test in tests}
    alone = alone_in(questionnaire)
    try:
        cases = {q.id: tell_apart(q, tests) for q in questionnaire.questions() if q.id in asked}
    except TooMany:
        return True
    for number, answers in enumerate(product(*cases.values())):
        if number > MOST_STEPS or holds(rule, dict(zip(cases, answers, strict=True)), alone):
            return True
    return False


def tell_apart(question: Question, tests: Iterable[Test]) -> list[Answer]:
    """One answer for each way in which the tests can turn out, no answer among them."""
    about = {test for test in tests if test.question == question.id}
    alone = frozenset(choice.code for choice in question.choices if choice.alone)
    found: dict[tuple[bool, ...], Answer] = {}
    for answer in _answers(question, about, alone):
        outcome = tuple(passes(test.op, test.values, chosen(answer), alone) for test in sorted(about, key=repr))
        found.setdefault(outcome, answer)
    return list(found.values())


def _answers(question: Question, tests: Iterable[Test], alone: frozenset[int]) -> Iterator[Answer]:
    """No answer, and enough of the others that every outcome of the tests is among them."""
    yield Missing.LEFT
    codes = [choice.code for choice in question.choices]
    if question.kind is Kind.ONE:
        yield from codes
        return
    yield from (frozenset({code}) for code in codes if code in alone)
    told = {code for test in tests if test.op is not Op.COUNT_AT_LEAST for code in test.values}
    named = [code for code in codes if code in told and code not in alone]
    others = [code for code in codes if code not in told and code not in alone]
    if len(named) > MOST_NAMED:
        raise TooMany(
            f"Conditions name {len(named)} choices of “{question.id}”, and no more than {MOST_NAMED} of one question "
            "can be checked. Split the question, or use fewer of its choices in conditions."
        )
    for size in range(len(named) + 1):
        for some in combinations(named, size):
            yield from (frozenset((*some, *others[:more])) for more in range(len(others) + 1) if size + more)


class _Walk:
    def __init__(self, questionnaire: Questionnaire, guards: Mapping[str, Test]):
        self._pages = list(questionnaire.pages())
        self._places = places_in(questionnaire)
        self._alone: Alone = alone_in(questionnaire)
        self._guards = guards
        read = [tuple(_tests_at(page, guards, section.show_when)) for section, page in self._pages]
        every = [test for tests in read for test in tests]
        deciding = {test.question for test in every}
        self._cases = {q.id: tell_apart(q, every) for q in questionnaire.questions() if q.id in deciding}
        self._live: list[frozenset[str]] = [frozenset()]  # the questions that are still asked about, by place
        for tests in reversed(read):
            self._live.append(self._live[-1] | {test.question for test in tests})
        self._live.reverse()
        self._waiting: defaultdict[int, set[State]] = defaultdict(set, {0: {frozenset()}})
        self._arrived: set[str] = set()
        self._shown: set[str] = set()
        self._taken: set[tuple[str, int]] = set()
        self._true: set[tuple[str, Rule]] = set()
        self._unguarded: set[str] = set()
        self._steps = 0

    def walk(self) -> Reach:
        for place, (section, page) in enumerate(self._pages):
            for state in self._waiting.pop(place, ()):
                answers = dict(state)
                self._arrived.add(page.id)
                self._note(page, (section.show_when, page.show_when), answers)
                if shown(section, page, answers, self._alone):
                    self._show(page, answers)
                else:
                    self._go(place + 1, answers)
        return Reach(
            frozenset(self._arrived),
            frozenset(self._shown),
            frozenset(self._taken),
            frozenset(self._true),
            frozenset(self._unguarded),
        )

    def _show(self, page: Page, answers: dict[str, Answer]) -> None:
        self._shown.add(page.id)
        guard = self._guards.get(page.id)
        if guard is not None and not holds(guard, answers, self._alone):
            self._unguarded.add(page.id)
        for answer in self._cases.get(page.id, [Missing.LEFT]):
            given = {**answers, page.id: answer}
            self._note(page, (way.when for way in page.ways), given)
            way = taken(page, given, self._alone)
            if way is not None:
                self._taken.add((page.id, next(number for number, each in enumerate(page.ways) if each is way)))
            self._go(self._places[page.id] + 1 if way is None else self._places[way.to], given)

    def _note(self, page: Page, rules: Iterable[Rule | None], answers: Mapping[str, Answer]) -> None:
        """Which conditions, and which parts of them, are true here."""
        parts = (part for rule in rules if rule is not None for part in parts_in(rule))
        self._true.update((page.id, part) for part in parts if holds(part, answers, self._alone))

    def _go(self, place: int, answers: Mapping[str, Answer]) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooMany(
                f"The conditions depend on one another in more than {MOST_STEPS:,} cases, too many to check. Use fewer "
                "questions in conditions, or ask the questions closer to the pages that depend on them."
            )
        live = self._live[place]
        kept = frozenset((name, answer) for name, answer in answers.items() if name in live and answer != Missing.LEFT)
        self._waiting[place].add(kept)


def _tests_at(page: Page, guards: Mapping[str, Test], section_rule: Rule | None) -> Iterator[Test]:
    for rule in (section_rule, page.show_when, *(way.when for way in page.ways)):
        if rule is not None:
            yield from tests_in(rule)
    if page.id in guards:
        yield guards[page.id]
