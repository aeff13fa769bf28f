"""May this person? A record is fetched through what its reader may see; these say what they may do with it."""

from collections.abc import Collection

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.models import CaseStudy, Disposal, RecordSettings, Signal, YoungPerson
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict

UNSEEN = Denied("You do not see this record.")


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
    return UNSEEN


def keep_identity(person: Person) -> Verdict:
    """Does the person's area keep names, dates of birth and postcodes at all?"""
    if RecordSettings.of(person.partnership_id).keeps_identity:
        return Allowed()
    return Denied("This area keeps no names, dates of birth or postcodes. Records are known by their reference alone.")


def forget_identity(person: Person) -> Verdict:
    """Identity is removed only where the area has decided to keep none."""
    if keep_identity(person):
        return Denied("This area keeps names. They are removed only where an administrator has decided to keep none.")
    return Allowed()


def restrict(person: Person, young_person: YoungPerson) -> Verdict:
    """May `person` restrict the record, change who is named on it, or open it again? It takes the record away from a
    whole team, so a manager begins it. Afterwards those named decide: a manager who is not sees no such record."""
    if young_person.restricted:
        named = young_person.named.filter(person=person, ended_at=None).exists()
        return Allowed() if named else Denied("Only people named on the record decide who sees it.")
    if young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Only a manager of the agency can restrict a record.")


def see_area_figures(person: Person) -> Verdict:
    """May `person` see and publish figures about young people for the whole area? They see no record."""
    if person.holds(roles.STRATEGY_LEAD) or person.holds(roles.ANALYST):
        return Allowed()
    return Denied("Only strategy leads and analysts see figures about young people for the whole area.")


def see_own_figures(person: Person) -> Verdict:
    if person.holds(roles.MANAGER):
        return Allowed()
    return Denied("Only managers see the figures of their agency.")


def review_records(person: Person) -> Verdict:
    if person.holds(roles.MANAGER):
        return Allowed()
    return Denied("Only managers decide how long records are kept.")


def look_after(person: Person, young_person: YoungPerson) -> Verdict:
    """May `person`, who sees the record, keep it longer, hold it or propose that it be disposed of?"""
    if young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("Only a manager of the agency decides how long a record is kept.")


def approve_disposal(person: Person, disposal: Disposal) -> Verdict:
    """May `person`, who sees the record, be the second who says yes or no?"""
    if disposal.proposed_by_id == person.pk:
        return Denied("You proposed it. A second person decides.")
    if disposal.approver_id == person.pk or look_after(person, disposal.young_person):
        return Allowed()
    return Denied("Another manager of the agency decides, or the person who was asked.")


def withdraw_disposal(person: Person, disposal: Disposal) -> Verdict:
    if disposal.proposed_by_id == person.pk:
        return Allowed()
    return Denied("Only the person who proposed it can withdraw it.")


def approve_copy(person: Person, deciders: Collection[int]) -> Verdict:
    """May `person`, who sees the record, approve a copy of it? `deciders`: who decided on its passages."""
    if person.pk in deciders:
        return Denied("You decided on passages of this copy. Somebody else who sees the record approves it.")
    return Allowed()


def hold_area(person: Person) -> Verdict:
    """Holds on an agency or the whole area show no record to whoever puts them on."""
    if person.holds(roles.ADMINISTRATOR):
        return Allowed()
    return Denied("Only an administrator holds the records of a whole agency or area.")


def see_certificates(person: Person) -> Verdict:
    if person.holds(roles.ADMINISTRATOR) or person.holds(roles.MANAGER):
        return Allowed()
    return Denied("Only managers and administrators see certificates.")


def give_back(person: Person) -> Verdict:
    """May `person` name somebody on a restricted record that nobody can open? Whoever does sees nothing of it."""
    if person.holds(roles.ADMINISTRATOR):
        return Allowed()
    return Denied("Only an administrator names somebody on a record that nobody can open.")


def decide_settings(person: Person) -> Verdict:
    """Settings hold for the whole area and open no record."""
    if person.holds(roles.ADMINISTRATOR):
        return Allowed()
    return Denied("Only an administrator decides how records are kept.")


def decide_local_items(person: Person) -> Verdict:
    """May `person` say what the area asks about beside the taxonomy? It opens no record."""
    if person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only a strategy lead adds items for the area.")


def acknowledge_signal(person: Person, signal: Signal) -> Verdict:
    """May `person` say that they have heard the signal? Never who raised it: a second person must know."""
    if signal.raised_by_id == person.pk:
        return Denied("You raised this signal, so somebody else acknowledges it.")
    return settle_signal(person, signal)


def settle_signal(person: Person, signal: Signal) -> Verdict:
    """May `person`, who sees the record, say what came of the signal? Where it is restricted there may be no manager
    among those named, so any of them may."""
    young_person = signal.young_person
    if young_person.restricted or young_person.agency_id in person.agencies_as(roles.MANAGER):
        return Allowed()
    return Denied("A manager of the agency answers for a signal.")


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
