"""None"""

from onlinelives.survey.models.answer_sets import (
    AnswerSet,
    TakenOut,
)
from onlinelives.survey.models.answers import (
    Box,
    HeldDraft,
    Response,
)
from onlinelives.survey.models.brought_files import (
    BroughtFile,
    KeptMapping,
)
from onlinelives.survey.models.codes import (
    AccessCode,
    CodeSheet,
)
from onlinelives.survey.models.findings import (
    Finding,
)
from onlinelives.survey.models.questionnaires import (
    DraftQuestionnaire,
    DraftStep,
)
from onlinelives.survey.models.releases import (
    SurveyRelease,
)
from onlinelives.survey.models.settings import (
    Setting,
)
from onlinelives.survey.models.waves import (
    CensusNumber,
    ExpectedNumber,
    KeptQuestionnaire,
    Place,
    Wave,
)

__all__ = [
    "AccessCode",
    "AnswerSet",
    "Box",
    "BroughtFile",
    "CensusNumber",
    "CodeSheet",
    "DraftQuestionnaire",
    "DraftStep",
    "ExpectedNumber",
    "Finding",
    "HeldDraft",
    "KeptMapping",
    "KeptQuestionnaire",
    "Place",
    "Response",
    "Setting",
    "SurveyRelease",
    "TakenOut",
    "Wave",
]
