"""A young person's record is opened, kept up to date, moved and restricted."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from onlinelives.accounts.models import Agency, Person, Team
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.sealing import index
from onlinelives.cases.actions.writing import locked, open_to, seen_by, telling
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import (
    OLDEST,
    Certificate,
    LegalHold,
    NamedPerson,
    Restriction,
    YoungPerson,
    new_reference,
)
from onlinelives.rules import names
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def open_record(*, team: Team, identity: Identity, by: Person, form_key: uuid.UUID | None = None) -> YoungPerson:
    """A new record, held by a team. The same form sent twice opens one. Raises Invalid for a date of birth that is in
    the future or more than OLDEST years ago, and for any identity where the area keeps none."""
    need(permissions.open_record(by, team))
    _may_keep(identity, by)
    Agency.objects.select_for_update(no_key=True).get(pk=team.agency_id)
    again = form_key and YoungPerson.objects.filter(form_key=form_key, opened_by=by).first()
    if again:
        return again
    young_person = YoungPerson(
        partnership_id=team.partnership_id,
        agency_id=team.agency_id,
        team=team,
        reference=_free_reference(),
        opened_by=by,
        form_key=form_key,
    )
    _say_who(young_person, identity)
    young_person.save(force_insert=True)
    index(young_person)
    record("young person added", by=by, subject=young_person.trail_subject, team=team.pk)
    return young_person


@transaction.atomic
def identify(*, young_person: YoungPerson, identity: Identity, expected: int, by: Person) -> YoungPerson:
    """What is known of who the young person is. Raises Changed when the record is no longer at version `expected`, and
    Invalid as `open_record` does."""
    young_person = open_to(by, young_person)
    _same(young_person, expected)
    _may_keep(identity, by)
    known_before = young_person.birthday
    _say_who(young_person, identity)
    young_person.version += 1
    young_person.save()
    index(young_person)
    if known_before or young_person.birthday:
        _keep_ages(young_person)
    record("young person identified", by=by, subject=young_person.trail_subject, version=young_person.version)
    return young_person


@transaction.atomic
def forget_identity(*, young_person: YoungPerson, expected: int, by: Person) -> YoungPerson:
    """Who it is goes for good, with the keys it was found by, where the area has decided to keep none; also from a
    closed record. Ages at referral stay: they are counted, and say little. What people wrote stays as it is.

    Raises NotNow where the area keeps identity, while a legal hold stands, or when nothing is kept any more, and
    Changed as `identify` does."""
    young_person = seen_by(by, young_person)
    need_state(permissions.forget_identity(by))
    _same(young_person, expected)
    if LegalHold.objects.over(young_person).exists():
        raise NotNow("A legal hold stands on this record. Nothing of it is removed while it does.")
    if not young_person.has_identity:
        raise NotNow("Nothing is kept of who this is any more.")
    _say_who(young_person, Identity())
    young_person.version += 1
    young_person.save()
    index(young_person)
    record("identity removed", by=by, subject=young_person.trail_subject, version=young_person.version)
    return young_person


@transaction.atomic
def move(*, young_person: YoungPerson, team: Team, expected: int, by: Person) -> YoungPerson:
    """Another team of the same agency holds the record from now on; its worker stays where they are in that team too.
    Raises Invalid for a team of another agency."""
    young_person = open_to(by, young_person)
    _same(young_person, expected)
    if team.agency_id != young_person.agency_id:
        raise Invalid(
            "A record is moved between teams of one agency. For another agency, share what they need.", "team"
        )
    if team.pk == young_person.team_id:
        raise Invalid("That team already holds the record.", "team")
    before, young_person.team = young_person.team_id, team
    if young_person.worker not in queries.who_could_work(young_person):
        young_person.worker = None
    young_person.version += 1
    young_person.save(update_fields=["team", "worker", "version"])
    record("young person moved", by=by, subject=young_person.trail_subject, team_before=before, team_now=team.pk)
    return young_person


@transaction.atomic
def restrict(
    *, young_person: YoungPerson, people: Iterable[Person], reason: str, expected: int, by: Person
) -> YoungPerson:
    """From now on only these people see the record: for everybody else it does not exist. Also changes who is named on
    one that is restricted already. Raises Invalid when nobody is named who works in the agency."""
    young_person = locked(young_person)
    need(permissions.restrict(by, young_person))
    _same(young_person, expected)
    wanted = {person.pk: person for person in people}
    if not wanted:
        raise Invalid("Name at least one person, or nobody would ever see the record again.", "people")
    if set(wanted) - {person.pk for person in queries.who_may_be_named(young_person)}:
        raise Invalid("Everybody who is named works in the agency.", "people")
    _keep_reason(young_person, True, reason, by)
    now = young_person.named.filter(ended_at=None)
    now.exclude(person__in=wanted).update(ended_at=clock.now())
    here = set(now.values_list("person", flat=True))
    for pk, person in wanted.items():
        if pk not in here:
            NamedPerson.objects.create(
                partnership_id=young_person.partnership_id, young_person=young_person, person=person
            )
    record("young person restricted", by=by, subject=young_person.trail_subject, named=sorted(wanted))
    return young_person


@transaction.atomic
def lift(*, young_person: YoungPerson, reason: str, expected: int, by: Person) -> YoungPerson:
    """The record is open to its team again. Raises NotNow when it was not restricted."""
    young_person = locked(young_person)
    need(permissions.restrict(by, young_person))
    _same(young_person, expected)
    if not young_person.restricted:
        raise NotNow("This record is not restricted.")
    _keep_reason(young_person, False, reason, by)
    young_person.named.filter(ended_at=None).update(ended_at=clock.now())
    record("young person no longer restricted", by=by, subject=young_person.trail_subject)
    return young_person


@transaction.atomic
def look(*, young_person: YoungPerson, page: str, by: Person) -> None:
    """Somebody sees the record. Where this cannot be written down, nothing is shown."""
    record(queries.LOOKED, by=by, subject=young_person.trail_subject, page=page)


@transaction.atomic
def see_names(*, young_people: Iterable[YoungPerson], searched: bool, by: Person) -> None:
    """Somebody sees a list of young people. Where this cannot be written down, nothing is shown."""
    shown = sorted(each.reference for each in young_people)
    record("young people listed", by=by, subject="young_people", searched=searched, shown=shown)


def _may_keep(identity: Identity, by: Person) -> None:
    may = permissions.keep_identity(by)
    if not may and not identity.is_empty:
        raise Invalid(may.reason)


def _same(young_person: YoungPerson, expected: int) -> None:
    """Asked after the permission: Changed carries the record as it stands."""
    if young_person.version != expected:
        raise Changed(young_person)


def _keep_reason(young_person: YoungPerson, restricted: bool, reason: str, by: Person) -> None:
    Restriction.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        restricted=restricted,
        reason=telling(reason),
        by=by,
    )
    young_person.restricted, young_person.version = restricted, young_person.version + 1
    young_person.save(update_fields=["restricted", "version"])


def _say_who(young_person: YoungPerson, identity: Identity) -> None:
    today = clock.today()
    if identity.born_on:
        if identity.born_on > today:
            raise Invalid("The date of birth is in the future.", "born_on")
        if names.age_on(identity.born_on, today) > OLDEST:
            raise Invalid(f"The date of birth is more than {OLDEST} years ago.", "born_on")
    young_person.given_name = " ".join(identity.given_name.split())
    young_person.family_name = " ".join(identity.family_name.split())
    young_person.known_as = " ".join(identity.known_as.split())
    young_person.born_on = identity.born_on.isoformat() if identity.born_on else ""
    young_person.postcode = names.postcode(identity.postcode)


def _keep_ages(young_person: YoungPerson) -> None:
    """Referrals are counted by age: it follows the date of birth that is now on record."""
    for referral in young_person.referrals.select_for_update(no_key=True):
        referral.age = young_person.age_on(referral.received_on)
        referral.save(update_fields=["age"])


def _free_reference() -> str:
    reference = new_reference()
    while any(m.objects.filter(reference=reference).exists() for m in (YoungPerson, Certificate)):  # never twice
        reference = new_reference()
    return reference
