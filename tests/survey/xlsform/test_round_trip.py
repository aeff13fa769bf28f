"""A questionnaire comes back from a workbook as it went in, and pyxform, the reference, has nothing to say about it."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from onlinelives.rules.questionnaires.shapes import (
    All,
    Choice,
    Link,
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
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.xlsform.expressions import parsed, written
from onlinelives.survey.xlsform.reading import read
from onlinelives.survey.xlsform.writing import write
from tests.rules.questionnaires.asked import AGE, FROM_13, ask, form, forms, is_, page, questionnaires, said, words

FUN = replace(
    ask("fun", 1, 2, 9, many=True, alone=[9]),
    version=3,
    measures="conduct.gaming",
    yes=frozenset({1, 2}),
    sensitive=True,
    continues=(Link("fun", 2, True), Link("games", 1, False, "The choices changed: one is new.")),
)
WHOLE = forms(
    Section("you", said("About you"), (words("hello"), page(AGE, None, Way("bye", is_("age", 16)), Way("end")))),
    Section(
        "online",
        {"en": Words("Online", hint="h", easy="e", say="s")},
        (page(FUN, FROM_13), words("bye", Test("fun", Op.COUNT_AT_LEAST, (2,)))),
        Not(is_("age", 10)),
    ),
)


def test_a_questionnaire_comes_back_without_a_word() -> None:
    assert read(write(WHOLE)) == (WHOLE, [])


def test_other_tools_are_told_the_conditions_languages_and_names() -> None:
    both = {"en": Words("Hi"), "cy": Words("Helo")}
    question = Question("a", 1, AGE.kind, both, (Choice(1, both), Choice(2, both)))
    pages = (page(question), Page("b", said=both, show_when=is_("a", 1)))
    two = Questionnaire("lives", 4, both, (10, 16), (Section("all", both, pages),), ("en", "cy"))
    content = write(two)
    assert read(content) == (two, [])
    told = convert(BytesIO(content), validate=False, file_type=".xlsx")
    assert told.warnings == []
    assert "relevant=\" /data/all/a = 'c1'\"" in " ".join(told.xform.split())
    assert '<translation lang="Cymraeg (cy)">' in told.xform
    assert '<data id="lives" version="4">' in told.xform


def test_a_text_is_never_a_formula() -> None:
    formula = form(page(replace(ask("a"), said={"en": Words("=1+1", hint="@x", easy="-2")})))
    book = load_workbook(BytesIO(write(formula)))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert all(cell.value is None for sheet in book for row in sheet for cell in row if cell.data_type == "n")
    assert read(write(formula))[0] == formula


def test_what_no_workbook_can_hold_is_left_out() -> None:
    found, _ = read(write(form(page(replace(ask("a"), said=said("A\x00\x08b"))))))
    assert found is not None
    assert [question.said["en"].text for question in found.questions()] == ["Ab"]


def test_a_condition_that_joins_nothing_is_refused() -> None:
    with pytest.raises(Invalid):
        write(form(page(ask("a")), words("b", One(()))))


def carried(rule: Rule | None) -> Rule | None:
    """As XLSForm carries it: one test of several choices, where several tests of a choice say the same."""
    return None if rule is None else parsed(written(rule))


def as_carried(whole: Questionnaire) -> Questionnaire:
    return replace(
        whole,
        sections=tuple(
            replace(
                section,
                show_when=carried(section.show_when),
                pages=tuple(
                    replace(
                        each,
                        show_when=carried(each.show_when),
                        ways=tuple(Way(way.to, carried(way.when)) for way in each.ways),
                    )
                    for each in section.pages
                ),
            )
            for section in whole.sections
        ),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questionnaires())
def test_every_sound_questionnaire_comes_back(whole: Questionnaire) -> None:
    found, problems = read(write(whole))
    assert [each for each in problems if each.severity == "error"] == []
    assert found == as_carried(whole)


def test_most_conditions_are_carried_word_for_word() -> None:
    assert carried(All((FROM_13, Not(One((is_("a", 1), is_("b", 1))))))) == All(
        (FROM_13, Not(One((is_("a", 1), is_("b", 1)))))
    )
