"""One e-mail a day at most, which says what the home page says, and nothing that anybody wrote in an answer."""

import smtplib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import partnerships, people
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import returns, rounds
from onlinelives.config import digests, jobs
from onlinelives.config.models import SentDigest
from onlinelives.config.needs import needs_of
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from tests.pages import links
from tests.world import World, add_round, again, fill, say

SignIn = Callable[[Person], Client]
SITE = "https://lives.example"
MONDAY, TUESDAY, SATURDAY = date(2027, 6, 7), date(2027, 6, 8), date(2027, 6, 12)
DIGESTS = tuple(job for job in jobs.JOBS if job.name == "digests")


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_ADDRESS = SITE


def to(person: Person) -> list[mail.EmailMessage]:
    return [message for message in mail.outbox if message.to == [person.email]]


@pytest.mark.parametrize("name", ["alice", "bob", "mina", "dana", "omar", "zoe"])
def test_the_digest_and_the_home_page_say_the_same(world: World, signed_in: SignIn, name: str) -> None:
    add_round("Next", [world.elmfield], by=world.dana, opened=False)
    person = getattr(world, name)
    needs = needs_of(again(person))
    digests.send_all(TUESDAY)
    home = links(signed_in(person).get(reverse("home")).content)
    assert [need for need in needs if home.get(need.what) != need.href] == []
    if not needs:
        assert to(person) == []
        return
    [message] = to(person)
    assert message.subject.startswith(f"{len(needs)} thing")
    assert message.body.count("\n* ") == len(needs)
    for need in needs:
        assert f"* {need.what}" in message.body
        assert f"  {SITE}{need.href}\n" in message.body


def test_what_is_late_comes_first_then_what_is_due_soon(world: World) -> None:
    today = clock.today()
    for section, days in ((1, -1), (2, 7), (3, 8)):
        due = today + timedelta(days=days)
        returns.assign(
            audit_return=world.elmfield_return, section=section, people=[world.alice], due_on=due, by=world.bob
        )
    found = digests.grouped(needs_of(again(world.alice)), today)
    assert [(group.title, [line.what[:16] for line in group.lines]) for group in found] == [
        ("Late", ["Answer section 1"]),
        ("Due in the next 7 days", ["Answer section 2"]),
        ("Also waiting", ["Answer section 3"]),
    ]
    assert found[0].lines[0].when.startswith(" (was due ")
    assert found[1].lines[0].when.startswith(" (by ")
    message = digests.write(again(world.alice), today)
    assert message is not None
    assert message.subject == "3 things wait for you in Online Lives, 1 is late"
    assert message.body.index("Late\n----\n") < message.body.index("Due in the next 7 days\n---")


@pytest.mark.parametrize(
    ("late", "other", "said"),
    [
        (0, 1, "1 thing waits for you in Online Lives"),
        (0, 2, "2 things wait for you in Online Lives"),
        (1, 0, "1 thing waits for you in Online Lives, 1 is late"),
        (2, 3, "5 things wait for you in Online Lives, 2 are late"),
    ],
)
def test_the_subject_counts(late: int, other: int, said: str) -> None:
    assert digests.subject([Need("x", "/", late=True)] * late + [Need("x", "/")] * other) == said


def test_nothing_that_was_written_in_an_answer_is_in_a_message(world: World) -> None:
    fill(world.harbour_return, world.mina, leave=["1.1"])
    say(world.elmfield_return, "1.1", world.bob, score=3, commentary="Kofi told us", evidence="Case notes")
    digests.send_all(TUESDAY)
    everything = "\n".join(message.subject + message.body for message in mail.outbox)
    assert len(mail.outbox) > 2
    for typed in ("About ", "Minutes", "Kofi", "Case notes"):
        assert typed not in everything


def test_it_says_how_often_it_comes_and_where_to_stop_it(world: World) -> None:
    people.choose_digest(person=world.bob, often="weekly", by=world.bob)
    digests.send_all(MONDAY)
    for person, often in ((world.alice, "at most once on each working day"), (world.bob, "at most once a week")):
        [message] = to(person)
        assert f"You get this message {often}" in message.body
        assert f"{SITE}/account/#id_digest" in message.body
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, ["daily", "weekly"]),
        (TUESDAY, ["daily"]),
        (date(2027, 6, 11), ["daily"]),
        (SATURDAY, []),
        (date(2027, 6, 13), []),
    ],
)
def test_each_choice_has_its_days(world: World, day: date, expected: list[str]) -> None:
    for person, often in ((world.alice, "daily"), (world.bob, "weekly"), (world.mina, "never")):
        people.choose_digest(person=person, often=often, by=person)
    digests.send_all(day)
    got = [often for person, often in ((world.alice, "daily"), (world.bob, "weekly")) if to(person)]
    assert got == expected
    assert to(world.mina) == []


def test_somebody_switched_off_or_without_a_role_gets_none(world: World) -> None:
    people.switch_off(person=world.alice, by=world.omar)
    people.end_role(membership=world.bob.memberships.get(), by=world.omar)
    digests.send_all(TUESDAY)
    assert to(world.alice) == to(world.bob) == []


def test_nobody_gets_two_in_a_day(world: World) -> None:
    digests.send_all(TUESDAY)
    digests.send_all(TUESDAY)
    assert len(to(world.alice)) == 1
    digests.send_all(TUESDAY + timedelta(days=1))
    assert len(to(world.alice)) == 2


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2027, 6, 8, 5, 59, tzinfo=UTC), 0),  # 6:59 in British summer time
        (datetime(2027, 6, 8, 6, 0, tzinfo=UTC), 1),
        (datetime(2027, 12, 7, 6, 59, tzinfo=UTC), 0),
        (datetime(2027, 12, 7, 7, 0, tzinfo=UTC), 1),
        (datetime(2027, 12, 7, 22, 0, tzinfo=UTC), 1),  # the worker was away all day
    ],
)
def test_they_go_out_from_seven_in_the_morning(world: World, moment: datetime, sent: int) -> None:
    with clock.at(moment):
        assert jobs.run_due(DIGESTS) == []
        assert jobs.run_due(DIGESTS) == []
    assert len(to(world.alice)) == sent


def test_the_demonstration_writes_to_nobody_nor_does_production_without_a_mail_server(
    world: World, settings: Any
) -> None:
    for mode in ("demo", "production"):
        settings.MODE = mode
        digests.send_all(TUESDAY)
    assert mail.outbox == []
    settings.MAIL_IS_CONFIGURED = True
    digests.send_all(TUESDAY)
    assert len(to(world.alice)) == 1


class Server(EmailBackend):
    """A mail server that can be out of reach, refuse somebody, or break off in the middle."""

    unreachable = False
    on_sending: Callable[[mail.EmailMessage], None] | None = None

    def open(self) -> bool | None:
        if Server.unreachable:
            raise ConnectionRefusedError
        return super().open()

    def send_messages(self, messages: Any) -> int:
        if Server.on_sending:
            for message in messages:
                Server.on_sending(message)
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"

    def be(**how: Any) -> None:
        for name, value in {"unreachable": False, "on_sending": None, **how}.items():
            monkeypatch.setattr(Server, name, staticmethod(value) if callable(value) else value)

    return be


def raises(person: Person, error: Exception) -> Callable[[mail.EmailMessage], None]:
    def on_sending(message: mail.EmailMessage) -> None:
        if message.to == [person.email]:
            raise error

    return on_sending


def test_what_the_server_refused_is_tried_again_and_the_others_get_theirs_once(
    world: World, server: Callable[..., None]
) -> None:
    morning = datetime(2027, 6, 8, 8, tzinfo=UTC)
    server(on_sending=raises(world.alice, smtplib.SMTPDataError(451, b"Later")))
    with clock.at(morning):
        assert jobs.run_due(DIGESTS) == ["digests"]
    assert (len(to(world.alice)), len(to(world.bob))) == (0, 1)
    server()
    with clock.at(morning + timedelta(seconds=59)):
        assert jobs.run_due(DIGESTS) == []
    assert to(world.alice) == []
    with clock.at(morning + timedelta(seconds=61)):
        assert jobs.run_due(DIGESTS) == []
    assert (len(to(world.alice)), len(to(world.bob))) == (1, 1)


def test_a_server_out_of_reach_is_tried_six_times_over_four_hours(world: World, server: Callable[..., None]) -> None:
    server(unreachable=True)
    moment, tried = datetime(2027, 6, 8, 8, tzinfo=UTC), 0
    for minute in range(600):
        with clock.at(moment + timedelta(minutes=minute)):
            tried += jobs.run_due(DIGESTS) == ["digests"]
    assert tried == 6
    assert SentDigest.objects.count() == 0


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError()])
def test_what_the_server_has_perhaps_taken_is_not_sent_again(
    world: World, server: Callable[..., None], error: Exception
) -> None:
    server(on_sending=raises(world.alice, error))
    digests.send_all(TUESDAY)
    server()
    digests.send_all(TUESDAY)
    assert (len(to(world.alice)), len(to(world.bob))) == (0, 1)
    assert SentDigest.objects.get(person=world.alice).sent_at is None


def test_a_worker_that_dies_while_it_sends_makes_no_second_message(world: World, server: Callable[..., None]) -> None:
    morning = datetime(2027, 6, 8, 8, tzinfo=UTC)
    server(on_sending=raises(world.bob, KeyboardInterrupt()))  # type: ignore[arg-type]
    with clock.at(morning), pytest.raises(KeyboardInterrupt):
        jobs.run_due(DIGESTS)
    server()
    with clock.at(morning + timedelta(minutes=29)):
        jobs.run_due(DIGESTS)
    assert to(world.mina) == []
    with clock.at(morning + timedelta(minutes=31)):  # another takes the job over
        jobs.run_due(DIGESTS)
    assert [len(to(person)) for person in (world.alice, world.bob, world.mina)] == [1, 0, 1]


def test_one_persons_trouble_is_not_everybodys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def trouble(person: Person) -> list[Need]:
        if person.pk == world.alice.pk:
            raise ValueError
        return needs_of(person)

    monkeypatch.setattr(digests, "needs_of", trouble)
    with pytest.raises(digests.NotAll, match="1 digest"):
        digests.send_all(TUESDAY)
    assert (len(to(world.alice)), len(to(world.bob))) == (0, 1)


def test_no_name_adds_a_header_or_a_line(world: World) -> None:
    partnerships.rename(partnership=world.partnership, name="Mossley\r\nBcc: a@far.example", by=world.omar)
    draft = add_round("Next\nBcc: b@far.example", [world.elmfield], by=world.dana, opened=False)
    rounds.change(
        round_=draft, name="Next\u2028Bcc: c@far.example", opens_on=draft.opens_on, due_on=draft.due_on,
        expected=0, by=world.dana,
    )  # fmt: skip
    digests.send_all(TUESDAY)
    [message] = to(world.dana)
    assert message.recipients() == [world.dana.email]
    assert [line for line in message.body.splitlines() if line.startswith("Bcc")] == []
    assert message.message()["Bcc"] is None


def test_it_is_forgotten_after_a_month_who_had_one(world: World) -> None:
    digests.send_all(TUESDAY)
    digests.send_all(TUESDAY + timedelta(days=31))
    assert set(SentDigest.objects.values_list("day", flat=True)) == {TUESDAY + timedelta(days=31)}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_everybody_one() -> None:
    world = World()

    def send(_: int) -> None:
        digests.send_all(TUESDAY)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, range(2)))
    addresses = [message.to[0] for message in mail.outbox]
    assert sorted(addresses) == sorted(set(addresses))
    assert world.alice.email in addresses
