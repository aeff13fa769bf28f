"""The youth survey."""

from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step

WAVE = Lifecycle(
    noun="wave",
    states={"planned": "Planned", "open": "Open", "closed": "Closed"},
    steps=(
        Step("planned", "change", "planned"),
        Step("planned", "arrange", "planned"),
        Step("open", "arrange", "open"),
        Step("planned", "open", "open"),
        Step("planned", "issue", "planned"),
        Step("open", "issue", "open"),
        Step("planned", "revoke", "planned"),
        Step("open", "revoke", "open"),
        Step("open", "close", "closed"),
    ),
    reasons={
        "planned": "This wave has not been opened yet.",
        "open": "This wave is open. Its questionnaire and its name stay as they are.",
        "closed": "This wave is closed. Its codes let nobody in any more.",
    },
)

CODE = Lifecycle(
    noun="access code",
    states={"unused": "Not used", "used": "Used", "revoked": "Revoked"},
    steps=(Step("unused", "use", "used"), Step("unused", "revoke", "revoked")),
    reasons={
        "unused": "This code has not been used.",
        "used": "This code has been used.",
        "revoked": "This code is no longer good.",
    },
)

QUESTIONNAIRE = Lifecycle(
    noun="draft questionnaire",
    states={"draft": "Draft", "published": "Published", "thrown_away": "Thrown away"},
    steps=(
        Step("draft", "change", "draft"),
        Step("draft", "publish", "published"),
        Step("draft", "throw away", "thrown_away"),
    ),
    reasons={
        "draft": "This questionnaire is still being written.",
        "published": "This questionnaire is published and never changes. Begin a new draft from it instead.",
        "thrown_away": "This draft was thrown away.",
    },
)

RELEASE = Lifecycle(
    noun="survey release",
    states={
        "proposed": "Waits for a second person",
        "released": "Released",
        "declined": "Declined",
        "taken_back": "Taken back",
    },
    steps=(
        Step("proposed", "release", "released"),
        Step("proposed", "decline", "declined"),
        Step("proposed", "take back", "taken_back"),
    ),
    reasons={
        "proposed": "This release waits for a second person.",
        "released": "This release is out. Its figures stay as they are.",
        "declined": "This release was declined. Propose a new one.",
        "taken_back": "This release was taken back. Propose a new one.",
    },
)

FINDING = Lifecycle(
    noun="finding",
    states={"current": "Current", "withdrawn": "Withdrawn"},
    steps=(Step("current", "cite", "current"), Step("current", "withdraw", "withdrawn")),
    reasons={
        "current": "This finding is current.",
        "withdrawn": "This finding has been withdrawn. It stays readable, and cannot be cited any more.",
    },
)

BROUGHT = Lifecycle(
    noun="brought file",
    states={
        "uploaded": "Not looked through yet",
        "looked": "Waiting for you",
        "taken_in": "Taken in",
        "thrown_away": "Thrown away",
    },
    steps=(
        Step("uploaded", "look", "looked"),
        Step("uploaded", "throw away", "thrown_away"),
        Step("looked", "change", "looked"),
        Step("looked", "take in", "taken_in"),
        Step("looked", "throw away", "thrown_away"),
    ),
    reasons={
        "uploaded": "This file has not been looked through yet.",
        "looked": "This file has been looked through and waits for a decision.",
        "taken_in": "This file has been taken in already.",
        "thrown_away": "This file was thrown away. Send it again if you need it.",
    },
)
