from onlinelives.audits.models.answers import Answer, AnswerRevision
from onlinelives.audits.models.carrying import CarryForward
from onlinelives.audits.models.checks import Check
from onlinelives.audits.models.draws import Candidate, Draw, DrawSchedule
from onlinelives.audits.models.evidence import Citation, Evidence, EvidenceRevision, Pin
from onlinelives.audits.models.imports import ImportedRow, WorkbookImport
from onlinelives.audits.models.returns import Assignment, Return, SignOff
from onlinelives.audits.models.rounds import FrozenEdition, Round

__all__ = [
    "Answer",
    "AnswerRevision",
    "Assignment",
    "Candidate",
    "CarryForward",
    "Check",
    "Citation",
    "Draw",
    "DrawSchedule",
    "Evidence",
    "EvidenceRevision",
    "FrozenEdition",
    "ImportedRow",
    "Pin",
    "Return",
    "Round",
    "SignOff",
    "WorkbookImport",
]
