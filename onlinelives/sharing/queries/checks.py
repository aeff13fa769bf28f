"""Agency checks: from the record of who asked, and from the agency that was asked."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import young_person_for
from onlinelives.sharing.models import AgencyCheck, CheckAnswer
from onlinelives.trail import clock

LISTED = 100  # checks that were answered or withdrawn, newest first


@dataclass(frozen=True)
class Asked:
    """All that an agency which is asked gets to see: the same on the preview and on its page."""

    agency: str
    team: str
    asker: str
    contact: str
    name: str
    other_names: str
    born_on: date | None
    question: str
    due_on: date
    urgent: bool

    def __repr__(self) -> str:
        return "<asked>"


@dataclass(frozen=True)
class CheckLine:
    """One check with its newest answer. `days_late`: without a reply, after the day it was due."""

    check: AgencyCheck
    answer: CheckAnswer | None
    days_late: int


@dataclass(frozen=True)
class CheckPage:
    """One check for who asked. `answers`: newest first."""

    young_person: YoungPerson
    check: AgencyCheck
    asked: Asked
    answers: list[CheckAnswer]
    days_late: int

    @property
    def is_unread(self) -> bool:
        return any(answer.read_at is None for answer in self.answers)


@dataclass(frozen=True)
class AskedPage:
    """One check for the agency that was asked. `answers`: what it said, newest first."""

    check: AgencyCheck
    asked: Asked
    answers: list[CheckAnswer]
    days_late: int


def agencies_to_ask(young_person: YoungPerson) -> list[Agency]:
    """The other agencies of the partnership, by name, without those that must never receive anything."""
    never = young_person.never_share.filter(ended_at=None, agency__isnull=False).values("agency")
    others = Agency.objects.filter(partnership=young_person.partnership_id, left_at=None)
    return list(others.exclude(pk=young_person.agency_id).exclude(pk__in=never))


def checks_of(young_person: YoungPerson) -> list[CheckLine]:
    """Every check about a young person, newest first."""
    found = young_person.agency_checks.select_related("agency").prefetch_related("answers")
    return [_line(check) for check in found]


def check_page(person: Person, reference: str, pk: str) -> CheckPage:
    """One check, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    found = young_person.agency_checks.select_related("agency", "asked_by", "withdrawn_by", "asked_for")
    check = found.filter(pk=pk).first()
    if check is None:
        raise Http404
    check.young_person = young_person
    answers = list(check.answers.select_related("by"))
    return CheckPage(young_person, check, asked(check), answers, check.days_late(clock.today()))


def asked_of(person: Person) -> tuple[list[CheckLine], list[CheckLine]]:
    """Checks asked of the person's agencies: those that wait, soonest first, and the newest of the others."""
    found = AgencyCheck.objects.visible_to(person).select_related("asked_for", "agency").prefetch_related("answers")
    waiting = found.filter(state="asked").order_by("due_on", "asked_at")
    return [_line(check) for check in waiting], [_line(check) for check in found.exclude(state="asked")[:LISTED]]


def asked_page(person: Person, pk: str) -> AskedPage:
    """One check asked of an agency where the person works, or 404."""
    found = AgencyCheck.objects.visible_to(person).select_related(
        "agency", "asked_for", "asked_by", "young_person__team", "withdrawn_by"
    )
    check = get_object_or_404(found, pk=pk)
    return AskedPage(check, asked(check), list(check.answers.select_related("by")), check.days_late(clock.today()))


def asked(check: AgencyCheck) -> Asked:
    """What the agency that was asked sees of it."""
    return Asked(
        agency=check.asked_for.name,
        team=check.young_person.team.name,
        asker=check.asked_by.name,
        contact=check.young_person.team.contact,
        name=check.shown_name,
        other_names=check.shown_other_names,
        born_on=check.born_on,
        question=check.question,
        due_on=check.due_on,
        urgent=check.urgent,
    )


def _line(check: AgencyCheck) -> CheckLine:
    answers = list(check.answers.all())
    return CheckLine(check, answers[0] if answers else None, check.days_late(clock.today()))
