"""What a signature does to evidence: it pins what is cited, for ever; and who sees what, before and after."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from onlinelives.accounts.actions import people
from onlinelives.audits.actions import evidence, returns, rounds
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.guards import GUARDS
from onlinelives.audits.models import Citation, Evidence, EvidenceRevision, Pin, SignOff
from onlinelives.audits.queries import answer_for, results, return_page
from onlinelives.audits.queries.evidence import evidence_page
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.trail import guards
from tests.audits.kept import LINKED, NOTED, added, cites, may_see, newest, point
from tests.world import World, add_note, draw, fill, first_check, say, sign_off


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


@pytest.fixture
def signed(world: World) -> World:
    """Elmfield's return cites a note and is signed off."""
    fill(world.elmfield_return, world.bob)
    point(world, [newest(added(world))])
    sign_off(world.elmfield_return, world.bob)
    return world


def reopen(world: World) -> None:
    returns.reopen(audit_return=world.elmfield_return, reason="We forgot the minutes of May", by=world.bob)


class TestSigning:
    def test_a_signature_pins_what_is_cited_and_keeps_it_for_ever(self, signed: World) -> None:
        made = Evidence.objects.get()
        pin = Pin.objects.select_related("revision", "answer").get()
        assert (pin.revision, pin.answer.statement, pin.sign_off) == (newest(made), "1.1", SignOff.objects.get())
        with pytest.raises(NotNow, match="not removed"):
            evidence.remove(evidence=made, by=signed.bob)
        reopen(signed)
        point(signed, [])
        assert Pin.objects.get() == pin
        page = evidence_page(signed.bob, made.pk)
        assert (page.uses, page.removable) == ([], False)
        with pytest.raises(NotNow):
            evidence.remove(evidence=made, by=signed.bob)
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=signed.bob)
        point(signed, [newest(made)])
        sign_off(signed.elmfield_return, signed.bob)
        pins = Pin.objects.order_by("sign_off_id").values_list("revision__number", "sign_off__withdrawn_at")
        assert [(number, at is None) for number, at in pins] == [(1, False), (2, True)]

    def test_a_citation_that_changes_while_the_manager_reads_is_noticed(self, world: World) -> None:
        fill(world.elmfield_return, world.bob)
        made = added(world)
        read = return_page(world.bob, world.elmfield_return.pk)
        point(world, [newest(made)])
        with pytest.raises(Stale):
            returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob)
        read = return_page(world.bob, world.elmfield_return.pk)
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.bob)
        assert return_page(world.bob, world.elmfield_return.pk).digest == read.digest  # it cites what it cites
        point(world, [newest(made)])
        with pytest.raises(Stale):
            returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob)
        assert not Pin.objects.exists()

    def test_nothing_is_cited_in_a_return_that_is_signed_or_whose_round_is_closed(self, signed: World) -> None:
        other = newest(added(signed, LINKED))
        with pytest.raises(NotNow, match="has been signed off"):
            point(signed, [other])
        read = answer_for(signed.mina, signed.harbour_return.pk, "1.1").answer
        rounds.close(round_=signed.round, by=signed.dana)
        theirs = newest(add_note(signed.harbour, signed.mina))
        with pytest.raises(NotNow, match="signed off, or its round closed, while you were working"):
            evidence.cite(answer=read, revisions=[theirs], assigned=True, by=signed.mina)

    def test_signed_off_between_choosing_and_saving(self, world: World) -> None:
        fill(world.elmfield_return, world.bob)
        made = added(world)
        point(world, [newest(made)])
        add_to, take_from = (answer_for(world.bob, world.elmfield_return.pk, code).answer for code in ("2.2", "1.1"))
        sign_off(world.elmfield_return, world.bob)
        for answer, chosen in ((add_to, [newest(made)]), (take_from, [])):
            with pytest.raises(NotNow, match="signed off, or its round closed, while you were working"):
                evidence.cite(answer=answer, revisions=chosen, assigned=True, by=world.bob)
        assert not results(world.bob, world.elmfield_return.pk).stale
        assert cites(world.elmfield_return) == [("Minutes of March", 1)]

    @pytest.mark.parametrize("how", ["taken away", "added", "exchanged"])
    def test_a_citation_changed_behind_its_back_makes_the_signature_stale(self, signed: World, how: str) -> None:
        made = Evidence.objects.get()
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=signed.bob)
        assert not results(signed.bob, signed.elmfield_return.pk).stale
        guards.switch_off(connection, GUARDS)  # as somebody with the database in their hands could
        if how == "taken away":
            Citation.objects.all().delete()
        elif how == "exchanged":
            Citation.objects.update(revision=newest(made))
        else:
            answer = answer_for(signed.bob, signed.elmfield_return.pk, "2.2").answer
            Citation.objects.create(
                partnership=signed.partnership, answer=answer, revision=newest(made), cited_by=signed.bob
            )
        guards.switch_on(connection, GUARDS)
        assert results(signed.bob, signed.elmfield_return.pk).stale
        assert return_page(signed.bob, signed.elmfield_return.pk).stale


class TestWhoSees:
    """The people of the agency see all of it; others single revisions, where an answer or a check shows them."""

    OTHERS = ("charlie", "mina", "dana", "ravi", "ines", "omar", "zoe", "yan")

    def who(self, world: World, revision: EvidenceRevision) -> set[str]:
        everybody = (*self.OTHERS, "alice", "bob")
        return {name for name in everybody if may_see(getattr(world, name), revision)}

    @pytest.mark.asvs("V8.2.2", "V8.4.1")
    def test_the_strategy_lead_sees_what_a_signed_return_cites_and_only_while_it_is_signed(self, world: World) -> None:
        first, uncited = newest(added(world)), newest(added(world, LINKED))
        point(world, [first])
        assert self.who(world, first) == self.who(world, uncited) == {"alice", "bob"}
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        assert self.who(world, first) == {"alice", "bob", "dana"}
        second = evidence.revise(evidence=first.evidence, told=NOTED, expected=1, by=world.bob)
        assert self.who(world, second) == self.who(world, uncited) == {"alice", "bob"}
        reopen(world)
        assert self.who(world, first) == {"alice", "bob"}
        point(world, [second])
        sign_off(world.elmfield_return, world.bob)
        assert self.who(world, first) == {"alice", "bob"}
        assert self.who(world, second) == {"alice", "bob", "dana"}
        rounds.close(round_=world.round, by=world.dana)
        assert self.who(world, second) == {"alice", "bob", "dana"}

    def test_a_closed_round_shows_what_was_cited_without_a_signature(self, world: World) -> None:
        first = newest(added(world))
        point(world, [first])
        rounds.close(round_=world.round, by=world.dana)
        assert self.who(world, first) == {"alice", "bob", "dana"}

    @pytest.mark.asvs("V8.2.2")
    def test_a_reviewer_sees_what_is_pinned_for_a_check_they_have_taken(self, world: World) -> None:
        past = world.last_year((world.elmfield, world.bob))
        pinned = Pin.objects.get().revision
        elsewhere = newest(added(world))
        made = draw(past, world.dana, per_agency=36)
        assert "ravi" not in self.who(world, pinned)
        other, its = (first_check(made), first_check(made))
        for check in made.candidates.filter(drawn=True).values_list("check_made", "statement"):
            if check[1] == "1.1":
                its = type(other).objects.get(pk=check[0])
            else:
                other = type(other).objects.get(pk=check[0])
        from onlinelives.audits.actions import checks

        checks.take(check=other, by=world.ravi)
        assert "ravi" not in self.who(world, pinned)
        taken = checks.take(check=its, by=world.ravi)
        assert self.who(world, pinned) == {"alice", "bob", "dana", "ravi"}
        assert self.who(world, elsewhere) == {"alice", "bob"}
        checks.hand_back(check=taken, by=world.ravi)
        assert "ravi" not in self.who(world, pinned)
        checks.take(check=type(its).objects.get(pk=its.pk), by=world.ravi)
        people.end_role(membership=world.ravi.memberships.get(), by=world.omar)
        assert "ravi" not in self.who(world, pinned)

    def test_somebody_who_left_sees_nothing_any_more(self, world: World) -> None:
        revision = newest(added(world))
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        assert self.who(world, revision) == {"bob"}


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_twelve_people_at_once_and_nobody_overwrites_anybody() -> None:
    world = World()
    fill(world.elmfield_return, world.bob)
    made = added(world)
    first, outcomes = newest(made), []
    read = return_page(world.bob, world.elmfield_return.pk)
    ready = threading.Barrier(12)

    def act(number: int) -> None:
        answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
        tried: list[Callable[[], object]] = [
            lambda: evidence.revise(evidence=made, told=replace(NOTED, title=f"By {number}"), expected=1, by=world.bob),
            lambda: evidence.cite(answer=answer, revisions=[first], assigned=False, by=world.bob),
            lambda: returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob),
            lambda: evidence.remove(evidence=made, by=world.bob),
            lambda: added(world),
            lambda: say(world.harbour_return, f"{number % 6 + 1}.1", world.mina, score=1),
        ]
        ready.wait(30)
        for _ in range(3):
            try:
                tried[number % 6]()
                outcomes.append((number % 6, "done"))
            except (Stale, NotNow, Invalid) as error:
                outcomes.append((number % 6, type(error).__name__))
            except BaseException as error:  # noqa: BLE001  whatever it is, it is what this test looks for
                outcomes.append((number % 6, repr(error)))
        connection.close()

    threads = [threading.Thread(target=act, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {how for _, how in outcomes} <= {"done", "Stale", "NotNow", "Invalid"}, outcomes
    assert made.revisions.filter(number__gt=1).count() <= 1
    signed = SignOff.objects.filter(withdrawn_at=None).exists()
    assert signed == ((2, "done") in outcomes)
    if signed:  # whatever came first, the signature covers and pins exactly what is cited
        assert not results(world.bob, world.elmfield_return.pk).stale
        assert set(Pin.objects.values_list("answer", "revision")) == set(
            Citation.objects.values_list("answer", "revision")
        )
    if Citation.objects.exists():
        assert EvidenceRevision.objects.filter(pk=first.pk).exists()


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["sign", "cite"])
def test_signing_and_citing_wait_for_each_other(first: str) -> None:
    """One of them has done its work and not finished its transaction when the other comes."""
    world = World()
    fill(world.elmfield_return, world.bob)
    cited = newest(added(world))
    answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
    read = return_page(world.bob, world.elmfield_return.pk)
    acts: dict[str, Callable[[], object]] = {
        "sign": lambda: returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob),
        "cite": lambda: evidence.cite(answer=answer, revisions=[cited], assigned=False, by=world.bob),
    }
    [second] = set(acts) - {first}
    outcomes: list[str] = []
    half_way = threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            acts[first]()
            half_way.set()
            time.sleep(0.4)
        connection.close()

    def meanwhile() -> None:
        half_way.wait(30)
        try:
            acts[second]()
            outcomes.append("done")
        except (Stale, NotNow) as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=slowly), threading.Thread(target=meanwhile)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert outcomes == ["NotNow" if first == "sign" else "Stale"]
    assert not results(world.bob, world.elmfield_return.pk).stale
    assert Citation.objects.count() == (0 if first == "sign" else 1)
