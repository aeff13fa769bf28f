from onlinelives.cases.forms.copies import ApproveCopyForm, CopyForm, EndCopyForm, PassageForm, RunForm, StopForm
from onlinelives.cases.forms.keeping import (
    ApproveForm,
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
from onlinelives.cases.forms.young_people import (
    ForgetForm,
    IdentityForm,
    LiftForm,
    MoveForm,
    NewRecordForm,
    RestrictForm,
)

__all__ = [
    "ApproveCopyForm",
    "ApproveForm",
    "AreaHoldForm",
    "CopyForm",
    "DecideForm",
    "EndCopyForm",
    "ForgetForm",
    "FoundOnlineForm",
    "GiveBackForm",
    "HoldForm",
    "IdentityForm",
    "KeepLongerForm",
    "LiftForm",
    "LiftHoldForm",
    "MoveForm",
    "NewRecordForm",
    "PassageForm",
    "ProposeForm",
    "RecordSettingsForm",
    "ReferralForm",
    "RestrictForm",
    "RuleForm",
    "RunForm",
    "StopForm",
    "TurnDownForm",
]
