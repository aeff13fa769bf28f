"""The checks before a questionnaire is published: everything that is wrong with it, in sentences.

Publication is refused while there is an error. What can be said of each part by itself comes first; only where that is
sound is it worth asking which pages a child can come to.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onlinelives.rules.questionnaires.conditions import phrase
from onlinelives.rules.questionnaires.findings import Finding, Severity, error, listed, warning
from onlinelives.rules.questionnaires.naming import names_wrong
from onlinelives.rules.questionnaires.reaching import Reach, TooMany, can_hold, explore
from onlinelives.rules.questionnaires.ruling import rules_wrong
from onlinelives.rules.questionnaires.shapes import END, All, Not, One, Op, Page, Questionnaire, Rule, Section, Test
from onlinelives.rules.questionnaires.way import places_in
from onlinelives.rules.questionnaires.wording import words_wrong

__all__ = ["AgeRule", "Finding", "Severity", "check", "in_order"]


@dataclass(frozen=True)
class AgeRule:
    """Questions about some things are only for older children. question: the one that asks for the age; its codes are
    years. least: what a question measures -> the age from which it may be asked. named: the same by the question's
    id."""

    question: str
    least: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)


def check(questionnaire: Questionnaire, age_rule: AgeRule | None = None) -> list[Finding]:
    """Everything that is wrong, errors first, otherwise in the order of the questionnaire."""
    form = [*names_wrong(questionnaire), *rules_wrong(questionnaire)]
    found = [*form, *words_wrong(questionnaire)]
    if all(each.severity is not Severity.ERROR for each in form):
        found += _reach(questionnaire, age_rule)
    return in_order(questionnaire, found)


def in_order(questionnaire: Questionnaire, found: Iterable[Finding]) -> list[Finding]:
    """Errors first, otherwise in the order of the questionnaire."""
    order = {questionnaire.code: -1, **places_in(questionnaire)}
    order |= {section.id: order[section.pages[0].id] for section in questionnaire.sections if section.pages}
    return sorted(found, key=lambda each: (each.severity is not Severity.ERROR, order.get(each.where, -1)))


def _reach(questionnaire: Questionnaire, age_rule: AgeRule | None) -> Iterator[Finding]:
    guards = _guards(questionnaire, age_rule) if age_rule else {}
    try:
        reach = explore(questionnaire, guards)
    except TooMany as too_many:
        yield error(questionnaire.code, "too_many", str(too_many))
        return
    yield from _never_shown(questionnaire, reach)
    yield from _never_taken(questionnaire, reach)
    yield from _never_true(questionnaire, reach)
    for id_, guard in guards.items():
        if id_ in reach.unguarded:
            least = guard.values[0]
            yield error(
                id_,
                "too_young",
                f"This question is only for children of {least} or more, but it can be shown to a child who is younger "
                f"or has not told an age. Show it only if the answer to “{guard.question}” is {least} or more.",
            )


def _guards(questionnaire: Questionnaire, age_rule: AgeRule) -> dict[str, Test]:
    """page -> the test of age that must hold where it is shown."""
    least = {
        question.id: max(age_rule.least.get(question.measures, 0), age_rule.named.get(question.id, 0))
        for question in questionnaire.questions()
    }
    return {
        id_: Test(age_rule.question, Op.AT_LEAST, (age,)) for id_, age in least.items() if age > questionnaire.ages[0]
    }


def _never_shown(questionnaire: Questionnaire, reach: Reach) -> Iterator[Finding]:
    jumped: dict[str, list[str]] = {}
    for section, page in questionnaire.pages():
        if page.id in reach.shown:
            continue
        if page.id not in reach.arrived:
            by = _jumps_over(questionnaire, page, reach)
            if by:
                jumped.setdefault(by, []).append(page.id)
            because = f"“{by}” always leads past it." if by else "every way before it leads past it."
            yield error(page.id, "unreachable", f"Nobody is ever shown this page: {because}")
            continue
        rule = _both(section, page)
        words = phrase(rule, questionnaire)
        if can_hold(rule, questionnaire):
            because = f"no child who gets this far can fit its condition ({words})."
            yield error(page.id, "never_met", f"Nobody is ever shown this page: {because}")
        else:
            yield error(
                page.id,
                "contradiction",
                f"Nobody is ever shown this page: its condition contradicts itself ({words}).",
            )
    for id_, pages in jumped.items():
        yield error(id_, "always_past", f"This page has a way that always leads on, past {listed(pages)}.")


def _jumps_over(questionnaire: Questionnaire, page: Page, reach: Reach) -> str:
    """The nearest page before, shown to somebody, with an unconditional way that leads past this one, or ""."""
    places = places_in(questionnaire)
    here = places[page.id]
    before = [each for _, each in questionnaire.pages() if places[each.id] < here and each.id in reach.shown]
    past = [each.id for each in before if any(way.when is None and places[way.to] > here for way in each.ways)]
    return past[-1] if past else ""


def _never_taken(questionnaire: Questionnaire, reach: Reach) -> Iterator[Finding]:
    for _, page in questionnaire.pages():
        always = False
        for number, way in enumerate(page.ways):
            if page.id in reach.shown and not always and (page.id, number) not in reach.taken:
                to = "the end" if way.to == END else f"“{way.to}”"
                yield warning(page.id, "way_never_taken", f"Way {number + 1}, to {to}, is never taken by anybody.")
            always = always or way.when is None


def _never_true(questionnaire: Questionnaire, reach: Reach) -> Iterator[Finding]:
    """Parts of a condition that nobody fits, where the whole can hold all the same."""
    for section, page in questionnaire.pages():
        rules = [rule for rule in (section.show_when, page.show_when) if rule is not None]
        rules += [way.when for n, way in enumerate(page.ways) if way.when is not None and (page.id, n) in reach.taken]
        if page.id in reach.shown:
            for part in dict.fromkeys(part for rule in rules for part in _dead(rule, page.id, reach)):
                words = phrase(part, questionnaire)
                yield warning(page.id, "never_true", f"A part of a condition here is never true: {words}.")


def _dead(rule: Rule, page_id: str, reach: Reach) -> Iterator[Rule]:
    """The largest parts that are never true."""
    if (page_id, rule) not in reach.true:
        yield rule
        return
    match rule:
        case Not(inner):
            yield from _dead(inner, page_id, reach)
        case All(rules) | One(rules):
            for each in rules:
                yield from _dead(each, page_id, reach)


def _both(section: Section, page: Page) -> Rule:
    rules = tuple(rule for rule in (section.show_when, page.show_when) if rule is not None)
    return rules[0] if len(rules) == 1 else All(rules)
