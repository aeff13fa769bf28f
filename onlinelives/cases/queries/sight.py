"""Who sees a record: the rule of `YoungPerson.objects.visible_to`, asked from the other side."""

from django.db.models import Q

from onlinelives.accounts.models import Membership, Person, TeamMember
from onlinelives.accounts.queries import managers_of
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import roles


def who_sees(young_person: YoungPerson) -> list[Person]:
    """Everybody who can sign in and sees the record, by name."""
    here = Membership.objects.filter(agency=young_person.agency_id, ended_at=None)
    works_there = here.filter(role__in=[roles.PRACTITIONER.code, roles.MANAGER.code])
    sees = Q(pk__in=young_person.named.filter(ended_at=None).values("person"))
    if not young_person.restricted:
        team = TeamMember.objects.filter(team=young_person.team_id, ended_at=None)
        practitioners = here.filter(role=roles.PRACTITIONER.code).values("person")
        sees |= Q(pk__in=here.filter(role=roles.MANAGER.code).values("person"))
        sees |= Q(pk__in=team.filter(person__in=practitioners).values("person"))
    found = Person.objects.filter(sees, is_active=True, pk__in=works_there.values("person"))
    return list(found.order_by("name", "id"))


def who_answers_for(young_person: YoungPerson) -> list[Person]:
    """Who acknowledges a signal: the managers who see the record; for a restricted record whoever is named on it."""
    return who_sees(young_person) if young_person.restricted else managers_of(young_person.agency)
