"""Alice and Bob have the same section open. Whoever saves second sees both texts, chooses, and loses nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.doing import is_told, part, press, saved, score, sees, soon, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

HIS, HERS = "Bob counts by hand, once a year.", "Alice has a count for every month."
REASON = "We take no referrals."


@pytest.fixture
def two(world, browse):
    """Alice and Bob, each at the section, after Bob has saved his answer to 1.1."""

    def sit_down(scripts=True):
        alice, bob = browse(world.alice, scripts=scripts), browse(world.bob)
        for page in (alice, bob):
            page.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
        score(bob, "1.1", "1 – Very little")
        write(bob, "1.1", "Commentary", HIS)
        saved(bob, "1.1")
        return alice, bob

    return sit_down


def test_both_texts_stand_side_by_side_and_alice_keeps_hers(world, two, look):
    alice, bob = two()
    write(alice, "1.1", "Commentary", HERS)
    for words in ("Not saved", world.bob.name, HIS, HERS, "Nothing has been lost."):
        saved(alice, "1.1", words)
    look(alice)

    score(alice, "1.1", "3 – To a large extent")
    saved(alice, "1.1", "Not saved")
    alice.get_by_role("button", name="Keep mine").click()
    saved(alice, "1.1", f"by {world.alice.name}")
    look(alice)
    bob.reload()
    expect(part(bob, "1.1").get_by_label("Commentary")).to_have_value(HERS)
    expect(part(bob, "1.1").get_by_role("radio", name="3 – To a large extent")).to_be_checked()


def test_after_keeping_hers_alice_goes_on_as_before(world, two):
    alice, _ = two()
    write(alice, "1.1", "Commentary", HERS)
    saved(alice, "1.1", "Not saved")
    alice.get_by_role("button", name="Keep mine").click()
    saved(alice, "1.1", "Saved ")
    write(alice, "1.1", "Evidence", "The monthly sheet")
    saved(alice, "1.1", f"by {world.alice.name}")
    alice.reload()
    expect(part(alice, "1.1").get_by_label("Evidence")).to_have_value("The monthly sheet")


def test_keeping_hers_while_another_save_is_under_way_leaves_no_conflict_with_oneself(world, two):
    alice, _ = two()
    write(alice, "1.1", "Commentary", HERS)
    saved(alice, "1.1", "Not saved")
    held, let_go = [], []
    alice.route("**/save/", lambda route: route.continue_() if let_go else held.append(route))
    score(alice, "1.1", "3 – To a large extent")
    alice.get_by_role("button", name="Keep mine").click()
    alice.wait_for_timeout(200)
    let_go.append(True)
    for route in held:
        route.continue_()
        alice.wait_for_timeout(200)
    saved(alice, "1.1", f"by {world.alice.name}")
    score(alice, "1.1", "2 – To some extent")
    saved(alice, "1.1", f"by {world.alice.name}")
    expect(alice.get_by_role("button", name="Keep mine")).to_have_count(0)
    soon(lambda: world.elmfield_return.answers.get(statement="1.1").score == 2)


def test_after_keeping_hers_nobody_asks_alice_whether_to_leave(world, two, look):
    alice, _ = two()
    write(alice, "1.1", "Commentary", HERS)
    saved(alice, "1.1", "Not saved")
    alice.get_by_role("button", name="Keep mine").click()
    saved(alice, "1.1", f"by {world.alice.name}")
    alice.get_by_role("link", name="Results so far").click()
    expect(alice).to_have_title(f"Results of {world.elmfield.name} – Online Lives")
    look(alice)


def test_alice_keeps_what_bob_wrote(world, two, look):
    alice, _ = two()
    write(alice, "1.1", "Commentary", HERS)
    saved(alice, "1.1", "Not saved")
    alice.get_by_role("link", name=f"Keep {world.bob.name}’s and show it").click()
    expect(part(alice, "1.1").get_by_label("Commentary")).to_have_value(HIS)
    expect(part(alice, "1.1").get_by_role("radio", name="1 – Very little")).to_be_checked()
    look(alice)
    score(alice, "1.1", "2 – To some extent")
    saved(alice, "1.1", f"by {world.alice.name}")


def test_saving_the_whole_page_keeps_the_rest_and_shows_both(world, two, look):
    alice, bob = two()
    alice.route("**/save/", lambda route: route.abort())
    score(alice, "1.2", "4 – Fully")
    write(alice, "1.1", "Commentary", HERS)
    saved(alice, "1.1", "Not saved.")
    press(alice, "Save and go on to section 2")
    is_told(alice, "Somebody else changed the same answer", "Statement 1.1")
    look(alice, "net::ERR_FAILED", "htmx:")
    bob.reload()
    expect(part(bob, "1.2").get_by_role("radio", name="4 – Fully")).to_be_checked()
    expect(part(bob, "1.1").get_by_label("Commentary")).to_have_value(HIS)


def test_without_scripts_the_choice_is_the_same(world, two, look):
    alice, bob = two(scripts=False)
    part(alice, "1.1").get_by_label("Commentary").fill(HERS)
    score(alice, "1.2", "4 – Fully")
    press(alice, "Save")
    is_told(alice, "Somebody else changed the same answer")
    sees(alice, HIS)
    assert part(alice, "1.1").locator("dd", has_text=HERS).count() == 1
    expect(part(alice, "1.1").get_by_label("Commentary")).to_have_value(HERS)
    saved(alice, "1.2")
    look(alice)

    press(alice, "Save")
    sees(alice, "Section 1 has been saved.")
    bob.reload()
    expect(part(bob, "1.1").get_by_label("Commentary")).to_have_value(HERS)
    expect(part(bob, "1.2").get_by_role("radio", name="4 – Fully")).to_be_checked()


def test_the_same_answer_twice_is_no_conflict(world, two):
    alice, _ = two()
    alice.route("**/save/", lambda route: route.abort())
    score(alice, "1.1", "1 – Very little")
    write(alice, "1.1", "Commentary", HIS)
    press(alice, "Save")
    sees(alice, "Section 1 has been saved.")


def test_a_reason_is_shown_side_by_side_as_well(world, two, look):
    alice, bob = two()
    score(bob, "1.3", "Not applicable to us")
    write(bob, "1.3", "Why does it not apply?", REASON)
    saved(bob, "1.3")
    score(alice, "1.3", "0 – Not at all")
    saved(alice, "1.3", REASON)
    saved(alice, "1.3", "Yours, not saved yet")
    assert part(alice, "1.3").locator(".ol-both dd", has_text="0").count() == 1
    look(alice)
