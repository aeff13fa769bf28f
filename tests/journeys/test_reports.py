"""What leaves the screen: reports as PDF, pages on paper, and rounds side by side with the break in words."""

import io

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import agencies
from onlinelives.audits import tasks
from onlinelives.files.models import Work
from tests.journeys.doing import AWKWARD, follow, is_told, press, sees
from tests.world import fill, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LATER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # nobody does the work by themselves
PASSWORD = "copper lantern otter 9"
SPELT = AWKWARD.replace("🦊", "[fox face]")  # what no letter of the report can draw is spelt out


@pytest.fixture
def awkward(world):
    """An agency with an awkward name, which has signed off."""
    agencies.change(agency=world.elmfield, name=AWKWARD, kind="school", by=world.omar)
    fill(world.elmfield_return, world.bob, score=3)
    return sign_off(world.elmfield_return, world.bob)


def downloads(page: Page, role: str, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role(role, name=name).click()
    return download.value.path().read_bytes()


def title_of(made: bytes, password: str = "") -> str:
    assert made.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(made), password=password) as opened, opened.open_metadata() as said:
        return str(said["dc:title"])


def test_bob_asks_for_a_report_waits_takes_it_and_locks_it(world, browse, look, awkward, settings):
    settings.TASKS = LATER
    bob = browse(world.bob)
    bob.goto(f"/returns/{awkward.pk}/results/")
    press(bob, "Make a report (PDF)")
    sees(bob, f"Report of {AWKWARD}, Self-audit 2026", "You can leave this page and come back")
    look(bob)
    tasks.return_report.func(str(Work.objects.get().pk), awkward.pk)
    expect(bob.get_by_role("status")).to_have_text("Done")
    expect(bob).to_have_title(f"Done: Report of {AWKWARD}, Self-audit 2026 – Online Lives")
    look(bob)
    assert SPELT in title_of(downloads(bob, "link", ".pdf"))

    follow(bob, "Download it with a password")
    press(bob, "Download")
    is_told(bob, "Enter a password")
    look(bob)
    bob.get_by_label("Password for the file", exact=True).fill(PASSWORD)
    locked = downloads(bob, "button", "Download")
    with pytest.raises(pikepdf.PasswordError):
        title_of(locked)
    assert SPELT in title_of(locked, PASSWORD)


def test_without_scripts_dana_takes_the_report_of_the_area(world, browse, look, awkward):
    dana = browse(world.dana, scripts=False)
    dana.goto(f"/rounds/{world.round.pk}/area/")
    press(dana, "Make a report (PDF)")
    sees(dana, "Done")
    look.glance(dana)
    assert "Self-audit 2026" in title_of(downloads(dana, "link", ".pdf"))


def test_on_paper_tables_stay_tables_and_no_link_prints_its_address(world, browse, awkward):
    bob = browse(world.bob)
    for address in (f"/returns/{awkward.pk}/results/", f"/agencies/{world.elmfield.code}/over-time/1.1/"):
        bob.goto(address)
        bob.set_viewport_size({"width": 718, "height": 1000})  # A4 upright, in points of a screen
        bob.emulate_media(media="print")
        rows = bob.locator(".ol-stack tr").evaluate_all("all => all.map((e) => getComputedStyle(e).display)")
        assert set(rows) == {"table-row"}
        cells = bob.locator(".ol-stack [data-label]").evaluate_all(
            "all => all.map((e) => getComputedStyle(e, '::before').content)"
        )
        assert set(cells) == {"none"}
        after = bob.locator("a[href]").evaluate_all("all => all.map((e) => getComputedStyle(e, '::after').content)")
        assert set(after) == {"none"}
        bob.emulate_media(media="screen")


def test_a_break_between_two_editions_is_explained_in_words(world, browse, look):
    world.last_year((world.elmfield, world.bob), (world.harbour, world.mina))
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    bob = browse(world.bob)
    bob.goto("/rounds/")
    follow(bob, "Elmfield School over time")
    sees(bob, "5 statements changed meaning", "It now asks for more things than before.", "Like for like")
    expect(bob.get_by_role("img", name="meaning changed,").first).to_have_text("//")
    look(bob)
    with bob.expect_navigation():
        bob.get_by_role("link", name="4.6 Anonymise, and encrypt off site").first.click()
    sees(bob, "The line breaks: a higher or lower score may come from the words alone.")
    sees(bob, "2017 asks only that case data is anonymised", "Planning tool 2020, from")
    look(bob)
    bob.goto(f"/returns/{world.elmfield_return.pk}/results/sections/4/")
    sees(bob, "not comparable: it now asks for more things than before")
    look(bob)

    ines = browse(world.ines)
    ines.goto("/area/over-time/")
    sees(ines, "Agencies that count", "1 of 2", "5 statements changed meaning")
    look(ines)
