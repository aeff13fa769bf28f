"""Names as people really have them, and texts as nobody should be able to use them."""

import pytest
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import agencies, partnerships, people
from onlinelives.audits.actions import returns, rounds
from onlinelives.rules import roles
from tests.journeys.doing import part, press, saved, sees, write
from tests.world import add_agency, add_person, add_round, fill, return_of, say, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ATTACK = "<img src=x onerror=alert(1)>"
NAMES = [
    pytest.param("Siobhán O'Mally-D’Arcy", id="apostrophes"),
    pytest.param("مركز الشباب في الوادي الأخضر", id="arabic"),
    pytest.param("Rainbow 🌈👩‍👩‍👧‍👦 Centre 中文名字", id="emoji"),
    pytest.param("W" * 100, id="unbroken"),
    pytest.param((ATTACK * 3)[:80], id="attack"),
]


@pytest.fixture
def everywhere(world, browse, look):
    """Go to pages that show the names, and look at each."""

    def go(page: Page, *addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            assert page.locator("img").count() == 0
            look.glance(page)

    return go


@pytest.mark.parametrize("name", NAMES)
def test_a_name_breaks_nothing(world, browse, everywhere, name):
    agency = add_agency(name, by=world.omar)
    manager = add_person("Uma Reed", roles.MANAGER, agency, by=world.omar)
    people.rename(person=manager, name=name, by=world.omar)
    people.rename(person=world.dana, name=name, by=world.omar)
    partnerships.rename(partnership=world.partnership, name=name, by=world.omar)
    round_ = add_round(name[:80], [agency], by=world.dana)
    audit_return = return_of(agency, round_)
    returns.assign(audit_return=audit_return, section=1, people=[manager], due_on=None, by=manager)
    fill(audit_return, manager)
    say(audit_return, "1.1", manager, score=4, commentary=name * 2, evidence=f"https://{'a' * 200}.example/")
    say(audit_return, "1.2", manager, not_applicable=True, reason=name * 2)
    base, area = f"/returns/{audit_return.pk}/", f"/rounds/{round_.pk}/"

    page = browse(manager)
    everywhere(page, "/home/", "/rounds/", area, base, f"{base}sections/1/", f"{base}answers/1.2/history/")
    everywhere(page, f"{base}assign/", f"{base}sign-off/", f"{base}results/", "/account/")
    sign_off(audit_return, manager)
    reason = f"Wrong: {name}"
    returns.reopen(audit_return=audit_return, reason=reason, by=manager)
    everywhere(page, base)
    sign_off(audit_return, manager)

    page = browse(world.dana)
    everywhere(page, "/home/", f"{area}edit/", f"{area}close/", f"{area}area/", "/rounds/new/")
    assert page.get_by_text(name[:40]).count()
    rounds.close(round_=round_, by=world.dana)
    everywhere(page, area, f"{area}area/", f"{base}sections/1/")

    page = browse(world.omar)
    everywhere(page, "/people/", f"/people/{manager.pk}/", "/agencies/", f"/agencies/{agency.code}/", "/trail/")
    everywhere(page, f"/people/invite/?agency={agency.pk}", f"/agencies/{agency.code}/edit/")


def test_what_is_typed_stays_text_everywhere(world, browse, look):
    page = browse(world.alice)
    address = f"/returns/{world.elmfield_return.pk}/"
    page.goto(f"{address}sections/1/")
    write(page, "1.1", "Commentary", ATTACK)
    saved(page, "1.1")
    write(page, "1.1", "Evidence", f"</textarea><script>alert(1)</script>{ATTACK}")
    page.get_by_label("Not applicable to us").first.check()
    write(page, "1.1", "Why does it not apply?", f"{ATTACK} {{{{ 7*7 }}}} ${{7*7}}")
    saved(page, "1.1")
    press(page, "Save")
    bob = browse(world.bob)
    for more in ("sections/1/", "answers/1.1/history/", "results/", "sign-off/"):
        bob.goto(f"{address}{more}")
        assert bob.locator("main img").count() == 0
        look.glance(bob)
    bob.goto(f"{address}sections/1/")
    expect(part(bob, "1.1").get_by_label("Commentary")).to_have_value(ATTACK)


def test_an_attack_in_a_conflict_stays_text(world, browse, look):
    alice, bob = browse(world.alice), browse(world.bob)
    for page in (alice, bob):
        page.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    write(bob, "1.1", "Commentary", ATTACK)
    saved(bob, "1.1")
    write(alice, "1.1", "Commentary", f"Hers: {ATTACK}")
    saved(alice, "1.1", f"Hers: {ATTACK}")
    saved(alice, "1.1", ATTACK)
    assert alice.locator("main img").count() == 0
    look(alice)


def test_a_message_and_an_error_that_name_somebody_stay_text(world, browse, look):
    agencies.change(agency=world.harbour, name=ATTACK, kind="health", by=world.omar)
    omar = browse(world.omar)
    omar.goto("/agencies/add/")
    omar.get_by_label("Name of the agency").fill(ATTACK)
    omar.get_by_role("radio").first.check()
    press(omar, "Add the agency")
    assert omar.locator("main img").count() == 0
    look(omar)
    omar.get_by_label("Name of the agency").fill(f"Second {ATTACK}")
    press(omar, "Add the agency")
    sees(omar, f"Second {ATTACK} has joined.")
    look(omar)
    omar.goto(f"/people/?words={ATTACK}")
    expect(omar.get_by_label("Name or e-mail")).to_have_value(ATTACK)
    look(omar)
