"""Bob fills in his return with Excel: what would change, what is wrong, and what somebody else changed meanwhile."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import agencies
from tests.journeys.doing import AWKWARD, follow, is_told, press, sees
from tests.world import say

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "الإجابات 🦊.xlsx"  # people name their files as they like
SCORE, COMMENTARY = "D5", "F5"  # of 1.1


@pytest.fixture
def bob(world, browse):
    """At the page of the workbook, with one answer given."""
    agencies.change(agency=world.elmfield, name=AWKWARD, kind="school", by=world.omar)
    say(world.elmfield_return, "1.1", world.bob, score=1, commentary="At download")
    page = browse(world.bob)
    page.goto(f"/returns/{world.elmfield_return.pk}/")
    follow(page, "Fill in with Excel")
    return page


def downloaded(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the workbook").click()
    return download.value.path().read_bytes()


def typed(raw: bytes, **cells: object) -> bytes:
    """The workbook with cells of its first section filled in."""

    def fill_in(book: Workbook) -> None:
        for place, value in cells.items():
            book["Section 1"][place] = value

    return edited(raw, fill_in)


def edited(raw: bytes, edit: Callable[[Workbook], None]) -> bytes:
    book, out = load_workbook(io.BytesIO(raw)), io.BytesIO()
    edit(book)
    book.save(out)
    return out.getvalue()


def sends(page: Page, content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("The workbook").set_input_files({"name": NAME, "mimeType": kind, "buffer": content})
    press(page, "Send and see what would change")


def test_bob_changes_a_cell_looks_and_agrees(world, bob, look):
    look(bob)
    sends(bob, typed(downloaded(bob), D5=3, F5="Counted عدد 🦊", D6=0))
    sees(bob, "2 answers would change, 0 need a choice, 34 stay as they are.", "Counted عدد 🦊", "At download")
    look(bob)
    assert world.elmfield_return.answers.get(statement="1.1").score == 1
    press(bob, "Change these 2 answers")
    sees(bob, "2 answers changed, as the workbook says.")
    answer = world.elmfield_return.answers.get(statement="1.1")
    assert (answer.score, answer.commentary) == (3, "Counted عدد 🦊")
    bob.go_back()
    bob.reload()
    sees(bob, "Go to the return")
    look(bob)


def test_a_broken_workbook_is_refused_and_the_cell_is_named(world, bob, look):
    press(bob, "Send and see what would change")
    is_told(bob, "Choose the workbook that you filled in")
    look(bob)
    raw = downloaded(bob)
    sends(bob, typed(raw, D5=7, F6="=HYPERLINK(1)"))
    is_told(bob, "Nothing was taken in from this workbook")
    for cell in (SCORE, "F6"):
        expect(bob.get_by_role("alert").get_by_role("listitem").filter(has_text=cell)).to_be_visible()
    look(bob)
    sends(bob, b"not a workbook")
    is_told(bob, "This is not an Excel workbook.")
    look.glance(bob)
    sends(bob, raw)
    sees(bob, "Nothing in this workbook differs")
    look(bob)
    press(bob, "Done")
    assert world.elmfield_return.answers.get(statement="1.1").score == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_what_both_changed_is_chosen(world, browse, look, scripts):
    say(world.elmfield_return, "1.1", world.bob, score=1, commentary="At download")
    bob = browse(world.bob, scripts=scripts)
    bob.goto(f"/returns/{world.elmfield_return.pk}/import/")
    raw = typed(downloaded(bob), **{SCORE: 3, COMMENTARY: "Bob counted"})
    say(world.elmfield_return, "1.1", world.alice, score=4, commentary="Alice was here")
    sends(bob, raw)
    sees(bob, "0 answers would change, 1 needs a choice", "There now, saved by Alice", "Alice was here", "Bob counted")
    press(bob, "Change these answers as chosen")
    is_told(bob, "Choose which answer should stand for 1.1")
    look(bob)
    bob.get_by_label("Take the workbook’s").check()
    press(bob, "Change these answers as chosen")
    sees(bob, "1 answer changed, as the workbook says.")
    assert world.elmfield_return.answers.get(statement="1.1").commentary == "Bob counted"
