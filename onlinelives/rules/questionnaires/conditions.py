"""Whether a condition holds for the answers so far, and how it reads in words.

A question without an answer, whatever the reason, makes every test of it false but IS_NOT, and `Not` turns a test
round like any other: "not at least 13" is true for a child who left the age out. The checker warns of both.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import singledispatch

from onlinelives.rules.questionnaires.shapes import (
    ENGLISH,
    All,
    Answer,
    Choice,
    Kind,
    Missing,
    Not,
    One,
    Op,
    Question,
    Questionnaire,
    Rule,
    Said,
    Test,
)

Alone = Mapping[str, frozenset[int]]  # question id -> the codes that stand alone


def alone_in(questionnaire: Questionnaire) -> Alone:
    """The choices of each question beside which nothing else can be chosen."""
    return questionnaire.alone


def chosen(answer: Answer | None) -> frozenset[int]:
    """The codes that were chosen; none where there is no answer, whatever the reason."""
    if answer is None or isinstance(answer, Missing):
        return frozenset()
    codes = answer if isinstance(answer, frozenset) else frozenset({answer})
    return frozenset(code for code in codes if code >= 0)  # a reason stored as a plain number is no choice either


def holds(rule: Rule, answers: Mapping[str, Answer], alone: Alone) -> bool:
    """Whether the rule is true of the answers. alone: `alone_in` of the questionnaire, for COUNT_AT_LEAST."""
    match rule:
        case All(rules):
            return all(holds(each, answers, alone) for each in rules)
        case One(rules):
            return any(holds(each, answers, alone) for each in rules)
        case Not(inner):
            return not holds(inner, answers, alone)
        case Test(question, op, values):
            return passes(op, values, chosen(answers.get(question)), alone.get(question, frozenset()))


def passes(op: Op, values: tuple[int, ...], codes: frozenset[int], alone: frozenset[int]) -> bool:
    """Whether one test is true of the chosen codes, of which there may be none. One that lacks its value never is."""
    if not values and op is not Op.ANSWERED:
        return False
    if op is Op.IS_NOT:
        return codes != {values[0]}
    return bool(codes) and _PASSES[op](codes, values, alone)


_PASSES: Mapping[Op, Callable[[frozenset[int], tuple[int, ...], frozenset[int]], bool]] = {
    Op.IS: lambda codes, values, alone: codes == {values[0]},
    Op.AT_LEAST: lambda codes, values, alone: min(codes) >= values[0],
    Op.AT_MOST: lambda codes, values, alone: max(codes) <= values[0],
    Op.ANY_OF: lambda codes, values, alone: not codes.isdisjoint(values),
    Op.ALL_OF: lambda codes, values, alone: codes.issuperset(values),
    Op.COUNT_AT_LEAST: lambda codes, values, alone: len(codes - alone) >= values[0],
    Op.ANSWERED: lambda codes, values, alone: True,
}


def parts_in(rule: Rule) -> Iterator[Rule]:
    """The rule and every rule inside it, from left to right."""
    yield rule
    match rule:
        case Not(inner):
            yield from parts_in(inner)
        case All(rules) | One(rules):
            for each in rules:
                yield from parts_in(each)


def tests_in(rule: Rule) -> Iterator[Test]:
    """Every test in a rule, from left to right."""
    return (part for part in parts_in(rule) if isinstance(part, Test))


def in_words(rule: Rule, questionnaire: Questionnaire, language: str = ENGLISH) -> str:
    """The condition as a sentence: "Shown only if the answer to “How old are you?” is 13 or more."

    The frame is English; questions and choices are in `language`, in English where they are not there.
    """
    return f"Shown only if {phrase(rule, questionnaire, language)}."


def phrase(rule: Rule, questionnaire: Questionnaire, language: str = ENGLISH) -> str:
    """What follows "only if"."""
    questions = {question.id: question for question in questionnaire.questions()}
    return _phrase(rule, questions, language)


def said_in(said: Said, language: str) -> str:
    """The text in a language, in English where it is not there."""
    words = said.get(language) or said.get(ENGLISH)
    return words.text if words else ""


@singledispatch
def _phrase(rule: Rule, questions: Mapping[str, Question], language: str) -> str:
    raise TypeError(f"{rule!r} is no rule")


@_phrase.register
def _(rule: All, questions: Mapping[str, Question], language: str) -> str:
    return " and ".join(_inside(each, questions, language) for each in rule.rules) or "anything was answered"


@_phrase.register
def _(rule: One, questions: Mapping[str, Question], language: str) -> str:
    return " or ".join(_inside(each, questions, language) for each in rule.rules) or "never"


@_phrase.register
def _(rule: Not, questions: Mapping[str, Question], language: str) -> str:
    return f"it is not so that {_inside(rule.rule, questions, language)}"


@_phrase.register
def _(rule: Test, questions: Mapping[str, Question], language: str) -> str:
    question = questions.get(rule.question)
    name = f"“{said_in(question.said, language)}”" if question else f"“{rule.question}”"
    if rule.op is Op.ANSWERED:
        return f"{name} was answered"
    if not rule.values:
        return f"the answer to {name} is one that nobody has named yet"
    return f"the answer to {name} {_verb(rule, question, language)}"


def _inside(rule: Rule, questions: Mapping[str, Question], language: str) -> str:
    told = _phrase(rule, questions, language)
    return told if isinstance(rule, Test) else f"({told})"


def _verb(rule: Test, question: Question | None, language: str) -> str:
    """What the test says of the answer."""
    choices = {choice.code: choice for choice in question.choices} if question else {}
    names = [_name(choices.get(code), code, language) for code in rule.values]
    many = question is not None and question.kind is Kind.MANY
    first, number = names[0], names[0].isdecimal()
    has = "includes" if many else "is"
    verbs = {
        Op.IS: f"is {first}" + (" and nothing else" if many else ""),
        Op.IS_NOT: f"is not {first}" + (" alone" if many else "") + ", or was not given",
        Op.AT_LEAST: f"is {first} or {'more' if number else 'a choice after it'}",
        Op.AT_MOST: f"is {first} or {'less' if number else 'a choice before it'}",
        Op.ANY_OF: f"{has} {_listed(names, 'or')}",
        Op.ALL_OF: f"{has} {_listed(names, 'and')}",
        Op.COUNT_AT_LEAST: f"has at least {rule.values[0]} choice{'' if rule.values[0] == 1 else 's'}",
    }
    return verbs[rule.op]


def _name(choice: Choice | None, code: int, language: str) -> str:
    text = said_in(choice.said, language) if choice else str(code)
    return text if text.isdecimal() else f"“{text}”"


def _listed(names: list[str], joint: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}"
