"""How often somebody wants to be written to is theirs to choose."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid, Refused
from onlinelives.trail.models import Entry
from tests.world import World, again

SignIn = Callable[[Person], Client]


def test_somebody_new_is_written_to_on_every_working_day(world: World) -> None:
    assert world.alice.digest == "daily"


@pytest.mark.parametrize("often", ["daily", "weekly", "never"])
def test_everybody_chooses_on_their_account_page(world: World, signed_in: SignIn, often: str) -> None:
    alice = signed_in(world.alice)
    got = alice.post(reverse("your_account"), {"digest": often}, follow=True)
    assert got.redirect_chain == [(reverse("your_account"), 302)]
    assert "Your choice about e-mail has been kept." in got.content.decode()
    assert again(world.alice).digest == often
    assert f'value="{often}" checked' in got.content.decode()
    entry = Entry.objects.get(verb="digest chosen")
    assert (entry.actor, entry.subject) == (world.alice.trail_id, world.alice.trail_subject)


def test_the_message_leads_to_the_first_choice(world: World, signed_in: SignIn) -> None:
    assert 'id="id_digest"' in signed_in(world.alice).get(reverse("your_account")).content.decode()


@pytest.mark.parametrize("sent", [{}, {"digest": ""}, {"digest": "hourly"}])
def test_a_choice_that_is_none_is_refused_beside_the_question(
    world: World, signed_in: SignIn, sent: dict[str, str]
) -> None:
    got = signed_in(world.alice).post(reverse("your_account"), sent)
    assert got.status_code == 422
    assert 'href="#id_digest">Select how often you want the e-mail' in got.content.decode()
    assert again(world.alice).digest == "daily"


def test_the_name_on_the_same_page_is_changed_by_itself(world: World, signed_in: SignIn) -> None:
    alice = signed_in(world.alice)
    assert alice.post(reverse("your_account"), {"name": "Alys"}).status_code == 302
    assert (again(world.alice).name, again(world.alice).digest) == ("Alys", "daily")
    got = alice.post(reverse("your_account"), {"name": ""})
    assert got.status_code == 422
    assert "Select how often" not in got.content.decode()


def test_nobody_chooses_for_somebody_else(world: World) -> None:
    with pytest.raises(Refused):
        people.choose_digest(person=world.alice, often="never", by=world.omar)
    with pytest.raises(Invalid):
        people.choose_digest(person=world.alice, often="hourly", by=world.alice)


def test_the_page_says_when_no_mail_is_sent_at_all(world: World, signed_in: SignIn, settings: Any) -> None:
    alice = signed_in(world.alice)
    assert "no e-mail reaches anybody" in alice.get(reverse("your_account")).content.decode()
    settings.MAIL_IS_CONFIGURED = True
    assert "no e-mail reaches anybody" not in alice.get(reverse("your_account")).content.decode()
