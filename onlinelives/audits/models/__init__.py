from onlinelives.audits.models.answers import Answer, AnswerRevision
from onlinelives.audits.models.returns import Assignment, Return, SignOff
from onlinelives.audits.models.rounds import FrozenEdition, Round

__all__ = ["Answer", "AnswerRevision", "Assignment", "FrozenEdition", "Return", "Round", "SignOff"]
