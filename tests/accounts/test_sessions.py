"""Where one is signed in, how that is ended, and when it ends by itself."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onlinelives.accounts.actions import invitations, people
from onlinelives.accounts.models import Person
from onlinelives.rules import roles
from onlinelives.trail import clock
from tests.accounts.conftest import Area
from tests.accounts.ways import ALICE, BOB, IPHONE, out, sign_in, signed_in_as, somewhere, trail, words
from tests.world import PASSWORD

SESSIONS = "/account/sessions/"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
EDGE = f"{CHROME.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64')} Edg/140.0.0.0"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1"


@pytest.mark.asvs("V7.5.2")
def test_the_list_says_in_words_where_one_is_signed_in(account_area: Area) -> None:
    signed_in_as(BOB, IPHONE)
    signed_in_as(ALICE, MAC)
    here = signed_in_as(BOB)
    page = words(here.get(SESSIONS))
    assert "Firefox on Windows Here and now" in page
    assert "Safari on iPhone" in page
    assert "Mac" not in page  # Alice's
    assert "Mozilla" not in page
    assert re.search(r"10\.\d+\.\d+\.\d+", page)
    assert re.search(r"\d+ \w+ 20\d\d at \d+:\d\d[ap]m", page)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome on Linux"),
        (EDGE, "Edge on Windows"),
        (MAC, "Safari on Mac"),
        ("", "A browser"),
        ("<script>alert(1)</script>", "A browser"),
    ],
)
def test_browsers_are_called_what_people_call_them(account_area: Area, agent: str, name: str) -> None:
    page = signed_in_as(BOB, agent).get(SESSIONS)
    assert f"{name} Here and now" in words(page)
    assert "alert(1)" not in page.content.decode()


@pytest.mark.asvs("V7.5.2", "V7.4.1")
def test_signing_out_everywhere_else(account_area: Area) -> None:
    elsewhere, somebody, here = signed_in_as(BOB, IPHONE), signed_in_as(ALICE), signed_in_as(BOB)
    page = here.post(SESSIONS, follow=True)
    assert "You are signed out everywhere else." in words(page)
    assert "You are signed in nowhere else." in words(page)
    assert out(elsewhere)
    assert not out(here)
    assert not out(somebody)


def test_a_session_that_an_invitation_began_is_listed_and_can_be_ended(account_area: Area) -> None:
    """It begins on a page of ours, not of the library, which would know nothing of it."""
    _, token = invitations.send(
        name="Petra",
        email="petra@elmfield.example",
        role=roles.PRACTITIONER,
        agency=account_area.elmfield,
        by=account_area.omar,
    )
    client = somewhere(IPHONE)
    client.post(reverse("invitation", args=[token]), {"name": "Petra", "password": PASSWORD})
    assert not out(client)
    assert "Safari on iPhone Here and now" in words(client.get(SESSIONS))
    signed_in_as("petra@elmfield.example").post(SESSIONS)
    assert out(client)


# Limits


def at(moment: datetime, client: Client) -> bool:
    """Whether the person is still in at that moment; asking counts as using."""
    with clock.at(moment):
        return not out(client)


@pytest.fixture
def nine() -> datetime:
    return timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)


def arrive(nine: datetime) -> Client:
    with clock.at(nine):
        client = signed_in_as()
        client.get(reverse("home"))
    return client


@pytest.mark.asvs("V7.3.1")
def test_a_session_ends_after_an_hour_without_use(account_area: Area, nine: datetime) -> None:
    client = arrive(nine)
    assert at(nine + timedelta(minutes=60), client)
    assert at(nine + timedelta(minutes=119), client)
    assert not at(nine + timedelta(minutes=180), client)
    assert not at(nine + timedelta(minutes=180), client)  # and does not come back
    assert trail(f"person/{account_area.bob.pk}")[-1] == "signed out"


@pytest.mark.asvs("V7.3.1")
def test_the_hour_is_a_setting(account_area: Area, nine: datetime, settings: Any) -> None:
    settings.SESSION_IDLE = 600
    client = arrive(nine)
    assert at(nine + timedelta(minutes=9), client)
    assert not at(nine + timedelta(minutes=20), client)


@pytest.mark.asvs("V7.3.2")
def test_a_session_ends_after_eight_hours_however_busy(account_area: Area, nine: datetime) -> None:
    client = arrive(nine)
    for minutes in range(30, 481, 30):
        assert at(nine + timedelta(minutes=minutes), client), minutes
    assert not at(nine + timedelta(minutes=481), client)


@pytest.mark.asvs("V7.3.2")
def test_signing_in_again_begins_eight_new_hours(account_area: Area, nine: datetime) -> None:
    client = arrive(nine)
    assert not at(nine + timedelta(hours=9), client)
    with clock.at(nine + timedelta(hours=9)):
        sign_in(client)
        client.get(reverse("home"))
    assert at(nine + timedelta(hours=9, minutes=50), client)


def test_last_seen_follows_use(account_area: Area, nine: datetime) -> None:
    client = arrive(nine)
    assert at(nine + timedelta(minutes=45), client)
    assert UserSession.objects.get().last_seen_at == nine + timedelta(minutes=45)


# What others do


@pytest.mark.asvs("V7.4.2")
def test_a_switched_off_person_is_out_at_the_next_request(account_area: Area) -> None:
    client = signed_in_as()
    people.switch_off(person=account_area.bob, by=account_area.omar)
    assert out(client)
    people.switch_on(person=account_area.bob, by=account_area.omar)
    assert out(client)  # the old session is gone for good
    sign_in(client)
    assert not out(client)


def test_whatever_switched_them_off(account_area: Area) -> None:
    """Also when their sessions were left standing."""
    client = signed_in_as()
    Person.objects.filter(pk=account_area.bob.pk).update(is_active=False)
    assert out(client)


@pytest.mark.asvs("V7.4.3")
def test_a_new_password_ends_every_other_session(account_area: Area) -> None:
    elsewhere, here = signed_in_as(BOB, IPHONE), signed_in_as()
    told = {"oldpassword": PASSWORD, "password1": "walnut bicycle thunder"}
    page = here.post(reverse("account_change_password"), told, follow=True)
    assert page.redirect_chain[-1][0] == reverse("your_account")
    assert "Your password has been changed. Everywhere else you are signed out." in words(page)
    assert out(elsewhere)
    assert not out(here)
    assert words(here.get(SESSIONS)).count("Here and now") == 1
    assert "You are signed in nowhere else." in words(here.get(SESSIONS))


@pytest.mark.asvs("V14.3.2")
def test_pages_about_the_account_are_kept_nowhere(account_area: Area) -> None:
    client = signed_in_as()
    for name in ("usersessions_list", "mfa_index", "account_change_password", "account_logout"):
        assert client.get(reverse(name))["Cache-Control"] == "no-store"


@pytest.mark.asvs("V3.5.1")
@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_change_password",
        "account_reset_password",
        "usersessions_list",
        "mfa_generate_recovery_codes",
        "mfa_login_webauthn",
        "mfa_authenticate",
    ],
)
def test_a_form_from_elsewhere_is_refused(account_area: Area, name: str) -> None:
    """Before anything else is asked, whoever it is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_area.bob)
    assert client.post(reverse(name), {}).status_code == 403
