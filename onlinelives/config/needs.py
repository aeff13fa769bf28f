"""What needs somebody now, from every room: the home page and the digest by e-mail say the same."""

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.audits import queries as audits
from onlinelives.cases import queries as cases
from onlinelives.sharing import queries as sharing
from onlinelives.survey import queries as survey
from onlinelives.web.needs import Need, soonest_first

ROOMS = (accounts, cases, survey, sharing, audits)


def needs_of(person: Person) -> list[Need]:
    """Soonest first. The person must have been fetched as at sign-in (`accounts.queries.signed_in`)."""
    return soonest_first([need for room in ROOMS for need in room.needs(person)])
