"""Nothing that names a young person lies open anywhere: in the database's file, a dump, logs, mail or sessions.

The whole demonstration is laid down, people go through its pages, fail at forms and meet an error of the program, and
everything is told to everybody. Then whatever is left of it is searched for every name, date of birth, postcode and
typed text of every young person.
"""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

import onlinelives
from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.config import digests
from onlinelives.demo import script
from onlinelives.demo.cast import PLACES, PLAYERS
from onlinelives.trail import clock
from tests.cases.plaintext import dates, lying_open, needles, words_of
from tests.world import again
from tools import postgres

PACKAGE = Path(onlinelives.__file__).parent


class TestTheSearchItself:
    WANTED = {"Tariq", "Winterbourne-Okafor", "أبو طارق", "ZZ3 7XB", "2012-05-17"}

    @pytest.mark.parametrize(
        ("held", "found"),
        [
            ("insert into x values ('tariq')", ["Tariq"]),
            ("TARIQ", ["Tariq"]),
            ("Tariqah and BeTariq", []),
            ("a=WINTERBOURNE-OKAFORb", ["Winterbourne-Okafor"]),
            (f"X'00{b'Winterbourne-Okafor'.hex()}ff'", ["Winterbourne-Okafor"]),
            (b"\x00\xffwinterbourne-OkaforTariq", ["Winterbourne-Okafor"]),
            ('{"name": "\\u0623\\u0628\\u0648 \\u0637\\u0627\\u0631\\u0642"}', ["أبو طارق"]),
            ("أبو طارق".encode(), ["أبو طارق"]),
            ("born 2012-05-17, zz3 7xb", ["2012-05-17", "ZZ3 7XB"]),
            ("nobody", []),
        ],
    )
    def test_it_finds_every_writing(self, held: bytes | str, found: list[str]) -> None:
        assert lying_open(held, self.WANTED) == found

    def test_a_day_is_written_in_many_ways(self) -> None:
        written = set(dates(date(2012, 5, 7)))
        assert {"2012-05-07", "7 May 2012", "07/05/2012", "7/5/2012", "7.5.2012", "07-05-2012"} <= written


@pytest.fixture
def heard() -> Iterator[list[logging.LogRecord]]:
    """Everything that is logged, at whatever level and by whomever."""
    records: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    ear, root, before = Ear(logging.DEBUG), logging.getLogger(), logging.getLogger().level
    levels = {name: logging.getLogger(name).level for name in ("django", "django.request", "django.db.backends")}
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield records
    root.removeHandler(ear)
    root.setLevel(before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.asvs("V14.2.1", "V16.2.5")
@pytest.mark.django_db(transaction=True)
def test_nothing_that_is_left_names_a_young_person(
    settings: Any, heard: list[logging.LogRecord], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.FILES = tmp_path / "files"
    settings.ADMINS = [("Operator", "operator@brackenmoor.example")]
    with override_settings(DEMO=True):
        script.load()
    openly = (
        f"{PLAYERS} {PLACES} {words_of(PACKAGE / 'content', 'yaml')} {words_of(PACKAGE / 'demo' / 'answers', 'yaml')}"
    )
    openly += f"{(PACKAGE / 'demo' / 'evidence.yaml').read_text('utf-8')} {words_of(PACKAGE, 'py', 'html', 'txt')}"
    wanted = needles(openly)
    assert len(wanted) > 600
    duty = YoungPerson.objects.filter(restricted=False, team__name="Duty team", referrals__isnull=False)
    young_person = next(each for each in duty.order_by("opened_at") if each.postcode)
    client = walk(young_person, monkeypatch)
    tell_everybody()

    held = {
        "dump": dump(),
        "logs": "\n".join(logging.Formatter().format(record) for record in heard),
        "mail": "\n".join(message.message().as_string() + message.body for message in mail.outbox),
        "sessions": "\n".join(str(session.get_decoded()) for session in Session.objects.all()),
        "cookies": str(client.cookies.output()),
    }
    for where, known in (
        ("dump", young_person.reference),
        ("logs", "Internal Server Error: /young-people/"),
        ("mail", "Internal Server Error"),
        ("mail", "waits for you in Online Lives"),
        ("sessions", "_auth_user_id"),
        ("cookies", django_settings.SESSION_COOKIE_NAME),
    ):
        assert known in held[where], f"nothing was looked for in the {where}"
    assert {where: lying_open(text, wanted) for where, text in held.items() if lying_open(text, wanted)} == {}
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        raw = b"".join(part.read_bytes() for part in name.parent.glob(f"{name.name}*"))
        assert young_person.reference.encode() in raw
        assert lying_open(raw, wanted) == []


def walk(young_person: YoungPerson, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A practitioner searches, opens every page of a record, fails at each form, and meets an error of the program."""
    alice = Person.objects.get(name__startswith="Alice")
    client = Client(raise_request_exception=False)
    client.force_login(alice)
    said = f"{young_person.name} {young_person.born_on} {young_person.postcode}"
    who = {"given_name": young_person.given_name, "family_name": young_person.family_name, "born_on_2": "1812"}
    typed = {"reason": f"{young_person.name} does not sleep.", "outcome": "", "version": "x"}
    referral = young_person.referrals.get()
    record = [young_person.reference]
    forms = {
        "young_person_new": ([], who),
        "young_person_identity": (record, {**who, "version": 1}),
        "young_person_referral_new": (record, {**typed, "found_how": said}),
        "young_person_referral_decide": ([*record, referral.pk], {"decide-reason": said}),
        "young_person_referral_online": ([*record, referral.pk], {"found-found_how": said}),
    }
    assert young_person.given_name in client.get(reverse("young_people")).text
    assert young_person.reference in client.post(reverse("young_people"), {"words": said}).text
    for name in ("young_person", "young_person_looks", "young_person_identity", "young_person_move"):
        assert client.get(reverse(name, args=record)).status_code == 200
    assert client.get(reverse("young_person_referral", args=[*record, referral.pk])).status_code == 200
    for name, (args, sent) in forms.items():
        got = client.post(reverse(name, args=args), sent)
        assert got.status_code == 422, name
    queries.near_matches(again(alice), Identity(young_person.given_name, young_person.family_name))

    def broken(person: Person, words: str) -> None:
        raise RuntimeError("the search is broken")

    with monkeypatch.context() as patch:
        patch.setattr(queries, "search", broken)
        assert client.post(reverse("young_people"), {"words": said}).status_code == 500
    return client


def tell_everybody() -> None:
    """Each digest that anybody could have now."""
    for pk in Person.objects.filter(is_active=True).values_list("pk", flat=True):
        person = Person.objects.select_related("partnership").get(pk=pk)
        message = digests.write(again(person), clock.today())
        if message:
            message.send()


def dump() -> str:
    """The database as SQL, as somebody would copy it."""
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    told = connection.settings_dict
    command = [
        str(postgres.programs() / "pg_dump"),
        *("-Fp", "--inserts", "-h", told["HOST"] or told["OPTIONS"]["host"], "-U", told["USER"], told["NAME"]),
    ]
    environment = {**os.environ, "PGPASSWORD": told["PASSWORD"] or "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_report_of_an_error_holds_nothing_that_was_typed_or_held(settings: Any, client: Client) -> None:
    from django.test import RequestFactory
    from django.views.debug import ExceptionReporter, get_exception_reporter_filter

    request = RequestFactory().post("/young-people/", {"words": "Tariq Winterbourne"})
    assert type(get_exception_reporter_filter(request)).__name__ == "Discreet"
    try:
        given_name = "Tar" + "iq"
        raise RuntimeError(len(given_name))
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info(), is_email=True)
    for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert "words" in report
        assert not re.search("Tariq|Winterbourne", report)
