from onlinelives.cases.forms.assessments import BeginForm, FinishForm, FlagForm, LocalItemForm
from onlinelives.cases.forms.closings import CloseForm, PlanForm, ReopenForm
from onlinelives.cases.forms.figures import PublishForm
from onlinelives.cases.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from onlinelives.cases.forms.incidents import IncidentForm
from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.signals import AcknowledgeForm, SettleForm, SignalForm
from onlinelives.cases.forms.topics import TopicForm
from onlinelives.cases.forms.young_people import IdentityForm, LiftForm, MoveForm, NewRecordForm, RestrictForm

__all__ = [
    "AcknowledgeForm",
    "BeginForm",
    "CloseForm",
    "DecideForm",
    "FinishForm",
    "FlagForm",
    "FollowUpDoneForm",
    "FollowUpForm",
    "FoundOnlineForm",
    "IdentityForm",
    "IncidentForm",
    "LiftForm",
    "LocalItemForm",
    "MoveForm",
    "NewRecordForm",
    "PlanForm",
    "PublishForm",
    "RecordSettingsForm",
    "ReferralForm",
    "ReopenForm",
    "RestrictForm",
    "SettleForm",
    "SignalForm",
    "TopicForm",
]
