"""Somebody waits: the other person is told at once, and the mail server's troubles are nobody else's."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from onlinelives.accounts.actions import people
from onlinelives.accounts.mail import deliver, deliver_outside, tell, tell_outside
from onlinelives.accounts.models import Person
from onlinelives.config import queue
from onlinelives.trail import clock
from tests.world import World

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LINES = ["The reviewer has checked statement 1.1, Referrals.", "Self-audit 2026, Elmfield School"]
Committed = Callable[..., Any]


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_ADDRESS = "https://lives.example"


@pytest.fixture
def told(django_capture_on_commit_callbacks: Committed) -> Callable[..., None]:
    def do(person: Person, subject: str = "A reply to statement 1.1 is wanted") -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tell(person, subject, LINES, "/checks/1/")
            assert mail.outbox == []  # not before the commit

    return do


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    tried: list[str] = []

    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        tried.append(self.to[0])
        raise smtplib.SMTPServerDisconnected("no")

    monkeypatch.setattr(EmailMessage, "send", send)
    return tried


def test_the_message_says_what_is_wanted_and_where(world: World, told: Callable[..., None]) -> None:
    told(world.bob)
    [message] = mail.outbox
    assert (message.to, message.subject) == ([world.bob.email], "A reply to statement 1.1 is wanted")
    assert message.body.startswith(f"Hello Bob,\n\n{LINES[0]}\n\n{LINES[1]}\n\nhttps://lives.example/checks/1/\n")
    assert "https://lives.example/account/#id_digest" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_is_not_committed_is_not_told(world: World, django_capture_on_commit_callbacks: Committed) -> None:
    def undone() -> None:
        with transaction.atomic():
            tell(world.bob, "x", LINES, "/")
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        undone()
    assert mail.outbox == []


def test_a_name_with_a_line_break_adds_no_header(world: World, told: Callable[..., None]) -> None:
    told(world.bob, "A reply in Self-audit\r\nBcc: eve@far.example\u2028X: y")
    [message] = mail.outbox
    assert message.recipients() == [world.bob.email]
    assert message.message()["Bcc"] is None
    assert "\n" not in message.subject


def test_who_is_switched_off_or_chose_never_is_not_told(world: World, told: Callable[..., None]) -> None:
    people.switch_off(person=world.alice, by=world.omar)
    people.choose_digest(person=world.bob, often="never", by=world.bob)
    told(world.alice)
    told(world.bob)
    assert mail.outbox == []


def test_what_is_urgent_reaches_who_chose_never_but_not_who_is_switched_off(
    world: World, django_capture_on_commit_callbacks: Committed
) -> None:
    people.switch_off(person=world.alice, by=world.omar)
    people.choose_digest(person=world.bob, often="never", by=world.bob)
    with django_capture_on_commit_callbacks(execute=True):
        tell(world.alice, "x", LINES, "/", urgent=True)
        tell(world.bob, "x", LINES, "/", urgent=True)
    [message] = mail.outbox
    assert message.to == [world.bob.email]
    assert "#id_digest" not in message.body


def test_an_address_without_an_account_is_told_without_a_way_in(
    world: World, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell_outside("desk@duty.example", "Call\r\nBcc: eve@far.example", ["Call\nElmfield."])
        assert mail.outbox == []
    [message] = mail.outbox
    assert message.recipients() == ["desk@duty.example"]
    assert message.message()["Bcc"] is None
    assert "Call Elmfield." in message.body
    assert "https://" not in message.body


def test_production_without_a_mail_server_tells_nobody(world: World, told: Callable[..., None], settings: Any) -> None:
    settings.MODE = "production"
    told(world.bob)
    tell_outside("desk@duty.example", "x", LINES)
    assert mail.outbox == []


def test_a_broken_server_breaks_no_action_and_is_logged(
    world: World, told: Callable[..., None], broken: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    told(world.bob)
    assert broken == [world.bob.email]
    assert f"a message to person {world.bob.pk} could not be sent" in caplog.text


def test_the_worker_tries_five_times_over_some_hours(
    world: World, told: Callable[..., None], broken: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = DATABASE
    told(world.bob)
    waits = []
    moment = clock.now()
    for _ in range(9):
        with clock.at(moment):
            queue.do_next("one")
        later = DBTaskResult.objects.filter(status="READY").first()
        if later is None:
            break
        waits.append((later.run_after - moment) // timedelta(minutes=1))
        moment = later.run_after
        assert not queue.do_next("one")  # not before its time
        DBTaskResult.objects.filter(pk=later.pk).update(run_after=clock.now())
    assert len(broken) == 5
    assert waits == [5, 20, 60, 180]
    deliver.call(world.bob.pk, "x", LINES, "/", attempt=5)  # the last one gives up without an error


def test_what_is_urgent_stays_so_when_it_is_tried_again(
    world: World, broken: list[str], settings: Any, django_capture_on_commit_callbacks: Committed
) -> None:
    settings.TASKS = DATABASE
    people.choose_digest(person=world.bob, often="never", by=world.bob)
    with django_capture_on_commit_callbacks(execute=True):
        tell(world.bob, "x", LINES, "/", urgent=True)
        tell_outside("desk@duty.example", "x", LINES)
    for _ in range(2):
        DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())
        while queue.do_next("one"):
            pass
    assert broken == [world.bob.email, "desk@duty.example"] * 2
    deliver_outside.call("desk@duty.example", "x", LINES, attempt=5)
