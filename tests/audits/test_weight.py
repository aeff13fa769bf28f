"""How much work a page is: numbers of queries and bytes, whatever the number of agencies and rounds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from tests.world import World, add_agency, add_round, fill, say, sign_off

SignIn = Callable[[Person], Client]
MOST_QUERIES, MOST_BYTES = 12, 60_000
MOST_AT_HOME = 28  # the home page asks every room what waits there, each with counts that an index answers
MOST_SAVING = 8
BOOKKEEPING = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")

LONG = "We count referrals every month. The count is reviewed in the team meeting and shared with partners. " * 4


@pytest.fixture
def big(world: World) -> World:
    """Forty agencies in the round, and six rounds."""
    many = [add_agency(f"Agency {number}", by=world.omar) for number in range(38)]
    from onlinelives.audits.actions import rounds

    rounds.invite(round_=world.round, agencies=many, by=world.dana)
    for number in range(5):
        add_round(f"Round {number}", [world.elmfield, world.harbour, *many[:10]], by=world.dana)
    for section in range(1, 7):
        for place in range(1, 7):
            code = f"{section}.{place}"
            say(world.elmfield_return, code, world.bob, score=(section + place) % 5, commentary=LONG, evidence=LONG)
    return world


def queries(client: Client, url: str, data: Any = None) -> tuple[list[str], bytes]:
    """What one request asked of the database, without the bookkeeping of transactions, and the page."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        got = client.get(url) if data is None else client.post(url, data)
    assert got.status_code == 200
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOOKKEEPING)]
    return asked, got.content


@pytest.mark.parametrize("name", ["section", "results", "return", "round", "round_area", "rounds", "home"])
def test_pages_stay_light_with_forty_agencies_and_six_rounds(big: World, signed_in: SignIn, name: str) -> None:
    args = {
        "section": [big.elmfield_return.pk, 1],
        "results": [big.elmfield_return.pk],
        "return": [big.elmfield_return.pk],
        "round": [big.round.pk],
        "round_area": [big.round.pk],
    }.get(name, [])
    person = big.dana if name.startswith("round") else big.bob
    client = signed_in(person)
    client.get(reverse(name, args=args))  # a process keeps the frozen edition and the chart
    asked, page = queries(client, reverse(name, args=args))
    assert len(asked) <= (MOST_AT_HOME if name == "home" else MOST_QUERIES), "\n".join(asked)
    assert len(page) <= MOST_BYTES


def test_the_signed_off_results_stay_light_for_the_strategy_lead(big: World, signed_in: SignIn) -> None:
    sign_off(big.elmfield_return, big.bob)
    client, url = signed_in(big.dana), reverse("results", args=[big.elmfield_return.pk])
    client.get(url)
    asked, page = queries(client, url)
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)
    assert len(page) <= MOST_BYTES


@pytest.mark.django_db(transaction=True)
def test_saving_a_score_takes_at_most_eight_queries_in_one_transaction(signed_in: SignIn) -> None:
    world = World()
    fill(world.harbour_return, world.mina)
    client = signed_in(world.alice)
    url = reverse("answer_save", args=[world.elmfield_return.pk, "1.1"])
    client.post(url, {"s1_1-version": 0, "s1_1-choice": "1"})
    with CaptureQueriesContext(connection) as captured:
        got = client.post(url, {"s1_1-version": 1, "s1_1-choice": "3", "s1_1-commentary": LONG})
    assert got.status_code == 200
    sql = [q["sql"] for q in captured.captured_queries]
    asked = [one for one in sql if not one.startswith(BOOKKEEPING)]
    assert len(asked) <= MOST_SAVING, "\n".join(asked)
    assert sum(one.startswith("BEGIN") for one in sql) == 1
    assert not any(one.startswith("SAVEPOINT") for one in sql)
