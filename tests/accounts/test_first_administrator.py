"""The command that founds an area, for a terminal and for a machine without one."""

import io

import pytest
from django.core.management import CommandError, call_command

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.queries import signed_in
from onlinelives.rules import roles

TOLD = {
    "ONLINELIVES_AREA": "Mossley Vale",
    "ONLINELIVES_ADMIN_NAME": "Omar O'Dell",
    "ONLINELIVES_ADMIN_EMAIL": "omar@mossley.example",
    "ONLINELIVES_ADMIN_PASSWORD": "copper lantern otter 9",
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in TOLD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.django_db
def test_it_founds_the_area_once(told: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        call_command("first_administrator", stdout=io.StringIO())
    person = signed_in(Person.objects.get().pk)
    assert person is not None
    assert (person.name, person.partnership.code, person.holds(roles.ADMINISTRATOR)) == (
        "Omar O'Dell",
        "mossley-vale",
        True,
    )


@pytest.mark.django_db
def test_another_area_is_founded_only_when_asked_for(told: pytest.MonkeyPatch) -> None:
    call_command("first_administrator", stdout=io.StringIO())
    told.setenv("ONLINELIVES_ADMIN_EMAIL", "olu@mossley.example")
    call_command("first_administrator", another_area=True, stdout=io.StringIO())
    assert sorted(Partnership.objects.values_list("code", flat=True)) == ["mossley-vale", "mossley-vale-2"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("ONLINELIVES_ADMIN_EMAIL", "nobody", "ONLINELIVES_ADMIN_EMAIL: Enter a valid email address."),
        ("ONLINELIVES_ADMIN_PASSWORD", "password1234", "ONLINELIVES_ADMIN_PASSWORD: This password is easy to guess"),
        ("ONLINELIVES_AREA", "", "Set ONLINELIVES_AREA"),
    ],
)
def test_what_is_wrong_or_missing_is_named_and_nothing_is_made(
    told: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    told.setenv(name, value)
    told.setattr("sys.stdin", io.StringIO())
    with pytest.raises(CommandError, match=message):
        call_command("first_administrator", stdout=io.StringIO())
    assert not Partnership.objects.exists()
