"""With the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.doing import part, saved, sees, soon
from tests.journeys.looking import NARROW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SHOWS = """e => { const s = getComputedStyle(e), box = e.getBoundingClientRect();
  const ring = s.outlineStyle !== "none" || s.boxShadow !== "none";
  return ring && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight; }"""


def tab_to(page: Page, name: str, role: str = "link") -> None:
    """Press Tab until it is there; every stop on the way shows where one is."""
    aim = page.get_by_role(role, name=name, exact=True).first
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.locator("*:focus")
        if here.get_attribute("type") not in ("radio", "checkbox"):  # those draw the ring around their label
            assert here.evaluate(SHOWS), here.evaluate("e => e.outerHTML")
        if aim.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_the_first_stop_leads_past_the_menu(world, browse):
    page = browse(world.bob)
    page.goto("/home/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator("*:focus").evaluate("e => document.querySelector('main').contains(e)")


def test_a_statement_is_answered_and_saved(world, browse, look):
    page = browse(world.alice)
    page.goto("/home/")
    tab_to(page, "Answer section 1, Data")
    page.keyboard.press("Enter")
    expect(page).to_have_title("1. Data – Online Lives")
    tab_to(page, "0 – Not at all", "radio")
    page.keyboard.press("Space")
    expect(part(page, "1.1").get_by_role("radio", name="0 – Not at all")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(part(page, "1.1").get_by_role("radio", name="2 – To some extent")).to_be_checked()
    tab_to(page, "Commentary", "textbox")
    page.keyboard.type("Typed without a mouse")
    page.keyboard.press("Tab")
    saved(page, "1.1")
    expect(part(page, "1.1").get_by_role("textbox", name="Evidence")).to_be_focused()  # saving moves nobody
    page.keyboard.press("Tab")
    expect(part(page, "1.1").get_by_role("link", name="Cite evidence from the library for 1.1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(part(page, "1.1").get_by_role("link", name="History of 1.1")).to_be_focused()
    look(page)


def test_help_opens_and_not_applicable_asks_for_its_reason(world, browse):
    page = browse(world.alice)
    page.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    page.locator("#s1_1 summary").focus()
    page.keyboard.press("Enter")
    sees(page, "Evidence could be")
    tab_to(page, "0 – Not at all", "radio")
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(part(page, "1.1").get_by_role("radio", name="Not applicable to us")).to_be_checked()
    page.keyboard.press("Tab")
    expect(part(page, "1.1").get_by_label("Why does it not apply?")).to_be_focused()


def test_the_menu_of_a_telephone_opens_and_closes(world, browse, look):
    page = browse(world.omar)
    page.set_viewport_size(NARROW)
    page.goto("/home/")
    agencies = page.get_by_role("navigation", name="Main").get_by_role("link", name="Agencies")
    expect(agencies).to_be_hidden()
    tab_to(page, "Menu", "button")
    page.keyboard.press("Enter")
    expect(agencies).to_be_visible()
    look(page)
    tab_to(page, "Agencies")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Agencies – Online Lives")
    expect(agencies).to_be_hidden()


def test_signing_out(world, browse, look):
    page = browse(world.ravi)
    page.goto("/home/")
    tab_to(page, "Sign out", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Young people live on and offline at once")
    page.goto("/home/")
    expect(page).to_have_title("Sign in – Online Lives")
    look(page)


def test_the_table_of_the_area_scrolls_on_a_telephone(world, browse):
    page = browse(world.dana)
    page.set_viewport_size(NARROW)
    page.goto(f"/rounds/{world.round.pk}/area/")
    tab_to(page, "Agencies by section", "region")
    page.keyboard.press("ArrowRight")
    table = page.get_by_role("region", name="Agencies by section")
    expect(table).to_be_focused()
    soon(lambda: table.evaluate("e => e.scrollLeft") > 0)
