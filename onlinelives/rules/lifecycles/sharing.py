"""Sharing between agencies."""

from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step

AGENCY_CHECK = Lifecycle(
    noun="agency check",
    states={"asked": "No reply yet", "answered": "Answered", "withdrawn": "Withdrawn"},
    steps=(
        Step("asked", "answer", "answered"),
        Step("asked", "withdraw", "withdrawn"),
        Step("answered", "correct", "answered"),
    ),
    reasons={
        "asked": "This check has not been answered yet.",
        "answered": "This check has been answered. A new answer can be added, and the earlier one stays.",
        "withdrawn": "This check has been withdrawn by the agency that asked. Nothing more is wanted.",
    },
)

SHARING = Lifecycle(
    noun="sharing decision",
    states={
        "made": "Made",
        "waiting": "Waiting for a manager",
        "returned": "Not agreed by the manager",
        "replaced": "Replaced by a later decision",
    },
    steps=(
        Step("waiting", "agree", "made"),
        Step("waiting", "return", "returned"),
        Step("made", "complete", "made"),
        Step("made", "send", "made"),
        Step("made", "reconsider", "replaced"),
        Step("waiting", "reconsider", "replaced"),
        Step("returned", "reconsider", "replaced"),
    ),
    reasons={
        "made": "This decision has been made.",
        "waiting": "This decision waits for a manager to agree.",
        "returned": "This decision was not agreed by the manager. Reconsider it.",
        "replaced": "This decision has been replaced by a later one.",
    },
)
