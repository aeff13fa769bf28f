"""Referrals are received, corrected, decided, and later seen to have had an online part."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import INFLUENCES, OLDEST, Decision, Referral, YoungPerson
from onlinelives.rules.lifecycles import REFERRAL
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@dataclass(frozen=True)
class Told:
    """What a referral says. `harm`: which of the two harm types, both or none; only where there is an online part.
    `age`: whole years on that day, as somebody said, for where no date of birth is kept; None where nobody knows."""

    received_on: date
    source: str
    reason: str
    online: str
    harm: frozenset[str] = frozenset()
    significant_harm: str = "not_known"
    found_on: date | None = None
    found_how: str = ""
    age: int | None = None

    def __repr__(self) -> str:
        return "<referral>"


@transaction.atomic
def receive(*, young_person: YoungPerson, told: Told, by: Person, form_key: uuid.UUID | None = None) -> Referral:
    """A new referral. The same form sent twice makes one. Raises Invalid for what does not fit together."""
    young_person = open_to(by, young_person)
    again = form_key and Referral.objects.filter(form_key=form_key, young_person=young_person).first()
    if again:
        return again
    _check(told)
    referral = Referral(
        partnership_id=young_person.partnership_id, young_person=young_person, written_by=by, form_key=form_key
    )
    _say(referral, told)
    referral.save(force_insert=True)
    record("referral received", by=by, subject=young_person.trail_subject, referral=str(referral.pk))
    return referral


@transaction.atomic
def correct(*, referral: Referral, told: Told, expected: int, by: Person) -> Referral:
    """What it says, until it is decided. Raises NotNow afterwards, and Changed when somebody else was faster."""
    referral = _locked(referral, expected, by)
    REFERRAL.after(referral.state, "correct")
    _check(told)
    _say(referral, told)
    referral.save()
    record("referral corrected", by=by, subject=referral.trail_subject, referral=str(referral.pk))
    return referral


@transaction.atomic
def find_online(
    *, referral: Referral, found_on: date, how: str, harm: Iterable[str], expected: int, by: Person
) -> Referral:
    """An online part came to light that nobody knew of at referral (statement 1.4). Raises Invalid when one was known,
    for a day before the referral or in the future, and without words on how it was found."""
    referral = _locked(referral, expected, by)
    REFERRAL.after(referral.state, "find online")
    if referral.is_online:
        raise Invalid("An online part is already on record for this referral.")
    told = Told(
        received_on=referral.received_on,
        source=referral.source,
        reason=referral.reason,
        online=Referral.Online.LATER,
        harm=frozenset(harm),
        significant_harm=referral.significant_harm,
        found_on=found_on,
        found_how=how,
        age=referral.age,
    )
    _check(told)
    _say(referral, told)
    referral.save()
    record("online part found", by=by, subject=referral.trail_subject, referral=str(referral.pk))
    return referral


@transaction.atomic
def decide(
    *, referral: Referral, outcome: str, reason: str, influences: Iterable[str], expected: int, by: Person
) -> Decision:
    """What was decided, why, and what shaped it. Deciding again adds a second decision, and the first stays. Raises
    Invalid without a reason or for an unknown outcome or influence."""
    referral = _locked(referral, expected, by)
    chosen = {name.removeprefix("threshold.") for name in influences}
    if outcome not in Decision.Outcome.values or not chosen <= set(INFLUENCES):
        raise Invalid("Select one of the outcomes and influences.", "outcome")
    if not reason.strip():
        raise Invalid("Say why this was decided.", "reason")
    referral.state = REFERRAL.after(referral.state, "decide" if referral.state == "waiting" else "decide again")
    referral.version += 1
    referral.save(update_fields=["state", "version"])
    decision = Decision.objects.create(
        partnership_id=referral.partnership_id,
        referral=referral,
        outcome=outcome,
        reason=reason.strip(),
        by=by,
        **{f"by_{name}": name in chosen for name in INFLUENCES},
    )
    record("referral decided", by=by, subject=referral.trail_subject, referral=str(referral.pk), outcome=outcome)
    return decision


def _locked(referral: Referral, expected: int, by: Person) -> Referral:
    """Locked with its record, then asked whether `by` may write there, then compared: Changed carries the referral as
    it stands."""
    young_person = open_to(by, referral.young_person)
    here = young_person.referrals.select_for_update(no_key=True).get(pk=referral.pk)
    here.young_person = young_person
    if here.version != expected:
        raise Changed(here, "referral")
    return here


def _check(told: Told) -> None:
    today = clock.today()
    if told.received_on > today:
        raise Invalid("The day of the referral is in the future.", "received_on")
    if not told.reason.strip():
        raise Invalid("Say why they were referred.", "reason")
    if told.age is not None and not 0 <= told.age <= OLDEST:
        raise Invalid(f"Enter an age from 0 to {OLDEST} years.", "age")
    later = told.online == Referral.Online.LATER
    if later and told.found_on is None:
        raise Invalid("Enter the day on which the online part came to light.", "found_on")
    if later and told.found_on is not None and not told.received_on <= told.found_on <= today:
        raise Invalid("It came to light on or after the day of the referral, and not in the future.", "found_on")
    if later and not told.found_how.strip():
        raise Invalid("Say how the online part came to light.", "found_how")
    if told.harm and told.online in (Referral.Online.NONE, Referral.Online.NOT_ASKED):
        raise Invalid("A harm type goes with an online part. Change one of the two.", "harm")


def _say(referral: Referral, told: Told) -> None:
    later = told.online == Referral.Online.LATER
    referral.received_on, referral.source = told.received_on, told.source
    referral.reason, referral.online = told.reason.strip(), told.online
    referral.found_online_on = told.found_on if later else None
    referral.found_online_how = told.found_how.strip() if later else ""
    referral.technology_dependent = "technology_dependent" in told.harm
    referral.technology_enabled = "technology_enabled" in told.harm
    referral.significant_harm = told.significant_harm
    known = referral.young_person.birthday
    referral.age = referral.young_person.age_on(told.received_on) if known else told.age
    if not referral._state.adding:
        referral.version += 1
