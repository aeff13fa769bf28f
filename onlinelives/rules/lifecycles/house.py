"""Accounts, files and work that takes a while."""

from onlinelives.rules.lifecycles.lifecycle import Lifecycle, Step

INVITATION = Lifecycle(
    noun="invitation",
    states={"sent": "Sent", "accepted": "Accepted", "withdrawn": "Withdrawn"},
    steps=(
        Step("sent", "accept", "accepted"),
        Step("sent", "send again", "sent"),
        Step("sent", "withdraw", "withdrawn"),
    ),
    reasons={
        "sent": "This invitation has been sent.",
        "accepted": "This invitation has already been used.",
        "withdrawn": "This invitation has been withdrawn. Ask for a new one.",
    },
)

ELEVATION = Lifecycle(
    noun="extra access",
    states={"running": "Running", "over": "Over, to be reviewed", "reviewed": "Reviewed"},
    steps=(
        Step("running", "end", "over"),
        Step("over", "review", "reviewed"),
    ),
    reasons={
        "running": "This extra access is still running.",
        "over": "This extra access is already over.",
        "reviewed": "This extra access has already been reviewed.",
    },
)

FILE = Lifecycle(
    noun="file",
    states={"waiting": "Waiting for the virus check", "kept": "Kept", "refused": "Refused", "erased": "Erased"},
    steps=(
        Step("waiting", "pass", "kept"),
        Step("waiting", "refuse", "refused"),
        Step("waiting", "erase", "erased"),
        Step("kept", "pass", "kept"),
        Step("kept", "refuse", "refused"),
        Step("kept", "erase", "erased"),
        Step("refused", "erase", "erased"),
    ),
    reasons={
        "waiting": "This file is waiting for its virus check and cannot be opened yet.",
        "kept": "This file has been checked already.",
        "refused": "This file did not pass the virus check and cannot be opened.",
        "erased": "This file’s content has been erased.",
    },
)

WORK = Lifecycle(
    noun="work",
    states={"waiting": "Waiting to start", "running": "Running", "done": "Done", "failed": "Failed"},
    steps=(
        Step("waiting", "begin", "running"),
        Step("waiting", "fail", "failed"),
        Step("running", "begin", "running"),
        Step("running", "finish", "done"),
        Step("running", "fail", "failed"),
    ),
    reasons={
        "waiting": "This has not started yet.",
        "running": "This is still running.",
        "done": "This is done.",
        "failed": "This did not work. Ask for it again.",
    },
)
