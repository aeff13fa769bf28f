"""Extra access: a reason, three hours, reviewed by somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import elevations
from onlinelives.accounts.models import Elevation, Person
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.world import World, again

SignIn = Callable[[Person], Client]
REASON = "The manager is away and the board meets today."


def test_it_runs_for_three_hours_and_ends_by_itself(world: World, signed_in: SignIn) -> None:
    elevations.begin(reason=REASON, by=world.dana)
    assert "You have extra access until" in signed_in(world.dana).get(reverse("home")).content.decode()
    assert again(world.dana).elevated
    with clock.at(clock.now() + timedelta(hours=3, seconds=1)):
        assert not again(world.dana).elevated
        assert Elevation.objects.get().state == "over"
        elevations.begin(reason=REASON, by=again(world.dana))
    assert Elevation.objects.filter(ended_at=None).count() == 1


def test_only_one_runs_at_a_time_and_it_can_be_ended(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.dana)
    key = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"
    for _ in range(3):  # the same form
        assert client.post(reverse("extra_access"), {"reason": REASON, "form_key": key}).status_code == 302
    assert Elevation.objects.count() == 1
    with pytest.raises(NotNow, match="already running"):
        elevations.begin(reason=REASON, by=world.dana)
    assert client.post(reverse("extra_access_end")).status_code == 302
    assert not again(world.dana).elevated


def test_a_reason_that_says_nothing_is_refused(world: World, signed_in: SignIn) -> None:
    with pytest.raises(Invalid):
        elevations.begin(reason="because", by=world.dana)
    got = signed_in(world.dana).post(reverse("extra_access"), {"reason": "because", "form_key": "x"})
    assert got.status_code == 422


@pytest.mark.parametrize("name", ["alice", "bob", "ravi", "ines", "omar"])
def test_only_strategy_leads_may_take_it(world: World, name: str) -> None:
    with pytest.raises(Refused, match="Only strategy leads"):
        elevations.begin(reason=REASON, by=getattr(world, name))


def test_an_administrator_reviews_it_with_what_was_opened(world: World, signed_in: SignIn) -> None:
    elevation = elevations.begin(reason=REASON, by=world.dana)
    signed_in(world.dana).get(reverse("results", args=[world.elmfield_return.pk]))
    with pytest.raises(NotNow, match="still running"):
        elevations.review(elevation=elevation, note="Fine.", by=world.omar)
    elevations.end(elevation=elevation, by=again(world.dana))
    client = signed_in(world.omar)
    assert "Review 1 use of extra access" in client.get(reverse("home")).content.decode()
    url = reverse("extra_access_review", args=[elevation.pk])
    assert "return opened with extra access" in client.get(url).content.decode()
    assert client.post(url, {"review": ""}).status_code == 422
    assert client.post(url, {"review": "Justified."}).status_code == 302
    assert Elevation.objects.get().state == "reviewed"
    with pytest.raises(NotNow, match="already been reviewed"):
        elevations.review(elevation=elevation, note="Again.", by=world.omar)
