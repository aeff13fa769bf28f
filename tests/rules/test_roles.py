"""Six roles, each with one sentence for people, and a place where it is held."""

import pytest

from onlinelives.rules.roles import ROLES, Role


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("practitioner", "agency"),
        ("manager", "agency"),
        ("reviewer", "either"),
        ("strategy_lead", "area"),
        ("analyst", "area"),
        ("administrator", "area"),
    ],
)
def test_a_role_is_held_where_the_design_says(code: str, place: str) -> None:
    assert ROLES[code].place == place


def test_there_are_six_roles_under_their_own_codes() -> None:
    assert len(ROLES) == 6
    assert all(role.code == code for code, role in ROLES.items())


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_every_role_explains_itself_in_a_sentence(role: Role) -> None:
    assert role.name
    assert role.sentence[0].isupper()
    assert role.sentence.endswith(".")
    assert 30 <= len(role.sentence) <= 120


def test_no_two_roles_have_the_same_name_or_sentence() -> None:
    assert len({role.name for role in ROLES.values()}) == len({role.sentence for role in ROLES.values()}) == 6


@pytest.mark.parametrize("code", ["administrator", "reviewer"])
def test_who_must_not_see_records_is_told_so(code: str) -> None:
    assert "no records about young people" in ROLES[code].sentence
