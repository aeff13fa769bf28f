"""Nobody checks an answer of their own agency or their own hand: no role, no combination of roles, and no address.

Each row of the table is somebody; the columns are what the addresses of Elmfield's checks answer. Where the address
needs a check that is theirs, it is made theirs behind the program's back, as if they had taken it before they had a
stake in it.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onlinelives.accounts.actions import elevations, people
from onlinelives.accounts.models import Agency, Membership, Person
from onlinelives.audits.actions import answers, carrying, checks, evidence, returns
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.models import Candidate, Check, Round
from onlinelives.audits.queries import answer_for
from onlinelives.audits.queries.independence import (
    ANSWERED,
    ASIDE,
    ASSIGNED,
    EVIDENCE,
    NOT_REVIEWER,
    OWN_AGENCY,
    SIGNED,
    may_check,
    may_set_aside,
    stakes,
)
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Refused
from onlinelives.trail import clock
from tests.audits.drawn import again, check_of, checks_of, filled, found, sent, undone, unguarded
from tests.world import World, add_note, add_person, add_round, cite, draw, return_of, say, sign_off
from tests.world import again as as_next_seen

LONG_AGO = timedelta(days=500)


class Place:
    """Elmfield's return of last year, drawn whole: one check is free, and one was found by Rita, who has left."""

    def __init__(self, world: World, prepare: Callable[[World, Round], None]):
        self.world = world
        self.round = _last_year(world, prepare)
        self.rita = reviewer(world, "Rita")
        made = draw(self.round, world.dana, 4)
        self.free, other, *_ = checks_of(made, world.elmfield)
        self.found = found(other, self.rita)
        people.switch_off(person=self.rita, by=world.omar)


def _last_year(world: World, prepare: Callable[[World, Round], None]) -> Round:
    """As World.last_year; `prepare` comes between answering and signing."""
    ago = clock.now() - timedelta(days=365)
    with clock.at(ago):
        opens_on = clock.today()
        made = add_round("Self-audit 2025", [world.elmfield], by=world.dana, edition="audit-2017", opens_on=opens_on)
        audit_return = return_of(world.elmfield, made)
        filled(audit_return, world.bob)
        prepare(world, made)
        if audit_return.sign_offs.count() == 0:
            sign_off(return_of(world.elmfield, made), world.bob)
    return made


def reviewer(world: World, name: str, agency: Agency | None = None) -> Person:
    return add_person(name, roles.REVIEWER, agency, by=world.omar)


def of_agency(world: World, name: str, agency: Agency, role: Any = roles.PRACTITIONER) -> Person:
    return add_person(name, role, agency, by=world.omar)


def and_reviewer(world: World, person: Person) -> Person:
    people.give_role(person=person, role=roles.REVIEWER, agency=None, by=world.omar)
    return as_next_seen(person)


def and_lead(world: World, person: Person) -> Person:
    people.give_role(person=person, role=roles.STRATEGY_LEAD, agency=None, by=world.omar)
    return as_next_seen(person)


def left(world: World, person: Person, *, before: bool) -> Person:
    """Their roles in agencies ended: before last year's round was opened, or just now."""
    for membership in person.memberships.filter(agency__isnull=False, ended_at=None):
        people.end_role(membership=membership, by=world.omar)
    if before:
        person.memberships.filter(agency__isnull=False).update(ended_at=clock.now() - LONG_AGO)
    return as_next_seen(person)


def forgotten(person: Person) -> Person:
    """As if they had never worked there: only what they did is left of them."""
    Membership.objects.filter(person=person, agency__isnull=False).delete()
    return as_next_seen(person)


def moved(world: World, person: Person) -> Person:
    """They left for Harbour and review for it."""
    for membership in person.memberships.filter(ended_at=None):
        people.end_role(membership=membership, by=world.omar)
    people.give_role(person=person, role=roles.REVIEWER, agency=world.harbour, by=world.omar)
    return as_next_seen(person)


def _nothing(world: World, round_: Round) -> None:
    pass


def _nora(world: World) -> Person:
    found_: Person = Person.objects.get(name="Nora")
    return found_


def _nora_answers(world: World, round_: Round) -> None:
    nora = of_agency(world, "Nora", world.elmfield)
    say(return_of(world.elmfield, round_), "2.2", nora, score=4)


def _nora_is_given_a_section(world: World, round_: Round) -> None:
    nora = of_agency(world, "Nora", world.elmfield)
    given = return_of(world.elmfield, round_)
    returns.assign(audit_return=given, section=2, people=[nora], due_on=None, by=world.bob)


def _nora_signs(world: World, round_: Round) -> None:
    sign_off(return_of(world.elmfield, round_), of_agency(world, "Nora", world.elmfield, roles.MANAGER))


def _noras_evidence_is_cited(world: World, round_: Round) -> None:
    note = add_note(world.elmfield, of_agency(world, "Nora", world.elmfield))
    evidence.look_after(evidence=note, owner=world.bob, review_on=note.review_on, by=world.bob)
    cite(return_of(world.elmfield, round_), "1.1", [note], world.bob)


def _evidence_that_nora_looks_after_is_cited(world: World, round_: Round) -> None:
    nora, note = of_agency(world, "Nora", world.elmfield), add_note(world.elmfield, world.bob)
    evidence.look_after(evidence=note, owner=nora, review_on=note.review_on, by=world.bob)
    cite(return_of(world.elmfield, round_), "1.1", [note], world.bob)


def _noras_answer_is_carried_forward(world: World, round_: Round) -> None:
    nora = of_agency(world, "Nora", world.elmfield)
    with clock.at(clock.now() - timedelta(days=365)):
        older = add_round("Self-audit 2024", [world.elmfield], by=world.dana, edition="audit-2017")
        source = return_of(world.elmfield, older)
        filled(source, world.bob)
        say(source, "3.3", nora, score=4, evidence="Minutes")
        sign_off(source, world.bob)
    target = return_of(world.elmfield, round_)
    with unguarded("audits_answer", "audits_answerrevision"):
        target.answers.filter(statement="3.3").update(version=0, score=None, commentary="", evidence="")
        target.answers.get(statement="3.3").revisions.all()._raw_delete("default")
    carrying.carry(audit_return=target, source=return_of(world.elmfield, older), statements=["3.3"], by=world.bob)
    answer = answer_for(world.bob, target.pk, "3.3").answer
    answers.confirm(answer=answer, expected=answer.version, assigned=True, by=world.bob)


def _elevated(world: World) -> Person:
    elevations.begin(reason="The return is due today and nobody answers.", by=world.dana)
    return as_next_seen(world.dana)


OK, DONE, NO, GONE = 200, 302, 403, 404
NOBODY = (GONE,) * 9
UNTOLD = (GONE, GONE, GONE, GONE, GONE)  # what is not found yet is not shown to the agency's people
# somebody -> (what they did before the signature, who they are, the reason they read, what the addresses answer:
# free check: seen, taken, found if theirs, handed back if theirs, set aside; found check: seen, taken over, settled if
# theirs, replied to)
CASES: dict[str, tuple[Callable[[World, Round], None], Callable[[World], Person], str, tuple[int, ...]]] = {
    "a reviewer of the area": (
        _nothing,
        lambda w: reviewer(w, "Nora"),
        "",
        (OK, DONE, DONE, DONE, NO, OK, DONE, DONE, NO),
    ),
    "a reviewer of another agency": (
        _nothing,
        lambda w: reviewer(w, "Nora", w.harbour),
        "",
        (OK, DONE, DONE, DONE, NO, OK, DONE, DONE, NO),
    ),
    "a manager of another agency who is a reviewer": (
        _nothing,
        lambda w: and_reviewer(w, w.mina),
        "",
        (OK, DONE, DONE, DONE, NO, OK, DONE, DONE, NO),
    ),
    "a strategy lead who is a reviewer": (
        _nothing,
        lambda w: and_reviewer(w, w.dana),
        "",
        (OK, DONE, DONE, DONE, DONE, OK, DONE, DONE, NO),
    ),
    "a reviewer who left the agency before the round was opened": (
        _nothing,
        lambda w: left(w, and_reviewer(w, of_agency(w, "Nora", w.elmfield)), before=True),
        "",
        (OK, DONE, DONE, DONE, NO, OK, DONE, DONE, NO),
    ),
    "a reviewer of the agency itself": (
        _nothing,
        lambda w: reviewer(w, "Nora", w.elmfield),
        OWN_AGENCY,
        (*UNTOLD, NO, NO, NO, NO),
    ),
    "a practitioner of the agency": (_nothing, lambda w: w.alice, NOT_REVIEWER.reason, (*UNTOLD, OK, NO, NO, NO)),
    "a manager of the agency": (_nothing, lambda w: w.bob, NOT_REVIEWER.reason, (*UNTOLD, OK, NO, NO, DONE)),
    "a practitioner of the agency who is a reviewer": (
        _nothing,
        lambda w: and_reviewer(w, w.alice),
        OWN_AGENCY,
        (*UNTOLD, OK, NO, NO, NO),
    ),
    "a manager of the agency who is a reviewer": (
        _nothing,
        lambda w: and_reviewer(w, w.bob),
        OWN_AGENCY,
        (*UNTOLD, OK, NO, NO, DONE),
    ),
    "a manager of the agency who is a strategy lead": (
        _nothing,
        lambda w: and_lead(w, w.bob),
        NOT_REVIEWER.reason,
        (OK, NO, NO, DONE, NO, OK, NO, NO, DONE),
    ),
    "a manager of the agency who is a strategy lead and a reviewer": (
        _nothing,
        lambda w: and_reviewer(w, and_lead(w, w.bob)),
        OWN_AGENCY,
        (OK, NO, NO, DONE, NO, OK, NO, NO, DONE),
    ),
    "a reviewer who left the agency while the round was open": (
        _nothing,
        lambda w: left(w, and_reviewer(w, of_agency(w, "Nora", w.elmfield)), before=False),
        OWN_AGENCY,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "somebody who wrote one revision and moved to another agency": (
        _nora_answers,
        lambda w: moved(w, _nora(w)),
        OWN_AGENCY,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer of whom one revision is left": (
        _nora_answers,
        lambda w: forgotten(and_reviewer(w, _nora(w))),
        ANSWERED,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer whose older answer was carried forward": (
        _noras_answer_is_carried_forward,
        lambda w: left(w, and_reviewer(w, _nora(w)), before=True),
        ANSWERED,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer to whom a section was given": (
        _nora_is_given_a_section,
        lambda w: forgotten(and_reviewer(w, _nora(w))),
        ASSIGNED,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer who signed": (
        _nora_signs,
        lambda w: forgotten(and_reviewer(w, _nora(w))),
        SIGNED,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer who added cited evidence and left before the round": (
        _noras_evidence_is_cited,
        lambda w: left(w, and_reviewer(w, _nora(w)), before=True),
        EVIDENCE,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a reviewer who looks after cited evidence": (
        _evidence_that_nora_looks_after_is_cited,
        lambda w: left(w, and_reviewer(w, _nora(w)), before=True),
        EVIDENCE,
        (NO, NO, NO, DONE, NO, NO, NO, NO, NO),
    ),
    "a strategy lead": (_nothing, lambda w: w.dana, NOT_REVIEWER.reason, (OK, NO, NO, DONE, DONE, OK, NO, NO, NO)),
    "a strategy lead with extra access": (
        _nothing,
        _elevated,
        NOT_REVIEWER.reason,
        (OK, NO, NO, DONE, DONE, OK, NO, NO, NO),
    ),
    "an analyst": (_nothing, lambda w: w.ines, NOT_REVIEWER.reason, NOBODY),
    "an administrator": (_nothing, lambda w: w.omar, NOT_REVIEWER.reason, NOBODY),
    "people of another agency": (_nothing, lambda w: w.charlie, NOT_REVIEWER.reason, NOBODY),
    "a reviewer of another area": (
        _nothing,
        lambda w: add_person("Uma", roles.REVIEWER, by=w.far_omar),
        NOT_REVIEWER.reason,
        NOBODY,
    ),
    "a strategy lead of another area": (_nothing, lambda w: w.zoe, NOT_REVIEWER.reason, NOBODY),
}


def theirs(check: Check, person: Person) -> Check:
    with unguarded("audits_check"):
        Check.objects.filter(pk=check.pk).update(reviewer=person, reviewer_name=person.name)
    return check


def answers_of(place: Place, who: Person) -> tuple[int, ...]:
    """What the nine addresses answer, each from the same beginning."""
    version = place.free.version
    lower = {"version": version, "verdict": "lower", "verified": "1", "note": "The minutes end in May"}
    late = clock.now() + timedelta(days=30)

    def settle() -> Any:
        theirs(place.found, who)
        with clock.at(late):
            return sent(who, "check_settle", place.found, **{**lower, "version": place.found.version})

    addresses: list[Callable[[], Any]] = [
        lambda: sent(who, "check", place.free),
        lambda: sent(who, "check_take", place.free),
        lambda: sent(who, "check_find", theirs(place.free, who), **lower),
        lambda: sent(who, "check_hand_back", theirs(place.free, who)),
        lambda: sent(who, "check_set_aside", place.free, version=version, words="It cannot be opened here."),
        lambda: sent(who, "check", place.found),
        lambda: sent(who, "check_take", place.found),
        settle,
        lambda: sent(who, "check_reply", place.found, version=place.found.version, words="We accept this."),
    ]
    return tuple(undone(address).status_code for address in addresses)


@pytest.mark.parametrize("prepare", dict.fromkeys(case[0] for case in CASES.values()), ids=lambda do: do.__name__)
@pytest.mark.asvs("V8.2.1")
@pytest.mark.asvs("V8.2.2")
def test_what_every_address_answers(world: World, prepare: Callable[[World, Round], None]) -> None:
    """Each case from the same beginning; whatever it did is undone."""
    place = Place(world, prepare)
    for case, (before, somebody, reason, expected) in CASES.items():
        if before is prepare:
            undone(partial(one_case, place, case, somebody, (reason, expected)))


def one_case(place: Place, case: str, somebody: Callable[[World], Person], told: tuple[str, tuple[int, ...]]) -> None:
    who, (reason, expected) = somebody(place.world), told
    assert may_check(who, place.free.answer.audit_return) == (Denied(reason) if reason else Allowed()), case
    assert answers_of(place, who) == expected, case
    if not reason:
        return
    # Behind the addresses, every action says no by itself.
    lower = Found("lower", 1, "The minutes end in May")
    with pytest.raises(Refused, match=reason):
        checks.take(check=again(place.free), by=who)
    with pytest.raises(Refused, match=reason):
        checks.find(check=again(theirs(place.free, who)), found=lower, expected=place.free.version, by=who)
    with pytest.raises(Refused, match=reason), clock.at(clock.now() + timedelta(days=30)):
        checks.settle(check=again(theirs(place.found, who)), found=lower, expected=place.found.version, by=who)


def test_a_check_that_is_not_theirs_is_handed_back_and_settled_by_nobody(world: World) -> None:
    place = Place(world, _nothing)
    for who in (world.ravi, world.dana):
        assert sent(who, "check_hand_back", place.free).status_code == 403
    got = sent(world.ravi, "check_find", place.free, version=0, verdict="agree")
    assert got.status_code == 403
    assert "Take this check before you go on" in got.content.decode()
    assert again(place.free).state == "drawn"


def test_a_refusal_is_a_page_with_the_reason(world: World) -> None:
    place = Place(world, _nora_answers)
    nora = forgotten(and_reviewer(world, _nora(world)))
    for name in ("check", "check_take", "check_find", "check_settle"):
        assert ANSWERED in sent(nora, name, place.free).content.decode()


def test_whoever_may_not_is_refused_before_their_form_is_looked_at(world: World) -> None:
    place = Place(world, _nothing)
    for who, name in [
        (world.bob, "check_find"),
        (world.bob, "check_settle"),
        (world.alice, "check_reply"),
        (world.bob, "check_set_aside"),
    ]:
        assert sent(who, name, place.found).status_code == 403


def test_nobody_sets_aside_the_checks_of_a_return_they_have_a_part_in(world: World) -> None:
    place = Place(world, _nothing)
    lead = and_lead(world, world.bob)
    assert may_set_aside(lead, place.free.answer.audit_return) == Denied(ASIDE)
    assert may_set_aside(world.dana, place.free.answer.audit_return) == Allowed()
    got = sent(lead, "check_set_aside", place.free, version=0, words="We would rather not have this looked at.")
    assert ASIDE in got.content.decode()
    assert again(place.free).state == "drawn"


def test_the_first_reason_that_holds_is_the_one_given(world: World) -> None:
    """Bob works there, answered, signed, and owns evidence: the widest reason comes first."""
    place = Place(world, _nothing)
    bob = and_reviewer(world, world.bob)
    assert stakes(bob, [place.free.answer.audit_return]) == {place.free.answer.audit_return_id: OWN_AGENCY}
    assert stakes(bob, []) == {}


def test_a_stake_in_one_return_is_none_in_another(world: World) -> None:
    place = Place(world, _nora_answers)
    nora = forgotten(and_reviewer(world, _nora(world)))
    ours, theirs_ = place.free.answer.audit_return, world.harbour_return
    assert stakes(nora, [ours, theirs_]) == {ours.pk: ANSWERED}


def test_evidence_that_was_signed_and_is_no_longer_cited_is_still_a_stake(world: World) -> None:
    place = Place(world, _noras_evidence_is_cited)
    nora = left(world, and_reviewer(world, _nora(world)), before=True)
    audit_return = return_of(world.elmfield, place.round)
    returns.reopen(audit_return=audit_return, reason="We found a mistake.", by=world.bob)
    cite(audit_return, "1.1", [], world.bob)
    assert stakes(nora, [audit_return]) == {audit_return.pk: EVIDENCE}


def test_the_reviewer_s_own_agency_is_known_however_many_returns_are_asked_about(
    world: World, django_assert_num_queries: Any
) -> None:
    place = Place(world, _nothing)
    asked = [place.free.answer.audit_return, world.elmfield_return, world.harbour_return]
    nora = reviewer(world, "Nora", world.elmfield)
    with django_assert_num_queries(2):
        assert stakes(nora, asked) == dict.fromkeys([asked[0].pk, asked[1].pk], OWN_AGENCY)


class TestTheDatabaseItself:
    """Whatever program writes to it: who works for the agency, or wrote part of the return, is refused."""

    @pytest.fixture
    def place(self, world: World) -> Place:
        return Place(world, _nora_answers)

    def staked(self, place: Place) -> tuple[Person, Person]:
        """One who works there, and one of whom a revision is left."""
        return place.world.alice, forgotten(_nora(place.world))

    def test_refuses_to_give_them_the_check(self, place: Place) -> None:
        for person in self.staked(place):
            with pytest.raises(DatabaseError, match="own agency"), transaction.atomic():
                Check.objects.filter(pk=place.free.pk).update(reviewer=person)
            told = [person.pk, place.free.pk]
            with pytest.raises(DatabaseError, match="own agency"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("update audits_check set reviewer_id = %s where id = %s", told)
        Check.objects.filter(pk=place.free.pk).update(reviewer=place.world.ravi)  # anybody else may have it

    def test_refuses_a_new_check_of_theirs(self, place: Place) -> None:
        candidate = Candidate.objects.filter(draw=place.free.candidate.draw, drawn=False)[0]
        for person in self.staked(place):
            with pytest.raises(DatabaseError, match="own agency"), transaction.atomic():
                Check.objects.create(
                    partnership=place.world.partnership,
                    candidate=candidate,
                    answer_id=candidate.answer_id,
                    revision_id=candidate.revision_id,
                    sign_off_id=candidate.sign_off_id,
                    reviewer=person,
                )

    def test_refuses_their_verdict_on_a_check_that_was_theirs_before(self, place: Place) -> None:
        for person in self.staked(place):
            theirs(place.free, person)
            for change in (
                {"state": "found", "verdict": "lower", "verified_score": 1},
                {"state": "found", "verdict": "no_evidence"},
                {"verified_score": 1},
                {"settled_verdict": "cannot_tell"},
                {"settled_score": 2},
            ):
                with pytest.raises(DatabaseError, match="own agency"), transaction.atomic():
                    Check.objects.filter(pk=place.free.pk).update(**change)

    def test_lets_others_do_what_is_theirs_to_do(self, place: Place) -> None:
        """A reply, setting aside and handing over do not fail because the reviewer has moved to the agency since."""
        theirs(place.free, place.world.alice)
        theirs(place.found, place.world.alice)
        checks.set_aside(
            check=again(place.free), reason="The reviewer works there now.", expected=0, by=place.world.dana
        )
        reply = again(place.found)
        checks.reply(check=reply, text="We accept this.", expected=reply.version, by=place.world.bob)
        assert checks.take(check=again(place.found), by=place.world.ravi).reviewer == place.world.ravi


class TestTakingOver:
    """A check does not wait for ever for a reviewer who may not go on with it."""

    @pytest.fixture
    def check(self, world: World) -> Check:
        round_ = _last_year(world, _nothing)
        return found(check_of(draw(round_, world.dana, 36), "4.4"), reviewer(world, "Rita"))

    def rita(self) -> Person:
        found_: Person = Person.objects.get(name="Rita")
        return found_

    def test_not_while_they_may(self, world: World, check: Check) -> None:
        got = sent(world.ravi, "check_take", check)
        assert got.status_code == 409
        assert "Rita has taken this check." in got.content.decode()
        assert "Take this check" not in sent(world.ravi, "check", check).content.decode()

    @pytest.mark.parametrize("why", ["switched off", "no longer a reviewer", "joined the agency", "answered for it"])
    def test_once_they_may_not(self, world: World, check: Check, why: str) -> None:
        rita = self.rita()
        if why == "switched off":
            people.switch_off(person=rita, by=world.omar)
        elif why == "no longer a reviewer":
            people.end_role(membership=rita.memberships.get(), by=world.omar)
        else:
            people.give_role(person=rita, role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
        if why == "answered for it":
            audit_return = check.answer.audit_return
            returns.reopen(audit_return=audit_return, reason="We found a mistake.", by=world.bob)
            say(return_of(world.elmfield, audit_return.round), "1.1", as_next_seen(rita), score=1)
            forgotten(rita)
        assert "Take this check" in sent(world.ravi, "check", check).content.decode()
        assert sent(world.ravi, "check_take", check).status_code == 302
        taken = again(check)
        assert (taken.reviewer_name, taken.state, taken.verdict) == ("Ravi", "found", "lower")
        with clock.at(clock.now() + timedelta(days=30)):
            checks.settle(check=taken, found=Found("agree"), expected=taken.version, by=world.ravi)
        assert again(check).settled_score == 3

    def test_a_check_that_was_only_taken_is_taken_over_too(self, world: World, check: Check) -> None:
        other = checks.take(check=check_of(check.candidate.draw, "5.5"), by=self.rita())
        people.switch_off(person=self.rita(), by=world.omar)
        assert checks.take(check=again(other), by=world.ravi).reviewer_name == "Ravi"

    def test_but_by_nobody_with_a_stake(self, world: World, check: Check) -> None:
        people.switch_off(person=self.rita(), by=world.omar)
        assert sent(reviewer(world, "Nora", world.elmfield), "check_take", check).status_code == 403

    def test_the_reviewer_who_joined_the_agency_can_no_longer_settle(self, world: World, check: Check) -> None:
        people.give_role(person=self.rita(), role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
        rita = as_next_seen(self.rita())
        with clock.at(clock.now() + timedelta(days=30)):
            got = sent(rita, "check_settle", check, version=check.version, verdict="agree")
        assert got.status_code == 403
        assert again(check).state == "found"


def test_nobody_of_the_agency_is_told_what_was_drawn(world: World) -> None:
    """Neither by its checks nor by a list, whichever roles they hold besides."""
    round_ = _last_year(world, _nothing)
    made = draw(round_, world.dana, 36)
    insiders = [world.alice, world.bob, reviewer(world, "Nora", world.elmfield), and_reviewer(world, world.alice)]
    for who in insiders:
        assert list(Check.objects.visible_to(who)) == []
    assert Check.objects.visible_to(world.ravi).count() == 36
    found(check_of(made, "1.1"), world.ravi)
    for who in insiders:
        assert [check.answer.statement for check in Check.objects.visible_to(who)] == ["1.1"]
