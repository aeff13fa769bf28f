"""May this person? A record is fetched through what its reader may see; these say what they may do with it."""

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict


def see_young_people(person: Person) -> Verdict:
    if person.holds(roles.PRACTITIONER) or person.holds(roles.MANAGER):
        return Allowed()
    return Denied("Only practitioners and managers of an agency see records about young people.")


def open_record(person: Person, team: Team) -> Verdict:
    """May `person` open a record in this team, fetched through what they may see?"""
    if team.agency_id in person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER):
        return Allowed()
    return Denied("You can open a record only in a team of your own agency.")


def change_record(person: Person, young_person: YoungPerson) -> Verdict:
    """Whoever sees a record may keep it up to date."""
    if young_person.agency_id in person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER):
        return Allowed()
    return Denied("Only people of the agency that holds the record can change it.")


def restrict(person: Person, young_person: YoungPerson) -> Verdict:
    """Restricting takes the record away from a whole team, so it is for managers, and for those named on it."""
    if young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Only a manager of the agency can restrict a record, or say who is named on it.")
