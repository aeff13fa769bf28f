from onlinelives.audits.forms.answers import AnswerForm, SectionForm
from onlinelives.audits.forms.returns import ReopenForm, SignOffForm, assign_forms
from onlinelives.audits.forms.rounds import InviteAgenciesForm, RoundChangeForm, RoundForm

__all__ = [
    "AnswerForm",
    "InviteAgenciesForm",
    "ReopenForm",
    "RoundChangeForm",
    "RoundForm",
    "SectionForm",
    "SignOffForm",
    "assign_forms",
]
