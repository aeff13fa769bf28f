"""May this person? A record is fetched through what its reader may see; these say what they may do with it."""

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.models import CaseStudy, YoungPerson
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict


def see_young_people(person: Person) -> Verdict:
    if person.holds(roles.PRACTITIONER) or person.holds(roles.MANAGER):
        return Allowed()
    return Denied("Only practitioners and managers of an agency see records about young people.")


def open_record(person: Person, team: Team) -> Verdict:
    """May `person` open a record in this team?"""
    if Team.objects.visible_to(person).filter(pk=team.pk).exists():
        return Allowed()
    return Denied("You can open a record only in a team that you are in or manage.")


def change_record(person: Person, young_person: YoungPerson) -> Verdict:
    """Whoever sees a record may keep it up to date. The database is asked again: nothing is written, and nothing
    told of what somebody else wrote, on a record that was restricted or moved a moment ago."""
    if YoungPerson.objects.visible_to(person).filter(pk=young_person.pk).exists():
        return Allowed()
    return Denied("You do not see this record.")


def restrict(person: Person, young_person: YoungPerson) -> Verdict:
    """May `person` restrict the record, change who is named on it, or open it again? It takes the record away from a
    whole team, so a manager begins it. Afterwards those named decide: a manager who is not sees no such record."""
    if young_person.restricted:
        named = young_person.named.filter(person=person, ended_at=None).exists()
        return Allowed() if named else Denied("Only people named on the record decide who sees it.")
    if young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Only a manager of the agency can restrict a record.")


def decide_settings(person: Person) -> Verdict:
    """Settings hold for the whole area and open no record."""
    if person.holds(roles.ADMINISTRATOR):
        return Allowed()
    return Denied("Only an administrator decides how records are kept.")


def see_case_studies(person: Person) -> Verdict:
    """What was approved is read by everybody in the area who works with young people."""
    if see_young_people(person):
        return Allowed()
    return Denied("Only practitioners and managers of an agency read case studies.")


def write_study(person: Person, study: CaseStudy) -> Verdict:
    """A case study is written by one person. That they still see its record is asked apart from this."""
    if study.author_id == person.pk:
        return Allowed()
    return Denied("Only its author writes a case study.")
