"""A return begun from last year's: what comes along, what it counts for, and how it is taken back."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import answers, carrying, evidence, returns, rounds
from onlinelives.audits.actions.errors import Changed, Stale
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.actions.keeping import Said
from onlinelives.audits.models import Answer, AnswerRevision, CarryForward, Evidence, Return
from onlinelives.audits.queries import carry_page, history_for, needs, return_page, section_page
from onlinelives.audits.queries.carrying import sources_for
from onlinelives.rules import roles
from onlinelives.rules.scoring import Tally
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.carried import all_of, answer, carry, cites, confirm, overall, signed_last_year
from tests.pages import rows
from tests.web.sample import Page
from tests.world import (
    STATEMENTS,
    World,
    add_note,
    add_person,
    add_round,
    again,
    cite,
    fill,
    return_of,
    say,
    sign_off,
)

SignIn = Callable[[Person], Client]


@pytest.fixture
def past(world: World) -> Return:
    return signed_last_year(world)


class TestWhatComesAlong:
    def test_score_commentary_and_evidence_come_along_and_the_source_is_only_read(
        self, world: World, past: Return
    ) -> None:
        before = all_of(past)
        carry(world, past, "1.1", "1.2", "1.3")
        said = {code: answer(world, code) for code in ("1.1", "1.2", "1.3", "1.4")}
        assert [(a.score, a.not_applicable, a.reason, a.carried) for a in said.values()] == [
            (3, False, "", True),
            (0, False, "", True),
            (None, True, "No referrals reach us", True),
            (None, False, "", False),
        ]
        assert (said["1.2"].commentary, said["1.2"].evidence) == ("None of it", "Looked through it")
        assert [a.version for a in said.values()] == [1, 1, 1, 0]
        origin = said["1.2"].carried_from
        assert origin
        assert (origin.answer.audit_return_id, origin.number, origin.score) == (past.pk, 2, 0)  # as it was signed
        assert cites(world.elmfield_return) == cites(past) == ["Minutes of March 1"]
        assert all_of(past) == before

    def test_its_points_count_and_it_does_not_count_as_answered(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        say(world.elmfield_return, "6.6", world.bob, score=1)
        carry(world, past, "1.1", "1.2", "1.3")
        assert overall(world) == Tally(points=4, scored=3, not_applicable=1, unanswered=32, carried=3)
        assert (overall(world).answered, overall(world).progress) == (1, 2)
        page = section_page(world.alice, world.elmfield_return.pk, 1)
        assert (page.here.tally.answered, page.here.tally.complete) == (0, False)
        client, pk = signed_in(world.bob), world.elmfield_return.pk
        section = rows(client.get(reverse("return", args=[pk])).content)[0]
        assert section[1].startswith("0 of 6")
        assert "3 carried forward and not re-checked" in client.get(reverse("return", args=[pk])).text
        assert "4 of 144 points" in Page(client.get(reverse("results", args=[pk])).text).text
        confirm(world, "1.1", "1.3")
        assert (overall(world).answered, overall(world).carried, overall(world).points) == (3, 1, 4)

    def test_home_goes_on_asking_until_everything_is_re_checked(self, world: World, past: Return) -> None:
        def asked(person: Person) -> dict[str, str]:
            return {need.what: need.more for need in needs(again(person)) if "audit 2026" in need.more}

        carry(world, past)
        mine = asked(world.alice)
        assert [more for what, more in mine.items() if what.startswith("Answer section 1")] == [
            "Self-audit 2026, Elmfield School: 0 of 6 answered"
        ]
        complete = "Self-audit 2026, Elmfield School: 36 answers carried forward and not re-checked"
        assert asked(world.bob)["Complete the return"] == complete
        confirm(world, *STATEMENTS)
        assert "Complete the return" not in asked(world.bob)
        assert "Read and sign off the return" in asked(world.bob)
        assert not asked(world.alice)

    def test_withdrawn_evidence_does_not_come_along_and_a_newer_revision_is_offered(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        returns.reopen(audit_return=past, reason="To cite more of it", by=world.bob)
        minutes = Evidence.objects.get()
        policy = add_note(world.elmfield, world.bob, "Policy")
        cite(past, "1.1", [minutes, policy], world.bob)
        sign_off(past, world.bob)
        evidence.withdraw(evidence=policy, by=world.bob)
        newer = Told("Minutes of June", "Counted weekly", note="Same cupboard")
        evidence.revise(evidence=minutes, told=newer, expected=1, by=world.bob)
        [line] = [x for x in carry_page(world.bob, world.elmfield_return.pk, None).lines if x.statement.id == "1.1"]
        assert [revision.title for revision in line.cited] == ["Minutes of March"]
        carry(world, past, "1.1")
        assert cites(world.elmfield_return) == ["Minutes of March 1"]
        assert cites(past) == ["Minutes of March 1", "Policy 1"]
        page = signed_in(world.bob).get(reverse("answer_evidence", args=[world.elmfield_return.pk, "1.1"]))
        assert "Minutes of June (Note, revision 2, the newest)" in page.text

    def test_what_was_not_answered_then_or_is_begun_now_does_not_come_along(self, world: World, past: Return) -> None:
        returns.reopen(audit_return=past, reason="To leave one open", by=world.bob)
        say(past, "2.2", world.bob, commentary="We do not know yet")
        rounds.close(round_=past.round, by=world.dana)  # without a signature
        closed = return_of(world.elmfield, past.round)
        begun = {"3.1": {"score": 0}, "3.2": {"commentary": "Asked the nurses"}, "3.3": {"evidence": "Log"}}
        for code, said in begun.items():
            say(world.elmfield_return, code, world.bob, **said)
        say(world.elmfield_return, "3.4", world.bob, score=2)
        say(world.elmfield_return, "3.4", world.bob)  # and emptied again
        lines = {line.statement.id: line for line in carry_page(world.bob, world.elmfield_return.pk, closed.pk).lines}
        why_not = {code: line.why_not for code, line in lines.items() if line.why_not}
        assert why_not == {
            "2.2": "It was not answered then.",
            **dict.fromkeys(begun, "You have begun this answer already."),
        }
        with pytest.raises(Invalid, match="answered then"):
            carry(world, closed, "1.1", "2.2")
        with pytest.raises(Stale, match="Somebody began"):
            carry(world, closed, "1.1", "3.2")
        with pytest.raises(Invalid, match="at least one"):
            carrying.carry(audit_return=world.elmfield_return, source=closed, statements=[], by=world.bob)
        for nonsense in ("9.9", "", "1"):
            with pytest.raises(Invalid):
                carry(world, closed, "1.1", nonsense)
        assert overall(world).carried == 0
        carry(world, closed, "1.1", "3.4")
        assert answer(world, "3.4").score == 3


class TestFromWhere:
    def test_only_earlier_settled_returns_of_the_same_agency(self, world: World, past: Return) -> None:
        opens = clock.today()
        sooner = opens - timedelta(days=30)
        unsigned = return_of(world.elmfield, add_round("Unsigned", [world.elmfield], by=world.dana, opens_on=sooner))
        later = return_of(world.elmfield, add_round("Later", [world.elmfield], by=world.dana, opens_on=opens))
        fill(later, world.bob)
        sign_off(later, world.bob)
        assert [r.pk for r in sources_for(world.elmfield_return)] == [past.pk]
        assert sources_for(past) == []  # not from one that came after it
        returns.reopen(audit_return=later, reason="To begin it from another", by=world.bob)
        assert [r.pk for r in sources_for(later)] == [past.pk]
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        assert [r.pk for r in sources_for(later)] == [world.elmfield_return.pk, past.pk]  # the newest first
        theirs = return_of(world.harbour, world.round)
        for source in (unsigned, theirs, world.far_return, later):
            with pytest.raises(Invalid, match="earlier return of the same agency"):
                carrying.carry(audit_return=later, source=source, statements=["1.1"], by=world.bob)
            with pytest.raises(Http404):
                carry_page(world.bob, later.pk, source.pk)

    def test_only_a_manager_of_the_agency_carries_and_takes_back(self, world: World, past: Return) -> None:
        for person in (world.alice, world.mina, world.dana, world.omar, world.yan):
            with pytest.raises(Refused, match="Only a manager of the agency"):
                carry(world, past, by=person)
            with pytest.raises(Refused, match="Only a manager of the agency"):
                carrying.undo(audit_return=world.elmfield_return, by=person)

    def test_not_into_a_return_that_is_signed_or_whose_round_is_closed(self, world: World, past: Return) -> None:
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        with pytest.raises(NotNow, match="has been signed off"):
            carry(world, past)
        with pytest.raises(NotNow, match="has been signed off"):
            carrying.undo(audit_return=world.elmfield_return, by=world.bob)


class TestReChecking:
    def test_confirming_counts_it_and_keeps_every_word(self, world: World, past: Return, signed_in: SignIn) -> None:
        carry(world, past, "1.2")
        client = signed_in(world.alice)
        url = reverse("answer_confirm", args=[world.elmfield_return.pk, "1.2"])
        got = client.post(url, {"version": 1})
        assert got["Location"] == reverse("section", args=[world.elmfield_return.pk, 1]) + "#s1_2"
        now = answer(world, "1.2")
        assert (now.score, now.commentary, now.carried, now.version) == (0, "None of it", False, 2)
        assert now.carried_from_id  # it can still be seen where it came from
        count = Entry.objects.count()
        client.get(got["Location"])
        for _ in range(3):  # the same form, sent again
            page = client.post(url, {"version": 1}, follow=True)
            assert "1.2 has been confirmed." in page.text
        assert (answer(world, "1.2").version, Entry.objects.count()) == (2, count)

    def test_confirming_what_somebody_else_changed_says_so_and_changes_nothing(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        carry(world, past, "1.1", "1.2")
        say(world.elmfield_return, "1.1", world.bob, score=1, commentary="It got worse")
        client = signed_in(world.alice)
        for sent in ({"version": 1}, {"version": ""}, {"version": "9" * 5000}, {}):
            got = client.post(reverse("answer_confirm", args=[world.elmfield_return.pk, "1.1"]), sent, follow=True)
            assert "Bob changed this answer while you were working on it. Read it again" in got.text
        assert (answer(world).score, answer(world).version) == (1, 2)
        read = answer(world, "1.2")
        say(world.elmfield_return, "1.2", world.bob, score=2)
        with pytest.raises(Changed):  # carried when it was read
            answers.confirm(answer=read, expected=1, assigned=True, by=world.alice)
        with pytest.raises(Invalid, match="not waiting"):
            answers.confirm(answer=answer(world, "1.4"), expected=0, assigned=True, by=world.bob)

    def test_who_may_not_answer_may_not_confirm(self, world: World, past: Return) -> None:
        carry(world, past, "2.1")
        for person in (world.alice, world.mina, world.dana):
            with pytest.raises(Refused):
                answers.confirm(answer=answer(world, "2.1"), expected=1, assigned=False, by=person)
        assert answer(world, "2.1").carried

    def test_changing_it_is_re_checking_it(self, world: World, past: Return) -> None:
        carry(world, past, "1.1", "1.2")
        say(world.elmfield_return, "1.1", world.bob, score=3, commentary="About 1.1, still", evidence="Minutes")
        assert (answer(world).carried, overall(world).carried) == (False, 1)
        assert cites(world.elmfield_return) == ["Minutes of March 1"]

    def test_sending_the_section_unchanged_is_not_re_checking_it(
        self, world: World, past: Return, signed_in: SignIn
    ) -> None:
        returns.reopen(audit_return=past, reason="To keep spaces around", by=world.bob)
        say(past, "1.4", world.bob, score=2, commentary=" From a workbook \n", evidence="Two\nlines")
        sign_off(past, world.bob)
        carry(world, past)
        client, url = signed_in(world.bob), reverse("section", args=[world.elmfield_return.pk, 1])
        page = Page(client.get(url).text)
        sent = {str(box["name"]): box["value"] for box in page.all("input", type="hidden") if "s1_" in str(box["name"])}
        sent |= {str(box["name"]): box["value"] for box in page.all("input", type="radio") if "checked" in box}
        for code in range(1, 7):
            now = answer(world, f"1.{code}")
            texts = {"reason": now.reason, "commentary": now.commentary, "evidence": now.evidence}
            sent |= {f"s1_{code}-{name}": text.replace("\n", "\r\n") for name, text in texts.items()}
        assert len(sent) == 6 * 5
        assert client.post(url, sent).status_code == 302
        assert overall(world).carried == 36
        save = reverse("answer_save", args=[world.elmfield_return.pk, "1.1"])
        assert client.post(save, {name: value for name, value in sent.items() if "s1_1" in name}).status_code == 200
        assert (answer(world).carried, answer(world).version) == (True, 1)
        assert client.post(save, {**sent, "s1_1-commentary": "New"}).status_code == 200
        assert (answer(world).carried, answer(world).version) == (False, 2)

    def test_signing_off_is_refused_with_the_list(self, world: World, past: Return, signed_in: SignIn) -> None:
        carry(world, past)
        confirm(world, *(code for code in STATEMENTS if code not in ("2.3", "5.1")))
        page = return_page(world.bob, world.elmfield_return.pk)
        with pytest.raises(Invalid, match=r"Confirm or change .* before you sign off: 2\.3, 5\.1\."):
            returns.sign_off(audit_return=page.audit_return, digest=page.digest, by=world.bob)
        url = reverse("return_sign_off", args=[world.elmfield_return.pk])
        seen = Page(signed_in(world.bob).get(url).text)
        assert "2 answers were carried forward and not re-checked." in seen.text
        hrefs = [str(link["href"]) for link in seen.all("a")]
        assert any(href.endswith("sections/2/#s2_3") for href in hrefs)
        assert any(href.endswith("sections/5/#s5_1") for href in hrefs)
        assert not seen.all("input", name="declared")
        confirm(world, "2.3", "5.1")
        sign_off(world.elmfield_return, world.bob)

    def test_history_says_how_each_came_about(self, world: World, past: Return, signed_in: SignIn) -> None:
        carry(world, past, "1.1")
        confirm(world, "1.1")
        say(world.elmfield_return, "1.1", world.bob, score=2)
        found = history_for(world.bob, world.elmfield_return.pk, "1.1")
        assert [(c.revision.how, c.by) for c in found.changes] == [
            ("saved", "Bob"),
            ("confirmed", "Bob"),
            ("carried", "Bob"),
        ]
        page = signed_in(world.bob).get(reverse("answer_history", args=[world.elmfield_return.pk, "1.1"])).text
        assert "Carried forward from an earlier return" in page
        assert "Confirmed as it stood" in page


class TestTakingBack:
    def test_only_what_nobody_re_checked_is_emptied_and_only_what_came_along_goes(
        self, world: World, past: Return
    ) -> None:
        own = add_note(world.elmfield, world.bob, "Our own")
        minutes = Evidence.objects.exclude(pk=own.pk).get()
        before = all_of(past)
        cite(world.elmfield_return, "1.1", [own], world.bob)  # already there
        carry(world, past)
        confirm(world, "2.1")
        say(world.elmfield_return, "2.2", world.bob, score=1)
        cite(world.elmfield_return, "1.2", [minutes], world.bob)  # of one's own accord
        assert cites(world.elmfield_return) == ["Minutes of March 1", "Our own 1"]
        emptied = carrying.undo(audit_return=world.elmfield_return, by=world.bob)
        assert emptied == sorted(set(STATEMENTS) - {"2.1", "2.2"})
        kept = Answer.objects.filter(audit_return=world.elmfield_return).exclude(score=None)
        assert [(a.statement, a.score, a.carried) for a in kept] == [("2.1", 3, False), ("2.2", 1, False)]
        gone = answer(world)
        assert (gone.commentary, gone.evidence, gone.carried, gone.version) == ("", "", False, 2)
        assert gone.carried_from is None
        assert cites(world.elmfield_return) == ["Our own 1"]
        assert cites(world.elmfield_return, "1.2") == ["Minutes of March 1"]
        assert all_of(past) == before
        assert [c.revision.how for c in history_for(world.bob, world.elmfield_return.pk, "1.1").changes] == [
            "taken back",
            "carried",
        ]
        with pytest.raises(NotNow, match="Nothing has been carried"):
            carrying.undo(audit_return=world.elmfield_return, by=world.bob)

    def test_what_was_cited_before_it_came_along_stays(self, world: World, past: Return) -> None:
        minutes = Evidence.objects.get()
        cite(world.elmfield_return, "1.1", [minutes], world.bob)
        carry(world, past, "1.1")
        carrying.undo(audit_return=world.elmfield_return, by=world.bob)
        assert cites(world.elmfield_return) == ["Minutes of March 1"]

    def test_it_can_be_done_again_after_it_was_taken_back_and_not_before(self, world: World, past: Return) -> None:
        carry(world, past, "1.1")
        with pytest.raises(NotNow, match="carried forward already"):
            carry(world, past, "1.2")
        carrying.undo(audit_return=world.elmfield_return, by=world.bob)
        carry(world, past, "1.1", "1.2")
        assert overall(world).carried == 2
        assert [made.undone_at is None for made in CarryForward.objects.all()] == [False, True]

    def test_a_source_that_changes_afterwards_changes_nothing_here(self, world: World, past: Return) -> None:
        carry(world, past, "1.1", "1.2")
        returns.reopen(audit_return=past, reason="Another look at it", by=world.bob)
        say(past, "1.1", world.bob, score=0)
        cite(past, "1.1", [], world.bob)
        assert (answer(world).score, cites(world.elmfield_return)) == (3, ["Minutes of March 1"])
        carrying.undo(audit_return=world.elmfield_return, by=world.bob)
        assert (answer(world).score, cites(world.elmfield_return)) == (None, [])


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_two_managers_at_once_one_carries_and_the_other_is_told() -> None:
    world = World()
    berta = add_person("Berta", roles.MANAGER, world.elmfield, by=world.omar)
    past = return_of(world.elmfield, world.last_year((world.elmfield, world.bob)))
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def act(number: int) -> None:
        ready.wait(30)
        try:
            if number < 3:
                carry(world, past, by=(world.bob, berta, world.bob)[number])
            else:
                now = answer(world, "6.6")
                answers.save(answer=now, said=Said(score=0), expected=now.version, assigned=False, by=world.bob)
                outcomes.append("saved")
                return
            outcomes.append("carried")
        except (NotNow, Stale, Changed) as error:
            outcomes.append(type(error).__name__)
        except BaseException as error:  # noqa: BLE001  whatever it is, it is what this test looks for
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert set(outcomes) <= {"carried", "saved", "NotNow", "Stale", "Changed"}, outcomes
    standing = CarryForward.objects.filter(undone_at=None).count()
    assert standing == outcomes.count("carried") <= 1
    came = AnswerRevision.objects.filter(answer__audit_return=world.elmfield_return, how="carried")
    assert came.count() == 36 * standing
    last = answer(world, "6.6")
    assert last.version == AnswerRevision.objects.filter(answer=last).count()
