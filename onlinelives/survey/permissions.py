"""May this person? The survey is run by those who see figures of the whole area and no record of any young person."""

from onlinelives.accounts.models import Person
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict
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
