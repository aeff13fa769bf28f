"""The second step: an app, a passkey, recovery codes; and nobody works without one where it is required."""

import base64
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from django.contrib.sessions.models import Session
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.survey.door import CHILDREN
from onlinelives.trail.models import Entry
from tests.accounts.conftest import Area, Phone
from tests.accounts.soft_passkey import Passkey
from tests.accounts.ways import (
    BOB,
    bodies,
    confirm,
    error_links_lead_somewhere,
    out,
    set_up_app,
    sign_in,
    signed_in_as,
    somewhere,
    title,
    trail,
    whole_database,
    words,
)

NOT_RIGHT = "This code is not right, or it has been used. Wait for the next one, then type that."
ONLY_ONE = "This is your only second step, and you need one. Set up another one first."
ASK = "/account/second-step/ask/"


def add_passkey(person: Person, name: str = "Work laptop") -> Authenticator:
    """In one step, where the way to it is not what the test is about."""
    nothing = {"publicKey": {"user": {"id": ""}, "challenge": ""}}
    data = {"name": name, "credential": json.loads(Passkey().register(nothing))}
    return Authenticator.objects.create(user=person, type="webauthn", data=data)


def asked(page: HttpResponse) -> Any:
    """What the page asks of the browser's passkeys."""
    found = re.search(r'<script id="js_data" type="application/json">(.*?)</script>', page.content.decode())
    return next(iter(json.loads(found.group(1)).values()))  # type: ignore[union-attr]


def passkey_of(client: Client) -> Passkey:
    """Add a passkey through the page."""
    passkey = Passkey()
    confirm(client)
    options = asked(client.get(reverse("mfa_add_webauthn")))
    done = client.post(reverse("mfa_add_webauthn"), {"name": "Laptop", "credential": passkey.register(options)})
    assert done.status_code == 302, words(done)
    return passkey


def wanted(client: Client) -> Any:
    """What the sign-in page asks of the browser's passkeys."""
    return client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()["request_options"]


def by_passkey(client: Client, credential: str) -> HttpResponse:
    return client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)


def enter(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code})


# Setting up


@pytest.mark.asvs("V6.3.3")
def test_setting_up_an_app(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    first = client.get(reverse("mfa_index"))
    assert title(first) == "Your second step – Online Lives"
    assert "You have none yet." in words(first)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))  # a screen left open must not be enough
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "Set up an app" in words(page)
    square = r'<img class="ol-qr" src="data:image/svg\+xml;base64,[^"]+" [^>]*alt="[^"]{20,}"'
    assert re.search(square, page.content.decode())

    set_up_app(client, account_phone)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert "Your app is set up." in words(codes)
    assert len(re.findall(r"<li>\d{8}</li>", codes.content.decode())) == 10
    index = words(client.get(reverse("mfa_index")))
    assert "Your app shows a new code every half minute." in index
    assert "10 codes are left" in index
    added = Entry.objects.filter(subject=f"person/{account_area.bob.pk}", verb="second step added")
    assert [json.loads(entry.body)["details"]["kind"] for entry in added] == ["totp", "recovery_codes"]
    assert mail.outbox[-1].subject == "An app was set up for signing in"


def test_a_wrong_code_does_not_set_up_an_app(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    confirm(client)
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert NOT_RIGHT in words(page)
    assert title(page).startswith("Error: ")
    assert error_links_lead_somewhere(page)
    assert "Enter the code" in words(client.post(reverse("mfa_activate_totp"), {"code": ""}))
    assert not Authenticator.objects.exists()


@pytest.mark.asvs("V11.3.2", "V11.3.3")
def test_the_secrets_are_not_readable_in_the_database(account_area: Area, account_phone: Phone) -> None:
    """S7. The library would keep the app's key, and what the recovery codes are made of, in clear."""
    client = signed_in_as()
    secret = set_up_app(client, account_phone)
    codes = Authenticator.objects.get(type="recovery_codes").wrap()
    stolen = whole_database()
    assert BOB in stolen  # the search itself finds what is in clear
    assert secret not in stolen
    assert not [code for code in codes.generate_codes() if code in stolen]
    assert not [session for session in Session.objects.all() if secret in str(session.get_decoded())]
    app = Authenticator.objects.get(type="totp")
    sealed = base64.b64decode(app.data["secret"])
    app.data["secret"] = base64.b64encode(sealed[:-1] + bytes([sealed[-1] ^ 1])).decode()
    with pytest.raises(InvalidTag):  # altered by one bit, it does not open at all
        app.wrap().validate_code(account_phone.code(secret))


# Signing in with it


@pytest.mark.asvs("V6.3.3")
def test_the_password_alone_no_longer_lets_anybody_in(account_area: Area, account_phone: Phone) -> None:
    secret = set_up_app(signed_in_as(), account_phone)
    client = somewhere()
    assert sign_in(client)["Location"] == ASK
    assert out(client)
    page = client.get(ASK)
    assert "The 6 digits your authenticator app shows now, or one of your recovery codes." in words(page)
    assert enter(client, account_phone.code(secret))["Location"] == reverse("home")
    assert not out(client)
    assert trail(f"person/{account_area.bob.pk}")[-1] == "signed in"


@pytest.mark.asvs("V6.5.1")
def test_a_code_works_once(account_area: Area, account_phone: Phone) -> None:
    secret = set_up_app(signed_in_as(), account_phone)
    code = account_phone.code(secret)
    first, second = somewhere(), somewhere()
    sign_in(first)
    enter(first, code)
    assert not out(first)
    sign_in(second)
    assert NOT_RIGHT in words(enter(second, code))
    assert out(second)
    account_phone.later()
    enter(second, account_phone.code(secret))
    assert not out(second)


@pytest.mark.asvs("V6.3.1", "V16.3.1")
def test_codes_cannot_be_guessed_one_after_the_other(account_area: Area, account_phone: Phone) -> None:
    secret = set_up_app(signed_in_as(), account_phone)
    client = somewhere()
    sign_in(client)
    for number in range(5):
        assert NOT_RIGHT in words(enter(client, f"00000{number}"))
    assert "This was tried too often" in words(enter(client, account_phone.code(secret)))
    assert out(client)
    assert trail(f"person/{account_area.bob.pk}")[-5:] == ["sign-in failed"] * 5
    assert "00000" not in bodies()


def test_somebody_else_can_sign_in_instead(account_area: Area, account_phone: Phone) -> None:
    set_up_app(signed_in_as(), account_phone)
    client = somewhere()
    sign_in(client)
    assert client.get(reverse("account_login"))["Location"] == ASK
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200


@pytest.mark.asvs("V6.5.1")
def test_a_recovery_code_works_once(account_area: Area, account_phone: Phone) -> None:
    first = signed_in_as()
    set_up_app(first, account_phone)
    download = first.get(reverse("mfa_download_recovery_codes"))
    code = re.findall(r"^\d{8}$", download.content.decode(), re.M)[3]
    assert download["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    second, third = somewhere(), somewhere()
    sign_in(second)
    enter(second, code)
    assert not out(second)
    assert "9 codes are left" in words(second.get(reverse("mfa_index")))
    sign_in(third)
    assert NOT_RIGHT in words(enter(third, code))
    assert out(third)


def test_new_recovery_codes_take_the_place_of_the_old(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    old = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert "You have 10 unused codes." in words(client.get(reverse("mfa_generate_recovery_codes")))
    client.post(reverse("mfa_generate_recovery_codes"))
    new = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert not set(old) & set(new)
    assert mail.outbox[-1].subject == "New recovery codes were made"


def test_the_page_for_somebody_with_a_passkey_only_offers_it_first(account_area: Area) -> None:
    add_passkey(account_area.bob)
    client = somewhere()
    sign_in(client)
    page = client.get(ASK).content.decode()
    assert page.index("Use a passkey") < page.index("Use a recovery code instead")
    refused = client.post(ASK, {"credential": "{}"})
    assert "Your passkey was not accepted." in words(refused)
    assert error_links_lead_somewhere(refused)
    assert out(client)


# Where it is required


def plain_pages() -> list[str]:
    """The names of every page whose address takes nothing."""

    def walk(resolver: URLResolver) -> list[URLPattern]:
        found: list[URLPattern] = []
        for part in resolver.url_patterns:
            found += walk(part) if isinstance(part, URLResolver) else [part]
        return found

    def opens(name: str) -> bool:
        try:
            return bool(reverse(name))
        except NoReverseMatch:
            return False

    return sorted(name for name in {part.name or "" for part in walk(get_resolver())} if opens(name))


STILL_OPEN = ("mfa_", "account_reauthenticate", "account_logout", "account_change_password", "health")


@pytest.mark.asvs("V6.3.3")
@pytest.mark.usefixtures("account_second_step")
@pytest.mark.parametrize(
    "name", [name for name in plain_pages() if not (name.startswith(STILL_OPEN) or reverse(name).startswith(CHILDREN))]
)
def test_every_page_leads_to_the_set_up(account_area: Area, name: str) -> None:
    client = signed_in_as()
    for method in (client.get, client.post):
        assert method(reverse(name)).headers.get("Location") == reverse("mfa_index")


@pytest.mark.usefixtures("account_second_step")
def test_after_the_set_up_the_pages_open(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    page = client.get(reverse("mfa_index"))
    assert title(page) == "Before you start: set up a second step – Online Lives"
    assert "a password alone lets nobody in" in words(page)
    set_up_app(client, account_phone)
    assert "I have kept them" in words(client.get(reverse("mfa_view_recovery_codes")))
    assert client.get(reverse("home")).status_code == 200
    assert client.get(reverse("usersessions_list")).status_code == 200


@pytest.mark.usefixtures("account_second_step")
def test_recovery_codes_alone_are_no_second_step(account_area: Area) -> None:
    Authenticator.objects.create(user=account_area.bob, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert signed_in_as().get(reverse("home"))["Location"] == reverse("mfa_index")


@pytest.mark.usefixtures("account_second_step")
def test_a_new_session_of_somebody_else_is_asked_again(account_area: Area, account_phone: Phone) -> None:
    """What is remembered of one person's second step does not count for the next one in the same browser."""
    client = signed_in_as()
    set_up_app(client, account_phone)
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    sign_in(client, account_area.alice.email)
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


@pytest.mark.usefixtures("account_second_step")
def test_the_last_app_stays(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    page = client.get(reverse("mfa_deactivate_totp"))
    assert "You cannot remove the app yet" in words(page)
    assert ONLY_ONE in words(page)
    assert ONLY_ONE in words(client.post(reverse("mfa_deactivate_totp")))
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.usefixtures("account_second_step")
def test_the_last_passkey_stays(account_area: Area) -> None:
    client = signed_in_as()
    confirm(client)
    key = add_passkey(account_area.bob)
    for response in (
        client.get(reverse("mfa_remove_webauthn", args=[key.pk])),
        client.post(reverse("mfa_remove_webauthn", args=[key.pk])),
    ):
        assert response.status_code == 409
        assert ONLY_ONE in words(response)
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.usefixtures("account_second_step")
def test_one_of_two_can_go(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    key = add_passkey(account_area.bob)
    assert "Remove Work laptop" in words(client.get(reverse("mfa_remove_webauthn", args=[key.pk])))
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert trail(f"person/{account_area.bob.pk}")[-1] == "second step removed"
    add_passkey(account_area.bob)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(type="totp").exists()


def test_in_the_demonstration_it_may_all_go(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    assert "your password alone will let you in" in words(client.get(reverse("mfa_deactivate_totp")))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


@pytest.mark.asvs("V8.2.2")
@pytest.mark.parametrize("name", ["mfa_remove_webauthn", "mfa_edit_webauthn"])
def test_other_peoples_passkeys_do_not_exist(account_area: Area, name: str) -> None:
    key = add_passkey(account_area.alice)
    client = signed_in_as()
    confirm(client)
    for method in (client.get, client.post):
        assert method(reverse(name, args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.usefixtures("account_second_step")
def test_somebody_whose_phone_is_lost_starts_again(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    people.reset_second_factor(person=account_area.bob, by=account_area.omar)
    assert out(client)
    sign_in(client)
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


# Passkeys


@pytest.mark.asvs("V6.3.3")
def test_a_passkey_signs_in_alone(account_area: Area) -> None:
    passkey = passkey_of(signed_in_as())
    assert "second step added" in trail(f"person/{account_area.bob.pk}")
    assert mail.outbox[-1].subject == "A passkey was added"
    client = somewhere()
    page = by_passkey(client, passkey.sign(wanted(client)))
    assert page.redirect_chain[-1][0] == reverse("home")
    assert not out(client)
    assert trail(f"person/{account_area.bob.pk}")[-1] == "signed in"


def test_a_passkey_follows_the_password(account_area: Area) -> None:
    passkey = passkey_of(signed_in_as())
    client = somewhere()
    sign_in(client)
    client.post(ASK, {"credential": passkey.sign(asked(client.get(ASK)))})
    assert not out(client)


def test_a_passkey_confirms_that_it_is_you(account_area: Area) -> None:
    passkey = passkey_of(signed_in_as())
    client = somewhere()
    by_passkey(client, passkey.sign(wanted(client)))
    assert reverse("account_reauthenticate") in client.get(reverse("mfa_generate_recovery_codes"))["Location"]
    page = client.get(reverse("mfa_reauthenticate_webauthn"))
    client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": passkey.sign(asked(page))})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


@pytest.mark.asvs("V6.5.1")
def test_a_passkey_cannot_be_replayed(account_area: Area) -> None:
    passkey = passkey_of(signed_in_as())
    first, thief = somewhere(), somewhere()
    sent = passkey.sign(wanted(first))
    by_passkey(first, sent)
    assert not out(first)
    wanted(thief)
    assert "Your passkey was not accepted." in words(by_passkey(thief, sent))
    assert out(thief)


def test_a_passkey_given_to_a_false_site_is_refused(account_area: Area, settings: Any) -> None:
    """S6. In production the address the browser was on must be ours."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    passkey = passkey_of(signed_in_as())
    client = somewhere()
    passkey.origin = "https://testserver.evil.example"
    by_passkey(client, passkey.sign(wanted(client)))
    assert out(client)
    passkey.origin = "https://testserver"
    by_passkey(client, passkey.sign(wanted(client)))
    assert not out(client)


def test_a_switched_off_person_has_no_use_of_a_passkey(account_area: Area) -> None:
    passkey = passkey_of(signed_in_as())
    people.switch_off(person=account_area.bob, by=account_area.omar)
    client = somewhere()
    assert "Your account is switched off" in words(by_passkey(client, passkey.sign(wanted(client))))
    assert out(client)


def test_pages_about_passkeys(account_area: Area) -> None:
    client = signed_in_as()
    assert "You have none yet." in words(client.get(reverse("mfa_list_webauthn")))
    confirm(client)
    page = client.get(reverse("mfa_add_webauthn"))
    assert "Your browser will ask you to use this device, your phone or a security key." in words(page)
    assert "Adding a passkey needs scripts" in words(page)
    refused = client.post(reverse("mfa_add_webauthn"), {"name": "Laptop", "credential": "{}"})
    assert "Your passkey was not accepted." in words(refused)
    assert error_links_lead_somewhere(refused)
    key = add_passkey(account_area.bob)
    assert "Work laptop" in words(client.get(reverse("mfa_list_webauthn")))
    rename = reverse("mfa_edit_webauthn", args=[key.pk])
    assert "Enter a name for this passkey" in words(client.post(rename, {"name": ""}))
    client.post(rename, {"name": "Reception <b>PC</b>"})
    assert "Reception &lt;b&gt;PC&lt;/b&gt;" in client.get(reverse("mfa_list_webauthn")).content.decode()


@pytest.mark.asvs("V6.3.1")
def test_a_passkey_that_is_none_does_not_sign_anybody_in(account_area: Area) -> None:
    client = somewhere()
    for credential in ("", "{}", "not json", '{"response": {"userHandle": "MQ"}}'):
        page = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)
        assert "Your passkey was not accepted." in words(page), credential
    assert out(client)


def test_other_ways_to_confirm_are_offered(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    secret = set_up_app(client, account_phone)
    add_passkey(account_area.bob)
    page = words(client.get(reverse("account_reauthenticate")))
    assert "Use a code instead" in page
    assert "Use a passkey instead" in page
    page = client.get(reverse("mfa_reauthenticate"))
    assert "Use your password instead" in words(page)
    assert NOT_RIGHT in words(client.post(reverse("mfa_reauthenticate"), {"code": "000000"}))
    right = {"code": account_phone.code(secret), "next": reverse("mfa_index")}
    answer = client.post(reverse("mfa_reauthenticate"), right)
    assert answer["Location"] == reverse("mfa_index")


def test_mails_about_the_second_step_say_what_to_do(account_area: Area, account_phone: Phone) -> None:
    client = signed_in_as()
    set_up_app(client, account_phone)
    add_passkey(account_area.bob)
    client.post(reverse("mfa_deactivate_totp"))
    told = {message.subject: message for message in mail.outbox}
    assert set(told) == {"An app was set up for signing in", "The app for signing in was removed"}
    for message in told.values():
        assert message.to == [BOB]
        assert "tell the administrator of your area" in message.body
        assert "http://testserver/account/password/forgotten/" in message.body
        assert "&" not in message.body
        assert not re.search(r"\d+\.\d+\.\d+\.\d+|Mozilla", message.body)  # no more than is needed
