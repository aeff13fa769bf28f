"""People, roles and accounts, looked after by administrators and managers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from onlinelives.accounts import queries
from onlinelives.accounts.actions import agencies, invitations, people
from onlinelives.accounts.models import Invitation, Membership, Person
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.pages import rows
from tests.world import PASSWORD, World, add_agency, add_person, again

SignIn = Callable[[Person], Client]
KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"


def invite(world: World, **other: object) -> dict[str, object]:
    told = {"name": "Ida O'Leary", "email": "Ida@Mossley.example", "role": "practitioner", "agency": world.elmfield.pk}
    return {**told, "form_key": KEY, **other}


def test_an_invitation_goes_out_by_mail_and_makes_somebody(
    world: World, signed_in: SignIn, settings: pytest.FixtureRequest, client: Client
) -> None:
    settings.MAIL_IS_CONFIGURED = True  # type: ignore[attr-defined]
    assert signed_in(world.omar).post(reverse("invite"), invite(world)).status_code == 302
    message = mail.outbox[0]
    assert message.to == ["ida@mossley.example"]
    assert message.body.startswith("Hello Ida O'Leary,")
    link = next(line for line in message.body.splitlines() if line.startswith("http://testserver/invitation/"))
    page = client.get(link)
    assert "practitioner of Elmfield School" in page.content.decode()
    got = client.post(link, {"name": "Ida O'Leary", "password": "velvet harbour kite 7"})
    assert got.status_code == 302
    ida = Person.objects.get(email="ida@mossley.example")
    assert [str(m) for m in queries.signed_in(ida.pk).held] == ["Practitioner, Elmfield School"]  # type: ignore[union-attr]
    assert client.get(link).status_code == 410
    assert client.get(reverse("home")).status_code == 200


def test_without_mail_the_link_is_shown_once_to_be_handed_over(world: World, signed_in: SignIn) -> None:
    page = signed_in(world.omar).post(reverse("invite"), invite(world)).content.decode()
    assert "http://testserver/invitation/" in page
    assert "not shown again" in page
    secret = Invitation.objects.get(state="sent").secret
    assert secret not in page  # only its SHA-256 is kept


def test_the_same_invitation_sent_twelve_times_is_one(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.omar)
    for _ in range(12):
        client.post(reverse("invite"), invite(world))
    assert Invitation.objects.filter(state="sent").count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": "nobody"}, "Enter an e-mail address in the right form"),
        ({"email": "BOB@mossley-vale.example"}, "Somebody with this address already has an account"),
        ({"role": ""}, "Select a role"),
        ({"role": "emperor"}, "Select a role from the list"),
        ({"agency": ""}, "Select the agency of the practitioner"),
        ({"role": "analyst"}, "Analyst is a role for the whole area"),
        ({"agency": "999999"}, "Select an agency from the list"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(
    world: World, signed_in: SignIn, wrong: dict[str, object], told: str
) -> None:
    got = signed_in(world.omar).post(reverse("invite"), invite(world, **wrong))
    assert got.status_code == 422
    assert told in got.content.decode()
    assert not Invitation.objects.filter(state="sent").exists()


def test_an_agency_of_another_area_is_no_choice(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.omar).post(reverse("invite"), invite(world, agency=world.far_agency.pk))
    assert "Select an agency from the list" in got.content.decode()


def test_a_manager_invites_practitioners_to_their_own_agency_only(world: World, signed_in: SignIn) -> None:
    page = signed_in(world.bob).get(reverse("invite")).content.decode()
    assert "Harbour Health" not in page
    assert "Strategy lead" not in page
    for role, agency in ((roles.PRACTITIONER, world.harbour), (roles.MANAGER, world.elmfield)):
        with pytest.raises(Refused):
            invitations.send(name="X", email="x@x.example", role=role, agency=agency, by=world.bob)


def test_an_invitation_runs_out_and_can_be_sent_again(world: World, client: Client, signed_in: SignIn) -> None:
    invitation, token = invitations.send(
        name="Ida", email="ida@x.example", role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar
    )
    with clock.at(clock.now() + timedelta(days=15)):
        assert "has run out" in client.get(f"/invitation/{token}/").content.decode()
        with pytest.raises(NotNow, match="run out"):
            invitations.accept(invitation=invitation, name="Ida", password=PASSWORD)
        new = invitations.send_again(invitation=invitation, by=world.omar)
        assert client.get(f"/invitation/{token}/").status_code == 404
        assert client.get(f"/invitation/{new}/").status_code == 200
    invitations.withdraw(invitation=invitation, by=world.omar)
    assert "withdrawn" in client.get(f"/invitation/{new}/").content.decode()


def test_a_weak_password_is_refused_beside_its_field(world: World, client: Client) -> None:
    _, token = invitations.send(
        name="Ida", email="ida@x.example", role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar
    )
    got = client.post(f"/invitation/{token}/", {"name": "Ida", "password": "Mossley2026!!"})
    assert got.status_code == 422
    assert "easy to guess" in got.content.decode()
    assert "Mossley2026!!" not in got.content.decode()


def test_nobody_changes_their_own_roles_and_the_last_administrator_stays(world: World) -> None:
    with pytest.raises(Refused, match="Nobody can change their own roles"):
        people.give_role(person=world.omar, role=roles.STRATEGY_LEAD, agency=None, by=world.omar)
    second = add_person("Second", roles.ADMINISTRATOR, by=world.omar)
    people.end_role(membership=world.omar.memberships.get(), by=second)
    with pytest.raises(Refused):
        people.end_role(membership=second.memberships.get(), by=again(world.omar))
    third = add_person("Third", roles.ADMINISTRATOR, by=second)
    people.switch_off(person=third, by=second)
    with pytest.raises(Invalid, match="last administrator"):
        people.end_role(membership=second.memberships.get(), by=third)


def test_roles_that_need_an_agency_have_one_and_others_have_none(world: World) -> None:
    for role, agency in ((roles.MANAGER, None), (roles.ANALYST, world.elmfield)):
        with pytest.raises(Refused):
            people.give_role(person=world.alice, role=role, agency=agency, by=world.omar)


def test_a_switched_off_person_is_out_at_the_next_request(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.alice)
    people.switch_off(person=world.alice, by=world.omar)
    assert client.get(reverse("home")).status_code == 302
    people.switch_on(person=world.alice, by=world.omar)
    assert signed_in(world.alice).get(reverse("home")).status_code == 200


def test_an_ended_role_opens_nothing_at_the_next_request(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.alice)
    url = reverse("return", args=[world.elmfield_return.pk])
    assert client.get(url).status_code == 200
    people.end_role(membership=world.alice.memberships.get(), by=world.omar)
    assert client.get(url).status_code == 404
    assert Membership.objects.filter(person=world.alice).count() == 1  # kept, for the record


def test_people_are_found_by_name_agency_and_role(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.omar)

    def names(**query: str) -> list[str]:
        return [row[0].split(" ")[0] for row in rows(client.get(reverse("people"), query).content)]

    assert names(words="ali") == ["Alice"]
    assert names(agency="harbour-health") == ["Charlie", "Mina"]
    assert names(role="strategy_lead") == ["Dana"]
    assert names(words="zoe") == []
    assert names(page="77")[0] == "Alice"
    assert "Nobody found" in client.get(reverse("people"), {"words": "' or 1=1 --"}).content.decode()


def test_the_list_of_people_takes_the_same_queries_for_many(
    world: World, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(60):
        add_person(f"Person {number}", roles.PRACTITIONER, world.elmfield, by=world.omar)
    client = signed_in(world.omar)
    with django_assert_max_num_queries(10):
        assert client.get(reverse("people")).status_code == 200


def test_agencies_keep_their_codes_and_names_are_unique(world: World) -> None:
    twin = add_agency("Élmfield  School ", by=world.omar)
    assert (twin.name, twin.code) == ("Élmfield School", "elmfield-school-2")
    with pytest.raises(Invalid, match="already an agency called"):
        add_agency("elmfield school", by=world.omar)
    assert add_agency("Add", by=world.omar).code == "add-2"
    assert add_agency("مدرسة", by=world.omar).code == "agency"


def test_an_agency_leaves_only_when_nobody_works_there_and_can_come_back(world: World, signed_in: SignIn) -> None:
    with pytest.raises(Invalid, match="People still hold roles"):
        agencies.leave(agency=world.elmfield, by=world.omar)
    empty = add_agency("Empty", by=world.omar)
    client = signed_in(world.omar)
    client.post(reverse("agency_leave", args=[empty.code]), {"to": "away"})
    assert "Agencies that have left" in client.get(reverse("agencies")).content.decode()
    client.post(reverse("agency_leave", args=[empty.code]), {"to": "back"})
    assert "Agencies that have left" not in client.get(reverse("agencies")).content.decode()
