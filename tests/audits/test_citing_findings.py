"""An answer cites what the youth survey found: as evidence of its agency, for as long as the finding holds."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onlinelives.audits import exports, reports
from onlinelives.audits.actions import carrying, checks, evidence, findings, returns
from onlinelives.audits.models import Citation, Evidence, EvidenceRevision, Pin
from onlinelives.audits.queries import answer_for, check_page, cite_finding_page, cite_page, results
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.survey.actions import findings as found_out
from onlinelives.survey.models import Finding
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.kept import NOTED, added, may_see, newest, point
from tests.findings import BULLIED, RUMOURS, found, laid, released
from tests.world import World, add_person, add_round, draw, fill, first_check, return_of, sign_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def finding(world: World) -> Finding:
    return found(world)


def cite(world: World, finding: Finding, code: str = "1.6", by: Any = None) -> EvidenceRevision:
    by = by or world.bob
    read = answer_for(by, world.elmfield_return.pk, code)
    return findings.cite(answer=read.answer, finding=finding, assigned=read.assigned, by=by)


def withdrawn(world: World, finding: Finding) -> Finding:
    return found_out.withdraw(finding=finding, why="Two schools were counted twice.", by=world.dana)


class TestCiting:
    def test_the_finding_becomes_evidence_of_the_agency_and_says_what_it_says(
        self, world: World, finding: Finding
    ) -> None:
        revision = cite(world, finding)
        kept = Evidence.objects.get()
        assert (kept.kind, kept.agency, kept.owner) == ("finding", world.elmfield, world.bob)
        assert revision.title.startswith("F-1: ")
        assert (revision.shows, revision.finding, revision.label) == (
            finding.sentence,
            finding,
            "Finding of the youth survey",
        )
        entry = Entry.objects.latest("seq")
        assert (entry.verb, entry.subject) == ("finding cited", world.elmfield_return.trail_subject)

    def test_cited_again_by_the_agency_it_is_the_same_evidence(self, world: World, finding: Finding) -> None:
        first = cite(world, finding)
        assert cite(world, finding) == first, "the form sent twice"
        assert cite(world, finding, "2.1") == first
        assert (Evidence.objects.count(), Citation.objects.count()) == (1, 2)
        read = answer_for(world.mina, world.harbour_return.pk, "1.6")
        other = findings.cite(answer=read.answer, finding=finding, assigned=True, by=world.mina)
        assert other.evidence.agency == world.harbour

    def test_what_an_answer_cites_besides_stays(self, world: World, finding: Finding) -> None:
        point(world, [newest(added(world))], code="1.6")
        cite(world, finding)
        assert Citation.objects.filter(answer__statement="1.6").count() == 2

    def test_the_fingerprint_is_over_the_finding_too(self, world: World, finding: Finding) -> None:
        revision = cite(world, finding)
        same = evidence.Told(title=revision.title, shows=revision.shows, note="In place of it")
        other = evidence.Told(title=revision.title, shows=revision.shows, finding=Finding(sha256="0" * 64))
        assert len({revision.sha256, same.sha256, other.sha256}) == 3

    def test_a_finding_of_another_area_is_not_there(self, world: World, finding: Finding) -> None:
        far: Any = SimpleNamespace(ines=add_person("Isla", roles.ANALYST, by=world.far_omar), dana=world.zoe)
        theirs = found(far)
        assert theirs.number == finding.number == 1
        with pytest.raises(Finding.DoesNotExist):
            cite(world, theirs)
        assert cite_finding_page(world.bob, world.elmfield_return.pk, "1.6").findings == [finding]

    def test_not_by_others_and_not_once_it_is_signed(self, world: World, finding: Finding) -> None:
        read = answer_for(world.alice, world.elmfield_return.pk, "2.1")
        with pytest.raises(Refused):
            findings.cite(answer=read.answer, finding=finding, assigned=False, by=world.alice)
        fill(world.elmfield_return, world.bob)
        late = answer_for(world.bob, world.elmfield_return.pk, "1.6")
        sign_off(world.elmfield_return, world.bob)
        with pytest.raises(NotNow):
            findings.cite(answer=late.answer, finding=finding, assigned=True, by=world.bob)
        assert not Evidence.objects.exists()

    def test_it_has_no_second_revision_and_is_nothing_else_besides(self, world: World, finding: Finding) -> None:
        revision = cite(world, finding)
        with pytest.raises(NotNow, match="never changes"):
            evidence.revise(evidence=revision.evidence, told=NOTED, expected=1, by=world.bob)
        with pytest.raises(Invalid):
            evidence.Told(title="x", shows="y", note="z", finding=finding).check()
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceRevision.objects.create(
                partnership=world.partnership,
                evidence=revision.evidence,
                number=2,
                title="Both",
                shows="Both",
                note="A note",
                finding=finding,
                added_by=world.bob,
            )

    def test_the_list_is_searched_and_leaves_out_what_is_cited(self, world: World) -> None:
        answers = laid(world)
        released(world, answers, items=[BULLIED, RUMOURS])
        one, other = Finding.objects.order_by("number")
        offered = cite_finding_page(world.bob, world.elmfield_return.pk, "1.6", other.title)
        assert offered.findings == [other]
        assert cite_finding_page(world.bob, world.elmfield_return.pk, "1.6", "f-1").findings == [one]
        cite(world, one)
        assert cite_finding_page(world.bob, world.elmfield_return.pk, "1.6").findings == [other]


class TestWithdrawn:
    def test_nobody_begins_to_cite_it(self, world: World, finding: Finding) -> None:
        held = cite(world, finding)
        withdrawn(world, finding)
        with pytest.raises(NotNow, match="has been withdrawn"):
            cite(world, finding, "2.1")
        theirs = answer_for(world.mina, world.harbour_return.pk, "1.6")
        with pytest.raises(NotNow, match="has been withdrawn"):
            findings.cite(answer=theirs.answer, finding=finding, assigned=True, by=world.mina)
        assert Evidence.objects.count() == 1
        with pytest.raises(NotNow, match="has been withdrawn"):
            point(world, [held], code="2.1")
        assert cite_finding_page(world.bob, world.elmfield_return.pk, "2.1").findings == []
        assert cite_page(world.bob, world.elmfield_return.pk, "2.1").choices == []

    def test_an_answer_that_cites_it_goes_on_and_says_so(self, world: World, finding: Finding) -> None:
        cite(world, finding)
        point(world, [*cited(world, "1.6"), newest(added(world))], code="1.6")
        withdrawn(world, finding)
        assert [choice.revision.withdrawn for choice in cite_page(world.bob, world.elmfield_return.pk, "1.6").choices]
        page = results(world.bob, world.elmfield_return.pk)
        (row,) = [row for row in exports.return_rows(page) if row[4] == "1.6"]
        assert "Finding of the youth survey, withdrawn" in str(row[-1])
        assert "withdrawn on" in reports.return_html(page, chart=None, at=clock.now() + timedelta(minutes=1))

    def test_a_report_of_an_earlier_day_stays_as_it_was(self, world: World, finding: Finding) -> None:
        cite(world, finding)
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        before = reports.return_html(results(world.bob, world.elmfield_return.pk), chart=None, at=clock.now())
        assert finding.sentence in before
        withdrawn(world, finding)
        page = results(world.bob, world.elmfield_return.pk)
        assert not page.stale, "what was signed is what it was"
        assert reports.return_html(page, chart=None, at=clock.now()) == before

    def test_it_is_not_carried_into_a_new_return(self, world: World, finding: Finding) -> None:
        cite(world, finding)
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        withdrawn(world, finding)
        world.round.refresh_from_db()
        with clock.at(clock.now() + timedelta(days=400)):
            later = add_round("Next", [world.elmfield], by=world.dana)
            into = return_of(world.elmfield, later)
            carrying.carry(audit_return=into, source=world.elmfield_return, statements=["1.6"], by=world.bob)
            assert not Citation.objects.filter(answer__audit_return=into).exists()


def test_a_signature_pins_it_and_the_reviewer_sees_what_was_cited(world: World, finding: Finding) -> None:
    revision = cite(world, finding, "1.1")
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    assert Pin.objects.get().revision == revision
    assert not may_see(world.ravi, revision)
    check = first_check(draw(world.round, world.dana, 36))
    taken = checks.take(check=check, by=world.ravi)
    assert may_see(world.ravi, revision)
    assert [shown.finding for shown in check_page(world.ravi, taken.pk).evidence] == [finding]
    returns.reopen(audit_return=world.elmfield_return, reason="To add a figure", by=world.bob)
    assert Pin.objects.get().revision == revision


def cited(world: World, code: str) -> list[EvidenceRevision]:
    found = Citation.objects.filter(answer__audit_return=world.elmfield_return, answer__statement=code)
    return [citation.revision for citation in found.select_related("revision__evidence")]
