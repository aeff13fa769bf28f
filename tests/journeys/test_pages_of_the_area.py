"""Every page of a strategy lead and of an analyst."""

import pytest

from onlinelives.accounts.actions import elevations
from onlinelives.audits.actions import checks, rounds
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.models import Check
from onlinelives.rules import roles
from tests.journeys.doing import enter_date, follow, is_told, press, sees
from tests.world import add_agency, add_person, add_round, area, draw, fill, say, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REASON = "A serious case review asks for it by Friday."


def test_an_area_that_has_just_begun(browse, look):
    olga = area("new-town", "New Town", "Olga")
    lead, analyst = (add_person(role.name, role, by=olga) for role in (roles.STRATEGY_LEAD, roles.ANALYST))
    page = browse(lead)
    page.goto("/rounds/")
    sees(page, "No rounds yet")
    look(page)
    page.goto("/rounds/new/")
    look(page)
    page = browse(analyst)
    page.goto("/rounds/")
    look(page)


def test_preparing_a_round_and_its_errors(world, browse, look):
    dana = browse(world.dana)
    dana.goto("/rounds/new/")
    look(dana)
    press(dana, "Prepare the round")
    is_told(dana, "Enter a name for the round")
    look(dana)
    dana.get_by_label("Name of the round").fill(world.round.name)
    enter_date(dana, "id_opens_on", 1, 9, 2027)
    enter_date(dana, "id_due_on", 31, 9, 2027)
    dana.get_by_label(world.elmfield.name).check()
    press(dana, "Prepare the round")
    assert dana.locator("#id_due_on_0").input_value() == "31"
    look(dana)
    dana.locator("#id_due_on_0").fill("30")
    press(dana, "Prepare the round")
    is_told(dana, "There is already a round with this name.")
    look(dana)
    dana.get_by_label("Name of the round").fill("Self-audit 2027")
    press(dana, "Prepare the round")
    sees(dana, "The round has been prepared.")
    look(dana)


def test_a_round_that_is_being_prepared(world, browse, look):
    draft = add_round("Next year", [world.elmfield], by=world.dana, opened=False)
    dana = browse(world.dana)
    for address in ("/rounds/", f"/rounds/{draft.pk}/", f"/rounds/{draft.pk}/edit/", f"/rounds/{draft.pk}/open/"):
        dana.goto(address)
        look(dana)
    dana.goto(f"/rounds/{draft.pk}/invite/")
    look(dana)
    press(dana, "Invite")
    look(dana)
    dana.goto(f"/rounds/{draft.pk}/edit/")
    dana.get_by_label("Name of the round").fill("")
    press(dana, "Save")
    look(dana)
    dana.get_by_label("Name of the round").fill("Next year, early")
    rounds.change(
        round_=draft, name="Next year, late", opens_on=draft.opens_on, due_on=draft.due_on, expected=0, by=world.dana
    )
    press(dana, "Save")
    sees(dana, "Somebody else changed this round")
    look(dana)
    rounds.withdraw_invitation(round_=draft, agency=world.elmfield, by=world.dana)
    dana.goto(f"/rounds/{draft.pk}/")
    sees(dana, "No agencies yet")
    look(dana)
    dana.goto(f"/rounds/{draft.pk}/open/")
    press(dana, "Open the round now")
    is_told(dana, "Invite at least one agency")
    look(dana)


def test_an_open_round_and_its_area(world, browse, look):
    base = f"/rounds/{world.round.pk}/"
    dana = browse(world.dana)
    for address in (base, f"{base}edit/", f"{base}close/", f"{base}invite/"):
        dana.goto(address)
        look(dana)
    sees(dana, "Every agency of the area is already in this round.")
    dana.goto(f"{base}area/")
    sees(dana, "No agency has signed off yet")
    look(dana)

    fill(world.elmfield_return, world.bob, score=3)
    say(world.elmfield_return, "2.2", world.bob, not_applicable=True, reason="No such service here.")
    sign_off(world.elmfield_return, world.bob)
    for person in (world.dana, world.ines):
        page = browse(person)
        for address in ("/rounds/", base, f"{base}area/"):
            page.goto(address)
            look(page)
        sees(page, world.elmfield.name)
    dana.goto(f"/returns/{world.elmfield_return.pk}/")
    look(dana)
    dana.goto(f"/returns/{world.elmfield_return.pk}/sections/2/")
    look(dana)


def test_an_area_before_anything_is_drawn(world, browse, look):
    base = f"/rounds/{world.round.pk}/quality/"
    dana = browse(world.dana)
    dana.goto(base)
    sees(dana, "No answers have been drawn yet")
    look(dana)
    dana.goto(f"{base}draw/")
    sees(dana, "There is nothing to draw from")
    look(dana)
    dana.goto(f"{base}coverage/")
    sees(dana, "0 of 72 statements")
    look(dana)
    dana.goto(f"{base}schedule/")
    enter_date(dana, "id_first_on", 1, 1, 2020)
    press(dana, "Set the schedule")
    is_told(dana, "The first draw must not be in the past.")
    look(dana)
    enter_date(dana, "id_first_on", 1, 1, 2040)
    press(dana, "Set the schedule")
    sees(dana, "The schedule has been set.", "Next draw on 1 January 2040")
    look.glance(dana)
    dana.goto("/area/over-time/")
    sees(dana, "There is nothing to show yet")
    look(dana)


def test_an_area_that_has_been_checked(world, browse, look):
    last = world.last_year((world.elmfield, world.bob), (world.harbour, world.mina))
    made = draw(last, world.dana)
    for number in range(5):
        check = checks.take(check=Check.objects.filter(candidate__draw=made).order_by("pk")[number], by=world.ravi)
        found = Found("lower", 2, "The minutes end in May") if number % 2 else Found("agree", 3, "")
        checks.find(check=check, found=found, expected=check.version, by=world.ravi)
    for person in (world.dana, world.ines):
        page = browse(person)
        page.goto(f"/rounds/{last.pk}/quality/")
        sees(page, "Verified, estimated", "What the mean would be if every answer were checked")
        look(page)
        page.goto("/area/over-time/")
        sees(page, "There is nothing to compare yet")
        look(page)
    page.goto(f"/rounds/{world.round.pk}/quality/coverage/")
    look(page)


def test_a_closed_round(world, browse, look):
    base = f"/rounds/{world.round.pk}/"
    fill(world.elmfield_return, world.bob, score=1)
    sign_off(world.elmfield_return, world.bob)
    rounds.close(round_=world.round, by=world.dana)
    dana = browse(world.dana)
    for address in ("/rounds/", base, f"{base}area/", f"/returns/{world.harbour_return.pk}/results/"):
        dana.goto(address)
        look(dana)
    dana.goto(f"{base}edit/")
    sees(dana, "This round is closed. Closed rounds can never be changed.")
    look(dana)


def test_an_area_of_many_agencies(world, browse, look):
    many = [add_agency(f"Agency number {number} of the area", by=world.omar) for number in range(1, 13)]
    rounds.invite(round_=world.round, agencies=many, by=world.dana)
    dana = browse(world.dana)
    for address in (f"/rounds/{world.round.pk}/", f"/rounds/{world.round.pk}/area/", "/rounds/new/"):
        dana.goto(address)
        look(dana)


def test_extra_access_from_beginning_to_end(world, browse, look):
    dana = browse(world.dana)
    dana.goto("/extra-access/")
    sees(dana, "Nobody has used extra access.")
    look(dana)
    dana.get_by_label("Why do you need extra access?").fill("because")
    press(dana, "Begin extra access")
    is_told(dana, "Say why you need extra access")
    look(dana)
    dana.get_by_label("Why do you need extra access?").fill(REASON)
    press(dana, "Begin extra access")
    sees(dana, "You have extra access until")
    look(dana)
    dana.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    sees(dana, "Only people of the agency can answer for it.")
    look(dana)
    press(dana, "End it now")
    sees(dana, "Your extra access has ended.")
    look(dana)


def test_an_administrator_reviews_extra_access(world, browse, look):
    running = elevations.begin(reason=REASON, by=world.dana)
    omar = browse(world.omar)
    omar.goto("/extra-access/")
    look(omar)
    elevations.end(elevation=running, by=world.dana)
    omar.goto("/extra-access/")
    follow(omar, "Review")
    look(omar)
    press(omar, "Keep the review")
    look(omar)
    omar.get_by_label("What did you find?").fill("The review asked for it. Nothing else was opened.")
    press(omar, "Keep the review")
    sees(omar, "The review has been kept.")
    look(omar)
