"""How much work the pages of evidence are, with forty agencies, six rounds, and a thousand pieces of evidence."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.actions import carrying, returns, rounds
from onlinelives.audits.models import Evidence, EvidenceRevision
from onlinelives.audits.queries.carrying import sources_for
from onlinelives.rules.scoring import SECTIONS
from onlinelives.trail import clock
from tests.audits.test_weight import BOOKKEEPING, LONG, MOST_AT_HOME, MOST_BYTES, MOST_QUERIES
from tests.world import STATEMENTS, World, add_agency, add_note, add_round, cite, return_of, say, sign_off

SignIn = Callable[[Person], Client]
MANY = 1_000


def weighed(client: Client, name: str, *args: Any, **query: str) -> str:
    """The page, when it asks and weighs no more than it may."""
    url = reverse(name, args=args, query=query or None)
    client.get(url)  # a process keeps the frozen edition and the chart
    with CaptureQueriesContext(connection) as captured:
        got = client.get(url)
    asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(BOOKKEEPING)]
    assert got.status_code == 200, url
    assert len(asked) <= (MOST_AT_HOME if name == "home" else MOST_QUERIES), "\n".join([url, *asked])
    assert len(got.content) <= MOST_BYTES, f"{url}: {len(got.content)} bytes"
    return got.content.decode()


@pytest.fixture
def big(world: World) -> World:
    """Forty agencies, six rounds. In last year's, every one of Mina's answers cites three pieces of evidence."""
    many = [add_agency(f"Agency {number}", by=world.omar) for number in range(38)]
    rounds.invite(round_=world.round, agencies=many, by=world.dana)
    for number in range(4):
        add_round(f"Round {number}", [world.elmfield, world.harbour, *many[:10]], by=world.dana)
    past = return_of(world.harbour, world.last_year((world.harbour, world.mina)))
    returns.reopen(audit_return=past, reason="To say more about each", by=world.mina)
    three = [add_note(world.harbour, world.mina, f"Minutes of the safeguarding group, {n} March") for n in (1, 15, 29)]
    for code in STATEMENTS:
        say(past, code, world.mina, score=3, commentary=LONG, evidence="Minutes of each meeting, in the shared folder")
        cite(past, code, three, world.mina)
    sign_off(past, world.mina)
    return world


def test_a_return_that_was_carried_as_a_whole_stays_light(big: World, signed_in: SignIn) -> None:
    client, pk = signed_in(big.mina), big.harbour_return.pk
    page = weighed(client, "return_carry", pk)
    assert page.count("with 3 pieces of evidence") == len(STATEMENTS)
    source = sources_for(big.harbour_return)[0]
    carrying.carry(audit_return=big.harbour_return, source=source, statements=STATEMENTS, by=big.mina)
    for number in range(1, SECTIONS + 1):
        page = weighed(client, "section", pk, number)
        assert page.count("Carried forward, not re-checked") == 6
        assert page.count("Minutes of the safeguarding group, 15 March") == 6
    for name in ("return", "results", "home"):
        weighed(client, name, *([] if name == "home" else [pk]))
    weighed(client, "answer_evidence", pk, "1.1")
    used = Evidence.objects.filter(agency=big.harbour).latest("pk")
    assert weighed(client, "evidence_item", used.pk).count("statement 3.3") == 2
    weighed(client, "evidence_revision", used.revisions.get().pk)
    weighed(client, "evidence_add", "file")


def stocked(world: World, agency: Agency) -> None:
    """A library of a thousand notes, laid down at once: what is measured is reading them."""
    today = clock.today()
    made = Evidence.objects.bulk_create(
        Evidence(
            partnership=world.partnership,
            agency=agency,
            kind="note",
            owner=world.bob,
            review_on=today + timedelta(days=number % 700),
        )
        for number in range(MANY)
    )
    EvidenceRevision.objects.bulk_create(
        EvidenceRevision(
            partnership=world.partnership,
            evidence=one,
            number=1,
            title=f"Minutes of the safeguarding group, meeting {number}",
            shows="What was counted, and what the group decided to do about it before it met again.",
            note="In the locked cupboard",
            sha256="0" * 64,
            added_by=world.bob,
            added_by_name="Bob",
        )
        for number, one in enumerate(made)
    )


def test_a_library_of_a_thousand_is_shown_and_offered_in_parts(world: World, signed_in: SignIn) -> None:
    stocked(world, world.elmfield)
    client, pk = signed_in(world.bob), world.elmfield_return.pk
    first = weighed(client, "evidence")
    assert first.count("meeting ") == 50
    assert "In the library (1000)" in first
    assert weighed(client, "evidence", page="20").count("meeting ") == 50
    found = weighed(client, "evidence", words="meeting 77")
    assert found.count("meeting 77") == 12  # 77, 770 to 779, and what was typed
    offered = weighed(client, "answer_evidence", pk, "1.1")
    assert offered.count("meeting ") == 50
    assert "There is more in the library" in offered
    assert "meeting 123" in weighed(client, "answer_evidence", pk, "1.1", words="meeting 123")
    weighed(client, "home")
