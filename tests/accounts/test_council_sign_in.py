"""Signing in with the council's account: only from tenants we know, only invited people, never by e-mail address."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import invitations, people
from onlinelives.accounts.models import Invitation, Person
from onlinelives.rules import roles
from onlinelives.trail.models import Entry
from tests.accounts import council as false_council
from tests.accounts.conftest import Area, Phone
from tests.accounts.council import CLIENT, TENANT, Council
from tests.accounts.ways import (
    ALICE,
    BOB,
    bodies,
    confirm,
    out,
    set_up_app,
    sign_in,
    signed_in_as,
    somewhere,
    trail,
    words,
)

LOGIN = "/account/council/oidc/council/login/"
BACK = "/account/council/oidc/council/login/callback/"
CLOSED = "You need an invitation"


@pytest.fixture(scope="module")
def listening() -> Iterator[Council]:
    with false_council.running() as council:
        yield council


@pytest.fixture
def council(listening: Council, settings: Any) -> Council:
    """Installed as in settings.py; speaks for Petra of our own tenant unless a test says otherwise."""
    settings.COUNCIL_SIGN_IN = "council"
    settings.COUNCIL_TENANTS = [TENANT]
    app = {
        "provider_id": "council",
        "name": "Dudley sign-in",
        "client_id": CLIENT,
        "secret": "s3cret",
        "settings": {"server_url": listening.address, "fetch_userinfo": False, "uid_field": "sub"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    listening.claims = {"sub": "petra-1", "email": "petra@council.example", "name": "Petra P."}
    listening.asked = {}
    return listening


@pytest.fixture
def invited(account_area: Area) -> str:
    """The address of the page of Petra's invitation."""
    _, token = invitations.send(
        name="Petra",
        email="petra@elmfield.example",
        role=roles.PRACTITIONER,
        agency=account_area.elmfield,
        by=account_area.omar,
    )
    return reverse("invitation", args=[token])


def there_and_back(client: Client, **more: str) -> HttpResponse:
    """To the council, which says yes, and back."""
    sent = false_council.state_of(client.post(LOGIN, more)["Location"])
    return client.get(BACK, {"code": "abc", "state": sent["state"]}, follow=True)


def accept(client: Client, address: str) -> HttpResponse:
    client.post(address, {"council": "yes"})
    return there_and_back(client)


def petra() -> Person | None:
    return Person.objects.filter(email="petra@elmfield.example").first()


# The door


def test_the_button_is_there_only_where_a_council_is(account_area: Area, council: Council, settings: Any) -> None:
    page = somewhere().get(reverse("account_login"))
    assert "Sign in with Dudley sign-in" in words(page)
    assert f'action="{LOGIN}"' in page.content.decode()
    settings.COUNCIL_SIGN_IN = ""
    assert "Dudley" not in words(somewhere().get(reverse("account_login")))


def test_a_link_from_elsewhere_asks_before_it_leaves(account_area: Area, council: Council) -> None:
    page = somewhere().get(LOGIN)
    assert page.status_code == 200
    assert "You leave Online Lives for a moment, sign in there, and come back." in words(page)


@pytest.mark.asvs("V10.2.1")
def test_the_way_to_the_council_carries_state_and_a_challenge(account_area: Area, council: Council) -> None:
    client = somewhere()
    location = client.post(LOGIN)["Location"]
    sent = false_council.state_of(location)
    assert location.startswith(f"{council.address}/authorize?")
    assert sent["client_id"] == CLIENT
    assert sent["redirect_uri"] == f"http://testserver{BACK}"
    assert sent["code_challenge_method"] == "S256"
    assert len(sent["state"]) >= 16
    client.get(BACK, {"code": "abc", "state": sent["state"]})
    assert council.asked["code"] == "abc"
    assert len(council.asked["code_verifier"]) >= 43


# Who gets in


@pytest.mark.asvs("V6.8.1", "V10.5.2", "V16.3.1")
def test_an_invited_person_gets_an_account_and_is_signed_in(account_area: Area, invited: str, council: Council) -> None:
    client = somewhere()
    page = accept(client, invited)
    assert page.redirect_chain[-1][0] == reverse("home")
    assert not out(client)
    person = petra()
    assert person is not None
    assert (person.name, person.has_usable_password()) == ("Petra", False)
    assert [held.role for held in person.held] == ["practitioner"]
    assert SocialAccount.objects.get().uid == "petra-1"
    assert Invitation.objects.get(email=person.email).state == "accepted"
    assert trail(f"person/{person.pk}") == ["signed in"]
    assert "Petra P." not in bodies()

    again = somewhere()
    there_and_back(again)
    assert not out(again)
    assert Person.objects.filter(name__startswith="Petra").count() == 1


def test_a_council_that_tells_no_address_is_enough(account_area: Area, invited: str, council: Council) -> None:
    """Many leave it out; the invitation knows it."""
    council.claims = {"sub": "petra-1"}
    client = somewhere()
    accept(client, invited)
    assert not out(client)
    assert petra() is not None


@pytest.mark.asvs("V6.8.1")
def test_a_stranger_without_invitation_stays_out(account_area: Area, council: Council) -> None:
    before = Person.objects.count()
    client = somewhere()
    assert CLOSED in words(there_and_back(client))
    assert out(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)


@pytest.mark.parametrize("how", ["withdrawn", "used"])
def test_a_worn_out_invitation_opens_nothing(account_area: Area, invited: str, council: Council, how: str) -> None:
    """Opened while it was good, finished when it no longer was."""
    client = somewhere()
    client.post(invited, {"council": "yes"})
    invitation = Invitation.objects.get(email="petra@elmfield.example")
    if how == "withdrawn":
        invitations.withdraw(invitation=invitation, by=account_area.omar)
    else:
        invitations.accept(invitation=invitation, name="Petra", password="walnut bicycle thunder")
    before = Person.objects.count()
    assert CLOSED in words(there_and_back(client))
    assert out(client)
    assert Person.objects.count() == before


@pytest.mark.asvs("V8.4.1", "V6.8.1")
@pytest.mark.parametrize("tenant", ["another-tenant", "", None])
def test_another_tenant_stays_out(account_area: Area, invited: str, council: Council, tenant: str | None) -> None:
    """Also with an invitation in the hand, and also when it was let in before."""
    client = somewhere()
    accept(client, invited)
    assert not out(client)
    council.claims["tid"] = tenant
    second = somewhere()
    page = there_and_back(second)
    assert page.status_code == 401
    assert "This account belongs to an organisation that cannot sign in here." in words(page)
    assert out(second)
    council.claims["sub"] = "somebody-2"
    third = somewhere()
    accept(third, invited)
    assert out(third)
    assert SocialAccount.objects.count() == 1


@pytest.mark.asvs("V10.5.2", "V6.8.1")
@pytest.mark.parametrize("verified", [True, False])
def test_a_matching_address_does_not_sign_in_as_anybody(account_area: Area, council: Council, verified: bool) -> None:
    council.claims = {"sub": "mallory-9", "email": BOB, "email_verified": verified}
    client = somewhere()
    assert CLOSED in words(there_and_back(client))
    assert out(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.asvs("V10.5.2")
def test_an_invited_person_whose_council_claims_anothers_address(
    account_area: Area, invited: str, council: Council
) -> None:
    """They become who was invited, and nobody else."""
    council.claims = {"sub": "petra-1", "email": BOB, "email_verified": True}
    client = somewhere()
    accept(client, invited)
    person = petra()
    assert person is not None
    assert SocialAccount.objects.get().user_id == person.pk
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.asvs("V10.5.2")
def test_a_changed_address_at_the_council_locks_nobody_out(account_area: Area, invited: str, council: Council) -> None:
    accept(somewhere(), invited)
    council.claims["email"] = "petra.married@council.example"
    client = somewhere()
    there_and_back(client)
    assert not out(client)


@pytest.mark.asvs("V7.4.2")
def test_a_switched_off_person_stays_out(account_area: Area, invited: str, council: Council) -> None:
    accept(somewhere(), invited)
    person = petra()
    assert person is not None
    people.switch_off(person=person, by=account_area.omar)
    client = somewhere()
    assert "Your account is switched off" in words(there_and_back(client))
    assert out(client)


# Forgery


@pytest.mark.asvs("V10.2.1")
@pytest.mark.parametrize("state", ["", "forged", None])
def test_a_forged_state_is_refused(account_area: Area, invited: str, council: Council, state: str | None) -> None:
    client = somewhere()
    client.post(invited, {"council": "yes"})
    client.post(LOGIN)
    page = client.get(BACK, {"code": "abc", **({} if state is None else {"state": state})})
    assert page.status_code == 401
    assert "did not work" in words(page)
    assert out(client)
    assert petra() is None
    assert council.asked == {}  # the code was not even tried


@pytest.mark.asvs("V10.2.1")
def test_a_state_of_another_browser_and_a_used_one_are_refused(
    account_area: Area, invited: str, council: Council
) -> None:
    victim, thief = somewhere(), somewhere()
    sent = false_council.state_of(thief.post(LOGIN)["Location"])
    assert victim.get(BACK, {"code": "abc", "state": sent["state"]}).status_code == 401
    assert out(victim)
    accept(victim, invited)
    sent = false_council.state_of(victim.post(LOGIN)["Location"])
    victim.get(BACK, {"code": "abc", "state": sent["state"]})
    assert victim.get(BACK, {"code": "abc", "state": sent["state"]}).status_code == 401


@pytest.mark.parametrize("wrong", [{"aud": "another-site"}, {"iss": "https://evil.example"}, {"exp": 1}])
def test_a_token_for_somebody_else_is_refused(account_area: Area, invited: str, council: Council, wrong: Any) -> None:
    council.claims.update(wrong)
    client = somewhere()
    page = accept(client, invited)
    assert "did not work" in words(page)
    assert "evil" not in words(page)
    assert petra() is None


def test_stopping_on_the_way_is_no_error(account_area: Area, council: Council) -> None:
    client = somewhere()
    sent = false_council.state_of(client.post(LOGIN)["Location"])
    page = client.get(BACK, {"error": "access_denied", "state": sent["state"]}, follow=True)
    assert "You stopped on the way, so nothing happened." in words(page)


@pytest.mark.asvs("V16.5.1")
def test_a_council_that_does_not_answer_gets_a_page(account_area: Area, council: Council, settings: Any) -> None:
    providers = settings.SOCIALACCOUNT_PROVIDERS
    providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"  # nobody listens there
    settings.SOCIALACCOUNT_PROVIDERS = providers
    page = somewhere().post(LOGIN)
    assert "Signing in with Dudley sign-in did not work." in words(page)


# The second step


@pytest.mark.asvs("V6.3.3")
@pytest.mark.usefixtures("account_second_step")
def test_the_councils_second_step_counts(account_area: Area, invited: str, council: Council) -> None:
    council.claims["amr"] = ["pwd", "mfa"]
    client = somewhere()
    assert accept(client, invited).redirect_chain[-1][0] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert "Your council’s sign-in asks you for a second step" in words(client.get(reverse("mfa_index")))
    again = somewhere()
    there_and_back(again)
    assert again.get(reverse("home")).status_code == 200


@pytest.mark.asvs("V6.3.3")
@pytest.mark.usefixtures("account_second_step")
@pytest.mark.parametrize("methods", [["pwd"], [], None])
def test_without_it_ours_is_asked(account_area: Area, invited: str, council: Council, methods: Any) -> None:
    council.claims["amr"] = methods
    client = somewhere()
    accept(client, invited)
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")
    assert "Before you start" in words(client.get(reverse("mfa_index")))


@pytest.mark.usefixtures("account_second_step")
def test_an_installation_can_trust_its_council(invited: str, council: Council, settings: Any) -> None:
    settings.COUNCIL_TRUSTED_SECOND_STEP = True
    client = somewhere()
    accept(client, invited)
    assert client.get(reverse("home")).status_code == 200


@pytest.mark.asvs("V6.3.3")
@pytest.mark.usefixtures("account_second_step")
def test_a_strangers_second_step_does_not_count_for_the_next_person(account_area: Area, council: Council) -> None:
    """A thief with Alice's password, and an account at the same council."""
    council.claims.update(sub="mallory-9", amr=["mfa"])
    client = somewhere()
    assert CLOSED in words(there_and_back(client))
    sign_in(client, ALICE)
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


@pytest.mark.asvs("V6.3.3")
@pytest.mark.usefixtures("account_second_step")
def test_a_colleagues_second_step_does_not_count_for_the_next_person(
    account_area: Area, invited: str, council: Council, account_phone: Phone
) -> None:
    """Petra stops where her app is asked for, and goes on as Alice."""
    first, second = somewhere(), somewhere()
    accept(first, invited)
    set_up_app(first, account_phone)
    council.claims["amr"] = ["mfa"]
    there_and_back(second)
    second.post(reverse("account_logout"))
    sign_in(second, ALICE)
    assert second.get(reverse("home"))["Location"] == reverse("mfa_index")


def test_somebody_with_an_app_is_asked_for_it_after_the_council(
    account_area: Area, invited: str, council: Council, account_phone: Phone
) -> None:
    first = somewhere()
    accept(first, invited)
    secret = set_up_app(first, account_phone)
    second = somewhere()
    there_and_back(second)
    assert out(second)
    second.post(reverse("mfa_authenticate"), {"code": account_phone.code(secret)})
    assert not out(second)
    assert Authenticator.objects.filter(type="totp").count() == 1


# Connecting


def test_somebody_who_is_here_connects_and_disconnects(account_area: Area, council: Council) -> None:
    client = signed_in_as()
    page = words(client.get(reverse("socialaccount_connections")))
    assert "You can connect Dudley sign-in" in page
    assert "Connect Dudley sign-in" in words(client.get(LOGIN, {"process": "connect"}))
    confirm(client)
    refused = client.get(BACK, {"code": "abc", "state": "forged"})
    assert "That did not work" in words(refused)
    connected = there_and_back(client, process="connect")
    assert "Your council account is connected." in words(connected)
    assert "petra@council.example" in words(connected)
    other = somewhere()
    there_and_back(other)
    assert other.session["_auth_user_id"] == str(account_area.bob.pk)
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert not out(client)
    verbs = set(Entry.objects.filter(subject=account_area.bob.trail_subject).values_list("verb", flat=True))
    assert {"council account connected", "council account disconnected"} <= verbs


def test_an_account_of_somebody_else_cannot_be_connected(account_area: Area, invited: str, council: Council) -> None:
    accept(somewhere(), invited)
    client = signed_in_as()
    confirm(client)
    assert "already belongs to somebody else here" in words(there_and_back(client, process="connect"))
    assert SocialAccount.objects.get().user_id != account_area.bob.pk


def test_the_only_way_in_cannot_be_disconnected(account_area: Area, invited: str, council: Council) -> None:
    client = somewhere()
    accept(client, invited)
    page = client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert "Choose a password first: this council account is your only way to sign in." in words(page)
    assert SocialAccount.objects.exists()
