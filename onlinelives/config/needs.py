"""What needs somebody now, from every room: the home page and the digest by e-mail say the same."""

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.audits import queries as audits
from onlinelives.cases import queries as cases
from onlinelives.sharing import queries as sharing
from onlinelives.web.needs import Need, soonest_first


def needs_of(person: Person) -> list[Need]:
    """Soonest first. The person must have been fetched as at sign-in (`accounts.queries.signed_in`)."""
    return soonest_first([*accounts.needs(person), *cases.needs(person), *sharing.needs(person), *audits.needs(person)])
