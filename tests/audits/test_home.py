"""What needs me now, for each role."""

from datetime import timedelta

from django.urls import reverse

from onlinelives.accounts import queries as accounts
from onlinelives.audits import queries as audits
from onlinelives.audits.actions import returns
from onlinelives.trail import clock
from onlinelives.web.needs import Need, soonest_first
from tests.world import World, add_agency, add_round, fill, sign_off


def whats(needs: list[Need]) -> list[str]:
    return [need.what for need in needs]


def test_a_practitioner_is_asked_for_the_sections_given_to_them_until_they_are_answered(world: World) -> None:
    assert whats(audits.needs(world.alice)) == ["Answer section 1, Data"]
    need = audits.needs(world.alice)[0]
    assert need.href == reverse("section", args=[world.elmfield_return.pk, 1])
    assert need.more.endswith("0 of 6 answered")
    fill(world.elmfield_return, world.bob)
    assert audits.needs(world.alice) == []


def test_a_late_section_is_marked(world: World) -> None:
    returns.assign(
        audit_return=world.elmfield_return,
        section=1,
        people=[world.alice],
        due_on=clock.today() - timedelta(days=1),
        by=world.bob,
    )
    assert audits.needs(world.alice)[0].late


def test_a_manager_hands_out_completes_and_signs_off(world: World) -> None:
    assert whats(audits.needs(world.bob)) == ["Give 5 sections to somebody", "Complete the return"]
    fill(world.elmfield_return, world.bob)
    assert whats(audits.needs(world.bob)) == ["Read and sign off the return"]
    sign_off(world.elmfield_return, world.bob)
    assert audits.needs(world.bob) == []


def test_a_strategy_lead_opens_waits_and_closes(world: World) -> None:
    assert audits.needs(world.dana) == []
    add_round("Next", [world.elmfield], by=world.dana, opened=False)
    assert whats(audits.needs(world.dana)) == ["Open Next"]
    with clock.at(clock.now() + timedelta(days=40)):
        assert "2 agencies have not signed off Self-audit 2026" in whats(audits.needs(world.dana))
    for audit_return, manager in ((world.elmfield_return, world.bob), (world.harbour_return, world.mina)):
        fill(audit_return, manager)
        sign_off(audit_return, manager)
    assert "Close Self-audit 2026" in whats(audits.needs(world.dana))


def test_an_administrator_is_told_of_agencies_without_a_manager(world: World) -> None:
    assert accounts.needs(world.omar) == []
    add_agency("New Agency", by=world.omar)
    assert whats(accounts.needs(world.omar)) == ["New Agency has no manager"]


def test_reviewers_and_analysts_are_asked_for_nothing(world: World) -> None:
    for person in (world.ravi, world.ines):
        assert [*audits.needs(person), *accounts.needs(person)] == []


def test_needs_are_shown_soonest_first_and_those_without_a_date_last() -> None:
    today = clock.today()
    needs = [Need("c", "/"), Need("b", "/", due=today + timedelta(days=2)), Need("a", "/", due=today)]
    assert whats(soonest_first(needs)) == ["a", "b", "c"]
