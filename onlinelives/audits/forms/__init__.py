from onlinelives.audits.forms.answers import AnswerForm, SectionForm
from onlinelives.audits.forms.evidence import CareForm, CiteForm, EvidenceForm, ReviseForm
from onlinelives.audits.forms.findings import CiteFindingForm
from onlinelives.audits.forms.quality import DrawForm, FoundForm, ScheduleForm, WordsForm
from onlinelives.audits.forms.returns import ReopenForm, SignOffForm, assign_forms
from onlinelives.audits.forms.rounds import InviteAgenciesForm, RoundChangeForm, RoundForm

__all__ = [
    "AnswerForm",
    "CareForm",
    "CiteFindingForm",
    "CiteForm",
    "DrawForm",
    "EvidenceForm",
    "FoundForm",
    "InviteAgenciesForm",
    "ReopenForm",
    "ReviseForm",
    "RoundChangeForm",
    "RoundForm",
    "ScheduleForm",
    "SectionForm",
    "SignOffForm",
    "WordsForm",
    "assign_forms",
]
