from onlinelives.cases.forms.assessments import BeginForm, FinishForm, FlagForm, LocalItemForm
from onlinelives.cases.forms.closings import CloseForm, PlanForm, ReopenForm
from onlinelives.cases.forms.copies import ApproveCopyForm, CopyForm, EndCopyForm, PassageForm, RunForm, StopForm
from onlinelives.cases.forms.figures import PublishForm
from onlinelives.cases.forms.follow_ups import FollowUpDoneForm, FollowUpForm
from onlinelives.cases.forms.incidents import IncidentForm
from onlinelives.cases.forms.keeping import (
    ApproveDisposalForm,
    AreaHoldForm,
    HoldForm,
    KeepLongerForm,
    LiftHoldForm,
    ProposeForm,
    RuleForm,
    TurnDownForm,
)
from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.restrictions import GiveBackForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.signals import AcknowledgeForm, SettleForm, SignalForm
from onlinelives.cases.forms.studies import BeginStudyForm, FeaturesForm, StepForm, TakeOverForm, TextForm
from onlinelives.cases.forms.study_approvals import ApproveStudyForm, JudgeForm, SendBackForm, WithdrawForm
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
from onlinelives.cases.forms.young_people import (
    ForgetForm,
    IdentityForm,
    LiftForm,
    MoveForm,
    NewRecordForm,
    RestrictForm,
)

__all__ = [
    "AcknowledgeForm",
    "ApproveCopyForm",
    "ApproveDisposalForm",
    "ApproveStudyForm",
    "AreaHoldForm",
    "AskForm",
    "BeginForm",
    "BeginStudyForm",
    "CloseForm",
    "CopyForm",
    "DecideForm",
    "EndCopyForm",
    "FeaturesForm",
    "FinishForm",
    "FlagForm",
    "FollowUpDoneForm",
    "FollowUpForm",
    "ForeseeForm",
    "ForgetForm",
    "FoundOnlineForm",
    "GiveBackForm",
    "HoldForm",
    "IdentityForm",
    "IncidentForm",
    "JudgeForm",
    "KeepLongerForm",
    "LiftForm",
    "LiftHoldForm",
    "LocalItemForm",
    "MoveForm",
    "NameForm",
    "NewRecordForm",
    "NicknamesForm",
    "PassageForm",
    "PlanForm",
    "ProposeForm",
    "PublishForm",
    "RareForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RemoveNameForm",
    "ReopenForm",
    "RestrictForm",
    "RuleForm",
    "RunForm",
    "SendBackForm",
    "SettleForm",
    "SignalForm",
    "StepForm",
    "StopForm",
    "StudyFlagForm",
    "TakeOverForm",
    "TextForm",
    "TopicForm",
    "TurnDownForm",
    "WithdrawForm",
]
