"""Incidents are written down, and corrected without losing what was written before."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.actions import follow_ups
from onlinelives.cases.actions.follow_ups import Plan
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import RECIPIENTS, Incident, IncidentItem, IncidentRevision, YoungPerson
from onlinelives.cases.models.incidents import TOLD
from onlinelives.cases.queries import Item
from onlinelives.content.taxonomy_shapes import HARM_TYPES
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@dataclass(frozen=True)
class Told:
    """What is told of an incident. harm: one or both harm types. items: codes of risk items; none where none fits.
    report: one of Incident.Report; recipients: to whom, of RECIPIENTS."""

    happened_on: date
    harm: frozenset[str]
    items: frozenset[str]
    what_happened: str
    who_was_told: str = ""
    evidence_kept: str = ""
    report: str = "not_reported"
    recipients: frozenset[str] = frozenset()
    report_note: str = ""

    def __repr__(self) -> str:
        return "<incident>"


@transaction.atomic
def write(
    *, young_person: YoungPerson, told: Told, planned: Plan | None, by: Person, form_key: uuid.UUID | None = None
) -> Incident:
    """A new incident, with what is to be done next where that is known. The same form sent twice makes one. Raises
    Invalid for what does not fit together."""
    young_person = open_to(by, young_person)
    again = form_key and Incident.objects.filter(form_key=form_key, young_person=young_person).first()
    if again:
        return again
    items = _checked(told, young_person, kept=set())
    if planned:
        follow_ups.check(planned, young_person)
    incident = Incident(
        partnership_id=young_person.partnership_id, young_person=young_person, written_by=by, form_key=form_key
    )
    _say(incident, told)
    incident.save(force_insert=True)
    _keep(incident, items, by)
    if planned:
        follow_ups.keep(planned, incident, by)
    record("incident recorded", by=by, subject=young_person.trail_subject, incident=str(incident.pk))
    return incident


@transaction.atomic
def correct(*, incident: Incident, told: Told, expected: int, by: Person) -> Incident:
    """What it says from now on. What it said before stays to be read. Raises Changed when the incident is no longer at
    version `expected`."""
    young_person = open_to(by, incident.young_person)
    here = young_person.incidents.select_for_update(of=("self",), no_key=True).get(pk=incident.pk)
    here.young_person = young_person
    if here.version != expected:
        raise Changed(here, "incident")
    items = _checked(told, young_person, kept=set(here.items.values_list("item", flat=True)))
    _say(here, told)
    here.version += 1
    here.save()
    here.items.all().delete()
    _keep(here, items, by)
    record("incident corrected", by=by, subject=here.trail_subject, incident=str(here.pk), version=here.version)
    return here


def _checked(told: Told, young_person: YoungPerson, kept: set[str]) -> list[Item]:
    """The items it is about, in order. `kept`: codes that it named already, which it may go on naming."""
    today, born = clock.today(), young_person.birthday
    if told.happened_on > today:
        raise Invalid("The day is in the future.", "happened_on")
    if born and told.happened_on < born:
        raise Invalid("The day is before they were born.", "happened_on")
    if not told.harm or not told.harm <= set(HARM_TYPES):
        raise Invalid("Select one of the two kinds of harm, or both.", "harm")
    if not told.what_happened.strip():
        raise Invalid("Say what happened.", "what_happened")
    _check_report(told)
    every = queries.every_item(young_person.partnership_id)
    offered = queries.items_to_choose(young_person.partnership_id)
    for code in told.items - kept:
        if code not in offered:
            raise Invalid("Select from the list.", "items")
        if not offered[code].holds_on(told.happened_on):
            raise Invalid(f"“{offered[code].label}” was no longer in use on that day.", "items")
    return [item for code, item in every.items() if code in told.items]


def _check_report(told: Told) -> None:
    if told.report not in Incident.Report.values or not told.recipients <= set(RECIPIENTS):
        raise Invalid("Select from the list.", "report")
    if told.report != Incident.Report.NOT_REPORTED and not told.recipients:
        raise Invalid("Select who it was reported to.", "recipients")
    if told.report == Incident.Report.NOT_REPORTED and told.recipients:
        raise Invalid("You selected somebody it was reported to. Change one of the two.", "report")


def _say(incident: Incident, told: Told) -> None:
    incident.happened_on, incident.report = told.happened_on, told.report
    for name in HARM_TYPES:
        setattr(incident, name, name in told.harm)
    for name in RECIPIENTS:
        setattr(incident, f"to_{name}", name in told.recipients)
    for name in ("what_happened", "who_was_told", "evidence_kept", "report_note"):
        setattr(incident, name, getattr(told, name).strip())


def _keep(incident: Incident, items: list[Item], by: Person) -> None:
    """Its items, and all of it as it stands after this save."""
    IncidentItem.objects.bulk_create(
        IncidentItem(partnership_id=incident.partnership_id, incident=incident, item=item.code, category=item.category)
        for item in items
    )
    IncidentRevision(
        partnership_id=incident.partnership_id,
        incident=incident,
        version=incident.version,
        items=" ".join(item.code for item in items),
        by=by,
        **{name: getattr(incident, name) for name in TOLD},
    ).save(force_insert=True)
