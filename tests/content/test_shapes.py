"""Finding a section, a statement and its terms in an edition."""

import pytest

from onlinelives.content.frameworks import load

FRAMEWORK = load("planning-2020")


def test_a_section_is_found_by_its_number() -> None:
    assert [FRAMEWORK.section(number).number for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("number", [0, 7])
def test_there_is_no_other_section(number: int) -> None:
    with pytest.raises(KeyError):
        FRAMEWORK.section(number)


def test_a_statement_is_found_by_its_number_and_knows_its_section() -> None:
    statement = FRAMEWORK.statement("4.6")
    assert (statement.id, statement.section) == ("4.6", 4)
    assert statement in FRAMEWORK.section(4).statements


@pytest.mark.parametrize("code", ["1.7", "7.1", "1", ""])
def test_there_is_no_other_statement(code: str) -> None:
    with pytest.raises(KeyError):
        FRAMEWORK.statement(code)


def test_a_statement_s_terms_are_the_ones_it_points_to() -> None:
    statement = next(statement for statement in FRAMEWORK.statements if len(statement.terms) > 1)
    assert {term.key for term in FRAMEWORK.terms_of(statement)} == set(statement.terms)
