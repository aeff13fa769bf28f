from onlinelives.sharing.forms.agreements import AgreementForm, BasisForm, EndAgreementForm
from onlinelives.sharing.forms.checks import AnswerForm, CheckForm, KnownForm, WithdrawForm
from onlinelives.sharing.forms.decisions import AgreeForm, CompleteForm, DecisionForm, EndNeverForm, NeverForm
from onlinelives.sharing.forms.extracts import ExtractForm, PackForm, RevokeForm

__all__ = [
    "AgreeForm",
    "AgreementForm",
    "AnswerForm",
    "BasisForm",
    "CheckForm",
    "CompleteForm",
    "DecisionForm",
    "EndAgreementForm",
    "EndNeverForm",
    "ExtractForm",
    "KnownForm",
    "NeverForm",
    "PackForm",
    "RevokeForm",
    "WithdrawForm",
]
