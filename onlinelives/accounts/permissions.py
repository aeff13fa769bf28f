"""May this person? Each answer carries its reason, which the button, the 403 page and the tests share."""

from onlinelives.accounts.models import Agency, Elevation, Membership, Person
from onlinelives.rules import roles
from onlinelives.rules.roles import Role
from onlinelives.rules.verdict import Allowed, Denied, Verdict

NOT_ADMINISTRATOR = Denied("Only an administrator can do this.")
NOT_MANAGER = Denied("Only administrators, and managers for their own agency, can look after people.")


def manage_agencies(person: Person) -> Verdict:
    return Allowed() if person.holds(roles.ADMINISTRATOR) else NOT_ADMINISTRATOR


def see_people(person: Person) -> Verdict:
    if person.holds(roles.ADMINISTRATOR) or person.holds(roles.MANAGER):
        return Allowed()
    return NOT_MANAGER


def give_role(person: Person, role: Role, agency: Agency | None) -> Verdict:
    """May `person` invite somebody to `role`, or give it to somebody who is here?"""
    if agency is not None and agency.partnership_id != person.partnership_id:
        return Denied("That agency belongs to another area.")
    if role.place == "agency" and agency is None:
        return Denied(f"Choose the agency of the {role.name.lower()}.")
    if role.place == "area" and agency is not None:
        return Denied(f"{role.name} is a role for the whole area. Do not choose an agency for it.")
    if agency is not None and agency.left_at is not None:
        return Denied(f"{agency.name} has left the partnership.")
    return _may_give(person, role, agency)


def _may_give(person: Person, role: Role, agency: Agency | None) -> Verdict:
    if person.holds(roles.ADMINISTRATOR):
        return Allowed()
    if role is roles.PRACTITIONER and agency is not None and agency.pk in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Managers can invite practitioners to their own agency. For other roles, ask an administrator.")


def change_roles(person: Person, other: Person) -> Verdict:
    """May `person` give roles to `other` or end them? Nobody changes their own."""
    if person.pk == other.pk:
        return Denied("Nobody can change their own roles. Ask another administrator.")
    return Allowed() if person.holds(roles.ADMINISTRATOR) else NOT_ADMINISTRATOR


def end_membership(person: Person, membership: Membership) -> Verdict:
    verdict = change_roles(person, membership.person)
    if verdict or membership.person_id == person.pk:
        return verdict
    if membership.role == roles.PRACTITIONER.code and membership.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return verdict


def switch_off(person: Person, other: Person) -> Verdict:
    """May `person` stop `other` from signing in, or let them in again?"""
    if person.pk == other.pk:
        return Denied("You cannot switch off your own account. Ask another administrator.")
    return Allowed() if person.holds(roles.ADMINISTRATOR) else NOT_ADMINISTRATOR


def reset_second_factor(person: Person, other: Person) -> Verdict:
    if person.pk == other.pk:
        return Denied("Change your own second step on the page Your account.")
    return Allowed() if person.holds(roles.ADMINISTRATOR) else NOT_ADMINISTRATOR


def see_trail(person: Person) -> Verdict:
    if person.holds(roles.ADMINISTRATOR) or person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only administrators and strategy leads can read the trail.")


def begin_elevation(person: Person) -> Verdict:
    if person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only strategy leads can take extra access.")


def see_elevations(person: Person) -> Verdict:
    if person.holds(roles.ADMINISTRATOR) or person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only strategy leads take extra access, and administrators review it.")


def review_elevation(person: Person, elevation: Elevation) -> Verdict:
    if not person.holds(roles.ADMINISTRATOR):
        return Denied("Only an administrator can review extra access.")
    if elevation.person_id == person.pk:
        return Denied("Nobody can review their own extra access.")
    return Allowed()


def see_teams(person: Person) -> Verdict:
    return Allowed() if person.holds(roles.MANAGER) else Denied("Only managers look after teams.")


def manage_team(person: Person, agency: Agency) -> Verdict:
    """May `person` make teams of this agency and say who is in them? It decides who sees which young people."""
    if agency.pk not in person.agencies_as(roles.MANAGER):
        return Denied("Only a manager of the agency looks after its teams.")
    if agency.left_at is not None:
        return Denied(f"{agency.name} has left the partnership.")
    return Allowed()
