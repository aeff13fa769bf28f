"""Every page for looking after people, agencies and the trail."""

import pytest

from onlinelives.accounts.actions import agencies, invitations, people
from onlinelives.rules import roles
from tests.journeys.doing import enter_date, follow, is_told, press, sees
from tests.world import add_person, area, fill, say

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_people(world, browse, look):
    invitations.send(
        name="Wilf Moss", email="wilf@a.example", role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar
    )
    people.give_role(person=world.alice, role=roles.ANALYST, agency=None, by=world.omar)
    people.switch_off(person=world.charlie, by=world.omar)
    omar = browse(world.omar)
    omar.goto("/people/")
    sees(omar, "Invitations not used yet", "Send again")
    look(omar)
    omar.goto("/people/?words=nobody-at-all")
    sees(omar, "Nobody found")
    look(omar)
    for person in (world.alice, world.charlie, world.omar):
        omar.goto(f"/people/{person.pk}/")
        look(omar)
    for verb, button in (("roles", "Give the role"), ("name", "Save")):
        omar.goto(f"/people/{world.alice.pk}/{verb}/")
        look(omar)
        if verb == "name":
            omar.get_by_label("Name", exact=True).fill("")
        press(omar, button)
        is_told(omar)
        look(omar)


def test_a_long_list_of_people_has_pages(world, browse, look):
    for number in range(60):
        add_person(f"Person {number:02}", roles.PRACTITIONER, world.elmfield, by=world.omar)
    omar = browse(world.omar)
    omar.goto("/people/")
    look(omar)
    follow(omar, "Next")
    look(omar)


def test_an_invitation_from_sending_to_using_it_twice(world, browse, look):
    omar = browse(world.omar)
    omar.goto("/people/invite/")
    look(omar)
    press(omar, "Send the invitation")
    is_told(omar, "Enter their name")
    look(omar)
    omar.get_by_label("Full name").fill("Greta Finch")
    omar.get_by_label("Work e-mail address").fill("greta@a.example")
    omar.get_by_label("Practitioner").check()
    omar.get_by_label("Agency", exact=True).select_option(label=world.harbour.name)
    press(omar, "Send the invitation")
    sees(omar, "Hand the invitation to Greta Finch")
    look(omar)
    address = omar.locator(".ol-code").inner_text()

    omar.goto(address)
    sees(omar, f"You are signed in as {world.omar.name}")
    look(omar)

    greta = browse()
    greta.goto(address)
    look(greta)
    greta.get_by_label("Choose a password").fill("password")
    press(greta, "Accept the invitation")
    is_told(greta)
    look(greta)
    greta.get_by_label("Choose a password").fill("seven lanterns drift north")
    press(greta, "Accept the invitation")
    greta.wait_for_url("**/home/")
    sees(greta, "Hello, Greta Finch")
    look(greta)

    later = browse()
    later.goto(address)
    sees(later, "It has been used already.")
    look(later)
    later.goto("/invitation/not-a-token/")
    look(later)


def test_agencies(world, browse, look):
    omar = browse(world.omar)
    omar.goto("/agencies/")
    look(omar)
    omar.goto(f"/agencies/{world.elmfield.code}/")
    look(omar)
    omar.goto("/agencies/add/")
    look(omar)
    press(omar, "Add the agency")
    is_told(omar, "Enter the name of the agency")
    look(omar)
    omar.get_by_label("Name of the agency").fill("Rowan Youth Club")
    omar.get_by_role("radio").first.check()
    press(omar, "Add the agency")
    sees(omar, "Rowan Youth Club has joined.")
    sees(omar, "Nobody works here yet")
    look(omar)
    press(omar, "Change name or kind")
    look(omar)
    omar.get_by_label("Name of the agency").fill(world.harbour.name)
    press(omar, "Save")
    is_told(omar)
    look(omar)
    omar.goto("/area/")
    look(omar)
    omar.get_by_label("Name of the area").fill("")
    press(omar, "Save")
    look(omar)


def test_an_area_without_agencies_and_one_that_an_agency_left(world, browse, look):
    olga = area("new-town", "New Town", "Olga")
    page = browse(olga)
    page.goto("/agencies/")
    sees(page, "No agencies yet")
    look(page)
    for address in ("/people/", "/people/invite/", "/home/"):
        page.goto(address)
        look(page)

    gone = agencies.add(name="Gone Agency", kind="school", by=world.omar)
    agencies.leave(agency=gone, by=world.omar)
    omar = browse(world.omar)
    omar.goto("/agencies/")
    look(omar)
    follow(omar, "Gone Agency")
    look(omar)


def test_the_trail(world, browse, look):
    fill(world.elmfield_return, world.bob)
    say(world.elmfield_return, "1.1", world.bob, not_applicable=True, reason="We take no referrals.")
    omar = browse(world.omar)
    omar.goto("/trail/")
    sees(omar, "not applicable: yes")
    look(omar)
    follow(omar, "Older")
    look(omar)
    omar.goto("/trail/")
    omar.get_by_label("Who", exact=True).select_option(label=world.bob.name)
    press(omar, "Show")
    look(omar)
    omar.get_by_label("About").fill("return/987654")
    press(omar, "Show")
    sees(omar, "Nothing found")
    look(omar)
    enter_date(omar, "id_since", 31, 2, 2026)
    press(omar, "Show")
    is_told(omar, "Enter a real date")
    look(omar)
