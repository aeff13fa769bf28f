from onlinelives.accounts.models.elevations import Elevation
from onlinelives.accounts.models.invitations import Invitation
from onlinelives.accounts.models.partnerships import Agency, Partnership
from onlinelives.accounts.models.people import Membership, Person

__all__ = ["Agency", "Elevation", "Invitation", "Membership", "Partnership", "Person"]
