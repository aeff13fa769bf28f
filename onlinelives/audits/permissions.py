"""May this person? Each answer carries its reason, which the button, the 403 page and the tests share."""

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.models import Evidence, Return
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict

NOT_LEAD = Denied("Only a strategy lead can do this.")


def works_for(person: Person, audit_return: Return) -> bool:
    own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
    return audit_return.agency_id in own


def manages(person: Person, audit_return: Return) -> bool:
    """Whether the person is a manager of the agency whose return it is."""
    return audit_return.agency_id in person.agencies_as(roles.MANAGER)


def see_rounds(person: Person) -> Verdict:
    if any(person.holds(role) for role in (roles.STRATEGY_LEAD, roles.ANALYST, roles.MANAGER, roles.PRACTITIONER)):
        return Allowed()
    return Denied("The self-audit is open to managers, practitioners, strategy leads and analysts.")


def run_rounds(person: Person) -> Verdict:
    """Prepare, open, change and close rounds."""
    return Allowed() if person.holds(roles.STRATEGY_LEAD) else NOT_LEAD


def see_area(person: Person) -> Verdict:
    """The area's results: totals by agency and section."""
    if person.holds(roles.STRATEGY_LEAD) or person.holds(roles.ANALYST):
        return Allowed()
    return Denied("The area's results are for strategy leads and analysts. You can see your own agency's.")


def answer(person: Person, audit_return: Return, *, assigned: bool) -> Verdict:
    """May the person answer a section? `assigned`: whether it has been given to them."""
    if manages(person, audit_return):
        return Allowed()
    if not works_for(person, audit_return):
        return Denied("Only people of the agency can answer for it.")
    if assigned:
        return Allowed()
    return Denied("This section has not been given to you. Your manager can give it to you.")


def assign(person: Person, audit_return: Return) -> Verdict:
    if manages(person, audit_return):
        return Allowed()
    return Denied("Only a manager of the agency can give sections to people.")


def sign_off(person: Person, audit_return: Return) -> Verdict:
    """Signing off, and reopening."""
    if manages(person, audit_return):
        return Allowed()
    return Denied("Only a manager of the agency can sign off its return or reopen it.")


def carry_forward(person: Person, audit_return: Return) -> Verdict:
    """Begin a return from an earlier one, and take that back."""
    if manages(person, audit_return):
        return Allowed()
    return Denied("Only a manager of the agency can carry answers forward.")


def needs_extra_access(person: Person, audit_return: Return) -> bool:
    """Whether only running extra access lets the person read this return; opening it is then written down."""
    settled = audit_return.state == "signed_off" or audit_return.round.state == "closed"
    return person.elevated and not settled and not works_for(person, audit_return)


def see_evidence(person: Person) -> Verdict:
    """The evidence library of one's own agency."""
    if person.holds(roles.MANAGER) or person.holds(roles.PRACTITIONER):
        return Allowed()
    return Denied(
        "Each agency keeps its own evidence. You can open what an answer cites, where you may see the answer."
    )


def keep_evidence(person: Person, agency: Agency) -> Verdict:
    """Add and revise evidence."""
    if agency.pk in person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER):
        return Allowed()
    return Denied("Only people of the agency can add to its evidence.")


def end_evidence(person: Person, evidence: Evidence) -> Verdict:
    """Withdraw, bring back and remove."""
    if evidence.agency_id in person.agencies_as(roles.MANAGER) or evidence.owner_id == person.pk:
        return Allowed()
    return Denied("Only whoever looks after this evidence, or a manager, can withdraw or remove it.")


def run_checks(person: Person) -> Verdict:
    """Draw answers, set the schedule, set a check aside."""
    return Allowed() if person.holds(roles.STRATEGY_LEAD) else NOT_LEAD


def see_checks(person: Person) -> Verdict:
    """The list of checks: to do, to reply to, or to follow."""
    if any(person.holds(role) for role in (roles.REVIEWER, roles.STRATEGY_LEAD, roles.MANAGER, roles.PRACTITIONER)):
        return Allowed()
    return Denied("Checks are open to reviewers, strategy leads and the people of the agency.")


def reply(person: Person, audit_return: Return) -> Verdict:
    """Reply to a reviewer's verdict."""
    if manages(person, audit_return):
        return Allowed()
    return Denied("A manager of the agency replies for it.")
