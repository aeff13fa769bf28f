"""A signal that nobody acknowledges goes further by itself, each time once, whoever's mail server is broken."""

import smtplib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import settings as record_settings
from onlinelives.cases.actions import signals
from onlinelives.cases.actions.settings import Wanted
from onlinelives.cases.models import Signal, SignalNote
from onlinelives.cases.queries import signals_overdue
from onlinelives.config import jobs, queue
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.incidents import acknowledged, settled, signalled
from tests.practice import Practice, add_young_person
from tests.world import World

SignIn = Callable[[Person], Client]
DESK = "duty@desk.example"
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
NAMES = ("Tariq", "Winterbourne", "Okafor", "Tazwell", "ZZ9", "2012", "gate", "OL-", "/young-people/OL")


@pytest.fixture
def practice(world: World, settings: Any) -> Practice:
    settings.SITE_ADDRESS = "https://lives.example"
    call = "Duty desk: 020 7946 0000\n\nNight: 0117 496 0000"
    wanted = Wanted(escalate_to=DESK, acknowledge_within=30, call_first=call)
    record_settings.decide(wanted=wanted, expected=1, by=world.omar)
    return Practice(world)


@pytest.fixture
def minute(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[int], list[str]]:
    """The worker's minute, so many minutes from now. The names of the jobs that failed."""
    due = tuple(job for job in jobs.JOBS if job.name == "signals")
    begun = clock.now()

    def run(minutes: int) -> list[str]:
        with django_capture_on_commit_callbacks(execute=True), clock.at(begun + timedelta(minutes=minutes)):
            return jobs.run_due(due)

    return run


def written_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_it_is_done_every_minute() -> None:
    assert [job.hour for job in jobs.JOBS if job.name == "signals"] == [None]


def test_it_goes_further_when_its_time_has_passed_and_once_again_after_the_same_time(
    world: World, practice: Practice, minute: Callable[[int], list[str]]
) -> None:
    signal = signalled(practice.tariq, world.alice)
    told = {}
    for now in range(28, 200):
        mail.outbox.clear()
        minute(now)
        if mail.outbox:
            told[now] = written_to()
    first = min(told)
    assert first in (30, 31)
    assert told == {first: ["bob@mossley-vale.example", DESK], first + 30: ["bob@mossley-vale.example", DESK]}
    signal.refresh_from_db()
    assert (signal.escalations, signal.escalate_at, signal.state) == (2, None, "raised")
    entries = Entry.objects.filter(verb="signal escalated")
    assert [(entry.actor, entry.subject) for entry in entries] == [("system", practice.tariq.trail_subject)] * 2


def test_the_message_says_who_waits_since_when_and_whom_to_call_and_never_about_whom(
    world: World, practice: Practice, minute: Callable[[int], list[str]]
) -> None:
    signalled(practice.tariq, world.alice)
    minute(31)
    [message] = [message for message in mail.outbox if message.to == [DESK]]
    for wanted in ("Alice", "Elmfield School", "020 7946 0000", "0117 496 0000", "Nobody else there has acknowledged"):
        assert wanted in message.body
    whole = f"{message.subject}\n{message.body}"
    assert [word for word in NAMES if word in whole] == []
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_what_was_acknowledged_or_settled_goes_no_further(
    world: World, practice: Practice, minute: Callable[[int], list[str]]
) -> None:
    acknowledged(signalled(practice.tariq, world.alice), world.bob)
    other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
    settled(acknowledged(signalled(other, world.alice), world.bob), world.bob)
    minute(500)
    assert mail.outbox == []
    assert not SignalNote.objects.filter(kind="escalated").exists()


def test_between_the_look_and_the_step_somebody_acknowledged_it(world: World, practice: Practice) -> None:
    signal = signalled(practice.tariq, world.alice)
    with clock.at(clock.now() + timedelta(minutes=31)):
        [overdue] = signals_overdue()
        acknowledged(signal, world.bob)
        assert not signals.escalate(signal=overdue)
        Signal.objects.update(escalate_at=clock.now())  # and whatever its time says
        assert not signals.escalate(signal=overdue)
    assert not Entry.objects.filter(verb="signal escalated").exists()


def test_a_second_worker_that_looked_at_the_same_time_does_nothing(world: World, practice: Practice) -> None:
    signalled(practice.tariq, world.alice)
    with clock.at(clock.now() + timedelta(minutes=31)):
        [first], [second] = signals_overdue(), signals_overdue()
        assert [signals.escalate(signal=first), signals.escalate(signal=second)] == [True, False]
    assert SignalNote.objects.filter(kind="escalated").count() == 1
    assert Signal.objects.get().escalations == 1


def test_a_worker_that_slept_in_between_takes_no_step_that_was_taken(world: World, practice: Practice) -> None:
    signalled(practice.tariq, world.alice)
    begun = clock.now()
    with clock.at(begun + timedelta(minutes=31)):
        [first], [asleep] = signals_overdue(), signals_overdue()
        assert signals.escalate(signal=first)
    with clock.at(begun + timedelta(minutes=62)):
        assert not signals.escalate(signal=asleep)
        assert signals.escalate(signal=signals_overdue()[0])
    assert Signal.objects.get().escalations == 2


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_one_takes_it_further() -> None:
    world = World()
    practice = Practice(world)
    signalled(practice.tariq, world.alice)
    Signal.objects.update(escalate_at=clock.now() - timedelta(minutes=1))
    seen = [signals_overdue()[0] for _ in range(8)]

    def escalate(signal: Signal) -> bool:
        try:
            return signals.escalate(signal=signal)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(escalate, seen)) == [False] * 7 + [True]
    assert SignalNote.objects.filter(kind="escalated").count() == 1
    assert Entry.objects.filter(verb="signal escalated").count() == 1


def test_a_broken_mail_server_loses_nothing_and_is_tried_again(
    world: World, practice: Practice, minute: Callable[[int], list[str]], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = DATABASE
    tried: list[str] = []

    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        tried.append(self.to[0])
        raise smtplib.SMTPServerDisconnected("no")

    signalled(practice.tariq, world.alice)
    assert minute(31) == []
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", send)
        with clock.at(clock.now() + timedelta(minutes=31)):
            while queue.do_next("one"):
                pass
    assert tried.count(DESK) == 1
    later = DBTaskResult.objects.filter(status="READY", task_path__endswith="deliver_outside")
    assert later.count() == 1
    DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())
    while queue.do_next("one"):
        pass
    assert DESK in written_to()


def test_one_that_fails_keeps_no_other_from_its_turn(
    world: World, practice: Practice, minute: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
    broken, sound = signalled(practice.tariq, world.alice), signalled(other, world.alice)
    escalate = signals.escalate

    def fails(*, signal: Signal) -> bool:
        if signal.pk == broken.pk:
            raise ValueError
        return escalate(signal=signal)

    monkeypatch.setattr(signals, "escalate", fails)
    assert minute(31) == ["signals"]
    monkeypatch.undo()
    assert set(Signal.objects.filter(escalations=1)) == {sound}
    assert minute(32) == []
    assert set(Signal.objects.filter(escalations=1)) == {broken, sound}


def test_an_area_without_an_address_tells_its_managers_and_the_page_says_so(
    world: World, practice: Practice, minute: Callable[[int], list[str]], signed_in: SignIn
) -> None:
    record_settings.decide(wanted=Wanted(acknowledge_within=30), expected=2, by=world.omar)
    signal = signalled(practice.tariq, world.alice)
    minute(31)
    assert written_to() == ["bob@mossley-vale.example"]
    with clock.at(clock.now() + timedelta(minutes=32)):
        url = reverse("young_person_signal", args=[practice.tariq.reference, signal.pk])
        shown = signed_in(world.alice).get(url).text
    assert "Bob was told again." in shown
    assert "No address of the area could be written to." in shown
    assert "Nobody has acknowledged it by" in shown


def test_the_time_is_the_one_that_was_promised_when_it_was_raised(
    world: World, practice: Practice, minute: Callable[[int], list[str]]
) -> None:
    signalled(practice.tariq, world.alice)
    record_settings.decide(wanted=Wanted(acknowledge_within=1000), expected=2, by=world.omar)
    minute(31)
    assert SignalNote.objects.filter(kind="escalated").exists()


def test_what_the_program_does_makes_no_managers_form_stale(
    world: World, practice: Practice, minute: Callable[[int], list[str]]
) -> None:
    signal = signalled(practice.tariq, world.alice)
    minute(31)
    assert acknowledged(signal, world.bob).state == "acknowledged"
    assert [note.kind for note in signal.notes.all()] == ["raised", "escalated", "acknowledged"]
