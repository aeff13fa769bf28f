"""What the pages of checks show to whom, and that nothing anybody typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.audits import queries
from onlinelives.audits.actions import checks, returns
from onlinelives.audits.models import Check, Draw, EvidenceRevision
from onlinelives.rules import roles
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.drawn import again, check_of, found, round_with_files, sent, signed
from tests.pages import links, rows
from tests.world import World, add_person, draw
from tests.world import again as as_next_seen

SignIn = Callable[[Person], Client]
TYPED = "The minutes of April & May\nare <b>missing</b>"
SHOWN = "The minutes of April &amp; May<br>are &lt;b&gt;missing&lt;/b&gt;"


@pytest.fixture
def made(world: World) -> Draw:
    return draw(signed(world, (world.elmfield, world.bob), name="Spring check"), world.dana, 36)


@pytest.fixture
def check(made: Draw, world: World) -> Check:
    """Taken by Ravi."""
    return checks.take(check=check_of(made), by=world.ravi)


def page(person: Person, check: Check) -> str:
    got = sent(person, "check", check)
    assert got.status_code == 200
    return str(got.content.decode())


def find(person: Person, check: Check, **data: Any) -> Any:
    """The verdict as a form sends it."""
    told = {"version": again(check).version, "verdict": "lower", "verified": "1", "note": TYPED, **data}
    return sent(person, "check_find", check, **told)


class TestWhatTheReviewerSees:
    @pytest.fixture
    def made(self, world: World) -> Draw:
        return draw(round_with_files(world), world.dana, 36)

    def file_of(self, statement: str) -> EvidenceRevision:
        return EvidenceRevision.objects.get(citations__answer__statement=statement)

    def opened(self, person: Person, statement: str) -> int:
        client = Client()
        client.force_login(person)
        return client.get(reverse("evidence_file", args=[self.file_of(statement).pk])).status_code

    def test_before_taking_it_the_answer_and_how_much_is_cited(self, world: World, made: Draw) -> None:
        one = check_of(made)
        shown = page(world.ravi, one)
        for words in ("As we said", "What each score means", "1 piece of evidence", "Take this check", "Spring check"):
            assert words in shown
        for words in ("Minutes.txt", str(self.file_of("1.1").pk), "Your verdict"):
            assert words not in shown
        assert self.opened(world.ravi, "1.1") == 404

    def test_after_taking_it_what_the_signature_covers_of_this_answer(self, world: World, made: Draw) -> None:
        one = checks.take(check=check_of(made), by=world.ravi)
        shown = page(world.ravi, one)
        assert links(shown.encode())["Minutes"] == reverse("evidence_revision", args=[self.file_of("1.1").pk])
        assert "Your verdict" in shown
        assert (self.opened(world.ravi, "1.1"), self.opened(world.ravi, "1.2")) == (200, 404)
        opened = Entry.objects.get(verb="evidence opened")
        assert opened.actor == world.ravi.trail_id

    def test_after_handing_it_back_nothing_more(self, world: World, made: Draw) -> None:
        one = checks.take(check=check_of(made), by=world.ravi)
        assert sent(world.ravi, "check_hand_back", one).status_code == 302
        assert self.opened(world.ravi, "1.1") == 404
        assert "Take the check to open them" in page(world.ravi, one)

    def test_another_reviewer_opens_nothing_of_it(self, world: World, made: Draw) -> None:
        one = checks.take(check=check_of(made), by=world.ravi)
        rita = add_person("Rita", roles.REVIEWER, by=world.omar)
        assert self.opened(rita, "1.1") == 404
        assert "Take the check to open them" in page(rita, one)

    def test_a_reviewer_no_longer_opens_nothing_either(self, world: World, made: Draw) -> None:
        checks.take(check=check_of(made), by=world.ravi)
        people.end_role(membership=world.ravi.memberships.get(), by=world.omar)
        assert self.opened(as_next_seen(world.ravi), "1.1") == 404

    def test_what_was_signed_also_when_the_agency_has_changed_it_since(self, world: World, made: Draw) -> None:
        one = checks.take(check=check_of(made), by=world.ravi)
        returns.reopen(audit_return=one.answer.audit_return, reason="We found a mistake.", by=world.bob)
        shown = page(world.ravi, one)
        assert "The agency has reopened its return since" in shown
        assert self.opened(world.ravi, "1.1") == 200

    def test_nothing_is_cited_is_said_too(self, world: World, made: Draw) -> None:
        assert "Nothing is cited." in page(world.ravi, check_of(made, "6.6"))


class TestWhoSeesWhat:
    def test_the_agency_sees_nothing_before_the_verdict_and_all_of_it_afterwards(
        self, world: World, check: Check
    ) -> None:
        assert sent(world.bob, "check", check).status_code == 404
        find(world.ravi, check)
        for person in (world.alice, world.bob):
            shown = page(person, check)
            assert "Lower" in shown
            assert SHOWN in shown
        assert "Your agency’s reply" in page(world.bob, check)
        assert "Your agency’s reply" not in page(world.alice, check)

    def test_the_lists(self, world: World, made: Draw, signed_in: SignIn) -> None:
        found(check_of(made, "2.2"), world.ravi)
        taken = checks.take(check=check_of(made, "3.3"), by=world.ravi)

        def told(person: Person) -> dict[str, str]:
            got = signed_in(person).get(reverse("checks"))
            assert got.status_code == 200
            return {row[0].split()[0]: row[2] for row in rows(got.content) if len(row) == 3 and row[0] != "Answer"}

        assert set(told(world.bob)) == {"2.2"}
        assert len(told(world.ravi)) == 36
        assert set(told(world.mina)) == set()
        lead = told(world.dana)
        assert len(lead) == 36
        assert (lead["2.2"].split()[0], lead["3.3"], lead["1.1"]) == ("Waiting", "To be checked Ravi", "To be checked")
        shown = signed_in(world.ravi).get(reverse("checks")).content.decode()
        assert shown.index("Yours: 2") < shown.index("Free to take: 34")
        assert "Others" not in shown
        assert "Waiting for your agency’s reply: 1" in signed_in(world.bob).get(reverse("checks")).content.decode()
        assert taken.reviewer == world.ravi

    def test_a_reviewer_with_a_stake_is_told_which_returns_and_why_but_not_what_was_drawn(
        self, world: World, made: Draw, signed_in: SignIn
    ) -> None:
        nora = add_person("Nora", roles.PRACTITIONER, world.elmfield, by=world.omar)
        people.end_role(membership=nora.memberships.get(), by=world.omar)
        people.give_role(person=nora, role=roles.REVIEWER, agency=None, by=world.omar)
        shown = signed_in(as_next_seen(nora)).get(reverse("checks")).content
        assert rows(shown) == []
        assert "Not for you" in shown.decode()
        assert "Elmfield School, Spring check: You work for this agency, or did while" in shown.decode()

    def test_a_check_whose_reviewer_has_gone_is_free_again(self, world: World, check: Check, signed_in: SignIn) -> None:
        rita = add_person("Rita", roles.REVIEWER, by=world.omar)
        assert "Free to take: 35" in signed_in(rita).get(reverse("checks")).content.decode()
        people.switch_off(person=world.ravi, by=world.omar)
        assert "Free to take: 36" in signed_in(rita).get(reverse("checks")).content.decode()

    def test_an_empty_list_says_so(self, world: World, signed_in: SignIn) -> None:
        for person, words in ((world.ravi, "when a strategy lead has drawn some"), (world.bob, "Verdicts on your")):
            assert words in signed_in(person).get(reverse("checks")).content.decode()

    def test_any_page_number_gives_a_page(self, world: World, made: Draw, signed_in: SignIn) -> None:
        client = signed_in(world.dana)
        for number in ("", "2", "99", "0", "-1", "x", "1e3", "٣", "9" * 5000):
            for name, args in (("checks", []), ("draw", [made.pk])):
                assert client.get(reverse(name, args=args), {"page": number}).status_code == 200

    def test_a_long_list_has_pages(
        self, world: World, made: Draw, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("onlinelives.audits.queries.checks.ON_A_PAGE", 20)
        checks.take(check=check_of(made, "6.6"), by=world.ravi)
        client, url = signed_in(world.ravi), reverse("checks")
        pages = [client.get(url, {"page": number}).content for number in (1, 2)]
        told = [[row[0] for row in rows(page) if row[0] != "Answer"] for page in pages]
        assert [len(page) for page in told] == [20, 16]
        assert len({line for page in told for line in page}) == 36
        assert told[0][0].startswith("6.6 ")
        assert [words in pages[1].decode() for words in ("Yours", "Free to take: 35")] == [False, True]
        assert (links(pages[0])["Next page"], links(pages[1])["Page before"]) == (f"{url}?page=2", f"{url}?page=1")


class TestTheLateReply:
    def test_the_page_says_until_when_and_afterwards_that_it_still_counts(self, world: World, check: Check) -> None:
        find(world.ravi, check)
        due = again(check).reply_due
        assert due is not None
        assert f"The agency can reply until {due.day} " in page(world.bob, check)
        with clock.at(clock.now() + timedelta(days=15)):
            shown = page(world.bob, check)
            assert "It can still reply until the check is settled." in shown
            assert "Your agency’s reply" in shown
            assert "Settle the check" in page(world.ravi, check)
            sent(world.bob, "check_reply", check, version=again(check).version, words="We accept this.")
            assert "You have read the reply." in page(world.ravi, check)


class TestNothingTypedIsLost:
    """Whatever is wrong, the form comes back, or at least the words do."""

    def test_a_score_that_makes_no_sense(self, world: World, check: Check) -> None:
        got = find(world.ravi, check, verified="4")
        assert got.status_code == 422
        shown = got.content.decode()
        assert "Select a score below the agency’s own 3." in shown
        assert "The minutes of April &amp; May\nare &lt;b&gt;missing&lt;/b&gt;</textarea>" in shown
        assert 'value="lower" checked' in shown
        assert 'value="4" selected' in shown

    def test_the_form_says_what_is_wrong(self, world: World, check: Check) -> None:
        for name, value, words in [
            ("verdict", "", "Select what you find"),
            ("verdict", "splendid", "Select what you find from the list"),
            ("verified", "7", "Select a valid choice"),
            ("verified", "", "Select a score below the agency’s own 3."),
            ("note", "", "Say what you saw and why"),
            ("note", "x" * 2001, "Use 2000 characters or fewer. This has 2001."),
            ("note", "a\x00b", "Null characters are not allowed"),
            ("version", "x", "Enter a whole number"),
            ("version", "", "Reload the page and try again."),
        ]:
            got = find(world.ravi, check, **{name: value})
            assert got.status_code == 422
            assert words in got.content.decode()
            assert again(check).state == "drawn"

    def test_an_old_version_gives_the_form_back_and_the_next_try_succeeds(self, world: World, check: Check) -> None:
        """In another tab the check was handed back and taken again."""
        checks.hand_back(check=again(check), by=world.ravi)
        checks.take(check=again(check), by=world.ravi)
        got = find(world.ravi, check, version="1")
        assert got.status_code == 409
        shown = got.content.decode()
        assert "Somebody else changed this check while you had it open." in shown
        assert "The minutes of April &amp; May\nare &lt;b&gt;missing&lt;/b&gt;</textarea>" in shown
        assert f'name="version" value="{again(check).version}"' in shown
        assert find(world.ravi, check).status_code == 302

    def test_a_verdict_given_in_another_tab_leaves_the_words_of_this_one_on_the_page(
        self, world: World, check: Check
    ) -> None:
        find(world.ravi, check, note="The first tab")
        got = find(world.ravi, check)
        assert got.status_code == 409
        assert "What you typed" in got.content.decode()
        assert SHOWN in got.content.decode()
        assert again(check).note == "The first tab"

    def test_a_reply_to_what_has_been_settled_meanwhile(self, world: World, check: Check) -> None:
        find(world.ravi, check)
        with clock.at(clock.now() + timedelta(days=20)):
            late = {"version": again(check).version, "verdict": "agree"}
            assert sent(world.ravi, "check_settle", check, **late).status_code == 302
        got = sent(world.bob, "check_reply", check, version=2, words=TYPED)
        assert got.status_code == 409
        assert SHOWN in got.content.decode()
        assert "settled and cannot be changed" in got.content.decode()

    def test_a_reason_for_setting_aside_what_has_been_checked_meanwhile(self, world: World, check: Check) -> None:
        find(world.ravi, check, verdict="agree", verified="", note="")
        got = sent(world.dana, "check_set_aside", check, version=1, words=TYPED)
        assert got.status_code == 409
        assert SHOWN in got.content.decode()

    def test_settling_early(self, world: World, check: Check) -> None:
        find(world.ravi, check)
        got = sent(world.ravi, "check_settle", check, version=2, verdict="lower", verified="2", note=TYPED)
        assert got.status_code == 409
        assert SHOWN in got.content.decode()

    def test_the_same_form_twice_is_no_fault(self, world: World, check: Check) -> None:
        for _ in range(2):
            assert find(world.ravi, check, version="1").status_code == 302
        for _ in range(2):
            assert sent(world.bob, "check_reply", check, version=2, words="We accept this.").status_code == 302

    def test_taking_what_somebody_took_a_moment_ago_is_told_in_a_sentence(
        self, world: World, made: Draw, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Both read it free; the other was faster."""
        one, rita = check_of(made), add_person("Rita", roles.REVIEWER, by=world.omar)

        def slow(person: Person, pk: int) -> Check:
            mine = again(one)
            checks.take(check=again(one), by=rita)
            return mine

        monkeypatch.setattr(queries, "check_for", slow)
        got = sent(world.ravi, "check_take", one)
        assert got.status_code == 409
        assert checks.FASTER in got.content.decode()
        assert again(one).reviewer_name == "Rita"


@pytest.mark.asvs("V1.2.1")
def test_what_people_type_is_text_wherever_it_is_shown(world: World, check: Check) -> None:
    text = "<script>alert(1)</script>"
    find(world.ravi, check, note=text)
    sent(world.bob, "check_reply", check, version=2, words=text)
    sent(world.ravi, "check_settle", check, version=3, verdict="lower", verified="2", note=text)
    shown = page(world.dana, check)
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3
    assert text not in shown
    kept = again(check)
    assert (kept.note, kept.reply, kept.settled_note) == (text, text, text)


def test_line_ends_are_kept_as_one_kind_and_counted_once(world: World, check: Check) -> None:
    lines = "x\n" * 999 + "xx"
    assert len(lines) == 2000
    assert find(world.ravi, check, note=lines.replace("\n", "\r\n")).status_code == 302
    assert again(check).note == lines
    got = sent(world.bob, "check_reply", check, version=2, words=f"{lines}x".replace("\n", "\r\n"))
    assert "Use 2000 characters or fewer. This has 2001." in got.content.decode()
    sent(world.bob, "check_reply", check, version=2, words=lines.replace("\n", "\r\n"))
    assert again(check).reply == lines
