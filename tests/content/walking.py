"""The pages one young person sees: a plain second reading of the conditions, for tests of content only."""

from collections.abc import Iterator, Mapping

from onlinelives.rules.questionnaires.shapes import All, Not, One, Op, Page, Questionnaire, Rule, Section, Test

Given = Mapping[str, frozenset[int]]  # question -> codes; a question that is not in it was left out


def walk(questionnaire: Questionnaire, given: Given) -> Iterator[tuple[Section, Page]]:
    """Every page that is shown to somebody who answers so. Answers to pages that are passed over do not count."""
    so_far: dict[str, frozenset[int]] = {}
    for section, page in questionnaire.pages():
        if _holds(section.show_when, so_far) and _holds(page.show_when, so_far):
            assert not page.ways, "no questionnaire of ours jumps"
            yield section, page
            if page.id in given:
                so_far[page.id] = given[page.id]


def quiet(questionnaire: Questionnaire, age: int) -> dict[str, frozenset[int]]:
    """Of that age, no to everything: the lowest code of every other question."""
    lowest = {one.id: frozenset({min(choice.code for choice in one.choices)}) for one in questionnaire.questions()}
    return {**lowest, "age": frozenset({age})}


def busy(questionnaire: Questionnaire, age: int) -> dict[str, frozenset[int]]:
    """Of that age, yes to everything, and too often to do what they were taught: the longest way."""
    found = {}
    for one in questionnaire.questions():
        found[one.id] = frozenset(choice.code for choice in one.choices if not choice.alone)
        if one.kind == "one":
            found[one.id] = frozenset({max(choice.code for choice in one.choices)})
    return {**found, "age": frozenset({age}), "follow_advice": frozenset({0})}


def _holds(rule: Rule | None, given: Given) -> bool:
    match rule:
        case None:
            return True
        case All(rules):
            return all(_holds(one, given) for one in rules)
        case One(rules):
            return any(_holds(one, given) for one in rules)
        case Not(inner):
            return not _holds(inner, given)
        case Test(question, op, values):
            return _is(op, given.get(question, frozenset()), values)


def _is(op: Op, codes: frozenset[int], values: tuple[int, ...]) -> bool:
    match op:
        case Op.ANSWERED:
            return bool(codes)
        case Op.AT_LEAST:
            return bool(codes) and min(codes) >= values[0]
        case Op.AT_MOST:
            return bool(codes) and max(codes) <= values[0]
        case Op.ANY_OF:
            return bool(codes & set(values))
    raise AssertionError(f"no questionnaire of ours asks {op}")
