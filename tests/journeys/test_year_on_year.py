"""Bob starts from last year's return, re-checks what he carried, cites a file, and signs off."""

import pytest
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import agencies
from onlinelives.audits.actions import answers
from onlinelives.audits.models import Answer, Evidence
from onlinelives.audits.queries import answer_for
from tests.journeys.doing import AWKWARD, correct, enter_date, follow, is_told, part, press, saved, score, sees
from tests.world import say

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MEANS_SOMETHING_ELSE = ["2.2", "3.2", "4.6", "5.5", "5.6"]  # between the editions of 2017 and 2020
FILE = {"name": "تقرير مارس 🦊.txt", "mimeType": "text/plain", "buffer": "Referrals counted: 12 مارس".encode()}


@pytest.fixture
def base(world):
    """The address of this year's return of an agency with an awkward name, which signed off last year."""
    agencies.change(agency=world.elmfield, name=AWKWARD, kind="school", by=world.omar)
    world.last_year((world.elmfield, world.bob))
    return f"/returns/{world.elmfield_return.pk}/"


def carries(bob: Page) -> None:
    """From the home page to the preview, and what is ticked there comes along."""
    bob.goto("/home/")
    follow(bob, "Self-audit 2026")
    follow(bob, "Start from an earlier return")
    sees(bob, "What Self-audit 2025 said")
    press(bob, "Carry the ticked answers forward")


def rechecks_the_rest(world) -> None:
    """Everything that is still carried holds, and what means something else now is answered anew."""
    for carried in Answer.objects.filter(audit_return=world.elmfield_return, carried=True):
        found = answer_for(world.bob, world.elmfield_return.pk, carried.statement)
        answers.confirm(answer=found.answer, expected=carried.version, assigned=found.assigned, by=world.bob)
    for statement in MEANS_SOMETHING_ELSE:
        say(world.elmfield_return, statement, world.bob, score=2, commentary="Anew")


def adds_a_file(bob: Page, statement: str, look=None) -> None:
    """From the section to the form of a new file, which is refused until he has looked through the file."""
    follow(bob, f"Change what it cites for {statement}" if statement == "1.1" else f"from the library for {statement}")
    follow(bob, "Add a file")
    sees(bob, "Stop: never upload an image or video of a child", "Internet Watch Foundation")
    press(bob, "Add to the library")
    is_told(bob, "Give the evidence a title", "Choose a file", "Look through it, and confirm")
    if look:
        look(bob)
    bob.get_by_label("Title").fill("Report of March مارس 🦊")
    bob.get_by_label("File", exact=True).set_input_files(FILE)
    bob.get_by_label("What does it show?").fill("Referrals are counted")
    enter_date(bob, "id_review_on", 1, 3, 2040)
    press(bob, "Add to the library")
    is_told(bob, "Look through it, and confirm")
    assert not Evidence.objects.filter(kind="file").exists()
    correct(bob, "Look through it, and confirm", "id_declared")
    bob.get_by_label("I have looked: it holds no image of a child").check()
    bob.get_by_label("File", exact=True).set_input_files(FILE)
    press(bob, "Add to the library")
    sees(bob, f"The evidence is in the library, and {statement} cites it.")


def signs_off(bob: Page, base: str) -> None:
    bob.goto(f"{base}sign-off/")
    bob.get_by_label("I have read these answers").check()
    press(bob, "Sign off")
    sees(bob, "The return has been signed off.")


def test_bob_carries_forward_re_checks_takes_back_and_carries_again(world, browse, look, base):
    bob = browse(world.bob)
    bob.goto(f"{base}carry/")
    sees(bob, "Wider.", "2017 asks only that case data is anonymised", "and we encrypt case data that leaves our site")
    ticked = bob.get_by_role("checkbox").evaluate_all("all => all.filter((e) => !e.checked).map((e) => e.value)")
    assert ticked == MEANS_SOMETHING_ELSE
    look(bob)
    carries(bob)
    sees(bob, "31 answers have come along.", AWKWARD, "5 still open, 31 carried forward and not re-checked")
    expect(bob.get_by_role("row", name="1. Data")).to_contain_text("6 to re-check")
    look(bob)

    follow(bob, "1. Data")
    bob.get_by_role("button", name="It still holds for 1.1").scroll_into_view_if_needed()
    look(bob)
    press(bob, "It still holds for 1.1")
    sees(bob, "1.1 has been confirmed.")
    expect(bob.locator("#here-progress")).to_have_text("1 of 6 answered")
    score(bob, "1.2", "1 – Very little")
    saved(bob, "1.2")
    expect(part(bob, "1.2")).not_to_contain_text("Carried forward")
    expect(part(bob, "1.3")).to_contain_text("Carried forward")
    expect(bob.locator("#here-progress")).to_have_text("2 of 6 answered")
    look.glance(bob)

    bob.goto(base)
    press(bob, "Take it back: empty what nobody has re-checked")
    sees(bob, "29 answers are empty again. What was re-checked stays.", "34 still open")
    bob.goto(f"{base}carry/")
    sees(bob, "Not offered: 2 statements.", "You have begun this answer already.")
    carries(bob)
    sees(bob, "29 answers have come along.")
    bob.goto(f"{base}sign-off/")
    sees(bob, "5 statements are still unanswered.", "29 answers were carried forward and not re-checked.")
    look.glance(bob)
    assert not bob.get_by_role("button", name="Sign off").count()


def test_bob_uploads_a_file_cites_it_and_signs_off(world, browse, look, base):
    bob = browse(world.bob)
    carries(bob)
    rechecks_the_rest(world)
    bob.goto(f"{base}sections/1/")
    adds_a_file(bob, "1.3", look)
    expect(part(bob, "1.3")).to_contain_text("Report of March مارس 🦊, file, revision 1")
    look.glance(bob)
    follow(bob, "Report of March")
    with bob.expect_download() as download:
        bob.get_by_role("link", name="مارس 🦊.txt").click()
    assert download.value.path().read_bytes() == FILE["buffer"]
    follow(bob, "Evidence")
    expect(bob.get_by_role("row", name="Report of March")).to_contain_text("1 answer")
    look(bob)
    follow(bob, "Report of March")
    follow(bob, "Self-audit 2026, statement 1.3")

    bob.goto(f"{base}sign-off/")
    sees(bob, "Report of March مارس 🦊", "It holds on to the evidence that is cited")
    look(bob)
    signs_off(bob, base)
    look.glance(bob)


def test_without_scripts_bob_does_the_same(world, browse, look, base):
    bob = browse(world.bob, scripts=False)
    carries(bob)
    sees(bob, "31 answers have come along.")
    follow(bob, "1. Data")
    look(bob)
    press(bob, "It still holds for 1.1")
    sees(bob, "1.1 has been confirmed.")
    score(bob, "1.2", "1 – Very little")
    press(bob, "Save")
    sees(bob, "Section 1 has been saved.", "5 still open, 29 carried forward and not re-checked")
    press(bob, "Take it back: empty what nobody has re-checked")
    sees(bob, "29 answers are empty again.")
    carries(bob)
    rechecks_the_rest(world)
    bob.goto(f"{base}sections/1/")
    adds_a_file(bob, "1.1")
    look.glance(bob)
    sees(bob, "Minutes of March", "Report of March مارس 🦊")
    signs_off(bob, base)
