"""The page of the trail: read, narrowed, and only one's own area."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from tests.pages import links, rows
from tests.world import World, fill, say

SignIn = Callable[[Person], Client]


def test_entries_are_shown_newest_first_with_names(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=3)
    say(world.elmfield_return, "1.1", world.bob, score=1)
    page = signed_in(world.omar).get(reverse("trail")).content.decode()
    assert "answer saved" in page
    assert "score: 3 → 1" in " ".join(page.split())
    assert f"Return {world.elmfield_return.pk}" in page
    assert "agency: elmfield-school" in page


def test_another_areas_entries_never_show(world: World, signed_in: SignIn) -> None:
    assert "Yan" not in signed_in(world.omar).get(reverse("trail")).content.decode()
    assert "Bob" not in signed_in(world.far_omar).get(reverse("trail")).content.decode()


def test_the_trail_is_narrowed_by_who_what_and_when(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=3)
    client = signed_in(world.dana)

    def lines(**query: object) -> list[tuple[str, str]]:
        return [(row[2], row[3]) for row in rows(client.get(reverse("trail"), query).content)]

    assert lines(verb="answer saved") == [("Bob", "answer saved")]
    assert {actor for actor, _ in lines(actor=world.omar.trail_id)} == {"Omar"}
    assert lines(verb="answer saved", actor=world.omar.trail_id) == []
    assert lines(since_0=1, since_1=1, since_2=2099) == []
    assert lines(until_0=1, until_1=1, until_2=2020) == []
    got = client.get(reverse("trail"), {"since_0": 31, "since_1": 2, "since_2": 2026})
    assert got.status_code == 422
    assert "Enter a real date" in got.content.decode()
    assert 'value="31"' in got.content.decode()


def test_a_long_trail_is_paged_without_gaps(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob)
    fill(world.harbour_return, world.mina)
    client, seen, query = signed_in(world.omar), [], ""
    for _ in range(10):
        got = client.get(reverse("trail") + query)
        seen += [int(row[0]) for row in rows(got.content)]
        query = links(got.content).get("Older", "")
        if not query:
            break
    assert seen == list(range(seen[0], 0, -1))


def test_hostile_numbers_in_the_address_do_no_harm(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.omar)
    for before in ("x", "-1", "9" * 40, "١٢"):
        assert client.get(reverse("trail"), {"before": before}).status_code == 200
