"""A check from the draw to the settlement: verdicts and scores, the reply, setting aside, and what can never change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import checks, returns
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Check, Draw
from onlinelives.audits.models.checks import LONGEST_WORDS
from onlinelives.audits.queries.verified import verified_scores
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.drawn import NOTE, again, check_of, checks_of, correct, found, settled, signed
from tests.world import World, add_person, draw, return_of, say

OWN = 3  # what Elmfield says of every statement
ASIDE = "The reviewer cannot open this file."


@pytest.fixture
def made(world: World) -> Draw:
    return draw(signed(world, (world.elmfield, world.bob)), world.dana, 36)


@pytest.fixture
def check(made: Draw, world: World) -> Check:
    """Taken by Ravi."""
    return checks.take(check=check_of(made), by=world.ravi)


def find(check: Check, by: Person, told: Found) -> Check:
    return checks.find(check=again(check), found=told, expected=again(check).version, by=by)


def reply(check: Check, by: Person, text: str = "We accept this.") -> Check:
    return checks.reply(check=again(check), text=text, expected=again(check).version, by=by)


def refused(sql: str, pk: int, why: str) -> None:
    """The database refuses this statement."""
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [pk])


def days_later(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


RIGHT = [
    ("agree", None, "", "settled", OWN),
    ("agree", OWN, "", "settled", OWN),
    ("agree", None, "Well kept minutes", "settled", OWN),
    ("lower", 0, NOTE, "found", 0),
    ("lower", 2, NOTE, "found", 2),
    ("higher", 4, NOTE, "found", 4),
    ("no_evidence", None, NOTE, "found", None),
    ("no_evidence", 0, NOTE, "found", 0),
    ("no_evidence", OWN, NOTE, "found", OWN),
    ("cannot_tell", None, NOTE, "found", None),
]
WRONG = [
    ("agree", 2, "", "verified", "You agree, so the score is the agency’s own."),
    ("agree", 4, "", "verified", "You agree, so the score is the agency’s own."),
    ("lower", None, NOTE, "verified", "Select a score below the agency’s own 3."),
    ("lower", OWN, NOTE, "verified", "Select a score below the agency’s own 3."),
    ("lower", 4, NOTE, "verified", "Select a score below the agency’s own 3."),
    ("lower", -1, NOTE, "verified", "The score must be from 0 to 4."),
    ("lower", 1, "", "note", "Say what you saw and why. The agency reads this."),
    ("lower", 1, " \n ", "note", "Say what you saw and why. The agency reads this."),
    ("higher", None, NOTE, "verified", "Select a score above the agency’s own 3."),
    ("higher", OWN, NOTE, "verified", "Select a score above the agency’s own 3."),
    ("higher", 2, NOTE, "verified", "Select a score above the agency’s own 3."),
    ("higher", 5, NOTE, "verified", "The score must be from 0 to 4."),
    ("higher", 4, "", "note", "Say what you saw and why. The agency reads this."),
    ("no_evidence", 4, NOTE, "verified", "Without evidence the score cannot be above the agency’s own 3."),
    ("no_evidence", None, "", "note", "Say what you saw and why. The agency reads this."),
    ("cannot_tell", 2, NOTE, "verified", "Without a finding there is no score."),
    ("cannot_tell", None, "", "note", "Say what you saw and why. The agency reads this."),
    ("better", 4, NOTE, "verdict", "Select what you found."),
    ("", None, NOTE, "verdict", "Select what you found."),
    ("lower", 1, "x" * (LONGEST_WORDS + 1), "note", "Use 2,000 characters or fewer; this has 2,001."),
    ("lower", 1, "a\x00b", "note", "The text holds a character that cannot be kept."),
    ("agree", None, "a\x00b", "note", "The text holds a character that cannot be kept."),
]


def test_a_verdict_is_kept_beside_the_agency_s_own_score(world: World, made: Draw) -> None:
    for one, (verdict, score, note, state, verified) in zip(checks_of(made, world.elmfield), RIGHT, strict=False):
        kept = again(find(checks.take(check=one, by=world.ravi), world.ravi, Found(verdict, score, note)))
        assert (kept.state, kept.verdict, kept.verified_score, kept.note) == (state, verdict, verified, note)
        assert (kept.answer.score, kept.candidate.score) == (OWN, OWN)
        if state == "settled":
            assert (kept.settled_verdict, kept.settled_score, kept.settled_at) == ("agree", OWN, kept.found_at)
            assert kept.reply_due is None
        else:
            assert (kept.settled_verdict, kept.settled_score, kept.settled_at) == ("", None, None)
            assert kept.reply_due == clock.today() + timedelta(days=14)


@pytest.mark.parametrize(("verdict", "score", "note", "field", "words"), WRONG)
def test_a_verdict_that_makes_no_sense_is_refused_beside_its_field(
    verdict: str, score: int | None, note: str, field: str, words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        Found(verdict, score, note).check(OWN)
    assert (refused.value.field, str(refused.value)) == (field, words)


def test_both_the_verdict_and_the_settlement_ask_that_rule(world: World, check: Check) -> None:
    with pytest.raises(Invalid, match="below the agency’s own 3"):
        find(check, world.ravi, Found("lower", OWN, NOTE))
    find(check, world.ravi, Found("lower", 1, NOTE))
    with pytest.raises(Invalid, match="below the agency’s own 3"):
        settled(check, world.ravi, "lower", OWN)
    assert again(check).state == "found"


@pytest.mark.parametrize(("own", "verdict"), [(0, "lower"), (4, "higher")])
def test_there_is_nothing_below_0_and_above_4(own: int, verdict: str) -> None:
    for score in (None, *range(5)):
        with pytest.raises(Invalid):
            Found(verdict, score, NOTE).check(own)


def test_text_is_kept_as_it_was_typed_without_the_space_around_it(world: World, check: Check) -> None:
    text = "<script>alert(1)</script>\n\nÉ 🙂 'quoted'; drop table audits_check"
    kept = again(find(check, world.ravi, Found("lower", 1, f"\n {text} \n")))
    assert kept.note == text


def test_the_longest_text_is_kept_whole(world: World, check: Check) -> None:
    kept = again(find(check, world.ravi, Found("lower", 1, "x" * LONGEST_WORDS)))
    assert len(kept.note) == LONGEST_WORDS
    assert len(again(reply(kept, world.bob, "y" * LONGEST_WORDS)).reply) == LONGEST_WORDS


class TestTheReply:
    @pytest.fixture
    def told(self, check: Check, world: World) -> Check:
        return find(check, world.ravi, Found("lower", 1, NOTE))

    def test_a_manager_of_the_agency_replies_once(self, world: World, told: Check) -> None:
        kept = again(reply(told, world.bob, "  We accept this.\n"))
        assert (kept.state, kept.reply, kept.replied_by_name) == ("replied", "We accept this.", "Bob")
        with pytest.raises(NotNow, match="had the agency’s reply already"):
            reply(kept, world.bob, "And another thing.")
        assert again(told).reply == "We accept this."

    def test_nobody_else_does(self, world: World, told: Check) -> None:
        for who in (world.alice, world.mina, world.dana, world.ravi, world.omar):
            with pytest.raises(Refused, match="A manager of the agency replies for it"):
                reply(told, who)

    def test_it_says_something_and_fits(self, world: World, told: Check) -> None:
        for text in ("", " \n ", "x" * (LONGEST_WORDS + 1), "a\x00b"):
            with pytest.raises(Invalid) as refused:
                reply(told, world.bob, text)
            assert refused.value.field == "reply"

    def test_it_counts_until_the_check_is_settled_also_when_it_is_late(self, world: World, told: Check) -> None:
        with days_later(40):
            assert again(told).overdue
            reply(told, world.bob)
        settled(told, world.ravi, "agree")
        with pytest.raises(NotNow, match="settled and cannot be changed"):
            reply(told, world.bob, "Too late.")

    def test_there_is_none_before_a_verdict_and_none_after_agreement(self, world: World, made: Draw) -> None:
        with pytest.raises(NotNow, match="not been checked yet"):
            reply(check_of(made, "2.1"), world.bob)
        agreed = found(check_of(made, "2.2"), world.ravi, "agree", None, "")
        with pytest.raises(NotNow, match="settled"):
            reply(agreed, world.bob)

    def test_managers_are_told_of_the_verdict_and_the_reviewer_of_the_reply(
        self, world: World, made: Draw, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            told = found(check_of(made, "3.3"), world.ravi, note="Nobody else may read this")
        with django_capture_on_commit_callbacks(execute=True):
            reply(told, world.bob, "Nor this")
        assert [letter.to for letter in mail.outbox] == [[world.bob.email], [world.ravi.email]]
        assert not any("Nobody else" in str(letter.body) or "Nor this" in str(letter.body) for letter in mail.outbox)

    def test_a_reviewer_who_may_not_go_on_is_not_told(
        self, world: World, told: Check, django_capture_on_commit_callbacks: Any
    ) -> None:
        people.give_role(person=world.ravi, role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
        with django_capture_on_commit_callbacks(execute=True):
            reply(told, world.bob)
        assert mail.outbox == []


class TestSettling:
    @pytest.fixture
    def told(self, check: Check, world: World) -> Check:
        return find(check, world.ravi, Found("lower", 1, NOTE))

    def test_not_while_the_agency_may_still_reply(self, world: World, told: Check) -> None:
        for days in (0, 1, 13, 14):
            with days_later(days), pytest.raises(NotNow, match="until the time for it has passed"):
                checks.settle(check=again(told), found=Found("agree"), expected=told.version, by=world.ravi)

    def test_on_the_day_after_without_a_reply(self, world: World, told: Check) -> None:
        with days_later(15):
            checks.settle(check=again(told), found=Found("agree"), expected=told.version, by=world.ravi)
        assert again(told).settled_score == OWN

    def test_at_once_after_the_reply(self, world: World, told: Check) -> None:
        replied = reply(told, world.bob)
        after = Found("lower", 2, "The minutes of June came with the reply")
        checks.settle(check=again(told), found=after, expected=replied.version, by=world.ravi)
        kept = again(told)
        assert (kept.state, kept.settled_verdict, kept.settled_score) == ("settled", "lower", 2)
        assert (kept.verdict, kept.verified_score, kept.note) == ("lower", 1, NOTE)  # what was found first stays

    def test_only_by_the_reviewer_who_has_it(self, world: World, told: Check) -> None:
        rita = add_person("Rita", roles.REVIEWER, by=world.omar)
        with days_later(15), pytest.raises(Refused, match="Take this check before you go on"):
            checks.settle(check=again(told), found=Found("agree"), expected=told.version, by=rita)

    def test_what_is_settled_enters_the_verified_scores_and_what_is_only_found_does_not(
        self, world: World, told: Check
    ) -> None:
        pk = told.answer.audit_return_id
        assert verified_scores([pk]) == {}
        settled(told, world.ravi, "lower", 1)
        assert verified_scores([pk]) == {(pk, "1.1"): 1}
        assert verified_scores([world.harbour_return.pk]) == {}

    def test_a_settlement_without_a_score_is_not_a_verified_score(self, world: World, told: Check) -> None:
        settled(told, world.ravi, "cannot_tell")
        assert verified_scores([told.answer.audit_return_id]) == {}


class TestWhatWasSettled:
    """It stands for ever, also for whoever writes to the database."""

    @pytest.fixture
    def done(self, check: Check, world: World) -> Check:
        find(check, world.ravi, Found("lower", 1, NOTE))
        return settled(check, world.ravi, "lower", 1)

    def test_no_action_changes_it(self, world: World, done: Check) -> None:
        rita = add_person("Rita", roles.REVIEWER, by=world.omar)
        now = again(done)
        what: dict[str, Any] = {
            "take": lambda: checks.take(check=now, by=rita),
            "hand back": lambda: checks.hand_back(check=now, by=world.ravi),
            "find": lambda: find(now, world.ravi, Found("agree")),
            "reply": lambda: reply(now, world.bob),
            "settle": lambda: settled(now, world.ravi, "lower", 2),
            "set aside": lambda: checks.set_aside(check=now, reason=ASIDE, expected=now.version, by=world.dana),
        }
        for verb, act in what.items():
            with pytest.raises(NotNow, match="Ravi has taken" if verb == "take" else "settled and cannot be changed"):
                act()
        assert again(done).version == done.version

    def test_the_database_refuses(self, done: Check) -> None:
        for sql in (
            "update audits_check set settled_score = 4 where id = %s",
            "update audits_check set state = 'drawn', settled_verdict = '', settled_score = null where id = %s",
            "update audits_check set reply = 'We never said so' where id = %s",
            "update audits_check set version = version where id = %s",
            "delete from audits_check where id = %s",
        ):
            refused(sql, done.pk, "settled check never changes|only ever added to")

    def test_no_check_ever_goes_away(self, made: Draw) -> None:
        """Who does not like what was drawn cannot make it disappear."""
        refused("delete from audits_check where id = %s", check_of(made, "6.6").pk, "only ever added to")

    def test_neither_does_a_draw_or_a_candidate_or_what_they_say(self, made: Draw) -> None:
        for sql in (
            "update audits_draw set seed = 'ab' where id = %s",
            "delete from audits_draw where id = %s",
            "update audits_candidate set drawn = not drawn where draw_id = %s",
            "update audits_candidate set probability = 1 where draw_id = %s",
            "delete from audits_candidate where draw_id = %s",
        ):
            refused(sql, made.pk, "only ever added to")

    def test_the_database_refuses_states_that_make_no_sense(self, made: Draw) -> None:
        for sql in (
            "update audits_check set state = 'found' where id = %s",
            "update audits_check set state = 'settled', verdict = 'agree' where id = %s",
            "update audits_check set verified_score = 5 where id = %s",
            "update audits_check set settled_score = 7 where id = %s",
            "update audits_check set settled_verdict = 'lower' where id = %s",
        ):
            refused(sql, check_of(made, "6.5").pk, "check_")


class TestSettingAside:
    def test_with_a_reason_that_stays(self, world: World, made: Draw) -> None:
        one = check_of(made)
        checks.set_aside(check=one, reason=f"  {ASIDE} ", expected=0, by=world.dana)
        kept = again(one)
        assert (kept.state, kept.settled_note, kept.settled_verdict) == ("set_aside", ASIDE, "")

    def test_not_without_one_that_fits(self, world: World, made: Draw) -> None:
        for reason in ("", "No.", "   short   ", "x" * (LONGEST_WORDS + 1), "Cannot \x00 be kept"):
            with pytest.raises(Invalid) as refused:
                checks.set_aside(check=check_of(made), reason=reason, expected=0, by=world.dana)
            assert refused.value.field == "reason"

    def test_also_when_somebody_has_taken_it_but_not_once_there_is_a_verdict(self, world: World, check: Check) -> None:
        other = checks.take(check=check_of(check.candidate.draw, "1.2"), by=world.ravi)
        checks.set_aside(check=other, reason=ASIDE, expected=other.version, by=world.dana)
        told = find(check, world.ravi, Found("lower", 1, NOTE))
        with pytest.raises(NotNow, match="waits for the agency’s reply"):
            checks.set_aside(check=told, reason=ASIDE, expected=told.version, by=world.dana)

    def test_nobody_takes_it_afterwards(self, world: World, made: Draw) -> None:
        one = check_of(made)
        checks.set_aside(check=one, reason=ASIDE, expected=0, by=world.dana)
        with pytest.raises(NotNow, match="set aside"):
            checks.take(check=again(one), by=world.ravi)


class TestSentTwice:
    """The same form again is the same act: one entry in the trail, and no complaint. Another form is refused."""

    def entries(self, said: str) -> int:
        return Entry.objects.filter(verb=said).count()

    def test_taking(self, world: World, check: Check) -> None:
        assert checks.take(check=again(check), by=world.ravi).version == check.version
        assert self.entries("check taken") == 1

    @pytest.mark.parametrize("told", [Found("agree"), Found("lower", 1, NOTE)], ids=["agree", "lower"])
    def test_the_verdict(self, world: World, check: Check, told: Found) -> None:
        for _ in range(2):
            checks.find(check=again(check), found=told, expected=1, by=world.ravi)
        assert self.entries("check found") == 1
        with pytest.raises(NotNow):
            checks.find(check=again(check), found=Found("lower", 2, NOTE), expected=1, by=world.ravi)

    def test_the_reply(self, world: World, check: Check) -> None:
        told = find(check, world.ravi, Found("lower", 1, NOTE))
        for _ in range(2):
            checks.reply(check=again(check), text="We accept this.", expected=told.version, by=world.bob)
        assert self.entries("check replied to") == 1

    def test_the_settlement(self, world: World, check: Check) -> None:
        told = find(check, world.ravi, Found("lower", 1, NOTE))
        with days_later(20):
            for _ in range(2):
                checks.settle(check=again(check), found=Found("agree"), expected=told.version, by=world.ravi)
        assert self.entries("check settled") == 1

    def test_setting_aside(self, world: World, made: Draw) -> None:
        for _ in range(2):
            checks.set_aside(check=check_of(made), reason=ASIDE, expected=0, by=world.dana)
        assert self.entries("check set aside") == 1


class TestTwoAtOnce:
    def test_what_was_read_before_somebody_else_wrote_is_refused(self, world: World, check: Check) -> None:
        """Handed back and taken again in another tab: the first tab still holds version 1."""
        checks.hand_back(check=again(check), by=world.ravi)
        checks.take(check=again(check), by=world.ravi)
        with pytest.raises(Stale, match="Somebody else changed this check"):
            checks.find(check=again(check), found=Found("agree"), expected=1, by=world.ravi)
        assert again(check).state == "drawn"

    def test_a_version_that_cannot_be_is_refused_like_any_other(self, world: World, check: Check) -> None:
        with pytest.raises(Stale):
            checks.find(check=again(check), found=Found("agree"), expected=10**30, by=world.ravi)

    def test_the_reply_that_comes_while_the_reviewer_settles_is_not_lost(self, world: World, check: Check) -> None:
        told = find(check, world.ravi, Found("lower", 1, NOTE))
        with days_later(20):
            before = again(told)
            reply(told, world.bob, "We found the minutes of June.")
            with pytest.raises(Stale):
                checks.settle(check=before, found=Found("lower", 1, NOTE), expected=before.version, by=world.ravi)
        assert again(told).state == "replied"

    @pytest.mark.django_db(transaction=True)
    def test_of_two_reviewers_who_take_it_one_wins_and_the_other_is_told(self) -> None:
        world = World()
        one = check_of(draw(signed(world, (world.elmfield, world.bob)), world.dana, 36))
        both = Barrier(2)

        def take(who: Person) -> str:
            mine = again(one)
            both.wait(timeout=10)
            try:
                return checks.take(check=mine, by=who).reviewer_name
            except (Stale, NotNow) as error:
                return str(error)
            finally:
                connection.close()

        rita = add_person("Rita", roles.REVIEWER, by=world.omar)
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(take, [world.ravi, rita]))
        winner = again(one).reviewer_name
        assert winner in said
        assert [words for words in said if words != winner] == [checks.FASTER]
        assert (again(one).version, Entry.objects.filter(verb="check taken").count()) == (1, 1)


class TestAReopenedReturn:
    """The check goes on, about what was signed; what the agency changed is no longer verified."""

    def test_the_check_goes_on(self, world: World, check: Check) -> None:
        returns.reopen(audit_return=check.answer.audit_return, reason="We found a mistake.", by=world.bob)
        say(return_of(world.elmfield, check.candidate.draw.round), "1.1", world.bob, score=1)
        told = find(check, world.ravi, Found("lower", 2, NOTE))  # below the 3 that was signed
        reply(told, world.bob)
        settled(told, world.ravi, "agree")
        kept = again(told)
        assert (kept.settled_score, kept.revision.score, kept.answer.score) == (OWN, OWN, 1)
        assert kept.sign_off.withdrawn_at is not None

    def test_a_changed_answer_has_no_verified_score_until_it_is_checked_again(self, world: World, made: Draw) -> None:
        for statement in ("1.1", "1.2"):
            found(check_of(made, statement), world.ravi, "agree", None, "")
        pk, round_ = check_of(made).answer.audit_return_id, made.round
        assert verified_scores([pk]) == {(pk, "1.1"): OWN, (pk, "1.2"): OWN}
        correct(round_, world.elmfield, world.bob, s1_1=2)
        assert verified_scores([pk]) == {(pk, "1.2"): OWN}
        second = draw(round_, world.dana, 36)
        assert second.candidates.count() == 1
        found(check_of(second), world.ravi, "agree", None, "")
        assert verified_scores([pk]) == {(pk, "1.1"): 2, (pk, "1.2"): OWN}
