"""Every page of an independent reviewer, and of those who wait for what a reviewer finds."""

import pytest

from onlinelives.audits.actions import checks
from onlinelives.audits.actions.checks import Found
from tests.journeys.doing import is_told, press, sees
from tests.world import add_note, checked, cite, draw, fill, first_check, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(world):
    """Both agencies have signed off, with evidence for 1.1, and every answer of both has been drawn."""
    for audit_return, manager in ((world.elmfield_return, world.bob), (world.harbour_return, world.mina)):
        fill(audit_return, manager, score=3)
        cite(audit_return, "1.1", [add_note(audit_return.agency, manager, note="قفل 🦊\n\nSecond shelf")], manager)
        sign_off(audit_return, manager)
    return draw(world.round, world.dana, per_agency=36)


def test_a_reviewer_with_nothing_to_check(world, browse, look):
    ravi = browse(world.ravi)
    ravi.goto("/home/")
    sees(ravi, "Nothing needs you now.")
    look(ravi)
    ravi.goto("/checks/")
    sees(ravi, "There is nothing to check yet", "Answers appear here when a strategy lead has drawn some.")
    look(ravi)
    ravi.goto("/rounds/")
    sees(ravi, "You cannot open this")
    look(ravi)


def test_checks_that_are_free_taken_and_handed_back(world, browse, look, made):
    ravi = browse(world.ravi)
    ravi.goto("/checks/")
    sees(ravi, "Free to take: 72", "Next page")
    look(ravi)
    ravi.goto("/checks/?page=2")
    sees(ravi, "Page before")
    look.glance(ravi)
    check = first_check(made)
    ravi.goto(f"/checks/{check.pk}/")
    sees(ravi, "Take this check")
    look(ravi)
    press(ravi, "Take this check")
    ravi.get_by_text("What each score means for this statement", exact=True).click()
    look(ravi)
    press(ravi, "Give this verdict")
    is_told(ravi, "Select what you find")
    look(ravi)
    press(ravi, "Hand the check back")
    sees(ravi, "The check is free for somebody else.", "Free to take: 72")
    look.glance(ravi)


def test_what_was_found_as_everybody_meets_it(world, browse, look, made):
    check = checked(made, world.ravi, verdict="no_evidence", note="Nothing that was cited\n\nshows it 🦊")
    ravi, dana = browse(world.ravi), browse(world.dana)
    manager = world.bob if check.answer.audit_return.agency == world.elmfield else world.mina
    own = browse(manager)
    for page in (ravi, dana, own):
        page.goto(f"/checks/{check.pk}/")
        sees(page, "No evidence seen", "The agency can reply until")
        look(page)
    own.goto("/checks/")
    sees(own, "Waiting for your agency’s reply: 1", "No evidence seen")
    look(own)

    checks.reply(check=check, text="It is in the locked cupboard.", expected=check.version, by=manager)
    check = first_check(made)
    ravi.goto("/checks/")
    sees(ravi, "Agency has replied")
    look(ravi)
    found = Found("cannot_tell", None, "The cupboard is locked.")
    checks.settle(check=check, found=found, expected=check.version, by=world.ravi)
    for page in (ravi, own):
        page.goto(f"/checks/{check.pk}/")
        sees(page, "Settled", "The cupboard is locked.")
        look(page)


def test_a_strategy_lead_sets_a_check_aside(world, browse, look, made):
    dana = browse(world.dana)
    dana.goto(f"/checks/{first_check(made).pk}/")
    press(dana, "Set aside")
    is_told(dana, "Say why this answer will not be checked")
    look(dana)
    dana.get_by_label("Why will this answer not be checked?").fill("Nobody without a part in it is left.")
    press(dana, "Set aside")
    sees(dana, "The check has been set aside", "Nobody without a part in it is left.")
    look(dana)
    dana.goto(f"/draws/{made.pk}/")
    sees(dana, "72 of 72 answers were drawn")
    look(dana)
