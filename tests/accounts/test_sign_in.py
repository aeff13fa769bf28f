"""Signing in with e-mail address and password, and what stops somebody who guesses."""

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.trail.models import Entry
from tests.accounts.conftest import Area
from tests.accounts.ways import (
    BOB,
    WRONG,
    bodies,
    error_links_lead_somewhere,
    out,
    sign_in,
    signed_in_as,
    somewhere,
    title,
    trail,
    words,
)
from tests.world import PASSWORD

NOT_RIGHT = "The e-mail address or the password is not right. Check both and try again."
TOO_OFTEN = "This was tried too often. Wait five minutes, then try again."


def test_the_page_says_how_to_get_in_and_how_to_get_help(account_area: Area) -> None:
    page = somewhere().get(reverse("account_login"))
    told = words(page)
    assert title(page) == "Sign in – Online Lives"
    assert "E-mail address" in told
    assert "I have forgotten my password" in told
    assert "People are invited to Online Lives." in told
    assert "council" not in told
    assert "<div data-passkeys hidden>" in page.content.decode()  # scripts show it where passkeys work
    assert page.content.decode().count("<h1") == 1


@pytest.mark.asvs("V16.3.1")
def test_the_right_password_opens_the_home_page_without_ado(account_area: Area) -> None:
    client = somewhere()
    response = sign_in(client)
    assert response["Location"] == reverse("home")
    assert list(get_messages(response.wsgi_request)) == []
    assert client.get(reverse("home")).status_code == 200
    assert trail(f"person/{account_area.bob.pk}")[-1] == "signed in"


@pytest.mark.asvs("V7.2.4")
def test_the_session_gets_a_new_key(account_area: Area) -> None:
    client = somewhere()
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})  # begins a session
    before = client.session.session_key
    sign_in(client)
    assert before
    assert client.session.session_key != before


def test_the_page_that_was_asked_for_opens_afterwards(account_area: Area) -> None:
    client = somewhere()
    asked = client.get(reverse("help"))
    assert asked["Location"] == f"{reverse('account_login')}?next={reverse('help')}"
    page = client.get(asked["Location"]).content.decode()
    assert page.count(f'name="next" value="{reverse("help")}"') == 2  # by password and by passkey
    assert sign_in(client, next=reverse("help"))["Location"] == reverse("help")


@pytest.mark.asvs("V3.7.2")
@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(account_area: Area, address: str) -> None:
    assert sign_in(somewhere(), next=address)["Location"] == reverse("home")


def test_empty_fields_are_named(account_area: Area) -> None:
    page = sign_in(somewhere(), "", "")
    assert title(page).startswith("Error: ")
    assert "Enter your e-mail address" in words(page)
    assert "Enter your password" in words(page)
    assert error_links_lead_somewhere(page)
    assert "Enter an e-mail address in the right form" in words(sign_in(somewhere(), "bob", "x"))


@pytest.mark.asvs("V6.3.1")
def test_a_wrong_password_says_the_same_for_known_and_unknown_addresses(account_area: Area) -> None:
    known, unknown = sign_in(somewhere(), BOB, WRONG), sign_in(somewhere(), "nobody@mossley-vale.example", WRONG)
    assert NOT_RIGHT in words(known)
    assert error_links_lead_somewhere(known)
    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)
    assert "parsnip" not in known.content.decode()


def test_known_and_unknown_addresses_cost_the_same_work(account_area: Area, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is what takes time: it is made once either way. (Times themselves waver on a busy machine.)"""
    made = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: (made.append(1), real(*args))[1])
    sign_in(somewhere(), BOB, WRONG)
    known = len(made)
    sign_in(somewhere(), "nobody@mossley-vale.example", WRONG)
    assert (known, len(made) - known) == (1, 1)


@pytest.mark.asvs("V16.3.1", "V16.2.5")
def test_the_trail_tells_of_a_wrong_password_but_not_what_was_typed(account_area: Area) -> None:
    sign_in(somewhere(), BOB, WRONG)
    sign_in(somewhere(), "my-secret-pin@mossley-vale.example", WRONG)
    assert trail(f"person/{account_area.bob.pk}")[-1] == "sign-in failed"
    unknown = Entry.objects.get(subject="person/unknown")
    assert (unknown.chain, unknown.verb, unknown.actor) == ("site", "sign-in failed", "nobody signed in")
    assert not [word for word in ("parsnip", "my-secret-pin", "castellane") if word in bodies()]


@pytest.mark.asvs("V6.3.1", "V2.4.1")
def test_five_wrong_passwords_block_the_account_from_everywhere(account_area: Area) -> None:
    for _ in range(5):
        assert NOT_RIGHT in words(sign_in(somewhere(), BOB, WRONG))
    assert TOO_OFTEN in words(sign_in(somewhere(), BOB, PASSWORD))
    assert TOO_OFTEN in words(sign_in(somewhere(), BOB.upper(), PASSWORD))
    assert sign_in(somewhere(), account_area.alice.email).status_code == 302


def test_a_blocked_unknown_address_says_the_same(account_area: Area) -> None:
    for _ in range(5):
        sign_in(somewhere(), "nobody@mossley-vale.example", WRONG)
    assert TOO_OFTEN in words(sign_in(somewhere(), "nobody@mossley-vale.example", WRONG))


@pytest.mark.asvs("V6.3.1", "V15.3.4")
def test_one_place_cannot_try_many_names_and_a_forged_header_does_not_help(account_area: Area) -> None:
    place = somewhere()
    told = []
    for number in range(12):
        forged = {"x-forwarded-for": f"192.0.2.{number}"}
        data = {"login": f"name{number}@mossley-vale.example", "password": WRONG}
        told.append(words(place.post(reverse("account_login"), data, headers=forged)))
    assert [NOT_RIGHT in page for page in told] == [True] * 10 + [False] * 2
    assert all(TOO_OFTEN in page for page in told[10:])


_places = itertools.count()


def _tries(name: str, times: int) -> int:
    """How often a wrong password may be tried at one name, past the page, from ever new places."""
    done = 0
    for _ in range(times):
        place = f"2001:db8:{os.getpid() & 0xFFFF:x}:{next(_places) & 0xFFFF:x}::1"
        request = RequestFactory().post("/", REMOTE_ADDR=place)
        with context.request_context(request):
            try:
                get_adapter().pre_authenticate(request, email=name)
                done += 1
            except ValidationError:
                pass
    return done


@pytest.mark.asvs("V6.3.1")
def test_a_blocked_account_stays_blocked_after_a_thousand_other_names(account_area: Area) -> None:
    """A cache that throws counts away when it is full would give the guesser a new start."""
    for _ in range(5):
        sign_in(somewhere(), BOB, WRONG)
    for number in range(1000):
        assert _tries(f"other{number}@mossley-vale.example", 1) == 1
    assert TOO_OFTEN in words(sign_in(somewhere(), BOB, PASSWORD))


@pytest.mark.asvs("V6.3.1")
@pytest.mark.django_db(transaction=True)
def test_threads_share_the_limit(account_area: Area) -> None:
    """Of 16 tries from 8 threads five are let through. A try that finds the count locked is refused and not counted."""

    def try_once(number: int) -> bool:
        try:
            return NOT_RIGHT in words(sign_in(somewhere(), BOB, WRONG))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        let_in = sum(pool.map(try_once, range(16)))
    assert let_in >= 1
    assert let_in + _tries(BOB, 6) == 5
    assert TOO_OFTEN in words(sign_in(somewhere(), BOB, PASSWORD))


OTHER_PROCESS = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from tests.accounts.test_sign_in import _tries
print(_tries(sys.argv[2], 4))
"""


@pytest.mark.asvs("V6.3.1")
@pytest.mark.django_db(transaction=True)
def test_processes_share_the_limit(account_area: Area) -> None:
    """Three workers, four tries each at the same time: five are let through in all."""
    command = [sys.executable, "-c", OTHER_PROCESS, str(connection.settings_dict["NAME"]), BOB]
    root, settings = Path(__file__).parent.parent.parent, {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=settings) for _ in range(3)]
    let_in = sum(int(worker.communicate(timeout=60)[0]) for worker in workers)
    assert let_in >= 1
    assert let_in + _tries(BOB, 6) == 5
    assert TOO_OFTEN in words(sign_in(somewhere(), BOB, PASSWORD))


def test_too_many_pages_in_a_minute_get_a_page_in_plain_words(account_area: Area) -> None:
    place = somewhere()
    for _ in range(30):
        place.post(reverse("account_login"), {"login": "", "password": ""})
    page = place.post(reverse("account_login"), {"login": "", "password": ""})
    assert page.status_code == 429
    assert "Too many tries" in words(page)
    assert "Wait five minutes" in words(page)


@pytest.mark.asvs("V7.4.2")
def test_a_switched_off_person_is_told_so_only_with_the_right_password(account_area: Area) -> None:
    people.switch_off(person=account_area.bob, by=account_area.omar)
    assert NOT_RIGHT in words(sign_in(somewhere(), BOB, WRONG))
    client = somewhere()
    response = sign_in(client)
    assert response["Location"] == reverse("account_inactive")
    assert "Your account is switched off" in words(client.get(response["Location"]))
    assert out(client)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(account_area: Area, method: str) -> None:
    """S6: sign-up is closed, whatever is sent."""
    before = Person.objects.count()
    told = {"email": "stranger@elsewhere.example", "password1": PASSWORD}
    page = getattr(somewhere(), method)(reverse("account_signup"), told)
    assert "You need an invitation" in words(page)
    assert Person.objects.count() == before


@pytest.mark.asvs("V7.4.1", "V16.3.1")
def test_signing_out_ends_the_session(account_area: Area) -> None:
    client = signed_in_as()
    stolen = client.cookies["sessionid"].value
    page = client.get(reverse("account_logout"))
    assert "Do you want to sign out?" in words(page)
    assert not out(client)
    done = client.post(reverse("account_logout"), follow=True)
    assert "You are signed out." in words(done)
    assert trail(f"person/{account_area.bob.pk}")[-1] == "signed out"
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert out(client)
    assert out(thief)


def test_pages_of_the_way_in_open_for_strangers(account_area: Area) -> None:
    for name in (
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_signup",
        "account_reset_password_from_key_done",
        "socialaccount_login_cancelled",
    ):
        page = somewhere().get(reverse(name))
        assert page.status_code == 200, name
        assert page.content.decode().count("<h1") == 1, name
