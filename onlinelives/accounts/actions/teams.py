"""Teams are made and changed by a manager of their agency."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from onlinelives.accounts import permissions, queries
from onlinelives.accounts.models import Agency, Person, Team, TeamMember
from onlinelives.rules.verdict import Invalid, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def add(*, agency: Agency, name: str, people: Iterable[Person], by: Person, form_key: uuid.UUID | None = None) -> Team:
    """A new team of an agency. The same form sent twice gives the same team. Raises Invalid for a name that is taken
    and for somebody who does not work in the agency."""
    need(permissions.manage_team(by, agency))
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    again = form_key and Team.objects.filter(form_key=form_key, agency=agency).first()
    if again:
        return again
    team = Team.objects.create(
        partnership_id=by.partnership_id, agency=agency, name=_checked(name, agency), form_key=form_key
    )
    _set(team, people)
    record("team added", by=by, subject=team.trail_subject, agency=agency.code, people=_ids(team))
    return team


@transaction.atomic
def change(
    *, team: Team, name: str, people: Iterable[Person], expected: int, by: Person, contact: str | None = None
) -> Team:
    """Another name, other people, or another way to reach them (`contact`; None leaves it). Who is no longer in it sees
    its young people no more. Raises Invalid as `add`, and when the team is no longer at version `expected`: nobody is
    let back in by a page that was opened before."""
    need(permissions.manage_team(by, team.agency))
    Agency.objects.select_for_update(no_key=True).get(pk=team.agency_id)
    if Team.objects.values_list("version", flat=True).get(pk=team.pk) != expected:
        raise Invalid("Somebody else has changed this team meanwhile. Open the page again to see how it is now.")
    team.name, team.version = _checked(name, team.agency, but=team), expected + 1
    if contact is not None:
        team.contact = " ".join(contact.split())
    team.save(update_fields=["name", "contact", "version"])
    _set(team, people)
    record("team changed", by=by, subject=team.trail_subject, people=_ids(team))
    return team


def _set(team: Team, people: Iterable[Person]) -> None:
    wanted = {person.pk: person for person in people}
    strangers = set(wanted) - {person.pk for person in queries.colleagues(team.agency)}
    if strangers:
        raise Invalid(f"Everybody in a team works in {team.agency.name}.", "people")
    now = team.members.filter(ended_at=None)
    now.exclude(person__in=wanted).update(ended_at=clock.now())
    here = set(now.values_list("person", flat=True))
    for pk, person in wanted.items():
        if pk not in here:
            TeamMember.objects.create(partnership_id=team.partnership_id, team=team, person=person)


def _ids(team: Team) -> list[int]:
    return sorted(team.members.filter(ended_at=None).values_list("person", flat=True))


def _checked(name: str, agency: Agency, but: Team | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("Enter the name of the team.", "name")
    others = agency.teams.filter(name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Invalid(f"{agency.name} already has a team called {name}.", "name")
    return name
