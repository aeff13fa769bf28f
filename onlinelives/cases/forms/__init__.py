from onlinelives.cases.forms.figures import PublishForm
from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.young_people import IdentityForm, LiftForm, MoveForm, NewRecordForm, RestrictForm

__all__ = [
    "DecideForm",
    "FoundOnlineForm",
    "IdentityForm",
    "LiftForm",
    "MoveForm",
    "NewRecordForm",
    "PublishForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RestrictForm",
]
