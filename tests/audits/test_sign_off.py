"""A manager signs exactly what they read, and everybody sees when that no longer holds."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import returns
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.guards import GUARDS
from onlinelives.audits.models import Answer, SignOff
from onlinelives.audits.queries import results, return_page
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import guards
from tests.world import World, fill, say, sign_off

SignIn = Callable[[Person], Client]


@pytest.fixture
def filled(world: World) -> World:
    fill(world.elmfield_return, world.bob)
    return world


def digest(world: World) -> str:
    return return_page(world.bob, world.elmfield_return.pk).digest


def test_a_complete_return_is_signed_off_on_the_page(filled: World, signed_in: SignIn) -> None:
    url = reverse("return_sign_off", args=[filled.elmfield_return.pk])
    client = signed_in(filled.bob)
    got = client.post(url, {"digest": digest(filled)})
    assert got.status_code == 422
    assert "Confirm that the answers are an honest account" in got.content.decode()
    got = client.post(url, {"digest": digest(filled), "declared": "on"})
    assert got.status_code == 302
    signed = SignOff.objects.get()
    assert (signed.signed_by_name, signed.digest) == ("Bob", digest(filled))


def test_unanswered_statements_stand_in_the_way_but_not_applicable_does_not(world: World) -> None:
    fill(world.elmfield_return, world.bob, leave=["3.3", "6.6"])
    with pytest.raises(Invalid, match=r"Still open: 3\.3, 6\.6"):
        returns.sign_off(audit_return=world.elmfield_return, digest=digest(world), by=world.bob)
    say(world.elmfield_return, "3.3", world.bob, not_applicable=True, reason="We hold no therapy sessions.")
    say(world.elmfield_return, "6.6", world.bob, score=0)
    sign_off(world.elmfield_return, world.bob)


def test_a_change_while_the_manager_reads_is_noticed(filled: World, signed_in: SignIn) -> None:
    read = digest(filled)
    say(filled.elmfield_return, "1.1", filled.alice, score=4)
    with pytest.raises(Stale):
        returns.sign_off(audit_return=filled.elmfield_return, digest=read, by=filled.bob)
    url = reverse("return_sign_off", args=[filled.elmfield_return.pk])
    got = signed_in(filled.bob).post(url, {"digest": read, "declared": "on"})
    assert got.status_code == 409
    assert "An answer changed while you were reading" in got.content.decode()
    assert digest(filled) in got.content.decode()  # the page now carries what it shows
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("field", ["score", "commentary", "evidence"])
def test_a_signature_goes_stale_on_any_change_by_any_path(filled: World, signed_in: SignIn, field: str) -> None:
    sign_off(filled.elmfield_return, filled.bob)
    assert not results(filled.bob, filled.elmfield_return.pk).stale
    guards.switch_off(connection, GUARDS)  # as somebody with the database in their hands could
    Answer.objects.filter(audit_return=filled.elmfield_return, statement="1.1").update(**{field: 3})
    guards.switch_on(connection, GUARDS)
    assert results(filled.bob, filled.elmfield_return.pk).stale
    page = signed_in(filled.dana).get(reverse("results", args=[filled.elmfield_return.pk])).content.decode()
    assert "no longer fits" in page


def test_twelve_times_the_same_form_is_one_signature(filled: World) -> None:
    signed = digest(filled)
    for _ in range(12):
        returns.sign_off(audit_return=filled.elmfield_return, digest=signed, by=filled.bob)
    assert SignOff.objects.count() == 1


def test_only_a_manager_of_the_agency_signs(filled: World) -> None:
    for person in (filled.alice, filled.mina, filled.dana, filled.omar):
        with pytest.raises(Refused, match="Only a manager of the agency"):
            returns.sign_off(audit_return=filled.elmfield_return, digest=digest(filled), by=person)


def test_reopening_needs_a_reason_and_is_kept_with_the_return(filled: World, signed_in: SignIn) -> None:
    sign_off(filled.elmfield_return, filled.bob)
    url = reverse("return_reopen", args=[filled.elmfield_return.pk])
    client = signed_in(filled.bob)
    assert client.post(url, {"reason": "oops"}).status_code == 422
    assert client.post(url, {"reason": "The training log was wrong."}).status_code == 302
    page = client.get(reverse("return", args=[filled.elmfield_return.pk])).content.decode()
    assert "The training log was wrong." in page
    say(filled.elmfield_return, "2.1", filled.bob, score=1)
    sign_off(filled.elmfield_return, filled.bob)
    assert SignOff.objects.filter(withdrawn_at=None).count() == 1


def test_a_return_that_is_not_signed_cannot_be_reopened(filled: World) -> None:
    with pytest.raises(NotNow, match="has not been signed off"):
        returns.reopen(audit_return=filled.elmfield_return, reason="For no reason at all.", by=filled.bob)
