"""What checks ask of people on their home page."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.audits import queries
from onlinelives.audits.actions import checks
from onlinelives.audits.models import Draw
from onlinelives.rules import roles
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from tests.audits.drawn import again, check_of, found, settled, signed
from tests.world import World, add_note, add_person, draw
from tests.world import again as as_next_seen

SignIn = Callable[[Person], Client]


def drawn(world: World) -> Draw:
    return draw(signed(world, (world.elmfield, world.bob), name="Spring check"), world.dana, 36)


def asked(person: Person) -> list[Need]:
    """What is asked of somebody about checks."""
    return [need for need in queries.needs(as_next_seen(person)) if "/checks/" in need.href]


def whats(person: Person) -> list[str]:
    return [need.what for need in asked(person)]


def test_reviewers_are_told_how_many_answers_wait(world: World) -> None:
    assert asked(world.ravi) == []
    made = drawn(world)
    assert whats(world.ravi) == ["Take a check: 36 answers wait for a reviewer"]
    assert asked(world.ravi)[0].href == reverse("checks")
    for statement in (code for code in made.candidates.values_list("statement", flat=True) if code != "1.1"):
        checks.set_aside(check=check_of(made, statement), reason="It is lost.", expected=0, by=world.dana)
    assert whats(world.ravi) == ["Take a check: 1 answer waits for a reviewer"]


def test_only_those_that_a_reviewer_may_take_are_counted(world: World) -> None:
    drawn(world)
    nora = add_person("Nora", roles.PRACTITIONER, world.elmfield, by=world.omar)
    people.give_role(person=nora, role=roles.REVIEWER, agency=None, by=world.omar)
    assert whats(nora) == []
    people.end_role(membership=nora.memberships.get(role="practitioner"), by=world.omar)
    assert whats(nora) == []  # she worked there while the round was open
    people.give_role(person=world.mina, role=roles.REVIEWER, agency=None, by=world.omar)
    assert whats(world.mina) == ["Take a check: 36 answers wait for a reviewer"]


def test_a_check_from_taking_to_settling_asks_whoever_is_to_act(world: World) -> None:
    one = check_of(drawn(world))
    href = reverse("check", args=[one.pk])
    checks.take(check=one, by=world.ravi)
    assert whats(world.ravi) == [
        "Check statement 1.1, Elmfield School",
        "Take a check: 35 answers wait for a reviewer",
    ]
    assert whats(world.bob) == []
    told = found(one, world.ravi)
    assert whats(world.ravi) == ["Take a check: 35 answers wait for a reviewer"]
    (need,) = asked(world.bob)
    assert (need.what, need.href, need.more) == (
        "Reply to the check of statement 1.1, Elmfield School",
        href,
        "Spring check",
    )
    assert (need.due, need.late) == (told.reply_due, False)
    assert whats(world.alice) == []
    checks.reply(check=again(told), text="We accept this.", expected=told.version, by=world.bob)
    assert whats(world.bob) == []
    assert whats(world.ravi)[0] == "Settle the check of statement 1.1, Elmfield School"
    settled(told, world.ravi, "agree")
    assert whats(world.ravi) == ["Take a check: 35 answers wait for a reviewer"]


def test_when_the_time_to_reply_has_passed_both_are_asked(world: World) -> None:
    found(check_of(drawn(world)), world.ravi)
    with clock.at(clock.now() + timedelta(days=15)):
        assert whats(world.ravi)[0] == "Settle the check of statement 1.1, Elmfield School"
        (need,) = asked(world.bob)
        assert need.late


def test_a_reviewer_who_has_moved_to_the_agency_is_not_asked_to_go_on(world: World) -> None:
    one = found(check_of(drawn(world)), world.ravi)
    checks.reply(check=again(one), text="We accept this.", expected=one.version, by=world.bob)
    people.give_role(person=world.ravi, role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
    assert whats(world.ravi) == []


def test_what_they_leave_behind_waits_for_another(world: World) -> None:
    made = drawn(world)
    rita = add_person("Rita", roles.REVIEWER, by=world.omar)
    found(check_of(made, "1.1"), rita)
    checks.take(check=check_of(made, "1.2"), by=rita)
    assert whats(world.ravi) == ["Take a check: 34 answers wait for a reviewer"]
    people.switch_off(person=rita, by=world.omar)
    assert whats(world.ravi) == ["Take a check: 36 answers wait for a reviewer"]


def test_others_are_asked_nothing(world: World) -> None:
    found(check_of(drawn(world)), world.ravi)
    for person in (world.alice, world.charlie, world.mina, world.dana, world.ines, world.omar, world.zoe, world.yan):
        assert whats(person) == []


def test_however_many_wait_the_home_page_asks_the_database_as_often(world: World, signed_in: SignIn) -> None:
    def asked_often() -> int:
        client = signed_in(world.ravi)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/home/").status_code == 200
        return len(captured)

    made = drawn(world)
    checks.take(check=check_of(made, "1.1"), by=world.ravi)
    before = asked_often()
    for statement in ("1.2", "1.3", "1.4", "1.5"):
        checks.take(check=check_of(made, statement), by=world.ravi)
    draw(signed(world, (world.harbour, world.mina), name="Another"), world.dana, 36)
    assert asked_often() == before
    assert before <= 12


def test_evidence_that_is_due_for_review_is_asked_of_whoever_looks_after_it(world: World) -> None:
    note = add_note(world.elmfield, world.bob)

    href = reverse("evidence_item", args=[note.pk])

    def late(person: Person) -> list[bool]:
        return [need.late for need in queries.needs(as_next_seen(person)) if need.href == href]

    for days, expected in [(350, []), (351, [False]), (365, [False]), (366, [True])]:
        with clock.at(clock.now() + timedelta(days=days)):
            assert late(world.bob) == expected
            assert late(world.alice) == []
