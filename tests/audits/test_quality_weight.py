"""How much work the pages of quality assurance are, with forty agencies, six rounds and ten draws of up to ten each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Agency, Membership, Person
from onlinelives.audits.actions import draws
from onlinelives.audits.models import Check, Draw, Round, SignOff
from onlinelives.rules import roles
from onlinelives.rules.sampling import Parameters
from onlinelives.trail import clock
from tests.audits.drawn import filled
from tests.audits.test_weight import BOOKKEEPING, LONG, MOST_BYTES, MOST_QUERIES
from tests.world import World, add_person, add_round, again

SignIn = Callable[[Person], Client]
AGENCIES = 40
SIZES = (10, 10, 10, 6)  # of each agency: everything, in four draws


def weighed(client: Client, name: str, *args: Any, **query: Any) -> str:
    """The page, when it asks and weighs no more than it may."""
    url = reverse(name, args=args, query=query or None)
    client.get(url)  # a process keeps the frozen edition and the chart
    with CaptureQueriesContext(connection) as captured:
        got = client.get(url)
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOOKKEEPING)]
    assert got.status_code == 200, url
    assert len(asked) <= MOST_QUERIES, "\n".join([url, *asked])
    assert len(got.content) <= MOST_BYTES, f"{url}: {len(got.content)} bytes"
    return str(got.content.decode())


def signed_by_all(world: World, round_: Round, score: int) -> None:
    """Every return of the round answered at length and signed, without a page being read."""
    returns = list(round_.returns.all())
    for audit_return in returns:
        filled(audit_return, world.bob, score, commentary=LONG, evidence="")
    SignOff.objects.bulk_create(
        SignOff(
            partnership=world.partnership,
            audit_return=audit_return,
            digest="0" * 64,
            signed_by=world.bob,
            signed_by_name="Bob",
        )
        for audit_return in returns
    )
    round_.returns.update(state="signed_off")


class Big:
    """Forty agencies, in six rounds; two of them are answered and signed by all."""

    def __init__(self, world: World):
        self.world = world
        many = Agency.objects.bulk_create(
            Agency(
                partnership=world.partnership,
                code=f"agency-{n}",
                name=f"Agency of the Northern Ward {n}",
                kind="school",
            )
            for n in range(AGENCIES)
        )
        self.rounds = [add_round(f"Self-audit {2020 + n}", many, by=world.dana) for n in range(6)]
        signed_by_all(world, self.rounds[0], 3)
        signed_by_all(world, self.rounds[1], 2)
        self.agencies = many

    def draw(self, per_agency: int, round_: Round | None = None) -> Draw:
        return draws.draw_now(
            round_=round_ or self.rounds[0], parameters=Parameters(per_agency), reply_days=14, by=self.world.dana
        )

    def judge(self, made: Draw, *, verdict: str, **told: Any) -> None:
        """Every check of the draw, as though Rita had found it so."""
        rita = self.rita
        reached: dict[str, Any] = {
            "state": "settled" if verdict == "agree" else "found",
            "reviewer": rita,
            "reviewer_name": rita.name,
            "verdict": verdict,
            "version": 2,
            "found_at": clock.now(),
            "note": LONG,
            "reply_due": clock.today() + timedelta(days=14),
            **told,
        }
        Check.objects.filter(candidate__draw=made).update(**reached)

    @property
    def rita(self) -> Person:
        found = Person.objects.filter(name="Rita").first()
        return found or add_person("Rita", roles.REVIEWER, by=self.world.omar)


@pytest.fixture
def big(world: World) -> Big:
    return Big(world)


def manager_of_ten(big: Big) -> Person:
    """Pia manages ten agencies."""
    pia = add_person("Pia", roles.MANAGER, big.agencies[0], by=big.world.omar)
    Membership.objects.bulk_create(
        Membership(partnership=big.world.partnership, person=pia, agency=agency, role="manager")
        for agency in big.agencies[1:10]
    )
    return again(pia)


def test_a_year_of_draws_stays_light(big: Big, signed_in: SignIn) -> None:
    world, first = big.world, big.rounds[0]
    lead, ravi = signed_in(world.dana), signed_in(world.ravi)
    made = [big.draw(size) for size in SIZES]
    assert Check.objects.count() == AGENCIES * 36

    # Everything is drawn and nothing is checked: 1,440 are free to take.
    assert "Free to take: 1440" in weighed(ravi, "checks")
    weighed(ravi, "checks", page=15)
    weighed(ravi, "home")
    weighed(lead, "checks")
    for number in (1, 5):
        assert "Repeated" in weighed(lead, "draw", made[0].pk, page=number)
    weighed(lead, "round_quality", first.pk)

    # The first draw was agreed, the second came out lower, of the third some cannot be told.
    big.judge(
        made[0], verdict="agree", settled_verdict="agree", settled_score=3, settled_at=clock.now(), verified_score=3
    )
    big.judge(made[1], verdict="lower", verified_score=F("pk") % 3)
    big.judge(made[2], verdict="cannot_tell")
    pia = signed_in(manager_of_ten(big))
    assert "Waiting for your agency’s reply: 200" in weighed(pia, "checks")
    weighed(signed_in(big.rita), "checks")
    weighed(signed_in(world.ines), "round_quality", first.pk)
    weighed(lead, "round_quality", first.pk)
    weighed(lead, "round_coverage", first.pk)
    weighed(lead, "draw", made[1].pk)
    check = Check.objects.filter(candidate__draw=made[1]).order_by("pk")[0]
    weighed(lead, "check", check.pk)
    weighed(ravi, "check", check.pk)
    weighed(lead, "round", first.pk)

    # Ten draws of another round as well, and a schedule.
    for _ in range(6):
        big.draw(6, big.rounds[1])
    weighed(lead, "round_quality", big.rounds[1].pk)
    weighed(ravi, "checks")
    weighed(lead, "checks", page=20)
    weighed(ravi, "home")
