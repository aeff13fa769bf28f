"""Teams, from who is asking."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person, Team, TeamMember
from onlinelives.rules import roles


def _with_people(person: Person) -> Iterable[Team]:
    now = TeamMember.objects.filter(ended_at=None).select_related("person").order_by("person__name", "person_id")
    return (
        Team.objects.visible_to(person)
        .select_related("agency")
        .prefetch_related(Prefetch("members", queryset=now, to_attr="members_now"))
    )


def _told(team: Team) -> Team:
    team.in_it = [member.person for member in team.members_now]  # type: ignore[attr-defined]
    return team


def teams_for(person: Person) -> list[Team]:
    """The teams a manager looks after, or a practitioner is in, by name; each with `in_it`, its people now."""
    return [_told(team) for team in _with_people(person)]


def team_for(person: Person, pk: int) -> Team:
    """One of them, with `in_it`, or 404."""
    return _told(get_object_or_404(_with_people(person), pk=pk))  # type: ignore[arg-type]


def managed_agencies(person: Person) -> list[Agency]:
    """The agencies the person is a manager of, by name."""
    return list(Agency.objects.filter(pk__in=person.agencies_as(roles.MANAGER), left_at=None).order_by("name"))
