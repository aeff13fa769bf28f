"""Questionnaires for tests: short ones made by hand, and invented ones of every form that is sound."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from onlinelives.rules.questionnaires.shapes import (
    ENGLISH,
    All,
    Answer,
    Choice,
    Kind,
    Link,
    Missing,
    Not,
    One,
    Op,
    Page,
    Question,
    Questionnaire,
    Rule,
    Said,
    Section,
    Test,
    Way,
    Words,
)

AGES = tuple(range(10, 17))


def said(text: str) -> Said:
    return {ENGLISH: Words(text, easy=text)}


def ask(id_: str, *codes: int, many: bool = False, alone: Sequence[int] = (), **more: Any) -> Question:
    """A question whose choices are called “choice 1” and so on; with ages for codes, by their number."""
    offered = tuple(
        Choice(code, said(str(code) if code >= 10 else f"choice {code}"), code in alone) for code in codes or (1, 2)
    )
    return Question(id_, 1, Kind.MANY if many else Kind.ONE, said(f"{id_}?"), offered, **more)


def page(question: Question, show_when: Rule | None = None, *ways: Way) -> Page:
    return Page(question.id, question, show_when=show_when, ways=ways)


def words(id_: str, show_when: Rule | None = None, *ways: Way) -> Page:
    return Page(id_, said=said(f"Read {id_}"), show_when=show_when, ways=ways)


def form(*pages: Page, **more: Any) -> Questionnaire:
    """One section."""
    return forms(Section("all", said("All"), pages), **more)


def forms(*sections: Section, **more: Any) -> Questionnaire:
    return Questionnaire("lives", 1, said("Our lives"), (10, 16), sections, **more)


def is_(question: str, code: int) -> Test:
    return Test(question, Op.IS, (code,))


AGE = ask("age", *AGES)
FROM_13 = Test("age", Op.AT_LEAST, (13,))


TEXTS = st.sampled_from(
    ["How often?", "A & B", "<b>", "“é”", 'it\'s "x"', "=1+1", "+44", "two\nlines", "10", "TRUE", "a: b"]
)
LINES = TEXTS.map(lambda text: " ".join(text.split()))
EXTRAS = st.sampled_from([("", "", ""), ("Hint", "", ""), ("", "Easy", ""), ("H", "=E", "Say"), ("", "", "Said")])


@st.composite
def wordings(draw: st.DrawFn, languages: Sequence[str]) -> Said:
    extra = draw(EXTRAS)
    return {language: Words(draw(TEXTS), *extra) for language in languages}


@st.composite
def asked(draw: st.DrawFn, id_: str, languages: Sequence[str]) -> Question:
    codes = draw(st.lists(st.integers(0, 12), min_size=2, max_size=4, unique=True))
    many = draw(st.booleans())
    return Question(
        id=id_,
        version=draw(st.integers(1, 3)),
        kind=Kind.MANY if many else Kind.ONE,
        said=draw(wordings(languages)),
        choices=tuple(Choice(code, draw(wordings(languages)), many and draw(st.booleans())) for code in codes),
        measures=draw(st.sampled_from(["", "conduct.gaming"])),
        yes=frozenset(draw(st.lists(st.sampled_from(codes), max_size=2))),
        sensitive=draw(st.booleans()),
        continues=tuple(draw(st.lists(st.builds(Link, st.just("older"), st.integers(1, 3), st.booleans(), LINES)))[:1]),
    )


def tests_of(question: Question) -> st.SearchStrategy[Test]:
    codes = st.sampled_from([choice.code for choice in question.choices])
    one_code, codes_of = codes.map(lambda code: (code,)), st.lists(codes, min_size=1, max_size=3, unique=True)
    test: Callable[..., st.SearchStrategy[Test]] = lambda ops, values: st.builds(  # noqa: E731
        Test, st.just(question.id), st.sampled_from(ops), values
    )
    if question.kind is Kind.ONE:
        simple = test([Op.IS, Op.IS_NOT, Op.AT_LEAST, Op.AT_MOST], one_code)
    else:
        simple = test([Op.IS, Op.IS_NOT], one_code) | test([Op.COUNT_AT_LEAST], st.tuples(st.integers(1, 3)))
    return simple | test([Op.ANY_OF, Op.ALL_OF], codes_of.map(tuple)) | test([Op.ANSWERED], st.just(()))


def rules_of(questions: Sequence[Question]) -> st.SearchStrategy[Rule]:
    leaf: st.SearchStrategy[Rule] = st.sampled_from(list(questions)).flatmap(tests_of)
    return st.recursive(
        leaf,
        lambda inner: (
            st.builds(Not, inner)
            | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple))
            | st.builds(One, st.lists(inner, min_size=2, max_size=3).map(tuple))
        ),
        max_leaves=4,
    )


@st.composite
def questionnaires(draw: st.DrawFn, languages: Sequence[str] = (ENGLISH, "cy"), most: int = 6) -> Questionnaire:
    """Of sound form: conditions are about earlier questions, ways lead to later pages or the end."""
    count = draw(st.integers(1, most))
    offered = languages[: draw(st.integers(1, len(languages)))]
    before: list[Question] = []
    pages: list[Page] = []
    for number in range(count):
        question = draw(asked(f"q{number}", offered)) if draw(st.integers(0, 4)) else None
        show_when = draw(st.none() | rules_of(before)) if before else None
        before += [question] if question else []
        ways = []
        if draw(st.booleans()):
            to = st.sampled_from([*(f"q{later}" for later in range(number + 1, count)), "end"])
            when = st.none() | rules_of(before) if before else st.none()
            ways = draw(st.lists(st.builds(Way, to, when), max_size=2))
        text = {} if question else draw(wordings(offered))
        pages.append(Page(f"q{number}", question, text, show_when, tuple(ways)))
    cut = draw(st.integers(0, count - 1))
    asked_before = [each.question for each in pages[:cut] if each.question]
    condition = draw(st.none() | rules_of(asked_before)) if asked_before else None
    groups = [pages[:cut], pages[cut:]] if cut else [pages]
    sections = [
        Section(f"s{number}", draw(wordings(offered)), tuple(group), condition if number else None)
        for number, group in enumerate(groups)
    ]
    return Questionnaire("lives", 2, draw(wordings(offered)), (10, 16), tuple(sections), tuple(offered))


def answers_to(question: Question) -> Iterator[Answer]:
    """Every answer that a form can send, and one reason."""
    yield Missing.PREFER_NOT
    if question.kind is Kind.ONE:
        yield from (choice.code for choice in question.choices)
        return
    yield from (frozenset({choice.code}) for choice in question.choices if choice.alone)
    others = [choice.code for choice in question.choices if not choice.alone]
    for bits in range(1, 2 ** len(others)):
        yield frozenset(code for place, code in enumerate(others) if bits >> place & 1)


@st.composite
def answered(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Answer]:
    """Answers to some of the questions, on the way or not."""
    return {
        question.id: draw(st.sampled_from(list(answers_to(question))))
        for question in questionnaire.questions()
        if draw(st.booleans())
    }
