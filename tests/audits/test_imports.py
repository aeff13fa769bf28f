"""The Excel round trip as people live it: download, fill in, send, look, decide. And what the database keeps of it."""

import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from onlinelives.accounts.models import Person
from onlinelives.audits import workbooks
from onlinelives.audits.actions import imports, returns
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Answer, AnswerRevision, ImportedRow, Return, WorkbookImport
from onlinelives.audits.models.answers import IMPORTED
from onlinelives.audits.queries.imports import ImportPage, import_page, return_to_fill, says_of
from onlinelives.rules.roundtrip import Broken, Says
from onlinelives.rules.verdict import Allowed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.filled import opened, typed, typed_in
from tests.world import STATEMENTS, World, again, fill, say, sign_off

SignIn = Callable[[Person], Client]
Cells = dict[str, dict[str, Any]]  # sheet -> place -> value


def download(world: World, person: Person) -> bytes:
    return workbooks.return_workbook(return_to_fill(person, world.elmfield_return.pk), at=clock.now())


def send(world: World, person: Person, raw: bytes) -> WorkbookImport:
    found = return_to_fill(person, world.elmfield_return.pk)
    reading = workbooks.read_return(raw, workbooks.identity_of(found.audit_return), found.statements)
    return imports.receive(audit_return=found.audit_return, reading=reading, by=person)


def filled_in(world: World, person: Person, cells: Cells) -> WorkbookImport:
    return send(world, person, typed_in(download(world, person), cells))


def page_of(person: Person, made: WorkbookImport) -> ImportPage:
    return import_page(person, made.pk)


def apply(person: Person, page: ImportPage, **decided: bool) -> list[str]:
    """decided: as s1_1=True."""
    told = {name[1:].replace("_", "."): taken for name, taken in decided.items()}
    return imports.apply(workbook_import=page.workbook_import, digest=page.digest, decided=told, by=person)[1]


def stored(world: World, statement: str = "1.1") -> Answer:
    return Answer.objects.get(audit_return=world.elmfield_return, statement=statement)


def everything(world: World) -> dict[str, tuple[Says, int]]:
    return {a.statement: (says_of(a), a.version) for a in Answer.objects.filter(audit_return=world.elmfield_return)}


def upload(client: Client, world: World, raw: bytes, name: str = "return.xlsx") -> Any:
    url = reverse("return_import", args=[world.elmfield_return.pk])
    return client.post(url, {"workbook": SimpleUploadedFile(name, raw)})


def test_bob_fills_in_a_workbook_sees_what_would_change_and_agrees(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=1, commentary="First thoughts", evidence="Minutes")
    client = signed_in(world.bob)
    got = client.get(reverse("return_workbook", args=[world.elmfield_return.pk]))
    assert got["Content-Disposition"] == 'attachment; filename="elmfield-school-self-audit-2026.xlsx"'
    assert got["Content-Type"].endswith("spreadsheetml.sheet")
    raw = typed(got.content, {"D5": 3, "F6": "We started to count.", "D6": 0})
    before = everything(world)

    sent = upload(client, world, raw)
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    assert "2 answers would change, 0 need a choice, 34 stay as they are" in " ".join(page.split())
    assert "We started to count." in page
    assert "Change these 2 answers" in page
    assert everything(world) == before, "nothing is changed by looking"

    digest = page_of(world.bob, WorkbookImport.objects.get()).digest
    done = client.post(sent["Location"], {"digest": digest}, follow=True)
    assert "2 answers changed, as the workbook says." in done.content.decode()
    assert says_of(stored(world)) == Says(3, commentary="First thoughts", evidence="Minutes")
    assert says_of(stored(world, "1.2")) == Says(0, commentary="We started to count.")
    changed = {s for s, told in everything(world).items() if told != before[s]}
    assert changed == {"1.1", "1.2"}
    revision = AnswerRevision.objects.get(answer=stored(world), number=2)
    assert (revision.how, revision.person, revision.score) == (IMPORTED, world.bob, 3)


def test_each_step_writes_one_entry_with_statements_and_without_words(world: World) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"D5": 3, "F5": "Secret words"}, "Section 2": {"D5": 1}})
    count = Entry.objects.count()
    assert apply(world.bob, page_of(world.bob, made)) == ["1.1", "2.1"]
    assert Entry.objects.count() == count + 1
    entry = Entry.objects.latest("seq")
    assert (entry.verb, entry.subject) == ("workbook applied", world.elmfield_return.trail_subject)
    assert '"statements":["1.1","2.1"]' in entry.body.replace(" ", "")
    assert not Entry.objects.filter(body__contains="Secret").exists()


def test_what_the_workbook_said_is_forgotten_once_it_is_decided(world: World) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"F5": "Words"}})
    assert [row.commentary for row in ImportedRow.objects.all()] == ["Words"]
    apply(world.bob, page_of(world.bob, made))
    assert not ImportedRow.objects.exists()
    made.refresh_from_db()
    assert made.state == "applied"
    assert made.decided_at is not None


def test_blank_cells_never_clear_an_answer(world: World) -> None:
    fill(world.elmfield_return, world.bob)
    before = everything(world)
    blank = {place: None for row in range(5, 11) for place in (f"D{row}", f"E{row}", f"F{row}", f"G{row}")}
    made = filled_in(world, world.bob, {f"Section {n}": blank for n in range(1, 7)})
    assert page_of(world.bob, made).empty
    assert everything(world) == before


def test_an_untouched_workbook_changes_nothing_whatever_happened_since(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob)
    raw = download(world, world.bob)
    say(world.elmfield_return, "1.1", world.alice, score=4, commentary="Changed since")
    made = send(world, world.bob, raw)
    page = page_of(world.bob, made)
    assert (page.empty, page.staying) == (True, 36)
    shown = signed_in(world.bob).get(reverse("import_preview", args=[made.pk])).content.decode()
    assert "Nothing in this workbook differs" in shown
    with pytest.raises(Invalid, match="nothing to change"):
        apply(world.bob, page)


@pytest.mark.parametrize("taken", [True, False])
def test_answers_changed_on_both_sides_are_chosen_one_by_one(world: World, signed_in: SignIn, *, taken: bool) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=1, commentary="At download")
    raw = typed(download(world, world.bob), {"D5": 3, "D6": 2})
    say(world.elmfield_return, "1.1", world.alice, score=4, commentary="Alice was here")
    made, client = send(world, world.bob, raw), signed_in(world.bob)
    url = reverse("import_preview", args=[made.pk])
    page = client.get(url).content.decode()
    assert "1 answer would change, 1 needs a choice, 34 stay" in " ".join(page.split())
    assert "There now, saved by Alice" in page
    assert "At download" in page
    digest = page_of(world.bob, made).digest
    open_ = client.post(url, {"digest": digest})
    assert open_.status_code == 422
    assert "Choose which answer should stand for 1.1" in open_.content.decode()
    assert (stored(world).score, stored(world, "1.2").score) == (4, None), "nothing at all until it is chosen"
    done = client.post(url, {"digest": digest, "s1_1-2": "take" if taken else "keep"})
    assert done.status_code == 302
    expected = Says(3, commentary="Alice was here") if taken else Says(4, commentary="Alice was here")
    assert says_of(stored(world)) == expected
    assert stored(world, "1.2").score == 2


@pytest.mark.asvs("V2.3.4")
def test_an_answer_saved_after_the_preview_stops_everything_and_is_shown(world: World, signed_in: SignIn) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"D5": 3}, "Section 2": {"D5": 2}})
    client, url = signed_in(world.bob), reverse("import_preview", args=[made.pk])
    first = page_of(world.bob, made)
    say(world.elmfield_return, "1.1", world.alice, score=1, commentary="In another tab")
    with pytest.raises(Stale):
        apply(world.bob, first)
    got = client.post(url, {"digest": first.digest})
    assert got.status_code == 409
    page = got.content.decode()
    assert "An answer was changed while you were looking" in page
    assert "In another tab" in page
    assert (stored(world).score, stored(world, "2.1").score) == (1, None)
    assert client.post(url, {"digest": page_of(world.bob, made).digest}).status_code == 422, "now it is a choice"
    told = {"digest": page_of(world.bob, made).digest, "s1_1-1": "take"}
    assert client.post(url, told).status_code == 302
    assert says_of(stored(world)) == Says(3, commentary="In another tab")


def test_a_choice_made_for_another_state_of_the_answer_does_not_count(world: World, signed_in: SignIn) -> None:
    raw = typed(download(world, world.bob), {"D5": 3})
    say(world.elmfield_return, "1.1", world.alice, score=1)
    made, client = send(world, world.bob, raw), signed_in(world.bob)
    say(world.elmfield_return, "1.1", world.alice, score=2)
    told = {"digest": page_of(world.bob, made).digest, "s1_1-1": "take"}
    assert client.post(reverse("import_preview", args=[made.pk]), told).status_code == 422
    assert stored(world).score == 2


def test_a_made_up_version_hides_no_conflict(world: World) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=1, commentary="Ours")
    raw = typed(download(world, world.bob), {"F5": "Mine"})
    say(world.elmfield_return, "1.1", world.alice, score=1, commentary="Alice’s better words")
    origin = str(opened(raw)["Section 1"]["I5"].value)
    for lie in ("2" + origin[1:], "2-" + "0" * 16, "999-" + origin[2:], "nonsense", None):
        page = page_of(world.bob, send(world, world.bob, typed(raw, {"I5": lie})))
        assert [shown.statement.id for shown in page.choices] == ["1.1"], lie
        assert page.choices[0].change.before.commentary == "Alice’s better words"
        assert not page.sure


def test_the_same_form_sent_twice_is_done_once(world: World, signed_in: SignIn) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"D5": 3}})
    client, url, digest = (
        signed_in(world.bob),
        reverse("import_preview", args=[made.pk]),
        page_of(world.bob, made).digest,
    )
    assert {client.post(url, {"digest": digest}).status_code for _ in range(3)} == {302}
    assert stored(world).version == 1
    assert Entry.objects.filter(verb="workbook applied").count() == 1
    assert client.post(url, {"digest": "0" * 64}).status_code == 409, "something else is not done any more"
    assert "has been taken in already" in client.get(url).content.decode()


def test_sections_that_are_not_given_to_alice_are_shown_and_never_changed(world: World, signed_in: SignIn) -> None:
    raw = typed(typed(download(world, world.bob), {"D5": 3}), {"D5": 4, "D6": 9}, "Section 2")
    with pytest.raises(Broken, match="Section 2, cell D6"):
        send(world, world.alice, raw)
    made = send(world, world.alice, typed(raw, {"D6": 1}, "Section 2"))
    page = page_of(world.alice, made)
    assert [shown.statement.id for shown in page.not_own] == ["2.1", "2.2"]
    shown = signed_in(world.alice).get(reverse("import_preview", args=[made.pk])).content.decode()
    assert "Not yours to change" in shown
    assert apply(world.alice, page) == ["1.1"]
    assert (stored(world).score, stored(world, "2.1").score) == (3, None)


def test_a_section_taken_away_after_the_preview_is_not_changed(world: World) -> None:
    returns.assign(audit_return=world.elmfield_return, section=2, people=[world.alice], due_on=None, by=world.bob)
    made = filled_in(world, world.alice, {"Section 1": {"D5": 3}, "Section 2": {"D5": 3}})
    page = page_of(world.alice, made)
    returns.assign(audit_return=world.elmfield_return, section=2, people=[world.bob], due_on=None, by=world.bob)
    with pytest.raises(Stale):
        apply(world.alice, page)
    returns.assign(audit_return=world.elmfield_return, section=1, people=[world.bob], due_on=None, by=world.bob)
    with pytest.raises(Refused, match="No section of this return has been given to you"):
        apply(world.alice, page)
    assert not AnswerRevision.objects.exists()


def test_a_return_signed_off_after_the_preview_is_not_changed(
    world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world.elmfield_return, world.bob)
    made = filled_in(world, world.bob, {"Section 1": {"D5": 4}})
    page, url = page_of(world.bob, made), reverse("import_preview", args=[made.pk])
    sign_off(world.elmfield_return, world.bob)
    before = everything(world)
    with pytest.raises(NotNow):
        apply(world.bob, page)
    client = signed_in(world.bob)
    assert client.post(url, {"digest": page.digest}).status_code == 409
    shown = client.get(url).content.decode()
    assert "has been signed off" in shown
    assert "Give up" in shown
    assert "Change this answer" not in shown
    monkeypatch.setattr(imports, "may_change", lambda audit_return: Allowed())
    with pytest.raises(NotNow, match="while you were working"):  # the database itself refuses
        apply(world.bob, page)
    assert everything(world) == before
    assert client.post(url, {"do": "give up"}).status_code == 302, "it can still be put away"


def test_another_workbook_takes_the_place_of_the_one_that_waits(world: World, signed_in: SignIn) -> None:
    first = filled_in(world, world.bob, {"Section 1": {"D5": 1}})
    page = page_of(world.bob, first)
    second = filled_in(world, world.bob, {"Section 1": {"D5": 2}})
    alices = filled_in(world, world.alice, {"Section 1": {"D5": 3}})
    states = dict(WorkbookImport.objects.values_list("pk", "state"))
    assert states == {first.pk: "given_up", second.pk: "waiting", alices.pk: "waiting"}
    with pytest.raises(NotNow, match="another one was sent in its place"):
        apply(world.bob, page)
    assert "another one was sent" in (
        signed_in(world.bob).get(reverse("import_preview", args=[first.pk])).content.decode()
    )
    assert stored(world).version == 0


def test_giving_up_changes_no_answer_and_forgets_the_words(world: World, signed_in: SignIn) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"F5": "Words"}})
    client, url = signed_in(world.bob), reverse("import_preview", args=[made.pk])
    for _ in range(2):
        assert client.post(url, {"do": "give up"}).status_code == 302
    assert not ImportedRow.objects.exists()
    assert stored(world).version == 0
    assert Entry.objects.filter(verb="workbook given up").count() == 1
    with pytest.raises(NotNow, match="Only who sent"):
        imports.give_up(workbook_import=made, by=world.alice)


def test_a_broken_workbook_is_refused_with_every_cell_and_nothing_is_kept(world: World, signed_in: SignIn) -> None:
    raw = typed_in(
        download(world, world.bob),
        {"Section 1": {"D5": 7, "F6": "=A1", "D7": "NA"}, "Section 3": {"D10": "<b>x</b>", "E5": "Why?"}},
    )
    got = upload(signed_in(world.bob), world, raw)
    assert got.status_code == 422
    page = got.content.decode()
    for cell in ("Section 1, cell D5", "Section 1, cell F6", "Section 1, cell E7", "Section 3, cell D10", "cell E5"):
        assert cell in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<title>Error: " in page
    assert not WorkbookImport.objects.exists()


def test_what_only_the_answers_can_tell_is_refused_as_well(world: World) -> None:
    say(world.elmfield_return, "1.1", world.bob, not_applicable=True, reason="No referrals reach us.")
    raw = typed(download(world, world.bob), {"E5": None})
    assert page_of(world.bob, send(world, world.bob, raw)).empty, "the reason that is kept goes on counting"
    with pytest.raises(Broken, match=r"^Section 1, cell E6: say why statement 1\.2 does not apply to your agency\.$"):
        send(world, world.bob, typed(raw, {"D6": "NA"}))


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"", "This file is empty"), (b"hello", "not an Excel workbook"), (b"PK\x03\x04" + b"x" * 5_300_000, "5 MB")],
    ids=["empty", "text", "large"],
)
def test_a_file_that_is_no_workbook_is_refused_in_words(world: World, signed_in: SignIn, raw: bytes, told: str) -> None:
    got = upload(signed_in(world.bob), world, raw)
    assert got.status_code == 422
    assert told in got.content.decode()


def test_sending_nothing_is_told(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.bob).post(reverse("return_import", args=[world.elmfield_return.pk]))
    assert got.status_code == 422
    assert "Choose the workbook that you filled in" in got.content.decode()


def test_a_workbook_of_another_agency_is_refused(world: World, signed_in: SignIn) -> None:
    found = return_to_fill(world.mina, world.harbour_return.pk)
    got = upload(signed_in(world.bob), world, workbooks.return_workbook(found, at=clock.now()))
    assert got.status_code == 422
    assert "belongs to another return (Self-audit 2026, harbour-health)" in got.content.decode()


@pytest.mark.asvs("V8.2.2")
def test_nobody_else_sees_what_somebody_sent(world: World, signed_in: SignIn) -> None:
    made = filled_in(world, world.bob, {"Section 1": {"F5": "Words"}})
    url = reverse("import_preview", args=[made.pk])
    for person in (world.alice, world.mina, world.dana, world.omar, world.yan):
        assert signed_in(person).get(url).status_code == 404
    world.bob.memberships.update(ended_at=clock.now())
    assert signed_in(again(world.bob)).get(url).status_code == 404, "nor does Bob, once he has left"


def test_who_may_download_and_who_may_send(world: World, signed_in: SignIn) -> None:
    get, send_ = (reverse(name, args=[world.elmfield_return.pk]) for name in ("return_workbook", "return_import"))
    assert [signed_in(world.alice).get(url).status_code for url in (get, send_)] == [200, 200]
    assert [signed_in(world.mina).get(url).status_code for url in (get, send_)] == [404, 404]
    world.elmfield_return.assignments.all().delete()
    assert [signed_in(world.alice).get(url).status_code for url in (get, send_)] == [200, 403]
    fill(world.elmfield_return, world.bob)
    sign_off(world.elmfield_return, world.bob)
    assert [signed_in(world.bob).get(url).status_code for url in (get, send_)] == [200, 409]
    assert [signed_in(world.dana).get(url).status_code for url in (get, send_)] == [200, 403]


def test_downloads_are_in_the_trail_with_their_kind(world: World, signed_in: SignIn) -> None:
    signed_in(world.bob).get(reverse("return_workbook", args=[world.elmfield_return.pk]))
    signed_in(world.dana).get(reverse("round_area_workbook", args=[world.round.pk]))
    last = [entry.verb for entry in Entry.objects.order_by("-seq") if '"form":"xlsx"' in entry.body.replace(" ", "")]
    assert sorted(last) == ["area results exported", "return exported"]


def test_the_area_workbook_is_for_strategy_leads_and_analysts(world: World, signed_in: SignIn) -> None:
    url = reverse("round_area_workbook", args=[world.round.pk])
    statuses = {who: signed_in(getattr(world, who)).get(url).status_code for who in ("dana", "ines", "bob", "zoe")}
    assert statuses == {"dana": 200, "ines": 200, "bob": 403, "zoe": 404}
    got = signed_in(world.dana).get(url)
    assert got["Content-Disposition"] == 'attachment; filename="self-audit-2026-area.xlsx"'
    assert opened(got.content).sheetnames == ["Summary", "Sections", "Notes"]


def test_carried_answers_stay_carried_until_the_workbook_changes_them(world: World) -> None:
    for statement in ("1.1", "1.2"):
        answer = say(world.elmfield_return, statement, world.bob, score=2)
        Answer.objects.filter(pk=answer.pk).update(carried=True, carried_from=answer.revisions.get())
    made = filled_in(world, world.bob, {"Section 1": {"D5": 3}})
    apply(world.bob, page_of(world.bob, made))
    assert [stored(world, code).carried for code in ("1.1", "1.2")] == [False, True]


def test_hostile_words_of_a_workbook_are_shown_as_text(world: World, signed_in: SignIn) -> None:
    hostile = "<img src=x onerror=alert(1)> مرحبا 🙂 O'Neill"
    made = filled_in(world, world.bob, {"Section 1": {"F5": hostile}})
    page = signed_in(world.bob).get(reverse("import_preview", args=[made.pk])).content.decode()
    assert "<img src=x" not in page
    assert "مرحبا 🙂" in page
    apply(world.bob, page_of(world.bob, made))
    assert stored(world).commentary == hostile


def test_the_preview_costs_the_same_however_much_the_workbook_says(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fill(world.elmfield_return, world.bob)
    cells = {f"D{row}": 4 for row in range(5, 11)}
    made = filled_in(world, world.bob, {f"Section {number}": cells for number in range(1, 7)})
    with django_assert_num_queries(5):
        assert len(page_of(world.bob, made).sure) == 36


def test_fifty_generated_workbooks_change_exactly_what_their_previews_showed(world: World) -> None:
    fill(world.elmfield_return, world.bob, leave=["1.1", "4.4"])
    told = (
        (None, 0, 1, 4, "NA", "3.0"),
        (None, "", "We cannot."),
        (None, "New words", "=not run", "x" * 5_000),
        (None, "Log"),
    )
    for seed in range(50):
        dice = random.Random(seed)
        raw = download(world, world.bob)
        cells: Cells = defaultdict(dict)
        for _ in range(dice.randrange(5)):
            column = dice.randrange(4)
            cells[f"Section {dice.randint(1, 6)}"][f"{'DEFG'[column]}{dice.randint(5, 10)}"] = dice.choice(told[column])
        for _ in range(dice.randrange(3)):
            say(
                world.elmfield_return,
                dice.choice(STATEMENTS),
                world.alice,
                score=dice.randrange(5),
                commentary=str(seed),
            )
        before = everything(world)
        try:
            made = send(world, dice.choice([world.bob, world.alice]), typed_in(raw, cells))
        except Broken:
            assert everything(world) == before
            continue
        page = page_of(made.by, made)
        taken = {s.statement.id: dice.random() < 0.5 for s in page.choices}
        shown = {s.change.statement: s.change.after for s in page.sure}
        shown |= {s.change.statement: s.change.after for s in page.choices if taken[s.change.statement]}
        if page.empty:
            imports.give_up(workbook_import=made, by=made.by)
        else:
            imports.apply(workbook_import=made, digest=page.digest, decided=taken, by=made.by)
        after = everything(world)
        assert {code: told[0] for code, told in after.items() if told != before[code]} == shown
        assert all(now.commentary or not before[code][0].commentary for code, (now, _) in after.items())
    assert Return.objects.filter(pk=world.elmfield_return.pk, state="answering").exists()
