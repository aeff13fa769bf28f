from onlinelives.accounts.queries.agencies import agencies_for, agency_choices, agency_for
from onlinelives.accounts.queries.needs import needs
from onlinelives.accounts.queries.people import (
    PeopleFilter,
    colleagues,
    elevation_for,
    elevations_for,
    invitation_by_token,
    invitation_for,
    invitations_for,
    managers_of,
    members_of,
    membership_for,
    passkey_for,
    people_for,
    person_for,
    running_elevation,
    signed_in,
)
from onlinelives.accounts.queries.teams import managed_agencies, team_for, teams_for
from onlinelives.accounts.queries.trail import opened_during, trail_choices, trail_lines
from onlinelives.trail.queries import Filter

__all__ = [
    "Filter",
    "PeopleFilter",
    "agencies_for",
    "agency_choices",
    "agency_for",
    "colleagues",
    "elevation_for",
    "elevations_for",
    "invitation_by_token",
    "invitation_for",
    "invitations_for",
    "managed_agencies",
    "managers_of",
    "members_of",
    "membership_for",
    "needs",
    "opened_during",
    "passkey_for",
    "people_for",
    "person_for",
    "running_elevation",
    "signed_in",
    "team_for",
    "teams_for",
    "trail_choices",
    "trail_lines",
]
