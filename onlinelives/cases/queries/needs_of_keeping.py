"""What keeping records, and giving copies of them, asks of people. Numbers only, never who."""

from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries.deadlines import open_deadlines
from onlinelives.cases.queries.retention import count_to_review, to_approve
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


def needs(person: Person) -> list[Need]:
    """Also of administrators, who name a manager on a record that nobody can open."""
    return [*_locked_out(person), *_copies(person), *_keeping(person)]


def _locked_out(person: Person) -> list[Need]:
    if not permissions.give_back(person):
        return []
    count = YoungPerson.objects.locked_out().filter(partnership=person.partnership_id).count()
    what = f"Name a manager on {plural(count, 'restricted record')}"
    return [Need(what, reverse("locked_out"), "Nobody can open what is restricted there any more.")] if count else []


def _copies(person: Person) -> list[Need]:
    if not permissions.see_young_people(person):
        return []
    due = open_deadlines(person)
    if not due:
        return []
    soonest = min((each.on for each in due if each.on), default=None)
    late = any(each.late(clock.today()) for each in due)
    what = f"Answer {plural(len(due), 'request')} for a copy of a record"
    return [Need(what, reverse("copies"), due=soonest, late=late)]


def _keeping(person: Person) -> list[Need]:
    found = []
    if permissions.see_young_people(person) and (waiting := len(to_approve(person))):
        what = f"Decide on the disposal of {plural(waiting, 'record')}"
        found.append(Need(what, reverse("disposals"), "Somebody proposed it. A second person says yes or no."))
    if permissions.review_records(person) and (come := count_to_review(person)):
        found.append(Need(f"Review {plural(come, 'closed record')} whose day has come", reverse("closed_records")))
    return found
