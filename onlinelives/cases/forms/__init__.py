from onlinelives.cases.forms.referrals import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.forms.settings import RecordSettingsForm
from onlinelives.cases.forms.studies import BeginForm, FeaturesForm, StepForm, TakeOverForm, TextForm
from onlinelives.cases.forms.study_approvals import ApproveForm, JudgeForm, SendBackForm, WithdrawForm
from onlinelives.cases.forms.study_checks import (
    AskForm,
    FlagForm,
    ForeseeForm,
    NameForm,
    NicknamesForm,
    RareForm,
    RemoveNameForm,
)
from onlinelives.cases.forms.young_people import IdentityForm, LiftForm, MoveForm, NewRecordForm, RestrictForm

__all__ = [
    "ApproveForm",
    "AskForm",
    "BeginForm",
    "DecideForm",
    "FeaturesForm",
    "FlagForm",
    "ForeseeForm",
    "FoundOnlineForm",
    "IdentityForm",
    "JudgeForm",
    "LiftForm",
    "MoveForm",
    "NameForm",
    "NewRecordForm",
    "NicknamesForm",
    "RareForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RemoveNameForm",
    "RestrictForm",
    "SendBackForm",
    "StepForm",
    "TakeOverForm",
    "TextForm",
    "WithdrawForm",
]
