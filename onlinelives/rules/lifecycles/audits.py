"""The self-audit."""

from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step

ROUND = Lifecycle(
    noun="round",
    states={"draft": "Being prepared", "open": "Open", "closed": "Closed"},
    steps=(
        Step("draft", "edit", "draft"),
        Step("draft", "invite", "draft"),
        Step("draft", "open", "open"),
        Step("open", "edit", "open"),
        Step("open", "invite", "open"),
        Step("open", "answer", "open"),
        Step("open", "draw", "open"),
        Step("open", "close", "closed"),
        Step("closed", "draw", "closed"),
    ),
    reasons={
        "draft": "This round has not been opened yet.",
        "open": "This round is already open.",
        "closed": "This round is closed. Closed rounds can never be changed.",
    },
)

RETURN = Lifecycle(
    noun="return",
    states={"answering": "Being answered", "signed_off": "Signed off"},
    steps=(
        Step("answering", "answer", "answering"),
        Step("answering", "assign", "answering"),
        Step("answering", "sign off", "signed_off"),
        Step("signed_off", "reopen", "answering"),
    ),
    reasons={
        "answering": "This return has not been signed off.",
        "signed_off": "This return has been signed off. A manager of the agency can reopen it, with a reason.",
    },
)

EVIDENCE = Lifecycle(
    noun="evidence",
    states={"kept": "In the library", "withdrawn": "Withdrawn"},
    steps=(
        Step("kept", "revise", "kept"),
        Step("kept", "cite", "kept"),
        Step("kept", "withdraw", "withdrawn"),
        Step("withdrawn", "bring back", "kept"),
    ),
    reasons={
        "kept": "This evidence is in the library.",
        "withdrawn": "This evidence has been withdrawn. Bring it back before you use it.",
    },
)

CHECK = Lifecycle(
    noun="check",
    states={
        "drawn": "To be checked",
        "found": "Waiting for the agency’s reply",
        "replied": "Agency has replied",
        "settled": "Settled",
        "set_aside": "Set aside",
    },
    steps=(
        Step("drawn", "take", "drawn"),
        Step("drawn", "hand back", "drawn"),
        Step("drawn", "agree", "settled"),
        Step("drawn", "disagree", "found"),
        Step("drawn", "set aside", "set_aside"),
        Step("found", "take over", "found"),
        Step("replied", "take over", "replied"),
        Step("found", "reply", "replied"),
        Step("found", "settle", "settled"),
        Step("replied", "settle", "settled"),
    ),
    reasons={
        "drawn": "This answer has not been checked yet.",
        "found": "This check waits for the agency’s reply until the time for it has passed.",
        "replied": "This check has had the agency’s reply already.",
        "settled": "This check is settled and cannot be changed.",
        "set_aside": "This check has been set aside.",
    },
)

IMPORT = Lifecycle(
    noun="import",
    states={"waiting": "Waiting for your decision", "applied": "Taken in", "given_up": "Given up"},
    steps=(
        Step("waiting", "apply", "applied"),
        Step("waiting", "give up", "given_up"),
    ),
    reasons={
        "waiting": "This workbook is still waiting for your decision.",
        "applied": "This workbook has been taken in already.",
        "given_up": "This workbook was given up, or another one was sent in its place. Send it again if you need it.",
    },
)
