"""Every page and file of a closed round stays the same to the byte, whatever becomes of evidence, people, content."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies, partnerships, people
from onlinelives.accounts.models import Person
from onlinelives.audits import charts, reports
from onlinelives.audits.actions import carrying, evidence, returns, rounds
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Evidence, EvidenceRevision, Return
from onlinelives.audits.models.rounds import framework_of
from onlinelives.audits.queries import area_results, results
from onlinelives.content import crosswalks, frameworks
from onlinelives.content.reader import ContentError
from onlinelives.files.actions import stored
from onlinelives.rules import roles
from onlinelives.trail import clock
from tests.world import World, add_note, add_person, add_round, again, cite, fill, return_of, say, sign_off

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


def a_file(content: bytes, by: Person) -> Told:
    kept = stored.receive(content=content, name="minutes.txt", by=by)
    return Told(title="Minutes of O’Neill’s group", shows="What was agreed", file=kept)


@dataclass
class Closed:
    """A closed round: Elmfield signed and cites a file; Harbour did not sign, cites a note, and has carried answers."""

    world: World
    file: EvidenceRevision
    note: EvidenceRevision


@pytest.fixture
def closed(world: World) -> Closed:
    past = world.last_year((world.harbour, world.mina))
    told = a_file(b"Minutes of March", world.bob)
    due = clock.today() + timedelta(days=10)
    made = evidence.add(agency=world.elmfield, told=told, owner=world.bob, review_on=due, by=world.bob)
    fill(world.elmfield_return, world.bob, leave=["4.4"])
    say(world.elmfield_return, "4.4", world.bob, not_applicable=True, reason="We hold no case files.")
    cite(world.elmfield_return, "1.1", [made], world.bob)
    sign_off(world.elmfield_return, world.bob)
    returns.reopen(audit_return=world.elmfield_return, reason="The minutes of May were missing", by=world.bob)
    say(world.elmfield_return, "2.2", world.bob, score=4)
    sign_off(world.elmfield_return, world.bob)
    source = return_of(world.harbour, past)
    carrying.carry(audit_return=world.harbour_return, source=source, statements=["1.1", "1.2", "5.5"], by=world.mina)
    note = add_note(world.harbour, world.mina, "Policy")
    cite(world.harbour_return, "1.2", [note], world.mina)
    rounds.close(round_=world.round, by=world.dana)
    return Closed(world, made.revisions.get(), note.revisions.get())


def bare(page: bytes) -> bytes:
    """Without the token that is new on every page."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)


def everything(closed: Closed, client: Client, person: Person) -> dict[str, bytes]:
    """What a strategy lead can open, download and print of the round."""
    world, found = closed.world, {}
    pages: list[tuple[str, list[Any]]] = [
        ("round", [world.round.pk]),
        ("round_area", [world.round.pk]),
        ("round_area_export", [world.round.pk]),
        ("evidence_revision", [closed.file.pk]),
        ("evidence_revision", [closed.note.pk]),
        ("evidence_file", [closed.file.pk]),
    ]
    for audit_return in (world.elmfield_return, world.harbour_return):
        pk = audit_return.pk
        pages += [("return", [pk]), ("results", [pk]), ("results_export", [pk])]
        pages += [("section", [pk, number]) for number in range(1, 7)]
        pages += [("answer_history", [pk, code]) for code in ("1.1", "2.2")]
        said = results(person, pk)
        report = reports.return_html(said, chart=charts.sections(said), at=clock.now())
        found[f"report of return {pk}"] = report.encode()
    for name, args in pages:
        got = client.get(reverse(name, args=args))
        assert got.status_code == 200, (name, args)
        found[f"{name} {args}"] = bare(got.content)
    area = area_results(person, world.round.pk)
    found["report of the area"] = reports.area_html(area, chart=charts.area(area), at=clock.now()).encode()
    return found


def printed(closed: Closed, person: Person) -> list[bytes]:
    """The two reports as PDF."""
    found, area = results(person, closed.world.elmfield_return.pk), area_results(person, closed.world.round.pk)
    at = clock.now()  # which a report of a closed round does not show
    return [
        reports.return_pdf(found, chart=charts.sections(found), at=at),
        reports.area_pdf(area, chart=charts.area(area), at=at),
    ]


def evidence_moves_on(closed: Closed) -> None:
    world = closed.world
    made = Evidence.objects.get(pk=closed.file.evidence_id)
    later = clock.today() + timedelta(days=700)
    evidence.revise(evidence=made, told=a_file(b"Minutes of May", world.bob), expected=1, by=world.alice)
    evidence.look_after(evidence=made, owner=world.alice, review_on=later, by=world.alice)
    evidence.withdraw(evidence=Evidence.objects.get(pk=made.pk), by=world.bob)
    theirs = Evidence.objects.get(pk=closed.note.evidence_id)
    told = Told(title="Another policy", shows="Something else", note="Elsewhere")
    evidence.revise(evidence=theirs, told=told, expected=1, by=world.mina)
    for number in range(3):
        add_note(world.elmfield, world.bob, f"New {number}")


def people_move_on(closed: Closed) -> None:
    world = closed.world
    for person in (world.bob, world.mina, world.charlie, world.alice):
        people.rename(person=person, name=f"{person.name} O’Neill", by=again(person))
    another = add_person("Nadia", roles.STRATEGY_LEAD, by=world.omar)
    for person in (world.bob, world.alice, world.mina):
        people.switch_off(person=person, by=world.omar)
    people.rename(person=another, name="Nadia Other", by=another)


def names_move_on(closed: Closed) -> None:
    world = closed.world
    agencies.change(agency=world.elmfield, name="Zebra Academy", kind="other", by=world.omar)
    agencies.change(agency=world.harbour, name="Aardvark Health", kind="school", by=world.omar)
    partnerships.rename(partnership=world.partnership, name="Another Vale", by=world.omar)


def other_rounds_move_on(closed: Closed) -> None:
    world = closed.world
    add = add_round("Self-audit 2027", [world.elmfield, world.harbour], by=world.dana)
    fresh = Return.objects.get(round=add, agency=world.elmfield)
    source = return_of(world.elmfield, world.round)
    carrying.carry(audit_return=fresh, source=source, statements=["1.1", "2.2", "4.4"], by=world.bob)
    cite(fresh, "1.1", [], world.bob)
    say(fresh, "2.2", world.bob, score=0)


AFTER: dict[str, Callable[[Closed], None]] = {
    "evidence": evidence_moves_on,
    "people": people_move_on,
    "names": names_move_on,
    "other rounds": other_rounds_move_on,
}


def differing(before: dict[str, bytes], now: dict[str, bytes]) -> list[str]:
    assert now.keys() == before.keys()
    return [name for name in before if now[name] != before[name]]


def content_goes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The files that editions and crosswalks are read from are gone, and nothing of them is kept by the process."""
    (tmp_path / "nothing").mkdir()
    monkeypatch.setattr(frameworks, "FOLDER", tmp_path / "nothing")

    def broken(*args: object) -> None:
        raise ContentError("planning-2020.yaml, line 1: not valid YAML")

    monkeypatch.setattr(frameworks, "load", broken)
    crosswalks.load.cache_clear()
    framework_of.cache_clear()


@pytest.fixture
def keeps_content() -> Any:
    """What a test made the process forget, it may read again."""
    yield
    crosswalks.load.cache_clear()
    framework_of.cache_clear()


def test_a_closed_round_stays_the_same_while_everything_around_it_changes(
    closed: Closed, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keeps_content: None
) -> None:
    """One change after the other, so that the first page that gives way names what it gave way to."""
    dana = closed.world.dana
    client = signed_in(dana)
    before, paper = everything(closed, client, dana), printed(closed, dana)
    assert before[f"evidence_file {[closed.file.pk]}"] == b"Minutes of March"
    assert all(pdf.startswith(b"%PDF") for pdf in paper)
    gave_way = {}
    for what, change in AFTER.items():
        change(closed)
        gave_way[what] = differing(before, everything(closed, client, again(dana)))
    content_goes(monkeypatch, tmp_path)
    gave_way["content"] = differing(before, everything(closed, client, again(dana)))
    with clock.at(clock.now() + timedelta(days=400)):
        gave_way["time"] = differing(before, everything(closed, signed_in(dana), again(dana)))
        caches["charts"].clear()  # drawn anew
        assert printed(closed, again(dana)) == paper
    assert gave_way == {what: [] for what in gave_way}


def test_the_agency_s_own_people_see_the_same_for_ever_too(
    closed: Closed, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, keeps_content: None
) -> None:
    world = closed.world
    pk = world.elmfield_return.pk
    pages = [("return", [pk]), ("results", [pk]), ("section", [pk, 1]), ("results_export", [pk])]
    client = signed_in(world.alice)

    def seen() -> dict[str, bytes]:
        return {f"{name} {args}": bare(client.get(reverse(name, args=args)).content) for name, args in pages}

    before = seen()
    assert b"Minutes of O\xe2\x80\x99Neill" in before[f"section [{pk}, 1]"]
    evidence_moves_on(closed)
    names_move_on(closed)
    people.rename(person=world.bob, name="Robert", by=world.bob)
    content_goes(monkeypatch, tmp_path)
    assert differing(before, seen()) == []
