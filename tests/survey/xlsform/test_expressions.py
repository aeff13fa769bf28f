"""Conditions as other tools write them, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.questionnaires.conditions import holds
from onlinelives.rules.questionnaires.shapes import All, Not, One, Op, Rule, Test
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.xlsform.expressions import DEEPEST, LONGEST, parsed, written
from tests.rules.questionnaires.asked import answers_to, ask, is_, rules_of

A, B = is_("a", 1), is_("b", 2)
PAIRS: list[tuple[str, Rule]] = [
    ("${a} = 'c1'", A),
    ("${a} != 'c1'", Test("a", Op.IS_NOT, (1,))),
    ("substr(${a}, 1) >= 13", Test("a", Op.AT_LEAST, (13,))),
    ("substr(${a}, 1) <= 12", Test("a", Op.AT_MOST, (12,))),
    ("selected(${a}, 'c0')", Test("a", Op.ANY_OF, (0,))),
    ("selected(${a}, 'c1') or selected(${a}, 'c2')", Test("a", Op.ANY_OF, (1, 2))),
    ("selected(${a}, 'c1') and selected(${a}, 'c2')", Test("a", Op.ALL_OF, (1, 2))),
    ("count-selected(${a}) >= 2", Test("a", Op.COUNT_AT_LEAST, (2,))),
    ("${a} != ''", Test("a", Op.ANSWERED)),
    ("not(${a} = 'c1')", Not(A)),
    ("${a} = 'c1' and ${b} = 'c2'", All((A, B))),
    ("${a} = 'c1' or (${a} = 'c1' and ${b} = 'c2')", One((A, All((A, B))))),
    ("(${a} = 'c1' or ${b} = 'c2') and not(${b} = 'c2' or ${a} = 'c1')", All((One((A, B)), Not(One((B, A)))))),
    (
        "(selected(${a}, 'c1') or selected(${a}, 'c2')) and ${b} = 'c2'",
        All((Test("a", Op.ANY_OF, (1, 2)), B)),
    ),
    ("(${a} = 'c1' and ${b} = 'c2') and ${a} = 'c1'", All((All((A, B)), A))),
]


@pytest.mark.parametrize(("expression", "rule"), PAIRS)
def test_each_condition_has_one_expression(expression: str, rule: Rule) -> None:
    assert written(rule) == expression
    assert parsed(expression) == rule


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("  ${ a }='1'  ", A),
        ('${a} = "c1"', A),
        ("${a} >= 13", Test("a", Op.AT_LEAST, (13,))),
        ("${a} = ''", Not(Test("a", Op.ANSWERED))),
        ("((${a} = 'c1'))", A),
        ("${a} = 'c1' or ${a} = 'c1' and ${b} = 'c2'", One((A, All((A, B))))),
        ("${a} = 'c1' and ${b} = 'c2' or ${a} = 'c1'", One((All((A, B)), A))),
        ("not (selected( ${a} ,\n'c1' ))", Not(Test("a", Op.ANY_OF, (1,)))),
        ("selected(${a}, 'c1') or selected(${b}, 'c2')", One((Test("a", Op.ANY_OF, (1,)), Test("b", Op.ANY_OF, (2,))))),
    ],
)
def test_other_ways_of_writing_the_same_are_read(expression: str, rule: Rule) -> None:
    assert parsed(expression) == rule


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "${a}",
        "${a} =",
        "${a} = c1",
        "${a} = 13",
        "${a} > 13",
        "${a} >= '13'",
        "13 <= ${a}",
        "${a} = ${b}",
        "${a} = 'yes'",
        "${a} = 'c01'",
        "${a} = 'c1' and",
        "or ${a} = 'c1'",
        "(${a} = 'c1'",
        "${a} = 'c1')",
        "${a} = 'c1' ${b} = 'c2'",
        "not ${a} = 'c1'",
        "selected(${a})",
        "selected('c1', ${a})",
        "count-selected(${a}) = 2",
        "count-selected(${a}) <= 2",
        "substr(${a}, 2) >= 1",
        "substr(${a}, 1) != 1",
        "today() > 1",
        "pulldata('x', 'y')",
        "${a} = 'c1' | ${b}",
        "__import__('os')",
        "${a} >= 99999999999999999999",
        "true()",
    ],
)
def test_everything_else_is_refused_with_a_sentence(expression: str) -> None:
    with pytest.raises(Invalid, match=r"\.$"):
        parsed(expression)


def test_the_sentence_names_what_cannot_be_read() -> None:
    with pytest.raises(Invalid, match="“today” is not expected there"):
        parsed("${a} = 'c1' and today() >= 1")
    with pytest.raises(Invalid, match="“> 13” cannot be read"):
        parsed("${a} > 13")


def test_brackets_and_length_are_bounded() -> None:
    def nested(depth: int) -> str:
        return "(" * depth + "${a} = 'c1'" + ")" * depth

    assert parsed(nested(DEEPEST - 1)) == A
    with pytest.raises(Invalid, match="brackets"):
        parsed(nested(DEEPEST))
    with pytest.raises(Invalid, match="brackets"):
        parsed("not(" * 900)
    with pytest.raises(Invalid, match="characters"):
        parsed("(" * (LONGEST + 1))


@pytest.mark.parametrize("rule", [All(()), One((A, Not(One(()))))])
def test_a_condition_that_joins_nothing_cannot_be_written(rule: Rule) -> None:
    with pytest.raises(Invalid, match="joins no conditions"):
        written(rule)


QUESTIONS = [ask("a", 0, 1, 2), ask("m", 1, 2, 9, many=True, alone=[9])]
ALONE = {"m": frozenset({9})}


@settings(max_examples=150, deadline=None)
@given(rules_of(QUESTIONS))
def test_what_was_written_means_the_same_when_it_is_read(rule: Rule) -> None:
    again = parsed(written(rule))
    for one in answers_to(QUESTIONS[0]):
        for many in answers_to(QUESTIONS[1]):
            answers = {"a": one, "m": many}
            assert holds(again, answers, ALONE) == holds(rule, answers, ALONE)
    assert written(again) == written(rule)


@settings(max_examples=200)
@given(st.text("${a}b 'c1'=<>!()andorselected,-", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        rule = parsed(text)
    except Invalid:
        return
    assert parsed(written(rule)) == rule
