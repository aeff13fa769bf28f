"""A yes or a no with its reason, and the three ways of saying no to a person."""

import pytest

from onlinelives.rules.verdict import Allowed, Denied, Invalid, NotNow, Refused, need, need_state


def test_a_yes_is_true_and_a_no_is_false() -> None:
    assert Allowed()
    assert not Denied("why")


def test_a_yes_lets_pass() -> None:
    need(Allowed())
    need_state(Allowed())


def test_a_person_who_may_not_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match=r"^Only a manager\.$"):
        need(Denied("Only a manager."))


def test_a_state_that_does_not_allow_it_says_not_now_with_the_reason() -> None:
    with pytest.raises(NotNow, match=r"^It is closed\.$"):
        need_state(Denied("It is closed."))


def test_no_kind_of_no_is_taken_for_another() -> None:
    kinds = (Refused, NotNow, Invalid)
    assert all(not issubclass(one, other) for one in kinds for other in kinds if one is not other)


def test_what_makes_no_sense_may_name_the_field_it_belongs_to() -> None:
    assert (str(Invalid("Too short.", "name")), Invalid("Too short.", "name").field) == ("Too short.", "name")
    assert Invalid("Too short.").field is None
