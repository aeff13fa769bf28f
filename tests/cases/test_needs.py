"""What referrals ask of those who see them, and of nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import referrals
from onlinelives.cases.queries import needs
from onlinelives.config.needs import needs_of
from tests.practice import Practice, add_young_person, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def test_whoever_sees_the_record_is_asked_and_nobody_else(world: World, practice: Practice) -> None:
    asked = ["Decide on 1 referral", "Ask about life online in 1 referral"]
    assert [need.what for need in needs(again(world.alice))] == asked
    assert [need.what for need in needs(again(world.bob))] == asked
    for name in ("charlie", "mina", "dana", "ravi", "ines", "omar", "yan"):
        assert needs(again(getattr(world, name))) == []
    restricted_to([world.bob], practice.tariq, world.bob)
    assert needs(again(world.alice)) == []


def test_they_are_asked_no_more_when_it_is_done(world: World, practice: Practice) -> None:
    told = {"outcome": "early_help", "reason": "As agreed.", "influences": [], "expected": 1}
    decision = referrals.decide(referral=practice.referral, by=world.alice, **told)
    assert [need.what for need in needs(again(world.alice))] == ["Ask about life online in 1 referral"]
    day = practice.referral.received_on
    referrals.find_online(
        referral=decision.referral, found_on=day, how="He said so.", harm=[], expected=2, by=world.alice
    )
    assert needs(again(world.alice)) == []


def test_what_goes_out_by_mail_names_nobody(world: World, practice: Practice) -> None:
    said = " ".join(f"{need.what} {need.more} {need.href}" for need in needs_of(again(world.alice)))
    assert practice.tariq.reference not in said
    assert "Tariq" not in said


def test_the_list_shows_those_who_are_meant(world: World, practice: Practice, signed_in: SignIn) -> None:
    other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
    refer(other, world.alice, online="none")
    client, url = signed_in(world.alice), reverse("young_people")
    assert all(name in client.get(url).text for name in ("Tariq", "Ondine"))
    assert "Ondine" in client.get(url, {"show": "waiting"}).text
    narrowed = client.get(url, {"show": "not-asked"}).text
    assert "Tariq" in narrowed
    assert "Ondine" not in narrowed
    assert "Ondine" in client.get(url, {"show": "'; drop"}).text
