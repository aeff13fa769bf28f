from onlinelives.cases.forms.follow_ups import FinishForm, FollowUpForm
from onlinelives.cases.forms.incidents import IncidentForm
from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.signals import AcknowledgeForm, SettleForm, SignalForm
from onlinelives.cases.forms.young_people import IdentityForm, LiftForm, MoveForm, NewRecordForm, RestrictForm

__all__ = [
    "AcknowledgeForm",
    "DecideForm",
    "FinishForm",
    "FollowUpForm",
    "FoundOnlineForm",
    "IdentityForm",
    "IncidentForm",
    "LiftForm",
    "MoveForm",
    "NewRecordForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RestrictForm",
    "SettleForm",
    "SignalForm",
]
