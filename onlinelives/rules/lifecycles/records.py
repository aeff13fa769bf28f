"""Records of young people."""

from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step

REFERRAL = Lifecycle(
    noun="referral",
    states={"waiting": "Waiting for a decision", "decided": "Decided"},
    steps=(
        Step("waiting", "correct", "waiting"),
        Step("waiting", "find online", "waiting"),
        Step("waiting", "decide", "decided"),
        Step("decided", "find online", "decided"),
        Step("decided", "decide again", "decided"),
    ),
    reasons={
        "waiting": "This referral has not been decided yet.",
        "decided": "This referral has been decided. What was known then stays. You can decide again.",
    },
)

RECORD = Lifecycle(
    noun="record",
    states={"open": "Open", "closed": "Closed"},
    steps=(
        Step("open", "write", "open"),
        Step("open", "close", "closed"),
        Step("closed", "reopen", "open"),
    ),
    reasons={
        "open": "This record is open.",
        "closed": "This record is closed. Open it again before you write in it.",
    },
)

ASSESSMENT = Lifecycle(
    noun="assessment",
    states={"draft": "Being written", "finished": "Finished", "set_aside": "Set aside"},
    steps=(
        Step("draft", "write", "draft"),
        Step("draft", "finish", "finished"),
        Step("draft", "set aside", "set_aside"),
        Step("finished", "decide flag", "finished"),
    ),
    reasons={
        "draft": "This assessment is not finished yet.",
        "finished": "This assessment is finished and never changes. Begin a new one for what has changed.",
        "set_aside": "This assessment was set aside and is kept as it was.",
    },
)

SIGNAL = Lifecycle(
    noun="signal",
    states={"raised": "Waiting to be acknowledged", "acknowledged": "Acknowledged", "settled": "Settled"},
    steps=(
        Step("raised", "add", "raised"),
        Step("raised", "escalate", "raised"),
        Step("raised", "acknowledge", "acknowledged"),
        Step("acknowledged", "add", "raised"),
        Step("acknowledged", "settle", "settled"),
    ),
    reasons={
        "raised": "This signal has not been acknowledged yet.",
        "acknowledged": "This signal has been acknowledged already.",
        "settled": "This signal is settled. Signal again if there is a new worry.",
    },
)

FOLLOW_UP = Lifecycle(
    noun="follow-up",
    states={"planned": "To be done", "done": "Done"},
    steps=(Step("planned", "finish", "done"),),
    reasons={
        "planned": "This follow-up has not been done yet.",
        "done": "This follow-up has been marked as done already.",
    },
)

CASE_STUDY = Lifecycle(
    noun="case study",
    states={
        "draft": "Being written",
        "asked": "Waiting for a second person",
        "sent_back": "Sent back",
        "approved": "Approved",
        "withdrawn": "Withdrawn",
    },
    steps=(
        Step("draft", "write", "draft"),
        Step("draft", "ask", "asked"),
        Step("draft", "withdraw", "withdrawn"),
        Step("asked", "judge", "asked"),
        Step("asked", "take back", "draft"),
        Step("asked", "send back", "sent_back"),
        Step("asked", "approve", "approved"),
        Step("sent_back", "write", "draft"),
        Step("sent_back", "withdraw", "withdrawn"),
        Step("approved", "revise", "draft"),
        Step("approved", "withdraw", "withdrawn"),
    ),
    reasons={
        "draft": "This case study is still being written.",
        "asked": "This case study waits for a second person. Take it back before you change it.",
        "sent_back": "This case study was sent back. Change it before you ask again.",
        "approved": "This case study is approved and its text never changes. Begin a new version to change it.",
        "withdrawn": "This case study was withdrawn and is kept as it was.",
    },
)

DISPOSAL = Lifecycle(
    noun="disposal",
    states={
        "proposed": "Waiting for a second person",
        "carried_out": "Carried out",
        "turned_down": "Turned down",
        "withdrawn": "Withdrawn",
    },
    steps=(
        Step("proposed", "approve", "carried_out"),
        Step("proposed", "turn down", "turned_down"),
        Step("proposed", "withdraw", "withdrawn"),
    ),
    reasons={
        "proposed": "This disposal still waits for a second person.",
        "carried_out": "This record has been disposed of. Its certificate says when and by whom.",
        "turned_down": "This disposal was turned down. Somebody can propose it again.",
        "withdrawn": "This disposal was withdrawn. Somebody can propose it again.",
    },
)

COPY = Lifecycle(
    noun="copy of a record",
    states={"open": "Being prepared", "released": "Approved", "ended": "Ended without a copy"},
    steps=(
        Step("open", "prepare", "open"),
        Step("open", "stop the clock", "open"),
        Step("open", "approve", "released"),
        Step("open", "end", "ended"),
        Step("released", "give out", "released"),
    ),
    reasons={
        "open": "This copy has not been approved yet.",
        "released": "This copy has been approved and never changes. For more, record a new request.",
        "ended": "This request ended without a copy. Record a new one if they ask again.",
    },
)
