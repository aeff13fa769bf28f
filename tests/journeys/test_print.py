"""On paper there is what somebody would hand round, and nothing to press."""

import pytest
from playwright.sync_api import expect

from tests.world import fill, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NOT_ON_PAPER = (".ol-masthead", ".govuk-service-navigation", ".ol-footer", ".govuk-back-link", ".ol-noprint")


@pytest.mark.parametrize("address", ["/returns/{audit_return}/results/", "/rounds/{round}/area/"])
def test_results_are_printed_without_what_is_only_for_the_screen(world, browse, address):
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    page = browse(world.dana)
    page.goto(address.format(audit_return=world.elmfield_return.pk, round=world.round.pk))
    for part in NOT_ON_PAPER:
        expect(page.locator(part).first).to_be_visible()
    page.emulate_media(media="print")
    for part in NOT_ON_PAPER:
        expect(page.locator(part).first).to_be_hidden()
    for part in ("h1", ".ol-figure svg", "table"):
        expect(page.locator(part).first).to_be_visible()


def test_a_heat_table_keeps_its_columns_on_paper(world, browse):
    """A4 upright, in points of a screen: nothing may be cut off."""
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    page = browse(world.dana)
    page.set_viewport_size({"width": 718, "height": 1000})
    page.goto(f"/rounds/{world.round.pk}/area/")
    page.emulate_media(media="print")
    cut = page.evaluate("[...document.querySelectorAll('.ol-scroll')].some((e) => e.scrollWidth > e.clientWidth)")
    assert not cut


def test_a_section_is_printed_without_the_list_of_sections(world, browse):
    page = browse(world.bob)
    page.goto(f"/returns/{world.elmfield_return.pk}/sections/2/")
    page.emulate_media(media="print")
    expect(page.locator(".ol-side")).to_be_hidden()
    expect(page.locator("#s2_1")).to_be_visible()
