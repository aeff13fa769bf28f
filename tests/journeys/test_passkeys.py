"""Bob sets up a second step and signs in with it, in a real browser with an authenticator made of software."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from playwright.sync_api import Page, expect

from onlinelives.accounts.models import Person
from onlinelives.rules import roles
from tests.journeys.conftest import Browse
from tests.journeys.doing import follow
from tests.journeys.looking import Eyes
from tests.world import PASSWORD, add_agency, add_person, area

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bob(transactional_db: None) -> Person:
    omar = area("mossley-vale", "Mossley Vale", "Omar")
    return add_person("Bob", roles.MANAGER, add_agency("Elmfield School", by=omar), by=omar)


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def authenticator(page: Page, *, willing: bool = True) -> None:
    """Give the browser a passkey authenticator that says yes to everything, or no."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": willing,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, bob: Person) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(bob.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page: Page) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def add_passkey(page: Page, bob: Person, look: Eyes) -> None:
    sign_in(page, bob)
    heading(page, "Before you start: set up a second step")
    look(page)
    page.get_by_role("button", name="Add a passkey").click()
    heading(page, "Confirm that it is you")
    look(page)
    confirm(page)
    heading(page, "Add a passkey")
    look(page)
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_role("button", name="Add the passkey").click()


@pytest.mark.asvs("V6.3.3")
def test_bob_adds_a_passkey_and_needs_no_password_any_more(bob: Person, browse: Browse, look: Eyes) -> None:
    page = browse()
    authenticator(page)
    add_passkey(page, bob, look)
    heading(page, "Your recovery codes")
    look(page)
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(re.compile("/home/$"))
    page.goto("/account/second-step/passkeys/")
    expect(page.get_by_role("rowheader", name="Work laptop")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Sign out").click()

    page.goto("/account/sign-in/")
    look(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/home/$"))
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, bob)
    heading(page, "Your second step")
    look(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile("/home/$"))
    page.goto("/account/sessions/")
    heading(page, "Where you are signed in")
    expect(page.get_by_role("rowheader")).to_contain_text("Chrome on Linux")
    look(page)


def test_a_browser_that_gives_no_passkey_is_answered_in_words(bob: Person, browse: Browse, look: Eyes) -> None:
    page = browse()
    authenticator(page, willing=False)
    add_passkey(page, bob, look)
    expect(page.get_by_role("alert")).to_have_text(
        "Your browser did not give us a passkey. Try again, or choose another way."
    )
    look(page)
    assert not Authenticator.objects.exists()


def test_without_scripts_the_app_is_the_way(bob: Person, browse: Browse, look: Eyes) -> None:
    """Passkeys need scripts, so nothing on the way offers them in vain."""
    page = browse(scripts=False)
    page.goto("/account/sign-in/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    look(page)
    sign_in(page, bob)
    page.get_by_role("button", name="Add a passkey").click()
    confirm(page)
    expect(page.get_by_text("Adding a passkey needs scripts")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()
    look(page)

    page.goto("/account/second-step/app/")
    look(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    look(page)
    secret = page.locator(".ol-code").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Finish").click()
    heading(page, "Your recovery codes")
    look(page)


def code(secret: str) -> str:
    """What an app would show now; not in the last seconds of a code's half minute."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_bob_has_forgotten_his_password(bob: Person, browse: Browse, look: Eyes) -> None:
    page = browse()
    page.goto("/account/sign-in/")
    follow(page, "I have forgotten my password")
    look(page)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your e-mail address")
    look(page)
    page.get_by_label("E-mail address").fill(bob.email)
    page.get_by_role("button", name="Send me a link").click()
    heading(page, "Check your e-mail")
    look(page)
    page.goto(re.search(r"http://\S+", mail.outbox[-1].body).group())  # type: ignore[union-attr]
    heading(page, "Choose a new password")
    look(page)
    page.get_by_label("New password").fill("Elmfield2024!")
    page.get_by_role("button", name="Keep this password").click()
    expect(page.get_by_role("alert")).to_contain_text("easy to guess")
    look(page)
    page.get_by_label("New password").fill("walnut bicycle thunder")
    page.get_by_role("button", name="Keep this password").click()
    heading(page, "Now sign in with your new password")
    look(page)
    page.goto("/account/password/forgotten/1-abc-def/")
    heading(page, "This link no longer works")
    look(page)
