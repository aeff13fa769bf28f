"""May this person? The survey is run by those who see figures of the whole area and no record of any young person."""

from onlinelives.accounts.models import Person
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.survey.models import SurveyRelease
from onlinelives.survey.models.settings import runs


def run_survey(person: Person) -> Verdict:
    """Plan waves, print codes, see how many have answered."""
    if runs(person):
        return Allowed()
    return Denied("Only a strategy lead or an analyst runs the youth survey.")


def write_questionnaires(person: Person) -> Verdict:
    """Begin, change and publish questionnaires of the area."""
    if person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only a strategy lead writes and publishes questionnaires. You can read and download them.")


def release_figures(person: Person) -> Verdict:
    """Propose figures for all agencies, and see what was proposed."""
    if runs(person):
        return Allowed()
    return Denied("Only a strategy lead or an analyst releases figures of the youth survey.")


def decide_release(person: Person, release: SurveyRelease) -> Verdict:
    """Let figures out, or decline to. Never alone: two people see to every release."""
    verdict = release_figures(person)
    if verdict and release.proposed_by_id == person.pk:
        return Denied("You proposed this release. A second person, a strategy lead or an analyst, decides on it.")
    return verdict


def take_back_release(person: Person, release: SurveyRelease) -> Verdict:
    if release.proposed_by_id == person.pk:
        return Allowed()
    return Denied("Only whoever proposed a release can take it back. You can decline it.")


def see_findings(person: Person) -> Verdict:
    """Read what was released, as everybody who has a part in the area."""
    if person.held:
        return Allowed()
    return Denied("Findings are for people who have a part in the area.")


def withdraw_finding(person: Person) -> Verdict:
    if person.holds(roles.STRATEGY_LEAD):
        return Allowed()
    return Denied("Only a strategy lead can withdraw a finding.")
