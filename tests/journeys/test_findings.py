"""Ines proposes figures, Dana lets them out, Bob cites one, and it shows wherever his answer is read."""

import pytest
from playwright.sync_api import expect

from onlinelives.audits.models import Check
from tests.findings import found, laid
from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, is_told, part, press, sees
from tests.journeys.looking import Eyes
from tests.world import World, draw, fill, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SAYS = "Of 100 young people who are or were in care"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_two_people_release_and_an_agency_cites(world: World, browse: Browse, look: Eyes, scripts: bool) -> None:
    ines = browse(world.ines, scripts=scripts)
    ines.goto("/survey/releases/")
    sees(ines, "No answers to release figures of")
    look(ines)
    laid(world)
    ines.goto("/survey/releases/")
    follow(ines, "Figures of Youth survey 2026")
    look(ines)
    press(ines, "Propose")
    is_told(ines, "Select how young people are divided", "Select at least one figure")
    look(ines)
    ines.get_by_label("How are young people divided?").select_option("Young people who are or were in care")
    ines.get_by_label("Bullied online", exact=True).check()
    ines.get_by_label("Why should they be released?").fill("Agencies plan training for carers.")
    press(ines, "Propose")
    sees(ines, "You proposed this release", "What every agency would see", SAYS)
    look(ines)

    bob = browse(world.bob, scripts=scripts)
    bob.goto("/findings/")
    sees(bob, "No findings yet")
    look(bob)

    dana = browse(world.dana, scripts=scripts)
    dana.goto("/home/")
    follow(dana, "Decide on 1 release of figures of the youth survey")
    follow(dana, "Young people who are or were in care")
    look(dana)
    press(dana, "Release for every agency")
    is_told(dana, "Say why")
    look(dana)
    dana.get_by_label("Why?").fill("They are right.")
    press(dana, "Release for every agency")
    sees(dana, "The figures are released", "F-1: Bullied online")
    look(dana)

    bob.goto(f"/returns/{world.elmfield_return.pk}/answers/1.6/evidence/")
    sees(bob, "Fits this statement")
    follow(bob, "Cite a finding of the youth survey")
    look(bob)
    press(bob, "Cite it")
    is_told(bob, "Select a finding")
    look(bob)
    bob.get_by_role("radio", name="F-1: Bullied online").check()
    press(bob, "Cite it")
    expect(part(bob, "1.6")).to_contain_text("F-1: Bullied online")
    look(bob)
    follow(bob, "F-1: Bullied online")
    sees(bob, SAYS, "F-1: figures, question and method")
    look(bob)
    follow(bob, "F-1: figures, question and method")
    sees(bob, "How these figures were made")
    look(bob)


def test_the_reviewer_reads_what_was_cited_and_a_withdrawn_finding_says_so(
    world: World, browse: Browse, look: Eyes
) -> None:
    found(world)
    bob = browse(world.bob)
    bob.goto(f"/returns/{world.elmfield_return.pk}/answers/1.1/finding/")
    bob.get_by_role("radio", name="F-1: Bullied online").check()
    press(bob, "Cite it")
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    made = draw(world.round, world.dana, 36)
    check = Check.objects.get(candidate__draw=made, answer__statement="1.1")

    ravi = browse(world.ravi)
    ravi.goto(f"/checks/{check.pk}/")
    press(ravi, "Take this check")
    follow(ravi, "F-1: Bullied online")
    look(ravi)
    follow(ravi, "F-1: figures, question and method")
    sees(ravi, SAYS)

    dana = browse(world.dana)
    dana.goto("/findings/")
    look(dana)
    follow(dana, "F-1: Bullied online")
    follow(dana, "Withdraw this finding")
    look(dana)
    press(dana, "Withdraw it for good")
    is_told(dana, "Say why the finding is withdrawn")
    dana.get_by_label("Why is it withdrawn?").fill("Two schools were counted twice.")
    press(dana, "Withdraw it for good")
    sees(dana, "Do not rely on it any more.")
    look(dana)

    ravi.goto(f"/checks/{check.pk}/")
    sees(ravi, "Withdrawn")
    look(ravi)
    bob.goto("/evidence/")
    sees(bob, "Withdrawn by the area")
    look(bob)
    follow(bob, "F-1: Bullied online")
    sees(bob, "Finding withdrawn")
    look(bob)
