from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.restrictions import GiveBackForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.young_people import (
    ForgetForm,
    IdentityForm,
    LiftForm,
    MoveForm,
    NewRecordForm,
    RestrictForm,
)

__all__ = [
    "DecideForm",
    "ForgetForm",
    "FoundOnlineForm",
    "GiveBackForm",
    "IdentityForm",
    "LiftForm",
    "MoveForm",
    "NewRecordForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RestrictForm",
]
