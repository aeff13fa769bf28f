"""What makes a password good enough, changing it, and a way back for somebody who has forgotten it."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends import locmem
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import invitations, people
from onlinelives.accounts.models import Person
from onlinelives.accounts.passwords import HardToGuess
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid
from tests.accounts.conftest import Area, Phone
from tests.accounts.ways import (
    ALICE,
    BOB,
    WRONG,
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
    words,
)
from tests.world import PASSWORD

SHORT = "Use at least 12 characters. Three random words work well."
EASY = "This password is easy to guess. Three random words work well; leave out names and years."
NEW = "walnut bicycle thunder"


def said(password: str, person: Any = None) -> str:
    """What is wrong with a password, or nothing."""
    try:
        HardToGuess().validate(password, person)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


# The rule


@pytest.mark.asvs("V6.2.1")
@pytest.mark.parametrize("password", ["", "a", "Dudley2024!", "qzv7!kfw92x"])
def test_eleven_characters_are_too_few(password: str) -> None:
    assert said(password) == SHORT


@pytest.mark.asvs("V6.2.4")
@pytest.mark.parametrize(
    "password", ["Password123!", "passwordpassword", "qwertyuiop12", "123456789012", "aaaaaaaaaaaaaaaa"]
)
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert said(password) == EASY


@pytest.mark.asvs("V6.2.11")
@pytest.mark.parametrize(
    "password",
    [
        "BobCastellane",
        "castellane2024",
        "bob.castellane",
        "Castellane123!",
        "ElmfieldSchool",
        "Elmfield2024",
        "mossley-vale",
        "MossleyVale1",
        "MossleyVale2024",
        "OnlineLives2024",
        "onlinelives1!",
        "Bob Castellane 2024",
        "Bob at Elmfield School in Mossley Vale",
        "my Elmfield password",
    ],
)
def test_words_that_belong_to_the_person_are_refused(account_area: Area, password: str) -> None:
    """Name, address, agency, area and product."""
    assert said(password, account_area.bob) == EASY


@pytest.mark.asvs("V6.2.9", "V6.2.8")
@pytest.mark.parametrize(
    "password",
    [
        "walnut bicycle thunder",
        "bobbin walnut thunder at elmfield",
        "copper lantern otter 9",
        "zażółć gęślą jaźń",
        "k" + "fx7 qm" * 33 + "!",
        " leading space kept here ",
    ],
)
def test_long_and_unusual_passwords_are_accepted(account_area: Area, password: str) -> None:
    assert said(password, account_area.bob) == ""


def test_two_hundred_characters_work_from_end_to_end(account_area: Area) -> None:
    """S: kept and compared whole; the same without its last character is another password."""
    long = ("walnut bicycle thunder " * 9)[:199] + "!"
    client = signed_in_as()
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": long})
    assert "not right" in words(sign_in(somewhere(), BOB, long[:-1]))
    assert sign_in(somewhere(), BOB, long).status_code == 302


@pytest.mark.asvs("V6.2.11")
@pytest.mark.parametrize("password", ["PetraPetrosyan", "Elmfield2024!", "petra.petrosyan1"])
def test_an_invitation_refuses_them_too(account_area: Area, password: str) -> None:
    """The new person is not there yet, but who they will be is known."""
    invitation, _ = invitations.send(
        name="Petra Petrosyan",
        email="petra.petrosyan@post.example",
        role=roles.PRACTITIONER,
        agency=account_area.elmfield,
        by=account_area.omar,
    )
    with pytest.raises(Invalid, match="easy to guess"):
        invitations.accept(invitation=invitation, name="Petra Petrosyan", password=password)


# Changing it


def change(client: Client, **told: str) -> Any:
    return client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, **told})


@pytest.mark.asvs("V6.2.3", "V16.3.1")
def test_changing_it(account_area: Area) -> None:
    client = signed_in_as()
    assert "Change your password" in words(client.get(reverse("account_change_password")))
    assert change(client)["Location"] == reverse("your_account")
    assert sign_in(somewhere(), BOB, NEW).status_code == 302
    assert "not right" in words(sign_in(somewhere(), BOB, PASSWORD))
    assert "password changed" in trail(f"person/{account_area.bob.pk}")
    assert "walnut" not in bodies()
    message = mail.outbox[-1]
    assert (message.subject, message.to) == ("Your password was changed", [BOB])
    assert "If it was not, choose a new password at once and tell the administrator of your area" in message.body
    assert re.search(r"This was on \d+ \w+ 20\d\d at \d+:\d\d[ap]m\.", message.body)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"oldpassword": ""}, "Enter your current password"),
        ({"oldpassword": WRONG}, "This is not your current password"),
        ({"password1": ""}, "Choose a password"),
        ({"password1": "short"}, SHORT),
        ({"password1": "Elmfield2024!"}, EASY),
        ({"password1": "x1 " * 80}, "Use 200 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(account_area: Area, told: dict[str, str], message: str) -> None:
    client = signed_in_as()
    page = change(client, **told)
    assert title(page).startswith("Error: ")
    assert words(page).count(message) == 2  # in the summary and at the field
    assert error_links_lead_somewhere(page)
    assert PASSWORD not in page.content.decode()
    assert sign_in(somewhere(), BOB, PASSWORD).status_code == 302


@pytest.mark.asvs("V6.3.1")
def test_a_screen_left_open_does_not_allow_guessing_the_password(account_area: Area) -> None:
    client = signed_in_as()
    answers = [change(client, oldpassword=f"{WRONG} {number}").status_code for number in range(6)]
    assert answers == [200] * 5 + [429]


def test_somebody_without_a_password_can_choose_one(account_area: Area) -> None:
    account_area.bob.set_unusable_password()
    account_area.bob.save()
    client = Client()
    client.force_login(account_area.bob)
    assert client.get(reverse("account_change_password"))["Location"] == reverse("account_set_password")
    assert SHORT in words(client.post(reverse("account_set_password"), {"password1": "short"}))
    page = client.post(reverse("account_set_password"), {"password1": NEW}, follow=True)
    assert "You can now sign in with your e-mail address and this password." in words(page)
    assert mail.outbox[-1].subject == "A password was chosen"
    assert sign_in(somewhere(), BOB, NEW).status_code == 302


def test_confirming_with_a_wrong_password(account_area: Area) -> None:
    client = signed_in_as()
    page = client.post(reverse("account_reauthenticate"), {"password": WRONG})
    assert "This is not your password" in words(page)
    assert "Enter your password" in words(client.post(reverse("account_reauthenticate"), {"password": ""}))
    assert error_links_lead_somewhere(page)


# Forgotten


def ask(email: str, client: Client | None = None) -> Any:
    return (client or somewhere()).post(reverse("account_reset_password"), {"email": email}, follow=True)


def link() -> str:
    found = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)
    assert found
    return found.group(1)


@pytest.mark.asvs("V6.4.3")
def test_asking_says_the_same_for_known_and_unknown_addresses(account_area: Area) -> None:
    known, unknown = ask(BOB), ask("nobody@mossley-vale.example")
    assert words(known) == words(unknown)
    assert known.status_code == unknown.status_code == 200
    assert "If somebody can sign in with that address, a link to choose a new password is on its way" in words(known)
    assert len(mail.outbox) == 2  # one each: neither takes longer
    to_stranger = mail.outbox[1]
    assert to_stranger.to == ["nobody@mossley-vale.example"]
    assert "Nobody can sign in with this address." in to_stranger.body
    assert "/forgotten/" not in to_stranger.body


def test_asking_without_an_address(account_area: Area) -> None:
    assert "Enter your e-mail address" in words(ask(""))
    assert "Enter an e-mail address in the right form" in words(ask("bob"))
    assert not mail.outbox


def test_a_switched_off_person_gets_no_link(account_area: Area) -> None:
    people.switch_off(person=account_area.bob, by=account_area.omar)
    ask(BOB)
    assert "/forgotten/" not in mail.outbox[-1].body


@pytest.mark.asvs("V6.4.3", "V6.5.1", "V7.4.3")
def test_the_link_works_once_and_ends_every_session(account_area: Area) -> None:
    open_elsewhere = signed_in_as()
    ask(BOB)
    message, client = mail.outbox[-1], somewhere()
    assert message.subject == "Choose a new password"
    assert "Castellane" not in message.body
    page = client.get(link(), follow=True)
    assert page.redirect_chain[-1][0].endswith("-set-password/")  # the secret has left the address bar
    assert "Everywhere you are signed in, you will be signed out." in words(page)
    form = page.redirect_chain[-1][0]
    assert SHORT in words(client.post(form, {"password1": "short"}))
    assert EASY in words(client.post(form, {"password1": "Castellane2024"}))
    done = client.post(form, {"password1": NEW}, follow=True)
    assert "Now sign in with your new password" in words(done)
    assert out(client)  # the link alone signs nobody in
    assert out(open_elsewhere)
    assert sign_in(somewhere(), BOB, NEW).status_code == 302
    assert trail(f"person/{account_area.bob.pk}")[-3:] == ["signed in", "password changed", "signed in"]
    assert mail.outbox[-1].subject == "Your password was changed"
    again = somewhere().get(re.search(r"http://testserver(\S+)", message.body).group(1), follow=True)  # type: ignore[union-attr]
    assert "This link no longer works" in words(again)
    assert "Ask for a new link" in words(again)


@pytest.mark.asvs("V6.3.3", "V6.4.3")
def test_a_new_password_does_not_replace_the_second_step(account_area: Area, account_phone: Phone) -> None:
    set_up_app(signed_in_as(), account_phone)
    ask(BOB)
    client = somewhere()
    form = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW})
    assert sign_in(client, BOB, NEW)["Location"] == reverse("mfa_authenticate")
    assert out(client)


@pytest.mark.parametrize("address", ["1-abc-def", "zz-set-password", "1-set-password"])
def test_a_made_up_link_says_so(account_area: Area, address: str) -> None:
    assert "This link no longer works" in words(somewhere().get(f"/account/password/forgotten/{address}/", follow=True))


def test_a_link_opened_by_somebody_else_signs_them_out_first(account_area: Area) -> None:
    ask(BOB)
    client = signed_in_as(ALICE)
    form = client.get(link(), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW})
    assert sign_in(somewhere(), ALICE, PASSWORD).status_code == 302
    assert sign_in(somewhere(), BOB, NEW).status_code == 302


@pytest.mark.asvs("V2.4.1")
def test_nobody_can_flood_a_postbox(account_area: Area) -> None:
    answers = [ask(BOB).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.asvs("V16.5.1")
def test_a_mail_server_that_does_not_answer_breaks_nothing(
    account_area: Area, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any) -> int:
        raise ConnectionRefusedError("no mail today")

    client = signed_in_as()
    monkeypatch.setattr(locmem.EmailBackend, "send_messages", fail)
    assert change(client).status_code == 302
    assert "password changed" in trail(f"person/{account_area.bob.pk}")
    assert "Check your e-mail" in words(ask(ALICE))
    assert "could not be sent" in caplog.text


def test_everybody_of_the_area_has_a_hashed_password_only(account_area: Area) -> None:
    confirm(signed_in_as())
    assert not [person for person in Person.objects.all() if PASSWORD in person.password]
