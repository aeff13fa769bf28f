from onlinelives.accounts.models.elevations import Elevation
from onlinelives.accounts.models.invitations import Invitation
from onlinelives.accounts.models.partnerships import Agency, Partnership
from onlinelives.accounts.models.people import Membership, Person
from onlinelives.accounts.models.teams import Team, TeamMember

__all__ = ["Agency", "Elevation", "Invitation", "Membership", "Partnership", "Person", "Team", "TeamMember"]
