"""The database itself keeps revisions, citations, pins and pinned files as they were, whatever path somebody takes."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onlinelives.audits import guards
from onlinelives.audits.actions import carrying, evidence, returns, rounds
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import (
    Answer,
    Assignment,
    CarryForward,
    Citation,
    Evidence,
    EvidenceRevision,
    Pin,
    SignOff,
)
from onlinelives.files.actions import stored
from onlinelives.files.models import StoredFile
from onlinelives.trail import clock
from tests.world import World, add_note, cite, fill, return_of, sign_off

NO_LONGER_FITS = "FOREIGN KEY|foreign key"  # what points at it keeps it


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


@pytest.fixture
def signed(world: World) -> World:
    """Elmfield has signed off: 1.1 cites a file. Harbour is still answering: 1.1 cites a note."""
    kept = stored.receive(content=b"Minutes of the group", name="minutes.txt", by=world.bob)
    told = Told(title="Minutes", shows="What was agreed", file=kept)
    made = evidence.add(agency=world.elmfield, told=told, owner=world.bob, review_on=clock.today(), by=world.bob)
    cite(world.elmfield_return, "1.1", [made], world.bob)
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    cite(world.harbour_return, "1.1", [add_note(world.harbour, world.mina)], world.mina)
    return world


def sql(statement: str) -> Callable[[World], object]:
    def run(world: World) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def pinned() -> EvidenceRevision:
    return EvidenceRevision.objects.get(file__isnull=False)


def answer(world: World, statement: str = "1.1") -> Answer:
    return Answer.objects.get(audit_return=world.elmfield_return, statement=statement)


def citing(world: World, statement: str, revision: EvidenceRevision) -> object:
    return Citation.objects.create(
        partnership=world.partnership, answer=answer(world, statement), revision=revision, cited_by=world.bob
    )


def pinning(world: World, statement: str) -> object:
    return Pin.objects.create(
        partnership=world.partnership,
        sign_off=SignOff.objects.get(),
        answer=answer(world, statement),
        revision=pinned(),
    )


def signed_off() -> Any:
    return Citation.objects.filter(answer__audit_return__state="signed_off")


def moved(world: World) -> object:
    """An open return's citation, turned into one of the return that was signed."""
    return Citation.objects.filter(answer__audit_return=world.harbour_return).update(answer=answer(world, "2.2"))


WAYS: dict[str, tuple[Callable[[World], object], str]] = {
    "retitle a revision": (lambda w: EvidenceRevision.objects.update(title="Other"), guards.HISTORY),
    "save a revision": (lambda w: pinned().save(), guards.HISTORY),
    "another file": (lambda w: EvidenceRevision.objects.update(file=None, note="x"), guards.HISTORY),
    "another hash in SQL": (sql("update audits_evidencerevision set sha256 = 'x'"), guards.HISTORY),
    "another number in SQL": (sql("update audits_evidencerevision set number = number"), guards.HISTORY),
    "remove a pinned revision": (
        sql("delete from audits_evidencerevision where file_id is not null"),
        NO_LONGER_FITS,
    ),
    "remove pinned evidence": (sql("delete from audits_evidence where kind = 'file'"), NO_LONGER_FITS),
    "cite more": (lambda w: citing(w, "2.2", pinned()), guards.LOCKED),
    "cite less": (lambda w: signed_off()._raw_delete("default"), guards.LOCKED),
    "cite something else": (
        lambda w: signed_off().update(revision=EvidenceRevision.objects.exclude(note="")[:1].get().pk),
        guards.HISTORY,
    ),
    "move a citation here": (moved, guards.HISTORY),
    "move a citation away": (
        lambda w: signed_off().update(answer=Answer.objects.filter(audit_return=w.harbour_return)[:1].get().pk),
        guards.HISTORY,
    ),
    "cite less in SQL": (sql("delete from audits_citation"), guards.LOCKED),
    "unpin": (lambda w: Pin.objects.all().delete(), guards.HISTORY),
    "unpin in SQL": (sql("delete from audits_pin"), guards.HISTORY),
    "move a pin": (lambda w: Pin.objects.update(answer=answer(w, "2.2")), guards.HISTORY),
    "pin more after the signature": (lambda w: pinning(w, "2.2"), guards.LOCKED),
    "say that the file is erased": (lambda w: StoredFile.objects.update(state="erased"), guards.PINNED),
    "another content": (lambda w: StoredFile.objects.update(sha256="0" * 64), guards.PINNED),
    "another name": (lambda w: StoredFile.objects.update(name="other.txt"), guards.PINNED),
    "another size": (sql("update files_storedfile set size = size + 1"), guards.PINNED),
    "another kind": (sql("update files_storedfile set kind = 'pdf'"), guards.PINNED),
    "remove the file": (sql("delete from files_storedfile"), NO_LONGER_FITS),
    "carry into it": (
        lambda w: CarryForward.objects.create(
            partnership=w.partnership, audit_return=w.elmfield_return, source=w.harbour_return, by=w.bob, by_name="Bob"
        ),
        guards.LOCKED,
    ),
}


def tried(way: Callable[[World], object], world: World) -> None:
    """To the end of its transaction, where the database looks at what points at what."""
    with transaction.atomic():
        way(world)
        connection.check_constraints()


def kept() -> list[list[dict[str, Any]]]:
    tables = (Evidence, EvidenceRevision, Citation, Pin, StoredFile, CarryForward)
    return [list(model._default_manager.order_by("pk").values()) for model in tables]


def test_no_way_of_changing_what_was_signed_works(signed: World) -> None:
    before, went_through = kept(), []
    for name, (way, message) in WAYS.items():
        try:
            with pytest.raises(DatabaseError, match=message):
                tried(way, signed)
        except (pytest.fail.Exception, AssertionError) as error:
            went_through.append(f"{name}: {error}")
    assert went_through == []
    assert kept() == before


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", ["audits_pin", "audits_evidencerevision", "audits_evidence", "files_storedfile"])
def test_emptying_a_whole_table_is_refused_too(signed: World, table: str) -> None:
    connection.check_constraints()  # a table with checks that still wait could not be emptied in any case
    with pytest.raises(DatabaseError, match=guards.HISTORY), transaction.atomic():
        sql(f"truncate {table} cascade")(signed)
    assert Pin.objects.exists()


def test_a_signature_that_was_taken_back_still_holds_its_pins_and_its_file(signed: World) -> None:
    returns.reopen(audit_return=signed.elmfield_return, reason="We forgot the minutes of May", by=signed.bob)
    cite(signed.elmfield_return, "1.1", [], signed.bob)
    still = ("retitle a revision", "remove a pinned revision", "unpin", "say that the file is erased", "another name")
    for name in still:
        way, message = WAYS[name]
        with pytest.raises(DatabaseError, match=message):
            tried(way, signed)


def test_what_no_signature_covers_can_still_change(signed: World) -> None:
    loose = stored.receive(content=b"Not cited", name="loose.txt", by=signed.bob)
    StoredFile.objects.filter(pk=loose.pk).update(name="renamed.txt")
    assert stored.erase(stored=loose, by=signed.bob).state == "erased"
    StoredFile.objects.filter(name="minutes.txt").update(state="refused", scanned_at=clock.now())  # a virus found late
    Citation.objects.filter(answer__audit_return=signed.harbour_return).delete()
    note = add_note(signed.elmfield, signed.bob)
    EvidenceRevision.objects.filter(evidence=note).delete()


def test_a_closed_round_keeps_citations_that_nobody_signed_for(signed: World) -> None:
    rounds.close(round_=signed.round, by=signed.dana)
    theirs = Citation.objects.filter(answer__audit_return=signed.harbour_return)
    for way in (lambda: theirs._raw_delete("default"), lambda: theirs.update(cited_at=clock.now())):
        with pytest.raises(DatabaseError), transaction.atomic():
            way()
    with pytest.raises(DatabaseError, match=guards.LOCKED), transaction.atomic():
        pinning(signed, "3.3")


def another(revision: EvidenceRevision, **more: Any) -> Callable[[], object]:
    told: dict[str, Any] = {"number": 9, "title": "T", "shows": "S", "note": "N", "sha256": "0" * 64}
    return lambda: EvidenceRevision.objects.create(
        partnership=revision.partnership,
        evidence=revision.evidence,
        added_by=revision.added_by,
        added_by_name="Bob",
        **{**told, **more},
    )


def test_only_sound_rows_are_kept_at_all(world: World) -> None:
    today = clock.today()
    first = add_note(world.elmfield, world.bob).revisions.get()
    cite(world.elmfield_return, "1.1", [first.evidence], world.bob)
    last_year = return_of(world.elmfield, world.last_year((world.elmfield, world.bob)))
    carrying.carry(audit_return=world.elmfield_return, source=last_year, statements=["1.2"], by=world.bob)

    def carried(source: Any) -> object:
        return CarryForward.objects.create(
            partnership=world.partnership, audit_return=world.harbour_return, source=source, by=world.bob, by_name="Bob"
        )

    unsound: dict[str, Callable[[], object]] = {
        "a note and a link": another(first, link="https://a.example"),
        "nothing at all": another(first, note=""),
        "the same number twice": another(first, number=1),
        "days that run backwards": another(first, covers_from=today, covers_to=today - timedelta(days=1)),
        "one citation twice": lambda: citing(world, "1.1", first),
        "carried from nowhere": lambda: Answer.objects.filter(statement="6.6").update(carried=True),
        "carried from itself": lambda: carried(world.harbour_return),
        "carried twice": lambda: [carried(last_year), carried(world.elmfield_return)],
    }
    went_through = []
    for name, way in unsound.items():
        try:
            with transaction.atomic():
                way()
        except DatabaseError:
            continue
        went_through.append(name)
    assert went_through == []


@pytest.mark.parametrize("model", [Answer, Assignment, SignOff])
def test_nothing_moves_into_another_return(signed: World, model: Any) -> None:
    returns.assign(audit_return=signed.harbour_return, section=1, people=[signed.mina], due_on=None, by=signed.mina)
    here = model.objects.exclude(audit_return=signed.far_return)
    first = here.order_by("-audit_return_id", "pk").values_list("pk", flat=True)[0]  # of the one still answered, if any
    with pytest.raises(DatabaseError, match=guards.MOVED), transaction.atomic():
        model.objects.filter(pk=first).update(audit_return=signed.far_return)
