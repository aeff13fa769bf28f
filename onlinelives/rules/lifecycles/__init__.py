"""Every state table of the product. The diagrams in docs/states/ are printed from these tables."""

from onlinelives.rules.lifecycles.audits import CHECK, EVIDENCE, IMPORT, RETURN, ROUND
from onlinelives.rules.lifecycles.house import ELEVATION, FILE, INVITATION, WORK
from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step
from onlinelives.rules.lifecycles.records import (
    ASSESSMENT,
    CASE_STUDY,
    COPY,
    DISPOSAL,
    FOLLOW_UP,
    RECORD,
    REFERRAL,
    SIGNAL,
)
from onlinelives.rules.lifecycles.sharing import AGENCY_CHECK, SHARING
from onlinelives.rules.lifecycles.survey import BROUGHT, CODE, FINDING, QUESTIONNAIRE, RELEASE, WAVE

ALL = (
    ROUND,
    RETURN,
    EVIDENCE,
    CHECK,
    FILE,
    WORK,
    INVITATION,
    ELEVATION,
    IMPORT,
    REFERRAL,
    RECORD,
    ASSESSMENT,
    SIGNAL,
    FOLLOW_UP,
    CASE_STUDY,
    DISPOSAL,
    COPY,
    AGENCY_CHECK,
    SHARING,
    WAVE,
    CODE,
    QUESTIONNAIRE,
    RELEASE,
    FINDING,
    BROUGHT,
)

__all__ = [
    "AGENCY_CHECK",
    "ALL",
    "ASSESSMENT",
    "BROUGHT",
    "CASE_STUDY",
    "CHECK",
    "CODE",
    "COPY",
    "DISPOSAL",
    "ELEVATION",
    "EVIDENCE",
    "FILE",
    "FINDING",
    "FOLLOW_UP",
    "IMPORT",
    "INVITATION",
    "QUESTIONNAIRE",
    "RECORD",
    "REFERRAL",
    "RELEASE",
    "RETURN",
    "ROUND",
    "SHARING",
    "SIGNAL",
    "WAVE",
    "WORK",
    "Lifecycle",
    "Step",
]
