"""The demonstration: laid down through actions, the same every time, and sound."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import override_settings

from onlinelives.accounts.models import Agency, Membership, Person
from onlinelives.audits.models import Answer, Return, Round, SignOff
from onlinelives.audits.queries import needs, results
from onlinelives.cases import queries as cases
from onlinelives.cases.models import (
    ApprovedStudy,
    Certificate,
    FollowUp,
    Incident,
    IncidentItem,
    Signal,
    StudyAsk,
    YoungPerson,
)
from onlinelives.demo import queries as demo
from onlinelives.demo import script
from onlinelives.trail import clock
from onlinelives.trail import queries as trail
from onlinelives.trail.models import Entry
from tests.world import again

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Laid down once for all tests of this file, in a transaction that is taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True), clock.at(TODAY):
            script.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demonstration: None, db: None, settings: Any) -> None:
    settings.DEMO = True


def test_it_refuses_to_run_outside_demo_mode(db: None) -> None:
    before = Person.objects.count()
    with pytest.raises(ImproperlyConfigured, match="only with ONLINELIVES_MODE=demo"):
        script.load()
    assert Person.objects.count() == before


def test_it_has_six_agencies_a_closed_and_an_open_round_and_the_whole_cast(loaded: None) -> None:
    assert Agency.objects.count() == 6
    assert [(r.edition, r.state) for r in Round.objects.order_by("opens_on")] == [
        ("audit-2017", "closed"),
        ("planning-2020", "open"),
    ]
    main, others = demo.cast()
    assert [m.person.name.split()[0] for m in main] == ["Alice", "Bob", "Charlie", "Dana", "Ravi", "Ines", "Omar"]
    assert len(others) == 7
    assert SignOff.objects.filter(audit_return__round__state="closed", withdrawn_at=None).count() == 6


def test_answers_are_uneven_and_each_kind_occurs(loaded: None) -> None:
    answers = Answer.objects.all()
    assert {a.score for a in answers} == {None, 0, 1, 2, 3, 4}
    assert answers.filter(not_applicable=True).exists()
    assert answers.filter(audit_return__round__state="open", score=None, not_applicable=False).exists()
    assert len({results_points(r) for r in Return.objects.filter(round__state="closed")}) >= 4


def results_points(audit_return: Return) -> int:
    manager = Membership.objects.get(agency=audit_return.agency, role="manager").person
    return results(manager, audit_return.pk).overall.points


def test_bob_has_one_section_left_to_answer(loaded: None) -> None:
    bob = Person.objects.get(name__startswith="Bob")
    with clock.at(TODAY):
        whats = [need.what for need in needs(bob)]
    assert whats == ["Give 1 section to somebody", "Complete the return"]


def test_nothing_happens_after_today_or_out_of_order_of_the_rounds(loaded: None) -> None:
    assert max(Entry.objects.values_list("at", flat=True)) <= TODAY
    closed, opened = Round.objects.order_by("opens_on")
    assert closed.closed_at < opened.opened_at  # type: ignore[operator]


def test_closed_records_wait_in_every_way_and_a_copy_is_half_prepared(loaded: None) -> None:
    bob, alice = (again(Person.objects.get(name__startswith=name)) for name in ("Bob", "Alice"))
    with clock.at(TODAY):
        reviews = list(cases.to_review(bob).object_list)
        waiting = cases.to_approve(alice)
        copies = cases.open_copies(alice)
        lines = cases.copy_page(alice, copies[0][0].young_person.reference, copies[0][0].pk).lines
    assert sorted((bool(each.holds), bool(each.proposed)) for each in reviews) == [
        (False, False),
        (False, True),
        (True, False),
    ]
    assert len(waiting) == len(copies) == Certificate.objects.count() == 1
    assert 0 < sum(line.is_decided for line in lines) < len(lines)


def test_its_trail_is_sound(loaded: None) -> None:
    assert trail.chains() == ["brackenmoor"]
    assert trail.verify("brackenmoor") is None


def test_loading_twice_changes_nothing(loaded: None) -> None:
    count = Entry.objects.count()
    script.load()
    assert Entry.objects.count() == count


def test_it_is_the_same_every_time(loaded: None) -> None:
    told = [
        (a.audit_return.agency.code, a.statement, a.score, a.changed_at, a.changed_by_name)
        for a in Answer.objects.select_related("audit_return__agency").order_by("pk")
    ]
    verbs = [(json.loads(e.body)["verb"], e.at) for e in Entry.objects.order_by("seq")]
    assert (len(told), len(verbs)) == (432, Entry.objects.count())
    assert len({moment for _, moment in verbs}) > 100
    assert told[0][:2] == ("brackenmoor-childrens-services", "1.1")


def test_incidents_are_uneven_and_signals_stand_at_each_stage(loaded: None) -> None:
    with_one = Incident.objects.values("young_person").distinct().count()
    assert YoungPerson.objects.count() / 4 < with_one < YoungPerson.objects.count() / 2
    assert with_one < Incident.objects.count()
    assert {"content", "contact", "conduct", "commerce"} == set(IncidentItem.objects.values_list("category", flat=True))
    assert set(Incident.objects.values_list("report", flat=True)) == {"not_reported", "reported", "answered"}
    with clock.at(TODAY):
        assert {(each.state, each.is_late) for each in FollowUp.objects.all()} == {
            ("done", False),
            ("planned", False),
            ("planned", True),
        }
    assert sorted(Signal.objects.values_list("state", flat=True)) == ["acknowledged", "raised", "settled"]


def test_one_case_study_is_approved_and_one_waits_and_neither_names_anybody(loaded: None) -> None:
    approved, asked = ApprovedStudy.objects.get(), StudyAsk.objects.get(state="waiting")
    assert asked.asked.name == "Charlie Duskwater"
    for study, ask in ((approved, approved.source.ask), (asked, asked)):
        told, record = f"{study.title} {study.teaches} {study.narrative}", ask.study.young_person
        named = ("Oluwaseun", "Wexcombe", "Tarnwick", "jay_", "Kezia", "Ffreda", "Grimsdyke", record.given_name)
        assert [word for word in (*named, record.family_name, record.reference) if word in told] == []
        assert "Young person A" in told
