from onlinelives.cases.forms.assessments import BeginForm, FinishForm, FlagForm, LocalItemForm
from onlinelives.cases.forms.closings import CloseForm, PlanForm, ReopenForm
from onlinelives.cases.forms.figures import PublishForm
from onlinelives.cases.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from onlinelives.cases.forms.incidents import IncidentForm
from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.signals import AcknowledgeForm, SettleForm, SignalForm
from onlinelives.cases.forms.studies import BeginStudyForm, FeaturesForm, StepForm, TakeOverForm, TextForm
from onlinelives.cases.forms.study_approvals import ApproveForm, JudgeForm, SendBackForm, WithdrawForm
from onlinelives.cases.forms.study_checks import (
    AskForm,
    ForeseeForm,
    NameForm,
    NicknamesForm,
    RareForm,
    RemoveNameForm,
    StudyFlagForm,
)
from onlinelives.cases.forms.topics import TopicForm
from onlinelives.cases.forms.young_people import IdentityForm, LiftForm, MoveForm, NewRecordForm, RestrictForm

__all__ = [
    "AcknowledgeForm",
    "ApproveForm",
    "AskForm",
    "BeginForm",
    "BeginStudyForm",
    "CloseForm",
    "DecideForm",
    "FeaturesForm",
    "FinishForm",
    "FlagForm",
    "FollowUpDoneForm",
    "FollowUpForm",
    "ForeseeForm",
    "FoundOnlineForm",
    "IdentityForm",
    "IncidentForm",
    "JudgeForm",
    "LiftForm",
    "LocalItemForm",
    "MoveForm",
    "NameForm",
    "NewRecordForm",
    "NicknamesForm",
    "PlanForm",
    "PublishForm",
    "RareForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RemoveNameForm",
    "ReopenForm",
    "RestrictForm",
    "SendBackForm",
    "SettleForm",
    "SignalForm",
    "StepForm",
    "StudyFlagForm",
    "TakeOverForm",
    "TextForm",
    "TopicForm",
    "WithdrawForm",
]
