"""The look-up "Is this young person known?", and calling back where it met a restricted record."""

import uuid
from datetime import date, timedelta

from django.db import transaction

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases import permissions as cases
from onlinelives.rules import names
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.sharing import permissions, queries
from onlinelives.sharing.actions import meeting
from onlinelives.sharing.models import Lookup, Met
from onlinelives.sharing.queries import Holder
from onlinelives.trail import clock
from onlinelives.trail.actions import record

MOST = 20  # look-ups of one person within AN_HOUR
AN_HOUR = timedelta(hours=1)
SHORTEST_REASON = 15
TOO_MANY = f"You have used the look-up {MOST} times within an hour. Wait a while, or ring the agency."


@transaction.atomic
def look_up(
    *, name: str, born_on: date, reason: str, agency: Agency, by: Person, form_key: uuid.UUID | None = None
) -> list[Holder]:
    """The teams of other agencies that hold a record whose name and date of birth fit; empty where there is none or
    only restricted ones. The same form sent twice is one look-up. Raises Invalid without a name or a reason, NotNow
    after too many."""
    need(permissions.share(by))
    if agency.pk not in by.agency_ids:
        raise Invalid("Select the agency for which you look.", "agency")
    if not names.words(name):
        raise Invalid("Enter the name.", "name")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why you need to know, in a sentence.", "reason")
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    again = form_key and Lookup.objects.filter(form_key=form_key, by=by).first()
    if again:
        return _holders(again)
    if Lookup.objects.filter(by=by, at__gt=clock.now() - AN_HOUR).count() >= MOST:
        raise NotNow(TOO_MANY)
    lookup = Lookup.objects.create(
        partnership_id=by.partnership_id, agency=agency, reason=reason.strip(), by=by, form_key=form_key
    )
    everywhere = queries.records_met(queries.agencies_in_area(by), name, born_on)
    elsewhere = [each for each in everywhere if each.restricted or each.agency_id not in by.agency_ids]
    meeting.write_down(elsewhere, lookup, by)
    holders = _holders(lookup)
    record(
        "young person looked up",
        by=by,
        subject=lookup.trail_subject,
        agency=agency.code,
        met=[each.reference for each in elsewhere],
    )
    return holders


@transaction.atomic
def called(*, met: Met, by: Person) -> Met:
    """Somebody who sees the record has called back. Raises NotNow when that has been done."""
    here = Met.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=met.pk)
    need(cases.change_record(by, here.young_person))
    if here.called_at is not None:
        raise NotNow("Somebody has called back already.")
    here.called_at, here.called_by = clock.now(), by
    here.save(update_fields=["called_at", "called_by"])
    record("called back", by=by, subject=here.young_person.trail_subject, met=str(here.pk))
    return here


def _holders(lookup: Lookup) -> list[Holder]:
    found = lookup.met.filter(call_by=None, young_person__restricted=False).exclude(
        young_person__agency__in=lookup.by.agency_ids
    )
    teams = {met.young_person.team_id: met.young_person for met in found.select_related("young_person__team__agency")}
    return sorted(
        (Holder(each.team.name, each.team.agency.name, each.team.contact) for each in teams.values()),
        key=lambda holder: (holder.agency, holder.team),
    )
