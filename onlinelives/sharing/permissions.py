"""May this person? What is about one young person is fetched through the record, or through what was sent to one's
agency; these say what may be done with it."""

from onlinelives.accounts.models import Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.permissions import see_young_people
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict

KEEPERS = (roles.ADMINISTRATOR, roles.STRATEGY_LEAD)


def see_sharing(person: Person) -> Verdict:
    """Agreements and legal bases are for all who share and for all who look after them."""
    if see_young_people(person) or keep_agreements(person):
        return Allowed()
    return Denied("Sharing is for practitioners, managers, strategy leads and administrators.")


def keep_agreements(person: Person) -> Verdict:
    """Agreements and legal bases hold nothing about any young person."""
    if any(person.holds(role) for role in KEEPERS):
        return Allowed()
    return Denied("Only a strategy lead or an administrator looks after agreements and legal bases.")


def share(person: Person) -> Verdict:
    """Ask, answer, look up and receive."""
    return see_young_people(person)


def agree(person: Person, young_person: YoungPerson) -> Verdict:
    """May `person`, who sees the record, agree that something is not shared?"""
    if young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Only a manager of the agency agrees that something is not shared.")
